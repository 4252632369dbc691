"""Pictures and their parts with harmless defaults, so that a test states only what matters."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.diff import diff_of
from bot.document import parse
from bot.links import Link
from bot.lookup import PaperService, paper_service
from bot.model import (
    Account,
    Base,
    Comment,
    Contribution,
    FileText,
    Issue,
    Key,
    ListFile,
    Own,
    PullRequest,
    PullSnapshot,
    Reviewed,
    Snapshot,
    TouchedFile,
)
from bot.papers import Paper, PaperId, Unresolved
from bot.proposal import propose
from bot.sandbox import Sandbox
from bot.settings import PaperSettings, ReaderSettings
from bot.submission import ProposedPaper, Submission

NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
LOGIN = "shelver[bot]"
#: For clients that speak plain HTTP with this machine: who trusts nobody need not read the certificates of the world,
#: which takes longer than all that a test asks.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
INSTRUCT_ID = PaperId("arxiv", "2305.06500")
INSTRUCT = Paper(
    id=INSTRUCT_ID,
    title="InstructBLIP: Towards General-purpose Vision-Language Models with Instruction Tuning",
    authors=("Wenliang Dai", "Junnan Li"),
    date="2023-05-11",
    ids=(INSTRUCT_ID,),
    source="arXiv",
)
PROPOSED = ProposedPaper(INSTRUCT_ID, links=(Link("abstract", "https://arxiv.org/abs/2305.06500"),), section="Papers")
LIST = """\
# Awesome Vision-Language

## Papers

- **[VisualBERT]** A Simple and Performant Baseline for Vision and Language [[pdf]](https://arxiv.org/pdf/1908.03557.pdf)
- **[ViLT]** Vision-and-Language Transformer Without Convolution [[pdf]](https://arxiv.org/pdf/2102.03334.pdf)
- **[BLIP]** Bootstrapping Language-Image Pre-training [[pdf]](https://arxiv.org/pdf/2201.12086.pdf)
- **[Flamingo]** A Visual Language Model for Few-Shot Learning [[pdf]](https://arxiv.org/pdf/2204.14198.pdf)
- **[BLIP-2]** Bootstrapping with Frozen Image Encoders [[pdf]](https://arxiv.org/pdf/2301.12597.pdf)
"""


def issue(*, number: int = 12, author: Account | None = None, **changes: object) -> Issue:
    """Return an open issue by a person."""
    fields: dict[str, object] = {
        "number": number,
        "title": "Add InstructBLIP",
        "body": "https://arxiv.org/abs/2305.06500",
        "author": author or Account("zoe", 7),
        "created_at": NOW - timedelta(minutes=1),
        "web": "https://github.com/ana/awesome-vl",
    }
    return Issue(**(fields | changes))  # type: ignore[arg-type]


def list_file(text: str, problem: str | None = None) -> ListFile:
    """Return a list of one file."""
    return ListFile((FileText("README.md", text, problem=problem),), parse(text))


def snapshot(
    *papers: ProposedPaper,
    text: str | None = LIST,
    answers: Mapping[PaperId, Paper | Unresolved] | None = None,
    own: Own | None = None,
    submission: Submission | None = None,
    **changes: object,
) -> Snapshot:
    """Return a picture of an issue that proposes InstructBLIP, which arXiv knows and the list does not hold."""
    fields: dict[str, object] = {
        "key": Key("ana/awesome-vl", 12),
        "issue": issue(),
        "submission": submission or Submission("submission", papers or (PROPOSED,)),
        "own": own or Own(LOGIN),
        "installed_at": NOW - timedelta(days=30),
        "now": NOW,
        "base": Base("main", "c" * 40, "t" * 40),
        "list_file": list_file(text) if text is not None else None,
        "papers": {INSTRUCT_ID: INSTRUCT} if answers is None else answers,
    }
    return Snapshot(**(fields | changes))  # type: ignore[arg-type]


def paper_settings(github: Sandbox, *, partial: bool = False) -> PaperSettings:
    """The settings of who looks papers up in a sandbox's small internet, without pauses."""
    host, _, port = github.internet_address.rpartition(":")
    return PaperSettings({"arxiv": github.arxiv_url}, pace=0, partial=partial, internet=(host, int(port)))


@contextmanager
def looking_up(github: Sandbox, data: Path, *, partial: bool = False) -> Iterator[PaperService]:
    """Look papers up in a sandbox's small internet; answers are kept in a folder."""
    with paper_service(ReaderSettings(github.base_url, paper_settings(github, partial=partial), data)) as service:
        yield service


def pull(**changes: object) -> PullRequest:
    """Return an open, untouched pull request of ours."""
    fields: dict[str, object] = {
        "number": 13, "title": "Add InstructBLIP to Papers", "body": "", "open": True, "merged": False,
    }  # fmt: skip
    return PullRequest(**(fields | changes))  # type: ignore[arg-type]


def comment(body: str, number: int = 99) -> Comment:
    """Return a comment of ours."""
    return Comment(number, body)


def touched(head: str, *, ancestor: str = LIST, path: str = "README.md", **changes: object) -> TouchedFile:
    """Return a change of the list with the diff that GitHub shows of it."""
    patch = diff_of(path, ancestor, head).partition("\n")[2].partition("\n")[2]
    return replace(TouchedFile(path, ancestor, head, patch), **changes)  # type: ignore[arg-type]


def contribution(*files: TouchedFile, **changes: object) -> Contribution:
    """Return an open pull request by a person from a fork."""
    fields: dict[str, object] = {
        "number": 21,
        "title": "Add a paper",
        "author": Account("zoe", 7),
        "head": "h" * 40,
        "branch": "patch-1",
        "fork": "zoe/awesome-vl",
        "created_at": NOW - timedelta(minutes=1),
        "updated_at": NOW - timedelta(minutes=1),
        "web": "https://github.com/ana/awesome-vl",
        "touched": files,
        "files": len(files),
    }
    return Contribution(**(fields | changes))  # type: ignore[arg-type]


def pull_snapshot(
    head: str | None = LIST, *, today: str = LIST, pull: Contribution | None = None, **changes: object
) -> PullSnapshot:
    """Return a picture of a pull request that changes the list to `head`; None: it leaves the list alone."""
    files = () if head is None else (touched(head),)
    pull = pull or contribution(*files)
    changed = {file.path: (file.ancestor, file.head) for file in pull.touched}
    fields: dict[str, object] = {
        "key": Key("ana/awesome-vl", 21, pull=True),
        "pull": pull,
        "own": Reviewed(LOGIN),
        "installed_at": NOW - timedelta(days=30),
        "now": NOW,
        "base": Base("main", "c" * 40, "t" * 40),
        "list_file": list_file(today),
        "proposal": propose([("README.md", today)], changed) if changed else None,
    }
    return PullSnapshot(**(fields | changes))  # type: ignore[arg-type]
