"""Which repository an address names, and which one a paper names."""

import pytest

from bot.links import Link
from bot.papers import Paper, PaperId
from bot.repositories import named_code, repository_name

ID = PaperId("arxiv", "2301.12597")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/salesforce/LAVIS", "salesforce/LAVIS"),
        ("http://www.github.com/salesforce/LAVIS/", "salesforce/LAVIS"),
        ("https://github.com/salesforce/LAVIS.git", "salesforce/LAVIS"),
        ("https://github.com/salesforce/LAVIS/tree/main/projects/blip2", "salesforce/LAVIS"),
        ("https://github.com/a-b/c.d_e?tab=readme#top", "a-b/c.d_e"),
        ("https://github.com/salesforce", None),
        ("https://github.com/topics/vision", None),
        ("https://github.com/search?q=blip", None),
        ("https://gist.github.com/a/b", None),
        ("https://github.io/a/b", None),
        ("https://gitlab.com/a/b", None),
        ("no address", None),
    ],
)
def test_addresses_and_repositories(url: str, name: str | None) -> None:
    """Pages within a repository are its own; other pages of GitHub are nobody's repository."""
    assert repository_name(url) == name


@pytest.mark.parametrize(
    ("paper", "named"),
    [
        (Paper(ID, "T", abstract="Code is at https://github.com/a/LAVIS."), [("a/LAVIS", "its abstract")]),
        (
            Paper(ID, "T", abstract="see github.com/a/b, and (https://github.com/c/d)"),
            [("a/b", "its abstract"), ("c/d", "its abstract")],
        ),
        (
            Paper(ID, "T", comment="ICML 2023. Code: github.com/a/b", source="arXiv"),
            [("a/b", "its authors' comment at arXiv")],
        ),
        (Paper(ID, "T", links=(Link("code", "https://github.com/a/b"),), source="CVF"), [("a/b", "its page at CVF")]),
        (Paper(ID, "T", links=(Link("website", "https://github.com/a/b"),)), []),
        (Paper(ID, "T", abstract="We compare with GitHub Copilot and github.com."), []),
        (Paper(ID, "T", abstract="Code is at https://gitlab.com/a/b"), []),
    ],
)
def test_a_paper_names_its_code(paper: Paper, named: list[tuple[str, str]]) -> None:
    """In its abstract, in its authors' comment, on its page; other links are no code."""
    assert [(one.name, one.where) for one in named_code(paper)] == named
