"""Conditional requests: what one has already is not sent again, and asking costs nothing."""

from datetime import timedelta
from email.utils import format_datetime

import httpx
import pytest

from bot.sandbox import Repository, Sandbox

ISSUES = "/repos/ana/list/issues"


def used(response: httpx.Response) -> int:
    """What an answer's caller has used of his budget."""
    return int(response.headers["x-ratelimit-used"])


def test_known_answer_is_not_sent_again(ana: httpx.Client, repo: Repository) -> None:
    """A tag that still fits is answered 304 without a body, and not counted."""
    repo.open_issue("A paper")
    first = ana.get(ISSUES)
    again = ana.get(ISSUES, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, used(again)) == (304, b"", used(first))
    assert again.headers["etag"] == first.headers["etag"]


def test_changed_answer_is_sent_and_counted(ana: httpx.Client, repo: Repository) -> None:
    """After a change the tag is another one."""
    repo.open_issue("A paper")
    first = ana.get(ISSUES)
    repo.open_issue("Another")
    again = ana.get(ISSUES, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, len(again.json()), used(again)) == (200, 2, used(first) + 1)


def test_one_of_several_tags(ana: httpx.Client, repo: Repository) -> None:
    """Tags may be several, weak or strong."""
    tag = ana.get(ISSUES).headers["etag"]
    assert tag.startswith('W/"')
    header = {"If-None-Match": f'"other", {tag.removeprefix("W/")}'}
    assert ana.get(ISSUES, headers=header).status_code == 304


def test_nobody_pays_for_the_same(nobody: httpx.Client) -> None:
    """Without authentication a 304 is counted like any other answer."""
    first = nobody.get(ISSUES)
    again = nobody.get(ISSUES, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, used(again)) == (304, used(first) + 1)


def test_tag_depends_on_who_asks_and_for_what(ana: httpx.Client, nobody: httpx.Client) -> None:
    """Another token or another media type is another answer."""
    file = "/repos/ana/list/contents/README.md"
    tags = {
        ana.get(file).headers["etag"],
        nobody.get(file).headers["etag"],
        ana.get(file, headers={"Accept": "application/vnd.github.object"}).headers["etag"],
    }
    assert len(tags) == 3


@pytest.mark.parametrize(("ago", "status"), [(0, 304), (1, 200)])
def test_date_of_the_last_change(ana: httpx.Client, github: Sandbox, repo: Repository, ago: int, status: int) -> None:
    """One thing tells when it was last changed, and is sent only to those who have seen it before."""
    changed = repo.open_issue("A paper").updated_at
    assert ana.get(f"{ISSUES}/1").headers["last-modified"] == format_datetime(changed, usegmt=True)
    since = format_datetime(changed - timedelta(seconds=ago), usegmt=True)
    assert ana.get(f"{ISSUES}/1", headers={"If-Modified-Since": since}).status_code == status


def test_lists_have_no_date(ana: httpx.Client, repo: Repository) -> None:
    """When a list was last changed is not said."""
    assert "last-modified" not in ana.get(ISSUES).headers


def test_writes_and_refusals_have_no_tag(ana: httpx.Client) -> None:
    """Only a good answer to a GET can be known already."""
    assert "etag" not in ana.post(ISSUES, json={"title": "A paper"}).headers
    assert "etag" not in ana.get(f"{ISSUES}/99").headers
