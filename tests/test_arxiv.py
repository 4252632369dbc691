"""ArXiv's protocol: what is asked, and what its answers mean."""

import pytest

from bot.papers import BadIdError, PaperId, SourceError
from bot.papers.arxiv import parse, request
from bot.plain import plain_text

OLD, NEW = PaperId("arxiv", "hep-th/9901001"), PaperId("arxiv", "2301.00001")

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
    'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">'
    '<title type="html">ArXiv Query: id_list=1</title><id>http://arxiv.org/api/x</id>'
)


def _feed(*entries: str) -> bytes:
    return (HEAD + "".join(f"<entry>{entry}</entry>" for entry in entries) + "</feed>").encode()


FULL = _feed(
    "<id>http://arxiv.org/abs/hep-th/9901001v3</id><updated>1999-03-01T10:00:00Z</updated>"
    "<published>1999-01-01T10:00:00Z</published><title>A Title\n  that is wrapped &amp; $\\mathcal{N}=2$</title>"
    "<summary>  Some\n abstract. </summary><author><name>Jos\u00e9 Mart\\'inez</name></author>"
    "<author><name>Wei\n Li</name></author><arxiv:comment>12 pages</arxiv:comment>"
    "<arxiv:journal_ref>Phys. Rev. D 1 (1999)</arxiv:journal_ref><arxiv:doi>10.1103/PhysRevD.1.1</arxiv:doi>"
    '<arxiv:primary_category term="hep-th"/><category term="hep-th"/><category term="math.AG"/>'
)


def test_request_asks_for_all_at_once() -> None:
    """All ids stand in one request, with a number of results that lets all of them through."""
    ids = [PaperId("arxiv", "2301.12597"), PaperId("arxiv", "hep-th/9901001")]
    assert request(ids) == "/api/query?id_list=2301.12597,hep-th/9901001&max_results=2"


def test_every_fact_of_an_entry() -> None:
    """An entry's id loses its version, wrapped texts their line breaks, TeX its marks; all facts are there."""
    (paper,) = parse(FULL, [OLD]).values()
    assert paper.id == PaperId("arxiv", "hep-th/9901001")
    assert paper.title == "A Title that is wrapped & 𝒩=2"
    assert paper.authors == ("José Martínez", "Wei Li")
    assert paper.date == "1999-01-01"
    assert paper.abstract == "Some abstract."
    assert paper.comment == "12 pages"
    assert paper.venue == "Phys. Rev. D 1 (1999)"
    assert paper.ids == (OLD, PaperId("doi", "10.1103/physrevd.1.1"))
    assert paper.categories == ("hep-th", "math.AG")
    assert not paper.withdrawn


def test_unknown_ids_are_not_in_the_answer() -> None:
    """An empty feed is an answer: arXiv knows none of the ids."""
    assert parse(_feed(), [OLD]) == {}


def test_a_paper_that_nobody_asked_for_is_an_error() -> None:
    """Some cache mixed answers up: what is left out then is not unknown to arXiv."""
    with pytest.raises(SourceError, match="nobody asked for"):
        parse(FULL, [NEW])


@pytest.mark.parametrize(
    ("summary", "comment", "withdrawn"),
    [
        ("This paper has been withdrawn by the authors.", "", True),
        ("We study things.", "Withdrawn due to an error in Theorem 2", True),
        ("We study things.", "This submission has been withdrawn by arXiv administrators", True),
        ("We study how money is withdrawn from banks.", "", False),
        ("We study things.", "Accepted at CVPR", False),
    ],
)
def test_withdrawn_papers_say_so(summary: str, comment: str, withdrawn: bool) -> None:
    """A withdrawn paper is known by what arXiv writes into its abstract or comment."""
    body = _feed(
        "<id>http://arxiv.org/abs/2301.00001v2</id><title>T</title>"
        f"<summary>{summary}</summary><arxiv:comment>{comment}</arxiv:comment>"
    )
    (paper,) = parse(body, [NEW]).values()
    assert paper.withdrawn is withdrawn


def test_an_error_about_an_id_is_told_apart() -> None:
    """The entry with which arXiv refuses an id is no paper and no bad weather."""
    body = _feed(
        "<id>http://arxiv.org/api/errors#incorrect_id_format_for_1234</id><title>Error</title>"
        "<summary>incorrect id format for 1234</summary>"
    )
    with pytest.raises(BadIdError):
        parse(body, [OLD])


@pytest.mark.parametrize(
    "body",
    [
        b"Rate exceeded.",
        b"",
        b"<html><body>503</body></html>",
        b'<!DOCTYPE feed [<!ENTITY a "b">]><feed>&a;</feed>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE feed [<!ENTITY a "b">]><feed>&a;</feed>'.encode("utf-16"),
        b"<?xml version='1.0' encoding='klingon'?><feed/>",
        FULL[: len(FULL) // 2],
        _feed("<id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>internal error</summary>"),
    ],
)
def test_anything_else_is_an_error(body: bytes) -> None:
    """What is no feed of papers is an error of the source, never "no such paper"."""
    with pytest.raises(SourceError) as caught:
        parse(body, [OLD])
    assert not isinstance(caught.value, BadIdError)


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Plain title: with 85.7% and A&B", "Plain title: with 85.7% and A&B"),
        (r"Schr\"odinger's \'etale {BERT}", "Schrödinger's étale BERT"),
        (r"$\alpha$-fair $O(n)$", "α-fair O(n)"),
        ("``Quoted'' words", "“Quoted” words"),
        ("An unclosed { brace", "An unclosed { brace"),
        ("It costs $5", "It costs $5"),
    ],
)
def test_tex_in_titles(title: str, plain: str) -> None:
    """TeX becomes the characters that it shows; what is no TeX stays as it is."""
    assert plain_text(title) == plain
