"""Our process's settings, read from the environment."""

import logging
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.papers import services

_log = logging.getLogger(__name__)


class SettingsError(Exception):
    """Settings are missing or wrong; `problems` names all of them at once."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class PaperSettings:
    """How papers are looked up.

    `urls` are addresses of services that stand in the place of their own, by the names of their files in
    `bot/papers/`; they are trusted, wherever they are. `keys` are the operator's keys for services. `pace` is a factor
    on the pauses that services ask for; below 1 it is for services of one's own. `partial` tells that they hold only
    some papers, as those of a try-out do: nobody is then told that a paper which they do not hold does not exist.
    `contact` is a mail address that services are told. `internet` is address and port of a small internet that stands
    for the real one (see `bot.fetch.Fetcher`).
    """

    urls: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    pace: float = 1.0
    partial: bool = False
    contact: str = ""
    internet: tuple[str, int] | None = None

    @property
    def agent(self) -> str:
        """How we call ourselves to the services. https://www.crossref.org/documentation/retrieve-metadata/rest-api/"""
        return f"Shelver (a bot for curated paper lists{f'; mailto:{self.contact}' if self.contact else ''})"


@dataclass(frozen=True)
class Accounts:
    """Which accounts the operator lets this server work for, by their logins in lower case; None stands for all.

    In repositories of `stopped` ones nothing is looked at or written, of `trial` ones nothing is written save an issue
    that lists what would be. Those that are not `served` are ignored.
    """

    stopped: frozenset[str] | None = frozenset()
    trial: frozenset[str] | None = frozenset()
    served: frozenset[str] | None = None

    def stops(self, repo: str) -> bool:
        """Whether all work in `owner/name` is stopped."""
        return _is_of(self.stopped, repo)

    def tries(self, repo: str) -> bool:
        """Whether nothing but a list of what would be is written in `owner/name`."""
        return _is_of(self.trial, repo)

    def serves(self, repo: str) -> bool:
        """Whether we are there for `owner/name`, or for an account."""
        return _is_of(self.served, repo)


def _is_of(accounts: frozenset[str] | None, repo: str) -> bool:
    return accounts is None or repo.partition("/")[0].lower() in accounts


@dataclass(frozen=True)
class Settings:
    """Where the services are, who we are there, and how fast we may go.

    Addresses are the operator's and trusted. `github_pace` is seconds between two writes to GitHub; its default is what
    GitHub asks for (its page "Best practices for using the REST API"). `patience` is a factor on the waits before a
    look is taken again. `sweep_every` is seconds between two searches for what webhooks did not tell; 0 means that
    there are none.
    """

    app_id: str
    private_key: str = field(repr=False)
    webhook_secrets: tuple[str, ...] = field(repr=False)
    github_url: str = "https://api.github.com"
    papers: PaperSettings = PaperSettings()
    host: str = "127.0.0.1"
    port: int = 8000
    data: Path = Path(".shelver")
    database: str | None = field(default=None, repr=False)
    github_pace: float = 1.0
    patience: float = 1.0
    sweep_every: float = 900.0
    accounts: Accounts = Accounts()

    @property
    def secrets(self) -> tuple[str, ...]:
        """All that nobody else may read."""
        return (self.private_key, *self.webhook_secrets, *self.papers.keys.values(), *self._password)

    @property
    def _password(self) -> tuple[str, ...]:
        """The database's, as it stands in its address and as it is."""
        password = urlsplit(self.database or "").password
        return (password, unquote(password)) if password else ()

    @property
    def database_url(self) -> str:
        """The queue's database: the one named, or else a file in the data folder."""
        return self.database or _queue_in(self.data)

    @property
    def turns_url(self) -> str:
        """Where the turns at paper services are kept: with the queue where machines share it, else in a file of theirs.

        In one file those who wait for their turn would hold up the queue.
        """
        return self.database if self.database and self.database.startswith("postgresql") else _turns_in(self.data)


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the environment. Raises SettingsError that names every missing or wrong setting."""
    read = _Reader(environ)
    app_id = read.text("SHELVER_APP_ID")
    if not app_id:
        read.problems.append("SHELVER_APP_ID is missing; it stands on the app's page as App ID")
    secrets = tuple(part.strip() for part in read.text("SHELVER_WEBHOOK_SECRET").split(",") if part.strip())
    if not secrets:
        read.problems.append("SHELVER_WEBHOOK_SECRET is missing; it is the secret you gave GitHub for the webhook")
    if any(len(secret) < _SHORTEST_SECRET for secret in secrets):
        # Whoever has one signed payload can try all short ones at home.
        read.problems.append(
            f"SHELVER_WEBHOOK_SECRET holds a secret of fewer than {_SHORTEST_SECRET} characters, which can be guessed; "
            "make one with `openssl rand -hex 32`, and give it to GitHub on the app's page too"
        )
    settings = Settings(
        app_id=app_id,
        private_key=_private_key(environ, read.problems),
        webhook_secrets=secrets,
        github_url=read.address("SHELVER_GITHUB_URL", Settings.github_url),
        papers=_papers(read),
        host=read.text("SHELVER_HOST", Settings.host),
        port=read.port("SHELVER_PORT", Settings.port),
        data=read.folder("SHELVER_DATA", Settings.data),
        database=read.database("SHELVER_DATABASE_URL"),
        github_pace=read.seconds("SHELVER_GITHUB_PACE", Settings.github_pace),
        patience=read.factor("SHELVER_PATIENCE", Settings.patience),
        sweep_every=read.seconds("SHELVER_SWEEP_EVERY", Settings.sweep_every),
        accounts=Accounts(
            stopped=read.accounts("SHELVER_STOPPED"),
            trial=read.accounts("SHELVER_TRIAL"),
            # Without the setting everybody who installs us is served.
            served=read.accounts("SHELVER_ACCOUNTS") or None,
        ),
    )
    read.finish()
    return settings


@dataclass(frozen=True)
class ReaderSettings:
    """What somebody who only reads needs, as in `Settings`: the services, and a folder for answers."""

    github_url: str
    papers: PaperSettings
    data: Path
    database: str | None = field(default=None, repr=False)

    @property
    def database_url(self) -> str:
        """The queue of a bot with the same settings, if there is one: the one named, or a file in the data folder."""
        return self.database or _queue_in(self.data)

    @property
    def turns_url(self) -> str:
        """Where the turns at paper services are kept."""
        return _turns_in(self.data)


def read_reader_settings(environ: Mapping[str, str] = os.environ) -> ReaderSettings:
    """Read the environment of a person at the command line; answers are kept where the system keeps caches.

    Raises SettingsError that names every wrong setting.
    """
    read = _Reader(environ)
    caches = Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    settings = ReaderSettings(
        github_url=read.address("SHELVER_GITHUB_URL", Settings.github_url),
        papers=_papers(read),
        data=read.folder("SHELVER_DATA", caches / "shelver"),
        database=read.database("SHELVER_DATABASE_URL"),
    )
    read.finish()
    return settings


def _queue_in(data: Path) -> str:
    return f"sqlite:///{(data / 'queue.sqlite').absolute()}"


def _turns_in(data: Path) -> str:
    return f"sqlite:///{(data / 'turns.sqlite').absolute()}"


def _papers(read: "_Reader") -> PaperSettings:
    """The settings of paper services: an address and a key for each that has a file in `bot/papers/`."""
    urls, keys = {}, {}
    for service in services():
        name = str(getattr(service, "__name__", "")).rpartition(".")[2]
        setting = f"SHELVER_{name.upper()}"
        if service.URL and read.text(f"{setting}_URL"):
            urls[name] = read.address(f"{setting}_URL", service.URL)
        if service.KEY_HEADER and (key := read.key(f"{setting}_KEY")):
            keys[name] = key
    return PaperSettings(
        urls=urls,
        keys=keys,
        pace=read.factor("SHELVER_PAPERS_PACE", PaperSettings.pace),
        partial=read.switch("SHELVER_PAPERS_PARTIAL"),
        contact=read.mail("SHELVER_CONTACT"),
        internet=read.endpoint("SHELVER_SMALL_INTERNET"),
    )


#: A login as GitHub gives them, of at most 39 characters; those of people whom a company manages have an underscore.
#: https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
_LOGIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,38}")


class _Reader:
    """Reads one setting after another and remembers what is wrong."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[str] = []

    def finish(self) -> None:
        if self.problems:
            raise SettingsError(self.problems)

    def text(self, name: str, default: str = "") -> str:
        return self._environ.get(name, "").strip() or default

    def address(self, name: str, default: str) -> str:
        value = self.text(name, default).rstrip("/")
        try:
            parts = urlsplit(value)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            good = False
        if not good:
            self.problems.append(f"{name} is {value!r}; expected an address such as {default}")
        return value

    def endpoint(self, name: str) -> tuple[str, int] | None:
        value = self.text(name)
        host, _, port = value.rpartition(":")
        if value and not (host and port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
            self.problems.append(f"{name} is {value[:80]!r}; expected an address and a port, such as 127.0.0.1:8081")
            return None
        return (host, int(port)) if value else None

    def key(self, name: str) -> str:
        value = self.text(name)
        if not re.fullmatch(r"[!-~]*", value):
            # It is a secret, so it is not shown.
            self.problems.append(
                f"{name} holds blanks, line ends or foreign letters, which no key has; expected one word"
            )
        return value

    def mail(self, name: str) -> str:
        value = self.text(name)
        if value and not re.fullmatch(r"[^\s@<>()]+@[^\s@<>()]+", value):
            self.problems.append(f"{name} is {value[:80]!r}; expected a mail address, such as you@example.org")
        return value

    def accounts(self, name: str) -> frozenset[str] | None:
        """Logins, in lower case; None stands for all."""
        names = [part.strip().removeprefix("@").lower() for part in self.text(name).split(",") if part.strip()]
        if names == ["all"]:
            return None
        given = self.text(name) if not names else ""
        if bad := next((one for one in names if one == "all" or not _LOGIN.fullmatch(one)), given):
            self.problems.append(f"{name} holds {bad[:80]!r}; expected `all`, or logins with commas between")
        return frozenset(names)

    def seconds(self, name: str, default: float) -> float:
        return self._number(name, default, "seconds")

    def factor(self, name: str, default: float) -> float:
        return self._number(name, default, "a factor")

    def _number(self, name: str, default: float, kind: str) -> float:
        value = self.text(name, str(default))
        try:
            number = float(value)
        except ValueError:
            number = -1.0
        if not 0 <= number < float("inf"):
            self.problems.append(f"{name} is {value!r}; expected {kind}, such as {default}")
        return number

    def switch(self, name: str) -> bool:
        value = self.text(name).lower()
        if value not in ("", "0", "1", "false", "true", "no", "yes", "off", "on"):
            self.problems.append(f"{name} is {value[:80]!r}; expected 1 for yes or 0 for no")
        return value in ("1", "true", "yes", "on")

    def port(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if value.isascii() and value.isdigit() and len(value) < 6 and 0 < int(value) < 65536:
            return int(value)
        self.problems.append(f"{name} is {value[:80]!r}; expected a number from 1 to 65535")
        return default

    def folder(self, name: str, default: Path) -> Path:
        value = Path(self.text(name, str(default)))
        try:
            value.mkdir(parents=True, exist_ok=True)
            good = os.access(value, os.W_OK)
        except OSError:
            good = False
        if not good:
            self.problems.append(f"{name} is {str(value)!r}, which is no folder that we may write to")
        return value

    def database(self, name: str) -> str | None:
        value = self.text(name)
        if value and not value.startswith(("postgresql://", "postgresql+psycopg://", "sqlite:///")):
            # The address may hold a password, so it is not shown.
            self.problems.append(f"{name} is no address of a database; expected postgresql://user@host/name")
        return value or None


#: https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks#use-a-webhook-secret wants a
#: random one of high entropy; what is shorter is none, whatever it is made of.
_SHORTEST_SECRET = 16


def _private_key(environ: Mapping[str, str], problems: list[str]) -> str:
    """The app's private key as PEM text, from one of its two settings; the text itself is never shown."""
    inline, path = (
        environ.get("SHELVER_PRIVATE_KEY", "").strip(),
        environ.get("SHELVER_PRIVATE_KEY_PATH", "").strip(),
    )
    # Hosts that allow one line a variable get the key with "\n" written out.
    key, name = inline.replace("\\n", "\n"), "SHELVER_PRIVATE_KEY"
    if not inline and not path:
        problems.append(
            "SHELVER_PRIVATE_KEY or SHELVER_PRIVATE_KEY_PATH is missing: the key GitHub gave you for the app"
        )
        return ""
    if not inline:
        name = "SHELVER_PRIVATE_KEY_PATH"
        try:
            key = Path(path).read_text(encoding="ascii")
            if os.name == "posix" and Path(path).stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                _log.warning("others than you may read or change the private key; please run `chmod 600 %s`", path)
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not a text file"
            problems.append(f"{name} is {path!r}, which cannot be read: {reason}")
            return ""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        is_rsa = isinstance(load_pem_private_key(key.encode(), password=None), RSAPrivateKey)
    except (ValueError, TypeError):
        is_rsa = False
    if not is_rsa:
        problems.append(f"{name} is not an RSA private key in PEM form (-----BEGIN RSA PRIVATE KEY-----)")
    return key
