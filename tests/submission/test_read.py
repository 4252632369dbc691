import json
from dataclasses import FrozenInstanceError

import pytest

from bot.document.parse import parse
from bot.papers import PaperId
from bot.submission import ListFacts, Submission, facts_of, read_submission
from tests.submission.issues import CORRECTIONS, NOTHING_PROPOSED, PROPOSALS, Issue


def read(body: str | None, title: str = "Please add") -> Submission:
    """What an issue with a usual title says."""
    return read_submission(title, body)


def ids(submission: Submission) -> list[str | None]:
    """The identities of its papers, as text."""
    return [str(paper.id) if paper.id else None for paper in submission.papers]


def roles(submission: Submission, number: int = 0) -> dict[str, str]:
    """The addresses of one of its papers with their roles."""
    return {link.url: link.role for link in submission.papers[number].links}


@pytest.mark.parametrize("issue", PROPOSALS, ids=lambda issue: str(issue.title))
def test_a_proposal_gives_its_papers_and_no_others(issue: Issue) -> None:
    """Exactly the papers that an issue asks for are read, with the titles that it gives."""
    submission = read_submission(issue.title, issue.body)
    assert sorted(ids(submission), key=str) == sorted((wanted for wanted, _ in issue.papers), key=str)
    assert submission.kind == "submission"
    for wanted, title in issue.papers:
        got = [paper.title or "" for paper in submission.papers if (str(paper.id) if paper.id else None) == wanted]
        assert title is None or any(text and (text.endswith(title) or title.endswith(text)) for text in got)


@pytest.mark.parametrize("issue", NOTHING_PROPOSED, ids=lambda issue: str(issue.title))
def test_talk_proposes_nothing(issue: Issue) -> None:
    """Questions, thanks, wishes, advertisements and withdrawn requests give no paper."""
    assert read_submission(issue.title, issue.body) == Submission("none")


@pytest.mark.parametrize("issue", CORRECTIONS, ids=lambda issue: str(issue.title))
def test_a_correction_is_no_submission(issue: Issue) -> None:
    """What is said of an entry that the list has gives no paper, and is known to be a correction."""
    submission = read_submission(issue.title, issue.body)
    assert (submission.kind, submission.papers) == ("correction", ())


def test_an_empty_issue_says_nothing() -> None:
    """GitHub sends null for an empty body; with an empty title there is nothing to read."""
    assert read_submission("", None) == Submission("none")


def test_links_keep_to_their_paper_with_their_roles() -> None:
    """Each address goes to the paper it stands with; its label, else its address, tells the role."""
    submission = read(
        "- **OFA** https://arxiv.org/abs/2202.03052\n  - repo: https://github.com/OFA-Sys/OFA\n"
        "- **GIT** https://arxiv.org/abs/2205.14100 ([Blog post](https://example.org/git))\n"
    )
    assert roles(submission, 0) == {
        "https://arxiv.org/abs/2202.03052": "abstract",
        "https://github.com/OFA-Sys/OFA": "code",
    }
    assert roles(submission, 1) == {
        "https://arxiv.org/abs/2205.14100": "abstract",
        "https://example.org/git": "blog",
    }


def test_links_above_the_paper_belong_to_it() -> None:
    """Where the paper's own address comes last, the labelled ones above it are its links."""
    submission = read(
        "Video: https://youtu.be/abcdefghijk?si=x1\nSite: https://dreambooth.github.io\nPaper: https://arxiv.org/abs/2208.12242"
    )
    assert set(roles(submission).values()) == {"video", "website", "abstract"}


def test_a_signature_adds_no_link() -> None:
    """Homepages and profiles below a closing formula or a rule are the writer's, not the paper's."""
    body = "https://arxiv.org/abs/2208.12242\n\nBest wishes\nhttps://example.org/~somebody\nhttps://github.com/somebody"
    assert list(roles(read(body))) == ["https://arxiv.org/abs/2208.12242"]


def test_an_id_without_a_link_gives_no_link() -> None:
    """An id that is written as an id is known, and no link is made up for it."""
    (paper,) = read("arXiv:2208.12242v2").papers
    assert (paper.id, paper.links) == (PaperId("arxiv", "2208.12242"), ())


def test_one_paper_at_several_addresses_is_one_paper_named_by_arxiv() -> None:
    """Preprint, review page and proceedings of one paper are one; arXiv names it."""
    submission = read(
        "Title: Prefix-Tuning: Optimizing Continuous Prompts for Generation\n"
        "ACL: https://aclanthology.org/2021.acl-long.353/\nPreprint: https://arxiv.org/abs/2101.00190"
    )
    assert ids(submission) == ["arxiv:2101.00190"]
    assert len(submission.papers[0].links) == 2


@pytest.mark.parametrize(
    "body",
    [
        "https://ieeexplore.ieee.org/document/7780459, https://ieeexplore.ieee.org/document/7780460",
        "https://proceedings.mlr.press/v162/li22n.html\nhttps://proceedings.mlr.press/v139/kim21k.html",
        (
            "please see https://papers.nips.cc/paper/5423-generative-adversarial-nets and "
            "https://papers.nips.cc/paper/7181-attention-is-all-you-need"
        ),
    ],
)
def test_two_pages_of_one_publisher_are_two_papers(body: str) -> None:
    """Pages of one kind at one host show two papers, wherever they stand."""
    assert len(ids(read(body))) == 2


def test_page_and_pdf_of_a_publisher_that_numbers_them_apart_are_one_paper() -> None:
    """Different kinds of pages at one host are views of one paper."""
    where = "https://www.ecva.net/papers/eccv_2022/papers_ECCV"
    assert len(ids(read(f"Page: {where}/html/12_ECCV_2022_paper.php\nPDF: {where}/papers/136610001.pdf"))) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://dl.acm.org/doi/proceedings/10.1145/3580305",
        "https://ieeexplore.ieee.org/xpl/conhome/1000147/all-proceedings",
        "https://link.springer.com/journal/11263",
        "https://www.sciencedirect.com/journal/neurocomputing",
        "https://www.nature.com/natmachintell",
        "https://doi.org/10.1002/(ISSN)1097-4571",
        "https://papers.nips.cc/paper/2017",
        "https://proceedings.neurips.cc/paper_files/paper/2022",
        "https://jmlr.org/papers/v3/",
        "https://www.ecva.net/papers.php",
        "https://www.ijcai.org/proceedings/2019/",
        "https://ojs.aaai.org/index.php/AAAI/issue/view/1",
        "https://www.biorxiv.org/collection/neuroscience",
        "https://www.researchgate.net/profile/Jane-Doe",
    ],
)
def test_journals_and_indexes_are_no_papers(url: str) -> None:
    """A page that lists papers is none itself."""
    assert read(f"Please add {url}").papers == ()


def test_a_paper_on_a_persons_page_is_a_paper() -> None:
    """What a source knows for a paper's address is one, also below a profile."""
    url = "https://www.researchgate.net/profile/A_B5/publication/324691022_Domain_Generalization/links/5add/Domain.pdf"
    assert ids(read(f"Please add {url}")) == ["url:https://researchgate.net/publication/324691022"]


def test_an_address_of_a_paper_is_never_its_website() -> None:
    """A page that only the paper's source knows has the role of the paper's own address."""
    url = "https://bmvc2022.mpi-inf.mpg.de/577/"
    assert roles(read(f"Please add {url}")) == {url: "abstract"}


@pytest.mark.parametrize(
    "text",
    ["https://arxiv.org/abs/ 2301.12597", "arXiv ID - 2301.12597", "arXiv = 2301.12597", "`arXiv:2301.12597`"],
)
def test_an_id_is_read_in_any_notation(text: str) -> None:
    """Slips of the hand and other signs between arXiv's name and the id hide no paper."""
    assert ids(read(f"Please add {text}, thanks")) == ["arxiv:2301.12597"]


def test_a_project_page_stands_for_a_paper_without_a_better_address() -> None:
    """With a title and nothing but a project page, the page is the paper's identity."""
    submission = read(
        "could you add our work RT-2: Vision-Language-Action Models Transfer Web Knowledge to Robotic Control, "
        "https://robotics-transformer2.github.io/ ?"
    )
    assert ids(submission) == ["url:https://robotics-transformer2.github.io"]


@pytest.mark.parametrize(
    ("body", "section"),
    [
        ("https://arxiv.org/abs/2208.12242, it belongs under `Diffusion Models`.", "Diffusion Models"),
        ("Please put https://arxiv.org/abs/2208.12242 into the *Diffusion Models* section", "Diffusion Models"),
        ("Section: Diffusion Models\nPaper: https://arxiv.org/abs/2208.12242", "Diffusion Models"),
        ("请把 https://arxiv.org/abs/2208.12242 放在“Diffusion Models”部分", "Diffusion Models"),
        ("https://arxiv.org/abs/2208.12242 would fit best in the Diffusion Models section.", "Diffusion Models"),
        ("https://arxiv.org/abs/2208.12242", None),
        ("Which is larger, `Papers` or `Datasets`? Anyway, please add https://arxiv.org/abs/2208.12242", None),
    ],
)
def test_the_section_is_the_place_that_the_writer_names(body: str, section: str | None) -> None:
    """A heading named as a place is the wish; headings only talked about are none."""
    assert [paper.section for paper in read(body).papers] == [section]


def test_each_paper_has_the_section_that_it_stands_under() -> None:
    """Bold lines and headings above lists of papers are the sections asked for."""
    body = (
        "**Datasets**\n- RedCaps: web-curated image-text data https://arxiv.org/abs/2111.11431\n\n"
        "**Surveys**\n- A Survey on Multimodal Large Language Models https://arxiv.org/abs/2306.13549\n"
    )
    assert [paper.section for paper in read(body, "Two papers").papers] == ["Datasets", "Surveys"]


FORM = """### Paper title

Scaling Vision Transformers to 22 Billion Parameters

### Paper link

https://arxiv.org/abs/2302.05442

### Code link

_No response_

### Which section?

{section}

### Anything else?

We built on https://arxiv.org/abs/2106.04560.
"""


def test_a_submission_form_is_read_field_by_field() -> None:
    """Fields give title, address and section; empty answers give nothing, remarks are no papers."""
    submission = read(FORM.format(section="Backbones"), "[Paper]: ")
    (paper,) = submission.papers
    assert submission.form
    assert (str(paper.id), paper.section) == ("arxiv:2302.05442", "Backbones")
    assert paper.title == "Scaling Vision Transformers to 22 Billion Parameters"
    assert [link.url for link in paper.links] == ["https://arxiv.org/abs/2302.05442"]


@pytest.mark.parametrize("answer", ["_No response_", "None", "N/A"])
def test_an_empty_answer_in_a_form_is_no_section(answer: str) -> None:
    """What says "nothing" in a form's field says nothing."""
    assert [paper.section for paper in read(FORM.format(section=answer)).papers] == [None]


def test_a_form_sent_without_answers_is_still_a_form() -> None:
    """An empty submission form proposes nothing, and is known to want an answer."""
    submission = read("### Paper title\n\n_No response_\n\n### Paper URL\n\n_No response_\n", "[Paper]: ")
    assert submission == Submission("none", form=True)


@pytest.mark.parametrize(
    "body",
    [
        "https://arxiv.org/abs/2302.05442",
        "### Scaling Vision Transformers to 22 Billion Parameters\nhttps://arxiv.org/abs/2302.05442",
        "### What is wrong?\n\nthe link\n\n### Which entry?\n\nOFA",
    ],
)
def test_other_bodies_are_no_submission_form(body: str) -> None:
    """Free text, headings that are titles, and correction forms are no submission forms."""
    assert not read(body).form


def test_a_correction_says_what_it_is_about() -> None:
    """The ids and the names that a correction mentions are kept, to find the entry by."""
    submission = read_submission("Dead code link of `OFA`", "See https://arxiv.org/abs/2202.03052, it gives a 404.")
    assert PaperId("arxiv", "2202.03052") in submission.about
    assert "OFA" in submission.about


README = """# Awesome Things

## Papers

- **[OFA]** One For All [[pdf]](https://arxiv.org/pdf/2202.03052.pdf)

## Sound and Vision
"""


def test_facts_of_a_list_make_the_reading_surer() -> None:
    """Known headings are places without any mark, and links to the list itself are no code."""
    facts = facts_of(parse(README), "someone/things")
    assert facts == ListFacts(frozenset({"awesome things", "papers", "sound and vision"}), "someone/things")
    body = "For sound and vision: https://arxiv.org/abs/2305.11834 (I read https://github.com/someone/things/blob/main/README.md)"
    (paper,) = read_submission("Add Pengi", body, list_facts=facts).papers
    assert [link.url for link in paper.links] == ["https://arxiv.org/abs/2305.11834"]
    assert paper.section == "sound and vision"


def test_a_submission_never_changes() -> None:
    """What was read is a value."""
    with pytest.raises(FrozenInstanceError):
        read("https://arxiv.org/abs/2208.12242").form = True  # type: ignore[misc]


SIZE = 65_536

#: Bodies that make careless readers slow, by what they are made of.
HOSTILE = {
    "open brackets": "[",
    "empty images": "![](",
    "brackets and lines": "[\n",
    "emphasis": "**a *b ",
    "backticks": "`a``b",
    "quotes in quotes": ">",
    "list items": "- ",
    "open tags": "<a href='",
    "open comments": "<!--",
    "references": "[a]: b\n",
    "addresses": "https://arxiv.org/abs/2301.12597 ",
    "brackets behind addresses": "https://a.b/)))))))",
    "redirects": "https://www.google.com/url?q=",
    "ids": "2301.12597 ",
    "dois": "doi:10.1234/a((",
    "open records": "@misc{a,\n",
    "records without end": "@misc{a\n\n",
    "fields": "a={",
    "quotation marks": '"a b c',
    "requests": "please add ",
    "labels": "Title: a\n",
    "headings": "### Title\n\nA B C\n\n",
    "notes": "[1] https://arxiv.org/abs/2301.12597 [1]\n",
    "fences": "```\n",
    "sentences": "is missing. ",
    "no blanks": "请添加论文",
    "one word": "a",
    "blanks": " ",
    "authors": "A by Ab Cd, Ef et al., ",
    "capitals": "add " + "AB" * 30 + " ",
    "places": "Please add AB CD/EF to ",
    "elliptic clauses": "is listed, the other one is not ",
    "modest words": "if it fits, but a ",
    "addresses in questions": "would https://a.b/c and ",
    "edits": "Edit: it is just ",
    "notes cited": "[1] A B C D https://arxiv.org/abs/2301.12597 [1] [1] [1] [1] [1] [1]\n",
    "tables": "|Title|A|\n|-|-|\n|Code|B|\n|PDF|C|\n\n",
    "topics": "Robotics:\n- a\n\n",
    "everything": "*_`[<!\"('>#-1.|",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_body_ends(piece: str) -> None:
    """The longest body that GitHub takes is read to the end, whatever it repeats, and gives JSON-able text."""
    body = (piece * (SIZE // len(piece) + 1))[:SIZE]
    submission = read_submission(body[:256], body)
    json.dumps([paper.title for paper in submission.papers])


def test_a_large_table_ends() -> None:
    """A table of many columns and rows is read to the end."""
    body = "|a" * 150 + "|\n" + "|-" * 150 + "|\n" + "|b|c\n" * 9000
    assert read_submission("Table", body[:SIZE]).papers == ()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (f"Title: {'A Long Title ' * 200}\nLink: https://arxiv.org/abs/2305.06500", "title"),
        (f"Title: A Title of a Paper\nVenue: {'CVPR ' * 500}\nLink: https://arxiv.org/abs/2305.06500", "venue"),
        (f"Title: A Title of a Paper\nName: {'Name' * 500}\nLink: https://arxiv.org/abs/2305.06500", "name"),
    ],
)
def test_what_is_too_long_is_none(body: str, field: str) -> None:
    """A title, a name or a venue of thousands of signs is no such thing; the paper is proposed all the same."""
    (paper,) = read_submission("Add a paper", body).papers
    assert paper.id is not None
    assert not getattr(paper, field)
