"""A hand on one peer: told, heard, and let go."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.compose.demo.tail import EventTail
from kiosk.compose.dock.bench import Bench, now, put_away, said, set_out
from kiosk.compose.dock.table import DEVICES, SIGNATURE, Command
from kiosk.core.errors import ERRORS
from kiosk.core.events import EVENTS
from kiosk.core.places import ROOT


@pytest.fixture
def lonely(tmp_path: Path) -> Iterator[Bench]:
    """A pad alone."""
    bench = set_out(tmp_path, [SIGNATURE])
    yield bench
    put_away(bench.hands)


def test_an_answer_that_somebody_else_left_is_not_taken_for_ours(lonely: Bench) -> None:
    pad = lonely.hands["signature"]
    pad.running.say("unplug")
    assert pad.tell("replug") == {"command": "replug", "known": True}
    assert pad.state() == ({"plug": "in", "pen": "up"}, False)


def test_a_simulator_that_died_is_said_and_the_bench_goes_on(lonely: Bench) -> None:
    pad = lonely.hands["signature"]
    pad.running.process.kill()
    pad.running.process.wait()
    assert lonely.do("signature", "sign") == "Tablette de signature : le simulateur ne répond plus."
    (device,) = lonely.view()["devices"]
    assert device["lost"] is True
    lonely.write("signature", [(0.5, 0.5)])
    lonely.lift("signature")


def test_only_what_the_table_names_is_ever_said_to_a_peer(lonely: Bench) -> None:
    for words in ("quit", "sign\nunplug", "stroke 0.1,0.1", ""):
        assert lonely.do("signature", words) == "Cet appareil ne sait pas faire cela."
    assert lonely.hands["signature"].state() == ({"plug": "in", "pen": "up"}, False)


def test_what_makes_no_sense_now_is_not_offered() -> None:
    command = Command("paper empty", "Retirer", "file-text", "paper=full|low")
    assert [now(command, {"paper": word}) for word in ("full", "low", "empty")] == [True, True, False]
    assert now(command, {})  # a peer that does not say how it stands is offered everything
    assert now(Command("garbage", "N’importe quoi", "question"), {"paper": "empty"})


def test_the_gravest_trouble_is_said_first() -> None:
    printer = DEVICES["printer"]
    state = {"paper": "empty", "plug": "out", "toner": "full"}
    assert said(printer.troubles, state) == ["débranchée", "plus de papier"]
    assert said(printer.troubles, {"paper": "full", "plug": "in"}) == []


def test_what_the_kiosk_says_of_a_device_is_its_last_word(lonely: Bench, tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    lonely.events = EventTail(log)

    def noticed() -> str:
        return str(lonely.view()["devices"][0]["kiosk"])

    def say(**event: str) -> None:
        with log.open("a") as lines:
            lines.write(json.dumps(event) + "\n")

    assert noticed() == ""
    say(event="signature.status-changed", status="signature.pad-missing")
    say(event="printer.status-changed", status="printer.paper-empty")
    assert noticed() == ERRORS["signature.pad-missing"].cause
    say(event="signature.status-changed", status="ready")
    assert noticed() == "tout va bien"


def test_each_row_hears_what_the_kiosk_really_says_of_its_device() -> None:
    for device in DEVICES.values():
        area, _, camera = (device.says or device.key).partition(":")
        fields = EVENTS[f"{area}.status-changed"]
        assert "status" in fields
        assert ("camera" in fields) == bool(camera)


def test_every_button_has_an_icon_that_the_pages_ship() -> None:
    named = (ROOT / "deploy/build/icons.txt").read_text(encoding="utf-8").split("\n")
    wanted = {command.icon for device in DEVICES.values() for command in device.commands}
    assert wanted - set(named) == set()
