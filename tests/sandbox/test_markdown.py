"""Markdown as GitHub shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.markdown import render, render_comment
from bot.sandbox.sanitize import safe_address

from .test_sanitize import Judge


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("see #12.", '<p>see <a href="/o/r/issues/12">#12</a>.</p>'),
        (
            "`#12` a#12 [#12](http://x.y)",
            '<p><code>#12</code> a#12 <a href="http://x.y" rel="nofollow noreferrer">#12</a></p>',
        ),
        ("~~old~~", "<p><s>old</s></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("- [x] done", '<ul>\n<li><input type="checkbox" disabled aria-label="done" checked> done</li>\n</ul>'),
        ("- [y] no box", "<ul>\n<li>[y] no box</li>\n</ul>"),
        ("> [!NOTE]\n> so", "<blockquote>\n<p><strong>Note</strong><br>\nso</p>\n</blockquote>"),
        ("<!-- hidden -->seen", "seen"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("a <![x[ b", "<p>a &lt;![x[ b</p>"),
        (":fire: :x: :nothing: 10:30:45 `:fire:`", "<p>🔥 ❌ :nothing: 10:30:45 <code>:fire:</code></p>"),
        ("[:star:](http://x.y)", '<p><a href="http://x.y" rel="nofollow noreferrer">⭐</a></p>'),
        ("a & <b> c", "<p>a &amp; <b> c</b></p>"),
        ("[x](javascript:1)", "<p>[x](javascript:1)</p>"),
    ],
)
def test_posts(text: str, html: str) -> None:
    """In conversations."""
    assert render_comment(text, "o/r").strip() == html


@pytest.mark.parametrize(
    ("text", "address", "rest"),
    [
        ("https://arxiv.org/abs/2305.06500.", "https://arxiv.org/abs/2305.06500", "."),
        ("(https://x.org/a_(b))", "https://x.org/a_(b)", ")"),
        ("www.x.org/a_b_c?d=e&f=g, so", "http://www.x.org/a_b_c?d=e&amp;f=g", ", so"),
        ("me@x.org!", "mailto:me@x.org", "!"),
        ("http://127.0.0.1:80/x", "http://127.0.0.1:80/x", ""),
    ],
)
def test_addresses_become_links(text: str, address: str, rest: str) -> None:
    """Without the signs that belong to the sentence."""
    html = render_comment(text, "o/r")
    assert f'<a href="{address}"' in html
    assert html.rstrip().endswith(f"</a>{rest}</p>")


def test_addresses_within_links_stay() -> None:
    """Neither Markdown's links nor HTML's get another link inside."""
    html = render_comment(
        '[https://a.org](https://b.org) <a href="https://c.org">https://c.org</a> https://d.org', "o/r"
    )
    assert html.count("<a ") == 3


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("guide.md", "/o/r/blob/dev/docs/guide.md"),
        ("../README.md#a-b", "/o/r/blob/dev/README.md#a-b"),
        ("/.github/x.yml", "/o/r/blob/dev/.github/x.yml"),
        ("../../../x", "/o/r/blob/dev/x"),
        ("a%20b.md?plain=1", "/o/r/blob/dev/docs/a%20b.md?plain=1"),
        ("#part", "#part"),
        ("https://x.org/y", "https://x.org/y"),
        ("mailto:a@b.c", "mailto:a@b.c"),
    ],
)
def test_relative_links_of_files(link: str, address: str) -> None:
    """Lead to the repository's files on the same branch."""
    assert f'href="{address}"' in render(f"[x]({link})", "o/r", "dev", "docs/index.md")


def test_headings_have_anchors() -> None:
    """The second of the same name is numbered."""
    html = render("# One *two*\n\n# One two\n\n<h2>One two</h2>", "o/r")
    assert [f'id="{name}"' in html for name in ("one-two", "one-two-1", "one-two-2")] == [True] * 3
    assert 'id="fire-hot"' in render("# :fire: Hot", "o/r")
    assert 'id="-hot"' in render("# 🔥 Hot", "o/r")
    assert "id=" not in render_comment("# One", "o/r")


def test_tables_scroll_and_align() -> None:
    """A table stands in a box of its own and keeps the alignment of its columns."""
    html = render("| a |\n|--:|\n| 1 |", "o/r")
    assert '<div class="scroll"><table>' in html
    assert '<td align="right">1</td>' in html


# fmt: off
PIECES = st.sampled_from([
    "<![", "<!--", "-->", "<?", "<!x", "]]>", "<", ">", "&", "`", "```", "*", "_", "~~", "[", "]", "(", ")", "|", "-",
    "[x]", "#", " ", "\n", "\n\n", "\t", "http://", "www.a.b", "#1", "a@b.c", "<a", "<td>", "</div>", "<script>",
    "</script>", "<table>", "<details>", "href=javascript:1", "onclick=x", "'", '"', "\\", "é", "👍", "\x00", "\x0b",
    "[!NOTE]", "1.", ":fire:", "<g-emoji alias=x>",
])
# fmt: on


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_is_written_can_be_shown(text: str) -> None:
    """No text breaks a page or gets a script into it."""
    for html in (render(text, "o/r"), render_comment(text, "o/r")):
        judge = Judge(html)
        assert (judge.wrong, judge.open) == ([], [])
        assert "script" not in judge.tags
        assert not [name for name in judge.attributes if name.startswith("on")]
        assert all(safe_address(address) for address in judge.attributes.get("href", []))
