"""The texts that people read: short, and safe whatever strangers write."""

import re
from dataclasses import replace

import pytest

from bot.decide import decide
from bot.links import Link
from bot.model import EditPullRequest, OpenPullRequest, SetBranch, Snapshot, UpsertComment
from bot.papers import PaperId, Unresolved
from bot.submission import ProposedPaper, Submission
from tests.builders import INSTRUCT, INSTRUCT_ID, LIST, NOW, PROPOSED, snapshot

TABLE = "# L\n\n## Papers\n\n| Title | Link |\n|---|---|\n" + "".join(
    f"| T{i} | [pdf](https://arxiv.org/abs/2301.0000{i}) |\n" for i in range(1, 8)
)
TWO_SECTIONS = LIST + LIST.partition("## Papers\n")[2].join(("\n## Others\n", "")).replace(
    "arxiv.org/pdf/", "arxiv.org/pdf/99"
)
UNKNOWN = Unresolved(INSTRUCT_ID, "unknown", NOW)
SILENT = Unresolved(INSTRUCT_ID, "unreachable", NOW)
TITLED = replace(PROPOSED, title="InstructBLIP: Towards General Models")

SITUATIONS = {
    "ready": snapshot(),
    "guess": snapshot(replace(PROPOSED, section=None), text=TWO_SECTIONS),
    "section that is not there": snapshot(replace(PROPOSED, section="Foo")),
    "unknown": snapshot(answers={INSTRUCT_ID: UNKNOWN}),
    "silent source, with title": snapshot(TITLED, answers={INSTRUCT_ID: SILENT}),
    "silent source": snapshot(answers={INSTRUCT_ID: SILENT}),
    "no source, with title": snapshot(ProposedPaper(PaperId("doi", "10.1/x"), title="Some Things"), answers={}),
    "no source": snapshot(ProposedPaper(PaperId("openreview", "abc")), answers={}),
    "withdrawn": snapshot(answers={INSTRUCT_ID: replace(INSTRUCT, withdrawn=True)}),
    "duplicate": snapshot(ProposedPaper(PaperId("arxiv", "2301.12597"), links=(Link("code", "https://a.org/b"),))),
    "empty form": snapshot(submission=Submission("none", form=True)),
    "correction": snapshot(submission=Submission("correction", about=(PaperId("arxiv", "2301.12597"),))),
    "another title": snapshot(replace(PROPOSED, title="Completely different words here")),
    "form that cannot be written": snapshot(text=TABLE),
}


def _texts(picture: Snapshot) -> list[str]:
    """The comment and the pull request's body, without their hidden marks."""
    return [
        action.body.partition("\n\n<!--")[0]
        for action in decide(picture).actions
        if isinstance(action, UpsertComment | OpenPullRequest | EditPullRequest)
    ]


@pytest.mark.parametrize("situation", SITUATIONS)
def test_no_text_is_longer_than_eight_lines(situation: str) -> None:
    """Every situation has a text, and for one paper none has more than eight lines."""
    texts = _texts(SITUATIONS[situation])
    assert texts
    for text in texts:
        assert len([line for line in text.splitlines() if line]) <= 8, text
        assert text == text.strip()


@pytest.mark.parametrize("situation", SITUATIONS)
def test_no_text_promises_a_command_that_does_not_exist(situation: str) -> None:
    """No text offers a chat command; there are none yet."""
    for text in _texts(SITUATIONS[situation]):
        assert not re.search(r"(?m)`/[a-z]+", text), text


def test_several_papers_have_a_line_each() -> None:
    """For several papers the comment counts them, numbers them, and says what keeps the issue open."""
    papers = (PROPOSED, ProposedPaper(PaperId("arxiv", "2301.12597")), ProposedPaper(PaperId("doi", "10.1/x")))
    said = _texts(snapshot(*papers))[-1].splitlines()
    assert said[0].startswith("I read three papers. #")
    assert [line[:2] for line in said[1:4]] == ["1.", "2.", "3."]
    assert said[5] == "This issue stays open until all three are settled."


@pytest.mark.parametrize(
    "hostile",
    [
        "@everyone see this",
        "Fixes #1 and closes ana/awesome-vl#2",
        "<script>alert(1)</script></details>",
        "[link](https://evil.example) ![x](https://evil.example/x.png)",
        "`code` and ``more``",
        "Title\n\n# Heading\n\nCloses #3",
        "\u202egnihtemos\u202c and zero\u200bwidth",
        "x\nCo-authored-by: eve <eve@evil.example>",
    ],
)
def test_hostile_words_refer_to_nothing(hostile: str) -> None:
    """What a stranger wrote mentions nobody, closes nothing, links nothing and adds no trailer, wherever it stands."""
    proposed = ProposedPaper(None, title=hostile, name=hostile, section=hostile)
    for action in decide(snapshot(proposed, answers={})).actions:
        if isinstance(action, UpsertComment | OpenPullRequest):
            # What stands in code spans is inert; nothing of it may stand outside.
            text = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "CODE", action.body.partition("\n\n<!--")[0])
            assert "evil" not in text
            assert "@everyone" not in text
            assert "<" not in text
            assert not re.search(r"#(1|2|3)\b", text)
        if isinstance(action, OpenPullRequest):
            assert "\n" not in action.title
            assert not re.search(r"@\w|#\d", action.title)
        if isinstance(action, SetBranch):
            subject, *rest = action.message.splitlines()
            assert not re.search(r"@\w|#\d", subject)
            assert rest == ["", "Proposed in #12.", "", "Co-authored-by: zoe <7+zoe@users.noreply.github.com>"]


def test_many_papers_stay_below_githubs_limit() -> None:
    """However many papers an issue holds, the texts stay below GitHub's 65,536 characters and say that they are cut."""
    papers = [
        ProposedPaper(PaperId("doi", f"10.1000/{n}"), title=f"Number {n} of Things " + "word " * 200, section="Papers")
        for n in range(99)
    ]
    for action in decide(snapshot(*papers, answers={})).actions:
        if isinstance(action, UpsertComment | OpenPullRequest):
            assert len(action.body) < 65_536
        if isinstance(action, OpenPullRequest):
            assert "Some lines are left out here" in action.body
            assert "\nCloses #12\n" in action.body, "what GitHub acts on is kept"
