"""All patterns that texts of strangers are looked through with: none goes over a text again and again."""

import importlib
import pkgutil
import re
import warnings
from collections.abc import Iterator
from time import process_time
from types import ModuleType
from typing import Final

import pytest

import bot
import rules
from tests.hostile import BODIES, grown

#: What is never looked for in a long text: it is asked for at one place, in a text of bounded length, or is only a part
#: of another pattern.
BOUNDED: Final = frozenset(
    str.split(
        """
        cli.demo._HIDDEN cli.service._SUBJECT contents._NUMBERED document.entries._FOLD document.entries._LABEL_START
        document.runs._BELOW_ITEM forms.facts._NOTE forms.frame._MARKER forms.people._MORE generated._IN_COMMENT
        links._PROXIED
        naming._COLON naming._WORD naming._NAME papers.acl._FRONT_MATTER peers._REFERENCE record._SUBTITLE
        sketch._WORDS_AND_ADDRESS sorting._NUMBER submission.addresses._TITLE_BEFORE addition._LINK_END
        submission.fields._VALUE submission.headline._TITLE_END submission.intent._TAKES_BACK
        submission.nearby._BETWEEN submission.nearby._LABEL_BEHIND submission.sections._NO_PLACE titles._BREAK
        venues._KIND_BEHIND
        """
    )
)
#: A text of each size takes so many seconds at most; what goes over it twice for each sign takes ten times as many.
SIZES: Final = (2_000, 8_000)
MOST: Final = 0.25


def _modules() -> Iterator[str]:
    for package in (bot, rules):
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not re.search(r"\.(?:sandbox|tryout|__main__)\b", one.name):
                yield one.name


def _patterns(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns of a module, those that are compiled where they are used too."""
    for name, value in vars(module).items():
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else [value]:
            if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                yield name, one
            elif isinstance(one, str) and re.match(r"_[A-Z]", name) and re.search(r"[\\\[(].*[*+?{|\]]", one):
                try:
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore")
                        compiled = re.compile(one)
                    yield name, compiled
                except re.error:
                    continue


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    start = process_time()
    pattern.search(text)
    return process_time() - start


@pytest.mark.storm
@pytest.mark.parametrize("name_of_module", _modules())
def test_patterns_are_linear(name_of_module: str) -> None:
    """In whatever pieces a text repeats, each sign is looked at a few times only."""
    module = importlib.import_module(name_of_module)
    texts = {case: [grown(piece, size) for size in SIZES] for case, piece in BODIES.items()}
    slow = {
        f"{name}: {case}"
        for name, pattern in dict.fromkeys(_patterns(module))
        if f"{module.__name__.removeprefix('bot.')}.{name}" not in BOUNDED
        for case, sizes in texts.items()
        if any(_seconds(pattern, text) > MOST < _seconds(pattern, text) for text in sizes)
    }
    assert not slow
