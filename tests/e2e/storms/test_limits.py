"""GitHub's limits in a whole walk: what must wait is put off, in the queue, and nothing is asked meanwhile."""

from datetime import timedelta

import pytest

from bot.sandbox.weather import Cut, Delay, Gate, Rule, Status
from tests.e2e.storms.stage import House, Stage, wait_until

SECONDARY = Status(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.")
#: With this patience a limit that comes without a number lasts for so long.
SLOW, CLOSED = 0.01, timedelta(seconds=0.6)


def test_a_secondary_limit_without_a_number(shared: House) -> None:
    """All looks of the account wait, also those that come meanwhile; then all is done as if nothing had been."""
    stage, other = Stage(shared), Stage(shared)
    shared.bot.kill()
    shared.bot.start(SHELVER_PATIENCE=str(SLOW))
    rule = shared.github.weather.add(Rule(f"POST /repos/{stage.repo.full_name}/pulls", SECONDARY, nth=1))
    stage.file("A paper", stage.link("instruct"))
    heard = f"{stage.owner}: GitHub's limit is reached"
    assert wait_until(lambda: heard in shared.bot.log.read_text(errors="replace"))
    before = len(shared.github.requests)
    stage.file("Another one", stage.link("mask"))
    other.file("A paper", other.link("instruct"))
    stage.settle()
    assert shared.github.weather.struck(rule) == 1
    ended = shared.github.weather.log[-1].at + CLOSED
    asked = [call for call in shared.github.requests[before:] if f"/{stage.repo.full_name}" in call.path]
    assert asked
    assert all(call.at >= ended for call in asked)
    assert (len(stage.repo.pulls("open")), len(other.repo.pulls("open"))) == (2, 1)
    assert [len(stage.repo.comments(number)) for number in (1, 2)] == [1, 1]
    shared.bot.restart()
    assert stage.look().actions == ()
    stage.close()
    other.close()


@pytest.mark.parametrize("killed", [False, pytest.param(True, marks=pytest.mark.storm)])
def test_a_burst_about_one_key_costs_one_more_look(shared: House, killed: bool) -> None:
    """Fifty edits come during a look that fails or dies: the next one sees them all, and the last of them counts."""
    stage, gate = Stage(shared), Gate()
    read = f"/repos/{stage.repo.full_name}/issues/1"
    rule = shared.github.weather.add(Rule(f"GET {read}", Cut("before", gate), nth=1))
    stage.file("A paper", stage.link("instruct"))
    assert gate.reached.wait(30)
    for number in range(49):
        stage.repo.edit_issue(1, title=f"A paper, said {number} times")
    stage.repo.edit_issue(1, body=stage.link("mask"))
    shared.github.wait_idle()
    if killed:
        shared.bot.kill()
    gate.opened.set()
    if killed:
        shared.bot.start()
    stage.settle()
    assert shared.github.weather.struck(rule) == 1
    reads = [call for call in shared.github.requests if call.path.endswith(read) and call.method == "GET"]
    assert 1 <= len(reads) <= 3
    (pull,) = stage.repo.pulls("open")
    assert stage.ids["mask"] in stage.repo.pull_diff(pull.number)
    assert stage.look().actions == ()
    stage.close()


@pytest.mark.storm
def test_a_noisy_repository_does_not_delay_others(shared: House) -> None:
    """While one has dozens of submissions waiting, and all that it asks is slow, another one is served at once."""
    noisy, quiet = Stage(shared), Stage(shared)
    shared.github.weather.add(Rule(f"* */repos/{noisy.repo.full_name}*", Delay(0.05)))
    numbers = [noisy.repo.open_issue(f"Paper {number}", noisy.link("known")).number for number in range(40)]
    quiet.file("A paper", quiet.link("instruct"))
    assert wait_until(lambda: bool(quiet.repo.comments(1)))
    left = [number for number in numbers if not noisy.repo.comments(number)]
    assert len(left) > len(numbers) / 2
    noisy.settle()
    assert all(noisy.repo.comments(number) for number in numbers)
    noisy.close()
    quiet.close()


@pytest.mark.storm
def test_a_flood_is_worked_off_day_by_day(shared: House) -> None:
    """With two a day, five submissions of one person are taken up in three days, all by themselves."""
    stage = Stage(shared)
    stage.repo.push_file(".github/shelver.yml", b"limits: {per_person: 2}\n", by=stage.owner)
    numbers = [stage.repo.open_issue("A paper", stage.link("known"), by="zoe").number for _ in range(5)]
    stage.settle()
    said = [stage.repo.comments(number) for number in numbers]
    assert [len(comments) for comments in said] == [1] * 5
    assert all("in the list already" in comments[0].body for comments in said)
    log = shared.bot.log.read_text(errors="replace")
    assert log.count(f"{stage.repo.full_name}#5: waits: 2 submissions a day are taken up of one person") > 0
    told = [call for call in shared.github.requests if call.method == "PATCH" and stage.repo.full_name in call.path]
    assert 1 <= len(told) <= 2, "one a day was told that it waits, and then what became of it"
    stage.close()
