"""One print job to its end: what to do next, decided from what CUPS and the printer say.

CUPS sends a job again after a crash even when the printer already has it. So the queue starts
stopped after a restart (deploy/ sees to it), and is only released here, once it is clear that the
printer does not hold the job: never printed twice in silence.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, assert_never

from devices.printer.abilities import abilities_of, supplies_of, trays_of
from devices.printer.ipp import NoAnswerError
from devices.printer.ports import PLAIN, JobState, PrinterStatus, PrintOptions, Trouble
from devices.printer.queue import Queue, QueuedJob, QueueState, ServerLostError
from devices.printer.reasons import (
    ABORTED,
    ACTIVE,
    CANCELED,
    COMPLETED,
    HELD,
    PRINTER_STOPPED,
    PROCESSING,
    STOPPED,
    trouble_of,
    warns_of_ink,
    without_paper,
)

# How often a started job must be missing from the printer before it is called lost.
GRACE_LOOKS = 8
# How many looks a printer with one empty tray may take before that tray is what it waits for: half a minute.
TRAY_LOOKS = 120

Move = Literal["submit", "resubmit", "follow", "resume", "ask-printer", "give-up", "end"]


def next_move(job: QueuedJob | None, paused: bool, sent: bool) -> Move:
    """What to do about a job. `sent`: this process has handed it to CUPS before."""
    if job is None:
        return "ask-printer" if sent else "submit"
    if job.state not in ACTIVE:
        return "end"
    if job.state == HELD and job.documents == 0:
        return "resubmit"  # the server died between creating it and its document: nothing was printed
    if job.state == STOPPED:
        return "give-up"  # a filter failed: CUPS keeps such a job, and never takes it up again
    if paused:
        return "ask-printer" if job.started else "resume"
    return "follow"


@dataclass
class PrintRun:
    """The steps of one job, one look at a time."""

    queue: Queue
    name: str
    pdf: Path
    options: PrintOptions = PLAIN
    _sent: bool = False
    _at_printer: bool = False
    _waited: bool = False
    _missed: int = 0
    _still: int = 0
    _pages: int = 0

    def look(self) -> JobState:
        """Look once, do the next thing, and say where the job is."""
        try:
            return self._look()
        except ServerLostError as error:
            return JobState("held", error.trouble)

    def _look(self) -> JobState:
        queue = self.queue.state()
        if self._at_printer:
            return self._follow_printer(queue)
        job = self.queue.find(self.name)
        move = next_move(job, queue.paused, self._sent)
        match move:
            case "submit" | "resubmit":
                return self._submit(job)
            case "resume":
                return self._resume()
            case "ask-printer":
                return self._ask_printer(queue, job)
            case "give-up":
                return self._give_up(queue, job)
            case "end" | "follow":
                return self._seen(queue, job)
            case _:
                assert_never(move)

    def _submit(self, job: QueuedJob | None) -> JobState:
        if job is not None:
            self.queue.cancel(job.id)
        self.queue.submit(self.name, self.pdf, self.options)
        self._sent = True
        return JobState("queued")

    def _resume(self) -> JobState:
        """Start the queue; first let the follower of a job that had begun settle that one."""
        others = self.queue.others_started(self.name)
        self._missed += 1
        if not others or self._missed > 2 * GRACE_LOOKS:
            for number in others:
                self.queue.cancel(number)
            self.queue.resume()
        return JobState("held", "printer.queue-paused")

    def _seen(self, queue: QueueState, job: QueuedJob | None) -> JobState:
        if job is None:
            raise AssertionError("only a known job is followed")
        self._sent = True
        match job.state:
            case 9:
                return self._completed(queue, job)
            case 7:
                return JobState("canceled")
            case 8:
                return JobState("failed", "printer.job-failed")
            case _:
                trouble = self._trouble(queue, job.pages)
                if trouble is not None:
                    self._waited = True
                    return JobState("held", trouble, job.pages)
                if job.state != PROCESSING:
                    return JobState("queued", pages=job.pages)
                return JobState("done" if self._came_out(queue) else "printing", pages=job.pages)

    def _completed(self, queue: QueueState, job: QueuedJob) -> JobState:
        """CUPS calls a job done, also one whose printer vanished while CUPS looked after it."""
        if self._waited:
            try:
                self.queue.at_printer(queue.device, self.name)
            except NoAnswerError:
                self._at_printer = True
                return JobState("held", "printer.device-offline", job.pages)
        return JobState("done", pages=job.pages)

    def _came_out(self, queue: QueueState) -> bool:
        """Whether the printer has finished a job it had waited with.

        CUPS asks it ever more seldom the longer that lasts, and would tell up to 8 s after the sheet.
        """
        try:
            return self._waited and self.queue.at_printer(queue.device, self.name) == COMPLETED
        except NoAnswerError:
            return False

    def _give_up(self, queue: QueueState, job: QueuedJob | None) -> JobState:
        """Failed, unless the printer has had something of it."""
        try:
            reached = self.queue.at_printer(queue.device, self.name) is not None
        except NoAnswerError:
            reached = True
        self._release(queue, job)
        return JobState("unsure") if reached else JobState("failed", "printer.job-failed")

    def _ask_printer(self, queue: QueueState, job: QueuedJob | None) -> JobState:
        """The queue stands still with a job that had begun: only the printer knows how far it got."""
        try:
            state = self.queue.at_printer(queue.device, self.name)
        except NoAnswerError:
            return JobState("held", "printer.device-offline")
        if state is None or state in {CANCELED, ABORTED}:
            self._missed += 1
            if self._missed < GRACE_LOOKS:
                return JobState("held", "printer.queue-paused")
            self._release(queue, job)
            return JobState("unsure")
        self._at_printer = True
        self._release(queue, job)
        return self._follow_printer(queue)

    def _release(self, queue: QueueState, job: QueuedJob | None) -> None:
        """Take the job from CUPS, which would send it again, then let the queue run."""
        if job is not None:
            self.queue.cancel(job.id)
        if queue.paused:
            self.queue.resume()

    def _follow_printer(self, queue: QueueState) -> JobState:
        try:
            state = self.queue.at_printer(queue.device, self.name)
        except NoAnswerError:
            return JobState("held", "printer.device-offline")
        match state:
            case 9:
                return JobState("done")
            case None | 7 | 8:
                return JobState("unsure")
            case _:
                trouble = self._trouble(queue)
                return JobState("held", trouble) if trouble else JobState("printing")

    def _trouble(self, queue: QueueState, pages: int = 0) -> Trouble | None:
        status = status_of(self.queue, queue)
        if status.trouble is None and "printer.tray-empty" in status.upkeep:
            self._still = self._still + 1 if pages == self._pages else 0
            self._pages = pages
            return "printer.paper-empty" if self._still > TRAY_LOOKS else None
        return status.trouble


def status_of(server: Queue, queue: QueueState) -> PrinterStatus:
    """The printer's own word where it can be had, else CUPS's."""
    try:
        answer = server.probe(queue.device)
    except NoAnswerError as error:
        return PrinterStatus("printer.device-offline", str(error)[:200])
    reasons, found = (answer.reasons, answer.found) if answer is not None else (queue.reasons, queue.found)
    abilities, trays = abilities_of(found), trays_of(found)
    # One tray of several that is empty is for whoever fills it: the printer takes its paper from another.
    other = abilities.a4 is not False and any(tray.sheets for tray in trays)
    stopped = answer is not None and answer.state == PRINTER_STOPPED
    blocking = without_paper(reasons) if other and not stopped else reasons
    return PrinterStatus(
        trouble_of(blocking),
        " ".join(reasons)[:200],
        abilities,
        supplies_of(found),
        trays,
        warns_of_ink(reasons),
    )
