"""What all tests share; and the long tests, left out unless asked for and counted at the end of the run."""

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
    """Leave the long tests out, unless --storm or a marker expression asks for them."""
    if config.getoption("--storm") or "storm" in config.getoption("markexpr"):
        return
    left_out = [item for item in items if item.get_closest_marker("storm")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("storm")]


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
