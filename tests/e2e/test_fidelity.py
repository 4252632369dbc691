"""One whole story, every call of which is answered as GitHub's own description says."""

import re
from pathlib import Path

import pytest

from bot.cli.tryout import tryout
from bot.sandbox import api
from tests.sandbox.fidelity import description
from tests.sandbox.fidelity.recorder import recording, told

from .conftest import LIST, World

pytestmark = pytest.mark.skipif(
    not description.installed("2022-11-28"), reason="githubkit-schemas-2022-11-28 is not installed"
)


def test_a_story_is_told_in_githubs_words(tmp_path: Path) -> None:
    """Filed, moved by a command, edited, merged: all that the bot asks and hears fits the description."""
    with recording() as recorder, tryout() as (github, app, bot):
        repo = github.create_repo("ana/list", {"README.md": LIST.encode()})
        world = World(github, app, bot, repo, tmp_path)
        world.install()
        number = world.file("Add a paper", "https://arxiv.org/abs/2305.06500")
        repo.comment(number, "/section CLIP-related", by="zoe")
        world.settle()
        repo.edit_issue(number, title="Add InstructBLIP")
        world.settle()
        repo.merge(world.pull(), by="ana")
        world.settle()
        assert repo.issue(number).state == "closed"
        known = {f"{m} {re.sub(':path}', '}', r.path)}" for r in api.routes() for m in r.methods or ()}
        used = {f"{one.method} {one.route}" for one in recorder.exchanges}
        assert "PATCH /repos/{owner}/{repo}/git/refs/{name}" in used
        assert used <= known
        assert recorder.drifts() == []
        assert {event: lines for event, lines in told(github).items() if lines} == {}
        assert [one for one in recorder.exchanges if one.status >= 500] == []
