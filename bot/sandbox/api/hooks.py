"""REST: an app's webhook, the deliveries it was sent, and sending them again. All of it takes the app's own JWT."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from fastapi import Request, Response

from bot.sandbox import shapes
from bot.sandbox.api.caller import AppDep, BodyDep, Routes, WorldDep, answer, text_field
from bot.sandbox.state import App, Refused
from bot.sandbox.webhooks import Delivery, Postman

routes = Routes(prefix="/app/hook")

#: What GitHub takes a status code for, from the first one to the last.
_OUTCOMES = {"success": (200, 399), "failure": (400, 599)}


@routes.get("/config")
def get_config(world: WorldDep, app: AppDep) -> Response:
    """https://docs.github.com/en/rest/apps/webhooks#get-a-webhook-configuration-for-an-app"""
    return answer(_config(app))


@routes.patch("/config")
def update_config(world: WorldDep, app: AppDep, body: BodyDep) -> Response:
    """https://docs.github.com/en/rest/apps/webhooks#update-a-webhook-configuration-for-an-app"""
    url = text_field(body, "url")
    if url is not None and urlsplit(url).scheme not in ("http", "https"):
        raise Refused(422, "Validation Failed", [{"resource": "Hook", "code": "custom", "field": "url"}])
    app.webhook_url = url or app.webhook_url
    app.webhook_secret = text_field(body, "secret") or app.webhook_secret
    kind = text_field(body, "content_type")
    app.content_type = kind if kind in ("json", "form") else app.content_type
    return answer(_config(app))


@routes.get("/deliveries")
def list_deliveries(request: Request, world: WorldDep, app: AppDep) -> Response:
    """https://docs.github.com/en/rest/apps/webhooks#list-deliveries-for-an-app-webhook"""
    query = request.query_params
    size = min(max(_number(query.get("per_page"), 30), 1), 100)
    below = _number(query.get("cursor"), None)
    status = query.get("status")
    if status is not None and status not in _OUTCOMES:
        raise Refused(422, "Invalid request.\n\nFor 'status', only success and failure are known.")
    least, most = _OUTCOMES[status] if status else (0, 999)
    found = [
        one
        for one in reversed(_sent(request, app))
        if (below is None or one.id < below) and least <= one.status_code <= most
    ]
    headers = None
    if len(found) > size:
        asked = urlencode({**query, "per_page": size, "cursor": found[size - 1].id})
        headers = {"Link": f'<{world.origin}{request.url.path}?{asked}>; rel="next"'}
    return answer([_item(one) for one in found[:size]], headers=headers)


@routes.get("/deliveries/{number}")
def get_delivery(number: int, request: Request, world: WorldDep, app: AppDep) -> Response:
    """https://docs.github.com/en/rest/apps/webhooks#get-a-delivery-for-an-app-webhook"""
    found = _find(request, app, number)
    return answer(
        _item(found)
        | {
            "url": found.url,
            "request": {"headers": found.request_headers, "payload": found.payload},
            "response": {"headers": found.response_headers, "payload": found.response_body},
        }
    )


@routes.post("/deliveries/{number}/attempts")
def redeliver(number: int, request: Request, world: WorldDep, app: AppDep) -> Response:
    """https://docs.github.com/en/rest/apps/webhooks#redeliver-a-delivery-for-an-app-webhook"""
    _postman(request).redeliver(_find(request, app, number))
    return answer({}, 202)


def _config(app: App) -> dict[str, Any]:
    shown = {"content_type": app.content_type, "insecure_ssl": "0", "url": app.webhook_url or ""}
    return shown | ({"secret": "********"} if app.webhook_secret else {})


def _postman(request: Request) -> Postman:
    postman: Postman = request.app.state.postman
    return postman


def _sent(request: Request, app: App) -> list[Delivery]:
    """What was sent to an app, the oldest first; what still waits was not delivered yet."""
    return [one for one in _postman(request).deliveries(app.id) if one.done]


def _find(request: Request, app: App, number: int) -> Delivery:
    found = next((one for one in _sent(request, app) if one.id == number), None)
    if found is None:
        raise Refused(404, "Not Found")
    return found


def _number(text: str | None, default: Any) -> Any:
    if text is None:
        return default
    if not text.isdigit():
        raise Refused(422, f"Invalid request.\n\n{text!r} is no number.")
    return int(text)


def _item(known: Delivery) -> dict[str, Any]:
    return {
        "id": known.id,
        "guid": known.guid,
        "delivered_at": shapes.stamp(known.delivered_at),
        "redelivery": known.redelivery,
        "duration": round(known.duration, 2),
        "status": known.status,
        "status_code": known.status_code,
        "event": known.event,
        "action": known.action,
        "installation_id": known.installation_id,
        "repository_id": known.repository_id,
        "throttled_at": None,
    }
