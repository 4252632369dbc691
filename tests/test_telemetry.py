"""The log: one line an event, whatever an error says, and never a secret."""

import io
import logging
import re
from collections.abc import Iterator

import pytest

from bot.telemetry import set_up_logging

LOG = logging.getLogger("bot")
LINE = "MIIEowIBAAKCAQEAn4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8"
KEY = f"-----BEGIN RSA PRIVATE KEY-----\n{LINE}\n-----END RSA PRIVATE KEY-----\n"
SECRETS = ("sixteen signs or more", "key-of-a-service", "pass w0rd", KEY)


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    """What our log tells as the bot sets it up; afterwards all is as it was."""
    root, ours = logging.getLogger(), logging.getLogger("bot")
    before, level, our_level = root.handlers[:], root.level, ours.level
    set_up_logging(secrets=SECRETS)
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    handler.setStream(stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    ours.setLevel(our_level)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a\n2026-11-24T14:02:00Z INFO bot: all is well", r"a\n2026-11-24T14:02:00Z INFO bot: all is well"),
        ("a\r\x1b[2Jb\x9b\u2028\u202ec\u200b", r"a\r\x1b[2Jb\x9b\u2028\u202ec\u200b"),
        ("模型 é 😀", "模型 é 😀"),
        ("token ghs_16C7e42F292c6912E7710c838347Ae178B4a, ghs", "token [secret], ghs"),
        ("Authorization: token abc and more", "Authorization: [secret] and more"),
        ("{'Authorization': 'Bearer abc'}", "{'Authorization': '[secret]'}"),
        ("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiI3In0.c2ln is refused", "[secret] is refused"),
        ("postgresql://shelver:hunter2@db/shelver is down", "postgresql://[secret]@db/shelver is down"),
        ("signed with sixteen signs or more by key-of-a-service", "signed with [secret] by [secret]"),
        (LINE, "[secret]"),
        (
            "https://github.com/ana/list@main and ana@example.org",
            "https://github.com/ana/list@main and ana@example.org",
        ),
    ],
)
def test_an_event_is_one_line_without_secrets(told: io.StringIO, said: str, shown: str) -> None:
    """What ends a line, steers a terminal or is secret is shown as what it is, or not at all."""
    LOG.warning("%s", said)
    line = told.getvalue()
    assert re.sub(r"^\S+Z WARNING +bot: ", "", line) == f"{shown}\n"


def test_an_error_forges_no_event_and_tells_no_secret(told: io.StringIO) -> None:
    """The lines of an error have a mark in front, and go through the same sieve."""
    try:
        msg = f"no\n2026-11-24T14:02:00Z INFO    bot: all is well\x1b[2J {KEY}"
        raise ValueError(msg)
    except ValueError:
        LOG.exception("it failed")
    first, *error = told.getvalue().splitlines()
    assert first.endswith("ERROR   bot: it failed")
    assert error
    assert all(line.startswith("| ") for line in error)
    assert "\x1b" not in "".join(error)
    assert "MIIE" not in "".join(error)
