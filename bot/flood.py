"""How many submissions are taken up in a day, of one person and in all: the others wait, and follow by themselves."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.config import Limits

#: Until then those before us will be taken up, or wait themselves.
_SOON = timedelta(minutes=5)


@dataclass(frozen=True)
class Line:
    """The submissions that count before one: when each that was taken up stops to count, and how many wait."""

    ends: tuple[datetime, ...] = ()
    waiting: int = 0

    def full_until(self, most: int, now: datetime) -> datetime | None:
        """When there is room for one more where `most` (0: all) may be taken up in a day; None where there is now."""
        over = len(self.ends) + self.waiting + 1 - most
        if not most or over <= 0:
            return None
        # Those who wait before us, and for whom that is not the time yet, are counted again then.
        return sorted(self.ends)[min(over, len(self.ends)) - 1] if self.ends else now + _SOON


@dataclass(frozen=True)
class Wait:
    """A submission waits until then, as `most` a day are taken up: of one person, or in all."""

    until: datetime
    most: int
    of_person: bool


@dataclass(frozen=True)
class Crowd:
    """What was filed before a submission, as far as we remember: by the same person, and by all.

    `exempt`: who filed it may write to the repository. `told`: that person reads on another issue that some wait.
    """

    person: Line = Line()
    everyone: Line = Line()
    exempt: bool = False
    told: bool = False

    def wait(self, limits: Limits, now: datetime) -> Wait | None:
        """Until when a submission waits, and why; None where it is taken up now."""
        if self.exempt:
            return None
        waits = [
            Wait(until, most, of_person)
            for line, most, of_person in ((self.person, limits.per_person, True), (self.everyone, limits.in_all, False))
            if (until := line.full_until(most, now))
        ]
        return max(waits, key=lambda wait: wait.until, default=None)
