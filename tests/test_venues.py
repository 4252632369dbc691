import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import bot.venues
from bot.venues import claimed_venue, is_published, same_venue, short_venue

_DATA = Path(__file__).parent / "data" / "venues"
_TABLE = [
    line.split("\t")
    for line in Path(bot.venues.__file__).with_name("venues.tsv").read_text(encoding="utf-8").splitlines()
]


def _rows(name: str) -> list[list[str]]:
    """The rows of a table in `data/venues`, without their heads."""
    lines = (_DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


@pytest.mark.parametrize(("name", "year", "short"), _rows("short"))
def test_a_venue_gets_the_form_that_lists_use(name: str, year: str, short: str) -> None:
    """Containers of Crossref, venues of OpenReview, book titles of BibTeX, meta tags and people's own words."""
    assert short_venue(name, year or None) == short


@pytest.mark.parametrize(("name", "year", "short"), _rows("short"))
def test_a_short_form_stays(name: str, year: str, short: str) -> None:
    """What was shortened once is not shortened again, whatever year is told beside it."""
    assert short_venue(short) == short
    assert short_venue(short, year or None) == short


def test_every_name_of_the_table_is_read() -> None:
    """Each row leads to its own short form, which stays."""
    for name, short, kind, _ in _TABLE[1:]:
        assert short_venue(name, "2023") == f"{short} 2023", name
        assert short_venue(short, "2023") == f"{short} 2023", name
        assert kind in ("conference", "workshop", "journal", "preprint")


def test_the_table_holds_what_it_says() -> None:
    """Four columns, and no name twice."""
    names = [row[0].casefold() for row in _TABLE[1:]]
    assert _TABLE[0] == ["long", "short", "kind", "count"]
    assert {len(row) for row in _TABLE} == {4}
    assert len(names) == len(set(names)) >= 220


def test_names_of_the_table_have_one_meaning() -> None:
    """No two venues are written in one way."""
    keys: dict[str, str] = {}
    for name, short, _, _ in _TABLE[1:]:
        key = " ".join(re.findall(r"\w+", name.casefold()))
        assert keys.setdefault(key, short) == short


_WORDS = st.sampled_from(
    str.split(
        "CVPR|ICLR|2023|'23|2019|Workshop|Findings of|Proceedings of the|IEEE|(CVPR)|(|)|International Conference on"
        "|61st|35|Machine Learning|Computer Vision|Nature|,|:| - |–|Oral|Conference|Datasets and Benchmarks|arXiv|&amp;"
        "|{|}|NIPS|Trans.|CVPRW|ACL|Demo|Challenge|and|23|In|poster|Lecture Notes in Computer Science",
        "|",
    )
)


@given(st.lists(_WORDS, max_size=8).map(" ".join) | st.text(max_size=40), st.sampled_from([None, "2023", "1998"]))
@example("Proceedings of the Proceedings of the x", None)
@example("( 2023 ) : 2023", "2023")
@example("CVPR CVPR ( ) '23", None)
@example("CVPR 23 : 2023 CVPR", None)
def test_shortening_twice_is_shortening_once(name: str, year: str | None) -> None:
    """For any text: the short form of a short form is itself."""
    short = short_venue(name, year)
    assert short_venue(short, year) == short
    assert short_venue(short) == short


@given(st.lists(_WORDS, max_size=6).map(" ".join))
def test_a_workshop_never_becomes_a_conference(words: str) -> None:
    """Whatever stands around it, the word stays."""
    assert re.search(r"workshop|CVPRW", short_venue(f"{words} Workshop", "2023"), re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "known", "short"),
    [
        ("2019 IEEE Conference on Computer Vision and Pattern Recognition", ("CVPR", "IEEE CVPR"), "IEEE CVPR 2019"),
        ("CVPR 2019", ("Conference on Computer Vision and Pattern Recognition", "IEEE CVPR"), "IEEE CVPR 2019"),
        ("CVPR Workshops 2022", ("CVPR Workshop", "CVPRW"), "CVPRW 2022"),
        ("CVPR 2022", ("CVPR Workshop", "CVPRW"), "CVPR 2022"),
        ("EMNLP 2021 (Findings)", ("Findings of EMNLP", "EMNLP Findings"), "EMNLP Findings 2021"),
        ("Journal of Unheard Results", ("journal of unheard results", "JUR"), "JUR 2020"),
        ("Proceedings of the 2021 Meeting on Nothing", ("Meeting on Nothing", "MoN"), "MoN 2021"),
        ("NeurIPS 2016", ("NeurIPS", "NIPS"), "NIPS 2016"),
        ("MoN 2021", ("Meeting on Nothing", "MoN"), "MoN 2021"),
    ],
)
def test_what_the_owner_says_wins(name: str, known: tuple[str, str], short: str) -> None:
    """By any name of the venue, and it stays."""
    year = None if re.search(r"\d{4}", name) else "2020"
    assert short_venue(name, year, [known]) == short
    assert short_venue(short, year, [known]) == short


def test_nothing_stays_nothing() -> None:
    """A year alone is no venue."""
    assert short_venue("", "2023") == ""
    assert short_venue("2023") == "2023"


@pytest.mark.parametrize(("one", "other", "same"), _rows("same"))
def test_venues_are_compared(one: str, other: str, same: str) -> None:
    """In either order; what is not plainly one or the other cannot be told."""
    assert same_venue(one, other) is {"yes": True, "no": False, "?": None}[same]
    assert same_venue(other, one) is same_venue(one, other)


def test_venues_are_compared_without_their_years() -> None:
    """The venue alone, where that is asked."""
    assert same_venue("CVPR 2022", "CVPR 2023", years=False)
    assert same_venue("Journal of Unheard Results 2020", "Journal of Unheard Results 2021", years=False)
    assert same_venue("CVPR 2022", "ICCV 2022", years=False) is False


@given(st.lists(_WORDS, max_size=6).map(" ".join), st.lists(_WORDS, max_size=6).map(" ".join))
def test_comparing_has_no_order(one: str, other: str) -> None:
    """And nothing is another venue than itself."""
    assert same_venue(one, other) is same_venue(other, one)
    assert same_venue(one, one) is not False


@pytest.mark.parametrize(("comment", "venue"), _rows("claimed"))
def test_what_a_comment_claims(comment: str, venue: str) -> None:
    """Acceptance and publication are claims; a submission, a challenge and another version are none."""
    assert claimed_venue(comment) == (None if venue == "none" else venue)


@given(st.text(max_size=120) | st.lists(_WORDS | st.sampled_from(["Accepted to", "submitted to", "."])).map(" ".join))
def test_any_comment_is_read(comment: str) -> None:
    """A claim is a short form, or there is none."""
    claim = claimed_venue(comment)
    assert claim is None or short_venue(claim) == claim


@pytest.mark.parametrize(
    ("venue", "published"),
    [
        ("CVPR 2023", True),
        ("Journal of Unheard Results", True),
        ("arXiv", False),
        ("arXiv.org 2021", False),
        ("CoRR abs/2010.11929", False),
        ("bioRxiv", False),
        ("Submitted to ICLR 2024", False),
        ("ICLR 2024 Conference Withdrawn Submission", False),
        ("", False),
    ],
)
def test_where_a_paper_has_appeared(venue: str, published: bool) -> None:
    """A preprint server is no such place, nor is a conference that it was sent to."""
    assert is_published(venue) is published
