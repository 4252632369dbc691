"""Whom a delivery concerns."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.events import HANDLERS, UNASKED, Delivery, keys
from bot.marker import PullMark, with_pull_mark
from bot.model import Key

OWN = "shelver[bot]"


def _issue(action: str, sender: str = "zoe") -> Delivery:
    payload = {
        "action": action,
        "issue": {"number": 12, "user": {"login": "zoe"}},
        "repository": {"full_name": "ana/awesome-vl"},
        "sender": {"login": sender},
    }
    return Delivery("guid", "issues", payload)


PULL = Key("ana/awesome-vl", 13, pull=True)


def _pull(ref: str, action: str = "closed", head_repo: str | None = "ana/awesome-vl", sender: str = "ana") -> Delivery:
    payload: dict[str, Any] = {
        "action": action,
        "pull_request": {"number": 13, "head": {"ref": ref, "repo": {"full_name": head_repo} if head_repo else None}},
        "repository": {"full_name": "ana/awesome-vl"},
        "sender": {"login": sender},
    }
    return Delivery("guid", "pull_request", payload)


def _comment(body: str, action: str = "created", **changes: Any) -> Delivery:
    payload: dict[str, Any] = {
        "action": action,
        "issue": {"number": 12, "body": "", "user": {"login": "zoe", "type": "User"}},
        "comment": {"body": body, "user": {"login": "zoe", "type": "User"}},
        "repository": {"full_name": "ana/awesome-vl"},
        "sender": {"login": "zoe"},
    }
    return Delivery("guid", "issue_comment", payload | changes)


def _on_pull(body: str | None, author: dict[str, str] | None) -> Delivery:
    issue = {"number": 13, "body": body, "user": author, "pull_request": {"url": "https://example.org"}}
    return _comment("/section Papers", issue=issue)


def test_the_manifest_subscribes_to_what_is_handled() -> None:
    """Every handled event that an app can subscribe to stands in app.yml, and no other."""
    manifest = yaml.safe_load((Path(__file__).parent.parent / "app.yml").read_text())
    assert sorted(manifest["default_events"]) == sorted(HANDLERS.keys() - UNASKED)


@pytest.mark.parametrize("action", ["opened", "edited", "reopened", "closed", "unlocked", "deleted", "transferred"])
def test_issue_events_concern_their_issue(action: str) -> None:
    """What changes an issue's meaning starts a look at it; an edit says that it is one."""
    assert keys(_issue(action), OWN) == (Key("ana/awesome-vl", 12, edited=action == "edited"),)


def test_an_issue_that_came_from_elsewhere_is_not_older_than_we_are() -> None:
    """GitHub dates it by its first day; it is woken as by an edit."""
    changes = {"old_issue": {"number": 3}, "old_repository": {"full_name": "ana/old"}}
    came = Delivery("guid", "issues", {**_issue("opened").payload, "changes": changes})
    assert keys(came, OWN) == (Key("ana/awesome-vl", 12, edited=True),)


def test_only_the_author_s_edit_is_one() -> None:
    """A maintainer who tidies up titles wakes no issue that is older than the installation."""
    assert keys(_issue("edited", sender="ana"), OWN) == (Key("ana/awesome-vl", 12),)


@pytest.mark.parametrize("action", ["labeled", "assigned", "pinned", "locked", "an action of next year"])
def test_other_actions_concern_nobody(action: str) -> None:
    """Actions that change nothing for us, known or not, start nothing."""
    assert keys(_issue(action), OWN) == ()


@pytest.mark.parametrize(("action", "concerned"), [("unarchived", 1), ("archived", 0), ("renamed", 0), ("edited", 0)])
def test_a_repository_concerns_us_when_it_can_be_written_again(action: str, concerned: int) -> None:
    """Then those whose looks had to wait are looked at, and all open pull requests."""
    payload = {"action": action, "repository": {"full_name": "ana/awesome-vl"}, "sender": {"login": "ana"}}
    whom = (Key("ana/awesome-vl", 0, pull=True),)
    assert keys(Delivery("guid", "repository", payload), OWN) == whom[:concerned]


def test_our_own_deeds_concern_nobody() -> None:
    """A delivery that our own account caused starts no look."""
    assert keys(_issue("edited", sender=OWN), OWN) == ()


def test_our_pull_request_concerns_its_issue() -> None:
    """A pull request from our branch is about the issue that the branch is named after, and about itself; closed, it
    makes room for others of ours."""
    assert keys(_pull("shelver/issue-12"), OWN) == (Key("ana/awesome-vl", 12), Key("ana/awesome-vl", 0), PULL)


@pytest.mark.parametrize(
    "action", ["opened", "synchronize", "reopened", "edited", "ready_for_review", "converted_to_draft", "closed"]
)
def test_what_changes_a_pull_request_starts_a_look_at_it(action: str) -> None:
    """Whoever it is by; ours are judged like all others, though we made them ourselves."""
    assert keys(_pull("patch-1", action, "zoe/awesome-vl", "zoe"), OWN) == (PULL,)
    assert keys(_pull("shelver/issue-12", action, sender=OWN), OWN) == (PULL,)


def _reply(body: str, user: str = "User") -> Delivery:
    payload: dict[str, Any] = {
        "action": "created",
        "pull_request": {"number": 13},
        "comment": {"body": body, "user": {"login": "zoe", "type": user}},
        "repository": {"full_name": "ana/awesome-vl"},
        "sender": {"login": "zoe"},
    }
    return Delivery("guid", "pull_request_review_comment", payload)


def test_a_command_in_a_reply_to_a_suggestion_concerns_its_pull_request() -> None:
    """The nearest box to write `/fix` in is below the suggestion."""
    assert keys(_reply("/fix"), OWN) == (PULL,)
    assert keys(_reply("Why?"), OWN) == ()
    assert keys(_reply("/fix", "Bot"), OWN) == ()


@pytest.mark.parametrize("action", ["labeled", "assigned", "review_requested", "an action of next year"])
def test_other_actions_on_pull_requests_start_nothing(action: str) -> None:
    """What does not change what is judged."""
    assert keys(_pull("patch-1", action), OWN) == ()


@pytest.mark.parametrize("event", ["check_run", "check_suite"])
def test_a_check_that_is_wanted_again_is_found_by_its_commit(event: str) -> None:
    """GitHub does not name the pull requests of forks there."""
    payload = {
        "action": "rerequested",
        event: {"head_sha": "a" * 40, "pull_requests": []},
        "repository": {"full_name": "ana/awesome-vl"},
        "sender": {"login": "zoe"},
    }
    wanted = Key("ana/awesome-vl", 0, edited=True, pull=True, head="a" * 40)
    assert keys(Delivery("guid", event, payload), OWN) == (wanted,)
    assert keys(Delivery("guid", event, payload | {"action": "completed"}), OWN) == ()


@pytest.mark.parametrize(("ref", "number"), [("refs/heads/main", 1), ("refs/heads/patch-1", 0), ("refs/tags/main", 0)])
def test_what_comes_into_the_list_concerns_all_open_pull_requests(ref: str, number: int) -> None:
    """Only the default branch is the list's."""
    payload = {
        "ref": ref,
        "repository": {"full_name": "ana/awesome-vl", "default_branch": "main"},
        "sender": {"login": "ana"},
    }
    assert keys(Delivery("guid", "push", payload), OWN) == (Key("ana/awesome-vl", 0, pull=True),) * number


@pytest.mark.parametrize(
    "ref", ["main", "shelver/issue-", "shelver/issue-012", "x/shelver/issue-12", "shelver/issue-1\n"]
)
def test_other_branches_concern_no_issue(ref: str) -> None:
    """Branches that are not named by us are not ours."""
    assert keys(_pull(ref), OWN) == (PULL,)


@pytest.mark.parametrize("head_repo", ["eve/awesome-vl", None])
def test_a_forks_branch_is_not_ours(head_repo: str | None) -> None:
    """A branch of our name in a fork, or in a fork that is gone, is not ours."""
    assert keys(_pull("shelver/issue-12", head_repo=head_repo), OWN) == (PULL,)


@pytest.mark.parametrize(
    "body", ["/section Papers", "Hello,\r\n\r\n  **/section Papers**", "@shelver section Papers", "/sectoin Papers"]
)
@pytest.mark.parametrize("action", ["created", "edited", "deleted"])
def test_a_comment_with_a_command_concerns_its_issue(body: str, action: str) -> None:
    """A command that is given, edited or taken back starts a look, which is not the edit of an issue."""
    assert keys(_comment(body, action), OWN) == (Key("ana/awesome-vl", 12),)


def test_a_command_that_was_edited_away_concerns_its_issue() -> None:
    """What a comment said before counts too, so that its command can be taken back."""
    delivery = _comment("Sorry.", "edited", changes={"body": {"from": "/section Papers"}})
    assert keys(delivery, OWN) == (Key("ana/awesome-vl", 12),)


@pytest.mark.parametrize(
    "delivery",
    [
        _comment("Thank you!\nSee a/b and ana@example.org"),
        _comment("> /section Papers"),
        _comment(""),
        _comment("Thank you!", "edited", changes={"body": {"from": "Thanks"}}),
        _comment("/section Papers", "an action of next year"),
        _comment("/section Papers", comment={"body": "/section Papers", "user": {"login": "x[bot]", "type": "Bot"}}),
        _comment("/section Papers", sender={"login": OWN}),
    ],
)
def test_other_comments_concern_nobody(delivery: Delivery) -> None:
    """Talk, quotes, bots and our own comments start no look."""
    assert keys(delivery, OWN) == ()


def test_a_comment_of_a_deleted_account_is_read() -> None:
    """GitHub sends null for an account that is gone."""
    assert keys(_comment("x", comment={"body": "/section Papers", "user": None}), OWN) == (Key("ana/awesome-vl", 12),)


def test_a_comment_on_our_pull_request_concerns_its_issue() -> None:
    """The mark of the pull request's text leads to the issue."""
    body = with_pull_mark("Proposed", PullMark(issue=12))
    assert keys(_on_pull(body, {"login": OWN, "type": "Bot"}), OWN) == (Key("ana/awesome-vl", 12),)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (None, "Bot"),
        ("no mark", "Bot"),
        (with_pull_mark("", PullMark()), "Bot"),
        (with_pull_mark("", PullMark(issue=-1)), "Bot"),
        (with_pull_mark("", PullMark(issue=10**30)), "Bot"),
        (with_pull_mark("", PullMark(issue=12)), "User"),
    ],
)
def test_a_comment_on_another_pull_request_concerns_that_alone(body: str | None, kind: str) -> None:
    """Without a mark that can be ours there is no issue behind a pull request."""
    assert keys(_on_pull(body, {"login": "x", "type": kind}), OWN) == (PULL,)
    assert keys(_on_pull(body, None), OWN) == (PULL,)


@pytest.mark.parametrize("action", ["created", "new_permissions_accepted", "unsuspend", "deleted", "suspend"])
def test_what_the_owner_gives_concerns_all_of_the_account(action: str) -> None:
    """The payload names no repository in which somebody may wait for it."""
    payload = {"action": action, "installation": {"account": {"login": "ana"}}, "sender": {"login": "ana"}}
    expected = () if action in ("deleted", "suspend") else (Key("ana", 0, edited=True),)
    assert keys(Delivery("guid", "installation", payload), OWN) == expected
