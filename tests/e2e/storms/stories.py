"""The main stories: what people do, one act after another, each when the bot is done with the one before."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.e2e.storms.stage import House, Stage, Undisturbed


@dataclass(frozen=True)
class Story:
    """A name, and the acts."""

    name: str
    acts: tuple[Callable[[Stage], object], ...]

    def __str__(self) -> str:
        return self.name


def _file(stage: Stage) -> None:
    stage.file("Add a paper", f"Please add {stage.link('instruct')}")


def _propose(stage: Stage) -> None:
    """A line with slips, which suggestions mend, and a paper that the list has, which a person must take out."""
    stage.propose(
        f"* **[MaskCLIP ]** Masked Self-Distillation  [[pdf]](https://arxiv.org/pdf/{stage.ids['mask']}.pdf) \n",
        f"- **[FLIP it]** Pre-training via Masking [[pdf]](https://arxiv.org/pdf/{stage.ids['known']}.pdf)\n",
    )


def _combine(stage: Stage) -> None:
    """The owner wants one pull request for all."""
    stage.repo.push_file(".github/shelver.yml", b"combined: yes\n", by="ana")
    _file(stage)


STORIES = (
    Story("link", (_file,)),
    Story(
        "two papers",
        (lambda stage: stage.file("Two papers", f"- {stage.link('instruct')}\n- {stage.link('mask')}\n"),),
    ),
    Story(
        "duplicate",
        (lambda stage: stage.file("FLIP", f"{stage.link('known')}, code: https://github.com/facebookresearch/flip"),),
    ),
    Story("edited", (_file, lambda stage: stage.repo.edit_issue(1, body=f"Sorry, I meant {stage.link('mask')}"))),
    Story("closed", (_file, lambda stage: stage.repo.close_issue(1, by="zoe"))),
    Story("merged", (_file, lambda stage: stage.repo.merge(stage.pull()))),
    Story("contributed", (_propose,)),
    Story("fixed", (_propose, lambda stage: stage.repo.comment(1, "/fix", by="zoe"))),
    Story("combined", (_combine,)),
    Story("section", (_file, lambda stage: stage.repo.comment(1, "/section CLIP-related", by="zoe"))),
)


def undisturbed(house: House, story: Story) -> Undisturbed:
    """Play a story in fair weather, once a test process."""
    if story.name not in house.undisturbed:
        stage = Stage(house)
        calls, arxiv, hooks = len(house.github.requests), len(house.github.arxiv.calls), len(house.github.deliveries)
        for act in story.acts:
            act(stage)
            stage.settle()
        met = [f"{call.method} {call.path}" for call in house.github.requests[calls:]]
        met += ["GET /arxiv/api/query"] * len(house.github.arxiv.calls[arxiv:])
        met += [f"HOOK {hook.event}.{hook.action}" for hook in house.github.deliveries[hooks:]]
        assert stage.look().actions == ()
        house.undisturbed[story.name] = Undisturbed(stage.picture(), met)
        stage.close()
    return house.undisturbed[story.name]
