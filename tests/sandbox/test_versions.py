"""Versions of the API: which one is spoken, and what the newer one leaves out."""

import httpx
import pytest

from bot.sandbox import Repository

HEADER = "X-GitHub-Api-Version"


def test_version_is_told(ana: httpx.Client) -> None:
    """Who names no version gets the older one; every answer names its version."""
    assert ana.get("/repos/ana/list").headers["x-github-api-version-selected"] == "2022-11-28"
    newer = ana.get("/repos/ana/none", headers={HEADER: "2026-03-10"})
    assert (newer.status_code, newer.headers["x-github-api-version-selected"]) == (404, "2026-03-10")


def test_unknown_version_is_refused(ana: httpx.Client) -> None:
    """A version that never was is refused."""
    assert ana.get("/repos/ana/list", headers={HEADER: "2020-01-01"}).status_code == 400


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/repos/ana/list", "has_downloads"),
        ("/repos/ana/list/issues/1", "assignee"),
        ("/repos/ana/list/pulls/2", "merge_commit_sha"),
        ("/rate_limit", "rate"),
    ],
)
def test_newer_version_leaves_out(ana: httpx.Client, repo: Repository, path: str, field: str) -> None:
    """What the newer version dropped the older one still has."""
    repo.open_issue("A paper")
    repo.push_file("a.md", b"a", branch="b")
    repo.open_pull("B", "b")
    assert field in ana.get(path).json()
    assert field not in ana.get(path, headers={HEADER: "2026-03-10"}).json()
