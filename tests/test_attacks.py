"""Strangers who mean harm: whatever they write where, what is written for them has our structure alone.

The table of the attacks is `tests.hostile.ATTACKS`: each is put into every fact of a paper, into every place of a pull
request, and into the commands; what comes of it is looked at as GitHub would.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from time import process_time
from typing import Any, TypeVar

import pytest

from bot.cli.formats import Judged, teller
from bot.decide import decide
from bot.document import beginning, parse
from bot.links import Link
from bot.lint import LintContext, lint
from bot.marker import Memory, PullMark, read_memory, read_pull_mark, with_memory, with_pull_mark
from bot.model import (
    PULL_NUMBER,
    Account,
    Action,
    CommitFix,
    CompleteCheck,
    EditPullRequest,
    EditRemark,
    EditReview,
    OpenPullRequest,
    Plan,
    Post,
    Review,
    Role,
    SetBranch,
    SetLabels,
    UpsertComment,
)
from bot.papers import Paper, PaperId
from bot.quoting import code
from bot.reformat import reformatted
from bot.submission import ProposedPaper, read_submission
from rules import all_rules
from tests.builders import INSTRUCT, INSTRUCT_ID, LIST, NOW, issue, pull_snapshot, snapshot
from tests.document.shapes import read_list
from tests.hostile import (
    ATTACKS,
    BODIES,
    LISTS,
    Ours,
    assert_harmless,
    assert_harmless_commit,
    assert_harmless_line,
    assert_seen,
    grown,
)

URL = PaperId("url", "https://lab.example/paper.pdf")
ABSTRACT = Link("abstract", URL.value)
OURS = Ours(people=("zoe",), numbers=(12, 13), closes=(12,))
PULL_OURS = Ours(people=("zoe",), numbers=(21,))


_T = TypeVar("_T")
#: The whole product is a long test; else each attack is tried in one of the places, by turns.
WHOLE = pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.storm)], ids=["some", "all"])


def _places(attack: str, places: Callable[[str], Iterator[_T]], *, whole: bool) -> Sequence[_T]:
    found = [*places(ATTACKS[attack].text)]
    return found if whole else [found[[*ATTACKS].index(attack) % len(found)]]


def _said(plan: Plan) -> Iterator[Action]:
    """The actions of a plan, those in the place of others too."""
    for action in plan.actions:
        yield action
        if isinstance(action, SetBranch | CommitFix):
            yield from action.otherwise


def _assert_harmless(plan: Plan, ours: Ours) -> int:
    """All that a plan writes is harmless; how many texts that were."""
    count = 0
    for action in _said(plan):
        count += 1
        match action:
            case SetBranch():
                assert action.branch == "shelver/issue-12"
                assert_harmless_commit(action.message, ours)
            case OpenPullRequest() | EditPullRequest():
                assert_harmless_line(action.title or "x", ours)
                assert_harmless(_numbered(action.body or ""), ours)
            case UpsertComment() | EditReview() | EditRemark():
                assert_harmless(_numbered(action.body), ours)
            case SetLabels():
                assert {*action.add, *action.remove} <= {"submission", "duplicate", "needs answer", "correction"}
            case CompleteCheck():
                assert_harmless_line(action.title, ours)
                assert_harmless(action.summary, ours)
                assert_harmless(action.text, ours)
            case Review():
                assert_harmless(action.body, ours)
                for remark in action.remarks:
                    assert_harmless(remark.body, ours)
            case _:
                pass
    return count


def _numbered(text: str) -> str:
    return text.replace(f"#{PULL_NUMBER}", "#13")


def _entries(text: str) -> list[str]:
    return [entry.text for section in parse(text).sections for entry in section.entries]


def _facts(text: str) -> Iterator[tuple[str, ProposedPaper, Paper | None]]:
    """Papers with the text in each of their facts, as their writer gives them or as a page tells them."""
    plain = ProposedPaper(URL, title="A Tale of Things", links=(ABSTRACT,), section="Papers")
    yield "title", replace(plain, title=f"Seeing {text} in Pictures"), None
    yield "title alone", replace(plain, title=text), None
    yield "name", replace(plain, name=text), None
    yield "authors", replace(plain, authors=(text, f"Ada {text}")), None
    yield "venue", replace(plain, venue=text), None
    yield "section", replace(plain, section=text), None
    yield "label", replace(plain, links=(ABSTRACT, Link("other", "https://lab.example/x", text))), None
    yield "address", replace(plain, links=(ABSTRACT, Link("code", f"https://lab.example/{text}"))), None
    yield "page", replace(plain, id=PaperId("url", f"https://lab.example/{text}")), None
    told = Paper(URL, title=text, authors=(text,), venue=text, source="lab.example", ids=(URL,))
    yield "page's facts", replace(plain, title=None), told
    known = replace(plain, id=INSTRUCT_ID, title=f"Seeing {text} in Pictures", venue=text)
    yield "other title", known, INSTRUCT


@WHOLE
@pytest.mark.parametrize("attack", ATTACKS)
def test_what_a_stranger_proposes_stays_text(attack: str, *, whole: bool) -> None:
    """In no fact of a paper does a hostile text mention, close, link, show a picture or break out of its place."""
    for _, paper, told in _places(attack, _facts, whole=whole):
        answers = {told.id: told} if told else {}
        plan = decide(snapshot(paper, answers=answers))
        assert _assert_harmless(plan, OURS)
        for action in plan.actions:
            if isinstance(action, SetBranch):
                (file,) = action.files
                assert len(_entries(file.text)) == len(_entries(LIST)) + 1


def _commands(text: str) -> Iterator[tuple[Role, str]]:
    roles: tuple[Role, ...] = ("submitter", "maintainer", "other")
    for order in ("/section {}", "@shelver section 1 {}", "/section\n{}", "/fix {}", "/{}"):
        yield from ((role, order.format(text)) for role in roles)


@WHOLE
@pytest.mark.parametrize("attack", ATTACKS)
def test_what_a_stranger_commands_stays_text(attack: str, *, whole: bool) -> None:
    """No command's words become structure of the answer, whoever writes them."""
    for number, (role, body) in enumerate(_places(attack, _commands, whole=whole)):
        post = Post(id=number, author=Account("zoe", 7), role=role, body=body, version="1", at=NOW)
        assert _assert_harmless(decide(snapshot(posts=(post,))), OURS)


def _lists(text: str) -> Iterator[str]:
    """The list as a stranger's fork has it, with the text in every place of an entry, and outside of all."""
    pdf = "[[pdf]](https://arxiv.org/pdf/2112.03857v2.pdf)"
    yield f"{LIST}- **[GLIP]** Seeing {text} Things {pdf}\n"
    yield f"{LIST}- **[{text}]** Seeing Things {pdf} \n"
    yield f"{LIST}- **[GLIP]** Seeing Things [[{text}]](https://arxiv.org/pdf/2112.03857v2.pdf)\n"
    yield f"{LIST}- **[GLIP]** Seeing Things [[pdf]]({text})\n"
    yield f"{LIST}- **[GLIP]** Seeing  Things {pdf} [[code]](https://lab.example/{text})\n"
    yield f"{LIST}- **[BLIP]** {text} [[pdf]](https://arxiv.org/pdf/2201.12086.pdf)\n"
    yield f"{LIST}{text}\n- **[GLIP ]** Seeing Things {pdf}\n"
    yield f"{LIST}\n## {text}\n\n- **[GLIP ]** Seeing Things {pdf}\n"
    yield LIST.replace("Flamingo", text)


@WHOLE
@pytest.mark.parametrize("attack", ATTACKS)
def test_what_a_fork_brings_stays_text(attack: str, *, whole: bool) -> None:
    """Check, remarks, review and comment on a stranger's pull request have our structure alone.

    A suggestion holds the line as it should be, which its writer wrote: it is in a fence that ends where we say.
    """
    for head in _places(attack, _lists, whole=whole):
        plan = decide(pull_snapshot(head))
        assert _assert_harmless(plan, PULL_OURS)
        for action in plan.actions:
            for one in action.annotations if isinstance(action, CompleteCheck) else ():
                assert_seen(one.title)
                assert_seen(one.message)


# Too much of something


def _thousand(shape: str, between: str = "\n") -> str:
    return between.join(shape.format(f"{number:05d}") for number in range(1000))


def _plan(body: str) -> Plan:
    """What a post comes to."""
    return decide(snapshot(issue=issue(body=body), submission=read_submission("Add a paper", body)))


def test_a_thousand_papers_are_too_many() -> None:
    """The answer is one line that says how many are taken, and nothing is opened."""
    start = process_time()
    (comment,) = (
        one for one in _plan(_thousand("https://arxiv.org/abs/2305.{}")).actions if isinstance(one, UpsertComment)
    )
    assert comment.body.startswith("I read 1000 papers in your post, and take 100 at most in one")
    assert process_time() - start < 10


@pytest.mark.parametrize(
    "links",
    [
        "code: " + _thousand("https://github.com/a/b{}", " "),
        pytest.param(_thousand("https://lab.example/{}"), marks=pytest.mark.storm),
        pytest.param("### Other links\n\n" + _thousand("- https://lab.example/{}"), marks=pytest.mark.storm),
    ],
)
def test_a_thousand_links_of_one_paper_are_bounded_and_told(links: str) -> None:
    """The entry has a dozen of them; the pull request tells of some that it leaves out, and how many more there are."""
    start = process_time()
    plan = _plan(f"https://arxiv.org/abs/2305.06500\n{links}")
    (branch,) = (one for one in plan.actions if isinstance(one, SetBranch))
    (pull,) = (one for one in plan.actions if isinstance(one, OpenPullRequest))
    (new,) = set(_entries(branch.files[0].text)) - set(_entries(LIST))
    assert new.count("](") == 12
    assert re.search(
        r"Left out: `[^`]+`, `[^`]+`, `[^`]+` and \d+ more; an entry here has no place for them\.", pull.body
    )
    assert len(pull.body) < 5_000
    assert process_time() - start < 10


def test_ten_thousand_authors_are_bounded() -> None:
    """What a page tells of a crowd makes no entry that nobody can read."""
    crowd = replace(INSTRUCT, authors=tuple(f"Author {number}" for number in range(10_000)))
    plan = decide(snapshot(text=read_list("authors"), answers={INSTRUCT_ID: crowd}))
    (branch,) = (one for one in plan.actions if isinstance(one, SetBranch))
    assert len(branch.files[0].text) - len(read_list("authors")) < 3_000


def test_names_that_are_too_long_for_a_title_are_cut() -> None:
    """The title of a pull request keeps to GitHub's 256 characters, whatever names and headings are."""
    text = LIST.replace("## Papers", f"## {'Papers and ' * 40}")
    papers = [
        ProposedPaper(PaperId("url", f"https://lab.example/{n}.pdf"), f"Things {n}", "Name" * 25) for n in range(3)
    ]
    plan = decide(snapshot(*papers, text=text, answers={}))
    assert _assert_harmless(plan, OURS)
    assert [one for one in plan.actions if isinstance(one, OpenPullRequest)]


@pytest.mark.parametrize("host", ["exa\u2100mple.org", "[::1", "a:b:c", "x.org:port", "\u3002", "a" * 300, "..", "%00"])
def test_an_address_that_is_none_ends_no_look(host: str) -> None:
    """A host that no client takes is shown, or left out, like any other text."""
    for body in (f"Title: A Paper on Things\nLink: https://{host}/paper.pdf", f"https://{host}/paper.pdf"):
        assert _assert_harmless(_plan(body), OURS) or True


def test_a_mark_that_a_stranger_pasted_is_no_memory() -> None:
    """What looks like our memory is quoted inside of a line of ours, and is never read."""
    mark = with_memory("", Memory(state="declined", added=("x",))).strip()
    assert read_memory(f"I read {code(mark)} in your post.") == Memory()
    assert read_pull_mark(f"the post says {code(with_pull_mark('', PullMark(('x',))).strip())}.") is None
    plan = decide(snapshot(ProposedPaper(URL, title=f"Seeing {mark} in Pictures", links=(ABSTRACT,)), answers={}))
    (comment,) = (one for one in plan.actions if isinstance(one, UpsertComment))
    assert read_memory(comment.body).state == "ready"


# What is made to keep a reader busy: the benchmark `tests.benchmarks.hostile` measures it in full size

_FEW = ("brackets", "emphasis by turns", "fence that stays open")


def _cases(cases: Mapping[str, str]) -> list[Any]:
    return [pytest.param(case, marks=[pytest.mark.storm] * (case not in _FEW)) for case in cases]


@pytest.mark.parametrize("case", _cases(BODIES))
def test_the_longest_posts_are_read_in_a_moment(case: str) -> None:
    """As long as GitHub takes: 65,536 characters."""
    text = grown(BODIES[case], 65_536)
    start = process_time()
    read_submission("Add a paper", text)
    assert process_time() - start < 8


@pytest.mark.parametrize("case", _cases(LISTS))
def test_the_longest_lists_are_read_in_a_bounded_time(case: str) -> None:
    """As long as we read: 5 MB and 50,000 lines; judged by all rules, too."""
    text = beginning(grown(LISTS[case], 5_000_000).encode())
    start = process_time()
    lint(LintContext(parse(text)), all_rules())
    assert process_time() - start < 25


@pytest.mark.parametrize("case", _cases(LISTS))
def test_a_reformatted_list_is_compared_in_a_bounded_time(case: str) -> None:
    """Whatever it is made of; what is longer than any list is not compared at all."""
    text = beginning(grown(LISTS[case], 900_000).encode())
    start = process_time()
    reformatted(text, text.replace("\n", "\r\n"))
    assert process_time() - start < 25


# At the command line


@pytest.mark.parametrize("form", ["github", "text", "json", "sarif"])
def test_what_lint_prints_is_its_own(form: str) -> None:
    """A list made of attacks gives workflow commands, lines for a terminal, or JSON: none of a stranger's."""
    pdf = "[[pdf]](https://arxiv.org/pdf/2112.03857v2.pdf)"
    entries = "".join(f"- **[{attack.text}]** Seeing {attack.text} {pdf} \n" for attack in ATTACKS.values())
    context = LintContext(parse(LIST + entries))
    name = "README.md\n::error::\x1b[2J"
    printed = teller(form)([Judged(name, name, context, tuple(lint(context, all_rules())), all_rules())])
    if form in ("json", "sarif"):
        assert json.loads(printed)
        assert printed.isascii() or not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", printed)
        return
    lines = printed.split("\n")
    assert len(lines) > 10
    for line in lines:
        assert_seen(line)
        assert form == "text" or re.match(r"::(?:error|warning|notice) file=[^:]*::|not shown as|$", line), line
