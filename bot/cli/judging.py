"""What `lint` and `fix` share: a list's file, what its owner says, and the rules that judge it."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.cli.files import stop
from bot.cli.owner import read_owner, repository_of, tell_unknown
from bot.document import ListDocument, NotUtf8, decode, parse
from bot.lint import LintContext, Rule

if TYPE_CHECKING:
    from bot.config import ListConfig


class Source(NamedTuple):
    """A file as it was read, its repository, and what the owner says of it."""

    name: str
    repository: Path
    text: str
    owner: "ListConfig | None"
    rules: Mapping[str, Rule]

    @property
    def path(self) -> str:
        """The file's path in its repository."""
        return Path(self.name).resolve().relative_to(self.repository).as_posix()

    def context(self, text: str | None = None) -> LintContext:
        """The file's list, or another state of it, as rules see it."""
        return LintContext(parse(self.text if text is None else text), owner=self.owner)


def read_sources(names: Sequence[str], config: str | None) -> list[Source]:
    """The files that were named; ends the program where one cannot be read, or where the owner is not understood."""
    texts = [_read(name) for name in names]
    owners: dict[Path, tuple[ListConfig | None, Mapping[str, Rule]]] = {}
    sources = []
    for name, text in zip(names, texts, strict=True):
        repository = repository_of(Path(name))
        if repository not in owners:
            owner = read_owner(Path(config) if config else None, repository)
            owners[repository] = owner, _rules(owner)
        sources.append(Source(name, repository, text, *owners[repository]))
    return sources


def tell_of_sections(source: Source, document: ListDocument) -> None:
    """Tell which sections the owner speaks of that the list does not have."""
    tell_unknown(source.owner, document)


def tell_failures(rules: Mapping[str, Rule]) -> None:
    """Tell which rules of others failed; nothing of them is loaded where none was named."""
    if plugins := sys.modules.get("bot.plugins"):
        for failure in plugins.failures(rules):
            print(failure, file=sys.stderr)


def _read(name: str) -> str:
    try:
        text = decode(Path(name).read_bytes())
    except NotUtf8 as error:
        stop(2, f"{name}: {error}")
    except OSError as error:
        stop(2, f"{name}: {error.strerror or error}")
    if (nuls := text.count("\0")) > _MOST_NULS * len(text):
        stop(
            2,
            f"{name}: the text is not UTF-8: {nuls} of its {len(text)} bytes are zero, as in UTF-16 or no text at all",
        )
    return text


#: One or two are a slip, which a rule tells.
_MOST_NULS: Final = 0.1


def _rules(owner: "ListConfig | None") -> Mapping[str, Rule]:
    """Our rules, and those of others that the owner names."""
    from rules import all_rules

    rules = all_rules()
    if owner is None or all(name in rules for name in owner.rules):
        return rules
    from bot.config import rule_problem
    from bot.plugins import named_rules

    others, problems = named_rules([name for name in owner.rules if name not in rules])
    rules = {**rules, **others}
    known = {**rules, **dict.fromkeys(problems)}
    problem = rule_problem(owner, known, "the configuration")
    for told in (*problems.values(), *([problem.replace("`", '"')] if problem else [])):
        print(told, file=sys.stderr)
    return rules
