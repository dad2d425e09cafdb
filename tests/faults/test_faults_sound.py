"""Faults of the microphone, as visitor and expert meet them: told on both screens, and written instead."""

from collections.abc import Iterator

import pytest

from devices.peers.sound_peer import SoundCards
from devices.peers.transcript import FOLDER
from tests.faults.report import Report
from tests.faults.theatre import CANARY, DEADLINE_S, Theatre, until
from tests.faults.traces import nothing_remains

SPEAKS = ("module-sine-source", "frequency=300")


@pytest.fixture
def cards(theatre: Theatre, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundCards]:
    """A microphone that a hand can pull out of the demonstration's sound server."""
    monkeypatch.setenv(FOLDER, str(theatre.stand.wire))
    cards = SoundCards(theatre.stand.sound)
    cards.plug("micro", *SPEAKS)
    theatre.restart_with(devices={"microphone": "sound:device:micro"})
    yield cards
    theatre.start_over()
    theatre.restart_with()
    cards.close()


@pytest.mark.fault(11, "micro perdu", area="devices")
def test_the_microphone_is_lost_in_a_call_and_both_write_instead(
    theatre: Theatre, cards: SoundCards, report: Report
) -> None:
    before = len(theatre.events.all("sound.microphone-changed", state="live"))  # of other visits
    theatre.reach("call")
    until(
        lambda: len(theatre.events.all("sound.microphone-changed", state="live")) > before,
        "the visitor is heard",
    )
    theatre.events.mark()
    report.inject(cards.unplug, "micro")
    lost = theatre.events.wait("sound.microphone-changed", DEADLINE_S, state="missing")
    report.noticed(theatre.citizen.find("Le micro ne répond plus", DEADLINE_S).name, lost["mono"])
    theatre.expert.reads("Le micro de la borne ne répond plus.")
    known = {"device": "microphone", "status": "sound.device-missing"}
    until(lambda: bool(theatre.events.all("sound.status-changed", **known)), "the technician's page knows")
    theatre.citizen.touch("Écrire", DEADLINE_S)
    theatre.citizen.touch("Je ne comprends pas", DEADLINE_S)
    theatre.expert.reads("Je ne comprends pas")
    theatre.expert.page.locator("#text").fill(f"Je vous lis, {CANARY}.")
    theatre.expert.page.locator("#text-send").click()
    theatre.citizen.find(f"Je vous lis, {CANARY}.", DEADLINE_S)
    theatre.events.mark()
    cards.plug("micro", *SPEAKS)
    back = theatre.events.wait("sound.microphone-changed", DEADLINE_S, state="live")
    report.recovered(back["mono"])
    until(lambda: not theatre.citizen.sees("Le micro ne répond plus"), "the visitor is told")
    theatre.expert.page.locator(".deaf").wait_for(state="detached")
    assert theatre.call_goes_on()
    # What was written is kept nowhere.
    processes = theatre.screens_and_media()
    theatre.start_over()
    nothing_remains(theatre, processes - {theatre.front_screen()})
