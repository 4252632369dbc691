"""What an app must be allowed before it may call an operation on a repository.

https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps

Written as GitHub writes it into the header `X-Accepted-GitHub-Permissions`: alternatives with a semicolon between.
What is public may be read without any of them.
"""

LEVELS = {"read": 1, "write": 2, "admin": 3}

#: What issues and pull requests share (comments, labels) opens to either permission.
_READ, _WRITE = "issues=read; pull_requests=read", "issues=write; pull_requests=write"

#: Operation on a repository -> what it takes.
NEEDS = {
    "GET /repos/{owner}/{repo}": "metadata=read",
    "GET /repos/{owner}/{repo}/forks": "metadata=read",
    "POST /repos/{owner}/{repo}/forks": "administration=write",
    "GET /repos/{owner}/{repo}/collaborators/{login}/permission": "metadata=read",
    "GET /repos/{owner}/{repo}/branches": "contents=read",
    "GET /repos/{owner}/{repo}/branches/{name}": "contents=read",
    "GET /repos/{owner}/{repo}/rules/branches/{name}": "metadata=read",
    "GET /repos/{owner}/{repo}/commits": "contents=read",
    "GET /repos/{owner}/{repo}/commits/{name}": "contents=read",
    "GET /repos/{owner}/{repo}/compare/{span}": "contents=read",
    "GET /repos/{owner}/{repo}/readme": "contents=read",
    "GET /repos/{owner}/{repo}/contents": "contents=read",
    "GET /repos/{owner}/{repo}/contents/{path}": "contents=read",
    "PUT /repos/{owner}/{repo}/contents/{path}": "contents=write",
    "POST /repos/{owner}/{repo}/git/blobs": "contents=write",
    "GET /repos/{owner}/{repo}/git/blobs/{sha}": "contents=read",
    "POST /repos/{owner}/{repo}/git/trees": "contents=write",
    "GET /repos/{owner}/{repo}/git/trees/{sha}": "contents=read",
    "POST /repos/{owner}/{repo}/git/commits": "contents=write",
    "GET /repos/{owner}/{repo}/git/commits/{sha}": "contents=read",
    "GET /repos/{owner}/{repo}/git/ref/{name}": "contents=read",
    "GET /repos/{owner}/{repo}/git/matching-refs/{name}": "contents=read",
    "POST /repos/{owner}/{repo}/git/refs": "contents=write",
    "PATCH /repos/{owner}/{repo}/git/refs/{name}": "contents=write",
    "DELETE /repos/{owner}/{repo}/git/refs/{name}": "contents=write",
    "POST /repos/{owner}/{repo}/check-runs": "checks=write",
    "GET /repos/{owner}/{repo}/check-runs/{number}": "checks=read",
    "PATCH /repos/{owner}/{repo}/check-runs/{number}": "checks=write",
    "GET /repos/{owner}/{repo}/check-runs/{number}/annotations": "checks=read",
    "POST /repos/{owner}/{repo}/check-runs/{number}/rerequest": "checks=write",
    "GET /repos/{owner}/{repo}/check-suites/{number}": "checks=read",
    "GET /repos/{owner}/{repo}/check-suites/{number}/check-runs": "checks=read",
    "POST /repos/{owner}/{repo}/check-suites/{number}/rerequest": "checks=write",
    "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": "checks=read",
    "GET /repos/{owner}/{repo}/commits/{ref}/check-suites": "checks=read",
    "GET /repos/{owner}/{repo}/issues": "issues=read",
    "POST /repos/{owner}/{repo}/issues": "issues=write",
    "GET /repos/{owner}/{repo}/issues/{number}": "issues=read",
    "PATCH /repos/{owner}/{repo}/issues/{number}": _WRITE,
    "GET /repos/{owner}/{repo}/issues/{number}/comments": _READ,
    "POST /repos/{owner}/{repo}/issues/{number}/comments": _WRITE,
    "GET /repos/{owner}/{repo}/issues/comments/{number}": _READ,
    "PATCH /repos/{owner}/{repo}/issues/comments/{number}": _WRITE,
    "DELETE /repos/{owner}/{repo}/issues/comments/{number}": _WRITE,
    "GET /repos/{owner}/{repo}/issues/{number}/labels": _READ,
    "POST /repos/{owner}/{repo}/issues/{number}/labels": _WRITE,
    "PUT /repos/{owner}/{repo}/issues/{number}/labels": _WRITE,
    "DELETE /repos/{owner}/{repo}/issues/{number}/labels/{name}": _WRITE,
    "GET /repos/{owner}/{repo}/labels": _READ,
    "POST /repos/{owner}/{repo}/labels": _WRITE,
    "GET /repos/{owner}/{repo}/labels/{name}": _READ,
    "PATCH /repos/{owner}/{repo}/labels/{name}": _WRITE,
    "GET /repos/{owner}/{repo}/issues/{number}/reactions": "issues=read",
    "POST /repos/{owner}/{repo}/issues/{number}/reactions": "issues=write",
    "DELETE /repos/{owner}/{repo}/issues/{number}/reactions/{reaction}": "issues=write",
    "GET /repos/{owner}/{repo}/issues/comments/{number}/reactions": "issues=read",
    "POST /repos/{owner}/{repo}/issues/comments/{number}/reactions": "issues=write",
    "DELETE /repos/{owner}/{repo}/issues/comments/{number}/reactions/{reaction}": "issues=write",
    "GET /repos/{owner}/{repo}/pulls": "pull_requests=read",
    "POST /repos/{owner}/{repo}/pulls": "pull_requests=write",
    "GET /repos/{owner}/{repo}/pulls/{number}": "contents=read; pull_requests=read",
    "PATCH /repos/{owner}/{repo}/pulls/{number}": "pull_requests=write",
    "GET /repos/{owner}/{repo}/pulls/{number}/commits": "pull_requests=read",
    "GET /repos/{owner}/{repo}/pulls/{number}/files": "pull_requests=read",
    "GET /repos/{owner}/{repo}/pulls/{number}/merge": "pull_requests=read",
    "PUT /repos/{owner}/{repo}/pulls/{number}/merge": "contents=write",
    "PUT /repos/{owner}/{repo}/pulls/{number}/update-branch": "pull_requests=write",
    "GET /repos/{owner}/{repo}/pulls/comments": "pull_requests=read",
    "GET /repos/{owner}/{repo}/pulls/comments/{comment}": "pull_requests=read",
    "PATCH /repos/{owner}/{repo}/pulls/comments/{comment}": "pull_requests=write",
    "DELETE /repos/{owner}/{repo}/pulls/comments/{comment}": "pull_requests=write",
    "GET /repos/{owner}/{repo}/pulls/comments/{comment}/reactions": "pull_requests=read",
    "POST /repos/{owner}/{repo}/pulls/comments/{comment}/reactions": "pull_requests=write",
    "DELETE /repos/{owner}/{repo}/pulls/comments/{comment}/reactions/{reaction}": "pull_requests=write",
    "GET /repos/{owner}/{repo}/pulls/{number}/comments": "pull_requests=read",
    "POST /repos/{owner}/{repo}/pulls/{number}/comments": "pull_requests=write",
    "POST /repos/{owner}/{repo}/pulls/{number}/comments/{comment}/replies": "pull_requests=write",
    "GET /repos/{owner}/{repo}/pulls/{number}/reviews": "pull_requests=read",
    "POST /repos/{owner}/{repo}/pulls/{number}/reviews": "pull_requests=write",
    "GET /repos/{owner}/{repo}/pulls/{number}/reviews/{review}": "pull_requests=read",
    "PUT /repos/{owner}/{repo}/pulls/{number}/reviews/{review}": "pull_requests=write",
    "GET /repos/{owner}/{repo}/pulls/{number}/reviews/{review}/comments": "pull_requests=read",
}


def fulfilled(needs: str, granted: dict[str, str]) -> bool:
    """Tell whether what was granted is enough for one of the alternatives."""
    for alternative in needs.split("; "):
        name, _, level = alternative.partition("=")
        if LEVELS.get(granted.get(name, ""), 0) >= LEVELS[level]:
            return True
    return False


def reads(needs: str) -> bool:
    """Tell whether an operation only reads."""
    return needs.endswith("=read")
