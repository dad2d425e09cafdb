"""Faults of the printer, as the visitor meets them: said in words, the same sheet goes on, never twice."""

from dataclasses import dataclass

import pytest

from kiosk.core.errors import ERRORS
from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre


@dataclass(frozen=True)
class Trouble:
    """What breaks, what mends it, which key it has, what the visitor reads, and what they can do."""

    breaks: str
    mends: str
    key: str
    words: str
    remedy: str


PAPER = Trouble(
    "paper empty", "paper full", "printer.paper-empty", "Il n’y a plus de papier", "Demandez du papier"
)
JAM = Trouble("jam", "unjam", "printer.paper-jammed", "Une feuille est coincée", "Demandez de l’aide")


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(PAPER, id="paper out", marks=pytest.mark.fault(2, "plus de papier", area="devices")),
        pytest.param(JAM, id="paper jam", marks=pytest.mark.fault(3, "bourrage papier", area="devices")),
    ],
)
def test_the_printer_stops_it_is_said_and_the_same_job_goes_on(
    theatre: Theatre, report: Report, trouble: Trouble
) -> None:
    theatre.start_over()
    job = theatre.print_sheet()
    report.inject(theatre.printer, trouble.breaks)
    held = theatre.events.wait("print.state-changed", DEADLINE_S, job=job, state="held", reason=trouble.key)
    theatre.citizen.find("L’impression attend")
    report.noticed(theatre.citizen.find(trouble.words).name, held["mono"])
    theatre.citizen.find(trouble.remedy)
    assert theatre.came_out(job) == 0
    theatre.printer(trouble.mends)
    done = theatre.events.wait("print.complete", DEADLINE_S, job=job, state="done")
    report.recovered(done["mono"])
    assert theatre.came_out(job) == 1
    theatre.citizen.touch("Oui, c’est sorti", DEADLINE_S)


@pytest.mark.fault(4, "file d'impression arrêtée", area="devices")
def test_a_paused_print_queue_is_started_again_by_itself(theatre: Theatre, report: Report) -> None:
    theatre.start_over()
    report.inject(theatre.printer, "pause")
    job = theatre.print_sheet()
    paused = {"state": "held", "reason": "printer.queue-paused"}
    told = theatre.events.wait("print.state-changed", DEADLINE_S, job=job, **paused)
    # It is over before a visitor has read of it: who looks after the kiosk finds it in its log.
    report.noticed(ERRORS["printer.queue-paused"].cause, told["mono"])
    done = theatre.events.wait("print.complete", DEADLINE_S, job=job, state="done")
    report.recovered(done["mono"])
    assert theatre.came_out(job) == 1
    theatre.citizen.touch("Oui, c’est sorti", DEADLINE_S)


@pytest.mark.fault(5, "service d'impression tué", area="devices")
def test_the_print_server_is_killed_and_the_job_found_again_by_its_name(
    theatre: Theatre, report: Report
) -> None:
    theatre.start_over()
    job = theatre.print_into_a_jam()
    report.inject(theatre.printer, "kill-cups")
    lost = {"state": "held", "reason": "printer.server-lost"}
    told = theatre.events.wait("print.state-changed", DEADLINE_S, job=job, **lost)
    report.noticed(theatre.citizen.find("L’impression attend").name, told["mono"])
    theatre.printer("restart-cups")
    theatre.printer("unjam")
    done = theatre.events.wait("print.complete", DEADLINE_S, job=job, state="done")
    report.recovered(done["mono"])
    assert theatre.came_out(job) == 1
    # The next sheet does not bring the last one out again: a print server sends what it believes unsent.
    theatre.start_over()
    after = theatre.print_sheet()
    theatre.events.wait("print.complete", DEADLINE_S, job=after, state="done")
    assert (theatre.came_out(job), theatre.came_out(after)) == (1, 1)


@pytest.mark.fault(1, "imprimante débranchée en cours d'impression", area="devices")
def test_the_printer_is_unplugged_mid_job_and_never_prints_twice(theatre: Theatre, report: Report) -> None:
    theatre.start_over()
    job = theatre.print_into_a_jam()
    report.inject(theatre.printer, "unplug")
    off = {"state": "held", "reason": "printer.device-offline"}
    told = theatre.events.wait("print.state-changed", DEADLINE_S, job=job, **off)
    theatre.citizen.find("L’impression attend")
    report.noticed(theatre.citizen.find("L’imprimante est éteinte").name, told["mono"])
    theatre.citizen.find("Demandez de l’aide")
    theatre.printer("replug")
    theatre.printer("unjam")
    ended = theatre.events.wait("print.complete", DEADLINE_S, job=job)
    assert ended["state"] in {"done", "unsure"}
    theatre.citizen.find("Oui, c’est sorti", DEADLINE_S)  # asked in either case
    report.recovered(ended["mono"])
    assert theatre.came_out(job) <= 1
