"""What is known of a link: whether its page is there, and where it moved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: "dead" only where it is sure; a page that is slow, forbidden or in trouble is "unknown".
LinkState = Literal["alive", "dead", "unknown"]


@dataclass(frozen=True)
class LinkStatus:
    """A link as it was met.

    `moved_to` is where it leads for good, `https_works` tells of an `http` address whether the same one answers under
    `https`, `is_pdf` whether a PDF came; None: not known. `why` is a short reason, such as `404` or `timed out`.
    """

    url: str
    state: LinkState
    why: str = ""
    moved_to: str | None = None
    is_pdf: bool | None = None
    https_works: bool | None = None
    checked_at: datetime | None = None
