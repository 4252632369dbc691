"""Lists in all shapes, in several files, with mirrors, counters and generated lines: each story ends settled."""

import re

import pytest

from tests.document.shapes import read_list
from tests.e2e.conftest import LIST, World

LINK = "https://arxiv.org/abs/2305.06500"
TITLE = "InstructBLIP: Towards General-purpose Vision-Language Models with Instruction Tuning"
AUTHORS = (
    "Wenliang Dai, Junnan Li, Dongxu Li, Anthony Meng Huat Tiong, Junqi Zhao, Weisheng Wang, Boyang Li, Pascale Fung, "
    "Steven Hoi"
)
LINE = (
    "- **[InstructBLIP]** Towards General-purpose Vision-Language Models with Instruction Tuning "
    "[[pdf]](https://arxiv.org/pdf/2305.06500.pdf)"
)


def _entries(prefix: int, names: str) -> str:
    """Entries of these names, whose papers are of this month."""
    return "".join(
        f"- **[{name}]** Words about {name} and Images [[pdf]](https://arxiv.org/pdf/{prefix}.9000{number}.pdf)\n"
        for number, name in enumerate(names.split(), 1)
    )


README = (
    f"# Awesome\n\n## Papers\n\n{_entries(2101, 'A1 B1 C1 D1 E1 F1')}\n## Surveys\n\n{_entries(2102, 'A2 B2 C2 D2 E2')}"
)
_DETECTORS, _SEGMENTERS = _entries(2103, "A3 B3 C3 D3 E3"), _entries(2104, "A4 B4 C4 D4 E4")
VISION = f"# Vision\n\n## Detection\n\n{_DETECTORS}\n## Segmentation\n\n{_SEGMENTERS}"
_DETECTION = "https://arxiv.org/abs/2303.08131"


def _push(world: World, config: str | None = None, **files: str | bytes) -> None:
    """Put files on the default branch; `__` in a name is a slash, `_md` its end."""
    for name, text in files.items():
        path = name.replace("__", "/").removesuffix("_md") + ".md"
        world.repo.push_file(path, text if isinstance(text, bytes) else text.encode(), by="ana")
    if config is not None:
        world.repo.push_file(".github/shelver.yml", config.encode(), by="ana")


def _changed(world: World) -> list[str]:
    """The files that the one open pull request changes."""
    diff = world.repo.pull_diff(world.pull()).splitlines()
    return [line.removeprefix("+++ b/") for line in diff if line.startswith("+++ ")]


def _merged(world: World, number: int) -> None:
    """Merge the one open pull request."""
    world.repo.merge(world.pull(), by="ana")
    world.settle()
    world.assert_settled(number)


def _text(world: World, path: str = "README.md") -> str:
    return world.repo.read_file(path).decode()


def _in_sight(text: str) -> list[str]:
    """The lines of a text that are neither blank nor folded."""
    return [line for line in re.sub(r"(?s)<details>.*?</details>", "", text).splitlines() if line]


# One list in each shape


@pytest.mark.parametrize(
    ("name", "lines", "said"),
    [
        ("table", [f"| [{TITLE}](https://arxiv.org/abs/2305.06500) |  2023 | 2023-05-11 |  |"], "One line added"),
        (
            "ordered",
            [f"2. **{TITLE}** Wenliang Dai et al. *arXiv 2023*. [[paper](https://arxiv.org/pdf/2305.06500)]"],
            "One line added",
        ),
        (
            "paragraphs",
            [f"[{TITLE}](https://arxiv.org/abs/2305.06500), arXiv 2023", ""],
            "One line and a blank one added",
        ),
        (
            "blocks",
            [
                f"- **{TITLE}**",
                f"  {AUTHORS}.",
                "  *arXiv, 2023*. [[PDF](https://arxiv.org/pdf/2305.06500)]",
                "",
            ],
            "Three lines and a blank one added",
        ),
        ("chinese", [f"- 《{TITLE}》，2023年5月，arXiv。[[论文](https://arxiv.org/abs/2305.06500)]"], "One line added"),
    ],
)  # fmt: skip
@pytest.mark.storm
def test_a_bare_link_becomes_one_block_in_the_lists_shape(world: World, name: str, lines: list[str], said: str) -> None:
    """Whatever shape: one block is inserted, and the texts count its lines truly and show them as they are."""
    _push(world, README_md=read_list(name))
    number = world.file("Add a paper", LINK)
    assert world.added(world.pull()) == lines
    assert world.repo.pull_diff(world.pull()).count("\n@@ ") == 1
    body, comment = world.pull_body(), world.comment(number)
    assert f"Proposed by @zoe in #{number}. {said}, no other byte changed:" in body
    several = len([line for line in lines if line]) > 1
    assert ("adds these lines to" if several else "adds this line to") in comment
    for text in (body, comment):
        assert ("\n```markdown\n" in text) == several
        assert len(_in_sight(text)) <= 8
    assert body.endswith(f"Closes #{number}")
    world.assert_settled(number)


def test_a_guess_for_a_block_keeps_the_lines_to_copy_in_sight(world: World) -> None:
    """Where the section of an entry of several lines is a guess, its lines are folded, the choices are not."""
    _push(world, "sure: 1\n", README_md=read_list("blocks"))
    number = world.file("Add a paper", LINK)
    for text in (world.pull_body(), world.comment(number)):
        assert "<details><summary>The lines</summary>\n\n```markdown\n- **InstructBLIP" in text
        assert any(line.startswith("`/section 2018-2021` (like **") for line in _in_sight(text))
        assert len(_in_sight(text)) <= 8
    world.assert_settled(number)


# Several files


@pytest.mark.storm
def test_a_wish_is_found_in_the_second_file(world: World) -> None:
    """A section of the second file is found by its heading; only that file changes, by one line."""
    _push(world, "lists: [README.md, docs/vision.md]\n", README_md=README, docs__vision_md=VISION)
    number = world.file("Add a paper", f"Please add to the section Segmentation: {_DETECTION}")
    assert _changed(world) == ["docs/vision.md"]
    (line,) = world.added(world.pull())
    assert world.entry_before(world.pull()).startswith("- **[E4]**")
    assert "Section: `Vision > Segmentation`, as asked." in world.pull_body()
    _merged(world, number)
    assert _text(world, "docs/vision.md") == f"{VISION}{line}\n"
    assert _text(world) == README


def test_a_guess_knows_the_sections_of_all_files(world: World) -> None:
    """Without a wish the likeliest section of all files is taken; those of the other file are offered, and work."""
    _push(world, "lists: [README.md, docs/vision.md]\nsure: 1\n", README_md=README, docs__vision_md=VISION)
    number = world.file("Add a paper", _DETECTION)
    assert _changed(world) == ["docs/vision.md"]
    assert "\n`/section Papers` (like " in world.comment(number)
    world.repo.comment(number, "/section Papers", by="zoe")
    world.settle()
    assert _changed(world) == ["README.md"]
    world.assert_settled(number)


def test_a_duplicate_in_the_second_file_is_linked_there(world: World) -> None:
    """The comment names the file, and links the line as it is counted there."""
    _push(world, "lists: [README.md, docs/vision.md]\n", README_md=README.rstrip("\n"), docs__vision_md=VISION)
    number = world.file("Add a paper", "https://arxiv.org/abs/2103.90003")
    line = 1 + next(at for at, text in enumerate(VISION.splitlines()) if "[C3]" in text)
    address = f"{world.repo.html_url}/blob/main/docs/vision.md?plain=1#L{line}"
    assert f"[docs/vision.md, line {line}]({address}), entry **C3**" in world.comment(number)
    world.assert_settled(number)


def test_two_papers_for_two_files_are_one_commit(world: World) -> None:
    """Papers of one post go into their files in one pull request, and nothing else of them changes."""
    _push(world, "lists: [README.md, docs/vision.md]\n", README_md=README, docs__vision_md=VISION)
    body = f"- {LINK}\n- {_DETECTION}\n\n/section 1 Papers\n/section 2 Detection\n"
    number = world.file("Two papers", body)
    assert _changed(world) == ["README.md", "docs/vision.md"]
    one, other = world.added(world.pull())
    _merged(world, number)
    assert _text(world).replace(f"{one}\n", "") == README
    assert _text(world, "docs/vision.md").replace(f"{other}\n", "") == VISION


@pytest.mark.parametrize("wish", ["Surveys", "Segmentation"])
@pytest.mark.storm
def test_files_without_a_last_line_end_keep_doing_without(world: World, wish: str) -> None:
    """An entry behind the last one of a file that ends without a line end is the last, and ends without as well."""
    files = {"README.md": README.rstrip("\n"), "docs/vision.md": VISION.rstrip("\n")}
    _push(
        world,
        "lists: [README.md, docs/vision.md]\n",
        README_md=files["README.md"],
        docs__vision_md=files["docs/vision.md"],
    )
    number = world.file("Add a paper", f"{LINK} in the section {wish}")
    (path,) = _changed(world)
    assert "One line added, no other byte changed" in world.pull_body()
    _merged(world, number)
    assert _text(world, path) == f"{files[path]}\n{LINE}"


def test_an_empty_section_at_a_files_end_is_of_that_file(world: World) -> None:
    """The first entry of a section that ends one file does not land in the next."""
    _push(world, "lists: [README.md, docs/vision.md]\n", README_md=f"{README}\n## Datasets\n", docs__vision_md=VISION)
    number = world.file("Add a paper", f"{_DETECTION} in the section Datasets")
    assert _changed(world) == ["README.md"]
    _merged(world, number)
    assert _text(world).startswith(f"{README}\n## Datasets\n\n- ")
    assert _text(world, "docs/vision.md") == VISION


def test_a_missing_file_is_told_and_the_others_are_used(world: World) -> None:
    """A path that is no file is named in the pull request; the files that there are hold the list."""
    _push(world, "lists: [README.md, docs/nope.md]\nmirrors: README_xx.md\n", README_md=README)
    number = world.file("Add a paper", LINK)
    assert _changed(world) == ["README.md"]
    said = "`.github/shelver.yml` names `docs/nope.md` and `README_xx.md`, which are no files here.\n"
    assert said in world.pull_body()
    world.assert_settled(number)


def test_without_any_of_the_files_the_readme_is_the_list(world: World) -> None:
    """Where the one file that is named is missing, the README is taken, and the pull request says so."""
    _push(world, "list: papers/LIST.md\n")
    number = world.file("Add a paper", LINK)
    assert world.added(world.pull()) == [LINE]
    assert (
        "names `papers/LIST.md`, which is no file here. Until that is mended, I take `README.md` for the list.\n"
        in world.pull_body()
    )
    world.assert_settled(number)


def test_the_file_that_is_not_utf8_is_the_one_that_is_named(world: World) -> None:
    """A second file that cannot be read is named; nothing is added while duplicates in it cannot be seen."""
    _push(world, "lists: [README.md, docs/vision.md]\n", README_md=README, docs__vision_md=VISION.encode() + b"\xff\n")
    number = world.file("Add a paper", LINK)
    assert world.comment(number).startswith("I cannot read `docs/vision.md`: the text is not UTF-8: byte ")
    assert world.repo.pulls() == []
    world.assert_settled(number)
    world.repo.push_file("docs/vision.md", VISION.encode(), by="ana")
    world.repo.edit_issue(number, body=f"{LINK} in the section Papers")
    world.settle()
    assert world.added(world.pull()) == [LINE]
    world.assert_settled(number)


# Mirrors


def _translated(text: str) -> str:
    return text.replace("# Awesome\n", "# 论文列表\n").replace("## Papers", "## 论文").replace("## Surveys", "## 综述")


@pytest.mark.parametrize("crlf", [False, True])
def test_a_mirror_gets_the_same_entry_in_the_same_commit(world: World, crlf: bool) -> None:
    """The translation gets the entry at the same place, in its own line ends, and the pull request says so."""
    mirror = _translated(README)
    if crlf:
        mirror = mirror.replace("\n", "\r\n")
    _push(world, "mirrors: README_zh.md\n", README_md=README, README_zh_md=mirror)
    number = world.file("Add a paper", f"{LINK} in the section Papers")
    assert _changed(world) == ["README.md", "README_zh.md"]
    assert "One line added, no other byte changed:" in world.pull_body()
    assert "\nThe same goes into `README_zh.md`, untranslated.\n" in world.pull_body()
    _merged(world, number)
    end = "\r\n" if crlf else "\n"
    assert _text(world, "README_zh.md").replace(LINE + end, "") == mirror
    assert _text(world, "README_zh.md").index("[F1]") < _text(world, "README_zh.md").index(LINE)


def test_a_mirror_without_the_place_is_left_alone_and_told(world: World) -> None:
    """A mirror that holds other papers, or is not UTF-8, gets nothing; the pull request says why."""
    _push(
        world, "mirrors: [README_ja.md, README_ko.md]\n", README_md=README, README_ja_md="# x\n", README_ko_md=b"\xff"
    )
    number = world.file("Add a paper", f"{LINK} in the section Papers")
    assert _changed(world) == ["README.md"]
    body = world.pull_body()
    assert "`README_ja.md` gets no line: I found no section there that holds the same papers.\n" in body
    assert "`README_ko.md` gets no line: it is not UTF-8. `README_ja.md`" in body
    assert "The same goes into" not in body
    world.assert_settled(number)


def test_a_mirror_that_gets_one_of_two_is_told_of_truly(world: World) -> None:
    """Where one of two papers finds no place in the mirror, nobody is told that it gets the same, or nothing."""
    mirror = README.partition("## Surveys")[0]
    _push(world, "mirrors: README_zh.md\n", README_md=README, README_zh_md=mirror)
    number = world.file("Two", f"- {LINK}\n- {_DETECTION}\n\n/section 1 Papers\n/section 2 Surveys\n")
    assert _changed(world) == ["README.md", "README_zh.md"]
    assert "`README_zh.md` gets only a part of that: I found no section there" in world.pull_body()
    assert "The same goes into" not in world.pull_body()
    world.assert_settled(number)


@pytest.mark.storm
def test_a_mirror_that_has_the_paper_is_not_spoken_of(world: World) -> None:
    """What the mirror has already it does not get again, and nothing is said of it."""
    _push(
        world,
        "mirrors: README_zh.md\n",
        README_md=README,
        README_zh_md=README.replace("## Surveys", f"{LINE}\n\n## Surveys"),
    )
    number = world.file("Add a paper", f"{LINK} in the section Papers")
    assert _changed(world) == ["README.md"]
    assert "README_zh" not in world.pull_body()
    world.assert_settled(number)


# Counters

COUNTED = LIST.replace("## Papers\n", "## Papers (8)\n").replace(
    "Some works we like.",
    "- [Papers (8)](#papers-8)\n- [CLIP-related](#clip-related)\n\n"
    "![](https://img.shields.io/badge/papers-13-blue)\n\n*Last updated: 2023-05-01*\n\nSome works we like.",
)


def test_counters_are_kept_true_where_the_owner_asks_for_it(world: World) -> None:
    """Heading, contents with their anchor, badge and date follow, and the pull request does not hide it."""
    _push(world, "counters: yes\n", README_md=COUNTED)
    number = world.file("Add a paper", f"{LINK} in the section Papers")
    assert "Section: *Papers (8)*, as asked." in world.pull_body(), "the number is no part of what is asked for"
    assert "One line added, the list's own counts and dates kept true:" in world.pull_body()
    _merged(world, number)
    text = _text(world)
    assert "\n## Papers (9)\n" in text
    assert "- [Papers (9)](#papers-9)\n" in text
    assert "badge/papers-14-blue" in text
    assert "Last updated: 2023" not in text
    kept = [line for line in text.splitlines() if line in COUNTED.splitlines()]
    assert len(kept) == len(COUNTED.splitlines()) - 4


@pytest.mark.storm
def test_counters_are_left_alone_otherwise(world: World) -> None:
    """Without the owner's word no number is touched."""
    _push(world, README_md=COUNTED)
    number = world.file("Add a paper", f"{LINK} in the section Papers")
    assert world.added(world.pull()) == [LINE]
    world.assert_settled(number)


# What programs write


def test_nothing_is_put_among_lines_that_a_program_writes(world: World) -> None:
    """Between the markers of a program no entry is put; that is told once, with the line and the marker."""
    text = LIST.replace("## Papers\n", "## Papers\n\n<!-- BEGIN list -->").replace(
        "\n## CLIP", "<!-- END list -->\n\n## CLIP"
    )
    _push(world, README_md=text)
    number = world.file("Add a paper", f"{LINK} in the section Papers")
    line = 1 + text.splitlines().index("<!-- BEGIN list -->")
    assert world.comment(number).startswith(
        f"**InstructBLIP** belongs among lines that a program writes ([line {line}]"
        f"({world.repo.html_url}/blob/main/README.md?plain=1#L{line}): `BEGIN list`), so I leave them alone"
    )
    assert world.repo.pulls() == []
    assert (
        len([mail for mail in world.github.mails() if mail.repo == world.repo.full_name and mail.kind == "comment"])
        <= 3
    )
    world.assert_settled(number)
    other = world.file("Add another paper", "https://arxiv.org/abs/2208.12262 in the section CLIP-related")
    assert world.entry_before(world.pull()).startswith("- **[CLIP-ViL]**"), "behind the region all is as ever"
    world.assert_settled(other)


def test_a_generated_readme_is_left_alone(world: World) -> None:
    """A list that says of itself that it is generated is not touched, and its words are told."""
    _push(
        world, README_md=LIST.replace("Some works we like.", "This README is automatically generated from papers.yml.")
    )
    number = world.file("Add a paper", LINK)
    assert "[line 3](" in world.comment(number)
    assert "`This README is automatically generated from papers.yml`" in world.comment(number)
    assert world.repo.pulls() == []
    world.assert_settled(number)


@pytest.mark.storm
def test_of_several_files_only_the_generated_one_is_left_alone(world: World) -> None:
    """What one file says of itself is said of it alone, on the line as it is counted there."""
    vision = VISION.replace("# Vision\n", "# Vision\n\nThis file is automatically generated.\n")
    _push(world, "lists: [README.md, docs/vision.md]\n", README_md=README, docs__vision_md=vision)
    number = world.file("Add a paper", f"{_DETECTION} in the section Detection")
    assert "([docs/vision.md, line 3](" in world.comment(number)
    world.assert_settled(number)
    other = world.file("Add a paper", f"{LINK} in the section Papers")
    assert _changed(world) == ["README.md"]
    world.assert_settled(other)


# New sections

_2022, _2023 = _entries(2201, "A22 B22 C22 D22 E22"), _entries(2301, "A23 B23 C23 D23 E23")
OLDEST_FIRST = f"# Awesome\n\n## 2022\n\n{_2022}\n## 2023\n\n{_2023}\n## License\n\nMIT\n"
NEWEST_FIRST = f"# Awesome\n\n## 2023 (5)\n\n{_2023}\n## 2022 (5)\n\n{_2022}\n## License\n\nMIT\n"
OF_2024, ALSO_OF_2024 = "https://arxiv.org/abs/2402.04252", "https://arxiv.org/abs/2401.06209"
LINE_OF_2024 = (
    "- **[EVA-CLIP-18B]** Scaling CLIP to 18 Billion Parameters [[pdf]](https://arxiv.org/pdf/2402.04252.pdf)"
)


def test_the_next_year_is_opened_where_the_owner_allows_it(world: World) -> None:
    """In a list with the oldest first it comes last of the years; the pull request tells that it is new."""
    _push(world, "new_sections: yes\n", README_md=OLDEST_FIRST)
    number = world.file("Add a paper", OF_2024)
    assert world.added(world.pull()) == ["## 2024", "", LINE_OF_2024, ""]
    body = world.pull_body()
    assert "Two lines and two blank ones added, among them the heading of the new section *2024*, no other" in body
    assert (
        "- Section: *2024*, which comes next after *2023*; the section is new, as `.github/shelver.yml` allows." in body
    )
    assert "adds these lines, which begin the new section *2024*." in world.comment(number)
    _merged(world, number)
    assert _text(world).endswith(f"{_2023}\n## 2024\n\n{LINE_OF_2024}\n\n## License\n\nMIT\n")


def test_with_the_newest_first_it_comes_before_the_others(world: World) -> None:
    """It stands above the newest year, and its number of papers is its own; the other years' stay."""
    _push(world, "new_sections: yes\ncounters: yes\n", README_md=NEWEST_FIRST)
    number = world.file("Add a paper", OF_2024)
    assert world.added(world.pull()) == ["## 2024 (1)", "", LINE_OF_2024, ""]
    _merged(world, number)
    assert _text(world).startswith(f"# Awesome\n\n## 2024 (1)\n\n{LINE_OF_2024}\n\n## 2023 (5)\n")


def test_two_papers_of_the_new_year_open_one_section(world: World) -> None:
    """The second one joins the first; the heading's number counts both, though counters were not asked for."""
    _push(world, "new_sections: yes\n", README_md=NEWEST_FIRST)
    number = world.file("Two papers", f"- {OF_2024}\n- {ALSO_OF_2024}\n")
    added = world.added(world.pull())
    assert added[:3] == ["## 2024 (2)", "", LINE_OF_2024]
    assert len(added) == 5
    assert "Three lines and two blank ones added" in world.pull_body()
    _merged(world, number)


def test_no_year_is_opened_without_the_owners_word(world: World) -> None:
    """A section is never invented otherwise: the paper goes to one that there is."""
    _push(world, README_md=OLDEST_FIRST)
    number = world.file("Add a paper", OF_2024)
    assert world.added(world.pull()) == [LINE_OF_2024]
    world.assert_settled(number)


def test_a_new_year_can_be_asked_for_and_left(world: World) -> None:
    """`/section` moves the entry from the new section to an old one, and back to the new one."""
    _push(world, "new_sections: yes\n", README_md=OLDEST_FIRST)
    number = world.file("Add a paper", OF_2024)
    world.repo.comment(number, "/section 2023", by="zoe")
    world.settle()
    assert world.added(world.pull()) == [LINE_OF_2024]
    world.assert_settled(number)
    world.repo.comment(world.pull(), "/section 2024", by="ana")
    world.settle()
    assert world.added(world.pull()) == ["## 2024", "", LINE_OF_2024, ""]
    assert "- Section: *2024*, as asked; the section is new, as `.github/shelver.yml` allows." in world.pull_body()
    world.assert_settled(number)
    world.repo.comment(number, "/section 2026", by="zoe")
    world.settle()
    (said,) = [one.body for one in world.repo.comments(number) if one.author == "shelver[bot]"]
    assert said.startswith("@zoe, the list has no section `2026` with papers, so I moved nothing.")
    world.assert_settled(number)


def test_a_new_year_of_tables_has_their_head(world: World) -> None:
    """A table is begun with the head of the one before, in a file that ends with it."""
    head = "| Title | Date | Code |\n|:---|:---:|---|\n"
    rows = {
        year: "".join(
            f"| [Study {month} of {year}](https://arxiv.org/abs/{year - 2000}0{month}.90001) | {year}-0{month} | - |\n"
            for month in range(1, 7)
        )
        for year in (2022, 2023)
    }
    text = "# Tables\n\n" + "\n".join(f"## {year}\n\n{head}{rows[year]}" for year in (2022, 2023))
    _push(world, "new_sections: yes\n", README_md=text)
    number = world.file("Add a paper", OF_2024)
    assert world.added(world.pull())[:5] == ["", "## 2024", "", *head.splitlines()]
    _merged(world, number)
    assert _text(world).startswith(f"{text}\n## 2024\n\n{head}| [EVA-CLIP-18B: ")


def test_a_new_year_keeps_the_files_line_ends_and_its_end(world: World) -> None:
    """In a file with CRLF and none at its end, the new section has CRLF and none at its end."""
    text = OLDEST_FIRST.partition("\n## License")[0].rstrip("\n").replace("\n", "\r\n")
    _push(world, "new_sections: yes\n", README_md=text)
    number = world.file("Add a paper", OF_2024)
    assert "Two lines and two blank ones added" in world.pull_body()
    _merged(world, number)
    assert _text(world) == f"{text}\r\n\r\n## 2024\r\n\r\n{LINE_OF_2024}"


def test_a_repository_without_a_commit_gets_silence(world: World) -> None:
    """There is no list yet: nothing is written, and nothing is tried again and again."""
    world.repo = world.github.create_repo(f"{world.repo.full_name}-empty", {})
    world.install()
    number = world.file("A paper", "https://arxiv.org/abs/2305.06500")
    assert world.repo.comments(number) == []
    assert world.look(number).look_again is None
    world.assert_settled(number)
