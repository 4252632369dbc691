"""A list of several files, read as one text: nothing is lost, and every line is known by its file."""

from hypothesis import example, given
from hypothesis import strategies as st

from bot.document import (
    BETWEEN,
    Edit,
    Span,
    apply_edits,
    file_spans,
    join_files,
    locate,
    parse,
    split_files,
    split_lines,
)
from tests.document.shapes import TEXTS

_ANY = st.text(st.sampled_from("ab#-\n\r<!->` \ufeff\ue001模"), max_size=40)
_FILES = st.lists(st.one_of(TEXTS, _ANY).filter(lambda text: BETWEEN not in text), min_size=1, max_size=4)


@given(_FILES)
def test_joined_files_come_back_byte_for_byte(texts: list[str]) -> None:
    """Whatever the files hold and however they end, splitting gives them back."""
    assert split_files(join_files(texts)) == texts


@given(_FILES, st.data())
def test_an_edit_of_one_file_changes_that_file_alone(texts: list[str], data: st.DataObject) -> None:
    """An insertion at any line of one file, its beginning and its end included, leaves the others as they are."""
    joined = join_files(texts)
    number = data.draw(st.integers(0, len(texts) - 1))
    span = file_spans(joined)[number]
    at = data.draw(st.integers(span.start, span.end))
    new = split_files(apply_edits(joined, [Edit(Span(at, at), "- new\n")]))
    assert len(new) == len(texts)
    assert [text for other, text in enumerate(new) if other != number] == [
        text for other, text in enumerate(texts) if other != number
    ]
    # A last line without an end gets one, and the new last line does without it.
    assert new[number].count("- new") == texts[number].count("- new") + 1
    assert new[number].replace("- new", "", 1).replace("\r", "").replace("\n", "") == (
        texts[number].replace("\r", "").replace("\n", "")
    )


@given(_FILES)
def test_every_line_is_known_by_its_file_and_its_number_there(texts: list[str]) -> None:
    """The lines of the whole text, by file and number, are those of the files."""
    joined = join_files(texts)
    lines = split_lines(joined)
    for number, (text, span) in enumerate(zip(texts, file_spans(joined), strict=True)):
        own = split_lines(text)
        assert [line.rstrip("\r\n") for line in lines[span.start : span.end]] == [line.rstrip("\r\n") for line in own]
        for line in range(1, len(own) + 1):
            assert locate(joined, span.start + line) == (number, line)


@given(_FILES)
@example(["- <<<<<<<<<<", "# B\n"])
def test_each_file_is_read_for_itself(texts: list[str]) -> None:
    """Sections and entries are those of the files one by one, whatever one of them leaves open at its end."""
    joined = join_files(texts)
    read = parse(joined)
    assert "".join(read.lines) == joined
    if len(texts) == 1:
        return
    assert read.title is None
    alone = [(start.start, section) for text, start in zip(texts, file_spans(joined), strict=True)
             for section in parse(text).sections]  # fmt: skip
    assert len(read.sections) == len(alone)
    for section, (start, own) in zip(read.sections, alone, strict=True):
        assert (section.span.start, section.span.end) == (own.span.start + start, own.span.end + start)
        assert section.level == own.level
        assert section.path[-1:] == own.path[-1:]
        assert [entry.text.rstrip("\r\n") for entry in section.entries] == [
            entry.text.rstrip("\r\n") for entry in own.entries
        ]
        for entry in section.entries:
            assert read.lines[entry.span.start].strip() in entry.text
            assert entry.head is None or section.span.start <= entry.head < entry.span.start


def test_what_one_file_leaves_open_ends_with_it() -> None:
    """A fence, a comment or a fold that is never closed swallows nothing of the next file."""
    entry = "- [A](https://arxiv.org/abs/2301.00001)\n"
    for left_open in ("```\n", "<!-- \n", "<details>\n<summary>More</summary>\n\n", "<table>\n"):
        read = parse(join_files([f"# One\n\n{entry}{left_open}", f"## Two\n\n{entry}"]))
        assert [(section.path, len(section.entries)) for section in read.sections] == [(("One",), 1), (("Two",), 1)]


def test_the_lines_that_join_are_in_the_line_ends_of_the_file_before() -> None:
    """So an entry behind a last line without an end puts no foreign line end into the file."""
    joined = join_files(["a\r\nb", "c\nd", "e"])
    new = apply_edits(joined, [Edit(Span(file_spans(joined)[0].end, file_spans(joined)[0].end), "x\r\n")])
    assert split_files(new) == ["a\r\nb\r\nx", "c\nd", "e"]


def test_titles_tell_the_files_apart() -> None:
    """Sections of one name in two files have their files' titles in their paths."""
    read = parse(join_files(["# One\n\n## Papers\n", "# Two\n\n## Papers\n"]))
    assert [section.path for section in read.sections] == [("One",), ("One", "Papers"), ("Two",), ("Two", "Papers")]
