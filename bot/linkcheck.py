"""Checks links: asks whether their pages are there, and reads as little of them as will tell.

Each is asked for by HEAD, and by GET where HEAD does not say enough: sites exist that refuse HEAD, or answer it
otherwise. Hosts are asked in their turn (`bot.turns`), several at a time, and what was met is kept (`bot.cache`).
Whoever asks always hears in time, with what is known by then, and hears the rest at a later look.

A page that is gone by both is dead at once. A name that does not exist may be a resolver's bad hour, so that it is
dead only once it is met again an hour later. Nothing else is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

from bot.client import Client
from bot.fetch import Answer, Caps, FetchError, Kind, Method, NoSuchNameError
from bot.linkstatus import LinkStatus, State, Why, is_same_by_https, leads_astray
from bot.papers import services
from bot.settings import PaperSettings, ReaderSettings
from bot.turns import NoTurn, Resting

#: Seconds after which a check begins no further request; the last ones may take theirs (`_CAPS`).
_BEGUN_WITHIN: Final = 40.0
#: So many links are asked for in one check, and so many hosts at the same time.
_MOST, _AT_ONCE = 60, 8


class LinkChecker:
    """Checks links, at whichever hosts they are.

    The settings are those of who looks papers up: the same agent, pace and small internet. `data` is the folder where
    what was met is kept, `turns` the address of the database with the turns at hosts. Safe to share between threads.
    """

    def __init__(self, settings: PaperSettings, data: Path, turns: str) -> None:
        self.client = Client(settings, data, turns)

    def close(self) -> None:
        """Let go of what is kept and of turns."""
        self.client.close()

    def forget_old(self) -> None:
        """Delete what nobody needs any more."""
        self.client.cache.forget_links(datetime.now(UTC) - 2 * max(_KEEP.values()))
        self.client.turns.forget_old()

    def check(
        self, urls: Iterable[str], anew: bool = False, seconds: float = _BEGUN_WITHIN, most: int = _MOST
    ) -> dict[str, LinkStatus]:
        """What is known of each link.

        `anew` asks again for those that were not alive. After `seconds`, or `most` links that nothing was kept of,
        nobody is asked any more; what is not known by then is "queued". Those that were not asked for longest are
        asked for first, so that further checks come to all of them.
        """
        pages = {url: url.partition("#")[0] for url in urls}
        now = datetime.now(UTC)
        known: dict[str, LinkStatus] = {}
        open_pages: dict[str, LinkStatus | None] = {}
        for page in dict.fromkeys(pages.values()):
            before = self.client.cache.link(page)
            if before and _holds(before, now, anew):
                known[page] = before
            else:
                known[page] = _meanwhile(page, before)
                open_pages[page] = before
        turn = sorted(open_pages, key=lambda page: _asked(open_pages[page]))[:most]
        look = _Look(self.client, monotonic() + seconds)
        known |= look.at({page: open_pages[page] for page in turn})
        return {url: _as_written(url, known[page]) for url, page in pages.items()}


@contextmanager
def link_checker(settings: ReaderSettings) -> Iterator[LinkChecker]:
    """Check links for somebody who only reads."""
    with closing(LinkChecker(settings.papers, settings.data, settings.turns_url)) as checker:
        checker.forget_old()
        yield checker


@dataclass(frozen=True)
class _Look:
    """One look at links, which asks nobody after it `ends`."""

    client: Client
    ends: float

    def at(self, pages: Mapping[str, LinkStatus | None]) -> dict[str, LinkStatus]:
        """What is met at pages; of some it is known what was met before."""
        hosts: dict[str, list[str]] = {}
        for page in pages:
            hosts.setdefault(_host(page), []).append(page)

        def ask(row: Sequence[str]) -> list[LinkStatus]:
            return [self._at(page, pages[page]) for page in row]

        # One who has many pages is asked last, lest the others wait for all of them.
        rows = sorted(hosts.values(), key=len)
        with ThreadPoolExecutor(_AT_ONCE, "check links") as pool:
            return {status.url: status for row in pool.map(ask, rows) for status in row}

    def _at(self, page: str, before: LinkStatus | None) -> LinkStatus:
        try:
            head, answer = self._ask(page)
        except NoTurn:
            return _meanwhile(page, before)
        except Resting as rest:
            return _meanwhile(page, before, rest.until)
        except FetchError as error:
            met = self._failed(page, error)
        else:
            met = self._heard(page, head, answer)
        met = _in_a_row(met, before)
        self.client.cache.put_link(met)
        return met

    def _ask(self, page: str) -> tuple[Answer | None, Answer]:
        """What HEAD was answered, and the answer that counts. Raises NoTurn, Resting or FetchError."""
        head = None
        try:
            head = self._request("HEAD", page)
        except FetchError as error:
            # Some cut the connection where they do not know HEAD.
            if error.kind not in ("broken", "unreachable") or isinstance(error, NoSuchNameError):
                raise
        is_there = head is not None and head.status in _THERE
        if head and (head.status in _LATER or (is_there and _media(head) not in _UNTOLD)):
            return head, head
        try:
            return head, self._request("GET", page)
        except (NoTurn, Resting, FetchError):
            if head and is_there:
                return head, head
            raise

    def _request(self, method: Method, page: str) -> Answer:
        # The start of a packed file could not be unpacked.
        headers = {"Range": f"bytes=0-{_CAPS.body - 1}", "Accept-Encoding": "identity"} if method == "GET" else {}
        return self.client.fetcher.get(page, headers, caps=_CAPS, cut=True, turn=self._turn, method=method)

    def _turn(self, host: str) -> AbstractContextManager[None]:
        """The turn at a host. Raises NoTurn where no time is left for it."""
        if (left := self.ends - monotonic()) <= 0:
            raise NoTurn(host)
        return self.client.turns.take(host, _pause(host), host, left)

    def _failed(self, page: str, error: FetchError) -> LinkStatus:
        """What is known of a page that was not answered for."""
        now = datetime.now(UTC)
        if isinstance(error, NoSuchNameError):
            return LinkStatus(page, "unknown", "no-name", said=str(error), checked_at=now)
        again = (
            self.client.turns.failed(error.site, _pause(error.site)) if error.kind in _WEATHER and error.site else None
        )
        return LinkStatus(page, "unknown", _FAILURES[error.kind], said=str(error), checked_at=now, again=again)

    def _heard(self, page: str, head: Answer | None, answer: Answer) -> LinkStatus:
        """What an answer says of a page."""
        state, why = _verdict(page, head, answer)
        if why == "gone" and self.client.settings.partial and not (_is_example(page) and _is_example(answer.url)):
            state, why = "unknown", "not-covered"
        again = None
        if why == "busy":
            again = self.client.turns.failed(answer.site, _pause(answer.site), answer.wait)
        else:
            self.client.turns.answered(answer.site)
        met = LinkStatus(
            page, state, why, answer.status, said=_said(why, answer), checked_at=datetime.now(UTC), again=again
        )
        if state != "alive":
            return met
        return replace(
            met,
            moved_to=answer.moved,
            content_type=_media(answer),
            is_pdf=_is_pdf(answer),
            https_works=self._works_by_https(page, answer),
        )

    def _works_by_https(self, page: str, answer: Answer) -> bool | None:
        """Whether a page by http, which gave an answer, is there by https; None where that is not known."""
        parts = urlsplit(page)
        if parts.scheme != "http":
            return None
        if is_same_by_https(page, answer.url):
            return True
        secure = parts._replace(scheme="https").geturl()
        try:
            head, found = self._ask(secure)
        except (NoTurn, Resting):
            return None
        except FetchError as error:
            # It is no trouble of the host that it has no TLS, so it is put to no rest.
            return False if error.kind in ("unreachable", "broken") else None
        state, why = _verdict(secure, head, found)
        return None if why == "busy" else state == "alive" and urlsplit(found.url).scheme == "https"


def _verdict(page: str, head: Answer | None, answer: Answer) -> tuple[State, Why]:
    """What an answer says of a page, by what HEAD was answered too."""
    if answer.status in _THERE:
        return ("unknown", "elsewhere") if leads_astray(page, answer.url) else ("alive", "there")
    if answer.status in _GONE:
        return ("dead", "gone") if head and head.status in _GONE else ("unknown", "failing")
    if answer.status in _LATER:
        return "unknown", "busy"
    return "unknown", "closed" if answer.status in _CLOSED else "failing"


def _in_a_row(met: LinkStatus, before: LinkStatus | None) -> LinkStatus:
    """What was met, together with what the looks before met."""
    since = before.since if before and before.why == met.why else met.checked_at
    sure = met.why == "no-name" and met.checked_at and since and met.checked_at - since >= _SURE_AFTER
    return replace(met, since=since, state="dead" if sure else met.state)


def _meanwhile(page: str, before: LinkStatus | None, again: datetime | None = None) -> LinkStatus:
    """What is told of a page that nobody was asked for now: that it was there some time ago, or nothing."""
    return before if before and before.state == "alive" else LinkStatus(page, "unknown", "queued", again=again)


def _holds(status: LinkStatus, now: datetime, anew: bool) -> bool:
    """Whether what is kept is new enough to be told."""
    keep = _KEEP_DEAD if status.state == "dead" else _KEEP.get(status.why, _KEEP_ANEW)
    if anew and status.state != "alive":
        keep = _KEEP_ANEW
    return now - _asked(status) <= keep


def _asked(status: LinkStatus | None) -> datetime:
    return (status and status.checked_at) or _NEVER


def _as_written(url: str, status: LinkStatus) -> LinkStatus:
    """What is known of a page, for the link that leads to a part of it.

    A part that a new address does not name stays the same: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.2
    """
    part, moved = url.partition("#")[2], status.moved_to
    if moved and part and "#" not in moved:
        moved = f"{moved}#{part}"
    return replace(status, url=url, moved_to=moved)


def _media(answer: Answer) -> str:
    """What an answer's body is called. https://www.rfc-editor.org/rfc/rfc9110#section-8.3"""
    return answer.headers.get("content-type", "").partition(";")[0].strip().lower()[:100]


def _is_pdf(answer: Answer) -> bool | None:
    """Whether an answer is a PDF: its first bytes say it, or else its name does."""
    if answer.body:
        return answer.body.lstrip().startswith(b"%PDF-")
    media = _media(answer)
    return None if media in _UNTOLD else media in _PDF


def _said(why: Why, answer: Answer) -> str:
    return f"it leads on to {answer.url}" if why == "elsewhere" else f"status {answer.status}"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _pause(host: str) -> float:
    """Seconds between two requests at a host: those that a paper service at the same site asks for, or ours."""
    return _pauses().get(_site(host), _PAUSE)


def _is_example(url: str) -> bool:
    """Whether a page is one that only a small internet can have. https://www.rfc-editor.org/rfc/rfc2606#section-2"""
    return _host(url).endswith(".example")


@cache
def _pauses() -> Mapping[str, float]:
    return {_site(_host(service.URL)): service.PACE for service in services() if service.URL}


def _site(host: str) -> str:
    return ".".join(host.split(".")[-2:])


#: As long as strangers' pages are left alone in `bot.papers.webpage`.
_PAUSE: Final = 2.0
#: The start of a body is enough; headers of all redirects come to some kilobytes.
_CAPS: Final = Caps(seconds=10.0, redirects=8, wire=64_000, body=1024)
#: Other answers of success are no pages: sites that take us for robots send 202, for example.
_THERE: Final = (200, 203, 206)
_GONE: Final = (404, 410)
#: https://www.rfc-editor.org/rfc/rfc6585#section-4 and https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4
_LATER: Final = (429, 503)
_CLOSED: Final = (401, 402, 403, 405, 406, 407, 451)
#: What may be otherwise a while later, so that its host rests.
_WEATHER: Final = ("unreachable", "slow")
_FAILURES: Final[Mapping[Kind, Why]] = {
    "refused": "refused",
    "slow": "unreachable",
    "unreachable": "unreachable",
    "large": "broken",
    "astray": "broken",
    "broken": "broken",
}
_PDF: Final = ("application/pdf", "application/x-pdf")
#: Names of bodies that say nothing of them.
_UNTOLD: Final = ("", "application/octet-stream", "binary/octet-stream", "application/force-download")
#: A name that does not exist must be met so long after it was met first.
_SURE_AFTER: Final = timedelta(hours=1)
_NEVER: Final = datetime.min.replace(tzinfo=UTC)
#: How long what was met is told as new. A day is a little less, for the clock of another machine.
_HOUR, _DAY = timedelta(hours=1), timedelta(hours=23)
_KEEP: Final[Mapping[Why, timedelta]] = {
    "there": timedelta(days=7),
    "gone": _DAY,
    "no-name": _HOUR,
    "not-covered": _DAY,
    "elsewhere": _DAY,
    "closed": _DAY,
    "busy": _HOUR,
    "failing": _HOUR,
    "unreachable": _HOUR,
    "broken": _DAY,
    "refused": _DAY,
}
_KEEP_DEAD: Final = _DAY
#: Even somebody who asks every second makes us ask no more often than this.
_KEEP_ANEW: Final = timedelta(seconds=20)
