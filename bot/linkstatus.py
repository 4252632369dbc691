"""What is known of a link: whether its page is there, where it moved to, or why nothing can be said of it.

A list that calls living links dead is worse than one with dead links, so that "dead" is said only of what is surely
dead, and everything else that is no page is "unknown", with the reason.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from urllib.parse import urlsplit

State = Literal["alive", "dead", "unknown"]
#: What was met. "there": the page. "gone": there is no such page, whichever way it is asked for. "no-name": no host of
#: that name. "not-covered": a try-out's internet, which holds only some pages, has none there. "elsewhere": redirects
#: end at a page that stands for all that is gone or shut: a front page, a page to sign in, an error page. "closed":
#: only people get it, or only those who sign in. "busy": we are to come later. "failing": another answer that is no
#: page. "unreachable": no connection, or no answer in time. "broken": what came is no answer, or its sender does not
#: prove who it is. "refused": we do not connect there. "queued": nobody was asked yet.
Why = Literal[
    "there", "gone", "no-name", "not-covered", "elsewhere", "closed",
    "busy", "failing", "unreachable", "broken", "refused", "queued",
]  # fmt: skip


@dataclass(frozen=True)
class LinkStatus:
    """What is known of a link.

    `status` is the last answer's. `moved_to` is the new address of a page that is there, where every redirect to it
    is meant to last. `content_type` is what the page is called, in lower case and without parameters, and `is_pdf`
    what its name or its first bytes say; None: neither tells. `https_works` says of an http address whether the page
    is there by https too; None: not asked, or not known. `said` tells people what was met; strangers' words may stand
    in it. `checked_at` is when it was asked for, and `since` when `why` was met first of all looks in a row. `again`
    is when its host can be asked next, where that is left alone until then.
    """

    url: str
    state: State
    why: Why = "there"
    status: int | None = None
    moved_to: str | None = None
    content_type: str = ""
    is_pdf: bool | None = None
    https_works: bool | None = None
    said: str = ""
    checked_at: datetime | None = None
    since: datetime | None = None
    again: datetime | None = None

    @property
    def moved_to_https_only(self) -> bool:
        """Whether the new address is the same one by https."""
        return self.moved_to is not None and is_same_by_https(self.url, self.moved_to)


def is_same_by_https(url: str, other: str) -> bool:
    """Whether the second address is the first one, which is by http, by https."""
    return url[:7].lower() == "http://" and _spelled(other) == _spelled(f"https://{url[7:]}")


def leads_astray(url: str, end: str) -> bool:
    """Whether an address was led on to a page that says nothing of its own: a front page, a sign-in, an error page.

    Sites answer so for pages that are gone ("soft 404") and for those that are not for everybody. Who links to such a
    page itself means it.
    """
    asked, ended = urlsplit(url), urlsplit(end)
    if _is_front(ended.path) and not ended.query:
        return not _is_front(asked.path) or bool(asked.query)
    return any(
        re.search(pattern, f"{ended.hostname}{ended.path}") and not re.search(pattern, f"{asked.hostname}{asked.path}")
        for pattern in (_SIGN_IN, _ERROR)
    )


def _is_front(path: str) -> bool:
    return re.fullmatch(_FRONT, path) is not None


def _spelled(url: str) -> str:
    """An address in one spelling, without its part."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/", fragment="").geturl()


#: `/`, `/index.html`, and the same in a language.
_FRONT: Final = r"(?i)(?:/[a-z]{2}(?:[-_][a-z]{2})?)?/?(?:(?:index|default|home)(?:\.\w{2,5})?)?/?"
_SIGN_IN: Final = (
    r"(?i)(?:^|[/._-])(?:(?:service)?log-?in|sign-?in|sso|saml2?|oauth2?|auth(?:enticate|orize)?|idp)(?=[/._-]|$)"
)
_ERROR: Final = r"(?i)/(?:(?:page|file)?[-_]?not[-_]?found|404|410|errors?|suspended[-_]?page)(?:\.\w{2,5})?/?$"
