"""What is known of the list that an issue is written to; it makes reading surer, and none of it is needed."""

from dataclasses import dataclass

from bot.document import ListDocument
from bot.links import clean_url, host_of, path_of


@dataclass(frozen=True)
class ListFacts:
    """A list's headings in lower case, and its own repository as `owner/name`."""

    headings: frozenset[str] = frozenset()
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
    return ListFacts(headings, repository)
