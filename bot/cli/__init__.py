"""The command line. Only the module of the command that is asked for is loaded: `add` knows no server."""

import sys
from importlib import import_module

import typer

#: Which module holds which command; each module's `register` adds its commands.
_COMMANDS = {
    "add": "bot.cli.offline",
    "explain": "bot.cli.explain",
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


def main() -> None:
    """Run `shelver`."""
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
    for module in [_COMMANDS[asked]] if asked in _COMMANDS else dict.fromkeys(_COMMANDS.values()):
        import_module(module).register(app)
    app()
