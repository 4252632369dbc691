"""Looks papers up: asks the services that know them, follows one identity to the next, and makes one record of it all.

The only place that asks paper services. Each is asked in its turn (`bot.turns`), what it answered is kept
(`bot.cache`), and one that does not answer is left alone for a while. No answer is an answer of its own here: whoever
asks always hears in time, with what is known by then, and hears the rest at a later look. Nothing that a service or a
stranger's page says makes a look fail; only without the database, where the turns are, nobody can be asked.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic

from bot.cache import Kept
from bot.client import Client
from bot.fetch import Answer, FetchError
from bot.papers import (
    AnotherPaperError,
    BadIdError,
    Paper,
    PaperId,
    Reason,
    Service,
    SourceError,
    TurnedAwayError,
    Unresolved,
    services,
)
from bot.record import merge
from bot.settings import PaperSettings, ReaderSettings
from bot.turns import NoTurn, Resting

_log = logging.getLogger(__name__)

#: A paper's facts hardly change; a new version, or a venue, shows after this time.
_KEEP_FACTS = timedelta(days=14)
#: A paper that nobody knows is asked for once a day: the next look comes a day later, a little early by the clock of
#: another machine perhaps.
_KEEP_UNKNOWN = timedelta(hours=23)
#: Even somebody who edits a post every second makes us ask no more often than this.
_KEEP_UNKNOWN_EDITED = timedelta(seconds=20)
#: Seconds after which a look begins no further request. The last one may take its own time (see `bot.fetch.Caps`), so
#: that a look takes a minute at most.
_BEGUN_WITHIN = 40.0
#: So often identities that an answer told are asked about in turn, and about so many of them.
_ROUNDS, _MOST_FOLLOWED = 2, 4
_GONE = (404, 410)
#: Robots are not wanted, or somebody has to sign in: no outage, and no word about the paper.
_CLOSED = (401, 402, 403, 405, 406, 451)
#: The question is not understood: that is the id's fault, not the service's.
_NO_QUESTION = (400, 413, 414, 422)
_NOT_MODIFIED = 304
#: What may be otherwise a while later; a page that is refused, endless or no page stays so.
_WEATHER = ("unreachable", "slow")
#: Of several services that do not know a paper, the word of the first in this row is passed on: that a paper is
#: unknown is said only where everybody said so who should know it.
_TELLING = ("unreachable", "queued", "no-source", "unknown", "not-covered")


#: Why there may be no answer: it is not our turn, or not the service's, or what came is none.
_NO_ANSWER = (NoTurn, Resting, FetchError, SourceError)


class PaperService:
    """Looks papers up, at the services that the settings name.

    `data` is the folder where answers are kept, `turns` the address of the database with the turns at services.
    """

    def __init__(self, settings: PaperSettings, data: Path, turns: str) -> None:
        self.client = Client(settings, data, turns)

    def close(self) -> None:
        """Let go of answers and turns."""
        self.client.close()

    def forget_old(self) -> None:
        """Delete the answers and the turns that nobody needs any more."""
        # Twice as long: what is too old to be told as new is still told while a service is down.
        self.client.cache.forget(datetime.now(UTC) - 2 * _KEEP_FACTS)
        self.client.turns.forget_old()

    def look_up(
        self, ids: Iterable[PaperId], anew: bool = False, seconds: float = _BEGUN_WITHIN
    ) -> dict[PaperId, Paper | Unresolved]:
        """One record of each paper, made of all that is told of it; its `parts` are the single answers.

        `anew` asks again for those that were unknown. After `seconds` nobody is asked any more; what is not known by
        then is "queued".
        """
        look = _Look(self.client, monotonic() + seconds)
        return look.up(list(dict.fromkeys(ids)), anew)


@dataclass(frozen=True)
class _Look:
    """One look at papers, which asks nobody after it `ends`."""

    client: Client
    ends: float

    def up(self, ids: Sequence[PaperId], anew: bool) -> dict[PaperId, Paper | Unresolved]:
        """As `PaperService.look_up`."""
        answers = self._ask_all(ids, anew)
        self._join(answers)
        for _ in range(_ROUNDS):
            found = [paper for paper in answers.values() if isinstance(paper, Paper)]
            told = {paper.id: _followed(paper) for paper in found}
            more = self._ask_all(list(dict.fromkeys(one for ids in told.values() for one in ids)), anew=False)
            for paper in found:
                parts = [answer for one in told[paper.id] if isinstance(answer := more[one], Paper)]
                if parts:
                    answers[paper.id] = merge((*_parts(paper), *parts), paper.id)
            if not any(isinstance(answer, Paper) for answer in more.values()):
                break
        return answers

    # Which services are asked about a paper

    def _ask_all(self, ids: Sequence[PaperId], anew: bool) -> dict[PaperId, Paper | Unresolved]:
        """The answer to each id of the first service that knows it."""
        answers: dict[PaperId, Paper | Unresolved] = {one: Unresolved(one, "no-source") for one in ids}
        for service in services():
            open_ids = [one for one in ids if isinstance(answers[one], Unresolved) and service.asks(one)]
            for start in range(0, len(open_ids), service.BATCH):
                for one, answer in self._known(service, open_ids[start : start + service.BATCH], anew).items():
                    answers[one] = _more_telling(service, answers[one], answer)
        return answers

    def _join(self, answers: dict[PaperId, Paper | Unresolved]) -> None:
        """Add what services that know further identities say of papers that have but one."""
        for service in services():
            if not service.JOINS or _name(service) not in self.client.settings.keys:
                continue
            for identity, paper in list(answers.items()):
                if isinstance(paper, Paper) and len(paper.ids) == 1 and identity.scheme in service.JOINS:
                    more = self._known(service, [identity], anew=False)[identity]
                    if isinstance(more, Paper):
                        answers[identity] = merge((*_parts(paper), more), identity)

    # What one service says

    def _known(self, service: Service, ids: Sequence[PaperId], anew: bool) -> dict[PaperId, Paper | Unresolved]:
        """What a service says of papers: what is kept, as long as that holds, else what it answers now."""
        now = datetime.now(UTC)
        answers: dict[PaperId, Paper | Unresolved] = {}
        stale: dict[PaperId, Kept | None] = {}
        for one in ids:
            kept = self.client.cache.get(_name(service), one)
            keep = _KEEP_FACTS if kept and kept.paper else _KEEP_UNKNOWN_EDITED if anew else _KEEP_UNKNOWN
            if kept and now - kept.asked <= keep:
                answers[one] = self._answer(service, one, kept)
            else:
                stale[one] = kept
        return answers | (self._ask(service, stale) if stale else {})

    def _answer(self, service: Service, identity: PaperId, kept: Kept) -> Paper | Unresolved:
        if kept.paper:
            return kept.paper
        reason = "not-covered" if self.client.settings.partial and service.ABSENT == "unknown" else service.ABSENT
        return Unresolved(identity, reason, kept.asked, service.NAME)

    def _ask(self, service: Service, ids: Mapping[PaperId, Kept | None]) -> dict[PaperId, Paper | Unresolved]:
        """Ask a service about papers, of which something may be kept that is too old."""
        now = datetime.now(UTC)
        try:
            found = self._read(service, ids, self._request(service, ids))
        except _NO_ANSWER as error:
            if isinstance(error, BadIdError | _BeyondUsError) and len(ids) > 1:
                # One id spoils the whole answer, so each is asked alone.
                return {key: value for one in ids for key, value in self._ask(service, {one: ids[one]}).items()}
            if not isinstance(error, BadIdError):
                reason, again = self._why(service, error)
                # What was known once is better than nothing.
                return {
                    one: kept.paper if kept and kept.paper else Unresolved(one, reason, now, service.NAME, again)
                    for one, kept in ids.items()
                }
            found = {one: Kept(None, now) for one in ids}
        for one, kept in found.items():
            self.client.cache.put(_name(service), one, kept)
        return {one: self._answer(service, one, kept) for one, kept in found.items()}

    def _why(self, service: Service, error: Exception) -> tuple[Reason, datetime | None]:
        """Why there is no answer, and when the next one can be had; a source that failed is put to rest."""
        if isinstance(error, NoTurn):
            return "queued", None
        if isinstance(error, Resting):
            return "unreachable", error.until
        match error:
            case FetchError(site=site) if service.URL or error.kind in _WEATHER:
                wait = 0.0
            case _FailedError(site=site, wait=wait):
                pass
            case _:
                _log.info("%s is of no use: %s", service.NAME, error)
                return "no-source", None
        _log.warning("%s does not answer: %s", service.NAME, error)
        return "unreachable", self.client.turns.failed(_source(service, site), service.PACE, wait)

    def _request(self, service: Service, ids: Mapping[PaperId, Kept | None]) -> Answer:
        """What a service answers. Raises NoTurn, Resting, FetchError, or SourceError where nobody can be asked."""
        try:
            address = self.client.settings.urls.get(_name(service), service.URL) + service.request(list(ids))
        except UnicodeError as error:
            raise _BeyondUsError(str(error)) from error
        headers = {"Accept": service.ACCEPT}
        if service.KEY_HEADER and (key := self.client.settings.keys.get(_name(service))):
            headers[service.KEY_HEADER] = service.KEY_FORM.format(key)
        if before := _before(ids):
            headers |= before.conditions
        ask = partial(
            self.client.fetcher.get,
            address,
            headers,
            cut=not service.URL,
            trusted=_name(service) in self.client.settings.urls,
            turn=partial(self._turn, service),
        )
        try:
            return _twice(ask)
        except FetchError as error:
            if error.kind == "large" or not error.site:  # nobody was asked: the address is none
                raise _BeyondUsError(str(error)) from error
            raise

    def _turn(self, service: Service, host: str) -> AbstractContextManager[None]:
        """The turn of a service's request at a host. Raises NoTurn where no time is left for it."""
        if (left := self.ends - monotonic()) <= 0:
            raise NoTurn
        return self.client.turns.take(host, service.PACE, _source(service, host), left)

    def _read(self, service: Service, ids: Mapping[PaperId, Kept | None], answer: Answer) -> dict[PaperId, Kept]:
        """What an answer says. Raises SourceError where that is nothing that we can use."""
        now = datetime.now(UTC)
        if answer.status == _NOT_MODIFIED and (before := _before(ids)):
            return {one: replace(before, asked=now) for one in ids}
        if answer.status in _GONE:
            return {one: Kept(None, now) for one in ids}
        if answer.status not in service.STATUSES:
            msg = f"status {answer.status}"
            if answer.status in _CLOSED and service.ABSENT == "no-source":
                raise TurnedAwayError(msg)
            if answer.status in _NO_QUESTION:
                raise _BeyondUsError(msg)
            raise _FailedError(msg, answer.site, answer.wait)
        try:
            papers = service.parse(answer.body, list(ids))
        except (BadIdError, AnotherPaperError, TurnedAwayError):
            raise
        except SourceError as error:
            raise _FailedError(str(error), answer.site) from error
        except Exception as error:
            _log.exception("a bug: what %s says is not understood: %r", service.NAME, [str(one) for one in ids])
            raise _BeyondUsError(repr(error)) from error
        self.client.turns.answered(_source(service, answer.site))
        tags = (answer.headers.get("etag"), answer.headers.get("last-modified")) if len(ids) == 1 else (None, None)
        return {one: Kept(papers.get(one), now, tags) for one in ids}


@contextmanager
def paper_service(settings: ReaderSettings) -> Iterator[PaperService]:
    """Look papers up for somebody who only reads."""
    with closing(PaperService(settings.papers, settings.data, settings.turns_url)) as service:
        service.forget_old()
        yield service


class _FailedError(SourceError):
    """A host answered with an error of its own, or with nonsense; `wait` are seconds that it asks for."""

    def __init__(self, text: str, site: str, wait: float = 0.0) -> None:
        self.site = site
        self.wait = wait
        super().__init__(text)


class _BeyondUsError(SourceError):
    """An id that nobody can be asked about, or an answer that is too much for us.

    Strangers write both, so no service is put to rest for it.
    """


def _twice(ask: Callable[[], Answer]) -> Answer:
    """What is answered. A connection that was cut once is no outage: it is asked again."""
    try:
        return ask()
    except FetchError as error:
        if error.kind not in ("unreachable", "broken"):
            raise
        _log.info("asked once more: %s", error)
    return ask()


def _before(ids: Mapping[PaperId, Kept | None]) -> Kept | None:
    """What is kept, if that can be asked for as "has it changed?": only a question about a single paper can."""
    return next(iter(ids.values())) if len(ids) == 1 else None


def _name(service: Service) -> str:
    """The name of a service's file, by which settings and the cache know it."""
    return str(getattr(service, "__name__", "")).rpartition(".")[2]


def _source(service: Service, host: str) -> str:
    """What rests after failures, as `bot.turns` has it: a service, or a host as strangers link to it."""
    # With a blank, which no host's name has.
    return f"service {_name(service)}" if service.URL else host


def _parts(paper: Paper) -> tuple[Paper, ...]:
    return paper.parts or (paper,)


def _followed(paper: Paper) -> list[PaperId]:
    """The further identities of a paper that somebody can be asked about."""
    asked = {paper.id, *(part.id for part in _parts(paper))}
    further = [one for one in paper.ids if one not in asked and any(service.asks(one) for service in services())]
    return further[:_MOST_FOLLOWED]


def _more_telling(service: Service, before: Paper | Unresolved, answer: Paper | Unresolved) -> Paper | Unresolved:
    """What is told of a paper by now: facts, or else the reason that leaves most open.

    A service that need not know it adds facts only, unless nobody else could be asked.
    """
    if isinstance(answer, Paper) or isinstance(before, Paper):
        return answer if isinstance(answer, Paper) else before
    if not before.source:
        return answer
    if service.ABSENT == "no-source":
        return before
    if before.source != answer.source and before.reason == answer.reason == "unknown":
        return replace(answer, source=f"{before.source} and {answer.source}")
    return min(before, answer, key=lambda one: _TELLING.index(one.reason))
