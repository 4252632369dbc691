import pytest

from bot.forms.people import is_name, leading_authors, read_authors, write_authors

NEW = ("Ada Moor", "Ben de Vries", "Chi Wang", "Dora O'Neil")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Kaiming He, Jian Sun", "Ada Moor, Ben de Vries, Chi Wang, Dora O'Neil"),
        ("Kaiming He, Ross Girshick and Jian Sun", "Ada Moor, Ben de Vries, Chi Wang and Dora O'Neil"),
        ("Kaiming He, Ross Girshick, and Jian Sun", "Ada Moor, Ben de Vries, Chi Wang, and Dora O'Neil"),
        ("Kaiming He, Ross Girshick & Jian Sun", "Ada Moor, Ben de Vries, Chi Wang & Dora O'Neil"),
        ("Kaiming He; Jian Sun", "Ada Moor; Ben de Vries; Chi Wang; Dora O'Neil"),
        ("K. He, J. Sun", "A. Moor, B. de Vries, C. Wang, D. O'Neil"),
        ("He, K., Sun, J.", "Moor, A., de Vries, B., Wang, C., O'Neil, D."),
        ("He, K., Girshick, R. B. and Sun, J.", "Moor, A., de Vries, B., Wang, C. and O'Neil, D."),
        ("He, Sun", "Moor, de Vries, Wang, O'Neil"),
        ("Kaiming He et al.", "Ada Moor et al."),
        ("He et al", "Moor et al"),
        ("K. He, R. Girshick, et al.", "A. Moor, B. de Vries, et al."),
        ("何恺明，孙剑", "Ada Moor，Ben de Vries，Chi Wang，Dora O'Neil"),
        ("何恺明等", "Ada Moor等"),
    ],
)
def test_authors_are_read_and_others_written_in_their_form(text: str, written: str) -> None:
    """Initials, order of names, separators and where the list is cut are those of the form."""
    people = read_authors(text)
    assert people is not None
    assert write_authors(people.names, people.form, cut=people.cut) == text
    assert write_authors(NEW, people.form, cut=False) == written


@pytest.mark.parametrize(
    ("names", "cut", "written"),
    [(NEW[:1], False, "Ada Moor"), (NEW[:1], True, "Ada Moor et al."), (NEW, False, "Ada Moor et al.")],
)
def test_one_author_is_not_more(names: tuple[str, ...], cut: bool, written: str) -> None:
    """`et al.` stands only where there are more."""
    people = read_authors("Kaiming He et al.")
    assert people is not None
    assert write_authors(names, people.form, cut=cut) == written


@pytest.mark.parametrize(
    "text",
    ["", "et al.", "Attention is all you need", "CVPR 2024", "Deep Learning", "BERT", "一个关于视觉语言模型的综述"],
)
def test_other_words_name_nobody(text: str) -> None:
    """Titles, venues and names of methods are no people."""
    assert read_authors(text) is None


@pytest.mark.parametrize(
    "name", ["Piotr Dollár", "Leonidas J. Guibas", "Jean-Pierre de la Tour", "L.-P. Morency", "何恺明"]
)
def test_names_have_initials_particles_and_accents(name: str) -> None:
    """Names as people bear them."""
    assert is_name(name)


def test_authors_before_a_title_end_where_no_initials_follow() -> None:
    """Where last names come first, the commas tell nothing: the initials do."""
    text = "Moor, A., de Vries, B. and Wang, C. A survey, in short"
    assert text[: leading_authors(text)] == "Moor, A., de Vries, B. and Wang, C."
    assert leading_authors("A survey, in short") == 0
