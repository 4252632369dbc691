"""The list owner's configuration, for the commands that go by it. Its libraries are only loaded where there is one."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.cli.files import stop
from bot.document import ListDocument

if TYPE_CHECKING:
    from bot.config import ListConfig


def read_owner(config: Path | None, repository: Path | None = None) -> "ListConfig | None":
    """What the owner says: in the file that is named, or else in that of the repository; None where there is none.

    Ends the program where a file that is named is not there, or where one holds mistakes.
    """
    if config is None:
        if repository is None or not (repository / _PATH).is_file():
            return None
        config = repository / _PATH
        print(f"by the configuration {config}", file=sys.stderr)
    from bot.config import ConfigError, read_config

    try:
        return read_config(config.read_bytes(), config.name)
    except OSError as error:
        stop(2, f"{config}: {error.strerror or error}")
    except ConfigError as error:
        stop(2, "\n".join(f"{config}{f', line {one.line}' if one.line else ''}: {one.text}" for one in error.problems))


def tell_unknown(owner: "ListConfig | None", document: ListDocument) -> None:
    """Tell which sections the owner speaks of that the list does not have."""
    if owner is None:
        return
    from bot.config import section_problem

    if problem := section_problem(owner, [section.path for section in document.sections], "the configuration"):
        print(problem.replace("`", '"'), file=sys.stderr)


def repository_of(file: Path) -> Path:
    """The nearest directory above a file that git keeps, else the file's own."""
    above = file.resolve().parents
    return next((folder for folder in above if (folder / ".git").exists()), above[0])


#: bot.config.CONFIG_PATH, which would load the libraries.
_PATH: Final = ".github/shelver.yml"
