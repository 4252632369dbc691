"""A sandbox with one list, an app installed on it, and an ear that hears the app's webhooks."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from github import Auth, Github, GithubIntegration
from github.Repository import Repository as RemoteRepository

from bot.sandbox import App, Installation, Repository, Sandbox
from tests.builders import NO_TLS

from .fidelity import description
from .fidelity.recorder import recording, told

SECRET = "It's a Secret to Everybody"
README = b"# List\n\n- one\n- two\n- three\n- four\n- five\n"


@dataclass
class Heard:
    """One webhook that came in."""

    headers: dict[str, str]
    body: bytes

    @property
    def payload(self) -> dict[str, Any]:
        """The event."""
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Ear:
    """A web server that hears webhooks and answers them with `status`."""

    status: int = 202
    heard: list[Heard] = field(default_factory=list)
    url: str = ""

    def events(self) -> list[str]:
        """What was heard, as `event.action`, in order."""
        return [f"{one.headers['X-GitHub-Event']}.{one.payload.get('action')}" for one in self.heard]

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen for a while."""
        ear = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                ear.heard.append(Heard(dict(self.headers.items()), body))
                self.send_response(ear.status)
                self.end_headers()
                self.wfile.write(b"heard")

            def log_message(self, *arguments: object) -> None:
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            self.url = f"http://127.0.0.1:{server.server_port}/webhook"
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            yield
            server.shutdown()
            thread.join()


@pytest.fixture
def ear() -> Iterator[Ear]:
    """A listening ear."""
    ear = Ear()
    with ear.listening():
        yield ear


@pytest.fixture
def browser(github: Sandbox, repo: Repository) -> Iterator[httpx.Client]:
    """A browser without scripts, as forms need it."""
    with httpx.Client(verify=NO_TLS, base_url=github.url, follow_redirects=True) as made:
        yield made


def as_maintainer(browser: httpx.Client) -> None:
    """Act as the owner from now on."""
    browser.post("/act-as", data={"role": "maintainer", "back": "/"})


@pytest.fixture
def github() -> Iterator[Sandbox]:
    """A running sandbox, whose every answer and webhook is judged by GitHub's description in the end."""
    with recording() as recorder, Sandbox() as sandbox:
        yield sandbox
        assert recorder.drifts() == []
        assert {event: lines for event, lines in told(sandbox).items() if lines} == {}


@pytest.fixture
def repo(github: Sandbox) -> Repository:
    """Ana's list."""
    return github.create_repo("ana/list", {"README.md": README})


@pytest.fixture
def rights() -> dict[str, Any]:
    """What the app may do and what it is told of, where a test wants others than are usual."""
    return {}


@pytest.fixture
def app(github: Sandbox, ear: Ear, keys: tuple[str, str], rights: dict[str, Any]) -> App:
    """An app whose webhooks go to the ear."""
    private, public = keys
    return github.register_app(
        "shelver", private_key=private, public_key=public, webhook_url=ear.url, webhook_secret=SECRET, **rights
    )


@pytest.fixture(scope="session")
def keys() -> tuple[str, str]:
    """A private and a public key, made once: making one takes a while."""
    with Sandbox() as maker:
        made = maker.register_app("key-maker")
    return made.private_key or "", made.public_key


@pytest.fixture
def installation(github: Sandbox, app: App, repo: Repository) -> Installation:
    """The app on Ana's list."""
    return github.install(app, repo)


@pytest.fixture
def integration(github: Sandbox, app: App) -> Iterator[GithubIntegration]:
    """PyGithub as the app itself."""
    auth = Auth.AppAuth(app.id, app.private_key or "")
    made = GithubIntegration(
        auth=auth, base_url=github.base_url, retry=None, seconds_between_requests=None, seconds_between_writes=None
    )
    yield made
    made.close()


@pytest.fixture
def bot(
    github: Sandbox, integration: GithubIntegration, installation: Installation, repo: Repository
) -> Iterator[RemoteRepository]:
    """Ana's list as the app's bot sees it through PyGithub."""
    token = integration.get_access_token(installation.id).token
    with client(github, token) as made:
        yield made.get_repo(repo.full_name)


@pytest.fixture
def ana(github: Sandbox, repo: Repository) -> Iterator[httpx.Client]:
    """The REST API as Ana calls it, by plain HTTP."""
    yield from person(github, "ana")


@pytest.fixture
def stranger(github: Sandbox, repo: Repository) -> Iterator[httpx.Client]:
    """The REST API as somebody without rights calls it."""
    yield from person(github, "stranger")


@pytest.fixture
def nobody(github: Sandbox, repo: Repository) -> Iterator[httpx.Client]:
    """The REST API without authentication."""
    with httpx.Client(verify=NO_TLS, base_url=github.base_url) as made:
        yield made


def person(github: Sandbox, login: str) -> Iterator[httpx.Client]:
    """The REST API as a person calls it."""
    headers = {"Authorization": f"Bearer {github.token_of(login)}"}
    with httpx.Client(verify=NO_TLS, base_url=github.base_url, headers=headers) as made:
        yield made


def client(github: Sandbox, token: str) -> Github:
    """PyGithub without retries and without its own pace."""
    return Github(
        auth=Auth.Token(token),
        base_url=github.base_url,
        retry=None,
        seconds_between_requests=None,
        seconds_between_writes=None,
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much of the sandbox was held against GitHub's description."""
    passed = [report.nodeid for report in terminalreporter.stats.get("passed", []) if report.when == "call"]
    for version in description.MODULES:
        routes = sum("test_fidelity.py::test_route[" in one and version in one for one in passed)
        if routes:
            source = description.source(version)
            terminalreporter.write_line(f"{routes} routes validated in version {version}: {source}")
    events = sum("test_fidelity.py::test_event[" in one for one in passed)
    if events:
        terminalreporter.write_line(f"{events} events validated: {description.source(description.WEBHOOKS)}")
