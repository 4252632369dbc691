"""The pages of files and commits."""

import httpx

from bot.sandbox import Repository

from .conftest import README


def test_readme_is_rendered_with_its_links(browser: httpx.Client, repo: Repository) -> None:
    """Relative links lead to the repository's files, which are there."""
    repo.push_file("docs/guide.md", b"# Guide\n\nBack to [the list](../README.md).\n")
    repo.push_file("README.md", b"# Top\n\nSee [the guide](docs/guide.md#guide) and ![a picture](docs/a.png).\n")
    page = browser.get("/ana/list").text
    assert 'href="/ana/list/blob/main/docs/guide.md#guide"' in page
    assert 'src="/ana/list/raw/main/docs/a.png"' in page
    guide = browser.get("/ana/list/blob/main/docs/guide.md").text
    assert '<h1 id="guide">' in guide
    assert 'href="/ana/list/blob/main/README.md"' in guide


def test_lines_can_be_linked(browser: httpx.Client) -> None:
    """A file's page has an anchor a line; Markdown is shown so with `?plain=1`."""
    page = browser.get("/ana/list/blob/main/README.md?plain=1").text
    assert '<tr id="L4"><td class="num"><a href="#L4">4</a></td><td class="text">- two</td></tr>' in page
    assert '<tr id="L8">' not in page
    assert '<tr id="L1">' not in browser.get("/ana/list/blob/main/README.md").text


def test_raw_bytes_are_never_a_page(browser: httpx.Client, repo: Repository) -> None:
    """Raw files are plain text whatever is in them; pictures are pictures, and may run nothing."""
    raw = browser.get("/ana/list/raw/main/README.md")
    assert raw.content == README
    repo.push_file("a.html", b"<script>1</script>")
    repo.push_file("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    page, picture = browser.get("/ana/list/raw/main/a.html"), browser.get("/ana/list/raw/main/a.svg")
    assert page.headers["content-type"].startswith("text/plain")
    assert page.headers["x-content-type-options"] == "nosniff"
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in picture.headers["content-security-policy"]
    assert '<img src="/ana/list/raw/main/a.svg"' in browser.get("/ana/list/blob/main/a.svg").text


def test_binary_files_are_not_shown(browser: httpx.Client, repo: Repository) -> None:
    """A file with NUL bytes has a page, but no lines."""
    repo.push_file("a.bin", b"\0\1\2")
    assert "binary file" in browser.get("/ana/list/blob/main/a.bin").text


def test_folders_and_branches_with_slashes(browser: httpx.Client, repo: Repository) -> None:
    """Folders are listed; a branch's name may hold a slash."""
    repo.push_file("docs/a b.md", b"hello", branch="shelver/issue-1")
    folder = browser.get("/ana/list/tree/shelver/issue-1/docs").text
    assert 'href="/ana/list/blob/shelver/issue-1/docs/a%20b.md"' in folder
    assert "hello" in browser.get("/ana/list/blob/shelver/issue-1/docs/a%20b.md").text
    assert browser.get("/ana/list/tree/main/docs").status_code == 404


def test_commits_are_listed_and_shown(browser: httpx.Client, repo: Repository) -> None:
    """The newest first, with pages; each leads to its diff."""
    for number in range(40):
        repo.push_file("notes.md", f"{number}\n".encode(), message=f"Note {number}\n\nbecause")
    first = browser.get("/ana/list/commits").text
    assert "Note 39<" in first
    assert "Note 4<" not in first
    tip = repo.branches()["main"]
    older = first.partition("?after=")[2].partition('"')[0]
    assert "Initial commit" in browser.get("/ana/list/commits/main", params={"after": older}).text
    page = browser.get(f"/ana/list/commit/{tip}").text
    assert "<pre>because</pre>" in page
    assert "3<del>8</del>" in page
    assert "3<ins>9</ins>" in page
    assert browser.get("/ana/list/commits/nowhere").status_code == 404


def test_first_commit_is_compared_with_nothing(browser: httpx.Client, repo: Repository) -> None:
    """All lines of the first commit are added."""
    page = browser.get(f"/ana/list/commit/{repo.branches()['main']}").text
    assert "(7 lines added, 0 lines deleted)" in page
