"""A bullet of another kind or indentation than its section's others, or none that Markdown knows.

Markdown ends a list where the bullet changes and begins a new one, with a gap on the page; indentation makes an item
part of the one above, and so does a bullet that is missing or has no blank behind it
(https://spec.commonmark.org/0.31.2/#lists). The fix is safe where the words surely stay one entry; an entry that stands
below another may be meant so.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bot.lint import Example, Finding, Group, LintContext, Need, Severity, fix
from bot.sketch import Sketch
from bot.slips import lead_of, opening_of, usual_opening

SEVERITY: Severity = "warning"
NEEDS: Need | None = None
VALID = (
    "- Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    "# L\n\n## A\n\n- A [pdf](https://arxiv.org/abs/2301.00001)\n\n## B\n\n* B [pdf](https://arxiv.org/abs/2301.00002)\n",
    "  - [[slides]](https://example.org/a.pdf), and **[PaLI-X]** [[pdf]](https://arxiv.org/pdf/2305.18565.pdf)\n",
    "  **[PaLI-X]** came later [[pdf]](https://arxiv.org/pdf/2305.18565.pdf)\n",
)
INVALID = (
    Example(
        "* Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "bullet `*`, the section's others are `-`",
        "- Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        " - Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "bullet with 1 blank in front, the section's others have 0",
        "- Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "-**[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "bullet `-` without a blank behind it, which is none to Markdown",
        "- **[X]** Title [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "**[X]** Title Words Of It [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "no bullet, the section's others have `-`",
        "- **[X]** Title Words Of It [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
    ),
    Example(
        "  - **[X]** Title Words Of It [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        "bullet with 2 blanks in front, which make it part of the entry above; the section's others have 0",
        "- **[X]** Title Words Of It [[pdf]](https://arxiv.org/pdf/2301.00001.pdf)\n",
        safe=False,
    ),
)


def check(context: LintContext) -> Iterator[Finding]:
    """One finding an entry, where 19 of 20 bullets of its section are others."""
    mixed: list[tuple[Group, str]] = []
    for group in context.groups:
        bullets = [one for one in group.entries if one.entry.kind == "bullet" and one.entry.depth == 0]
        starts = [one.entry.text[:2] for one in bullets]
        if len(bullets) == len(group.entries) and len(set(starts)) == 1 and starts[0] in _BULLETS:
            continue
        leads = [_lead(one.entry.text) for one in bullets]
        settled = [
            lead
            for one, lead in zip(bullets, leads, strict=True)
            if context.changed is None or not context.is_changed(one.start)
        ]
        usual, count = Counter(settled or leads).most_common(1)[0] if leads else ("", 0)
        if count < _LEAST or len(settled or leads) - count > max(1, count // 19) or usual.lstrip(" ") not in _BULLETS:
            continue
        for one, lead in zip(bullets, leads, strict=True):
            if lead != usual and f"{lead.strip()} " in _BULLETS:
                yield _other(one, lead, usual)
        if len(bullets) < len(group.entries):
            mixed.append((group, usual))
    for odd, told in ((_is_text, _without), (_is_nested, _below)) if mixed else ():
        if _is_a_slip(odd, context.house):
            for group, usual in mixed:
                yield from told(group, _slips(group, odd, context.settled(group)), usual)


def _other(one: Sketch, lead: str, usual: str) -> Finding:
    """A bullet that is another than the usual one."""
    bullet, blanks = lead.strip(), _indent(lead)
    if bullet != usual.strip():
        message = f"bullet `{bullet}`, the section's others are `{usual.strip()}`"
    elif not lead.endswith(" "):
        message = f"bullet `{bullet}` without a blank behind it, which is none to Markdown"
    else:
        said = f"{blanks} blank{'s' if blanks != 1 else ''}"
        message = f"bullet with {said} in front, the section's others have {_indent(usual)}"
    safe = blanks == _indent(usual) or "\n" not in one.text.strip()
    new = usual.rstrip() if lead.endswith(" ") else usual  # the blank that is there may be another sign
    end = one.start + len(lead.rstrip())
    return Finding(one.start, end, message, fix(one.start, end, new, safe=safe))


def _without(group: Group, slips: Sequence[Sketch], usual: str) -> Iterator[Finding]:
    """Entries without a bullet."""
    for one in slips:
        lead = lead_of(one.text)
        what = f"`{lead.strip()}` in the place of a bullet" if lead.strip() else "no bullet"
        said = f"{what}, the section's others have `{usual.strip()}`"
        mended = fix(one.start, one.start + len(lead), usual, safe=opening_of(one.text) != "w")
        yield Finding(one.start, one.start + max(1, len(lead)), said, mended)


def _below(group: Group, slips: Sequence[Sketch], usual: str) -> Iterator[Finding]:
    """Entries below a paper that is whole without them."""
    found: dict[Sketch, list[Sketch]] = {}
    head = group.entries[0]
    for one in group.entries:
        if one.entry.depth == 0:
            head = one
        else:
            found.setdefault(head, []).append(one)
    for head, below in found.items():
        if head.paper is None or "\n" in head.text.strip() or not set(slips).issuperset(below):
            continue
        for one in below:
            lead = lead_of(one.text).rstrip()
            blanks = f"{_indent(lead)} blanks in front, which make" if lead[0] == " " else "a tab in front, which makes"
            said = f"bullet with {blanks} it part of the entry above; the section's others have {_indent(usual)}"
            end = one.start + len(lead)
            yield Finding(one.start, end, said, fix(one.start, end, usual.rstrip(), safe=False))


def _is_text(one: Sketch) -> bool:
    return one.entry.kind == "paragraph"


def _is_nested(one: Sketch) -> bool:
    return one.entry.kind == "bullet" and one.entry.depth > 0


def _is_a_slip(odd: Callable[[Sketch], bool], among: Sequence[Sketch]) -> bool:
    """Whether an oddity is met too seldom to be a habit."""
    return sum(map(odd, among)) <= max(1, len(among) // _RARE)


def _slips(group: Group, odd: Callable[[Sketch], bool], settled: Sequence[Sketch]) -> list[Sketch]:
    """The odd entries that are papers of one line and begin as their section's others."""
    if not _is_a_slip(odd, settled):
        return []
    opening = usual_opening([one.text for one in settled if not odd(one)])
    return [
        one
        for one in group.entries
        if odd(one) and one.paper is not None and "\n" not in one.text.strip() and opening_of(one.text) == opening
    ]


_LEAST: Final = 5
_RARE: Final = 20
_BULLETS: Final = ("- ", "* ", "+ ")


def _lead(own: str) -> str:
    """What stands up to the bullet, and the blank behind it."""
    if own[:2] in _BULLETS:
        return own[:2]
    end = _indent(own) + 1
    return own[:end] + " " * own[end : end + 1].isspace()


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
