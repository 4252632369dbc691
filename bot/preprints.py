"""Servers of preprints by the names under which services tell them: to have put a paper there is no publication."""

import re
from typing import Final


def is_preprint_server(venue: str) -> bool:
    """Whether what a service calls the venue of a paper is only where its preprint stands."""
    return _SERVER.match(venue.strip()) is not None


_SERVER: Final = re.compile(
    r"(?:[a-z]{0,8}rxiv(?:\.org)?\b|corr\b|ssrn\b|openreview\b"
    r"|research ?square\b|preprints?(?:\.org)?\b|cryptology eprint archive|iacr cryptol|hal\b|zenodo\b|authorea\b"
    r"|osf preprints|social science research network|computing research repository)",
    re.IGNORECASE,
)
