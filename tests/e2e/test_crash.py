"""A bot that is killed in the middle of its work leaves nothing undone and nothing doubled.

Here it is `shelver serve` itself, once; every step of every story is in `storms`, with a bot that starts faster.
"""

import signal

from bot.cli.tryout import tryout, wait_until
from tests.builders import LIST

#: The commit is made, the branch not.
_ANSWERED = 10


def test_killed_and_started_again() -> None:
    """Killed in the middle of its writes and started again, it ends in the world of an undisturbed run."""
    with tryout() as (github, app, bot):
        repo = github.create_repo("ana/list", {"README.md": LIST.encode()})
        github.install(app, repo)
        bot.settle(github)
        before = len(github.requests)
        number = repo.open_issue("Add a paper", "https://arxiv.org/abs/2305.06500", by="zoe").number
        github.wait_idle()
        assert wait_until(lambda: len(github.requests) >= before + _ANSWERED, 30)
        assert bot.process is not None
        bot.process.send_signal(signal.SIGKILL)
        bot.process.wait()
        bot.start()
        bot.settle(github)
        (pull,) = repo.pulls()
        assert repo.pull_diff(pull.number).count("\n+- **[InstructBLIP]**") == 1
        (comment,) = repo.comments(number)
        assert f"#{pull.number} adds this line" in comment.body or f"ready in #{pull.number}" in comment.body
        assert sorted(repo.branches()) == ["main", f"shelver/issue-{number}"]
        assert repo.labels(number) == ["submission"]
