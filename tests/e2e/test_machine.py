"""People do anything in any order; whatever it was, the world that comes to rest is one that the bot leaves alone."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from bot.cli.tryout import BotProcess
from bot.sandbox import App, Refused, Sandbox
from bot.sandbox.state import Issue
from tests.e2e.conftest import LIST, World

_NUMBERS = itertools.count(1)

PAPERS = ("2305.06500", "2208.12262", "2304.10592", "1411.4555")
SECTIONS = ("Papers", "CLIP-related")
BODIES = (
    *(f"https://arxiv.org/abs/{paper}\n\nSection: {section}" for paper in PAPERS for section in SECTIONS),
    f"https://arxiv.org/abs/{PAPERS[0]}\nhttps://arxiv.org/abs/{PAPERS[1]}",
    "- **[MiniGPT-4]** Enhancing Vision-Language Understanding [[pdf]](https://arxiv.org/pdf/2304.10592.pdf)",
    "Never mind.",
)
COMMENTS = (
    *(f"/section {section}" for section in (*SECTIONS, "Nonsense")),
    "/section 2 Papers",
    "/title Quite Another Title",
    "/withdraw",
    "/recheck",
    "/hold",
    "/unhold",
    "/add https://arxiv.org/abs/2304.10592",
    "/place after BLIP",
    "/help",
    "/sectoin Papers",
    "Thank you!",
)
#: The owner, one who files, one who only passes by.
PEOPLE = ("ana", "zoe", "kim")


class People(RuleBasedStateMachine):
    """One repository, the bot, and people."""

    running: ClassVar[tuple[Sandbox, App, BotProcess]]
    folder: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        github, app, bot = self.running
        repo = github.create_repo(f"ana/any-{next(_NUMBERS)}", {"README.md": LIST.encode()})
        self.world = World(github, app, bot, repo, self.folder)
        self.world.install()
        self.repo = repo
        self.main = self._head()

    def _head(self) -> str:
        return self.repo.branches()["main"]

    def _try(self, deed: Callable[..., Any], *arguments: Any, **named: Any) -> None:
        """Do what GitHub may refuse, as it would refuse a person."""
        try:
            deed(*arguments, **named)
        except Refused:
            return

    def _one(self, among: list[Issue], number: int) -> Issue:
        return among[number % len(among)]

    @rule(body=st.sampled_from(BODIES), by=st.sampled_from(PEOPLE))
    def file(self, body: str, by: str) -> None:
        """Open an issue."""
        if len(self.repo.issues()) < 4:
            self.repo.open_issue("Add a paper", body, by=by)

    @precondition(lambda self: self.repo.issues())
    @rule(number=st.integers(0, 9), body=st.sampled_from(BODIES))
    def edit(self, number: int, body: str) -> None:
        """Edit an issue, as its author."""
        issue = self._one(self.repo.issues(), number)
        self.repo.edit_issue(issue.number, body=body)

    @precondition(lambda self: self.repo.issues())
    @rule(number=st.integers(0, 9), body=st.sampled_from(COMMENTS), by=st.sampled_from(PEOPLE), pull=st.booleans())
    def comment(self, number: int, body: str, by: str, *, pull: bool) -> None:
        """Write a comment on an issue or a pull request."""
        among = (self.repo.pulls() if pull else []) or self.repo.issues()
        self.repo.comment(self._one(among, number).number, body, by=by)

    @precondition(lambda self: self.repo.issues())
    @rule(number=st.integers(0, 9))
    def delete_comments(self, number: int) -> None:
        """Delete what people wrote on an issue."""
        for comment in self.repo.comments(self._one(self.repo.issues(), number).number):
            if comment.author != "shelver[bot]":
                self.repo.delete_comment(comment.id, by="ana")

    @precondition(lambda self: self.repo.issues())
    @rule(number=st.integers(0, 9))
    def close_or_reopen(self, number: int) -> None:
        """Close an open issue, or open a closed one."""
        issue = self._one(self.repo.issues(), number)
        (self.repo.close_issue if issue.state == "open" else self.repo.reopen_issue)(issue.number, by="ana")

    @precondition(lambda self: self.repo.pulls())
    @rule(number=st.integers(0, 9))
    def close_or_reopen_pull(self, number: int) -> None:
        """Close an open pull request, or open a closed one."""
        pull = self._one(self.repo.pulls(), number)
        if pull.state == "open":
            self.repo.close_pull(pull.number, by="ana")
        else:
            self._try(self.repo.reopen_pull, pull.number, by="ana")

    @precondition(lambda self: self.repo.pulls("open"))
    @rule(number=st.integers(0, 9), method=st.sampled_from(("merge", "squash")))
    def merge(self, number: int, method: str) -> None:
        """Merge a pull request."""
        self._try(self.repo.merge, self._one(self.repo.pulls("open"), number).number, by="ana", method=method)
        self.main = self._head()

    @precondition(lambda self: self.repo.pulls("open"))
    @rule(number=st.integers(0, 9))
    def update_branch(self, number: int) -> None:
        """Press "Update branch"."""
        self._try(self.repo.update_branch, self._one(self.repo.pulls("open"), number).number, by="ana")

    @precondition(lambda self: self.repo.pulls("open"))
    @rule(number=st.integers(0, 9), whole=st.booleans())
    def push(self, number: int, *, whole: bool) -> None:
        """Edit the list on a pull request's branch: the new line, or another one."""
        pull = self._one(self.repo.pulls("open"), number).pull
        assert pull is not None
        text = self.repo.read_file("README.md", pull.head_ref).decode()
        old, new = ("Some works", "All works") if whole else ("Vision-Language Models with", "Models with")
        self.repo.push_file("README.md", text.replace(old, new).encode() + b"", branch=pull.head_ref, by="ana")

    @precondition(lambda self: self.repo.pulls("open"))
    @rule(number=st.integers(0, 9))
    def delete_branch(self, number: int) -> None:
        """Delete a pull request's branch by hand."""
        pull = self._one(self.repo.pulls("open"), number).pull
        assert pull is not None
        self._try(self.repo.delete_branch, pull.head_ref, by="ana")

    @rule(paper=st.sampled_from((*PAPERS, "")))
    def change_list(self, paper: str) -> None:
        """Add an entry to the list by hand, or edit one.

        None is taken away: whoever was told that the list has a paper is not called back for that.
        """
        text = self.repo.read_file("README.md").decode()
        if paper and paper not in text:
            entry = f"- By hand [[pdf]](https://arxiv.org/pdf/{paper}.pdf)\n"
            text = text.replace("\n## CLIP-related", f"{entry}\n## CLIP-related")
        else:
            text = text.replace("A Visual Language Model", "A Very Visual Language Model")
        self.repo.push_file("README.md", text.encode(), by="ana")
        self.main = self._head()

    @rule()
    def rest(self) -> None:
        """Let the world come to rest, and look at it."""
        self.world.settle()
        assert self._head() == self.main, "the list changed, and nobody merged"
        heads = [issue.pull.head_ref for issue in self.repo.pulls("open") if issue.pull]
        assert len(heads) == len(set(heads)), "a submission has two pull requests"
        for issue in self.repo.issues():
            ours = [one for one in self.repo.comments(issue.number) if one.author == "shelver[bot]"]
            assert len(ours) <= 1, f"#{issue.number} has {len(ours)} comments"
            self.world.assert_settled(issue.number)

    def teardown(self) -> None:
        """Every sequence ends at rest."""
        self.rest()


def _play(running: tuple[Sandbox, App, BotProcess], folder: Path, examples: int, steps: int) -> None:
    People.running, People.folder = running, folder
    run_state_machine_as_test(
        People,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # Each step costs a second: a failure is told as it came.
            phases=(Phase.generate,),
            report_multiple_bugs=False,
        ),
    )


def test_people_do_anything(running: tuple[Sandbox, App, BotProcess], tmp_path: Path) -> None:
    """A few short sequences."""
    _play(running, tmp_path, 3, 8)


@pytest.mark.storm
def test_people_do_anything_at_length(running: tuple[Sandbox, App, BotProcess], tmp_path: Path) -> None:
    """Many longer ones."""
    _play(running, tmp_path, 25, 15)
