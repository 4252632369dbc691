import pytest

from bot.submission.fields import field_of, is_empty_answer, split_label


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Title", "title"),
        ("Paper title", "title"),
        ("论文标题", "title"),
        ("Paper", "paper"),
        ("Link to the paper (arXiv preferred)", "paper"),
        ("URL", "link"),
        ("Code URL", "code"),
        ("Project page", "website"),
        ("Section", "section"),
        ("分类", "section"),
        ("Short name", "name"),
        ("Conference", "venue"),
        ("Authors", "authors"),
        ("What is wrong?", "correction"),
        ("Anything else?", "text"),
        ("Elephants", None),
        ("", None),
    ],
)
def test_a_label_tells_its_field(label: str, field: str | None) -> None:
    """The words of a label tell what its value is."""
    assert field_of(label) == field


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Title: A B", "title", "A B"),
        ("**Paper:** x", "paper", "x"),
        ("📄 Paper：x", "paper", "x"),
        ("Code; none", "code", "none"),
        ("Code - x", "code", "x"),
    ],
)
def test_a_lines_label_is_split_off(line: str, field: str, value: str) -> None:
    """Colons of both widths, semicolons and spaced dashes end a label."""
    found = split_label(line)
    assert found is not None
    assert (found[0], line[found[1] :]) == (field, value)


@pytest.mark.parametrize("line", ["BLIP: Bootstrapping", "Please add the paper: x", "Title x", "https://a.org"])
def test_other_lines_have_no_label(line: str) -> None:
    """Names, sentences and addresses before a colon are no labels."""
    assert split_label(line) is None


@pytest.mark.parametrize(
    "text", ["_No response_", "None", "n/a", "N.A.", "TBA", "coming soon", "-", "", "not sure", "暂无"]
)
def test_empty_answers_are_known(text: str) -> None:
    """What people write for "nothing" is nothing."""
    assert is_empty_answer(text)


@pytest.mark.parametrize("text", ["Papers", "https://a.org", "No Language Left Behind", "X-VLM"])
def test_answers_are_no_empty_answers(text: str) -> None:
    """A value that only begins like an empty answer is a value."""
    assert not is_empty_answer(text)
