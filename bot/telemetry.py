"""Logs for the operator: one line an event on standard error, time in UTC, never a secret.

Errors are told in the words of others: of GitHub, of a page, of a stranger's post. So nothing in them ends a line,
steers a terminal, or shows what is secret.
"""

import logging
import re
import sys
import time
from collections.abc import Iterable
from typing import Final


def set_up_logging(level: int = logging.INFO, secrets: Iterable[str] = ()) -> None:
    """Let our log speak at `level`, and libraries only when something is wrong; `secrets` are never shown."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine(secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(level)
    # PyGithub logs every request at INFO with its headers; DBOS has a handler of its own.
    logging.getLogger("github").setLevel(logging.WARNING)
    dbos = logging.getLogger("dbos")
    dbos.handlers.clear()
    dbos.propagate = True


class _OneLine(logging.Formatter):
    """An event's line, and below it an error's own, each with a mark in front that no event has."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self.converter = time.gmtime
        super().__init__("%(asctime)sZ %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
        known = {line for secret in secrets for line in (secret, *secret.splitlines()) if len(line) >= _SHORTEST}
        words = [re.escape(secret) for secret in sorted(known, key=len, reverse=True)]
        self._secret = re.compile("|".join([*words, *_SECRETS]))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The event's own line."""
        return self._shown(super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        """The event's line and the error's."""
        told = super().format(record)
        first, *error = told.split("\n")
        return "\n".join([first, *(f"| {self._shown(line)}" for line in error)])

    def _shown(self, line: str) -> str:
        line = self._secret.sub("[secret]", line)
        return line if line.isprintable() else "".join(_seen(sign) for sign in line)


def _seen(sign: str) -> str:
    return sign if sign.isprintable() else sign.encode("unicode_escape").decode()


#: A shorter word is no secret: to take it out would tear other words.
_SHORTEST: Final = 8
#: What secrets look like: tokens of GitHub's, https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/,
#: JSON web tokens, keys, headers that hold one, and passwords in addresses.
_SECRETS: Final = (
    r"\b(?:gh[a-z]_|github_pat_)[A-Za-z0-9_]{16,}",
    r"\beyJ[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]+){1,2}",
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*",
    r"(?i:(?<=authorization: )|(?<=authorization': ['\"]))(?:\w+ )?[^\s'\"]+",
    r"(?<=://)[^\s/:@]*:[^\s/@]+(?=@)",
)
