"""What maintainers are told in an issue of ours, and who need wait no longer."""

from dataclasses import replace

import pytest

from bot.config import ListConfig
from bot.decide import decide
from bot.marker import with_notice_mark
from bot.model import Bounds, EditIssue, Held, Key, Notice, NoticeKind, OpenIssue, RepositorySnapshot, Waiting
from bot.notices import due

REPO = "ana/list"
TRIAL = ListConfig(mode="trial")
PAGE = "https://github.example/settings/installations/7"


def _waits(number: int, why: str, said: str = "", at: float = 0.0) -> Waiting:
    return Waiting(Key(REPO, number), Held(why, said), at)  # type: ignore[arg-type]


def _snapshot(*waiting: Waiting, **changes: object) -> RepositorySnapshot:
    made = RepositorySnapshot(Key(REPO, 0), ListConfig(), Bounds(), f"https://github.example/{REPO}", PAGE, waiting)
    return replace(made, **changes)  # type: ignore[arg-type]


def _opened(snapshot: RepositorySnapshot) -> OpenIssue:
    (action,) = decide(snapshot).actions
    assert isinstance(action, OpenIssue)
    return action


def _then(snapshot: RepositorySnapshot, notice: Notice) -> list[EditIssue]:
    """What is edited when this issue stands."""
    kind = _kind(notice.body)
    actions = decide(replace(snapshot, notices={kind: notice})).actions
    assert all(isinstance(action, EditIssue) for action in actions)
    return [action for action in actions if isinstance(action, EditIssue)]


def _kind(body: str) -> NoticeKind:
    return "trial" if "notice trial" in body else "hindered"


LACKS = _snapshot(_waits(1, "permission", "contents"), bounds=Bounds(missing=frozenset(("contents", "checks"))))
RULED = _snapshot(_waits(1, "rule", "Cannot create ref."))
TRIED = _snapshot(_waits(1, "trial", "<one>", 1.0), _waits(2, "trial", "<two>", 2.0), config=TRIAL)


def test_a_trial_lists_what_would_be_done_the_newest_first() -> None:
    """In one issue, with how the trial ends."""
    body = _opened(TRIED).body
    assert body.index("<two>") < body.index("<one>")
    assert "`mode: normal` in `.github/shelver.yml`" in body
    by_operator = _opened(replace(TRIED, config=ListConfig(), bounds=Bounds(trial=True))).body
    assert "Whoever runs this server has put it on trial" in by_operator


def test_a_trial_without_anything_to_do_opens_nothing() -> None:
    """But an issue that stands does not go on to tell what would no longer be done."""
    snapshot = _snapshot(config=TRIAL)
    assert decide(snapshot).actions == ()
    (edit,) = _then(snapshot, Notice(7, _opened(TRIED).body))
    assert "there is nothing that I would do" in edit.body


def test_an_issue_holds_as_much_as_github_takes() -> None:
    """The eldest fall out, and it is said how many."""
    waiting = [_waits(number, "trial", f"<{number}>" + "x" * 9000, float(number)) for number in range(1, 21)]
    body = _opened(_snapshot(*waiting, config=TRIAL)).body
    assert len(body) < 60_000
    assert "the newest first; 14 older ones are left out:" in body
    assert "<20>" in body
    assert "<14>" not in body
    (closed,) = _then(_snapshot(), Notice(7, body))
    assert len(closed.body) < 60_000


@pytest.mark.parametrize("snapshot", [LACKS, RULED, TRIED])
def test_an_issue_that_says_so_already_is_left_as_it_is(snapshot: RepositorySnapshot) -> None:
    """Also where a browser changed its line ends, or a person closed it."""
    body = _opened(snapshot).body
    for notice in (Notice(7, body), Notice(7, body.replace("\n", "\r\n")), Notice(7, body, open=False)):
        assert _then(snapshot, notice) == []


@pytest.mark.parametrize("snapshot", [LACKS, RULED, TRIED])
def test_an_issue_is_closed_with_its_reason_and_opened_again_with_it(snapshot: RepositorySnapshot) -> None:
    """Once closed it is left alone, whoever opens it; when the reason comes back, it is the same issue."""
    body = _opened(snapshot).body
    (closing,) = _then(_snapshot(), Notice(7, body))
    assert (closing.number, closing.open) == (7, False)
    assert closing.body.startswith(("The trial is over", "Settled, thank you"))
    for is_open in (True, False):
        assert _then(_snapshot(), Notice(7, closing.body, open=is_open)) == []
    assert _then(snapshot, Notice(7, closing.body, open=False)) == [EditIssue(7, body, open=True)]


@pytest.mark.parametrize("snapshot", [LACKS, RULED, TRIED])
def test_an_issue_that_a_person_closed_is_opened_again_when_its_reason_comes_back(snapshot: RepositorySnapshot) -> None:
    """The end of the reason that it was closed in is noted in it, and opens nothing."""
    (over,) = _then(_snapshot(), Notice(7, _opened(snapshot).body, open=False))
    assert not over.open
    (again,) = _then(snapshot, Notice(7, over.body, open=False))
    assert again.open


def test_a_mark_that_somebody_took_away_is_put_back() -> None:
    """The issue is known by its number, too."""
    body = _opened(TRIED).body
    bare = Notice(7, "Only a test.")
    (edit,) = decide(replace(TRIED, notices={"trial": bare})).actions
    assert edit == EditIssue(7, body, open=True)
    (closing,) = decide(_snapshot(notices={"trial": bare})).actions
    assert isinstance(closing, EditIssue)
    assert not closing.open


def test_who_can_mend_it_reads_what_to_open_and_to_paste() -> None:
    """Every permission that is missing with its reason, and the page; of a rule the pattern that leaves us out."""
    lacks, ruled = _opened(LACKS).body, _opened(RULED).body
    assert "- *Contents: read and write*, to put new lines" in lacks
    assert "- *Checks: read and write*, to say" in lacks
    assert "Issues" not in lacks
    assert f"Open {PAGE}, and accept" in lacks
    assert "GitHub says: `Cannot create ref.`" in ruled
    assert f"https://github.example/{REPO}/settings/rules" in ruled
    assert "```text\nshelver/*\n```" in ruled
    assert "@" not in lacks + ruled


def test_what_is_missing_is_told_only_where_somebody_waits_for_it() -> None:
    """And where an issue can be opened at all."""
    missing = Bounds(missing=frozenset(("checks",)))
    assert decide(_snapshot(bounds=missing)).actions == ()
    assert decide(_snapshot(_waits(1, "permission", "contents"), bounds=missing)).actions == ()
    mute = Bounds(missing=frozenset(("issues", "contents")))
    plan = decide(_snapshot(_waits(1, "permission", "contents"), bounds=mute))
    assert plan.actions == ()
    assert "may open no issue" in plan.reason


ALL = (
    _waits(4, "stopped"),
    _waits(3, "trial"),
    _waits(2, "permission", "contents"),
    _waits(5, "rule"),
    _waits(1, "rule"),
)


@pytest.mark.parametrize(
    ("changes", "anew", "numbers"),
    [
        ({"config": ListConfig(enabled=False)}, True, []),
        ({}, True, [4, 3, 2, 1]),
        ({}, False, [4, 3, 2]),
        ({"bounds": Bounds(missing=frozenset(("contents",)))}, True, [4, 3, 1]),
        ({"config": TRIAL}, True, [4, 2, 5, 1]),
        ({"bounds": Bounds(trial=True)}, False, [4, 2, 5, 1]),
    ],
)
def test_who_need_not_wait_is_looked_at(changes: dict[str, object], anew: bool, numbers: list[int]) -> None:
    """Whether a rule is gone is tried with the eldest alone; in a trial all is shown in its issue."""
    assert [key.number for key in due(_snapshot(*ALL, **changes), anew=anew)] == numbers


def test_an_archive_is_left_in_peace_until_it_is_none() -> None:
    """Nobody is looked at and nothing told, whatever else there is to tell."""
    archived = replace(LACKS, waiting=(*LACKS.waiting, _waits(2, "archived")), archived=True)
    assert (due(archived, anew=True), decide(archived).actions) == ((), ())
    assert [key.number for key in due(replace(archived, archived=False), anew=False)] == [2]


def test_where_the_owner_stopped_us_nothing_is_told() -> None:
    """Not even that a trial is over."""
    notice = Notice(7, with_notice_mark("x", "trial"))
    assert decide(_snapshot(*ALL, config=ListConfig(enabled=False), notices={"trial": notice})).actions == ()
