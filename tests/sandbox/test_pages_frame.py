"""The frame of the pages: what stands on each of them, and how other routers join them."""

from pathlib import Path

import httpx
import pytest
from fastapi import APIRouter, Request, Response

from bot.sandbox import Sandbox
from bot.sandbox.pages import page
from bot.sandbox.pages.frame import count, ink


def test_other_routers_come_first_and_bring_their_templates(tmp_path: Path) -> None:
    """A router given to the sandbox takes over "/" and renders its own template in the sandbox's frame."""
    (tmp_path / "first.html").write_text('{% extends "base.html" %}{% block main %}<h1>{{ word }}</h1>{% endblock %}')
    routes = APIRouter()

    @routes.get("/")
    def first(request: Request) -> Response:
        return page(request, "first.html", word="mine & yours")

    with Sandbox(routes=[routes], templates=[tmp_path]) as github:
        text = httpx.get(github.url).text
        assert httpx.get(f"{github.url}/ana/none").status_code == 404
    assert "<h1>mine &amp; yours</h1>" in text
    assert 'href="#main"' in text


def test_every_other_page_leads_back_to_the_first() -> None:
    """A link in words leads to the first page, from all pages but that one."""
    link = '<a href="/">First page</a>'
    with Sandbox() as github:
        path = github.create_repo("ana/list", {"README.md": b"# L"}).html_url
        assert link in httpx.get(path).text
        assert link in httpx.get(f"{github.url}/ana/none").text
        assert link not in httpx.get(github.url).text


def test_a_thread_says_that_it_is_to_be_loaded_anew() -> None:
    """What others write does not appear by itself, and a link looks for it."""
    with Sandbox() as github:
        repo = github.create_repo("ana/list", {"README.md": b"# L"})
        path = f"/ana/list/issues/{repo.open_issue('T', 'B', by='zoe').number}"
        assert f'<a href="{path}">look again</a>' in httpx.get(github.url + path).text


@pytest.mark.parametrize(("color", "readable"), [("ffffff", "000000"), ("000000", "ffffff"), ("0075ca", "ffffff")])
def test_ink_is_what_reads_better(color: str, readable: str) -> None:
    """A label's text is black or white."""
    assert ink(color) == readable


def test_counted_words() -> None:
    """One is one; all else is many."""
    assert (count(1, "reply", "replies"), count(2, "reply", "replies"), count(0, "line")) == (
        "1 reply",
        "2 replies",
        "0 lines",
    )
