"""Entry templates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.template import PLACEHOLDERS, TemplateError, parse_template

USUAL = "- **[{name}]** {title} [[pdf]]({pdf}) [[code]]({code})"


@pytest.mark.parametrize(
    ("source", "values", "entry"),
    [
        (USUAL, {"name": "CLIP", "pdf": "p", "code": "c"}, "- **[CLIP]** T [[pdf]](p) [[code]](c)"),
        (USUAL, {"pdf": "p"}, "- T [[pdf]](p)"),
        (USUAL, {}, "- T"),
        ("{name} {title}", {}, "T"),
        ("[{title}]({paper}), {authors}, {venue} {year}", {"paper": "p", "venue": "V"}, "[T](p), V"),
        ("- {title} [Project page]({website})", {}, "- T"),
        ("- {title} [Project page]({website})", {"website": "w"}, "- T [Project page](w)"),
        ("| {title} | {venue} | {?[code]({code}) else -?} |", {}, "| T | | - |"),
        ("| {title} | {venue} | {?[code]({code}) else -?} |", {"code": "c", "venue": "V"}, "| T | V | [code](c) |"),
        ("- {title}{?, {venue}?}{? ({year})?}", {"year": "2024"}, "- T (2024)"),
        ("**{?[{name}] ?}{title}**", {}, "**T**"),
        ("**{?[{name}] ?}{title}**", {"name": "N"}, "**[N] T**"),
        ("- {title}  \n  {authors} {venue}\n  - [pdf]({pdf})\n  - [code]({code})\n", {"venue": "V", "code": "c"},
         "- T  \n  V\n  - [code](c)"),
        ("- {title}\r\n  *{venue}*", {"venue": "V"}, "- T\n  *V*"),
        ("- {{{title}}} {{x}}", {}, "- {T} {x}"),
        ('- {title} <a href="{code}">code</a> <br>', {}, "- T <br>"),
        ("- \\[[pdf]({pdf})\\] {title}", {}, "- T"),
        ("- {title} ({venue}?)", {"venue": "{x} else ?}"}, "- T ({x} else ?}?)"),
        ("  - {title}", {}, "  - T"),
        ("- [{title}]({paper}) - {authors}", {"authors": "A"}, "- T - A"),
        ("- [{title}]({paper}) - {authors}", {"authors": "A", "paper": "p"}, "- [T](p) - A"),
        ("- **[{?{name}: ?}{title}]({paper})**, {venue}", {"name": "N"}, "- **N: T**,"),
        ("- \\[[**{title}**]({paper})\\] x", {}, "- \\[**T**\\] x"),
        ('- <b><a href="{paper}">{title}</a></b> {venue}', {"venue": "V"}, "- <b>T</b> V"),
        ('- <b><a href="{paper}">{title}</a></b>', {"paper": "p"}, '- <b><a href="p">T</a></b>'),
        ("* {title}<br>{authors}<br>[pdf]({pdf})", {"pdf": "p"}, "* T<br>[pdf](p)"),
        ("* {title}<br>{authors}<br/>[pdf]({pdf})", {"authors": "A"}, "* T<br>A"),
        ("* {authors}<br>{title}<br>", {}, "* T<br>"),
        ("* {title} {venue}<br>{authors}", {"authors": "A"}, "* T<br>A"),
        ("| {venue} | {authors}<br>{title} |", {"venue": "V"}, "| V | T |"),
        ("* **Title** <br>{title}<br>{authors}", {}, "* **Title** <br>T"),
        ("* {title}<br>\n  {authors}<br>\n  {venue}", {"venue": "V"}, "* T<br>\n  V"),
        ("|{title}|{venue}|{?[code]({code}) else -?}|", {}, "|T||-|"),
        ("|{venue}|[{title}]({paper})<br>{authors}|", {"authors": "A"}, "||T<br>A|"),
        ("- {title} ![{title}]({code})", {}, "- T"),
        ("- {?[{title}]({pdf}) else {title}?}", {}, "- T"),
    ],
)  # fmt: skip
def test_what_is_not_known_falls_away(source: str, values: dict[str, str], entry: str) -> None:
    """A piece whose placeholder has no value is left out with the blank before it."""
    assert parse_template(source).fill({"title": "T", **values}) == entry


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("- {name}", "it lacks `{title}`, the one placeholder that every entry needs"),
        ("- {titles}", "it has the unknown placeholder `{titles}` (character 3); did you mean `{title}`?"),
        ("- {title}\n  {}", "it has the unknown placeholder `{}` (line 2, character 3); known are "),
        ("{title} {", "it has `{` without `}` behind it (character 9); a brace to be seen is written `{{`"),
        ("{title}}", "it has `}` without `{` before it (character 8); a brace to be seen is written `}}`"),
        ("{title} {?x?}", "what stands between `{?` and `?}` (character 9) has no placeholder that could be unknown"),
        ("{title} {?{venue}", "it never closes `{?` (character 9)"),
        ("{title} {venue}?}", "it has `?}` without `{?` before it (character 16)"),
        ("{title} {?{?{venue}?}?}", "it opens `{?` inside of another `{?` (character 11)"),
        ("{title} ([pdf]({pdf})", "its `(` is never closed"),
        ("**[{name}] {title}**", "`**[{name}]` would leave half of a pair of `**` behind"),
        ("{title} *{venue}, {year}*", "`*{venue},` would leave half of a pair of `*` behind"),
        ('{title} <a href="{pdf}">my pdf</a>', '`<a href="{pdf}">my` would leave half of a pair of `<a>` behind'),
        ("- {title}:{authors} x",
         ("the title in `{title}:{authors}` comes and goes with `{authors}`; put `{authors}` and its signs between "
          "`{?` and `?}`, the title outside of them, such as `{title}{?, {authors}?}`")),
        ("- [{name}: {title}]({paper})", "the title in `[{name}: {title}]({paper})` comes and goes with `{name}`; "),
        ("- [{title}]({paper})[[code]]({code})",
         "the title outside of them, such as `{title}{? [code]({code})?}`"),
        ("- {?{title}, {venue}?}", "the title in `{?{title}, {venue}?}` comes and goes with `{venue}`"),
        ("- {?{venue} else {title}?}", "the title in `{?{venue} else {title}?}` comes and goes with `{venue}`"),
        ("- {?[{title}]({pdf}) else [{title}]({code})?}", "comes and goes with `{code}`"),
        ("{title}\x07", "it holds a control character"),
        ("{title}" + "x" * 2000, "it is longer than 2000 characters"),
    ],
)  # fmt: skip
def test_a_template_that_would_not_work_is_told(source: str, problem: str) -> None:
    """A mistake is told with the place and the way to mend it."""
    with pytest.raises(TemplateError) as caught:
        parse_template(source)
    assert problem in str(caught.value)


_NAMES = st.sampled_from(["pdf", "venue"])
_JOINTS = st.sampled_from([" ", "<br>", "|", "", ", ", "[", "](", ")", "{?", "?}", " else ", "{title}"])


@given(st.lists(st.sampled_from(["{title}", "{pdf}", "{venue}"]) | _JOINTS, max_size=10), st.sets(_NAMES))
def test_the_title_never_falls_away(parts: list[str], known: set[str]) -> None:
    """A template that is not refused shows the title, whatever else is known."""
    try:
        template = parse_template("".join(parts))
    except TemplateError:
        return
    assert "<T>" in template.fill({"title": "<T>", **{name: f"<{name}>" for name in known}})


_PIECES = st.sampled_from(
    ["{title}", "{name}", "[[pdf]]({pdf})", "**[{name}]**", "-", "|", "{?, {venue}?}", "{?{code} else -?}", "({year})"]
)


@given(st.lists(_PIECES, max_size=8).map(" ".join), st.sets(st.sampled_from(sorted(PLACEHOLDERS))))
def test_no_placeholder_is_ever_left(template: str, known: set[str]) -> None:
    """Whatever is known, all braces are gone, all known values are there, and nothing ends in a blank."""
    parsed = parse_template(f"{template} {{title}}")
    entry = parsed.fill({name: f"<{name}>" for name in known | {"title"}})
    assert "{" not in entry
    assert "}" not in entry
    assert entry.endswith("<title>")
    assert {name for name in parsed.placeholders if f"<{name}>" in entry} == parsed.placeholders & (known | {"title"})


@given(st.text(alphabet="{}?[]()<>a *title\n|-", max_size=40))
def test_any_text_is_a_template_or_refused(text: str) -> None:
    """Nothing but a TemplateError comes of a text that is no template."""
    try:
        template = parse_template(text)
    except TemplateError:
        return
    assert "T" in template.fill({"title": "T"})
