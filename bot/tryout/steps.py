"""How far the first page's example is: an issue, Shelver's pull request, its merge. All is read off the world."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal
from urllib.parse import urlencode

from bot.model import Key
from bot.sandbox.state import Issue, Repo, World
from bot.tryout.stage import EXAMPLE

#: Not yet; the person's turn; Shelver's turn; done.
State = Literal["later", "now", "waiting", "done"]


@dataclass(frozen=True)
class Step:
    """One step: how it stands, in which words, and where its button leads; None: it has none now.

    `does` is set where the button does something on the first page itself, rather than lead somewhere.
    """

    state: State
    title: str
    text: str
    button: str | None = None
    address: str | None = None
    does: Literal["merge", "act as maintainer"] | None = None


@dataclass(frozen=True)
class Example:
    """The example's issue and pull request, as far as they are there.

    `answered` tells that Shelver has written on the issue, `overdue` that it should have by now.
    """

    issue: Issue | None = None
    pull: Issue | None = None
    answered: bool = False
    overdue: bool = False

    @property
    def awaited(self) -> bool:
        """Whether something is about to change by itself."""
        return self.issue is not None and self.pull is None and not self.answered and not self.overdue


#: Shelver mostly answers within a second; after so long something is wrong.
_PATIENCE: Final = timedelta(minutes=1)


def find_example(world: World, repo: Repo) -> Example:
    """The newest issue with the example's paper, and the newest pull request from it."""
    with world.lock:
        issues = [
            issue
            for issue in repo.issues.values()
            if issue.pull is None and EXAMPLE in f"{issue.title}\n{issue.body or ''}"
        ]
        if not issues:
            return Example()
        issue = max(issues, key=lambda one: one.number)
        branch = Key(repo.full_name, issue.number).branch
        pulls = [one for one in repo.issues.values() if one.pull is not None and one.pull.head_ref == branch]
        return Example(
            issue,
            max(pulls, key=lambda one: one.number, default=None),
            any(comment.app is not None for comment in issue.comments),
            world.now() - issue.created_at > _PATIENCE,
        )


def steps(full_name: str, example: Example, *, maintainer: bool) -> tuple[Step, Step, Step]:
    """The three steps in this repository as they stand, for somebody who acts as the maintainer or as a visitor."""
    root = f"/{full_name}"
    return _file(root, example), _look(root, example), _merge(root, example, maintainer=maintainer)


def _file(root: str, example: Example) -> Step:
    title = "Open the example issue"
    if example.issue is None:
        filled_in = urlencode({"title": "Add InstructBLIP", "body": f"https://arxiv.org/abs/{EXAMPLE}"})
        return Step(
            "now",
            title,
            "It is filled in already: a paper's address and nothing more. Submit it, and come back here by "
            "“First page” at the top.",
            "Open the example issue",
            f"{root}/issues/new?{filled_in}",
        )
    number = example.issue.number
    return Step("done", title, f"Issue #{number} is filed.", f"See issue #{number}", f"{root}/issues/{number}")


def _look(root: str, example: Example) -> Step:
    title = "Look at the pull request"
    if example.issue is None:
        return Step("later", title, "Shelver makes one from the issue: one added line in the list's style and order.")
    issue = f"{root}/issues/{example.issue.number}"
    if example.pull is None and example.answered:
        return Step("now", title, "Shelver has made none so far; on the issue it says why.", "Read its answer", issue)
    if example.pull is None and example.overdue:
        text = "Shelver has not answered for a minute. Is it still running in the terminal?"
        return Step("waiting", title, text, "See the issue", issue)
    if example.pull is None:
        return Step("waiting", title, "Shelver reads the issue. This takes about a second; the page looks by itself.")
    number = example.pull.number
    closed = example.pull.state != "open"
    text = f"#{number} is there." if closed else f"#{number} is there: its one added line, and why it stands there."
    return Step("done" if closed else "now", title, text, f"Look at #{number}", f"{root}/pull/{number}")


def _merge(root: str, example: Example, *, maintainer: bool) -> Step:
    title, issue, pull = "Merge it", example.issue, example.pull
    if issue is None or pull is None or pull.pull is None:
        return Step("later", title, "That click is always a maintainer's; Shelver merges nothing.")
    if pull.pull.merged_at:
        return Step("done", title, "The list has the paper now, and the issue is closed.", "See the list", root)
    address = f"{root}/pull/{pull.number}"
    if pull.state != "open" and issue.state != "open":
        # Its branch is gone with it, so it cannot be reopened itself.
        text = f"Issue #{issue.number} was closed, and #{pull.number} with it. Reopened, the issue is taken up again."
        return Step("now", title, text, f"See issue #{issue.number}", f"{root}/issues/{issue.number}")
    if pull.state != "open":
        text = f"#{pull.number} was closed without merging. Reopened, it can be merged."
        return Step("now", title, text, f"Look at #{pull.number}", address)
    if not maintainer:
        text = "Only a maintainer may, and you act as a visitor."
        return Step("now", title, text, "Act as maintainer", does="act as maintainer")
    return Step("now", title, "You act as the maintainer, so you may.", f"Merge #{pull.number}", does="merge")
