"""Papers for tests of forms: plain ones with any of their facts missing, and ones made by a stranger who means ill."""

from dataclasses import replace

from hypothesis import strategies as st

from bot.citation import Citation
from bot.links import Link

PAPER = Citation(
    "SparseNet: Learning Sparse Things",
    authors=("Ada Moor", "Ben de Vries", "Chi Wang", "Dora O'Neil"),
    venue="CVPR 2024",
    date="2023-11-05",
    links=(
        Link("abstract", "https://arxiv.org/abs/2311.01234"),
        Link("code", "https://github.com/moor/sparse-net"),
        Link("website", "https://moor.example.org/sparse"),
    ),
)


def _some(keep: list[bool]) -> Citation:
    name, authors, venue, date, *links = keep
    return replace(
        PAPER,
        title=PAPER.title if name else "Learning Sparse Things",
        authors=PAPER.authors if authors else (),
        venue=PAPER.venue if venue else None,
        date=PAPER.date if date else None,
        links=tuple(link for link, kept in zip(PAPER.links, links, strict=True) if kept),
    )


#: One paper of which any facts are known.
SOME_FACTS = st.lists(st.booleans(), min_size=7, max_size=7).map(_some)

_PIECES = st.sampled_from(
    (
        "[x](https://evil.example/)", "![x](https://evil.example/i.png)", "<b>", "</td>", "<img src=x onerror=y>",
        "<!--", "-->", "| |", "||", "|", "\n\n- a\n", "\n# b", "\r\n", "\r", "\n| a | b |\n", "```", "`", "**", "__",
        "~~", "$x$", "@someone", "#1", "&lt;", "&#64;x", "\\", "\\[", "]", "[", "](", ")", "(", "<br>", "> ", "- ",
        "+", "1. ", "2) ", "---", "===", "# ", "* ", "[^1]", "[a]: x", "\u202e", "\u2066", "\u200b", "\x00", "\x0b",
        "\u2028", "\t", "www.evil.example", "https://evil.example/a", "a@evil.example", ":tada:", "—", "2024", "CVPR",
        "et al.", ", ", ". ", ": ", "模型", "é", " ", "a", "Word",
    )
)  # fmt: skip
_HOSTILE = st.lists(_PIECES, min_size=1, max_size=6).map("".join)
_DATES = st.sampled_from((None, "2023", "2023-11", "2023-11-05"))
_ADDRESSES = st.sampled_from(
    (
        "https://arxiv.org/abs/2311.01234", "https://github.com/moor/sparse-net", "https://x.org/a_(b)|c*d*",
        "https://x.org/a b<c>", "https://x.org/)](https://evil.example/", "javascript:alert(1)",
        "https://github.com/a|b/[c](d)", "https://github.com/<b>/@x", "https://x.org/@someone",
    )
)  # fmt: skip
_ROLES = st.sampled_from(("pdf", "code", "website", "other"))

#: Papers whose every fact holds markup, lines, cells, mentions or HTML.
HOSTILE = st.builds(
    Citation,
    title=_HOSTILE.map("Learning {} things".format) | _HOSTILE.map("{} is learning things".format),
    name=st.none() | _HOSTILE,
    authors=st.lists(_HOSTILE, max_size=3).map(tuple),
    venue=st.none() | _HOSTILE,
    date=_DATES,
    links=st.lists(st.builds(Link, _ROLES, _ADDRESSES, st.none() | _HOSTILE), max_size=3).map(
        lambda links: (PAPER.links[0], *links)
    ),
)
