"""BibTeX records, whole and broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bibtex import authors_of, plain_value, read_fields


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        ("@misc{a, title={B {C}}, year=2020}", {"title": "B {C}", "year": "2020"}),
        ('@misc{a,\n  title        = "B {\\"u} C",\n month = jun\n}', {"title": 'B {\\"u} C', "month": "jun"}),
        ("@misc{a, title={B}\n year={2020}}", {"title": "B", "year": "2020"}),
        ("@misc{a, title={B}, title={C}}", {"title": "C"}),
        ("title={B}", {"title": "B"}),
        ("@misc{a, title={B, year=2020", {"year": "2020"}),
        ('@misc{a, title="B', {}),
        ("@misc{a, title={A \\{ B}, note={c = {d}}}", {"title": "A \\{ B", "note": "c = {d}"}),
        ("", {}),
    ],
)
def test_fields_of_a_record(record: str, fields: dict[str, str]) -> None:
    """Braces, quotes and bare words; what is broken is left out."""
    assert read_fields(record) == fields


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Devlin, Jacob  and\n      Chang, Ming-Wei", ("Jacob Devlin", "Ming-Wei Chang")),
        ("Jacob Devlin and others", ("Jacob Devlin",)),
        ("{Barnes and Noble} and {\\'E}mile Zola", ("Barnes and Noble", "Émile Zola")),
        ("{Gemma Team, Google} and Li, Wei", ("Gemma Team, Google", "Wei Li")),
        ("van der Maaten, Laurens", ("Laurens van der Maaten",)),
        ("", ()),
    ],
)
def test_authors_of_a_field(field: str, names: tuple[str, ...]) -> None:
    """Family names go behind; braces of its own keep a name whole."""
    assert authors_of(field) == names


def test_a_value_is_what_people_read() -> None:
    """TeX's commands, accents and braces are gone."""
    assert plain_value("{BLIP}: {\\'E}tude \\emph{of}\n  Vision \\& Language") == "BLIP: Étude of Vision & Language"


@pytest.mark.parametrize("mark", ["a={", 'ab="', "ab = ", "{", "} and {", " "])
def test_hostile_records_end(mark: str) -> None:
    """Whatever is repeated without an end is read once."""
    assert authors_of(mark * 100_000) is not None
    assert isinstance(read_fields(mark * 100_000), dict)


@given(st.text(alphabet='ab={}"\\ ,@and\n', max_size=60))
def test_nothing_makes_a_record_stumble(text: str) -> None:
    """Any text has fields and authors of some kind, without line breaks."""
    assert all("\n" not in plain_value(value) for value in read_fields(text).values())
    assert all(authors_of(text))
