"""Whatever strangers write, findings point at signs of the text and say so in the form of the family."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.document import Span, parse
from bot.lint import LintContext, applied, lint
from rules import EXAMPLE_LIST, all_rules

PIECES = st.sampled_from(
    [
        *(
            "[",
            "]",
            "(",
            ")",
            "**",
            "`",
            "_",
            "*",
            "|",
            "<",
            ">",
            "@jane",
            "#",
            "\\",
            "$",
            "!",
            " ",
            "  ",
            "\n",
            "\r\n",
        ),
        *("[pdf]", "](", "https://", "http://arxiv.org/abs/2301.00001v1", "https://a.org//b#", "?utm_a=1&b", "Title"),
        *(
            "<div>",
            "<script>",
            "javascript:",
            "\u200b",
            "\u202e",
            "\ufeff",
            "\u200d",
            "- ",
            "* ",
            "## ",
            "[a](#b)",
            "é",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=24).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_findings_lie_in_the_text(text: str) -> None:
    """Offsets, fixes included, are those of signs that are there; messages are short."""
    whole = EXAMPLE_LIST + "- " + text
    for one in lint(LintContext(parse(whole), links={}, papers={}), all_rules()):
        assert 0 <= one.start <= one.end <= len(whole)
        assert len(one.message) <= 200
        for change in one.fix.changes if one.fix else ():
            assert 0 <= change.start <= change.end <= len(whole)
            assert whole[change.start : change.end] != change.text


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_fixes_leave_the_rest_of_the_list(text: str) -> None:
    """What stands in other entries is not touched when one is mended."""
    whole = EXAMPLE_LIST + "- " + text
    fixed, _ = applied(whole, lint(LintContext(parse(whole), links={}, papers={}), all_rules()), unsafe=True)
    assert fixed.startswith(EXAMPLE_LIST[: -len("\n")])


@settings(max_examples=50, deadline=None)
@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_changed_lines_may_lie_behind_the_text(text: str, start: int, length: int) -> None:
    """A diff may be of another version than the list that is judged."""
    changed = (Span(start, start + length),)
    lint(LintContext(parse(EXAMPLE_LIST + "- " + text), changed=changed, links={}, papers={}), all_rules())
