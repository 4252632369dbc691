"""A small GitHub for tests, the demo and try-outs: it speaks HTTP, has real git underneath, and knows no bot.

```python
with Sandbox() as github:
    repo = github.create_repo("ana/awesome-vl", {"README.md": b"# Awesome\\n"})
    app = github.register_app("shelver", webhook_url="http://127.0.0.1:8000/webhook", webhook_secret="s")
    github.install(app, repo)
    issue = repo.open_issue("Add InstructBLIP", "https://arxiv.org/abs/2305.06500", by="visitor")
    github.wait_idle()
```

REST is at `github.base_url`, the pages at `github.url`, the small arXiv at `github.arxiv_url`. A second port,
`github.internet_address`, serves the small internet: paper services, publishers and strangers' pages, by Host header.
"""

import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from bot.sandbox import api, deeds, pages, shapes
from bot.sandbox.api.caller import refusal
from bot.sandbox.door import API, Door, Names
from bot.sandbox.internet import Arxiv, ArxivPaper, Internet, Publication, load_papers
from bot.sandbox.internet.arxiv import routes as arxiv_routes
from bot.sandbox.limits import GITHUB_LIMITS, Limits
from bot.sandbox.people import Repository
from bot.sandbox.reviews import Remark
from bot.sandbox.state import (
    DEFAULT_EVENTS,
    DEFAULT_PERMISSIONS,
    App,
    Call,
    CheckRun,
    Comment,
    Installation,
    Issue,
    Mail,
    Protection,
    Refused,
    Review,
    ReviewComment,
    World,
)
from bot.sandbox.weather import Weather
from bot.sandbox.webhooks import Delivery, Postman

__all__ = [
    "GITHUB_LIMITS",
    "App",
    "Arxiv",
    "ArxivPaper",
    "Call",
    "CheckRun",
    "Comment",
    "Delivery",
    "Installation",
    "Internet",
    "Issue",
    "Limits",
    "Mail",
    "Protection",
    "Publication",
    "Refused",
    "Remark",
    "Repository",
    "Review",
    "ReviewComment",
    "Sandbox",
    "demo_list",
]


def demo_list() -> bytes:
    """Return the README of the list that the demo works on."""
    return (Path(__file__).parent / "data" / "demo_list.md").read_bytes()


class Sandbox:
    """An embedded GitHub, served on 127.0.0.1 from a thread of its own.

    `port` 0 takes a free one. `folder` keeps the git repositories; by default a fresh temporary folder, taken away at
    the end. `papers` are what the small arXiv knows, by default those that come with the sandbox. `routes` are further
    pages, asked before the sandbox's own; `templates` are folders with theirs (`bot.sandbox.pages` shows how).
    `weather` holds the faults that befall calls and webhooks, by default none; rules may be added at any time.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        folder: Path | None = None,
        papers: Sequence[ArxivPaper] | None = None,
        routes: Sequence[APIRouter] = (),
        templates: Sequence[Path] = (),
        weather: Weather | None = None,
    ) -> None:
        self._own_folder = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="sandbox-github-"))
        self.world = World(self.folder)
        self.arxiv = Arxiv(load_papers if papers is None else papers)
        self.internet = Internet(self.arxiv)
        self._routes = tuple(routes)
        self._templates = tuple(templates)
        self.weather = weather or Weather()
        self.world.clock_skew = self.weather.clock_skew
        self.postman = Postman(self.world, self.weather)
        self._port = port
        self._server: uvicorn.Server | None = None
        self._sockets: list[socket.socket] = []
        self._thread: threading.Thread | None = None

    # Life

    def start(self) -> Self:
        """Begin to serve; returns once requests are answered."""
        self._sockets = [_listening(self._port)]
        self._sockets.append(_listening(0))
        self._port, self.internet.port = (listening.getsockname()[1] for listening in self._sockets)
        self.world.origin = self.url
        self.world.publish = self.postman.publish
        config = uvicorn.Config(
            Door(self._application(), self.world, self.internet, self.weather, Names(api.routes())),
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, args=(self._sockets,), name="sandbox-github", daemon=True
        )
        self._thread.start()
        self.postman.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.002)
        return self

    def stop(self) -> None:
        """Stop serving and take the temporary folder away."""
        self.internet.end()
        if self._server and self._thread:
            self._server.should_exit = True
            self._thread.join(10)
            self.postman.stop()
        for listening in self._sockets:
            listening.close()
        if self._own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # Addresses

    @property
    def port(self) -> int:
        """The port in use."""
        return self._port

    @property
    def url(self) -> str:
        """Address of the pages."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def base_url(self) -> str:
        """Address of the REST API, as PyGithub's `base_url` wants it."""
        return f"{self.url}{API}"

    @property
    def arxiv_url(self) -> str:
        """Address of the small arXiv; `/api/query` is below it."""
        return f"{self.url}/arxiv"

    @property
    def internet_address(self) -> str:
        """Host and port of the small internet."""
        return self.internet.address

    # Making things

    def create_repo(
        self,
        full_name: str,
        files: dict[str, bytes] | None = None,
        *,
        default_branch: str = "main",
        private: bool = False,
        description: str | None = None,
    ) -> Repository:
        """Make a repository whose first commit holds the given files."""
        repo = deeds.create_repo(
            self.world,
            full_name,
            files or {},
            default_branch=default_branch,
            private=private,
            description=description,
        )
        return Repository(self.world, repo)

    def create_organization(self, login: str) -> None:
        """Make an account an organisation."""
        with self.world.lock:
            self.world.account(login).kind = "Organization"

    def repo(self, full_name: str) -> Repository:
        """Return a repository by its `owner/name`."""
        owner, _, name = full_name.partition("/")
        found = self.world.repo(owner, name)
        if found is None:
            raise Refused(404, f"{full_name} does not exist")
        return Repository(self.world, found)

    def register_app(
        self,
        slug: str = "shelver",
        *,
        public_key: str | None = None,
        private_key: str | None = None,
        webhook_url: str | None = None,
        webhook_secret: str | None = None,
        content_type: str = "json",
        permissions: dict[str, str] | None = None,
        events: Sequence[str] = DEFAULT_EVENTS,
        owner: str = "app-owner",
    ) -> App:
        """Register a GitHub App; without a key one is made, and `app.private_key` holds it (PEM).

        The record may be changed later: `app.webhook_url`, `app.webhook_secret`, `app.content_type`.
        """
        world = self.world
        with world.lock:
            if public_key is None:
                key = (
                    rsa.generate_private_key(public_exponent=65537, key_size=2048)
                    if private_key is None
                    else serialization.load_pem_private_key(private_key.encode(), None)
                )
                private_key, public_key = _pem(key)
            number = world.next_id()
            app = App(
                id=number,
                slug=slug,
                name=slug.capitalize(),
                owner=world.account(owner).login,
                bot=world.account(f"{slug}[bot]"),
                public_key=public_key,
                client_id=f"Iv23li{number:014d}",
                created_at=world.now(),
                private_key=private_key,
                webhook_url=webhook_url,
                webhook_secret=webhook_secret,
                content_type=content_type,
                hook_id=world.next_id(),
                permissions={"metadata": "read", **(DEFAULT_PERMISSIONS if permissions is None else permissions)},
                events=tuple(events),
            )
            world.apps[number] = app
            return app

    def install(
        self, app: App, *repos: Repository, permissions: dict[str, str] | None = None, by: str | None = None
    ) -> Installation:
        """Install an app on repositories of one owner; sends `installation` or `installation_repositories`."""
        world = self.world
        with world.lock:
            owner = repos[0].owner
            known = next((i for i in world.installations.values() if (i.app, i.account) == (app.id, owner)), None)
            new = [repo for repo in repos if known is None or repo.id not in known.repos]
            short = [_short(self.world, repo) for repo in new]
            sender = {"sender": shapes.account(world, by or owner)}
            if known:
                known.repos.update(repo.id for repo in new)
                known.updated_at = world.now()
                payload = {"action": "added", "installation": shapes.installation(world, known)}
                change = {"repositories_added": short, "repositories_removed": [], "requester": None}
                selection = {"repository_selection": "selected"}
                world.publish(app, known, "installation_repositories", {**payload, **selection, **change, **sender})
                return known
            made = Installation(
                id=world.next_id(),
                app=app.id,
                account=owner,
                repos={repo.id for repo in repos},
                permissions={"metadata": "read", **(app.permissions if permissions is None else permissions)},
                events=app.events,
                created_at=world.now(),
                updated_at=world.now(),
            )
            world.installations[made.id] = made
            payload = {"action": "created", "installation": shapes.installation(world, made)}
            world.publish(app, made, "installation", {**payload, "repositories": short, "requester": None, **sender})
            return made

    def grant(self, installation: Installation, permissions: dict[str, str], by: str | None = None) -> None:
        """Give an installation further permissions, as its owner does who accepts what an app asks for.

        https://docs.github.com/en/apps/using-github-apps/approving-updated-permissions-for-a-github-app
        """
        world = self.world
        with world.lock:
            installation.permissions = {**installation.permissions, **permissions}
            installation.updated_at = world.now()
            payload = {
                "action": "new_permissions_accepted",
                "installation": shapes.installation(world, installation),
                "sender": shapes.account(world, by or installation.account),
            }
            world.publish(world.apps[installation.app], installation, "installation", payload)

    def take_off(self, installation: Installation, repo: Repository) -> None:
        """Take an app off one of the repositories that it is installed on; sends `installation_repositories`."""
        world = self.world
        with world.lock:
            installation.repos.discard(repo.id)
            installation.updated_at = world.now()
            payload = {
                "action": "removed",
                "installation": shapes.installation(world, installation),
                "repository_selection": "selected",
                "repositories_added": [],
                "repositories_removed": [_short(world, repo)],
                "requester": None,
                "sender": shapes.account(world, installation.account),
            }
            world.publish(world.apps[installation.app], installation, "installation_repositories", payload)

    def uninstall(self, installation: Installation) -> None:
        """Take an app off an account; its tokens end with it."""
        world = self.world
        with world.lock:
            app = world.apps[installation.app]
            payload = {
                "action": "deleted",
                "installation": shapes.installation(world, installation),
                "repositories": [],
                "sender": shapes.account(world, installation.account),
            }
            del world.installations[installation.id]
            world.publish(app, installation, "installation", payload)

    def token_of(self, login: str) -> str:
        """Return a token with which a person calls the REST API."""
        return self.world.person_token(login)

    # Webhooks

    @property
    def deliveries(self) -> list[Delivery]:
        """The webhook deliveries so far, oldest first."""
        return self.postman.deliveries()

    def redeliver(self, guid: str) -> Delivery:
        """Send a delivery again under the same GUID."""
        found = [delivery for delivery in self.deliveries if delivery.guid == guid]
        if not found:
            raise Refused(404, f"there is no delivery {guid}")
        return self.postman.redeliver(found[0])

    def pause_webhooks(self) -> None:
        """Hold further deliveries back."""
        self.postman.pause()

    def resume_webhooks(self) -> None:
        """Send what was held back, in order."""
        self.postman.resume()

    def wait_idle(self, timeout: float = 30.0) -> None:
        """Return once every webhook was delivered (well or not)."""
        self.postman.wait_idle(timeout)

    # Looking

    def mails(self, login: str | None = None) -> list[Mail]:
        """Return what GitHub mailed: to one account, or all of it, which is what a mere watcher is mailed."""
        with self.world.lock:
            return [mail for mail in self.world.mails if login is None or login in mail.recipients]

    @property
    def requests(self) -> list[Call]:
        """The REST requests so far, oldest first."""
        with self.world.lock:
            return list(self.world.calls)

    @property
    def now(self) -> datetime:
        """The clock that new things are dated by. Setting it stops it at a moment; None lets it run again."""
        return self.world.now()

    @now.setter
    def now(self, moment: datetime | None) -> None:
        self.world.set_now(moment)

    @property
    def clock_skew(self) -> timedelta:
        """How far the clock that judges tokens and JWTs is ahead of this machine's."""
        return self.world.clock_skew

    @clock_skew.setter
    def clock_skew(self, skew: timedelta) -> None:
        self.world.clock_skew = skew

    @property
    def limits(self) -> Limits:
        """How much may be asked: at first GitHub's primary limits; `GITHUB_LIMITS` has the secondary ones too."""
        return self.world.meter.limits

    @limits.setter
    def limits(self, limits: Limits) -> None:
        self.world.meter.limits = limits

    def _application(self) -> FastAPI:
        app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        app.state.world = self.world
        app.state.postman = self.postman
        app.state.templates = pages.environment(self._templates)
        api.add_to(app, API, self.world)
        app.include_router(arxiv_routes(self.arxiv))
        for router in self._routes:
            app.include_router(router)
        app.router.routes.extend(pages.routes.routes)

        @app.exception_handler(Refused)
        def refused(request: Request, error: Refused) -> Response:
            rest = request.url.path.startswith(API)
            return refusal(error, request.scope.get("route")) if rest else pages.error_page(request, error)

        @app.exception_handler(HTTPException)
        def no_route(request: Request, error: HTTPException) -> Response:
            return refused(request, Refused(error.status_code, f"There is no page {request.url.path} here."))

        @app.exception_handler(RequestValidationError)
        def unreadable(request: Request, error: RequestValidationError) -> Response:
            return refused(request, Refused(404, "Not Found"))

        return app


def _listening(port: int) -> socket.socket:
    """Take a port of this machine; 0 is a free one."""
    # asyncio sends without delay (TCP_NODELAY) only where the protocol is named; else each answer takes 40 ms more.
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
    except OSError:
        made.close()
        raise
    return made


def _short(world: World, repo: Repository) -> dict[str, object]:
    full = shapes.repository(world, world.repos[repo.id])
    return {key: full[key] for key in ("id", "node_id", "name", "full_name", "private")}


def _pem(key: object) -> tuple[str, str]:
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("an app signs with an RSA key")
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()
