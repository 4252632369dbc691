"""Strangers who mean harm, through the front door; `tests/test_attacks.py` tries each attack in each place.

After every story the fixture looks whether a secret came out.
"""

import httpx
import pytest

from tests.e2e.conftest import LIST, World
from tests.hostile import ATTACKS, Ours, assert_harmless, assert_harmless_commit, assert_harmless_line, assert_seen

LINK = "https://arxiv.org/abs/2305.06500"
TEXTS = [attack.text for attack in ATTACKS.values()]
#: A form keeps its fields apart by headings, and a list its entries by lines.
LINES = [" ".join(text.split()) for text in TEXTS]


def assert_all_harmless(world: World, ours: Ours) -> int:
    """All that the bot wrote in a repository has our structure alone; how many texts that are."""
    count = 0
    for issue in world.repo.issues():
        for comment in world.repo.comments(issue.number):
            if comment.author == "shelver[bot]":
                assert_harmless(comment.body, ours)
                count += 1
        assert {*world.repo.labels(issue.number)} <= {"submission", "duplicate", "needs answer", "correction"}
    for one in world.repo.pulls():
        assert one.pull is not None
        if one.author == "shelver[bot]":
            assert_harmless_line(one.title, ours)
            assert_harmless(one.body or "", ours)
            assert one.pull.head_ref.removeprefix("shelver/issue-").isdigit()
            assert_harmless_commit(world.repo.commit_message(one.pull.head_sha), ours)
            count += 1
        for run in world.repo.checks(one.pull.head_sha):
            assert_harmless_line(run.title or "", ours)
            assert_harmless(f"{run.summary}\n\n{run.text or ''}", ours)
            for annotation in run.annotations:
                assert_seen(annotation.message.replace("\n", ""))
            count += 1
        for remark in world.remarks(one.number):
            assert_harmless(remark.body, ours)
            count += 1
        for review in world.repo.reviews(one.number):
            assert_harmless(review.body or "", ours)
    return count


def ours(world: World, *numbers: int, closes: int = 0) -> Ours:
    """What may be named in a repository."""
    return Ours(("zoe",), numbers, (closes,) if closes else (), world.repo.html_url)


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.storm) for part in range(1, 14))])
def test_proposals_made_of_attacks(world: World, part: int) -> None:
    """Papers whose titles, names, venues and links are attacks come into the list as text, one line each."""
    lines = LINES[part::14]
    papers = [
        f"Title: {line} for the Learning of Things\nName: {line}\nVenue: {line}\n"
        f"Link: https://lab.example/paper-{part}-{number}.pdf\nCode: https://lab.example/{number}/{line}\n"
        for number, line in enumerate(lines)
    ]
    number = world.file(TEXTS[part].replace("\n", " "), f"Please add {LINK}\n\n" + "\n".join(papers))
    pull = world.pull()
    assert assert_all_harmless(world, ours(world, number, pull, closes=number)) >= 2
    world.repo.comment(number, "\n".join(f"/section {line}" for line in lines), by="eve")
    world.repo.comment(number, "\n".join(f"/section {line}\n/{line}" for line in lines), by="zoe")
    world.settle()
    assert_all_harmless(world, ours(world, number, pull, closes=number)._replace(people=("zoe", "eve")))
    assert world.added(pull)
    world.assert_settled(number)


@pytest.mark.parametrize(
    "page", ["crafted", *(pytest.param(one, marks=pytest.mark.storm) for one in ("crowd", "title"))]
)
def test_a_page_made_of_attacks(world: World, page: str) -> None:
    """What a stranger's page tells of a paper is text, and ten thousand authors are no line of the list."""
    number = world.file("Add a paper", f"http://hostile.example/{page}")
    pulls = [one.number for one in world.repo.pulls()]
    assert assert_all_harmless(world, ours(world, number, *pulls, closes=number)) >= 1
    assert all(len(line) < 2_000 for pull in pulls for line in world.added(pull))
    world.assert_settled(number)


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.storm) for part in range(1, 4))])
def test_a_fork_made_of_attacks(world: World, part: int) -> None:
    """Title, text, branch and entries of a stranger's pull request are judged, told, and become nothing else."""
    pdf = "https://arxiv.org/pdf/2112.03857v2.pdf"
    entries = [f"- **[{line}]** Seeing {line} Things [[{line}]]({pdf}) \n" for line in LINES[part::4]]
    text = LIST.replace("## CLIP-related\n\n", "## CLIP-related\n\n" + "".join(entries))
    body = "\n".join(LINES)
    pull = world.propose(text, title=LINES[part][:200], body=body, branch=f"fixes-#1-@eve-`x`-<b>-{part}")
    assert world.check(pull).conclusion == "failure"
    assert assert_all_harmless(world, ours(world, pull)) >= 1
    assert world.look_at_pull(pull).actions == ()


def test_a_forks_configuration_is_data(world: World) -> None:
    """What a fork says in its own configuration, templates and rules is of no effect before a maintainer merges it."""
    fork = world.repo.fork("zoe")
    said = b"enabled: false\nmode: trial\nlist: EVIL.md\nrules:\n  versioned-arxiv-link: off\n  evil: error\n"
    for path, data in {
        ".github/shelver.yml": said,
        ".github/ISSUE_TEMPLATE/paper.yml": b"name: x\ndescription: x\nbody: []\n",
        "rules/evil.py": b"raise SystemExit\n",
        "EVIL.md": b"# Evil\n",
    }.items():
        fork.push_file(path, data, branch="evil", by="zoe")
    clumsy = "- **[RegionCLIP]** Region-based Pretraining [[pdf]](https://arxiv.org/pdf/2112.09106v2.pdf)\n"
    pull = world.propose(LIST.replace("- **[CLIP-ViL]**", clumsy + "- **[CLIP-ViL]**"), branch="evil")
    assert [one.title for one in world.check(pull).annotations] == ["versioned-arxiv-link"]
    number = world.file("Add a paper", LINK)
    ours_now = next(one.number for one in world.repo.pulls("open") if one.number != pull)
    assert "InstructBLIP" in "".join(world.added(ours_now))
    assert assert_all_harmless(world, ours(world, number, pull, ours_now, closes=number)) >= 3


def test_the_door_tells_nothing_of_itself(world: World) -> None:
    """Whatever knocks is answered in one sentence, without a secret, a path or a traceback."""
    for method, path, signed in (
        ("POST", "/webhook", b"sha256="),
        ("POST", "/webhook", b"sha256=\xff\xfe"),
        ("GET", "/webhook", b""),
        ("GET", "/../../etc/passwd", b""),
        ("POST", "/healthz", b"x" * 20_000),
    ):
        signature = {b"X-Hub-Signature-256": signed}
        answer = httpx.request(method, f"{world.bot.url}{path}", headers=signature, trust_env=False, timeout=10)
        assert 400 <= answer.status_code < 500
        assert len(answer.text) < 200
        assert "Traceback" not in answer.text
        assert (world.app.webhook_secret or "?") not in answer.text
