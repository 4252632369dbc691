"""What a branch's rules want before a merge: read of two answers, whatever they hold, and asked once for many."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from github import Github, GithubException
from github.Repository import Repository

from bot import requirements
from bot.github_app import Installation
from bot.model import Required
from bot.requirements import read_required, required_by
from tests.builders import LOGIN, NOW


def _branch(**checks: object) -> dict[str, Any]:
    return {"name": "main", "protection": {"enabled": True, "required_status_checks": checks}}


def _reviews(count: object) -> dict[str, Any]:
    return {"type": "pull_request", "parameters": {"required_approving_review_count": count}}


def _checks(*names: object) -> dict[str, Any]:
    required = [{"context": name} for name in names]
    return {"type": "required_status_checks", "parameters": {"required_status_checks": required}}


@pytest.mark.parametrize(
    ("branch", "rules", "found"),
    [
        (_branch(enforcement_level="everyone", contexts=["build"]), [], Required(0, ("build",))),
        (_branch(contexts=["a"], checks=[{"context": "a"}, {"context": "b"}]), [], Required(0, ("a", "b"))),
        (_branch(enforcement_level="off", contexts=["build"]), [], Required()),
        ({"protected": False}, [_reviews(1), _reviews(2)], Required(2)),
        (_branch(contexts=["build"]), [_checks("links", "build")], Required(0, ("build", "links"))),
        ({}, [{"type": "deletion"}, _reviews(0)], Required()),
        (None, None, Required()),
        ([], {"message": "Not Found"}, Required()),
        ("no JSON", [None, 1, "x", {"type": ["pull_request"]}, {"type": "pull_request"}], Required()),
        (_branch(contexts=[None, 3.5, " "], checks="x"), [_reviews(True), _reviews("2"), _reviews(-1)], Required()),
        ({"protection": []}, [_checks(None, {"a": 1}, ""), _reviews(10**30)], Required()),
    ],
    ids=[
        "protected",
        "both lists",
        "off",
        "highest",
        "each once",
        "nothing",
        "refused",
        "swapped",
        "odd",
        "types",
        "e",
    ],
)
def test_what_two_answers_want(branch: object, rules: object, found: Required) -> None:
    """What is there in the shape that GitHub describes, and nothing of anything else."""
    assert required_by(branch, rules) == found


class Asked:
    """A repository that answers all questions alike, and tells what it was asked."""

    full_name = "ana/list"

    def __init__(self, status: int = 200, rules: object = None) -> None:
        self.paths: list[str] = []
        self.status, self.rules = status, rules
        self.requester = SimpleNamespace(requestJsonAndCheck=self._answer)

    def _answer(self, _verb: str, path: str) -> tuple[dict[str, Any], object]:
        self.paths.append(path.removeprefix("/repos/ana/list"))
        if self.status != 200:
            raise GithubException(self.status, {"message": "no"})
        return {}, self.rules


def _read(seat: Installation, asked: Asked, branch: str = "main", *, anew: bool = False) -> Required:
    return read_required(seat, cast(Repository, asked), branch, anew=anew)


@pytest.fixture
def seat() -> Installation:
    """Return a seat where nothing was asked yet."""
    return Installation(Github(), LOGIN, NOW)


@pytest.mark.parametrize("status", [403, 404])
def test_a_refusal_keeps_nobody_waiting(seat: Installation, status: int) -> None:
    """Where GitHub does not tell, nothing is known."""
    assert _read(seat, Asked(status)) == Required()


@pytest.mark.parametrize("status", [401, 429, 500])
def test_what_passes_by_itself_is_told(seat: Installation, status: int) -> None:
    """The worker looks again, with a new token or later, and nothing is remembered."""
    with pytest.raises(GithubException):
        _read(seat, Asked(status))
    assert seat.required == {}


def test_a_burst_asks_once(seat: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer is used for ten minutes, each branch has its own, and who wants it anew gets it."""
    times = [5.0]
    monkeypatch.setattr(requirements, "time", SimpleNamespace(monotonic=lambda: times[-1]))
    asked = Asked(rules=[_reviews(1)])
    assert [_read(seat, asked) for _ in range(3)] == [Required(1)] * 3
    assert asked.paths == ["/branches/main", "/rules/branches/main?per_page=100"]
    _read(seat, asked, "a/b")
    assert asked.paths[2:] == ["/branches/a%2Fb", "/rules/branches/a%2Fb?per_page=100"]
    asked.rules = [_reviews(2)]
    assert _read(seat, asked) == Required(1)
    assert _read(seat, asked, anew=True) == Required(2)
    times.append(605.0)
    asked.rules = []
    assert _read(seat, asked) == Required()


def test_few_branches_are_remembered(seat: Installation) -> None:
    """However many there are."""
    for number in range(20):
        _read(seat, Asked(), f"b{number}")
    assert len(seat.required) < 10
