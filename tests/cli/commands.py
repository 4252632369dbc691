"""Running commands as a person does."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from bot.sandbox import Sandbox


def run(
    *arguments: str | Path, columns: int = 100, settings: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    """Run `shelver` with these arguments; `settings` are variables of its environment."""
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    environment = os.environ | {"COLUMNS": str(columns), **settings}
    return subprocess.run(command, capture_output=True, timeout=60, encoding="utf-8", env=environment)


def settings_for(github: Sandbox, data: Path) -> dict[str, str]:
    """The settings by which papers are looked up in a sandbox's small internet; answers are kept in a folder."""
    return {
        "SHELVER_ARXIV_URL": github.arxiv_url,
        "SHELVER_SMALL_INTERNET": github.internet_address,
        "SHELVER_PAPERS_PACE": "0",
        "SHELVER_DATA": str(data),
    }


#: What is told of a configuration with mistakes: two keys, each with its line.
BROKEN = "ordr: newest first\nsure: 2\n"
MISTAKES = (
    ", line 1: unknown key `ordr`; did you mean `order`?",
    ", line 2: key `sure`: expected a number from 0 to 1, met `2`",
)


def list_text(numbers: list[int], *, heading: str = "Papers") -> str:
    """A list with a paper for each number, a higher one being newer."""
    lines = (
        f"- **[Net{number}]** Title of paper {number} [[pdf]](https://arxiv.org/pdf/24{number:02}.00001.pdf)\n"
        for number in numbers
    )
    return f"# List\n\n## {heading}\n\n{''.join(lines)}\n## License\n\nMIT\n"
