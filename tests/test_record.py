from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import Link
from bot.papers import Paper, PaperId, services
from bot.record import PRECEDENCE, Conflict, Field, conflicts, merge, said

ID = PaperId("arxiv", "2301.12597")
DOI = PaperId("doi", "10.1109/cvpr.2023.1")
ACL = PaperId("acl", "2023.acl-long.1")
FORUM = PaperId("openreview", "YicbFdNTTy")

ARXIV = Paper(
    ID,
    "BLIP-2: Bootstrapping Language-Image Pre-training",
    authors=("Junnan Li", "Dongxu Li", "Silvio Savarese"),
    date="2023-01-30",
    abstract="The cost of pre-training.",
    comment="Accepted to ICML 2023",
    categories=("cs.CV",),
    ids=(ID,),
    source="arXiv",
)
CROSSREF = Paper(
    DOI,
    "BLIP-2",
    authors=("J. Li", "D. Li", "S. Savarese"),
    date="2023-08-01",
    venue="2023 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)",
    year="2023",
    links=(Link("pdf", "https://publisher.example/1.pdf"),),
    ids=(DOI,),
    source="Crossref",
)
SCHOLAR = Paper(ID, "Blip-2", date="2022-12-30", venue="CVPR", year="2022", ids=(ID, DOI), source="Semantic Scholar")


def told(source: str, **fields: object) -> Paper:
    """An answer of one service that tells little."""
    return replace(Paper(ID, "A Title", ids=(ID,), source=source), **fields)  # type: ignore[arg-type]


def test_what_each_service_knows_best_comes_together() -> None:
    """Title and day from arXiv, venue and year from the publisher, links and ids from everybody."""
    paper = merge([CROSSREF, ARXIV, SCHOLAR])
    assert (paper.id, paper.title, paper.date) == (ID, ARXIV.title, "2023-01-30")
    assert (paper.authors, paper.abstract, paper.comment) == (ARXIV.authors, ARXIV.abstract, ARXIV.comment)
    assert (paper.venue, paper.year) == (CROSSREF.venue, "2023")
    assert (paper.links, paper.ids, paper.categories) == (CROSSREF.links, (ID, DOI), ("cs.CV",))
    assert paper.parts == (ARXIV, CROSSREF, SCHOLAR)
    assert paper.source == "arXiv, Crossref, Semantic Scholar"


def test_one_answer_is_a_record_too() -> None:
    """It holds itself, and says what that says."""
    assert merge([ARXIV]) == replace(ARXIV, parts=(ARXIV,))


def test_no_answer_is_no_record() -> None:
    """There is no paper that nobody knows."""
    with pytest.raises(ValueError, match="no answer"):
        merge([])


def test_the_caller_may_say_which_paper_it_is() -> None:
    """The id that was asked about stays in the record, also where it is merged again."""
    paper = merge([ARXIV], FORUM)
    assert (paper.id, paper.ids) == (FORUM, (ID, FORUM))
    assert merge([paper, CROSSREF]).ids == (ID, DOI, FORUM)


def test_the_most_telling_id_is_the_papers() -> None:
    """By schemes, not by who told it."""
    page = PaperId("url", "https://x.example/1")
    answers = [told("Crossref", id=one, ids=(one,)) for one in (page, FORUM, ACL, DOI, ID)]
    assert merge(answers).ids == (ID, DOI, ACL, FORUM, page)
    assert merge(answers[:3]).id == ACL


@pytest.mark.parametrize(
    ("field", "sources"),
    [
        (
            "title",
            [
                "arXiv",
                "the ACL Anthology",
                "OpenReview",
                "the paper's page",
                "DataCite",
                "Crossref",
                "Semantic Scholar",
            ],
        ),
        ("abstract", ["arXiv", "the ACL Anthology", "OpenReview", "the paper's page", "Crossref"]),
        ("venue", ["the ACL Anthology", "Crossref", "OpenReview", "the paper's page", "arXiv", "Semantic Scholar"]),
    ],
)
def test_who_is_believed_depends_on_the_field(field: Field, sources: list[str]) -> None:
    """And on nothing else: whoever is left out, the next one counts."""
    answers = [told(source, **{field: f"{field} of {source}"}) for source in sources]
    for start in range(len(answers)):
        assert getattr(merge(reversed(answers[start:])), field) == f"{field} of {sources[start]}"
    assert [source for source, _ in said(merge(answers), field)] == sources


def test_a_title_in_capitals_counts_later() -> None:
    """Some conferences print titles so; anybody's other spelling is better."""
    paper = merge([told("arXiv", title="A TITLE"), told("Crossref", title="A Title")])
    assert paper.title == "A Title"
    assert said(paper, "title") == (("Crossref", "A Title"), ("arXiv", "A TITLE"))


@pytest.mark.parametrize(
    ("arxiv", "other", "believed"),
    [
        (("A. Ho", "B. Lee"), ("Ann Ho", "Bea Lee", "Cy Park"), ("Ann Ho", "Bea Lee", "Cy Park")),
        (("Ann Ho", "et al."), ("A. Ho", "B. Lee"), ("A. Ho", "B. Lee")),
        (("Ann Ho", "Bea Lee"), ("Bea Lee", "Ann Ho", "Cy Park"), ("Ann Ho", "Bea Lee")),
        (("Ann Ho", "Bea Lee"), ("Ann Ho",), ("Ann Ho", "Bea Lee")),
        ((), ("Ann Ho",), ("Ann Ho",)),
    ],
)
def test_a_list_of_authors_that_was_cut_is_filled(
    arxiv: tuple[str, ...], other: tuple[str, ...], believed: tuple[str, ...]
) -> None:
    """Only by one that begins with the same people."""
    assert merge([told("arXiv", authors=arxiv), told("Crossref", authors=other)]).authors == believed


@pytest.mark.parametrize(
    ("dates", "believed"),
    [
        ({"arXiv": "2023-01-30", "Crossref": "2022-12-01"}, "2022-12-01"),
        ({"arXiv": "2023-01-30", "Crossref": "2022"}, "2023-01-30"),
        ({"arXiv": "2023-01-30", "the paper's page": "2023-01-01"}, "2023-01-30"),
        ({"the paper's page": "2023-01-01"}, "2023"),
        ({"arXiv": "2023-01-01"}, "2023-01-01"),
        ({"arXiv": "2023-01-30", "Semantic Scholar": "2022-06-01"}, "2023-01-30"),
        ({"Crossref": "2023", "Semantic Scholar": "2022-06-01"}, "2022-06-01"),
        ({"Crossref": "2023-06", "DataCite": "2022"}, "2023-06"),
        ({"Crossref": "2023", "DataCite": "2022"}, "2022"),
        ({"Crossref": None}, None),
    ],
)
def test_the_date_is_when_it_was_first_made_public(dates: dict[str, str | None], believed: str | None) -> None:
    """By those who make papers public, and to the day where one of them tells it."""
    assert merge(told(source, date=date) for source, date in dates.items()).date == believed


def test_a_preprint_server_is_no_venue_where_another_is_told() -> None:
    """Nor is a conference that the paper was sent to; alone they are better than nothing."""
    asked = told("OpenReview", venue="Submitted to ICLR 2024")
    server = told("Crossref", venue="bioRxiv", year="2022")
    appeared = told("Semantic Scholar", venue="ICML", year="2024")
    paper = merge([asked, server, appeared])
    assert (paper.venue, paper.year) == ("ICML", "2024")
    assert (merge([server]).venue, merge([server]).year) == ("bioRxiv", "2022")


@pytest.mark.parametrize(
    ("answers", "year"),
    [
        ([told("Crossref", venue="CVPR"), told("arXiv", venue="ECCV", year="2022")], None),
        ([told("Crossref", venue="CVPR"), told("Semantic Scholar", venue="CVPR 2023")], "2023"),
        ([told("OpenReview", venue="ICLR 2024 poster"), told("Semantic Scholar", venue="ICLR", year="2023")], "2024"),
        ([told("Crossref", year="2021"), told("DataCite", year="2020")], "2021"),
    ],
)
def test_a_year_belongs_to_its_venue(answers: list[Paper], year: str | None) -> None:
    """The year of another venue would make up a conference that never was."""
    assert merge(answers).year == year


def test_an_address_is_linked_once() -> None:
    """As the most believed says it."""
    first, second = Link("pdf", "https://x.example/1.pdf"), Link("other", "http://www.x.example/1.pdf/")
    code = Link("code", "https://github.com/x/y")
    assert merge([told("Crossref", links=(second, code)), told("arXiv", links=(first,))]).links == (first, code)


def test_who_withdraws_is_heard() -> None:
    """Whoever says it."""
    assert merge([ARXIV, told("Semantic Scholar", withdrawn=True)]).withdrawn
    assert not merge([ARXIV, CROSSREF]).withdrawn


def test_who_withdraws_from_a_venue_keeps_the_paper() -> None:
    """At OpenReview a paper is withdrawn from one venue: who knows it from elsewhere still has it."""
    note = told("OpenReview", withdrawn=True)
    assert merge([note]).withdrawn
    assert not merge([note, ARXIV]).withdrawn


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("title", "BLIP-2: Bootstrapping Language", "Language Models as Queries"),
        ("title", "GraphRNN: Generating Realistic Graphs", "GraphRNN: A Deep Generative Model for Graphs"),
        ("authors", ("Ann Ho", "Bea Lee"), ("Ann Ho", "Cy Park")),
        ("authors", ("Ann Ho", "Bea Lee"), ("Bea Lee", "Ann Ho", "Cy Park")),
        ("venue", "ICML", "CVPR"),
        ("venue", "CVPR", "2023 IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops (CVPRW)"),
    ],
)
def test_contradictions_are_told(field: Field, one: object, other: object) -> None:
    """With both sides, the believed one first."""
    paper = merge([told("the ACL Anthology", **{field: one}), told("the paper's page", **{field: other})])
    assert conflicts(paper) == (Conflict(field, ("the ACL Anthology", one), ("the paper's page", other)),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("title", "BLIP-2: Bootstrapping Language", "BLIP-2"),
        ("title", "BLIP-2: Bootstrapping Language", "Bootstrapping Language"),
        (
            "title",
            "BLIP-2: Bootstrapping Language-Image Pre-training",
            "BLIP-2: BOOTSTRAPPING LANGUAGE-IMAGE PRETRAINING",
        ),
        ("title", "Learning from Images", "Learning From Image"),
        ("authors", ("José García", "Li Wei"), ("J. Garcia", "Wei Li")),
        ("authors", ("Ann Ho", "Bea Lee"), ("Bea Lee", "Ann Ho")),
        ("authors", ("Ann Ho", "Bea Lee"), ("Ann Ho", "et al.")),
        ("venue", "CVPR 2023", "IEEE Conference on Computer Vision and Pattern Recognition"),
        ("venue", "CVPR", "arXiv"),
        ("venue", "ICLR 2024", "Submitted to ICLR 2023"),
        ("venue", "SIGGRAPH", "ACM Transactions on Graphics"),
        ("abstract", "one", "other"),
    ],
)
def test_other_spellings_are_no_contradiction(field: Field, one: object, other: object) -> None:
    """Capitals, subtitles, initials, cut lists, short names, and a preprint beside its publication."""
    assert conflicts(merge([told("arXiv", **{field: one}), told("the paper's page", **{field: other})])) == ()


def test_another_year_of_the_same_venue_is_told() -> None:
    """A year of another venue is that venue's contradiction."""
    (conflict,) = conflicts(merge([CROSSREF, SCHOLAR]))
    assert conflict == Conflict("year", ("Crossref", "2023"), ("Semantic Scholar", "2022"))
    other = merge([CROSSREF, told("arXiv", title="BLIP-2", venue="ICML", year="2022")])
    assert [conflict.field for conflict in conflicts(other)] == ["venue"]


def test_every_service_has_its_place() -> None:
    """A new one is put into the table, or said here to be an index that only heard of papers."""
    indexes = {"Semantic Scholar"}
    assert all(len(names) == len(set(names)) for names in PRECEDENCE.values())
    assert {service.NAME for service in services()} <= {*PRECEDENCE["title"], *indexes}


_FIELDS: list[Field] = ["title", "authors", "date", "abstract", "comment", "venue", "year", "categories"]
_SOURCES = [
    "arXiv",
    "the ACL Anthology",
    "OpenReview",
    "the paper's page",
    "DataCite",
    "Crossref",
    "Semantic Scholar",
    "new",
    "",
]
_IDS = st.sampled_from([ID, DOI, ACL, FORUM, PaperId("url", "https://x.example/1")])
_ANSWERS = st.builds(
    Paper,
    id=_IDS,
    title=st.sampled_from(["A Title", "A TITLE", "A Title: of a Paper", "Another"]),
    authors=st.lists(st.sampled_from(["Ann Ho", "A. Ho", "Bea Lee", "et al."]), max_size=3).map(tuple),
    date=st.sampled_from([None, "2023", "2023-01", "2023-01-30", "2023-01-01", "2022-12-01"]),
    abstract=st.sampled_from(["", "one", "other"]),
    venue=st.sampled_from([None, "CVPR", "CVPR 2023", "Submitted to ICLR 2024", "arXiv", "ICML", "CVPR Workshop"]),
    year=st.sampled_from([None, "2022", "2023"]),
    categories=st.sampled_from([(), ("cs.CV",), ("cs.LG",)]),
    links=st.lists(
        st.builds(Link, st.just("pdf"), st.sampled_from(["https://x.example/1", "http://x.example/1/"]))
    ).map(tuple),
    withdrawn=st.booleans(),
    ids=st.lists(_IDS, max_size=3).map(tuple),
    source=st.sampled_from(_SOURCES),
)


@given(st.lists(_ANSWERS, min_size=1, max_size=4))
def test_the_order_of_answers_means_nothing(answers: list[Paper]) -> None:
    """Nor does it that one comes twice."""
    paper = merge(answers)
    for order in permutations(answers):
        assert merge(order) == paper
    assert merge(answers + answers[:2]) == paper


@given(st.lists(_ANSWERS, min_size=1, max_size=5), st.integers(0, 5), st.integers(0, 5))
def test_records_merge_like_their_answers(answers: list[Paper], cut: int, start: int) -> None:
    """However they were merged before, and also with answers that they hold."""
    pieces = [piece for piece in (answers[:cut], answers[cut:], answers[start:]) if piece]
    assert merge(merge(piece) for piece in pieces) == merge(answers)
    assert merge([merge(answers), *answers]) == merge(answers)


@given(st.lists(_ANSWERS, min_size=2, max_size=5, unique_by=lambda paper: paper.source), st.data())
def test_who_is_left_out_changes_only_what_he_was_believed_in(answers: list[Paper], data: st.DataObject) -> None:
    """A field stays as long as the one who is believed stays; a year goes with its venue, a list with its start."""
    gone = data.draw(st.sampled_from(answers))
    whole, rest = merge(answers), merge([answer for answer in answers if answer != gone])
    believed = {field: said(whole, field)[0][0] for field in _FIELDS if said(whole, field)}
    for field in _FIELDS:
        its = {believed.get(field), believed.get("venue") if field == "year" else None}
        if field != "authors" and gone.source not in its:
            assert getattr(rest, field) == getattr(whole, field)
    assert set(rest.ids) <= set(whole.ids)
    assert len(rest.links) <= len(whole.links)


@given(st.lists(_ANSWERS, min_size=1, max_size=4))
def test_what_is_told_begins_with_what_is_believed(answers: list[Paper]) -> None:
    """And nothing is hidden: whoever tells a field stands in it."""
    paper = merge(answers)
    for field in _FIELDS:
        value = getattr(paper, field)
        assert not value or said(paper, field)[0][1] == value
    assert {source for source, _ in said(paper, "title")} == {answer.source for answer in answers}


@given(st.lists(_ANSWERS, min_size=1, max_size=4))
def test_contradictions_name_the_believed_one(answers: list[Paper]) -> None:
    """A conflict's first side is what the record says."""
    paper = merge(answers)
    for conflict in conflicts(paper):
        assert conflict.believed in said(paper, conflict.field)
        assert conflict.believed[1] != conflict.other[1]
