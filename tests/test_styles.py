import pkgutil
from collections.abc import Sequence
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import bot.styles
from bot.document import Entry, EntryKind, Span, parse
from bot.document.inline import link_target, tidy
from bot.links import Link
from bot.styles import Citation, Style, families, learn_style
from tests.document.shapes import NAMES, read_list, reshape

PDF = "https://arxiv.org/pdf/2301.12597.pdf"
CODE = "https://github.com/salesforce/LAVIS"


def entries(*lines: str, end: str = "\n") -> Sequence[Entry]:
    """The entries of a list with these lines."""
    return parse("".join(line + end for line in lines)).sections[0].entries


def style_of(*lines: str, end: str = "\n") -> Style:
    """The style of these lines, which must have one."""
    style = learn_style(entries(*lines, end=end))
    assert style is not None
    return style


def written(citation: Citation, *lines: str, end: str = "\n") -> str:
    """How a new paper is written beside these lines."""
    style = style_of(*lines, end=end)
    return style.render(style.fit(citation))


NEW = Citation(
    "Towards General-purpose Models",
    "InstructBLIP",
    links=(Link("abstract", "https://arxiv.org/abs/2305.06500v2"), Link("code", CODE)),
)


@pytest.mark.parametrize("module", [module.name for module in pkgutil.iter_modules(bot.styles.__path__)])
def test_every_file_of_the_folder_is_a_family(module: str) -> None:
    """A file without the agreed name would be a style that never writes anything."""
    family = import_module(f"bot.styles.{module}")
    assert family in families()
    assert callable(family.take)


@pytest.mark.parametrize(
    ("text", "kind", "family"),
    [
        ("- A title of it [[pdf]](x)\n", "bullet", "bullet"),
        ("1. A title of it [[pdf]](x)\n", "ordered", "ordered"),
        ("A title of it [[pdf]](x)\n", "paragraph", "paragraph"),
        ("- A title of it\n  Ann Lee, Bo Chen\n", "bullet", "block"),
        ("A title of it<br>\nAnn Lee, Bo Chen\n", "paragraph", "block"),
        ("| A title of it | 2020 |\n", "row", "table"),
    ],
)
def test_an_entry_is_of_one_family(text: str, kind: EntryKind, family: str) -> None:
    """Families share no entries, so each learns from its own."""
    entry = Entry(Span(0, text.count("\n")), text, kind)
    assert [one.__name__.rpartition(".")[2] for one in families() if one.take(entry) is not None] == [family]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("crlf", [False, True])
def test_what_is_read_is_written_back_unchanged(name: str, crlf: bool) -> None:
    """Reading an entry and rendering it gives its text, in every section of every list."""
    document = parse(reshape(read_list(name), crlf=crlf))
    read = 0
    for section in document.sections:
        style = learn_style(section.entries)
        for number, entry in enumerate(section.entries if style else ()):
            assert style is not None
            citation = style.read(entry)
            if citation is not None:
                read += 1
                assert style.render(citation, number).rstrip() == entry.text.replace("\r\n", "\n").rstrip()
    assert read > 10


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1. [A title of it]({p})", "2. [Another of it]({p})"], "3. [{t}]({n})"),
        (["- [A title of it]({p}), A. Author, CVPR 2020"], "- [{t}]({n}), A. Moor, B. Lee, CVPR 2024"),
        (['- **N**: "A title of it", *arXiv, Apr 2022*. [[Paper]({p})]'], '- "{t}", *CVPR, 2024*. [[Paper]({n})]'),
        (["- A title of it. Ann Lee, Bo Chen. [[pdf]]({p})"], "- {t}. Ada Moor, Bea Lee. [[pdf]]({n})"),
        (["- [ICML 2020] A title of it [[pdf]]({p})"], "- [CVPR 2024] {t} [[pdf]]({n})"),
        (["- A title of it [[ECCV2024]]({p})"], "- {t} [[CVPR2024]]({n})"),
        (["- A title of it [[pdf]]({p}) ![stars](https://img.shields.io/s)"], "- {t} [[pdf]]({n})"),
        (["- A title of it [[pdf]]({p})\n  - Ann Lee, Bo Chen"], "- {t} [[pdf]]({n})\n  - Ada Moor, Bea Lee"),
    ],
)
def test_what_entries_say_the_new_one_says(lines: list[str], expected: str) -> None:
    """Authors, venues and dates stand where the neighbours have them; what only they can say is left out."""
    links = (Link("abstract", "https://arxiv.org/abs/2305.06500"),)
    paper = Citation("Learning Sparse Things", None, ("Ada Moor", "Bea Lee"), "CVPR 2024", "2023-05-11", links)
    address = "https://arxiv.org/abs/2301.12597"
    text = written(paper, *(line.replace("{p}", address) for line in lines))
    assert text == expected.replace("{t}", paper.title).replace("{n}", links[0].url) + "\n"


@pytest.mark.parametrize(
    ("line", "citation"),
    [
        (f"- **[BLIP-2]** A title [[pdf]]({PDF})", Citation("A title", "BLIP-2", links=(Link("pdf", PDF, "pdf"),))),
        (f"- A title? [[pdf]]({PDF})", Citation("A title?", links=(Link("pdf", PDF, "pdf"),))),
        (f"- [A title]({PDF})", Citation("A title", links=(Link("pdf", PDF),))),
        ("- A title", Citation("A title")),
        (f"- **[LAION]** [[code]]({CODE})", Citation("LAION", links=(Link("code", CODE, "code"),))),
        (f"- A \\[b\\] \\*c\\* [[pdf]]({PDF})", Citation("A [b] *c*", links=(Link("pdf", PDF, "pdf"),))),
        ("- A [[pdf]](https://x.org/a_(b).pdf)", Citation("A", links=(Link("pdf", "https://x.org/a_(b).pdf", "pdf"),))),
        ("- A [[pdf]]()", Citation("A", links=(Link("pdf", "", "pdf"),))),
    ],
)
def test_an_entry_says(line: str, citation: Citation) -> None:
    """Name, title and links are read as plain text, a link on the title having no label."""
    style = style_of(line)
    read = style.read(entries(line)[0])
    assert read is not None
    assert (read.name, read.title) == (citation.name, citation.title)
    assert [(link.url, link.label) for link in read.links] == [(link.url, link.label) for link in citation.links]


@pytest.mark.parametrize(
    "line",
    [
        f"- A title [[pdf]]({PDF}) ",
        f"-  A title [[pdf]]({PDF})",
        f"- A title  [[pdf]]({PDF})",
        f"- A title [pdf]({PDF})",
        f"- A *title* [[pdf]]({PDF})",
        f"* A title [[pdf]]({PDF})",
    ],
)
def test_an_entry_that_strays_is_skimmed_but_not_read(line: str) -> None:
    """What could not be written back is not read, yet what it says is still seen."""
    style = style_of(f"- One [[pdf]]({PDF})", f"- Two [[pdf]]({PDF})", f"- Three [[pdf]]({PDF})")
    entry = entries(line)[0]
    assert style.read(entry) is None
    skimmed = style.skim(entry)
    assert skimmed is not None
    assert skimmed.links[0].url == PDF


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [f"- **[A]** One [[pdf]]({PDF}) [[code]]({CODE})"],
            "- **[InstructBLIP]** {title} [[pdf]](https://arxiv.org/pdf/2305.06500.pdf) [[code]]({code})\n",
        ),
        (
            [f"* **A**: One. [[Code]({CODE})][[Paper](http://arxiv.org/abs/2301.12597v1)]"],
            "* **InstructBLIP**: {title}. [[Code]({code})][[Paper](http://arxiv.org/abs/2305.06500)]\n",
        ),
        (
            [f"+ `A` [One](https://www.arxiv.org/pdf/2301.12597) ([github]({CODE}))"],
            "+ `InstructBLIP` [{title}](https://www.arxiv.org/pdf/2305.06500) ([github]({code}))\n",
        ),
        (
            [f"  - [A] **One** | [abs](https://arxiv.org/abs/2301.12597) | [pdf]({PDF})"],
            (
                "  - [InstructBLIP] **{title}** | [abs](https://arxiv.org/abs/2305.06500)"
                " | [pdf](https://arxiv.org/pdf/2305.06500.pdf) | [code]({code})\n"
            ),
        ),
        (
            ["- **[A]** One"],
            "- **[InstructBLIP]** {title} [[paper]](https://arxiv.org/abs/2305.06500v2) [[code]]({code})\n",
        ),
    ],
)  # fmt: skip
def test_a_new_paper_is_written_as_its_neighbours(lines: list[str], expected: str) -> None:
    """Marker, name, labels, separators, order of links and arXiv's form are those of the section."""
    assert written(NEW, *lines) == expected.format(title=NEW.title, code=CODE)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["- One [[IJCNN]](https://arxiv.org/abs/2301.12597)"], "- T [[paper]](https://arxiv.org/abs/2305.06500)\n"),
        (["- One [[ACL]](https://arxiv.org/abs/2301.12597)"], "- T [[Paper]](https://arxiv.org/abs/2305.06500)\n"),
        (["- One [[arXiv]](https://arxiv.org/abs/2301.12597)"], "- T [[arXiv]](https://arxiv.org/abs/2305.06500)\n"),
    ],
)
def test_a_venue_that_labels_a_link_is_not_taken_for_other_papers(lines: list[str], expected: str) -> None:
    """Labels say only what is true of the new paper."""
    assert written(Citation("T", links=NEW.links[:1]), *lines) == expected


def test_a_label_that_names_a_host_is_kept_for_that_host() -> None:
    """A film elsewhere is no YouTube, and a paper elsewhere no arXiv."""
    lines = [f"- One [[arXiv]]({PDF}) [[YouTube]](https://www.youtube.com/watch?v=1)"]
    links = (
        Link("video", "https://vimeo.com/1"),
        Link("pdf", "https://x.org/t.pdf"),
        Link("video", "https://youtube.com/2"),
    )
    assert written(Citation("T", links=links), *lines) == (
        "- T [[pdf]](https://x.org/t.pdf) [[YouTube]](https://youtube.com/2) [[video]](https://vimeo.com/1)\n"
    )


def test_an_entry_ends_with_one_line_end() -> None:
    """The neighbours' own is put on with the edit, so a list with CRLF gets CRLF."""
    assert written(NEW, f"- One [[pdf]]({PDF})", end="\r\n").endswith(f"[[code]]({CODE})\n")


def test_a_role_that_the_list_never_shows_comes_last() -> None:
    """An unknown kind of link is added behind the known ones under its role's name, or its own plain label."""
    links = (Link("slides", "https://x.org/s"), Link("other", "https://x.org/t", "Tutorial"), *NEW.links)
    assert written(Citation("T", links=links), f"- One [[pdf]]({PDF}) [[code]]({CODE})") == (
        f"- T [[pdf]](https://arxiv.org/pdf/2305.06500.pdf) [[code]]({CODE})"
        " [[slides]](https://x.org/s) [[tutorial]](https://x.org/t)\n"
    )


def test_one_entry_does_not_name_a_role() -> None:
    """A label of several words that was met once is that entry's own."""
    lines = (f"- One [[pdf]]({PDF}) [[hugging face model card]](https://huggingface.co/a/b)",)
    links = (Link("model", "https://huggingface.co/c/d"),)
    assert written(Citation("T", links=links), *lines).endswith("[[model]](https://huggingface.co/c/d)\n")


@pytest.mark.parametrize(
    "title",
    [
        "How Much Can CLIP Benefit Vision-and-Language Tasks?",
        "85.7% Top-1 & 88.0% Accuracy: A $k$-NN Study (Part 2) of C++, a_b, #1!",
        "A < B; C > D",
        "Räume in 模型",
    ],
)
def test_a_plain_title_comes_out_plain(title: str) -> None:
    """Signs that are no markup are not escaped."""
    assert written(Citation(title), "- One") == f"- {title}\n"


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("a\n\n# b", "a # b"),
        ("[x](http://evil.example)", r"\[x\](http\://evil.example)"),
        ("<b>x</b> <!-- y", r"\<b>x\</b> \<!-- y"),
        ("`x` *y* _z_ ~w~ | v", r"\`x\` \*y\* \_z\_ \~w\~ \| v"),
        ("&lt;b&gt;", r"\&lt;b\&gt;"),
        ("by @someone, at 5@k", r"by \@someone, at 5@k"),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("> quote", r"\> quote"),
        ("\u202egnp\x07.x", "gnp.x"),
    ],
)
def test_what_a_stranger_wrote_stays_text(title: str, source: str) -> None:
    """Markup, HTML, mentions, blocks and control characters in a title have no effect."""
    assert written(Citation(title), "- One") == f"- {source}\n"


@given(st.text(alphabet=st.one_of(st.sampled_from("*_`~[]()<>&|\\#-+.!@:1 \n\tab"), st.characters()), max_size=30))
def test_any_title_is_shown_as_it_is(title: str) -> None:
    """Markdown shows a rendered title as plain text, on one line, in one list item."""
    line = written(Citation("T" + title), "- One")
    tokens = MarkdownIt("commonmark").enable("strikethrough").parse(line)
    assert [token.type for token in tokens] == [
        "bullet_list_open", "list_item_open", "paragraph_open", "inline", "paragraph_close", "list_item_close",
        "bullet_list_close",
    ]  # fmt: skip
    assert {child.type for child in tokens[3].children or ()} <= {"text", "text_special"}
    assert "".join(child.content for child in tokens[3].children or ()) == tidy("T" + title)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://x.org/a?b=c&d=%20#e", "https://x.org/a?b=c&d=%20#e"),
        ("https://x.org/a_(b)", "https://x.org/a_(b)"),
        ("https://x.org/a_(b", "https://x.org/a_%28b"),
        (" https://x.org/a b ", "https://x.org/a%20b"),
        ("https://x.org/<b>\\", "https://x.org/%3Cb%3E%5C"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("ftp://x.org", None),
        ("//x.org", None),
        ("https://", None),
    ],
)
def test_an_address_fits_into_a_link_or_is_refused(url: str, target: str | None) -> None:
    """Web addresses are encoded where a link needs it; other schemes are no addresses."""
    assert link_target(url) == target


@given(st.text(alphabet=st.sampled_from("()<>[]\\ \t\n\"'%ä/?#"), max_size=12))
def test_any_web_address_makes_one_link(rest: str) -> None:
    """Whatever stands in an address, the link ends where it should."""
    target = link_target("https://x.org/" + rest)
    assert target is not None
    children = MarkdownIt("commonmark").parseInline(f"[a]({target}) b")[0].children or []
    assert [child.type for child in children] == ["link_open", "text", "link_close", "text"]


def test_refused_addresses_are_not_written() -> None:
    """A link with another scheme than the web's falls out of the entry."""
    assert written(Citation("T", links=(Link("demo", "javascript:alert(1)"),)), "- One") == "- T\n"


def test_two_forms_of_one_arxiv_paper_become_one_link() -> None:
    """Abstract, pdf and mirror of a paper are one link in a list that shows one."""
    links = (
        Link("pdf", "https://arxiv.org/pdf/2305.06500"),
        Link("abstract", "https://arxiv.org/abs/2305.06500"),
        Link("abstract", "https://huggingface.co/papers/2305.06500"),
    )
    assert written(Citation("T", links=links), f"- One [[pdf]]({PDF})") == (
        "- T [[pdf]](https://arxiv.org/pdf/2305.06500.pdf)\n"
    )
