"""The small arXiv: the Atom protocol of the real one, and its bad days."""

import xml.etree.ElementTree as ET

import httpx
import pytest

from bot.sandbox import ArxivPaper, Sandbox
from bot.sandbox.internet import load_papers

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "arxiv": "http://arxiv.org/schemas/atom",
    "opensearch": "http://a9.com/-/spec/opensearch/1.1/",
}


def ask(github: Sandbox, **query: str) -> tuple[int, ET.Element]:
    """Ask the small arXiv."""
    response = httpx.get(f"{github.arxiv_url}/api/query", params=query)
    assert response.headers["content-type"].startswith("application/atom+xml")
    return response.status_code, ET.fromstring(response.content)  # noqa: S314 - our own answer


def total(feed: ET.Element) -> str | None:
    """The number of results that a feed states."""
    return feed.findtext("opensearch:totalResults", namespaces=NAMES)


def ids(feed: ET.Element) -> list[str | None]:
    """The ids of a feed's entries."""
    return [entry.findtext("atom:id", namespaces=NAMES) for entry in feed.findall("atom:entry", NAMES)]


def test_entry_of_a_paper(github: Sandbox) -> None:
    """An entry holds id with version, title, dates, authors, links and categories."""
    status, feed = ask(github, id_list="2305.06500")
    assert (status, total(feed)) == (200, "1")
    (entry,) = feed.findall("atom:entry", NAMES)
    assert entry.findtext("atom:id", namespaces=NAMES) == "http://arxiv.org/abs/2305.06500v1"
    title = entry.findtext("atom:title", namespaces=NAMES) or ""
    assert title.startswith("InstructBLIP: Towards General-purpose Vision-Language Models with")
    assert "\n  " in title
    assert entry.findtext("atom:published", namespaces=NAMES) == "2023-05-11T00:00:00Z"
    authors = [author.findtext("atom:name", namespaces=NAMES) for author in entry.findall("atom:author", NAMES)]
    assert authors[0] == "Wenliang Dai"
    links = {(link.get("rel"), link.get("title")): link.get("href") for link in entry.findall("atom:link", NAMES)}
    assert links["alternate", None] == "https://arxiv.org/abs/2305.06500v1"
    assert links["related", "pdf"] == "https://arxiv.org/pdf/2305.06500v1"
    category = entry.find("arxiv:primary_category", NAMES)
    assert category is not None
    assert category.get("term") == "cs.CV"


def test_optional_facts(github: Sandbox) -> None:
    """Comment, journal reference and DOI stand in the entry where they are known."""
    paper = ArxivPaper(
        "2001.00001", "T & <U>", ("Zoë",), "2020-01-01", comment="9 pages", journal_ref="J 1 (2020)", doi="10.1/x"
    )
    github.arxiv.add(paper)
    _, feed = ask(github, id_list="2001.00001")
    (entry,) = feed.findall("atom:entry", NAMES)
    assert entry.findtext("atom:title", namespaces=NAMES) == "T & <U>"
    assert entry.findtext("arxiv:comment", namespaces=NAMES) == "9 pages"
    assert entry.findtext("arxiv:journal_ref", namespaces=NAMES) == "J 1 (2020)"
    assert entry.findtext("arxiv:doi", namespaces=NAMES) == "10.1/x"
    doi = entry.find("atom:link[@title='doi']", NAMES)
    assert doi is not None
    assert doi.get("href") == "https://doi.org/10.1/x"


def test_several_ids_in_one_request(github: Sandbox) -> None:
    """Known ids have an entry each, in the order asked for; unknown ones have none."""
    _, feed = ask(github, id_list="2305.06500,2305.99999,2301.12597v2", max_results="3")
    assert ids(feed) == ["http://arxiv.org/abs/2305.06500v1", "http://arxiv.org/abs/2301.12597v2"]
    assert total(feed) == "2"


def test_unknown_id_is_an_empty_feed(github: Sandbox) -> None:
    """An id that arXiv does not know gives no entry and no error."""
    status, feed = ask(github, id_list="2305.99999")
    assert (status, total(feed), ids(feed)) == (200, "0", [])


@pytest.mark.parametrize("bad", ["notanid", "2313.00001", "hep-th/9999999", "2305.06500v0", "2305.065000"])
def test_malformed_id_takes_the_request_down(github: Sandbox, bad: str) -> None:
    """One malformed id is answered 400 with an entry "Error", whatever else was asked for."""
    status, feed = ask(github, id_list=f"2305.06500,{bad}")
    assert status == 400
    (entry,) = feed.findall("atom:entry", NAMES)
    assert entry.findtext("atom:title", namespaces=NAMES) == "Error"
    assert entry.findtext("atom:summary", namespaces=NAMES) == f"incorrect id format for {bad}"
    address = f"https://arxiv.org/api/errors#incorrect_id_format_for_{bad}"
    assert entry.findtext("atom:id", namespaces=NAMES) == address


def test_nothing_asked(github: Sandbox) -> None:
    """A query without ids is an error."""
    assert ask(github)[0] == 400
    assert ask(github, id_list="2305.06500", max_results="-1")[0] == 400
    assert ask(github, id_list="2305.06500", start="x")[0] == 400


def test_ten_results_unless_more_are_asked_for(github: Sandbox) -> None:
    """As at arXiv a page holds ten entries, also of an id list, unless `max_results` says otherwise."""
    known = [paper.id for paper in load_papers()[:12]]
    _, short = ask(github, id_list=",".join(known))
    assert (len(ids(short)), total(short)) == (10, "12")
    _, full = ask(github, id_list=",".join(known), max_results="12")
    assert len(ids(full)) == 12
    _, rest = ask(github, id_list=",".join(known), start="10")
    assert len(ids(rest)) == 2


def test_old_ids(github: Sandbox) -> None:
    """Old-style ids are ids."""
    github.arxiv.add(ArxivPaper("hep-th/9901001", "Old", ("A",), "1999-01-04"))
    _, feed = ask(github, id_list="hep-th/9901001")
    assert ids(feed) == ["http://arxiv.org/abs/hep-th/9901001v1"]


def test_withdrawn_paper(github: Sandbox) -> None:
    """A withdrawn paper keeps its record; its newest version says that it was withdrawn."""
    github.arxiv.withdraw("2305.06500")
    _, feed = ask(github, id_list="2305.06500")
    (entry,) = feed.findall("atom:entry", NAMES)
    assert ids(feed) == ["http://arxiv.org/abs/2305.06500v2"]
    assert "has been withdrawn" in (entry.findtext("arxiv:comment", namespaces=NAMES) or "")
    assert "has been withdrawn" in (entry.findtext("atom:summary", namespaces=NAMES) or "")


def test_papers_that_come_along() -> None:
    """Some hundreds of papers come along, each once, each with a title and a date."""
    papers = load_papers()
    known = {paper.id: paper for paper in papers}
    assert len(known) == len(papers) >= 300
    assert {"2305.06500", "2301.12597", "2304.08485"} <= set(known)
    assert all(paper.title and len(paper.published) == len("2023-01-30") for paper in papers)
    assert sum(not paper.authors for paper in papers) <= 4
