"""A process that has imported the bot and forks one whenever it is asked to: what takes seconds is done once.

Reads lines of JSON, `{"environment": {...}, "log": "path"}`, starts `shelver serve` for each and answers with its
process id. When its input ends, it ends, and its children with it: they see that the pipe ends that they share with it.
It kills none by its number, which may be somebody else's by then: there are few numbers, and a storm uses thousands.
"""

import json
import os
import signal
import sys
import threading

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


def _end_with(pipe: int) -> None:
    """In the child: end at once when the process that forked it does."""
    os.read(pipe, 1)
    os._exit(1)


def main() -> None:
    """Serve until the input ends."""
    # The kernel takes the dead away by itself, so that a process id that is gone is a process that is gone.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    lives, held = os.pipe()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.close(held)
                threading.Thread(target=_end_with, args=(lives,), daemon=True).start()
                _be_the_bot(order["environment"], order["log"])
                status = 0
            finally:
                os._exit(status)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


# What the bot loads only when it starts is loaded here, once.
assert bot.app
assert bot.worker
if __name__ == "__main__":
    main()
