"""The rule on entries without a link to their paper: what its examples cannot say."""

from tests.rules.listing import at, entry, found, section

PAPERS = [entry(number) for number in range(1, 21)]
LINKLESS = "- Words of a Title Alone\n"


def test_an_entry_without_any_link_is_an_error_where_all_others_have_one() -> None:
    """A list of papers is there to lead to them."""
    findings = found("missing-paper-link", "# L\n\n" + section("A", *PAPERS, LINKLESS))
    assert [one.severity for one in findings] == ["error"]


def test_one_of_several_without_a_link_is_a_warning() -> None:
    """The list has such entries."""
    text = "# L\n\n" + section("A", *PAPERS, LINKLESS, LINKLESS.replace("Alone", "Also"))
    assert {one.severity for one in found("missing-paper-link", text)} == {"warning"}


def test_a_post_in_the_place_of_a_paper_is_a_hint() -> None:
    """It is no slip of who wrote it."""
    post = "- A Post on Models [[blog]](https://medium.com/a/b)\n"
    findings = found("missing-paper-link", "# L\n\n" + section("A", *PAPERS, post))
    assert [one.severity for one in findings] == ["hint"]


def test_posts_in_the_place_of_papers_may_be_the_list_s_way() -> None:
    """Whoever shows several means them."""
    posts = [f"- A Post on Models {n} [[blog]](https://medium.com/a/{n})\n" for n in range(3)]
    assert found("missing-paper-link", "# L\n\n" + section("A", *PAPERS, *PAPERS, *posts)) == []


def test_a_repository_with_a_year_stands_in_the_place_of_a_paper() -> None:
    """A tool shows none."""
    link = "- [Words of a Title](https://github.com/a/b), ECCV{}\n"
    for year, count in ((" 2020", 1), ("", 0)):
        text = "# L\n\n" + section("A", *PAPERS, link.format(year))
        assert len(found("missing-paper-link", text)) == count


def test_an_unknown_address_may_be_a_paper() -> None:
    """Papers stand on pages of all kinds."""
    page = "- Words of a Title [here](https://example.org/x)\n"
    assert found("missing-paper-link", "# L\n\n" + section("A", *PAPERS, page)) == []


def test_the_habit_is_that_of_unchanged_entries() -> None:
    """Many new entries without a paper are all told."""
    new = [f"- Tool {n} [[code]](https://github.com/a/{n})\n" for n in range(10)]
    text = "# L\n\n" + section("A", *PAPERS, *new)
    assert found("missing-paper-link", text) == []
    assert len(found("missing-paper-link", text, changed=at(*range(25, 35)))) == 10


def test_a_row_may_say_that_there_is_no_paper() -> None:
    """A dash in its place is no slip, nor is a data set that leads to its repository."""
    head = "# L\n\n## A\n\n| Title | Venue | Code |\n| --- | --- | --- |\n"
    rows = [
        f"| [Title](https://arxiv.org/abs/2301.{n:05}) | arXiv | [Github](https://github.com/a/{n}) |\n"
        for n in range(9)
    ]
    for row, count in (
        ("| **Model** | - | [Github](https://github.com/b/c) |\n", 0),
        ("| [A Set of Many Pairs: Dataset](https://github.com/b/c) | Text | Images |\n", 0),
        ("| **Model** | ICLR | [Github](https://github.com/b/c) |\n", 1),
    ):
        assert len(found("missing-paper-link", head + "".join(rows) + row)) == count
