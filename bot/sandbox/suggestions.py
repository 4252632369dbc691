"""Suggestions: blocks of a review comment that say how its lines should read, and the commit that makes them so.

https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/incorporating-feedback-in-your-pull-request
"""

from dataclasses import dataclass
from typing import Final

from markdown_it import MarkdownIt

from bot.sandbox import deeds, differ, forks, herald, reviews
from bot.sandbox.git import FileChange
from bot.sandbox.state import Issue, Refused, Repo, ReviewComment, World

_MARKDOWN: Final = MarkdownIt("commonmark")


@dataclass(frozen=True)
class Suggestion:
    """The lines that are to stand in place of the commented ones; none where these are to go."""

    lines: tuple[str, ...]


def parts(body: str) -> list[str | Suggestion]:
    """Split what a comment says into Markdown and the suggestions in between."""
    lines = body.replace("\r\n", "\n").split("\n")
    found: list[str | Suggestion] = []
    at = 0
    for token in _MARKDOWN.parse("\n".join(lines)):
        if token.type == "fence" and token.level == 0 and token.map and token.info.split()[:1] == ["suggestion"]:
            start, end = token.map
            found += ["\n".join(lines[at:start]), Suggestion(tuple(token.content.split("\n")[:-1]))]
            at = end
    found.append("\n".join(lines[at:]))
    return [part for part in found if isinstance(part, Suggestion) or part.strip()]


def in_comment(body: str) -> list[Suggestion]:
    """Return the suggestions of a comment."""
    return [part for part in parts(body) if isinstance(part, Suggestion)]


def as_change(known: ReviewComment, suggestion: Suggestion) -> tuple[differ.Row, ...]:
    """Show a suggestion as rows of a diff: the commented lines deleted, the suggested ones added."""
    first = known.original_start_line or known.original_line
    wanted = range(first, known.original_line + 1)
    old = [row.text for row in differ.rows_of(known.diff_hunk) if row.new in wanted]
    lines = [f"@@ -{first},{len(old)} +{first},{len(suggestion.lines)} @@", *(f"-{line}" for line in old)]
    patch = "\n".join([*lines, *(f"+{line}" for line in suggestion.lines)])
    return differ.file_diff(FileChange(known.path, "modified", "", 0, 0, patch)).rows[1:]


def hindrance(repo: Repo, issue: Issue, known: ReviewComment, suggestion: Suggestion) -> str | None:
    """Say why a suggestion cannot be applied, in GitHub's words; None where it can."""
    if issue.state == "closed":
        return "Suggestions cannot be applied while the pull request is closed."
    if known.line is None:
        return "Outdated suggestions cannot be applied."
    if known.side == "LEFT" or known.start_side == "LEFT":
        return "Applying suggestions on deleted lines is not supported."
    if _applied(repo, issue, known, suggestion) is None:
        return "This suggestion is invalid because no changes were made to the code."
    return None


def apply(world: World, repo: Repo, issue: Issue, known: ReviewComment, by: str, at: int = 0) -> str:
    """Commit a comment's suggestion, the first by default, to the head branch; return the commit."""
    with world.lock:
        pull = reviews.pull_of(issue)
        head = world.head_repo(repo, pull)
        if not forks.may_push(world, head, pull.head_ref, by):
            raise Refused(403, "Only those who may push to the head branch can apply suggestions.")
        found = in_comment(known.body)
        if not 0 <= at < len(found):
            raise Refused(404, "There is no such suggestion in this comment.")
        if why := hindrance(repo, issue, known, found[at]):
            raise Refused(422, why)
        data = _applied(repo, issue, known, found[at])
        text = f"Update {known.path.rpartition('/')[2]}"
        if known.author != by:
            author = herald.signature(world, known.author)
            text += f"\n\nCo-authored-by: {author.name} <{author.email}>"
        return deeds.push_file(world, head, known.path, data, by, pull.head_ref, text)


def _applied(repo: Repo, issue: Issue, known: ReviewComment, suggestion: Suggestion) -> bytes | None:
    """The file with the suggestion in it; None where that changes nothing."""
    entry = repo.git.file(reviews.pull_of(issue).head_sha, known.path)
    if entry is None or known.line is None:
        return None
    before = repo.git.read_blob(entry.sha)
    lines = _split(before)
    first = (known.start_line or known.line) - 1
    replaced = lines[first : known.line]
    # The new lines end as the old ones do; the file's last line may end with nothing.
    usual, last = _ending(replaced[0]) or b"\n", _ending(replaced[-1])
    new = [line.encode() + usual for line in suggestion.lines]
    if new:
        new[-1] = new[-1].removesuffix(usual) + last
    after = b"".join([*lines[:first], *new, *lines[known.line :]])
    return after if after != before else None


def _split(data: bytes) -> list[bytes]:
    """Split at line feeds only, as git does."""
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _ending(line: bytes) -> bytes:
    return line[len(line.rstrip(b"\r\n")) :]
