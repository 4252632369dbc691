"""Which files are the list, and what its owner says."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest
from github import GithubException
from github.Repository import Repository

from bot.config import ListConfig
from bot.document import split_files
from bot.listing import _config, _list_file, _list_paths, _readme, _rule_problem, read_owner


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


def _files(*paths: str) -> dict[str, Any]:
    return {path: SimpleNamespace(sha=path, mode="100644") for path in paths}


@pytest.mark.parametrize(
    ("config", "paths", "problem"),
    [
        (None, ["README.md"], None),
        (ListConfig(list="docs/a.md"), ["docs/a.md"], None),
        (ListConfig(lists=("docs/a.md", "README.md")), ["docs/a.md", "README.md"], None),
        (ListConfig(lists=("docs/a.md", "x.md")), ["docs/a.md"], "names `x.md`, which is no file here."),
        (ListConfig(mirrors=("x.md", "y.md")), ["README.md"], "names `x.md` and `y.md`, which are no files here."),
        (ListConfig(list="x.md"), ["README.md"],
         "names `x.md`, which is no file here. Until that is mended, I take `README.md` for the list."),
    ],
)  # fmt: skip
def test_which_files_are_the_list(config: ListConfig | None, paths: list[str], problem: str | None) -> None:
    """The files that the owner names, as far as there are any; else the README. What is missing is told."""
    found, told = _list_paths(_files("README.md", "docs/a.md"), config, None)
    assert found == paths
    assert told == (f"`.github/shelver.yml` {problem}" if problem else None)
    assert _list_paths(_files("README.md", "docs/a.md"), config, "worse")[1] == "worse"


@pytest.mark.parametrize(
    ("contents", "unreadable", "mirrors"),
    [
        ({"README.md": b"# A\n", "b.md": b"# B\n", "m.md": b"# M\n"}, None, [None]),
        ({"README.md": b"# A\n", "b.md": b"\xff", "m.md": b"\xff"}, ("b.md", "is not UTF-8"), ["is not UTF-8"]),
        ({"README.md": "<!-- \ue001 -->".encode(), "b.md": b"# B\n", "m.md": b""}, ("README.md", "U+E001"), [None]),
        ({"README.md": b"a", "b.md": b"b", "m.md": b"\r" * 60_000}, None, ["it has 60,000 lines"]),
    ],
)
def test_files_that_cannot_be_worked_with_are_named(
    contents: dict[str, bytes], unreadable: tuple[str, str] | None, mirrors: list[str | None]
) -> None:
    """The file with the problem is known, and why; a mirror's problem is its own."""
    config = ListConfig(lists=("README.md", "b.md"), mirrors=("m.md", "none.md"))
    file = _list_file(["README.md", "b.md"], _files(*contents), config, contents.__getitem__)
    assert len(split_files(file.document.text)) == 2
    found = file.unreadable
    assert (found is None) == (unreadable is None)
    if found and unreadable:
        assert found.path == unreadable[0]
        assert unreadable[1] in (found.problem or "")
    for mirror, problem in zip(file.mirrors, mirrors, strict=True):
        assert problem is None if mirror.problem is None else (problem or "?") in mirror.problem


@pytest.mark.parametrize(
    ("one", "other", "path", "problem"),
    [
        (b"\n" * 50_001, b"", "README.md", "it has 50,001 lines, and I read 50,000 at most"),
        (b"", b"[" * 5_000_001, "b.md", "it has 5,000,001 bytes, and I read 5,000,000 at most"),
        (b"- a\n" * 30_000, b"- b\n" * 30_000, "README.md", "with the others it has 60,00"),
    ],
)
def test_a_list_that_is_too_long_is_not_read(one: bytes, other: bytes, path: str, problem: str) -> None:
    """A list that would keep everybody else waiting is told as unreadable, be it long in one file or in all."""
    contents = {"README.md": one, "b.md": other}
    file = _list_file([*contents], _files(*contents), None, contents.__getitem__)
    assert file.unreadable is not None
    assert file.unreadable.path == path
    assert problem in (file.unreadable.problem or "")


@dataclass
class History:
    """A repository with the versions of its configuration, the newest first."""

    versions: list[bytes | GithubException]

    def get_commits(self, path: str) -> list[SimpleNamespace]:
        return [SimpleNamespace(sha=str(number)) for number in range(len(self.versions))]

    def get_contents(self, path: str, ref: str = "0") -> SimpleNamespace:
        found = self.versions[int(ref)]
        if isinstance(found, GithubException):
            raise found
        return SimpleNamespace(decoded_content=found, encoding="base64")


_GONE = GithubException(404, {"message": "Not Found"})


@pytest.mark.parametrize(
    ("versions", "sure", "went_by"),
    [
        ([b"sure: 0.5\n"], 0.5, None),
        ([b"sure: 0.5\nordr: x\n", b"sure: 0.6\n"], 0.6, "its last good version"),
        ([b"sure: 0.5\nordr: x\n", b"ordr: x\n", _GONE, b"sure: 0.6\n"], 0.6, "its last good version"),
        ([b"sure: 0.5\nordr: x\n", b"ordr: x\n"], 0.5, "what is right in it"),
        ([b"sure: [\n"], 0.8, "what the list itself shows"),
        ([b"ordr: x\n", *[b"sure: [\n"] * 5, b"sure: 0.6\n"], 0.8, "what the list itself shows"),
    ],
)
def test_a_slip_leaves_the_last_good_version_in_force(
    versions: list[bytes | GithubException], sure: float, went_by: str | None
) -> None:
    """A few earlier versions are tried; without a good one what is right holds. What holds is told in one line."""
    history = cast(Repository, History(versions))
    newest = versions[0]
    assert isinstance(newest, bytes)
    config, problem = _config(history, _files(".github/shelver.yml"), lambda _: newest)
    assert config is not None
    assert config.sure == sure
    if went_by is None:
        assert problem is None
    else:
        assert problem is not None
        assert problem.startswith("`.github/shelver.yml`")
        assert problem.endswith(f"Until that is mended, I go by {went_by}.")
        assert "\n" not in problem


@pytest.mark.parametrize(
    ("versions", "enabled", "mode"),
    [
        ([b"enabled: no\n"], False, "normal"),
        ([b"enabled: no\nentry: [\n", b"sure: 0.5\n"], False, "normal"),
        ([b"entry: [\n", b"enabled: no\nmode: trial\n"], False, "trial"),
        ([b"enabled: yes\nentry: [\n", b"enabled: no\nmode: trial\n"], True, "trial"),
    ],
)
def test_what_keeps_us_from_writing_is_read_of_a_broken_file_too(
    versions: list[bytes | GithubException], enabled: bool, mode: str
) -> None:
    """Before what the last good version says; and the same whether the list is read with it or not."""
    history = cast(Repository, History(versions))
    newest = versions[0]
    assert isinstance(newest, bytes)
    config, _ = _config(history, _files(".github/shelver.yml"), lambda _: newest)
    for one in (config, read_owner(history)):
        assert one is not None
        assert (one.enabled, one.mode) == (enabled, mode)


def test_weather_while_looking_back_is_no_answer() -> None:
    """When GitHub fails, no worse configuration is used in place of the good one."""
    history = cast(Repository, History([b"ordr: x\n", GithubException(502, {"message": "Bad Gateway"})]))
    with pytest.raises(GithubException):
        _config(history, _files(".github/shelver.yml"), lambda _: b"ordr: x\n")


def test_no_configuration_is_none() -> None:
    """A repository without the file asks GitHub nothing more."""
    assert _config(cast(Repository, None), _files("README.md"), lambda _: b"") == (None, None)


def test_a_rule_that_there_is_none_of_is_told() -> None:
    """With the nearest one; those that there are, ours or installed ones, are not."""
    assert _rule_problem(ListConfig.model_validate({"rules": {"trailing-space": "hint"}})) is None
    told = _rule_problem(ListConfig.model_validate({"rules": {"trailing-spaces": "hint"}}))
    assert told is not None
    assert "did you mean `trailing-space`?" in told
