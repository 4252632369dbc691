"""What a stranger wrote, quoted: it mentions nobody, closes no issue, carries no HTML and no structure."""

import re
import unicodedata

#: Characters that show nothing or turn the direction of what follows.
#: Unicode's categories Cf and Cc, less those that scripts and emoji need inside words.
_NEEDED = "\u200c\u200d"
_BLANKS = re.compile(r"\s+")
#: What GitHub makes links and closing words of: https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
#: Whoever brings `[skip ci]` into a commit's message keeps its checks from running:
#: https://docs.github.com/en/actions/managing-workflow-runs-and-deployments/managing-workflow-runs/skipping-workflow-runs
_REFERENCE = re.compile(r"(?i)\bgh-(?=\d)|[@#](?=\w)|://|\bwww\.(?=\w)|\[(?=(?:skip|no)[ -]|[\w-]+[ -]skip\])")
#: The name of a commit, and an emoji's: nobody is told, and nothing is closed, so only what is quoted goes without.
_SHOWN_OTHERWISE = re.compile(r"(?i)(?<!\w)[0-9a-f]{7,40}(?!\w)|:[\w+-]+:")
_SIMPLE = re.compile(r"[^\W_](?:[\w .,+&'!?/()²³*:-]*[\w.+!?)²³*])?")


def one_line(text: str) -> str:
    """The text on one line, without characters that nobody sees."""
    seen = (
        character
        for character in _BLANKS.sub(" ", text)
        if character in _NEEDED or unicodedata.category(character) not in ("Cf", "Cc", "Cs", "Co")
    )
    return "".join(seen).strip()


def code(text: str) -> str:
    """The text as a code span, in which GitHub makes nothing of anything."""
    inner = one_line(text)
    longest = max((len(run) for run in re.findall(r"`+", inner)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if inner.startswith("`") or inner.endswith("`") or not inner else ""
    return f"{fence}{pad}{inner}{pad}{fence}"


def code_block(text: str, language: str = "markdown") -> str:
    """The text as a fenced block, for what has several lines."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def strong(text: str) -> str:
    """A name or short title in bold, or as code where bold could not be trusted."""
    inner = one_line(text)
    return f"**{inner.replace('*', chr(92) + '*').replace('_', chr(92) + '_')}**" if _is_simple(inner) else code(inner)


def emphasis(text: str) -> str:
    """A heading in italics, or as code where italics could not be trusted."""
    inner = one_line(text)
    return f"*{inner.replace('*', chr(92) + '*').replace('_', chr(92) + '_')}*" if _is_simple(inner) else code(inner)


def plain(text: str) -> str:
    """The text for a title or a commit message, where there is no way to quote: references are broken up."""
    return _REFERENCE.sub(
        lambda match: match[0].replace("-", " ") if match[0][-1] == "-" else match[0] + " ", one_line(text)
    )


def _is_simple(text: str) -> bool:
    return bool(_SIMPLE.fullmatch(text)) and not _REFERENCE.search(text) and not _SHOWN_OTHERWISE.search(text)
