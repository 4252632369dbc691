"""JSON of services, read warily."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Facts, SourceError, read_object

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"", "Crossref answered with no JSON"),
        (b"Resource not found.", "no JSON: b'Resource not found.'"),
        (b"<html>Are you human?</html>", "a page for people"),
        (b"[1]", "a list, where an object was expected"),
        (b"null", "null, where"),
        (b"1.5", "a number, where"),
        (b"[" * 100_000, "no JSON"),
        (b'{"a": "\xff"}', "no JSON"),
    ],
)
def test_what_is_no_object_is_told(body: bytes, text: str) -> None:
    """The error says what was met."""
    with pytest.raises(SourceError) as caught:
        read_object(body, "Crossref")
    assert text in str(caught.value)


def test_fields_come_in_the_type_that_is_asked_for() -> None:
    """A text is a text, of several the first; a number is a text as well, an object is none."""
    facts = read_object(b'\xef\xbb\xbf{"a": " x ", "b": [null, "", "y"], "c": 7, "d": {"e": "z"}, "f": true}', "S")
    assert [facts.text(name) for name in "abcdfg"] == ["x", "y", "7", "", "", ""]
    assert facts["d"].text("e") == "z"
    assert facts["a"].text("e") == ""
    assert [each.text("e") for each in facts.each("d")] == ["z"]
    assert "d" in facts
    assert "g" not in facts


@given(st.dictionaries(st.sampled_from("ab"), JSON, max_size=2))
def test_nothing_makes_facts_stumble(value: dict[str, object]) -> None:
    """Whatever stands behind a name, what comes out has the type that was asked for."""
    facts = Facts(value)
    assert isinstance(facts.text("a"), str)
    assert all(facts.texts("a"))
    assert isinstance(facts["a"]["b"], Facts)
    assert all(isinstance(each, Facts) for each in facts.each("a"))
    assert isinstance(facts.many("a"), list)
