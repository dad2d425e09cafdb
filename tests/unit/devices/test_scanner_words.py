"""What scanners say, in our words."""

from dataclasses import dataclass
from typing import Any

import pytest

from devices.scanner.options import abilities, longest, source_of
from devices.scanner.reasons import running_jobs, trouble_of, web_state


@dataclass(frozen=True)
class Option:
    """As python-sane gives it."""

    constraint: Any


def _status(state: str, feeder: str) -> bytes:
    return (
        f"<scan:ScannerStatus><pwg:State>{state}</pwg:State><scan:AdfState>{feeder}</scan:AdfState>".encode()
    )


@pytest.mark.parametrize(
    ("feeder", "trouble", "loaded"),
    [
        ("ScannerAdfLoaded", None, True),
        ("ScannerAdfEmpty", None, False),
        ("ScannerAdfProcessing", None, None),
        ("ScannerAdfJam", "scanner.paper-jammed", None),
        ("ScannerAdfMultipickDetected", "scanner.page-doubled", None),
        ("ScannerAdfHatchOpen", "scanner.cover-open", None),
        ("ScannerAdfDoorOpen", "scanner.cover-open", None),
    ],
)
def test_the_feeder_says_what_stops_it(feeder: str, trouble: str | None, loaded: bool | None) -> None:
    state = web_state(_status("Idle", feeder))
    assert state is not None
    assert (state.trouble, state.loaded) == (trouble, loaded)


@pytest.mark.parametrize("answer", [b"", b"<html>404</html>", b"\x00" * 5000, b"<pwg:State></pwg:State>"])
def test_an_answer_that_is_no_status_is_none(answer: bytes) -> None:
    assert web_state(answer) is None


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ("Document feeder jammed", "scanner.paper-jammed"),
        ("Document feeder out of documents", "scanner.feeder-empty"),
        ("Scanner cover is open", "scanner.cover-open"),
        ("Device busy", "scanner.device-busy"),
        ("Error during device I/O", "scanner.device-lost"),
        ("Invalid argument", "scanner.device-lost"),
        ("Access to resource has been denied", "scanner.access-denied"),
        ("Out of memory", "scanner.scan-failed"),
    ],
)
def test_each_status_of_sane_has_its_trouble(said: str, trouble: str) -> None:
    assert trouble_of(said) == trouble


def test_sources_are_known_by_any_backend_s_name_for_them() -> None:
    assert source_of("Flatbed") == source_of("FB") == source_of("Normal") == "glass"
    assert source_of("ADF") == source_of("Automatic Document Feeder") == source_of("ADF Front") == "feeder"
    assert source_of("ADF Duplex") == source_of("Automatic Document Feeder(both sides)") == "both-sides"


def test_the_resolution_is_never_coarser_than_asked_where_the_device_can() -> None:
    steps = abilities({"resolution": Option([75, 150, 300])})
    assert [steps.nearest(dpi) for dpi in (75, 200, 1200)] == [75, 300, 300]
    spread = abilities({"resolution": Option((50.0, 600.0, 1.0))})
    assert [spread.nearest(dpi) for dpi in (25, 200, 1200)] == [50, 200, 600]


def test_a_plain_flatbed_has_a_glass_and_no_name_for_it() -> None:
    assert abilities({}).sources == {"glass": ""}


def test_the_area_is_a4_or_what_there_is_of_it() -> None:
    assert longest({"br_x": Option((0.0, 215.9, 0.0))}, "br_x", 210.0) == 210.0
    assert longest({"br_x": Option((0.0, 105.0, 0.0))}, "br_x", 210.0) == 105.0
    assert longest({}, "br_x", 210.0) is None


def test_only_jobs_at_work_on_that_scanner_are_given_up() -> None:
    job = b"<scan:JobInfo><pwg:JobUri>%s</pwg:JobUri><pwg:JobState>%s</pwg:JobState></scan:JobInfo>"
    rows = [
        (b"/eSCL/ScanJobs/1", b"Completed"),
        (b"http://10.0.0.5:80/eSCL/ScanJobs/2", b"Processing"),
        (b"/eSCL/ScanJobs/3-a.b", b"Pending"),
        (b"/admin/reset", b"Processing"),
        (b"/eSCL/ScanJobs/../../admin", b"Processing"),
    ]
    xml = b"<scan:Jobs>" + b"".join(job % row for row in rows) + b"</scan:Jobs>"
    assert running_jobs(xml, "/eSCL") == ["/eSCL/ScanJobs/2", "/eSCL/ScanJobs/3-a.b"]
    assert running_jobs(b"\xff" * 1000, "/eSCL") == []
