"""Inline Markdown: plain text written so that it stays plain, and addresses that a link can hold."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

#: What would become markup inside a line. Underscores inside words, lone stars between blanks, and signs
#: such as `&`, `?` or `%` are left alone.
_ACTIVE: Final = re.compile(
    r"[`\[\]|~]"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w{1,31};)"
    r"|(?<!\s)\*|\*(?!\s)"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|\\(?=[!-/:-@\[-`{-~])"
    r"|(?<![\w/])@(?=\w)"
    # What GitHub makes links of by itself: https://github.github.com/gfm/#autolinks-extension-
    r"|:(?=//)|(?<=\b[Ww]{3})\.(?=\w)"
)
#: What would open a list, a heading or a quote at the start of an entry.
_BLOCK_START: Final = re.compile(r"(?:[-+*>]|#{1,6})(?=\s|$)|>|(?:=+|-+)$")
_ORDERED_START: Final = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_BALANCED: Final = re.compile(r"(?:[^()\\<>\s\x00-\x1f\x7f]|\((?:[^()\\<>\s\x00-\x1f\x7f])*\))*")
_SCHEME: Final = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
#: Signs that turn the direction of the text around them.
_TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def escape(text: str) -> str:
    """Plain text as Markdown that shows it: on one line, no markup, no HTML, nobody mentioned."""
    return _ACTIVE.sub(r"\\\g<0>", tidy(text))


def escape_start(source: str) -> str:
    """Markdown for the start of a list item, such that it opens no other block there."""
    if _BLOCK_START.match(source):
        return "\\" + source
    return _ORDERED_START.sub(r"\1\\\2", source)


def unescape(source: str) -> str:
    """The text that Markdown without other markup shows; undoes `escape`."""
    return _ESCAPED.sub(r"\1", source) if "\\" in source else source


def tidy(text: str) -> str:
    """Text on one line: blanks and line breaks become single blanks, control characters fall out."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    kept = (char for char in text if char.isspace() or not (unicodedata.category(char) == "Cc" or char in _TURNS))
    return " ".join("".join(kept).split())


def link_target(url: str) -> str | None:
    """A web address as a link can hold it; None for what is no `http` or `https` address.

    Blanks, brackets that do not pair and signs that end a link are percent-encoded, the rest is kept.
    """
    url = url.strip()
    if not _SCHEME.match(url):
        return None
    if _BALANCED.fullmatch(url):
        return url
    return quote(url, safe="%/:?#@!$&'*+,;=~[]-._")
