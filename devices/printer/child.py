"""The printer's verbs, each run in a child that can be killed when libcups hangs."""

import time
from pathlib import Path
from typing import Any

from devices.printer.address import parse_address
from devices.printer.cups import CupsQueue
from devices.printer.job import PrintRun, status_of
from devices.printer.ports import JobState, PrinterStatus
from devices.printer.queue import ServerLostError
from devices.printer.told import options_told
from kiosk.confine.child import Box, Talk

_PAUSE_S = 0.25
_PURGE_LOOKS = 24
# A line that says nothing new is the proof that nothing hangs.
_AGAIN_S = 1.0
# A watcher is replaced after some hours, whatever libcups has gathered by then goes with it.
_WATCH_LOOKS = 4000


def print_document(request: dict[str, Any], _box: Box, talk: Talk) -> dict[str, Any]:
    """Print `pdf` as `job` on `uri`, told each second at least; give up and cancel after `deadline_s`."""
    queue = CupsQueue(parse_address(request["uri"]))
    run = PrintRun(queue, request["job"], Path(request["pdf"]), options_told(request.get("options", {})))
    deadline = time.monotonic() + float(request["deadline_s"])
    told: JobState | None = None
    said_at = 0.0
    while True:
        state = run.look()
        if state != told or time.monotonic() - said_at > _AGAIN_S:
            told, said_at = state, time.monotonic()
            talk.progress(**state.as_dict())
        if state.ended:
            return state.as_dict()
        if time.monotonic() > deadline:
            _cancel(queue, request["job"])
            return JobState("failed", state.trouble or "printer.job-failed").as_dict()
        time.sleep(_PAUSE_S)


def printer_status(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """What the queue and the printer say now."""
    return _status(CupsQueue(parse_address(request["uri"])))


def printer_watch(request: dict[str, Any], _box: Box, talk: Talk) -> dict[str, Any]:
    """The status every `interval_s`, changed or not: a line is also the proof that nothing hangs.

    A parent that has gone is noticed at the next line.
    """
    queue = CupsQueue(parse_address(request["uri"]))
    for _ in range(_WATCH_LOOKS):
        talk.progress(**_status(queue))
        time.sleep(float(request["interval_s"]))
    return {}


def printer_cancel(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Cancel the job called `job`; `found` tells whether CUPS knew it."""
    return {"found": _cancel(CupsQueue(parse_address(request["uri"])), request["job"])}


def printer_purge(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Erase every job; `left` is how many CUPS still lists, -1 when it does not answer.

    A job that was printing is listed until its backend has ended, which takes a moment.
    """
    queue = CupsQueue(parse_address(request["uri"]))
    try:
        left = queue.purge()
        for _ in range(_PURGE_LOOKS):
            if left == 0:
                break
            time.sleep(_PAUSE_S)
            left = queue.purge()
    except ServerLostError:
        return {"left": -1}
    return {"left": left}


def _status(queue: CupsQueue) -> dict[str, Any]:
    try:
        status = status_of(queue, queue.state())
    except ServerLostError as error:
        status = PrinterStatus(error.trouble, str(error)[:200])
    return status.as_dict()


def _cancel(queue: CupsQueue, name: str) -> bool:
    try:
        job = queue.find(name)
        if job is not None:
            queue.cancel(job.id)
    except ServerLostError:
        return False
    return job is not None
