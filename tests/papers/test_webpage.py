"""Meta tags and JSON-LD of papers' pages."""

import pytest

from bot.links import Link
from bot.papers import Paper, PaperId
from bot.papers.webpage import asks, parse, request
from tests.papers.recorded import ANSWERS, body_of

PAGE = PaperId("url", "https://a.org/papers/1.html")


def tags(**said: str) -> bytes:
    """A page with such meta tags; the first underscore of `dc_` and `prism_` is a full stop."""
    names = {name.replace("dc_", "dc.").replace("prism_", "prism."): value for name, value in said.items()}
    metas = "".join(f'<META NAME="{name}" CONTENT="{value}">' for name, value in names.items())
    return f"<html><head>{metas}</head></html>".encode()


def read(body: bytes) -> Paper | None:
    """The paper of a page."""
    return parse(body, [PAGE]).get(PAGE)


def recorded(name: str) -> Paper:
    """The paper of a recorded page."""
    (paper,) = parse(body_of(f"webpage/{name}.html"), [ANSWERS[f"webpage/{name}.html"]]).values()
    return paper


@pytest.mark.parametrize(
    ("identity", "asked"),
    [
        (PAGE, True),
        (PaperId("url", "https://ecva.net/papers/eccv_2020/papers_ECCV/papers/1.pdf"), False),
        (PaperId("url", "https://semanticscholar.org/paper/204e"), False),
        (PaperId("doi", "10.1234/x"), False),
    ],
)
def test_pages_are_asked_for_and_nothing_else(identity: PaperId, asked: bool) -> None:
    """A pdf is no page."""
    assert asks(identity) is asked


def test_a_page_is_asked_for_at_its_address() -> None:
    """The whole address, because the service has none."""
    assert request([PAGE]) == "https://a.org/papers/1.html"


def test_a_page_of_the_cvf() -> None:
    """Highwire's tags; a link in the page's text is not read."""
    paper = recorded("cvf")
    assert paper.title == "Slimmable Dataset Condensation"
    assert paper.authors == ("Songhua Liu", "Jingwen Ye", "Runpeng Yu", "Xinchao Wang")
    assert (paper.date, paper.year) == ("2023", "2023")
    assert paper.venue == "Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition"
    assert [link.role for link in paper.links] == ["pdf"]


def test_a_pdf_beside_the_page() -> None:
    """Its address may be told as seen from the page."""
    assert recorded("neurips").links == (
        Link("pdf", "https://proceedings.neurips.cc/paper/2017/file/3f5ee243547dee91fbd053c1c4a845aa-Paper.pdf"),
    )


def test_a_page_with_an_article_in_json() -> None:
    """Authors of both shapes, the journal around the issue, the code that it names, the same paper elsewhere."""
    paper = recorded("article")
    assert paper.title == "PaLM-E: An Embodied Multimodal Language Model"
    assert paper.authors == ("Danny Driess", "Fei Xia")
    assert (paper.date, paper.venue) == ("2023-03-06", "International Conference on Machine Learning")
    assert paper.ids == (PaperId("url", "https://palm-e.github.io"), PaperId("arxiv", "2303.03378"))
    assert paper.links == (
        Link("pdf", "https://palm-e.github.io/assets/palm-e.pdf"),
        Link("code", "https://github.com/example/palm-e"),
    )


def test_ids_of_a_page() -> None:
    """DOI and arXiv id are the paper's own."""
    paper = read(tags(citation_title="T", citation_doi="doi:10.1234/X", citation_arxiv_id="2301.12597"))
    assert paper is not None
    assert [str(one) for one in paper.ids[1:]] == ["arxiv:2301.12597", "doi:10.1234/x"]


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Doe, Jane; Li, Wei", ("Jane Doe", "Wei Li")),
        ("Jane Doe, Wei Li, An Other", ("Jane Doe", "Wei Li", "An Other")),
        ("Doe, Jane", ("Jane Doe",)),
    ],
)
def test_all_authors_in_one_tag(text: str, authors: tuple[str, ...]) -> None:
    """Semicolons stand between people, or commas do."""
    paper = read(tags(citation_title="T", citation_authors=text))
    assert paper is not None
    assert paper.authors == authors


@pytest.mark.parametrize(
    "body",
    [
        tags(dc_title="T", dc_creator="Doe, Jane", dc_date="2020-01-02"),
        tags(dc_title="T", dc_creator="Doe, Jane", dc_identifier="doi:10.1234/x"),
        tags(prism_title="T"),
        tags(bepress_citation_title="T"),
    ],
)
def test_other_vocabularies(body: bytes) -> None:
    """Dublin Core with people and a date or DOI, PRISM and BE Press tell of papers as well."""
    paper = read(body)
    assert paper is not None
    assert paper.title == "T"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"%PDF-1.7 <meta name='citation_title' content='T'>",
        b"<html><head><title>Just a moment...</title></head></html>",
        b"<html><head><meta property='og:title' content='A Title'></head></html>",
        b"<!-- <meta name='citation_title' content='T'> -->",
        b'<script>\'<meta name="citation_title" content="T">\'</script>',
        tags(dc_title="A Home Page"),
        tags(dc_title="A Home Page", dc_creator="Doe, Jane"),
        tags(citation_title=" "),
        b'<script type="application/ld+json">{"@type": "WebPage", "name": "T"}</script>',
        b'<script type="application/ld+json">[%b, %b]</script>'
        % ((b'{"@type": "ScholarlyArticle", "name": "A"}',) * 2),
        b'<script type="application/ld+json">{"@type": </script>',
    ],
)
def test_a_page_without_facts_is_not_there(body: bytes) -> None:
    """A title for sharing, a page about anything, a list of articles and a pdf tell of no paper."""
    assert parse(body, [PAGE]) == {}


def test_a_server_of_preprints_is_no_venue() -> None:
    """Its tag is the one for journals."""
    paper = read(tags(citation_title="T", citation_journal_title="bioRxiv", citation_publication_date="2021/10/04"))
    assert paper is not None
    assert (paper.venue, paper.year, paper.date) == (None, None, "2021-10-04")


@pytest.mark.parametrize(
    "body",
    [
        "<meta name='citation_title' content='Schrödinger'>".encode(),
        "\ufeff<meta name='citation_title' content='Schrödinger'>".encode(),
        "<meta name='citation_title' content='Schrödinger'>".encode("utf-16"),
        "<meta charset=iso-8859-1><meta name='citation_title' content='Schrödinger'>".encode("cp1252"),
        "<meta name='citation_title' content='Schrödinger'>".encode("latin-1"),
        b"<meta charset=punycode><meta name='citation_title' content='Schr&ouml;dinger'>",
    ],
)
def test_charsets(body: bytes) -> None:
    """The mark at the start, the page's own word, UTF-8, Latin-1: in this order."""
    paper = read(body)
    assert paper is not None
    assert paper.title == "Schrödinger"


def test_addresses_of_other_kinds_are_no_links() -> None:
    """Scripts and broken addresses are left out."""
    for address in ("javascript:alert(1)", "http://[", "a b", "//"):
        paper = read(tags(citation_title="T", citation_pdf_url=address))
        assert paper is not None
        assert paper.links == ()


@pytest.mark.parametrize("mark", ["<", "<p>x", "<a ", "<!--", "<![", "<meta content='", "<script>", "&#", "[" * 9])
def test_hostile_pages_end(mark: str) -> None:
    """Five million characters of anything are done with."""
    assert parse((mark * (5_000_000 // len(mark))).encode(), [PAGE]) == {}
