"""Titles and abstracts with TeX, HTML, JATS and MathML in them, made plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plain import plain_abstract, plain_text, plain_title, without_markup

MATHML = (
    '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">\n  <mml:msup>\n <mml:mi>x</mml:mi>\n'
    "<mml:mn>2</mml:mn></mml:msup>\n<mml:mo>+</mml:mo><mml:msub><mml:mi>a</mml:mi><mml:mn>1</mml:mn></mml:msub>"
    '<mml:annotation encoding="application/x-tex">x^2+a_1</mml:annotation></mml:math>'
)


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Deep <i>Residual</i> Learning", "Deep Residual Learning"),
        ("Deep\n  Residual\tLearning ", "Deep Residual Learning"),
        ("<jats:italic>E. coli</jats:italic> in CO<sub>2</sub>", "E. coli in CO₂"),
        ("The 1<sup>st</sup> of 10<sup>6</sup>", "The 1st of 10⁶"),
        ("Sun &amp; Moon", "Sun & Moon"),
        ("Sun &amp;amp; Moon &lt;b&gt;rise&lt;/b&gt;", "Sun & Moon rise"),
        ("Line<br/>break<p>and paragraph</p>", "Line break and paragraph"),
        (f"On {MATHML} here", "On x²+a₁ here"),
        (
            "<inline-formula><tex-math>$\\alpha$</tex-math><mml:math><mml:mi>α</mml:mi></mml:math></inline-formula>!",
            "α!",
        ),
        ("If a < b and c > d", "If a < b and c > d"),
        ("Generic List<T> types", "Generic List<T> types"),
        ("An unclosed <tex-math>formula", "An unclosed formula"),
        ("<mml:mfrac><mml:mi>a</mml:mi><mml:mi>b</mml:mi></mml:mfrac>", "a/b"),
        (r"$\alpha$-fair <b>queues</b>", "α-fair queues"),
        ("From $5 to $6 in ~3 {0,1}-steps", "From $5 to $6 in ~3 {0,1}-steps"),
        ("{BERT} costs 5\\%", "BERT costs 5%"),
        ("ALL CAPITALS: A TITLE", "ALL CAPITALS: A TITLE"),
        ("深度学习", "深度学习"),
        ("soft\u00adhyphen e\u0301", "softhyphen é"),
    ],
)
def test_a_title_is_what_people_read(title: str, plain: str) -> None:
    """Tags, escapes, formulas and line breaks go; what only looks like a tag stays."""
    assert plain_title(title) == plain


@pytest.mark.parametrize(
    ("abstract", "plain"),
    [
        (
            "<jats:title>Abstract</jats:title><jats:p>One, p &lt; 0.05.</jats:p><jats:p>Two.</jats:p>",
            "One, p < 0.05. Two.",
        ),
        ("<p>We cost $5.</p>", "We cost $5."),
        ("Abstract. We show", "We show"),
        ("Abstract interpretation is old.", "Abstract interpretation is old."),
        ("", ""),
    ],
)
def test_an_abstract_is_one_paragraph(abstract: str, plain: str) -> None:
    """Its heading and its tags go, its TeX stays."""
    assert plain_abstract(abstract) == plain


@pytest.mark.parametrize(
    "mark", ["<math>", "<script>", "<sub>", "<", "<a ", "&lt;", "<sub>1</sub>", "<mml:msup>", "<!--"]
)
def test_hostile_markup_ends(mark: str) -> None:
    """Whatever is repeated without an end is read once."""
    assert isinstance(without_markup(mark * 300_000), str)


@given(st.text(alphabet="<>/&;mathsubp \\${}ab2", max_size=80))
def test_plain_text_is_plain_on_one_line(text: str) -> None:
    """Whatever comes in, one line without double blanks comes out."""
    plain = plain_title(text)
    assert "\n" not in plain
    assert "  " not in without_markup(text)


@given(st.text(alphabet=st.characters(categories=["L", "N"]), max_size=40))
def test_text_without_marks_stays(text: str) -> None:
    """Letters and figures are left alone by the reader of TeX."""
    assert plain_text(text) == text
