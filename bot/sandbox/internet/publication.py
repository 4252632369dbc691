"""Publications: what the small internet knows of them. Each service shows its own view of the same facts.

The facts come in two files: `data/papers.jsonl`, papers of arXiv, and `data/publications.jsonl`, well-known ones that
stand under other identities too. A paper that is in both has the facts of both.
"""

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

#: How a publication was published, in Crossref's words where it has one: https://api.crossref.org/types
Kind = Literal["proceedings-article", "journal-article", "book-chapter", "preprint", "software", "dataset"]


@dataclass(frozen=True)
class Publication:
    """One work, with all identities that it stands under.

    `date` is when it was first made public, `published` when it was published at its `venue` (a long name), each as
    `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. `page` is its publisher's page, `landing` where its DOI leads if that is another
    one. `registrar` is where its DOI is registered. `arxiv_doi`, `comment` and `journal_ref` are what its authors told
    arXiv. `public` is whether OpenReview shows it to everybody. `preprint_doi` is the DOI of an earlier version of it.
    """

    title: str
    authors: tuple[str, ...] = ()
    date: str = ""
    arxiv: str | None = None
    category: str | None = None
    arxiv_doi: str | None = None
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    registrar: Literal["crossref", "datacite"] = "crossref"
    preprint_doi: str | None = None
    openreview: str | None = None
    openreview_api: int = 2
    openreview_venue: str | None = None
    public: bool = True
    acl: str | None = None
    page: str | None = None
    landing: str | None = None
    pdf: str | None = None
    code: str | None = None
    kind: Kind = "proceedings-article"
    venue: str | None = None
    publisher: str = ""
    published: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    abstract: str = ""
    corpus: int | None = None
    paper_hash: str | None = None

    @property
    def issued(self) -> str:
        """When it was published; where it was not, when it was made public."""
        return self.published or self.date

    @property
    def year(self) -> str:
        """The year of that."""
        return self.issued[:4]

    @property
    def corpus_id(self) -> int:
        """Its number at Semantic Scholar; where the facts name none, one made of its identities."""
        return self.corpus or int(self.s2_hash[:7], 16)

    @property
    def s2_hash(self) -> str:
        """Its name at Semantic Scholar; where the facts name none, one made of its identities."""
        identity = self.arxiv or self.doi or self.acl or self.openreview or self.page or self.title
        return self.paper_hash or hashlib.sha1(identity.encode(), usedforsecurity=False).hexdigest()

    def identities(self) -> Iterator[tuple[str, str]]:
        """Scheme and value of each name that it can be found by."""
        for scheme in ("arxiv", "openreview", "acl"):
            if value := getattr(self, scheme):
                yield scheme, value.lower() if scheme == "acl" else value
        if self.doi:
            yield "doi", self.doi.lower()
        for address in (self.page, self.landing):
            if address:
                yield "page", place_of(address)
        if self.pdf:
            yield "pdf", place_of(self.pdf)
        yield "corpus", str(self.corpus_id)
        yield "hash", self.s2_hash


class Library:
    """The publications by their identities; read from the files on first use.

    `load` gives those that come along. `preprint` gives what arXiv says of a paper of its own, as a publication.
    """

    def __init__(
        self, load: Callable[[], Iterable[Publication]], preprint: Callable[[str], Publication | None]
    ) -> None:
        self._load = load
        self._preprint = preprint
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], Publication] | None = None
        #: When something was last published or removed.
        self.changed = datetime(2024, 1, 1, tzinfo=UTC)

    def find(self, scheme: str, value: str) -> Publication | None:
        """The publication of an identity: arxiv, doi, openreview, acl, page, pdf, corpus or hash.

        Which papers have an arXiv id, and how they are called there, is for arXiv to say.
        """
        value = value.lower() if scheme in ("doi", "acl") else value
        with self._lock:
            found = self._index().get((scheme, value))
        if scheme != "arxiv":
            return found
        told = self._preprint(value)
        if found is None or told is None:
            return told
        return replace(found, title=told.title, authors=told.authors, abstract=told.abstract, arxiv_doi=told.arxiv_doi)

    def works(self) -> list[Publication]:
        """All publications, each once."""
        with self._lock:
            return list(dict.fromkeys(self._index().values()))

    def names_code(self, place: str) -> bool:
        """Whether a publication names a repository as its code."""
        with self._lock:
            known = set(self._index().values())
        return any(one.code and place_of(one.code).lower() == place.lower() for one in known)

    def successor(self, doi: str) -> Publication | None:
        """The publication that a DOI is the preprint of."""
        with self._lock:
            known = set(self._index().values())
        return next((one for one in known if (one.preprint_doi or "").lower() == doi.lower()), None)

    def publish(self, publication: Publication) -> None:
        """Take a publication in, in place of what stood under its identities."""
        with self._lock:
            index = self._index()
            for old in {index[identity] for identity in publication.identities() if identity in index}:
                self._forget(index, old)
            index.update(dict.fromkeys(publication.identities(), publication))
            self.changed = datetime.now(UTC)

    def remove(self, publication: Publication) -> None:
        """Forget a publication."""
        with self._lock:
            self._forget(self._index(), publication)
            self.changed = datetime.now(UTC)

    def _index(self) -> dict[tuple[str, str], Publication]:
        if self._known is None:
            self._known = {}
            for publication in self._load():
                for identity in publication.identities():
                    self._known.setdefault(identity, publication)
        return self._known

    @staticmethod
    def _forget(index: dict[tuple[str, str], Publication], publication: Publication) -> None:
        for identity in publication.identities():
            if index.get(identity) == publication:
                del index[identity]


@cache
def load_publications() -> tuple[Publication, ...]:
    """The publications that come with the sandbox, papers of arXiv first."""
    found: dict[str, dict[str, Any]] = {}
    for facts in _lines("papers.jsonl"):
        doi = facts.get("doi")
        found[facts["arxiv"]] = facts | {"category": facts.pop("primary_category", None), "arxiv_doi": doi}
    for facts in _lines("publications.jsonl"):
        key = facts.get("arxiv") or f"{facts['title']} {facts.get('page')}"
        found[key] = found.get(key, {}) | facts
    return tuple(_publication(facts) for facts in found.values())


def place_of(address: str) -> str:
    """Host and path of an address, without scheme, `www.`, query and a slash at the end."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address).partition("?")[0].rstrip("/")


def given_and_family(name: str) -> tuple[str, str]:
    """Part a name: `Laurens van der Maaten` is Laurens and van der Maaten."""
    words = name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def family_first(name: str) -> str:
    """Turn a name round: `He, Kaiming`."""
    given, family = given_and_family(name)
    return f"{family}, {given}" if given else family


def parts_of(date: str) -> list[int]:
    """The numbers of a date: year, month and day as far as they are known."""
    return [int(part) for part in date.split("-")] if date else []


def slashed(date: str) -> str:
    """A date as citation tags have it: `2016/06`."""
    return date.replace("-", "/")


def _lines(name: str) -> Iterator[dict[str, Any]]:
    text = (files("bot.sandbox") / "data" / name).read_text("utf-8")
    return (json.loads(line) for line in text.splitlines())


def _publication(facts: dict[str, Any]) -> Publication:
    venue, year = facts.get("venue"), None
    if venue and (short := re.fullmatch(r"(.+) (\d{4})", venue)) and short[1] in _LONG:
        venue, year = _LONG[short[1]], short[2]
    doi = facts.get("doi") or ""
    acl = facts.get("acl") or (doi.removeprefix(_ACL) if doi.startswith(_ACL) else None)
    published = facts.get("published") or year
    more = {"authors": tuple(facts.get("authors", ())), "venue": venue, "published": published, "acl": acl}
    return Publication(**(facts | more))


_ACL: Final = "10.18653/v1/"
#: Short names as lists write them, and what they stand for.
_LONG: Final = {
    "AAAI": "Proceedings of the AAAI Conference on Artificial Intelligence",
    "ACL": "Annual Meeting of the Association for Computational Linguistics",
    "ACM MM": "ACM International Conference on Multimedia",
    "BMVC": "British Machine Vision Conference",
    "COLING": "International Conference on Computational Linguistics",
    "CVPR": "IEEE/CVF Conference on Computer Vision and Pattern Recognition",
    "EACL": "Conference of the European Chapter of the Association for Computational Linguistics",
    "ECCV": "European Conference on Computer Vision",
    "EMNLP": "Conference on Empirical Methods in Natural Language Processing",
    "Findings of ACL": "Findings of the Association for Computational Linguistics: ACL",
    "Findings of EMNLP": "Findings of the Association for Computational Linguistics: EMNLP",
    "ICCV": "IEEE/CVF International Conference on Computer Vision",
    "ICIP": "IEEE International Conference on Image Processing",
    "ICLR": "International Conference on Learning Representations",
    "ICME": "IEEE International Conference on Multimedia and Expo",
    "ICML": "International Conference on Machine Learning",
    "IJCAI": "International Joint Conference on Artificial Intelligence",
    "IJCV": "International Journal of Computer Vision",
    "IROS": "IEEE/RSJ International Conference on Intelligent Robots and Systems",
    "JMLR": "Journal of Machine Learning Research",
    "KDD": "ACM SIGKDD Conference on Knowledge Discovery and Data Mining",
    "NAACL": "Conference of the North American Chapter of the Association for Computational Linguistics",
    "NeurIPS": "Advances in Neural Information Processing Systems",
    "SIGIR": "International ACM SIGIR Conference on Research and Development in Information Retrieval",
    "TACL": "Transactions of the Association for Computational Linguistics",
    "TIP": "IEEE Transactions on Image Processing",
    "TMLR": "Transactions on Machine Learning Research",
    "TMM": "IEEE Transactions on Multimedia",
    "TOG": "ACM Transactions on Graphics",
    "TPAMI": "IEEE Transactions on Pattern Analysis and Machine Intelligence",
    "WACV": "IEEE/CVF Winter Conference on Applications of Computer Vision",
}
