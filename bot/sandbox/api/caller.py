"""Who calls the REST API, what they may do, and the small things that every route shares."""

import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

import jwt
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from bot.sandbox import forks
from bot.sandbox.api.permissions import NEEDS, fulfilled, reads
from bot.sandbox.state import App, Installation, Issue, Refused, Repo, Token, World

T = TypeVar("T")

#: GitHub's clock and an app's may differ by this much.
DRIFT = 10
_NOT_FOR_APPS = "Resource not accessible by integration"
LEVELS = {"none": 0, "read": 1, "triage": 2, "write": 3, "maintain": 4, "admin": 5}


@dataclass(frozen=True)
class Caller:
    """The one who calls: nobody, a person, or an installed app's bot."""

    world: World
    login: str | None = None
    token: Token | None = None

    @property
    def app(self) -> int | None:
        """The id of the app that acts, if it is one."""
        return self.world.installations[self.token.installation].app if self.token else None

    @property
    def who(self) -> str:
        """The login of the one who acts; a stranger may not."""
        if self.login is None:
            raise Refused(401, "Requires authentication")
        return self.login

    def sees(self, repo: Repo) -> bool:
        """Tell whether the caller may know of a repository."""
        if not repo.private:
            return True
        if self.token:
            return self._installed(repo)
        return self.login is not None and repo.permission(self.login) != "none"

    def may(self, repo: Repo, person: str) -> bool:
        """Tell whether the caller may do what takes this level of a person; an app was asked at the operation."""
        if self.token:
            return self._installed(repo)
        return self.login is not None and LEVELS[repo.permission(self.login)] >= LEVELS[person]

    def must(self, repo: Repo, person: str = "read") -> str:
        """Return who acts; a person below this level is refused."""
        who = self.who
        if not self.may(repo, person):
            raise Refused(403, _NOT_FOR_APPS if self.token else "Must have push access to repository.")
        return who

    def must_push(self, repo: Repo, branch: str | None = None) -> str:
        """Return who writes to a branch, or objects that any branch may hold; a fork may lend its branch."""
        return self.who if self.borrows(repo, branch) else self.must(repo, "write")

    def borrows(self, fork: Repo, branch: str | None = None) -> bool:
        """Tell whether the caller maintains a repository that a fork lends a branch to."""
        bases = forks.lent(self.world, fork, branch)
        if self.token:
            writes = fulfilled("contents=write", self.token.permissions)
            return writes and any(self._installed(base) for base in bases)
        return any(self.may(base, "write") for base in bases)

    def must_hold(self, needs: str) -> None:
        """Refuse an app whose token lacks all of these permissions.

        https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
        """
        if self.token and not fulfilled(needs, self.token.permissions):
            raise Refused(403, _NOT_FOR_APPS)

    def must_be_let(self, repo: Repo, needs: str, *, public: bool = True) -> None:
        """Refuse an app that may not call an operation on a repository; of a public one most may be read by all."""
        if self.token is None or (public and reads(needs) and not repo.private):
            return
        if needs == "contents=write" and self.borrows(repo):
            return
        if not self._installed(repo):
            raise Refused(403, _NOT_FOR_APPS)
        self.must_hold(needs)

    def _installed(self, repo: Repo) -> bool:
        if self.token is None:
            return False
        installation = self.world.installations[self.token.installation]
        return repo.id in installation.repos and (self.token.repos is None or repo.id in self.token.repos)


def the_world(request: Request) -> World:
    """Give a route the world that it serves."""
    world: World = request.app.state.world
    return world


def the_caller(request: Request, world: Annotated[World, Depends(the_world)]) -> Caller:
    """Find out who calls, from the Authorization header."""
    credentials = credentials_of(request)
    with world.lock:
        caller = caller_of(world, credentials)
    request.state.login = caller.login
    return caller


def the_app(request: Request, world: Annotated[World, Depends(the_world)]) -> App:
    """Find out which app calls, from its JWT.

    https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
    """
    credentials = credentials_of(request)
    if credentials is None or credentials.count(".") != 2:
        raise Refused(401, "A JSON web token could not be decoded")
    with world.lock:
        app = app_of_jwt(world, credentials)
    request.state.login = app.bot.login
    return app


def the_repo(
    owner: str, repo: str, request: Request, world: Annotated[World, Depends(the_world)], caller: "CallerDep"
) -> Repo:
    """Find the repository that the address names; what one may not see does not exist.

    Who asks for one by an old name is sent on: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
    """
    with world.lock:
        found = world.repo(owner, repo)
        if found is None and (moved := world.moved_repo(owner, repo)) is not None and caller.sees(moved):
            raise Refused(301, "Moved Permanently", headers={"location": f"{world.api}/repositories/{moved.id}"})
        if found is None or not caller.sees(found):
            raise Refused(404, "Not Found")
        needs = NEEDS[operation(request)]
        if caller.token:
            request.state.needs = needs
        caller.must_be_let(found, needs)
        if found.archived and request.method not in ("GET", "HEAD"):
            raise Refused(403, "Repository was archived so is read-only.")
        return found


def operation(request: Request) -> str:
    """Return the operation that is called, as GitHub's documentation writes it: `GET /repos/{owner}/{repo}`."""
    path: str = request.scope["route"].path
    return f"{request.method} {path[path.index('/repos') :].replace(':path}', '}')}"


async def the_body(request: Request) -> dict[str, Any]:
    """Read the JSON object that was sent."""
    sent = await _json(request)
    if not isinstance(sent, dict):
        raise Refused(400, "Body should be a JSON object")
    return sent


async def the_value(request: Request) -> Any:
    """Read the JSON that was sent, an object or a list."""
    return await _json(request)


WorldDep = Annotated[World, Depends(the_world)]
CallerDep = Annotated[Caller, Depends(the_caller)]
AppDep = Annotated[App, Depends(the_app)]
RepoDep = Annotated[Repo, Depends(the_repo)]
BodyDep = Annotated[dict[str, Any], Depends(the_body)]
ValueDep = Annotated[Any, Depends(the_value)]


class Routes(APIRouter):
    """A router whose routes hold the world's lock while they run, so that each sees one state."""

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Add a route."""

        @wraps(endpoint)
        def held(**given: Any) -> Any:
            world: World = given["world"]
            with world.lock:
                return endpoint(**given)

        super().add_api_route(path, held, **{**options, "response_model": None})


def answer(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Answer with JSON."""
    return JSONResponse(data, status, headers)


def nothing(status: int = 204) -> Response:
    """Answer without a body."""
    return Response(status_code=status)


def refusal(refused: Refused, route: object = None) -> Response:
    """Answer as GitHub does when it says no; an error names the page of its route, which is the route's docstring."""
    page = re.search(r"https://docs\.github\.com/en/(rest/\S+)", getattr(route, "description", ""))
    described = f"https://docs.github.com/{page[1] if page and refused.status != 401 else 'rest'}"
    body: dict[str, Any] = {"message": refused.message}
    if refused.errors is not None:
        body["errors"] = refused.errors
    body["documentation_url"] = refused.documentation or described
    body["status"] = str(refused.status)
    return JSONResponse(body, refused.status, refused.headers)


def pages(request: Request, items: Sequence[T], shape: Callable[[T], Any]) -> Response:
    """Answer with one page of a list, and in `Link` where the others are.

    https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
    """
    query = request.query_params
    size = min(max(_number(query.get("per_page"), 30), 1), 100)
    at = max(_number(query.get("page"), 1), 1)
    last = max(math.ceil(len(items) / size), 1)
    others = {"prev": at - 1, "next": at + 1, "last": last, "first": 1}
    if at >= last:
        others = {name: page for name, page in others.items() if name in ("prev", "first")}
    if at == 1:
        others = {name: page for name, page in others.items() if name in ("next", "last")}
    world: World = request.app.state.world
    links = []
    for name, page in others.items():
        asked = urlencode({**query, "page": page})
        links.append(f'<{world.origin}{request.url.path}?{asked}>; rel="{name}"')
    shown = [shape(item) for item in items[(at - 1) * size : at * size]]
    return answer(shown, headers={"Link": ", ".join(links)} if links else None)


def counted_pages(request: Request, name: str, items: Sequence[T], shape: Callable[[T], Any]) -> Response:
    """Answer with one page of a list as an object that tells how many there are: `{"total_count": 2, name: [...]}`."""
    page = pages(request, items, shape)
    shown = {"total_count": len(items), name: json.loads(bytes(page.body))}
    return answer(shown, headers={"Link": page.headers["Link"]} if "Link" in page.headers else None)


def wants(request: Request, kind: str) -> bool:
    """Tell whether a media type such as `raw` or `diff` is asked for.

    https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types
    """
    accept = request.headers.get("accept", "")
    return re.search(rf"application/vnd\.github(\.[\w-]+)?\.{kind}\b", accept) is not None


def text_field(body: dict[str, Any], name: str, default: str | None = None) -> str | None:
    """Return a field that must be text where it is given."""
    value = body.get(name, default)
    if value is not None and not isinstance(value, str):
        raise Refused(422, f"Invalid request.\n\nFor '{name}', {value!r} is not a string.")
    return value


def required(body: dict[str, Any], name: str) -> str:
    """Return a text field that must be given."""
    value = text_field(body, name)
    if value is None:
        raise Refused(422, f'Invalid request.\n\n"{name}" wasn\'t supplied.')
    return value


def find_issue(repo: Repo, number: int) -> Issue:
    """Return an issue or pull request by its number.

    One that went to another repository is not found here, save by who asks for the issue itself.
    """
    issue = repo.issues.get(number)
    if number in repo.deleted:
        raise Refused(410, "This issue was deleted")
    if issue is None:
        raise Refused(404, "Not Found")
    if issue.pull is None:
        must_have_issues(repo)
    return issue


def must_have_issues(repo: Repo) -> None:
    """Refuse where a repository's issues are turned off."""
    if not repo.has_issues:
        raise Refused(410, "Issues are disabled for this repo")


def app_of_jwt(world: World, token: str) -> App:
    """Return the app that signed a JWT, or refuse.

    https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
    """
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
        issuer = str(claims.get("iss"))
    except jwt.InvalidTokenError as error:
        raise Refused(401, "A JSON web token could not be decoded") from error
    if claims.get("iss") is None:
        raise Refused(401, "'Issuer' claim ('iss') must be an Integer")
    app = next((a for a in world.apps.values() if issuer in (str(a.id), a.client_id)), None)
    if app is None:
        raise Refused(404, "Integration not found")
    try:
        # `iss` may be a number here, as GitHub still takes it; the standard wants text.
        options: Any = {"verify_exp": False, "verify_iat": False, "verify_iss": False, "verify_sub": False}
        jwt.decode(token, app.public_key, algorithms=["RS256"], options=options)
    except jwt.InvalidTokenError as error:
        raise Refused(401, "A JSON web token could not be decoded") from error
    now = world.auth_now().timestamp()
    expires, issued = claims.get("exp"), claims.get("iat")
    if not isinstance(expires, int | float) or expires < now:
        message = "'Expiration time' claim ('exp') must be a numeric value representing the future time at which"
        raise Refused(401, f"{message} the assertion expires")
    if expires > now + 600 + DRIFT:
        raise Refused(401, "'Expiration time' claim ('exp') is too far in the future")
    if not isinstance(issued, int | float) or issued > now + DRIFT:
        message = "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued"
        raise Refused(401, message)
    return app


def credentials_of(request: Request) -> str | None:
    """Return what the Authorization header holds, None where there is no such header."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    if not scheme:
        return None
    if scheme.lower() not in ("token", "bearer"):
        raise Refused(401, "Bad credentials")
    return rest.strip()


def caller_of(world: World, credentials: str | None) -> Caller:
    """Return whose credentials these are."""
    if credentials is None:
        return Caller(world)
    if credentials in world.people_tokens:
        return Caller(world, world.people_tokens[credentials])
    token = world.tokens.get(credentials)
    if token is None or token.expires_at <= world.auth_now() or token.installation not in world.installations:
        raise Refused(401, "Bad credentials")
    installation: Installation = world.installations[token.installation]
    return Caller(world, world.apps[installation.app].bot.login, token)


async def _json(request: Request) -> Any:
    raw = await request.body()
    if not raw:
        return {}
    try:
        return json.loads(raw)
    except ValueError as error:
        raise Refused(400, "Problems parsing JSON") from error


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() else default
