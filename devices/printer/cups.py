"""One queue of a CUPS server, by pycups. It can hang in libcups: only ever called in a child."""

from pathlib import Path
from typing import Any

import cups

from devices.printer.abilities import A4, ASKED
from devices.printer.address import CupsAddress
from devices.printer.ipp import PrinterAnswer, ask_job, ask_printer
from devices.printer.ports import PrintOptions
from devices.printer.queue import AccessDeniedError, QueuedJob, QueueMissingError, QueueState, ServerLostError
from devices.printer.reasons import ACTIVE

USER = "visio-guichet"
_JOB = ["job-id", "job-name", "job-state", "time-at-processing", "number-of-documents"]
_JOB += ["job-media-sheets-completed"]
_IPP_SCHEMES = ("ipp:", "ipps:", "http:", "https:")
_STATE = ["printer-state", "printer-state-reasons", "device-uri"]
# RFC 8011, appendix B: forbidden, not authenticated, not authorized; libcups's own for a 401; not found.
_DENIED, _NOT_FOUND = frozenset({0x0401, 0x0402, 0x0403, 0x1000}), 0x0406
_HTTP_DENIED = frozenset({401, 403})


def asked_of_cups(options: PrintOptions) -> dict[str, str]:
    """The job's attributes: each is said, so that no default of the queue changes a page.

    Letter is CUPS's own default, and its queues may have a number of copies of theirs.
    """
    said = {"media": A4, "copies": str(options.copies), "sides": options.sides}
    if options.copies > 1:
        said["multiple-document-handling"] = "separate-documents-collated-copies"
    if options.colour is not None:
        said["print-color-mode"] = "color" if options.colour else "monochrome"
    return said


class CupsQueue:
    """The queue at `address`. Every method may raise `ServerLostError`."""

    def __init__(self, address: CupsAddress) -> None:
        self._address = address
        cups.setUser(USER)
        cups.setPasswordCB(
            lambda _prompt: ""
        )  # a server that wants one is told apart, and nobody is asked here

    def _call(self, name: str, *args: Any, **named: Any) -> Any:
        """One request on a connection of its own: a server that restarted leaves no stale one."""
        try:
            connection = cups.Connection(host=self._address.host, port=self._address.port)
            return getattr(connection, name)(*args, **named)
        except (RuntimeError, cups.HTTPError, cups.IPPError) as error:
            raise refusal_of(error) from None

    def find(self, name: str) -> QueuedJob | None:
        """The job called `name`; of several, one that is not over."""
        jobs = self._call("getJobs", which_jobs="all", my_jobs=False, requested_attributes=_JOB)
        named = [_queued(number, job) for number, job in jobs.items() if job.get("job-name") == name]
        return max(named, key=lambda job: (job.state in ACTIVE, job.id), default=None)

    def others_started(self, name: str) -> list[int]:
        """Jobs under way that CUPS had begun to send, all but ours."""
        jobs = self._call("getJobs", which_jobs="not-completed", my_jobs=False, requested_attributes=_JOB)
        known = [(job.get("job-name"), _queued(number, job)) for number, job in jobs.items()]
        return [job.id for label, job in known if job.started and label != name]

    def submit(self, name: str, pdf: Path, options: PrintOptions) -> None:
        """Create the job under its name and send its document."""
        self._call("printFile", self._address.queue, str(pdf), name, asked_of_cups(options))

    def state(self) -> QueueState:
        """Whether the queue runs, what it says, and where its printer is."""
        wanted = [*_STATE, *ASKED]
        found = self._call("getPrinterAttributes", self._address.queue, requested_attributes=wanted)
        reasons = [str(reason) for reason in found.get("printer-state-reasons", [])]
        device, known = (
            str(found.get("device-uri", "")),
            {key: _listed(found[key]) for key in ASKED if key in found},
        )
        return QueueState(found.get("printer-state") == 5, reasons, device, known)

    def resume(self) -> None:
        """Start a stopped queue and let it take jobs."""
        self._call("enablePrinter", self._address.queue)
        self._call("acceptJobs", self._address.queue)

    def cancel(self, number: int) -> None:
        """Cancel and forget the document; a job that has just ended is no error."""
        job = self._call("getJobAttributes", number, requested_attributes=["job-state"])
        if job["job-state"] in ACTIVE:
            self._call("cancelJob", number)

    def purge(self) -> int:
        """Cancel and erase every job with its files; how many are still listed."""
        for number in self._call("getJobs", which_jobs="all", my_jobs=False):
            self._call("cancelJob", number, purge_job=True)
        return len(self._call("getJobs", which_jobs="all", my_jobs=False))

    def probe(self, device: str) -> PrinterAnswer | None:
        """The printer's own answer; None when it cannot be asked by IPP (USB, serial).

        Raises:
            NoAnswerError: it should answer and does not.
        """
        return ask_printer(device) if device.startswith(_IPP_SCHEMES) else None

    def at_printer(self, device: str, name: str) -> int | None:
        """The state of our job in the printer's own memory; None when it has none or is not asked.

        Raises:
            NoAnswerError: the printer does not answer.
        """
        return ask_job(device, name) if device.startswith(_IPP_SCHEMES) else None


def refusal_of(error: Exception) -> ServerLostError:
    """What CUPS's refusal means: `(HTTP status,)`, or `(IPP status, words)`."""
    code = error.args[0] if error.args and isinstance(error.args[0], int) else 0
    if code in (_HTTP_DENIED if isinstance(error, cups.HTTPError) else _DENIED):
        return AccessDeniedError(str(error))
    if code == _NOT_FOUND and isinstance(error, cups.IPPError):
        return QueueMissingError(str(error))
    return ServerLostError(str(error))


def _listed(value: Any) -> list[Any]:
    """Pycups gives one value alone, several in a list, a range as a pair and octets as bytes."""
    values = list(value) if isinstance(value, list | tuple) else [value]
    return [one.decode("utf-8", "replace") if isinstance(one, bytes) else one for one in values]


def _queued(number: int, job: dict[str, Any]) -> QueuedJob:
    return QueuedJob(
        id=number,
        state=int(job.get("job-state", 0)),
        started=bool(job.get("time-at-processing")),
        documents=int(job.get("number-of-documents", 0)),
        pages=int(job.get("job-media-sheets-completed", 0) or 0),
    )
