"""The event log: what may be written, and how several processes share one file."""

import json
import os
import re
import threading
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.events import EVENTS, EventLog

# A field of one of these names would put a person in the log.
PERSONAL = {
    "visit",
    "name",
    "text",
    "words",
    "query",
    "login",
    "password",
    "pin",
    "x",
    "y",
    "birth",
    "address",
}


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_an_event_is_one_line_with_its_time_and_its_process(tmp_path: Path) -> None:
    clock = ManualClock()
    log = EventLog(tmp_path / "deep" / "events.jsonl", "steward", clock)
    clock.advance(90.5)
    log.emit("print.state-changed", job="abc", state=5, reason="media-empty-error")
    assert lines(tmp_path / "deep" / "events.jsonl") == [
        {
            "at": "2026-11-23T09:01:30Z",
            "mono": 90.5,
            "from": "steward",
            "event": "print.state-changed",
            "job": "abc",
            "state": 5,
            "reason": "media-empty-error",
        }
    ]


def test_a_field_that_is_not_declared_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    log = EventLog(path, "screen")
    with pytest.raises(KeyError, match="words"):
        log.emit("content.search-complete", results=3, ms=2, words="maladie")
    with pytest.raises(KeyError):
        log.emit("content.search-invented")
    assert path.read_bytes() == b""


def test_a_log_without_a_file_still_refuses_what_is_not_declared() -> None:
    log = EventLog(None, "screen")
    log.emit("visit.begin-complete")
    with pytest.raises(KeyError):
        log.emit("visit.begin-complete", visit="0123")


def test_no_event_of_the_catalogue_can_carry_a_person() -> None:
    carried = {field for fields in EVENTS.values() for field in fields}
    assert carried & PERSONAL == set()


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_event_names_read_area_dot_verb(name: str) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*", name)


def test_what_begins_can_end() -> None:
    beginnings = {name.removesuffix("-init") for name in EVENTS if name.endswith("-init")}
    ends = {name.removesuffix("-complete") for name in EVENTS if name.endswith("-complete")}
    # `visit.end` ends in the wipe, a print job in the printer's own word, an offer in an answer.
    answered = {"visit.end", "call.offer"}
    assert beginnings - ends == answered & beginnings


def test_many_writers_never_mix_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"

    def write(role: str) -> None:
        log = EventLog(path, role)
        for number in range(200):
            log.emit("document.refused", document=role * 40, key=str(number))

    writers = [threading.Thread(target=write, args=(role,)) for role in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(lines(path)) == 800


def test_accents_stay_readable_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    EventLog(path, "relay").emit("relay.kiosk-lost", kiosk="Mairie d'Évreux")
    assert "Évreux" in path.read_text(encoding="utf-8")


def test_a_full_disk_loses_events_and_the_log_says_how_many_once_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    full, room = os.open("/dev/full", os.O_WRONLY), os.open(path, os.O_WRONLY | os.O_CREAT)
    log = EventLog(full, "steward")
    log.emit("content.sync-init")
    log.emit("kiosk.open-complete")
    os.dup2(room, full)
    log.emit("visit.begin-complete")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(line["event"], line.get("count")) for line in lines] == [
        ("log.events-lost", 2),
        ("visit.begin-complete", None),
    ]
    os.close(full)
    os.close(room)
