"""The rule on entries out of order: what its examples cannot say."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Literal

from hypothesis import given
from hypothesis import strategies as st

from bot.lint import Severity, applied
from tests.rules.listing import at, found, lines_of

ORDERED = [f"- {letter}rchitectures of Nets [[pdf]](https://a.org/{letter}.pdf)\n" for letter in "BCDEFGHIJKLMNOPQRS"]


@dataclass
class _Owner:
    key: Literal["date", "name"] | None

    def section(self, path: Sequence[str]) -> Any:
        """One order for all."""
        return SimpleNamespace(order=SimpleNamespace(key=self.key, direction="ascending", end="top"), papers=None)

    def said_of_rule(self, name: str) -> Severity | Literal["off"] | None:
        """Nothing."""
        return None


def _list(entries: Sequence[str]) -> str:
    return "# L\n\n## A\n\n" + "".join(entries)


def test_names_from_a_to_z_are_an_order() -> None:
    """One of eighteen stands behind where it belongs."""
    text = _list([*ORDERED[1:], ORDERED[0]])
    findings = found("out-of-order", text)
    assert lines_of(text, findings) == [22]
    assert "from A to Z" in findings[0].message
    assert findings[0].message.endswith("before line 5")


def test_an_unsorted_section_has_none() -> None:
    """Nothing is expected there."""
    assert found("out-of-order", _list(ORDERED[::2] + ORDERED[1::2])) == []


def test_only_a_changed_entry_is_told() -> None:
    """The one that broke the order before stays unsaid."""
    text = _list([*ORDERED[2:], ORDERED[0], ORDERED[1]])
    assert lines_of(text, found("out-of-order", text, changed=at(22))) == [22]
    assert found("out-of-order", text, changed=at(7)) == []


def test_the_owner_s_order_needs_no_proof() -> None:
    """Half of the entries break it, and are told."""
    text = _list(ORDERED[:8] + ORDERED[::-2])
    assert found("out-of-order", text) == []
    assert len(found("out-of-order", text, owner=_Owner("name"), changed=at(13, 14, 15))) >= 1


def test_no_order_is_expected_where_the_owner_names_an_end() -> None:
    """New entries go to the top there."""
    assert found("out-of-order", _list([*ORDERED[1:], ORDERED[0]]), owner=_Owner(None)) == []


@given(st.integers(0, 17), st.integers(0, 17), st.sampled_from(["", "\n", "\r\n"]), st.booleans())
def test_an_entry_takes_its_blank_line_along(taken: int, put: int, gap: str, is_last: bool) -> None:
    """Wherever it stands and belongs, no line is lost, and blank lines part entries as before or not at all."""
    end = "\r\n" if gap == "\r\n" else "\n"
    ordered = [entry.replace("\n", end) for entry in ORDERED]
    entries = ordered[:taken] + ordered[taken + 1 :]
    entries.insert(put, ordered[taken])
    more = "" if is_last else f"{end}## B{end}{end}- Words{end}"
    head = f"# L{end}{end}## A{end}{end}"
    text = head + gap.join(entries) + more
    findings = found("out-of-order", text)
    mended, done = applied(text, findings[:1], unsafe=True)
    assert sorted(mended.splitlines()) == sorted(text.splitlines())
    assert list(map(bool, mended.splitlines())) == list(map(bool, text.splitlines()))
    if done and abs(taken - put) > 1:
        assert mended == head + gap.join(ordered) + more
