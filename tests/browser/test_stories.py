"""What a person does who tries Shelver: by mouse and keyboard, at a desktop's and a phone's width, without scripts.

The phone's is one of the long tests.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Stage

LINK = "https://arxiv.org/abs/2305.06500"
LINE = (
    "- **[InstructBLIP]** Towards General-purpose Vision-Language Models with Instruction Tuning "
    "[[pdf]](https://arxiv.org/pdf/2305.06500.pdf)"
)

FORM = b"""\
name: Add a paper
description: Propose a paper for the list
title: "[Paper] "
body:
  - type: markdown
    attributes:
      value: Thank you for keeping this list alive.
  - type: input
    id: paper
    attributes:
      label: Link to the paper
    validations:
      required: true
  - type: dropdown
    id: section
    attributes:
      label: Section
      options: [Papers, CLIP-related]
  - type: checkboxes
    id: checks
    attributes:
      label: Checks
      options:
        - label: It is not in the list yet
          required: true
"""

#: A table, with nothing of the demo's form.
TABLE = """\
# Awesome Depth

## Monocular depth

| Year | Title | Paper | Code |
|---|---|---|---|
| 2019 | Digging Into Self-Supervised Monocular Depth Estimation | [arXiv](https://arxiv.org/abs/1806.01260) | - |
| 2020 | 3D Packing for Self-Supervised Monocular Depth Estimation | [arXiv](https://arxiv.org/abs/1905.02693) | - |
| 2021 | Vision Transformers for Dense Prediction | [arXiv](https://arxiv.org/abs/2103.13413) | - |
| 2022 | Towards Robust Monocular Depth Estimation | [arXiv](https://arxiv.org/abs/1907.01341) | - |
| 2022 | New CRFs for Monocular Depth Estimation | [arXiv](https://arxiv.org/abs/2203.01502) | - |
| 2023 | ZoeDepth: Zero-shot Transfer by Combining Depth | [arXiv](https://arxiv.org/abs/2302.12288) | - |

## License

CC0
"""


def _fits(page: Page) -> None:
    """Nothing is wider than the window: what is, scrolls inside of its own box."""
    page.wait_for_load_state()
    # By a locator, which waits: right after a click the new page may have no element yet.
    wide, window = page.locator("html").evaluate("html => [html.scrollWidth, window.innerWidth]")
    assert wide <= window, f"{page.url} is {wide} wide in a window of {window}"


def _button(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("button", name=name)


def _added(page: Page, count: int = 1) -> list[str]:
    """The lines that the diff on this page adds, once it shows so many: a click's page may still be on its way."""
    lines = page.locator("tr.add td.text")
    expect(lines).to_have_count(count)
    return lines.all_inner_texts()


def _come_to_pull(stage: Stage, page: Page, section: str) -> None:
    """From the issue on to the pull request that appears."""
    stage.settle()
    page.reload()
    expect(page.get_by_text("is ready")).to_be_visible()
    _fits(page)
    page.get_by_role("link", name=re.compile(f"^Add InstructBLIP.* to {section}")).first.click()
    page.wait_for_url(re.compile(r"/pull/\d+$"))
    _fits(page)


def _merge(stage: Stage, page: Page) -> None:
    """As the maintainer."""
    _button(page, "Act as maintainer").first.click()
    _button(page, "Merge pull request").click()
    expect(page.get_by_text("Merged", exact=True).first).to_be_visible()
    stage.settle()


def test_a_link_becomes_an_entry(stage: Stage, page: Page) -> None:
    """By the first page's three steps: the example issue, its pull request, the merge."""
    page.goto(stage.address)
    _fits(page)
    page.get_by_role("link", name="Open the example issue").click()
    expect(page.get_by_label("Description")).to_have_value(LINK)
    _fits(page)
    _button(page, "Open issue").click()
    page.wait_for_url(re.compile(r"/issues/\d+$"))
    issue = page.url
    stage.settle()
    page.goto(stage.github.url)
    page.get_by_role("link", name=re.compile(r"^Look at #\d+$")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Add InstructBLIP to Papers")
    assert _added(page) == [LINE]
    _fits(page)
    page.goto(stage.github.url)
    _button(page, "Act as maintainer").last.click()
    _button(page, re.compile(r"^Merge #\d+$")).click()
    expect(page.get_by_text("The list has the paper now")).to_be_visible()
    page.get_by_role("link", name="See the list").click()
    entry = page.get_by_role("listitem").filter(has_text="InstructBLIP").last
    expect(entry.get_by_role("link", name="pdf")).to_have_attribute("href", "https://arxiv.org/pdf/2305.06500.pdf")
    _fits(page)
    stage.settle()
    page.goto(issue)
    expect(page.get_by_text("Closed", exact=True).first).to_be_visible()


def test_an_issue_form_becomes_an_entry(stage: Stage, page: Page) -> None:
    """Filled in as on GitHub: what is missing is asked for, and nothing that was typed is lost."""
    stage.repo.push_file(".github/ISSUE_TEMPLATE/paper.yml", FORM, by="ana")
    stage.settle()
    page.goto(f"{stage.repo.html_url}/issues")
    page.get_by_role("link", name="New issue").click()
    page.get_by_role("link", name="Get started: Add a paper").click()
    _fits(page)
    page.get_by_label("Title").fill("[Paper] InstructBLIP")
    page.get_by_label("Link to the paper").fill(LINK)
    page.get_by_label("Section").select_option("CLIP-related")
    _button(page, "Submit new issue").click()
    expect(page.get_by_role("alert")).to_contain_text("Checks")
    expect(page.get_by_label("Link to the paper")).to_have_value(LINK)
    page.get_by_label("It is not in the list yet").check()
    _button(page, "Submit new issue").click()
    page.wait_for_url(re.compile(r"/issues/\d+$"))
    issue = page.url
    _come_to_pull(stage, page, "CLIP-related")
    assert _added(page) == [LINE]
    _merge(stage, page)
    page.goto(stage.repo.html_url)
    expect(page.get_by_role("listitem").filter(has_text="InstructBLIP").last).to_be_visible()
    page.goto(issue)
    expect(page.get_by_text("Closed", exact=True).first).to_be_visible()


@pytest.mark.parametrize(
    "way",
    [pytest.param("pasted", marks=pytest.mark.storm), pytest.param("uploaded", marks=pytest.mark.storm), "named"],
)
def test_a_list_of_ones_own(stage: Stage, page: Page, tmp_path: Path, way: str) -> None:
    """What was learned of it, what a paper would become, and an issue in a repository made of it."""
    file = tmp_path / "README.md"
    file.write_text(TABLE)
    page.goto(stage.address)
    if way == "pasted":
        page.get_by_label("Paste its README").fill(TABLE)
    elif way == "uploaded":
        page.get_by_label("choose the file").set_input_files(file)
    else:
        page.get_by_label("name it by its path").fill(str(file))
    _button(page, "Show what Shelver learns").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Awesome Depth")
    expect(page.get_by_role("heading", name="Monocular depth")).to_be_visible()
    _fits(page)
    page.get_by_label("The paper’s address").fill("2305.06500")
    _button(page, "Show the change").click()
    (line,) = _added(page)
    assert line.startswith("| 2023 | InstructBLIP: Towards General-purpose Vision-Language Models")
    assert line.endswith("| [arXiv](https://arxiv.org/abs/2305.06500) | - |")
    _fits(page)
    page.get_by_label("The paper’s address").fill("1909.99999")
    _button(page, "Show the change").click()
    expect(page.locator("#answer")).to_contain_text("small internet")
    assert _added(page, 0) == []
    if way != "named":
        return
    _button(page, re.compile("repository")).click()
    page.locator("#repository ~ *").get_by_role("link").first.click()
    page.goto(f"{stage.github.url}/ana/awesome-depth/issues/new")
    page.get_by_label("Title").fill("A paper")
    page.get_by_label("Description").fill(LINK)
    _button(page, "Open issue").click()
    page.wait_for_url(re.compile(r"/issues/\d+$"))
    _come_to_pull(stage, page, "Monocular depth")
    assert _added(page) == [line]


def test_bad_lists_are_told_and_kept(stage: Stage, page: Page) -> None:
    """What is no list is answered with the reason, beside what was typed."""
    page.goto(stage.address)
    page.get_by_label("Paste its README").fill("# Notes\n\nNo list at all.\n")
    _button(page, "Show what Shelver learns").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Paste its README")).to_have_value(re.compile("No list at all"))
    _fits(page)


def test_a_delivery_is_sent_again(stage: Stage, page: Page) -> None:
    """A maintainer sees what was sent to Shelver, and has it sent once more."""
    stage.repo.open_issue("A question", "How do I cite this list?", by="zoe")
    stage.settle()
    page.goto(f"{stage.repo.html_url}/deliveries")
    _button(page, "Act as maintainer").first.click()
    page.get_by_role("link", name=re.compile("issues")).last.click()
    _fits(page)
    before = len(stage.github.deliveries)
    _button(page, "Redeliver").click()
    stage.settle()
    assert len(stage.github.deliveries) == before + 1
    assert stage.github.deliveries[-1].ok


def test_a_change_by_hand_is_proposed_and_mended_click_by_click(stage: Stage, page: Page) -> None:
    """Edited in the browser, proposed from a fork, its suggestions committed one by one until the check is green."""
    page.goto(f"{stage.repo.html_url}/blob/main/README.md?plain=1")
    page.get_by_role("link", name="Edit this file").click()
    text = page.get_by_label("Contents")
    clumsy = (
        "- **[FILIP ]** Fine-grained Interactive Language-Image Pre-Training [[pdf]](https://arxiv.org/pdf/2111.07783.pdf)\n"
        "- **[UFO]** A UniFied TransfOrmer for Vision-Language Representation Learning"
    )
    old = text.input_value()
    assert old.count("- **[UFO]** A UniFied") == 1
    slip = old.replace("- **[UFO]** A UniFied TransfOrmer for Vision-Language Representation Learning", clumsy)
    slip = slip.replace(
        "- **[L-Verse]** ",
        "- **[SLIP]** Self-supervision  meets Language-Image Pre-training "
        "[[pdf]](https://arxiv.org/pdf/2112.12750.pdf)\n- **[L-Verse]** ",
    )
    text.fill(slip)
    _fits(page)
    _button(page, "Propose changes").click()
    page.get_by_label("Title").fill("Add FILIP and SLIP")
    _fits(page)
    _button(page, "Create pull request").click()
    page.wait_for_url(re.compile(r"/pull/\d+$"))
    stage.settle()
    page.reload()
    commit = _button(page, "Commit suggestion")
    expect(commit).to_have_count(2)
    _fits(page)
    for left in (1, 0):
        commit.first.click()
        page.wait_for_load_state()
        stage.settle()
        page.reload()
        expect(commit).to_have_count(left)
    expect(page.get_by_text("nothing to mend")).to_be_visible()
    page.get_by_role("link", name="Shelver", exact=True).click()
    expect(page.get_by_text("What this pull request adds or changes is written as the list writes it.")).to_be_visible()
    _fits(page)
