"""An address that is written wrong.

A blank inside or a scheme that is missing, doubled or misspelled makes a link that opens nothing; a doubled slash or an
empty fragment leads astray on some servers, arXiv has no paper in a thirteenth month, and of two addresses in one link
neither opens. The fix is safe where only one reading is possible; a doubled slash may be part of a name
(https://www.rfc-editor.org/rfc/rfc3986, https://info.arxiv.org/help/arxiv_identifier.html).
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.lint import Change, Example, Finding, Fix, LintContext, Need, Severity, fix
from bot.sketch import LinkAt

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [[old]](https://web.archive.org/web/1/http://a.org//b)\n",
    "- **[X]** Title [[a]](https://example.org/a(b).ipynb) [[b]](docs/a.md) [[c]](#x) [[d]](https://example.org/#/a)\n",
    "- **[X]** Title [[a]](https://example.org/?url=https://example.org/) [[b]](https://example.org/a?b=c//d)\n",
    "- **[X]** Title [[a]](https://doi.org/10.1061//foo.bar) [[b]](https://dx.doi.org/10.1000/a//b)\n",
    "- **[X]** Title [[a]](https://hdl.handle.net/10.1000//a)\n",
    "- **[X]** Title [[a]](https://example.org/a 'b c') [[b]](//example.org/a) [[d]](../a/b)\n",
    "- **[X]** Title [[pdf]](https://arxiv.org/pdf/1412.6550) [[abs]](https://arxiv.org/abs/cs/0112017)\n",
    "- **[X]** Title [[a]](https://example.org/a) (see https://example.org/b, https://example.org/c)\n",
    "- **[X]** Title [[a]](https://example.org/a 'of https://example.org') `[b](https://example.org/a, https://a.org)`\n",
)
INVALID = (
    Example(
        "- **[X]** Title [[docs]](https://example.org/X//latest/index.html#)\n",
        "address with a doubled slash and an empty fragment",
        "- **[X]** Title [[docs]](https://example.org/X/latest/index.html)\n",
        safe=False,
    ),
    Example(
        "- **[X]** Title [[docs]](https://example.org/X//a//)\n",
        "address with a doubled slash",
        "- **[X]** Title [[docs]](https://example.org/X/a/)\n",
        safe=False,
    ),
    Example(
        "- **[X]** Title [[docs]](https://https://example.org/a)\n",
        "address with a doubled scheme, `https://example.org/a` expected",
        "- **[X]** Title [[docs]](https://example.org/a)\n",
    ),
    Example(
        "- **[X]** Title [[docs]](htps:/example.org/a)\n",
        "address with a broken scheme, `https://example.org/a` expected",
        "- **[X]** Title [[docs]](https://example.org/a)\n",
    ),
    Example(
        "- **[X]** Title [[docs]](https:/example.org/a)\n",
        "address with a broken scheme, `https://example.org/a` expected",
        "- **[X]** Title [[docs]](https://example.org/a)\n",
    ),
    Example(
        "- **[X]** Title [[docs]](www.example.org/a)\n",
        "address without a scheme, `https://www.example.org/a` expected",
        "- **[X]** Title [[docs]](https://www.example.org/a)\n",
    ),
    Example(
        "- **[X]** Title [[docs]](https://example.org/a b.pdf)\n",
        "address with a blank inside, which is no link",
        "- **[X]** Title [[docs]](https://example.org/a%20b.pdf)\n",
        safe=False,
    ),
    Example(
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf, https://openreview.net/forum?id=a)\n",
        "two addresses in one link, which is none",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [[pdf]](https://openreview.net/forum?id=a)\n",
        safe=False,
    ),
    Example(
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf https://openreview.net/forum?id=a)\n",
        "two addresses in one link, which is none",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf) [[pdf]](https://openreview.net/forum?id=a)\n",
        safe=False,
    ),
    Example(
        "- **[X]** Title [[docs]]([https://example.org/a](https://example.org/a))\n",
        "a link in the place of an address",
        "- **[X]** Title [[docs]](https://example.org/a)\n",
    ),
    Example(
        "- **[X]** Title [[docs]([https://example.org/a](https://example.org/b)]\n",
        "a link in the place of an address",
        "- **[X]** Title [[docs](https://example.org/b)]\n",
        safe=False,
    ),
    Example(
        "- **[X]** Title [[web]](https://laion.ai/#top)\n",
        "address with the needless fragment `#top`",
        "- **[X]** Title [[web]](https://laion.ai/)\n",
    ),
    Example("- **[X]** Title [[docs]](https://)\n", "address without a host"),
    Example(
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2313.00001.pdf)\n",
        "`2313.00001` is no paper at arXiv: its third and fourth digit are no month",
    ),
    Example(
        "- **[X]** Title [[pdf]](https://arxiv.org/abs/2301.0001v2)\n",
        "`2301.0001` is no paper at arXiv: 5 digits expected behind the point",
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an address."""
    text = context.text
    strange = [found.end() for found in re.finditer(r"\]\((?!https?://[a-zA-Z\d])", text)]
    if any(host in ("https://https:", "https://http:", "http://http:", "http://https:") for host in context.hosts):
        strange += [found.end() for found in re.finditer(r"\]\((?=https?://https?://)", text)]
    for at in strange:
        found = re.compile(_SCHEME_AND_REST).match(text, at)
        if found is not None and context.entry_at(at) is not None:
            yield from _of_scheme(found)
        elif text.startswith("[", at):
            yield from _of_link(context, at)
    yield from _of_several(context)
    for one in context.torn:  # of links with a blank in their address a sketch knows nothing
        for broken in re.finditer(_BLANK, one.entry.text):
            if "://" in broken[1].partition("://")[2]:
                continue  # two addresses
            start, end = (one.start + at for at in broken.span(1))
            new = broken[1].replace(" ", "%20")
            message = "address with a blank inside, which is no link"
            yield Finding(start, end, message, fix(start, end, new, safe=False))
    for found in re.finditer(_NO_PAPER, text):
        if context.entry_at(found.start()) is not None:
            yield Finding(found.start(1), found.end(1), _of_number(found[1]), severity="error")
    for slipped in {slipped: None for at in _slips(text) if (slipped := context.entry_at(at))}:
        for link in slipped.links:
            yield from _of_path(link)


#: What an address begins with in place of a scheme.
_SCHEME_AND_REST: Final = (
    r"\s*+<?+(?![#./?)]|mailto:)"
    r"(?:(?P<twice>https?:?/{0,2}(?=https?://))|(?P<empty>https?:/*+(?=[)\s]))"
    r"|(?P<broken>(?!https?://\w)(?:h{1,2}t{1,3}ps?|t{1,2}ps?|ht?pps?|h?tts?)(?::/{0,3}|//)(?=\w))"
    r"|(?P<bare>(?=www\.|(?:arxiv\.org|github\.com|openreview\.net|doi\.org|youtu\.be|huggingface\.co)/)))"
    r"(?P<rest>[^\s()<>]*+)"
)
#: A blank inside of an address that goes on with what can be nothing else.
_BLANK: Final = r"\]\((https?://[^\s()<>\"]++(?: [^\s()<>\"]++)++)\)"


#: A number that arXiv gave to no paper; right is a year and a month, two digits each, then four digits, or five from
#: 2015 on.
_NO_PAPER: Final = (
    r"//(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/(?!\d\d(?:0[1-9]|1[0-2])\.(?:(?<=0[7-9]..\.)\d{4}|(?<=1[0-4]..\.)\d{4}"
    r"|(?<=1[5-9]..\.)\d{5}|(?<=[2-9]...\.)\d{5})(?!\d))(\d{4}\.\d++)"
)


def _of_number(number: str) -> str:
    date = number[:4]
    if not 1 <= int(date[2:]) <= _MONTHS:
        return f"`{number[:_LONGEST]}` is no paper at arXiv: its third and fourth digit are no month"
    expected = 4 if date < "1501" else 5
    return f"`{number[:_LONGEST]}` is no paper at arXiv: {expected} digits expected behind the point"


_MONTHS: Final = 12


def _slips(text: str) -> Iterator[int]:
    if text.count("//") != text.count("://"):
        yield from (found.start() for found in re.finditer("//", text) if text[found.start() - 1] != ":")
    yield from (found.start() for found in re.finditer(r"#(?:top)?(?=[)>\s])", text))


def _of_scheme(found: re.Match[str]) -> Iterator[Finding]:
    kind = next(name for name in ("twice", "empty", "broken", "bare") if found[name] is not None)
    start, end = found.start(kind), found.end()
    if kind == "empty":
        yield Finding(start, end, "address without a host")
        return
    rest = found["rest"]
    scheme = "" if kind == "twice" else "http://" if kind == "broken" and "s" not in found["broken"] else "https://"
    if not re.match(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+", rest):
        return
    said = {"twice": "with a doubled scheme", "broken": "with a broken scheme", "bare": "without a scheme"}[kind]
    new = scheme + rest
    shown = new if len(new) <= _LONGEST else new[: _LONGEST - 1] + "…"
    yield Finding(start, end, f"address {said}, `{shown}` expected", fix(start, found.start("rest"), scheme))


_LONGEST: Final = 100


def _of_link(context: LintContext, at: int) -> Iterator[Finding]:
    """A link that stands where another one has its address."""
    found = re.compile(_LINK).match(context.text, at)
    if found is None or context.entry_at(at) is None:
        return
    shown, address, rest = found.groups()
    new = address if rest else f"{address})"
    mended = fix(at, found.end(2) + 1, new, safe=bool(rest) and shown.rstrip("/") == address.rstrip("/"))
    yield Finding(at, found.end(2) + 1, "a link in the place of an address", mended, "error")


#: A link whose words are an address, and the parenthesis that ends the one around it.
_LINK: Final = r"\[(https?://[^\s()<>\[\]]++)\]\((https?://[^\s()<>\[\]]++)\)(\)?)"


def _of_several(context: LintContext) -> Iterator[Finding]:
    """More addresses behind the first of a link."""
    text, second = context.text, -1
    while (second := text.find(" http", second + 1)) >= 0:
        start = text.rfind("](http", max(0, second - _FAR), second) + len("](")
        if start < len("](") or text.find(" ", start) != second:
            continue
        found = re.compile(_SEVERAL).match(text, start)
        one = context.entry_at(start)
        if found is None or one is None or one.masked[start - one.start - 1] != "(":
            continue
        words = re.search(_WORDS, text[max(one.start, start - _FAR) : start - 1])
        gaps = re.compile(r"[,;]* ").finditer(text, start, found.end())
        mended = Fix(tuple(Change(*gap.span(), f") {words[0]}(") for gap in gaps), safe=False) if words else None
        yield Finding(start, found.end() - 1, "two addresses in one link, which is none", mended, "error")


_FAR: Final = 500
_SEVERAL: Final = r"https?://[^\s()<>\"]++(?: https?://[^\s()<>\"]++)++\)"
_WORDS: Final = r"\[?\[[^\[\]\n]{1,60}\]{1,2}$"


def _of_path(link: LinkAt) -> Iterator[Finding]:
    head, mark, rest = link.url.partition("://")
    if not mark or "://" in rest or rest.startswith(_ARCHIVES):
        return
    path = "" if rest.startswith(_IDENTIFIERS) else re.split("[?#]", rest, maxsplit=1)[0]
    doubled = list(re.finditer(r"(?<!:)/(/+)", path))
    ending = next((end for end in _NEEDLESS if link.url.endswith(end)), None)
    said = [*(["a doubled slash"] if doubled else []), *([_NEEDLESS[ending]] if ending else [])]
    if not said:
        return
    before = link.url_start + len(head) + len(mark)
    changes = [Change(before + hit.start(1), before + hit.end(1), "") for hit in doubled]
    if ending:
        changes.append(Change(link.url_end - len(ending), link.url_end, ""))
    yield Finding(link.url_start, link.url_end, f"address with {' and '.join(said)}", Fix(tuple(changes), not doubled))


#: Fragments that name no place: a page opens at its top without them
#: (https://html.spec.whatwg.org/multipage/browsing-the-web.html#scrolling-to-a-fragment).
_NEEDLESS: Final = {"#": "an empty fragment", "#top": "the needless fragment `#top`"}
#: Their paths are identifiers, where a slash is a sign as any other (https://www.doi.org/the-identifier/resources/handbook).
_IDENTIFIERS: Final = ("doi.org/", "dx.doi.org/", "www.doi.org/", "hdl.handle.net/")
_ARCHIVES: Final = ("web.archive.org/", "archive.org/", "archive.ph/", "r.jina.ai/")
