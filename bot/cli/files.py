"""What commands on files share: reading a list, printing, and ending with a word. It loads no library."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from bot.document import NotUtf8, decode


def read_list(path: Path) -> str:
    """The text of a list's file; ends the program where there is none."""
    try:
        return decode(path.read_bytes())
    except NotUtf8 as error:
        stop(1, f"{path}: {error}")
    except OSError as error:
        stop(2, f"{path}: {error.strerror or error}")


def print_json(data: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
    """Print data as JSON that people can read too."""
    import json

    print(json.dumps(data, ensure_ascii=False, indent=2))


def print_bytes(text: str) -> None:
    """Print a text byte for byte, whatever the terminal would make of its line ends."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def stop(code: int, message: str) -> NoReturn:
    """End the program with a word on the error stream: 1 for a refusal, 2 for bad use."""
    print(message, file=sys.stderr)
    raise SystemExit(code)
