"""Looking papers up: over a real connection to the sandbox's arXiv."""

import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.fetch import PaperService
from bot.papers import Paper, PaperId, Unresolved
from bot.sandbox import Sandbox
from bot.sandbox.weather import Cut, Fault, Rule, Status, Truncate, Wrong

BLIP2, INSTRUCT = PaperId("arxiv", "2301.12597"), PaperId("arxiv", "2305.06500")
NOBODY, OTHER = PaperId("arxiv", "2305.99999"), PaperId("arxiv", "2305.99998")


@pytest.fixture(scope="module")
def github() -> Iterator[Sandbox]:
    """Return a sandbox, for its arXiv."""
    with Sandbox() as github:
        yield github


@pytest.fixture
def service(github: Sandbox, tmp_path: Path) -> Iterator[PaperService]:
    """Return a service without pace and with an empty cache."""
    service = PaperService(github.arxiv_url, tmp_path, pace=0)
    yield service
    service.close()
    github.weather.clear()


def test_facts_come_back_clean(service: PaperService) -> None:
    """Title, authors, date and category are as arXiv has them, without its line breaks."""
    answer = service.look_up([INSTRUCT])[INSTRUCT]
    assert isinstance(answer, Paper)
    assert answer.title == ("InstructBLIP: Towards General-purpose Vision-Language Models with Instruction Tuning")
    assert answer.authors[:2] == ("Wenliang Dai", "Junnan Li")
    assert (answer.date or "").startswith("2023-05")
    assert answer.categories[0] == "cs.CV"
    assert not answer.withdrawn


def test_several_ids_are_one_request(service: PaperService, github: Sandbox) -> None:
    """Known, unknown and repeated ids go out in one request; other identities are not asked for."""
    before = len(github.arxiv.calls)
    doi = PaperId("doi", "10.1000/1")
    answers = service.look_up([BLIP2, NOBODY, INSTRUCT, BLIP2, doi])
    assert len(github.arxiv.calls) == before + 1
    assert isinstance(answers[BLIP2], Paper)
    assert isinstance(answers[INSTRUCT], Paper)
    assert answers[doi] == Unresolved(doi, "no-source")
    unknown = answers[NOBODY]
    assert isinstance(unknown, Unresolved)
    assert unknown.reason == "unknown"


def test_answers_are_kept_on_disk(service: PaperService, github: Sandbox, tmp_path: Path) -> None:
    """A second process with the same folder asks nothing that was answered, "unknown" included."""
    first = service.look_up([BLIP2, NOBODY])
    before = len(github.arxiv.calls)
    other = PaperService(github.arxiv_url, tmp_path, pace=0)
    assert other.look_up([BLIP2, NOBODY]) == first
    other.close()
    assert len(github.arxiv.calls) == before


def test_a_small_arxivs_silence_proves_nothing(service: PaperService, github: Sandbox, tmp_path: Path) -> None:
    """Where the arXiv holds only some papers, one that it lacks is "not-covered", in answers that were kept as well."""
    service.look_up([NOBODY])
    small = PaperService(github.arxiv_url, tmp_path, pace=0, partial=True)
    answers = small.look_up([NOBODY, OTHER, BLIP2])
    small.close()
    assert [getattr(answers[one], "reason", "") for one in (NOBODY, OTHER)] == ["not-covered", "not-covered"]
    assert isinstance(answers[BLIP2], Paper)


@pytest.mark.parametrize("cut", [Cut("before"), Cut("within"), Cut("after")], ids=str)
def test_one_cut_connection_is_no_outage(service: PaperService, github: Sandbox, cut: Cut) -> None:
    """It is asked once more, at once."""
    rule = github.weather.add(Rule("GET /arxiv/api/query", cut, nth=1))
    assert isinstance(service.look_up([BLIP2])[BLIP2], Paper)
    assert github.weather.struck(rule)
    github.weather.clear()


@pytest.mark.parametrize(
    "fault",
    [
        Status(503),
        Status(429, headers={"Retry-After": "3"}),
        Status(500),
        Cut("before"),
        Cut("within"),
        Truncate(200),
        Truncate(0),
        Wrong("html"),
        Wrong("error feed"),
        Wrong("another paper"),
    ],
    ids=str,
)
def test_weather_is_unreachable_and_not_kept(service: PaperService, github: Sandbox, fault: Fault) -> None:
    """An error, a cut connection or a wrong answer is "unreachable", and the next look asks again."""
    rule = github.weather.add(Rule("GET /arxiv/api/query", fault))
    answer = service.look_up([BLIP2])[BLIP2]
    assert isinstance(answer, Unresolved)
    assert answer.reason == "unreachable"
    assert github.weather.struck(rule)
    github.weather.clear()
    assert isinstance(service.look_up([BLIP2])[BLIP2], Paper)


def test_nobody_listening_is_unreachable(tmp_path: Path) -> None:
    """An address where nobody answers is "unreachable"."""
    service = PaperService("http://127.0.0.1:9", tmp_path, pace=0)
    answer = service.look_up([BLIP2])[BLIP2]
    service.close()
    assert isinstance(answer, Unresolved)
    assert answer.reason == "unreachable"


def test_workers_share_one_pace(github: Sandbox, tmp_path: Path) -> None:
    """However many services ask at once, their requests come one after another, the pace apart."""
    pace = 0.2
    services = [PaperService(github.arxiv_url, tmp_path, pace) for _ in range(3)]
    before = len(github.arxiv.calls)
    ids = [PaperId("arxiv", value) for value in ("2301.12597", "2305.06500", "2201.12086")]
    threads = [
        threading.Thread(target=service.look_up, args=([identity],))
        for service, identity in zip(services, ids, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for service in services:
        service.close()
    times = [call.at.timestamp() for call in github.arxiv.calls[before:]]
    assert len(times) == 3
    # The sandbox notes when it answers, we when we were answered: some milliseconds lie between.
    assert all(later - earlier >= pace * 0.9 for earlier, later in pairwise(times))
