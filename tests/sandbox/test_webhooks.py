"""Webhooks: signed, in order, kept, delivered again under the same GUID."""

import hashlib
import hmac
import json
import uuid
from urllib.parse import parse_qs

import pytest
from github.Repository import Repository as RemoteRepository

from bot.sandbox import App, Installation, Repository, Sandbox, deeds
from bot.sandbox.webhooks import sign

from .conftest import SECRET, Ear


def test_signature_of_the_documentation() -> None:
    """The example of GitHub's documentation has the signature that it prints there."""
    expected = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    assert sign(SECRET, b"Hello, World!") == expected


def test_delivery_is_signed(github: Sandbox, ear: Ear, installation: Installation, repo: Repository) -> None:
    """A delivery bears GitHub's headers, and its signature fits its body."""
    repo.open_issue("A paper", by="visitor")
    github.wait_idle()
    heard = ear.heard[-1]
    expected = hmac.new(SECRET.encode(), heard.body, hashlib.sha256).hexdigest()
    assert heard.headers["X-Hub-Signature-256"] == f"sha256={expected}"
    assert heard.headers["X-GitHub-Event"] == "issues"
    assert heard.headers["Content-Type"] == "application/json"
    assert heard.headers["User-Agent"].startswith("GitHub-Hookshot/")
    assert heard.headers["X-GitHub-Hook-ID"].isdigit()
    assert uuid.UUID(heard.headers["X-GitHub-Delivery"])


def test_payload_names_all_concerned(github: Sandbox, ear: Ear, installation: Installation, repo: Repository) -> None:
    """A payload holds the action, the issue, the repository, the sender and the installation."""
    issue = repo.open_issue("A paper", "its link", by="visitor")
    github.wait_idle()
    payload = ear.heard[-1].payload
    assert payload["action"] == "opened"
    assert payload["issue"]["number"] == issue.number
    assert payload["issue"]["body"] == "its link"
    assert payload["repository"]["full_name"] == "ana/list"
    assert payload["repository"]["default_branch"] == "main"
    assert payload["sender"]["login"] == "visitor"
    assert payload["installation"]["id"] == installation.id


def test_form_encoded_delivery(github: Sandbox, ear: Ear, app: App, installation: Installation) -> None:
    """An app may have its events as a form; the signature is over the form."""
    app.content_type = "form"
    github.repo("ana/list").open_issue("A paper")
    github.wait_idle()
    heard = ear.heard[-1]
    assert heard.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert heard.headers["X-Hub-Signature-256"] == sign(SECRET, heard.body)
    assert json.loads(parse_qs(heard.body.decode())["payload"][0])["action"] == "opened"


def test_a_story_is_told_in_order(github: Sandbox, ear: Ear, installation: Installation, repo: Repository) -> None:
    """Every deed is told, in the order of the deeds."""
    issue = repo.open_issue("A paper")
    repo.edit_issue(issue.number, body="changed")
    comment = repo.comment(issue.number, "hello")
    repo.edit_comment(comment.id, "hello there")
    repo.delete_comment(comment.id)
    repo.add_label(issue.number, "submission")
    repo.remove_label(issue.number, "submission")
    repo.close_issue(issue.number)
    repo.reopen_issue(issue.number)
    github.wait_idle()
    assert ear.events() == [
        "installation.created",
        "issues.opened",
        "issues.edited",
        "issue_comment.created",
        "issue_comment.edited",
        "issue_comment.deleted",
        "issues.labeled",
        "issues.unlabeled",
        "issues.closed",
        "issues.reopened",
    ]
    assert ear.heard[2].payload["changes"] == {"body": {"from": ""}}


def test_a_merge_is_told_with_all_that_follows(
    github: Sandbox, ear: Ear, installation: Installation, repo: Repository
) -> None:
    """Merging tells of the pull request, of the issue that it closes and of the push."""
    repo.open_issue("A paper")
    repo.push_file("README.md", b"# List\n", branch="change")
    pull = repo.open_pull("Change", "change", "Closes #1")
    github.wait_idle()
    before = len(ear.heard)
    repo.merge(pull.number)
    github.wait_idle()
    assert sorted(ear.events()[before:]) == ["issues.closed", "pull_request.closed", "push.None"]
    told = next(one.payload for one in ear.heard[before:] if "pull_request" in one.payload)
    assert told["pull_request"]["merged"] is True


def test_an_app_hears_of_its_own_deeds(github: Sandbox, ear: Ear, bot: RemoteRepository, repo: Repository) -> None:
    """What an app does with its token is told like anything else, to itself too, with its bot as the sender."""
    repo.open_issue("A paper")
    bot.get_issue(1).create_comment("Seen")
    tip = bot.get_branch("main").commit
    bot.create_git_ref("refs/heads/shelver/issue-1", tip.sha)
    github.wait_idle()
    told = {(one.headers["X-GitHub-Event"], one.payload["sender"]["login"]) for one in ear.heard[2:]}
    assert told == {("issue_comment", "shelver[bot]"), ("push", "shelver[bot]")}


def test_events_not_subscribed_to_are_not_sent(github: Sandbox, ear: Ear, repo: Repository) -> None:
    """An app hears what it is subscribed to; of its installation it always hears."""
    app = github.register_app("deaf", webhook_url=ear.url, events=["push"])
    github.install(app, repo)
    repo.open_issue("A paper")
    repo.push_file("x", b"y")
    github.wait_idle()
    assert ear.events() == ["installation.created", "push.None"]


def test_second_repository_of_an_installation(github: Sandbox, ear: Ear, app: App, installation: Installation) -> None:
    """A further repository of the same owner is added to the installation that stands."""
    again = github.install(app, github.create_repo("ana/other", {}))
    github.wait_idle()
    assert again is installation
    assert ear.events()[-1] == "installation_repositories.added"
    assert [one["name"] for one in ear.heard[-1].payload["repositories_added"]] == ["other"]


def test_redelivery_keeps_the_guid(github: Sandbox, ear: Ear, installation: Installation, repo: Repository) -> None:
    """A delivery sent again is the same to the byte, and marked as sent again only in GitHub's own list."""
    repo.open_issue("A paper")
    github.wait_idle()
    first = ear.heard[-1]
    github.redeliver(first.headers["X-GitHub-Delivery"])
    github.wait_idle()
    second = ear.heard[-1]
    assert second is not first
    assert (second.headers["X-GitHub-Delivery"], second.body) == (first.headers["X-GitHub-Delivery"], first.body)
    assert [one.redelivery for one in github.deliveries[-2:]] == [False, True]


def test_failed_delivery_is_recorded_and_not_repeated(
    github: Sandbox, ear: Ear, installation: Installation, repo: Repository
) -> None:
    """GitHub never delivers again by itself: a failure is only written down."""
    github.wait_idle()
    ear.status = 500
    repo.open_issue("A paper")
    github.wait_idle()
    assert ear.events() == ["installation.created", "issues.opened"]
    assert (github.deliveries[-1].status_code, github.deliveries[-1].ok) == (500, False)
    assert github.deliveries[-1].response_body == "heard"


def test_nobody_listens(github: Sandbox, app: App, installation: Installation, repo: Repository) -> None:
    """An address where nobody listens counts as a failed delivery."""
    github.wait_idle()
    app.webhook_url = "http://127.0.0.1:9/webhook"
    repo.open_issue("A paper")
    github.wait_idle()
    assert github.deliveries[-1].status == "failed to connect to host"


def test_held_back_deliveries_go_out_in_order(
    github: Sandbox, ear: Ear, installation: Installation, repo: Repository
) -> None:
    """While webhooks are held back nothing is heard; afterwards all is, in order."""
    github.wait_idle()
    github.pause_webhooks()
    repo.open_issue("one")
    repo.open_issue("two")
    with pytest.raises(TimeoutError, match=r"2 deliveries still wait: issues\.opened"):
        github.wait_idle(timeout=0.01)
    github.resume_webhooks()
    github.wait_idle()
    assert [one.payload["issue"]["title"] for one in ear.heard[1:]] == ["one", "two"]


def test_push_names_the_files(github: Sandbox, ear: Ear, app: App, repo: Repository) -> None:
    """Each commit of a push tells which files came, went and changed; a renamed one came and went."""
    github.install(app, repo)
    before = repo.push_file("a.md", b"one\ntwo\nthree\n")
    repo.push_file("a.md", b"one\ntwo\nfour\n")
    repo.push_file("a.md", None)
    place = github.world.repos[repo.id]
    entry = place.git.file(before, "a.md")
    assert entry
    moved = place.git.write_tree([("a.md", "100644", None), ("b.md", "100644", entry.sha)], before)
    author = place.git.commit(before).author
    deeds.move_ref(
        github.world, place, "refs/heads/moved", place.git.commit_tree(moved, [before], "Move", author, author), "ana"
    )
    github.wait_idle()
    told = [one.payload for one in ear.heard if one.headers["X-GitHub-Event"] == "push"]
    files = [
        {key: commit[key] for key in ("added", "removed", "modified")} for one in told for commit in one["commits"][-1:]
    ]
    assert files == [
        {"added": ["a.md"], "removed": [], "modified": []},
        {"added": [], "removed": [], "modified": ["a.md"]},
        {"added": [], "removed": ["a.md"], "modified": []},
        {"added": ["b.md"], "removed": ["a.md"], "modified": []},
    ]
    assert [(one["ref"], one["before"], one["after"]) for one in told[1:2]] == [
        ("refs/heads/main", before, told[1]["after"])
    ]
