"""The sandbox as a whole: its life, its log, its gaps, its demo list."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from github.Repository import Repository as RemoteRepository

from bot.sandbox import Repository, Sandbox, demo_list


def test_folder_is_taken_away() -> None:
    """A sandbox leaves nothing behind, and its port is free again."""
    with Sandbox() as github:
        github.create_repo("ana/list", {"README.md": b"x"})
        folder, port = github.folder, github.port
        assert folder.exists()
    assert not folder.exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_given_folder_is_kept(tmp_path: Path) -> None:
    """A folder that was given stays, with the git repositories in it."""
    with Sandbox(folder=tmp_path) as github:
        repo = github.create_repo("ana/list", {"README.md": b"x"})
    assert (tmp_path / f"{repo.id}.git" / "HEAD").exists()


def test_given_port() -> None:
    """A sandbox serves on the port that it is given, and says so when the port is taken."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with Sandbox(port) as github:
        assert httpx.get(f"http://127.0.0.1:{port}/api/v3/rate_limit").status_code == 200
        other = Sandbox(github.port)
        with pytest.raises(OSError, match="in use"):
            other.start()
        other.stop()


def test_two_at_once() -> None:
    """Sandboxes know nothing of each other."""
    with Sandbox() as one, Sandbox() as other:
        one.create_repo("ana/list", {})
        assert httpx.get(f"{one.base_url}/repos/ana/list").status_code == 200
        assert httpx.get(f"{other.base_url}/repos/ana/list").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/repos/ana/list/topics"), ("POST", "/markdown"), ("DELETE", "/repos/ana/list")]
)
def test_missing_routes_name_themselves(nobody: httpx.Client, method: str, path: str) -> None:
    """A route that the sandbox lacks is 501 with its name, never a silent 404."""
    response = nobody.request(method, path)
    assert response.status_code == 501
    assert response.json() == {"message": f"Not implemented in the sandbox: {method} {path}"}


def test_requests_are_logged(bot: RemoteRepository, github: Sandbox, repo: Repository) -> None:
    """The log holds method, route, path, status and who called."""
    repo.open_issue("A paper")
    bot.get_issue(1)
    last = github.requests[-1]
    assert (last.method, last.path, last.status) == ("GET", "/repos/ana/list/issues/1", 200)
    assert last.route == "/repos/{owner}/{repo}/issues/{number}"
    assert last.login == "shelver[bot]"
    assert last.at.tzinfo is not None


def test_rate_limit_is_told(ana: httpx.Client) -> None:
    """Every answer tells how much of the hour's budget is left."""
    first, second = (int(ana.get("/repos/ana/list").headers["x-ratelimit-remaining"]) for _ in range(2))
    assert first == second + 1
    assert ana.get("/rate_limit").json()["resources"]["core"]["limit"] == 5000


def test_people_are_accounts(ana: httpx.Client, stranger: httpx.Client) -> None:
    """A token tells whose it is, and accounts can be looked up."""
    assert ana.get("/user").json()["login"] == "ana"
    assert ana.get("/users/stranger").json()["type"] == "User"
    assert ana.get("/users/none").status_code == 404


def test_clock(github: Sandbox, repo: Repository) -> None:
    """The clock can be stopped at a moment and let run again."""
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    github.now = moment
    assert repo.open_issue("A paper").created_at == moment
    github.now = None
    assert repo.open_issue("Another").created_at > moment


def test_many_at_once(ana: httpx.Client, github: Sandbox, repo: Repository) -> None:
    """Requests at the same time neither lose nor double anything."""
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda n: ana.post("/repos/ana/list/issues", json={"title": f"{n}"}), range(40)))
    assert {one.status_code for one in made} == {201}
    assert sorted(one.json()["number"] for one in made) == list(range(1, 41))
    assert len(repo.issues()) == 40


def test_demo_list() -> None:
    """The demo list is tidy: Papers by date, named entries first; each paper once; no trailing blanks."""
    text = demo_list().decode()
    assert not re.search(r"[ \t]$", text, re.MULTILINE)
    assert text.endswith("\n")
    sections = dict(re.findall(r"^## (.+)\n\n((?:- .+\n)+)", text, re.MULTILINE))
    assert list(sections)[:4] == [
        "Papers",
        "Diffusion-based Vision-Language",
        "CLIP-related",
        "New Large-Scale Datasets",
    ]
    entries = sections["Papers"].splitlines()
    named = [entry.startswith("- **[") for entry in entries]
    assert named == sorted(named, reverse=True)
    for kind in (True, False):
        ids = [
            found[1]
            for entry in entries
            if entry.startswith("- **[") is kind and (found := re.search(r"arxiv\.org/pdf/([\d.]+)\.pdf", entry))
        ]
        assert ids == sorted(ids)
    clip = re.findall(r"arxiv\.org/pdf/([\d.]+)\.pdf", sections["CLIP-related"])
    assert clip != sorted(clip)
    everything = re.findall(r"\[\[pdf\]\]\(([^)]+)\)", text)
    assert len(everything) - 1 == len(set(everything) - {"link"})
    assert "2301.12597" in text
    assert "2305.06500" not in text
