"""A BibTeX record: the paper that it cites.

The fields that name preprints are arXiv's own: https://info.arxiv.org/help/hypertex/bibstyles.html.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.bibtex import plain_value, read_fields
from bot.links import clean_url
from bot.papers import PaperId, identify
from bot.papers.arxiv import find_ids


@dataclass(frozen=True)
class Record:
    """What a record says. `url` is an address that it gives and that is no paper's own."""

    title: str | None
    ids: tuple[PaperId, ...] = ()
    url: str | None = None
    year: str | None = None


def read_record(text: str) -> Record:
    """Read the fields of one record; what is broken in it is left out."""
    said = read_fields(text)
    fields = {name: _bare(value) for name, value in said.items()}
    ids: list[PaperId] = []
    eprint = fields.get("eprint", "")
    if eprint and (identity := identify(f"https://arxiv.org/abs/{eprint.removeprefix('arXiv:')}")):
        ids.append(identity)
    for name in ("journal", "note", "eprint", "howpublished", "archiveprefix", "volume", "number"):
        ids += [identity for _, _, identity in find_ids(fields.get(name, ""))]
    url: str | None = None
    for name in ("doi", "url", "ee", "link", "howpublished", "note"):
        value = fields.get(name, "")
        found = _ADDRESS.search(value)
        address = found[0] if found else ("https://doi.org/" + value if name == "doi" and value else "")
        if not address:
            continue
        if identity := identify(address):
            ids.append(identity)
        elif url is None:
            url = clean_url(address)
    year = fields.get("year", "")
    return Record(
        plain_value(said.get("title", "")) or None, tuple(dict.fromkeys(ids)), url, year if year.isdigit() else None
    )


_ADDRESS: Final = re.compile(r"https?://[^\s{}\"\\]+")
_WRAPPER: Final = re.compile(r"\\(?:url|href|texttt|path)\b\s?|\\(?=[&_%#~])|[{}]")


def _bare(value: str) -> str:
    """A field's value without what TeX needs around an address."""
    return " ".join(_WRAPPER.sub("", value).split())
