"""The REST API of the sandbox's GitHub: one file a theme, and 501 for every route that is not there."""

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.routing import Route

from bot.sandbox.api import apps, git, hooks, issues, pulls, repos

THEMES = (apps, git, hooks, issues, pulls, repos)
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]


def routes() -> list[Route]:
    """Return the routes that are there, as GitHub's documentation writes them, below no prefix."""
    return [route for theme in THEMES for route in theme.routes.routes if isinstance(route, Route)]


def add_to(app: FastAPI, prefix: str) -> None:
    """Put the REST API into an application, below a prefix."""
    for theme in THEMES:
        app.include_router(theme.routes, prefix=prefix)
    rest = APIRouter()

    @rest.api_route("/{path:path}", methods=METHODS, include_in_schema=False)
    def missing(path: str, request: Request) -> Response:
        """Say which route is missing, so that nobody takes a gap of the sandbox for an answer of GitHub."""
        return JSONResponse({"message": f"Not implemented in the sandbox: {request.method} /{path}"}, 501)

    app.include_router(rest, prefix=prefix)
