from bot.submission.fences import read_code

LINE = "- **[{0}]** {0} Title [[pdf]](https://arxiv.org/abs/2301.{1})\n"


def test_filled_lines_of_a_list_count() -> None:
    """List lines and table rows with a paper's link are entries, commands and empty format lines are not."""
    code = LINE.format("A", 10001) + "| B | [pdf](https://arxiv.org/abs/2301.10002) |\n- **[]** Name [[pdf]]()\n"
    code += "wget https://arxiv.org/pdf/2301.10003.pdf\n"
    assert [len(entry.anchors) for entry in read_code(code, "").added] == [1, 1]


def test_only_the_added_lines_of_a_diff_count() -> None:
    """Context and removed lines of a diff are no proposals."""
    diff = " " + LINE.format("A", 10001) + "+" + LINE.format("B", 10002)
    assert [entry.anchors[0].url for entry in read_code(diff, "diff").added] == ["https://arxiv.org/abs/2301.10002"]


def test_a_diff_that_changes_an_entry_adds_none() -> None:
    """An added line of the same paper or name as a removed one is the same entry."""
    diff = "-" + LINE.format("A", 10001) + "+" + LINE.format("A", 10009) + "+" + LINE.format("B", 10002)
    pasted = read_code(diff, "")
    assert [entry.anchors[0].url for entry in pasted.added] == ["https://arxiv.org/abs/2301.10002"]
    assert len(pasted.changed) == 2


def test_a_block_of_nothing_but_papers_addresses_counts() -> None:
    """Addresses put into a fence to be copied are proposals; one command among them makes it a script."""
    code = "https://arxiv.org/abs/2301.10001\n\narxiv.org/pdf/2301.10002v2\n"
    assert [len(entry.anchors) for entry in read_code(code, "").added] == [1, 1]
    assert not read_code(code + "wget https://arxiv.org/pdf/2301.10003.pdf\n", "").added
    assert not read_code("https://github.com/a/b\n", "").added
    assert not read_code("\n", "").added
