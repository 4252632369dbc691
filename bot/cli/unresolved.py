"""What the commands that look papers up tell of one that could not be looked up."""

from bot.papers import Unresolved


def why_not(answer: Unresolved) -> str:
    """Why there are no facts of a paper, in one line."""
    who = answer.source
    has, does, is_ = ("have", "do", "are") if " and " in who else ("has", "does", "is")
    again = f"; ask again after {answer.again:%H:%M} UTC" if answer.again else "; please ask again later"
    return {
        "unknown": f"{who} {has} no such paper",
        "not-covered": f"{who} as set up here {has} only some papers, and not this one",
        "unreachable": f"{who} {does} not answer{again}",
        "queued": f"{who} {is_} busy with others; please ask again in a minute",
        "no-source": "nobody who can be asked tells anything of it",
    }[answer.reason]
