"""`shelver paper`, as people run it, with the sandbox's small internet for the real one."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.internet import Publication
from bot.sandbox.weather import Rule, Status
from tests.cli.commands import run, settings_for

Ask = Callable[..., CompletedProcess[str]]

AUTHORS = tuple(f"Ada{letter} van der Lovelace" for letter in "bcdefghijk")
#: What its authors told arXiv, and what its publisher told Crossref under the DOI that they named there.
PREPRINT = Publication(
    "Seeing Things: A Study of Sight", AUTHORS, "2024-07-16", arxiv="2407.12345", category="cs.CV",
    arxiv_doi="10.1000/seeing", abstract="Code: https://github.com/lab/seeing.",
)  # fmt: skip
PUBLISHED = Publication(
    "Hearing Nothing at All", AUTHORS, doi="10.1000/seeing", published="2025-06",
    venue="2025 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)",
)  # fmt: skip


@pytest.fixture(scope="module")
def github() -> Iterator[Sandbox]:
    """Return a sandbox, for its internet."""
    with Sandbox() as github:
        for publication in (PREPRINT, PUBLISHED):
            github.internet.publish(publication)
        yield github


@pytest.fixture
def ask(github: Sandbox, tmp_path: Path) -> Iterator[Ask]:
    """Run `shelver paper` with nothing kept."""
    settings = settings_for(github, tmp_path)

    def ask(*arguments: str, columns: int = 100, **more: str) -> CompletedProcess[str]:
        return run("paper", *arguments, columns=columns, settings=settings | more)

    yield ask
    github.weather.clear()


RECORD = """\
2407.12345
  ids          arxiv:2407.12345  [arXiv]
               doi:10.1000/seeing  [arXiv, Crossref]
  title        Seeing Things: A Study of Sight  [arXiv]
    but        Hearing Nothing at All  [Crossref]
  authors      Adab van der Lovelace, Adac van der Lovelace, Adad van der Lovelace, Adae van der
               Lovelace, Adaf van der Lovelace, Adag van der Lovelace, Adah van der Lovelace, Adai
               van der Lovelace, Adaj van der Lovelace, Adak van der Lovelace  [arXiv, Crossref]
  date         2024-07-16  [arXiv]
    also       2025-06  [Crossref]
  venue        2025 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)
               [Crossref]
    in a list  CVPR 2025  [Crossref]
  year         2025  [Crossref]
  categories   cs.CV  [arXiv]
  code         https://github.com/lab/seeing  [its abstract]
"""


def test_a_record_says_who_says_what_and_who_contradicts(ask: Ask) -> None:
    """Every field has its sources beside it, the believed word first, in lines of the terminal's width."""
    done = ask("2407.12345")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == RECORD


def test_the_readme_shows_what_is_printed(ask: Ask) -> None:
    """The record there is the command's own, of a paper that everybody can look up."""
    readme = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    shown = readme.partition("$ shelver paper 1603.02754\n")[2].partition("```")[0]
    assert shown
    assert ask("1603.02754").stdout == shown


@pytest.mark.parametrize("columns", [60, 100])
def test_only_an_address_is_wider_than_the_terminal(ask: Ask, columns: int) -> None:
    """An address stays whole, to be copied; all else is wrapped."""
    done = ask("2407.12345", "https://aclanthology.org/N19-1423", columns=columns)
    wide = [line for line in done.stdout.splitlines() if len(line) > columns]
    assert done.returncode == 0
    assert [line for line in wide if "://" not in line] == []


def test_several_papers_stand_in_the_order_asked_for(ask: Ask) -> None:
    """Each under what was typed, with an empty line between."""
    asked = ["https://aclanthology.org/N19-1423.pdf", "2407.12345v2", "10.1109/CVPR.2016.90"]
    done = ask(*asked)
    assert done.returncode == 0
    assert [record.split("\n")[0] for record in done.stdout.split("\n\n")] == asked


@pytest.mark.parametrize(
    ("address", "identity"),
    [
        ("2305.06500", "arxiv:2305.06500"),
        ("https://huggingface.co/papers/2305.06500", "arxiv:2305.06500"),
        ("doi:10.1109/CVPR.2016.90", "doi:10.1109/cvpr.2016.90"),
        ("acl:N19-1423", "acl:N19-1423"),
        ("@article{x, title={Some Paper}, eprint={2305.06500}}", "arxiv:2305.06500"),
        ("http://lab.example/paper", "url:https://lab.example/paper"),
        ("url:https://lab.example/paper", "url:https://lab.example/paper"),
    ],
)
@pytest.mark.storm
def test_an_address_is_read_in_any_form(ask: Ask, address: str, identity: str) -> None:
    """Ids, addresses of readers, BibTeX, the ids that the command prints, and pages that tell of a paper."""
    done = ask(address, "--json")
    assert done.returncode == 0, done.stdout
    (record,) = json.loads(done.stdout)
    assert (record["address"], record["id"]) == (address, identity)


def test_two_papers_in_one_text_are_both_told(ask: Ask) -> None:
    """Nothing that was asked for falls away."""
    done = ask("2305.06500 and 2301.12597", "--json")
    assert [record["id"] for record in json.loads(done.stdout)] == ["arxiv:2305.06500", "arxiv:2301.12597"]


def test_json_holds_fields_sources_and_conflicts(ask: Ask) -> None:
    """The shape that the module's docstring documents."""
    done = ask("2407.12345", "--json")
    (record,) = json.loads(done.stdout)
    arxiv, crossref = ({"source": "arXiv", "value": PREPRINT.title}, {"source": "Crossref", "value": PUBLISHED.title})
    told: dict[str, Any] = {
        "address": "2407.12345",
        "id": "arxiv:2407.12345",
        "ids": [
            {"id": "arxiv:2407.12345", "sources": ["arXiv"]},
            {"id": "doi:10.1000/seeing", "sources": ["arXiv", "Crossref"]},
        ],
        "title": {"value": PREPRINT.title, "said": [arxiv, crossref]},
        "listed_venue": "CVPR 2025",
        "links": [],
        "code": [{"url": "https://github.com/lab/seeing", "where": "its abstract"}],
        "withdrawn": {"value": False, "said": []},
        "conflicts": [{"field": "title", "believed": arxiv, "other": crossref}],
    }
    assert {name: record[name] for name in told} == told
    assert record["abstract"]["value"] == PREPRINT.abstract
    assert list(record["authors"]["value"]) == list(AUTHORS)
    assert "comment" not in record


def test_a_link_says_who_gave_it(ask: Ask) -> None:
    """As every other field does."""
    (record,) = json.loads(ask("acl:N19-1423", "--json").stdout)
    link = {"role": "pdf", "url": "https://aclanthology.org/N19-1423.pdf", "sources": ["the ACL Anthology"]}
    assert record["links"] == [link]


def test_what_nobody_knows_is_told_beside_the_rest(ask: Ask) -> None:
    """The exit status is 1, and the other papers are printed all the same."""
    done = ask("10.1000/none", "2305.06500")
    first, second = done.stdout.split("\n\n")
    assert first == "10.1000/none\n  doi:10.1000/none  Crossref and DataCite have no such paper"
    assert "InstructBLIP" in second
    assert done.returncode == 1
    assert done.stderr == ""


def test_services_that_hold_only_some_papers_deny_none(ask: Ask) -> None:
    """A try-out's silence proves nothing."""
    done = ask("2305.99999", SHELVER_PAPERS_PARTIAL="1")
    assert done.returncode == 1
    assert done.stdout.splitlines()[1:] == [
        "  arxiv:2305.99999  arXiv as set up here has only some papers, and not this one"
    ]


def test_a_page_that_tells_of_no_paper(ask: Ask) -> None:
    """It is asked, and nobody says that the paper does not exist."""
    done = ask("http://alive.example/", "--json")
    (record,) = json.loads(done.stdout)
    assert (done.returncode, record["unresolved"]) == (1, "no-source")
    assert record["why"] == "nobody who can be asked tells anything of it"


def test_a_service_that_is_down_is_named(ask: Ask, github: Sandbox) -> None:
    """And when it can be asked again; what somebody else tells meanwhile is printed."""
    github.weather.add(Rule("GET api.crossref.org/works/*", Status(503)))
    assert "[Semantic Scholar]" in ask("10.1109/CVPR.2017.243").stdout
    github.weather.add(Rule("GET /arxiv/api/query", Status(503)))
    done = ask("2305.06500", "--json")
    (record,) = json.loads(done.stdout)
    assert (done.returncode, record["unresolved"]) == (1, "unreachable")
    assert record["why"].startswith("arXiv does not answer; ask again after ")
    assert done.stderr == "arXiv does not answer: status 503\n"


@pytest.mark.parametrize("address", ["hello", "Attention Is All You Need", "", "https://"])
def test_an_address_of_no_paper_is_bad_use(ask: Ask, github: Sandbox, address: str) -> None:
    """What was met and what is expected are said, and nobody is asked."""
    before = len(github.internet.calls)
    done = ask("2305.06500", address)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"{address!r} names no paper.\n"
        "Expected is an address, an arXiv id or a DOI, such as https://aclanthology.org/N19-1423, 2305.06500 or "
        "10.1109/CVPR.2016.90; no paper is looked up by its title.\n"
    )
    assert len(github.internet.calls) == before


def test_wrong_settings_are_bad_use(ask: Ask) -> None:
    """Each is named with what is expected."""
    done = ask("2305.06500", SHELVER_PAPERS_PACE="fast")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "SHELVER_PAPERS_PACE is 'fast'; expected a factor, such as 1.0\n"
