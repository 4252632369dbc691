"""GitHub's pages of the repositories that publications name as their code: alive, moved, archived, or none.

Moved ones answer as GitHub does: https://docs.github.com/en/repositories/creating-and-managing-repositories/renaming-a-repository
"""

from html import escape
from typing import Final

from bot.sandbox.internet.publication import Library
from bot.sandbox.internet.web import Answer, Asked, html, metas, missing, moved

HOSTS = ("github.com",)
WHAT = "GitHub's pages of the publications' code: alive, moved (301), archived, and 404 for all others"
EXAMPLES = (
    "https://github.com/microsoft/LoRA",
    "https://github.com/pytorch/fairseq",
    "https://github.com/facebookresearch/Detectron",
)
CONDITIONAL = True
TROUBLES: Final[dict[int, Answer]] = {}

#: Repositories that were renamed or handed over, and where they are.
MOVED: Final = {
    "pytorch/fairseq": "facebookresearch/fairseq",
    "huggingface/pytorch-pretrained-bert": "huggingface/transformers",
}
#: Repositories that can only be read.
ARCHIVED: Final = frozenset({"facebookresearch/detectron", "tensorflow/tensor2tensor"})


def answer(asked: Asked, library: Library) -> Answer:
    """Answer a GET."""
    owner, _, rest = asked.path.strip("/").partition("/")
    name, _, within = rest.partition("/")
    full = f"{owner}/{name}"
    if full.lower() in MOVED:
        return moved(f"https://github.com/{MOVED[full.lower()]}{'/' + within if within else ''}")
    alive = full.lower() in _NEW or library.names_code(f"github.com/{full}")
    if not name or not alive:
        return missing("Page not found · GitHub · GitHub")
    head = metas([("og:title", f"GitHub - {full}"), ("og:url", f"https://github.com/{full}")], "property")
    archived = "<p>This repository was archived by the owner. It is now read-only.</p>"
    body = f"<h1>{escape(full)}</h1>" + (archived if full.lower() in ARCHIVED else "")
    return html(f"GitHub - {full}", body, head=head)


_NEW: Final = frozenset(new.lower() for new in MOVED.values())
