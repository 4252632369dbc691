"""Texts of lists for tests: those under tests/data/lists in all their line ends, and generated ones."""

from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from hypothesis import strategies as st

from bot.document import ListDocument, parse
from bot.document.blocks import BLOCKS, RULES

LISTS = Path(__file__).parent.parent / "data" / "lists"
NAMES = sorted(path.stem for path in LISTS.glob("*.md"))


def read_list(name: str) -> str:
    """One of the lists kept for tests."""
    return (LISTS / f"{name}.md").read_bytes().decode()


def reshape(text: str, *, crlf: bool = False, bom: bool = False, final: bool = True, trailing: bool = False) -> str:
    """The same list with other line ends, a byte order mark, blanks at its line ends, or no last line end."""
    text = text.replace("\r\n", "\n").rstrip("\n") + ("\n" if final else "")
    if trailing:
        text = text.replace(")\n", ") \n")
    return ("\ufeff" if bom else "") + (text.replace("\n", "\r\n") if crlf else text)


def read_by_lines(text: str) -> ListDocument:
    """A text, read by Markdown's own rules alone."""
    with patch.object(import_module("bot.document.parse"), "read_plain", return_value=None), BLOCKS.reset_rules():
        BLOCKS.disable(RULES)
        return parse(text)


_WORDS = st.sampled_from(
    ("Vision", "language", "X-Net", "über", "模型", "a*b", "`code`", "C++", "[v2]", "&amp;", "<b>")
)
_PHRASES = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)
_URLS = st.sampled_from(("https://arxiv.org/abs/2301.12597", "https://github.com/a/b", "", "https://x.org/a_(b)"))
_ENTRIES = st.builds("{0}{1} {2} [[pdf]]({3}){4}".format, st.sampled_from(("", "  ", "\t")), st.sampled_from("-*+"),
                     _PHRASES, _URLS, st.sampled_from(("", " ", "  ", " \t")))  # fmt: skip
_LINES = st.one_of(
    _ENTRIES,
    st.just(""),
    st.builds("{0} {1}".format, st.sampled_from(("#", "##", "###", "   ##", "    ##")), _PHRASES),
    st.builds("1. {0}".format, _PHRASES),
    st.builds("> ## {0}".format, _PHRASES),
    st.builds('<h2 align="center">{0}</h2>'.format, _PHRASES),
    st.builds("| {0} | {0} |".format, _PHRASES),
    st.sampled_from(("```", "~~~", "---", "===", "<!--", "-->", "<details>", "</details>", "|---|---|", "  ", "\x0c")),
    _PHRASES,
    st.text(alphabet="-*#>`|[]()<! \t\x0b\x0c\x1c\x85\u2028\u0000ab", max_size=12),
)
_ENDS = st.sampled_from(("\n", "\r\n", "\r"))

#: Texts made of the pieces that lists are made of, in any order, with mixed line ends.
TEXTS = st.builds(
    lambda bom, lines, last: bom + "".join(line + end for line, end in lines) + last,
    st.sampled_from(("", "\ufeff")),
    st.lists(st.tuples(_LINES, _ENDS), max_size=25),
    st.one_of(st.just(""), _LINES),
)
