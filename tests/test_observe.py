"""Looking: which file is the list."""

import pytest

from bot.observe import _readme


@pytest.mark.parametrize(
    ("files", "path"),
    [
        (["README.md", "docs/README.md", ".github/README.md"], ".github/README.md"),
        (["docs/README.md", "README.md"], "README.md"),
        (["docs/readme.markdown"], "docs/readme.markdown"),
        (["ReadMe.MD"], "ReadMe.MD"),
        (["README.rst", "README", "a/README.md", "README.md.bak"], None),
        ([], None),
    ],
)
def test_the_readme_that_github_shows(files: list[str], path: str | None) -> None:
    """The README is looked for where GitHub looks, in its order; only Markdown is one that we can read."""
    assert _readme(dict.fromkeys(files)) == path
