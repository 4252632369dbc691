"""A repository -> its list, and what the list's owner says of it: files read from GitHub by their hashes."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import quote

from github import GithubException
from github.GitTree import GitTree
from github.Repository import Repository

from bot.config import CONFIG_PATH, ConfigError, ListConfig, read_config, rule_problem, section_problem
from bot.document import BETWEEN, Unreadable, beginning, check_length, decode_bounded, join_files, parse
from bot.github_app import Installation, is_gone
from bot.model import Base, FileText, ListFile
from bot.plugins import named_rules
from rules import all_rules

#: Where GitHub looks for the README it shows, in this order.
#: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-readmes
_README_FOLDERS = (".github/", "", "docs/")
#: So many earlier versions of a broken configuration are tried.
_EARLIER = 5
#: Files kept by what never changes its meaning: a list and its configuration, in a few versions.
_BLOBS = 24


class Listing(NamedTuple):
    """The head of the default branch, the list's file there, and the owner's configuration with its problem."""

    base: Base | None = None
    file: ListFile | None = None
    config: ListConfig | None = None
    problem: str | None = None


def read_listing(installation: Installation, repo: str) -> Listing:
    """Read the list on the default branch. Nothing of it in a repository without a commit.

    https://docs.github.com/en/rest/commits/commits#get-a-commit
    """
    repository = installation.github.get_repo(repo)
    try:
        # Read as it came: PyGithub itself calls a commit by the branch that it was asked for.
        head = repository.get_commit(repository.default_branch).raw_data
        base = Base(repository.default_branch, head["sha"], head["commit"]["tree"]["sha"])
    except GithubException as error:
        if error.status == 409:
            return Listing()
        raise
    files = installation.trees.get(base.tree)
    if files is None:
        files = _files(repository, base.tree)
        installation.trees.clear()
        installation.trees[base.tree] = files
    content = partial(read_blob, installation, repository)
    config, problem = _config(repository, files, content)
    paths, problem = _list_paths(files, config, problem)
    if not paths:
        return Listing(base, None, config, problem)
    list_file = _list_file(paths, files, config, content)
    if config and problem is None:
        problem = section_problem(config, [section.path for section in list_file.document.sections])
        problem = problem or _rule_problem(config)
    return Listing(base, list_file, config, problem)


def _rule_problem(config: ListConfig) -> str | None:
    """What to say of rules that the owner speaks of and that there are none of."""
    ours = all_rules()
    others = [name for name in config.rules if name not in ours]
    return rule_problem(config, {*ours, *named_rules(others)[0]}) if others else None


def _config(
    repository: Repository, files: Mapping[str, Any], content: Callable[[str], bytes]
) -> tuple[ListConfig | None, str | None]:
    """The list owner's configuration, and what is wrong with it: then the last version that was good holds."""
    if CONFIG_PATH not in files:
        return None, None
    try:
        return read_config(content(files[CONFIG_PATH].sha)), None
    except ConfigError as error:
        good = _last_good(repository)
        if good:
            went_by = "its last good version"
        else:
            went_by = "what is right in it" if error.usable != ListConfig() else "what the list itself shows"
        stop = "" if f"{error}"[-1] in ".?!" else "."
        config = _with_bounds(good or error.usable, error.usable)
        return config, f"{error}{stop} Until that is mended, I go by {went_by}."


def _with_bounds(config: ListConfig, usable: ListConfig) -> ListConfig:
    """A configuration with what a later one that is broken says of writing here, as far as it does."""
    said: dict[str, object] = {name: getattr(usable, name) for name in usable.model_fields_set & {"enabled", "mode"}}
    return config.model_copy(update=said)


def read_owner(repository: Repository) -> ListConfig:
    """What the list's owner says on the default branch, where the list itself is not asked for.

    https://docs.github.com/en/rest/repos/contents#get-repository-content
    """
    try:
        found = repository.get_contents(CONFIG_PATH)
        # Of what is no file, or larger than 1 MB, GitHub sends no content.
        if isinstance(found, list) or found.encoding != "base64":
            return ListConfig()
        return read_config(found.decoded_content)
    except ConfigError as error:
        return _with_bounds(_last_good(repository) or error.usable, error.usable)
    except GithubException as error:
        if is_gone(error):
            return ListConfig()
        raise


def _last_good(repository: Repository) -> ListConfig | None:
    """The newest earlier version of the configuration that can be used.

    https://docs.github.com/en/rest/commits/commits#list-commits
    https://docs.github.com/en/rest/repos/contents#get-repository-content
    """
    earlier = islice(repository.get_commits(path=CONFIG_PATH), 1, 1 + _EARLIER)
    for commit in earlier:
        try:
            found = repository.get_contents(CONFIG_PATH, ref=commit.sha)
            if not isinstance(found, list):
                return read_config(found.decoded_content)
        except ConfigError:
            continue
        except GithubException as error:
            if not is_gone(error):  # that commit took the file away
                raise
    return None


def _list_paths(
    files: Mapping[str, Any], config: ListConfig | None, problem: str | None
) -> tuple[list[str], str | None]:
    """The list's files that there are; the README's where the configuration names none of them."""
    said = config.paths if config else ()
    there = [path for path in said if path in files]
    paths = there or [path for path in [_readme(files)] if path]
    missing = [path for path in (*said, *(config.mirrors if config else ())) if path not in files]
    if missing and problem is None:
        names = " and ".join(f"`{path}`" for path in missing[:3])
        problem = f"`{CONFIG_PATH}` names {names}, which {'is no file' if len(missing) == 1 else 'are no files'} here."
        if said and not there and paths:
            problem += f" Until that is mended, I take `{paths[0]}` for the list."
    return paths, problem


def _list_file(
    paths: Sequence[str], files: Mapping[str, Any], config: ListConfig | None, content: Callable[[str], bytes]
) -> ListFile:
    """The list, all of its files in one, and the files that mirror it."""
    texts = [_file_text(path, content(files[path].sha), files[path].mode) for path in paths]
    for number, file in enumerate(texts):
        if len(texts) > 1 and BETWEEN in file.text:
            problem = "it holds a comment of U+E001 alone, a sign that I need for myself"
            texts[number] = replace(file, text=file.text.replace(BETWEEN, ""), problem=problem)
    mirrors = [
        _file_text(path, content(files[path].sha), files[path].mode)
        for path in (config.mirrors if config else ())
        if path in files and path not in paths
    ]
    joined = join_files([file.text for file in texts])
    try:
        check_length(joined.encode())
    except Unreadable as error:
        joined = texts[0].text
        if not any(file.problem for file in texts):
            texts[0] = replace(texts[0], problem=f"with the others {error}")
    document = parse(joined)
    return ListFile(tuple(texts), document, tuple(mirrors))


def _file_text(path: str, data: bytes, mode: str) -> FileText:
    try:
        return FileText(path, decode_bounded(data), mode)
    except Unreadable as error:
        return FileText(path, beginning(data), mode, f"{error}")


def _files(repository: Repository, tree: str) -> dict[str, Any]:
    """The files of a commit by path. https://docs.github.com/en/rest/git/trees#get-a-tree

    GitHub cuts the answer of a very large repository; the folders that matter are read one by one then.
    """
    whole = repository.get_git_tree(tree, recursive=True)
    if not whole.raw_data.get("truncated"):
        return _blobs(whole)
    top = repository.get_git_tree(tree)
    files = _blobs(top)
    for folder in top.tree:
        if folder.type == "tree" and f"{folder.path}/" in _README_FOLDERS:
            inner = _blobs(repository.get_git_tree(folder.sha))
            files |= {f"{folder.path}/{path}": element for path, element in inner.items()}
    return files


def _blobs(tree: GitTree) -> dict[str, Any]:
    return {element.path: element for element in tree.tree if element.type == "blob"}


def _readme(files: Mapping[str, Any]) -> str | None:
    """The README that GitHub shows, if it is Markdown."""
    for folder in _README_FOLDERS:
        for path in sorted(files):
            name = path.removeprefix(folder)
            if path.startswith(folder) and name.lower() in ("readme.md", "readme.markdown"):
                return path
    return None


def read_at(installation: Installation, repository: Repository, path: str, commit: str) -> bytes:
    """The bytes of a file at a commit; empty where there is no such file. Larger ones come by their hash.

    https://docs.github.com/en/rest/repos/contents#get-repository-content
    """
    name = f"{commit}:{path}"
    if (known := installation.blobs.get(name)) is not None:
        return known
    address = f"/repos/{repository.full_name}/contents/{quote(path)}?ref={commit}"
    try:
        _, found = repository.requester.requestJsonAndCheck("GET", address)
    except GithubException as error:
        if is_gone(error):
            return b""
        raise
    if not isinstance(found, dict) or "sha" not in found or found.get("type") == "submodule":
        return b""
    if found.get("encoding") != "base64" and found.get("size"):
        return read_blob(installation, repository, found["sha"])
    data = base64.b64decode(found["content"])
    _keep(installation, name, data)
    return data


def read_blob(installation: Installation, repository: Repository, sha: str) -> bytes:
    """The bytes of a file, up to 100 MB. https://docs.github.com/en/rest/git/blobs#get-a-blob"""
    known = installation.blobs.get(sha)
    if known is not None:
        return known
    blob = repository.get_git_blob(sha)
    data = base64.b64decode(blob.content) if blob.encoding == "base64" else b""
    if len(data) != blob.size:
        msg = f"blob {sha} came as {blob.encoding!r} with {len(data)} bytes instead of {blob.size}"
        raise GithubException(502, {"message": msg})
    _keep(installation, sha, data)
    return data


def _keep(installation: Installation, name: str, data: bytes) -> None:
    if len(installation.blobs) >= _BLOBS:
        installation.blobs.clear()
    installation.blobs[name] = data
