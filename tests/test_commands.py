"""Chat commands: every example of the family, and what commands of several posts come to."""

import pkgutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import commands
from bot.commands import Ground, calls, family, fold, may_hold, orders, wants_recheck, without_commands
from bot.document import parse
from bot.model import Account, Post, Role
from bot.papers import Paper, PaperId
from bot.submission import ProposedPaper, Submission

_ENTRIES = "".join(f"- Words of Paper {n} [[pdf]](https://arxiv.org/pdf/2301.0000{n}.pdf)\n" for n in range(1, 7))
DOCUMENT = parse(
    f"# L\n\n## Papers\n\n{_ENTRIES}\n## Datasets\n\n{_ENTRIES}\n## 3D Vision\n\n{_ENTRIES}\n## Vision\n\n"
    f"### Surveys\n\n{_ENTRIES}\n## Speech\n\n### Surveys\n\n{_ENTRIES}\n## Greek\n\n{_ENTRIES}"
    "- **[Alpha]** The First of All Words [[pdf]](https://arxiv.org/pdf/2301.00011.pdf)\n"
)
INSTRUCT, PROTO = PaperId("arxiv", "2305.06500"), PaperId("arxiv", "2206.10996")
GROUND = Ground(
    DOCUMENT,
    {
        INSTRUCT: Paper(INSTRUCT, "InstructBLIP: Towards General-purpose Vision-Language Models"),
        PROTO: Paper(PROTO, "ProtoCLIP: Prototypical Contrastive Language Image Pretraining"),
    },
)
#: What a command's examples tell of a paper after it.
SAID: dict[str, Callable[[ProposedPaper], object]] = {
    "section": lambda paper: paper.section,
    "title": lambda paper: paper.title,
    "name": lambda paper: paper.name,
    "venue": lambda paper: paper.venue,
    "date": lambda paper: paper.date,
    "authors": lambda paper: paper.authors or None,
    "link": lambda paper: next((f"{link.role} {link.url}" for link in reversed(paper.links)), None),
    "unlink": lambda paper: paper.unlinked,
    "add": lambda paper: paper.id and paper.id.value,
    "withdraw": lambda paper: paper.taken_back,
    "place": lambda paper: paper.place,
    "duplicate": lambda paper: paper.distinct,
    "hold": lambda paper: None,
    "unhold": lambda paper: None,
}
ONE = Submission("submission", (ProposedPaper(INSTRUCT),))
TWO = Submission("submission", (ProposedPaper(INSTRUCT), ProposedPaper(PROTO)))
EXAMPLES = [
    (word, text, cast(tuple[object, ...] | None, wanted))
    for word, command in family().items()
    if word in SAID
    for text, wanted in command.EXAMPLES.items()
]
ON_PULLS = [
    (word, text, wanted)
    for word, command in family().items()
    if "pull" in command.ON
    for text, wanted in command.EXAMPLES.items()
]


def _post(body: str, role: Role = "submitter", id: int = 1) -> Post:
    return Post(id, Account("zoe", 7), role, body, "1")


def _said(word: str, submission: Submission) -> tuple[object, ...]:
    if word in ("hold", "unhold"):
        return (submission.held_by,) * 2
    return tuple(SAID[word](paper) for paper in submission.papers)


def _sections(submission: Submission) -> tuple[str | None, ...]:
    return tuple(paper.section for paper in submission.papers)


def test_every_file_of_the_folder_is_a_command() -> None:
    """The walk finds every file, and each has the names that are agreed upon."""
    assert list(family()) == [module.name for module in pkgutil.iter_modules(commands.__path__)]
    for word, command in family().items():
        assert command.USAGE.startswith(f"`/{word}")
        assert {"submitter", "maintainer"} >= command.WHO
        assert command.EXAMPLES
        assert {"issue", "silent", "emptied", "pull"} >= command.ON
        assert {"pull"} == command.ON or callable(command.apply)
        assert word in SAID or "pull" in command.ON, "its examples are run"


@pytest.mark.parametrize(("word", "text", "heard"), ON_PULLS, ids=[text for _, text, _ in ON_PULLS])
def test_an_example_on_a_pull_request(word: str, text: str, heard: bool) -> None:
    """What is heard of those who may give the command is an order; in an issue it changes nothing."""
    post = _post(text, "maintainer")
    assert [(one.word, one.heeded) for one in orders([post])] == ([(word, True)] if heard else [])
    assert fold(TWO, [_post(text)], GROUND)[0] == TWO


def test_an_order_of_a_stranger_is_not_heeded() -> None:
    """Whoever is neither the writer of the pull request nor may write here is heard, not heeded."""
    assert [one.heeded for one in orders([_post("/fix\n/fix"), _post("/fix", "other")])] == [True, False]


@pytest.mark.parametrize(("word", "text", "wanted"), EXAMPLES, ids=[f"{one[0]}: {one[1]}" for one in EXAMPLES])
def test_an_example(word: str, text: str, wanted: tuple[object, ...] | None) -> None:
    """What the example's comment asks for is what the two papers get."""
    folded, answers = fold(TWO, [_post(text)], GROUND)
    assert _said(word, folded) == (wanted or _said(word, TWO))
    if wanted:
        assert [answer.errors for answer in answers] == [()]
        assert word in {call.word for call in calls(text)}
    else:
        assert folded == TWO


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("/section Datasets", "Datasets"),
        ("/section datasets.", "datasets"),
        ("/section Papers, please", "Papers"),
        ("/section 1 Datasets", "1 Datasets"),
        ("/section InstructBLIP Datasets", "Datasets"),
        ("/section 3D Vision", "3D Vision"),
        ("/section Vision>Surveys", "Vision>Surveys"),
        ("**/section Datasets**", "Datasets"),
        ("\r\n  /section Datasets\r\n", "Datasets"),
        ("/section：Datasets", "Datasets"),
        ("> /section Papers\n\n/section Datasets", "Datasets"),
        ("`code` is\n/section Datasets", "Datasets"),
        ("a lone <code> tag\n/section Datasets", "Datasets"),
        ("<blockquote><code>x</code>\n/section Papers\n</blockquote>\n\n/section Datasets", "Datasets"),
        ("<blockquote><blockquote>x</blockquote>\n\n/section Papers\n\n</blockquote>", None),
        ("[/section Papers](https://example.org)", None),
        ("/section Nonsense", None),
        ("/usr/bin/section Papers", None),
        ("@section Papers", None),
        ("@shelverish section Papers", None),
        ("see /section Papers", None),
    ],
)
def test_one_paper_needs_no_number(text: str, section: str | None) -> None:
    """Where one paper is proposed the heading is enough; quotes, links and other words are none."""
    assert _sections(fold(ONE, [_post(text)], GROUND)[0]) == (section,)


def test_the_last_valid_command_wins() -> None:
    """A command in vain changes nothing, also not what an earlier one asked for; a later one replaces both."""
    posts = [_post("/section Papers"), _post("/section Nonsense", id=2)]
    folded, answers = fold(ONE, posts, GROUND)
    assert _sections(folded) == ("Papers",)
    assert [bool(answer.errors) for answer in answers] == [False, True]
    folded, answers = fold(ONE, [*posts, _post("/section Datasets", "maintainer", 3)], GROUND)
    assert _sections(folded) == ("Datasets",)
    assert not any(answer.errors for answer in answers), "who found what they looked for needs no answer any more"
    _, answers = fold(ONE, [*posts, _post("/title Another\n/help", "maintainer", 3)], GROUND)
    assert [bool(answer.errors) for answer in answers] == [False, True, False], "a word about something else is none"
    _, answers = fold(ONE, [_post("/sectoin Papers"), _post("/section Papers", id=2)], GROUND)
    assert [bool(answer.errors) for answer in answers] == [False, False]


def test_without_a_paper_nothing_is_commanded() -> None:
    """An issue that proposes no paper, such as an empty form, has nothing to move."""
    empty = Submission("none", form=True)
    assert fold(empty, [_post("/section Papers")], GROUND) == (empty, ())


def test_commands_of_others_do_not_count() -> None:
    """Who neither proposed the paper nor may write is not heeded, and told nothing about headings."""
    folded, (answer,) = fold(ONE, [_post("/section Nonsense", "other")], GROUND)
    assert folded == ONE
    assert not answer.heeded
    assert answer.errors == ()


def test_a_wish_in_vain_is_answered_with_the_nearest_headings() -> None:
    """The nearest headings are written so that each names one section, in lines to copy that work."""
    _, (answer,) = fold(ONE, [_post("/section Survey of Visions")], GROUND)
    (error,) = answer.errors
    assert error.startswith(
        "the list has no section `Survey of Visions` with papers, so I moved nothing. Did you mean "
    )
    assert "`/section Vision > Surveys`" in error
    _, (answer,) = fold(TWO, [_post("/section 2 Dataset Papers")], GROUND)
    assert "`/section 2 Datasets` (like **Words of Paper 1** and **Words of Paper 2**)" in answer.errors[0]


def test_a_command_without_a_number_is_answered_with_the_numbered_papers() -> None:
    """Of several papers, the numbers and names are told, and lines that work."""
    _, (answer,) = fold(TWO, [_post("/section Datasets")], GROUND)
    assert answer.errors == (
        (
            "which paper do you mean: 1 **InstructBLIP**, 2 **ProtoCLIP**? I changed nothing; please write its number "
            "or name first, such as `/section 2 Datasets`."
        ),
    )


def test_a_number_that_no_paper_has_is_told() -> None:
    """A number beyond the papers is not taken for a part of the heading."""
    _, (answer,) = fold(TWO, [_post("/section 3 Datasets")], GROUND)
    assert answer.errors[0].endswith("such as `/section 2 Datasets`.")


def test_many_commands_in_vain_are_cut_short() -> None:
    """A post full of commands in vain is left off after a few, whatever their number."""
    _, (answer,) = fold(ONE, [_post("".join(f"/section Nonsense{n}\n" for n in range(1000)))], GROUND)
    assert len(answer.errors) == 3


def test_a_post_is_read_without_its_commands() -> None:
    """Lines that are commands are taken out of a post, and no others."""
    body = "Add 2305.06500\r\n/section Papers\r\n@shelver section: Papers\r\nThanks /section\n"
    assert without_commands(body).split() == ["Add", "2305.06500", "Thanks", "/section"]
    assert without_commands("/section Papers https://arxiv.org/abs/1").strip() == "https://arxiv.org/abs/1"
    assert without_commands("> /section Papers\n") == "> /section Papers\n"
    for line in ("/place after https://arxiv.org/abs/1", "/unlink https://arxiv.org/abs/1", "/sectoin Papers"):
        assert without_commands(line).strip() == "", "what is named there is not proposed"


@given(st.text(alphabet="/@section SHELVER:,`>~*_<>-\n\r\t1. précode「」", max_size=80))
def test_no_command_escapes_the_cheap_look(text: str) -> None:
    """Whatever holds a command is let through by the cheap look, and reading commands never fails."""
    folded, _ = fold(TWO, [_post(text)], GROUND)
    assert replace(folded.papers[0], section=None) == TWO.papers[0]
    if calls(text):
        assert may_hold(text)


@pytest.mark.parametrize(
    "text",
    [
        "<pre>" * 13_000,
        "\n" * 65_000,
        "@shelver " * 7_000,
        " *" * 32_000,
        "`" * 65_000,
        "[" * 65_000,
        "> " * 32_000,
        "*a_" * 20_000,
        "/a\n" * 21_000,
        "/aa\n" * 16_000,
        "/sectoin\n" * 7_000,
        "".join(f"/t{a}{b}{c}le\n" for a in "abcdefgh" for b in "abcdefgh" for c in "abcdefgh") * 15,
        "@shelver /x" * 5_000,
        "@shelver please " * 4_000,
        "/add https://arxiv.org/abs/1411.4555\n" * 1_700,
        "/title " + "please " * 9_000,
        "/place after " + "x" * 65_000,
    ],
    ids=lambda text: text[:20],
)
def test_hostile_texts_are_read_in_no_time(text: str) -> None:
    """The longest comments that GitHub takes are read in a moment."""
    assert fold(ONE, [_post(text + "\n/"), _post("/section " + text)], GROUND)[0].papers


_PARTS = [
    *(f"/{word}" for word in [*family(), "sectoin", "lgtm"]),
    *(
        "@shelver",
        "please",
        "1",
        "2",
        "no",
        "all",
        "after",
        "before",
        "Alpha",
        "Papers",
        "code",
        "2024-13-45",
        ":",
        ",",
        "\n",
    ),
    *(
        "https://arxiv.org/abs/1411.4555",
        "https://[::1",
        "http://",
        "[x](javascript:alert(1))",
        "<b>",
        "`",
        "\x00",
        "\u202e",
    ),
]


@given(
    st.lists(st.sampled_from(_PARTS), max_size=30).map(" ".join), st.sampled_from(["submitter", "maintainer", "other"])
)
def test_no_line_of_commands_fails(text: str, role: Role) -> None:
    """Whatever is written, the commands are folded, and a stranger changes nothing; twice the same is the same."""
    folded, answers = fold(TWO, [_post(text, role)], GROUND)
    assert role != "other" or (folded == TWO and not any(answer.heeded for answer in answers))
    assert fold(TWO, [_post(text, role)], GROUND) == (folded, answers)
    for answer in answers:
        assert all(error.isprintable() for error in answer.errors), "no text of ours turns or hides what follows"


# Words that are no commands


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("/sectoin Papers", "section"),
        ("@shelver withdrw", "withdraw"),
        ("/Titel: X", "title"),
        ("/autors A, B", "authors"),
        ("/unhodl", "unhold"),
        ("/sectoin a\n/sectoin b", "section"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(text: str, meant: str) -> None:
    """Once a comment, to those who may give commands."""
    _, (answer,) = fold(ONE, [_post(text)], GROUND)
    (error,) = answer.errors
    assert f"Did you mean `/{meant}`?" in error
    assert fold(ONE, [_post(text, "other")], GROUND) == (ONE, ())


@pytest.mark.parametrize(
    "text",
    [
        *("/lgtm", "/approve", "/close", "/assign @ana", "/cc @ana", "/retitle X", "/update", "/merge", "/label bug"),
        *(
            "/home/zoe/papers",
            "/etc",
            "/usr/bin/env",
            "/rebase",
            "/ok-to-test",
            "/test all",
            "/kind bug",
            "/hello",
            "/fixed",
        ),
        *("@shelver thanks!", "@shelver what a nice list", "/s/ab/cd", "`/sectoin`", "> /sectoin"),
    ],
)
def test_words_of_others_are_not_answered(text: str) -> None:
    """Paths, other programs' commands and thanks are none of ours."""
    assert fold(ONE, [_post(text)], GROUND) == (ONE, ())


def test_a_word_that_is_surely_for_us_is_answered() -> None:
    """Behind our name a slash says that a command was meant."""
    _, (answer,) = fold(ONE, [_post("@shelver /frobnicate")], GROUND)
    assert answer.errors == ("I know no command `/frobnicate`. `/help` shows them all.",)


def test_where_nothing_is_proposed_only_some_words_mean_anything() -> None:
    """What is commanded of no paper is not answered, save what may propose one, and help."""
    empty = Submission("none")
    assert fold(empty, [_post("/section Papers\n/sectoin x\n@shelver /frob\n/fix")], GROUND) == (empty, ())
    folded, _ = fold(empty, [_post("/add 1411.4555\n/name NIC")], GROUND)
    assert [paper.name for paper in folded.papers] == ["NIC"]
    _, (answer,) = fold(empty, [_post("/help")], GROUND)
    assert [usage.partition(" ")[0].strip("`:") for usage in answer.help] == ["/add", "/help"]


def test_a_recheck_waits_until_it_is_answered_in_its_version() -> None:
    """By those who may give it; what it was done for may stand behind the version."""
    post = _post("/recheck")

    def waits(answered: dict[str, str], *posts: Post) -> bool:
        return wants_recheck(fold(TWO, posts, GROUND)[1], answered)

    assert waits({}, post)
    assert waits({"1": "0"}, post)
    assert not waits({"1": "1"}, post)
    assert not waits({"1": "1 abc"}, post)
    assert not waits({}, _post("/recheck", "other"))
    assert not waits({}, _post("/rechek"))
    flood = [_post("/title x", "other", n) for n in range(9, 300)]
    assert waits({}, post, *flood), "strangers crowd nobody out"


def test_a_recheck_where_nothing_was_proposed_yet_is_none() -> None:
    """It is not answered, so it would be obeyed at each look once something is."""
    posts = [_post("/recheck", id=1), _post("/add 1411.4555", id=2)]
    _, answers = fold(Submission("none"), posts, GROUND)
    assert [one.post.id for one in answers] == [2]
    assert not wants_recheck(answers, {"2": "1"})


def test_of_many_mistakes_three_are_told_and_what_is_right_is_done() -> None:
    """Also below them."""
    folded, (answer,) = fold(TWO, [_post("/sectoin x\n/titel y\n/venu z\n/nam q\n/add 1411.4555")], GROUND)
    assert len(answer.errors) == 3
    assert len(folded.papers) == len(TWO.papers) + 1


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ('"Why Should I Trust You?": Explaining', '"Why Should I Trust You?": Explaining'),
        ('Learning to Say "No"', 'Learning to Say "No"'),
        ('"Learning to Say No"', "Learning to Say No"),
        ("`Q*`", "Q*"),
        ("Q*", "Q*"),
    ],
)
def test_marks_go_only_around_the_whole(said: str, title: str) -> None:
    """Those that a title begins or ends with are its own."""
    folded, _ = fold(TWO, [_post(f"/title 1 {said}")], GROUND)
    assert folded.papers[0].title == title


def test_who_may_lift_a_hold() -> None:
    """A submitter lifts their own; that of one who looks after the list only such a one."""
    ana = replace(_post("/hold", "maintainer"), author=Account("ana", 1))
    held, _ = fold(ONE, [ana, _post("/hold", id=2)], GROUND)
    assert held.held_by == "ana"
    still, answers = fold(ONE, [ana, _post("/unhold", id=2)], GROUND)
    assert still.held_by == "ana"
    assert answers[-1].errors[0].startswith("@ana holds this")
    for last in (replace(ana, body="/unhold", id=2), _post("/unhold", "maintainer", 2)):
        assert fold(ONE, [ana, last], GROUND)[0].held_by is None
    assert fold(ONE, [_post("/hold"), _post("/unhold", id=2)], GROUND)[0].held_by is None


@pytest.mark.parametrize("word", sorted(family()))
def test_the_readme_tells_what_the_help_tells(word: str) -> None:
    """Each command has its row there, in the same words."""
    written, _, does = family()[word].USAGE.partition("`: ")
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    assert f"\n| {written}` | {does} |" in readme
