"""Looking papers up: over a real connection to the services of the sandbox's small internet."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from unittest.mock import ANY

import pytest
from sqlalchemy import select

from bot import lookup, turns
from bot.fetch import Answer, Caps, Fetcher, FetchError
from bot.lookup import PaperService, paper_service
from bot.papers import Paper, PaperId, Reason, Unresolved, arxiv, crossref, semanticscholar
from bot.sandbox import Sandbox
from bot.sandbox.internet import Publication, moved
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


# What strangers do to a look


#: An address at Crossref that no paper has, as a stranger may find one that fails.
AT_CROSSREF = PaperId("url", "https://api.crossref.org/heavy?query=everything")


def test_no_strangers_address_puts_a_service_to_rest(service: PaperService, github: Sandbox) -> None:
    """What fails at a service's host but is not the service's own question is the address's fault alone."""
    github.weather.add(Rule("GET api.crossref.org/heavy", Status(503, headers={"Retry-After": "900"})))
    answers = service.look_up([AT_CROSSREF])
    assert _reason(answers[AT_CROSSREF]) == "unreachable"
    assert isinstance(service.look_up([RESNET_DOI])[RESNET_DOI], Paper)


def test_no_host_goes_by_a_services_name(service: PaperService, github: Sandbox) -> None:
    """A host whose whole name is that of a service is another one, also where a redirect leads to it."""
    github.internet.place("https://sly.example/", moved("http://crossref/"))
    github.weather.add(Rule("GET crossref/", Status(503, headers={"Retry-After": "900"})))
    sly = PaperId("url", "https://sly.example/")
    assert _reason(service.look_up([sly])[sly]) == "unreachable"
    github.weather.clear()
    before = _visits(github, "api.crossref.org")
    service.look_up([NO_DOI])
    assert _visits(github, "api.crossref.org") == before + 1


def test_a_service_at_rest_leaves_strangers_addresses_alone(service: PaperService, github: Sandbox) -> None:
    """Its rest is its own, not that of whoever else is at its host."""
    github.weather.add(Rule("GET api.crossref.org/works/*", Status(503, headers={"Retry-After": "900"})))
    service.look_up([RESNET_DOI])
    before = _visits(github, "api.crossref.org")
    service.look_up([AT_CROSSREF, RESNET_DOI])
    assert _visits(github, "api.crossref.org") == before + 1


def test_whoever_leads_on_is_not_blamed(service: PaperService, github: Sandbox) -> None:
    """A shortener of addresses is well though a stranger's short address leads to a host that is not."""
    github.internet.place("https://short.example/broken", moved("http://broken.example/503"))
    github.internet.place("https://short.example/tagged", moved("http://lab.example/paper"))
    broken, tagged = (PaperId("url", f"https://short.example/{name}") for name in ("broken", "tagged"))
    answer = service.look_up([broken])[broken]
    assert isinstance(answer, Unresolved)
    assert answer.again
    assert answer.again > datetime.now(UTC)
    assert isinstance(service.look_up([tagged])[tagged], Paper)
    other = PaperId("url", "http://broken.example/500")
    assert service.look_up([other])[other] == replace(answer, id=other, asked=ANY)


def test_redirects_go_no_faster_than_anybody(service: PaperService, github: Sandbox) -> None:
    """Many hosts of a stranger's that all lead to one host do not make us hurry there: its turn is taken on the way."""
    github.internet.place("https://one.example/", moved("http://lab.example/paper"))
    identity = PaperId("url", "https://one.example/")
    slow = turns.Turns(service.client.turns._database, patience=0.0)
    with slow.take("lab.example", 60, "lab.example"):
        service.client.turns = slow
        assert _reason(service.look_up([identity])[identity]) == "queued"


@pytest.mark.parametrize(
    "url",
    [
        "http://[", "http://[::1", "https://", "no address", "http://a b.example/", "https://user:word@lab.example/",
        "https://lab.example:22/", "https://" + "a" * 9000 + ".example/", "http://\x00.example/", "ftp://lab.example/",
        "https://lab.example/\ud800", "https://..example/",
    ],
    ids=ascii,
)  # fmt: skip
def test_what_is_no_address_is_asked_of_nobody(service: PaperService, github: Sandbox, url: str) -> None:
    """It leads to no error, to no request, and to no row among the turns."""
    before = len(github.internet.calls)
    answer = service.look_up([PaperId("url", url)])[PaperId("url", url)]
    assert _reason(answer) == "no-source"
    assert len(github.internet.calls) == before
    with service.client.turns._database.engine.connect() as connection:
        assert connection.execute(select(turns._TABLE)).all() == []


@pytest.mark.parametrize("doi", ["10.1/" + "x" * 9000, "10.1/\ud800", "10.1/../../admin?x=y#z", "10.1/\r\nHost: x"])
def test_no_id_reaches_beyond_its_service(service: PaperService, github: Sandbox, doi: str) -> None:
    """An id that cannot be asked about harms nobody, and none leads to another path or header."""
    before = len(github.internet.calls)
    answers = service.look_up([PaperId("doi", doi), RESNET_DOI])
    assert isinstance(answers[PaperId("doi", doi)], Unresolved)
    assert isinstance(answers[RESNET_DOI], Paper)
    for visit in github.internet.calls[before:]:
        assert visit.path.startswith(("/works/10.", "/dois/10.", "/graph/v1/paper/DOI:10."))
        assert "x" not in visit.headers.get("host", "").split(".")


@pytest.mark.parametrize("error", [KeyError("surprise"), RecursionError(), AttributeError("x"), UnicodeError("y")])
def test_an_answer_that_we_stumble_over_stops_nobody(
    service: PaperService, github: Sandbox, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Strangers write what services tell: a fault of ours in reading it costs that one paper's facts, for now."""
    parse = arxiv.parse

    def stumble(body: bytes, ids: Sequence[PaperId]) -> dict[PaperId, Paper]:
        if INSTRUCT in ids:
            raise error
        return parse(body, ids)

    monkeypatch.setattr(arxiv, "parse", stumble)
    answers = service.look_up([BLIP2, INSTRUCT, RESNET_DOI])
    assert _reason(answers[INSTRUCT]) == "no-source"
    assert isinstance(answers[BLIP2], Paper)
    assert isinstance(answers[RESNET_DOI], Paper)
    monkeypatch.undo()
    assert isinstance(service.look_up([INSTRUCT])[INSTRUCT], Paper)


def test_a_record_that_is_too_large_is_no_outage(service: PaperService, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who deposits a work with endless metadata does not put the service to rest for all others."""
    monkeypatch.setattr(service.client.turns, "failed", pytest.fail)
    monkeypatch.setattr(service.client.fetcher, "_caps", Caps(body=100))
    assert _reason(service.look_up([RESNET_DOI])[RESNET_DOI]) == "no-source"


@pytest.mark.parametrize(
    "fault",
    [
        Status(400, body="no such thing"),
        Status(414, body="too long"),
        Status(422, body="{}"),
        Status(200, body='{"message": {"DOI": "10.1000/prime", "title": ["Prime"]}}'),
    ],
    ids=str,
)
def test_an_id_that_a_service_takes_amiss_is_no_outage(
    service: PaperService, github: Sandbox, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    """A question that is not understood, and a DOI whose record stands under another one, concern that paper alone."""
    monkeypatch.setattr(service.client.turns, "failed", pytest.fail)
    github.weather.add(Rule("GET api.crossref.org/*", fault))
    assert _reason(service.look_up([NO_DOI])[NO_DOI]) == "no-source"


def test_unknown_is_said_only_where_all_said_so(service: PaperService, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one that should know a paper cannot be read, the others' silence proves nothing."""

    def stumble(body: bytes, ids: Sequence[PaperId]) -> dict[PaperId, Paper]:
        raise ZeroDivisionError

    monkeypatch.setattr(crossref, "parse", stumble)
    monkeypatch.setattr(semanticscholar, "parse", lambda body, ids: {})
    assert _reason(service.look_up([RESNET_DOI])[RESNET_DOI]) == "no-source"


def test_a_service_that_leads_into_a_private_network_is_down(service: PaperService, github: Sandbox) -> None:
    """As it is behind a gate that asks for a password first; nothing there is asked."""
    github.weather.add(Rule("GET api.crossref.org/*", Status(302, headers={"Location": "http://10.0.0.1/login"})))
    answer = service.look_up([NO_DOI])[NO_DOI]
    assert isinstance(answer, Unresolved)
    assert (answer.reason, answer.source) == ("unreachable", "Crossref")


# Time


def test_a_look_ends_though_everybody_is_slow(service: PaperService, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty pages that drip cost a minute together, not twenty seconds each; the others come at a later look."""
    clock, asked = [0.0], []
    monkeypatch.setattr(lookup, "monotonic", lambda: clock[0])

    def drip(fetcher: Fetcher, target: object, *rest: object) -> Answer:
        asked.append(target)
        clock[0] += Caps().seconds
        raise FetchError("slow", "a byte a second")

    monkeypatch.setattr(Fetcher, "_one", drip)
    ids = [PaperId("url", f"https://slow{number}.example/") for number in range(40)]
    reasons = Counter(_reason(answer) for answer in service.look_up(ids).values())
    assert clock[0] <= 60
    assert reasons == {"unreachable": len(asked), "queued": 40 - len(asked)}


def test_what_is_kept_needs_no_time(service: PaperService) -> None:
    """A look without a second tells what is known, and that the rest is for later."""
    first = service.look_up([BLIP2])
    answers = service.look_up([BLIP2, INSTRUCT], seconds=0)
    assert answers[BLIP2] == first[BLIP2]
    assert _reason(answers[INSTRUCT]) == "queued"


# What is kept


def test_old_answers_and_turns_are_forgotten(
    service: PaperService, github: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is older than two lifetimes goes; what may still be told stays."""
    service.look_up([BLIP2])
    service.forget_old()
    before = len(github.arxiv.calls)
    service.look_up([BLIP2])
    assert len(github.arxiv.calls) == before
    monkeypatch.setattr(lookup, "_KEEP_FACTS", timedelta(0))
    monkeypatch.setattr(turns, "_KEPT", -10.0)
    service.forget_old()
    assert service.client.cache.get("arxiv", BLIP2) is None
    with service.client.turns._database.engine.connect() as connection:
        assert connection.execute(select(turns._TABLE)).all() == []


@pytest.mark.parametrize(
    "identity",
    [
        BLIP2,
        NOBODY,
        RESNET_DOI,
        NO_DOI,
        BERT,
        PaperId("openreview", "di52zR8xgf"),
        PaperId("url", "https://alive.example/"),
    ],
    ids=str,
)
def test_one_paper_costs_a_few_requests(service: PaperService, github: Sandbox, identity: PaperId) -> None:
    """However many services could be asked, a paper that nobody looked up before costs six at most."""
    before = len(github.internet.calls) + len(github.arxiv.calls)
    service.look_up([identity])
    assert 1 <= len(github.internet.calls) + len(github.arxiv.calls) - before <= 6
