"""Looking papers up: over a real connection to the services of the sandbox's small internet."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot import lookup
from bot.lookup import PaperService, paper_service
from bot.papers import Paper, PaperId, Reason, Unresolved
from bot.sandbox import Sandbox
from bot.sandbox.internet import Publication
from bot.sandbox.weather import Cut, Fault, Rule, Status, Truncate, Wrong
from bot.settings import PaperSettings, ReaderSettings
from tests.builders import looking_up, paper_settings

BLIP2, INSTRUCT = PaperId("arxiv", "2301.12597"), PaperId("arxiv", "2305.06500")
NOBODY, OTHER = PaperId("arxiv", "2305.99999"), PaperId("arxiv", "2305.99998")
RESNET, RESNET_DOI = PaperId("arxiv", "1512.03385"), PaperId("doi", "10.1109/cvpr.2016.90")
BERT = PaperId("acl", "N19-1423")
NO_DOI = PaperId("doi", "10.1000/none")


@pytest.fixture(scope="module")
def github() -> Iterator[Sandbox]:
    """Return a sandbox, for its internet."""
    with Sandbox() as github:
        yield github


@pytest.fixture
def service(github: Sandbox, tmp_path: Path) -> Iterator[PaperService]:
    """Return a service without pace and with nothing kept."""
    with looking_up(github, tmp_path) as service:
        yield service
    github.weather.clear()


def _reason(answer: Paper | Unresolved) -> Reason:
    assert isinstance(answer, Unresolved)
    return answer.reason


def _paper(answer: Paper | Unresolved) -> Paper:
    assert isinstance(answer, Paper), answer
    return answer


def _visits(github: Sandbox, host: str) -> int:
    return sum(visit.host == host for visit in github.internet.calls)


def _a_month_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything that is kept be too old."""
    monkeypatch.setattr(lookup, "_KEEP_FACTS", timedelta(0))
    monkeypatch.setattr(lookup, "_KEEP_UNKNOWN", timedelta(0))


def test_facts_come_back_clean(service: PaperService) -> None:
    """Title, authors, date and category are as arXiv has them, without its line breaks."""
    answer = _paper(service.look_up([INSTRUCT])[INSTRUCT])
    assert answer.title == ("InstructBLIP: Towards General-purpose Vision-Language Models with Instruction Tuning")
    assert answer.authors[:2] == ("Wenliang Dai", "Junnan Li")
    assert (answer.date or "").startswith("2023-05")
    assert answer.categories[0] == "cs.CV"
    assert not answer.withdrawn


def test_several_ids_are_one_request(service: PaperService, github: Sandbox) -> None:
    """Known, unknown and repeated ids go out in one request, where the service takes several."""
    before = len(github.arxiv.calls)
    answers = service.look_up([BLIP2, NOBODY, INSTRUCT, BLIP2])
    assert len(github.arxiv.calls) == before + 1
    assert isinstance(answers[BLIP2], Paper)
    assert isinstance(answers[INSTRUCT], Paper)
    assert _reason(answers[NOBODY]) == "unknown"


def test_one_identity_leads_to_the_others(service: PaperService, github: Sandbox) -> None:
    """A DOI that arXiv tells leads to Crossref, which knows the venue; all of it is one record with its sources."""
    arxiv, doi = PaperId("arxiv", "2401.00001"), PaperId("doi", "10.1000/seeing")
    github.internet.publish(
        Publication(
            "Seeing Things",
            ("Ada Lovelace",),
            date="2024-01-01",
            arxiv=arxiv.value,
            arxiv_doi=doi.value,
            doi=doi.value,
            venue="Proceedings of the Conference on Sight",
            published="2024-06",
        )
    )
    paper = _paper(service.look_up([arxiv])[arxiv])
    assert paper.id == arxiv
    assert {arxiv, doi} <= set(paper.ids)
    assert {part.source for part in paper.parts} >= {"arXiv", "Crossref"}
    assert paper.venue


def test_an_index_with_a_key_joins_identities(github: Sandbox, tmp_path: Path) -> None:
    """Without the operator's key it is not asked about papers that somebody else knows."""
    with looking_up(github, tmp_path / "without") as service:
        assert _paper(service.look_up([RESNET])[RESNET]).ids == (RESNET,)
    settings = replace(paper_settings(github), keys={"semanticscholar": "my key"})
    with paper_service(ReaderSettings(github.base_url, settings, tmp_path)) as service:
        answers = service.look_up([RESNET, RESNET_DOI])
    for answer in map(_paper, answers.values()):
        assert {RESNET, RESNET_DOI} <= set(answer.ids)
        assert {part.source for part in answer.parts} >= {"arXiv", "Crossref", "Semantic Scholar"}
        assert answer.year == "2016"


def test_the_anthology_is_asked_for_its_own(service: PaperService) -> None:
    """An id of the Anthology is looked up there, and its venue is told."""
    answer = _paper(service.look_up([BERT])[BERT])
    assert "the ACL Anthology" in answer.source
    assert answer.venue
    assert answer.year == "2019"


def test_datacite_is_asked_where_crossref_knows_nothing(service: PaperService) -> None:
    """A DOI of Zenodo's is looked up at DataCite; one that nobody has is unknown to both, by name."""
    zenodo = PaperId("doi", "10.5281/zenodo.5143773")
    answers = service.look_up([zenodo, NO_DOI])
    assert _paper(answers[zenodo]).title == "OpenCLIP"
    nobody = answers[NO_DOI]
    assert isinstance(nobody, Unresolved)
    assert (nobody.reason, nobody.source) == ("unknown", "Crossref and DataCite")


def test_a_page_tells_by_its_meta_tags(service: PaperService) -> None:
    """A paper that has nothing but a page is looked up there."""
    page = "url:https://openaccess.thecvf.com/content_cvpr_2016/html/He_Deep_Residual_Learning_CVPR_2016_paper.html"
    identity = PaperId("url", page.removeprefix("url:"))
    answer = _paper(service.look_up([identity])[identity])
    assert answer.title == "Deep Residual Learning for Image Recognition"
    assert answer.authors[0] == "Kaiming He"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://alive.example/", "no-source"),
        ("https://dead.example/404", "no-source"),
        ("https://robots.example/403", "no-source"),
        ("https://no-such-site.example/", "no-source"),
        ("https://127.0.0.1/", "no-source"),
        ("https://localhost/latest/meta-data", "no-source"),
    ],
)
def test_a_page_that_tells_nothing_blocks_nobody(service: PaperService, url: str, reason: Reason) -> None:
    """A page without facts, one that is gone, one that wants no robots, one that must not be fetched."""
    assert _reason(service.look_up([PaperId("url", url)])[PaperId("url", url)]) == reason


def test_answers_are_kept_on_disk(service: PaperService, github: Sandbox, tmp_path: Path) -> None:
    """A second process with the same folder asks nothing that was answered, "unknown" included."""
    asked = [BLIP2, NOBODY, RESNET_DOI, NO_DOI]
    first = service.look_up(asked)
    before = len(github.arxiv.calls), len(github.internet.calls)
    with looking_up(github, tmp_path) as other:
        assert other.look_up(asked) == first
    assert (len(github.arxiv.calls), len(github.internet.calls)) == before


def test_what_has_not_changed_is_not_sent_again(
    service: PaperService, github: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that is too old is asked for on condition that it changed."""
    first = service.look_up([BERT])[BERT]
    _a_month_later(monkeypatch)
    assert service.look_up([BERT])[BERT] == first
    again = [visit for visit in github.internet.calls if visit.host == "aclanthology.org"][-1]
    assert again.status == 304


def test_facts_that_were_told_once_outlive_bad_weather(
    service: PaperService, github: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who does not answer today said something once: that is better than nothing."""
    first = service.look_up([RESNET_DOI])[RESNET_DOI]
    _a_month_later(monkeypatch)
    rule = github.weather.add(Rule("GET api.crossref.org/works/*", Status(503)))
    assert _paper(service.look_up([RESNET_DOI])[RESNET_DOI]).title == _paper(first).title
    assert github.weather.struck(rule)


def test_small_services_silence_proves_nothing(service: PaperService, github: Sandbox, tmp_path: Path) -> None:
    """Where the services hold only some papers, one that they lack is "not-covered", in answers that were kept too."""
    service.look_up([NOBODY])
    with looking_up(github, tmp_path, partial=True) as small:
        answers = small.look_up([NOBODY, OTHER, BLIP2, NO_DOI])
    assert [_reason(answers[one]) for one in (NOBODY, OTHER, NO_DOI)] == ["not-covered"] * 3
    assert isinstance(answers[BLIP2], Paper)


@pytest.mark.parametrize("cut", [Cut("before"), Cut("within"), Cut("after")], ids=str)
def test_one_cut_connection_is_no_outage(service: PaperService, github: Sandbox, cut: Cut) -> None:
    """It is asked once more, at once."""
    rule = github.weather.add(Rule("GET /arxiv/api/query", cut, nth=1))
    assert isinstance(service.look_up([BLIP2])[BLIP2], Paper)
    assert github.weather.struck(rule)


@pytest.mark.parametrize(
    "fault",
    [
        Status(503),
        Status(429),
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
    assert _reason(answer) == "unreachable"
    assert isinstance(answer, Unresolved)
    assert answer.source == "arXiv"
    assert github.weather.struck(rule)
    github.weather.clear()
    assert isinstance(service.look_up([BLIP2])[BLIP2], Paper)


def test_a_service_that_asks_for_a_rest_has_it(service: PaperService, github: Sandbox, tmp_path: Path) -> None:
    """Until then nobody asks it, in no process; whoever looks is told when that is."""
    github.weather.add(Rule("GET /arxiv/api/query", Status(429, headers={"Retry-After": "300"})))
    service.look_up([BLIP2])
    github.weather.clear()
    before = len(github.arxiv.calls)
    with looking_up(github, tmp_path) as other:
        answer = other.look_up([BLIP2])[BLIP2]
    assert isinstance(answer, Unresolved)
    assert answer.again
    assert timedelta(seconds=200) < answer.again - datetime.now(UTC) <= timedelta(seconds=300)
    assert len(github.arxiv.calls) == before


def test_the_outage_of_a_service_that_need_not_know_holds_nobody_up(service: PaperService, github: Sandbox) -> None:
    """Crossref and DataCite know no such DOI; that Semantic Scholar is down changes nothing about it."""
    github.weather.add(Rule("GET api.semanticscholar.org/*", Status(503)))
    assert _reason(service.look_up([NO_DOI])[NO_DOI]) == "unknown"


def test_the_outage_of_one_that_could_know_leaves_it_open(service: PaperService, github: Sandbox) -> None:
    """Whether DataCite has the paper nobody can say while it is down."""
    github.weather.add(Rule("GET api.datacite.org/*", Status(503)))
    answer = service.look_up([NO_DOI])[NO_DOI]
    assert isinstance(answer, Unresolved)
    assert (answer.reason, answer.source) == ("unreachable", "DataCite")


def test_nobody_listening_is_unreachable(tmp_path: Path) -> None:
    """An address where nobody answers is "unreachable"."""
    settings = PaperSettings({"arxiv": "http://127.0.0.1:9"}, pace=0)
    with paper_service(ReaderSettings("http://127.0.0.1:9", settings, tmp_path)) as service:
        assert _reason(service.look_up([BLIP2])[BLIP2]) == "unreachable"


def test_an_operators_key_goes_to_its_service_alone(github: Sandbox, tmp_path: Path) -> None:
    """The key is sent where it belongs, and nobody else sees it."""
    settings = replace(paper_settings(github), keys={"semanticscholar": "my key"}, contact="me@example.org")
    with paper_service(ReaderSettings(github.base_url, settings, tmp_path)) as service:
        service.look_up([NO_DOI])
    visits = github.internet.calls[-3:]
    sent = {visit.host: visit.headers.get("x-api-key") for visit in visits}
    assert sent == {"api.crossref.org": None, "api.datacite.org": None, "api.semanticscholar.org": "my key"}
    assert all("mailto:me@example.org" in visit.headers["user-agent"] for visit in visits)


def test_one_wrong_id_spoils_nothing(service: PaperService) -> None:
    """Where a service refuses all for the sake of one, each is asked alone."""
    wrong = PaperId("arxiv", "not-an-id")
    answers = service.look_up([BLIP2, wrong])
    assert isinstance(answers[BLIP2], Paper)
    assert _reason(answers[wrong]) == "unknown"


def test_workers_share_one_pace(github: Sandbox, tmp_path: Path) -> None:
    """However many services ask at once, their requests come one after another, the pace apart."""
    pace = 0.2
    settings = replace(paper_settings(github), pace=pace / 3)
    before = len(github.arxiv.calls)
    ids = [PaperId("arxiv", value) for value in ("2301.12597", "2305.06500", "2201.12086")]

    def ask(identity: PaperId) -> Callable[[], None]:
        def run() -> None:
            with paper_service(ReaderSettings(github.base_url, settings, tmp_path)) as service:
                service.look_up([identity])

        return run

    threads = [threading.Thread(target=ask(identity)) for identity in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = [call.at.timestamp() for call in github.arxiv.calls[before:]]
    assert len(times) == 3
    # The sandbox notes when it answers, we when we were answered: some milliseconds lie between.
    assert all(later - earlier >= pace * 0.9 for earlier, later in pairwise(times))
