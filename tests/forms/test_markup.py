import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forms.markup import Node, read_markup

SOURCES = st.text(
    alphabet=st.one_of(st.sampled_from("[]()<>*_`~|!\\\"' \n\rahtps:/《》【】"), st.characters()), max_size=60
)


def kinds(source: str) -> list[str]:
    """The kinds of an entry's nodes at the top."""
    return [node.kind for node in read_markup(source)]


def leaves_no_gap(nodes: list[Node], start: int, end: int) -> bool:
    """Whether nodes follow each other from start to end, and those within them likewise."""
    at = start
    for node in nodes:
        if node.start != at or (node.children and not leaves_no_gap(node.children, node.inner_start, node.inner_end)):
            return False
        at = node.end
    return at == end


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("words", ["text"]),
        ("**a** b", ["group", "text"]),
        ("a_b_c 2*3", ["text"]),
        ("[a](https://x.org/a_(b)) [[b]](u)", ["link", "text", "link"]),
        ("[[a](u)]", ["group"]),
        ("[a] b", ["group", "text"]),
        ("![a](u) <img src='u'>", ["image", "text", "tag"]),
        ("`a*b*`", ["code"]),
        ("a<br>\n  b", ["text", "break", "text"]),
        ("| a | b |", ["cell", "text", "cell", "text", "cell"]),
        ("https://x.org/a, b", ["address", "text"]),
        ("a <!-- b --> c", ["text", "comment", "text"]),
        (r"\[a\](b)", ["text", "group"]),
        ("《a》，“b”", ["group", "text", "group"]),
        ("**a", ["text"]),
        ("[a](b", ["group", "text"]),
        ("<a href='x", ["text"]),
    ],
)
def test_an_entry_falls_into_nodes(source: str, expected: list[str]) -> None:
    """Links, groups, tags and breaks are told apart; signs that pair with nothing are words."""
    assert kinds(source) == expected


@given(SOURCES)
def test_nodes_leave_no_gap(source: str) -> None:
    """Whatever is read, the nodes make up the text."""
    assert leaves_no_gap(read_markup(source), 0, len(source))
