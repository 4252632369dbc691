"""What is known of the list that an issue is written to; it makes reading surer, and none of it is needed."""

from dataclasses import dataclass

from bot.document import ListDocument
from bot.links import clean_url, host_of, path_of
from bot.papers import PaperId, identify
from bot.submission.addresses import bare_addresses


@dataclass(frozen=True)
class ListFacts:
    """A list's headings in lower case, the papers it holds, and its own repository as `owner/name`."""

    headings: frozenset[str] = frozenset()
    ids: frozenset[PaperId] = frozenset()
    repository: str | None = None

    def is_list_itself(self, url: str) -> bool:
        """Whether an address leads to the list's own repository."""
        if self.repository is None or host_of(url) not in ("github.com", "raw.githubusercontent.com"):
            return False
        path = path_of(clean_url(url)).strip("/").casefold() + "/"
        return path.startswith(self.repository.casefold() + "/")


def facts_of(document: ListDocument, repository: str | None = None) -> ListFacts:
    """Gather the facts of a parsed list."""
    headings = frozenset(section.path[-1].casefold() for section in document.sections if section.path)
    ids = {
        identity
        for section in document.sections
        for entry in section.entries
        for _, _, url, _ in bare_addresses(entry.text, ())
        if (identity := identify(url))
    }
    return ListFacts(headings, frozenset(ids), repository)
