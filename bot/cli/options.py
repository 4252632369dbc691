"""The options of the commands that must start at once: they look like all the others, and load no library."""

import argparse
import os
from collections.abc import Sequence
from typing import Any, Final, NoReturn


class Options(argparse.ArgumentParser):
    """The arguments and options of one command; help and mistakes are told as those of the other commands are."""

    def __init__(self, command: str, argument: str, text: str) -> None:
        self._head = f"Usage: shelver {command} [OPTIONS] {argument}"
        self._text = text
        self._rows: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
        super().__init__(prog=f"shelver {command}", usage=argparse.SUPPRESS, add_help=False, allow_abbrev=False)

    def argument(self, name: str, shown: str, told: str, **more: Any) -> None:
        """Add an argument; `shown` is what stands for it in the help."""
        self.add_argument(name, **more)
        self._rows["Arguments"].append((shown, told))

    def option(self, *names: str, told: str, **more: Any) -> None:
        """Add an option."""
        self.add_argument(*names, **more)
        metavar = f" {more['metavar']}" if "metavar" in more else ""
        self._rows["Options"].append((", ".join(names) + metavar, told))

    def read(self, arguments: Sequence[str]) -> Any:
        """What was asked for. Ends the program where that is help, and where it cannot be understood."""
        self.add_argument("--help", action="help")
        self._rows["Options"].append(("--help", "Show this message and exit."))
        return self.parse_intermixed_args(arguments)

    def format_help(self) -> str:
        """The command's page."""
        from textwrap import fill

        width = max(min(columns(), _WIDEST) - 2, _NARROWEST)
        paragraphs = [
            fill(" ".join(part.split()), width, initial_indent="  ", subsequent_indent="  ")
            for part in self._text.strip().split("\n\n")
        ]
        blocks = [self._head, *paragraphs]
        for title, rows in self._rows.items():
            left = min(max((len(shown) for shown, _ in rows), default=0), _WIDEST_OPTION) + 4
            lines = [f"{title}:"]
            for shown, told in rows:
                if len(shown) + 4 > left:
                    lines.append(f"  {shown}")
                    shown = ""
                first = f"  {shown}".ljust(left)
                lines.append(fill(told, width, initial_indent=first, subsequent_indent=" " * left))
            blocks.append("\n".join(lines))
        return "\n\n".join(blocks) + "\n"

    def format_usage(self) -> str:
        """The command's first line."""
        return f"{self._head}\n"

    def error(self, message: str) -> NoReturn:
        """End the program: it was asked for something that it cannot understand."""
        self.exit(2, f"{self._head}\nTry '{self.prog} --help' for help.\n\nError: {message}\n")

    def _get_formatter(self) -> argparse.HelpFormatter:
        # With a width it does not ask for the terminal's, for which it would load what takes long to load.
        return argparse.HelpFormatter(self.prog, width=_NARROWEST)


def columns(default: int = 100) -> int:
    """How wide the terminal is, as `COLUMNS` says or it says itself."""
    said = os.environ.get("COLUMNS", "")
    if said.isdigit() and int(said) > 0:
        return int(said)
    for stream in (1, 2):
        try:
            return os.get_terminal_size(stream).columns or default
        except OSError:
            continue
    return default


_WIDEST: Final = 80
_NARROWEST: Final = 40
_WIDEST_OPTION: Final = 26
