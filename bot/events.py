"""A delivery -> whom it concerns. One small function an event; `app.yml` subscribes to the same events, save those that
every app gets.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.commands import may_hold
from bot.marker import PullMark, read_pull_mark
from bot.model import COMBINED, Key, Payload

_BRANCH = re.compile(r"shelver/issue-([1-9][0-9]{0,9})")
#: https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
_QUEUED = re.compile(r"/gh-readonly-queue/.+/pr-([1-9][0-9]{0,9})-[0-9a-f]{40}\Z")


@dataclass(frozen=True)
class Delivery:
    """One webhook delivery: GitHub's id of it (a redelivery has the same), the event's name, the payload.

    https://docs.github.com/en/webhooks/webhook-events-and-payloads
    """

    id: str
    event: str
    payload: Payload


#: The events that are handled, by GitHub's names.
HANDLERS: dict[str, Callable[[Payload], Iterable[Key]]] = {}

#: What every app gets and cannot subscribe to.
UNASKED = frozenset(("installation",))

_Handler = Callable[[Payload], Iterable[Key]]


def on(event: str) -> Callable[[_Handler], _Handler]:
    """Register the function that says whom an event concerns."""

    def register(handler: _Handler) -> _Handler:
        HANDLERS[event] = handler
        return handler

    return register


def keys(delivery: Delivery, own_login: str | None) -> tuple[Key, ...]:
    """Whom a delivery concerns: nobody, where we do not handle it or our own account caused it; our own pull requests
    get a check all the same.

    While our login is not known (None), what we caused ourselves starts a look that finds nothing to do.
    Raises KeyError, TypeError or ValueError for a payload that is not GitHub's.
    """
    handler = HANDLERS.get(delivery.event)
    if handler is None:
        return ()
    found = dict.fromkeys(handler(delivery.payload))
    if own_login is not None and _login(delivery.payload.get("sender")) == own_login:
        # What we did ourselves wants no answer, save that our pull requests get their check like all others.
        return tuple(key for key in found if key.pull)
    return tuple(found)


@on("issues")
def issue_changed(payload: Payload) -> Iterable[Key]:
    """Of one that was locked there is nothing to do; once it is unlocked what was not said can be. One that came from
    another repository is as old as it was there, and new here.

    https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues
    """
    action, issue = payload["action"], payload["issue"]
    if action in ("opened", "edited", "reopened", "closed", "unlocked", "deleted", "transferred"):
        by_author = _login(payload.get("sender")) == _login(issue.get("user"))
        came = action == "opened" and "old_issue" in payload.get("changes", {})
        yield Key(_repo(payload), int(issue["number"]), edited=came or (action == "edited" and by_author))


#: What happens to a pull request that may change how it is judged, or what can be said of it.
_JUDGED = (
    "opened", "synchronize", "reopened", "edited", "ready_for_review", "converted_to_draft", "closed", "unlocked",
)  # fmt: skip


@on("pull_request")
def pull_request_changed(payload: Payload) -> Iterable[Key]:
    """A pull request is looked at; one from a branch of ours concerns the issue that the branch is named after,
    too, or the repository if submissions share it.

    https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request
    """
    action, head = payload["action"], payload["pull_request"]["head"]
    # A fork may name a branch like ours; a deleted fork has no repository.
    ours = (head["repo"] or {}).get("full_name") == _repo(payload)
    if ours and action in ("closed", "reopened", "synchronize") and (match := _BRANCH.fullmatch(head["ref"])):
        yield Key(_repo(payload), int(match[1]))
        if action == "closed" and not payload["pull_request"].get("merged"):
            # One that waits for its turn may have it now; a merge is a push, too.
            yield Key(_repo(payload), 0)
    if ours and action in ("closed", "reopened", "synchronize") and head["ref"] == COMBINED:
        yield Key(_repo(payload), 0)
    # A change of its title or text alone is judged as it stands; a command may have come into it.
    if action in _JUDGED:
        yield Key(_repo(payload), int(payload["pull_request"]["number"]), pull=True)


@on("repository")
def repository_writable_again(payload: Payload) -> Iterable[Key]:
    """What had to wait while the repository was archived is looked at.

    https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository
    """
    if payload["action"] == "unarchived":
        yield Key(_repo(payload), 0, pull=True)


@on("check_run")
def check_run_asked_for(payload: Payload) -> Iterable[Key]:
    """Somebody wants our check run again; of which pull request it is must be found by its commit.

    https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_run
    """
    if payload["action"] == "rerequested":
        yield Key(_repo(payload), 0, edited=True, pull=True, head=str(payload["check_run"]["head_sha"]))


@on("check_suite")
def check_suite_asked_for(payload: Payload) -> Iterable[Key]:
    """The same, for all checks of a commit.

    https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_suite
    """
    if payload["action"] == "rerequested":
        yield Key(_repo(payload), 0, edited=True, pull=True, head=str(payload["check_suite"]["head_sha"]))


@on("merge_group")
def merge_tried(payload: Payload) -> Iterable[Key]:
    """The merge queue tries a pull request on a commit of its own, and waits for the checks of that.

    https://docs.github.com/en/webhooks/webhook-events-and-payloads#merge_group
    """
    group = payload["merge_group"]
    if payload["action"] == "checks_requested" and (match := _QUEUED.search(group["head_ref"])):
        yield Key(_repo(payload), int(match[1]), pull=True, head=str(group["head_sha"]))


@on("push")
def base_moved(payload: Payload) -> Iterable[Key]:
    """What comes into the default branch may change how open pull requests are to be judged.

    https://docs.github.com/en/webhooks/webhook-events-and-payloads#push
    """
    if payload["ref"] == f"refs/heads/{payload['repository']['default_branch']}":
        yield Key(_repo(payload), 0, pull=True)


@on("installation")
def installation_changed(payload: Payload) -> Iterable[Key]:
    """Who gives us permissions, or lets us in again, lets all go on that waits.

    Every app hears of it unasked. https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation
    """
    if payload["action"] in ("created", "new_permissions_accepted", "unsuspend"):
        yield Key(str(payload["installation"]["account"]["login"]), 0, edited=True)


@on("issue_comment")
def comment_changed(payload: Payload) -> Iterable[Key]:
    """A comment that holds a command, or held one until now, concerns its issue; a bot's concerns nobody.

    https://docs.github.com/en/webhooks/webhook-events-and-payloads#issue_comment
    """
    issue = payload["issue"]
    if _may_command(payload):
        if number := submission_of(issue):
            yield Key(_repo(payload), number)
        elif "pull_request" in issue:
            yield Key(_repo(payload), int(issue["number"]), pull=True)


@on("pull_request_review_comment")
def remark_changed(payload: Payload) -> Iterable[Key]:
    """The same of a comment at lines of a pull request, such as a reply below a suggestion.

    https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request_review_comment
    """
    if _may_command(payload):
        yield Key(_repo(payload), int(payload["pull_request"]["number"]), pull=True)


def _may_command(payload: Payload) -> bool:
    """Whether a comment that was made, changed or deleted holds a command of a person, or held one until now."""
    comment, before = payload["comment"], payload.get("changes", {}).get("body", {}).get("from")
    return (
        payload["action"] in ("created", "edited", "deleted")
        and (comment["user"] or {}).get("type") != "Bot"
        and any(may_hold(text) for text in (comment["body"], before) if text)
    )


def submission_of(issue: Payload) -> int | None:
    """The number of the issue behind a conversation, which GitHub's REST and webhooks show alike.

    For a pull request that is in the mark of its text, since its branch is not named here. A stranger's
    pull request may bear a false one; that costs one look, which trusts nothing of this.
    """
    if "pull_request" not in issue:
        return int(issue["number"])
    mark = _mark_in(issue)
    return mark.issue if mark and 0 < mark.issue < _MOST_NUMBER else None


def is_shared(issue: Payload) -> bool:
    """Whether it is a pull request of ours that submissions share, told alike."""
    mark = _mark_in(issue)
    return bool(mark and mark.shares)


def _mark_in(issue: Payload) -> PullMark | None:
    """The mark in the text of a pull request, if a bot wrote that."""
    return read_pull_mark(issue["body"]) if (issue["user"] or {}).get("type") == "Bot" else None


#: No repository has as many issues.
_MOST_NUMBER = 10**10


def _repo(payload: Payload) -> str:
    return str(payload["repository"]["full_name"])


def _login(sender: Any) -> str | None:
    return sender.get("login") if isinstance(sender, dict) else None
