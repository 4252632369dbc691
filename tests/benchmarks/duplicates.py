"""Whether papers that a list has are found in it, and papers that it does not have are not.

Run by hand on any lists: `python -m tests.benchmarks.duplicates LIST.md ...`; `--show` prints what was missed and each
false alarm. Every paper of a list is proposed again under other addresses of its own, then by its title alone; then it
is taken out and proposed to what is left. An entry that is found then is a false alarm, unless it shows the same
identity or the same title: lists do hold papers twice. What remains has to be read, as lists hold papers twice under
two titles as well.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import process_time

from bot.citation import Citation
from bot.document import Entry, ListDocument, decode, parse
from bot.duplicates import Found, Located, find_duplicate, identities, located_entries
from bot.links import Link
from bot.papers import PaperId, identify, url_identity
from bot.styles import skim
from bot.titles import squash

ARXIV = (
    "https://arxiv.org/abs/{}",
    "https://arxiv.org/pdf/{}",
    "https://arxiv.org/pdf/{}v3.pdf",
    "http://arxiv.org/abs/{}v3",
    "https://www.arxiv.org/abs/{}",
    "https://export.arxiv.org/abs/{}",
    "https://ar5iv.org/abs/{}",
    "https://www.alphaxiv.org/abs/{}",
    "https://papers.cool/arxiv/{}",
    "https://doi.org/10.48550/arXiv.{}",
    "https://huggingface.co/papers/{}",
    "https://www.semanticscholar.org/arxiv/{}",
)
OTHERS = {
    "doi": ("https://doi.org/{}", "http://dx.doi.org/{}", "https://www.doi.org/{}?utm_source=x"),
    "openreview": ("https://openreview.net/forum?id={}", "http://openreview.net/pdf?id={}"),
    "acl": ("https://aclanthology.org/{}/", "https://www.aclweb.org/anthology/{}.pdf"),
}


@dataclass
class Counts:
    """What was asked of one list, and what came out."""

    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    seconds: float = 0.0


def other_addresses(paper: PaperId) -> Iterator[str]:
    """Addresses of a paper: its own in other spellings, mirrors and readers."""
    if paper.scheme == "arxiv":
        yield from (form.format(paper.value) for form in ARXIV)
    elif paper.scheme == "url":
        rest = paper.value.removeprefix("https://")
        yield from (f"http://{rest}", f"https://www.{rest}", f"https://{rest}#top")
    else:
        yield from (form.format(paper.value) for form in OTHERS[paper.scheme])


def papers_of(text: str) -> list[PaperId]:
    """The identities of papers that an entry shows; other pages are none."""
    return [paper for paper in identities(text) if paper.scheme != "url" or identify(paper.value)]


def without(document: ListDocument, entry: Entry) -> ListDocument:
    """A list that lacks an entry."""
    return replace(
        document,
        sections=tuple(
            replace(section, entries=tuple(one for one in section.entries if one is not entry))
            if entry in section.entries
            else section
            for section in document.sections
        ),
    )


def is_one_paper(found: Found, said: Citation, shown: list[PaperId]) -> bool:
    """Whether an entry shows one of a paper's identities, or its title."""
    theirs = skim(found.entry)
    titled = theirs is not None and squash(theirs.title) == squash(said.title)
    return titled or not set(shown).isdisjoint(identities(found.entry.text))


def measure(document: ListDocument) -> Counts:
    """Ask for each paper of a list."""
    counts = Counts()
    for located in located_entries(document):
        said, shown = skim(located.entry), papers_of(located.entry.text)
        if said is not None and said.title and shown:
            ask_by_address(document, located, shown[0], counts)
            ask_by_title(document, located, replace(said, links=()), shown, counts)
    return counts


def ask_by_address(document: ListDocument, located: Located, paper: PaperId, counts: Counts) -> None:
    """Propose a paper under other addresses, whatever its title."""
    for url in other_addresses(paper):
        counts.asked["address"] += 1
        citation = Citation("Another title", links=(Link("abstract", url),))
        found = find_duplicate(document, citation, [identify(url) or url_identity(url)])
        if found is not None and found.sure == "same" and paper in identities(found.entry.text):
            counts.found["address"] += 1
        else:
            counts.told.append(f"missed by address: {url}, line {located.line}")


def ask_by_title(
    document: ListDocument, located: Located, said: Citation, shown: list[PaperId], counts: Counts
) -> None:
    """Propose a paper by its title, to the list and to what is left of the list without it."""
    counts.asked["title"] += 1
    start = process_time()
    found = find_duplicate(document, said)
    counts.seconds += process_time() - start
    if found is not None and is_one_paper(found, said, shown):
        counts.found[found.sure] += 1
    else:
        counts.told.append(f"missed by title: {said.title}, line {located.line}")
    found = find_duplicate(without(document, located.entry), said)
    if found is not None and not is_one_paper(found, said, shown):
        counts.found[f"alarm {found.sure}"] += 1
        counts.told.append(f"alarm ({found.sure}), lines {located.line} and {found.line}: {said.title}")


def main(arguments: list[str]) -> int:
    """Print a line of figures for each list and all together; 1 where a paper was missed."""
    total = Counts()
    print("addresses  missed   titles    same  perhaps  missed  alarms: same  perhaps  per 1,000  ms/title  list")
    for name in [argument for argument in arguments if argument != "--show"]:
        counts = measure(parse(decode(Path(name).read_bytes())))
        tell(counts, Path(name).name)
        for line in counts.told if "--show" in arguments else ():
            print("    " + line)
        total.asked += counts.asked
        total.found += counts.found
        total.seconds += counts.seconds
    tell(total, "all")
    return int(total.found["address"] < total.asked["address"])


def tell(counts: Counts, name: str) -> None:
    """Print one line of figures."""
    asked, found = counts.asked, counts.found
    titles = asked["title"] or 1
    alarms = found["alarm same"] + found["alarm perhaps"]
    print(
        f"{asked['address']:9}  {asked['address'] - found['address']:6}  {asked['title']:7}"
        f"  {found['same']:6}  {found['perhaps']:7}  {asked['title'] - found['same'] - found['perhaps']:6}"
        f"  {found['alarm same']:12}  {found['alarm perhaps']:7}  {alarms * 1000 / titles:9.2f}"
        f"  {counts.seconds * 1000 / titles:8.1f}  {name}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
