"""Commands for the operator: run the bot, and ask it what it would do."""

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from github import GithubException

    from bot.github_app import Installation
    from bot.lookup import PaperService
    from bot.model import Key, Plan, PullSnapshot, SetBranch, Snapshot
    from bot.settings import ReaderSettings

_SUBJECT = re.compile(r"(?P<repo>[\w.-]+/[\w.-]+)(?:#(?P<number>[1-9][0-9]{0,9}))?")


def register(app: typer.Typer) -> None:
    """Add the operator's commands to the command line."""
    app.command()(serve)
    app.command()(plan)


def serve() -> None:
    """Take GitHub's webhooks and do the work. Settings come from SHELVER_* variables; see README.md."""
    import uvicorn
    from github import GithubException
    from requests import RequestException

    from bot.app import create_app
    from bot.settings import SettingsError, read_settings
    from bot.telemetry import set_up_logging
    from bot.worker import Worker

    try:
        settings = read_settings()
    except SettingsError as error:
        typer.echo("Shelver cannot start:", err=True)
        for problem in error.problems:
            typer.echo(f"- {problem}", err=True)
        raise typer.Exit(2) from error
    set_up_logging(secrets=settings.secrets)
    worker = Worker(settings)
    try:
        login = worker.tools.github.login()
        typer.echo(
            f"Shelver is {login} at {settings.github_url}, on http://{settings.host}:{settings.port}",
            err=True,
        )
    except (GithubException, RequestException) as error:
        if isinstance(error, RequestException) or error.status >= 500 or error.status == 429:
            # Weather: what arrives is queued, and done when GitHub answers again.
            said = f"{error}" if isinstance(error, RequestException) else _said(error)
            typer.echo(f"{settings.github_url} does not answer yet: {said}", err=True)
        else:
            refusal = f"{settings.github_url} does not accept SHELVER_APP_ID {settings.app_id} with this private key"
            typer.echo(f"Shelver cannot start:\n- {refusal}: {_said(error)}", err=True)
            raise typer.Exit(2) from error
    uvicorn.run(
        create_app(worker, settings.webhook_secrets, settings.accounts.serves),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=10,
    )


def plan(
    subject: Annotated[
        str, typer.Argument(metavar="OWNER/REPO#N", help="An issue or pull request; with --open a repository.")
    ],
    every: Annotated[bool, typer.Option("--open", help="All open issues, with a table at the end.")] = False,
    login: Annotated[str, typer.Option(help="The app's login, to know its own comments by.")] = "shelver[bot]",
) -> None:
    """Print what Shelver would do, with the very texts, and do nothing.

    Where SHELVER_DATA or SHELVER_DATABASE_URL name those of a bot, what that one waits for is told, too.
    Reads with GITHUB_TOKEN, or with no token where the repository is public (GitHub then allows 60 requests
    an hour).
    """
    from github import GithubException
    from requests import RequestException

    from bot.model import Key
    from bot.observe import Gone

    match = _SUBJECT.fullmatch(subject)
    if match is None or bool(match["number"]) == every:
        expected = "OWNER/REPO with --open" if every else "OWNER/REPO#NUMBER, such as ana/awesome-vl#12"
        typer.echo(f"{subject!r} is not understood; expected {expected}", err=True)
        raise typer.Exit(2)
    repo = match["repo"]
    try:
        with _reader(login) as (installation, papers):
            numbers = list(_open_issues(installation, repo)) if every else [int(match["number"])]
            rows = []
            for number in numbers:
                snapshot, decided = _decide(Key(repo, number, edited=True), installation, papers)
                typer.echo(_show(snapshot, decided))
                for line in _awaited(snapshot.key):
                    typer.echo(line)
                rows.append((number, decided))
    except Gone as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    except GithubException as error:
        typer.echo(f"GitHub refuses: {_said(error)}", err=True)
        raise typer.Exit(1) from error
    except RequestException as error:
        typer.echo(f"GitHub does not answer: {error}", err=True)
        raise typer.Exit(1) from error
    if every:
        typer.echo(f"{len(rows)} open issues")
        for number, decided in rows:
            does = ", ".join(dict.fromkeys(type(action).__name__ for action in decided.actions)) or "nothing"
            typer.echo(f"  #{number:<6} {does:<50} {decided.reason}")


def _awaited(key: "Key") -> Iterator[str]:
    """What a bot with the same settings waits for; nothing where there is none."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.database import exists

    settings = reader_settings()
    try:
        if exists(settings.database_url):
            # It takes a second to load the queue, which most who ask do not have.
            from bot.awaited import awaited

            yield from (f"  waits for {line}" for line in awaited(settings.database_url, settings.turns_url, key))
    except SQLAlchemyError as error:
        yield f"  what it waits for cannot be read: {str(error).partition(chr(10))[0]}"


@contextmanager
def _reader(login: str) -> Iterator[tuple["Installation", "PaperService"]]:
    """Someone who may read: by the token in GITHUB_TOKEN, or nobody in particular."""
    from github import Auth

    from bot.github_app import Installation, connect
    from bot.lookup import paper_service

    token = os.environ.get("GITHUB_TOKEN", "").strip()
    settings = reader_settings()
    github = connect(settings.github_url, Auth.Token(token) if token else None)
    with closing(github), paper_service(settings) as papers:
        yield Installation(github, login, datetime.fromtimestamp(0, UTC)), papers


def reader_settings() -> "ReaderSettings":
    """The settings of a person at the command line; ends the program where they are wrong."""
    from bot.settings import SettingsError, read_reader_settings

    try:
        return read_reader_settings()
    except SettingsError as error:
        for problem in error.problems:
            typer.echo(problem, err=True)
        raise typer.Exit(2) from error


def _open_issues(installation: "Installation", repo: str) -> Iterator[int]:
    for issue in installation.github.get_repo(repo).get_issues(state="open"):
        if "pull_request" not in issue.raw_data:
            yield issue.number


def _decide(
    key: "Key", installation: "Installation", papers: "PaperService"
) -> tuple["Snapshot | PullSnapshot", "Plan"]:
    from bot.decide import decide, wish
    from bot.linkcheck import link_checker
    from bot.observe import IsPull, observe
    from bot.observe_pull import observe_pull

    snapshot: Snapshot | PullSnapshot
    try:
        snapshot = observe(key, installation, papers.look_up)
    except IsPull:
        with link_checker(reader_settings()) as links:
            snapshot = observe_pull(replace(key, pull=True), installation, papers.look_up, links.check)
    # What a trial would do is shown as it would be done.
    stopped = snapshot.config is not None and not snapshot.config.enabled
    return snapshot, decide(snapshot) if stopped else wish(snapshot)


def _show(snapshot: "Snapshot | PullSnapshot", decided: "Plan") -> str:
    """A plan as a person reads it: what and why, then every text and the diff. `#N` is what it would open."""
    from dataclasses import fields

    from bot.model import PULL_NUMBER, CommitFix, CompleteCheck, PullSnapshot, Review, SetBranch

    title = snapshot.pull.title if isinstance(snapshot, PullSnapshot) else snapshot.issue.title
    lines = [f"{snapshot.key} {title!r}: {decided.reason}"]
    if not decided.actions:
        lines.append("  nothing to do")
    for action in decided.actions:
        lines.append(f"  {type(action).__name__}")
        for field in fields(action):
            value = getattr(action, field.name)
            value = value.replace(PULL_NUMBER, "N") if isinstance(value, str) else value
            if isinstance(action, SetBranch) and field.name == "files":
                lines.extend(_changes(snapshot, action))
            elif isinstance(action, SetBranch) and field.name == "base":
                continue
            elif isinstance(value, str) and "\n" in value:
                lines.append(f"    {field.name}:")
                lines.extend(f"    | {line}" for line in value.splitlines())
            elif isinstance(action, Review) and field.name == "remarks":
                for remark in action.remarks:
                    lines.append(f"    at {remark.path}, line {remark.line}:")
                    lines.extend(f"    | {line}" for line in remark.body.splitlines())
            elif isinstance(action, CompleteCheck) and field.name == "annotations":
                lines.append(f"    annotations: {len(action.annotations)}")
            elif isinstance(action, CommitFix) and field.name in ("files", "otherwise"):
                continue
            elif value not in (None, (), False):
                lines.append(f"    {field.name}: {value}")
    if decided.look_again is not None:
        lines.append(f"  looks again in {decided.look_again} s")
    return "\n".join([*lines, ""])


def _changes(snapshot: "Snapshot | PullSnapshot", action: "SetBranch") -> Iterator[str]:
    """The files that a branch changes, each with its diff."""
    from bot.document import split_lines

    before = snapshot.list_file.texts if snapshot.list_file else {}
    for file in action.files:
        yield f"    {file.path}:"
        yield from (f"    | {line}" for line in _diff(split_lines(before.get(file.path, "")), split_lines(file.text)))


def _diff(before: list[str], after: list[str]) -> Iterator[str]:
    from difflib import unified_diff

    for line in unified_diff(before, after, n=1):
        if not line.startswith(("---", "+++")):
            yield line.rstrip("\r\n")


def _said(error: "GithubException") -> str:
    """What GitHub said, in one line."""
    said = error.data.get("message") if isinstance(error.data, dict) else None
    return f"{error.status} {said or error.message or ''}".strip()
