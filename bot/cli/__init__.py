"""The command line. Only the module of the command that is asked for is loaded: `add` knows no server."""

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

#: Which module holds which command; each module's `register` adds its commands.
_COMMANDS = {
    "add": "bot.cli.offline",
    "explain": "bot.cli.explain",
    "lint": "bot.cli.lint",
    "fix": "bot.cli.fix",
    "rule": "bot.cli.rule",
    "sort": "bot.cli.sort",
    "init": "bot.cli.init",
    "paper": "bot.cli.paper",
    "replay": "bot.cli.replay",
    "parse-issue": "bot.cli.parse_issue",
    "serve": "bot.cli.service",
    "plan": "bot.cli.service",
    "sandbox": "bot.cli.tryout",
    "demo": "bot.cli.tryout",
}
#: Commands that start at once: their module's `main` reads its arguments by itself, and no library is loaded.
_QUICK = ("lint", "fix", "rule")


def _end(code: int) -> NoReturn:
    """End at once: to take apart all that was loaded takes a tenth of the whole run, and frees what ends anyway."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError, ValueError):
            stream.flush()
    os._exit(code)


def main() -> None:
    """Run `shelver`."""
    if sys.argv[1:2] and sys.argv[1] in _QUICK:
        try:
            _end(import_module(_COMMANDS[sys.argv[1]]).main(sys.argv[2:]))
        except BrokenPipeError:  # whoever reads only the head has gone
            _end(1)
    import typer

    app = typer.Typer(
        name="shelver",
        help="Turns a paper link in an issue into a merge-ready pull request for an awesome list.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    # A lone command would be run without its name; a callback keeps the name needed.
    app.callback()(lambda: None)
    asked = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    # Help, and a word that is no command, need all of them.
    names = [name for name in _COMMANDS if asked not in _COMMANDS or _COMMANDS[name] == _COMMANDS[asked]]
    for module in dict.fromkeys(_COMMANDS[name] for name in names):
        if hasattr(loaded := import_module(module), "register"):
            loaded.register(app)
        else:  # for the list of commands
            app.command(module.rpartition(".")[2], help=loaded.ABOUT)(lambda: None)
    app()
