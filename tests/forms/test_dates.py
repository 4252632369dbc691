import pytest

from bot.forms.dates import coarser, find_dates, read_date, write_date


@pytest.mark.parametrize(
    ("text", "value", "later"),
    [
        ("2024", "2024", "2021"),
        ("2024.5", "2024-05", "2021.3"),
        ("2024-05", "2024-05", "2021-03"),
        ("2024/01", "2024-01", "2021/03"),
        ("2024/05/03", "2024-05-03", "2021/03/04"),
        ("24.05", "2024-05", "21.03"),
        ("May 2024", "2024-05", "Mar 2021"),
        ("Jan. 2024", "2024-01", "Mar. 2021"),
        ("September, 2023", "2023-09", "March, 2021"),
        ("Sept 2023", "2023-09", "Mar 2021"),
        ("2024 Sep", "2024-09", "2021 Mar"),
        ("12 Jun 2022", "2022-06-12", "04 Mar 2021"),
        ("June 12, 2022", "2022-06-12", "March 04, 2021"),
        ("2023年5月", "2023-05", "2021年3月"),
        ("2023年05月3日", "2023-05-03", "2021年03月4日"),
    ],
)
def test_a_date_is_read_and_another_written_in_its_form(text: str, value: str, later: str) -> None:
    """Separators, zeros and names of months are those of the form."""
    shown = read_date(text)
    assert shown is not None
    assert shown.value == value
    assert write_date(value, shown.form) == text
    assert write_date("2021-03-04", shown.form) == later


@pytest.mark.parametrize("text", ["", "2024 a", "MAY 2024", "31.12", "1.2.3", "2024-13", "12345", "Chapter 5"])
def test_other_words_are_no_dates(text: str) -> None:
    """What could not be written back the same is no date."""
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("form", "shorter"),
    [
        ("{Y}-{mm}-{dd}", "{Y}-{mm}"),
        ("{Y}.{m}", "{Y}"),
        ("{dd} {Mon} {Y}", "{Mon} {Y}"),
        ("{Mon} {dd}, {Y}", "{Mon} {Y}"),
        ("{Mon}. {Y}", "{Y}"),
        ("{Y}, {Mon}", "{Y}"),
        ("{d}/{mm}/{Y}", "{mm}/{Y}"),
        ("{Y}年{m}月{d}日", "{Y}年{m}月"),
        ("{Y}年{m}月", "{Y}年"),
        ("{y}{mm}", "{Y}"),
        ("{Y}", None),
    ],
)
def test_a_form_loses_its_day_then_its_month(form: str, shorter: str | None) -> None:
    """The separator goes with what it separated."""
    assert coarser(form) == shorter


def test_what_is_less_exact_is_not_written() -> None:
    """A year has no month to show."""
    assert write_date("2024", "{Y}-{mm}") is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("CVPR 2024 (Oral)", ["2024"]),
        ("from 2023-05 to May 2024", ["2023-05", "2024-05"]),
        ("arXiv:2301.12597, v2024x, 1.2024.5", []),
    ],
)
def test_dates_are_found_among_words(text: str, values: list[str]) -> None:
    """A date stands as a word of its own: numbers of papers and versions are none."""
    assert [shown.value for _, _, shown in find_dates(text)] == values
