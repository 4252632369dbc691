"""The demo's story: example issues are filed on the embedded GitHub, and what happens is told as it happens."""

import re
import time
from typing import TYPE_CHECKING

import typer

from bot.cli.tryout import BotProcess

if TYPE_CHECKING:
    from bot.sandbox import Repository, Sandbox

_HIDDEN = re.compile(r"\n*<!--.*?-->", re.DOTALL)

#: Who files what; the first must end in a pull request.
_ISSUES = (
    ("zoe", "Add InstructBLIP", "Hi! This one is missing: https://arxiv.org/abs/2305.06500"),
    ("max", "BLIP-2", "Please add https://arxiv.org/pdf/2301.12597v2, thanks!"),
    ("kim", "Which one is better for captioning?", "I have one GPU. Is https://arxiv.org/abs/2205.14100 a good start?"),
)


def run_demo(github: "Sandbox", repo: "Repository", bot: BotProcess, started: float) -> bool:
    """File the issues and print what comes of them. Returns whether the main job was done."""
    bot.settle(github)
    _say(f"Ready after {time.monotonic() - started:.1f} s. Look around while it runs:", repo.html_url)
    works = False
    for login, title, body in _ISSUES:
        works |= _file(github, repo, bot, login, title, body)
    if works:
        pull = repo.pulls()[0].number
        _say("Done. Nothing was merged; that click is a maintainer's:", f"{repo.html_url}/pull/{pull}")
        _say("In a terminal `shelver demo` stays up, with pages to do all this yourself and to try your own list.")
    else:
        _say("The pull request did not come. Shelver's log:", bot.log.read_text(errors="replace")[-3000:])
    return works


def _file(github: "Sandbox", repo: "Repository", bot: BotProcess, login: str, title: str, body: str) -> bool:
    """File one issue and print what comes of it. Returns whether a pull request with one added line stands."""
    deliveries, pulls = len(github.deliveries), {pull.number for pull in repo.pulls()}
    typer.echo(f"\n--- {login} opens an issue: {title}\n    {body}")
    started = time.monotonic()
    issue = repo.open_issue(title, body, by=login).number
    _say(f"#{issue}", f"{repo.html_url}/issues/{issue}")
    bot.settle(github)
    seconds = time.monotonic() - started
    first = github.deliveries[deliveries]
    _say(f"A signed webhook `{first.event}` was answered {first.status_code}; all was done after {seconds:.1f} s.")
    new = [pull for pull in repo.pulls() if pull.number not in pulls]
    diff = ""
    for pull in new:
        diff = repo.pull_diff(pull.number)
        _say(f"Pull request #{pull.number}: {pull.title}", f"{repo.html_url}/pull/{pull.number}")
        _quote(_HIDDEN.sub("", pull.body or ""))
        _say("Its diff:")
        _quote(diff)
    comments = repo.comments(issue)
    for comment in comments:
        _say(f"{comment.author} comments on #{issue}:")
        _quote(_HIDDEN.sub("", comment.body))
    if not new and not comments:
        _say("Shelver stays silent: no paper is proposed here.")
    changed = [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return len(changed) == 1 and changed[0].startswith("+")


def _say(text: str, more: str = "") -> None:
    typer.echo(f"  {text}" + (f"\n    {more}" if more else ""))


def _quote(text: str) -> None:
    for line in text.rstrip().splitlines():
        typer.echo(f"    | {line}")
