"""Fault 36, the kill matrix: each part dies in each situation, as a crash would have it.

screen: the visit is over, welcome, nothing remains. media: same call, next generation, the same page
on the table. steward: the visit is over; the test plays the service manager. relay, print server, a
confined child: the visitor stays where they were, and is told only what concerns them.
"""

from collections.abc import Callable

import pytest

from tests.faults.processes import alive, end
from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, SITUATIONS, STROKES, Theatre, until
from tests.faults.traces import nothing_remains

IN_CALL = frozenset({"call", "exchange", "signing"})
STAYING = ("child", "print server", "relay", "media")
ENDING = ("screen", "steward")
JAMMED = {"state": "held", "reason": "printer.paper-jammed"}
# Where the visitor is, by a name on their screen.
PLACES = {
    "idle": "Chercher",
    "printing": "L’impression attend",
    "waiting": "C’est bientôt à vous",
    "call": "Pause privée",
    "exchange": "Vous lisez ensemble",
    "signing": "Je ne signe pas",
}
# The way from one situation to the next is gone once: first what the visitor survives.
STAY_CELLS = [pytest.param(p, s, id=f"{p} while {s}") for s in SITUATIONS[1:] for p in STAYING]
END_CELLS = [pytest.param(p, s, id=f"{p} while {s}") for p in ENDING for s in SITUATIONS]


@pytest.mark.fault(36, "un programme est tué, le visiteur reste", area="host")
@pytest.mark.parametrize(("part", "situation"), STAY_CELLS)
def test_the_visitor_stays_when_a_part_dies(
    theatre: Theatre, report: Report, part: str, situation: str
) -> None:
    theatre.reach(situation)
    screen = theatre.front_screen()
    kills: dict[str, Callable[[], None]] = {
        "child": lambda: _child_dies(theatre, report, situation),
        "print server": lambda: _print_server_dies(theatre, report, situation),
        "relay": lambda: _relay_dies(theatre, report, situation),
        "media": lambda: _media_dies(theatre, report, situation),
    }
    theatre.events.mark()
    kills[part]()
    report.recovered()
    assert theatre.front_screen() == screen, "another screen took over"
    assert theatre.citizen.find(PLACES[situation]), "the visitor is elsewhere"
    assert theatre.visits_ended == 0


def _child_dies(theatre: Theatre, report: Report, situation: str) -> None:
    """The one that works for this situation; where none does, the one that asks the printer."""
    match situation:
        case "printing":
            end(theatre.child("print"))
            report.injected()
            found = theatre.events.wait("print.state-changed", DEADLINE_S, **JAMMED)
            report.noticed("l’impression attend toujours : elle est suivie sous le même nom", found["mono"])
        case "exchange":
            theatre.expert.send_anything(theatre.letter)
            end(theatre.child("clean"))
            report.injected()
            refused = theatre.events.wait("document.refused", DEADLINE_S)
            theatre.expert.reads("Refusé")
            theatre.citizen.touch("J’ai compris", DEADLINE_S)
            report.noticed("le fichier est abîmé", refused["mono"])
        case "signing":
            theatre.citizen.draw("Cadre pour signer", STROKES)
            theatre.citizen.touch("Je signe")
            end(theatre.child("sign"))
            report.injected()
            theatre.citizen.find("Pas encore signé", DEADLINE_S)
            report.noticed("pas encore signé")
        case _:
            dead = theatre.child("printer-watch")
            end(dead)
            report.injected()
            until(lambda: theatre.child("printer-watch") != dead, "another one watches the printer")
            report.noticed("rien : cela ne concerne personne")


def _print_server_dies(theatre: Theatre, report: Report, situation: str) -> None:
    report.injected()
    theatre.printer("kill-cups")
    if situation == "printing":
        held = {"state": "held", "reason": "printer.server-lost"}
        told = theatre.events.wait("print.state-changed", DEADLINE_S, **held)
        report.noticed("l’impression attend", told["mono"])
    else:
        told = theatre.events.wait("printer.status-changed", DEADLINE_S, status="printer.server-lost")
        report.noticed("imprimer n’est plus proposé", told["mono"])
    theatre.events.mark()
    theatre.printer("restart-cups")
    if situation == "printing":
        theatre.events.wait("print.state-changed", DEADLINE_S, **JAMMED)
    else:
        theatre.events.wait("printer.status-changed", DEADLINE_S, status="ready")


def _relay_dies(theatre: Theatre, report: Report, situation: str) -> None:
    report.injected()
    theatre.kill_relay()
    lost = theatre.events.wait("link.lost", DEADLINE_S)
    if situation not in IN_CALL:
        theatre.citizen.find("Hors ligne", DEADLINE_S)
    report.noticed("hors ligne", lost["mono"])
    theatre.stand.start_relay()
    theatre.events.wait("link.connect-complete", DEADLINE_S)
    if situation == "waiting":
        theatre.events.wait("queue.position-changed", DEADLINE_S, ahead=0)
        theatre.expert.wait_for_someone()
    if situation in IN_CALL:
        theatre.events.wait("call.stats", DEADLINE_S)
        assert theatre.call_goes_on()


def _media_dies(theatre: Theatre, report: Report, situation: str) -> None:
    media = theatre.media()
    if situation in {"idle", "printing"}:
        assert media is None, "the cameras run with no counter open"
        report.noticed("rien : les caméras sont éteintes")
        return
    assert media is not None
    report.injected()
    end(media)
    lost = theatre.events.wait("process.lost", DEADLINE_S, role="media")
    report.noticed("l’image revient" if situation in IN_CALL else "la caméra s’allume", lost["mono"])
    if situation not in IN_CALL:
        theatre.events.wait("media.start-complete", DEADLINE_S)
    else:  # the one that stood by connects, before or after the next one to stand by has started
        connected = theatre.events.wait("call.connect-complete", DEADLINE_S, call=theatre.call)
        assert connected["generation"] > 1
        theatre.events.wait("call.first-picture", DEADLINE_S, call=theatre.call)


@pytest.mark.fault(36, "un programme est tué, la visite est finie", area="host")
@pytest.mark.parametrize(("part", "situation"), END_CELLS)
def test_the_visit_is_over_and_nothing_remains(
    theatre: Theatre, report: Report, part: str, situation: str
) -> None:
    theatre.reach(situation)
    before = theatre.screens_and_media()
    theatre.events.mark()
    report.injected()
    if part == "screen":
        _screen_dies(theatre, report, situation)
        before.discard(theatre.front_screen())  # the warm one of before: it held nothing
    else:
        _steward_dies(theatre, report, before)
    theatre.welcomed()
    report.recovered()
    if situation == "printing":
        theatre.printer("unjam")
        if part == "steward":
            # The new one hears of it later: pages then offer to print, and what the next visitor touches moves.
            theatre.events.wait("printer.status-changed", DEADLINE_S, status="ready")
    if situation in IN_CALL:
        theatre.expert.page.locator("main.ended, #available").first.wait_for()
    nothing_remains(theatre, before, 80)
    theatre.expert_is_free()


def _screen_dies(theatre: Theatre, report: Report, situation: str) -> None:
    dead = theatre.front_screen()
    end(dead)
    lost = theatre.events.wait("process.lost", DEADLINE_S, role="screen", pid=dead)
    report.noticed("accueil", lost["mono"])
    theatre.events.wait("screen.handover-complete", DEADLINE_S)
    if situation != "welcome":
        assert theatre.events.wait("visit.wipe-complete", DEADLINE_S)["left"] == 0
    until(lambda: not alive(dead), "the dead screen is buried")


def _steward_dies(theatre: Theatre, report: Report, before: set[int]) -> None:
    theatre.kill_steward()
    until(lambda: not any(alive(pid) for pid in before), "screens and cameras end with the steward")
    report.noticed("écran éteint, puis accueil")
    theatre.stand.start_steward()
