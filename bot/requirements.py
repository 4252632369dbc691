"""A branch -> what its rules want before a merge into it, as far as GitHub tells an app that may read files.

How many reviews a protected branch wants is told to administrators alone; rulesets tell everybody.
"""

import time
from collections.abc import Iterator
from urllib.parse import quote

from github import GithubException
from github.Repository import Repository

from bot.answers import Facts
from bot.github_app import Installation
from bot.model import Required

#: Seconds for which an answer is used again: a burst of pull requests asks once.
_KNOWN_FOR = 600
#: So many branches are remembered.
_BRANCHES = 8
#: https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch takes no higher number.
_MOST_REVIEWS = 10


def read_required(installation: Installation, repository: Repository, branch: str, *, anew: bool) -> Required:
    """What the rules of a branch want, asked within ten minutes, or now where it is wanted `anew`.

    Nothing where GitHub does not tell, as for private repositories of accounts that do not pay: then nobody is kept
    waiting for it.
    """
    known, read_at = installation.required.get(branch, (Required(), float("-inf")))
    if not anew and time.monotonic() - read_at < _KNOWN_FOR:
        return known
    name = quote(branch, safe="")
    found = required_by(_get(repository, f"/branches/{name}"), _get(repository, f"/rules/branches/{name}?per_page=100"))
    if len(installation.required) >= _BRANCHES:
        installation.required.clear()
    installation.required[branch] = found, time.monotonic()
    return found


def required_by(branch: object, rules: object) -> Required:
    """What two answers of GitHub want together: of a protected branch, and of all rulesets that are for it.

    Where several ask for reviews, the highest number counts.
    https://docs.github.com/en/rest/branches/branches#get-a-branch
    https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch
    https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets
    """
    of_rules = [(one.text("type"), one["parameters"]) for one in Facts({"rules": rules}).each("rules")]
    counts = [_count(said.raw("required_approving_review_count")) for kind, said in of_rules if kind == "pull_request"]
    names = list(_protecting(Facts(branch)["protection"]["required_status_checks"]))
    for kind, said in of_rules:
        if kind == "required_status_checks":
            names += [one.text("context") for one in said.each("required_status_checks")]
    return Required(max(counts, default=0), tuple(dict.fromkeys(filter(None, names))))


def _protecting(checks: Facts) -> Iterator[str]:
    """The checks that a protected branch wants. Both lists name them; GitHub means to give up the first."""
    if checks.text("enforcement_level") != "off":
        yield from checks.texts("contexts")
        yield from (one.text("context") for one in checks.each("checks"))


def _count(value: object) -> int:
    return value if type(value) is int and 0 < value <= _MOST_REVIEWS else 0


def _get(repository: Repository, path: str) -> object:
    """What GitHub answers; None where it refuses. Raises GithubException for what passes by itself."""
    try:
        return repository.requester.requestJsonAndCheck("GET", f"/repos/{repository.full_name}{path}")[1]
    except GithubException as error:
        if error.status not in (403, 404):
            raise
        return None
