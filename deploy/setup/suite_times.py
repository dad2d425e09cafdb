"""A pytest plugin: how many tests each suite ran, and in how long."""

from collections import Counter, defaultdict

import pytest


class SuiteTimes:
    """Adds up every test's set-up, run and tear-down under the name of its suite."""

    def __init__(self) -> None:
        self.tests: Counter[str] = Counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count one phase of one test; a test is counted when it has run or failed to start."""
        suite = suite_of(report.nodeid)
        self.seconds[suite] += report.duration
        if report.when == "call" or (report.when == "setup" and not report.passed):
            self.tests[suite] += 1

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print one line for each suite, in the order they ran."""
        terminalreporter.section("suites")
        for suite, count in self.tests.items():
            terminalreporter.write_line(f"{suite:<14}{count:>6} tests {self.seconds[suite]:>8.1f} s")


def suite_of(nodeid: str) -> str:
    """Return `unit` for `tests/unit/core/test_ids.py::test_…`, and the file's name outside a suite."""
    parts = nodeid.split("::", 1)[0].split("/")
    return parts[1] if parts[0] == "tests" and len(parts) > 2 else parts[-1]


def pytest_configure(config: pytest.Config) -> None:
    """Start counting."""
    config.pluginmanager.register(SuiteTimes(), "suite-times")
