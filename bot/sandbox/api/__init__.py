"""The REST API of the sandbox's GitHub: one file a theme, and 501 for every route that is not there."""

from functools import cache

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.routing import Route

from bot.sandbox import shapes
from bot.sandbox.api import apps, checks, git, hooks, issues, pulls, repos, reviews
from bot.sandbox.api.caller import CallerDep, WorldDep, answer, find_issue
from bot.sandbox.api.protocol import Protocol
from bot.sandbox.state import Refused, World

#: Earlier ones go first: the checks of a commit before a commit of any name, review comments before a pull request.
THEMES = (apps, checks, git, hooks, issues, reviews, pulls, repos)
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]


def routes() -> list[Route]:
    """Return the routes that are there, below no prefix."""
    return [route for theme in THEMES for route in theme.routes.routes if isinstance(route, Route)]


def add_to(app: FastAPI, prefix: str, world: World) -> None:
    """Put the REST API of a world into an application, below a prefix."""
    # Not included but shared: FastAPI works an included route out anew in every application.
    app.router.routes.extend(_router(prefix).routes)
    app.add_middleware(Protocol, world=world, prefix=prefix, routes=routes())


@cache
def _router(prefix: str) -> APIRouter:
    """All routes below a prefix; the world is the application's that a request comes to."""
    router = APIRouter()
    for theme in THEMES:
        router.include_router(theme.routes, prefix=prefix)

    @router.get(prefix + "/repositories/{number}", include_in_schema=False)
    def by_number(number: int, world: WorldDep, caller: CallerDep) -> Response:
        """https://docs.github.com/en/rest/repos/repos#get-a-repository

        Where old names lead; GitHub's own description leaves it out, so it is no theme's.
        """
        with world.lock:
            found = world.repos.get(number)
            if found is None or not caller.sees(found):
                raise Refused(404, "Not Found")
            return answer(shapes.full_repository(world, found, caller.login))

    @router.get(prefix + "/repositories/{number}/issues/{issue}", include_in_schema=False)
    def issue_by_number(number: int, issue: int, world: WorldDep, caller: CallerDep) -> Response:
        """https://docs.github.com/en/rest/issues/issues#get-an-issue

        Where the old number of an issue leads that went to another repository.
        """
        with world.lock:
            found = world.repos.get(number)
            if found is None or not caller.sees(found):
                raise Refused(404, "Not Found")
            return answer(shapes.issue(world, found, find_issue(found, issue)))

    @router.get(prefix + "/repositories/{number}/branches/{name:path}", include_in_schema=False)
    def branch_by_number(number: int, name: str, world: WorldDep, caller: CallerDep) -> Response:
        """https://docs.github.com/en/rest/branches/branches#get-a-branch

        Where the old name of a branch leads.
        """
        with world.lock:
            found = world.repos.get(number)
            if found is None or not caller.sees(found):
                raise Refused(404, "Not Found")
            return repos.get_branch(name=name, world=world, repo=found)

    @router.api_route(prefix + "/{path:path}", methods=METHODS, include_in_schema=False)
    def missing(path: str, request: Request) -> Response:
        """Say which route is missing, so that nobody takes a gap of the sandbox for an answer of GitHub."""
        return JSONResponse({"message": f"Not implemented in the sandbox: {request.method} /{path}"}, 501)

    return router
