"""The real services still speak as we read them: each is asked about one well-known paper.

The settings are the environment's: a contact and keys, as the operator has them. With those of a sandbox's small
internet (SHELVER_SMALL_INTERNET) the same questions are asked there.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.lookup import PaperService, paper_service
from bot.papers import Paper, Service, Unresolved, services
from bot.settings import read_reader_settings
from tests.online.papers import KNOWN

pytestmark = pytest.mark.online


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaperService]:
    """Return a service with nothing kept."""
    data: Path = tmp_path_factory.mktemp("answers")
    with paper_service(read_reader_settings(os.environ | {"SHELVER_DATA": str(data)})) as service:
        yield service


def _file(service: Service) -> str:
    return str(getattr(service, "__name__", "")).rpartition(".")[2]


@pytest.mark.parametrize("service", services(), ids=_file)
def test_a_service_tells_of_a_well_known_paper(papers: PaperService, service: Service) -> None:
    """Its own answer has the paper's title and year."""
    known = KNOWN[_file(service)]
    answer = papers.look_up([known.id])[known.id]
    if isinstance(answer, Unresolved):
        pytest.fail(f"{answer.source or service.NAME}: {answer.reason}; see the log for what was answered")
    told = _told(answer, service)
    assert told.title.casefold() == known.title.casefold()
    assert (told.year or (told.date or "")[:4]) == known.year


def _told(answer: Paper, service: Service) -> Paper:
    """What the service itself said."""
    parts = [part for part in answer.parts or (answer,) if part.source == service.NAME]
    assert parts, f"{service.NAME} said nothing; {answer.source} did"
    return parts[0]
