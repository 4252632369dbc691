"""A repository -> one picture of it: what its owner says of us, who waits there, and what its maintainers were told."""

import time
from collections.abc import Mapping
from typing import Any, get_args
from urllib.parse import urljoin

from github import GithubException
from github.Repository import Repository

from bot.conversation import read_account
from bot.github_app import Installation, is_gone
from bot.listing import read_owner
from bot.marker import read_notice_mark
from bot.model import Bounds, Key, Notice, NoticeKind, RepositorySnapshot, Waiting
from bot.observe import Behind

#: Seconds after which a list of issues shows one that was opened.
_SHOWN = 60
#: So many pages of what we opened are looked through.
_MOST_PAGES = 3


def observe_repository(
    key: Key,
    installation: Installation,
    bounds: Bounds,
    waiting: tuple[Waiting, ...],
    known: Mapping[NoticeKind, tuple[int, float]],
) -> RepositorySnapshot:
    """Look at a repository. `known` are the numbers of our issues there, and since when; 0: one is being opened.

    Raises Behind, GithubException, or requests' errors where GitHub is out of reach.
    """
    repository = installation.github.get_repo(key.repo)
    found: dict[NoticeKind, Notice] = {}
    for kind, (number, _) in known.items():
        if number and (notice := _notice(repository, number, installation.login)):
            found[kind] = notice
    if known.keys() - found.keys() or (waiting and not known):
        found = {**_search(repository, installation.login), **found}
    for kind, (number, at) in known.items():
        if not number and kind not in found and time.time() < at + _SHOWN:
            msg = f"an issue of ours that {key.repo} may have is not shown"
            raise Behind(msg)
    return RepositorySnapshot(
        key=key,
        config=read_owner(repository),
        bounds=bounds,
        web=urljoin(installation.settings, f"/{key.repo}"),
        settings=installation.settings,
        waiting=waiting,
        notices=found,
        # Asked only where it matters.
        archived=any(one.held.why == "archived" for one in waiting) and repository.archived,
    )


def _notice(repository: Repository, number: int, login: str) -> Notice | None:
    """One issue of ours; None where it is gone. https://docs.github.com/en/rest/issues/issues#get-an-issue"""
    try:
        raw = repository.get_issue(number).raw_data
        # One that was moved is shown as it is elsewhere.
        is_here = raw["number"] == number and read_account(raw["user"]).login == login
        return _read(raw) if is_here else None
    except GithubException as error:
        if is_gone(error):
            return None
        raise


def _search(repository: Repository, login: str) -> dict[NoticeKind, Notice]:
    """Our issues for maintainers, the newest of each kind, among all that we opened.

    https://docs.github.com/en/rest/issues/issues#list-repository-issues
    """
    found: dict[NoticeKind, Notice] = {}
    for page in range(1, _MOST_PAGES + 1):
        _, items = repository.requester.requestJsonAndCheck(
            "GET",
            f"/repos/{repository.full_name}/issues",
            parameters={"creator": login, "state": "all", "per_page": 100, "page": page},
        )
        for item in items:
            if "pull_request" not in item and read_account(item["user"]).login == login:
                for kind in get_args(NoticeKind):
                    if (read_notice_mark(item["body"] or "") or ("", False))[0] == kind:
                        found.setdefault(kind, _read(item))
        if len(items) < 100:
            break
    return found


def _read(raw: Mapping[str, Any]) -> Notice:
    return Notice(raw["number"], raw["body"] or "", raw["state"] == "open")
