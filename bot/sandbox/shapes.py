"""How GitHub writes its things down: the JSON of the REST API, which webhook payloads share."""

from datetime import datetime
from typing import Any

from bot.sandbox import protection
from bot.sandbox.git import Commit, FileChange, Signature
from bot.sandbox.state import (
    Account,
    App,
    Comment,
    Installation,
    Issue,
    Label,
    Pull,
    Reaction,
    Repo,
    World,
    node_id,
)

Json = dict[str, Any]

#: The address of GitHub itself as a committer; its account is `web-flow`.
WEB_EMAIL = "noreply@github.com"
REACTIONS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")


def stamp(moment: datetime | None) -> str | None:
    """Write a moment as GitHub does: UTC, whole seconds."""
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def account(world: World, who: Account | str) -> Json:
    """A "simple user"."""
    known = world.account(who) if isinstance(who, str) else who
    url = f"{world.api}/users/{known.login}"
    return {
        "login": known.login,
        "id": known.id,
        "node_id": node_id("User", known.id),
        "avatar_url": f"{world.origin}/avatars/u/{known.id}",
        "gravatar_id": "",
        "url": url,
        "html_url": f"{world.origin}/{known.login}",
        "followers_url": f"{url}/followers",
        "following_url": f"{url}/following{{/other_user}}",
        "gists_url": f"{url}/gists{{/gist_id}}",
        "starred_url": f"{url}/starred{{/owner}}{{/repo}}",
        "subscriptions_url": f"{url}/subscriptions",
        "organizations_url": f"{url}/orgs",
        "repos_url": f"{url}/repos",
        "events_url": f"{url}/events{{/privacy}}",
        "received_events_url": f"{url}/received_events",
        "type": known.kind,
        "user_view_type": "public",
        "site_admin": False,
    }


def full_account(world: World, known: Account) -> Json:
    """A user as `GET /users/{login}` shows it."""
    made = "2020-01-01T00:00:00Z"
    return account(world, known) | {
        "name": known.login,
        "company": None,
        "blog": "",
        "location": None,
        "email": None,
        "hireable": None,
        "bio": None,
        "twitter_username": None,
        "public_repos": sum(repo.owner == known.login for repo in world.repos.values()),
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "created_at": made,
        "updated_at": made,
    }


_REPO_LINKS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}


def repo_url(world: World, repo: Repo) -> str:
    """A repository's address in the API."""
    return f"{world.api}/repos/{repo.full_name}"


def repository(world: World, repo: Repo) -> Json:
    """A repository."""
    url, html = repo_url(world, repo), f"{world.origin}/{repo.full_name}"
    open_issues = sum(issue.state == "open" for issue in repo.issues.values())
    forks = sum(one.parent == repo.id for one in world.repos.values())
    return {
        "id": repo.id,
        "node_id": node_id("Repository", repo.id),
        "name": repo.name,
        "full_name": repo.full_name,
        "private": repo.private,
        "owner": account(world, repo.owner),
        "html_url": html,
        "description": repo.description,
        "fork": repo.parent is not None,
        "url": url,
        **{key: url + rest for key, rest in _REPO_LINKS.items()},
        "created_at": stamp(repo.created_at),
        "updated_at": stamp(repo.updated_at),
        "pushed_at": stamp(repo.pushed_at),
        "git_url": f"git://{html.split('://', 1)[-1]}.git",
        "ssh_url": f"git@{html.split('://', 1)[-1]}.git",
        "clone_url": f"{html}.git",
        "svn_url": html,
        "homepage": None,
        "size": 0,
        "stargazers_count": 0,
        "watchers_count": 0,
        "language": None,
        "has_issues": repo.has_issues,
        "has_projects": True,
        "has_downloads": True,
        "has_wiki": True,
        "has_pages": False,
        "has_discussions": False,
        "forks_count": forks,
        "mirror_url": None,
        "archived": repo.archived,
        "disabled": False,
        "open_issues_count": open_issues,
        "license": None,
        "allow_forking": True,
        "is_template": False,
        "web_commit_signoff_required": False,
        "topics": [],
        "visibility": "private" if repo.private else "public",
        "forks": forks,
        "open_issues": open_issues,
        "watchers": 0,
        "default_branch": repo.default_branch,
    }


LADDER = ("pull", "triage", "push", "maintain", "admin")


def rights(level: str) -> dict[str, bool]:
    """What a permission allows, step by step."""
    reach = {"none": 0, "read": 1, "triage": 2, "write": 3, "maintain": 4, "admin": 5}[level]
    return {word: at < reach for at, word in enumerate(LADDER)}


def collaborator(world: World, repo: Repo, known: Account) -> Json:
    """An account with what it may do in a repository."""
    role = repo.permission(known.login)
    return account(world, known) | {"permissions": rights(role), "role_name": role}


def full_repository(world: World, repo: Repo, login: str | None) -> Json:
    """A repository as `GET /repos/{owner}/{repo}` shows it to somebody."""
    parents: Json = {}
    if repo.parent is not None:
        parent = source = world.repos[repo.parent]
        while source.parent is not None:
            source = world.repos[source.parent]
        parents = {"parent": repository(world, parent), "source": repository(world, source)}
    return (
        repository(world, repo)
        | parents
        | {
            "permissions": rights(repo.permission(login) if login else "read"),
            "allow_squash_merge": True,
            "allow_merge_commit": True,
            "allow_rebase_merge": True,
            "allow_auto_merge": False,
            "delete_branch_on_merge": False,
            "network_count": 0,
            "subscribers_count": len(repo.watchers),
        }
    )


def label(world: World, repo: Repo, known: Label) -> Json:
    """A label."""
    return {
        "id": known.id,
        "node_id": node_id("Label", known.id),
        "url": f"{repo_url(world, repo)}/labels/{known.name.replace(' ', '%20')}",
        "name": known.name,
        "color": known.color,
        "default": known.default,
        "description": known.description,
        "archived_at": None,
        "archived_by": None,
    }


def labels(world: World, repo: Repo, known: Issue) -> list[Json]:
    """The labels on an issue or pull request."""
    return [label(world, repo, repo.labels[name.lower()]) for name in known.labels]


def reaction_counts(url: str, reactions: list[Reaction]) -> Json:
    """The roll-up of reactions inside an issue or a comment: counts, not whose."""
    counts = {content: sum(r.content == content for r in reactions) for content in REACTIONS}
    return {"url": f"{url}/reactions", "total_count": len(reactions), **counts}


def reaction(world: World, known: Reaction) -> Json:
    """One reaction."""
    return {
        "id": known.id,
        "node_id": node_id("Reaction", known.id),
        "user": account(world, known.login),
        "content": known.content,
        "created_at": stamp(known.created_at),
    }


def association(repo: Repo, login: str) -> str:
    """How an author is related to a repository."""
    if login == repo.owner:
        return "OWNER"
    if login in repo.collaborators:
        return "COLLABORATOR"
    merged = any(i.author == login and i.pull and i.pull.merged_at for i in repo.issues.values())
    return "CONTRIBUTOR" if merged else "NONE"


def issue(world: World, repo: Repo, known: Issue) -> Json:
    """An issue; a pull request's too, which bears the key `pull_request`."""
    url = f"{repo_url(world, repo)}/issues/{known.number}"
    page = "pull" if known.pull else "issues"
    html = f"{world.origin}/{repo.full_name}/{page}/{known.number}"
    shape: Json = {
        "url": url,
        "repository_url": repo_url(world, repo),
        "labels_url": f"{url}/labels{{/name}}",
        "comments_url": f"{url}/comments",
        "events_url": f"{url}/events",
        "html_url": html,
        "id": known.id,
        "node_id": node_id("PullRequest" if known.pull else "Issue", known.id),
        "number": known.number,
        "title": known.title,
        "user": account(world, known.author),
        "labels": labels(world, repo, known),
        "state": known.state,
        "locked": False,
        "assignee": None,
        "assignees": [],
        "milestone": None,
        "comments": len(known.comments),
        "created_at": stamp(known.created_at),
        "updated_at": stamp(known.updated_at),
        "closed_at": stamp(known.closed_at),
        "author_association": association(repo, known.author),
        "active_lock_reason": None,
        "body": known.body,
        "closed_by": account(world, known.closed_by) if known.closed_by else None,
        "reactions": reaction_counts(url, known.reactions),
        "timeline_url": f"{url}/timeline",
        "performed_via_github_app": _made_by(world, known.app),
        "state_reason": known.state_reason,
    }
    if known.pull:
        shape["draft"] = known.pull.draft
        shape["pull_request"] = {
            "url": f"{repo_url(world, repo)}/pulls/{known.number}",
            "html_url": html,
            "diff_url": f"{html}.diff",
            "patch_url": f"{html}.patch",
            "merged_at": stamp(known.pull.merged_at),
        }
    return shape


def comment(world: World, repo: Repo, known: Comment) -> Json:
    """A comment of a conversation."""
    url = f"{repo_url(world, repo)}/issues/comments/{known.id}"
    page = "pull" if repo.issues[known.number].pull else "issues"
    return {
        "url": url,
        "html_url": f"{world.origin}/{repo.full_name}/{page}/{known.number}#issuecomment-{known.id}",
        "issue_url": f"{repo_url(world, repo)}/issues/{known.number}",
        "id": known.id,
        "node_id": node_id("IssueComment", known.id),
        "user": account(world, known.author),
        "created_at": stamp(known.created_at),
        "updated_at": stamp(known.updated_at),
        "author_association": association(repo, known.author),
        "body": known.body,
        "reactions": reaction_counts(url, known.reactions),
        "performed_via_github_app": _made_by(world, known.app),
    }


def pull_request(world: World, repo: Repo, known: Issue) -> Json:
    """A pull request as lists and webhooks show it."""
    pull = _pull(known)
    url = f"{repo_url(world, repo)}/pulls/{known.number}"
    html = f"{world.origin}/{repo.full_name}/pull/{known.number}"
    issue_url = f"{repo_url(world, repo)}/issues/{known.number}"
    statuses = f"{repo_url(world, repo)}/statuses/{pull.head_sha}"

    def side(place: Repo, ref: str, sha: str) -> Json:
        return {
            "label": f"{place.owner}:{ref}",
            "ref": ref,
            "sha": sha,
            "user": account(world, place.owner),
            "repo": repository(world, place),
        }

    links = {
        "self": url,
        "html": html,
        "issue": issue_url,
        "comments": f"{issue_url}/comments",
        "review_comments": f"{url}/comments",
        "review_comment": f"{repo_url(world, repo)}/pulls/comments{{/number}}",
        "commits": f"{url}/commits",
        "statuses": statuses,
    }
    return {
        "url": url,
        "id": pull.id,
        "node_id": node_id("PullRequest", pull.id),
        "html_url": html,
        "diff_url": f"{html}.diff",
        "patch_url": f"{html}.patch",
        "issue_url": issue_url,
        "number": known.number,
        "state": known.state,
        "locked": False,
        "title": known.title,
        "user": account(world, known.author),
        "body": known.body,
        "created_at": stamp(known.created_at),
        "updated_at": stamp(known.updated_at),
        "closed_at": stamp(known.closed_at),
        "merged_at": stamp(pull.merged_at),
        "merge_commit_sha": pull.merge_commit_sha or pull.test_merge,
        "assignee": None,
        "assignees": [],
        "requested_reviewers": [],
        "requested_teams": [],
        "labels": labels(world, repo, known),
        "milestone": None,
        "draft": pull.draft,
        "commits_url": links["commits"],
        "review_comments_url": links["review_comments"],
        "review_comment_url": links["review_comment"],
        "comments_url": links["comments"],
        "statuses_url": statuses,
        "head": side(world.head_repo(repo, pull), pull.head_ref, pull.head_sha),
        "base": side(repo, pull.base_ref, pull.base_sha),
        "_links": {key: {"href": value} for key, value in links.items()},
        "author_association": association(repo, known.author),
        "auto_merge": None,
        "active_lock_reason": None,
    }


def full_pull_request(world: World, repo: Repo, known: Issue, mergeable: bool | None, stats: Json) -> Json:
    """A pull request as `GET /pulls/{number}` and the `pull_request` event show it."""
    pull = _pull(known)
    return pull_request(world, repo, known) | {
        "merged": pull.merged_at is not None,
        "mergeable": mergeable,
        "rebaseable": mergeable,
        "mergeable_state": protection.merge_state(repo, pull, mergeable),
        "merged_by": account(world, pull.merged_by) if pull.merged_by else None,
        "comments": len(known.comments),
        "review_comments": len(pull.review_comments),
        "maintainer_can_modify": pull.maintainer_can_modify,
        **stats,
    }


def minimal_pull(world: World, repo: Repo, known: Issue, pull: Pull) -> Json:
    """A pull request as checks name it."""
    named = {"id": repo.id, "url": repo_url(world, repo), "name": repo.name}
    return {
        "id": pull.id,
        "number": known.number,
        "url": f"{repo_url(world, repo)}/pulls/{known.number}",
        "head": {"ref": pull.head_ref, "sha": pull.head_sha, "repo": named},
        "base": {"ref": pull.base_ref, "sha": pull.base_sha, "repo": named},
    }


def simple_commit(known: Commit) -> Json:
    """A commit as check suites name it."""
    return {
        "id": known.sha,
        "tree_id": known.tree,
        "message": known.message,
        "timestamp": stamp(known.author.at),
        "author": {"name": known.author.name, "email": known.author.email},
        "committer": {"name": known.committer.name, "email": known.committer.email},
    }


def _person(world: World, who: Signature) -> Json | None:
    """The account behind a commit's e-mail address, as far as GitHub can tell."""
    if who.email == WEB_EMAIL:
        return account(world, "web-flow")
    local, _, domain = who.email.partition("@")
    if domain != "users.noreply.github.com":
        return None
    login = local.partition("+")[2] or local
    known = world.known_account(login)
    return account(world, known) if known else None


def git_commit(world: World, repo: Repo, known: Commit) -> Json:
    """A commit object as the git database endpoints show it."""
    url = repo_url(world, repo)
    html = f"{world.origin}/{repo.full_name}"
    return {
        "sha": known.sha,
        "node_id": node_id("Commit", repo.id) + known.sha[:8],
        "url": f"{url}/git/commits/{known.sha}",
        "html_url": f"{html}/commit/{known.sha}",
        "author": _signature(known.author),
        "committer": _signature(known.committer),
        "tree": {"sha": known.tree, "url": f"{url}/git/trees/{known.tree}"},
        "message": known.message,
        "parents": [
            {"sha": sha, "url": f"{url}/git/commits/{sha}", "html_url": f"{html}/commit/{sha}"} for sha in known.parents
        ],
        "verification": verification(known),
    }


def commit(world: World, repo: Repo, known: Commit) -> Json:
    """A commit as the commits endpoints show it."""
    url = repo_url(world, repo)
    html = f"{world.origin}/{repo.full_name}"
    return {
        "sha": known.sha,
        "node_id": node_id("Commit", repo.id) + known.sha[:8],
        "commit": {
            "author": _signature(known.author),
            "committer": _signature(known.committer),
            "message": known.message,
            "tree": {"sha": known.tree, "url": f"{url}/git/trees/{known.tree}"},
            "url": f"{url}/git/commits/{known.sha}",
            "comment_count": 0,
            "verification": verification(known),
        },
        "url": f"{url}/commits/{known.sha}",
        "html_url": f"{html}/commit/{known.sha}",
        "comments_url": f"{url}/commits/{known.sha}/comments",
        "author": _person(world, known.author),
        "committer": _person(world, known.committer),
        "parents": [
            {"sha": sha, "url": f"{url}/commits/{sha}", "html_url": f"{html}/commit/{sha}"} for sha in known.parents
        ],
    }


def verification(known: Commit) -> Json:
    """Whether GitHub signed a commit: it does so where it is the committer."""
    signed = known.committer.email == WEB_EMAIL
    return {
        "verified": signed,
        "reason": "valid" if signed else "unsigned",
        "signature": "sandbox" if signed else None,
        "payload": f"tree {known.tree}" if signed else None,
        "verified_at": stamp(known.committer.at) if signed else None,
    }


def file_change(world: World, repo: Repo, known: FileChange, head: str) -> Json:
    """A changed file of a pull request or a comparison."""
    shape: Json = {
        "sha": known.sha,
        "filename": known.path,
        "status": known.status,
        "additions": known.additions,
        "deletions": known.deletions,
        "changes": known.additions + known.deletions,
        "blob_url": f"{world.origin}/{repo.full_name}/blob/{head}/{known.path}",
        "raw_url": f"{world.origin}/{repo.full_name}/raw/{head}/{known.path}",
        "contents_url": f"{repo_url(world, repo)}/contents/{known.path}?ref={head}",
    }
    if known.patch is not None:
        shape["patch"] = known.patch
    if known.previous_path:
        shape["previous_filename"] = known.previous_path
    return shape


def ref(world: World, repo: Repo, name: str, sha: str, kind: str = "commit") -> Json:
    """A reference."""
    url = repo_url(world, repo)
    return {
        "ref": name,
        "node_id": node_id("Ref", repo.id) + name,
        "url": f"{url}/git/{name}",
        "object": {"sha": sha, "type": kind, "url": f"{url}/git/{kind}s/{sha}"},
    }


def app(world: World, known: App) -> Json:
    """A GitHub App as `GET /app` shows it."""
    return {
        "id": known.id,
        "slug": known.slug,
        "node_id": node_id("App", known.id),
        "client_id": known.client_id,
        "owner": account(world, known.owner),
        "name": known.name,
        "description": "",
        "external_url": f"{world.origin}/apps/{known.slug}",
        "html_url": f"{world.origin}/apps/{known.slug}",
        "created_at": stamp(known.created_at),
        "updated_at": stamp(known.created_at),
        "permissions": dict(known.permissions),
        "events": list(known.events),
        "installations_count": sum(i.app == known.id for i in world.installations.values()),
    }


def installation(world: World, known: Installation) -> Json:
    """An installation of an app."""
    slug = world.apps[known.app].slug
    url = f"{world.api}/app/installations/{known.id}"
    return {
        "id": known.id,
        "client_id": world.apps[known.app].client_id,
        "account": account(world, known.account),
        "repository_selection": "selected",
        "access_tokens_url": f"{url}/access_tokens",
        "repositories_url": f"{world.api}/installation/repositories",
        "html_url": f"{world.origin}/settings/installations/{known.id}",
        "app_id": known.app,
        "app_slug": slug,
        "target_id": world.account(known.account).id,
        "target_type": "User",
        "permissions": dict(known.permissions),
        "events": list(known.events),
        "created_at": stamp(known.created_at),
        "updated_at": stamp(known.updated_at),
        "single_file_name": None,
        "has_multiple_single_files": False,
        "single_file_paths": [],
        "suspended_by": None,
        "suspended_at": None,
    }


def _signature(who: Signature) -> Json:
    return {"name": who.name, "email": who.email, "date": stamp(who.at)}


def _made_by(world: World, app_id: int | None) -> Json | None:
    return None if app_id is None else app(world, world.apps[app_id])


def _pull(known: Issue) -> Pull:
    if known.pull is None:
        raise LookupError(f"#{known.number} is no pull request")
    return known.pull
