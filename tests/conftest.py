"""What all tests share; and the tests that are left out unless asked for. The long ones are counted at the end."""

import re

import pytest
from hypothesis import settings

# A loaded machine is no fault of an example's; how fast things are is measured in the benchmarks.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")

#: What tests count of themselves, by the name of the property that they record.
_COUNTED = ("weather stories", "crash points")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the long tests."""
    parser.addoption("--storm", action="store_true", help="also every crash point of all stories in all weather")
    parser.addoption("--storm-seed", type=int, default=4, help="which crash points and weather stories the sample has")


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker of the long tests."""
    config.addinivalue_line("markers", "storm: one of the long tests; left out unless --storm or -m storm is given")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long tests and those that ask real services, unless a marker expression, or --storm, names them."""
    named = re.findall(r"\w+", config.getoption("markexpr")) + ["storm"] * config.getoption("--storm")
    unnamed = [marker for marker in ("storm", "online") if marker not in named]
    left_out = {item for item in items if any(item.get_closest_marker(marker) for marker in unnamed)}
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many stories were played in bad weather and with a dying bot, and whether all came out well."""
    counts, bad = dict.fromkeys(_COUNTED, 0), 0
    for reports in terminalreporter.stats.values():
        for report in reports:
            if not isinstance(report, pytest.TestReport) or report.when != "teardown":
                bad += isinstance(report, pytest.TestReport) and report.failed and "storms" in report.nodeid
                continue
            for name, value in report.user_properties:
                if name in counts and isinstance(value, int):
                    counts[name] += value
    if any(counts.values()):
        said = ", ".join(f"{count} {name}" for name, count in counts.items())
        end = f"{bad} tests failed" if bad else "none lost or doubled anything"
        terminalreporter.write_line(f"{said}; {end}")
