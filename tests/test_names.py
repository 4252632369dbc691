"""Names of authors, given names first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.names import natural_order, people, person


@pytest.mark.parametrize(
    ("name", "natural"),
    [
        ("He, Kaiming", "Kaiming He"),
        ("Kaiming He", "Kaiming He"),
        ("van der Maaten, Laurens", "Laurens van der Maaten"),
        ("De la Torre, Fernando", "Fernando De la Torre"),
        ("King, Jr., Martin Luther", "Martin Luther King Jr."),
        ("King, Martin Luther, Jr.", "Martin Luther King Jr."),
        ("Sammy Davis, Jr.", "Sammy Davis Jr."),
        ('Schr{\\"o}dinger, Erwin', "Erwin Schrödinger"),
        ("Mu\u0308ller, Anna", "Anna Müller"),
        ("O&#39;Neil, Ben", "Ben O'Neil"),
        ("何恺明", "何恺明"),
        ("OpenAI", "OpenAI"),
        ("Smith, John*", "John Smith"),
        ("Smith,", "Smith"),
        ("A, B, C, D", "A, B, C, D"),
        ("", ""),
    ],
)
def test_a_name_is_in_natural_order(name: str, natural: str) -> None:
    """The family name goes behind, particles and suffixes with it; other scripts are left alone."""
    assert natural_order(name) == natural


def test_parts_of_a_name_are_joined() -> None:
    """Only the parts that are there make the name."""
    assert person("Laurens", "Maaten", particle="van der") == "Laurens van der Maaten"
    assert person("Martin Luther", "King", suffix="Jr.") == "Martin Luther King Jr."
    assert person("", "Plato") == "Plato"


def test_nobody_is_no_author() -> None:
    """`et al.` and anonymous authors name no one; two people may have one name."""
    names = ("Kaiming He", "et al.", "others", "Anonymous", "Anonymous Authors", "", "Kaiming He", "Al Etienne")
    assert people(names) == ("Kaiming He", "Kaiming He", "Al Etienne")


@given(st.text(max_size=60))
def test_any_text_is_a_name_of_some_kind(text: str) -> None:
    """Nothing stumbles, and no blanks are left around."""
    assert natural_order(text) == natural_order(text).strip()
