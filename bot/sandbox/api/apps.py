"""REST: the app itself, its installations and tokens, and the webhook deliveries it was sent."""

import json
import secrets
from datetime import timedelta
from typing import Any

from fastapi import Request, Response

from bot.sandbox import shapes
from bot.sandbox.api.caller import (
    AppDep,
    BodyDep,
    CallerDep,
    Routes,
    WorldDep,
    answer,
    pages,
)
from bot.sandbox.api.protocol import Payer
from bot.sandbox.state import App, Installation, Refused, Token, World

routes = Routes()


@routes.get("/app")
def get_app(world: WorldDep, app: AppDep) -> Response:
    """https://docs.github.com/en/rest/apps/apps#get-the-authenticated-app"""
    return answer(shapes.app(world, app))


@routes.get("/app/installations")
def list_installations(request: Request, world: WorldDep, app: AppDep) -> Response:
    """https://docs.github.com/en/rest/apps/apps#list-installations-for-the-authenticated-app"""
    mine = [i for i in world.installations.values() if i.app == app.id]
    return pages(request, mine, lambda i: shapes.installation(world, i))


@routes.get("/app/installations/{number}")
def get_installation(number: int, world: WorldDep, app: AppDep) -> Response:
    """https://docs.github.com/en/rest/apps/apps#get-an-installation-for-the-authenticated-app"""
    return answer(shapes.installation(world, _mine(world, app, number)))


@routes.get("/repos/{owner}/{repo}/installation")
def get_repo_installation(owner: str, repo: str, world: WorldDep, app: AppDep) -> Response:
    """https://docs.github.com/en/rest/apps/apps#get-a-repository-installation-for-the-authenticated-app"""
    found = world.repo(owner, repo)
    installation = world.installation_on(app, found) if found else None
    if installation is None:
        raise Refused(404, "Not Found")
    return answer(shapes.installation(world, installation))


@routes.post("/app/installations/{number}/access_tokens")
def create_access_token(number: int, world: WorldDep, app: AppDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app"""
    installation = _mine(world, app, number)
    permissions = dict(installation.permissions)
    if body.get("permissions"):
        permissions = _narrowed(installation.permissions, body["permissions"])
    repos = _chosen(world, installation, body)
    value = f"ghs_{secrets.token_hex(18)}"
    token = Token(value, number, permissions, repos, world.auth_now() + timedelta(hours=1))
    world.tokens[value] = token
    shape: dict[str, Any] = {
        "token": value,
        "expires_at": shapes.stamp(token.expires_at),
        "permissions": permissions,
        "repository_selection": "selected",
    }
    if repos is not None:
        shape["repositories"] = [shapes.repository(world, world.repos[one]) for one in sorted(repos)]
    return answer(shape, 201)


@routes.get("/installation/repositories")
def list_installation_repositories(request: Request, world: WorldDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-app-installation"""
    if caller.token is None:
        raise Refused(403, "Resource not accessible by integration")
    numbers = caller.token.repos or frozenset(world.installations[caller.token.installation].repos)
    page = pages(request, sorted(numbers), lambda one: shapes.repository(world, world.repos[one]))
    listed = json.loads(bytes(page.body))
    shown = {"total_count": len(numbers), "repository_selection": "selected", "repositories": listed}
    return answer(shown, headers={"Link": page.headers["Link"]} if "Link" in page.headers else None)


@routes.get("/rate_limit")
def get_rate_limit(request: Request, world: WorldDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user"""
    budget = Payer(world, request).budget()
    core = {"limit": budget.limit, "remaining": budget.remaining, "reset": budget.reset, "used": budget.used}
    # Neither search nor GraphQL is here, so nobody has used them.
    search = core | {"limit": 30, "remaining": 30, "used": 0}
    graphql = core | {"remaining": budget.limit, "used": 0}
    return answer({"resources": {"core": core, "search": search, "graphql": graphql}, "rate": core})


@routes.get("/user")
def get_user(world: WorldDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/users/users#get-the-authenticated-user"""
    if caller.token:
        raise Refused(403, "Resource not accessible by integration")
    return answer(shapes.full_account(world, world.account(caller.who)))


@routes.get("/users/{login}")
def get_account(login: str, world: WorldDep, caller: CallerDep) -> Response:
    """https://docs.github.com/en/rest/users/users#get-a-user"""
    known = world.known_account(login)
    if known is None:
        raise Refused(404, "Not Found")
    return answer(shapes.full_account(world, known))


def _mine(world: World, app: App, number: int) -> Installation:
    found = world.installations.get(number)
    if found is None or found.app != app.id:
        raise Refused(404, "Not Found")
    return found


def _narrowed(granted: dict[str, str], wanted: Any) -> dict[str, str]:
    ladder = {"read": 1, "write": 2, "admin": 3}
    if not isinstance(wanted, dict):
        raise Refused(422, "Invalid request.\n\nFor 'permissions', an object is wanted.")
    for name, level in wanted.items():
        if ladder.get(level, 9) > ladder.get(granted.get(name, ""), 0):
            raise Refused(422, "The permissions requested are not granted to this installation.")
    # Every token may read metadata: https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
    return {**wanted, "metadata": "read"}


def _chosen(world: World, installation: Installation, body: dict[str, Any]) -> frozenset[int] | None:
    if not body.get("repositories") and not body.get("repository_ids"):
        return None
    names = {str(name).lower() for name in body.get("repositories", [])}
    found = {one for one in installation.repos if world.repos[one].name.lower() in names}
    numbers = set(body.get("repository_ids", []))
    if len(found) < len(names) or not numbers <= installation.repos:
        message = (
            "There is at least one repository that does not exist or is not accessible to the parent installation."
        )
        raise Refused(422, message)
    return frozenset(found | numbers)
