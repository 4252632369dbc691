import re
from collections import Counter
from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.addition import section_style
from bot.config.words import ORDERS
from bot.document import ListDocument, parse, split_lines
from bot.ordering import Order
from bot.sorting import OrderWish, Sorting, order_wish, sections_named, sort_sections
from tests.document.shapes import TEXTS

NEWEST = OrderWish("date", "descending")
TITLES = ("Aardvarks", "Bees", "Cats", "Dogs", "Emus", "Foxes", "Gnus")


def entry(number: str, title: str = "On things", name: str | None = None) -> str:
    """One line of a list: a paper at arXiv."""
    return f"- {f'**[{name}]** ' if name else ''}{title} [[pdf]](https://arxiv.org/abs/{number})\n"


def sort(text: str, wish: OrderWish | None = None) -> Sorting:
    """Sort all sections of a text."""
    document = parse(text)
    styles = [(section, section_style(document, section)) for section in document.sections]
    return sort_sections(document, [(section, style, wish) for section, style in styles if style is not None])


def moved(sorting: Sorting) -> int:
    """How many entries moved in all."""
    return sum(one.moved for one in sorting.sections)


DATED = [entry(f"24{month:02}.12345") for month in (12, 11, 9, 8, 5, 2, 1)]


def test_a_slip_is_put_right() -> None:
    """One entry that stands too low in a list with the newest first goes up, and nothing else moves."""
    slipped = [*DATED[:1], *DATED[2:6], DATED[1], DATED[6]]
    sorting = sort("# Papers\n\n" + "".join(slipped))
    assert sorting.text == "# Papers\n\n" + "".join(DATED)
    (one,) = sorting.sections
    assert (one.moved, one.left) == (1, None)
    assert one.held is not None
    assert one.held.order == Order("date", "descending")


def test_a_section_without_an_order_is_left_alone() -> None:
    """What only looks sorted by chance is not made to be."""
    mixed = [DATED[number] for number in (3, 0, 5, 1, 6, 2, 4)]
    sorting = sort("# Papers\n\n" + "".join(mixed))
    assert sorting.text == "# Papers\n\n" + "".join(mixed)
    assert [one.left for one in sorting.sections] == ["no order"]


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_a_wish_gives_an_order_to_any_section(order: Sequence[int]) -> None:
    """With a wish the entries are sorted wherever they stood."""
    sorting = sort("# Papers\n" + "".join(DATED[number] for number in order), NEWEST)
    assert sorting.text == "# Papers\n" + "".join(DATED[:4])


def test_a_wish_without_a_direction_keeps_the_one_that_most_follow() -> None:
    """Who says `date` to a list that has the oldest first gets the oldest first."""
    rising = DATED[::-1]
    slipped = [rising[0], *rising[2:], rising[1]]
    assert sort("# Papers\n" + "".join(slipped), OrderWish("date")).text == "# Papers\n" + "".join(rising)
    mixed = [DATED[2], DATED[0], DATED[3], DATED[1]]
    assert sort("# Papers\n" + "".join(mixed), OrderWish("date")).text == "# Papers\n" + "".join(DATED[:4])


def test_titles_are_sorted_as_people_do() -> None:
    """Capitals make no difference."""
    titles = [entry(f"2{number}01.00001", title) for number, title in enumerate(TITLES)]
    titles[3] = titles[3].replace("Dogs", "dogs")
    slipped = [*titles[:2], titles[5], *titles[2:5], titles[6]]
    shuffled_dates = [line.replace(f"2{n}01", f"2{(n * 3) % 7}01") for n, line in enumerate(slipped)]
    new = split_lines(sort("".join(shuffled_dates)).text)
    assert [line.split()[1].casefold() for line in new] == [title.casefold() for title in TITLES]


def test_nested_lines_go_with_their_entry() -> None:
    """An entry of several lines moves as a whole."""
    lines = [line + f"  - note {number}\n\n  more of {number}\n" for number, line in enumerate(DATED)]
    slipped = [lines[0], lines[2], lines[1], *lines[3:]]
    assert sort("".join(slipped)).text == "".join(lines)


def test_blank_lines_stay_where_the_section_has_them() -> None:
    """Only entries move, not the lines between them."""
    gaps = ["\n", "", "\n\n", "", " \n", "", ""]

    def spaced(lines: Sequence[str]) -> str:
        return "".join(line + gap for line, gap in zip(lines, gaps, strict=True))

    slipped = [*DATED[:1], *DATED[2:6], DATED[1], DATED[6]]
    assert sort(spaced(slipped)).text == spaced(DATED)


def test_entries_do_not_cross_text_between_them() -> None:
    """Groups below lines such as `**2023**` are sorted each for itself."""
    first, second = DATED[:4], DATED[3:]
    text = "**2024**\n\n{}\n**2023**\n\n{}"
    slipped = text.format("".join([first[0], first[2], first[1], first[3]]), "".join(second))
    assert sort(slipped, NEWEST).text == text.format("".join(first), "".join(second))


def test_entries_with_a_name_stay_before_those_without() -> None:
    """Two blocks are sorted each for itself."""
    named = [line.replace("- On", "- **[Net]** On") for line in DATED]
    slipped = [named[1], named[0], *named[2:]]
    text = "".join([*slipped, *DATED])
    assert sort(text).text == "".join([*named, *DATED])


def test_an_entry_without_the_key_stays_behind_its_neighbour() -> None:
    """It goes where the one before it goes."""
    bare = "- Some page [[page]](https://example.org/x)\n"
    slipped = [*DATED[:1], *DATED[2:6], DATED[1], bare, DATED[6]]
    assert sort("".join(slipped)).text == "".join([*DATED[:2], bare, *DATED[2:]])


def test_years_in_order_do_not_make_months_be_sorted() -> None:
    """Only so fine an order is kept as the section follows itself."""
    months = [(4, 2), (4, 9), (4, 5), (3, 6), (3, 11), (3, 1), (2, 12), (2, 5), (2, 8)]
    lines = [entry(f"2{year}{month:02}.12345") for year, month in months]
    slipped = [*lines[:2], lines[3], lines[2], *lines[4:]]
    assert sort("".join(slipped)).text == "".join([*lines[:2], lines[2], lines[3], *lines[4:]])


def test_the_numbers_of_a_numbered_list_stay() -> None:
    """A reader sees 1, 2, 3 before and after."""
    lines = [f"{{}}. {line[2:]}" for line in DATED]

    def numbered(some: Sequence[str]) -> str:
        return "".join(line.format(number) for number, line in enumerate(some, 1))

    assert sort(numbered([lines[1], lines[0], *lines[2:]])).text == numbered(lines)


def test_rows_move_within_their_table() -> None:
    """A table's head stays."""
    head = "| Title | Link |\n|---|---|\n"
    rows = [f"| On things {number} | [pdf](https://arxiv.org/abs/2{9 - number}01.00001) |\n" for number in range(7)]
    assert sort(head + "".join([rows[1], rows[0], *rows[2:]])).text == head + "".join(rows)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_missing_last_line_end_stays_missing(end: str) -> None:
    """The last place has none, whichever entry stands there."""
    lines = [line.replace("\n", end) for line in DATED]
    text = "".join([lines[6], *lines[:6]])
    new = sort("\ufeff" + text.removesuffix(end), NEWEST).text
    assert new == "\ufeff" + "".join(lines).removesuffix(end)


def test_lines_that_would_read_otherwise_are_left_alone() -> None:
    """An item that would be nested below its new neighbour stays, and so does its section."""
    lines = [DATED[1], DATED[0], *DATED[2:5], "  " + DATED[5], DATED[6]]
    for number in range(len(lines)):
        text = "".join([*lines[number:], *lines[:number]])
        old, new = parse(text), parse(sort(text, NEWEST).text)
        assert Counter(one.depth for one in old.sections[0].entries) == Counter(
            one.depth for one in new.sections[0].entries
        )


def test_a_section_that_is_not_named_keeps_its_bytes() -> None:
    """Nothing outside of the sections is touched."""
    body = "".join([DATED[1], DATED[0], *DATED[2:]])
    document = parse(f"## A\n{body}## B\n{body}")
    section = sections_named(document, "b")[0]
    style = section_style(document, section)
    assert style is not None
    assert sort_sections(document, [(section, style, None)]).text == f"## A\n{body}## B\n{''.join(DATED)}"


def test_what_a_program_writes_is_left_alone() -> None:
    """The next run of the program would undo it."""
    text = f"## A\n<!-- BEGIN papers -->\n{''.join([DATED[1], DATED[0], *DATED[2:]])}<!-- END papers -->\n"
    sorting = sort(text, NEWEST)
    assert (sorting.text, [one.left for one in sorting.sections]) == (text, ["generated"])


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("Methods", [["Methods"], ["Methods", "Fast"], ["Methods", "Slow"]]),
        ("methods > fast", [["Methods", "Fast"]]),
        ("Fast", [["Methods", "Fast"], ["Data", "Fast"]]),
        ("Other", []),
    ],
)
def test_a_path_names_sections_and_those_below(path: str, found: list[list[str]]) -> None:
    """A heading above others means all of them."""
    document = parse("# T\n## Methods\n### Fast\n### Slow\n## Data\n### Fast\n")
    assert [list(section.path) for section in sections_named(document, path)] == found


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("newest first", NEWEST),
        ("Date, descending", NEWEST),
        ("by title", OrderWish("title")),
        ("name asc", OrderWish("name", "ascending")),
        ("size", None),
        ("date sideways", None),
    ],
)
def test_words_for_an_order(said: str, wish: OrderWish | None) -> None:
    """They are those of the configuration; others are no order."""
    assert order_wish(said) == wish


# Whatever the list looks like

_ENDS = st.sampled_from(("\n", "\n", "\n", "\r\n", "\r"))
_NUMBERS = st.builds("2{}{:02}.{:05}".format, st.integers(0, 4), st.integers(1, 12), st.integers(0, 3))
_ENTRY = st.one_of(
    st.builds(
        "{}{} {}{} [[pdf]](https://arxiv.org/abs/{}){}".format,
        st.sampled_from(("", "", "", " ", "  ")),
        st.sampled_from(("-", "-", "-", "*", "1.", "2.", "10.")),
        st.sampled_from(("", "", "**[Net]** ", "**[App]** ")),
        st.sampled_from(TITLES),
        _NUMBERS,
        st.sampled_from(("", "", "  ", "\\")),
    ),
    st.builds("| {} | [pdf](https://arxiv.org/abs/{}) |".format, st.sampled_from(TITLES), _NUMBERS),
    st.builds("[{}](https://arxiv.org/abs/{}), CVPR 20{}{}".format, st.sampled_from(TITLES), _NUMBERS,
              st.integers(10, 24), st.sampled_from(("", "  ", "<br>"))),
    st.builds("- {} ({})".format, st.sampled_from(TITLES), st.integers(2018, 2024)),
)  # fmt: skip
_OTHER = st.sampled_from(
    ("", "", "  - nested", "    deeper", "**2023**", "| Title | Link |", "|---|---|", "<!-- -->", "lazy")
)
_LISTS = st.builds(
    lambda bom, lines, last: bom + "".join(line + end for line, end in lines) + last,
    st.sampled_from(("", "", "\ufeff")),
    st.lists(
        st.tuples(st.one_of(_ENTRY, _ENTRY, _ENTRY, _OTHER, st.sampled_from(("## A", "## B"))), _ENDS), max_size=24
    ),
    st.one_of(st.just(""), _ENTRY),
)
_WISHES = st.sampled_from((None, None, NEWEST, OrderWish("date", "ascending"), OrderWish("date"), OrderWish("title")))
_NUMBER = re.compile(r"^\s*\d+(?=[.)])")


def _kept(document: ListDocument) -> Counter[str]:
    """The lines without what belongs to places: line ends, the numbers of a list, the byte order mark."""
    return Counter(_NUMBER.sub("", line.removeprefix("\ufeff").rstrip("\r\n")) for line in document.lines)


#: Sorted by date, three entries without a name are followed by two with one: only now these stand apart.
_APART = """\
- Aardvarks [[pdf]](https://arxiv.org/abs/2001.00000)
1. Aardvarks [[pdf]](https://arxiv.org/abs/2001.00000)
- **[Net]** Aardvarks [[pdf]](https://arxiv.org/abs/2001.00001)
- Aardvarks (2018)
| Aardvarks | [pdf](https://arxiv.org/abs/2001.00000) |
- Aardvarks (2018)
- Aardvarks [[pdf]](https://arxiv.org/abs/2001.00000)
"""


@given(st.one_of(_LISTS, _LISTS, TEXTS), _WISHES)
@example(_APART, OrderWish("date", "ascending"))
@settings(max_examples=400)
def test_every_line_is_kept_once_and_sorting_again_changes_nothing(text: str, wish: OrderWish | None) -> None:
    """Whatever the list: no line is lost, doubled or changed, and the sorted list is sorted."""
    sorting = sort(text, wish)
    old, new = parse(text), parse(sorting.text)
    assert _kept(old) == _kept(new)
    assert Counter(line[len(line.rstrip("\r\n")) :] for line in old.lines) == Counter(
        line[len(line.rstrip("\r\n")) :] for line in new.lines
    )
    assert [section.path for section in old.sections] == [section.path for section in new.sections]
    assert bool(moved(sorting)) == (sorting.text != text)
    assert sort(sorting.text, wish).text == sorting.text


@given(_LISTS, _LISTS, _LISTS)
@settings(max_examples=100)
def test_bytes_outside_the_section_stay(above: str, text: str, below: str) -> None:
    """What stands above and below a section is the same, byte for byte."""
    above, text, below = (part.replace("## A", "- x").replace("## B", "- y") for part in (above, text, below))
    document = parse(f"## Above\n{above}\n\n## Here\n{text}\n\n## Below\n{below}")
    section = next((one for one in document.sections if one.path == ("Here",)), None)
    style = None if section is None else section_style(document, section)
    if section is None or style is None:
        return
    new = split_lines(sort_sections(document, [(section, style, NEWEST)]).text)
    old = list(document.lines)
    assert new[: section.span.start] == old[: section.span.start]
    assert new[section.span.end :] == old[section.span.end :]


def test_the_configuration_and_the_command_name_orders_alike() -> None:
    """Every order of the configuration that sorts by what sorting knows is understood."""
    for said, order in ORDERS.items():
        if order.key is not None:
            wish = order_wish(said)
            assert wish is not None
            assert (wish.key, wish.direction or order.direction) == (order.key, order.direction)
