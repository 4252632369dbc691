"""The first page, and as whom one acts."""

from fastapi import APIRouter, Request, Response

from bot.sandbox.pages.frame import ROLES, VISITOR, FormDep, WorldDep, go, page

routes = APIRouter(include_in_schema=False)


@routes.get("/")
def home(request: Request, world: WorldDep) -> Response:
    """Show the repositories and the apps."""
    with world.lock:
        repos, apps = list(world.repos.values()), list(world.apps.values())
    return page(request, "home.html", repos=repos, apps=apps)


@routes.post("/act-as")
def act_as(request: Request, form: FormDep) -> Response:
    """Choose as whom the pages act."""
    back = form.get("back", "/")
    # "/\\" and "//" at the start would lead a browser to another site.
    answer = go(back if back.startswith("/") and back[1:2] not in ("/", "\\") else "/")
    role = form.get("role", VISITOR)
    answer.set_cookie("role", role if role in ROLES else VISITOR, samesite="strict", httponly=True)
    return answer
