"""Pages for people: look at lists, issues and pull requests, and act as a maintainer or a visitor.

Server-rendered, without scripts. A page acts as the repository's owner ("maintainer") or as the account `visitor`;
a cookie holds which.

Other routers stand beside these pages, in the same frame and look:

```python
routes = APIRouter()


@routes.get("/")
def first(request: Request) -> Response:
    return page(request, "first.html", steps=steps)  # {% extends "base.html" %} {% block main %}...


Sandbox(routes=[routes], templates=[Path("folder/with/first.html")])
```

They are asked before the sandbox's own pages, so an address can be taken over; their templates go before those of the
same name here. Forms come in through `FormDep`, which refuses other sites; `style.css` names the parts to build with.
"""

from fastapi import APIRouter, Request, Response

from bot.sandbox.pages import checks, deliveries, edit, home, issues, new_issue, pulls, repository, reviews
from bot.sandbox.pages.frame import (
    HEADERS,
    Form,
    FormDep,
    RepoDep,
    WorldDep,
    acting_login,
    acting_role,
    environment,
    go,
    only_maintainer,
    page,
    reason,
)
from bot.sandbox.state import Refused, World

__all__ = [
    "HEADERS",
    "Form",
    "FormDep",
    "RepoDep",
    "WorldDep",
    "acting_login",
    "acting_role",
    "environment",
    "error_page",
    "go",
    "only_maintainer",
    "page",
    "reason",
    "routes",
]

routes = APIRouter(include_in_schema=False)
for _theme in (home, deliveries, new_issue, checks, reviews, edit, pulls, issues, repository):
    routes.include_router(_theme.routes)


def error_page(request: Request, refused: Refused) -> Response:
    """Say in a page what was refused, and lead on from there."""
    world: World = request.app.state.world
    owner, _, rest = request.url.path.strip("/").partition("/")
    with world.lock:
        repo = world.repo(owner, rest.partition("/")[0])
    return page(request, "error.html", refused.status, message=reason(refused), repo=repo)
