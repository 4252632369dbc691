"""`shelver parse-issue`: what an issue proposes, as JSON, with the very functions of the bot."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.document.parse import parse
from bot.submission import ListFacts, ProposedPaper, facts_of, read_submission


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("parse-issue")(parse_issue)


def parse_issue(
    issue: Annotated[Path, typer.Argument(help='A JSON file: {"title": ..., "body": ...}; the body may be null.')],
    list_file: Annotated[
        Path | None, typer.Option("--list", help="The list's README; its headings make the reading surer.")
    ] = None,
) -> None:
    """Print the papers that an issue proposes, as JSON."""
    title, body = _read_issue(issue)
    facts = ListFacts() if list_file is None else facts_of(parse(_text_of(list_file)))
    submission = read_submission(title, body, list_facts=facts)
    answer = {"papers": [_as_json(paper) for paper in submission.papers]}
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def _as_json(paper: ProposedPaper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "name": paper.name,
        "id": str(paper.id) if paper.id else None,
        "links": [{"role": link.role, "label": link.label, "url": link.url} for link in paper.links],
        "section": paper.section,
    }


def _read_issue(path: Path) -> tuple[str, str | None]:
    """Title and body of the issue in a file; leaves the program where the file holds none."""
    try:
        issue = json.loads(_text_of(path))
    except json.JSONDecodeError as problem:
        raise _refusal(f"{path} is not JSON: {problem}") from problem
    except RecursionError as problem:
        raise _refusal(f"{path} is nested too deeply for an issue.") from problem
    if not isinstance(issue, dict):
        raise _refusal(f'{path} holds no issue; expected an object {{"title": ..., "body": ...}}.')
    title, body = issue.get("title"), issue.get("body")
    if title is None and body is None and not {"title", "body"} & issue.keys():
        raise _refusal(f'{path} has neither "title" nor "body".')
    if not isinstance(title, str | None) or not isinstance(body, str | None):
        raise _refusal(f'{path}: "title" and "body" must be texts (or null).')
    return title or "", body


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise _refusal(f"Cannot read {path}: {problem.strerror or problem}.") from problem
    except UnicodeDecodeError as problem:
        raise _refusal(f"{path} is not UTF-8 text.") from problem


def _refusal(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(2)
