"""Commands to try Shelver out: an embedded GitHub, with the bot beside it as a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.files import stop

if TYPE_CHECKING:
    import httpx

    from bot.sandbox import App, Repository, Sandbox
    from bot.sandbox.weather import Weather
    from bot.tryout import TryOut

_START_WITHIN = 30.0
_SETTLE_WITHIN = 60.0


def register(app: typer.Typer) -> None:
    """Add the try-out commands to the command line."""
    app.command()(sandbox)
    app.command()(demo)


def sandbox(
    list_file: Annotated[
        Path | None, typer.Option("--list", help="Your own list, to try it at once.", metavar="FILE")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the embedded GitHub; 0 takes a free one.")] = 0,
    online: Annotated[bool, typer.Option("--online", help="Look papers up at the real services.")] = False,
    weather_file: Annotated[
        Path | None, typer.Option("--weather", help="Bad weather, as a storm file tells.", metavar="FILE")
    ] = None,
) -> None:
    """Run an embedded GitHub with Shelver on it, to try it out. Nothing reaches github.com.

    Papers are looked up in a small internet beside it, which knows some hundreds of them; with --online the real
    services are asked.
    """
    from bot.tryout import BadList, TryOut, read_list_file

    try:
        own = read_list_file(str(list_file)) if list_file else None
    except BadList as error:
        stop(2, str(error))
    weather = _weather(weather_file) if weather_file else None
    pages = TryOut("real" if online else "partial")
    typer.echo("Starting an embedded GitHub, and Shelver beside it ...")
    with tryout(port, pages=pages, weather=weather) as (github, app, _):
        add_demo_list(github, app)
        if own is not None:
            number = pages.keep(own)
            repo = pages.found(number)
            typer.echo(f"What Shelver learned of your list:  {github.url}/try/{number}")
            typer.echo(f"File an issue for it here:          {repo.html_url}/issues/new\n")
        _invite(pages)
        _stay_up()


def _weather(path: Path) -> "Weather":
    """Read a storm file; what it does is told as it happens. Ends the program where the file is wrong."""
    from bot.sandbox import api
    from bot.sandbox.door import Names
    from bot.sandbox.storm import StormError, read_storm

    try:
        weather = read_storm(path.read_text(encoding="utf-8"), Names(api.routes()).known)
    except (OSError, UnicodeDecodeError) as error:
        stop(2, f"{path} cannot be read: {error.strerror if isinstance(error, OSError) else 'it is not UTF-8'}")
    except StormError as error:
        stop(2, "\n".join(f"{path}, {problem}" for problem in error.problems))
    weather.tell = lambda strike: typer.echo(f"weather: {strike}", err=True)
    return weather


def demo() -> None:
    """Show the main job: issues with paper links become pull requests, on an embedded GitHub.

    In a terminal it gives an address to open; elsewhere it tells the story as text, and ends.
    """
    from bot.cli.demo import propose_by_hand, run_demo
    from bot.sandbox.pages.frame import VISITOR
    from bot.tryout import TryOut

    started = time.monotonic()
    typer.echo("Starting an embedded GitHub with a small internet, and Shelver beside it ...")
    works = True
    pages = TryOut("partial")
    with tryout(pages=pages) as (github, app, bot):
        repo = add_demo_list(github, app)
        # `make demo </dev/null` in a terminal ends by itself.
        if sys.stdin.isatty() and sys.stdout.isatty():
            _invite(pages)
            clumsy = propose_by_hand(repo, VISITOR)
            typer.echo(f"  A clumsy pull request of yours waits there, too: {repo.html_url}/pull/{clumsy}")
            typer.echo("No browser here? `shelver demo </dev/null` tells the story as text.")
            _stay_up()
        else:
            works = run_demo(github, repo, bot, started)
    raise typer.Exit(0 if works else 1)


def add_demo_list(github: "Sandbox", app: "App") -> "Repository":
    """Make the repository that the first page's steps lead through, with the issue form that `init` makes for it."""
    from bot.document import parse
    from bot.onboarding import learned_of
    from bot.sandbox import demo_list
    from bot.scaffold import FORM_PATH, form_text
    from bot.tryout import REPOSITORY

    text = demo_list()
    form = form_text(learned_of(parse(text.decode()), "README.md"))
    repo = github.create_repo(REPOSITORY, {"README.md": text, FORM_PATH: form.encode()})
    github.install(app, repo)
    return repo


def _invite(pages: "TryOut") -> None:
    typer.echo(f"Open {pages.address}")
    typer.echo("  1. Open the example issue there, which is filled in, and submit it.")
    typer.echo("  2. Look at the pull request that Shelver makes of it within a second.")
    typer.echo("  3. Merge it as the maintainer, and see the list. Then try your own.")
    if pages.internet:
        typer.echo(f"Some hundreds of papers can be looked up; {pages.internet} tells at which addresses.")


def _stay_up() -> None:
    """Wait for the end, by Ctrl-C, by a closed terminal or by `kill`; then all that was started ends too."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    typer.echo("Ctrl-C ends it; nothing of it is kept.")
    try:
        while True:
            # Not longer: a signal that comes right before a sleep, or to another thread, is only heard after it.
            time.sleep(1)
    except KeyboardInterrupt:
        with suppress(OSError):
            typer.echo("")


@dataclass
class BotProcess:
    """`shelver serve`, running beside us; its log goes to `log`."""

    url: str
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    _client: "httpx.Client | None" = None

    def start(self) -> None:
        """Start it and wait until it is ready. Raises RuntimeError with its last words if it is not."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        if not wait_until(lambda: self.unfinished() is not None or self.process_ended(), _START_WITHIN):
            msg = f"Shelver did not start within {_START_WITHIN:.0f} s"
            raise RuntimeError(msg)
        if self.process_ended():
            msg = f"Shelver ended at once:\n{self.log.read_text(errors='replace')[-2000:]}"
            raise RuntimeError(msg)

    def process_ended(self) -> bool:
        """Whether the process is gone."""
        return self.process is None or self.process.poll() is not None

    def stop(self) -> None:
        """Ask it to end, and wait."""
        if self._client:
            self._client.close()
            self._client = None
        if self.process and not self.process_ended():
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def unfinished(self) -> int | None:
        """How many looks run or wait; None while it does not answer."""
        import httpx

        # One client: making one takes longer than the question.
        self._client = self._client or httpx.Client(base_url=self.url, timeout=5, trust_env=False)
        try:
            answer = self._client.get("/healthz")
        except httpx.HTTPError:
            return None
        return int(answer.json()["unfinished"]) if answer.status_code == 200 else None

    def settle(self, github: "Sandbox") -> None:
        """Wait until every webhook was delivered and every look done. Raises TimeoutError."""

        def settled() -> bool:
            before = len(github.deliveries)
            github.wait_idle()
            # What a look did may have caused further webhooks.
            return self.unfinished() == 0 and len(github.deliveries) == before

        if not wait_until(settled, _SETTLE_WITHIN):
            msg = f"Shelver was not done within {_SETTLE_WITHIN:.0f} s; its log is {self.log}"
            raise TimeoutError(msg)


@contextmanager
def tryout(
    port: int = 0, *, pace: float = 0.0, pages: "TryOut | None" = None, weather: "Weather | None" = None
) -> Iterator[tuple["Sandbox", "App", BotProcess]]:
    """An embedded GitHub with a registered app, and the bot that serves it.

    `pace` is towards the services beside it. `pages` are the try-out's; they say who is asked about papers.
    `weather` is what befalls calls and webhooks. Ends the program where the port is taken.
    """
    from bot.lookup import paper_service
    from bot.sandbox import Sandbox
    from bot.settings import SettingsError, read_reader_settings
    from bot.tryout import TEMPLATES, TryOut, routes

    pages = pages or TryOut()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="shelver-"))
        try:
            github = stack.enter_context(Sandbox(port, routes=[routes(pages)], templates=[TEMPLATES], weather=weather))
        except OSError as error:
            stop(2, f"port {port} cannot be used: {error.strerror or error}; name another with --port")
        manifest = _manifest()
        bot_port = _free_port()
        data = str(Path(folder, "data"))
        papers = _papers(pages, github, pace)
        try:
            settings = read_reader_settings(papers | {"SHELVER_DATA": data})
        except SettingsError as error:
            stop(2, str(error))
        app = github.register_app(
            "shelver",
            webhook_url=f"http://127.0.0.1:{bot_port}/webhook",
            webhook_secret="only between this GitHub and this bot",  # noqa: S106 - both end with this process
            permissions=manifest["default_permissions"],
            events=manifest["default_events"],
        )
        bot = BotProcess(
            url=f"http://127.0.0.1:{bot_port}",
            environment={name: value for name, value in os.environ.items() if not name.startswith("SHELVER_")}
            | {
                "SHELVER_APP_ID": str(app.id),
                "SHELVER_PRIVATE_KEY": app.private_key or "",
                "SHELVER_WEBHOOK_SECRET": app.webhook_secret or "",
                "SHELVER_GITHUB_URL": github.base_url,
                "SHELVER_PORT": str(bot_port),
                "SHELVER_DATA": data,
                "SHELVER_GITHUB_PACE": str(pace),
                # This GitHub loses no webhook unless it is told to.
                "SHELVER_SWEEP_EVERY": "0" if weather is None else "15",
            }
            | papers,
            log=Path(folder, "shelver.log"),
        )
        pages.begin(github, app, stack.enter_context(paper_service(settings)))
        stack.callback(bot.stop)
        bot.start()
        yield github, app, bot


def _papers(pages: "TryOut", github: "Sandbox", pace: float) -> dict[str, str]:
    """The settings that say who is asked about papers; of the real services the operator may have named mirrors."""
    if pages.services == "real":
        named = re.compile(r"SHELVER_(?:PAPERS_PACE|CONTACT|SMALL_INTERNET|(?!GITHUB)[A-Z0-9]+_(?:URL|KEY))")
        return {name: value for name, value in os.environ.items() if named.fullmatch(name)}
    return {
        "SHELVER_ARXIV_URL": github.arxiv_url,
        "SHELVER_SMALL_INTERNET": github.internet_address,
        "SHELVER_PAPERS_PACE": str(pace),
        "SHELVER_PAPERS_PARTIAL": str(int(pages.services == "partial")),
    }


def _manifest() -> dict[str, Any]:
    """The app's manifest: beside the package in a checkout, inside it when installed."""
    import yaml

    package = Path(__file__).parent.parent
    path = next(path for path in (package / "app.yml", package.parent / "app.yml") if path.is_file())
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait for a condition, at most so many seconds; returns whether it came."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
