"""One whole kiosk for all faults; each test says what was noticed, when, and what was read."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.compose.demo.stand import Plan
from tests.faults.house import keep_logs, open_theatre, short_folder
from tests.faults.report import Evidence, Report
from tests.faults.theatre import Theatre
from tests.faults.wire import RELAY

PEERS = ("printer", "scanner", "signature", "camera", "document")
"""Without a ticket printer: a sheet of contacts is what the printer's faults are tried with."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--faults=2,4,36`: the tests of these faults only."""
    parser.addoption("--faults", default="", help="numéros des pannes à essayer, séparés par des virgules")
    parser.addoption("--no-inject", action="store_true", help="ne rien provoquer")
    parser.addoption("--evidence", default="", help="dossier des transcriptions et des images")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of other faults; give those of the theatre time to set it up."""
    for item in items:
        if "theatre" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(600))
    wanted = {int(number) for number in str(config.getoption("--faults", "")).split(",") if number}
    if not wanted:
        return
    kept = [item for item in items if fault_of(item) in wanted]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def fault_of(item: pytest.Item) -> int:
    """The number in the list of faults; 0 for a test of something else."""
    marker = item.get_closest_marker("fault")
    return int(marker.args[0]) if marker is not None else 0


@pytest.fixture(scope="package")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    """Everything runs: parts that a test kills are started again in the same place."""
    with short_folder() as folder:
        try:
            with open_theatre(Plan(folder, peers=PEERS, names=(RELAY,))) as theatre:
                yield theatre
        finally:
            keep_logs(folder, tmp_path_factory.mktemp("journaux"))


@pytest.fixture
def report(record_property: Any, request: pytest.FixtureRequest) -> Iterator[Report]:
    """What `kiosk faults` prints of this test, and what it keeps."""
    evidence = _evidence(request)
    quiet = bool(request.config.getoption("--no-inject"))
    yield Report(record_property, time.monotonic, fault_of(request.node), quiet=quiet, evidence=evidence)
    if evidence is not None:
        evidence.close()
        record_property("evidence", evidence.folder.name)


def _evidence(request: pytest.FixtureRequest) -> Evidence | None:
    """Beside the test's number and name, where a folder is asked for and a whole kiosk runs."""
    folder = str(request.config.getoption("--evidence"))
    if not folder or "theatre" not in request.fixturenames:
        return None
    theatre: Theatre = request.getfixturevalue("theatre")
    name = re.sub(r"\W+", "-", request.node.name.removeprefix("test_")).strip("-")
    own = Path(folder) / f"{fault_of(request.node):02d}-{name}"
    return Evidence(own, theatre.stand.wire, lambda path: theatre.citizen.photo().save(path))


@pytest.fixture(autouse=True)
def _numbered(record_property: Any, request: pytest.FixtureRequest) -> None:
    """The fault's number goes with the result."""
    record_property("fault", fault_of(request.node))
