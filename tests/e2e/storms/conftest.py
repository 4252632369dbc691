"""One house a test process, with fair weather before and after each test."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.e2e.storms.stage import House, house


@pytest.fixture(scope="session")
def lasting_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Open the house of this process."""
    with house(tmp_path_factory.mktemp("papers")) as opened:
        yield opened


@pytest.fixture
def shared(lasting_house: House) -> Iterator[House]:
    """Hand over the house of this process."""
    yield lasting_house
    lasting_house.github.weather.clear()
    lasting_house.github.clock_skew = timedelta(0)
