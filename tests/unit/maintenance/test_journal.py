import json
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.events import EVENTS, EventLog
from kiosk.maintenance.journal import LAST, last_events, tell
from kiosk.maintenance.words import QUIET, WORDS


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_every_event_is_told_in_words_or_left_out_on_purpose(name: str) -> None:
    assert (name in WORDS) != (name in QUIET)


@pytest.mark.parametrize("name", sorted(WORDS.keys() & EVENTS.keys()))
def test_a_sentence_holds_whatever_fields_an_event_has(name: str) -> None:
    fields = dict.fromkeys(EVENTS[name], "x")
    assert tell({"at": "2026-11-23T09:00:00Z", "event": name, **fields}, {}) is not None or name in {
        "print.state-changed", "agent.command-complete", "process.start-complete", "process.stop-complete",
    }  # fmt: skip
    tell({"at": "", "event": name}, {})


def test_the_newest_comes_first_and_a_device_can_be_asked_for_alone(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    log = EventLog(path, "steward", ManualClock())
    log.emit("printer.status-changed", status="printer.paper-empty")
    log.emit("scanner.status-changed", status="ready")
    log.emit("printer.status-changed", status="ready")
    told = last_events(path)
    assert [line.words for line in told] == [
        "Imprimante : prête", "Scanner : prêt", "Imprimante : plus de papier",
    ]  # fmt: skip
    assert [line.code for line in told] == ["", "", "P01"]
    assert [line.words for line in last_events(path, "scanner")] == ["Scanner : prêt"]


def test_what_visitors_do_is_never_told(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    log = EventLog(path, "screen")
    log.emit("content.sheet-opened", sheet="F1234")
    log.emit("content.search-complete", results=3, ms=4)
    log.emit("print.submit-init", job="a" * 32, kind="checklist")
    told = last_events(path)
    assert [line.words for line in told] == ["Impression demandée : document"]
    assert "F1234" not in repr(told)


def test_no_more_than_the_last_two_hundred(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    log = EventLog(path, "steward")
    for _ in range(LAST + 5):
        log.emit("link.connect-complete")
    assert len(last_events(path)) == LAST


def test_a_log_that_is_damaged_or_gone_tells_what_it_can(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    assert last_events(path) == []
    good = json.dumps({"at": "2026-11-23T09:00:00Z", "event": "link.connect-complete"})
    path.write_text(f'{{"at": "x"\n[1, 2]\n{good}\n\x00\n{{"event": "from.another-version"}}\n')
    assert [line.words for line in last_events(path)] == ["from.another-version", "Relié au relais"]


def test_tests_are_told_by_the_names_the_menu_gives() -> None:
    event = {"event": "device.test-complete", "at": "", "device": "printer", "key": None, "proven": True}
    told = tell(event, {"printer": "Imprimante"})
    assert told is not None
    assert told.words == "Essai de « Imprimante » : réussi, vérifié sur ce matériel"
    assert told.device == "printer"
