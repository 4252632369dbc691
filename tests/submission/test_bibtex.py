import pytest

from bot.submission.bibtex import Record, read_record


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ("eprint={2301.12597}", ["arxiv:2301.12597"]),
        ("journal={arXiv preprint arXiv:2301.12597}", ["arxiv:2301.12597"]),
        ('url = "https://arxiv.org/abs/2301.12597v2"', ["arxiv:2301.12597"]),
        ("doi={10.1109/CVPR.2016.90}", ["doi:10.1109/cvpr.2016.90"]),
        ("url={https://aclanthology.org/N19-1423}, eprint={1810.04805}", ["arxiv:1810.04805", "acl:N19-1423"]),
        ("howpublished={\\url{https://a.org/list}}", []),
        ("year=2023", []),
    ],
)
def test_the_paper_of_a_record_is_found(fields: str, ids: list[str]) -> None:
    """Preprint numbers, DOIs and addresses in their fields identify the paper."""
    assert [str(identity) for identity in read_record(f"@misc{{a,\n {fields}\n}}").ids] == ids


def test_a_title_is_freed_of_tex() -> None:
    """Braces and commands are TeX's, not the title's."""
    record = read_record("@misc{a, title={{BLIP}: {\\'E}tude of \\textbf{V}ision \\& Language}, year={2022}}")
    assert record == Record("BLIP: Étude of Vision & Language", year="2022")


def test_a_broken_record_says_nothing() -> None:
    """What cannot be read is left out."""
    assert read_record("@misc{a, title={B, C") == Record(None)
