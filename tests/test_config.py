"""The list owner's configuration."""

import contextlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import (
    CONFIG_PATH,
    ORDERS,
    ConfigError,
    Labels,
    Limits,
    ListConfig,
    SaidOrder,
    read_config,
    rule_problem,
    section_problem,
)
from bot.config.schema import SCHEMA_FILE, schema_text
from bot.headings import heading_key


def problem_of(text: str | bytes) -> str:
    """The text for the list owner, without the file's name before it."""
    with pytest.raises(ConfigError) as caught:
        read_config(text)
    return str(caught.value).removeprefix(f"`{CONFIG_PATH}`").lstrip(", ")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}", "---\n", "\ufeff", "list:\n", b""])
def test_an_empty_file_means_the_defaults(text: str | bytes) -> None:
    """A file that says nothing changes nothing."""
    assert read_config(text) == ListConfig()


def test_all_of_it_can_be_said() -> None:
    """Every key is read."""
    config = read_config(
        "lists: [README.md, /docs/vision.md]\n"
        "mirrors: README_zh.md\n"
        "entry: '- {title} [[pdf]]({pdf})'\n"
        "order: Newest first\n"
        "sections:\n"
        "  3D > Point clouds: {keywords: [LiDAR, 3D], order: 'by name, descending', entry: '* {title}'}\n"
        "  License: {papers: no}\n"
        "venues: {NeurIPS: NIPS, Journal of  Vision: 'JoV'}\n"
        "labels: {submission: new paper, duplicate: no}\n"
        "enabled: no\nmode: Trial\n"
        "sure: 0.9\npreprints: no\nnew_sections: yes\ncounters: yes\nbacklog: 5\nrules: {a: error}\n"
        "limits: {per_person: 5, in_all: no}\n"
    )
    assert (config.paths, config.path, config.mirrors) == (
        ("README.md", "docs/vision.md"), "README.md", ("README_zh.md",),
    )  # fmt: skip
    assert config.entry is not None
    assert config.entry.source == "- {title} [[pdf]]({pdf})"
    assert config.order == SaidOrder("date", "descending")
    assert config.sections["3D > Point clouds"].keywords == ("LiDAR", "3D")
    assert config.sections["3D > Point clouds"].order == SaidOrder("name", "descending")
    assert config.labels == Labels(submission="new paper", duplicate=None)
    assert (config.enabled, config.mode) == (False, "trial")
    assert (config.sure, config.preprints, config.new_sections, config.counters) == (0.9, False, True, True)
    assert config.backlog == 5
    assert config.limits == Limits(per_person=5, in_all=0)
    assert config.said_of_rule("a") == "error"
    assert config.venues == (("NeurIPS", "NIPS"), ("Journal of  Vision", "JoV"))


def test_words_stay_the_words_that_were_written() -> None:
    """YAML's truth values, numbers and dates are keywords and headings like any others."""
    config = read_config(
        "list: 2024\nsections:\n  2024:\n    keywords: [no, on, 1e3, 2024-05-03, 0x10, ~x]\n  off: {}\n"
    )
    assert config.list == "2024"
    assert config.sections["2024"].keywords == ("no", "on", "1e3", "2024-05-03", "0x10", "~x")
    assert list(config.sections) == ["2024", "off"]


def test_anchors_may_be_used() -> None:
    """What is written once and named again is read as if it were written twice."""
    config = read_config("sections:\n  A: &same {order: name}\n  B: *same\n")
    assert config.sections["A"] == config.sections["B"]


@pytest.mark.parametrize(
    ("text", "limits"), [("limits: no\n", Limits(per_person=0, in_all=0)), ("limits: yes\n", Limits()), ("", Limits())]
)
def test_limits_in_one_word(text: str, limits: Limits) -> None:
    """One word takes all limits off; they are there unless something is said."""
    assert read_config(text).limits == limits


@pytest.mark.parametrize(
    ("text", "none"), [("labels: no\n", True), ("labels: false\n", True), ("labels: yes\n", False)]
)
def test_no_labels_at_all(text: str, none: bool) -> None:
    """One word takes all labels off."""
    expected = Labels(submission=None, needs_answer=None, duplicate=None) if none else Labels()
    assert read_config(text).labels == expected


@pytest.mark.parametrize("words", ORDERS)
def test_every_order_is_read(words: str) -> None:
    """The words for an order that the schema offers are those that the reader knows."""
    assert read_config(f"order: {words}\n").order == ORDERS[words]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n- b\n", "must hold keys and values, such as `list: README.md`, and holds a list"),
        ("hello", "must hold keys and values, such as `list: README.md`, and holds `hello`"),
        ("\nlable: x\n", "line 2: unknown key `lable`; did you mean `labels`?"),
        ("threshold: 1\n", "line 1: unknown key `threshold`; did you mean `sure`?"),
        ("papers: no\n", "line 1: unknown key `papers`; `papers` is said of a section, below `sections`"),
        ("labels:\n  sub: x\n", ("line 2: unknown key `sub` below `labels`; "
         "known are `submission`, `needs_answer`, `duplicate`")),
        ("list: [a]\n", "line 1: key `list`: expected a text, met a list"),
        ("list: ../x\n", ("line 1: key `list`: expected the path of a file in this repository, such as "
         "`docs/papers.md`, met `../x`")),
        ("list: ''\n", "line 1: key `list`: expected a text, met an empty text"),
        ("list: a\n\nlists:\n- b\n", "line 3: `list` and `lists` both name the list's files; keep one of them"),
        ("list: a\nmirrors: [b, a]\n", "line 2: `a` is named twice; a file is a list or the mirror of one"),
        ("mirrors: {a: b}\n", "line 1: key `mirrors`: expected a list such as `[one, another]`, met keys and values"),
        ("lists:\n- a\n- [b]\n", "line 3: key `lists.2`: expected a text, met a list"),
        ("sure: 80%\n", "line 1: key `sure`: expected a number from 0 to 1, met `80%`"),
        ("sure: nan\n", "line 1: key `sure`: expected a number from 0 to 1, met `nan`"),
        ("backlog: all\n", "line 1: key `backlog`: expected a whole number from 0 to 100, met `all`"),
        ("limits: 5\n", "line 1: key `limits`: expected keys and values below it, met `5`"),
        ("limits: {per_person: -1}\n",
         "line 1: key `limits.per_person`: expected a whole number from 0 to 10000, met `-1`"),
        ("limits: {person: 5}\n", "line 1: unknown key `person` below `limits`; did you mean `per_person`?"),
        ("backlog: 101\n", "line 1: key `backlog`: expected a whole number from 0 to 100, met `101`"),
        ("counters: maybe\n", "line 1: key `counters`: expected `yes` or `no`, met `maybe`"),
        ("order: date\n", "line 1: key `order`: `date` is no order; did you mean `newest first` or `oldest first`?"),
        ("sections:\n  A:\n    order: newest frist\n",
         "line 3: key `sections.A.order`: `newest frist` is no order; did you mean `newest first`?"),
        ("sections:\n  A: no\n", ("line 2: key `sections.A`: expected keys and values below it, met `no`; "
         "did you mean `papers: no` below it?")),
        ("sections: [A]\n", "line 1: key `sections`: expected keys and values below it, met a list"),
        ("entry: '{titel}'\n", ("line 1: key `entry`: the template cannot be used: it has the unknown placeholder "
         "`{titel}` (character 1); did you mean `{title}`?")),
        ("labels: {submission: 'a,b'}\n", ("line 1: key `labels.submission`: expected `no` or a label of at most 50 "
         "characters without a comma, met `a,b`")),
        ("rules:\n  a-b: warn\n", ("line 2: key `rules.a-b`: expected `error`, `warning`, `hint` or "
         "`{off: the reason}`, met `warn`; did you mean `warning`?")),
        ("rules:\n  a-b: on\n",
         "line 2: key `rules.a-b`: expected `error`, `warning`, `hint` or `{off: the reason}`, met `on`"),
        ("rules: no\n", "line 1: key `rules`: expected keys and values below it, met `no`"),
        ("venues: no\n", "line 1: key `venues`: expected keys and values below it, met `no`"),
        ("venues:\n  ICML: ICML\n  NeurIPS: [NIPS]\n", "line 3: key `venues.NeurIPS`: expected a text, met a list"),
        ("venues:\n  NeurIPS: ''\n", "line 2: key `venues.NeurIPS`: expected a text, met an empty text"),
        ("venues:\n  '': NIPS\n", "line 2: key `venues.`: expected a text, met an empty text"),
        ("venues:\n  NeurIPS: NIPS 2017\n", ("line 2: key `venues.NeurIPS`: expected a short form of at most 60 "
         "characters without a year, which follows by itself, met `NIPS 2017`")),
        ("venues:\n  A: B\n  A: C\n", "line 3: the key `A` stands on line 2 too; keep one of them"),
        ("conferences: {A: B}\n", "line 1: unknown key `conferences`; did you mean `venues`?"),
        ("list: x\nlist: y\n", "line 2: the key `list` stands on line 1 too; keep one of them"),
        ("list: x\nsections:\n  A: {}\n  B: {}\n  A: {}\n",
         "line 5: the key `A` stands on line 3 too; keep one of them"),
        ("? [a]\n: b\n", "line 1: expected a word as a key, met a list or keys and values in its place"),
        ("? {a: b}\n: b\n", "line 1: expected a word as a key, met a list or keys and values in its place"),
        ("list: !!python/object/apply:os.system [true]\n",
         "line 1: the tag `!!python/object/apply:os.system` means nothing here; take it off"),
        ("list: !secret x\n", "line 1: the tag `!secret` means nothing here; take it off"),
        ("list: !!binary aGk=\n", "line 1: the tag `!!binary` means nothing here; take it off"),
        ("sections: &a\n  A: *a\n", ("line 1: grows too large through its aliases, or is nested too deeply; "
         "write out what is meant")),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told(text: str, problem: str) -> None:
    """A mistake is told with its line, what was met, what was expected, and how to mend it."""
    assert problem_of(text) == problem


@pytest.mark.parametrize(
    ("text", "line", "met"),
    [
        ("list: [\n", 1, "a `[` or `{` that is not closed"),
        ("\tlist: x\n", 1, "a tab"),
        ("sections:\n\tA: x\n", 2, "a tab"),
        ("list: a: b\n", 1, "a second colon"),
        ("entry: - **[{name}]**\n", 1, "a value that starts with `-`"),
        ("entry: **{title}**\n", 1, "a value that starts with `*`"),
        ("entry: *{title}*\n", 1, "a value that starts with `*`"),
        ("entry: *title\n", 1, "a value that starts with `*`"),
        ("entry: | {title} | {venue} |\n", 1, "a value that starts with `|`"),
        ("list: @x\n", 1, "a sign that YAML keeps"),
        ("list: x\nentry: [{title}]({pdf}) x\n", 2, "goes on behind a `]`"),
        ("counters: yes\nlist\nsure: 1\n", 2, "a line without `key: value`"),
        ("list: 'x\n", 1, "a quote that is not closed"),
        ('entry: "\\[{title}"\n', 1, "take single ones"),
        ("list: x\n---\nlist: y\n", 2, "a second document"),
        ("list: x\n\nsure: \0\n", 3, "a control character"),
    ],
)
def test_slips_of_yaml_are_told_by_what_was_met(text: str, line: int, met: str) -> None:
    """What YAML cannot read is told in the owner's terms, at the line where it stands."""
    said = problem_of(text)
    assert said.startswith(f"line {line}: is not valid YAML: met ")
    assert met in said


def test_several_mistakes_are_told_at_once() -> None:
    """Who mends a file wants to do it once; more than five would be a wall of text."""
    with pytest.raises(ConfigError) as caught:
        read_config("sure: 2\nlable: x\nlist: README.md\n")
    assert str(caught.value) == (
        f"`{CONFIG_PATH}` has 2 mistakes: line 1: key `sure`: expected a number from 0 to 1, met `2`; "
        "line 2: unknown key `lable`; did you mean `labels`?"
    )
    with pytest.raises(ConfigError) as caught:
        read_config("".join(f"key{number}: x\n" for number in range(9)))
    assert len(caught.value.problems) == 5
    assert "has 9 mistakes, of which these are the first 5: line 1:" in str(caught.value)


def test_keys_without_a_mistake_stay_usable() -> None:
    """A slip in one key does not make Shelver look at another file."""
    with pytest.raises(ConfigError) as caught:
        read_config("list: papers/LIST.md\nsure: much\n")
    assert caught.value.usable == ListConfig(list="papers/LIST.md")


def test_another_name_may_be_told() -> None:
    """A file that is tried out on the command line is called by its own name."""
    with pytest.raises(ConfigError, match=r"^`mine\.yml`, line 1: unknown key"):
        read_config("lable: x\n", "mine.yml")


def test_bytes_that_are_no_utf8_are_told() -> None:
    """The line and the byte are named."""
    assert problem_of(b"sure: 1\nlist: \xff\n").startswith("cannot be read: the text is not UTF-8: byte 15 (line 2)")


@pytest.mark.parametrize(
    "text",
    [
        "list: x\n" * 10_000,
        "a: &a [" + "x," * 9 + "x]\n" + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(9)
        ),
        "[" * 5000,
        "- " * 30_000,
        "sections: " + "{a: " * 5000,
    ],
)  # fmt: skip
def test_bombs_are_refused(text: str) -> None:
    """Files that are large, deep, or grow large through aliases cost little and are refused."""
    start = time.process_time()
    assert "too" in problem_of(text) or "larger" in problem_of(text)
    assert time.process_time() - start < 5


@given(st.text(alphabet="abels: [{-}]'\"&*!|>#\n\t\u00e9no1,?%@`\x85", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but a ConfigError comes of a text that is no configuration."""
    with contextlib.suppress(ConfigError):
        assert isinstance(read_config(text), ListConfig)


def test_what_is_said_of_a_section_holds_below_it() -> None:
    """Order, entry and papers are handed down; keywords are a section's own; the nearest says it."""
    config = read_config(
        "order: name\nentry: '- {title}'\n"
        "sections:\n"
        "  Vision: {order: append, keywords: [image], papers: no}\n"
        "  Vision > 2024: {papers: yes}\n"
        "  2024: {order: top}\n"
    )
    assert config.section(("Audio",)).order == ORDERS["name"]
    vision, below = config.section(("🔥 Vision (12)",)), config.section(("Vision", "Video"))
    assert (vision.order, vision.keywords, vision.papers) == (ORDERS["append"], ("image",), False)
    assert (below.order, below.keywords, below.papers) == (ORDERS["append"], (), False)
    year = config.section(("Vision", "2024"))
    assert (year.order, year.papers) == (ORDERS["append"], True), "the key that names more headings is meant"
    assert config.section(("Audio", "2024")).order == ORDERS["top"]
    assert year.entry == config.entry


def test_sections_are_named_as_wishes_name_them() -> None:
    """Numbering, plural and small words do not keep an owner's word from its section."""
    config = read_config("sections:\n  Survey: {keywords: review, order: top, entry: '* {title}', papers: no}\n")
    section = config.section(("1. The Surveys (3)",))
    assert (section.keywords, section.order, section.papers) == (("review",), ORDERS["top"], False)
    assert section.entry is not None
    assert config.unknown_sections([("1. The Surveys (3)",)]) == ()


def test_sections_that_the_list_lacks_are_found() -> None:
    """A heading that was renamed is told, not passed over."""
    config = read_config("sections:\n  Vision > 2024: {}\n  Audio > 2024: {}\n  2023: {}\n")
    assert config.unknown_sections([("Vision",), ("Vision", "2024"), ("Audio",)]) == ("Audio > 2024", "2023")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (["Vision", "The audios"], None),
        (["Visoin"], "`Visoin` below `sections`, but the list has no such heading; did you mean `🔥 Vision (3)`?"),
        (["Robots"], "`Robots` below `sections`, but the list has no such heading."),
        (["Audio > 2023"], "`Audio > 2023` below `sections`, but the list has no such heading."),
        (["Vison", "Robots", "Audoi"],
         ("`Vison`, `Robots` and `Audoi` below `sections`, but the list has no such headings; "
          "did you mean `🔥 Vision (3)` or `Audio`?")),
        (["R1", "R2", "`R`", "R4", "R5"],
         "`R1`, `R2`, `'R'` and 2 more below `sections`, but the list has no such headings."),
    ],
)  # fmt: skip
def test_a_key_that_no_heading_answers_to_is_told(said: list[str], problem: str | None) -> None:
    """With the heading that may be meant."""
    config = read_config("sections:\n" + "".join(f"  '{name}': {{papers: no}}\n" for name in said))
    told = section_problem(config, [(), ("🔥 Vision (3)",), ("Audio",), ("Audio", "2024")])
    assert told == (problem and f"`{CONFIG_PATH}` speaks of {problem}")


def test_what_is_said_of_rules_is_their_severity() -> None:
    """A rule that is off has a reason; of other rules nothing is said."""
    config = read_config("rules:\n  a: Hint\n  b: {off: many of our papers have none}\n  c: {no: why}\n")
    assert [config.said_of_rule(name) for name in "abcd"] == ["hint", "off", "off", None]
    assert config.rules["b"].reason == "many of our papers have none"


@pytest.mark.parametrize(
    ("text", "enabled", "mode"),
    [
        ("enabled: false\nentry: [\n", False, "normal"),
        ("\ufeffenabled: 'no' # for now\n\tmode: trial\n", False, "normal"),
        ("enabled: yes\nenabled: no\n", False, "normal"),
        ("<<<<<<<\nmode: normal\n=======\nmode: trial\n>>>>>>>\n", True, "trial"),
        ("labels:\n  enabled: no\nentry: [\n", True, "normal"),
        ("enabled: flase\nmode: trail\n", True, "normal"),
        ("enabled: no\n" + "#" * 70_000, False, "normal"),
    ],
)
def test_a_broken_file_still_keeps_us_from_writing(text: str, enabled: bool, mode: str) -> None:
    """What single lines say of that counts, the more careful of two; what is no word for it does not."""
    with pytest.raises(ConfigError) as caught:
        read_config(text.encode())
    assert (caught.value.usable.enabled, caught.value.usable.mode) == (enabled, mode)


def test_a_mode_that_there_is_not_is_told() -> None:
    """With the one that may be meant."""
    assert problem_of("mode: trail\n") == (
        "line 1: key `mode`: expected `normal` or `trial`, met `trail`; did you mean `trial`?"
    )


@pytest.mark.parametrize("said", ["off", "no", "false", "OFF", "{off: }", "{off: ''}", "{off: [a]}"])
def test_a_rule_is_not_switched_off_without_a_reason(said: str) -> None:
    """The line is told, and how to write the reason."""
    assert problem_of(f"rules:\n\n  missing-name: {said}\n") == (
        "line 3: key `rules.missing-name`: `off` needs a reason, such as `{off: many of our papers have none}`"
    )


def test_a_key_that_no_rule_is_called_is_told() -> None:
    """With the rule that may be meant."""
    config = read_config("rules:\n  out_of_order: hint\n  x: {off: y}\n  dead-link: error\n")
    told = f"`{CONFIG_PATH}` speaks of `out_of_order` below `rules`, but there is no such rule"
    assert rule_problem(config, ["dead-link", "out-of-order", "x"]) == f"{told}; did you mean `out-of-order`?"
    assert rule_problem(config, ["dead-link", "x"]) == f"{told}."
    assert rule_problem(ListConfig(), []) is None


def test_the_schema_is_the_models() -> None:
    """The file that editors read was made of the model as it is (`make schema`)."""
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


def test_every_key_is_described() -> None:
    """Editors show a sentence on every key; no definition has to be looked up elsewhere."""
    schema = json.loads(schema_text())
    assert "$ref" not in schema_text()
    section = schema["properties"]["sections"]["additionalProperties"]
    for properties in (schema["properties"], section["properties"]):
        assert all(value["description"].endswith(".") for value in properties.values())


def test_a_year_in_brackets_tells_headings_apart() -> None:
    """A number of papers behind a heading is left out of its key, a year is not."""
    assert heading_key("Surveys (12)") == heading_key("surveys") != heading_key("Surveys (2023)")
    assert heading_key("Surveys (2022)") != heading_key("Surveys (2023)")
