"""The services of the small internet: each speaks its own protocol of the same facts."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from bot.sandbox import ArxivPaper, Publication, Sandbox
from bot.sandbox.internet import SERVICES, arxiv
from bot.sandbox.internet.publication import family_first, given_and_family, load_publications
from tests.sandbox.internet import ask, follow

PREPRINT = Publication("Early", ("A B",), doi="10.1101/1", kind="preprint", venue="bioRxiv", published="2023-01-01")
LATER = Publication(
    "Late", ("A B",), doi="10.1038/2", preprint_doi="10.1101/1", kind="journal-article", published="2024"
)


def told(github: Sandbox, address: str, **headers: str) -> Any:
    """The JSON that a service answers with."""
    response = ask(github, address, **headers)
    assert response.headers["content-type"].startswith("application/json")
    return response.json()


def tags(github: Sandbox, address: str) -> list[tuple[str, str]]:
    """The meta tags of a page."""
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            known = dict(attrs)
            if tag == "meta":
                found.append((known.get("name") or known.get("property") or "", known.get("content") or ""))

    response = ask(github, address)
    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    Reader().feed(response.text)
    return found


EXAMPLES = [address for site in (arxiv, *SERVICES) for address in site.EXAMPLES]


@pytest.mark.parametrize("address", EXAMPLES)
def test_examples(github: Sandbox, address: str) -> None:
    """What the front page names as examples is there."""
    assert ask(github, address).status_code in (200, 301, 302)


# Facts


def test_publications_that_come_along() -> None:
    """Each identity belongs to one publication; papers that are in both files are one."""
    publications = load_publications()
    assert len(publications) > 940
    for scheme in ("arxiv", "doi", "openreview", "acl", "page"):
        named = [value for one in publications if (value := getattr(one, scheme))]
        assert len(named) == len(set(named)), scheme
    bert = next(one for one in publications if one.acl == "N19-1423")
    assert (bert.arxiv, bert.doi, bert.year) == ("1810.04805", "10.18653/v1/N19-1423", "2019")


def test_facts_have_their_forms() -> None:
    """Dates are days, months or years; DOIs, ids and addresses look like what they are."""
    shapes = {
        "date": r"(\d{4}(-\d\d(-\d\d)?)?)?",
        "published": r"\d{4}(-\d\d(-\d\d)?)?",
        "arxiv": r"\d{4}\.\d{4,5}",
        "doi": r"10\.\d{4,}/\S+",
        "page": r"https://\S+",
        "landing": r"https://\S+",
        "pdf": r"https://\S+\.pdf|https://dl\.acm\.org/doi/pdf/\S+",
        "code": r"https://\S+",
    }
    for publication in load_publications():
        for name, shape in shapes.items():
            value = getattr(publication, name)
            assert value is None or re.fullmatch(shape, value), (publication.title, name, value)


def test_every_identity_is_served(github: Sandbox) -> None:
    """Each well-known publication is found at every service that its identities name."""
    known = [one for one in load_publications() if one.page or one.openreview or one.acl]
    assert len(known) >= 40
    for one in known:
        openreview = "api.openreview.net" if one.openreview_api == 1 else "api2.openreview.net"
        registrar = {"crossref": "https://api.crossref.org/works/", "datacite": "https://api.datacite.org/dois/"}
        addresses = [
            one.page,
            one.landing,
            one.pdf,
            f"{registrar[one.registrar]}{one.doi}" if one.doi else None,
            follow(github, f"https://doi.org/{one.doi}")[-1] if one.doi else None,
            f"https://{openreview}/notes?id={one.openreview}" if one.openreview else None,
            f"https://aclanthology.org/{one.acl}.bib" if one.acl else None,
            f"https://arxiv.org/abs/{one.arxiv}" if one.arxiv else None,
            f"https://api.semanticscholar.org/graph/v1/paper/{one.s2_hash}",
        ]
        for address in filter(None, addresses):
            assert ask(github, address).status_code == 200, address


def test_venues_are_long(github: Sandbox) -> None:
    """Where the facts name a venue by its short name, services say the long one."""
    paper = next(one for one in load_publications() if one.arxiv == "2301.12597")
    assert (paper.venue, paper.year) == ("International Conference on Machine Learning", "2023")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Kaiming He", ("Kaiming", "He")),
        ("Laurens van der Maaten", ("Laurens", "van der Maaten")),
        ("Wen-tau Yih", ("Wen-tau", "Yih")),
        ("Plato", ("", "Plato")),
        ("de Finetti", ("de", "Finetti")),
    ],
)
def test_names(name: str, parts: tuple[str, str]) -> None:
    """Names are parted before the family, which small words belong to."""
    assert given_and_family(name) == parts


def test_family_first() -> None:
    """Names are turned round; a name of one word stays."""
    assert family_first("Laurens van der Maaten") == "van der Maaten, Laurens"
    assert family_first("Plato") == "Plato"


# arXiv


def test_arxiv_has_one_record_at_both_addresses(github: Sandbox) -> None:
    """The API answers in the small internet as it does beside GitHub."""
    response = ask(github, "https://export.arxiv.org/api/query?id_list=2305.06500")
    assert response.headers["content-type"].startswith("application/atom+xml")
    entry = ET.fromstring(response.content).find("{http://www.w3.org/2005/Atom}entry")  # noqa: S314 - our own answer
    assert entry is not None
    assert [call.ids for call in github.arxiv.calls] == [("2305.06500",)]


def test_arxiv_page(github: Sandbox) -> None:
    """A paper's page has citation tags, names turned round and dates with slashes."""
    github.arxiv.add(ArxivPaper("2001.00001", 'T & "U"', ("Zoë Q. Person",), "2020-01-02", version=2, doi="10.1/x"))
    known = dict(tags(github, "https://arxiv.org/abs/2001.00001v1"))
    assert known["citation_title"] == 'T & "U"'
    assert known["citation_author"] == "Person, Zoë Q."
    assert known["citation_date"] == "2020/01/02"
    assert (known["citation_arxiv_id"], known["citation_doi"]) == ("2001.00001", "10.1/x")
    assert ask(github, "https://arxiv.org/abs/2001.00001v3").status_code == 404
    assert ask(github, "https://arxiv.org/abs/nonsense").status_code == 404


def test_pdf(github: Sandbox) -> None:
    """A PDF is one: header, objects where its table says, trailer."""
    response = ask(github, "https://arxiv.org/pdf/2305.06500")
    assert response.headers["content-type"] == "application/pdf"
    body = response.content
    assert body.startswith(b"%PDF-1.4\n")
    start = re.search(rb"startxref\n(\d+)\n%%EOF\n$", body)
    assert start is not None
    assert body[int(start[1]) :].startswith(b"xref\n0 6\n")
    places = re.findall(rb"(\d{10}) 00000 n \n", body)
    assert [body[int(place) :].startswith(b"%d 0 obj" % n) for n, place in enumerate(places, 1)] == [True] * 5
    assert ask(github, "https://arxiv.org/pdf/2305.06500.pdf").headers["location"] == "https://arxiv.org/pdf/2305.06500"


# DOIs


def test_crossref(github: Sandbox) -> None:
    """A work has its title and container in lists, its names in parts, its date in parts."""
    work = told(github, "https://api.crossref.org/works/10.1109%2Fcvpr.2016.90")
    assert (work["status"], work["message-type"], work["message-version"]) == ("ok", "work", "1.0.0")
    message = work["message"]
    assert message["DOI"] == "10.1109/cvpr.2016.90"
    assert message["title"] == ["Deep Residual Learning for Image Recognition"]
    assert message["author"][0] == {"given": "Kaiming", "family": "He", "sequence": "first", "affiliation": []}
    assert message["container-title"] == ["2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)"]
    assert message["issued"] == {"date-parts": [[2016, 6]]}
    assert message["type"] == "proceedings-article"
    assert message["resource"]["primary"]["URL"] == "https://ieeexplore.ieee.org/document/7780459/"


@pytest.mark.parametrize("doi", ["10.1/nothing", "10.48550/arxiv.2305.06500", "10.5281/zenodo.5143773"])
def test_what_crossref_does_not_have(github: Sandbox, doi: str) -> None:
    """DOIs that nobody or another agency registered are no JSON, but a line of text."""
    response = ask(github, f"https://api.crossref.org/works/{doi}")
    assert (response.status_code, response.text) == (404, "Resource not found.")


def test_limits_of_crossref(github: Sandbox) -> None:
    """Each answer tells the limits; who names an address to write to has wider ones."""
    address = "https://api.crossref.org/works/10.1109/CVPR.2016.90"
    public = ask(github, address).headers
    assert (public["x-rate-limit-limit"], public["x-rate-limit-interval"]) == ("5", "1s")
    for polite in (
        ask(github, f"{address}?mailto=me@example.org"),
        ask(github, address, User_Agent="shelver (mailto:me@example.org)"),
    ):
        assert (polite.headers["x-rate-limit-limit"], polite.headers["x-api-pool"]) == ("10", "polite")


def test_preprints_at_crossref(github: Sandbox) -> None:
    """A preprint is posted content without a container, and it and the later article name each other."""
    github.internet.publish(PREPRINT)
    github.internet.publish(LATER)
    early = told(github, "https://api.crossref.org/works/10.1101/1")["message"]
    assert (early["type"], early["subtype"], early["container-title"]) == ("posted-content", "preprint", [])
    assert early["relation"]["is-preprint-of"][0]["id"] == "10.1038/2"
    late = told(github, "https://api.crossref.org/works/10.1038/2")["message"]
    assert late["relation"]["has-preprint"][0]["id"] == "10.1101/1"


def test_datacite(github: Sandbox) -> None:
    """arXiv's papers and Zenodo's deposits are there, as JSON:API; names come family first."""
    data = told(github, "https://api.datacite.org/dois/10.48550/arXiv.2305.06500")["data"]
    assert (data["id"], data["type"]) == ("10.48550/arxiv.2305.06500", "dois")
    assert data["attributes"]["creators"][0]["name"] == "Dai, Wenliang"
    assert (data["attributes"]["publisher"], data["attributes"]["publicationYear"]) == ("arXiv", 2023)
    clip = told(github, "https://api.datacite.org/dois/10.5281/zenodo.5143773")["data"]["attributes"]
    assert (clip["titles"], clip["types"]["resourceTypeGeneral"]) == ([{"title": "OpenCLIP"}], "Software")
    response = ask(github, "https://api.datacite.org/dois/10.1109/cvpr.2016.90")
    expected = {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}
    assert (response.status_code, response.json()) == (404, expected)


def test_datacite_names_the_published_version(github: Sandbox) -> None:
    """Where the authors told arXiv a DOI, arXiv's own DOI is a version of it."""
    data = told(github, "https://api.datacite.org/dois/10.48550/arXiv.1603.02754")["data"]
    (related,) = data["attributes"]["relatedIdentifiers"]
    assert (related["relationType"], related["relatedIdentifier"]) == ("IsVersionOf", "10.1145/2939672.2939785")


@pytest.mark.parametrize(
    ("doi", "last"),
    [
        ("10.1109/cvpr.2016.90", "https://ieeexplore.ieee.org/document/7780459/"),
        ("10.48550/arXiv.2305.06500", "https://arxiv.org/abs/2305.06500"),
        ("10.18653/v1/N19-1423", "https://aclanthology.org/N19-1423/"),
        ("10.5281/zenodo.5143773", "https://zenodo.org/records/5143773"),
        ("10.1016/j.neunet.2014.09.003", "https://linkinghub.elsevier.com/retrieve/pii/S0893608014002135"),
        ("10.1023/B:VISI.0000029664.99615.94", "https://link.springer.com/article/10.1023/B:VISI.0000029664.99615.94"),
    ],
)
def test_resolver(github: Sandbox, doi: str, last: str) -> None:
    """A DOI leads to its publisher's page, which is there."""
    first = ask(github, f"https://doi.org/{doi}")
    assert first.status_code == 302
    assert follow(github, f"https://dx.doi.org/{doi}")[-1] == last
    assert ask(github, last).status_code == 200


def test_unknown_doi(github: Sandbox) -> None:
    """A DOI that nobody registered is a page that says so."""
    response = ask(github, "https://doi.org/10.1/nothing")
    assert response.status_code == 404
    assert "DOI Not Found" in response.text


# OpenReview


def test_both_apis_of_openreview(github: Sandbox) -> None:
    """A note is in one of the APIs; only in the second one are fields objects with a value."""
    (old,) = told(github, "https://api.openreview.net/notes?id=YicbFdNTTy")["notes"]
    assert old["content"]["title"].startswith("An Image is Worth 16x16 Words")
    assert old["content"]["venue"] == "ICLR 2021 Oral"
    (new,) = told(github, "https://api2.openreview.net/notes?id=di52zR8xgf")["notes"]
    assert new["content"]["title"]["value"].startswith("SDXL")
    assert new["content"]["authors"]["value"][0] == "Dustin Podell"
    for wrong in ("https://api2.openreview.net/notes?id=YicbFdNTTy", "https://api.openreview.net/notes?id=di52zR8xgf"):
        response = ask(github, wrong)
        assert (response.status_code, response.json()["name"]) == (404, "NotFoundError")


def test_hidden_note(github: Sandbox) -> None:
    """What is not public is refused to guests; its page leads to the login."""
    hidden = Publication("Hidden", ("A B",), date="2025", openreview="hiddenNOTE", public=False)
    github.internet.publish(hidden)
    response = ask(github, "https://api2.openreview.net/notes?id=hiddenNOTE")
    assert response.status_code == 403
    assert response.json()["name"] == "ForbiddenError"
    assert response.json()["message"] == "User Guest does not have permission to see Note hiddenNOTE"
    assert ask(github, "https://openreview.net/forum?id=hiddenNOTE").headers["location"].startswith("/login?")
    github.internet.publish(replace(hidden, public=True))
    assert ask(github, "https://api2.openreview.net/notes?id=hiddenNOTE").status_code == 200


def test_forum(github: Sandbox) -> None:
    """A forum's page names the last author alone in its tags."""
    known = tags(github, "https://openreview.net/forum?id=YicbFdNTTy")
    assert [value for name, value in known if name == "citation_author"] == ["Neil Houlsby"]
    assert ask(github, "https://openreview.net/pdf?id=YicbFdNTTy").content.startswith(b"%PDF")
    assert ask(github, "https://openreview.net/forum?id=nothing").status_code == 404


# The Anthology, Semantic Scholar, Hugging Face, GitHub


def test_bibtex(github: Sandbox) -> None:
    """The Anthology's BibTeX: its key, names joined by "and", capitals kept in braces."""
    prefix = ask(github, "https://aclanthology.org/2021.acl-long.353.bib").text
    assert prefix.startswith("@inproceedings{li-liang-2021-prefix,\n")
    assert 'author = "Li, Xiang Lisa  and\n      Liang, Percy"' in prefix
    assert "month = aug" in prefix
    assert 'doi = "10.18653/v1/2021.acl-long.353"' in prefix
    bert = ask(github, "https://aclanthology.org/n19-1423.bib").text
    assert bert.startswith("@inproceedings{devlin-etal-2019-bert,\n")
    assert 'title = "{BERT}: Pre-training' in bert


def test_anthology_page(github: Sandbox) -> None:
    """A page has citation tags; without its last slash it moves, and the old host leads to it."""
    known = dict(tags(github, "https://aclanthology.org/2021.acl-long.353/"))
    assert known["citation_publication_date"] == "2021/08"
    assert (known["citation_firstpage"], known["citation_lastpage"]) == ("4582", "4597")
    assert follow(github, "https://www.aclweb.org/anthology/N19-1423")[-1] == "https://aclanthology.org/N19-1423/"
    assert ask(github, "https://aclanthology.org/N19-9999/").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "2c03df8b48bf3fa39054345bafabfeff15bfd11d",
        "ARXIV:1512.03385",
        "arXiv:1512.03385",
        "DOI:10.1109/cvpr.2016.90",
        "CorpusId:206594692",
        "URL:https://arxiv.org/abs/1512.03385",
    ],
)
def test_semantic_scholar(github: Sandbox, name: str) -> None:
    """A paper is found by each of its ids, and tells the others."""
    known = told(github, f"https://api.semanticscholar.org/graph/v1/paper/{name}?fields=title,externalIds,authors.name")
    assert known["paperId"] == "2c03df8b48bf3fa39054345bafabfeff15bfd11d"
    ids = {"ArXiv": "1512.03385", "DOI": "10.1109/CVPR.2016.90", "CorpusId": 206594692}
    assert known["externalIds"] == ids
    assert known["authors"][0]["name"] == "Kaiming He"
    assert set(known) == {"paperId", "title", "externalIds", "authors"}


def test_addresses_of_semantic_scholar(github: Sandbox) -> None:
    """The addresses in its BibTeX lead to its page of the paper."""
    response = ask(github, "https://api.semanticscholar.org/CorpusID:206594692")
    page = "https://www.semanticscholar.org/paper/2c03df8b48bf3fa39054345bafabfeff15bfd11d"
    assert (response.status_code, response.headers["location"]) == (302, page)
    assert ask(github, "https://api.semanticscholar.org/CorpusID:1").status_code == 404


def test_errors_of_semantic_scholar(github: Sandbox) -> None:
    """Unknown papers and unknown fields are told in JSON."""
    base = "https://api.semanticscholar.org/graph/v1/paper/"
    unknown = ask(github, f"{base}ACL:X99-9999")
    assert (unknown.status_code, unknown.json()) == (404, {"error": "Paper with id ACL:X99-9999 not found"})
    strange = ask(github, f"{base}ARXIV:1512.03385?fields=title,colour")
    assert strange.status_code == 400
    assert strange.json() == {"error": "Unrecognized or unsupported fields: [colour]"}


def test_hugging_face(github: Sandbox) -> None:
    """A paper's page leads to arXiv."""
    page = ask(github, "https://huggingface.co/papers/2305.06500").text
    assert "https://arxiv.org/abs/2305.06500" in page
    assert ask(github, "https://huggingface.co/papers/2305.99999").status_code == 404


def test_code(github: Sandbox) -> None:
    """A publication's code is there in any case of its name, moved, archived, or not there."""
    assert ask(github, "https://github.com/MICROSOFT/lora/tree/main/examples").status_code == 200
    gone = ask(github, "https://github.com/pytorch/fairseq/tree/main")
    assert (gone.status_code, gone.headers["location"]) == (
        301,
        "https://github.com/facebookresearch/fairseq/tree/main",
    )
    assert "archived by the owner" in ask(github, "https://github.com/facebookresearch/Detectron").text
    assert ask(github, "https://github.com/microsoft/nothing").status_code == 404


# Publishers


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "https://openaccess.thecvf.com/content_cvpr_2016/html/He_Deep_Residual_Learning_CVPR_2016_paper.html",
            {
                "citation_author": "He, Kaiming",
                "citation_publication_date": "2016",
                "citation_conference_title": (
                    "Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition"
                ),
            },
        ),
        (
            "https://papers.nips.cc/paper/2017/hash/3f5ee243547dee91fbd053c1c4a845aa-Abstract.html",
            {
                "citation_author": "Vaswani, Ashish",
                "citation_journal_title": "Advances in Neural Information Processing Systems",
            },
        ),
        (
            "https://proceedings.mlr.press/v37/ioffe15",
            {"citation_author": "Sergey Ioffe", "citation_publication_date": "2015/06/01"},
        ),
        (
            "http://www.jmlr.org/papers/v9/vandermaaten08a.html",
            {"citation_author": "Laurens van der Maaten", "citation_volume": "9"},
        ),
        (
            "https://link.springer.com/chapter/10.1007/978-3-319-24574-4_28",
            {
                "citation_inbook_title": "Medical Image Computing and Computer-Assisted Intervention – MICCAI 2015",
                "dc.identifier": "doi:10.1007/978-3-319-24574-4_28",
            },
        ),
        (
            "https://www.nature.com/articles/s41586-021-03819-2",
            {
                "citation_online_date": "2021/07/15",
                "dc.creator": "Jumper, John",
                "citation_publication_date": "2021/08",
            },
        ),
        (
            "https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1.full",
            {"citation_journal_title": "bioRxiv", "citation_author": "Richard Evans"},
        ),
        ("https://dl.acm.org/doi/abs/10.1145/2939672.2939785", {"dc.Creator": "Tianqi Chen", "dc.Date": "2016-08-13"}),
        (
            "https://www.sciencedirect.com/science/article/abs/pii/S0893608014002135",
            {"citation_pii": "S0893608014002135", "citation_title": "Deep learning in neural networks: An overview"},
        ),
        ("https://zenodo.org/record/5143773", {"citation_author": "Ilharco, Gabriel"}),
    ],
)
def test_tags_of_publishers(github: Sandbox, address: str, expected: dict[str, str]) -> None:
    """Each publisher has its own tags; the first of several is compared."""
    known = dict(reversed(tags(github, address)))
    assert {name: known.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("https://ieeexplore.ieee.org/document/7780459/", ""),
        ("https://www.ecva.net/papers/eccv_2020/papers_ECCV/html/832_ECCV_2020_paper.php", ""),
        ("https://dl.acm.org/doi/10.1145/2939672.2939785", "citation_author"),
        ("https://www.sciencedirect.com/science/article/pii/S0893608014002135", "citation_author"),
    ],
)
def test_tags_that_publishers_lack(github: Sandbox, address: str, prefix: str) -> None:
    """Some have no tags at all, some no authors in them."""
    assert [name for name, _ in tags(github, address) if name.startswith(prefix)] == []


def test_script_of_ieee(github: Sandbox) -> None:
    """IEEE Xplore has its facts in a script."""
    page = ask(github, "https://ieeexplore.ieee.org/abstract/document/7780459").text
    found = re.search(r"xplGlobal\.document\.metadata=(.+);", page)
    assert found is not None
    assert json.loads(found[1])["doi"] == "10.1109/CVPR.2016.90"


def test_publishers_pdf_and_short_addresses(github: Sandbox) -> None:
    """A paper's PDF is there; addresses that hold only its DOI send on to its page."""
    pdf = "https://openaccess.thecvf.com/content_cvpr_2016/papers/He_Deep_Residual_Learning_CVPR_2016_paper.pdf"
    assert ask(github, pdf).content.startswith(b"%PDF")
    short = ask(github, "https://link.springer.com/10.1007/s11263-015-0816-y")
    assert short.headers["location"] == "https://link.springer.com/article/10.1007/s11263-015-0816-y"
    assert ask(github, "https://link.springer.com/article/10.1/nothing").status_code == 404
