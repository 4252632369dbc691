import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.document import (
    Edit,
    NotUtf8,
    OverlappingEdits,
    Span,
    apply_edits,
    beginning,
    decode,
    decode_bounded,
    split_lines,
)
from tests.document.shapes import NAMES, TEXTS, read_list, reshape


@given(TEXTS)
def test_no_edits_change_nothing(text: str) -> None:
    """Without edits a text comes back byte for byte."""
    assert apply_edits(text, []) == text


@given(TEXTS, st.data())
def test_an_insertion_adds_one_block_and_nothing_else(text: str, data: st.DataObject) -> None:
    """Everything before and after an insertion stays, whatever the text holds."""
    lines = split_lines(text)
    at = data.draw(st.integers(0, len(lines)))
    assert apply_edits(text, [Edit(Span(at, at), "- new\r\n")]) == (
        "".join(lines[:at]) + "- new\r\n" + "".join(lines[at:])
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("crlf", [False, True])
@pytest.mark.parametrize("final", [False, True])
def test_an_insertion_anywhere_in_a_list_can_be_taken_back(name: str, crlf: bool, final: bool) -> None:
    """Inserting a line at any place and removing it gives the list's bytes again."""
    text = reshape(read_list(name), crlf=crlf, bom=True, final=final, trailing=True)
    for at in range(len(split_lines(text))):
        there = apply_edits(text, [Edit(Span(at, at), "- new\n")])
        assert apply_edits(there, [Edit(Span(at, at + 1), "")]) == text


@given(TEXTS, st.data())
def test_several_edits_name_lines_of_the_old_text(text: str, data: st.DataObject) -> None:
    """Edits made together equal the same edits made from the last to the first."""
    text += "\n"  # an insertion behind an unended line would go on with it
    count = len(split_lines(text))
    cuts = sorted(data.draw(st.lists(st.integers(0, count), max_size=8)))
    edits = [Edit(Span(a, b), f"<{a}>\n") for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    one_by_one = text
    for edit in reversed(edits):
        one_by_one = apply_edits(one_by_one, [edit])
    shuffled = data.draw(st.permutations(edits))
    if len({edit.span for edit in edits}) == len(edits):
        assert apply_edits(text, shuffled) == one_by_one


def test_insertions_at_one_place_keep_their_order() -> None:
    """Two papers that go to the same place stand in the order in which they were given."""
    assert apply_edits("a\n", [Edit(Span(1, 1), "b\n"), Edit(Span(1, 1), "c\n")]) == "a\nb\nc\n"


@pytest.mark.parametrize(
    "spans", [(Span(0, 2), Span(1, 3)), (Span(0, 3), Span(1, 1)), (Span(1, 2), Span(1, 2)), (Span(1, 3), Span(1, 2))]
)
def test_edits_that_meet_are_refused(spans: tuple[Span, Span]) -> None:
    """Two edits of the same lines leave open which is meant."""
    with pytest.raises(OverlappingEdits, match="line"):
        apply_edits("a\nb\nc\n", [Edit(span, "x\n") for span in spans])


@pytest.mark.parametrize("span", [Span(0, 4), Span(4, 4), Span(2, 1), Span(-1, 0)])
def test_edits_of_lines_that_are_not_there_are_refused(span: Span) -> None:
    """An edit made for another text does no harm to this one."""
    with pytest.raises(IndexError, match="3 lines"):
        apply_edits("a\nb\nc\n", [Edit(span, "x\n")])


def test_only_markdowns_line_ends_cut_lines() -> None:
    """LF, CRLF and CR end lines; form feed, vertical tab, NEL and U+2028 do not."""
    assert split_lines("a\nb\r\nc\rd\x0be\x0cf\x85g\u2028h") == ["a\n", "b\r\n", "c\r", "d\x0be\x0cf\x85g\u2028h"]


@given(TEXTS)
def test_utf8_is_decoded_and_can_be_encoded_again(text: str) -> None:
    """The bytes of a list survive decoding, its byte order mark too."""
    data = text.encode()
    assert decode(data).encode() == data


@pytest.mark.parametrize(
    ("data", "lines"),
    [(b"a\r\n" * 50_000, 50_000), (b"\r\n\r" * 40_000, 50_000), (b"\xff" + b"a" * 6_000_000, 1), (b"", 0)],
)
def test_of_what_is_too_long_the_beginning_is_text(data: bytes, lines: int) -> None:
    """The beginning of any bytes is a text that may be read, as long as what is read at most."""
    text = beginning(data)
    assert len(split_lines(text)) == lines
    assert decode_bounded(text[:1_000_000].encode()) == text[:1_000_000]


def test_other_encodings_are_refused_with_the_place() -> None:
    """The message names byte and line of what is not UTF-8."""
    with pytest.raises(NotUtf8, match=r"not UTF-8: byte 9 \(line 2\) is 0xe4"):
        decode("# List\nM\xe4dchen\n".encode("latin-1"))
