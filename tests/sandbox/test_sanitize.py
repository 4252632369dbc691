"""The allow-list of HTML."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.sanitize import Rules, safe_address, sanitize, slug

VOID = {"br", "hr", "img", "input", "wbr"}


class Judge(HTMLParser):
    """Reads what came out: elements, attributes, and whether tags nest well."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<a href=' &#106;avascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>1</script>'>x</a>",
        "<a href='vbscript:x'>x</a>",
        "<iframe src=//evil></iframe>",
        "<form action=/act-as><input name=role value=maintainer><button>x</button></form>",
        "<style>*{display:none}</style>",
        "<p style='position:fixed' class='top' onclick=x>x</p>",
        "<math><mtext><table><mglyph><style><img src=x onerror=1>",
        "<noscript><p title='</noscript><img src=x onerror=1>'>",
        "<base href=//evil><meta http-equiv=refresh content='0;//evil'><link rel=stylesheet href=//evil>",
        "<object data=x></object><embed src=x><video src=x></video><picture><source srcset=//evil></picture>",
        "<details ontoggle=alert(1) open>x</details>",
    ],
)
def test_attacks_come_to_nothing(html: str) -> None:
    """No element, attribute or address that a browser would run or fetch comes through."""
    judge = Judge(sanitize(html, Rules()))
    assert not judge.tags & {
        "script",
        "style",
        "iframe",
        "form",
        "svg",
        "math",
        "base",
        "meta",
        "link",
        "object",
        "img",
    }
    assert not [name for name in judge.attributes if name.startswith("on") or name in ("style", "src", "srcset")]
    assert all(safe_address(address) for address in judge.attributes.get("href", []))


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["p", "div", "a", "table", "td", "tr", "li", "ul", "details", "h2", "script", "b"]).flatmap(
                lambda tag: st.sampled_from([f"<{tag}>", f"</{tag}>", f"<{tag} onclick=x id=y href='javascript:1'>"])
            ),
            st.sampled_from(
                ["<!--", "-->", "<![CDATA[", "<?x", "<", "&lt;script&gt;", "'", '"', "<img src=x onload=y>"]
            ),
            st.text(max_size=8),
        ),
        max_size=25,
    )
)
def test_what_comes_out_is_well_nested_and_harmless(parts: list[str]) -> None:
    """Whatever goes in: tags nest, nothing closes what a page put around, no handler and no script's address."""
    try:
        made = sanitize("".join(parts), Rules(anchors=True))
    except AssertionError:  # Python's parser on some `<![...`; Markdown shows these as text before they come here
        assert "<![" in "".join(parts)
        return
    judge = Judge(made)
    assert (judge.wrong, judge.open) == ([], [])
    assert "script" not in judge.tags
    assert not [name for name in judge.attributes if name.startswith("on")]
    assert all(safe_address(address) for address in judge.attributes.get("href", []))


def test_what_github_lets_through() -> None:
    """Readers' markup stays: details, tables, alignment, keys, anchors in files."""
    html = '<h1 align="center">A</h1><details open><summary>s</summary><kbd>x</kbd></details><a name="here"></a>'
    made = sanitize(html, Rules(anchors=True))
    assert '<h1 id="a" align="center">' in made
    assert "<details open" in made
    assert "<summary>s</summary><kbd>x</kbd></details>" in made
    assert '<a id="here"></a>' in made
    assert "id=" not in sanitize(html, Rules())


def test_parts_without_their_whole_are_dropped() -> None:
    """A cell outside a table or an item outside a list would break out of the page's own."""
    assert sanitize("<td>a</td><li>b</li></div></main>", Rules()) == "ab"


def test_pictures_from_elsewhere_are_told_in_words() -> None:
    """Nothing is loaded: the alternative text is shown, or the file's name."""
    assert ">stars</span>" in sanitize('<img src="https://img.shields.io/stars.svg" alt="stars">', Rules())
    assert ">stars.svg</span>" in sanitize('<img src="https://img.shields.io/stars.svg?x=y">', Rules())


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Hello, World!", "hello-world"),
        ("A  B", "a--b"),
        ("CLIP-related_work (2023)", "clip-related_work-2023"),
        ("🔥 Papers", "-papers"),
        ("⚠️ Mind", "️-mind"),
        ("中文 & Ünïcode", "中文--ünïcode"),
        ("x²", "x"),
    ],
)
def test_slugs(heading: str, anchor: str) -> None:
    """Letters, marks and digits of all scripts stay; signs go; spaces become hyphens."""
    assert slug(heading) == anchor
