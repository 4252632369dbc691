"""The rule on entries in sections of another kind: what the owner says."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, Literal

from bot.lint import Severity
from tests.rules.listing import entry, found, section


class _Owner:
    def section(self, path: Sequence[str]) -> Any:
        """No papers among the tools."""
        return SimpleNamespace(papers=False if path[-1] == "Tools" else None, order=None)

    def said_of_rule(self, name: str) -> Severity | Literal["off"] | None:
        """Nothing."""
        return None


def test_a_paper_in_a_section_that_holds_none_is_told() -> None:
    """The owner said so in the list's settings."""
    text = "# L\n\n" + section("A", entry(1), entry(2)) + section("Tools", entry(3))
    findings = found("entry-in-wrong-section", text, owner=_Owner())
    assert [one.message for one in findings] == ["a paper in a section that holds none, as the list's settings say"]


def test_without_a_word_of_the_owner_it_may_stand_there() -> None:
    """Nobody knows what a section is for."""
    text = "# L\n\n" + section("A", entry(1), entry(2)) + section("Tools", entry(3))
    assert found("entry-in-wrong-section", text) == []
