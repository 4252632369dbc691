"""The texts that people read: short, and safe whatever strangers write."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands import family
from bot.config import ListConfig
from bot.decide import decide
from bot.flood import Crowd, Line
from bot.links import Link
from bot.messages import waits_for_room
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
from bot.repositories import Repository
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


FORUM, ANTHOLOGY = PaperId("openreview", "vvoWPYqZJA"), PaperId("acl", "2023.acl-long.999")


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


#: A list that shows authors and venues.
VENUES = "## Papers\n\n" + "".join(
    f"- Words on {name} Images, Ann Lee, Bo Chen. *{venue}* [[paper]](https://arxiv.org/abs/{number}.00001)\n"
    for name, venue, number in (
        ("Red", "CVPR 2019", 1901),
        ("Blue", "ICCV 2019", 1905),
        ("Green", "ECCV 2020", 2005),
        ("Grey", "CVPR 2021", 2105),
        ("Brown", "NeurIPS 2021", 2109),
        ("InstructBLIP", "ICML 2022", 2205),
    )
)
INSTRUCT_DOI = PaperId("doi", "10.1109/x.1")
LONG_VENUE = "Great Assembly of Everybody Who Ever Looked at the Same Picture Twice"
#: What a service tells of InstructBLIP, with a venue of its own.
TOLD = replace(INSTRUCT, venue="NeurIPS 2023", year="2023", ids=(INSTRUCT_ID, INSTRUCT_DOI), source="Crossref")
CLAIMING = replace(PROPOSED, venue="CVPR 2023")
FOREIGN = Link("pdf", "https://arxiv.org/pdf/2206.10996")
CODE = Link("code", "https://github.com/ana/old")
#: Everything that can be asked about one paper at once.
DOUBTFUL = replace(CLAIMING, title="Completely different words here", links=(*PROPOSED.links, FOREIGN, CODE))
DOUBTS = {INSTRUCT_ID: TOLD, PROTO_ID: BOTH[PROTO_ID]}
ALIKE = "- InstructBLIP: Towards General-purpose Vision-Language Models with Instruction Tuning, Ann Lee, Bo Chen. "
ALIKE += "*CVPR 2020* [[paper]](https://arxiv.org/abs/2003.00001)\n"
CHANGED = {"ana/old": Repository("ana/new")}


SITUATIONS = {
    "ready": snapshot(),
    "waits for room": snapshot(crowd=Crowd(person=Line((NOW + timedelta(hours=9),) * 20))),
    "venue not confirmed": snapshot(CLAIMING, text=VENUES),
    "venue denied": snapshot(CLAIMING, text=VENUES, answers={INSTRUCT_ID: TOLD}),
    "venue too long": snapshot(text=VENUES, answers={INSTRUCT_ID: replace(TOLD, venue=LONG_VENUE)}),
    "venue too long, another claimed": snapshot(
        CLAIMING, text=VENUES, answers={INSTRUCT_ID: replace(TOLD, venue=LONG_VENUE)}
    ),
    "another paper's link": snapshot(replace(PROPOSED, links=(*PROPOSED.links, FOREIGN)), answers=BOTH),
    "perhaps the same": snapshot(text=VENUES + ALIKE),
    "two addresses": snapshot(
        replace(PROPOSED, links=(*PROPOSED.links, Link("abstract", "https://doi.org/10.1109/x.1"))),
        answers={INSTRUCT_ID: TOLD},
    ),
    "changed repository": snapshot(replace(PROPOSED, links=(*PROPOSED.links, CODE)), repositories=CHANGED),
    "everything in doubt": snapshot(DOUBTFUL, text=VENUES + ALIKE, answers=DOUBTS, repositories=CHANGED),
    "everything in doubt, and a slip in the configuration": snapshot(
        DOUBTFUL, text=VENUES + ALIKE, answers=DOUBTS, config_problem="`.github/shelver.yml`, line 2: unknown key."
    ),
    "guess, everything in doubt": snapshot(
        replace(DOUBTFUL, section=None),
        text=VENUES + ALIKE + MANY_SECTIONS.partition("## CLIP-related")[2].join(("\n## CLIP-related", "")),
        config=UNSURE,
        answers=DOUBTS,
    ),
    "unknown DOI": snapshot(
        ProposedPaper(INSTRUCT_DOI),
        answers={INSTRUCT_DOI: Unresolved(INSTRUCT_DOI, "unknown", NOW, "Crossref and DataCite")},
    ),
    "unknown at OpenReview": snapshot(
        ProposedPaper(FORUM), answers={FORUM: Unresolved(FORUM, "unknown", NOW, "OpenReview")}
    ),
    "unknown at the Anthology, with title": snapshot(
        ProposedPaper(ANTHOLOGY, title="Some Things", section="Papers"),
        answers={ANTHOLOGY: Unresolved(ANTHOLOGY, "unknown", NOW, "the ACL Anthology")},
    ),
    "silent Anthology": snapshot(
        ProposedPaper(ANTHOLOGY), answers={ANTHOLOGY: Unresolved(ANTHOLOGY, "unreachable", NOW, "the ACL Anthology")}
    ),
    "alias in the list": snapshot(
        ProposedPaper(INSTRUCT_DOI),
        text=LIST + "- **[X]** Wholly Other Words [[pdf]](https://arxiv.org/abs/2305.06500)\n",
        answers={INSTRUCT_DOI: replace(TOLD, id=INSTRUCT_DOI)},
    ),
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
        most = {
            "guess from a silent source": 9,
            "silent source, several lines": 9,
            "guess without a link": 9,
            "guess, everything in doubt": 9,
        }.get(situation, 8)
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
    assert last.startswith("@kim and @lee, thank you for the hint. Only @zoe and those who look after this list")


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


@pytest.mark.parametrize(
    ("situation", "in_body", "in_comment"),
    [
        ("venue not confirmed", "Not confirmed: the venue `CVPR 2023` is the post's word alone.\n", None),
        (
            "venue denied",
            "Please check the venue: the post says `CVPR 2023`, Crossref says `NeurIPS 2023`.\n",
            "You wrote `CVPR 2023`; Crossref says `NeurIPS 2023`. If yours is a slip, please edit your post.\n",
        ),
        (
            "venue too long",
            f"- Left out: the venue `{LONG_VENUE} 2023`, too long for an entry; a short form",
            None,
        ),
        (
            "venue too long, another claimed",
            "Please check the venue: the post says `CVPR 2023`, Crossref says `Great Assembly of Everybody Who Ever ",
            None,
        ),
        (
            "another paper's link",
            "Left out: one of the links is another paper's, **ProtoCLIP: On Prototypes** (`2206.10996`).\n",
            "One of your links is another paper's, **ProtoCLIP: On Prototypes** (`2206.10996`); I left that out.",
        ),
        (
            "perhaps the same",
            "Perhaps in the list already: **InstructBLIP: Towards General-purpose Vision-Language ...**, [line 9](",
            "The list has **InstructBLIP: Towards General-purpose Vision-Language ...** ([line 9](",
        ),
        (
            "two addresses",
            "- Left out: `https://doi.org/10.1109/x.1`; it leads to the same paper, and entries here link to theirs ",
            None,
        ),
        ("changed repository", "- Code: `https://github.com/ana/old` is called `ana/new` by now.", None),
    ],
)
def test_what_is_in_doubt_is_told_to_those_who_can_mend_it(
    situation: str, in_body: str, in_comment: str | None
) -> None:
    """Maintainers read all of it, contributors what they are asked; only then the comment's first line says so."""
    body, comment = _texts(SITUATIONS[situation])
    assert in_body in body
    asks = comment.splitlines()[0].endswith("A maintainer decides; please see what I ask below.")
    assert asks == (in_comment is not None)
    assert in_comment is None or in_comment in comment


def test_what_is_too_much_for_a_glance_is_folded() -> None:
    """Exceptions stand in sight as far as there is room, the reasons below; nothing is lost."""
    body, _ = _texts(SITUATIONS["everything in doubt, and a slip in the configuration"])
    seen, _, folded = body.partition("<details>")
    assert "Perhaps in the list already" in seen
    assert "What else to look at, why there, and what was checked" in folded
    assert "Please check the venue" in seen
    assert "- Left out: one of the links is another paper's" in folded
    assert "- Section: " in folded


def test_a_guess_with_doubts_keeps_its_offers() -> None:
    """The comment folds the offers where it has to ask as well."""
    body, comment = _texts(SITUATIONS["guess, everything in doubt"])
    assert "<details><summary>Is another section better?</summary>" in comment
    assert re.findall(r"(?m)^`/section .*$", body) == re.findall(r"(?m)^`/section .*$", comment) != []


@pytest.mark.parametrize(
    ("situation", "first"),
    [
        ("unknown", "arXiv has no paper `2305.06500` (asked "),
        ("unknown DOI", "Crossref and DataCite have no paper `10.1109/x.1` (asked "),
        ("unknown at OpenReview", "OpenReview shows me no paper `vvoWPYqZJA` (asked "),
        ("unknown at the Anthology, with title", "Not verified: the ACL Anthology has no such paper, so "),
        ("silent Anthology", "The ACL Anthology does not answer (since "),
        ("silent source", "arXiv does not answer (since "),
        ("withdrawn", "arXiv says that `2305.06500` was withdrawn"),
    ],
)
def test_services_begin_sentences_by_their_names(situation: str, first: str) -> None:
    """Names are spelled as their owners spell them, one has and two have."""
    assert _texts(SITUATIONS[situation])[0].startswith(first)


@pytest.mark.parametrize(
    ("situation", "slip"),
    [("unknown", "the number"), ("unknown DOI", "the DOI"), ("unknown at OpenReview", "the address")],
)
def test_an_unknown_papers_slip_is_looked_for_where_it_may_be(situation: str, slip: str) -> None:
    """A DOI is no number."""
    assert f"\nPlease check {slip} and edit your post: I look again at once.\n" in _texts(SITUATIONS[situation])[0]


def test_a_duplicate_under_another_identity_names_both() -> None:
    """The contributor sees which address of the list is their paper's."""
    (comment,) = _texts(SITUATIONS["alias in the list"])
    assert "(your `10.1109/x.1` and its `2305.06500` are one paper).\n" in comment


def test_doubts_among_several_papers_stand_under_theirs() -> None:
    """Each question below its paper's line, by a first line that says that there are some."""
    body, comment = _texts(snapshot(CLAIMING, replace(PROTO, section="Papers"), text=VENUES + ALIKE, answers=DOUBTS))
    first, row, *asked = comment.splitlines()
    assert first.endswith("a maintainer decides. Please look at the questions below.")
    assert row.startswith("1. **InstructBLIP")
    assert asked[0].startswith("   - The list has **InstructBLIP")
    assert asked[0].endswith("please reply `/withdraw 1`, and if not, `/duplicate 1 no`.")
    assert asked[1].startswith("   - You wrote `CVPR 2023`; Crossref says `NeurIPS 2023`.")
    assert " is perhaps in the list already: " in body
    assert "take its line out" in body


def test_two_like_papers_of_one_post_have_no_line_yet() -> None:
    """What only this pull request adds cannot be linked to in the list."""
    first = Paper(INSTRUCT_ID, "A Survey of Vision Models for Medicine", date="2023-05-01", source="arXiv")
    second = replace(first, id=PROTO_ID, date="2022-06-01")
    body, _ = _texts(
        snapshot(PROPOSED, replace(PROTO, section="Papers"), answers={INSTRUCT_ID: first, PROTO_ID: second})
    )
    assert "of this very post, has the same title" in body


@pytest.mark.parametrize(("of_person", "whose"), [(True, "Of one person's, 20 a day"), (False, "Of all, 20 a day")])
def test_who_waits_is_told_that_nothing_is_wanted(of_person: bool, whose: str) -> None:
    """First that, then until when, then who may change it."""
    lines = waits_for_room(NOW + timedelta(hours=9), 20, of_person=of_person).splitlines()
    assert lines[0] == f"This submission waits its turn, and you need do nothing. {whose} are taken up here."
    assert lines[1].startswith("I go on by myself from 24 Nov, 23:02 UTC on")
    assert lines[2].startswith("Maintainers: `limits` in `.github/shelver.yml`")
