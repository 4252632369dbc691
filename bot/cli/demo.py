"""The demo's story: issues and a clumsy pull request on the embedded GitHub, and what happens, told as it happens."""

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

#: What somebody adds by hand: a line with slips, and a paper that the list has.
_CLUMSY = (
    "* **[FILIP ]** Fine-grained  Interactive Language-Image Pre-Training "
    "[[paper]](https://arxiv.org/abs/2111.07783v1) \n"
)
_TWICE = "- **[ViLT]** Transformer Without Convolution [[pdf]](https://arxiv.org/pdf/2102.03334.pdf)\n"
#: Behind which entry of the demo's list, by its start.
_BEHIND = "- **[METER]**"
_WRITER = "lea"


def propose_by_hand(repo: "Repository", by: str) -> int:
    """Let somebody fork the list, add two lines by hand and propose them. Returns the pull request's number."""
    fork = repo.fork(by)
    lines = repo.read_file("README.md").decode().splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines, 1) if line.startswith(_BEHIND))
    lines[place:place] = [_CLUMSY, _TWICE]
    fork.push_file("README.md", "".join(lines).encode(), branch="add-filip", by=by)
    return repo.open_pull("Add FILIP", f"{by}:add-filip", by=by).number


def run_demo(github: "Sandbox", repo: "Repository", bot: BotProcess, started: float) -> bool:
    """File the issues and print what comes of them. Returns whether the main job was done."""
    bot.settle(github)
    _say(f"Ready after {time.monotonic() - started:.1f} s. Look around while it runs:", repo.html_url)
    works = False
    for login, title, body in _ISSUES:
        works |= _file(github, repo, bot, login, title, body)
    pull = repo.pulls()[0].number if works else 0
    if works and (works := _contribute(github, repo, bot)):
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


def _contribute(github: "Sandbox", repo: "Repository", bot: BotProcess) -> bool:
    """Propose two lines by hand and print what is said of them, and after each mend. Returns whether all is well."""
    typer.echo(f"\n--- {_WRITER} edits the list by hand, on a fork, and opens a pull request:")
    _quote(_CLUMSY + _TWICE)
    pull = propose_by_hand(repo, _WRITER)
    _say(f"#{pull}", f"{repo.html_url}/pull/{pull}")
    _judged(github, repo, bot, pull)
    typer.echo(f"\n--- {_WRITER} writes `/fix`, and takes the paper that is there already out again")
    repo.comment(pull, "/fix", by=_WRITER)
    bot.settle(github)
    fork = repo.fork(_WRITER)
    text = fork.read_file("README.md", "add-filip").decode()
    fork.push_file("README.md", text.replace(_TWICE, "").encode(), branch="add-filip", by=_WRITER)
    conclusion = _judged(github, repo, bot, pull)
    _say("What the pull request changes now:")
    _quote(repo.pull_diff(pull))
    return conclusion == "success"


def _judged(github: "Sandbox", repo: "Repository", bot: BotProcess, pull: int) -> str | None:
    """Print the check, the suggestions and the comment on a pull request. Returns the check's conclusion."""
    bot.settle(github)
    made = repo.pull(pull).pull
    run = repo.checks(made.head_sha if made else "")[0]
    _say(f"The check {run.name}: {run.conclusion}. {run.title}.")
    for remark in repo.review_comments(pull):
        _say(f"{remark.author} suggests at line {remark.line}:")
        _quote(_HIDDEN.sub("", remark.body))
    for comment in repo.comments(pull):
        if comment.author != _WRITER:
            _say(f"{comment.author} comments on #{pull}:")
            _quote(_HIDDEN.sub("", comment.body))
    return run.conclusion


def _say(text: str, more: str = "") -> None:
    typer.echo(f"  {text}" + (f"\n    {more}" if more else ""))


def _quote(text: str) -> None:
    for line in text.rstrip().splitlines():
        typer.echo(f"    | {line}")
