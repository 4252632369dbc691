"""Reviews: comments on lines of the diff, what they refuse, and where they stand after a push."""

from typing import Any

import httpx
import pytest
from github.Repository import Repository as RemoteRepository
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import App, Refused, Remark, Repository, Sandbox
from bot.sandbox.differ import file_diff, moved
from bot.sandbox.git import FileChange

from .conftest import Ear, person

#: Two hunks: lines 1 to 7 and 17 to 23 after the change stand in them.
OLD = "".join(f"line {number}\n" for number in range(1, 24))
NEW = OLD.replace("line 4\n", "line 4!\n").replace("line 20\n", "line 20!\n")
BLANK = "Pull request review thread diff hunk can't be blank"
OUTSIDE = "Pull request review thread line must be part of the diff"
HUNK = "Pull request review thread start line must be part of the same hunk as the line."


@pytest.fixture
def number(repo: Repository) -> int:
    """A pull request of Zoe's that changes two lines far apart."""
    repo.push_file("a.md", OLD.encode())
    repo.push_file("a.md", NEW.encode(), branch="b")
    return repo.open_pull("Change two lines", "b", by="zoe").number


def ask(api: httpx.Client, number: int, *comments: dict[str, Any], **said: Any) -> httpx.Response:
    """Send a review."""
    return api.post(f"/repos/ana/list/pulls/{number}/reviews", json={"event": "COMMENT", "comments": comments} | said)


def at(line: int, **said: Any) -> dict[str, Any]:
    """A comment on a line."""
    return {"path": "a.md", "line": line, "body": "Look", **said}


def test_review_through_pygithub(bot: RemoteRepository, repo: Repository, number: int) -> None:
    """A review with comments comes back as it was sent, with the hunk that each is about."""
    pull = bot.get_pull(number)
    remarks: Any = [at(4, side="RIGHT"), at(6, start_line=3, start_side="RIGHT", side="RIGHT"), at(4, side="LEFT")]
    review = pull.create_review(body="Two things", event="COMMENT", comments=remarks)
    assert (review.state, review.body, review.commit_id) == ("COMMENTED", "Two things", pull.head.sha)
    found = list(pull.get_single_review_comments(review.id))
    assert [(one.line, one.start_line, one.side, one.position) for one in found] == [
        (4, None, "RIGHT", 5), (6, 3, "RIGHT", 7), (4, None, "LEFT", 4),
    ]  # fmt: skip
    assert found[0].diff_hunk.split("\n")[-1] == "+line 4!"
    assert [one.id for one in pull.get_reviews()] == [review.id]
    assert bot.get_pull(number).review_comments == 3


@pytest.mark.parametrize(
    ("comment", "error"),
    [
        (at(12), f"{OUTSIDE} and {BLANK}"),
        (at(99), f"{OUTSIDE} and {BLANK}"),
        (at(12, start_line=10), f"{OUTSIDE}, {HUNK}, and {BLANK}"),
        (at(20, start_line=4), HUNK),
        (at(20, start_line=12), HUNK),
        (at(4, start_line=4), "Pull request review thread start line must precede the end line."),
        (at(4, path="b.md"), "Path could not be resolved"),
    ],
)
def test_remark_without_a_place_refuses_the_review(
    bot: RemoteRepository, ana: httpx.Client, repo: Repository, number: int, comment: dict[str, Any], error: str
) -> None:
    """One comment outside of the diff, and none of the review is there."""
    refused = ask(ana, number, at(4), comment, body="Look")
    assert (refused.status_code, refused.json()["message"]) == (422, "Unprocessable Entity")
    assert refused.json()["errors"] == [error]
    assert (repo.reviews(number), repo.review_comments(number)) == ([], [])


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 422),
        ({"body": "  "}, 422),
        ({"body": "x"}, 200),
        ({"event": "APPROVE"}, 200),
        ({"event": "REQUEST_CHANGES"}, 422),
        ({"event": "LIKE"}, 422),
        ({"body": "x" * 65536}, 200),
        ({"body": "x" * 65537}, 422),
        ({"body": "x", "commit_id": "1" * 40}, 422),
        ({"comments": [{"path": "a.md", "body": "x"}]}, 422),
        ({"comments": [at(4, body="x" * 65537)]}, 422),
        ({"comments": [at(4, side="UP")]}, 422),
        ({"comments": [at(4)]}, 200),
        ({"comments": [{"path": "a.md", "body": "x", "position": 5}]}, 200),
    ],
)
def test_what_a_review_needs(ana: httpx.Client, number: int, said: dict[str, Any], status: int) -> None:
    """A body, unless it approves or has comments; all within GitHub's limits."""
    assert ask(ana, number, **said).status_code == status


def test_own_pull_request_is_not_approved(github: Sandbox, repo: Repository, number: int) -> None:
    """One may comment on one's own pull request, not approve it."""
    for zoe in person(github, "zoe"):
        assert ask(zoe, number, event="APPROVE").json()["errors"] == ["Review Can not approve your own pull request"]
        assert ask(zoe, number, body="Look").status_code == 200


def lines(repo: Repository, number: int) -> list[tuple[int | None, int | None, int]]:
    """Where the comments of a pull request stand, and where they were made."""
    return [(one.start_line, one.line, one.original_line) for one in repo.review_comments(number)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"line 23\n": "line 23\nmore\n"}, [(None, 4), (3, 6), (None, 20)]),
        ({"line 1\n": "line 0\nline 1\n"}, [(None, 5), (4, 7), (None, 21)]),
        ({"line 4!\n": "line 4?\n"}, [(None, None), (None, None), (None, 20)]),
        ({"line 6\n": "line 6?\n"}, [(None, 4), (None, None), (None, 20)]),
        ({"line 5\n": ""}, [(None, 4), (None, None), (None, 19)]),
        ({"line 20!\n": "line 20\n"}, [(None, 4), (3, 6), (None, None)]),
    ],
)
def test_comments_follow_their_lines(
    repo: Repository, number: int, change: dict[str, str], expected: list[tuple[int | None, int | None]]
) -> None:
    """After a push a comment stands where its lines went; where they changed or left the diff it is outdated."""
    repo.review(number, "", [Remark("a.md", "x", 4), Remark("a.md", "x", 6, start_line=3), Remark("a.md", "x", 20)])
    text = NEW
    for old, new in change.items():
        text = text.replace(old, new)
    repo.push_file("a.md", text.encode(), branch="b")
    found = lines(repo, number)
    assert [one[:2] for one in found] == expected
    assert [one[2] for one in found] == [4, 6, 20]
    assert [one.position is None for one in repo.review_comments(number)] == [line is None for _, line in expected]


def test_review_of_an_older_commit(ana: httpx.Client, repo: Repository, number: int) -> None:
    """A review may be of an older commit; its comments are where those lines are now."""
    old = repo.branches()["b"]
    repo.push_file("a.md", ("line 0\n" + NEW).encode(), branch="b")
    assert ask(ana, number, at(4), commit_id=old).status_code == 200
    assert lines(repo, number) == [(None, 5, 4)]


def test_reply(github: Sandbox, repo: Repository, number: int) -> None:
    """A reply stands at the lines of the first comment, and belongs to it."""
    repo.review(number, "", [Remark("a.md", "Look", 4)])
    first = repo.review_comments(number)[0].id
    for zoe in person(github, "zoe"):
        path = f"/repos/ana/list/pulls/{number}/comments"
        made = zoe.post(f"{path}/{first}/replies", json={"body": "I did"}).json()
        again = zoe.post(path, json={"body": "Really", "in_reply_to": made["id"]}).json()
        assert zoe.post(f"{path}/1/replies", json={"body": "I did"}).status_code == 404
    assert [one["in_reply_to_id"] for one in (made, again)] == [first, first]
    assert [one["line"] for one in (made, again)] == [4, 4]


def test_single_comment(ana: httpx.Client, repo: Repository, number: int) -> None:
    """A single comment is refused in other words than a review."""
    said = {"body": "x", "path": "a.md", "commit_id": repo.branches()["b"]}
    path = f"/repos/ana/list/pulls/{number}/comments"
    assert ana.post(path, json=said | {"line": 4}).status_code == 201
    (error,) = ana.post(path, json=said | {"line": 12}).json()["errors"]
    assert error["message"] == "pull_request_review_thread.line must be part of the diff"


def test_who_may_change_what(
    bot: RemoteRepository, ana: httpx.Client, stranger: httpx.Client, repo: Repository, number: int
) -> None:
    """One's own, and as a maintainer what others wrote; an app only its own."""
    repo.review(number, "Look", [Remark("a.md", "Look", 4)], by="zoe")
    path = f"/repos/ana/list/pulls/comments/{repo.review_comments(number)[0].id}"
    assert stranger.patch(path, json={"body": "x"}).status_code == 403
    assert bot.requester.requestJson("PATCH", path, input={"body": "x"})[0] == 403
    assert ana.patch(path, json={"body": "Better"}).json()["body"] == "Better"
    assert ana.delete(path).status_code == 204
    assert ana.get(path).status_code == 404


@pytest.fixture
def app(github: Sandbox, ear: Ear, keys: tuple[str, str]) -> App:
    """An app that hears of reviews."""
    private, public = keys
    events = ("pull_request_review", "pull_request_review_comment")
    return github.register_app("shelver", private_key=private, public_key=public, webhook_url=ear.url, events=events)


def test_events(github: Sandbox, ear: Ear, bot: RemoteRepository, repo: Repository, number: int) -> None:
    """A review is told of, and each of its comments; so are their changes."""
    review = bot.get_pull(number).create_review(
        body="Look", event="COMMENT", comments=[{"path": "a.md", "position": 5, "body": "x"}]
    )
    review.edit("Look again")
    comment = repo.review_comments(number)[0].id
    repo.edit_review_comment(comment, "y")
    repo.reply(comment, "Well", by="zoe")
    repo.delete_review_comment(comment)
    github.wait_idle()
    told = "pull_request_review", "pull_request_review_comment"
    assert ear.events()[1:] == [
        f"{told[0]}.submitted", f"{told[1]}.created", f"{told[0]}.edited", f"{told[1]}.edited",
        f"{told[0]}.submitted", f"{told[1]}.created", f"{told[1]}.deleted",
    ]  # fmt: skip
    assert ear.heard[1].payload["review"]["state"] == "commented"
    assert ear.heard[3].payload["changes"] == {"body": {"from": "Look"}}


def test_approval_lets_merge(repo: Repository, number: int) -> None:
    """Where a merge takes an approval, it takes one of somebody who may write, and nobody's refusal."""
    repo.protect_branch("main", admins_too=True)
    repo.add_collaborator("bea", "write")
    repo.review(number, by="stranger", event="APPROVE")
    with pytest.raises(Refused, match="At least 1 approving review is required"):
        repo.merge(number)
    repo.review(number, "No", by="bea", event="REQUEST_CHANGES")
    with pytest.raises(Refused, match="Changes have been requested"):
        repo.merge(number)
    repo.review(number, by="bea", event="APPROVE")
    assert repo.merge(number)


def test_large_diff_has_no_patch(ana: httpx.Client, repo: Repository) -> None:
    """Of a file that changed too much the patch is left out; the others have theirs, and the text is refused."""
    repo.push_file("big.md", b"x\n" * 20_001, branch="b")
    repo.push_file("a.md", b"x\n", branch="b")
    number = repo.open_pull("Much", "b").number
    files = ana.get(f"/repos/ana/list/pulls/{number}/files", params={"per_page": 1}).json()
    more = ana.get(f"/repos/ana/list/pulls/{number}/files", params={"per_page": 1, "page": 2}).json()
    assert [("patch" in one, one["filename"], one["additions"]) for one in files + more] == [
        (True, "a.md", 1), (False, "big.md", 20_001),
    ]  # fmt: skip
    refused = ana.get(f"/repos/ana/list/pulls/{number}", headers={"Accept": "application/vnd.github.diff"})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (406, "too_large")
    assert ask(ana, number, {"path": "big.md", "line": 1, "body": "x"}).status_code == 422


@given(st.lists(st.sampled_from("ab"), max_size=8), st.lists(st.sampled_from("ab"), max_size=8))
def test_moved_lines_are_the_same(before: list[str], after: list[str]) -> None:
    """Where a line moved to, the same text stands; what is not in a hunk is shifted by what was added before it."""
    patch = "\n".join(
        [f"@@ -1,{len(before)} +1,{len(after)} @@", *(f"-{one}" for one in before), *(f"+{one}" for one in after)]
    )
    rows = file_diff(FileChange("a", "modified", "", 0, 0, patch)).rows
    assert len(rows) == len(before) + len(after) + 1
    assert [moved(patch, line) for line in range(1, len(before) + 1)] == [None] * len(before)
    beyond = len(before) + 5
    assert moved(patch, beyond) == beyond + len(after) - len(before)
