"""Rules: what an entry or a list may have wrong, one file a defect.

Each other file of this folder is one rule, called by the file's name with hyphens. It has, in this order: a docstring
(the defect; why it is one; when its fix is safe), and agreed names:

- `SEVERITY`: "error" only for what makes the list wrong for its readers, else "warning" or "hint".
- `NEEDS`: "links" or "papers" where the web must be asked, else None.
- `VALID`: texts in which the rule finds nothing.
- `INVALID`: texts in which it finds one thing, with the message and, where there is a fix, the text after it.
- `check(context) -> Iterator[Finding]`.

A text without a heading stands for entries at the end of `EXAMPLE_LIST`. Messages say what is there and what was
expected, values in backticks, without a full stop. All examples are run as tests, fixes included.
"""

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Final, cast

from bot.lint import Rule

#: The list that examples without a heading are entries of.
EXAMPLE_LIST: Final = """\
# Awesome Examples

## Papers

- **[CLIP]** Learning Transferable Visual Models From Natural Language Supervision [[pdf]](https://arxiv.org/pdf/2103.00020.pdf) [[code]](https://github.com/openai/CLIP)
- **[ALIGN]** Scaling Up Visual and Vision-Language Representation Learning With Noisy Text Supervision [[pdf]](https://arxiv.org/pdf/2102.05918.pdf)
- **[BLIP]** Bootstrapping Language-Image Pre-training for Unified Vision-Language Understanding and Generation [[pdf]](https://arxiv.org/pdf/2201.12086.pdf) [[code]](https://github.com/salesforce/BLIP)
- **[Flamingo]** A Visual Language Model for Few-Shot Learning [[pdf]](https://arxiv.org/pdf/2204.14198.pdf)
- **[GIT]** A Generative Image-to-text Transformer for Vision and Language [[pdf]](https://arxiv.org/pdf/2205.14100.pdf) [[code]](https://github.com/microsoft/GenerativeImage2Text)
- **[CoCa]** Contrastive Captioners are Image-Text Foundation Models [[pdf]](https://arxiv.org/pdf/2205.01917.pdf)
- **[FLAVA]** A Foundational Language And Vision Alignment Model [[pdf]](https://arxiv.org/pdf/2112.04482.pdf) [[website]](https://flava-model.github.io/)
- **[PaLI]** A Jointly-Scaled Multilingual Language-Image Model [[pdf]](https://arxiv.org/pdf/2209.06794.pdf)
"""  # noqa: E501 -- entries stand on one line


class _Family(Mapping[str, Rule]):
    """The rules of this folder, each loaded when it is asked for: who judges by some of them waits for no others."""

    def __init__(self) -> None:
        self._modules = {one.name.replace("_", "-"): f"{__name__}.{one.name}" for one in pkgutil.iter_modules(__path__)}

    def __getitem__(self, name: str) -> Rule:
        return cast(Rule, import_module(self._modules[name]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)

    def __contains__(self, name: object) -> bool:
        return name in self._modules


@cache
def all_rules() -> Mapping[str, Rule]:
    """All rules by their names, found by walking this folder."""
    return _Family()
