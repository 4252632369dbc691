"""What a context and its sketches tell rules of places, brackets and habits."""

from bot.document import Span, parse
from bot.lint import LintContext
from tests.rules.finding import listed, plain


def _context(*entries: str, changed: tuple[Span, ...] | None = None) -> LintContext:
    return LintContext(parse(listed(*entries)), changed=changed)


def test_an_offset_leads_to_its_entry() -> None:
    """The first and the last sign of an entry are its own."""
    context = _context(*plain(3))
    second = context.entries[1]
    assert context.entry_at(second.start) is second
    assert context.entry_at(second.end - 1) is second


def test_no_entry_stands_in_a_heading() -> None:
    """In front of the first entry there is none."""
    assert _context(*plain(2)).entry_at(0) is None


def test_one_of_many_is_rare_and_a_fifth_is_not() -> None:
    """Up to a tenth are exceptions."""
    context = _context(*plain(10))
    assert context.is_rare(context.entries[:1])
    assert not context.is_rare(context.entries[:2])


def test_few_entries_tell_no_habit() -> None:
    """Nothing is rare among four."""
    context = _context(*plain(4))
    assert not context.is_rare(context.entries[:1])


def test_changed_entries_do_not_make_a_thing_frequent() -> None:
    """They are judged, so they do not judge."""
    context = _context(*plain(10), changed=(Span(10, 14),))
    assert context.is_rare(context.entries[6:])


def test_hosts_are_counted_as_written() -> None:
    """With their schemes, so that `http` can be told apart."""
    assert _context(*plain(3), "- A <http://arxiv.org/a>").hosts == {"https://arxiv.org": 3, "http://arxiv.org": 1}


def test_a_mask_leaves_words_where_they_stand() -> None:
    """Links, code, formulas, tags and escaped signs are hidden, sign by sign."""
    one = _context("- A `b` $c$ \\( <br> [d](https://e.org) f").entries[0]
    assert len(one.masked) == len(one.text)
    assert one.masked.replace("\0", "") == "- A      f\n"


def test_brackets_of_links_and_code_have_partners() -> None:
    """Only a bracket among words can stand alone."""
    one = _context("- A (b `)` [c](https://d.org/(e)) ] f").entries[0]
    assert [one.text[at] for at in one.unpaired] == ["(", "]"]


def test_an_entry_with_half_a_link_is_torn() -> None:
    """Whole ones are not."""
    context = _context(*plain(2), "- A [pdf](https://arxiv.org/a")
    assert context.torn == context.entries[2:]
