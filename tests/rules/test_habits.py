"""Rules that judge by the list's habits, and whose habits they are where lines were changed."""

import pytest

from bot.document import Span
from tests.rules.finding import found, listed, plain

ODD = [
    ("doubled-space", "- **[X]**  Title Words [[pdf]](https://arxiv.org/pdf/2301.10001.pdf)"),
    ("name-with-space", "- **[X ]** Title Words [[pdf]](https://arxiv.org/pdf/2301.10001.pdf)"),
    ("versioned-arxiv-link", "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.10001v2.pdf)"),
    ("arxiv-link-form", "- **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.10001)"),
    ("http-link", "- **[X]** Title Words [[pdf]](http://arxiv.org/pdf/2301.10001.pdf)"),
    ("mention", "- **[X]** Title Words @jane-doe [[pdf]](https://arxiv.org/pdf/2301.10001.pdf)"),
    ("html-in-entry", "- **[X]** <div>Title</div> [[pdf]](https://arxiv.org/pdf/2301.10001.pdf)"),
    ("wrong-marker", "* **[X]** Title Words [[pdf]](https://arxiv.org/pdf/2301.10001.pdf)"),
    ("unbalanced-brackets", "- **[X]** Title (Words [[pdf]](https://arxiv.org/pdf/2301.10001.pdf)"),
]


@pytest.mark.parametrize(("rule", "entry"), ODD)
def test_one_against_many_is_found(rule: str, entry: str) -> None:
    """The list's other entries show another habit."""
    assert [one.rule for one in found(rule, listed(*plain(9), entry))] == [rule]


@pytest.mark.parametrize(("rule", "entry"), ODD)
def test_what_all_do_is_no_defect(rule: str, entry: str) -> None:
    """A list may have its own ways."""
    assert found(rule, listed(*[entry] * 20)) == []


@pytest.mark.parametrize(("rule", "entry"), ODD)
def test_changed_lines_tell_no_habit(rule: str, entry: str) -> None:
    """Many new entries do not outvote the settled ones."""
    text = listed(*plain(9), *[entry] * 4)
    assert len(found(rule, text, (Span(4 + 9, 4 + 9 + 4),))) == 4


def test_a_label_is_kept_at_its_word() -> None:
    """Of links to abstracts, one called pdf may lead to the PDF."""
    entries = [entry.replace("/pdf/", "/abs/").replace(".pdf)", ")") for entry in plain(30)]
    assert found("arxiv-link-form", listed(*entries, plain(1)[0])) == []


def test_a_small_section_has_no_usual_bullet() -> None:
    """Four entries are too few to differ from."""
    assert found("wrong-marker", listed(*plain(4), "* " + plain(1)[0][2:])) == []
