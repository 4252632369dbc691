"""The command line. Heavy imports wait inside the commands: `add` loads neither a server nor a database."""

import typer

from bot.cli import offline, parse_issue, service, tryout

app = typer.Typer(
    name="shelver",
    help="Turns a paper link in an issue into a merge-ready pull request for an awesome list.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
offline.register(app)
parse_issue.register(app)
service.register(app)
tryout.register(app)


def main() -> None:
    """Run `shelver`."""
    app()
