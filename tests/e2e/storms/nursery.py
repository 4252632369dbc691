"""A process that has imported the bot and forks one whenever it is asked to: what takes seconds is done once.

Reads lines of JSON, `{"environment": {...}, "log": "path"}`, starts `shelver serve` for each and answers with its
process id. When its input ends, it ends, and its children with it.
"""

import json
import os
import signal
import sys

import bot.app
import bot.worker
from bot.cli.service import serve


def _be_the_bot(environment: dict[str, str], log: str) -> None:
    """In the child: become what `shelver serve` is."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environment)
    nothing, file = os.open(os.devnull, os.O_RDONLY), os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(nothing, 0)
    os.dup2(file, 1)
    os.dup2(file, 2)
    serve()


def main() -> None:
    """Serve until the input ends."""
    # The kernel takes the dead away by itself, so that a process id that is gone is a process that is gone.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    children = []
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                _be_the_bot(order["environment"], order["log"])
                status = 0
            finally:
                os._exit(status)
        children.append(child)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
    for child in children:
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            continue


# What the bot loads only when it starts is loaded here, once.
assert bot.app
assert bot.worker
if __name__ == "__main__":
    main()
