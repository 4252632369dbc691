"""Every paper has one identity, by whatever address it comes: facts, venues, code, duplicates, bad days."""

import itertools
from collections.abc import Iterator

import pytest

from bot.sandbox import Publication
from bot.sandbox.weather import Rule, Status
from tests.e2e.conftest import World

_NUMBERS = itertools.count(1)

#: A list that shows authors, venues and mostly code, sorted by date.
LIST = """\
# Awesome Recognition

## Recognition

- The Pascal Visual Object Classes Challenge, Mark Everingham, Luc Van Gool. *IJCV 2010* \
[[paper]](https://doi.org/10.1007/s11263-009-0275-4)
- Rich feature hierarchies for accurate object detection, Ross Girshick, Jeff Donahue. *CVPR 2014* \
[[paper]](https://arxiv.org/abs/1311.2524) [[code]](https://github.com/rbgirshick/rcnn)
- Fast Networks with Regions of Interest, Ross Girshick, Jian Sun. *ICCV 2015* \
[[paper]](https://arxiv.org/abs/1504.08083) [[code]](https://github.com/rbgirshick/fast-rcnn)
- Aggregated Transformations for Networks, Saining Xie, Ross Girshick. *CVPR 2017* \
[[paper]](https://arxiv.org/abs/1611.05431) [[code]](https://github.com/facebookresearch/ResNeXt)
- Efficient Networks for Mobile Applications, Andrew G. Howard, Menglong Zhu. *arXiv 2017* \
[[paper]](https://arxiv.org/abs/1704.04861)
- Focal Loss for Dense Object Detection, Tsung-Yi Lin, Priya Goyal. *ICCV 2017* \
[[paper]](https://arxiv.org/abs/1708.02002) [[code]](https://github.com/facebookresearch/Focal)
- Squeeze-and-Excitation Networks, Jie Hu, Li Shen. *CVPR 2018* \
[[paper]](https://arxiv.org/abs/1709.01507) [[code]](https://github.com/hujie-frank/SENet)
"""
CODELESS = "".join(line.partition(" [[code]]")[0].rstrip("\n") + "\n" for line in LIST.splitlines())
TABLE = (
    "# Awesome Recognition\n\n## Recognition\n\n| Paper | Authors | Venue | Links |\n|---|---|---|---|\n"
    "| Rich feature hierarchies for accurate object detection | Ross Girshick, Jeff Donahue, Trevor Darrell "
    "| CVPR 2014 | [paper](https://arxiv.org/abs/1311.2524) |\n"
    "| Faster Detection with Regions of Interest and Features | Shaoqing Ren, Kaiming He, Ross Girshick "
    "| NeurIPS 2015 | [paper](https://arxiv.org/abs/1506.01497) |\n"
    "| Aggregated Residual Transformations for Deep Neural Networks | Saining Xie, Ross Girshick, Piotr Dollár "
    "| CVPR 2017 | [paper](https://arxiv.org/abs/1611.05431) |\n"
    "| Efficient Convolutional Neural Networks for Mobile Vision Applications | Andrew G. Howard, Menglong Zhu "
    "| arXiv 2017 | [paper](https://arxiv.org/abs/1704.04861) |\n"
    "| Focal Loss for Dense Object Detection | Tsung-Yi Lin, Priya Goyal, Ross Girshick "
    "| ICCV 2017 | [paper](https://arxiv.org/abs/1708.02002) |\n"
)
RESNET = "Deep Residual Learning for Image Recognition"
RESNET_AUTHORS = "Kaiming He, Xiangyu Zhang, Shaoqing Ren, Jian Sun"
RESNET_DOI = "https://doi.org/10.1109/CVPR.2016.90"
RESNET_CVF = "https://openaccess.thecvf.com/content_cvpr_2016/html/He_Deep_Residual_Learning_CVPR_2016_paper.html"
RESNET_S2 = "https://www.semanticscholar.org/paper/2c03df8b48bf3fa39054345bafabfeff15bfd11d"
BERT = "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding"
VIT = "An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale"
BIBTEX = """\
```bibtex
@inproceedings{he2016deep,
  title={Deep Residual Learning for Image Recognition},
  author={He, Kaiming and Zhang, Xiangyu and Ren, Shaoqing and Sun, Jian},
  booktitle={Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition},
  year={2016},
  doi={10.1109/CVPR.2016.90}
}
```
"""


@pytest.fixture
def papers(world: World) -> Iterator[World]:
    """A repository with the list of this file; the weather is fair afterwards."""
    _show(world, LIST)
    yield world
    world.github.weather.clear()


def _show(world: World, text: str) -> None:
    world.repo.push_file("README.md", text.encode(), by="ana")


def _entry(title: str, authors: str, venue: str, url: str) -> str:
    return f"- {title}, {authors}. *{venue}* [[paper]]({url})"


def _publish(world: World, title: str, **facts: str) -> Publication:
    """Publish a new preprint, which no other test knows."""
    fields = {"arxiv": f"2402.{next(_NUMBERS):05}", "date": "2024-02-05"} | facts
    return world.github.internet.publish(Publication(title, ("Ada Lovelace", "Alan Turing"), **fields))  # type: ignore[arg-type]


# Facts


@pytest.mark.parametrize(
    ("post", "line"),
    [
        (RESNET_DOI, _entry(RESNET, RESNET_AUTHORS, "CVPR 2016", RESNET_DOI)),
        (RESNET_CVF, _entry(RESNET, RESNET_AUTHORS, "CVPR 2016", RESNET_CVF)),
        (RESNET_S2, _entry(RESNET, RESNET_AUTHORS, "CVPR 2016", "https://arxiv.org/abs/1512.03385")),
        (BIBTEX, _entry(RESNET, RESNET_AUTHORS, "CVPR 2016", RESNET_DOI.lower())),
        (
            "https://aclanthology.org/D14-1162/",
            _entry(
                "GloVe: Global Vectors for Word Representation",
                "Jeffrey Pennington, Richard Socher, Christopher Manning",
                "EMNLP 2014",
                "https://aclanthology.org/D14-1162/",
            ),
        ),
        (
            "https://www.nature.com/articles/nature14539",
            _entry(
                "Deep learning",
                "Yann LeCun, Yoshua Bengio, Geoffrey Hinton",
                "Nature 2015",
                "https://www.nature.com/articles/nature14539",
            ),
        ),
    ],
    ids=["doi", "cvf", "semantic scholar", "bibtex", "acl", "nature"],
)
@pytest.mark.storm
def test_an_address_becomes_the_entry(papers: World, post: str, line: str) -> None:
    """Title, authors and the venue in its short form are told by those who know; an index's page is no link."""
    number = papers.file("Add a paper", post)
    assert papers.added(papers.pull()) == [line]
    papers.assert_settled(number)


@pytest.mark.parametrize(
    ("post", "title", "venue"),
    [
        ("https://openreview.net/forum?id=YicbFdNTTy", VIT, "ICLR 2021"),
        (
            "https://www.biorxiv.org/content/10.1101/2021.10.04.463034v1",
            "Protein complex prediction with AlphaFold-Multimer",
            "bioRxiv 2021",
        ),
        (
            "https://huggingface.co/papers/2103.14030",
            "Swin Transformer: Hierarchical Vision Transformer using Shifted Windows",
            "arXiv 2021",
        ),
    ],
    ids=["openreview", "biorxiv", "hugging face"],
)
def test_a_venue_or_the_lists_word_for_a_preprint(papers: World, post: str, title: str, venue: str) -> None:
    """What has appeared shows where; a preprint is written as the list writes them, with its own server's name."""
    number = papers.file("Add a paper", post)
    (line,) = papers.added(papers.pull())
    assert line.startswith(f"- {title}, ")
    assert f". *{venue}* [[paper]](" in line
    papers.assert_settled(number)


def test_a_table_gets_its_cells(papers: World) -> None:
    """Authors, venue and link stand in their columns."""
    _show(papers, TABLE)
    number = papers.file("Add a paper", RESNET_DOI)
    assert papers.added(papers.pull()) == [f"| {RESNET} | {RESNET_AUTHORS} | CVPR 2016 | [paper]({RESNET_DOI}) |"]
    papers.assert_settled(number)


def test_a_venue_that_a_service_has_is_told_with_its_name(papers: World) -> None:
    """The pull request says who has the venue."""
    number = papers.file("Add a paper", RESNET_DOI)
    assert "\n- Checked: title, id and venue as Crossref has them; not in the list yet.\n" in papers.pull_body()
    papers.assert_settled(number)


def test_a_venue_that_its_authors_tell_is_told_as_theirs(papers: World) -> None:
    """What stands in a comment at arXiv is no service's word."""
    one = _publish(papers, "Seeing Ahead of Time", comment="Accepted to ECCV 2024")
    number = papers.file("Add a paper", f"https://arxiv.org/abs/{one.arxiv}")
    assert "*ECCV 2024*" in papers.added(papers.pull())[0]
    assert "the venue as its authors' comment at arXiv has it" in papers.pull_body()
    papers.assert_settled(number)


def test_a_claimed_venue_is_written_and_not_confirmed(papers: World) -> None:
    """A venue that only the contributor knows stands in the entry, and the pull request says so first."""
    number = papers.file("Add a paper", "Paper: https://arxiv.org/abs/2304.13639\nVenue: ICLR 2024\n")
    assert "*ICLR 2024*" in papers.added(papers.pull())[0]
    assert papers.pull_body().startswith("Not confirmed: the venue `ICLR 2024` is the post's word alone.\n")
    papers.assert_settled(number)


def test_a_denied_venue_is_asked_about_and_written_as_claimed(papers: World) -> None:
    """Both sides are asked; nobody is corrected."""
    number = papers.file("Add a paper", f"Paper: {RESNET_DOI}\nVenue: ICCV 2015\n")
    assert "*ICCV 2015*" in papers.added(papers.pull())[0]
    asked = "Please check the venue: the post says `ICCV 2015`, Crossref says `CVPR 2016`.\n"
    assert papers.pull_body().startswith(asked)
    said = papers.comment(number)
    assert said.splitlines()[0].endswith("A maintainer decides; please see what I ask below.")
    assert "You wrote `ICCV 2015`; Crossref says `CVPR 2016`." in said
    papers.assert_settled(number)


def test_a_corrected_venue_settles_the_question(papers: World) -> None:
    """An edit of the post changes the entry, and nothing is asked any more."""
    number = papers.file("Add a paper", f"Paper: {RESNET_DOI}\nVenue: ICCV 2015\n")
    papers.repo.edit_issue(number, body=f"Paper: {RESNET_DOI}\nVenue: CVPR 2016\n")
    papers.settle()
    assert "*CVPR 2016*" in papers.added(papers.pull())[0]
    assert "ICCV" not in papers.pull_body() + papers.comment(number)
    papers.assert_settled(number)


def test_a_venue_without_a_short_form_is_left_out_and_told(papers: World) -> None:
    """What no entry has room for is named in the pull request, with a hint at the owner's short forms."""
    long = "Proceedings of the Great Assembly of Everybody Who Ever Looked at the Same Picture Twice"
    papers.github.internet.publish(
        Publication(
            "On the Length of Names", ("Ada Lovelace", "Alan Turing"),
            doi="10.5555/length", venue=long, published="2024-06",
        )
    )  # fmt: skip
    number = papers.file("Add a paper", "https://doi.org/10.5555/length")
    assert "Assembly" not in papers.added(papers.pull())[0]
    assert "- Left out: the venue `Great Assembly of" in papers.pull_body()
    assert "`venues:` in `.github/shelver.yml`" in papers.pull_body()
    papers.assert_settled(number)


# One paper, several addresses


@pytest.mark.parametrize(
    ("theirs", "post"),
    [
        ("https://arxiv.org/abs/1512.03385", RESNET_DOI),
        ("https://arxiv.org/abs/1512.03385", RESNET_CVF),
        ("https://arxiv.org/abs/1512.03385", RESNET_S2),
        (RESNET_DOI, RESNET_CVF),
        (RESNET_CVF, "https://arxiv.org/abs/1512.03385"),
        ("https://arxiv.org/pdf/1512.03385v1.pdf", "https://doi.org/10.48550/arXiv.1512.03385"),
    ],
)
def test_a_paper_under_another_address_is_found_with_its_line(papers: World, theirs: str, post: str) -> None:
    """Whatever the list links to, the comment links the line, and there is no pull request."""
    _show(papers, LIST + _entry(RESNET, "Kaiming He, Jian Sun", "CVPR 2016", theirs) + "\n")
    number = papers.file("Add a paper", post)
    said = papers.comment(number)
    line = len(LIST.splitlines()) + 1
    assert said.startswith("This paper is in the list already: *Recognition*, [line ")
    assert f"?plain=1#L{line})" in said.splitlines()[0]
    assert papers.repo.pulls() == []
    papers.assert_settled(number)


def test_an_alias_is_named_where_titles_do_not_tell(papers: World) -> None:
    """An entry with another title is found by the identity that the record leads to, and the comment names both."""
    _show(papers, LIST + _entry("Very Deep Nets", "Kaiming He, Jian Sun", "CVPR 2016", RESNET_DOI) + "\n")
    number = papers.file("Add a paper", RESNET_S2)
    assert " are one paper)." in papers.comment(number).splitlines()[0]
    assert "`10.1109/cvpr.2016.90`" in papers.comment(number).splitlines()[0]
    papers.assert_settled(number)


@pytest.mark.parametrize(
    ("title", "theirs", "post"),
    [
        (BERT, "https://arxiv.org/abs/1810.04805", "https://aclanthology.org/N19-1423/"),
        (VIT, "https://arxiv.org/abs/2010.11929", "https://openreview.net/forum?id=YicbFdNTTy"),
    ],
)
def test_papers_at_the_anthology_and_openreview_are_found(papers: World, title: str, theirs: str, post: str) -> None:
    """The list has the preprint, the post the publication."""
    _show(papers, LIST + _entry(title, "Jacob Devlin, Neil Houlsby", "arXiv 2018", theirs) + "\n")
    number = papers.file("Add a paper", post)
    assert papers.comment(number).startswith("This paper is in the list already: *Recognition*, [line ")
    papers.assert_settled(number)


def test_perhaps_the_same_paper_is_asked_about_with_its_line(papers: World) -> None:
    """A like title opens the pull request; it and the comment link the line and ask."""
    _show(papers, LIST + _entry(RESNET, "Somebody Else, Jane Doe", "CVPR 2019", "https://doi.org/10.1109/x.1") + "\n")
    number = papers.file("Add a paper", RESNET_DOI)
    line = f"{papers.repo.html_url}/blob/main/README.md?plain=1#L{len(LIST.splitlines()) + 1}"
    first = papers.pull_body().splitlines()[0]
    assert first.startswith(f"Perhaps in the list already: **{RESNET}**, [line ")
    assert line in first
    assert f"The list has **{RESNET}** ([line " in papers.comment(number)
    assert line in papers.comment(number)
    papers.assert_settled(number)


def test_two_addresses_of_one_paper_give_one_link(papers: World) -> None:
    """Where entries link to their papers once the second address stays out, and the pull request says so."""
    number = papers.file("Add a paper", f"https://arxiv.org/abs/1512.03385 and {RESNET_DOI}")
    (line,) = papers.added(papers.pull())
    assert line == _entry(RESNET, RESNET_AUTHORS, "CVPR 2016", "https://arxiv.org/abs/1512.03385")
    assert f"- Left out: `{RESNET_DOI}`; it leads to the same paper" in papers.pull_body()
    papers.assert_settled(number)


def test_a_link_to_another_paper_is_left_out_and_asked_about(papers: World) -> None:
    """Of two links of one entry that are two papers, the first is taken."""
    line = f"{RESNET}. [[paper]](https://arxiv.org/abs/1512.03385) [[DOI]](https://doi.org/10.1109/CVPR.2017.243)"
    number = papers.file("Add a paper", line)
    (added,) = papers.added(papers.pull())
    assert "10.1109" not in added
    told = "is another paper's, **Densely Connected Convolutional Networks** (`10.1109/cvpr.2017.243`)"
    assert papers.pull_body().startswith(f"Left out: one of the links {told}.\n")
    assert f"One of your links {told}" in papers.comment(number)
    papers.assert_settled(number)


def test_another_papers_link_makes_no_duplicate(papers: World) -> None:
    """That the list has the other paper says nothing of the one that is proposed."""
    other = "https://doi.org/10.1109/CVPR.2017.243"
    dense = "Densely Connected Convolutional Networks"
    _show(papers, LIST + _entry(dense, "Gao Huang, Zhuang Liu", "CVPR 2017", other) + "\n")
    number = papers.file("Add", f"{RESNET}. [[paper]](https://arxiv.org/abs/1512.03385) [[DOI]]({other})")
    assert papers.added(papers.pull())[0].startswith(f"- {RESNET}, ")
    papers.assert_settled(number)


def test_several_papers_by_several_kinds_of_address(papers: World) -> None:
    """Each is looked up at its own place, and each line stands in one pull request."""
    number = papers.file("Three", f"- {RESNET_DOI}\n- https://openreview.net/forum?id=YicbFdNTTy\n- {RESNET_S2}\n")
    assert len(papers.added(papers.pull())) == 2
    assert papers.comment(number).startswith("I read two papers.")
    papers.assert_settled(number)


# Code


@pytest.mark.parametrize("where", ["abstract", "comment"])
def test_code_that_the_paper_names_is_added(papers: World, where: str) -> None:
    """Most entries have code, the paper names some, and it is there: the pull request says where it was found."""
    code = papers.github.create_repo(f"vision/{where}", {"README.md": b"x"})
    one = _publish(papers, f"Seeing by {where}", **{where: f"Code is at https://github.com/{code.full_name}."})
    number = papers.file("Add a paper", f"https://arxiv.org/abs/{one.arxiv}")
    address = f"https://github.com/{code.full_name}"
    assert f"[[code]]({address})" in papers.added(papers.pull())[0]
    assert f"- Code: `{address}`, found in its " in papers.pull_body()
    papers.assert_settled(number)


def test_code_is_not_added_where_few_entries_have_some(papers: World) -> None:
    """The section's habit decides."""
    _show(papers, CODELESS)
    code = papers.github.create_repo("vision/unwanted", {"README.md": b"x"})
    one = _publish(papers, "Seeing Without Code", abstract=f"Code is at https://github.com/{code.full_name}.")
    number = papers.file("Add a paper", f"https://arxiv.org/abs/{one.arxiv}")
    assert "github.com" not in papers.added(papers.pull())[0]
    papers.assert_settled(number)


@pytest.mark.parametrize("private", [None, True], ids=["none there", "private"])
@pytest.mark.storm
def test_code_that_nobody_can_read_is_not_added(papers: World, private: bool | None) -> None:
    """A repository that is gone or hidden is no link, and the texts do not tell of it."""
    name = f"vision/hidden-{private}"
    if private is not None:
        papers.github.create_repo(name, {"README.md": b"x"}, private=private)
    one = _publish(papers, f"Seeing What is {'Hidden' if private else 'Gone'}", abstract=f"See github.com/{name}")
    number = papers.file("Add a paper", f"https://arxiv.org/abs/{one.arxiv}")
    assert "github.com" not in papers.added(papers.pull())[0]
    assert name not in papers.pull_body() + papers.comment(number)
    papers.assert_settled(number)


@pytest.mark.storm
def test_code_is_not_searched_for(papers: World) -> None:
    """A repository that bears the paper's name is none of its code as long as the paper does not name it."""
    papers.github.create_repo("vision/seeing-alone", {"README.md": b"Seeing Alone"})
    one = _publish(papers, "Seeing Alone")
    number = papers.file("Add a paper", f"https://arxiv.org/abs/{one.arxiv}")
    assert "github.com" not in papers.added(papers.pull())[0]
    papers.assert_settled(number)


def test_an_archived_repository_is_told(papers: World) -> None:
    """The contributor's link stands as it was given, and the pull request says what became of it."""
    papers.github.create_repo("vision/archived", {"README.md": b"x"}).archive()
    one = _publish(papers, "Seeing the Past")
    number = papers.file("Add", f"https://arxiv.org/abs/{one.arxiv}\nCode: https://github.com/vision/archived")
    assert "[[code]](https://github.com/vision/archived)" in papers.added(papers.pull())[0]
    assert "- Code: `https://github.com/vision/archived` is archived" in papers.pull_body()
    papers.assert_settled(number)


@pytest.mark.storm
def test_a_renamed_repository_is_told(papers: World) -> None:
    """The pull request names the new name."""
    papers.github.create_repo("vision/before", {"README.md": b"x"}).rename("after")
    one = _publish(papers, "Seeing What Moved")
    number = papers.file("Add", f"https://arxiv.org/abs/{one.arxiv}\nCode: https://github.com/vision/before")
    assert "- Code: `https://github.com/vision/before` is called `vision/after` by now." in papers.pull_body()
    papers.assert_settled(number)


# Bad days


def _silence_indexes(world: World) -> None:
    """Nobody who knows DOIs answers."""
    for host in ("api.crossref.org", "api.datacite.org", "api.semanticscholar.org"):
        world.github.weather.add(Rule(f"GET {host}/*", Status(503)))


def _publish_at_cvpr(world: World, title: str) -> str:
    """Publish a paper with nothing but a DOI; returns its address."""
    doi = f"10.5555/cvpr.{next(_NUMBERS)}"
    venue = "2024 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)"
    world.github.internet.publish(Publication(title, ("Ada Lovelace",), doi=doi, venue=venue, published="2024-06"))
    return f"https://doi.org/{doi}"


def test_a_silent_index_with_a_title(papers: World) -> None:
    """The pull request is marked as not verified, and completed when the index answers."""
    link = _publish_at_cvpr(papers, "Weathering the Storm of Pixels")
    _silence_indexes(papers)
    number = papers.file("Add a paper", f"Title: Weathering the Storm of Pixels\nLink: {link}\n")
    pull = papers.pull()
    assert "Not verified: Crossref does not answer" in papers.pull_body()
    assert papers.comment(number).startswith("Crossref does not answer (since ")
    assert "CVPR 2024" not in papers.added(pull)[0]
    papers.assert_settled(number)
    papers.github.weather.clear()
    papers.look(number, act=True, data=papers.data)
    assert papers.pull() == pull
    assert "Not verified" not in papers.pull_body()
    assert "*CVPR 2024*" in papers.added(pull)[0]
    assert papers.look(number, data=papers.data).actions == ()


@pytest.mark.storm
def test_a_silent_index_with_a_bare_doi(papers: World) -> None:
    """Without a title there is no line: it waits, says so, and goes on when the index answers."""
    link = _publish_at_cvpr(papers, "Waiting for the Rain to Stop")
    _silence_indexes(papers)
    number = papers.file("Add a paper", link)
    assert papers.repo.pulls() == []
    assert papers.comment(number).startswith("Crossref does not answer (since ")
    papers.assert_settled(number)
    assert papers.look(number).look_again == 1800
    papers.github.weather.clear()
    papers.look(number, act=True, data=papers.data)
    assert papers.added(papers.pull())[0].startswith("- Waiting for the Rain to Stop, ")
    assert papers.look(number, data=papers.data).actions == ()


def test_openreview_that_wants_a_human_is_no_outage(papers: World) -> None:
    """Who is turned away asks the contributor for the title."""
    body = '{"name": "ChallengeRequiredError", "message": "Challenge required", "status": 403}'
    for host in ("api2.openreview.net", "api.openreview.net"):
        papers.github.weather.add(Rule(f"GET {host}/*", Status(403, body=body)))
    number = papers.file("Add a paper", "https://openreview.net/forum?id=w0H2xGHlkw")
    assert papers.comment(number).startswith("OpenReview does not tell me this paper's title, and its line needs one.")
    assert sorted(papers.repo.labels(number)) == ["needs answer", "submission"]
    papers.assert_settled(number)


def test_a_paper_that_openreview_hides_is_asked_about(papers: World) -> None:
    """Hidden papers are told like missing ones, so the comment does not claim that there is none."""
    papers.github.internet.publish(Publication("Behind Doors", ("Ada",), openreview="hiddenDoor1", public=False))
    number = papers.file("Add a paper", "https://openreview.net/forum?id=hiddenDoor1")
    said = papers.comment(number)
    assert said.startswith("OpenReview shows me no paper `hiddenDoor1` (asked ")
    assert "Please check the address and edit your post" in said
    papers.assert_settled(number)


@pytest.mark.parametrize(
    "name",
    [
        "to-loopback", "to-metadata", "to-mapped", "to-file", "to-port", "endless", "endless-headers", "gzip-bomb",
        "slow", "hundred", "loop", "giant-header", "binary", "dead-404", "dead-410", "shy-403",
    ],
)  # fmt: skip
@pytest.mark.storm
def test_a_hostile_or_dead_page_is_no_more_than_a_question(papers: World, name: str) -> None:
    """Whatever a stranger's page does, its contributor is kindly asked for the title, and nothing else happens."""
    address = papers.github.internet.page(name)
    before = len(papers.github.internet.calls)
    number = papers.file("Add a paper", address)
    said = papers.comment(number)
    assert "does not tell me this paper's title, and its line needs one." in said.splitlines()[0]
    assert papers.repo.pulls() == []
    assert len(papers.github.internet.calls) - before <= 25
    papers.assert_settled(number)


@pytest.mark.storm
def test_a_page_in_maintenance_is_weather(papers: World) -> None:
    """Its contributor has nothing to mend: it is asked again."""
    number = papers.file("Add a paper", papers.github.internet.page("broken-503"))
    assert papers.comment(number).startswith("The paper's page does not answer (since ")
    assert papers.look(number).look_again == 1800
    papers.assert_settled(number)


def test_a_strangers_page_with_tags_gives_an_entry_with_one_link(papers: World) -> None:
    """Its citation tags are read, and its address stands in the entry as it was given."""
    address = papers.github.internet.page("tagged")
    number = papers.file("Add a paper", address)
    (line,) = papers.added(papers.pull())
    assert line.startswith("- Seeing Things: A Study of Sight, Ada Lovelace, Grace Hopper.")
    assert line.endswith(f" [[paper]]({address})")
    assert line.count("lab.example") == 1
    papers.assert_settled(number)


def test_a_page_that_is_crafted_does_no_harm(papers: World) -> None:
    """What its title holds of Markdown and mentions is inert in the entry and in both texts."""
    number = papers.file("Add a paper", papers.github.internet.page("crafted"))
    (line,) = papers.added(papers.pull())
    assert "\\@everyone" in line
    assert "<!--" not in line.replace("\\<!--", "")
    papers.assert_settled(number)
