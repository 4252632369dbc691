"""The rule on papers that are in the list already: what its examples cannot say."""

from tests.rules.listing import at, entry, found, lines_of, section


def _list(*sections: str) -> str:
    return "# L\n\n" + "".join(sections)


PAPERS = [entry(number) for number in range(1, 201)]


def test_the_later_of_two_is_told() -> None:
    """Both stand in one section, which is an error."""
    text = _list(section("A", *PAPERS[:9], PAPERS[2]))
    findings = found("duplicate-paper", text)
    assert lines_of(text, findings) == [14]
    assert [one.severity for one in findings] == ["error"]


def test_the_changed_one_of_two_is_told() -> None:
    """It stands in front of the other."""
    text = _list(section("A", *PAPERS[:9], PAPERS[2]))
    findings = found("duplicate-paper", text, changed=at(7))
    assert lines_of(text, findings) == [7]
    assert "line 14" in findings[0].message


def test_two_unchanged_ones_are_no_matter_of_a_change() -> None:
    """A pull request is not told what it did not do."""
    text = _list(section("A", *PAPERS[:9], PAPERS[2]))
    assert found("duplicate-paper", text, changed=at(5)) == []


def test_a_list_that_repeats_papers_across_sections_does_so_on_purpose() -> None:
    """Three of forty are no slip."""
    text = _list(section("A", *PAPERS[:30]), section("B", *PAPERS[30:40], *PAPERS[:3]))
    assert found("duplicate-paper", text) == []


def test_one_that_a_change_repeats_across_sections_of_such_a_list_is_a_hint() -> None:
    """Whoever adds it may not know that it is there."""
    text = _list(section("A", *PAPERS[:30]), section("B", *PAPERS[30:40], *PAPERS[:4]))
    findings = found("duplicate-paper", text, changed=at(50))
    assert [one.severity for one in findings] == ["hint"]


def test_the_only_one_across_sections_is_an_error() -> None:
    """Nothing else in a long list is there twice."""
    text = _list(section("A", *PAPERS), section("B", entry(300), PAPERS[0]))
    assert [one.severity for one in found("duplicate-paper", text)] == ["error"]


def test_news_may_name_what_the_list_has() -> None:
    """A section that tells news is none of papers."""
    text = _list(section("News", *PAPERS[:2]), section("A", *PAPERS[:30]))
    assert found("duplicate-paper", text) == []


def test_entries_may_share_a_repository() -> None:
    """The code of two papers is often one."""
    code = " [[code]](https://github.com/a/b)"
    text = _list(section("A", *(entry(number, rest=code) for number in range(1, 9))))
    assert found("duplicate-paper", text) == []


def test_papers_in_parts_have_one_title_and_are_two() -> None:
    """A number in the title makes another paper."""
    one = "- Learning to See in the Dark Part {} [[pdf]](https://arxiv.org/pdf/2302.0000{}.pdf)\n"
    text = _list(section("A", *PAPERS[:9], one.format(1, 1), one.format(2, 2)))
    assert found("duplicate-paper", text) == []
