"""Names of branches as people choose them: none leads us to another branch."""

import pytest

from tests.e2e.conftest import LIST, World
from tests.e2e.test_review import CLUMSY, GOOD

LAST = "- **[CLIP-ViL]**"


@pytest.mark.parametrize(
    "fork", [pytest.param(True, id="fork", marks=pytest.mark.storm), pytest.param(False, id="branch")]
)
@pytest.mark.parametrize("branch", ["main#1", "fix-#12", "a%2e", "a&b=c", "deep/über/名"])
def test_fixes_are_committed_onto_the_branch_of_that_name(world: World, branch: str, fork: bool) -> None:
    """What an address takes for its own sign stands in the name; the branch that is called like its beginning stays."""
    pull = world.propose(LIST.replace(LAST, CLUMSY + LAST), branch=branch, fork=fork)
    where = world.repo.fork("zoe") if fork else world.repo
    before = where.branches()["main"]
    world.repo.comment(pull, "/fix", by="zoe")
    world.settle()
    assert world.head_text(pull) == LIST.replace(LAST, GOOD + LAST)
    assert where.branches()["main"] == before
    assert [one.number for one in world.repo.pulls("open")] == [pull]
