"""Whose commands count, and which comment is ours."""

from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from github import GithubException
from github.IssueComment import IssueComment
from github.Repository import Repository

from bot.conversation import find_sticky, read_posts
from bot.marker import Memory, with_memory
from bot.model import Comment
from tests.builders import NOW, issue


@dataclass
class Rights:
    """A repository that is asked for people's rights: a word in the older field, or all that GitHub tells."""

    known: dict[str, str | dict[str, object] | GithubException]
    asked: list[str] = field(default_factory=list)
    url: str = "/repos/ana/list"

    @property
    def requester(self) -> "Rights":
        return self

    def requestJsonAndCheck(self, verb: str, url: str) -> tuple[dict[str, str], object]:
        assert verb == "GET"
        login = url.removeprefix(f"{self.url}/collaborators/").removesuffix("/permission")
        self.asked.append(login)
        answer = self.known.get(login, "read")
        if isinstance(answer, GithubException):
            raise answer
        return {}, {"permission": answer, "role_name": answer} if isinstance(answer, str) else answer


def _comment(number: int, login: str | None, body: str = "/section Papers", **changes: Any) -> IssueComment:
    kind = "Bot" if login == "helper[bot]" else "User"
    person = SimpleNamespace(login=login, id=sum(map(ord, login or "")), type=kind)
    fields: dict[str, Any] = {
        "id": number,
        "user": person if login else None,
        "body": body,
        "created_at": NOW + timedelta(seconds=number),
        "updated_at": NOW + timedelta(seconds=number),
        "author_association": "NONE",
    }
    return cast(IssueComment, SimpleNamespace(**(fields | changes)))


def _roles(rights: Rights, *comments: IssueComment, **of_issue: object) -> list[tuple[int, str]]:
    opened = issue(**of_issue)  # type: ignore[arg-type]
    posts = read_posts(cast(Repository, rights), opened.author, opened.body, comments)
    return [(post.id, post.role) for post in posts]


def test_whose_commands_count_is_asked_of_github() -> None:
    """Each person who gives a command is asked for once; the submitter, bots and those who only talk are not."""
    rights = Rights({"ana": "admin", "lee": "write", "kim": "read", "mia": "none"})
    zoe = SimpleNamespace(login="zoe-renamed", id=7, type="User")
    comments = [
        _comment(5, "ana"),
        _comment(4, "lee"),
        _comment(3, "kim"),
        _comment(2, "mia", author_association="OWNER"),
        _comment(1, "zoe", user=zoe),
        _comment(6, "ana"),
        _comment(7, "helper[bot]"),
        _comment(8, None),
        _comment(9, "joe", "Nice list"),
    ]
    assert _roles(rights, *comments, body="x\n/section Papers") == [
        (0, "submitter"), (1, "submitter"), (2, "other"), (3, "other"),
        (4, "maintainer"), (5, "maintainer"), (6, "maintainer"),
    ]  # fmt: skip
    assert sorted(rights.asked) == ["ana", "kim", "lee", "mia"]


def _told(permission: str, role: str, *, triage: bool | None = None) -> dict[str, object]:
    allowed = {"pull": True, "triage": triage, "push": False} if triage is not None else None
    return {"permission": permission, "role_name": role, "user": {"login": "lee", "permissions": allowed}}


@pytest.mark.parametrize(
    ("told", "role"),
    [
        (_told("write", "maintain"), "maintainer"),
        (_told("read", "triage"), "maintainer"),
        (_told("read", "triage", triage=True), "maintainer"),
        (_told("read", "list keepers", triage=True), "maintainer"),
        (_told("write", "list keepers"), "maintainer"),
        (_told("read", "list readers", triage=False), "other"),
        (_told("read", "read"), "other"),
        (_told("none", "none"), "other"),
        ({"permission": "read", "role_name": "read", "user": None}, "other"),
        ({}, "other"),
    ],
)
def test_who_may_triage_or_more_is_obeyed(told: dict[str, object], role: str) -> None:
    """GitHub calls triage "read" in its older field; an organisation's own role is known by what it allows."""
    assert _roles(Rights({"lee": told}), _comment(1, "lee")) == [(1, role)]


def test_whom_the_owner_names_is_obeyed_unasked() -> None:
    """Logins in the configuration are of people, however they are written there; a bot of that name is none."""
    rights = Rights({})
    comments = [_comment(1, "Lee"), _comment(2, "helper[bot]"), _comment(3, "kim")]
    opened = issue()
    posts = read_posts(cast(Repository, rights), opened.author, "", comments, maintainers=("lee", "helper[bot]"))
    assert [(post.id, post.role) for post in posts] == [(1, "maintainer"), (3, "other")]
    assert rights.asked == ["kim"]


def test_who_looks_after_the_list_does_so_on_their_own_submission() -> None:
    """A submitter's rights are asked for only where a command hangs on them."""
    zoe = SimpleNamespace(login="zoe", id=7, type="User")
    for body, asked, role in (
        ("/section Papers", [], "submitter"),
        ("/duplicate no", ["zoe"], "maintainer"),
        ("/unhold", ["zoe"], "maintainer"),
    ):
        rights = Rights({"zoe": "admin"})
        assert _roles(rights, _comment(1, "zoe", body, user=zoe)) == [(1, role)]
        assert rights.asked == asked


@pytest.mark.parametrize(
    "error",
    [
        GithubException(404, {"message": "Not Found"}),
        GithubException(401, {"message": "Requires authentication"}),
        GithubException(403, {"message": "Must have push access to view collaborator permission."}),
    ],
)
def test_rights_that_cannot_be_known_are_none(error: GithubException) -> None:
    """Whose rights we may not know, or whom GitHub does not know, is not obeyed."""
    assert _roles(Rights({"ana": error}), _comment(1, "ana")) == [(1, "other")]


def test_weather_is_no_answer() -> None:
    """When GitHub asks us to wait, nobody is taken for a stranger."""
    limit = GithubException(403, {"message": "You have exceeded a secondary rate limit."})
    with pytest.raises(GithubException):
        _roles(Rights({"ana": limit}), _comment(1, "ana"))


def test_a_crowd_does_not_get_before_a_maintainer() -> None:
    """Only so many people are asked for, and those first whom GitHub calls members."""
    rights = Rights({"ana": "admin"})
    crowd = [_comment(number, f"kim{number}") for number in range(2, 60)]
    roles = _roles(rights, _comment(1, "ana", author_association="MEMBER"), *crowd)
    assert roles[0] == (1, "maintainer")
    assert {role for _, role in roles[1:]} == {"other"}
    assert len(rights.asked) == 20


def test_a_comment_that_bears_our_mark_is_ours_only_if_we_wrote_it() -> None:
    """A person pastes what our comment hides: it is theirs, and nothing in it is remembered."""
    body = with_memory("All is well.", Memory(state="declined", generation=99))
    ours = _comment(2, "shelver[bot]", with_memory("x", Memory()))
    assert find_sticky([_comment(1, "kim", body), _comment(3, "helper[bot]", body), ours], "shelver[bot]") == (
        Comment(2, ours.body),
        (),
    )
    assert find_sticky([_comment(1, "kim", body)], "shelver[bot]") == (None, ())
