"""Markdown as the pages show it: what strangers wrote becomes no HTML of theirs, and `#12` is a link."""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup, escape

_REFERENCE = re.compile(r"(?<![\w&])#(\d+)\b")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def render(text: str | None, full_name: str) -> Markup:
    """Render a file of a repository to HTML."""
    return Markup(_FILE.render(text or "", {"repo": full_name}))  # noqa: S704 - raw HTML is escaped below


def render_comment(text: str | None, full_name: str) -> Markup:
    """Render a post of a conversation to HTML: in these a new line is a new line, unlike in files.

    https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#line-breaks
    """
    return Markup(_COMMENT_TEXT.render(text or "", {"repo": full_name}))  # noqa: S704 - raw HTML is escaped below


def _shown_html(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Raw HTML is shown as text; comments are not shown, as on GitHub."""
    return str(escape(_COMMENT.sub("", tokens[at].content)))


def _link_references(state: StateCore) -> None:
    repo = state.env.get("repo")
    for block in state.tokens:
        if block.type != "inline" or not repo:
            continue
        depth, children = 0, []
        for token in block.children or []:
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type == "text" and depth == 0:
                children += _split(token, repo)
            else:
                children.append(token)
        block.children = children


def _split(token: Token, repo: str) -> list[Token]:
    made: list[Token] = []
    at = 0
    for match in _REFERENCE.finditer(token.content):
        opening = Token("link_open", "a", 1, attrs={"href": f"/{repo}/issues/{match[1]}"})
        made += [_text(token.content[at : match.start()]), opening, _text(match[0]), Token("link_close", "a", -1)]
        at = match.end()
    return [*made, _text(token.content[at:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _markdown(*, breaks: bool) -> MarkdownIt:
    # HTML is parsed as HTML so that comments can be told from text, and then escaped.
    made = MarkdownIt("commonmark", {"html": True, "breaks": breaks}).enable(["table", "strikethrough"])
    made.core.ruler.push("references", _link_references)
    made.add_render_rule("html_block", _shown_html)
    made.add_render_rule("html_inline", _shown_html)
    return made


_FILE = _markdown(breaks=False)
_COMMENT_TEXT = _markdown(breaks=True)
