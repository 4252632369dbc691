"""Submissions, from the issue to the settled world. Each story ends with a look that finds nothing to do."""

from tests.e2e.conftest import LIST, World

LINK = "https://arxiv.org/abs/2305.06500"
LINE = (
    "- **[InstructBLIP]** Towards General-purpose Vision-Language Models with Instruction Tuning "
    "[[pdf]](https://arxiv.org/pdf/2305.06500.pdf)"
)


def test_bare_link_becomes_one_sorted_line(world: World) -> None:
    """A bare link gives a pull request of exactly one line, in the list's form, at its date's place."""
    number = world.file("Add a paper", LINK)
    pull = world.pull()
    assert world.added(pull) == [LINE]
    assert world.entry_before(pull).startswith("- **[BLIP-2]**")
    assert world.repo.pull(pull).title == "Add InstructBLIP to Papers"
    body = world.pull_body()
    assert f"Proposed by @zoe in #{number}." in body
    assert f"\nCloses #{number}" in body
    assert world.comment(number).startswith("**InstructBLIP** is ready")
    assert f"#{pull}" in world.comment(number)
    assert world.repo.labels(number) == ["submission"]
    world.assert_settled(number)


def test_merge_closes_the_issue_and_is_the_end(world: World) -> None:
    """After the merge the list has the line and nothing else changed, the issue is closed, and all is done."""
    number = world.file("Add a paper", LINK)
    pull = world.pull()
    world.repo.merge(pull, by="ana")
    world.settle()
    assert world.repo.issue(number).state == "closed"
    text = world.repo.read_file("README.md").decode()
    assert text.replace(LINE + "\n", "") == LIST
    assert "Merged" in world.comment(number)
    assert "duplicate" not in world.repo.labels(number)
    world.assert_settled(number)


def test_reopened_after_the_merge_it_is_no_duplicate_of_itself(world: World) -> None:
    """A merged submission that is reopened gets neither a second pull request nor the duplicate label."""
    number = world.file("Add a paper", LINK)
    world.repo.merge(world.pull(), by="ana")
    world.settle()
    world.repo.reopen_issue(number, by="zoe")
    world.settle()
    assert len(world.repo.pulls()) == 1
    assert "duplicate" not in world.repo.labels(number)
    assert "Merged" in world.comment(number)
    world.assert_settled(number)


def test_line_in_the_lists_format(world: World) -> None:
    """A line in the list's own format is taken with its name and links, and its section is the one asked for."""
    line = (
        "- **[MaskCLIP]** Masked Self-Distillation Advances Contrastive Language-Image Pretraining "
        "[[pdf]](https://arxiv.org/pdf/2208.12262.pdf) [[code]](https://github.com/LightDXY/MaskCLIP)"
    )
    number = world.file("Add to CLIP-related", f"Please add to the section CLIP-related:\n\n```\n{line}\n```\n")
    pull = world.pull()
    assert world.added(pull) == [line]
    assert world.entry_before(pull).startswith("- **[CLIP-ViL]**")
    assert "Section: *CLIP-related*, as asked." in world.pull_body()
    world.assert_settled(number)


def test_two_papers_of_which_one_is_known(world: World) -> None:
    """Two papers give one pull request with the new one, and a comment with a line for each."""
    number = world.file("Two papers", f"- {LINK}\n- https://arxiv.org/abs/2212.00794\n")
    assert world.added(world.pull()) == [LINE]
    said = world.comment(number)
    assert said.startswith("I read two papers.")
    assert "1. **InstructBLIP**: ready, in *Papers*" in said
    assert "2. **FLIP**: in the list already, [line " in said
    assert world.pull_body().endswith(f"Closes #{number}")
    world.assert_settled(number)


def test_issue_form(world: World) -> None:
    """A filled issue form gives the paper, its code link, and the section that was chosen."""
    body = (
        "### Paper title\r\n\r\nMasked Vision and Language Modeling for Multi-modal Representation Learning\r\n\r\n"
        "### Paper link\r\n\r\nhttps://arxiv.org/abs/2208.02131\r\n\r\n### Code\r\n\r\n_No response_\r\n\r\n"
        "### Section\r\n\r\nCLIP-related\r\n"
    )
    number = world.file("[Paper]: MaskVLM", body)
    (added,) = world.added(world.pull())
    assert "https://arxiv.org/pdf/2208.02131.pdf" in added
    assert "Section: *CLIP-related*, as asked." in world.pull_body()
    world.assert_settled(number)


def test_empty_form_is_answered(world: World) -> None:
    """A form without a paper is answered with what is missing, and nothing else is done."""
    body = "### Paper title\n\n_No response_\n\n### Paper link\n\n_No response_\n"
    number = world.file("[Paper]: ", body)
    assert world.comment(number).startswith("I found no paper in your form")
    assert world.repo.pulls() == []
    world.assert_settled(number)


def test_duplicate_is_pointed_to_its_line(world: World) -> None:
    """A paper that the list has gets no pull request; the comment links the entry's line, the issue stays open."""
    number = world.file("BLIP-2", "https://huggingface.co/papers/2301.12597")
    line = next(i for i, text in enumerate(LIST.splitlines(), 1) if "[BLIP-2]" in text)
    said = world.comment(number)
    assert said.startswith("This paper is in the list already: *Papers*, ")
    assert f"[line {line}]({world.repo.html_url}/blob/main/README.md?plain=1#L{line})" in said
    assert world.repo.labels(number) == ["duplicate"]
    assert world.repo.issue(number).state == "open"
    assert world.repo.pulls() == []
    world.assert_settled(number)


def test_duplicate_that_brings_a_code_link_is_marked_for_maintainers(world: World) -> None:
    """A duplicate that brings what the entry lacks is told so and labelled for the maintainers."""
    number = world.file("FLIP", "https://arxiv.org/abs/2212.00794, code: https://github.com/facebookresearch/flip")
    assert "Its entry has no code link, and you gave one" in world.comment(number)
    assert sorted(world.repo.labels(number)) == ["duplicate", "needs answer"]
    world.assert_settled(number)


def test_question_is_met_with_silence(world: World) -> None:
    """An issue that proposes no paper gets no comment, no label and no reaction."""
    number = world.file("Question about BLIP-2", "In https://arxiv.org/abs/2301.12597, is the encoder frozen?")
    assert world.repo.comments(number) == []
    assert world.repo.labels(number) == []
    assert world.repo.reactions(number) == []
    world.assert_settled(number)


def test_unknown_arxiv_id_is_asked_about(world: World) -> None:
    """An id that arXiv does not know gets a comment that says until when it is asked again, and no pull request."""
    number = world.file("New paper", "https://arxiv.org/abs/2305.99999")
    said = world.comment(number)
    assert said.startswith("arXiv has no paper `2305.99999` (asked ")
    assert "I ask again once a day until" in said
    assert sorted(world.repo.labels(number)) == ["needs answer", "submission"]
    assert world.repo.pulls() == []
    world.assert_settled(number)
    assert world.look(number).look_again == 24 * 3600


def test_corrected_id_is_taken_up(world: World) -> None:
    """When the number is corrected in the post, the pull request comes and the question's label goes."""
    number = world.file("New paper", "https://arxiv.org/abs/2305.99998")
    world.repo.edit_issue(number, body=LINK)
    world.settle()
    assert world.added(world.pull()) == [LINE]
    assert world.repo.labels(number) == ["submission"]
    assert world.comment(number).startswith("**InstructBLIP** is ready")
    world.assert_settled(number)


def test_paper_without_a_known_source_is_added_with_its_title(world: World) -> None:
    """A paper from elsewhere is added as it was proposed, and the pull request says so first."""
    body = (
        "Title: A Tale of Frozen Vision-Language Encoders\n"
        "Link: https://openaccess.thecvf.com/content/CVPR2022/papers/Doe_Frozen_CVPR_2022_paper.pdf\n"
    )
    number = world.file("Please add this paper", body)
    assert "A Tale of Frozen Vision-Language Encoders" in world.added(world.pull())[0]
    assert world.pull_body().startswith("Not verified: ")
    world.assert_settled(number)


def test_paper_without_source_and_title_is_asked_for_its_title(world: World) -> None:
    """A paper that cannot be looked up and has no title is asked for it; nothing is invented."""
    number = world.file("please add", "https://alive.example/our-paper")
    assert "`alive.example` does not tell me this paper's title" in world.comment(number)
    assert world.repo.pulls() == []
    world.assert_settled(number)


def test_commit_credits_the_proposer(world: World) -> None:
    """The commit is the bot's and names the proposer as co-author by GitHub's own address."""
    world.file("Add a paper", LINK)
    head = world.repo.pull(world.pull()).pull
    assert head is not None
    message = world.repo.commit_message(head.head_sha)
    assert message.startswith("Add InstructBLIP to Papers\n")
    trailer = message.splitlines()[-1]
    assert trailer.startswith("Co-authored-by: zoe <")
    assert trailer.endswith("+zoe@users.noreply.github.com>")


def test_mails_of_an_accepted_submission(world: World) -> None:
    """A watcher is mailed the issue, one comment and one pull request, and nothing more until a person acts."""
    world.repo.watch("watcher")
    world.file("Add a paper", LINK)
    kinds = [mail.kind for mail in world.github.mails("watcher") if mail.repo == world.repo.full_name]
    assert sorted(kinds) == sorted(["issue", "comment", "pull_request"])


def test_list_in_another_file(world: World) -> None:
    """A list that the configuration names is used instead of the README, which is left alone."""
    readme = b"# About\n\nThe list is in papers/LIST.md.\n"
    world.repo.push_file("README.md", readme, by="ana")
    world.repo.push_file("papers/LIST.md", LIST.encode(), by="ana")
    world.repo.push_file(".github/shelver.yml", b"list: papers/LIST.md\n", by="ana")
    number = world.file("Add a paper", LINK)
    assert world.added(world.pull()) == [LINE]
    assert "--- a/papers/LIST.md" in world.repo.pull_diff(world.pull())
    world.assert_settled(number)


def test_crlf_list_gets_a_crlf_line(world: World) -> None:
    """In a list with Windows line ends and a byte order mark the new line ends as its neighbours do."""
    text = "\ufeff" + LIST.replace("\n", "\r\n").removesuffix("\r\n")
    world.repo.push_file("README.md", text.encode(), by="ana")
    number = world.file("Add a paper", LINK)
    world.repo.merge(world.pull(), by="ana")
    world.settle()
    assert world.repo.read_file("README.md").decode().replace(LINE + "\r\n", "") == text
    world.assert_settled(number)
