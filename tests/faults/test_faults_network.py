"""Faults of the network and of the relay, while somebody talks or waits."""

import os
import time

import pytest

from tests.faults.processes import children_of, is_program
from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre, freeze, thaw, until


@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param(5, marks=pytest.mark.fault(17, "liaison coupée 5 secondes", area="network")),
        pytest.param(30, marks=pytest.mark.fault(18, "liaison coupée 30 secondes", area="network")),
    ],
)
def test_the_link_is_gone_and_the_call_resumes_by_itself(
    theatre: Theatre, report: Report, seconds: int
) -> None:
    """Nothing passes: the relay's cable is pulled, and the expert's whole browser stands still."""
    theatre.start_over()
    theatre.reach("call")
    call = theatre.call
    browser = [pid for pid in children_of(os.getpid()) if is_program(pid, "chromium")]
    assert browser
    theatre.events.mark()
    report.injected()
    pulled = time.monotonic()
    theatre.cable.pull()
    for pid in browser:
        freeze(pid)
    try:
        lost = theatre.events.wait("call.lost", DEADLINE_S, call=call)
        report.noticed(theatre.citizen.find("La liaison est coupée").name, lost["mono"])
        until(lambda: time.monotonic() - pulled >= seconds, "the outage is over")
    finally:
        for pid in reversed(browser):
            thaw(pid)
        theatre.cable.plug()
    theatre.events.mark()
    until(lambda: not theatre.citizen.sees("La liaison est coupée"), "the visitor is told that it is back")
    # The same connection goes on when it can, else a new generation: pictures come in either case.
    moving = theatre.events.wait_for(
        lambda e: e["event"] == "call.stats" and e["call"] == call and e["received_fps"] > 0,
        "pictures again",
        DEADLINE_S,
    )
    report.recovered(moving["mono"])
    assert theatre.visits_ended == 0
    # The relay is reached again: what the expert ends there is heard here.
    theatre.expert.end()
    theatre.call_ended()


@pytest.mark.fault(23, "le relais redémarre pendant un appel", area="network")
def test_the_relay_restarts_in_a_call_and_picture_and_sound_go_on(theatre: Theatre, report: Report) -> None:
    theatre.start_over()
    theatre.reach("call")
    media, before = theatre.media(), theatre.events.wait("call.stats", DEADLINE_S)["received_frames"]
    theatre.events.mark()
    report.injected()
    theatre.kill_relay()
    lost = theatre.events.wait("link.lost", DEADLINE_S)
    report.noticed("rien : l’image et le son continuent", lost["mono"])
    theatre.events.wait_for(
        lambda e: e["event"] == "call.stats" and e["received_frames"] > before + 10,
        "pictures while there is no relay",
        DEADLINE_S,
    )
    theatre.stand.start_relay()
    back = theatre.events.wait("link.connect-complete", DEADLINE_S)
    report.recovered(back["mono"])
    theatre.events.wait("call.stats", DEADLINE_S)
    assert theatre.media() == media
    assert theatre.call_goes_on()
    theatre.expert.page.locator("main.call").wait_for()
    # The seat was kept: the expert's end passes through the new relay.
    theatre.expert.reads("Connecté")
    theatre.expert.end()
    theatre.call_ended()


@pytest.mark.fault(24, "le relais redémarre pendant que quelqu'un attend", area="network")
def test_the_relay_restarts_while_someone_waits_and_the_place_is_kept(
    theatre: Theatre, report: Report
) -> None:
    theatre.start_over()
    theatre.reach("waiting")
    theatre.events.mark()
    report.injected()
    theatre.kill_relay()
    lost = theatre.events.wait("link.lost", DEADLINE_S)
    said = theatre.citizen.find("La liaison est coupée. Votre place est gardée").name
    report.noticed(said, lost["mono"])
    theatre.stand.start_relay()
    theatre.events.wait("link.connect-complete", DEADLINE_S)
    place = theatre.events.wait("queue.position-changed", DEADLINE_S, ahead=0)
    report.recovered(place["mono"])
    theatre.citizen.find("C’est bientôt à vous")
    theatre.expert.wait_for_someone()
    theatre.expert.take()
    theatre.events.wait("call.first-picture", DEADLINE_S)
