"""How much one may ask of this GitHub: primary limits by the hour, secondary limits by the minute.

https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

import threading
from collections import defaultdict, deque
from dataclasses import dataclass, replace

HOUR = 3600
MINUTE = 60
#: What a call weighs against the points of a minute; all that is not named here weighs one.
_POINTS = {"POST": 5, "PATCH": 5, "PUT": 5, "DELETE": 5}
_CONTENT = ("POST", "PATCH", "PUT")


@dataclass(frozen=True)
class Limits:
    """What a caller has; None is without limit.

    `per_hour` holds for an account, an app or an installation of up to twenty repositories, `anonymous_per_hour` for
    an address. Which requests make content GitHub does not say: here it is every POST, PATCH and PUT to a repository.
    `status` is what an exceeded limit is answered with: 403 or 429, a client must take either.
    """

    per_hour: int = 5000
    anonymous_per_hour: int = 60
    points_per_minute: int | None = None
    content_per_minute: int | None = None
    content_per_hour: int | None = None
    status: int = 403


#: GitHub's own numbers. A sandbox has no secondary limits unless told so: tests write faster than people may.
GITHUB_LIMITS = Limits(points_per_minute=900, content_per_minute=80, content_per_hour=500)


@dataclass(frozen=True)
class Budget:
    """What a caller has in the hour that runs: how much, how much of it is used, and when the next hour begins."""

    limit: int
    used: int
    reset: int

    @property
    def remaining(self) -> int:
        """How many requests are left."""
        return max(self.limit - self.used, 0)


class Meter:
    """Counts what each caller asks. Moments are seconds since 1970, given by the one who asks."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._budgets: dict[str, Budget] = {}
        self._recent: defaultdict[str, deque[tuple[float, int, bool]]] = defaultdict(deque)

    def budget(self, caller: str, limit: int, now: float) -> Budget:
        """Return a caller's budget; its hour begins with its first request."""
        with self._lock:
            return self._budget(caller, limit, now)

    def spend(self, caller: str, limit: int, now: float) -> Budget:
        """Count one request and return what is left."""
        with self._lock:
            known = self._budget(caller, limit, now)
            self._budgets[caller] = replace(known, used=known.used + 1)
            return self._budgets[caller]

    def wait(self, caller: str, method: str, path: str, now: float) -> int | None:
        """Count a request against the secondary limits; where one is exceeded, return the seconds to wait."""
        points, content = _POINTS.get(method, 1), method in _CONTENT and path.startswith("/repos/")
        with self._lock:
            recent = self._recent[caller]
            while recent and recent[0][0] <= now - HOUR:
                recent.popleft()
            late = [
                _until([(at, weight) for at, weight, _ in recent], self.limits.points_per_minute, points, MINUTE, now)
            ]
            if content:
                made = [(at, 1) for at, _, counts in recent if counts]
                late.append(_until(made, self.limits.content_per_minute, 1, MINUTE, now))
                late.append(_until(made, self.limits.content_per_hour, 1, HOUR, now))
            if any(late):
                return max(1, round(max(late)))
            recent.append((now, points, content))
            return None

    def _budget(self, caller: str, limit: int, now: float) -> Budget:
        known = self._budgets.get(caller)
        if known is None or known.reset <= now:
            known = Budget(limit, 0, int(now) + HOUR)
        self._budgets[caller] = known = replace(known, limit=limit)
        return known


def _until(recent: list[tuple[float, int]], limit: int | None, weight: int, span: int, now: float) -> float:
    """Return in how many seconds there is room for a further weight; 0 where there is now."""
    if limit is None:
        return 0.0
    inside = [(at, one) for at, one in recent if at > now - span]
    over = sum(one for _, one in inside) + weight - limit
    if over <= 0:
        return 0.0
    for at, one in inside:
        over -= one
        if over <= 0:
            return at + span - now
    return float(span)
