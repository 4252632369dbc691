"""What one accepted submission and one command cost: calls to GitHub, and the time from webhook to work.

Run by hand: `.venv/bin/python -m tests.benchmarks.walk`. Prints each call from the webhook until the world is
settled, looks that our own writes might cause included, and the median of the waits of an idle bot.
"""

import statistics
import time
from collections import Counter

from bot.cli.tryout import tryout
from tests.e2e.conftest import LIST

_SAMPLES = 15


def main() -> None:
    """Measure and print."""
    with tryout() as (github, app, bot):
        repo = github.create_repo("ana/list", {"README.md": LIST.encode()})
        github.install(app, repo)
        for title, arxiv, note in (
            ("cold", "2305.06500", "first submission in the repository: token and label are new"),
            ("warm", "2208.12262", "token warm"),
        ):
            bot.settle(github)
            before = len(github.requests)
            repo.open_issue(title, f"https://arxiv.org/abs/{arxiv}", by="zoe")
            bot.settle(github)
            calls = github.requests[before:]
            print(f"\n{title} ({note}): {len(calls)} calls")
            for call in calls:
                print(f"  {call.method:6} {call.route:60} {call.status}")
        bot.settle(github)
        before = len(github.requests)
        repo.comment(repo.issues()[-1].number, "/section Papers", by="zoe")
        bot.settle(github)
        print(f"\na command that moves it: {len(github.requests) - before} calls")
        for call in github.requests[before:]:
            print(f"  {call.method:6} {call.route:60} {call.status}")
        waits = []
        for number in range(_SAMPLES):
            before = len(github.requests)
            started = time.perf_counter()
            repo.open_issue(f"question {number}", "How do I cite this list?", by="kim")
            while len(github.requests) == before:
                time.sleep(0.0005)
            waits.append((time.perf_counter() - started) * 1000)
            bot.settle(github)
        print(f"\nissue filed to the first call of its look, idle, {_SAMPLES} times: ", end="")
        print(f"median {statistics.median(waits):.0f} ms, from {min(waits):.0f} to {max(waits):.0f} ms")
        print("calls of a question (silence):", Counter(call.route for call in github.requests[before:]))


if __name__ == "__main__":
    main()
