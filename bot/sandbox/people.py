"""What tests and the demo do as people: one handle a repository, one method a deed."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from bot.sandbox import checks, deeds, forks, herald, mergequeue, reviews, suggestions
from bot.sandbox.reviews import Remark
from bot.sandbox.state import (
    CheckRun,
    Comment,
    Issue,
    Protection,
    Reaction,
    Refused,
    Repo,
    Review,
    ReviewComment,
    World,
)


class Repository:
    """A repository of the sandbox, seen by the people who use it.

    `by` is a login; the account is made on first mention. Where it is left out, the owner acts. Nothing here asks
    whether somebody may do a thing. Issues, pull requests and comments come back as the sandbox's own records
    (`bot.sandbox.state`): read them, do not write into them.
    """

    def __init__(self, world: World, repo: Repo) -> None:
        self._world = world
        self._repo = repo

    def __repr__(self) -> str:
        return f"Repository({self.full_name!r})"

    @property
    def full_name(self) -> str:
        """`owner/name`."""
        return self._repo.full_name

    @property
    def owner(self) -> str:
        """The owner's login."""
        return self._repo.owner

    @property
    def id(self) -> int:
        """The repository's number."""
        return self._repo.id

    @property
    def default_branch(self) -> str:
        """The branch that readers see."""
        return self._repo.default_branch

    @property
    def html_url(self) -> str:
        """The repository's page."""
        return f"{self._world.origin}/{self.full_name}"

    # Issues and conversations

    def open_issue(
        self,
        title: str,
        body: str | None = None,
        by: str | None = None,
        *,
        labels: Sequence[str] = (),
        created_at: datetime | None = None,
    ) -> Issue:
        """Open an issue; `created_at` backdates it."""
        who = by or self.owner
        return deeds.open_issue(self._world, self._repo, title, body, who, labels=labels, created_at=created_at)

    def edit_issue(
        self, number: int, *, title: str | None = None, body: str | None = None, by: str | None = None
    ) -> None:
        """Change an issue's or a pull request's title or body (as its author, unless somebody else is named)."""
        issue = self.issue(number)
        deeds.edit_issue(self._world, self._repo, issue, by or issue.author, title=title, body=body)

    def close_issue(self, number: int, by: str | None = None, *, reason: str = "completed") -> None:
        """Close an issue."""
        deeds.close_issue(self._world, self._repo, self.issue(number), by or self.owner, reason=reason)

    def reopen_issue(self, number: int, by: str | None = None) -> None:
        """Reopen an issue."""
        deeds.reopen_issue(self._world, self._repo, self.issue(number), by or self.owner)

    def delete_issue(self, number: int, by: str | None = None) -> None:
        """Delete an issue for good."""
        deeds.delete_issue(self._world, self._repo, self.issue(number), by or self.owner)

    def transfer_issue(self, number: int, to: "Repository", by: str | None = None) -> Issue:
        """Move an issue to another repository of the same owner, and return it as it is there."""
        return deeds.transfer_issue(self._world, self._repo, self.issue(number), to._repo, by or self.owner)

    def lock(self, number: int, by: str | None = None, *, reason: str | None = None) -> None:
        """Lock the conversation of an issue or a pull request."""
        deeds.lock(self._world, self._repo, self.issue(number), by or self.owner, locked=True, reason=reason)

    def unlock(self, number: int, by: str | None = None) -> None:
        """Unlock the conversation of an issue or a pull request."""
        deeds.lock(self._world, self._repo, self.issue(number), by or self.owner, locked=False)

    def disable_issues(self) -> None:
        """Turn the repository's issues off, as its settings do."""
        with self._world.lock:
            self._repo.has_issues = False

    def comment(self, number: int, body: str, by: str | None = None, *, created_at: datetime | None = None) -> Comment:
        """Comment on an issue or a pull request."""
        issue = self.issue(number)
        return deeds.add_comment(self._world, self._repo, issue, body, by or self.owner, created_at=created_at)

    def edit_comment(self, comment_id: int, body: str, by: str | None = None) -> None:
        """Change a comment (as its author, unless somebody else is named)."""
        issue, comment = self._comment(comment_id)
        deeds.edit_comment(self._world, self._repo, issue, comment, body, by or comment.author)

    def delete_comment(self, comment_id: int, by: str | None = None) -> None:
        """Take a comment away (as its author, unless somebody else is named)."""
        issue, comment = self._comment(comment_id)
        deeds.delete_comment(self._world, self._repo, issue, comment, by or comment.author)

    def add_label(self, number: int, name: str, by: str | None = None) -> None:
        """Put a label on an issue or a pull request."""
        deeds.add_labels(self._world, self._repo, self.issue(number), [name], by or self.owner)

    def remove_label(self, number: int, name: str, by: str | None = None) -> None:
        """Take a label off an issue or a pull request."""
        deeds.remove_label(self._world, self._repo, self.issue(number), name, by or self.owner)

    def react(self, number: int, content: str, by: str | None = None) -> None:
        """React to an issue or a pull request."""
        deeds.react(self._world, self.issue(number).reactions, content, by or self.owner)

    # Pull requests and files

    def open_pull(
        self,
        title: str,
        head: str,
        body: str | None = None,
        by: str | None = None,
        *,
        base: str | None = None,
        draft: bool = False,
        maintainer_can_modify: bool = True,
    ) -> Issue:
        """Propose to merge a branch of this repository, or of a fork as `owner:branch`."""
        return deeds.open_pull(
            self._world,
            self._repo,
            title,
            body,
            head,
            base or self.default_branch,
            by or self.owner,
            draft=draft,
            maintainer_can_modify=maintainer_can_modify,
        )

    def mark_ready(self, number: int, by: str | None = None) -> None:
        """Mark a draft as ready for review (as its author, unless somebody else is named)."""
        pull = self.pull(number)
        deeds.set_draft(self._world, self._repo, pull, by or pull.author, draft=False)

    def convert_to_draft(self, number: int, by: str | None = None) -> None:
        """Make a pull request a draft again (as its author, unless somebody else is named)."""
        pull = self.pull(number)
        deeds.set_draft(self._world, self._repo, pull, by or pull.author, draft=True)

    def lend(self, number: int, *, allowed: bool = True, by: str | None = None) -> None:
        """Let maintainers push to a pull request's head or not (as its author, unless somebody else is named)."""
        pull = self.pull(number)
        deeds.lend(self._world, self._repo, pull, by or pull.author, allowed=allowed)

    def update_branch(self, number: int, by: str | None = None) -> str:
        """Merge the base into a pull request's head (as its author, unless somebody else is named)."""
        pull = self.pull(number)
        return deeds.update_branch(self._world, self._repo, pull, by or pull.author)

    def fork(self, by: str) -> "Repository":
        """Fork it to an account; one that has a fork already keeps that."""
        return Repository(self._world, forks.make(self._world, self._repo, by))

    def refuse_edits(self, *, refuse: bool = True) -> None:
        """As a fork, let no maintainer of the original push here, whatever its pull requests say; or let them again."""
        with self._world.lock:
            self._repo.refuses_edits = refuse

    def merge(self, number: int, by: str | None = None, *, method: str = "merge") -> str:
        """Merge a pull request and return the sha of the commit that came of it."""
        return deeds.merge_pull(self._world, self._repo, self.issue(number), by or self.owner, method=method)

    def merge_when_ready(self, number: int, by: str | None = None) -> None:
        """Put a pull request into the merge queue of its base."""
        deeds.merge_when_ready(self._world, self._repo, self.pull(number), by or self.owner)

    def remove_from_queue(self, number: int, by: str | None = None) -> None:
        """Take a pull request out of the merge queue."""
        mergequeue.leave(self._world, self._repo, self.pull(number), by or self.owner, "MANUAL")

    def queue(self) -> list[int]:
        """Return the pull requests in the merge queue of the default branch, who is next first."""
        with self._world.lock:
            return [entry.number for entry in self._repo.queues.get(self.default_branch, ())]

    def close_pull(self, number: int, by: str | None = None) -> None:
        """Close a pull request without merging it."""
        deeds.close_issue(self._world, self._repo, self.pull(number), by or self.owner)

    def reopen_pull(self, number: int, by: str | None = None) -> None:
        """Reopen a pull request; refused (422) where its branch is gone."""
        deeds.reopen_issue(self._world, self._repo, self.pull(number), by or self.owner)

    def push_file(
        self,
        path: str,
        data: bytes | None,
        by: str | None = None,
        branch: str | None = None,
        *,
        message: str = "",
    ) -> str:
        """Commit a file (None deletes it) to a branch, made from the default branch if new; return the commit."""
        return deeds.push_file(self._world, self._repo, path, data, by or self.owner, branch, message)

    def move_file(self, old: str, new: str, by: str | None = None, branch: str | None = None) -> str:
        """Move a file in one commit, as `git mv` does; return the commit."""
        files = {old: None, new: self.read_file(old, branch)}
        return deeds.push_files(self._world, self._repo, files, by or self.owner, branch, f"Move {old} to {new}")

    def delete_branch(self, branch: str, by: str | None = None) -> None:
        """Delete a branch."""
        deeds.delete_ref(self._world, self._repo, f"refs/heads/{branch}", by or self.owner)

    def rename_branch(self, old: str, new: str, by: str | None = None) -> None:
        """Give a branch another name."""
        deeds.rename_branch(self._world, self._repo, old, new, by or self.owner)

    def restore_branch(self, branch: str, sha: str, by: str | None = None) -> None:
        """Make a branch at a commit, as the button "Restore branch" does."""
        deeds.create_ref(self._world, self._repo, f"refs/heads/{branch}", sha, by or self.owner)

    def protect_branch(
        self,
        pattern: str,
        *,
        reviews: int = 1,
        pushers: Sequence[str] | None = None,
        admins_too: bool = False,
        checks: Sequence[str] = (),
        strict: bool = False,
        queue: bool = False,
        ruleset: bool = False,
    ) -> None:
        """Protect the branches whose names match; see `Protection` for what that forbids to whom."""
        with self._world.lock:
            only = None if pushers is None else frozenset(pushers)
            rules = Protection(reviews, only, admins_too, tuple(checks), strict, queue, ruleset)
            self._repo.protections[pattern] = rules

    def restrict_creations(self, *patterns: str) -> None:
        """Let nobody make branches whose names match, by a ruleset without bypass; without patterns, lift that."""
        with self._world.lock:
            self._repo.restricted = patterns

    # Reviews

    def review(
        self,
        number: int,
        body: str = "",
        remarks: Sequence[Remark] = (),
        by: str | None = None,
        *,
        event: str = "COMMENT",
    ) -> Review:
        """Review a pull request: APPROVE it, REQUEST_CHANGES or COMMENT."""
        return reviews.submit(self._world, self._repo, self.pull(number), by or self.owner, event, body, remarks)

    def reply(self, comment_id: int, body: str, by: str | None = None) -> ReviewComment:
        """Answer a review comment."""
        issue, known = self._review_comment(comment_id)
        return reviews.reply(self._world, self._repo, issue, known, body, by or self.owner)

    def apply_suggestion(self, comment_id: int, by: str, at: int = 0) -> str:
        """Commit a review comment's suggestion, the first by default, to the head branch; return the commit."""
        issue, known = self._review_comment(comment_id)
        return suggestions.apply(self._world, self._repo, issue, known, by, at)

    def edit_review_comment(self, comment_id: int, body: str, by: str | None = None) -> None:
        """Change a review comment (as its author, unless somebody else is named)."""
        issue, known = self._review_comment(comment_id)
        reviews.edit_comment(self._world, self._repo, issue, known, body, by or known.author)

    def delete_review_comment(self, comment_id: int, by: str | None = None) -> None:
        """Take a review comment away (as its author, unless somebody else is named)."""
        issue, known = self._review_comment(comment_id)
        reviews.delete_comment(self._world, self._repo, issue, known, by or known.author)

    def reviews(self, number: int) -> list[Review]:
        """Return the reviews of a pull request, oldest first."""
        with self._world.lock:
            return list(reviews.pull_of(self.pull(number)).reviews)

    def review_comments(self, number: int) -> list[ReviewComment]:
        """Return the review comments of a pull request, oldest first."""
        with self._world.lock:
            return list(reviews.pull_of(self.pull(number)).review_comments)

    # Checks

    def rerun(self, run: int, by: str | None = None) -> None:
        """Ask the app that made a check run to do it again, as the button "Re-run" does."""
        with self._world.lock:
            checks.rerequest_run(self._world, self._repo, checks.find_run(self._repo, run)[1], by or self.owner)

    def press(self, run: int, identifier: str, by: str | None = None) -> None:
        """Press a button that a check run offers."""
        with self._world.lock:
            found = checks.find_run(self._repo, run)[1]
            checks.request_action(self._world, self._repo, found, identifier, by or self.owner)

    def checks(self, sha: str) -> list[CheckRun]:
        """Return the check runs of a commit, the newest first; of one name and app only the last."""
        with self._world.lock:
            return [run for _, run in self._repo.checks(sha)]

    # Looking

    def issue(self, number: int) -> Issue:
        """Return an issue or pull request by its number."""
        with self._world.lock:
            found = self._repo.issues.get(number)
        if found is None:
            raise Refused(404, f"{self.full_name}#{number} does not exist")
        return found

    def pull(self, number: int) -> Issue:
        """Return a pull request by its number."""
        found = self.issue(number)
        if found.pull is None:
            raise Refused(404, f"{self.full_name}#{number} is no pull request")
        return found

    def issues(self, state: str = "all") -> list[Issue]:
        """Return the issues that are no pull requests, oldest first."""
        with self._world.lock:
            return [i for i in self._repo.issues.values() if not i.pull and state in ("all", i.state)]

    def pulls(self, state: str = "all") -> list[Issue]:
        """Return the pull requests, oldest first."""
        with self._world.lock:
            return [i for i in self._repo.issues.values() if i.pull and state in ("all", i.state)]

    def comments(self, number: int) -> list[Comment]:
        """Return the comments of a conversation, oldest first."""
        with self._world.lock:
            return list(self.issue(number).comments)

    def labels(self, number: int) -> list[str]:
        """Return the labels of an issue or pull request."""
        with self._world.lock:
            return list(self.issue(number).labels)

    def reactions(self, number: int) -> list[Reaction]:
        """Return the reactions to an issue or pull request."""
        with self._world.lock:
            return list(self.issue(number).reactions)

    def branches(self) -> dict[str, str]:
        """Return the branches and the commits they stand at."""
        with self._world.lock:
            refs = self._repo.git.refs("refs/heads/")
        return {name.removeprefix("refs/heads/"): sha for name, sha in refs.items()}

    def commit_message(self, revision: str) -> str:
        """Return the message of a commit, named by its sha or a branch."""
        return self._repo.git.commit(revision).message

    def read_file(self, path: str, branch: str | None = None) -> bytes:
        """Return a file's bytes."""
        with self._world.lock:
            revision = self._repo.git.resolve(branch or self.default_branch)
            entry = self._repo.git.file(revision, path) if revision else None
            if entry is None:
                raise Refused(404, f"{path} does not exist")
            return self._repo.git.read_blob(entry.sha)

    def pull_diff(self, number: int) -> str:
        """Return the unified diff of a pull request."""
        with self._world.lock:
            pull = self.pull(number).pull
            if pull is None:
                raise Refused(404, f"{self.full_name}#{number} is no pull request")
            return self._repo.git.diff(herald.merge_base(self._repo, pull), pull.head_sha)

    def mergeable(self, number: int) -> bool | None:
        """Tell whether a pull request can be merged without conflict."""
        with self._world.lock:
            return deeds.mergeable(self._repo, self.pull(number))

    # The repository itself

    def archive(self, by: str | None = None) -> None:
        """Make it read-only: the API refuses every write; what people do here is not stopped."""
        deeds.archive(self._world, self._repo, by or self.owner, archived=True)

    def unarchive(self, by: str | None = None) -> None:
        """Let it be written again."""
        deeds.archive(self._world, self._repo, by or self.owner, archived=False)

    def rename(self, name: str) -> None:
        """Give it another name; who asks for it by the old one is sent on.

        https://docs.github.com/en/repositories/creating-and-managing-repositories/renaming-a-repository
        """
        with self._world.lock:
            self._repo.former.add(self._repo.full_name.lower())
            self._repo.name = name

    # People

    def add_collaborator(self, login: str, permission: str = "write") -> None:
        """Give an account rights: admin, write, triage or read."""
        with self._world.lock:
            self._world.account(login)
            self._repo.collaborators[login] = permission

    def watch(self, login: str) -> None:
        """Have an account watch the repository; the owner does so from the start."""
        with self._world.lock:
            self._world.account(login)
            self._repo.watchers.add(login)

    def locked(self) -> AbstractContextManager[bool]:
        """Hold the world still while several things are read."""
        return self._world.lock

    def _review_comment(self, comment_id: int) -> tuple[Issue, ReviewComment]:
        with self._world.lock:
            return reviews.find_comment(self._repo, comment_id)

    def _comment(self, comment_id: int) -> tuple[Issue, Comment]:
        for issue in self._repo.issues.values():
            for comment in issue.comments:
                if comment.id == comment_id:
                    return issue, comment
        raise Refused(404, f"{self.full_name} has no comment {comment_id}")
