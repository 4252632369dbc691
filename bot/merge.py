"""Two changes of one text put together, as merging them would: what a pull request makes of the list of today."""

from typing import NamedTuple

from bot.diff import Changed, changed_lines, diff_lines


class Merged(NamedTuple):
    """The merged text, and for each of its lines the line of the second change's text that it is; None: not in it."""

    text: str
    lines: tuple[int | None, ...]


def merge(ancestor: str, ours: str, theirs: str) -> Merged | None:
    """`ours` with what `theirs` changed since `ancestor`; None where both changed the same lines.

    Changes that touch each other conflict, as they do for git, save where both made the very same one. Lines are
    counted from 0, and end at LF alone.
    """
    new = diff_lines(theirs)
    if ours == ancestor:
        return Merged(theirs, tuple(range(len(new))))
    old, other = diff_lines(ancestor), diff_lines(ours)
    by_us, by_them = changed_lines(old, other), changed_lines(old, new)
    alike = {(*one[:2], *other[one.new_start : one.new_end]) for one in by_us}
    alike &= {(*one[:2], *new[one.new_start : one.new_end]) for one in by_them}
    by_us = [one for one in by_us if (*one[:2], *other[one.new_start : one.new_end]) not in alike]
    if any(_touch(one, two) for one in by_us for two in by_them):
        return None
    text: list[str] = []
    lines: list[int | None] = []
    at = at_new = 0
    for change, is_theirs in sorted([(one, False) for one in by_us] + [(one, True) for one in by_them]):
        same = change.start - at
        text += old[at : change.start]
        lines += range(at_new, at_new + same)
        at_new += same
        if is_theirs:
            text += new[change.new_start : change.new_end]
            lines += range(change.new_start, change.new_end)
            at_new = change.new_end
        else:
            text += other[change.new_start : change.new_end]
            lines += [None] * (change.new_end - change.new_start)
            at_new += change.end - change.start
        at = change.end
    text += old[at:]
    lines += range(at_new, at_new + len(old) - at)
    return Merged("".join(text), tuple(lines))


def _touch(one: Changed, other: Changed) -> bool:
    return one.start <= other.end and other.start <= one.end
