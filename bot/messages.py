"""Every text that people read on GitHub, one function a situation.

The first line of each tells whether anything is wanted of the reader. What strangers wrote goes through
`bot.quoting`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from bot.addition import Addition, entry_label, place_reason
from bot.document import split_lines
from bot.duplicates import Found, Located
from bot.generated import Generated
from bot.links import host_of
from bot.model import Account, ListFile
from bot.offers import Offer
from bot.outcome import (
    Added,
    Claimed,
    Contributed,
    InList,
    NoForm,
    Outcome,
    Programmed,
    Ready,
    TakenBack,
    Titleless,
    UnknownPaper,
    Unpublished,
    Unreachable,
    Withdrawn,
    names_no_arxiv_paper,
)
from bot.papers import Paper
from bot.quoting import code, code_block, emphasis, one_line, plain, strong
from bot.record import said
from bot.repositories import Repository
from bot.sections import SectionChoice
from bot.submission import ProposedPaper
from bot.wording import has

#: GitHub refuses bodies of more than 65,536 characters; this leaves room for the hidden marks.
_LIMIT = 50_000
#: Titles are cut here where they only serve to recognise a paper.
_SHORT = 60
#: GitHub refuses titles of pull requests of more than 256 characters.
_TITLE = 250
#: The same for entries that only show what a section is about.
_LABEL = 40
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Page:
    """Where the list is to be seen: its repository's page, the branch, and its files."""

    repository: str
    branch: str
    file: ListFile


@dataclass(frozen=True)
class Besides:
    """What a pull request changes beside the entries themselves.

    `counted`: numbers and dates that the list keeps were raised; `mirrored`: files that get the same entries;
    `left`: mirrors that get none, and why (see `bot.mirrors.NotMirrored`; `unreadable`: it is not UTF-8).
    """

    counted: bool = False
    mirrored: tuple[str, ...] = ()
    left: Mapping[str, str] = field(default_factory=dict)


# What stands on the issue.


def result(
    outcomes: Sequence[Outcome],
    *,
    papers: Sequence[ProposedPaper],
    pull: int | str | None,
    page: Page,
    until: Mapping[Outcome, datetime],
    since: Mapping[Outcome, datetime],
    now: datetime,
) -> str:
    """The sticky comment: what became of the papers that an issue proposes.

    `papers` are all of them, by whose numbers commands name them. `pull` is the number of the pull request with
    those that are ready. `page` knows where lines of the list are to be seen. `until` says how long an unknown paper is
    asked for, `since` when a silent source was first asked.
    """
    said = _Result(papers, pull, page, until, since, now)
    return _cut(said.one(outcomes[0]) if len(outcomes) == 1 else said.several(outcomes))


def with_config_problem(text: str, problem: str) -> str:
    """The sticky comment of an issue without a pull request, with what its maintainers should mend."""
    return f"{text}\n\nFor the maintainers: {problem}"


def answered(text: str, above: str, below: str) -> str:
    """The sticky comment with answers to commands, see `answers`."""
    return "\n\n".join(filter(None, (above, text, below)))


def answers(
    errors: Sequence[tuple[str, str]],
    not_heeded: Sequence[str],
    author: str,
    helps: Sequence[tuple[str, Sequence[str]]] = (),
) -> tuple[str, str]:
    """Answers to commands: what stands above the sticky comment's text, and what below.

    `errors` are pairs of a person's login and why their command cannot be obeyed; `not_heeded` are the logins of
    those whose commands do not count; `helps` are the commands that those may give who asked, by their logins. `author`
    opened the issue.
    """
    above = [f"@{login}, {error}" for login, error in errors]
    below = [not_yours(not_heeded, author)] if not_heeded else []
    below += [command_help(login, usages) for login, usages in helps]
    return "\n".join(above), "\n\n".join(below)


def not_yours(logins: Sequence[str], author: str) -> str:
    """People gave commands who may give none here."""
    many = [f"@{login}" for login in logins[:_MOST_NAMES]]
    many += ["others"] if len(logins) > _MOST_NAMES else []
    whose = f"Only @{author} and those who look after this list are obeyed here"
    return f"{_and(many)}, thank you for the hint. {whose}; if they agree, they can repeat your line."


def command_help(login: str, usages: Sequence[str]) -> str:
    """What somebody may write, folded."""
    lines = "\n".join(f"- {usage}" for usage in usages)
    several = ""
    if any(usage.startswith("`/section") for usage in usages):
        several = " Of several papers, the number, name or id of one stands first: `/section 2 Surveys`."
    return (
        f"<details><summary>@{login}, what you can write here</summary>\n\n"
        "Each at the start of a line; of two about one thing the later counts, and a comment that is edited or deleted "
        f"is followed.{several}\n\n{lines}\n\n</details>"
    )


def held(by: str, standing: str) -> str:
    """The sticky comment of a submission that somebody holds, with what it said before."""
    return "\n\n".join(filter(None, (f"On hold, as @{by} wishes. {_UNTIL}", standing)))


def before_hold(text: str) -> str:
    """What the sticky comment of a submission said before somebody held it."""
    return text.partition(_UNTIL)[2].strip()


_UNTIL = "I leave everything as it is until somebody writes `/unhold`; then I follow what was asked for meanwhile."


def held_by_another(login: str) -> str:
    """A submitter wants to go on with what somebody else stopped."""
    return f"@{login} holds this, so only they or another who looks after this list can lift that."


def meant_unhold() -> str:
    """Other bots lift a hold by words of their own."""
    return "please write `/unhold` if I shall go on; I changed nothing."


def no_such_command(word: str, near: str | None) -> str:
    """A word was meant as a command, and is none."""
    meant = f" Did you mean {code(f'/{near}')}?" if near else ""
    return f"I know no command {code(f'/{word}')}.{meant} `/help` shows them all."


def only_on_pulls(word: str) -> str:
    """A command means nothing on an issue."""
    return f"{code(f'/{word}')} is for pull requests that people make themselves; there is nothing for it here."


def wants(word: str, what: str, number: int | None) -> str:
    """A command lacks what it needs. `number` is that of the paper, if there are several."""
    return f"please write {what} behind {code(_command(number, word=word))}; I changed nothing."


def one_by_one(word: str) -> str:
    """A command names several papers at once."""
    return f"please write {code(f'/{word}')} once for each paper, each in a line of its own; I changed nothing."


def no_such_role(words: str, roles: Sequence[str], number: int | None) -> str:
    """A command names no role of a link."""
    named = f"{code(_short(words))} is no role of a link that I know" if words else "the link's role is missing"
    return f"{named}, so I changed nothing. Known are {_and([code(role) for role in roles])}."


def no_such_entry(words: str, side: str, near: Sequence[str], number: int | None) -> str:
    """A command asks for a place beside an entry that the list does not have, or has more than once."""
    if any(label.casefold() == words.casefold() for label in near):
        return f"several entries are called {code(_short(words))}, so I moved nothing. Please name one by its link."
    lines = " or ".join(code(_command(number, f"{side} {_short(label)}", word="place")) for label in near)
    offer = f"Did you mean {lines}?" if near else "Please copy its name or its link from the list."
    return f"the list has no entry {code(_short(words))}, so I moved nothing. {offer}"


def no_place_there(words: str) -> str:
    """A command asks for a place beside an entry among which new ones do not stand."""
    return f"{code(_short(words))} stands apart from its section's entries, so I moved nothing."


def surely_the_same(number: int | None) -> str:
    """A submitter says that an entry is another paper, though its identity or title is the same."""
    line = code(_command(number, "no", word="duplicate"))
    return (
        "the list's entry has the very id or title of this paper, so that is for those who look after this list to "
        f"say, by the same line {line}."
    )


def no_such_section(path: str, near: Sequence[Offer], number: int | None) -> str:
    """A command asks for a section that the list does not have. `number` is that of the paper, if there are several."""
    lines = " or ".join(_line_to_copy(offer, number) for offer in near)
    offer = f"Did you mean {lines}?" if near else "Please copy a heading from the list."
    return f"the list has no section {code(path)} with papers, so I moved nothing. {offer}"


def which_section(number: int | None) -> str:
    """A command names no section. `number` is that of the paper, if there are several."""
    return f"please write a heading of the list behind {code(_command(number))}; I moved nothing."


def which_paper(word: str, names: Sequence[str], rest: str) -> str:
    """A command, called `word`, does not say which of several papers it is for; `rest` is what it says of it."""
    papers = ", ".join(f"{number} {strong(_short(name))}" for number, name in enumerate(names[:_MOST_LISTED], 1))
    more = ", ..." if len(names) > _MOST_LISTED else ""
    how = f"its number or name first, such as {code(_command(len(names), _short(rest), word=word))}"
    return f"which paper do you mean: {papers}{more}? I changed nothing; please write {how}."


_MOST_NAMES = 3
_MOST_LISTED = 10


def declined(pull: int, *, branch: bool = True, shared: bool = False) -> str:
    """Our pull request was closed unmerged; without its `branch` GitHub does not let it be reopened, and one that was
    `shared` has others in it.
    """
    back = (
        "Closing this issue and reopening it brings it back"
        if shared
        else f"Reopening #{pull} or this issue brings it back"
        if branch
        else f"To bring it back, restore the branch in #{pull} and reopen that, or close and reopen this issue"
    )
    return (
        f"A maintainer closed #{pull} without merging it, so this stays out of the list. Thank you for proposing it.\n"
        f"{back}; I do nothing more until then."
    )


def merged(pull: int) -> str:
    """Our pull request was merged."""
    return f"Merged: the list has it now, by #{pull}. Thank you for proposing it."


def came_in(found: Sequence[InList], *, page: Page, commit: str | None, pull: int | None) -> str:
    """The list got the papers by another way than our pull request, or than this issue's own.

    `commit` is the one that brought them, if it is known; `pull` is our pull request that was open for them.
    """
    named = [f"{strong(paper_label(one))}, {_line(one.duplicate.line, page)}" for one in found[:_MOST_NAMES]]
    which = "; ".join(named) if len(found) <= _MOST_NAMES else f"all {_number(len(found))} papers"
    by = f", by {commit}" if commit else ""
    closed = f"I closed #{pull} and this issue" if pull else "I closed this issue"
    return f"The list has {which or 'it'} now{by}, so {closed}. Thank you for proposing it."


def closed(pull: int | None) -> str:
    """The issue was closed before the merge."""
    took = f"This issue was closed, so I closed #{pull} too. " if pull else "This issue was closed. "
    return took + "Reopen this issue, and I take it up again."


def no_paper_any_more(pull: int | None) -> str:
    """The issue was edited and names no paper any more."""
    closed = f"so I closed #{pull}" if pull else "so nothing is left to do here"
    return f"Your post names no paper any more, {closed}.\nIf that was not meant, edit it again; I look at once."


def left(pull: int, *, follows: bool) -> str:
    """Somebody else has changed our branch; `follows` tells whether it still is for what the post asks."""
    if follows:
        return (
            f"Somebody changed more in #{pull} than the line that I had added, so it is theirs now, and I leave it as "
            "it is. A maintainer decides about it.\n"
            "Once it holds nothing but the new line, a comment `/recheck` makes me look after it again."
        )
    return (
        f"Something else is asked for now, but somebody else works on #{pull}, so I leave it as it is.\n"
        "What is asked for has to be changed there by hand; more papers come as a new pull request after its merge."
    )


def branch_taken(branch: str) -> str:
    """The branch of a merged pull request has got commits by somebody else since."""
    return (
        f"Somebody else works on the branch {code(branch)}, so I cannot put a new line there yet. "
        "You need do nothing.\n"
        "Maintainers: once that branch is deleted, an edit of this issue makes me go on."
    )


def stands_alone(pull: int) -> str:
    """Somebody reopened our pull request while its issue stays closed."""
    return f"#{pull} was opened again, so it stands for a maintainer to decide, though this issue is closed."


def too_many(count: int, most: int) -> str:
    """More papers in one issue than one pull request should have."""
    return (
        f"I read {count} papers in your post, and take {most} at most in one, so there is no pull request yet.\n"
        "Please leave the first ones here and open further issues for the others; I look again at once."
    )


def waits_for_room(until: datetime, most: int, *, of_person: bool) -> str:
    """A submission waits, as `most` a day are taken up: of one person, or in all. Told on the first of a person's."""
    whose = "Of one person's" if of_person else "Of all"
    return (
        f"This submission waits its turn, and you need do nothing. {whose}, {_number(most)} a day are taken up here.\n"
        f"I go on by myself from {_day(until)}, {until:%H:%M} UTC on, here and in your other issues that wait, the "
        "oldest first.\n"
        "Maintainers: `limits` in `.github/shelver.yml` says how many; people who may write here are not limited."
    )


def empty_form() -> str:
    """A submission form in which no paper was found."""
    return (
        "I found no paper in your form, so there is no pull request yet.\n"
        "Please edit your post and fill in a link to the paper, such as `https://arxiv.org/abs/2305.06500`. "
        "I look again at once.\n"
        "Not on arXiv? Any link to the paper will do, with its title."
    )


def correction(found: Located, page: Page) -> str:
    """The issue speaks of an entry that stands in the list."""
    return (
        f"This looks like a correction of {strong(entry_label(found.entry))}, {_line(found.line, page)}. "
        "I add papers but do not change entries yet, so a maintainer will look at it.\n"
        "Quickest: edit the file, change the line, and propose it as a pull request."
    )


def unreadable(path: str, problem: str) -> str:
    """A file of the list cannot be read."""
    return (
        f"I cannot read {code(path)}: {one_line(problem)}. Nothing is wrong with your post.\n"
        "Maintainers: please mend that, and save it as UTF-8. "
        "I look again once a day, and at once when this issue is edited."
    )


def waits(lines: Sequence[str], pull: int | None) -> str:
    """A submission is settled, but its lines, if they are known, cannot be proposed before maintainers allow that.

    `pull` is the number of the pull request that stands for it already, if one does.
    """
    state = f"#{pull} is not changed yet" if pull else "there is no pull request yet"
    shown = f"{code_block(''.join(lines)[:_LIMIT])}\n" if lines else ""
    return (
        f"This is checked and ready, but I may not write to this repository, so {state}. "
        f"It waits for the maintainers; you need do nothing.\n{shown}I go on by myself once they let me."
    )


# What stands in an issue of ours, for the maintainers.


TRIAL_TITLE = "What Shelver would do"
HINDERED_TITLE = "Shelver may not do its work here"


def trial(would: Sequence[str], *, by_operator: bool) -> str:
    """What we would have done, each folded, the newest first; as many as an issue takes.

    `by_operator` tells that whoever runs this server tries it, and not the list's owner.
    """
    end = (
        "Whoever runs this server has put it on trial."
        if by_operator
        else "With `mode: normal` in `.github/shelver.yml` I do all of it at once and close this issue."
    )
    shown, room = 0, _NOTICE_LIMIT
    while shown < len(would) and (room := room - len(would[shown]) - 2) > 0:
        shown += 1
    left = len(would) - shown
    start = f"This is a trial: I write nothing here but this issue. {end}\n" + (
        f"So far I would have done this, the newest first{f'; {left} older ones are left out' if left else ''}:"
        if would
        else "For now there is nothing that I would do."
    )
    return "\n\n".join([start, *would[:shown]])


def trial_over(body: str) -> str:
    """The trial has ended; `body` is what we said until then."""
    return f"The trial is over: what is listed here I do now, as things are today.\n\n{body}"


def hindered(missing: Collection[str], rule: str, *, settings: str, web: str) -> str:
    """What keeps us from our work, for those who can mend it.

    `missing` are GitHub's names of permissions, `rule` is what GitHub said of a rule about branches. `settings` is the
    page where the owner gives permissions, `web` the repository's.
    """
    what = "Submissions wait" if rule or {*missing} != {"checks"} else "Pull requests get no check of mine"
    parts = [f"{what} here until somebody who may change this repository's settings lets me go on."]
    if missing:
        wanted = [f"- *{name}: read and write*, {why}" for key, (name, why) in _PERMISSIONS.items() if key in missing]
        parts += [
            "I was not given a permission that I need:" if len(wanted) == 1 else "I was not given what I need:",
            "\n".join(wanted),
            f"Open {settings}, and accept what that page asks for.",
            "Does it ask for nothing? Then whoever runs this server has to add the permission to the app first.",
        ]
    if rule:
        parts += [
            f"A rule forbids me to make branches; GitHub says: {code(rule)}",
            f"Open {web}/settings/rules, and leave my branches out of the ruleset: {_LEAVE_OUT}",
            "Is it a branch protection rule? Then let the app push there. I never push to the default branch.",
        ]
    parts.append("I notice by myself, mostly within minutes, then take up all that waits, and close this issue.")
    return "\n\n".join(parts)


def hindered_over(body: str) -> str:
    """Nothing keeps us from our work any more; `body` is what we said until then."""
    return f"Settled, thank you: I have taken up what waited.\n\n{body}"


#: https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository#using-fnmatch-syntax
_LEAVE_OUT = "*Target branches*, *Add target*, *Exclude by pattern*, with this one:\n```text\nshelver/*\n```"
#: https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
_PERMISSIONS = {
    "contents": ("Contents", "to put new lines on branches of my own; I never push to the default branch"),
    "pull_requests": ("Pull requests", "to propose them, and to review what others propose"),
    "issues": ("Issues", "to answer those who propose papers"),
    "checks": ("Checks", "to say on each pull request whether what it brings to the list is right"),
}
#: GitHub refuses bodies of more than 65,536 characters.
_NOTICE_LIMIT = 58_000


# What stands in the pull request.


def pull_title(ready: Sequence[Ready]) -> str:
    """The title of the pull request."""
    names = [plain(paper_label(one)) for one in ready]
    headings = {plain(_heading(one.addition.choice)) for one in ready}
    place = f" to {headings.pop()}" if len(headings) == 1 else ""
    return _short(f"Add {_and(names) if len(names) <= 3 else f'{len(names)} papers'}{place}", _TITLE)


def pull_body(
    ready: Sequence[Ready],
    *,
    papers: Sequence[ProposedPaper],
    page: Page,
    issue: int,
    author: str,
    closes: bool,
    besides: Besides = Besides(),
    config_problem: str | None,
    ahead: int | None = None,
) -> str:
    """The body of the pull request: what is not sure, the lines, why there, what was checked, who proposed them.

    `papers` are all that the issue proposes, by whose numbers commands name them. `page` knows where lines of the list
    are to be seen. For one paper, what is too much for a glance is folded. `ahead` is given where it waits for its turn
    behind so many.
    """
    several = len(papers) > 1
    guesses = [one for one in ready if one.guess]
    exceptions = [line for one in ready for line in _exceptions(one, page, several=several)]
    kept = "the list's own counts and dates kept true" if besides.counted else "no other byte changed"
    proposed = f"Proposed by @{author} in #{issue}. {_lines_added(ready)}, {kept}:"
    last = _mirrors(besides)
    last += [config_problem] if config_problem else []
    last += [_waits(ahead)] if ahead is not None else []
    numbered = [(one, papers.index(one.proposed) + 1 if several else None) for one in ready]
    move = "Edit" if guesses and not several else f"Comment {_how_to_move(numbered[0][1])}, or edit"
    last.append(f"Not right? {move} the line here: your text stays. Not wanted? Close this.")
    last.append(f"{'Closes' if closes else 'For'} #{issue}")
    if not several:
        one, why = ready[0], _why(ready[0], None)
        first = [*_one_guess(one), ""] if one.guess else []
        room = _IN_SIGHT - len(list(filter(None, first))) - len([proposed, "the entry"]) - len(last)
        if one.guess or len(exceptions) + len(why) > room:
            # What matters most is in sight; the reasons are folded, so that nobody has to look for the rest.
            shown, hidden = exceptions[: max(room, 1)], exceptions[max(room, 1) :]
            summary = _FOLD_MORE if hidden else _FOLD
            folded = [summary, "", *(f"- {line}" for line in hidden), *why, "", "</details>"]
            lines = [*first, *shown, proposed, _entry(one.addition, fold=True), *last, "", *folded]
            return _cut("\n".join(lines), len(last) + len(folded) + 1)
    # Blank lines end the lists; what follows would become part of their last items.
    entries = ["\n".join([_entry(one.addition, fold=True), *_why(one, number)]) for one, number in numbered]
    guessed = [_several_guesses(guesses)] if guesses else []
    start = "\n".join([*guessed, *exceptions, proposed, entries[0]])
    return "\n\n".join([start, *_fitting(entries[1:], _LIMIT - len(start)), "\n".join(last)])


def _exceptions(one: Ready, page: Page, *, several: bool) -> list[str]:
    """What a maintainer should look at before merging a paper, a line each; mostly there is nothing."""
    name, lines = strong(paper_label(one)), []
    if one.perhaps:
        lines.append(
            f"{f'{name} is perhaps' if several else 'Perhaps'} in the list already: {_alike(one.perhaps, page)}. "
            f"If it is the same paper, {'take its line out' if several else 'close this'}."
        )
    if one.source is None:
        lines.append(f"Not verified: {_not_looked_up(one)}, so {name} stands as it was proposed.")
    if one.other_title:
        lines.append(f"Please compare: the post says {code(one.proposed.title or '')}, its link leads to {name}.")
    venue, whose = one.venue, f" of {name}" if several else ""
    if venue and venue.by and (told := venue.denied or venue.long):
        lines.append(
            f"Please check the venue{whose}: the post says {code(venue.name)}, {venue.by} says {code(_short(told))}."
        )
    elif venue and not venue.by and one.source:
        lines.append(f"Not confirmed: the venue {code(venue.name)}{whose} is the post's word alone.")
    if one.cited.others:
        lines.append(f"Left out: {_lead_elsewhere(one.cited.others, 'of the links')}.")
    return lines


def _alike(found: Found, page: Page) -> str:
    """Which entry may be the same paper and why, as a part of a sentence."""
    entry, where = strong(_short(entry_label(found.entry))), _where(found, page)
    if found.shown:
        return f"{entry}, {where}, shows {code(found.shown.value)} among others"
    return f"{entry}, {where}, has {'a like' if found.alike else 'the same'} title"


def _where(found: Located, page: Page) -> str:
    """A link to an entry; one that only this very pull request adds has no line yet."""
    lines = page.file.document.lines
    start = found.entry.span.start
    if "".join(lines[start : found.entry.span.end]).strip() == found.entry.text.strip():
        return _line(found.line, page)
    return "of this very post"


def _lead_elsewhere(papers: Sequence[Paper], which: str) -> str:
    """Which links are another paper's, as the beginning of a sentence."""
    named = _and([f"{strong(_short(paper.title))} ({code(paper.id.value)})" for paper in papers])
    if len(papers) == 1:
        return f"one {which} is another paper's, {named}"
    return f"some {which} are other papers', {named}"


def _lines_added(ready: Sequence[Ready]) -> str:
    """How many lines the entries are, as the beginning of a sentence."""
    texts = [line.strip() for one in ready for line in _own_lines(one.addition.text)]
    blank = texts.count("")
    count = len(texts) - blank
    said = f"{_number(count).capitalize()} {'line' if count == 1 else 'lines'}"
    if blank:
        said += " and a blank one" if blank == 1 else f" and {_number(blank)} blank ones"
    new = list(dict.fromkeys(_section(one.addition.choice) for one in ready if one.addition.follows))
    sections = f", among them the heading of the new section {_and(new)}" if new else ""
    return f"{said} added{sections}"


def _own_lines(text: str) -> list[str]:
    """The lines of an inserted text; at a file's end it may begin with the line end that its last line lacked."""
    lines = split_lines(text)
    return lines if lines[-1:] and lines[-1].endswith(("\n", "\r")) else lines[1:]


def _fitting(entries: Sequence[str], room: int) -> list[str]:
    """As many entries as there is room for, each whole, so that no block of code is cut open."""
    kept: list[str] = []
    for entry in entries:
        room -= len(entry) + 2
        if room < 0:
            return [*kept, _LEFT_OUT]
        kept.append(entry)
    return kept


def _mirrors(besides: Besides) -> list[str]:
    """What becomes of files that hold the same entries, in one line at most."""
    said = []
    if whole := [code(path) for path in besides.mirrored if path not in besides.left]:
        said.append(f"The same goes into {_and(whole)}, untranslated.")
    for path, why in besides.left.items():
        gets = "gets only a part of that" if path in besides.mirrored else "gets no line"
        said.append(f"{code(path)} {gets}: {_NOT_MIRRORED[why]}.")
    return [" ".join(said)] if said else []


_NOT_MIRRORED = {
    "section": "I found no section there that holds the same papers",
    "place": "the entries beside this one are not there, or stand in another order",
    "form": "the entries there have another form",
    "generated": "a program writes that part of it",
    "unreadable": "it is not UTF-8",
}
_LEFT_OUT = "(Some lines are left out here: GitHub takes no longer text.)"
_FOLD = "<details><summary>Why there, and what was checked</summary>"
_FOLD_MORE = "<details><summary>What else to look at, why there, and what was checked</summary>"
#: No text on one paper has more lines before a fold, with rare exceptions.
_IN_SIGHT = 8


def _one_guess(one: Ready) -> list[str]:
    section, name = _section(one.addition.choice), strong(paper_label(one))
    asked = ""
    if one.addition.choice.wish_missing:
        asked = f"The list has no section {code(one.proposed.section or '')} with papers. "
    how = f"one of these lines, or {_how_to_move(None)}:" if one.others else f"{_how_to_move(None)}."
    return [
        f"The section is a guess: {name} stands in {section} for now. {asked}To move it, comment {how}",
        *(_line_to_copy(offer, None) for offer in one.others),
    ]


def _several_guesses(guesses: Sequence[Ready]) -> str:
    if len(guesses) == 1:
        return f"The section of {strong(paper_label(guesses[0]))} is a guess; a comment with a line below moves it."
    names = [strong(paper_label(one)) for one in guesses]
    whose = _and(names) if len(names) <= _MOST_NAMES else f"{_number(len(names))} papers"
    return f"The sections of {whose} are guesses; comments with lines below move them."


def _waits(ahead: int) -> str:
    which = "older ones" if ahead == 0 else f"the {_number(ahead)} oldest" if ahead > 1 else "the oldest one"
    return (
        f"Waiting for its turn: of my pull requests here I keep {which} free of conflicts. Should this one meet "
        "any, I mend them when its turn comes; as long as it can be merged, it may be."
    )


def shared_body(
    brought: Sequence[tuple[int, str, Sequence[Ready]]],
    *,
    partly: Collection[int],
    page: Page,
    besides: Besides,
    config_problem: str | None,
) -> str:
    """The body of the pull request that submissions share: `brought` are their issues, authors and entries.

    The merge settles all of these issues but those in `partly`.
    """
    ready = [one for _, _, own in brought for one in own]
    kept = "the list's own counts and dates kept true" if besides.counted else "no other byte changed"
    exceptions = [line for one in ready for line in _exceptions(one, page, several=True)]
    guesses = [one for one in ready if one.guess]
    first = [_several_guesses(guesses)] if guesses else []
    submissions = f"{_number(len(brought))} {'submission' if len(brought) == 1 else 'submissions'}"
    first += [*exceptions, f"All that is ready, of {submissions}. {_lines_added(ready)}, {kept}:"]
    last = _mirrors(besides)
    last += [config_problem] if config_problem else []
    last.append(
        "Not right? Edit the line here: your text stays; or comment in its issue, such as `/section PATH`. "
        "Not wanted? Comment `/withdraw` in its issue, or close that, and its line goes."
    )
    # GitHub closes only what such a word stands before.
    last.append(", ".join(f"{'for' if issue in partly else 'closes'} #{issue}" for issue, _, _ in brought).capitalize())
    entries = [
        "\n".join([f"Proposed by @{author} in #{issue}:", _entry(one.addition, fold=True), *_in_sight(one)])
        for issue, author, own in brought
        for one in own
    ]
    why = [
        "\n".join([f"{strong(paper_label(one))}, #{issue}:", *_why(one, None)])
        for issue, _, own in brought
        for one in own
        if not one.guess
    ]
    start, end = "\n".join(first), "\n".join(last)
    shown = [start, *_fitting(entries, _LIMIT - len(start) - len(end)), end]
    if why:
        folded = _fitting(why, _LIMIT - sum(len(part) + 2 for part in shown))
        shown += [_FOLD, *folded, "</details>"]
    return "\n\n".join(shown)


def _in_sight(one: Ready) -> list[str]:
    """Why an entry stands where it does, if that is a guess and the reader may choose."""
    return _why(one, None) if one.guess else []


def shared_left() -> str:
    """Somebody changed more on the shared branch than the lines that we added."""
    return (
        "Somebody changed more here than the lines that I had added, so this pull request is theirs now, and I leave "
        "it as it is. A maintainer decides about it; what is proposed meanwhile comes after its merge."
    )


def shared_taken(branch: str) -> str:
    """Somebody's commit stands on the shared branch, whose pull request is closed or merged."""
    return (
        f"Somebody's commit stands on the branch {code(branch)}, so I cannot put new lines there. "
        "Maintainers: once that branch is deleted, I go on within a day."
    )


def shared_message(ready: Sequence[Ready], brought: Mapping[int, Account]) -> str:
    """The message of the commit that submissions share, with those who proposed as co-authors, each once; see
    `commit_message`. `brought` are the authors by their issues.
    """
    issues = _and([f"#{issue}" for issue in brought])
    authors = dict.fromkeys(map(_co_author, brought.values()))
    return "\n".join([pull_title(ready), "", f"Proposed in {issues}.", "", *authors])


def carry_message(branch: str, base: str) -> str:
    """The message of a commit that merges the list's branch into ours, on which somebody else wrote."""
    return f"Merge branch '{base}' into {branch}"


def commit_message(ready: Sequence[Ready], *, issue: int, author: Account) -> str:
    """The commit's message, with the proposer as co-author under GitHub's own address for them.

    https://docs.github.com/en/pull-requests/committing-changes-to-your-project/creating-and-editing-commits/creating-a-commit-with-multiple-authors
    """
    return f"{pull_title(ready)}\n\nProposed in #{issue}.\n\n{_co_author(author)}"


def _co_author(author: Account) -> str:
    return f"Co-authored-by: {author.login} <{author.id}+{author.login}@users.noreply.github.com>"


def paper_label(outcome: Outcome) -> str:
    """What a paper is called in a sentence."""
    if isinstance(outcome, Ready):
        said = outcome.addition.citation
        return said.name or _short(said.title)
    if isinstance(outcome, InList):
        return _short(entry_label(outcome.duplicate.entry))
    proposed = outcome.proposed
    title = (
        outcome.title
        if isinstance(outcome, Added | TakenBack | Claimed | Contributed | NoForm | Programmed | Unpublished)
        else proposed.title
    )
    return proposed.name or (_short(title) if title else _id(outcome))


class _Result:
    """The comment's sentences; what they share is kept here."""

    def __init__(
        self,
        papers: Sequence[ProposedPaper],
        pull: int | str | None,
        page: Page,
        until: Mapping[Outcome, datetime],
        since: Mapping[Outcome, datetime],
        now: datetime,
    ) -> None:
        self._papers, self._pull, self._page = papers, pull, page
        self._until, self._since, self._now = until, since, now

    def one(self, outcome: Outcome) -> str:
        """The whole comment for an issue with one paper."""
        name = strong(paper_label(outcome))
        match outcome:
            case Ready() if outcome.silent:
                return (
                    f"{_start(outcome.silent)} does not answer{self._since_when(outcome)}, so I could not check this "
                    "paper yet. Nothing is wrong with your post.\n"
                    f"#{self._pull} holds the entry as you wrote it, marked *not verified*:\n"
                    f"{_entry(outcome.addition, fold=outcome.guess)}\n"
                    f"{self._also_guess(outcome) if outcome.guess else ''}"
                    "I try again by myself every half hour. You need do nothing."
                )
            case Ready() if outcome.guess:
                return self._guess(outcome)
            case Ready():
                checks = self._please_check(outcome)
                wanted = _DECIDES_ASKS if checks else _DECIDES_ALONE
                if _is_linkless(outcome):
                    wanted = _DECIDES + _ADD_A_LINK
                return (
                    f"{name} is ready: #{self._pull} adds {_these_lines(outcome.addition)}. {wanted}\n"
                    f"{_entry(outcome.addition)}\n{_lines(checks)}{_to_change(self._number_of(outcome))}"
                )
            case InList(_, duplicate):
                first = (
                    f"This paper is in the list already: {emphasis(_path(duplicate.section.path))}, "
                    f"{_line(duplicate.line, self._page)}, entry {name}{_one_paper(duplicate.located)}.\n"
                )
                if lacks := _lacks(outcome):
                    first += f"Its entry has no {lacks}, and you gave one: I marked this issue for the maintainers.\n"
                return (
                    f"{first}Is it another paper, or wanted in a second section? Tell the maintainers here; one of "
                    "them can write `/duplicate no`."
                )
            case Contributed(pull=pull):
                return (
                    f"{name} comes with #{pull} already, somebody's own pull request, so I open none. "
                    "A maintainer decides there; nothing more is needed from you.\n"
                    f"Should #{pull} be closed without it, I go on here by myself within a day."
                )
            case Claimed(issue=issue, declined=True):
                return (
                    f"Thank you. {name} was proposed in #{issue}, too, and a maintainer decided against it there, so I "
                    "open no pull request for it here.\n"
                    "Maintainers: a comment `/recheck` here makes me propose it all the same."
                )
            case Claimed(issue=issue):
                return (
                    f"Thank you. {name} is proposed in #{issue} already, so I open no second pull request. "
                    "You need do nothing: I close this issue when it is in the list.\n"
                    f"Should #{issue} be withdrawn, I go on here by myself."
                )
            case Added(held=True):
                return f"Merged: the list has {name} now. Thank you for proposing it."
            case Added():
                return (
                    f"{name} was in a pull request that is merged, but the list does not have it: a maintainer took it "
                    "out, so I leave it at that."
                )
            case TakenBack(by=by):
                return (
                    f"@{by} took {name} back, so there is no pull request for it. Thank you all the same.\n"
                    "Was that a slip? Delete that line, and I go on at once."
                )
            case UnknownPaper():
                return self._unknown(outcome)
            case Unreachable():
                return (
                    f"{_start(outcome.where)} does not answer{self._since_when(outcome)}, so I could not look this "
                    "paper up yet. Nothing is wrong with your post.\n"
                    f"The pull request comes as soon as {outcome.where} answers. "
                    "I try again by myself every half hour. You need do nothing."
                )
            case Titleless(not_covered=True):
                return (
                    f"{code(_id(outcome))} is not in this try-out's small internet, so I need this paper's title for "
                    "its line.\n"
                    "Please edit your post and add a line such as `Title: Attention Is All You Need`. "
                    "I look again at once, and your link stays as you gave it.\n"
                    "Or start the try-out again with `shelver sandbox --online`; then I ask the real services."
                )
            case Titleless(proposed) if names_no_arxiv_paper(proposed):
                return (
                    f"{code(_id(outcome))} is no address of a paper at arXiv; a paper's ends in a number such as "
                    "`2305.06500`.\n"
                    "Please correct it and edit your post: I look again at once."
                )
            case Titleless():
                return (
                    f"{_start(_host(outcome))} does not tell me this paper's title, and its line needs one.\n"
                    "Please edit your post and add a line such as `Title: Attention Is All You Need`. "
                    "I look again at once."
                )
            case Withdrawn():
                return (
                    f"{_start(outcome.where)} says that {code(_id(outcome))} was withdrawn, so there is no pull "
                    "request.\n"
                    "Did you mean another paper? Please edit your post; I look again at once. "
                    "If it is wanted all the same, a maintainer can add it by hand."
                )
            case NoForm(_, path):
                return f"{_no_form(path)}, so a maintainer has to add {name} by hand. You need do nothing."
            case Programmed(_, region):
                return (
                    f"{name} belongs among {self._programmed(region)}, so I leave them alone, and a maintainer has to "
                    "add it where that program takes its papers from. You need do nothing."
                )
            case Unpublished():
                return (
                    f"This list takes papers once they have appeared somewhere, and I know {name} as a preprint only, "
                    "so there is no pull request yet.\n"
                    "Has it appeared? Please edit your post and add a line such as `Venue: CVPR 2024`; I look again at "
                    "once. If not, come back when it has."
                )
            case _:
                return f"{name} waits for its turn at {outcome.where}."

    def several(self, outcomes: Sequence[Outcome]) -> str:
        """The comment for an issue with several papers: one line a paper."""
        ready = sum(isinstance(outcome, Ready) for outcome in outcomes)
        asked = any(
            isinstance(outcome, UnknownPaper | Titleless | Withdrawn | Unpublished) or _is_linkless(outcome)
            for outcome in outcomes
        )
        settled = all(isinstance(one, Ready | InList | Added | TakenBack | Claimed | Contributed) for one in outcomes)
        first = f"I read {_number(len(outcomes))} papers."
        if ready:
            which = "them" if ready == len(outcomes) else f"{_number(ready)} of them"
            first += f" #{self._pull} adds {which}; a maintainer decides."
        if asked:
            first += " Something is missing; please see below."
        elif any(isinstance(outcome, Ready) and self._please_check(outcome) for outcome in outcomes):
            first += " Please look at the questions below."
        else:
            first += " Nothing more is needed from you."
        numbers = [self._papers.index(outcome.proposed) + 1 for outcome in outcomes]
        # Markdown would count on from the first one by itself.
        point = "." if numbers == list(range(1, len(numbers) + 1)) else "\\."
        rows = [f"{number}{point} {self._row(outcome)}" for number, outcome in zip(numbers, outcomes, strict=True)]
        all_of_them = "both" if len(outcomes) == 2 else f"all {_number(len(outcomes))}"
        last = [] if settled else [f"This issue stays open until {all_of_them} are settled."]
        first_ready = next((one for one in outcomes if isinstance(one, Ready)), None)
        last += [_to_change(self._number_of(first_ready))] if first_ready else []
        return "\n".join([first, *rows, *([""] if last else []), *last])

    def _row(self, outcome: Outcome) -> str:
        name = strong(paper_label(outcome))
        match outcome:
            case Ready():
                section = _section(outcome.addition.choice)
                section += ", which is new" if outcome.addition.follows else ""
                guess = f", which is a guess{_choices(outcome, self._number_of(outcome), 3)}" if outcome.guess else ""
                state = f"not verified yet, since {outcome.silent} does not answer" if outcome.silent else "ready"
                state += ", but your post gives no link to it" if _is_linkless(outcome) else ""
                checks = "".join(f"\n   - {line}" for line in self._please_check(outcome))
                return f"{name}: {state}, in {section}{guess}{checks}"
            case InList(_, duplicate):
                lacks = _lacks(outcome)
                more = f"; its entry has no {lacks}, which you gave: marked for the maintainers" if lacks else ""
                return f"{name}: in the list already, {_line(duplicate.line, self._page)}{more}"
            case Contributed(pull=pull):
                return f"{name}: comes with #{pull} already, somebody's own pull request"
            case Claimed(issue=issue, declined=True):
                return f"{name}: a maintainer decided against it in #{issue}"
            case Claimed(issue=issue):
                return f"{name}: proposed in #{issue} already"
            case Added(held=True):
                return f"{name}: merged"
            case Added():
                return f"{name}: was in a merged pull request, and a maintainer took it out"
            case TakenBack(by=by):
                return f"{name}: taken back by @{by}"
            case UnknownPaper():
                asked = self._asked(outcome)
                who = f"{outcome.where} {_has_no(outcome.where)}"
                return f"{code(_id(outcome))}: {who} such paper ({asked}); please correct it in your post"
            case Unreachable():
                return (
                    f"{name}: {outcome.where} does not answer{self._since_when(outcome)}; I try again every half hour"
                )
            case Titleless(not_covered=True):
                return f"{code(_id(outcome))}: not in this try-out's small internet; please add its title in your post"
            case Titleless(proposed) if names_no_arxiv_paper(proposed):
                return f"{code(_id(outcome))}: no address of a paper at arXiv; please correct it in your post"
            case Titleless():
                return f"{code(_id(outcome))}: {_host(outcome)} does not tell me its title; please add it in your post"
            case Withdrawn():
                return f"{code(_id(outcome))}: withdrawn, says {outcome.where}; please correct it or take it out"
            case NoForm(_, path):
                return f"{name}: {_no_form(path)}; a maintainer has to add it by hand"
            case Programmed(_, region):
                return f"{name}: belongs among {self._programmed(region)}; a maintainer has to add it at its source"
            case Unpublished():
                return f"{name}: a preprint, and this list takes none; please add `Venue: ...` once it has appeared"
            case _:
                return f"{name}: waits for its turn at {outcome.where}"

    def _programmed(self, region: Generated) -> str:
        where = _line(region.line, self._page)
        return f"lines that a program writes ({where}: {code(region.words)})"

    def _guess(self, ready: Ready) -> str:
        name, section = strong(paper_label(ready)), _section(ready.addition.choice)
        first = f"{name} is ready in #{self._pull}, but I am not sure of the section. For now it stands in {section}."
        if ready.addition.choice.wish_missing:
            wish = code(ready.proposed.section or "")
            first = (
                f"{name} is ready in #{self._pull}. The list has no section {wish} with papers, "
                f"so for now it stands in {section}."
            )
        if linkless := _is_linkless(ready):
            first += _ADD_A_LINK
        last = "it stays there" if linkless else "you need do nothing"
        checks, choice = self._please_check(ready), self._choose(ready)
        lines = len([first, "the entry", *checks, *choice.splitlines(), last])
        if lines > _IN_SIGHT and ready.others:
            choice = f"<details><summary>Is another section better?</summary>\n\n{choice}\n\n</details>\n"
        if checks and not linkless:
            last = "it stays there"
        return f"{first}\n{_entry(ready.addition, fold=True)}\n{_lines(checks)}{choice}\nIf {section} is right, {last}."

    def _also_guess(self, ready: Ready) -> str:
        return f"The section, {_section(ready.addition.choice)}, is a guess. {self._choose(ready)}\n"

    def _choose(self, ready: Ready) -> str:
        number = self._number_of(ready)
        how = _how_to_move(number)
        if not ready.others:
            return f"If another is better, reply with {how}."
        lines = [_line_to_copy(offer, number) for offer in ready.others]
        return "\n".join([f"If another is better, reply with one of these lines, or {how}:", *lines])

    def _number_of(self, outcome: Outcome) -> int | None:
        """The number by which commands name a paper; None where there is but one."""
        return self._papers.index(outcome.proposed) + 1 if len(self._papers) > 1 else None

    def _please_check(self, ready: Ready) -> list[str]:
        """What the contributor may have got wrong, a line each; mostly nothing."""
        lines = []
        if ready.perhaps:
            entry = strong(_short(entry_label(ready.perhaps.entry)))
            number = self._number_of(ready)
            same, other = code(_command(number, word="withdraw")), code(_command(number, "no", word="duplicate"))
            lines.append(
                f"The list has {entry} ({_where(ready.perhaps, self._page)}); if that is the same paper, please reply "
                f"{same}, and if not, {other}."
            )
        if ready.other_title:
            lines.append(
                f"You wrote the title {code(ready.proposed.title or '')}; if you meant that paper, its link is another."
            )
        if ready.cited.others:
            first = _lead_elsewhere(ready.cited.others, "of your links")
            lines.append(f"{first[0].upper()}{first[1:]}; I left that out. Should it come in too? Give it a line then.")
        venue = ready.venue
        if venue and venue.denied:
            lines.append(
                f"You wrote {code(venue.name)}; {venue.by} says {code(_short(venue.denied))}. "
                "If yours is a slip, please edit your post."
            )
        return lines

    def _unknown(self, outcome: UnknownPaper) -> str:
        identity = outcome.proposed.id
        what = _SLIPS.get(identity.scheme if identity else "", "the address")
        first = (
            f"{_start(outcome.where)} {_has_no(outcome.where)} paper {code(_id(outcome))} ({self._asked(outcome)}), so "
            "there is no pull request yet.\n"
            f"Please check {what} and edit your post: I look again at once.\n"
        )
        until = self._until.get(outcome)
        if until and self._now < until:
            first += f"If the paper is only just submitted, leave it: I ask again once a day until {_day(until)}.\n"
        if _is_at_arxiv(outcome):
            return first + "Not on arXiv? Any other link to the paper will do, with its title."
        return first + "Is it right all the same? Add a line such as `Title: Attention Is All You Need`, and I go on."

    def _asked(self, outcome: UnknownPaper) -> str:
        return f"asked {_day(outcome.asked)}, {outcome.asked:%H:%M} UTC"

    def _since_when(self, outcome: Outcome) -> str:
        since = self._since.get(outcome)
        return f" (since {_day(since)}, {since:%H:%M} UTC)" if since else ""


def _lines(lines: Iterable[str]) -> str:
    """Lines, each with its end."""
    return "".join(f"{line}\n" for line in lines)


def _start(name: str) -> str:
    """A name at the start of a sentence; arXiv is spelled as it spells itself."""
    return f"T{name[1:]}" if name.startswith("the ") else name


def _has_no(where: str) -> str:
    """How services tell that they do not know a paper; OpenReview tells hidden ones like missing ones."""
    return "shows me no" if where == "OpenReview" else f"{has(where)} no"


#: Where a slip may be, by the scheme of an identity.
_SLIPS = {"arxiv": "the number", "doi": "the DOI", "acl": "the id"}


def _is_at_arxiv(outcome: Outcome) -> bool:
    return outcome.proposed.id is not None and outcome.proposed.id.scheme == "arxiv"


def _to_change(number: int | None) -> str:
    """How to change what stands; `number` is that of a paper, if there are several."""
    return (
        f"To change it, edit your first post, or reply with {_how_to_move(number)}: the pull request follows. "
        "`/withdraw` takes it back, and `/help` shows the rest."
    )


def _how_to_move(number: int | None) -> str:
    """The command as a part of a sentence; `number` is that of a paper, if there are several."""
    return f"{code('/section')}{', the number or name of the paper,' if number else ''} and a heading"


def _command(number: int | None, rest: str = "", *, word: str = "section") -> str:
    """A command as somebody writes it; `number` is that of the paper, if there are several."""
    return " ".join(filter(None, (f"/{word}", str(number or ""), rest)))


def _line_to_copy(offer: Offer, number: int | None) -> str:
    like = f" (like {_like(offer.like)})" if offer.like else ""
    return code(_command(number, offer.path)) + like


def _choices(one: Ready, number: int | None, indent: int) -> str:
    """What moves a paper among several, as a list inside of an item that is indented so far."""
    if number is None or not one.others:
        return ""
    lines = [f"{' ' * indent}- {_line_to_copy(offer, number)}" for offer in one.others]
    return "\n".join([", and a comment with one of these lines moves it:", *lines])


def _why(one: Ready, number: int | None) -> list[str]:
    """The section, the place and what was checked, a line each. `number` is the paper's, if there are several."""
    addition, choice = one.addition, one.addition.choice
    if choice.wished:
        why = "as asked"
    elif choice.by_rule:
        why = "by a keyword in `.github/shelver.yml`"
    elif addition.follows is not None:
        why = f"which comes next after {emphasis(_path(addition.follows.path))}"
    elif choice.wish_missing:
        why = f"since the list has no section {code(one.proposed.section or '')} with papers"
    elif choice.like and not one.guess:
        why = f"like {_like(map(entry_label, choice.like))}"
    elif choice.shared_words:
        why = f"whose titles share {', '.join(code(word) for word in choice.shared_words[:3])}"
    else:
        why = "the likeliest by its title and date"
    if addition.follows is not None:
        why += "; the section is new, as `.github/shelver.yml` allows"
    if one.guess:
        why += f"; this is a guess{_choices(one, number, 2)}"
    lines = [
        f"- Section: {_section(choice)}, {why}" + ("" if "\n" in why else "."),
        f"- Place: {_place(addition)}.",
        f"- Checked: {_confirmed(one)}not in the list yet.",
    ]
    if addition.name and addition.name.origin == "abstract":
        lines.append(f"- Name: {strong(addition.name.value)}, as the abstract introduces it.")
    if ruled := _ruled(one):
        lines.append(f"- By command: {ruled}.")
    lines += _left_out(one)
    if addition.code and one.cited.code:
        lines.append(f"- Code: {code(addition.code.url)}, found in {one.cited.code.where}.")
    lines += [f"- Code: {code(url)} {_changed(now)}." for url, now in one.cited.changed]
    return lines


def _confirmed(one: Ready) -> str:
    """Which facts are whose word, as the beginning of what was checked."""
    if one.source is None:
        return ""
    first, venue = _first_source(one.source), one.venue
    if one.proposed.word_of("title"):
        return f"id as {first} has it; "
    if venue is None or not venue.by or venue.denied or venue.long or one.proposed.word_of("venue"):
        return f"title and id as {first} has them; "
    if venue.by == first:
        return f"title, id and venue as {first} has them; "
    return f"title and id as {first} has them, the venue as {venue.by} has it; "


def _ruled(one: Ready) -> str:
    """What stands by somebody's command, and whose, whatever the sources say."""
    by: dict[str, list[str]] = {}
    for fact, login in one.proposed.ruled:
        by.setdefault(login, []).append(fact)
    return "; ".join(f"{_and(facts)} as @{login} says" for login, facts in by.items())


def _left_out(one: Ready) -> list[str]:
    """What was told of a paper, or given, and does not stand in its entry, a line each."""
    lines = []
    if dropped := one.addition.dropped:
        which = "it" if len(dropped) == 1 else "them"
        shown = [code(link.url) for link in dropped[:_MOST_NAMES]]
        shown += [f"{len(dropped) - _MOST_NAMES} more"] if len(dropped) > _MOST_NAMES else []
        lines.append(f"- Left out: {_and(shown)}; an entry here has no place for {which}.")
    if one.further:
        urls = _and([code(link.url) for link in one.further])
        lines.append(f"- Left out: {urls}; it leads to the same paper, and entries here link to theirs once.")
    if venue := one.unfit_venue:
        lines.append(
            f"- Left out: the venue {code(venue.long)}, too long for an entry; "
            "a short form under `venues:` in `.github/shelver.yml` helps."
        )
    return lines


def _one_paper(found: Found) -> str:
    """How an entry was told to be the paper where its address does not show it, as the end of a sentence."""
    if found.asked and found.shown and found.asked != found.shown:
        return f" (your {code(found.asked.value)} and its {code(found.shown.value)} are one paper)"
    return " (it has the same title)" if found.by == "title" else ""


def _changed(repository: Repository) -> str:
    """What became of a repository, as the end of a sentence about its address."""
    if not repository.archived:
        return f"is called {code(repository.name)} by now"
    return "is archived: its owner no longer works on it"


def _first_source(paper: Paper) -> str:
    """The service whose word on the title counts."""
    return next((by for by, _ in said(paper, "title")), paper.source)


def _entry(addition: Addition, *, fold: bool = False) -> str:
    """The lines of an entry. With `fold` several lines are folded, where there is much else to read."""
    text = addition.text.strip("\r\n")
    if "\n" not in text:
        return code(text)
    if not fold:
        return code_block(text)
    return f"<details><summary>The lines</summary>\n\n{code_block(text)}\n\n</details>\n"


def _these_lines(addition: Addition) -> str:
    """What is added, and where to, in a sentence."""
    section = _section(addition.choice)
    if addition.follows is not None:
        return f"these lines, which begin the new section {section}"
    return f"{'these lines' if chr(10) in addition.text.strip() else 'this line'} to {section}"


def _place(addition: Addition) -> str:
    place, reason = addition.place, place_reason(addition)
    if place.before is not None:
        return f"after {strong(_short(entry_label(place.before)))}; {reason}"
    if place.after is not None:
        return f"before {strong(_short(entry_label(place.after)))}; {reason}"
    return reason


def _no_form(path: Sequence[str]) -> str:
    if not path:
        return "I found no list of papers in the file"
    return f"I cannot write entries in the form of {emphasis(_path(path))} yet"


def _section(choice: SectionChoice) -> str:
    return emphasis(_path(choice.section.path))


def _heading(choice: SectionChoice) -> str:
    return choice.section.path[-1] if choice.section.path else "the list"


def _path(path: Sequence[str]) -> str:
    return " > ".join(path) or "the top of the list"


def _line(line: int, page: Page) -> str:
    """A line of the list, as a link to it in its file's source."""
    path, line = page.file.place(line)
    address = f"{page.repository}/blob/{quote(page.branch)}/{quote(path)}?plain=1#L{line}"
    where = f"line {line}" if len(page.file.files) == 1 else f"{plain(path)}, line {line}"
    return f"[{where}]({address})"


def _lacks(outcome: InList) -> str:
    return _and(list(dict.fromkeys(f"{link.role} link" for link in outcome.duplicate.lacks)))


def _id(outcome: Outcome) -> str:
    identity = outcome.proposed.id
    return identity.value if identity else "a paper"


_DECIDES, _DECIDES_ALONE = "A maintainer decides.", "A maintainer decides; nothing more is needed from you."
_DECIDES_ASKS = "A maintainer decides; please see what I ask below."
_ADD_A_LINK = " Your post gives no link to it; please add one there, and the pull request follows."


def _is_linkless(outcome: Outcome) -> bool:
    return isinstance(outcome, Ready) and outcome.proposed.id is None


def _not_looked_up(one: Ready) -> str:
    """Why a paper's facts are those of the post, as a part of a sentence."""
    if one.proposed.id is None:
        return "the post gives no link to it"
    if one.silent:
        return f"{one.silent} does not answer"
    if names_no_arxiv_paper(one.proposed):
        return f"{code(one.proposed.id.value)} is no address of a paper at arXiv"
    if one.unknown_to:
        return f"{one.unknown_to} {_has_no(one.unknown_to)} such paper"
    return f"{_host(one)} tells me nothing of it"


def _host(outcome: Outcome) -> str:
    identity = outcome.proposed.id
    if identity is None:
        return "that address"
    names = {"doi": "doi.org", "openreview": "OpenReview", "acl": "the ACL Anthology", "arxiv": "arXiv"}
    return names.get(identity.scheme) or code(host_of(identity.value) or "that address")


def _short(title: str, most: int = _SHORT) -> str:
    title = one_line(title)
    if len(title) <= most:
        return title
    cut = title[:most]
    return (cut.rpartition(" ")[0] or cut).rstrip(",;:- ") + " ..."


def _like(labels: Iterable[str]) -> str:
    """What entries are called, each name once: a list may hold a paper twice."""
    return _and(list(dict.fromkeys(strong(_short(label, _LABEL)) for label in labels)))


def _and(parts: Sequence[str]) -> str:
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _day(when: datetime) -> str:
    return f"{when.day} {when:%b}"


def _cut(text: str, keep: int = 4) -> str:
    """The text within GitHub's limit: lines of its middle left out, saying so; the first and the last are kept."""
    if len(text) <= _LIMIT:
        return text
    lines = text.split("\n")
    first = "\n".join(lines[:-keep])[:_LIMIT].rpartition("\n")[0]
    return "\n".join([first, _LEFT_OUT, *lines[-keep:]])
