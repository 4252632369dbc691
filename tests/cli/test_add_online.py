"""`shelver add --online`, as people run it, with the sandbox's small internet for the real one."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.internet import ArxivPaper, Publication
from bot.sandbox.weather import Rule, Status
from tests.cli.commands import run, settings_for

Add = Callable[..., CompletedProcess[str]]

SEEING = Publication(
    "Seeing Things: A Study of Sight", ("Ada Lovelace", "Grace Hopper"), doi="10.1000/seeing", published="2025-06",
    venue="2025 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)",
)  # fmt: skip
PREPRINT = ArxivPaper("2407.12345", SEEING.title, SEEING.authors, "2024-07-16", abstract="Of sight.")
LIST = "# List\n\n## Papers\n\n" + "".join(
    f"- Title of paper {number}, {name} Lee and Bob {name}, CVPR 20{number} "
    f"[[paper]](https://arxiv.org/abs/{number}01.00001)\n"
    for number, name in enumerate(("Ann", "Eve", "Kim", "Max", "Zoe", "Ian", "Tom", "Uma"), 10)
)
DOI, ARXIV = "https://doi.org/10.1000/seeing", "https://arxiv.org/abs/2407.12345"


@pytest.fixture(scope="module")
def github() -> Iterator[Sandbox]:
    """Return a sandbox, for its internet."""
    with Sandbox(papers=[PREPRINT]) as github:
        github.internet.publish(SEEING)
        yield github


@pytest.fixture
def add(github: Sandbox, tmp_path: Path) -> Iterator[Add]:
    """Run `shelver add --online` on a list, with what the JSON says and nothing kept."""
    (tmp_path / "README.md").write_text(LIST)

    def add(*addresses: str, options: tuple[str, ...] = (), **said: Any) -> CompletedProcess[str]:
        submission = tmp_path / "paper.json"
        submission.write_text(json.dumps(said | {"links": [{"url": address} for address in addresses]}))
        settings = settings_for(github, tmp_path / "kept")
        return run("add", tmp_path / "README.md", "--json", submission, "--online", *options, settings=settings)

    yield add
    github.weather.clear()


def _text(done: CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout)["text"])


def test_a_doi_is_enough(add: Add) -> None:
    """Title, authors and venue are the publisher's, the venue in the form that lists use."""
    done = add(DOI)
    assert _text(done) == f"- {SEEING.title}, Ada Lovelace and Grace Hopper, CVPR 2025 [[paper]]({DOI})\n"
    assert done.stderr == ""


def test_what_several_links_tell_is_one_record(add: Add) -> None:
    """The link of arXiv, the venue of the publisher."""
    text = _text(add(ARXIV, DOI))
    assert text.startswith(f"- {SEEING.title}, Ada Lovelace and Grace Hopper, CVPR 2025 [[paper]]({ARXIV})")


def test_the_owner_says_how_venues_are_called(add: Add, tmp_path: Path) -> None:
    """As in an issue."""
    config = tmp_path / "shelver.yml"
    config.write_text("venues:\n  CVPR: Comp. Vis.\n")
    assert "Comp. Vis. 2025" in _text(add(DOI, options=("--config", str(config))))


def test_what_the_json_says_stands(add: Add) -> None:
    """A venue of its own is kept, and a service that says another one is named."""
    done = add(DOI, venue="ICCV 2025")
    assert "ICCV 2025" in _text(done)
    assert done.stderr == "Crossref says CVPR 2025, where the JSON says ICCV 2025\n"


def test_another_title_is_told(add: Add) -> None:
    """The service's title is taken; perhaps the link was the wrong one."""
    done = add(DOI, title="Hearing Nothing at All")
    assert SEEING.title in _text(done)
    assert (
        done.stderr == f'the title is "{SEEING.title}", as Crossref has it; "Hearing Nothing at All" is another one\n'
    )


def test_a_link_to_another_paper_is_left_out(add: Add) -> None:
    """It would stand in the entry as if it were this paper's."""
    done = add(DOI, "https://aclanthology.org/N19-1423")
    assert "N19-1423" not in _text(done)
    assert done.stderr.startswith('left out, since it leads to another paper, "BERT: ')
    assert done.stderr.endswith('": acl:N19-1423\n')


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://arxiv.org/abs/2305.99999", "arxiv:2305.99999: arXiv has no such paper\n"),
        ("https://doi.org/10.1000/none", "doi:10.1000/none: Crossref and DataCite have no such paper\n"),
        ("https://aclanthology.org/2099.acl-long.1", "acl:2099.acl-long.1: the ACL Anthology has no such paper\n"),
    ],
)
@pytest.mark.storm
def test_a_paper_that_nobody_knows_is_refused(add: Add, address: str, told: str) -> None:
    """Who was asked is named, and nothing is printed."""
    done = add(address, title="Some Title")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", told)


def test_silence_is_told_and_what_others_say_is_used(add: Add, github: Sandbox) -> None:
    """One service that is down blocks nothing that another one tells."""
    github.weather.add(Rule("GET /arxiv/api/query", Status(503)))
    done = add(ARXIV, title="Some Title")
    assert done.returncode == 1
    assert "arxiv:2407.12345: arXiv does not answer; ask again after " in done.stderr
    assert SEEING.title in _text(add(ARXIV, DOI))


@pytest.mark.parametrize(
    ("addresses", "met"), [((), "none"), (("https://github.com/lab/seeing",), "https://github.com/lab/seeing")]
)
def test_without_a_link_to_the_paper_nobody_can_be_asked(add: Add, addresses: tuple[str, ...], met: str) -> None:
    """What was met is named, and what mends it."""
    done = add(*addresses, title="Some Title")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "--online needs a link to the paper at arXiv, its publisher or its proceedings, such as "
        f"https://doi.org/10.1109/CVPR.2016.90; met {met}. Add one to the JSON's links, or leave --online out\n"
    )
