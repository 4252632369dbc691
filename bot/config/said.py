"""What a list owner may say, key by key."""

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.config.words import (
    Count,
    EntryTemplate,
    FilePath,
    FilePaths,
    Keywords,
    LabelName,
    Logins,
    Mode,
    Most,
    OrderWords,
    RuleWords,
    Share,
    VenueNames,
    YesNo,
    yes_or_no,
)
from bot.headings import heading_key, leads, readings
from bot.template import PLACEHOLDERS


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class SectionConfig(_Said):
    """What may be said of one section, and of those below it save for their keywords."""

    keywords: Keywords = Field(
        default=(),
        description="Words that put a paper into this section when its title has one of them.",
        examples=[["3D", "point cloud"]],
    )
    order: OrderWords | None = Field(
        default=None,
        description="What this section's entries are sorted by. Left out: learned from them.",
        examples=["newest first"],
    )
    entry: EntryTemplate | None = Field(
        default=None,
        description="What this section's entries look like; see `entry` of the whole list.",
        examples=["- {title} [[pdf]]({pdf})"],
    )
    papers: YesNo | None = Field(
        default=None,
        description="`no` keeps papers out of this section and those below it; `yes` lets them in although its "
        "entries do not look like papers. Left out: learned from its entries.",
        examples=["no"],
    )


class Labels(_Said):
    """The labels that Shelver puts on issues; `no` for one that it shall not put."""

    submission: LabelName = Field(default="submission", description="On an issue that proposes papers.")
    needs_answer: LabelName = Field(default="needs answer", description="On an issue that waits for a person's answer.")
    duplicate: LabelName = Field(default="duplicate", description="On an issue whose papers the list has already.")

    @model_validator(mode="before")
    @classmethod
    def _none_at_all(cls, value: object) -> object:
        said = yes_or_no(value)
        return value if said is None else {} if said else dict.fromkeys(cls.model_fields)


class Limits(_Said):
    """How many submissions are taken up in a day; people who may write to the repository are not limited."""

    per_person: Most = Field(default=20, description="Of one person. 0: all.")
    in_all: Most = Field(default=200, description="In the whole repository. 0: all.")

    @model_validator(mode="before")
    @classmethod
    def _none_at_all(cls, value: object) -> object:
        said = yes_or_no(value)
        return value if said is None else {} if said else dict.fromkeys(cls.model_fields, 0)


class ListConfig(_Said):
    """What a list owner may say. Everything has a default: no file is needed."""

    enabled: YesNo = Field(
        default=True,
        description="`no`: Shelver writes nothing at all in this repository, and says nothing. What waits meanwhile is "
        "taken up once it is `yes` again.",
        examples=["no"],
    )
    mode: Mode = Field(
        default="normal",
        description="`trial`: Shelver writes nothing save one issue, which lists what it would have done. `normal`: it "
        "does it.",
        examples=["trial"],
    )
    list: FilePath | None = Field(
        default=None,
        description="The file that holds the list. Left out: the README that GitHub shows.",
        examples=["papers/LIST.md"],
    )
    lists: FilePaths = Field(
        default=(),
        description="The files that hold the list, where there are several. Used instead of `list`.",
        examples=[["README.md", "docs/vision.md"]],
    )
    mirrors: FilePaths = Field(
        default=(),
        description="Files that hold the same entries, such as a translation. "
        "They get the same entry in the same pull request.",
        examples=[["README_zh.md"]],
    )
    sections: dict[str, SectionConfig] = Field(
        default_factory=dict,
        description="What is special about single sections, by their headings. Where a heading stands more than once, "
        "the one above it is put before it: `2024 > Papers`.",
        examples=[{"License": {"papers": "no"}}],
    )
    entry: EntryTemplate | None = Field(
        default=None,
        description="What an entry looks like. Left out: learned from the entries, section by section. Braces are "
        "filled in: "
        + ", ".join(f"`{{{name}}}`" for name in PLACEHOLDERS)
        + ". What nothing is known for falls away up to the blanks around it, save the title; `{?...?}` holds "
        "together what should fall away together, ` else ` in it says what stands there otherwise. `{{` and `}}` are "
        "braces.",
        examples=["- **[{name}]** {title} [[pdf]]({pdf}) [[code]]({code})"],
    )
    order: OrderWords | None = Field(
        default=None,
        description="What entries are sorted by, in every section. `append` and `top` put new ones last or first "
        "without sorting. Left out: learned, section by section.",
        examples=["newest first"],
    )
    venues: VenueNames = Field(
        default=(),
        description="What this list calls venues, by any of their names; the year follows by itself. Left out: `CVPR`, "
        "`Findings of EMNLP`, `NeurIPS Workshop`, and the long name of what is not known.",
        examples=[{"NeurIPS": "NIPS", "Journal of Vision": "JoV"}],
        json_schema_extra={"default": {}},
    )
    labels: Labels = Field(
        default=Labels(),
        description="The names of the labels that Shelver puts on issues. `no`: it puts none.",
        examples=[{"submission": "new paper"}],
    )
    sure: Share = Field(
        default=0.8,
        description="How sure of the section Shelver must be before it stops calling it a guess, from 0 (never a "
        "guess) to 1 (always a guess). At 0.8 about nine in ten of those it is sure of are right.",
        examples=[0.9],
    )
    preprints: YesNo = Field(
        default=True,
        description="`no`: a paper that has not appeared anywhere yet is not proposed before somebody has said where "
        "it did.",
        examples=["no"],
    )
    new_sections: YesNo = Field(
        default=False,
        description="`yes`: Shelver may add the next section of a series of years, such as 2025 above 2024.",
        examples=["yes"],
    )
    counters: YesNo = Field(
        default=False,
        description="`yes`: numbers of papers, count badges, dates of the last update and the contents are kept true.",
        examples=["yes"],
    )
    rules: dict[str, RuleWords] = Field(
        default_factory=dict,
        description="How severe lint rules are, by their names: `error`, `warning`, `hint`, or `{off: the reason}`. "
        "Left out: as each rule says itself. `shelver rule` lists them.",
        examples=[{"out-of-order": "hint", "trailing-space": {"off": "our editor writes them"}}],
    )
    backlog: Count = Field(
        default=0,
        description="How many of the submissions that were open before Shelver was installed it takes up in a day, the "
        "newest first. 0: an old one is left alone until its author edits it, or somebody gives a command there whose "
        "commands count.",
        examples=[5],
    )
    maintainers: Logins = Field(
        default=(),
        description="Accounts on GitHub whose commands count everywhere here, beside those who may triage in this "
        "repository or do more.",
        examples=[["octocat"]],
    )

    ahead: Count = Field(
        default=10,
        description="How many of Shelver's open pull requests are kept free of conflicts as the list changes, the "
        "oldest first. Further ones wait for their turn.",
        examples=[20],
    )

    combined: YesNo = Field(
        default=False,
        description="`yes`: all submissions that are ready go into one pull request of Shelver's, a line each, and "
        "their authors are credited in its commit. Else each has a pull request of its own.",
        examples=["yes"],
    )

    limits: Limits = Field(
        default=Limits(),
        description="How many submissions Shelver takes up in a day; the others wait, and follow by themselves. People "
        "who may write to the repository are not limited. `no`: nobody is.",
        examples=[{"per_person": 5}],
    )

    @model_validator(mode="after")
    def _files_once(self) -> "ListConfig":
        if self.list and self.lists:
            msg = "`list` and `lists` both name the list's files; keep one of them"
            raise ValueError(msg)
        files = [*self.paths, *self.mirrors]
        if twice := next((file for file in files if files.count(file) > 1), None):
            msg = f"`{twice}` is named twice; a file is a list or the mirror of one"
            raise ValueError(msg)
        return self

    @property
    def paths(self) -> tuple[str, ...]:
        """The list's files; empty means the README that GitHub shows."""
        return self.lists or ((self.list,) if self.list else ())

    @property
    def path(self) -> str:
        """The first of the list's files; empty means the README that GitHub shows."""
        return self.paths[0] if self.paths else ""

    @property
    def keywords(self) -> Sequence[tuple[str, Sequence[str]]]:
        """The keywords of sections, by the headings that name them."""
        return [(named, said.keywords) for named, said in self.sections.items() if said.keywords]

    def section(self, path: Sequence[str]) -> SectionConfig:
        """What holds for the section under these headings: what is said of it, of those above it, of the list."""
        said = SectionConfig(order=self.order, entry=self.entry)
        keys = [heading_key(heading) for heading in path]
        for depth in range(1, len(keys) + 1):
            own = _best(self.sections, keys[:depth])
            said = SectionConfig(
                keywords=own.keywords if depth == len(keys) else (),
                order=own.order or said.order,
                entry=own.entry or said.entry,
                papers=said.papers if own.papers is None else own.papers,
            )
        return said

    def said_of_rule(self, name: str) -> Literal["error", "warning", "hint", "off"] | None:
        """How severe a lint rule is, or that it is off; None where nothing is said of it."""
        return self.rules[name].severity if name in self.rules else None

    def unknown_sections(self, paths: Sequence[Sequence[str]]) -> tuple[str, ...]:
        """The keys of `sections` that none of these paths of headings answers to."""
        known = [[heading_key(heading) for heading in path] for path in paths]
        return tuple(said for said in self.sections if not any(_leads(said, keys) for keys in known))


def _leads(said: str, keys: Sequence[str]) -> int:
    """How many headings a key of `sections` names, if they lead to the section under those headings; else 0."""
    return max((len(path) for path in readings(said) if leads(path, keys)), default=0)


def _best(sections: Mapping[str, SectionConfig], keys: Sequence[str]) -> SectionConfig:
    """What is said of the section itself; where two keys fit, the one that names more headings."""
    found = [(length, section) for said, section in sections.items() if (length := _leads(said, keys))]
    return max(found, key=lambda pair: pair[0])[1] if found else SectionConfig()
