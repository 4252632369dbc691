"""Whom a delivery concerns."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.events import HANDLERS, Delivery, keys
from bot.model import Key

OWN = "shelver[bot]"


def _issue(action: str, sender: str = "zoe") -> Delivery:
    payload = {
        "action": action,
        "issue": {"number": 12},
        "repository": {"full_name": "ana/awesome-vl"},
        "sender": {"login": sender},
    }
    return Delivery("guid", "issues", payload)


def _pull(ref: str, action: str = "closed", head_repo: str | None = "ana/awesome-vl") -> Delivery:
    payload: dict[str, Any] = {
        "action": action,
        "pull_request": {"head": {"ref": ref, "repo": {"full_name": head_repo} if head_repo else None}},
        "repository": {"full_name": "ana/awesome-vl"},
        "sender": {"login": "ana"},
    }
    return Delivery("guid", "pull_request", payload)


def test_the_manifest_subscribes_to_what_is_handled() -> None:
    """Every handled event stands in app.yml, and no other."""
    manifest = yaml.safe_load((Path(__file__).parent.parent / "app.yml").read_text())
    assert sorted(manifest["default_events"]) == sorted(HANDLERS)


@pytest.mark.parametrize("action", ["opened", "edited", "reopened", "closed"])
def test_issue_events_concern_their_issue(action: str) -> None:
    """What changes an issue's meaning starts a look at it; an edit says that it is one."""
    assert keys(_issue(action), OWN) == (Key("ana/awesome-vl", 12, edited=action == "edited"),)


@pytest.mark.parametrize("action", ["labeled", "assigned", "pinned", "an action of next year"])
def test_other_actions_concern_nobody(action: str) -> None:
    """Actions that change nothing for us, known or not, start nothing."""
    assert keys(_issue(action), OWN) == ()


def test_our_own_deeds_concern_nobody() -> None:
    """A delivery that our own account caused starts no look."""
    assert keys(_issue("edited", sender=OWN), OWN) == ()


def test_our_pull_request_concerns_its_issue() -> None:
    """A pull request from our branch is about the issue that the branch is named after."""
    assert keys(_pull("shelver/issue-12"), OWN) == (Key("ana/awesome-vl", 12),)


@pytest.mark.parametrize(
    "ref", ["main", "shelver/issue-", "shelver/issue-012", "x/shelver/issue-12", "shelver/issue-1\n"]
)
def test_other_branches_concern_nobody(ref: str) -> None:
    """Branches that are not named by us are not ours."""
    assert keys(_pull(ref), OWN) == ()


@pytest.mark.parametrize("head_repo", ["eve/awesome-vl", None])
def test_a_forks_branch_is_not_ours(head_repo: str | None) -> None:
    """A branch of our name in a fork, or in a fork that is gone, is not ours."""
    assert keys(_pull("shelver/issue-12", head_repo=head_repo), OWN) == ()
