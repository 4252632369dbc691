"""Issues, comments, labels and reactions, as the bot and people use them."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from github import GithubException
from github.Repository import Repository as RemoteRepository

from bot.sandbox import Refused, Repository, Sandbox


def test_bot_reads_an_issue(bot: RemoteRepository, repo: Repository) -> None:
    """An issue bears its author, counts and state."""
    made = repo.open_issue("A paper", "link", by="visitor")
    repo.comment(made.number, "hello")
    repo.react(made.number, "eyes")
    issue = bot.get_issue(made.number)
    assert (issue.title, issue.body, issue.user.login, issue.state) == ("A paper", "link", "visitor", "open")
    assert issue.comments == 1
    assert issue.raw_data["reactions"]["eyes"] == 1
    assert issue.raw_data["reactions"]["total_count"] == 1
    assert issue.raw_data["author_association"] == "NONE"
    assert issue.pull_request is None


def test_owner_is_owner(ana: httpx.Client) -> None:
    """The owner's issues say so."""
    made = ana.post("/repos/ana/list/issues", json={"title": "mine"}).json()
    assert made["author_association"] == "OWNER"


def test_missing_issue_is_404(bot: RemoteRepository) -> None:
    """An issue that does not exist is not found."""
    with pytest.raises(GithubException) as refused:
        bot.get_issue(99)
    assert refused.value.status == 404


def test_bot_comments_edits_and_deletes(bot: RemoteRepository, repo: Repository) -> None:
    """The bot's comments are its own, to change and to take away."""
    issue = bot.get_issue(repo.open_issue("A paper").number)
    comment = issue.create_comment("first")
    assert comment.user.login == "shelver[bot]"
    assert comment.user.type == "Bot"
    comment.edit("second")
    assert [one.body for one in issue.get_comments()] == ["second"]
    assert issue.get_comment(comment.id).body == "second"
    comment.delete()
    assert repo.comments(issue.number) == []


def test_comment_too_long_is_refused(bot: RemoteRepository, repo: Repository) -> None:
    """GitHub takes 65,536 characters and not one more."""
    issue = bot.get_issue(repo.open_issue("A paper").number)
    issue.create_comment("x" * 65536)
    with pytest.raises(GithubException) as refused:
        issue.create_comment("x" * 65537)
    assert refused.value.status == 422
    assert "maximum is 65536 characters" in refused.value.data["errors"][0]["message"]


def test_labels_are_made_when_first_used(bot: RemoteRepository, repo: Repository) -> None:
    """A label that the repository lacks is made, grey; taking it off twice is 404."""
    issue = bot.get_issue(repo.open_issue("A paper").number)
    issue.add_to_labels("submission", "Bug")
    assert repo.labels(issue.number) == ["submission", "bug"]
    assert bot.get_label("submission").color == "ededed"
    issue.remove_from_labels("submission")
    assert repo.labels(issue.number) == ["bug"]
    with pytest.raises(GithubException) as refused:
        issue.remove_from_labels("submission")
    assert refused.value.status == 404
    issue.set_labels("needs an answer")
    assert [label.name for label in issue.get_labels()] == ["needs an answer"]


def test_label_that_exists_is_refused(bot: RemoteRepository) -> None:
    """A label's name is taken whatever the case of its letters."""
    made = bot.create_label("submission", "0e8a16", "A paper is proposed")
    with pytest.raises(GithubException) as refused:
        bot.create_label("Submission", "0e8a16")
    assert refused.value.status == 422
    assert refused.value.data["errors"] == [{"resource": "Label", "code": "already_exists", "field": "name"}]
    made.edit("proposal", "ffffff")
    assert {label.name for label in bot.get_labels()} >= {"proposal", "duplicate"}


def test_same_reaction_twice_is_one(bot: RemoteRepository, repo: Repository) -> None:
    """A reaction given again is answered 200 with the one that stands."""
    issue = bot.get_issue(repo.open_issue("A paper").number)
    first = issue.create_reaction("eyes")
    assert issue.create_reaction("eyes").id == first.id
    assert [one.login for one in repo.reactions(issue.number)] == ["shelver[bot]"]
    comment = issue.create_comment("x")
    comment.create_reaction("+1")
    issue.delete_reaction(first.id)
    assert repo.reactions(issue.number) == []


def test_reaction_status(ana: httpx.Client, repo: Repository) -> None:
    """A new reaction is 201, a known one 200, an unknown word 422."""
    repo.open_issue("A paper")
    address = "/repos/ana/list/issues/1/reactions"
    statuses = [ana.post(address, json={"content": word}).status_code for word in ("eyes", "eyes", "shrug")]
    assert statuses == [201, 200, 422]


def test_closing_and_reopening(bot: RemoteRepository, repo: Repository) -> None:
    """Closing keeps who did it and why; reopening takes it back."""
    issue = bot.get_issue(repo.open_issue("A paper").number)
    issue.edit(state="closed", state_reason="not_planned")
    closed = bot.get_issue(issue.number)
    assert closed.state == "closed"
    assert closed.state_reason == "not_planned"
    assert closed.closed_by is not None
    assert closed.closed_by.login == "shelver[bot]"
    issue.edit(state="open")
    assert (repo.issue(issue.number).state, repo.issue(issue.number).closed_by) == ("open", None)


def test_list_by_state_and_since(bot: RemoteRepository, github: Sandbox, repo: Repository) -> None:
    """Issues can be listed by state and by the moment of their last change."""
    old = datetime(2024, 1, 1, tzinfo=UTC)
    repo.open_issue("old", created_at=old)
    done = repo.open_issue("done")
    repo.close_issue(done.number)
    assert [issue.title for issue in bot.get_issues()] == ["old"]
    assert {issue.title for issue in bot.get_issues(state="all")} == {"old", "done"}
    recent = bot.get_issues(state="all", since=github.now - timedelta(days=1))
    assert [issue.title for issue in recent] == ["done"]
    assert bot.get_issue(1).created_at == old


def test_pagination(bot: RemoteRepository, ana: httpx.Client, repo: Repository) -> None:
    """Lists come in pages of 30, and `Link` leads from one to the next."""
    for number in range(65):
        repo.open_issue(f"issue {number}")
    assert [issue.number for issue in bot.get_issues(direction="asc")] == list(range(1, 66))
    first = ana.get("/repos/ana/list/issues")
    assert len(first.json()) == 30
    assert set(first.links) == {"next", "last"}
    second = ana.get(first.links["next"]["url"])
    assert set(second.links) == {"prev", "next", "last", "first"}
    last = ana.get(second.links["last"]["url"])
    assert len(last.json()) == 5
    assert set(last.links) == {"prev", "first"}
    assert len(ana.get("/repos/ana/list/issues", params={"per_page": 500}).json()) == 65
    assert "link" not in ana.get("/repos/ana/list/labels").headers


def test_people_change_only_what_is_theirs(stranger: httpx.Client, repo: Repository) -> None:
    """A stranger may open and edit his own issue, and neither edit others' nor label."""
    mine = stranger.post("/repos/ana/list/issues", json={"title": "mine", "labels": ["bug"]})
    assert mine.status_code == 201
    assert mine.json()["labels"] == []
    other = repo.open_issue("hers")
    address = "/repos/ana/list/issues"
    assert stranger.patch(f"{address}/{mine.json()['number']}", json={"body": "more"}).status_code == 200
    assert stranger.patch(f"{address}/{other.number}", json={"title": "his"}).status_code == 403
    assert stranger.post(f"{address}/{other.number}/labels", json={"labels": ["bug"]}).status_code == 403
    comment = repo.comment(other.number, "hers")
    assert stranger.delete(f"{address}/comments/{comment.id}").status_code == 403


def test_nobody_reads_and_does_not_write(nobody: httpx.Client, repo: Repository) -> None:
    """Without a token one may read what is public, and write nothing."""
    repo.open_issue("A paper")
    assert nobody.get("/repos/ana/list/issues/1").status_code == 200
    refused = nobody.post("/repos/ana/list/issues/1/comments", json={"body": "hello"})
    assert (refused.status_code, refused.json()["message"]) == (401, "Requires authentication")
    bad = nobody.get("/repos/ana/list", headers={"Authorization": "token ghs_wrong"})
    assert (bad.status_code, bad.json()["message"]) == (401, "Bad credentials")


def test_malformed_requests_are_refused(ana: httpx.Client) -> None:
    """Broken JSON is 400, a missing or empty title 422."""
    address = "/repos/ana/list/issues"
    assert ana.post(address, content=b"{").status_code == 400
    assert ana.post(address, json={}).status_code == 422
    assert ana.post(address, json={"title": "  "}).status_code == 422
    assert ana.post(address, json={"title": 7}).status_code == 422
    assert ana.post(address, json=["title"]).status_code == 400


def test_refused_deed_raises(repo: Repository) -> None:
    """In Python a deed that GitHub refuses raises `Refused`."""
    with pytest.raises(Refused, match="404"):
        repo.comment(7, "hello")
