"""Files that were reformatted around what was meant."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.reformat import reformatted

_OLD = "# List\n\n" + "".join(f"* [Paper {n}](https://example.org/{n})\n" for n in range(30))
_NEW = "* [New paper](https://example.org/new)\n"
_MIXED = """\
Papers
======

| Year | Paper | Code |
|---|:---:|---|
| 2021 | [On _Tables_](https://example.org/on_tables) | - |
| 2022 | [Wide \\| Narrow](https://example.org/wide) ||

## Lists
* **Name_of_it** A title, 4 * 4 __and__ more, by A & B <https://example.org/a_b>
    * nested below, https://example.org/_c_
* Another ([pdf](https://example.org/1))
1. One
1. Two_and_a_half
1. Three
***
A paragraph
of two lines.{}
And one more.

```
* kept   as it is
```
""".format("  ")
#: The same as Prettier and mdformat write it; both renumber where they are told to.
_PRETTIER = """\
# Papers

| Year |                    Paper                    | Code |
| ---- | :-----------------------------------------: | ---- |
| 2021 | [On *Tables*](https://example.org/on_tables) | -    |
| 2022 | [Wide \\| Narrow](https://example.org/wide)  |      |

## Lists

- **Name_of_it** A title, 4 \\* 4 **and** more, by A & B <https://example.org/a_b>
  - nested below, https://example.org/_c_
- Another ([pdf](https://example.org/1))

1. One
2. Two_and_a_half
3. Three

---

A paragraph
of two lines.{}
And one more.

```
* kept   as it is
```
""".format("  ")
_MDFORMAT = """\
# Papers

| Year | Paper | Code |
|------|:-------------------------------------------:|------|
| 2021 | [On *Tables*](https://example.org/on_tables) | - |
| 2022 | [Wide \\| Narrow](https://example.org/wide) | |

## Lists

- **Name\\_of\\_it** A title, 4 * 4 **and** more, by A &amp; B
  <https://example.org/a_b>
  - nested below,
    https://example.org/_c_
- Another ([pdf](https://example.org/1))

1. One
1. Two\\_and_a_half
1. Three

______________________________________________________________________

A paragraph of two lines.\\
And one more.

```
* kept   as it is
```
"""


@pytest.mark.parametrize(
    "formatted",
    [
        _OLD.replace("* ", "- "),
        _OLD.replace("\n", "\r\n"),
        _OLD.replace("](", "]( ").replace(")\n", " )\n"),
        _OLD.replace("* ", "*   ").replace("# List\n\n", "# List\n\n\n"),
        _OLD.replace(")\n", ")  \n"),
        _OLD.replace("\n* ", "\n\n* "),
        "\ufeff" + _OLD.replace("* [Paper", "+   [Paper&#32;").replace("# List\n\n", "List\n===\n"),
    ],
    ids=["markers", "line ends", "blanks", "indentation", "blanks behind", "blank lines", "entities"],
)
def test_what_was_meant_is_found(formatted: str) -> None:
    """Only the new line is left, in the file's own line ends."""
    found = reformatted(_OLD, formatted + _NEW)
    assert found is not None
    assert (found.lines >= 29, found.meant, found.clean) == (True, 1, _OLD + _NEW)


@pytest.mark.parametrize("formatted", [_PRETTIER, _MDFORMAT], ids=["Prettier", "mdformat"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_what_formatters_do_only_looks_different(formatted: str, ends: str) -> None:
    """Headings, tables, markers, numbers, emphasis, escapes, rules and wrapped lines, there and back."""
    new = formatted.replace("\n", ends)
    found, back = reformatted(_MIXED, new), reformatted(new, _MIXED)
    assert found is not None
    assert back is not None
    assert (found.meant, found.clean, back.meant, back.clean) == (0, _MIXED, 0, new)


@pytest.mark.parametrize(
    "new",
    [_OLD + _NEW, _OLD.replace("* [Paper 3]", "- [Paper 3]"), _OLD.replace("Paper", "Article"), ""],
    ids=["an entry more", "one marker", "all new", "emptied"],
)
def test_other_changes_are_taken_as_they_are(new: str) -> None:
    """One new entry, one slip, or lines that all say something new are no reformatting."""
    assert reformatted(_OLD, new) is None


_LABELLED = "# List\n\n" + "".join(
    f"- \U0001f525 T\u00e9 {n} [[pdf]](https://e.org/a_{n}) https://e.org/_b_\n" for n in range(30)
)


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("[[pdf]](", "\\[[pdf]\\]("),
        ("[[pdf]](", "[[pdf]] ("),
        ("e.org/a_", "e.org/a-"),
        ("e.org/_b_", "e.org/*b*"),
        ("e.org/_b_", "e.org/\\_b_"),
        ("\U0001f525 ", ""),
        ("T\u00e9", "Te"),
        ("[[pdf]]", "[pdf]"),
        ("T\u00e9", "**T\u00e9**"),
        ("- ", "-"),
        ("- ", "- - "),
        ("- ", ""),
    ],
)
def test_what_readers_see_and_addresses_are_no_looks(words: str, others: str) -> None:
    """Links that break or are mended, other addresses, signs, emphasis and structure say something new."""
    new = _LABELLED.replace(words, others)
    assert new != _LABELLED
    assert (reformatted(_LABELLED, new), reformatted(new, _LABELLED)) == (None, None)


@pytest.mark.parametrize("row", ["| 1 | 2 | 3 |\n", "| 1 |\n", "1 2\n"], ids=["more", "fewer", "none"])
def test_cells_that_nobody_sees_are_no_looks(row: str) -> None:
    """A row with too many cells shows those that the table has, yet it is another row."""
    old = "| A | B |\n|---|---|\n" + "| 1 | 2 |\n" * 12
    assert reformatted(old, old.replace("| 1 | 2 |\n", row)) is None


def test_what_broke_while_it_was_reformatted_stays_to_be_judged() -> None:
    """Other lines that only look different do not hide it."""
    broken = _LABELLED.replace("- ", "* ").replace("3 [[pdf]]", "3 \\[[pdf]]")
    found = reformatted(_LABELLED, broken)
    assert found is not None
    assert (found.meant, found.clean.count("\\[[pdf]]")) == (3, 3)
    assert found.clean.replace("\\[", "[").replace("* ", "- ") == _LABELLED


def test_an_entry_to_be_copied_has_the_marker_of_the_list() -> None:
    """A pattern in a block of code changes with the entries; code of another language is what it is."""
    shown = _OLD + "\n```\n* [Title](address)\n```\n"
    code = _OLD + "\n```c\n* pointer\n```\n"
    found, other = (reformatted(text, text.replace("* ", "- ")) for text in (shown, code))
    assert found is not None
    assert other is not None
    assert (found.clean, other.clean) == (shown, code.replace("* p", "- p"))


def test_a_correction_inside_is_kept() -> None:
    """A title that was mended in the midst of it all stays mended."""
    found = reformatted(_OLD, _OLD.replace("* ", "- ").replace("Paper 7]", "Paper Seven]"))
    assert found is not None
    assert found.clean == _OLD.replace("* [Paper 7]", "- [Paper Seven]")


def test_a_line_that_is_no_longer_the_last_is_ended() -> None:
    """The old text ended without a line end; the new entry is not glued to what stood there."""
    old = _OLD.removesuffix("\n")
    found = reformatted(old, _OLD.replace("\n", "\r\n") + _NEW)
    assert found is not None
    assert found.clean == _OLD + _NEW


def test_a_new_section_keeps_its_blank_lines() -> None:
    """What stands around it is taken as it was meant, where the lines around it are not items like it."""
    more = "\n## More\n\n" + _NEW
    found = reformatted(_OLD, _OLD.replace("\n* ", "\n\n- ") + more)
    assert found is not None
    assert found.clean == _OLD + more


def test_each_line_of_a_paragraph_is_one_that_may_be_meant() -> None:
    """Where entries are the lines of one paragraph, those that were not meant stay as they were."""
    old = "".join(f"[Paper_{n}](https://example.org/{n})\n" for n in range(20))
    found = reformatted(old, old.replace("_", "\\_").replace("\\_3]", "\\_Three]"))
    assert found is not None
    assert found.clean == old.replace("_3]", "\\_Three]")


@dataclass(frozen=True)
class _Style:
    """One way to write a list."""

    kind: str
    marker: str
    strong: str
    escaped: bool
    loose: bool
    wrapped: bool
    behind: str
    ends: str
    ended: bool

    def entry(self, number: int, words: str, address: str) -> str:
        """An entry, with its line ends."""
        shown = words.replace("_", "\\_").replace("&", "&amp;") if self.escaped else words
        title = f"{self.strong}{shown}{self.strong}"
        if self.kind == "table":
            pad = " " * len(self.marker)
            return f"|{pad}{title}{pad}|{pad}[pdf]({address})|{self.behind}{self.ends}"
        start = (
            f"{number}. " if self.kind == "ordered" and self.loose else "1. " if self.kind == "ordered" else self.marker
        )
        between = f"{self.ends}{' ' * len(start)}" if self.wrapped else " "
        return f"{start}{title}{between}[[pdf]]({address}){self.behind}{self.ends}"

    @property
    def gap(self) -> str:
        """What stands between entries."""
        return self.ends if self.loose and self.kind != "table" else ""

    def text(self, entries: list[tuple[str, str]]) -> str:
        """A list."""
        dashes = "-" * (3 + len(self.marker))
        head = f"| A | B |{self.ends}|{dashes}|{dashes}|{self.ends}" if self.kind == "table" else ""
        found = f"# List{self.ends * 2}{head}" + self.gap.join(
            self.entry(number, *one) for number, one in enumerate(entries, start=1)
        )
        return found if self.ended else found.removesuffix(self.ends)


_STYLES = st.builds(
    _Style,
    st.just("bullet"),
    st.sampled_from(["- ", "* ", "+   "]),
    st.sampled_from(["**", "__"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "  ", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
_WORDS = st.lists(
    st.sampled_from(["An", "a_b", "R&D", "of", "\u00e9t\u00e9", "4", "\u6ce8"]), min_size=1, max_size=4
).map(" ".join)
_ENTRIES = st.lists(
    st.tuples(_WORDS, st.sampled_from(["https://e.org/a_b", "https://e.org/c?d=e&f=g"])), min_size=11, max_size=20
)


@given(st.sampled_from(["bullet", "ordered", "table"]), _STYLES, _STYLES, _ENTRIES)
def test_the_list_is_as_it_was_with_the_entry_alone(
    kind: str, style: _Style, other: _Style, entries: list[tuple[str, str]]
) -> None:
    """However a list was written and is rewritten around a new entry, that one alone is left, on lines of its own."""
    style, other = replace(style, kind=kind), replace(other, kind=kind)
    found = reformatted(style.text(entries[:-1]), other.text([*entries[:-1], ("New", "https://e.org/new")]))
    assume(found is not None)
    assert found is not None
    added = other.entry(len(entries), "New", "https://e.org/new").replace(other.ends, style.ends)
    expected = replace(style, ended=True).text(entries[:-1]) + style.gap + added
    assert found.clean == (expected if style.ended or other.ended else expected.removesuffix(style.ends))


@given(st.lists(st.text(alphabet="ab *-\r\n", max_size=6), max_size=40), st.text(alphabet="ab\n ", max_size=30))
def test_the_clean_text_needs_no_cleaning(lines: list[str], more: str) -> None:
    """What was found to be meant is no reformatting itself, and says what the new text says."""
    old, new = "\n".join(lines), "\n".join(f"- {line}" for line in lines) + more
    found = reformatted(old, new)
    if found is not None:
        assert reformatted(old, found.clean) is None
        assert [c for c in found.clean if c.isalnum()] == [c for c in new if c.isalnum()]


@given(st.text(alphabet="ab1 \t*-_#>|.`[]()<\\\r\n", max_size=200), st.sampled_from(["- ", "> ", "    ", "1. ", ""]))
def test_no_line_is_lost(text: str, start: str) -> None:
    """Whatever Markdown takes a text for, all that it says is in what is left of it."""
    old = "\n".join(f"- a{n}" for n in range(40)) + "\n\n" + text
    new = "\n".join(f"* a{n}" for n in range(40)) + "\n\n" + "\n".join(f"{start}{line}" for line in text.split("\n"))
    found = reformatted(old, new)
    if found is not None:
        assert [c for c in found.clean if c in "ab"] == [c for c in new if c in "ab"]
