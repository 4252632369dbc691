"""The shapes in which several lines give one paper: a list of fields, a title above or below its address."""

from bot.papers import identify
from bot.submission.fields import split_label
from bot.submission.intent import Heard
from bot.submission.markup import Line
from bot.submission.titles import looks_like_title


def blocks_with_titles_behind(lines: list[Heard]) -> set[int]:
    """The paragraphs in which a title follows its address, not the other way round."""
    shapes: dict[int, str] = {}
    for heard in lines:
        if heard.line.kind != "text" or heard.prose:
            continue
        paper = [anchor for anchor in heard.line.anchors if identify(anchor.url) or anchor.url.endswith(".pdf")]
        bare = bool(paper) and paper[0].given and paper[0].start < 3
        title = not heard.line.anchors and looks_like_title(heard.line.text)
        if paper or title:
            shapes[heard.line.block] = shapes.get(heard.line.block, "") + ("T" if title else "L" if bare else "V")
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


def scope_of(line: Line, one_paper: set[int]) -> tuple[int, ...]:
    """The part of the body that a line's paper is alone in: an item, a row, a whole list of fields, or none."""
    return line.item[:1] if line.item[:1] and line.item[0] in one_paper else line.item[:2]
