"""The plan for a repository: what its maintainers are told in an issue of ours, and who need wait no longer.

There is one issue for each thing to tell. It is opened once and edited in place, and closed when its reason is gone;
one that a person closed stays so while that lasts.
"""

from collections.abc import Iterator

from bot import messages
from bot.marker import read_notice_mark, with_notice_mark, without_notice_mark
from bot.model import Action, EditIssue, Held, Key, NoticeKind, OpenIssue, Plan, RepositorySnapshot


def plan_notices(snapshot: RepositorySnapshot) -> Plan:
    """What to tell the maintainers of a repository; empty where that stands already."""
    if snapshot.archived:
        return Plan("the repository is archived")
    if not snapshot.config.enabled:
        return Plan("stopped by the list's owner")
    actions: list[Action] = []
    if is_trial(snapshot):
        waiting = sorted(snapshot.waiting, key=lambda one: -one.at)
        would = [one.held.said for one in waiting if one.held.why == "trial"]
        text = messages.trial(would, by_operator=snapshot.bounds.trial)
        actions += _tell(snapshot, "trial", messages.TRIAL_TITLE, text, anew=bool(would))
        reason = "on trial"
    else:
        actions += _end(snapshot, "trial")
        missing, rule = _hindrances(snapshot)
        if missing or rule:
            text = messages.hindered(missing, rule, settings=snapshot.settings, web=snapshot.web)
            actions += _tell(snapshot, "hindered", messages.HINDERED_TITLE, text)
            reason = rule or f"lacks the permission {' and '.join(sorted(missing))}"
        else:
            actions += _end(snapshot, "hindered")
            reason = "nothing keeps us"
    if actions and "issues" in snapshot.bounds.missing:
        return Plan(f"{reason}; we may open no issue to tell so")
    return Plan(reason, tuple(actions))


def due(snapshot: RepositorySnapshot, *, anew: bool) -> tuple[Key, ...]:
    """Whose plan may be carried out now. Whether a rule still stands is only seen by trying: with `anew`, one does."""
    if snapshot.archived or not snapshot.config.enabled:
        return ()
    trial = is_trial(snapshot)
    keys = [one.key for one in snapshot.waiting if _is_over(one.held, snapshot, trial=trial)]
    if anew and not trial:
        ruled = sorted((one for one in snapshot.waiting if one.held.why == "rule"), key=lambda one: one.key.number)
        keys += [one.key for one in ruled[:1]]
    return tuple(keys)


def is_trial(snapshot: RepositorySnapshot) -> bool:
    """Whether the list's owner or the operator only tries us."""
    return snapshot.bounds.trial or snapshot.config.mode == "trial"


def _is_over(held: Held, snapshot: RepositorySnapshot, *, trial: bool) -> bool:
    """Whether the reason is gone, or is another one by now."""
    match held.why:
        case "stopped" | "archived":
            return True
        case "trial":
            return not trial
        case "permission":
            return trial or not snapshot.bounds.missing.intersection(held.said.split())
        case "rule":
            return trial


def _hindrances(snapshot: RepositorySnapshot) -> tuple[frozenset[str], str]:
    """The permissions that are missing, if somebody waits for one, and what GitHub said of a rule, if somebody does."""
    missing, rule = snapshot.bounds.missing, ""
    for one in snapshot.waiting:
        rule = rule or (one.held.said if one.held.why == "rule" else "")
    waits = any(
        one.held.why == "permission" and missing.intersection(one.held.said.split()) for one in snapshot.waiting
    )
    return missing if waits else frozenset(), rule


def _tell(
    snapshot: RepositorySnapshot, kind: NoticeKind, title: str, text: str, *, anew: bool = True
) -> Iterator[Action]:
    """The issue with a text; `anew` tells that it is worth opening one."""
    body, notice = with_notice_mark(text, kind), snapshot.notices.get(kind)
    if notice is None:
        if anew:
            yield OpenIssue(kind, title, body)
        return
    mark = read_notice_mark(notice.body)
    is_open = notice.open or (mark is not None and mark[1])
    if is_open != notice.open or _bare(notice.body) != body:
        yield EditIssue(notice.number, body, is_open)


def _end(snapshot: RepositorySnapshot, kind: NoticeKind) -> Iterator[Action]:
    """The issue closed, with a word; one that a person opened again after that is left alone.

    One that a person closed gets the word, too: without it the issue would stay closed when there is a reason again.
    """
    notice = snapshot.notices.get(kind)
    mark = read_notice_mark(notice.body) if notice else None
    if notice and not (mark and mark[1]):
        said = {"trial": messages.trial_over, "hindered": messages.hindered_over}[kind]
        text = said(without_notice_mark(_bare(notice.body)))
        yield EditIssue(notice.number, with_notice_mark(text, kind, over=True), open=False)


def _bare(body: str) -> str:
    return body.replace("\r\n", "\n").strip()
