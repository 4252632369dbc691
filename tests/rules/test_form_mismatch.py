"""The rule on departures from a list's form: what its examples cannot say."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.document import parse
from bot.lint import LintContext, applied, lint, mended
from rules import all_rules
from tests.rules.listing import at, entry, found, lines_of, section

CODE = " [[code]](https://github.com/a/b)"
GOOD = [entry(number, f"Net{chr(65 + number)}", CODE) for number in range(25)]


def _list(*last: str) -> str:
    return "# L\n\n" + section("Papers", *GOOD, *last)


def test_a_section_may_have_a_form_of_its_own() -> None:
    """Three entries of it that agree are no slip."""
    own = [f"- [x{n}](https://a.org/{n}) [[github]](https://github.com/a/{n})\n" for n in range(3)]
    assert found("form-mismatch", _list() + section("Libraries", *own)) == []


def test_a_list_of_two_habits_has_none() -> None:
    """A tenth of the labels is more than a slip."""
    other = [one.replace("[[pdf]]", "[[paper]]") for one in GOOD]
    assert found("form-mismatch", _list(*other)) == []


def test_several_departures_of_a_kind_are_one_finding() -> None:
    """Both labels are mended by it."""
    bad = "- **[X]** Deep Models [pdf](https://arxiv.org/pdf/2302.00001.pdf) [code](https://github.com/a/b)\n"
    findings = found("form-mismatch", _list(bad))
    assert len(findings) == 1
    assert findings[0].fix is not None
    assert len(findings[0].fix.changes) == 2


def test_a_changed_entry_is_told_the_form_as_a_whole() -> None:
    """No single thing of it departs; what it should read is given, and no word is lost."""
    bad = (
        "- **[X]** Deep Models of All ([pdf](https://arxiv.org/pdf/2302.00001.pdf)) ([code](https://github.com/a/b))\n"
    )
    text = _list(bad)
    (finding,) = found("form-mismatch", text, changed=at(30))
    assert lines_of(text, [finding]) == [30]
    good = "- **[X]** Deep Models of All [[pdf]](https://arxiv.org/pdf/2302.00001.pdf) [[code]](https://github.com/a/b)"
    assert finding.expected == good
    assert finding.fix is not None
    assert not finding.fix.safe


def test_habits_are_those_of_the_entries_that_nobody_changed() -> None:
    """A pull request that brings many entries of another form makes no habit of it."""
    other = [entry(number, f"Net{number}", CODE).replace("[[pdf]]", "[[paper]]") for number in range(40, 80)]
    findings = found("form-mismatch", _list(*other), changed=at(*range(30, 70)))
    assert len(findings) == 40


_MARKS = st.sampled_from(["**[X]**", "[X]", "**X**", "[**X**]", ""])
_PARTS = st.sampled_from([" ", ", ", ". ", " - ", "", " | "])
_LABELS = st.sampled_from(["[[{}]]({})", "[{}]({})", "[[{}]({})]", "([{}]({}))"])
_WORDS = st.sampled_from(["pdf", "paper", "PDF", "Code", "github", "website"])


@settings(max_examples=60, deadline=None)
@given(
    _MARKS,
    _PARTS,
    _PARTS,
    st.lists(st.tuples(_WORDS, _LABELS), min_size=1, max_size=3),
    st.sampled_from(["", ".", ","]),
)
def test_fixes_lose_no_word_of_a_title_and_no_address(
    mark: str, first: str, between: str, links: list[tuple[str, str]], end: str
) -> None:
    """Whatever an entry looks like, and running the fixes again changes nothing."""
    rule = {"form-mismatch": all_rules()["form-mismatch"]}
    written = between.join(form.format(word, f"https://a.org/{n}") for n, (word, form) in enumerate(links))
    text = _list(f"- {mark} Deep Models of All{first}{written}{end}\n")

    def judge(some: str) -> list:  # type: ignore[type-arg]
        return lint(LintContext(parse(some)), rule)

    new, _ = mended(text, judge)
    assert re.findall(r"https?://[^)\]]+", new) == re.findall(r"https?://[^)\]]+", text)
    assert new.count("Deep Models of All") == text.count("Deep Models of All")
    assert mended(new, judge)[0] == new


def test_a_label_that_stands_alone_is_mended_together_with_its_address() -> None:
    """The list's form of address goes with the list's label."""
    text = _list("- **[X]** Deep Models [[paper]](https://arxiv.org/abs/2302.00001) [[code]](https://github.com/a/b)\n")
    (finding,) = found("form-mismatch", text)
    assert finding.message == "`paper` as the label of a paper's link; 25 of the list's 26 have `pdf`"
    assert "Deep Models [[pdf]](https://arxiv.org/pdf/2302.00001.pdf) [[code]]" in applied(text, [finding])[0]


def test_the_label_of_a_second_paper_is_its_own() -> None:
    """Beside a link with the usual label another name tells what it leads to."""
    more = "[[pdf]](https://arxiv.org/pdf/2302.00001.pdf) [[arXiv]](https://arxiv.org/abs/2302.00002)"
    assert found("form-mismatch", _list(f"- **[X]** Deep Models {more}\n")) == []


def test_a_label_of_two_entries_may_be_meant() -> None:
    """Only what stands alone is surely a slip."""
    other = [f"- **[X]** Deep Models [[arXiv]](https://arxiv.org/abs/2302.0000{n}){CODE}\n" for n in (1, 2)]
    assert found("form-mismatch", _list(*GOOD[1:], *other)) == []


def test_a_section_of_other_things_has_words_of_its_own() -> None:
    """What `pdf` is called among papers says nothing of calls for papers."""
    other = "- A Special Issue [[paper]](https://example.org/call.pdf)\n"
    assert found("form-mismatch", _list() + section("Calls", other)) == []


def test_a_section_without_the_usual_form_is_left_alone() -> None:
    """News are written as sentences."""
    news = "- May 1: We opened the [[code]](https://github.com/a/b).\n"
    assert found("form-mismatch", _list() + section("News", news)) == []
