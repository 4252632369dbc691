"""The texts that people read: short, and safe whatever strangers write."""

import re
from dataclasses import replace

import pytest

from bot.commands import family
from bot.config import ListConfig
from bot.decide import decide
from bot.links import Link
from bot.model import (
    Account,
    EditPullRequest,
    FileText,
    OpenPullRequest,
    Post,
    Role,
    SetBranch,
    Snapshot,
    UpsertComment,
)
from bot.papers import Paper, PaperId, Unresolved
from bot.submission import ProposedPaper, Submission
from tests.builders import INSTRUCT, INSTRUCT_ID, LIST, NOW, PROPOSED, list_file, snapshot
from tests.document.shapes import read_list

TABLE = "## Papers\n\n" + "".join(f"- https://arxiv.org/abs/210{n}.00001\n" for n in range(1, 7))
TWO_SECTIONS = LIST + LIST.partition("## Papers\n")[2].join(("\n## Others\n", "")).replace(
    "arxiv.org/pdf/", "arxiv.org/pdf/99"
)


def _section(heading: str, prefix: int, names: str) -> str:
    """A section with entries of these names, of which no title shares a word with a paper of the tests."""
    return f"\n{heading}\n\n" + "".join(
        f"- **[{name}]** Words [[pdf]](https://arxiv.org/pdf/{prefix}.0000{number}.pdf)\n"
        for number, name in enumerate(names.split(), 1)
    )


#: Sections that are alike, two of them of one name.
MANY_SECTIONS = (
    LIST
    + _section("## CLIP-related", 2101, "DeCLIP FLIP MaskCLIP SLIP CLIP-ViL")
    + _section("## Vision\n\n### Surveys", 2102, "One Two Three Four Five")
    + _section("## Speech\n\n### Surveys", 2103, "Six Seven Eight Nine Ten")
)
UNKNOWN = Unresolved(INSTRUCT_ID, "unknown", NOW, "arXiv")
NOT_COVERED = Unresolved(INSTRUCT_ID, "not-covered", NOW, "arXiv")
SLIP = PaperId("url", "https://arxiv.org/abs/2305.650")
SILENT = Unresolved(INSTRUCT_ID, "unreachable", NOW, "arXiv")
TITLED = replace(PROPOSED, title="InstructBLIP: Towards General Models")
ANYWHERE = replace(PROPOSED, section=None, title=None)
LINKLESS = ProposedPaper(None, title="InstructBLIP: Towards General Models", section="Papers")
PROTO_ID = PaperId("arxiv", "2206.10996")
PROTO = ProposedPaper(PROTO_ID)
BOTH = {INSTRUCT_ID: INSTRUCT, PROTO_ID: Paper(PROTO_ID, "ProtoCLIP: On Prototypes")}


#: An owner who wants every section that nobody named to be called a guess.
UNSURE = ListConfig(sure=1)


YEARS = "# List\n" + "".join(_section(f"## {year}", year, "One Two Three Four Five") for year in (2021, 2022))
MIRRORED = replace(
    list_file(LIST),
    mirrors=(
        FileText("a_zh.md", LIST),
        FileText("b.md", "# x\n"),
        FileText("c.md", "", problem="the text is not UTF-8"),
    ),
)


def _said(body: str, role: Role = "submitter", login: str = "zoe", id: int = 1) -> Post:
    return Post(id, Account(login, 7), role, body, "1")


SITUATIONS = {
    "ready": snapshot(),
    "guess": snapshot(replace(PROPOSED, section=None), text=TWO_SECTIONS),
    "section that is not there": snapshot(replace(PROPOSED, section="Foo")),
    "guess among many": snapshot(ANYWHERE, text=MANY_SECTIONS, config=UNSURE),
    "guess from a silent source": snapshot(
        replace(TITLED, section=None), text=MANY_SECTIONS, config=UNSURE, answers={INSTRUCT_ID: SILENT}
    ),
    "section that is not there among many": snapshot(
        replace(PROPOSED, section="Surv"), text=MANY_SECTIONS, config=UNSURE
    ),
    "command in vain": snapshot(ANYWHERE, text=TWO_SECTIONS, posts=(_said("/section Foo"),)),
    "command of a stranger": snapshot(ANYWHERE, text=TWO_SECTIONS, posts=(_said("/section Others", "other", "kim"),)),
    "moved": snapshot(ANYWHERE, text=MANY_SECTIONS, config=UNSURE, posts=(_said("/section Speech > Surveys"),)),
    "unknown": snapshot(answers={INSTRUCT_ID: UNKNOWN}),
    "not in a small arXiv": snapshot(replace(PROPOSED, title=None), answers={INSTRUCT_ID: NOT_COVERED}),
    "silent source, with title": snapshot(TITLED, answers={INSTRUCT_ID: SILENT}),
    "silent source": snapshot(answers={INSTRUCT_ID: SILENT}),
    "no source, with title": snapshot(ProposedPaper(PaperId("doi", "10.1/x"), title="Some Things"), answers={}),
    "no source": snapshot(ProposedPaper(PaperId("openreview", "abc")), answers={}),
    "slip in arXiv's address": snapshot(ProposedPaper(SLIP), answers={}),
    "slip in arXiv's address, with title": snapshot(ProposedPaper(SLIP, title="Some Things"), answers={}),
    "withdrawn": snapshot(answers={INSTRUCT_ID: replace(INSTRUCT, withdrawn=True)}),
    "duplicate": snapshot(ProposedPaper(PaperId("arxiv", "2301.12597"), links=(Link("code", "https://a.org/b"),))),
    "empty form": snapshot(submission=Submission("none", form=True)),
    "correction": snapshot(submission=Submission("correction", about=(PaperId("arxiv", "2301.12597"),))),
    "another title": snapshot(replace(PROPOSED, title="Completely different words here")),
    "form that cannot be written": snapshot(text=TABLE),
    "ready, several lines": snapshot(ANYWHERE, text=read_list("blocks")),
    "guess, several lines": snapshot(ANYWHERE, text=read_list("blocks"), config=UNSURE),
    "silent source, several lines": snapshot(
        replace(TITLED, section="Since 2021"), text=read_list("blocks"), answers={INSTRUCT_ID: SILENT}
    ),
    "new section": snapshot(ANYWHERE, text=YEARS, config=ListConfig(new_sections=True)),
    "new section that is asked for": snapshot(
        replace(PROPOSED, section="2023"), text=YEARS, config=ListConfig(new_sections=True)
    ),
    "preprint": snapshot(config=ListConfig(preprints=False)),
    "lines that a program writes": snapshot(
        text=LIST.replace("## Papers\n", "## Papers\n<!-- BEGIN x -->") + "<!-- END x -->"
    ),
    "slip in the configuration": snapshot(config_problem="`.github/shelver.yml`, line 2: unknown key `ordr`; did you?"),
    "no link": snapshot(LINKLESS),
    "guess without a link": snapshot(replace(LINKLESS, section=None), text=MANY_SECTIONS, config=UNSURE),
    "mirrors": snapshot(list_file=MIRRORED, config=ListConfig(counters=True)),
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
    """Every situation has a text, and for one paper none has more than eight lines beside what is folded."""
    texts = _texts(SITUATIONS[situation])
    assert texts
    for text in texts:
        # Exceptions that come together, each with its line, are one line more.
        most = {"guess from a silent source": 9, "silent source, several lines": 9, "guess without a link": 9}.get(
            situation, 8
        )
        in_sight = re.sub(r"(?s)<details>.*?</details>", "", text)
        assert len([line for line in in_sight.splitlines() if line]) <= most, text
        assert text == text.strip()


def test_a_small_arxiv_never_says_that_there_is_no_such_paper() -> None:
    """Of a paper that a try-out's arXiv does not hold, both ways on are offered: the real arXiv, or a typed title."""
    (text,) = _texts(SITUATIONS["not in a small arXiv"])
    assert text.startswith("`2305.06500` is not in this try-out's small internet")
    assert "`Title: Attention Is All You Need`" in text
    assert "`shelver sandbox --online`" in text
    assert "no paper" not in text


def test_a_small_arxiv_among_several_papers() -> None:
    """In a list of papers the same is said in one line."""
    answers = {INSTRUCT_ID: NOT_COVERED, PROTO_ID: Unresolved(PROTO_ID, "not-covered", NOW, "arXiv")}
    both = Submission("submission", (replace(PROPOSED, title=None), PROTO))
    (text,) = _texts(snapshot(submission=both, answers=answers))
    assert "`2206.10996`: not in this try-out's small internet; please add its title in your post" in text
    assert "no such paper" not in text


@pytest.mark.parametrize(
    "papers", [(ProposedPaper(SLIP),), (ProposedPaper(SLIP, title="Some Things"),), (ProposedPaper(SLIP), PROPOSED)]
)
def test_a_slip_in_an_address_is_not_put_down_to_arxiv(papers: tuple[ProposedPaper, ...]) -> None:
    """An address at arXiv without a paper's number is told to be one; papers at arXiv can be looked up."""
    text = "\n".join(_texts(snapshot(*papers)))
    assert f"`{SLIP.value}`" in text
    assert "no address of a paper at arXiv" in text
    assert "look papers up" not in text


def test_with_its_title_a_paper_needs_no_small_arxiv() -> None:
    """A typed title is enough: the line stands as it was given, and nothing claims that arXiv confirmed it."""
    texts = _texts(snapshot(TITLED, answers={INSTRUCT_ID: NOT_COVERED}))
    assert any("is ready" in text for text in texts)
    assert not any("as arXiv has them" in text for text in texts)


@pytest.mark.parametrize("situation", ["no link", "guess without a link"])
def test_a_paper_without_a_link_is_told_so(situation: str) -> None:
    """Its author reads in the first line that a link is wanted, and never that nothing is."""
    body, comment = _texts(SITUATIONS[situation])
    assert "Not verified: the post gives no link to it" in body
    assert "Your post gives no link to it; please add one" in comment.splitlines()[0]
    assert "nothing more is needed" not in comment
    assert "you need do nothing" not in comment


def test_papers_without_a_link_among_several() -> None:
    """In a list of papers each says it in its line."""
    rows = _texts(snapshot(PROPOSED, LINKLESS))[-1].splitlines()[:3]
    assert rows[0].endswith("a maintainer decides. Something is missing; please see below.")
    assert "ready, but your post gives no link to it, in *Papers*" in rows[2]


@pytest.mark.parametrize("situation", SITUATIONS)
def test_no_text_promises_a_command_that_does_not_exist(situation: str) -> None:
    """Every chat command that a text offers is one of the family."""
    for text in _texts(SITUATIONS[situation]):
        assert set(re.findall(r"`/([a-z]+)", text)) <= family().keys(), text


@pytest.mark.parametrize("situation", [name for name in SITUATIONS if "guess" in name or "not there" in name])
def test_a_guess_says_so_first_and_offers_the_same_lines_twice(situation: str) -> None:
    """The pull request's first line tells of a guess; it and the comment offer the same lines, at most three, no %."""
    body, comment = _texts(SITUATIONS[situation])
    assert re.match(r"The section is a guess: \*\*InstructBLIP[^*]*\*\* stands in \*", body)
    offered = [re.findall(r"(?m)^`/section .*$", text) for text in (body, comment)]
    assert offered[0] == offered[1]
    assert len(offered[0]) == len(set(offered[0])) <= 3
    assert "%" not in body + comment


def test_offered_lines_name_one_section_each() -> None:
    """A heading that stands twice is offered with what is above it, and every offered line moves the entry."""
    _, comment = _texts(SITUATIONS["guess among many"])
    offered = re.findall(r"(?m)^`(/section .*?)` \(like ", comment)
    assert sorted(offered) == ["/section CLIP-related", "/section Speech > Surveys", "/section Vision > Surveys"]
    for line in offered:
        moved = snapshot(ANYWHERE, text=MANY_SECTIONS, config=UNSURE, posts=(_said(line),))
        body, comment = _texts(moved)
        assert "as asked" in body
        assert "guess" not in body + comment


def test_offers_show_what_stands_there() -> None:
    """Each offer names two entries of the section."""
    _, comment = _texts(SITUATIONS["guess among many"])
    assert "`/section CLIP-related` (like **DeCLIP** and **FLIP**)" in comment


def test_offers_name_an_entry_once() -> None:
    """A list that holds a paper twice does not make it stand for two."""
    section = _section("## CLIP-related", 2101, "DeCLIP DeCLIP MaskCLIP SLIP CLIP-ViL")
    _, comment = _texts(snapshot(ANYWHERE, text=LIST + section, config=UNSURE))
    assert "`/section CLIP-related` (like **DeCLIP**)" in comment


def test_a_choice_among_several_papers_stands_under_its_paper() -> None:
    """Of several papers, each guess has its lines, with the paper's number, in the comment and in the pull request."""
    body, comment = _texts(snapshot(ANYWHERE, PROTO, text=MANY_SECTIONS, config=UNSURE, answers=BOTH))
    assert body.splitlines()[0] == (
        "The sections of **InstructBLIP** and **ProtoCLIP** are guesses; comments with lines below move them."
    )
    for number in (1, 2):
        offered = [re.findall(rf"(?m)^ +- (`/section {number} .*)$", text) for text in (body, comment)]
        assert offered[0] == offered[1]
        assert len(offered[0]) == 3


def test_answers_to_commands_stand_around_the_result() -> None:
    """Who has to do something is told first, who has not last; each is named."""
    posts = (_said("/section Foo"), _said("/section Papers", "other", "kim", 2), _said("/section 1", "other", "lee", 3))
    _, comment = _texts(snapshot(ANYWHERE, text=TWO_SECTIONS, posts=posts))
    first, *_, last = comment.splitlines()
    assert first == (
        "@zoe, the list has no section `Foo` with papers, so I moved nothing. Please copy a heading from the list."
    )
    assert last.startswith("@kim and @lee, thank you for the hint. Only @zoe and people who may write")


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
            assert "<" not in re.sub(r"</?(?:details|summary)>", "", text)
            assert text.count("<details>") == text.count("</details>") <= 1
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


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_is_opened_is_closed(situation: str) -> None:
    """Blocks of code and folds end where they should, so that what stands behind them is read as it is meant."""
    for text in _texts(SITUATIONS[situation]):
        assert text.count("<details>") == text.count("</details>")
        assert len(re.findall(r"(?m)^```", text)) % 2 == 0
        # Markdown in a fold, and behind it, needs a blank line.
        assert not re.search(r"</summary>\n[^\n]|[^\n]\n</details>|</details>\n[^\n]", text)


@pytest.mark.parametrize(
    ("situation", "said"),
    [
        ("ready", "One line added, no other byte changed:"),
        ("ready, several lines", "Three lines and a blank one added, no other byte changed:"),
        (
            "new section",
            "Two lines and two blank ones added, among them the heading of the new section *2023*, no other",
        ),
    ],
)
def test_the_lines_that_are_added_are_counted(situation: str, said: str) -> None:
    """What the pull request says of its lines is what its diff shows."""
    body, _ = _texts(SITUATIONS[situation])
    assert f"Proposed by @zoe in #12. {said}" in body


@pytest.mark.parametrize(
    ("end", "said"), [("\n", "One line added"), ("", "One line added"), ("\n\n", "One line added")]
)
def test_the_line_end_that_a_file_lacked_is_no_blank_line(end: str, said: str) -> None:
    """However the file ends, the one line that comes last is one line."""
    body, _ = _texts(snapshot(text=LIST.rstrip("\n") + end))
    assert f"{said}, no other byte changed:" in body


def test_a_new_section_is_told_in_both_texts() -> None:
    """The comment says what begins, the pull request what it follows, or that it was asked for."""
    body, comment = _texts(SITUATIONS["new section"])
    assert (
        "- Section: *2023*, which comes next after *2022*; the section is new, as `.github/shelver.yml` allows." in body
    )
    assert "adds these lines, which begin the new section *2023*." in comment
    body, _ = _texts(SITUATIONS["new section that is asked for"])
    assert "- Section: *2023*, as asked; the section is new, as `.github/shelver.yml` allows." in body


def test_mirrors_are_told_one_by_one() -> None:
    """Who gets the same, and who gets nothing and why."""
    body, _ = _texts(SITUATIONS["mirrors"])
    assert "\nThe same goes into `a_zh.md`, untranslated. `c.md` gets no line: it is not UTF-8. " in body
    assert " `b.md` gets no line: I found no section there that holds the same papers.\n" in body


def test_long_bodies_are_not_cut_inside_of_a_block() -> None:
    """Of very many entries whole ones are left out; what GitHub acts on stands outside of any block."""
    papers = [
        ProposedPaper(
            PaperId("doi", f"10.1000/{n}"), title=f"Number {n} of Things " + "word " * 200, section="Since 2021"
        )
        for n in range(60)
    ]
    body, _ = _texts(snapshot(*papers, text=read_list("blocks"), answers={}))
    assert "Some lines are left out here" in body
    assert len(re.findall(r"(?m)^```", body)) % 2 == 0
    assert body.count("<details>") == body.count("</details>")
    assert body.endswith("\nCloses #12")
