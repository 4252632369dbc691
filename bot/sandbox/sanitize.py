"""HTML that strangers wrote, made harmless: only elements, attributes and addresses of an allow-list come through.

What comes out is written anew, tag by tag and well nested, with all text escaped; nothing is passed on as it stood.
So it does not matter where a browser's parser would differ from Python's. (The standard library does: sanitisers from
elsewhere bring their own parser and would be a dependency of the product for the sake of its test mode.)

The elements and attributes are GitHub's, as far as they mean something on a page without its scripts:
https://github.github.com/gfm/#disallowed-raw-html-extension- and the list that GitHub's README pages link,
https://github.com/github/markup#github-markup
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from markupsafe import escape

# fmt: off
_ELEMENTS: Final = frozenset((
    "a", "abbr", "b", "bdo", "blockquote", "br", "caption", "center", "cite", "code", "dd", "del", "details", "dfn",
    "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input",
    "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "ul", "var",
    "wbr",
))
# fmt: on
_VOID: Final = frozenset(("br", "hr", "img", "input", "wbr"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ATTRIBUTES: Final = {
    "a": {"href"},
    "img": {"alt", "width", "height"},
    "details": {"open"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers", "valign"},
    "th": {"colspan", "rowspan", "headers", "valign", "scope"},
    "time": {"datetime"},
}
_EVERYWHERE: Final = {"align", "dir", "lang", "title"}
#: These may stand only inside one of the others; alone they would break out of what a page puts around them.
_INSIDE: Final = {
    "li": {"ul", "ol"},
    **{part: {"table"} for part in ("thead", "tbody", "tfoot", "tr", "td", "th", "caption")},
    "dt": {"dl"},
    "dd": {"dl"},
    "summary": {"details"},
}
#: What stands inside these is no text for readers.
_SILENT: Final = frozenset(("script", "style"))
_DEEPEST: Final = 60
#: The categories of Unicode that make a word: letters, marks, digits, connectors such as the underscore.
_WORDS: Final = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Pc"))
_ALIGNED: Final = re.compile(r"text-align:\s*(left|center|right);?")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_IGNORED: Final = re.compile(r"[\x00-\x20\x7f-\x9f]")


@dataclass
class Rules:
    """What differs between a file and a post: where addresses lead, and whether headings can be linked."""

    link: Callable[[str], str] = lambda address: address
    image: Callable[[str], str | None] = lambda address: None
    anchors: bool = False


@dataclass
class _Heading:
    """A heading under way: where its opening tag stands in the output, and what it says."""

    at: int
    attributes: str
    said: list[str] = field(default_factory=list)


def sanitize(html: str, rules: Rules) -> str:
    """Write HTML anew with what the allow-list permits.

    `rules.link` rewrites the addresses of links, `rules.image` gives the address under which this server has an image
    (None where it has not: then its alternative text is shown, as nothing is loaded from elsewhere). With
    `rules.anchors` headings get an anchor each, and `id` and `name` are kept.
    """
    writer = _Writer(rules)
    writer.feed(html)
    writer.close()
    return writer.finish()


def slug(heading: str) -> str:
    """Return the anchor that GitHub gives to a heading, before duplicates are numbered.

    https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links
    """
    kept = (sign for sign in heading.strip().lower() if sign in " -" or unicodedata.category(sign) in _WORDS)
    return "".join(kept).replace(" ", "-")


def safe_address(address: str) -> bool:
    """Whether an address leads to a web page, a mail address or a place on this site: never into a script."""
    scheme = _SCHEME.match(_IGNORED.sub("", address))
    return scheme is None or scheme[0].lower() in ("http:", "https:", "mailto:")


class _Writer(HTMLParser):
    def __init__(self, rules: Rules) -> None:
        super().__init__(convert_charrefs=True)
        self._rules = rules
        self._out: list[str] = []
        self._open: list[str] = []
        self._silent = 0
        self._heading: _Heading | None = None
        self._slugs: Counter[str] = Counter()
        self._alias = ""

    def finish(self) -> str:
        """Close what is still open and return all."""
        while self._open:
            self._pop()
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        given = {name: value or "" for name, value in attrs}
        if tag == "g-emoji":
            self._alias = given.get("alias", "")
        around = _INSIDE.get(tag)
        if self._silent or tag not in _ELEMENTS or (around and not around & set(self._open)):
            return
        if tag == "img":
            self._image(given)
        elif tag == "input":
            self._box(given)
        elif tag in _VOID:
            self._out.append(f"<{tag}>")
        elif len(self._open) < _DEEPEST:
            self._start(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "g-emoji":
            self._alias = ""
        elif tag in self._open:
            while self._pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self._out.append(str(escape(data)))
        if self._heading:
            # GitHub makes anchors of the text before it puts signs in the place of shortcodes.
            self._heading.said.append(f":{self._alias}:" if self._alias else data)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "a" and "a" in self._open:
            self.handle_endtag("a")
        kept = self._kept(tag, given)
        if tag == "a" and "href" in given and safe_address(given["href"]):
            address = self._rules.link(given["href"].strip())
            kept["href"] = address
            if not address.startswith(("/", "#")):
                kept["rel"] = "nofollow noreferrer"
        if tag == "table":
            self._out.append('<div class="scroll">')
        if tag in _HEADINGS and self._heading is None:
            self._heading = _Heading(len(self._out), _written(kept))
        self._out.append(f"<{tag}{_written(kept)}>")
        self._open.append(tag)

    def _pop(self) -> str:
        tag = self._open.pop()
        if self._heading and tag in _HEADINGS and not any(other in _HEADINGS for other in self._open):
            self._anchor(tag, self._heading)
            self._heading = None
        self._out.append(f"</{tag}>")
        if tag == "table":
            self._out.append("</div>")
        return tag

    def _anchor(self, tag: str, heading: _Heading) -> None:
        said = "".join(heading.said)
        name = slug(said)
        if not self._rules.anchors or not name:
            return
        again = self._slugs[name]
        self._slugs[name] += 1
        anchor = escape(f"{name}-{again}" if again else name)
        label = escape(f"Link to the section {said.strip()}")
        self._out[heading.at] = (
            f'<{tag} id="{anchor}"{heading.attributes}><a class="anchor" href="#{anchor}" aria-label="{label}">#</a>'
        )

    def _image(self, given: dict[str, str]) -> None:
        source = given.get("src", "")
        address = self._rules.image(source) if safe_address(source) else None
        words = given.get("alt", "").strip()
        if address:
            kept = self._kept("img", given) | {"src": address, "alt": words, "loading": "lazy"}
            self._out.append(f"<img{_written(kept)}>")
            return
        name = words or re.split(r"[?#]", source)[0].rstrip("/").rpartition("/")[2] or "image"
        where = escape(f"Image, not loaded: {source}")
        self._out.append(f'<span class="picture" title="{where}">{escape(name)}</span>')

    def _box(self, given: dict[str, str]) -> None:
        if given.get("type", "").lower() == "checkbox":
            checked = "checked" in given
            state = "done" if checked else "to do"
            self._out.append(f'<input type="checkbox" disabled aria-label="{state}"{" checked" if checked else ""}>')

    def _kept(self, tag: str, given: dict[str, str]) -> dict[str, str]:
        allowed = (_ATTRIBUTES.get(tag, set()) | _EVERYWHERE) - {"href"}
        kept = {name: value for name, value in given.items() if name in allowed}
        if tag in ("td", "th") and (aligned := _ALIGNED.fullmatch(given.get("style", ""))):
            kept["align"] = aligned[1]
        anchor = given.get("id") or (given.get("name") if tag == "a" else None)
        if self._rules.anchors and anchor:
            kept["id"] = anchor
        return kept


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
