"""The rule on addresses: what its examples cannot say."""

from bot.lint import applied
from tests.rules.finding import found, listed, plain

RULE = "malformed-url"


def _mended(entry: str) -> str:
    text = listed(*plain(5), entry)
    mended, _ = applied(text, found(RULE, text), unsafe=True)
    return mended.splitlines()[-1]


def test_three_addresses_in_one_link_make_three_links() -> None:
    """None of them is lost."""
    links = "[[pdf]](https://a.org/1) [[pdf]](https://b.org/2) [[pdf]](https://c.org/3)"
    assert (
        _mended("- Title Words [[pdf]](https://a.org/1, https://b.org/2; https://c.org/3)") == f"- Title Words {links}"
    )


def test_several_addresses_in_a_link_are_told_once() -> None:
    """The blank between them is no blank inside of one."""
    text = listed(*plain(5), "- Title (Words [[pdf]](https://a.org/1 https://b.org/2)")
    assert [one.message for one in found(RULE, text)] == ["two addresses in one link, which is none"]
