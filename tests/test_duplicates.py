import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citation import Citation
from bot.document import parse
from bot.duplicates import Found, Located, find_duplicate, identities, located_entries
from bot.papers import PaperId, identify, url_identity
from bot.styles import skim
from tests.document.shapes import NAMES, read_list

IN_LIST = "Bootstrapping Language-Image Pre-training with Frozen Image Encoders and Large Language Models"
BLIP2 = f"BLIP-2: {IN_LIST}"
NAMED_ENTRY = f"- **[BLIP-2]** {IN_LIST} [[pdf]](https://arxiv.org/pdf/2301.12597.pdf)"
PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data/duplicates.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def answer(entry: str, citation: Citation, *ids: PaperId) -> Found | None:
    """What is found in a list that has an entry between two others."""
    between = "- [Quite Another Thing about Birds](https://x.org/b)\n", "- [Of Mice and Men](https://x.org/m)\n"
    if entry.startswith("|"):
        columns = entry.strip("|").count("|") + 1
        return find_duplicate(parse(f"## A\n\n{'|a' * columns}|\n{'|-' * columns}|\n{entry}\n"), citation, ids)
    return find_duplicate(parse(f"## A\n\n{between[0]}{entry}\n{between[1]}"), citation, ids)


@pytest.mark.parametrize(("expected", "entry", "title"), PAIRS)
def test_a_title_tells_a_paper(expected: str, entry: str, title: str) -> None:
    """By its title alone a paper is the one of an entry, perhaps it, or another."""
    found = answer(entry, Citation(title))
    assert (found.sure if found else "-") == expected


@pytest.mark.parametrize(("expected", "entry", "title"), [pair for pair in PAIRS if pair[0] != "-"])
def test_an_identity_of_the_same_kind_makes_a_title_unsure(expected: str, entry: str, title: str) -> None:
    """Two arXiv ids are two papers, whatever they are called: such a title is never the same."""
    found = answer(entry + " arXiv:2401.00001", Citation(title), PaperId("arxiv", "2402.00002"))
    assert found is None or found.sure == "perhaps"


@pytest.mark.parametrize(
    ("ours", "theirs", "sure"),
    [
        ("Ann Lee, Bo Chen", ("Ann Lee", "Bo Chen"), "same"),
        ("Ann Lee, Bo Chen", ("A. Lee",), "same"),
        ("Ann Lee, Bo Chen", ("Carl Moor", "Dan Fox"), "perhaps"),
        ("Ann Lee, Bo Chen", (), "same"),
    ],
)
def test_other_people_make_an_equal_title_unsure(ours: str, theirs: tuple[str, ...], sure: str) -> None:
    """Where both name their authors, and nobody is among both, one title may be two papers."""
    found = answer(f"- [On the Learning of Deep Features](https://x.org/l), {ours}, 2020",
                   Citation("On the Learning of Deep Features", authors=theirs))  # fmt: skip
    assert found is not None
    assert found.sure == sure


@pytest.mark.parametrize(("year", "sure"), [("2020", "same"), ("2022-05", "same"), ("2011", "perhaps"), (None, "same")])
def test_years_far_apart_make_an_equal_title_unsure(year: str | None, sure: str) -> None:
    """A preprint and its publication are few years apart."""
    found = answer("- [On the Learning of Deep Features](https://x.org/l), Ann Lee, 2020",
                   Citation("On the Learning of Deep Features", date=year))  # fmt: skip
    assert found is not None
    assert found.sure == sure


def test_the_same_people_make_a_like_title_likelier() -> None:
    """What would be two papers of two groups may be one of one group."""
    entry = (
        "- [Event Vision Estimation by Entropy Minimisation of Warped Events](https://x.org/l), Ann Lee, Bo Chen, 2020"
    )
    title = "Robust Event Vision Model Estimation by Entropy Minimisation of Warped Events"
    assert answer(entry, Citation(title)) is None
    found = answer(entry, Citation(title, authors=("Ann Lee", "Bo Chen")))
    assert found is not None
    assert found.sure == "perhaps"


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("- X, arXiv:2301.12597", ["arxiv:2301.12597"]),
        ("- X (doi 10.1109/CVPR.2016.90)", ["doi:10.1109/cvpr.2016.90"]),
        ("- X [pdf](https://arxiv.org/pdf/2301.12597v2)", ["arxiv:2301.12597"]),
        ("- X, doi: 10.48550/arXiv.2301.12597", ["arxiv:2301.12597"]),
        ("- [X](https://x.org/a) arXiv:2301.12597", ["url:https://x.org/a", "arxiv:2301.12597"]),
        ("- X", []),
    ],
)
def test_an_entry_shows_identities(text: str, papers: list[str]) -> None:
    """By links, and named in words."""
    assert [str(paper) for paper in identities(text)] == papers


def test_any_of_its_identities_finds_a_paper() -> None:
    """An entry that shows the journal's DOI is the one of a preprint that is known to have it."""
    doi, arxiv = PaperId("doi", "10.1109/tpami.2020.1234567"), PaperId("arxiv", "2001.01234")
    entry = "- [Quite Another Wording](https://doi.org/10.1109/TPAMI.2020.1234567)"
    found = answer(entry, Citation("On the Learning of Deep Features"), arxiv, doi)
    assert found is not None
    assert (found.sure, found.by) == ("same", "identity")
    assert found.how == "the same identity: arxiv:2001.01234 and doi:10.1109/tpami.2020.1234567 are one paper"
    assert answer(entry, Citation("On the Learning of Deep Features"), arxiv) is None


def test_an_identity_that_is_written_apart_is_found() -> None:
    """The pdfs of Semantic Scholar have a slash in the hash that its pages have in one."""
    entry = "- [Counting](https://pdfs.semanticscholar.org/7ca4/bcfb186958bafb1bb9512c40a9c54721c9fc.pdf)"
    page = identify("https://www.semanticscholar.org/paper/Title/7ca4bcfb186958bafb1bb9512c40a9c54721c9fc")
    assert page is not None
    found = answer(entry, Citation("Quite another title"), page)
    assert found is not None
    assert found.sure == "same"


def test_a_title_is_told_as_the_reason() -> None:
    """The words say whether the title is the same or only like it."""
    same = answer(NAMED_ENTRY, Citation(BLIP2))
    like = answer("- [Language Image Models](https://x.org/l)", Citation("Language Image Model"))
    assert same is not None
    assert same.how == "the same title"
    assert like is not None
    assert like.how == "a like title"
    doubted = answer(NAMED_ENTRY, Citation(BLIP2), PaperId("arxiv", "2402.00002"))
    assert doubted is not None
    assert (doubted.sure, doubted.how) == ("perhaps", "the same title")


def test_a_link_to_another_paper_makes_no_duplicate() -> None:
    """An entry may link to what it builds on: its own paper is the first, the other is only perhaps listed."""
    entry = (
        "- **[TextManiA]** Enriching Visual Feature by Manifold Augmentation [[pdf]](https://arxiv.org/pdf/2307.14611)"
        " [[GAN inversion]](https://arxiv.org/pdf/2004.00049)"
    )
    for number, sure in (("2307.14611", "same"), ("2004.00049", "perhaps")):
        found = answer(entry, Citation("In-Domain GAN Inversion for Real Image Editing"), PaperId("arxiv", number))
        assert found is not None
        assert found.sure == sure


def test_a_submission_with_two_papers_addresses_only_raises_the_question() -> None:
    """One paper has one arXiv id: of two, one was pasted by mistake, and the title tells which."""
    both = PaperId("arxiv", "2301.12597"), PaperId("arxiv", "2402.00002")
    other = answer(NAMED_ENTRY, Citation("Quite Another Study of Learning to See in the Dark"), *both)
    assert other
    assert other.sure == "perhaps"
    own = answer(NAMED_ENTRY, Citation(BLIP2), *both)
    assert own
    assert own.sure == "same"


def test_a_page_beside_a_paper_is_no_other_paper() -> None:
    """What stands at the same place before it, and is no paper's own address, takes nothing from an identity."""
    entry = "- [Events](https://bmvc2022.mpi-inf.mpg.de/577/) [pdf](https://bmvc2022.mpi-inf.mpg.de/0577.pdf)"
    paper = identify("https://bmvc2022.mpi-inf.mpg.de/0577.pdf")
    assert paper is not None
    found = answer(entry, Citation("Another title"), paper)
    assert found is not None
    assert found.sure == "same"


def test_of_entries_with_one_address_the_one_with_the_title_is_it() -> None:
    """Lists have wrong links: a paper is not the entry that only borrowed its address."""
    wrong = "- [Can Models Understand Context?](https://arxiv.org/abs/2401.18079)"
    right = "- [KVQuant: Towards Long Contexts with Quantized Caches](https://arxiv.org/abs/2401.18079)"
    found = answer(f"{wrong}\n{right}", Citation("KVQuant: Towards Long Contexts with Quantized Caches"),
                   PaperId("arxiv", "2401.18079"))  # fmt: skip
    assert found is not None
    assert found.entry.text.startswith(right)


ADDRESSES = [
    "https://arxiv.org/abs/{}", "http://arxiv.org/pdf/{}v3", "https://www.arxiv.org/pdf/{}.pdf",
    "https://export.arxiv.org/abs/{}", "https://ar5iv.labs.arxiv.org/html/{}", "https://www.alphaxiv.org/abs/{}",
    "https://papers.cool/arxiv/{}", "https://doi.org/10.48550/arXiv.{}", "https://huggingface.co/papers/{}",
    "https://www.semanticscholar.org/arxiv/{}",
]  # fmt: skip
LISTED: list[tuple[str, Located]] = [
    (name, located)
    for name in NAMES
    for located in located_entries(parse(read_list(name)))
    if (said := skim(located.entry)) is not None and said.title and identities(located.entry.text)
]


@given(st.sampled_from(LISTED), st.sampled_from(ADDRESSES), st.data())
def test_an_entry_is_found_by_any_of_its_addresses(listed: tuple[str, Located], form: str, data: st.DataObject) -> None:
    """Whatever the paper is called, each spelling of each first identity of an entry finds an entry that shows it."""
    name, located = listed
    own = data.draw(st.sampled_from(identities(located.entry.text)[:1]))
    if own.scheme == "arxiv":
        url = form.format(own.value)
    elif own.scheme == "url":
        url = data.draw(st.sampled_from(("http://", "https://www."))) + own.value.removeprefix("https://")
    else:
        return
    found = find_duplicate(parse(read_list(name)), Citation("Another title"), [identify(url) or url_identity(url)])
    assert found is not None
    assert found.sure == "same"
    assert own in identities(found.entry.text)


def _accented(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(char + "\u0301" if char in "aeo" else char for char in text))


CHANGES: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "accents": _accented,
    "stop": lambda text: text + ".",
    "quotes": lambda text: f"“{text}”",
    "commas": lambda text: text.replace(" ", ", "),
    "dashes": lambda text: text.replace("-", "–"),
    "hyphens": lambda text: text.replace("-", " "),
    "blanks": lambda text: text.replace(" ", "   "),
    "stars": lambda text: text.replace(" ", " *"),
}


@given(st.sampled_from(LISTED), st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=3))
def test_signs_case_and_accents_change_nothing(listed: tuple[str, Located], changes: list[str]) -> None:
    """The title of an entry finds what it finds as it is written, however it is written."""
    name, located = listed
    said = skim(located.entry)
    assert said is not None
    title = said.title
    for change in changes:
        title = CHANGES[change](title)
    document = parse(read_list(name))
    plain, changed = find_duplicate(document, Citation(said.title)), find_duplicate(document, Citation(title))
    assert plain is not None
    assert plain == changed
