"""Every text that people read on GitHub, one function a situation.

The first line of each tells whether anything is wanted of the reader. What strangers wrote goes through
`bot.quoting`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import quote, urlsplit

from bot.addition import Addition, Located, entry_label, place_reason
from bot.model import Account
from bot.outcome import (
    Added,
    InList,
    NoForm,
    Outcome,
    Ready,
    Titleless,
    UnknownPaper,
    Unreachable,
    Withdrawn,
)
from bot.quoting import code, code_block, emphasis, one_line, plain, strong
from bot.sections import SectionChoice

#: Below this a section is called a guess.
SURE = 0.6
#: GitHub refuses bodies of more than 65,536 characters; this leaves room for the hidden marks.
_LIMIT = 50_000
#: Titles are cut here where they only serve to recognise a paper.
_SHORT = 60
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


# What stands on the issue.


def result(
    outcomes: Sequence[Outcome],
    *,
    pull: int | str | None,
    list_page: str,
    until: Mapping[Outcome, datetime],
    since: Mapping[Outcome, datetime],
    now: datetime,
) -> str:
    """The sticky comment: what became of the papers that an issue proposes.

    `pull` is the number of the pull request with those that are ready. `list_page` is the address of the
    list's file. `until` says how long an unknown paper is asked for, `since` when a silent source was first
    asked.
    """
    said = _Result(pull, list_page, until, since, now)
    return _cut(said.one(outcomes[0]) if len(outcomes) == 1 else said.several(outcomes))


def declined(pull: int) -> str:
    """Our pull request was closed unmerged."""
    return (
        f"A maintainer closed #{pull} without merging it, so this stays out of the list. Thank you for proposing it.\n"
        f"Reopening #{pull} or this issue brings it back; I do nothing more until then."
    )


def merged(pull: int) -> str:
    """Our pull request was merged."""
    return f"Merged: the list has it now, by #{pull}. Thank you for proposing it."


def closed(pull: int | None) -> str:
    """The issue was closed before the merge."""
    took = f"This issue was closed, so I closed #{pull} too. " if pull else "This issue was closed. "
    return took + "Reopen it, and I take it up again."


def no_paper_any_more(pull: int | None) -> str:
    """The issue was edited and names no paper any more."""
    closed = f"so I closed #{pull}" if pull else "so nothing is left to do here"
    return f"Your post names no paper any more, {closed}.\nIf that was not meant, edit it again; I look at once."


def left(pull: int, *, follows: bool) -> str:
    """Somebody else has changed our branch; `follows` tells whether it still is for what the post asks."""
    if follows:
        return f"#{pull} was changed by somebody else, so I leave it as it is. A maintainer decides about it."
    return (
        f"Your post has changed, but somebody else works on #{pull}, so I leave it as it is.\n"
        "What you ask for now has to be changed there by hand; it comes as a new pull request once that one is merged."
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


def empty_form() -> str:
    """A submission form in which no paper was found."""
    return (
        "I found no paper in your form, so there is no pull request yet.\n"
        "Please edit your post and fill in a link to the paper, such as `https://arxiv.org/abs/2305.06500`. "
        "I look again at once.\n"
        "Not on arXiv? Any link to the paper will do, with its title."
    )


def correction(found: Located, list_page: str) -> str:
    """The issue speaks of an entry that stands in the list."""
    return (
        f"This looks like a correction of {strong(entry_label(found.entry))}, {_line(found, list_page)}. "
        "I add papers but do not change entries yet, so a maintainer will look at it.\n"
        "Quickest: edit the file, change the line, and propose it as a pull request."
    )


def unreadable(path: str, problem: str) -> str:
    """The list's file is not UTF-8."""
    return (
        f"I cannot read {code(path)}: {one_line(problem)}. Nothing is wrong with your post.\n"
        "Maintainers: please save the file as UTF-8. "
        "I look again once a day, and at once when this issue is edited."
    )


# What stands in the pull request.


def pull_title(ready: Sequence[Ready]) -> str:
    """The title of the pull request."""
    names = [plain(paper_label(one)) for one in ready]
    headings = {plain(_heading(one.addition.choice)) for one in ready}
    place = f" to {headings.pop()}" if len(headings) == 1 else ""
    if len(names) <= 3:
        return f"Add {_and(names)}{place}"
    return f"Add {len(names)} papers{place}"


def pull_body(ready: Sequence[Ready], *, issue: int, author: str, closes: bool, config_problem: str | None) -> str:
    """The body of the pull request: the lines, why there, what was checked, who proposed them."""
    lines = []
    for one in ready:
        if one.source is None:
            why = "arXiv does not answer"
            if not one.asked_in_vain:
                why = (
                    f"I cannot look papers up at {_host(one)} yet"
                    if one.proposed.id
                    else "the post gives no link to it"
                )
            lines.append(f"Not verified: {why}, so {strong(paper_label(one))} stands as it was proposed.")
        if one.other_title:
            lines.append(
                f"Please compare: the post says {code(one.proposed.title or '')}, its link leads to "
                f"{strong(paper_label(one))}."
            )
        if _is_guess(one.addition.choice):
            lines.append(f"The section of {strong(paper_label(one))} is a guess{_near(one.addition.choice)}.")
    count = sum(max(1, one.addition.text.count("\n")) for one in ready)
    many = "line" if count == 1 else "lines"
    lines.append(
        f"Proposed by @{author} in #{issue}. {_number(count).capitalize()} {many} added, no other byte changed:"
    )
    # Blank lines end the lists; what follows would become part of their last items.
    papers = "\n\n".join("\n".join([_entry(one.addition), *_why(one)]) for one in ready)
    last = [f"{config_problem}, so I went by my defaults."] if config_problem else []
    last.append("Not right? Edit the line here: your text stays. Not wanted? Close this.")
    last.append(f"{'Closes' if closes else 'For'} #{issue}")
    return _cut("\n".join([*lines, papers, "", *last]))


def commit_message(ready: Sequence[Ready], *, issue: int, author: Account) -> str:
    """The commit's message, with the proposer as co-author under GitHub's own address for them.

    https://docs.github.com/en/pull-requests/committing-changes-to-your-project/creating-and-editing-commits/creating-a-commit-with-multiple-authors
    """
    return (
        f"{pull_title(ready)}\n\nProposed in #{issue}.\n\n"
        f"Co-authored-by: {author.login} <{author.id}+{author.login}@users.noreply.github.com>"
    )


def paper_label(outcome: Outcome) -> str:
    """What a paper is called in a sentence."""
    if isinstance(outcome, Ready):
        said = outcome.addition.citation
        return said.name or _short(said.title)
    if isinstance(outcome, InList):
        return _short(entry_label(outcome.duplicate.entry))
    proposed = outcome.proposed
    title = outcome.title if isinstance(outcome, Added | NoForm) else proposed.title
    return proposed.name or (_short(title) if title else _id(outcome))


class _Result:
    """The comment's sentences; what they share is kept here."""

    def __init__(
        self,
        pull: int | str | None,
        list_page: str,
        until: Mapping[Outcome, datetime],
        since: Mapping[Outcome, datetime],
        now: datetime,
    ) -> None:
        self._pull, self._page = pull, list_page
        self._until, self._since, self._now = until, since, now

    def one(self, outcome: Outcome) -> str:
        """The whole comment for an issue with one paper."""
        name = strong(paper_label(outcome))
        match outcome:
            case Ready() if outcome.asked_in_vain:
                return (
                    f"arXiv does not answer{self._since_when(outcome)}, so I could not check this paper yet. "
                    "Nothing is wrong with your post.\n"
                    f"#{self._pull} holds the line as you wrote it, marked *not verified*:\n"
                    f"{_entry(outcome.addition)}\n"
                    "I try again by myself every half hour. You need do nothing."
                )
            case Ready() if _is_guess(outcome.addition.choice):
                return self._guess(outcome)
            case Ready():
                return (
                    f"{name} is ready: #{self._pull} adds this line to {_section(outcome.addition.choice)}. "
                    "A maintainer decides; nothing more is needed from you.\n"
                    f"{_entry(outcome.addition)}\n{self._other_title(outcome)}{_TO_CHANGE}"
                )
            case InList(_, duplicate):
                first = (
                    f"This paper is in the list already: {emphasis(_path(duplicate.section.path))}, "
                    f"{_line(duplicate.located, self._page)}, entry {name}.\n"
                )
                if lacks := _lacks(outcome):
                    first += f"Its entry has no {lacks}, and you gave one: I marked this issue for the maintainers.\n"
                return first + "Is it another paper, or wanted in a second section? Tell the maintainers here."
            case Added(held=True):
                return f"Merged: the list has {name} now. Thank you for proposing it."
            case Added():
                return (
                    f"{name} was in a pull request that is merged, but the list does not have it: a maintainer took it "
                    "out, so I leave it at that."
                )
            case UnknownPaper():
                return self._unknown(outcome)
            case Unreachable():
                return (
                    f"arXiv does not answer{self._since_when(outcome)}, so I could not look this paper up yet. "
                    "Nothing is wrong with your post.\n"
                    "The pull request comes as soon as arXiv answers. "
                    "I try again by myself every half hour. You need do nothing."
                )
            case Titleless():
                return (
                    f"I cannot look papers up at {_host(outcome)} yet, so I need this paper's title for its line.\n"
                    "Please edit your post and add a line such as `Title: Attention Is All You Need`. "
                    "I look again at once."
                )
            case Withdrawn():
                return (
                    f"arXiv says that {code(_id(outcome))} was withdrawn, so there is no pull request.\n"
                    "Did you mean another paper? Please edit your post; I look again at once. "
                    "If it is wanted all the same, a maintainer can add it by hand."
                )
            case NoForm(_, path):
                return f"{_no_form(path)}, so a maintainer has to add {name} by hand. You need do nothing."
            case _:
                return f"{name} waits for its turn at arXiv."

    def several(self, outcomes: Sequence[Outcome]) -> str:
        """The comment for an issue with several papers: one line a paper."""
        ready = sum(isinstance(outcome, Ready) for outcome in outcomes)
        asked = any(isinstance(outcome, UnknownPaper | Titleless | Withdrawn) for outcome in outcomes)
        settled = all(isinstance(outcome, Ready | InList | Added) for outcome in outcomes)
        first = f"I read {_number(len(outcomes))} papers."
        if ready:
            lines = "one line" if ready == 1 else f"{_number(ready)} lines"
            first += f" #{self._pull} adds {lines}; a maintainer decides."
        first += " Something is missing; please see below." if asked else " Nothing more is needed from you."
        rows = [f"{number}. {self._row(outcome)}" for number, outcome in enumerate(outcomes, 1)]
        last = [] if settled else [f"This issue stays open until all {_number(len(outcomes))} are settled."]
        last += [_TO_CHANGE] if ready else []
        return "\n".join([first, *rows, *([""] if last else []), *last])

    def _row(self, outcome: Outcome) -> str:
        name = strong(paper_label(outcome))
        match outcome:
            case Ready():
                section = _section(outcome.addition.choice)
                guess = ", which is a guess" if _is_guess(outcome.addition.choice) else ""
                state = "not verified yet, since arXiv does not answer" if outcome.asked_in_vain else "ready"
                return f"{name}: {state}, in {section}{guess}"
            case InList(_, duplicate):
                lacks = _lacks(outcome)
                more = f"; its entry has no {lacks}, which you gave: marked for the maintainers" if lacks else ""
                return f"{name}: in the list already, {_line(duplicate.located, self._page)}{more}"
            case Added(held=True):
                return f"{name}: merged"
            case Added():
                return f"{name}: was in a merged pull request, and a maintainer took it out"
            case UnknownPaper():
                asked = self._asked(outcome)
                return f"{code(_id(outcome))}: arXiv has no such paper ({asked}); please correct it in your post"
            case Unreachable():
                return f"{name}: arXiv does not answer{self._since_when(outcome)}; I try again every half hour"
            case Titleless():
                return f"{code(_id(outcome))}: I cannot look papers up there yet; please add its title in your post"
            case Withdrawn():
                return f"{code(_id(outcome))}: withdrawn, says arXiv; please correct it or take it out"
            case NoForm(_, path):
                return f"{name}: {_no_form(path)}; a maintainer has to add it by hand"
            case _:
                return f"{name}: waits for its turn at arXiv"

    def _other_title(self, ready: Ready) -> str:
        if not ready.other_title:
            return ""
        return (
            f"You wrote the title {code(ready.proposed.title or '')}; if you meant that paper, its link is another.\n"
        )

    def _guess(self, ready: Ready) -> str:
        choice, name = ready.addition.choice, strong(paper_label(ready))
        section = _section(choice)
        first = f"{name} is ready in #{self._pull}, but I am not sure of the section. For now it stands in {section}."
        if choice.wish_missing:
            wish = code(ready.proposed.section or "")
            first = (
                f"{name} is ready in #{self._pull}. The list has no section {wish} with papers, "
                f"so for now it stands in {section}."
            )
        others = [code(f"Section: {_path(other.section.path)}") for other in choice.alternatives]
        offer = f"; near are {', '.join(others)}" if others else ""
        return (
            f"{first}\n{_entry(ready.addition)}\n{self._other_title(ready)}"
            f"If another is better, edit your post and add a line with its heading{offer}.\n"
            f"If {section} is right, you need do nothing."
        )

    def _unknown(self, outcome: UnknownPaper) -> str:
        first = (
            f"arXiv has no paper {code(_id(outcome))} ({self._asked(outcome)}), so there is no pull request yet.\n"
            "Please check the number and edit your post: I look again at once.\n"
        )
        until = self._until.get(outcome)
        if until and self._now < until:
            first += f"If the paper is only just submitted, leave it: I ask again once a day until {_day(until)}.\n"
        return first + "Not on arXiv? Any other link to the paper will do, with its title."

    def _asked(self, outcome: UnknownPaper) -> str:
        return f"asked {_day(outcome.asked)}, {outcome.asked:%H:%M} UTC"

    def _since_when(self, outcome: Outcome) -> str:
        since = self._since.get(outcome)
        return f" (since {_day(since)}, {since:%H:%M} UTC)" if since else ""


_TO_CHANGE = "To change it, edit your first post: the pull request follows. To take it back, close this issue."


def _why(one: Ready) -> list[str]:
    """The section, the place and what was checked, a line each."""
    addition, choice = one.addition, one.addition.choice
    if choice.wished:
        why = "as asked"
    elif choice.wish_missing:
        why = f"a guess, since the list has no section {code(one.proposed.section or '')} with papers"
    elif choice.shared_words:
        words = ", ".join(code(word) for word in choice.shared_words[:3])
        why = f"whose titles share {words}" + ("; a guess" if _is_guess(choice) else "")
    else:
        why = "a guess" if _is_guess(choice) else "where most papers stand"
    checked = "title and id as arXiv has them; " if one.source else ""
    lines = [
        f"- Section: {_section(choice)}, {why}.",
        f"- Place: {_place(addition)}.",
        f"- Checked: {checked}not in the list yet.",
    ]
    if addition.name and addition.name.origin == "abstract":
        lines.append(f"- Name: {strong(addition.name.value)}, as the abstract introduces it.")
    if addition.dropped:
        links = ", ".join(code(link.url) for link in addition.dropped)
        lines.append(f"- Left out: {links}, which no entry may link to.")
    return lines


def _entry(addition: Addition) -> str:
    text = addition.text.strip("\r\n")
    return code_block(text) if "\n" in text else code(text)


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


def _is_guess(choice: SectionChoice) -> bool:
    return not choice.wished and (choice.wish_missing or choice.confidence < SURE)


def _near(choice: SectionChoice) -> str:
    """The runners-up."""
    others = [emphasis(_path(other.section.path)) for other in choice.alternatives]
    return f"; near are {_and(others)}" if others else ""


def _section(choice: SectionChoice) -> str:
    return emphasis(_path(choice.section.path))


def _heading(choice: SectionChoice) -> str:
    return choice.section.path[-1] if choice.section.path else "the list"


def _path(path: Sequence[str]) -> str:
    return " > ".join(path) or "the top of the list"


def page(repository: str, branch: str, path: str) -> str:
    """The address of a file's page on a branch."""
    return f"{repository}/blob/{quote(branch)}/{quote(path)}"


def _line(located: Located, list_page: str) -> str:
    # `plain=1` shows the source with line numbers, which the rendered page has not.
    return f"[line {located.line}]({list_page}?plain=1#L{located.line})"


def _lacks(outcome: InList) -> str:
    return _and(list(dict.fromkeys(f"{link.role} link" for link in outcome.duplicate.lacks)))


def _id(outcome: Outcome) -> str:
    identity = outcome.proposed.id
    return identity.value if identity else "a paper"


def _host(outcome: Outcome) -> str:
    identity = outcome.proposed.id
    if identity is None:
        return "that address"
    names = {"doi": "doi.org", "openreview": "OpenReview", "acl": "the ACL Anthology", "arxiv": "arXiv"}
    return names.get(identity.scheme) or code(urlsplit(identity.value).hostname or "that address")


def _short(title: str) -> str:
    title = one_line(title)
    if len(title) <= _SHORT:
        return title
    return title[:_SHORT].rpartition(" ")[0].rstrip(",;:- ") + " ..."


def _and(parts: Sequence[str]) -> str:
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _day(when: datetime) -> str:
    return f"{when.day} {when:%b}"


def _cut(text: str) -> str:
    """The text within GitHub's limit: lines of its middle left out, saying so; the first and the last are kept."""
    if len(text) <= _LIMIT:
        return text
    lines = text.split("\n")
    first = "\n".join(lines[:-4])[:_LIMIT].rpartition("\n")[0]
    return "\n".join([first, "(Some lines are left out here: GitHub takes no longer text.)", *lines[-4:]])
