"""What GitHub finds in the Markdown that people write: how long it is, the issues it closes, the people it mentions."""

import re

from markdown_it import MarkdownIt

from bot.sandbox.state import invalid

BODY_LIMIT = 65536

_CLOSING = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:(?P<repo>[\w.-]+/[\w.-]+))?#(?P<number>\d+)\b", re.IGNORECASE
)
_MENTION = re.compile(r"(?<![\w/@])@([a-zA-Z0-9](?:[a-zA-Z0-9-]{0,38}))(?![\w/])")
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def check_length(resource: str, body: str) -> None:
    """Refuse a body that is too long."""
    if len(body) > BODY_LIMIT:
        raise invalid(resource, "body", "custom", f"body is too long (maximum is {BODY_LIMIT} characters)")


def closes(text: str | None, full_name: str) -> list[int]:
    """Return the numbers of this repository's issues that a text closes when it reaches the default branch.

    https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
    """
    found = []
    for match in _CLOSING.finditer(_plain(text)):
        repo = match["repo"]
        if repo is None or repo.lower() == full_name.lower():
            found.append(int(match["number"]))
    return list(dict.fromkeys(found))


def mentions(text: str | None) -> set[str]:
    """Return the logins that a text mentions: in its prose, never in code, links, HTML or comments."""
    return set(_MENTION.findall(_plain(text)))


def _plain(text: str | None) -> str:
    """The prose of a Markdown text, one line a paragraph."""
    lines = []
    for token in _MARKDOWN.parse(text or ""):
        if token.type != "inline":
            continue
        depth, parts = 0, []
        for child in token.children or []:
            if child.type == "link_open":
                depth += 1
            elif child.type == "link_close":
                depth -= 1
            elif child.type == "text":
                parts.append("\0" if depth else child.content)
            elif child.type in ("softbreak", "hardbreak"):
                parts.append("\n")
            elif child.type in ("code_inline", "html_inline", "image"):
                parts.append("\0")
        lines.append("".join(parts))
    return "\n\n".join(lines)
