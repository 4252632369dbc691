"""What GitHub mails: the ledger that tells how much noise a story makes."""

from bot.sandbox import Remark, Repository, Sandbox


def kinds(github: Sandbox, login: str | None = None) -> list[str]:
    """The kinds of mails in order."""
    return [mail.kind for mail in github.mails(login)]


def test_what_is_mailed(github: Sandbox, repo: Repository) -> None:
    """Issues, new comments, pull requests and their ends are mailed."""
    repo.open_issue("A paper", by="visitor")
    repo.comment(1, "hello", by="bea")
    repo.push_file("README.md", b"new", branch="b")
    repo.open_pull("B", "b", "Closes #1")
    repo.close_pull(2)
    repo.reopen_pull(2)
    repo.merge(2)
    assert kinds(github) == [
        "issue",
        "comment",
        "pull_request",
        "closed",
        "reopened",
        "merged",
        "closed",
    ]


def test_what_is_not_mailed(github: Sandbox, repo: Repository) -> None:
    """Edits, labels, reactions, pushes and deleted comments are mailed to nobody."""
    repo.open_issue("A paper")
    comment = repo.comment(1, "first")
    before = len(github.mails())
    repo.edit_comment(comment.id, "second")
    repo.edit_issue(1, title="Another paper", body="more")
    repo.add_label(1, "bug")
    repo.react(1, "eyes")
    repo.push_file("README.md", b"new")
    repo.delete_comment(comment.id)
    assert len(github.mails()) == before
    assert github.mails()[-1].body == "first"


def test_who_is_mailed(github: Sandbox, repo: Repository) -> None:
    """Watchers and those who take part are mailed, the one who acts is not."""
    repo.watch("wim")
    repo.open_issue("A paper", by="zoe")
    repo.comment(1, "thanks", by="ana")
    assert kinds(github, "wim") == ["issue", "comment"]
    assert kinds(github, "ana") == ["issue"]
    assert kinds(github, "zoe") == ["comment"]
    assert kinds(github, "nobody") == []


def test_who_is_mentioned_is_mailed(github: Sandbox, repo: Repository) -> None:
    """A mention reaches its person; one in code does not."""
    github.token_of("bea")
    repo.open_issue("A paper", "is this for `@bea`?", by="zoe")
    assert kinds(github, "bea") == []
    repo.comment(1, "@bea, please look", by="zoe")
    assert kinds(github, "bea") == ["comment"]


def test_review_is_one_mail(github: Sandbox, repo: Repository) -> None:
    """However much a review says of lines; those who reviewed take part."""
    repo.push_file("README.md", b"one\ntwo\n", branch="b")
    repo.open_pull("B", "b", by="visitor")
    repo.review(1, "Look", [Remark("README.md", "One?", 1), Remark("README.md", "Two?", 2)], by="bea")
    assert kinds(github, "visitor") == ["review"]
    assert github.mails("visitor")[0].body == "Look\n\nOne?\n\nTwo?"
    repo.comment(1, "Thank you", by="visitor")
    assert kinds(github, "bea") == ["comment"]
