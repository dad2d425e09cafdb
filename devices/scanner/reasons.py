"""SANE's words for its status codes, and eSCL's states (Mopria eSCL, 6.2) as ours. Pure."""

import re
from dataclasses import dataclass

from devices.scanner.ports import Trouble

# Scanners name the open lid in two ways; sane-airscan knows only one, and no double feed at all.
_FEEDER: dict[str, Trouble] = {
    "ScannerAdfJam": "scanner.paper-jammed",
    "ScannerAdfMispick": "scanner.paper-jammed",
    "ScannerAdfMultipickDetected": "scanner.page-doubled",
    "ScannerAdfDuplexPageTooShort": "scanner.paper-jammed",
    "ScannerAdfDuplexPageTooLong": "scanner.page-doubled",
    "ScannerAdfHatchOpen": "scanner.cover-open",
    "ScannerAdfDoorOpen": "scanner.cover-open",
    "ScannerAdfInputTrayFailed": "scanner.paper-jammed",
}
_WORDS: tuple[tuple[str, Trouble], ...] = (
    ("jammed", "scanner.paper-jammed"),
    ("double feed", "scanner.page-doubled"),
    ("out of documents", "scanner.feeder-empty"),
    ("cover is open", "scanner.cover-open"),
    ("device busy", "scanner.device-busy"),
    ("access to resource has been denied", "scanner.access-denied"),
    ("invalid argument", "scanner.device-lost"),
    ("error during device i/o", "scanner.device-lost"),
)
_STATE = re.compile(rb"<(?:\w+:)?State>\s*(\w{1,40})\s*</")
_ADF = re.compile(rb"<(?:\w+:)?AdfState>\s*(\w{1,60})\s*</")
_JOB = re.compile(rb"<(?:\w+:)?JobInfo>(.{1,4000}?)</(?:\w+:)?JobInfo>", re.DOTALL)
_JOB_URI = re.compile(rb"<(?:\w+:)?JobUri>\s*(?:https?://[^/<\s]{1,200})?(/[\w./-]{1,200})\s*</")
_JOB_STATE = re.compile(rb"<(?:\w+:)?JobState>\s*(Pending|Processing)\s*</")


@dataclass(frozen=True)
class WebState:
    """What an eSCL scanner says of itself; `feeder` is empty where there is none."""

    state: str
    feeder: str

    @property
    def trouble(self) -> Trouble | None:
        """What stops it now. An empty feeder stops nothing: the glass is there."""
        return _FEEDER.get(self.feeder)

    @property
    def loaded(self) -> bool | None:
        """Paper lies in the feeder; None when it does not say."""
        return {"ScannerAdfLoaded": True, "ScannerAdfEmpty": False}.get(self.feeder)


def web_state(xml: bytes) -> WebState | None:
    """Read a `ScannerStatus`, or None when it is none. Two words are wanted: no parser sees the rest."""
    state, feeder = _STATE.search(xml), _ADF.search(xml)
    if state is None:
        return None
    return WebState(state[1].decode(), feeder[1].decode() if feeder else "")


def running_jobs(xml: bytes, root: str) -> list[str]:
    """The paths of a `ScannerStatus`'s jobs that are at work, below the scanner's own `root` only."""
    found = []
    for job in _JOB.findall(xml):
        path = _JOB_URI.search(job)
        below = path[1].decode() if path else ""
        if _JOB_STATE.search(job) and below.startswith(f"{root.rstrip('/')}/ScanJobs/") and ".." not in below:
            found.append(below)
    return found


def trouble_of(said: str) -> Trouble:
    """What `sane_strstatus` says of a status that is not good (SANE standard 1.07, 4.2.7)."""
    lower = said.lower()
    return next((trouble for words, trouble in _WORDS if words in lower), "scanner.scan-failed")
