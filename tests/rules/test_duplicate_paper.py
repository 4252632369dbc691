"""The rule on papers that are in the list already: what its examples cannot say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lint import applied
from tests.rules.listing import at, entry, found, lines_of, section


def _list(*sections: str) -> str:
    return "# L\n\n" + "".join(sections)


PAPERS = [entry(number) for number in range(1, 201)]


def test_the_later_of_two_is_told() -> None:
    """Both stand in one section, which is an error."""
    text = _list(section("A", *PAPERS[:9], PAPERS[2]))
    findings = found("duplicate-paper", text)
    assert lines_of(text, findings) == [14]
    assert [one.severity for one in findings] == ["error"]


def test_the_changed_one_of_two_is_told() -> None:
    """It stands in front of the other."""
    text = _list(section("A", *PAPERS[:9], PAPERS[2]))
    findings = found("duplicate-paper", text, changed=at(7))
    assert lines_of(text, findings) == [7]
    assert "line 14" in findings[0].message


def test_two_unchanged_ones_are_no_matter_of_a_change() -> None:
    """A pull request is not told what it did not do."""
    text = _list(section("A", *PAPERS[:9], PAPERS[2]))
    assert found("duplicate-paper", text, changed=at(5)) == []


def test_a_list_that_repeats_papers_across_sections_does_so_on_purpose() -> None:
    """Three of forty are no slip."""
    text = _list(section("A", *PAPERS[:30]), section("B", *PAPERS[30:40], *PAPERS[:3]))
    assert found("duplicate-paper", text) == []


def test_one_that_a_change_repeats_across_sections_of_such_a_list_is_a_hint() -> None:
    """Whoever adds it may not know that it is there."""
    text = _list(section("A", *PAPERS[:30]), section("B", *PAPERS[30:40], *PAPERS[:4]))
    findings = found("duplicate-paper", text, changed=at(50))
    assert [one.severity for one in findings] == ["hint"]


def test_the_only_one_across_sections_is_a_warning() -> None:
    """It may be meant, though nothing else in a long list is there twice."""
    text = _list(section("A", *PAPERS), section("B", entry(300), PAPERS[0]))
    assert [one.severity for one in found("duplicate-paper", text)] == ["warning"]


@pytest.mark.parametrize(("one", "other"), [("2021", "Year 2022"), ("arXiv papers", "Conference"), ("Journal", "2020")])
def test_one_across_sections_of_years_is_an_error(one: str, other: str) -> None:
    """A paper belongs to one of them; mostly the preprint was left when it appeared."""
    text = _list(section(one, *PAPERS), section(other, entry(300), PAPERS[0]))
    assert [some.severity for some in found("duplicate-paper", text)] == ["error"]


def test_the_only_one_across_sections_that_a_change_brings_is_an_error() -> None:
    """Whoever brings it did not see that it is there."""
    text = _list(section("A", *PAPERS), section("B", entry(300), PAPERS[0]))
    line = lines_of(text, found("duplicate-paper", text))[0]
    assert [one.severity for one in found("duplicate-paper", text, changed=at(line))] == ["error"]


def test_news_may_name_what_the_list_has() -> None:
    """A section that tells news is none of papers."""
    text = _list(section("News", *PAPERS[:2]), section("A", *PAPERS[:30]))
    assert found("duplicate-paper", text) == []


def test_entries_may_share_a_repository() -> None:
    """The code of two papers is often one."""
    code = " [[code]](https://github.com/a/b)"
    text = _list(section("A", *(entry(number, rest=code) for number in range(1, 9))))
    assert found("duplicate-paper", text) == []


def test_papers_in_parts_have_one_title_and_are_two() -> None:
    """A number in the title makes another paper."""
    one = "- Learning to See in the Dark Part {} [[pdf]](https://arxiv.org/pdf/2302.0000{}.pdf)\n"
    text = _list(section("A", *PAPERS[:9], one.format(1, 1), one.format(2, 2)))
    assert found("duplicate-paper", text) == []


def test_a_venue_is_no_title() -> None:
    """Two papers of one workshop, one of them with the other's address."""
    venue = "  Proceedings of the Workshops on Computer Vision and Pattern Recognition, 2021\n"
    one = f"- [Feedback Control of Event Cameras](https://arxiv.org/abs/2101.00001)\n{venue}"
    other = f"- [From Video Frames to Realistic Events](https://arxiv.org/abs/2101.00001)\n{venue}"
    (finding,) = found("duplicate-paper", _list(section("A", one, other)))
    assert "under another title" in finding.message
    assert finding.severity == "warning"


def test_one_digest_below_two_titles_tells_no_paper() -> None:
    """What follows the first line may be copied by mistake."""
    digest = "  a study of the cost of the training of models on many devices\n"
    titles = ("Carbon Costs of Federated Systems", "Can Phones Save Our Planet")
    entries = [f"- {title} [[pdf]](https://arxiv.org/abs/2101.0000{n})\n{digest}" for n, title in enumerate(titles)]
    assert found("duplicate-paper", _list(section("A", *entries))) == []


def test_the_tutorial_on_a_paper_is_another() -> None:
    """Two preprints bear one title only where nearly all of their words are the same."""
    one = "- NIPS Tutorial: Generative Adversarial Networks [[arXiv]](https://arxiv.org/abs/1701.00160)\n"
    other = "- Generative Adversarial Networks [[arXiv]](https://arxiv.org/abs/1406.2661)\n"
    assert found("duplicate-paper", _list(section("A", one, other))) == []


def test_two_preprints_of_one_title_are_told() -> None:
    """Their numbers differ, and what they are called."""
    title = "Bridging Robust Visual Grounding and Contrastive Prompt Tuning"
    entries = [
        f"- **[{name}]** {title} [[pdf]](https://arxiv.org/abs/{n})\n"
        for name, n in (("A", "2101.00001"), ("B-1", "2201.00001"))
    ]
    assert len(found("duplicate-paper", _list(section("A", *entries)))) == 1


def test_the_third_entry_of_two_papers_is_compared_with_both() -> None:
    """Part of a title stands in all three."""
    title = "On the Role of Efficient Hallucination Detection: Lessons from {}"
    entries = [
        f"- {title.format(field)} [[pdf]](https://openreview.net/forum?id=x{n})\n"
        for n, field in enumerate(("Weather Over Deep Oceans", "Banks Near Large Cities", "Banks Near Large Cities"))
    ]
    text = _list(section("A", *entries))
    assert lines_of(text, found("duplicate-paper", text)) == [7]


def test_a_team_s_own_publications_are_shown_again_on_purpose() -> None:
    """So are news."""
    assert found("duplicate-paper", _list(section("A", *PAPERS[:9]), section("Our_Team", PAPERS[2]))) == []


def test_a_paper_is_shown_again_for_its_data() -> None:
    """That section is of another kind than those of papers, so it is a hint."""
    findings = found("duplicate-paper", _list(section("A", *PAPERS[:9]), section("Datasets", PAPERS[2])))
    assert [one.severity for one in findings] == ["hint"]


def test_the_issues_of_a_report_are_two() -> None:
    """They bear one title, with the month behind it."""
    entries = [
        f"- The State of Ethics in Learning Machines Report ({month}) [[pdf]](https://arxiv.org/abs/{n})\n"
        for month, n in (("January 2021", "2105.09059"), ("October 2020", "2011.02787"))
    ]
    assert found("duplicate-paper", _list(section("A", *entries))) == []


def test_one_digest_below_two_titles_makes_no_paper_of_a_wrong_link() -> None:
    """The titles are read, and the address is the slip."""
    digest = "  a study of the cost of the training of models on many devices\n"
    link = "[[pdf]](https://arxiv.org/abs/2101.00001)"
    entries = [
        f"- {title} {link}\n{digest}" for title in ("Carbon Costs of Federated Systems", "Can Phones Save Planets")
    ]
    (finding,) = found("duplicate-paper", _list(section("A", *entries)))
    assert finding.severity == "warning"


@given(st.integers(0, 5), st.integers(0, 6), st.sampled_from(["", "\n"]), st.booleans())
def test_an_entry_goes_with_its_blank_line(of: int, put: int, gap: str, is_last: bool) -> None:
    """What is left is parted as it was."""
    entries = PAPERS[:6]
    more = "" if is_last else "\n## B\n\n- Words\n"
    text = f"# L\n\n## A\n\n{gap.join([*entries[:put], entries[of], *entries[put:]])}{more}"
    mended, done = applied(text, found("duplicate-paper", text), unsafe=True)
    assert len(done) == 1
    assert sorted(mended.split()) == sorted(f"# L ## A {' '.join(entries)}{more}".split())
    assert [bool(line) for line in mended.splitlines()] == [
        bool(line) for line in f"# L\n\n## A\n\n{gap.join(entries)}{more}".splitlines()
    ]


def test_a_paper_that_is_told_by_its_title_is_no_other_one_of_its_name() -> None:
    """One finding, not two that deny each other."""
    title = "**[Flow]** Learning Words of Deep Models From Pictures"
    entries = [f"- {title} [[pdf]](https://arxiv.org/pdf/2301.{number}.pdf)\n" for number in ("10001", "10002")]
    text = _list(section("A", *PAPERS[:9], *entries))
    assert [len(found(rule, text)) for rule in ("duplicate-paper", "duplicate-name")] == [1, 0]
