"""Entries in the owner's own template."""

import pytest

from bot.filling import fill_template
from bot.links import Link
from bot.styles import Citation
from bot.template import PLACEHOLDERS, parse_template

ABS, PDF = "https://arxiv.org/abs/2301.12597", "https://arxiv.org/pdf/2301.12597"
BLIP = Citation(
    "Bootstrapping Language-Image Pre-training", "BLIP-2", ("Junnan Li", "Dongxu Li"), "ICML", "2023-01-30",
    (Link("abstract", ABS), Link("code", "https://github.com/a/b"), Link("code", "https://github.com/c/d")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("template", "entry"),
    [
        ("- **[{name}]** {title} [[pdf]]({pdf}) [[code]]({code})",
         f"- **[BLIP-2]** Bootstrapping Language-Image Pre-training [[pdf]]({PDF}) [[code]](https://github.com/a/b)"),
        ("- [{title}]({paper}) [video]({video})", f"- [BLIP-2: Bootstrapping Language-Image Pre-training]({ABS})"),
        ("| {title} | {first_author} et al. | {venue} {year} |",
         "| BLIP-2: Bootstrapping Language-Image Pre-training | Junnan Li et al. | ICML 2023 |"),
        ("{year}.{month}.{day} {date} {authors}: {title}",
         "2023.01.30 2023-01-30 Junnan Li, Dongxu Li: BLIP-2: Bootstrapping Language-Image Pre-training"),
    ],
)  # fmt: skip
def test_what_is_known_is_filled_in(template: str, entry: str) -> None:
    """Names, dates and addresses stand where the owner put them."""
    assert fill_template(parse_template(template), BLIP) == entry


@pytest.mark.parametrize(
    ("template", "entry"),
    [
        ("{title}, {venue} {year}", "T, ICLR 2024"),
        ("|{year}|{venue}|{title}|", "|2024|ICLR|T|"),
        ("{title} *{venue}*", "T *ICLR 2024*"),
        ("{title} {venue} ({year}.{month})", "T ICLR (2023.10)"),
    ],
)
def test_the_year_of_a_venue_stands_once(template: str, entry: str) -> None:
    """Where the template has the year, the venue is written without its own."""
    known = Citation("T", venue="ICLR 2024", date="2023-10")
    assert fill_template(parse_template(template), known) == entry


@pytest.mark.parametrize(
    ("link", "page", "pdf"),
    [
        (Link("pdf", PDF + "v2.pdf"), ABS, PDF + "v2.pdf"),
        (Link("abstract", "https://openreview.net/forum?id=YicbFdNTTy"), "https://openreview.net/forum?id=YicbFdNTTy",
         "https://openreview.net/pdf?id=YicbFdNTTy"),
        (Link("abstract", "https://doi.org/10.1109/1.2"), "https://doi.org/10.1109/1.2", ""),
        (Link("pdf", "javascript:alert(1)"), "", ""),
    ],
)  # fmt: skip
def test_page_and_pdf_follow_from_each_other(link: Link, page: str, pdf: str) -> None:
    """Where a paper has both, one address is enough to know."""
    template = parse_template("{title} {?<{abstract}>?} {?<{pdf}>?}")
    known = [f"<{address}>" for address in (page, pdf) if address]
    assert fill_template(template, Citation("T", links=(link,))) == " ".join(["T", *known])


@pytest.mark.parametrize(
    ("title", "written"),
    [("A|B", "A\\|B"), ("# One", "\\# One"), ("1. One", "1\\. One"), ("*x*", "\\*x\\*"), ("{pdf}", "{pdf}"),
     ("a\n\nb", "a b"), ("<b>", "\\<b>"), ("@a", "\\@a")],
)  # fmt: skip
def test_facts_stay_plain_text(title: str, written: str) -> None:
    """No title opens a cell, a heading or another line, and none is taken for a placeholder."""
    assert fill_template(parse_template("- {title}"), Citation(title)) == f"- {written}"


def test_an_address_stays_in_its_cell() -> None:
    """Signs that would end a cell or an attribute are encoded."""
    link = Link("code", 'https://x.org/a|b"c')
    filled = fill_template(parse_template("| {title} | [code]({code}) |"), Citation("T", links=(link,)))
    assert filled == "| T | [code](https://x.org/a%7Cb%22c) |"


def test_every_placeholder_is_filled() -> None:
    """What the documentation of templates names is known to the filling."""
    everything = Citation(
        "T", "N", ("A",), "V", "2024-05-03", tuple(Link(role, "https://x.org/") for role in (
            "pdf", "abstract", "code", "website", "video", "demo", "dataset", "blog", "slides", "poster", "model")),
    )  # fmt: skip
    source = " ".join(f"({name}:{{{name}}})" for name in PLACEHOLDERS)
    assert fill_template(parse_template(source), everything).count(")") == len(PLACEHOLDERS)
