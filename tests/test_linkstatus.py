"""What is known of a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.linkstatus import LinkStatus, is_same_by_https, leads_astray


@pytest.mark.parametrize(
    ("url", "end"),
    [
        ("http://lab.example/paper", "http://lab.example/"),
        ("http://lab.example/paper", "https://www.lab.example"),
        ("http://lab.example/paper", "http://lab.example/index.html"),
        ("http://lab.example/paper", "http://lab.example/en/"),
        ("http://lab.example/paper", "http://lab.example/de-at/index.php"),
        ("http://lab.example/?p=12", "http://lab.example/"),
        ("http://drive.example/file", "https://accounts.drive.example/v3/signin/identifier?continue=x"),
        ("http://drive.example/file", "https://accounts.drive.example/ServiceLogin?continue=x"),
        ("http://lab.example/paper", "http://lab.example/login?next=/paper"),
        ("http://lab.example/paper", "http://lab.example/users/sign_in/log-in"),
        ("http://lab.example/paper", "https://sso.university.example/start"),
        ("http://lab.example/paper", "https://login.university.example/start"),
        ("http://lab.example/paper", "http://lab.example/404.html"),
        ("http://lab.example/paper", "http://lab.example/page-not-found"),
        ("http://lab.example/paper", "http://lab.example/cgi-sys/suspendedpage.cgi"),
        ("http://lab.example/paper", "http://lab.example/error"),
    ],
)
def test_an_end_that_says_nothing_of_the_page(url: str, end: str) -> None:
    """Front pages, pages to sign in and error pages."""
    assert leads_astray(url, end)


@pytest.mark.parametrize(
    ("url", "end"),
    [
        ("http://lab.example/paper", "http://lab.example/paper"),
        ("http://lab.example/paper", "https://lab.example/papers/seeing"),
        ("http://lab.example/", "https://lab.example/"),
        ("http://lab.example", "https://new.example/en/"),
        ("http://lab.example/index.html", "https://lab.example/"),
        ("http://lab.example/paper", "http://lab.example/?p=12"),
        ("http://lab.example/login", "https://lab.example/login"),
        ("http://lab.example/paper", "http://lab.example/authors/blogin"),
        ("http://lab.example/paper", "http://lab.example/errors-in-vision"),
        ("http://lab.example/paper", "http://lab.example/papers/404-not-enough"),
        ("http://lab.example/not-found", "https://lab.example/not-found"),
    ],
)
def test_an_end_that_is_the_page(url: str, end: str) -> None:
    """Pages of their own, and those that a link means itself."""
    assert not leads_astray(url, end)


@given(st.from_regex(r"https?://[a-z]{1,9}\.example(/[a-z0-9._-]{0,9}){0,4}(\?[a-z=]{1,6})?", fullmatch=True))
def test_no_address_leads_itself_astray(url: str) -> None:
    """Without a redirect, every page is what the link means."""
    assert not leads_astray(url, url)


@pytest.mark.parametrize(
    ("url", "moved", "only"),
    [
        ("http://lab.example/a", "https://lab.example/a", True),
        ("http://lab.example", "https://lab.example/", True),
        ("HTTP://Lab.example/a#part", "https://lab.example/a#part", True),
        ("http://lab.example/a", "https://lab.example/a/", False),
        ("http://lab.example/a", "https://www.lab.example/a", False),
        ("http://lab.example/a", "http://lab.example/b", False),
        ("https://lab.example/a", "https://lab.example/a", False),
        ("http://lab.example/a", None, False),
    ],
)
def test_what_moved_to_https_only(url: str, moved: str | None, only: bool) -> None:
    """The same address by the other scheme, and nothing else."""
    assert LinkStatus(url, "alive", "there", moved_to=moved).moved_to_https_only is only
    assert is_same_by_https(url, moved or "") is only
