import pytest

from bot.forms import Slot
from bot.forms.badges import badge_words, read_badge
from bot.forms.facts import venue_and_date
from bot.forms.venues import is_preprint, is_venue, split_year


@pytest.mark.parametrize(
    ("text", "venue", "date"),
    [
        ("CVPR 2024", "CVPR", "2024"),
        ("CVPR'24", "CVPR", "2024"),
        ("CVPR2024", "CVPR", "2024"),
        ("2024 CVPR", "CVPR", "2024"),
        ("ICLR 25", "ICLR", "2025"),
        ("NeurIPS 2023 Spotlight", "NeurIPS 2023 Spotlight", None),
        ("ICLR 2024 Oral", "ICLR 2024 Oral", None),
        ("arXiv, Apr 2022", "arXiv", "2022-04"),
        ("arxiv 1910", "arxiv", "2019-10"),
        ("arXiv 2019", "arXiv", "2019"),
        ("IEEE Transactions on Image Processing", "IEEE Transactions on Image Processing", None),
        ("2023年5月", None, "2023-05"),
        ("A title of 2024", None, None),
    ],
)
def test_a_venue_and_its_date_are_told_apart(text: str, venue: str | None, date: str | None) -> None:
    """In any order and with any apostrophe; a note behind both leaves them one."""
    slots = {slot.field: slot.value for _, _, slot in venue_and_date(text)}
    assert (slots.get("venue"), slots.get("date")) == (venue, date)


@pytest.mark.parametrize(
    ("venue", "split"),
    [
        ("CVPR 2023", ("CVPR", "2023")),
        ("ICLR'24", ("ICLR", "2024")),
        ("ECCV2024", ("ECCV", "2024")),
        ("ACL 2023 (Findings)", ("ACL (Findings)", "2023")),
        ("TPAMI", ("TPAMI", None)),
    ],
)
def test_the_year_of_a_venue_stands_anywhere(venue: str, split: tuple[str, str | None]) -> None:
    """A venue without its year, and the year in four digits."""
    assert split_year(venue) == split


def test_a_preprint_is_a_venue_of_its_own() -> None:
    """arXiv is no conference, but it stands where venues stand."""
    assert is_preprint("arXiv preprint")
    assert is_venue("arXiv")
    assert not is_preprint("CVPR")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("arXiv-2301.12597-b31b1b.svg", [("arxiv", "2301.12597")]),
        ("CVPR-2024-blue", [("venue", "CVPR"), ("date", "2024")]),
        ("NeurIPS_2023-blue?style=flat", [("venue", "NeurIPS"), ("date", "2023")]),
        ("Venue-ICLR%202024-blue", [("venue", "ICLR"), ("date", "2024")]),
        ("Date-2024--05-green", [("date", "2024-05")]),
        ("papers-25-blue", []),
        ("PDF-red", []),
    ],
)
def test_a_badge_says_what_its_address_spells(address: str, shown: list[tuple[str, str]]) -> None:
    """Facts of a paper are found in the address of a badge, where they stand; other badges say nothing."""
    url = "https://img.shields.io/badge/" + address
    found = [(start, end, part) for start, end, part in read_badge(url)]
    assert [(part.field, part.value) for _, _, part in found if isinstance(part, Slot)] == shown
    assert all(url[start:end] == part.shown for start, end, part in found)


def test_a_badge_spells_dashes_and_lines_twice() -> None:
    """As shields.io reads them; what would end the address is encoded."""
    assert badge_words("a-b_c d)(/é") == "a--b__c_d%29%28%2F%C3%A9"
