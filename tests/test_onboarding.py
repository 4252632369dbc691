"""What is said in a configuration of what was learned of a list."""

import pytest

from bot.addition import plan_addition
from bot.citation import Citation
from bot.config import read_config
from bot.document import apply_edits, parse
from bot.filling import fill_template
from bot.links import Link
from bot.onboarding import entry_template, is_mirror, learned_of
from bot.scaffold import Usual, config_text
from bot.template import parse_template
from tests.document.shapes import NAMES, read_list
from tests.test_scaffold import uncommented


def lines(count: int, form: str = "- {n}", *, newest_first: bool = True) -> str:
    """Entries of one form, which is filled with a number, a year and a month."""
    numbers = range(count, 0, -1) if newest_first else range(1, count + 1)
    return "".join(
        form.format(n=n, y=2015 + n // 12, m=f"{n % 12 + 1:02}", yy=f"{15 + n // 12}") + "\n" for n in numbers
    )


PLAIN = "- Title of paper {n} [[pdf]](https://arxiv.org/pdf/{yy}{m}.{n:05})"
VENUE = "- **Title of paper {n}**, CVPR {y}, [[paper]](https://arxiv.org/abs/{yy}{m}.{n:05})"


def test_a_list_of_one_habit_has_nothing_to_say_of_its_sections() -> None:
    """However many there are."""
    text = "# L\n\n" + "".join(f"## Section {k}\n\n{lines(6, PLAIN)}\n" for k in range(60))
    learned = learned_of(parse(text), "README.md")
    assert (learned.order, learned.entry) == (
        Usual("newest first", 360, 360),
        Usual("- {title} [[pdf]]({pdf})", 360, 360),
    )
    assert "#sections: {}" in config_text(learned)


def test_a_section_of_another_habit_is_told_when_it_is_sure() -> None:
    """Three entries are no habit; twelve are."""
    text = (
        f"# L\n\n## A\n\n{lines(30, PLAIN)}\n## B\n\n{lines(12, VENUE, newest_first=False)}\n"
        f"## C\n\n{lines(3, VENUE, newest_first=False)}\n"
    )
    _, a, b, c = learned_of(parse(text), "README.md").sections
    assert (a.order, a.template) == (None, None)
    assert (b.order, b.template) == ("oldest first", "- **{title}**, {venue} {year}, [[paper]]({paper})")
    assert (c.order, c.template) == (None, None)


def test_the_template_is_the_one_that_says_most_of_those_that_fit() -> None:
    """A link that some entries have is in it; one that a single entry has is not."""
    body = lines(20, PLAIN).splitlines()
    body[::3] = [f"{line} [[code]](https://github.com/a/b{n})" for n, line in enumerate(body[::3])]
    body[4] += " [[my blog]](https://a.blog/x)"
    text = "# L\n\n## A\n\n" + "\n".join(body) + "\n"
    assert learned_of(parse(text), "README.md").entry == Usual("- {title} [[pdf]]({pdf}) [[code]]({code})", 20, 20)


def test_where_no_form_has_most_entries_none_is_said() -> None:
    """The example that stands there then is called one."""
    forms = ("- **{n} of titles** [[a]](https://x.org/{n}.pdf)", "- {n}th title | <https://x.org/{n}.pdf>",
             "- [Title {n}](https://x.org/{n}.pdf)", "- \"Title {n}\" ([pdf](https://x.org/{n}.pdf))")  # fmt: skip
    text = "# L\n\n## A\n\n" + "".join(lines(8, form) for form in forms)
    learned = learned_of(parse(text), "README.md")
    assert learned.entry is None
    assert "better leave it to the sections" in config_text(learned)


def test_the_year_of_a_venue_is_not_said_twice() -> None:
    """What is learned, filled in again, gives the entry."""
    (section,) = (one for one in parse(f"# L\n\n## A\n\n{lines(9, VENUE)}").sections if one.entries)
    usual = entry_template(section.entries)
    assert usual is not None
    paper = Citation("A title", venue="ICLR 2024", links=(Link("abstract", "https://arxiv.org/abs/2310.00001"),))
    filled = fill_template(parse_template(usual.said), paper)
    assert filled == "- **A title**, ICLR 2024, [[paper]](https://arxiv.org/abs/2310.00001)"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_can_be_used(name: str) -> None:
    """The configuration, its comments taken off, takes a paper into a list of any kind."""
    document = parse(read_list(name))
    owner = read_config(uncommented(config_text(learned_of(document, "README.md"))))
    assert owner.unknown_sections([section.path for section in document.sections]) == ()
    paper = Citation("An unheard-of title", "2024-05", links=(Link("abstract", "https://arxiv.org/abs/2405.99999"),))
    addition = plan_addition(document, paper, owner=owner, insist=True)
    if hasattr(addition, "edit"):
        assert "An unheard-of title" in apply_edits(document.text, [addition.edit])


def test_a_file_with_mostly_the_same_papers_is_a_mirror() -> None:
    """Another list is none."""
    document = parse(f"# L\n\n## A\n\n{lines(9, PLAIN)}")
    assert is_mirror(document, f"# 列表\n\n## 甲\n\n{lines(9, PLAIN)}")
    assert not is_mirror(document, f"# M\n\n{lines(2, PLAIN)}")
