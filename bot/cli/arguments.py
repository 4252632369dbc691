"""The arguments that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

#: The argument of the commands on a list.
ListArgument = Annotated[Path, typer.Argument(help="The list's file.", metavar="README.md", show_default=False)]
#: The option of the commands that look for a configuration by themselves.
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        help="The owner's configuration; left out: .github/shelver.yml in the list's repository, if there is one.",
        metavar="FILE",
    ),
]
