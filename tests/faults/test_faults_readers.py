"""The whole kiosk with a code reader, a presence radar and a backed-up supply at the other ends of their wires."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.peers.code_peer import CodePeer
from devices.peers.presence_peer import PresencePeer
from devices.peers.ups_peer import UpsPeer
from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre, until

URL = "https://faux-impots.example/payer?dossier=7741902"
NOTHING = "Ce code ne correspond à rien ici"
OURS = "D 47 03 82 16 80"


@dataclass(frozen=True)
class Wires:
    """What is plugged in."""

    codes: CodePeer
    radar: PresencePeer
    ups: UpsPeer


@pytest.fixture(scope="module")
def wires(theatre: Theatre, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wires]:
    """The theatre's kiosk started again with all three, and without them afterwards."""
    folder = tmp_path_factory.mktemp("lecteurs")
    wires = Wires(CodePeer(folder / "codes"), PresencePeer(folder / "radar"), UpsPeer(folder / "ups"))
    wires.codes.start()
    wires.radar.start()
    wires.radar.near()
    try:
        wires.ups.start()
        uris = {"codes": wires.codes.uri, "presence": wires.radar.uri, "ups": wires.ups.uri}
        theatre.restart_with(devices=uris)
        yield wires
        theatre.restart_with()
    finally:
        for peer in (wires.ups, wires.radar, wires.codes):
            peer.stop()


@pytest.mark.fault(58, "code QR hostile", area="attacks")
def test_a_hostile_code_is_shown_as_data_and_moves_nothing(
    theatre: Theatre, wires: Wires, report: Report
) -> None:
    theatre.start_over()
    theatre.begin()
    theatre.citizen.find("Écrire avec vos mots", DEADLINE_S)
    pages, screen = len(theatre.events.all("screen.show-complete")), theatre.front_screen()
    report.inject(wires.codes.scan, URL)
    told = theatre.events.wait("codes.read-complete", DEADLINE_S, kind="address")
    report.noticed(theatre.citizen.find(NOTHING, DEADLINE_S).name, told["mono"])
    theatre.citizen.touch("J’ai compris", DEADLINE_S)
    for hostile in (b"A" * 4096 + b"\r", b"\x1b[2J\x1b]0;x\x07\0\r", "D 47\u202e 03".encode() + b"\r"):
        theatre.events.mark()
        wires.codes.say(hostile)
        theatre.events.wait("codes.read-complete", DEADLINE_S, kind="none")
        theatre.citizen.find(NOTHING, DEADLINE_S)
        theatre.citizen.touch("J’ai compris", DEADLINE_S)
        # Two codes without a text in a row are one, until the reader saw nothing for three seconds.
        theatre.events.mark()
        wires.codes.scan("3760001234567")
        theatre.events.wait("codes.read-complete", DEADLINE_S, kind="none")
        theatre.citizen.touch("J’ai compris", DEADLINE_S)
    assert len(theatre.events.all("screen.show-complete")) == pages, "no page was left"
    assert not theatre.events.all("site.open-complete")
    assert theatre.front_screen() == screen
    theatre.citizen.touch("Écrire avec vos mots", DEADLINE_S)
    theatre.citizen.find("Chercher", DEADLINE_S)
    report.recovered()
    theatre.situation = "idle"


def test_a_reader_that_never_stops_is_told_and_the_kiosk_goes_on(theatre: Theatre, wires: Wires) -> None:
    theatre.start_over()
    theatre.begin()
    theatre.events.mark()
    wires.codes.babble()
    theatre.events.wait("codes.status-changed", DEADLINE_S, status="codes.reader-noisy")
    theatre.citizen.touch("Écrire avec vos mots", DEADLINE_S)
    theatre.citizen.find("Chercher", DEADLINE_S)
    wires.codes.hush()
    theatre.events.wait("codes.status-changed", DEADLINE_S, status="ready")
    wires.codes.scan(OURS)
    theatre.citizen.find("Une demande à la mairie", DEADLINE_S)
    theatre.citizen.touch("Pas maintenant")


def test_the_power_ends_after_the_visit_and_not_before(theatre: Theatre, wires: Wires) -> None:
    """Last of this file: the kiosk goes down."""
    theatre.start_over()
    theatre.begin()
    asked: Path = theatre.stand.run / "poweroff"
    theatre.events.mark()
    wires.ups.battery()
    theatre.events.wait("power.status-changed", DEADLINE_S, status="power.battery-used")
    assert not theatre.citizen.sees("Le courant est coupé")
    wires.ups.low(8, 600)
    theatre.citizen.find("Le courant est coupé", DEADLINE_S)
    assert not asked.exists()
    theatre.citizen.touch("J’ai compris, je termine")
    theatre.citizen.touch("J’ai terminé", DEADLINE_S)
    theatre.citizen.touch("Terminer et tout effacer", DEADLINE_S)
    theatre.events.wait("visit.wipe-complete", DEADLINE_S)
    theatre.events.wait("power.shutdown-asked", DEADLINE_S)
    until(asked.exists, "the shutdown is asked for")
    theatre.citizen.find("Cette borne est fermée", DEADLINE_S)
    wires.ups.mains()
    theatre.situation = "welcome"
