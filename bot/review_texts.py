"""Every text that people read on a contributor's pull request: the check, remarks at lines, the one comment.

The first line of each tells whether anything is wanted of the reader. Findings speak of what strangers wrote, so all of
it goes through `bot.quoting`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.lint import Finding
from bot.quoting import code, one_line, plain

#: https://docs.github.com/en/rest/checks/runs#create-a-check-run takes 65,535 characters in each of two texts.
_MOST_TEXT = 60_000
#: So many findings are told in the comment; the check has them all.
_MOST_TOLD = 5
_LONGEST_REASON = 300
#: So many checks that the rules of a branch want are named, and so much of each name.
_MOST_NAMED, _LONGEST_NAME = 5, 100
_FENCE = 3


@dataclass(frozen=True)
class Told:
    """A finding and where it is: the file, and its line there, counted from 1; None: the file as a whole."""

    finding: Finding
    path: str
    line: int | None

    @property
    def where(self) -> str:
        """The place in words."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Looks:
    """A file in which `lines` only look different, and `meant` say something new."""

    path: str
    lines: int
    meant: int


@dataclass(frozen=True)
class Ignored:
    """A rule that is ignored here, by the login of who said so, and why."""

    rule: str
    by: str
    reason: str


# The check


def check_title(found: Sequence[Finding], added: int, looks: Sequence[Looks] = ()) -> str:
    """The line that stands beside the check."""
    if found:
        return f"{counts(found)} in the lines of this pull request"
    if looks:
        return f"{sum(one.lines for one in looks)} lines only look different"
    if added:
        return f"{_number(added, 'entry', 'entries')} added or changed, nothing to mend"
    return "Nothing to mend"


def check_summary(
    found: Sequence[Finding],
    looks: Sequence[Looks],
    *,
    not_known: int,
    conflicts: bool,
    mendable: int,
    removed: Sequence[str] = (),
    ignored: Sequence[Ignored] = (),
) -> str:
    """The check's first text: how many findings of which rule, what is ignored, and what one comment can do."""
    lines = []
    if found:
        lines += ["| Rule | Severity | Findings |", "|---|---|---:|"]
        kinds = Counter((one.rule, one.severity or "") for one in found)
        lines += [f"| `{rule}` | {severity} | {count} |" for (rule, severity), count in kinds.most_common()]
        lines.append("")
        lines.append(
            "Errors make the list wrong for its readers and fail this check; warnings and hints do not."
            if any(one.severity == "error" for one in found)
            else "None of these is an error, so this check passes."
        )
    elif not _are_all(looks):
        lines.append("What this pull request adds or changes is written as the list writes it.")
    if mendable:
        lines.append(f"A comment `/fix` lets me commit what mends {mendable} of them.")
    lines += [_look(one, fix=not conflicts) for one in looks]
    lines += [f"{code(path)} is a file of the list, and this pull request takes it away." for path in removed]
    lines += [f"`{one.rule}` is ignored by @{one.by}: {code(one.reason[:_LONGEST_REASON])}." for one in ignored]
    if conflicts:
        lines.append("The list has changed at the same lines since; this is judged by the list as it was then.")
    if not_known:
        lines.append(
            f"{_number(not_known, 'link or paper', 'links and papers')} could not be looked up yet; "
            "that fails nothing, and I look again by myself."
        )
    return "\n".join(lines)


def required(branch: str, reviews: int, checks: Sequence[str]) -> str:
    """What the rules of a branch want before a merge: so many reviews, and the checks of these names."""
    named = [code(name[:_LONGEST_NAME]) for name in checks[:_MOST_NAMED]]
    if len(checks) > _MOST_NAMED:
        named.append(f"{len(checks) - _MOST_NAMED} more")
    wanted = []
    if reviews:
        wanted.append("an approving review" if reviews == 1 else f"{reviews} approving reviews")
    if checks:
        wanted.append(f"the {'check' if len(checks) == 1 else 'checks'} {_and(named)}")
    return f"Before this can be merged, the rules of {code(branch)} want {_and(wanted)}." if wanted else ""


def check_text(told: Sequence[Told]) -> str:
    """The full report, a line a finding, cut at the end of one where it is too long."""
    rows: list[str] = []
    size = 0
    for number, one in enumerate(told):
        row = f"- {code(one.where)} **{one.finding.severity}** `{one.finding.rule}`: {said(one.finding.message)}"
        size += len(row) + 1
        if size > _MOST_TEXT:
            rows.append(f"\n{len(told) - number} more are not shown: GitHub takes no longer text.")
            break
        rows.append(row)
    return "\n".join(rows)


def untouched() -> tuple[str, str]:
    """Title and summary of a check on a pull request that leaves the list alone."""
    return "The list is not touched", "This pull request changes no file of the list, so there is nothing to check."


def elsewhere(onto: str, default: str) -> tuple[str, str]:
    """Title and summary of a check on a pull request onto another branch than that of the list."""
    summary = f"This pull request is to be merged into {code(onto)}; I check the list on {code(default)}."
    return f"Not onto {one_line(default)}", summary


def unreadable(path: str, problem: str, *, old: bool) -> tuple[str, str]:
    """Title and summary of a check on a file that cannot be read; an `old` problem is not the pull request's."""
    title = "A file of the list cannot be read"
    said = f"{code(path)}: {one_line(problem)}."
    if old:
        mend = "Once its maintainers have mended it, pull requests can be checked."
        return title, f"{said} That was so before this pull request, which need not mend it. {mend}"
    return title, f"{said} Once that is mended, it can be checked."


# Remarks at lines


def remark(found: Sequence[Finding], suggestion: str | None, *, sure: bool) -> str:
    """What is said at lines: the findings, and the lines as they should be, to be applied with one click."""
    said_of = [f"{said(one.message)} (`{one.rule}`)" for one in found]
    text = (
        "\n".join(f"- {line}" for line in said_of) if len(said_of) > 1 else f"{said_of[0][:1].upper()}{said_of[0][1:]}"
    )
    if suggestion is None:
        return text
    check = "" if sure else "\n\nPlease check that this is what you mean:"
    # https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/commenting-on-a-pull-request
    fence = "`" * max(_FENCE, _longest_run(suggestion) + 1)
    ended = suggestion if suggestion.endswith("\n") or not suggestion else suggestion + "\n"
    return f"{text}{check}\n\n{fence}suggestion\n{ended}{fence}"


def review_body(count: int, *, mendable: bool) -> str:
    """The words above the suggestions of a review, and whether `/fix` does some of them."""
    each = "The suggestion below applies" if count == 1 else f"Each of the {count} suggestions below applies"
    fix = "; a comment `/fix` commits all that is sure in one go" if mendable else ""
    return f"{each} with one click on *Commit suggestion*{fix}."


def review_over() -> str:
    """What stands above the suggestions of a review of which none is left."""
    return "Nothing of this is left to be applied."


def settled_remark() -> str:
    """What a remark says once its lines need it no more, where somebody answered it."""
    return "This is settled: the line is no longer as it was when I wrote here."


# The one comment


def ask(
    login: str,
    told: Sequence[Told],
    *,
    suggestions: int,
    mendable: int,
    looks: Sequence[Looks],
    conflicts: bool,
    rivals: Sequence[int] = (),
) -> str:
    """What is left to say where no suggestion says it: findings that a person must settle, and what `/fix` can do."""
    errors = sum(one.finding.severity == "error" for one in told)
    if errors:
        count = "one thing has" if errors == 1 else f"{errors} things have"
        first = f"@{login}, {count} to be settled before this is merged:"
    elif conflicts:
        first = f"@{login}, thank you. This cannot be merged yet: {_CONFLICT}"
        if told:
            first += " It would fit in better with this settled, too:"
    elif rivals and not (told or looks):
        return f"@{login}, thank you. {_same_paper(rivals)} You need do nothing."
    elif _are_all(looks) and not told:
        first = f"@{login}, thank you. A maintainer can merge this as it is."
    elif told:
        first = f"@{login}, thank you. A maintainer can merge this as it is; it would fit in better with this settled:"
    else:
        first = f"@{login}, thank you. A maintainer can merge this as it is, and it can be better still."
    lines = [first, *_listed(told), ""]
    lines += [_look(one, fix=not conflicts) for one in looks]
    if conflicts and errors:
        lines.append(f"And {_CONFLICT}")
    if rivals:
        lines.append(_same_paper(rivals))
    if suggestions:
        rest = "The rest has suggestions at its lines: each applies with one click" if told else _BY_CLICK
        lines.append(f"{rest}{', and `/fix` in a comment commits all that is sure' if mendable else ''}.")
    elif mendable:
        lines.append("Reply `/fix` and I commit what can be mended for sure.")
    elif told:
        lines.append("Push a change, and I look again at once.")
    return "\n".join(lines).strip()


def all_mended() -> str:
    """Nothing is left of what was asked for."""
    return "All mended, thank you. A maintainer decides; nothing more is needed from you."


def nothing_left() -> str:
    """What was asked for is mended; of suggestions that somebody deleted nothing more is said."""
    return "Nothing is left that has to be settled, thank you. A maintainer decides; nothing more is needed from you."


def fixed(count: int, looks: Sequence[Looks] = ()) -> str:
    """`/fix` was done."""
    return f"Done: I put one commit with {_made(count, looks)} onto this branch, and look at it again."


def fixed_elsewhere(pull: int | str, author: str, errors: Sequence[Told] = (), *, others: int = 0) -> str:
    """`/fix` was done in a pull request of ours, as we may not write to the contributor's branch; it lacks so many
    `others` of the files that the change touches, and has the `errors` that only a person can mend.
    """
    done = f"I may not write to this branch, so #{pull} holds this change with the fixes, @{author} as its co-author.\n"
    again = "or tick *Allow edits by maintainers* here and write `/fix` again."
    if errors:
        count = "One thing" if len(errors) == 1 else f"{len(errors)} things"
        listed = "\n".join(_listed(errors))
        return f"{done}{count} in it only you can settle:\n{listed}\n\nPush that here and #{pull} follows; {again}"
    if others:
        are = "is" if others == 1 else "are"
        return f"{done}It lacks {_number(others, 'file', 'files')} of this one that {are} not the list's; {again}"
    return f"{done}Merging that one settles this; {again}"


def _listed(told: Sequence[Told]) -> list[str]:
    """Findings and their places, as far as anybody reads them."""
    lines = [f"- {code(one.where)}: {said(one.finding.message)}" for one in told[:_MOST_TOLD]]
    if len(told) > _MOST_TOLD:
        lines.append(f"- and {len(told) - _MOST_TOLD} more, all of them in the check")
    return lines


def nothing_to_fix() -> str:
    """`/fix` was asked for, and nothing can be mended by us."""
    return "there is nothing that I can mend by myself here; what is left is for people to settle."


def cannot_fix(reason: str) -> str:
    """`/fix` was asked for where it cannot be done."""
    return f"I cannot fix this by myself: {reason}."


def no_such_rule(name: str, near: str | None) -> str:
    """Somebody wants a rule ignored that there is not."""
    if not name:
        return "please write a rule and the reason, such as `/ignore dead-link: it is down today`; I ignore nothing."
    meant = f" Did you mean `{near}`?" if near else " The check names the rule of each finding."
    return f"there is no rule {code(name)}, so I ignore nothing.{meant}"


def reason_missing(rule: str) -> str:
    """Somebody wants a rule ignored and does not say why."""
    return f"please write the reason too, such as `/ignore {rule}: the venue spells it so`; I ignore nothing yet."


def not_yours(author: str, *, own: bool) -> str:
    """A command of somebody who may not give it; `own` tells that it is their own pull request."""
    if own:
        return "what is ignored here is for those who look after this list to say; please tell them why it should be."
    return f"thank you for the hint. Only @{author} and those who look after this list are obeyed here."


def command_help(usages: Sequence[str]) -> str:
    """What somebody may write, folded."""
    lines = "\n".join(f"- {usage}" for usage in usages)
    return (
        "this is what you can write here, each at the start of a line:\n\n"
        f"<details><summary>Commands</summary>\n\n{lines}\n\n</details>"
    )


def answered(text: str, errors: Iterable[tuple[str, str]]) -> str:
    """The comment with answers to commands, by the logins of those who gave them."""
    lines = [f"@{login}, {error}" for login, error in errors]
    return "\n\n".join(filter(None, ("\n".join(lines), text)))


# The pull request that stands in for one


def fix_title(title: str, number: int) -> str:
    """The title of a pull request of ours that holds somebody's change with the fixes."""
    return f"{plain(title)[:120]} (#{number} with fixes)"


def fix_body(number: int, author: str, *, others: int = 0) -> str:
    """Its body; so many `others` of the files that the change touches are not of the list."""
    if others:
        left = f"{_number(others, 'other file', 'other files')} of #{number} {'is' if others == 1 else 'are'} not in it"
        rest = f"Only the list's files are here: {left}."
    else:
        rest = f"Merging this settles #{number} too, which can then be closed."
    return (
        f"This is #{number} by @{author} with what `/fix` mends; its branch cannot be written to by me, so it stands "
        f"here and follows it.\n{rest}"
    )


def fix_over(number: int, why: str, body: str) -> str:
    """Its body once it is closed, and `why`."""
    return f"Closed, as #{number} {why}.\n\n{body}"


#: Why it is closed.
IS_CLOSED = "is closed, too"
NEEDS_NONE = "needs no fixes any more"
CONFLICTS = "and the list have changed at the same lines since"


def fix_message() -> str:
    """The message of a commit with fixes."""
    return "Mend what the check of the list found"


# Words


def counts(found: Sequence[Finding]) -> str:
    """How many findings of which severity: "1 error, 2 warnings"."""
    kinds = Counter(one.severity for one in found)
    words = [_number(kinds[kind], kind, f"{kind}s") for kind in ("error", "warning", "hint") if kinds[kind]]
    return ", ".join(words)


def said(message: str) -> str:
    """A rule's message as Markdown in which nothing that it quotes becomes structure."""
    parts = message.split("`")
    if len(parts) % 2 == 0:
        return _words(one_line(message).replace("`", "'"))
    shown = (code(part) if number % 2 else _words(part) for number, part in enumerate(parts))
    return "".join(shown)


def _words(text: str) -> str:
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    inner = plain(text)
    for sign in "\\<*_[]&~":
        inner = inner.replace(sign, f"\\{sign}")
    return f"{' ' if start else ''}{inner}{' ' if end and inner else ''}"


def _look(one: Looks, *, fix: bool) -> str:
    """That lines only look different; `fix` tells that `/fix` can take them back."""
    told = f"{one.lines} lines of {code(one.path)} only look different, as after an editor's formatting"
    if not one.meant:
        again = " If that was not meant, `/fix` takes it back."
        return f"{told}, and say what they said before.{again if fix else ''}"
    meant = "one line says" if one.meant == 1 else f"{one.meant} lines say"
    return f"{told}; {meant} something new.{' `/fix` takes the rest back.' if fix else ''}"


def _are_all(looks: Sequence[Looks]) -> bool:
    """Whether lines look different, and none says anything new."""
    return bool(looks) and not any(one.meant for one in looks)


def _made(count: int, looks: Sequence[Looks]) -> str:
    """What a commit holds."""
    lines = sum(one.lines for one in looks)
    back = [f"{lines} lines as they looked before"] if lines else []
    fixes = [_number(count, "fix", "fixes")] if count else []
    return " and ".join(back + fixes)


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


#: GitHub offers this button where it finds such lines, and *Update branch* only where there are none.
#: https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/addressing-merge-conflicts/resolving-a-merge-conflict-on-github
_CONFLICT = (
    "the list has changed at the same lines since. *Resolve conflicts* below, or the newest list merged into this "
    "branch, settles that, and I look again at once."
)
_BY_CLICK = "There are suggestions at its lines: each applies with one click"


def _same_paper(rivals: Sequence[int]) -> str:
    named = _and([f"#{number}" for number in rivals])
    return f"{named} {'brings' if len(rivals) == 1 else 'bring'} the same paper, so a maintainer will take one of them."


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _longest_run(text: str) -> int:
    longest = run = 0
    for sign in text:
        run = run + 1 if sign == "`" else 0
        longest = max(longest, run)
    return longest
