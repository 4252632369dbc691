"""Print what of the sandbox is validated against what: `python -m tests.sandbox.fidelity [--left-out]`."""

# ruff: noqa: T201 - printing is what it is for

import argparse
import re
import sys

from bot.sandbox import Sandbox

from . import description
from .judge import FORGOTTEN
from .recorder import Exchange, Recorder, left_out, recording, told
from .tour import prepare, walk


def main() -> int:
    """Walk past every route in every version whose description is installed, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--left-out", action="store_true", help="name the fields that the sandbox leaves out")
    options = parser.parse_args()
    failures = 0
    for version in filter(description.installed, description.MODULES):
        with recording() as recorder, Sandbox() as github:
            maker = github.register_app("key-maker")
            tour = prepare(github, version, "http://127.0.0.1:9/webhook", (maker.private_key or "", maker.public_key))
            walk(tour)
            tour.close()
            print(f"\nREST API {version}, against {description.source(version)}")
            failures += _routes(recorder, names=options.left_out)
            print(f"\nWebhooks, against {description.source(version)}")
            failures += _events(github)
    print("\nFields that the description names for a thing in one place and forgets in another:")
    for place, why in FORGOTTEN.items():
        print(f"  {place:<42} {why}")
    return 1 if failures else 0


def _routes(recorder: Recorder, *, names: bool) -> int:
    by_name: dict[str, list[Exchange]] = {}
    for one in recorder.exchanges:
        by_name.setdefault(one.name, []).append(one)
    failures = 0
    for name, exchanges in sorted(by_name.items()):
        lines = [line for one in exchanges for line in one.drift()]
        failures += bool(lines)
        model = exchanges[0].model()
        print(f"  {'DRIFT' if lines else 'ok':<6}{name:<76}{_shown(model) if exchanges[0].body else 'no body'}")
        for line in lines:
            print(f"        {line}")
        fields = sorted({field for one in exchanges for field in left_out(one)}) if names else []
        if fields:
            print(f"        left out, as the description allows: {', '.join(fields)}")
    return failures


def _events(github: Sandbox) -> int:
    failures = 0
    for (event, action), lines in sorted(told(github).items(), key=str):
        failures += bool(lines)
        model = description.event(description.WEBHOOKS, event, action)
        name = f"{event}.{action}" if action else event
        print(f"  {'DRIFT' if lines else 'ok':<6}{name:<76}{_shown(model)}")
        for line in lines:
            print(f"        {line}")
    return failures


def _shown(model: object) -> str:
    """A model's name without the module it stands in."""
    return model.__name__ if isinstance(model, type) else re.sub(r"\b(?:\w+\.)+", "", str(model))


if __name__ == "__main__":
    sys.exit(main())
