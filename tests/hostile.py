"""What strangers who mean harm may write, and how to see that none of it became structure.

`ATTACKS` are texts that want to be more than text, each with what becomes of it. `BODIES` and `LISTS` are pieces that
keep a reader busy when they are repeated up to a size.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token


class Attack(NamedTuple):
    """A hostile text, and what becomes of it where we repeat it."""

    text: str
    becomes: str


_BROKEN: Final = "broken up in titles and commits, code elsewhere: nobody is told, nothing is linked or closed"
_CODE: Final = "shown as code, escaped in the list: no markup, no HTML"
_ONE_LINE: Final = "put on one line: no block, no trailer, no log line of its own"
_UNSEEN: Final = "taken out: only what is seen is repeated"
_REFUSED: Final = "no link: told as left out, or kept as text"

ATTACKS: Final[Mapping[str, Attack]] = {
    "mention of a team": Attack("@ana/everyone look at this", _BROKEN),
    "mention of a person": Attack("seen by @eve and (@mallory)", _BROKEN),
    "mention between marks": Attack("**@eve** _@eve_ `x`@eve", _BROKEN),
    "mail address": Attack("write to eve@evil.example", _BROKEN),
    "closing word": Attack("fixes #1", _BROKEN),
    "closing word with a colon": Attack("Closes: #1, resolves #2", _BROKEN),
    "closing word for another repository": Attack("resolves ana/other#1", _BROKEN),
    "closing word with an address": Attack("fixes https://github.com/ana/other/issues/1", _BROKEN),
    "old reference": Attack("closed GH-1", _BROKEN),
    "reference": Attack("see #12 and ana/other#3", _BROKEN),
    "name of a commit": Attack("since a5c3785ed8d6a35868bc169f07e40e889087fd2e", "code in comments"),
    "bare address": Attack("https://evil.example/a", _BROKEN),
    "bare address without a scheme": Attack("www.evil.example", _BROKEN),
    "tag": Attack("<h1>big</h1>", _CODE),
    "tag with a script": Attack("<img src=x onerror=alert(1)><script>alert(1)</script>", _CODE),
    "end of our fold": Attack("</details></summary><b>", _CODE),
    "start of a fold": Attack("<details open><summary>x", _CODE),
    "open comment": Attack("a <!-- b", _CODE),
    "end of a comment": Attack("a --> b", _CODE),
    "our own mark": Attack('<!-- shelver {"v":1,"kind":"done"} -->', _CODE),
    "our sign for a number": Attack("see #\ue000", _UNSEEN),
    "our sign between files": Attack("<!-- \ue001 -->", _UNSEEN),
    "link": Attack("[click](https://evil.example/)", _CODE),
    "link that breaks out of a label": Attack("x](https://evil.example/) [y", _CODE),
    "picture that counts its readers": Attack("![x](https://evil.example/pixel.png)", _CODE),
    "link by reference": Attack("[x][1]\n\n[1]: https://evil.example/", _ONE_LINE),
    "footnote": Attack("a[^1]\n\n[^1]: b", _ONE_LINE),
    "autolink": Attack("<https://evil.example/>", _CODE),
    "script as a link": Attack("[x](javascript:alert(1))", _REFUSED),
    "script in capitals and tabs": Attack("[x](JaVa\tScRiPt:alert(1))", _REFUSED),
    "script in entities": Attack("[x](java&#115;cript&colon;alert(1))", _REFUSED),
    "data as a link": Attack("[x](data:text/html;base64,PHNjcmlwdD4=)", _REFUSED),
    "another script as a link": Attack("[x](vbscript:msgbox(1))", _REFUSED),
    "fence": Attack("a\n```\nb", _ONE_LINE),
    "long fence": Attack("``````` a ``` b `", _CODE),
    "backslash before our own mark": Attack("a \\", _CODE),
    "emphasis": Attack("**bold** __bold__ ~~gone~~ *a", _CODE),
    "heading": Attack("x\n\n# Big\n", _ONE_LINE),
    "heading by a line below": Attack("x\n===\n", _ONE_LINE),
    "item": Attack("x\n- [y](https://evil.example/)", _ONE_LINE),
    "cell": Attack("a | b | c", _CODE),
    "rows": Attack("a\n|-|-|\n| b | c |", _ONE_LINE),
    "quote": Attack("> [!WARNING]\n> pay", _ONE_LINE),
    "trailer": Attack("x\n\nCo-authored-by: Eve <eve@evil.example>", _ONE_LINE),
    "trailer by another line end": Attack("x\r\rSigned-off-by: Eve\u2028Reviewed-by: Eve\x85Acked-by: Eve", _ONE_LINE),
    "word for the checks": Attack("x [skip ci] [ci skip]", "taken apart, so that no check is skipped"),
    "order in a log": Attack("x\n::error file=a,line=1::b%0A::stop-commands::c", _ONE_LINE),
    "colours of a terminal": Attack("a\x1b[31m\x1b]0;title\x07b\x9b2J", _UNSEEN),
    "turned text": Attack("a \u202egnp.exe\u202c \u2066b", _UNSEEN),
    "unseen signs": Attack("a\u200bb\ufeffc\u2060d\u00ade", _UNSEEN),
    "unseen letters": Attack("a\U000e0041\U000e0042\U000e007fb", _UNSEEN),
    "halves of characters": Attack("a\x00b\x7fc", _UNSEEN),
    "emoji by name": Attack("a :rocket: b", "code in comments"),
    "YAML": Attack("a: [b\n- c: &d *e !!python/object:os.system", _ONE_LINE),
    "script of a workflow": Attack("${{ secrets.TOKEN }} $(rm -rf /) `id`", _CODE),
    "form that fills in more": Attack("{title} {0} %s {{name}}", "kept as text: nothing is filled in twice"),
}

_MARKDOWN: Final = MarkdownIt("commonmark").enable(["table", "strikethrough"])
#: All HTML that we write ourselves.
_OURS: Final = re.compile(
    r"(?:</?details>|</?summary>|[A-Z][\w ,?']+(?=</summary>)|<!-- shelver:\w+ (?:(?!-->).)*-->|\s)*", re.DOTALL
)
_HEADS: Final = frozenset(("Rule", "Severity", "Findings"))
_NO_BLOCKS: Final = frozenset(str.split("heading_open blockquote_open hr code_block"))
#: What GitHub makes links of in prose.
_LINKED: Final = re.compile(r"(?i)\bhttps?://\S|\bwww\.\w|\bgh-\d|[\w.-]+/[\w.-]+#\d|\w@\w")
_COMMIT: Final = re.compile(r"(?i)(?<!\w)(?=\w*\d)[0-9a-f]{7,40}(?!\w)")
_NUMBER: Final = re.compile(r"(?<![\w&/])#(\d+)\b")
_PERSON: Final = re.compile(r"(?<![\w/@])@([a-zA-Z0-9][a-zA-Z0-9-]{0,38}(?:/[\w-]+)?)")
_CLOSING: Final = re.compile(r"(?i)\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+\S*#(\d+)")


class Ours(NamedTuple):
    """What our texts may speak of: these people, these issues; close that one; lead to addresses that begin so."""

    people: Collection[str] = ("zoe",)
    numbers: Collection[int] = ()
    closes: Collection[int] = ()
    web: str = "https://github.com/ana/awesome-vl"


def assert_harmless(text: str, ours: Ours) -> None:
    """A post of ours has no structure but ours, whatever it repeats."""
    tokens = [*_flat(_MARKDOWN.parse(text))]
    assert not {token.type for token in tokens} & _NO_BLOCKS, text
    heads = {one.content for before, one in pairwise(tokens) if before.type == "th_open"}
    assert heads <= _HEADS, text
    for token in tokens:
        if token.type in ("html_block", "html_inline"):
            assert _OURS.fullmatch(token.content), f"HTML {token.content!r} in {text}"
        elif token.type == "link_open":
            assert str(token.attrGet("href")).startswith(ours.web), f"link {token.attrGet('href')!r} in {text}"
        elif token.type == "image":
            raise AssertionError(f"picture in {text}")
        elif token.type in ("text", "code_inline"):
            assert_seen(token.content)
        elif token.type == "fence" and token.info != "suggestion":
            assert_seen(token.content.replace("\n", ""))
    ours_alone = "".join(token.content for token in tokens if token.type.startswith("html_"))
    assert ours_alone.count("<details>") == ours_alone.count("</details>"), text
    prose = _prose(tokens)
    assert not _COMMIT.search(prose), text
    assert_tells(prose, ours)


def assert_tells(prose: str, ours: Ours) -> None:
    """What GitHub makes links of in a text without markup leads to nobody and nothing but what is ours to name."""
    assert not _LINKED.search(prose), prose
    assert {int(number) for number in _NUMBER.findall(prose)} <= {*ours.numbers, *ours.closes}, prose
    assert set(_PERSON.findall(prose)) <= set(ours.people), prose
    assert {int(number) for number in _CLOSING.findall(prose)} <= set(ours.closes), prose


def assert_harmless_line(text: str, ours: Ours) -> None:
    """A title is one line that can be seen, no longer than GitHub takes, and skips no checks."""
    assert 0 < len(text) <= 256, text
    assert_seen(text)
    assert_tells(text, ours)
    assert not re.search(r"(?i)\[(?:skip|no) ci\]|\[ci skip\]|\[skip actions\]", text), text


def assert_harmless_commit(message: str, ours: Ours) -> None:
    """The message is a title, a sentence, and one trailer, which is ours."""
    title, blank, said, other, trailer = message.split("\n")
    assert (blank, other) == ("", "")
    assert_harmless_line(title, ours)
    assert_tells(said, ours)
    assert re.fullmatch(r"Co-authored-by: zoe <\d+\+zoe@users\.noreply\.github\.com>", trailer)


def assert_seen(text: str) -> None:
    """All of a text on one line can be seen, in the order in which it is written."""
    unseen = [sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")]
    assert not unseen, f"{unseen!r} in {text!r}"


def _flat(tokens: Collection[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def _prose(tokens: Collection[Token]) -> str:
    """The text that GitHub looks through: none of code, links and HTML; a line a piece."""
    depth, parts = 0, []
    for token in tokens:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not depth:
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak", "inline", "code_inline", "html_inline"):
            parts.append("\n")
    return "".join(parts)


PAPER: Final = "https://arxiv.org/abs/2305.06500"


def grown(piece: str, size: int) -> str:
    """A piece repeated up to a size; with `\\0` in it, what stands before that comes first and once."""
    first, mark, again = piece.partition("\0")
    again = again if mark else first
    first = first if mark else ""
    return first + again * ((size - len(first)) // len(again))


#: For any reader. What a piece begins with a line end is a line of its own.
_ANY: Final[Mapping[str, str]] = {
    "brackets": "[",
    "brackets that close": "a]",
    "pairs of brackets": "[]",
    "brackets and parentheses": "[](",
    "links in links": "[a](",
    "images in images": "![",
    "stars": "*",
    "stars and letters": "*a",
    "emphasis opened": " **a",
    "emphasis by turns": "*a_ ",
    "emphasis three times": "***a** b* ",
    "underscores": "_a",
    "tildes": "~~a",
    "quotes": ">",
    "quotes in lines": "> > > > > > > > > > > > > > > > a\n",
    "bullets": "- ",
    "numbers": "1. ",
    "blanks": " ",
    "tabs": "\t",
    "blank lines": "\n",
    "blanks before a line": "a \t \t \t \t \t \t",
    "backticks": "`",
    "backticks of all lengths": "".join("`" * length + "a" for length in range(1, 300)),
    "backslashes": "\\",
    "fence that stays open": "```\n\0- [a](https://arxiv.org/abs/2305.06500)\n",
    "fences in items": "- ```\n",
    "fences by turns": "```\n~~~\n",
    "headings": "# ",
    "headings in lines": "# a\n",
    "underlines": "a\n=\n",
    "pipes": "|",
    "rows": "|a|b|\n|-|-|\n\0|a|b|\n",
    "rows of nothing": "|a|\n|-|\n\0|||||||||||||||||\n",
    "delimiters": "|-",
    "tables in lines": "a|b\n-|-\n",
    "angles": "<",
    "tags": "<a ",
    "tags with attributes": "<a b='",
    "tags that close": "</",
    "comment that stays open": "<!--\0- [a](https://arxiv.org/abs/2305.06500)\n",
    "comments that stay open": "<!-- ",
    "comments on lines": "<!-- a\n",
    "instructions": "<?",
    "raw text": "<![CDATA[",
    "folds": "<details><summary>",
    "folds in lines": "<details>\n<summary>a</summary>\n",
    "HTML tables": "<table><tr><td>",
    "entities": "&amp;",
    "entities without end": "&#",
    "entity that stays open": "&a",
    "addresses": "https://",
    "addresses in lines": "https://arxiv.org/abs/2305.06500\n",
    "addresses with brackets": "https://a.b/(",
    "addresses with dots": "https://a.b/" + "." * 50,
    "one long address": "https://a.b/\0a/",
    "one long query": "https://a.b/?\0a=b&",
    "names of hosts": "a.",
    "mail addresses": "a@",
    "definitions": "[a]: /b\n",
    "definitions without end": "[a]:\n",
    "definitions of one line": "[a]: (",
    "doi": "10.1/",
    "words": "a ",
    "capitals": "Aa ",
    "colons": "a: ",
    "commas": "a, ",
    "one long word": "a",
    "one long number": "1",
    "numbers with points": "2305.06500 ",
    "dashes": "-",
    "dashes and words": "a - ",
    "quotation marks": '"',
    "quotation marks and words": '"a ',
    "parentheses": "(",
    "parentheses that close": ")",
    "braces": "{",
    "braces that close": "{a}",
    "formulas": "$a",
    "commands of TeX": "\\a{",
    "records of BibTeX": "@article{a,\n title={",
    "fields of BibTeX": "@article{a,\n\0 title = {a},\n",
    "unseen signs": "\u200b",
    "combining marks": "a\0\u0301",
    "turned text": "\u202e",
    "ideographs": "论文",
    "emoji": "😀",
    "line separators": "a\u2028",
    "carriage returns": "a\r",
    "nulls": "\0\0",
    "form feeds": "a\f",
}
#: For readers of lists: what looks like entries.
_ENTRIES: Final[Mapping[str, str]] = {
    "entries": "- [A](https://arxiv.org/abs/2305.06500) a\n",
    "entries of one word": "- a\n",
    "entries that are one line": "# A\n\n- \0[A](https://arxiv.org/abs/2305.06500) ",
    "entries with brackets": "- **[A** [a](https://a.b/( [[\n",
    "entries in entries": "".join("  " * depth + "- [a](https://a.b)\n" for depth in range(60)),
    "entry of many lines": "- a\n\0  [a](https://arxiv.org/abs/2305.06500)\n",
    "paragraphs": "**A**\n\n[a](https://arxiv.org/abs/2305.06500)\n\n",
    "one long paragraph": "[a](https://arxiv.org/abs/2305.06500)\n",
    "sections": "## A\n\n- [A](https://arxiv.org/abs/2305.06500)\n\n",
    "sections in sections": "".join("#" * level + " A\n\n- [A](https://a.b)\n\n" for level in range(1, 7)),
    "entry before all brackets": "# A\n\n- [A](https://arxiv.org/abs/2305.06500)\n\n\0[",
    "entries of brackets": "- " + "[" * 200 + "\n",
    "entries of images": "- " + "![a" * 200 + "\n",
    "quoted entries": "> - [A](https://arxiv.org/abs/2305.06500)\n",
    "HTML rows": "<table>\n\0<tr><td>a</td><td><a href='https://arxiv.org/abs/2305.06500'>A</a></td></tr>\n",
}
BODIES: Final[Mapping[str, str]] = {**_ANY, **_ENTRIES}
LISTS: Final[Mapping[str, str]] = BODIES
