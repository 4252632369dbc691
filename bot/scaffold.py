"""What `shelver init` writes: a configuration that says what was learned, and an issue form for submissions.

Everything in the configuration is commented out, so that writing it changes nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.config.schema import SCHEMA_URL
from bot.headings import heading_key

#: Where the issue form stands in a repository.
FORM_PATH: Final = ".github/ISSUE_TEMPLATE/paper.yml"


@dataclass(frozen=True)
class LearnedSection:
    """What was learned of one section.

    `order`, one of the words in `bot.config.ORDERS`, and `template`, an entry template, are there where the section
    surely differs from the list. `entries` counts its entries, `papers` tells whether it holds papers.
    """

    path: tuple[str, ...]
    entries: int
    papers: bool
    order: str | None = None
    template: str | None = None


@dataclass(frozen=True)
class Usual:
    """What is said of a list's entries, and that so many `of` those looked at are so."""

    said: str
    entries: int
    of: int


@dataclass(frozen=True)
class Learned:
    """What was learned of a list: its file, files that seem to mirror it, whether it keeps counters, its sections.

    `order` and `entry` are how most entries are sorted and written; None where nothing was learned.
    """

    file: str
    sections: tuple[LearnedSection, ...]
    mirrors: tuple[str, ...] = ()
    counters: bool = False
    order: Usual | None = None
    entry: Usual | None = None


def config_text(learned: Learned) -> str:
    """The text of `.github/shelver.yml`: every key with what was learned, commented out, the reason above it.

    Reasons start with `# `; any other line is a key's when its first `#` is taken off.
    """
    order, entry = learned.order, learned.entry
    sections = dict(_sections(learned.sections))
    lines = [
        f"# yaml-language-server: $schema={SCHEMA_URL}",
        f"# What Shelver learned of {_one_line(learned.file)}. As long as a key is commented out, the list is asked.",
        "# Take the # off a key, and what is said here holds, whatever the entries look like later.",
        "",
        "# no: Shelver writes nothing here until it is yes again.",
        "#enabled: yes",
        "",
        "# trial: Shelver writes nothing save one issue, which lists what it would have done.",
        "#mode: normal",
        "",
        "# The file that holds the list. Several: lists: [README.md, docs/more.md]",
        f"#list: {_quoted(learned.file)}",
        "",
        "# Files that hold the same entries, such as a translation; they get each entry in the same pull request.",
        f"#mirrors: [{', '.join(map(_quoted, learned.mirrors))}]",
        "",
        f"# {order.entries} of {order.of} entries stand in sections that are sorted so."
        if order
        else "# No order was seen. newest first, title, name, venue ...",
        f"#order: {order.said if order else 'append'}",
        "",
        _share(entry),
        *(f"#{line}" for line in _key("entry", entry.said if entry else _EXAMPLE)),
        "",
        "# Where single sections surely differ. `keywords: [word, other word]` below one puts a paper there whose",
        "# title has such a word; `papers: no` keeps papers out.",
    ]
    lines.append("#sections:" if sections else "#sections: {}")
    for name, (reason, said) in sections.items():
        lines += [f"#  # {reason}", f"#  {_quoted(name)}:", *(f"#    {line}" for line in said)]
    lines += [
        "",
        "# What this list calls venues, by any of their names: {NeurIPS: NIPS, Journal of Vision: JoV}",
        "#venues: {}",
        "",
        "# The labels that Shelver puts on issues; no for none.",
        "#labels:",
        "#  submission: submission",
        "#  needs_answer: needs answer",
        "#  duplicate: duplicate",
        "",
        "# How sure of a section Shelver must be, from 0 to 1, to stop calling it a guess.",
        "#sure: 0.8",
        "",
        "# no: a paper that has not appeared anywhere yet waits until somebody says where it did.",
        "#preprints: yes",
        "",
        "# yes: the next section of a series of years may be added.",
        "#new_sections: no",
        "",
        "# yes: numbers of papers, count badges and dates of the last update are kept true.",
        f"#counters: {'yes' if learned.counters else 'no'}",
        "",
        "# How severe lint rules are: error, warning, hint, or {off: the reason}; `shelver rule` lists them.",
        "#rules: {}",
        "",
        "# So many of the issues that were open before Shelver came are taken up in a day, the newest first.",
        "#backlog: 0",
        "",
        "# Further accounts whose commands count everywhere, beside those who may triage here or do more.",
        "#maintainers: []",
        "",
        "# So many submissions are taken up in a day, of one person and in all; the others wait. no: all are.",
        "#limits:",
        "#  per_person: 20",
        "#  in_all: 200",
        "",
        "# So many of Shelver's open pull requests are kept free of conflicts, the oldest first.",
        "#ahead: 10",
        "",
        "# yes: all submissions that are ready go into one pull request, a line each.",
        "#combined: no",
    ]
    return "\n".join(lines) + "\n"


def form_text(learned: Learned) -> str:
    """The text of an issue form whose dropdown has the list's own sections; no dropdown where it has none.

    GitHub wants options to be texts, all different, and none of them the word None
    (https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/common-validation-errors-when-creating-issue-forms).
    It documents no limit of their length or number; `_LONGEST_OPTION` keeps them readable.
    """
    options = section_options(learned.sections)
    chosen = [
        "  - type: dropdown",
        "    id: section",
        "    attributes:",
        "      label: Section",
        "      description: Where the paper belongs. Leave it open if you are not sure.",
        "      options:",
        *(f"        - {_double_quoted(option)}" for option in options),
    ]
    return "\n".join((*_FORM_HEAD, *(chosen if options else ()), *_FORM_TAIL)) + "\n"


def section_options(sections: Sequence[LearnedSection]) -> tuple[str, ...]:
    """The names of the sections that hold papers, as a dropdown can offer them."""
    names = _names(sections)
    options: dict[str, str] = {}
    for section in sections:
        name = _one_line(names.get(section.path, ""))
        if section.papers and 0 < len(name) <= _LONGEST_OPTION and name.casefold() != "none":
            options.setdefault(name.casefold(), name)
    return tuple(options.values())


_LONGEST_OPTION: Final = 100
_EXAMPLE: Final = "- **[{name}]** {title} [[pdf]]({pdf}) [[code]]({code})"

_FORM_HEAD: Final = (
    "name: Propose a paper",
    "description: One paper for the list. A pull request with its entry is made of what you write here.",
    "title: 'Add: '",
    "body:",
    "  - type: input",
    "    id: paper",
    "    attributes:",
    "      label: Paper link",
    "      description: arXiv, OpenReview, ACL Anthology, a DOI, a PDF, or the paper's own page.",
    "      placeholder: https://arxiv.org/abs/2301.12597",
    "    validations:",
    "      required: true",
)
_FORM_TAIL: Final = (
    "  - type: input",
    "    id: title",
    "    attributes:",
    "      label: Title",
    "      description: Only needed where the link does not tell it, as arXiv, DOIs, OpenReview and publishers do.",
    "  - type: input",
    "    id: code",
    "    attributes:",
    "      label: Code link",
    "  - type: textarea",
    "    id: more",
    "    attributes:",
    "      label: Additional comments",
)


def _share(entry: Usual | None) -> str:
    """How many entries are written by the template."""
    if entry is None:
        return "# No single form has most entries: better leave it to the sections. This one is an example."
    return f"# {entry.entries} of {entry.of} entries are written so, further links aside. What is not known falls away."


def _sections(sections: Sequence[LearnedSection]) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    """The sections that differ from the list, by what they are called, with the reason and their keys."""
    names = _names(sections)
    for section in sections:
        name = names.get(section.path)
        if name is None or not section.entries:
            continue
        if not section.papers:
            if section.entries >= _FEW:
                yield name, (f"{section.entries} entries; they do not link to papers.", ["papers: no"])
            continue
        said = [f"order: {section.order}"] if section.order else []
        said += _key("entry", section.template) if section.template else []
        if said:
            yield name, (f"{_count(section.entries)}, unlike those of the list.", said)


#: Sections with fewer entries that are no papers are not worth a word.
_FEW: Final = 5


def _count(entries: int) -> str:
    return "1 entry" if entries == 1 else f"{entries} entries"


def _names(sections: Sequence[LearnedSection]) -> dict[tuple[str, ...], str]:
    """What each section is called: its heading, with as many above it as tell it from all others.

    A section that shares its whole path with another cannot be called by a name of its own.
    """
    paths = [tuple(map(heading_key, section.path)) for section in sections]
    calls = Counter(path[number:] for path in paths for number in range(len(path)))
    names: dict[tuple[str, ...], str] = {}
    for section, keys in zip(sections, paths, strict=True):
        alone = next((number for number in range(len(keys) - 1, -1, -1) if calls[keys[number:]] == 1), None)
        if alone is not None and all(keys[alone:]):
            names[section.path] = " > ".join(section.path[alone:])
    return names


def _key(name: str, text: str) -> list[str]:
    """A key with a text of one or more lines."""
    lines = [_printable(line) for line in text.split("\n")]
    if len(lines) == 1:
        return [f"{name}: {_single_quoted(lines[0])}"]
    return [f"{name}: |2-", *(f"  {line}" for line in lines)]


_BARE: Final = re.compile(r"[A-Za-z][\w/.+-]*(?: [\w/.+>-]+)*")
_WORDS_OF_YAML: Final = frozenset(("yes", "no", "on", "off", "true", "false", "null", "y", "n"))


def _quoted(text: str) -> str:
    """A text as YAML reads it back, in quotes where it needs them."""
    text = _one_line(text)
    bare = _BARE.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML
    return text if bare else _single_quoted(text)


def _single_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double_quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _one_line(text: str) -> str:
    return " ".join(_printable(text).split())


def _printable(text: str) -> str:
    """A text without the signs that end a line in YAML, or cannot stand there at all."""
    return "".join(char if char.isprintable() else " " for char in text)
