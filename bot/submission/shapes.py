"""The shapes in which several lines give one paper: a list of fields, a title above or below its address."""

import re
from itertools import pairwise
from typing import Final

from bot.papers import identify
from bot.submission.fields import split_label
from bot.submission.intent import Heard, is_talk
from bot.submission.markup import Line
from bot.submission.titles import is_capitalised, looks_like_title


def blocks_with_titles_behind(lines: list[Heard]) -> set[int]:
    """The paragraphs in which a title follows its address, not the other way round; all of them where all do so."""
    shapes: dict[int, str] = {}
    whole = ""
    for heard in lines:
        if heard.line.kind != "text" or heard.prose:
            continue
        paper = [anchor for anchor in heard.line.anchors if identify(anchor.url) or anchor.url.endswith(".pdf")]
        bare = bool(paper) and paper[0].given and paper[0].start < 3
        title = not heard.line.anchors and looks_like_title(heard.line.text)
        if paper or title:
            shapes[heard.line.block] = shapes.get(heard.line.block, "") + ("T" if title else "L" if bare else "V")
            surely = title and looks_like_title(heard.line.text, strict=True)
            whole += "T" if surely else "L" if bare else "V"
    if whole and whole == "LT" * (len(whole) // 2):
        return set(shapes)
    return {
        block
        for block, shape in shapes.items()
        if shape.startswith("LT") and (shape.endswith("T") or shape.count("T") == 1)
    }


def lists_of_one_paper(lines: list[Heard]) -> set[int]:
    """The lists whose items are the fields of one paper: labels, or a title and the addresses below it."""
    items: dict[int, dict[int, Line]] = {}
    for heard in lines:
        if len(heard.line.item) >= 2 and heard.line.item[0] > 0:
            items.setdefault(heard.line.item[0], {}).setdefault(heard.line.item[1], heard.line)
    found: set[int] = set()
    for number, lines_of_list in items.items():
        firsts = list(lines_of_list.values())
        labelled = [line for line in firsts if line.label is None and split_label(line.text)]
        papers = [line for line in firsts if any(identify(anchor.url) for anchor in line.anchors)]
        titles = [line for line in firsts if not line.anchors and looks_like_title(line.text)]
        if (len(labelled) >= 0.6 * len(firsts) and len(firsts) > 1) or (
            len(papers) == 1 and len(titles) == 1 and all(line.anchors or line in titles for line in firsts)
        ):
            found.add(number)
    return found


def lists_of_titles(lines: list[Heard]) -> set[int]:
    """The lists of titles without addresses: every item can be one, and one surely is."""
    items: dict[int, list[Line]] = {}
    for heard in lines:
        if len(heard.line.item) == 2:
            items.setdefault(heard.line.item[0], []).append(heard.line)
    return {
        number
        for number, found in items.items()
        if all(not line.anchors and looks_like_title(line.text) and not _OF_LISTS.search(line.text) for line in found)
        and any(is_listed_title(line) for line in found)
    }


def is_listed_title(line: Line) -> bool:
    """Whether an item without an address is a title and no wish about the list."""
    return looks_like_title(line.text, strict=True) and not _OF_LISTS.search(line.text)


#: What titles of papers do not speak of, but wishes about lists do.
_OF_LISTS: Final = re.compile(
    r"\b(?:sections?|tables? of contents|badges|(?:the|all|more) papers|hyperlinks|toc)\b", re.IGNORECASE
)


def topics_above_lists(lines: list[Heard]) -> set[Line]:
    """The lines like "Robotics:" right above lists, where the body has several of them: headings of its groups."""
    found = {
        above.line
        for above, below in pairwise(lines)
        if below.line.item
        and not above.line.item
        and not above.line.anchors
        and above.line.text.rstrip().endswith(":")
        and len(above.line.text.split()) <= 5
        and is_capitalised(above.line.text)
        and not split_label(above.line.text)
        and not is_talk(above.line)
    }
    return found if len(found) > 1 else set()


def scope_of(line: Line, one_paper: set[int]) -> tuple[int, ...]:
    """The part of the body that a line's paper is alone in: an item, a row, a whole list of fields, or none."""
    return line.item[:1] if line.item[:1] and line.item[0] in one_paper else line.item[:2]
