"""Settings from the environment."""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bot.settings import PaperSettings, SettingsError, read_settings

SECRET, OTHER = "sixteen signs or more", "an older one of that length"


@pytest.fixture(scope="module")
def pem() -> str:
    """Return a fresh RSA key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()


def _problems(environ: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_settings(environ)
    return caught.value.problems


def test_everything_missing_is_named_at_once() -> None:
    """An empty environment is refused with one line for each setting that has no default."""
    problems = _problems({})
    assert [line.partition(" ")[0] for line in problems] == [
        "SHELVER_APP_ID",
        "SHELVER_WEBHOOK_SECRET",
        "SHELVER_PRIVATE_KEY",
    ]


def test_everything_wrong_is_named_at_once(pem: str) -> None:
    """Wrong values are all named, with what was met and what was expected."""
    problems = _problems(
        {
            "SHELVER_APP_ID": "1",
            "SHELVER_PRIVATE_KEY": pem,
            "SHELVER_WEBHOOK_SECRET": " , ",
            "SHELVER_GITHUB_URL": "github.com",
            "SHELVER_PORT": "http",
            "SHELVER_PAPERS_PACE": "-1",
            "SHELVER_PAPERS_PARTIAL": "perhaps",
            "SHELVER_ARXIV_URL": "arxiv",
            "SHELVER_CONTACT": "me",
            "SHELVER_SMALL_INTERNET": "8081",
            "SHELVER_PATIENCE": "much",
            "SHELVER_SWEEP_EVERY": "inf",
        }
    )
    text = "\n".join(problems)
    assert len(problems) == 10
    assert "SHELVER_GITHUB_URL is 'github.com'; expected an address such as https://api.github.com" in text
    assert "SHELVER_PORT is 'http'" in text
    assert "SHELVER_PAPERS_PACE is '-1'; expected a factor" in text
    assert "SHELVER_PAPERS_PARTIAL is 'perhaps'; expected 1 for yes or 0 for no" in text
    assert "SHELVER_ARXIV_URL is 'arxiv'; expected an address such as https://export.arxiv.org" in text
    assert "SHELVER_CONTACT is 'me'; expected a mail address, such as you@example.org" in text
    assert "SHELVER_SMALL_INTERNET is '8081'; expected an address and a port, such as 127.0.0.1:8081" in text
    assert "SHELVER_PATIENCE is 'much'; expected a factor, such as 1.0" in text
    assert "SHELVER_SWEEP_EVERY is 'inf'; expected seconds, such as 900.0" in text


def test_the_least_that_works(pem: str, tmp_path: Path) -> None:
    """Three settings are enough; the rest has defaults, and several secrets are split at commas."""
    path = tmp_path / "key.pem"
    path.write_text(pem)
    settings = read_settings(
        {"SHELVER_APP_ID": "7", "SHELVER_PRIVATE_KEY_PATH": str(path), "SHELVER_WEBHOOK_SECRET": f"{SECRET}, {OTHER}"}
    )
    assert settings.webhook_secrets == (SECRET, OTHER)
    assert (settings.github_pace, settings.papers) == (1.0, PaperSettings())
    assert (settings.patience, settings.sweep_every) == (1.0, 900.0)
    assert settings.github_url == "https://api.github.com"


def test_a_key_on_one_line(pem: str) -> None:
    """A key whose line ends are written out as \\n, as one-line hosts give it, is read."""
    settings = read_settings(
        {"SHELVER_APP_ID": "7", "SHELVER_PRIVATE_KEY": pem.replace("\n", "\\n"), "SHELVER_WEBHOOK_SECRET": SECRET}
    )
    assert settings.private_key.strip() == pem.strip()


def test_a_key_that_is_none_never_shows(pem: str) -> None:
    """Keys of another kind and files that are not there are refused without printing what they hold."""
    other = ec.generate_private_key(ec.SECP256R1())
    text = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    base = {"SHELVER_APP_ID": "7", "SHELVER_WEBHOOK_SECRET": SECRET}
    (problem,) = _problems({**base, "SHELVER_PRIVATE_KEY": text})
    assert "not an RSA private key" in problem
    assert text.splitlines()[1] not in problem
    (problem,) = _problems({**base, "SHELVER_PRIVATE_KEY_PATH": "/no/such/file"})
    assert "cannot be read: No such file or directory" in problem


@pytest.mark.parametrize("secrets", ["fifteen signs..", "s", f"{SECRET}, short"])
def test_a_secret_that_can_be_guessed_is_refused(pem: str, secrets: str) -> None:
    """One of fewer than 16 characters is not taken, not even beside a good one; it is not shown, but the way out is."""
    base = {"SHELVER_APP_ID": "7", "SHELVER_PRIVATE_KEY": pem}
    (problem,) = _problems({**base, "SHELVER_WEBHOOK_SECRET": secrets})
    assert problem.startswith("SHELVER_WEBHOOK_SECRET holds a secret of fewer than 16 characters")
    assert "openssl rand -hex 32" in problem
    assert "fifteen signs" not in problem
    assert read_settings({**base, "SHELVER_WEBHOOK_SECRET": "sixteen signs..."}).webhook_secrets


@pytest.mark.skipif(os.name != "posix", reason="permissions are of another kind here")
@pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o400, False), (0o640, True), (0o604, True)])
def test_a_key_that_others_may_read_is_warned_of(
    pem: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, mode: int, *, warned: bool
) -> None:
    """A key file that group or others may read is taken, with a warning that says what to do and shows no key."""
    path = tmp_path / "key.pem"
    path.write_text(pem)
    path.chmod(mode)
    base = {"SHELVER_APP_ID": "7", "SHELVER_WEBHOOK_SECRET": SECRET}
    assert read_settings({**base, "SHELVER_PRIVATE_KEY_PATH": str(path)}).private_key == pem
    assert (f"`chmod 600 {path}`" in caplog.text) == warned
    assert pem.splitlines()[1] not in caplog.text


def test_secrets_are_not_in_the_settings_repr(pem: str) -> None:
    """Printing the settings shows neither key nor webhook secret."""
    settings = read_settings({"SHELVER_APP_ID": "7", "SHELVER_PRIVATE_KEY": pem, "SHELVER_WEBHOOK_SECRET": SECRET})
    assert SECRET not in repr(settings)
    assert "PRIVATE KEY" not in repr(settings)


@pytest.mark.parametrize(("value", "partial"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_services_that_hold_only_some_papers(pem: str, value: str, *, partial: bool) -> None:
    """A switch tells that the services asked are small ones; without it whole ones are meant."""
    base = {"SHELVER_APP_ID": "7", "SHELVER_PRIVATE_KEY": pem, "SHELVER_WEBHOOK_SECRET": SECRET}
    assert read_settings({**base, "SHELVER_PAPERS_PARTIAL": value}).papers.partial is partial
    assert read_settings(base).papers.partial is False


def test_a_switch_that_is_neither_on_nor_off(pem: str) -> None:
    """Other words than yes and no are named, never guessed at."""
    base = {"SHELVER_APP_ID": "7", "SHELVER_PRIVATE_KEY": pem, "SHELVER_WEBHOOK_SECRET": SECRET}
    (problem,) = _problems({**base, "SHELVER_PAPERS_PARTIAL": "some"})
    assert problem == "SHELVER_PAPERS_PARTIAL is 'some'; expected 1 for yes or 0 for no"


def test_services_have_addresses_and_keys_of_the_operators(pem: str) -> None:
    """Each service that can be asked has a setting for its address, and those that take a key one for that."""
    settings = read_settings(
        {
            "SHELVER_APP_ID": "7",
            "SHELVER_PRIVATE_KEY": pem,
            "SHELVER_WEBHOOK_SECRET": SECRET,
            "SHELVER_ARXIV_URL": "http://10.0.0.5:8080/arxiv/",
            "SHELVER_SEMANTICSCHOLAR_KEY": "k",
            "SHELVER_CONTACT": "you@example.org",
            "SHELVER_SMALL_INTERNET": "127.0.0.1:8081",
        }
    ).papers
    assert settings.urls == {"arxiv": "http://10.0.0.5:8080/arxiv"}
    assert settings.keys == {"semanticscholar": "k"}
    assert settings.agent == "Shelver (a bot for curated paper lists; mailto:you@example.org)"
    assert settings.internet == ("127.0.0.1", 8081)
    assert "'k'" not in repr(settings)


@pytest.mark.parametrize("key", ["sec ret", "sec\nret", "sécret"])
def test_a_services_key_that_cannot_be_sent_is_told_and_not_shown(pem: str, key: str) -> None:
    """A key that no header can carry would make its service look down."""
    base = {"SHELVER_APP_ID": "7", "SHELVER_PRIVATE_KEY": pem, "SHELVER_WEBHOOK_SECRET": SECRET}
    (problem,) = _problems({**base, "SHELVER_SEMANTICSCHOLAR_KEY": key})
    assert problem.startswith("SHELVER_SEMANTICSCHOLAR_KEY holds blanks")
    assert "ret" not in problem


def test_the_operator_says_whom_this_server_works_for(pem: str) -> None:
    """Accounts are named in any case, with or without the sign before a login; `all` means all, nothing nobody."""
    base = {"SHELVER_APP_ID": "7", "SHELVER_PRIVATE_KEY": pem, "SHELVER_WEBHOOK_SECRET": "a long enough secret"}
    accounts = read_settings({**base, "SHELVER_STOPPED": "Ana, @bob-2", "SHELVER_TRIAL": "all"}).accounts
    assert [accounts.stops(repo) for repo in ("ana/list", "BOB-2/list", "eve/ana", "anabel/list")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert accounts.tries("eve/list")
    assert accounts.serves("eve/list")
    accounts = read_settings({**base, "SHELVER_ACCOUNTS": "ana"}).accounts
    assert [accounts.serves(one) for one in ("Ana/list", "ana", "eve/list")] == [True, True, False]
    assert not accounts.stops("ana/list")
    assert not accounts.tries("ana/list")


@pytest.mark.parametrize(
    ("value", "shown"), [("ana/list", "ana/list"), ("ana,,b c", "b c"), ("all, ana", "all"), (",", ",")]
)
def test_what_is_no_account_is_told(pem: str, value: str, shown: str) -> None:
    """A slip never stops nobody, or lets everybody in."""
    base = {"SHELVER_APP_ID": "7", "SHELVER_PRIVATE_KEY": pem, "SHELVER_WEBHOOK_SECRET": "a long enough secret"}
    (problem,) = _problems({**base, "SHELVER_ACCOUNTS": value})
    assert problem == f"SHELVER_ACCOUNTS holds {shown!r}; expected `all`, or logins with commas between"


@pytest.mark.parametrize(
    ("database", "turns"),
    [
        ("", "turns.sqlite"),
        ("sqlite:////var/lib/queue.sqlite", "turns.sqlite"),
        ("postgresql://shelver@db/shelver", "postgresql://shelver@db/shelver"),
    ],
)
def test_turns_are_kept_where_all_machines_see_them(pem: str, tmp_path: Path, database: str, turns: str) -> None:
    """In a shared database with the queue; on one machine in a file of their own, so that the queue never waits."""
    settings = read_settings(
        {
            "SHELVER_APP_ID": "7",
            "SHELVER_PRIVATE_KEY": pem,
            "SHELVER_WEBHOOK_SECRET": SECRET,
            "SHELVER_DATA": str(tmp_path),
            "SHELVER_DATABASE_URL": database,
        }
    )
    assert settings.turns_url.endswith(turns)
    assert settings.turns_url != settings.database_url or database.startswith("postgresql")
