"""Servers of preprints, told from venues."""

import pytest

from bot.preprints import is_preprint_server


@pytest.mark.parametrize(
    "venue",
    ["arXiv", "arXiv.org", "ArXiv", "bioRxiv", "medRxiv", "PsyArXiv", "CoRR 2017", "SSRN Electronic Journal",
     "Research Square", "Preprints.org", "Cryptology ePrint Archive", "Zenodo", "OpenReview"],
)  # fmt: skip
def test_servers_are_no_venues(venue: str) -> None:
    """Whatever the case, and whatever stands behind."""
    assert is_preprint_server(venue)


@pytest.mark.parametrize(
    "venue", ["Nature", "CVPR 2023", "Halide Workshop", "Corrosion Science", "Zenodotus", "Journal of Research", ""]
)
def test_venues_are_no_servers(venue: str) -> None:
    """A server's name must be a word of its own."""
    assert not is_preprint_server(venue)
