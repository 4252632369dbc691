"""What people write on GitHub, and who they are: our sticky comment, posts with commands, who may do what."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote

from github import GithubException
from github.IssueComment import IssueComment
from github.NamedUser import NamedUser
from github.Organization import Organization
from github.Repository import Repository

from bot.commands import calls, hangs_on_rights
from bot.github_app import is_gone
from bot.marker import has_mark, read_memory, text_mark
from bot.model import Account, Comment, Post, Role

#: For so many people GitHub is asked what they may do; commands of further ones do not count.
_MOST_ASKED = 20
#: What GitHub says in the field that knows no more words: of "maintain" it says "write" there, of "triage" "read".
_WRITERS = ("admin", "write")
#: https://docs.github.com/en/graphql/reference/enums#commentauthorassociation
_MEMBERS = ("OWNER", "MEMBER", "COLLABORATOR")


def answered_at(headers: Mapping[str, str | int]) -> datetime | None:
    """When GitHub answered, by its own clock. https://www.rfc-editor.org/rfc/rfc9110#name-date"""
    try:
        return parsedate_to_datetime(str(headers["date"]))
    except (KeyError, ValueError):
        return None


def read_account(raw: Mapping[str, Any] | None) -> Account:
    """An account; a deleted one is shown by GitHub as null and on its pages as `ghost`."""
    if raw is None:
        return Account("ghost", 10137)
    return Account(raw["login"], raw["id"], raw["type"] == "Bot")


def find_sticky(comments: Sequence[IssueComment], login: str) -> tuple[Comment | None, tuple[int, ...]]:
    """Our sticky comment, and further ones that should not be.

    One that was posted anew counts before the one whose place it takes, which a cut left standing: it alone knows
    what was said last. Of two of the same generation a write was doubled; the elder is the one people answered to.
    """
    ours = [comment for comment in comments if login_of(comment.user) == login and has_mark(comment.body)]
    if not ours:
        return None, ()
    ours.sort(key=lambda comment: (-read_memory(comment.body).generation, comment.id))
    return Comment(ours[0].id, ours[0].body), tuple(comment.id for comment in ours[1:])


class _Written(NamedTuple):
    """A comment of somebody's; `inline` if at lines of a pull request."""

    id: int
    author: Account
    association: str
    body: str
    created_at: datetime
    updated_at: datetime
    inline: bool = False


def read_posts(
    repository: Repository,
    author: Account,
    body: str,
    comments: Iterable[IssueComment],
    remarks: Iterable[Mapping[str, Any]] = (),
    opened: datetime | None = None,
    maintainers: Collection[str] = (),
) -> tuple[Post, ...]:
    """The first post, by `author`, and the comments of people, as far as they hold commands, the eldest first.

    `remarks` are those at lines of a pull request, as GitHub tells them, `opened` is when the first post was written,
    where that counts. `maintainers` are the logins of those of whom the list's owner says that they look after it.
    https://docs.github.com/en/rest/pulls/comments#list-review-comments-on-a-pull-request
    """
    first = [(call.word, call.argument) for call in calls(body)]
    written = [_read_comment(comment) for comment in comments if comment.user] + [_read_remark(one) for one in remarks]
    by_people = [one for one in written if not one.author.bot and calls(one.body)]
    by_people.sort(key=lambda one: (one.created_at, one.id))
    named = {login.casefold() for login in maintainers}
    others = [one for one in reversed(by_people) if one.author.id != author.id]
    # Whom GitHub calls a member is asked for first, so that no crowd gets before them; the answer alone counts.
    others.sort(key=lambda one: one.association not in _MEMBERS)
    asked = list(dict.fromkeys(one.author.login for one in others))[:_MOST_ASKED]

    @cache
    def role(login: str) -> Role:
        may = login.casefold() in named or (login in asked and may_triage(repository, login))
        return "maintainer" if may else "other"

    @cache
    def looks_after_it() -> bool:
        return author.login.casefold() in named or (not author.bot and may_triage(repository, author.login))

    def own(text: str) -> Role:
        return "maintainer" if hangs_on_rights(text) and looks_after_it() else "submitter"

    posts = [Post(0, author, own(body), body, text_mark((repr(first),)), opened)] if first and not author.bot else []
    for one in by_people:
        whose = own(one.body) if one.author.id == author.id else role(one.author.login)
        posts.append(Post(one.id, one.author, whose, one.body, one.updated_at.isoformat(), one.updated_at, one.inline))
    return tuple(posts)


def _read_comment(comment: IssueComment) -> _Written:
    user = comment.user
    return _Written(
        comment.id,
        Account(user.login, user.id, user.type == "Bot"),
        comment.author_association,
        comment.body or "",
        comment.created_at,
        comment.updated_at,
    )


def _read_remark(raw: Mapping[str, Any]) -> _Written:
    return _Written(
        raw["id"],
        read_account(raw["user"]),
        raw["author_association"],
        raw["body"] or "",
        datetime.fromisoformat(raw["created_at"]),
        datetime.fromisoformat(raw["updated_at"]),
        inline=True,
    )


def may_write(repository: Repository, login: str) -> bool:
    """Whether somebody may write to the repository; not where we may not know it, as a mere reader of it."""
    return _rights(repository, login).get("permission") in _WRITERS


def may_triage(repository: Repository, login: str) -> bool:
    """Whether somebody may triage in the repository or do more; not where we may not know it.

    A role that an organisation made itself has a name of its own; what it allows is told with the account.
    https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization
    """
    rights = _rights(repository, login)
    allowed = (rights.get("user") or {}).get("permissions") or {}
    return rights.get("permission") in _WRITERS or rights.get("role_name") == "triage" or allowed.get("triage") is True


def _rights(repository: Repository, login: str) -> Mapping[str, Any]:
    """What GitHub tells of somebody's rights; nothing where we may not know them.

    https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
    """
    path = f"{repository.url}/collaborators/{quote(login, safe='')}/permission"
    try:
        _, told = repository.requester.requestJsonAndCheck("GET", path)
    except GithubException as error:
        if is_gone(error) or error.status == 401 or (error.status == 403 and "push access" in str(error.data)):
            return {}
        raise
    return told if isinstance(told, Mapping) else {}


def login_of(user: NamedUser | Organization | None) -> str | None:
    """The login of an account; None for one that was deleted."""
    return user.login if user else None
