"""`shelver init`: a configuration and an issue form for a list, made of what was learned of it."""

import gc
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from bot.cli.arguments import ListArgument
from bot.cli.files import read_list, stop
from bot.cli.owner import repository_of
from bot.config import CONFIG_PATH
from bot.document import ListDocument, NotUtf8, decode, parse
from bot.onboarding import is_mirror, learned_of
from bot.scaffold import FORM_PATH, config_text, form_text
from bot.sections import is_paper_list


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(init)


def init(
    readme: ListArgument,
    write: Annotated[bool, typer.Option("--write", help="Write the files; without it they are printed.")] = False,
    directory: Annotated[
        Path | None,
        typer.Option(help="The repository; left out: the one that the list stands in.", metavar="REPO"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there already.")] = False,
) -> None:
    """Write a configuration and an issue form.

    Both are made of what Shelver learned of the list. The configuration, .github/shelver.yml, says what was
    learned, all of it commented out: it changes nothing until you take a # off. The form,
    .github/ISSUE_TEMPLATE/paper.yml, offers the list's own sections. Files that are there already are kept, unless
    --force is given. Exits with 1 where nothing can be written.
    """
    gc.disable()
    text = read_list(readme)
    document = parse(text)
    if not is_paper_list(document):
        stop(1, f"{readme}: no paper list found: no section has five entries most of which link to papers")
    repository = (directory or repository_of(readme)).resolve()
    if not repository.is_dir():
        stop(2, f"{repository}: there is no such directory")
    try:
        file = readme.resolve().relative_to(repository).as_posix()
    except ValueError:
        stop(2, f"{readme} is not in {repository}; name its repository with --directory")
    learned = learned_of(document, file, tuple(_mirrors(readme, repository, document)))
    texts = {CONFIG_PATH: config_text(learned), FORM_PATH: form_text(learned)}
    if not write:
        for path, content in texts.items():
            print(f"# {path}{_kept(repository / path, force)}\n\n{content}")
        return
    written = [path for path, content in texts.items() if _written(repository / path, content, force)]
    if not written:
        stop(1, "nothing was written: both files are there already; --force writes over them")


#: So many files beside the list are looked at, and none that is larger.
_MOST_FILES: Final = 40
_LARGEST: Final = 2_000_000


def _mirrors(readme: Path, repository: Path, document: ListDocument) -> list[str]:
    """The files beside the list that hold the same papers."""
    found = []
    for path in sorted(readme.resolve().parent.glob("*.md"))[:_MOST_FILES]:
        try:
            if path == readme.resolve() or not path.is_file() or path.stat().st_size > _LARGEST:
                continue
            if is_mirror(document, decode(path.read_bytes())):
                found.append(path.relative_to(repository).as_posix())
        except (OSError, NotUtf8, ValueError):
            continue
    return found


def _kept(path: Path, force: bool) -> str:
    return " (there already; --write keeps it)" if path.exists() and not force else ""


def _written(path: Path, content: str, force: bool) -> bool:
    """Write a file, unless it is there; tell what was done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
    except FileExistsError:
        print(f"{path}: kept, since it is there already; --force writes over it", file=sys.stderr)
        return False
    except OSError as error:
        stop(1, f"{path}: {error.strerror or error}")
    print(f"{path}: written")
    return True
