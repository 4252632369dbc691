"""The pages of webhook deliveries: what was sent to an app, what it answered, and the button that sends it again.

https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/viewing-webhook-deliveries
"""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from bot.sandbox.pages.frame import FormDep, RepoDep, WorldDep, go, only_maintainer, page
from bot.sandbox.state import App, Refused
from bot.sandbox.webhooks import Delivery, Postman

routes = APIRouter(include_in_schema=False)

_A_PAGE = 100


def the_postman(request: Request) -> Postman:
    """Give a page the postman that holds the deliveries."""
    postman: Postman = request.app.state.postman
    return postman


def the_app(slug: str, world: WorldDep) -> App:
    """Find the app of an address."""
    with world.lock:
        found = next((app for app in world.apps.values() if app.slug == slug), None)
    if found is None:
        raise Refused(404, f"There is no app {slug} here.")
    return found


PostmanDep = Annotated[Postman, Depends(the_postman)]
AppDep = Annotated[App, Depends(the_app)]


@routes.get("/apps/{slug}/deliveries")
def list_of_app(request: Request, postman: PostmanDep, app: AppDep) -> Response:
    """List an app's deliveries, the newest first."""
    return _list(request, postman.deliveries(app.id), _of_app(app))


@routes.get("/apps/{slug}/deliveries/{number}")
def show_of_app(number: int, request: Request, postman: PostmanDep, app: AppDep) -> Response:
    """Show one delivery of an app."""
    return _show(request, postman.deliveries(app.id), number, _of_app(app))


@routes.post("/apps/{slug}/deliveries/{number}/redeliver")
def redeliver_of_app(number: int, request: Request, postman: PostmanDep, app: AppDep, form: FormDep) -> Response:
    """Send a delivery of an app again."""
    return _redeliver(request, postman, postman.deliveries(app.id), number, _of_app(app))


@routes.get("/{owner}/{name}/deliveries")
def list_of_repo(request: Request, postman: PostmanDep, repo: RepoDep) -> Response:
    """List the deliveries that concern a repository, the newest first."""
    return _list(request, _of(postman, repo.id), _of_repo(repo))


@routes.get("/{owner}/{name}/deliveries/{number}")
def show_of_repo(number: int, request: Request, postman: PostmanDep, repo: RepoDep) -> Response:
    """Show one delivery that concerns a repository."""
    return _show(request, _of(postman, repo.id), number, _of_repo(repo))


@routes.post("/{owner}/{name}/deliveries/{number}/redeliver")
def redeliver_of_repo(number: int, request: Request, postman: PostmanDep, repo: RepoDep, form: FormDep) -> Response:
    """Send a delivery that concerns a repository again."""
    return _redeliver(request, postman, _of(postman, repo.id), number, _of_repo(repo))


def _of(postman: Postman, repository: int) -> list[Delivery]:
    return [delivery for delivery in postman.deliveries() if delivery.repository_id == repository]


def _of_repo(repo: RepoDep) -> dict[str, Any]:
    return {"repo": repo, "tab": "deliveries", "base": f"/{repo.full_name}/deliveries", "whose": repo.full_name}


def _of_app(app: App) -> dict[str, Any]:
    return {"base": f"/apps/{app.slug}/deliveries", "whose": app.name}


def _list(request: Request, deliveries: list[Delivery], facts: dict[str, Any]) -> Response:
    only_maintainer(request, "see webhook deliveries")
    newest = deliveries[::-1]
    return page(request, "deliveries.html", deliveries=newest[:_A_PAGE], total=len(newest), **facts)


def _show(request: Request, deliveries: list[Delivery], number: int, facts: dict[str, Any]) -> Response:
    only_maintainer(request, "see webhook deliveries")
    delivery = _find(deliveries, number)
    attempts = [other for other in deliveries if other.guid == delivery.guid]
    payload = json.dumps(delivery.payload, ensure_ascii=False, indent=2)
    return page(request, "delivery.html", delivery=delivery, payload=payload, attempts=attempts, **facts)


def _redeliver(
    request: Request, postman: Postman, deliveries: list[Delivery], number: int, facts: dict[str, Any]
) -> Response:
    only_maintainer(request, "send webhooks again")
    again = postman.redeliver(_find(deliveries, number))
    return go(f"{facts['base']}/{again.id}")


def _find(deliveries: list[Delivery], number: int) -> Delivery:
    found = next((delivery for delivery in deliveries if delivery.id == number), None)
    if found is None:
        raise Refused(404, f"There is no delivery {number}.")
    return found
