from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.addition import (
    Addition,
    Duplicate,
    NoList,
    Unwritable,
    entry_label,
    place_reason,
    plan_addition,
)
from bot.citation import Citation
from bot.document import apply_edits, parse
from bot.duplicates import find_duplicate, find_entry
from bot.links import Link
from bot.papers import PaperId, identify, url_identity
from bot.sections import is_paper_list
from tests.document.shapes import NAMES, TEXTS, read_list, reshape

INSTRUCTBLIP = Citation(
    "InstructBLIP: Towards General-purpose Vision-Language Models with Instruction Tuning",
    date="2023-05-11",
    links=(
        Link("abstract", "https://arxiv.org/abs/2305.06500"),
        Link("code", "https://github.com/salesforce/LAVIS/tree/main/projects/instructblip"),
    ),
)
BLIP2 = Citation(
    "BLIP-2: Bootstrapping Language-Image Pre-training with Frozen Image Encoders and Large Language Models",
    links=(Link("abstract", "https://arxiv.org/abs/2301.12597"),),
)
NAMED = parse(read_list("named"))


def added(text: str, citation: Citation = INSTRUCTBLIP, wish: str | None = None) -> Addition:
    """The addition of a paper to a list that must take it."""
    planned = plan_addition(parse(text), citation, wish=wish)
    assert isinstance(planned, Addition)
    return planned


def test_the_seed_form_gets_one_line() -> None:
    """Section, name, links and place of an ordinary paper in a list of the seed's shape."""
    planned = added(read_list("named"), wish="Papers")
    assert planned.text == (
        "- **[InstructBLIP]** Towards General-purpose Vision-Language Models with Instruction Tuning"
        " [[pdf]](https://arxiv.org/pdf/2305.06500.pdf)"
        " [[code]](https://github.com/salesforce/LAVIS/tree/main/projects/instructblip)\n"
    )
    assert planned.section.path == ("Papers",)
    assert planned.place.before is not None
    assert entry_label(planned.place.before) == "Pix2Video"
    assert planned.name is not None
    assert planned.name.origin == "title"
    assert (
        place_reason(planned) == "the section's entries with a name follow no order, so the new one comes last of them"
    )


@pytest.mark.parametrize(
    ("wish", "reason", "before"),
    [
        ("Diffusion", "the section's entries are sorted by date, oldest first", "Latent-Shift"),
        ("Instructions", "the section's entries are sorted by date, newest first", "Kosmos-2"),
    ],
)
def test_sorted_sections_stay_sorted(wish: str, reason: str, before: str) -> None:
    """The entry stands where its date belongs, and the reason says by what."""
    planned = added(read_list("named"), wish=wish)
    assert place_reason(planned) == reason
    assert planned.place.before is not None
    assert entry_label(planned.place.before) == before


WISHES = [
    (name, ">".join(section.path))
    for name in NAMES
    for section in parse(read_list(name)).sections
    if section.level and "Links" not in section.path[-1] and section.path[-1] != "Contents"
]


@pytest.mark.parametrize(("name", "wish"), WISHES)
@pytest.mark.parametrize("crlf", [False, True])
@pytest.mark.parametrize("trailing", [False, True])
@pytest.mark.parametrize("final", [False, True])
def test_only_one_entry_is_new(name: str, wish: str, crlf: bool, trailing: bool, final: bool) -> None:
    """Whatever the list's bytes, all of them stay; read again, the list has one entry more, where it was planned."""
    text = reshape(read_list(name), crlf=crlf, bom=True, final=final, trailing=trailing)
    document = parse(text)
    planned = plan_addition(document, INSTRUCTBLIP, wish=wish)
    if isinstance(planned, Unwritable):  # where trailing blanks make every entry stray
        assert trailing
        return
    assert isinstance(planned, Addition)
    new = apply_edits(text, [planned.edit])
    at = len("".join(document.lines[: planned.edit.span.start]))
    assert new == text[:at] + planned.text + text[at:]
    assert "\r" not in new.replace("\r\n", "") if crlf else "\r" not in new
    assert new.count("\n") == text.count("\n") + planned.text.count("\n")
    again = parse(new)
    entries = {entry.text.strip() for section in document.sections for entry in section.entries}
    (fresh,) = [entry for section in again.sections for entry in section.entries if entry.text.strip() not in entries]
    assert fresh.text.strip() == planned.text.strip()
    assert [len(section.entries) for section in again.sections] == [
        len(section.entries) + (section.heading == planned.section.heading) for section in document.sections
    ]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_added_is_not_added_again(name: str) -> None:
    """Planned on the new text, the same paper is a duplicate of the line that was added."""
    text = read_list(name)
    planned = added(text)
    again = plan_addition(parse(apply_edits(text, [planned.edit])), INSTRUCTBLIP)
    assert isinstance(again, Duplicate)
    assert again.line - 1 in range(planned.line - 1, planned.line + 2)
    assert again.lacks == ()


@given(TEXTS, st.sampled_from((None, "Vision", "X-Net")))
def test_any_text_takes_a_paper_or_says_why_not(text: str, wish: str | None) -> None:
    """Planning never fails, and what it plans is one block."""
    planned = plan_addition(parse(text), INSTRUCTBLIP, wish=wish, insist=True)
    if isinstance(planned, Addition):
        assert len(apply_edits(text, [planned.edit])) == len(text) + len(planned.text)


def test_a_blank_line_between_entries_is_kept_up() -> None:
    """In a list with blank lines between its entries the new one has one too."""
    text = "## P\n\n" + "".join(f"- T{n} [[pdf]](https://arxiv.org/pdf/210{n}.00001)\n\n" for n in range(1, 7))
    assert added(text).text == (
        "\n- InstructBLIP: Towards General-purpose Vision-Language Models with Instruction Tuning"
        " [[pdf]](https://arxiv.org/pdf/2305.06500)"
        " [[code]](https://github.com/salesforce/LAVIS/tree/main/projects/instructblip)\n"
    )
    assert added(text, replace(INSTRUCTBLIP, links=(Link("pdf", "https://arxiv.org/pdf/2001.00001"),))).text.endswith(
        "\n\n"
    )


def test_an_empty_section_is_written_as_the_rest_of_the_list() -> None:
    """Under a heading without entries the list's common form is used, a blank line below the heading."""
    text = "## P\n" + "".join(f"- T{n} [[pdf]](https://arxiv.org/pdf/210{n}.00001)\n" for n in range(1, 7))
    planned = added(text + "## Empty\n## Next\n", wish="Empty")
    assert (planned.line, planned.text[:4], planned.text[-4:]) == (9, "\n- I", "p)\n\n")


def test_a_form_that_cannot_be_written_is_refused() -> None:
    """In a section of bare addresses nothing is pretended."""
    addresses = "".join(f"- https://arxiv.org/abs/210{n}.00001\n" for n in range(1, 7))
    planned = plan_addition(parse(f"## P\n{addresses}"), INSTRUCTBLIP)
    assert isinstance(planned, Unwritable)
    assert planned.section.path == ("P",)


@pytest.mark.parametrize("text", ["", "# Tool\n\n- [docs](https://x.org)\n"])
def test_no_list_no_addition(text: str) -> None:
    """A README that is no paper list gets nothing."""
    assert plan_addition(parse(text), INSTRUCTBLIP) == NoList()
    assert not is_paper_list(parse(text))


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2301.12597v3",
        "http://www.arxiv.org/pdf/2301.12597.pdf",
        "https://huggingface.co/papers/2301.12597",
        "https://doi.org/10.48550/arXiv.2301.12597",
    ],
)
def test_the_same_paper_in_any_address_is_a_duplicate(url: str) -> None:
    """Versions, mirrors and arXiv's own DOI are one paper, whatever it is called."""
    planned = plan_addition(NAMED, Citation("Another title", links=(Link("pdf", url),)))
    assert isinstance(planned, Duplicate)
    assert entry_label(planned.entry) == "BLIP-2"
    assert NAMED.lines[planned.line - 1] == planned.entry.text
    assert planned.section.path == ("Papers",)


@pytest.mark.parametrize(
    "title",
    [
        BLIP2.title,
        "BLIP-2 bootstrapping language image pretraining with frozen image encoders and large language models.",
        "Bootstrapping Language-Image Pre-training with Frozen Image Encoders and Large Language Models",
    ],
)
def test_the_same_title_is_a_duplicate(title: str) -> None:
    """Case, signs and the name in front do not make another paper."""
    planned = plan_addition(NAMED, Citation(title, links=(Link("pdf", "https://x.org/blip2.pdf"),)))
    assert isinstance(planned, Duplicate)
    assert entry_label(planned.entry) == "BLIP-2"


def test_the_id_alone_tells_a_duplicate() -> None:
    """A paper of which only the id is known is found."""
    assert isinstance(plan_addition(NAMED, Citation(""), ids=[PaperId("arxiv", "2301.12597")]), Duplicate)


@pytest.mark.parametrize(
    "title",
    [
        "Bootstrapping Language-Image Pre-training",
        "BLIP-3: Bootstrapping Language-Image Pre-training with Frozen Image Encoders and Large Language Models",
        "BLIP-2",
        "Contents",
        "",
    ],
)
def test_a_similar_title_is_another_paper(title: str) -> None:
    """A part of a title, or the same words under another name, is no duplicate."""
    assert not isinstance(plan_addition(NAMED, Citation(title)), Duplicate)


def test_a_title_is_found_in_forms_that_cannot_be_read() -> None:
    """In a table or after authors the title still counts if it stands by itself."""
    text = (
        read_list("named")
        + "\n| 2020 | [Language Models are Few-Shot Learners](https://x.org) |\n|---|---|\n"
        + ("| 2021 | Someone. *Attention Is All You Need, Twice or More*, 2021 |\n")
    )
    planned = plan_addition(parse(text), Citation("Attention is all you need, twice or more"))
    assert isinstance(planned, Duplicate)
    assert planned.entry.kind == "row"


def test_what_the_entry_lacks_is_told() -> None:
    """Links that the entry shows in some spelling are not lacking; the others are, as they were given."""
    links = (
        Link("pdf", "https://arxiv.org/pdf/2301.12597v2"),
        Link("blog", "http://www.huggingface.co/blog/blip-2/"),
        Link("demo", "https://huggingface.co/spaces/Salesforce/BLIP2"),
        Link("other", "javascript:alert(1)"),
    )
    planned = plan_addition(NAMED, replace(BLIP2, links=links))
    assert isinstance(planned, Duplicate)
    assert planned.lacks == (links[2],)


def test_what_told_a_duplicate_is_told() -> None:
    """By which identity, or that the title is the same."""
    by_id, by_title = plan_addition(NAMED, BLIP2), plan_addition(NAMED, replace(BLIP2, links=()))
    assert isinstance(by_id, Duplicate)
    assert by_id.how == "the same identity: arxiv:2301.12597"
    assert isinstance(by_title, Duplicate)
    assert by_title.how == "the same title"


def test_what_may_be_a_duplicate_is_added_and_told() -> None:
    """An equal title under another arXiv id, or a like title, stops nothing, and leads to the entry."""
    other = replace(BLIP2, links=(Link("abstract", "https://arxiv.org/abs/2301.99999"),))
    like = Citation(BLIP2.title.replace("Models", "Model"), links=INSTRUCTBLIP.links[1:])
    for citation in (other, like):
        planned = plan_addition(NAMED, citation, wish="Papers")
        assert isinstance(planned, Addition)
        assert planned.perhaps is not None
        assert planned.perhaps.line == 17
    assert added(read_list("named")).perhaps is None


def test_all_identities_of_a_paper_are_looked_for() -> None:
    """What an index knows of a paper finds it under another identity than the one that was proposed."""
    ids = (PaperId("doi", "10.1000/none"), PaperId("arxiv", "2301.12597"))
    linkless = replace(INSTRUCTBLIP, links=())
    assert isinstance(plan_addition(NAMED, linkless, ids=ids), Duplicate)
    assert isinstance(plan_addition(NAMED, linkless, ids=ids[:1]), Addition)


def test_insisting_adds_a_duplicate() -> None:
    """A maintainer may want the paper in a second section."""
    assert isinstance(plan_addition(NAMED, BLIP2, wish="Instructions", insist=True), Addition)


def test_a_name_that_an_entry_bears_is_not_guessed() -> None:
    """Another paper of the same name stands without it, its title whole."""
    planned = added(read_list("named"), replace(INSTRUCTBLIP, title="VLMo: Another Paper"), wish="Papers")
    assert planned.name is None
    assert planned.text.startswith("- VLMo: Another Paper [[pdf]]")
    assert planned.place.among == "nameless"


def test_a_name_from_the_abstract_is_marked() -> None:
    """Readers can be told where the name comes from."""
    citation = replace(INSTRUCTBLIP, title="Align before Fuse: Vision and Language")
    planned = plan_addition(NAMED, citation, wish="Papers", abstract="We propose ALBEF, a model.")
    assert isinstance(planned, Addition)
    assert planned.name is not None
    assert planned.name.origin == "abstract"
    assert planned.text.startswith("- **[ALBEF]** Align before Fuse: Vision and Language [[pdf]]")


def test_a_list_without_names_keeps_the_title_whole() -> None:
    """Where entries show no name none is split off, not even a given one."""
    planned = added(read_list("linked_titles"), replace(INSTRUCTBLIP, name="InstructBLIP"), wish="Foundations")
    assert planned.text.startswith("* [InstructBLIP: Towards General-purpose Vision-Language Models")
    assert place_reason(planned) == "the section's entries are sorted by title, from A to Z"


def test_addresses_that_no_entry_may_carry_are_dropped_and_told() -> None:
    """A link that is no web address is left out of the line, and the addition says so."""
    bad = Link("demo", "javascript:alert(1)")
    planned = added(read_list("named"), replace(INSTRUCTBLIP, links=(*INSTRUCTBLIP.links, bad)))
    assert planned.dropped == (bad,)
    assert "javascript" not in planned.text


@pytest.mark.parametrize(
    ("about", "label"),
    [
        ([PaperId("arxiv", "2301.12597")], "BLIP-2"),
        (["VLMo"], "VLMo"),
        (["vlmo", "something else"], "VLMo"),
        (["Pre-training of Text and Layout for Document Image Understanding"], "LayoutLM"),
        (["VLMo", "LayoutLM"], None),
        (["Vision"], None),
        (["x"], None),
        ([], None),
        ([PaperId("arxiv", "1999.00001")], None),
    ],
)
def test_the_entry_spoken_of(about: list[PaperId | str], label: str | None) -> None:
    """An id, a title or a name finds its entry; words that fit several entries, or none, find nothing."""
    found = find_entry(NAMED, about)
    assert (found and entry_label(found.entry)) == label


@pytest.mark.parametrize(
    ("listed", "proposed"),
    [
        (
            "https://openaccess.thecvf.com/content/CVPR2022/papers/Doe_Frozen_CVPR_2022_paper.pdf",
            "https://openaccess.thecvf.com/content/CVPR2022/html/Doe_Frozen_CVPR_2022_paper.html",
        ),
        (
            "https://proceedings.mlr.press/v139/radford21a/radford21a.pdf",
            "http://proceedings.mlr.press/v139/radford21a.html",
        ),
        (
            "https://proceedings.neurips.cc/paper/2021/file/50525975be9d8a8b0b5b5a2ea4ea48a0-Paper.pdf",
            "https://proceedings.neurips.cc/paper/2021/hash/50525975be9d8a8b0b5b5a2ea4ea48a0-Abstract.html",
        ),
        ("http://example.org/papers/foo.pdf", "https://example.org/papers/foo.pdf"),
    ],
)
def test_the_same_address_in_another_spelling_is_the_same_paper(listed: str, proposed: str) -> None:
    """A paper is known by its address in proceedings, whether page or file, http or https, whatever its title."""
    papers = "".join(
        f"- **[N{n}]** Title number {n} [[pdf]](https://arxiv.org/pdf/2301.0000{n}.pdf)\n" for n in range(1, 7)
    )
    document = parse(f"# L\n\n## Papers\n\n{papers}- **[Doe]** Some title [[pdf]]({listed})\n")
    citation = Citation("Quite another wording", links=(Link("pdf", proposed),))
    for link in (listed, proposed):
        found = find_duplicate(document, citation, [identify(link) or url_identity(link)])
        assert found is not None
        assert listed in found.entry.text
