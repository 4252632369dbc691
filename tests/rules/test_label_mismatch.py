"""The rule on labels that say something else: what its examples cannot say."""

from tests.rules.listing import entry, found, section


def test_what_a_list_does_often_is_its_habit() -> None:
    """Labels of code at projects' pages, all over."""
    entries = [entry(n, rest=f" [[code]](https://a{n}.github.io/x)") for n in range(10)]
    assert found("label-mismatch", "# L\n\n" + section("A", *entries)) == []


def test_a_folder_of_code_on_a_page_is_code() -> None:
    """The address says so."""
    text = "# L\n\n" + section("A", entry(1, rest=" [[code]](https://a.github.io/x/#code)"))
    assert found("label-mismatch", text) == []


def test_a_title_that_names_a_video_is_no_label() -> None:
    """It leads to its paper."""
    text = "# L\n\n" + section("A", "- [Stereo Video Deblurring](https://arxiv.org/abs/1607.08421)\n", entry(1))
    assert found("label-mismatch", text) == []
