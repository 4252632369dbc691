"""The facts of a new entry, and whose word they are."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citing import Cited, Venue, asked_repositories, cite
from bot.links import Link
from bot.papers import Paper, PaperId, Unresolved
from bot.record import merge
from bot.repositories import Named, Repository
from bot.submission import ProposedPaper

ARXIV, DOI = PaperId("arxiv", "2401.00001"), PaperId("doi", "10.1109/cvpr.2024.1")
OTHER = PaperId("arxiv", "2402.00002")
PREPRINT = Paper(ARXIV, "Seeing Things", ("Ada Lovelace",), "2024-01-05", ids=(ARXIV,), source="arXiv")
PUBLISHED = Paper(
    DOI, "Seeing Things", ("Ada Lovelace",), "2024-06", venue="Proceedings of CVPR", year="2024", ids=(DOI,),
    source="Crossref",
)  # fmt: skip
BOTH = merge((PREPRINT, replace(PUBLISHED, ids=(DOI, ARXIV))), ARXIV)
ABS, DOI_URL = "https://arxiv.org/abs/2401.00001", "https://doi.org/10.1109/cvpr.2024.1"
LONG = "The Great Assembly of Everybody Who Ever Looked at the Same Picture Twice"
CODE = "https://github.com/ada/seeing"


def _cite(
    paper: Paper | None = PREPRINT,
    *links: Link,
    venue: str | None = None,
    identity: PaperId = ARXIV,
    more: Mapping[PaperId, Paper | Unresolved] | None = None,
    venues: tuple[tuple[str, str], ...] = (),
    repositories: Mapping[str, Repository] | None = None,
    title: str | None = None,
) -> Cited:
    proposed = ProposedPaper(identity, title=title, links=links, venue=venue)
    answers = ({identity: paper} if paper else {}) | dict(more or {})
    return cite(proposed, answers, venues, repositories or {})


@pytest.mark.parametrize(
    ("paper", "claimed", "venue"),
    [
        (PREPRINT, None, None),
        (BOTH, None, Venue("CVPR 2024", "Crossref")),
        (BOTH, "CVPR 2024", Venue("CVPR 2024", "Crossref")),
        (BOTH, "CVPR", Venue("CVPR 2024", "Crossref")),
        (BOTH, "ICCV 2023", Venue("ICCV 2023", "Crossref", denied="CVPR 2024")),
        (BOTH, "CVPR 2023", Venue("CVPR 2023", "Crossref", denied="CVPR 2024")),
        (PREPRINT, "CVPR 2024", Venue("CVPR 2024")),
        (PREPRINT, "CVPR 2024 (Oral)", Venue("CVPR 2024 (Oral)")),
        (
            PREPRINT,
            "IEEE/CVF Conference on Computer Vision and Pattern Recognition, 2024",
            Venue("CVPR 2024"),
        ),
        (PREPRINT, LONG, Venue("", long=LONG)),
        (None, "CVPR 2024", Venue("CVPR 2024")),
        (replace(PREPRINT, comment="Accepted to ECCV 2024"), None, Venue("ECCV 2024", "its authors' comment at arXiv")),
        (replace(PREPRINT, comment="Submitted to ECCV 2024"), None, None),
        (replace(BOTH, parts=(), venue=LONG, source="Crossref"), None, Venue("", "Crossref", long=f"{LONG} 2024")),
        (
            replace(BOTH, parts=(), venue=LONG, source="Crossref"),
            "GAE 2024",
            Venue("GAE 2024", "Crossref", long=f"{LONG} 2024"),
        ),
    ],
)
def test_whose_word_the_venue_is(paper: Paper | None, claimed: str | None, venue: Venue | None) -> None:
    """A source's short form, or the claim: unconfirmed where nobody tells, denied where somebody tells another."""
    cited = _cite(paper, venue=claimed)
    assert cited.venue == venue
    assert cited.citation.venue == ((venue.name or None) if venue else None)


def test_an_owners_short_form_makes_a_long_venue_fit() -> None:
    """What the list's owner calls a venue is written."""
    paper = replace(PUBLISHED, venue=LONG)
    assert _cite(paper, identity=DOI, venues=((LONG, "GAE"),)).venue == Venue("GAE 2024", "Crossref")


@pytest.mark.parametrize(
    ("paper", "venue"),
    [
        (replace(PUBLISHED, venue="bioRxiv", date="2024-03-01", year=None), Venue("bioRxiv 2024", "Crossref")),
        (
            replace(PUBLISHED, venue=None, year=None, comment="bioRxiv preprint", date="2024-03-01"),
            Venue("bioRxiv 2024", "Crossref"),
        ),
        (replace(PUBLISHED, venue=None, comment="12 pages"), None),
        (replace(BOTH, parts=(), venue="bioRxiv"), None),
    ],
)
def test_the_server_of_a_preprint(paper: Paper, venue: Venue | None) -> None:
    """A preprint that stands elsewhere than at arXiv is said to stand there."""
    assert _cite(paper, identity=paper.id).venue == venue


def test_a_claim_counts_more_than_the_server_of_a_preprint() -> None:
    """That a preprint stands somewhere does not speak against its publication."""
    paper = replace(PUBLISHED, venue="bioRxiv", year=None)
    assert _cite(paper, identity=DOI, venue="Nature 2024").venue == Venue("Nature 2024")


def test_a_further_address_of_the_paper_is_known_as_one() -> None:
    """The first link is the paper's, the second is the same paper's where the record says so."""
    links = (Link("abstract", ABS), Link("abstract", DOI_URL), Link("code", CODE))
    cited = _cite(BOTH, *links)
    assert cited.further == links[1:2]
    assert cited.citation.links == links
    assert _cite(PREPRINT, *links).further == ()


def test_another_papers_link_is_left_out() -> None:
    """It would stand in the entry as if it were this paper's; other links stay."""
    other = Paper(OTHER, "Hearing Quite Different Noises", ids=(OTHER,), source="arXiv")
    links = (Link("abstract", ABS), Link("pdf", "https://arxiv.org/pdf/2402.00002"), Link("code", CODE))
    cited = _cite(PREPRINT, *links, more={OTHER: other})
    assert cited.others == (other,)
    assert cited.citation.links == (links[0], links[2])
    assert cited.source is not None
    assert OTHER not in cited.source.ids


def test_two_records_with_one_title_are_one_paper() -> None:
    """Where nobody links two identities of a post, their titles do."""
    links = (Link("abstract", ABS), Link("abstract", DOI_URL))
    cited = _cite(PREPRINT, *links, more={DOI: PUBLISHED})
    assert cited.others == ()
    assert cited.venue == Venue("CVPR 2024", "Crossref")
    assert cited.further == links[1:]


def test_an_indexs_page_gives_way_to_the_papers_own() -> None:
    """A page of Semantic Scholar is nobody's page of a paper."""
    page = PaperId("url", "https://semanticscholar.org/paper/0123456789012345678901234567890123456789")
    paper = Paper(page, "Seeing Things", ids=(page, ARXIV), source="Semantic Scholar")
    cited = _cite(paper, Link("abstract", page.value), identity=page)
    assert [link.url for link in cited.citation.links] == [ABS]
    alone = _cite(replace(paper, ids=(page,)), Link("abstract", page.value), identity=page)
    assert [link.url for link in alone.citation.links] == [page.value]


def test_a_page_is_linked_once_as_it_was_given() -> None:
    """An address without a scheme of its own is the paper's page, whatever its role looks like."""
    page = PaperId("url", "https://lab.example/seeing")
    paper = Paper(page, "Seeing Things", ids=(page,), source="the paper's page")
    given = Link("website", "http://lab.example/seeing")
    assert _cite(paper, given, identity=page).citation.links == (Link("abstract", given.url),)


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        (PREPRINT, None),
        (replace(PREPRINT, abstract=f"Code: {CODE}."), Named(CODE, "ada/seeing", "its abstract")),
        (replace(PREPRINT, abstract="Code: github.com/Ada/Seeing"), Named(CODE, "ada/seeing", "its abstract")),
        (
            replace(PREPRINT, comment="Code: github.com/ada/old"),
            Named("https://github.com/ada/new", "ada/new", "its authors' comment at arXiv"),
        ),
        (
            replace(PREPRINT, abstract=f"Unlike github.com/not/there, see {CODE}"),
            Named(CODE, "ada/seeing", "its abstract"),
        ),
    ],
)
def test_code_that_the_paper_names_and_that_is_there(paper: Paper, code: Named | None) -> None:
    """By its name of today; none that is gone."""
    there = {"ada/seeing": Repository("ada/seeing"), "ada/old": Repository("ada/new")}
    assert _cite(paper, repositories=there).code == code


def test_code_that_is_given_is_not_added_to() -> None:
    """The contributor's link counts."""
    paper = replace(PREPRINT, abstract=f"Code: {CODE}")
    there = {"ada/seeing": Repository("ada/seeing")}
    given = Link("code", "https://gitlab.com/ada/seeing")
    assert _cite(paper, given, repositories=there).code is None


def test_repositories_that_changed_are_told() -> None:
    """Archived and renamed ones by the addresses given; another case of a name is no other name."""
    links = [Link("code", f"https://github.com/Ada/{name}") for name in ("dead", "old", "same", "gone")]
    there = {
        "ada/dead": Repository("ada/dead", archived=True),
        "ada/old": Repository("ada/new"),
        "ada/same": Repository("ada/same"),
    }
    changed = _cite(PREPRINT, *links, repositories=there).changed
    assert changed == ((links[0].url, there["ada/dead"]), (links[1].url, there["ada/old"]))


def test_which_repositories_are_asked_for() -> None:
    """Those that are given, or else those that the paper names."""
    paper = replace(PREPRINT, abstract=f"Code: {CODE}")
    bare = ProposedPaper(ARXIV)
    given = ProposedPaper(ARXIV, links=(Link("code", "https://github.com/my/own"),))
    assert list(asked_repositories(bare, {ARXIV: paper})) == ["ada/seeing"]
    assert list(asked_repositories(given, {ARXIV: paper})) == ["my/own"]
    assert list(asked_repositories(bare, {})) == []


def test_without_an_answer_the_post_stands_alone() -> None:
    """Title and links are the contributor's, and nobody is named as a source."""
    cited = _cite(None, Link("abstract", ABS), title="My Title")
    assert cited.source is None
    assert (cited.citation.title, cited.citation.links) == ("My Title", (Link("abstract", ABS),))


_LINKS = (
    Link("abstract", ABS),
    Link("pdf", "https://arxiv.org/pdf/2401.00001"),
    Link("abstract", DOI_URL),
    Link("pdf", "https://arxiv.org/pdf/2402.00002"),
    Link("code", CODE),
    Link("website", "https://lab.example/seeing"),
)
_OTHER_PAPER = Paper(OTHER, "Hearing Quite Different Noises", ids=(OTHER,), source="arXiv")


@given(
    st.permutations(_LINKS).flatmap(lambda links: st.integers(0, len(links)).map(lambda end: tuple(links[:end]))),
    st.sampled_from((BOTH, PREPRINT, None)),
    st.booleans(),
)
def test_no_link_is_lost_or_another_papers(links: tuple[Link, ...], paper: Paper | None, known: bool) -> None:
    """The paper's own comes first and once; all others stand as they were given, but for those of other papers."""
    cited = _cite(paper, *links, more={OTHER: _OTHER_PAPER} if known else {}, title="Seeing Things")
    first, *rest = cited.citation.links
    assert first.url in (ABS, "https://arxiv.org/pdf/2401.00001")
    own = {ABS, "https://arxiv.org/pdf/2401.00001"}
    elsewhere = {"https://arxiv.org/pdf/2402.00002"} if known and paper else set()
    assert rest == [link for link in links if link.url not in own | elsewhere]
    assert set(cited.further) <= set(rest)
