"""Emoji by their shortcodes: `:fire:`.

https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#using-emojis

Most shortcodes are the names that Unicode gives; those below are the frequent ones that are not.
"""

import unicodedata
from typing import Final

_OTHERS: Final = {
    "+1": "👍",
    "-1": "👎",
    "art": "🎨",
    "bar_chart": "📊",
    "book": "📖",
    "boom": "💥",
    "bulb": "💡",
    "chart": "💹",
    "computer": "💻",
    "construction": "🚧",
    "dart": "🎯",
    "gem": "💎",
    "heart": "❤️",
    "laughing": "😆",
    "link": "🔗",
    "loudspeaker": "📢",
    "mag": "🔍",
    "mega": "📣",
    "memo": "📝",
    "mortar_board": "🎓",
    "new": "🆕",
    "point_down": "👇",
    "point_right": "👉",
    "robot": "🤖",
    "smile": "😄",
    "star": "⭐",
    "star2": "🌟",
    "tada": "🎉",
    "thumbsup": "👍",
    "tv": "📺",
    "warning": "⚠️",
    "white_check_mark": "✅",
    "wink": "😉",
    "x": "❌",
    "zap": "⚡",
}


def emoji(shortcode: str) -> str | None:
    """Return the sign of a shortcode (without its colons), or None where there is none."""
    if shortcode in _OTHERS:
        return _OTHERS[shortcode]
    try:
        sign = unicodedata.lookup(shortcode.replace("_", " "))
    except KeyError:
        return None
    return sign if len(sign) == 1 and unicodedata.category(sign) == "So" else None
