"""Notes of OpenReview: what one says of the paper that it is, in the shapes of both of its interfaces.

The fields of a note: https://docs.openreview.net/reference/api-v2/entities/note/fields. Since version 2 each field of
`content` is an object with a `value`; before it was the value itself. Whether a paper was accepted is told by its
`venue` and `venueid` alone: `ICLR 2023 poster` in `ICLR.cc/2023/Conference` was, `Submitted to ICLR 2023` in
`ICLR.cc/2023/Conference/Rejected_Submission` was not. Before 2021 only the BibTeX record in the note told it.
Both are made by https://github.com/openreview/openreview-py/blob/master/openreview/tools.py (`decision_to_venue`,
`generate_bibtex`); the words of TMLR and of withdrawn papers were seen in answers, no page lists them.
"""

import re
from typing import Final, TypedDict

from bot.answers import AnotherPaperError, Facts, SourceError, TurnedAwayError, read_object
from bot.bibtex import plain_value, read_fields
from bot.dates import date_at, year_in
from bot.links import Link
from bot.names import people, plain_name
from bot.plain import plain_abstract, plain_title
from bot.preprints import is_preprint_server


class Note(TypedDict):
    """The facts of a note, under the names that a paper gives them."""

    title: str
    authors: tuple[str, ...]
    date: str | None
    abstract: str
    venue: str | None
    year: str | None
    links: tuple[Link, ...]
    withdrawn: bool


def find_note(body: bytes, service: str, value: str) -> Facts | None:
    """The note of an id in an answer; None where the service has none that guests may see, or one that is no paper.

    Raises SourceError where the answer is no list of notes, or has another note only.
    """
    answer = read_object(body, service)
    if answer.text("name") in _HIDDEN:
        return None
    if answer.text("name") == "ChallengeRequiredError":
        msg = f"{service} wants a proof that a human is asking, which nobody can give here"
        raise TurnedAwayError(msg)
    if not isinstance(answer.raw("notes"), list):
        msg = f"{service} answered without notes: {answer.text('message') or body[:80]!r}"
        raise SourceError(msg)
    if not answer.many("notes"):
        return None
    note = next((note for note in answer.each("notes") if note.text("id") == value), None)
    if note is None:
        msg = f"{service} answered with another note than {value}, which was asked for"
        raise AnotherPaperError(msg)
    is_paper = note.text("forum") in ("", value) and plain_title(_content(note).text("title"))
    return note if is_paper else None


def read_note(note: Facts) -> Note:
    """What a note says; what it hides is empty."""
    content = _content(note)
    status = f"{content.text('venue')} {content.text('venueid').replace('_', ' ').replace('/', ' ')}"
    venue, year = _venue(content, status)
    # What the page shows: the day it became public, else that of its publication, else that of its making.
    days = (date_at(note.raw(name)) for name in ("odate", "pdate", "cdate", "tcdate"))
    published = date_at(note.raw("pdate")) or date_at(note.raw("odate"))
    return Note(
        title=plain_title(content.text("title")),
        authors=_authors(content),
        date=next((day for day in days if day), None),
        abstract=plain_abstract(content.text("abstract")),
        venue=venue or None,
        year=(year or (published or "")[:4] or None) if venue else None,
        links=_links(note, content),
        withdrawn=bool(_WITHDRAWN.search(status)),
    )


def same_paper(note: Facts) -> list[str]:
    """Addresses at which a note says that its own paper stands: those of notes imported from elsewhere."""
    content = _content(note)
    found = [content.text(name) for name in ("html", "ee", "arxiv", "doi")]
    return [address for address in found if address]


def _content(note: Facts) -> Facts:
    """The content of a note with each field as its value."""
    content = note.raw("content")
    fields = content if isinstance(content, dict) else {}
    return Facts({name: field.get("value") if isinstance(field, dict) else field for name, field in fields.items()})


def _venue(content: Facts, status: str) -> tuple[str, str | None]:
    """Where a paper was accepted, and the year in its name; empty where it was not."""
    if _NOT_ACCEPTED.search(status):
        return "", None
    if said := plain_title(content.text("venue")):
        # A note imported from DBLP names the journal CoRR, which is arXiv.
        return "" if is_preprint_server(said) else _ACCEPTED_BY.sub("", said), year_in(status)
    record = content.text("_bibtex")
    if not _ACCEPTED_RECORD.match(record):
        return "", None
    fields = read_fields(record)
    if _NOT_ACCEPTED.search(f"{fields.get('booktitle')} {fields.get('note')} {fields.get('author')}"):
        return "", None
    return plain_value(fields.get("booktitle", "")), year_in(fields.get("year", ""))


def _authors(content: Facts) -> tuple[str, ...]:
    # Since 2026 an author can be an object of name and profile.
    names = content.texts("authors") or [each.text("fullname") or each.text("name") for each in content.each("authors")]
    return people(map(plain_name, names))


def _links(note: Facts, content: Facts) -> tuple[Link, ...]:
    links = []
    forum = note.text("forum") or note.text("id")
    pdf = content.text("pdf")
    if pdf.startswith("/") and _ID.fullmatch(forum):
        links.append(Link("pdf", f"https://openreview.net/pdf?id={forum}"))
    elif _ADDRESS.fullmatch(pdf):
        links.append(Link("pdf", pdf))
    # A name with a link in Markdown, or the link alone.
    for name in ("code", "code_link", "software", "source_code"):
        if found := _ADDRESS.search(content.text(name)):
            links.append(Link("code", found[0].rstrip(".,;)")))
            break
    return tuple(links)


#: Names of errors that say that there is no such note for us.
_HIDDEN: Final = frozenset(("ForbiddenError", "NotFoundError"))
_NOT_ACCEPTED: Final = re.compile(
    r"\b(?:submitted|submissions?|withdrawn|reject(?:ed|ion)?|under review|(?:decision )?pending|blind|retracted"
    r"|not accepted|deleted|anonymous|preprint)\b",
    re.IGNORECASE,
)
_WITHDRAWN: Final = re.compile(r"\b(?:withdrawn|retracted)\b", re.IGNORECASE)
#: Rejected papers have `@misc` records.
_ACCEPTED_RECORD: Final = re.compile(r"\s*@inproceedings\b", re.IGNORECASE)
_ACCEPTED_BY: Final = re.compile(r"^accepted (?:by|at|to|for)\s+", re.IGNORECASE)
_ID: Final = re.compile(r"[\w-]{5,40}")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'()\[\]{}\\]{3,500}")
