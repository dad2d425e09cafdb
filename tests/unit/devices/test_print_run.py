"""What is done about a job, from what the server and the printer say; nothing prints here."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from devices.printer.ipp import NoAnswerError, PrinterAnswer
from devices.printer.job import GRACE_LOOKS, Move, PrintRun, next_move
from devices.printer.ports import JobState, PrintOptions
from devices.printer.queue import QueuedJob, QueueState, ServerLostError

FRESH = QueuedJob(id=1, state=3, started=False, documents=1, pages=0)
BEGUN = QueuedJob(id=1, state=3, started=True, documents=1, pages=0)


@pytest.mark.parametrize(
    ("job", "paused", "sent", "move"),
    [
        (None, False, False, "submit"),
        (None, True, False, "submit"),
        (None, False, True, "ask-printer"),
        (FRESH, False, True, "follow"),
        (FRESH, True, False, "resume"),
        (BEGUN, True, False, "ask-printer"),
        (BEGUN, False, False, "follow"),
        (QueuedJob(1, 4, False, 0, 0), False, False, "resubmit"),
        (QueuedJob(1, 6, True, 1, 0), False, True, "give-up"),
        (QueuedJob(1, 6, True, 1, 0), True, True, "give-up"),
        (QueuedJob(1, 9, True, 0, 1), True, False, "end"),
        (QueuedJob(1, 7, True, 0, 0), False, True, "end"),
    ],
)
def test_the_next_move(job: QueuedJob | None, paused: bool, sent: bool, move: Move) -> None:
    assert next_move(job, paused, sent) == move


@dataclass
class Scripted:
    """A queue in a given situation, which notes what is asked of it."""

    job: QueuedJob | None = None
    paused: bool = False
    printer_state: int | None = None
    others: list[int] = field(default_factory=list)
    lost: bool = False
    off: bool = False
    reasons: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def find(self, name: str) -> QueuedJob | None:
        return self.job

    def others_started(self, name: str) -> list[int]:
        return self.others

    def submit(self, name: str, pdf: Path, options: PrintOptions) -> None:
        self.asked.append(f"submit {name}")

    def state(self) -> QueueState:
        if self.lost:
            raise ServerLostError("down")
        return QueueState(self.paused, [], "ipp://printer/ipp/print")

    def resume(self) -> None:
        self.asked.append("resume")
        self.paused = False

    def cancel(self, number: int) -> None:
        self.asked.append(f"cancel {number}")
        self.job = None

    def probe(self, device: str) -> PrinterAnswer | None:
        if self.off:
            raise NoAnswerError("off")
        return PrinterAnswer(3, self.reasons)

    def at_printer(self, device: str, name: str) -> int | None:
        if self.off:
            raise NoAnswerError("off")
        return self.printer_state


def _run(queue: Scripted) -> PrintRun:
    return PrintRun(queue, "name", Path("page.pdf"))


def test_a_job_the_printer_holds_is_taken_from_the_server_and_followed_there() -> None:
    queue = Scripted(BEGUN, paused=True, printer_state=5)
    run = _run(queue)
    assert run.look() == JobState("printing")
    assert queue.asked == ["cancel 1", "resume"]
    queue.printer_state = 9
    assert run.look() == JobState("done")


def test_a_job_that_began_and_is_nowhere_is_for_a_person_to_judge_and_not_sent_again() -> None:
    queue = Scripted(BEGUN, paused=True)
    run = _run(queue)
    states = [run.look() for _ in range(GRACE_LOOKS)]
    assert {state.phase for state in states[:-1]} == {"held"}
    assert states[-1] == JobState("unsure")
    assert queue.asked == ["cancel 1", "resume"]


def test_a_job_that_the_server_forgot_after_we_sent_it_is_not_sent_again() -> None:
    queue = Scripted()
    run = _run(queue)
    states = [run.look() for _ in range(GRACE_LOOKS + 1)]
    assert queue.asked == ["submit name"]
    assert states[-1] == JobState("unsure")


def test_while_the_printer_is_off_nothing_is_decided() -> None:
    queue = Scripted(BEGUN, paused=True, off=True)
    run = _run(queue)
    assert {run.look() for _ in range(3 * GRACE_LOOKS)} == {JobState("held", "printer.device-offline")}
    assert queue.asked == []


def test_a_fresh_job_waits_for_the_one_that_had_begun_before_the_queue_is_started() -> None:
    queue = Scripted(FRESH, paused=True, others=[7])
    run = _run(queue)
    run.look()
    assert queue.asked == []
    queue.others = []
    run.look()
    assert queue.asked == ["resume"]


def test_nobody_follows_the_job_that_had_begun_so_it_is_dropped_not_printed_again() -> None:
    queue = Scripted(FRESH, paused=True, others=[7])
    run = _run(queue)
    for _ in range(2 * GRACE_LOOKS + 1):
        run.look()
    assert queue.asked == ["cancel 7", "resume"]


def test_a_lost_server_is_a_state_and_not_an_error() -> None:
    assert _run(Scripted(lost=True)).look() == JobState("held", "printer.server-lost")


STOPPED = QueuedJob(id=1, state=6, started=True, documents=1, pages=0)
PRINTING = QueuedJob(id=1, state=5, started=True, documents=1, pages=1)


def test_a_job_that_the_server_gave_up_before_the_printer_had_it_has_failed() -> None:
    queue = Scripted(STOPPED)
    assert _run(queue).look() == JobState("failed", "printer.job-failed")
    assert queue.asked == ["cancel 1"]


@pytest.mark.parametrize("queue", [Scripted(STOPPED, printer_state=9), Scripted(STOPPED, off=True)])
def test_a_job_given_up_that_the_printer_may_have_had_is_for_a_person_to_judge(queue: Scripted) -> None:
    assert _run(queue).look() == JobState("unsure")


def test_the_printer_says_first_that_a_sheet_it_waited_with_came_out() -> None:
    queue = Scripted(PRINTING, printer_state=5, reasons=["media-empty-report"])
    run = _run(queue)
    assert run.look() == JobState("held", "printer.paper-empty", 1)
    queue.reasons = []
    assert run.look() == JobState("printing", pages=1)
    queue.printer_state = 9
    assert run.look() == JobState("done", pages=1)


def test_a_job_that_the_server_calls_done_once_its_printer_vanished_waits_for_the_printers_word() -> None:
    queue = Scripted(QueuedJob(1, 5, True, 1, 0), reasons=["media-jam-error"])
    run = _run(queue)
    assert run.look() == JobState("held", "printer.paper-jammed")
    queue.off, queue.job = True, QueuedJob(1, 9, True, 1, 1)
    assert run.look() == JobState("held", "printer.device-offline", 1)
    assert run.look() == JobState("held", "printer.device-offline")
    queue.off = False
    assert run.look() == JobState("unsure")


def test_a_job_that_never_waited_is_done_when_the_server_says_so() -> None:
    assert _run(Scripted(QueuedJob(1, 9, True, 1, 2), off=True)).look() == JobState("done", pages=2)
