"""Logs for the operator: one line an event on standard error, time in UTC, never a secret."""

import logging
import sys
import time


def set_up_logging(level: int = logging.INFO) -> None:
    """Let our log speak at `level`, and libraries only when something is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    formatter = logging.Formatter("%(asctime)sZ %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(level)
    # PyGithub logs every request at INFO with its headers; DBOS has a handler of its own.
    logging.getLogger("github").setLevel(logging.WARNING)
    dbos = logging.getLogger("dbos")
    dbos.handlers.clear()
    dbos.propagate = True
