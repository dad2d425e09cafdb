"""The calendar file, read by a library that is not ours."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from session.relay.appointments.calendar import calendar
from session.relay.appointments.model import Slot

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
DESKS = {"caf": "CAF, prestations ; logement"}


def slot(note: str = "", ident: str = "5eed") -> Slot:
    return Slot(
        ident, "caf", "CAF", "camille", "Camille", "2026-12-03T09:30:00Z", "2026-12-03T10:00:00Z", note
    )


def events(text: str) -> list[dict[str, object]]:
    read = Calendar.from_ical(text)
    assert read.errors == []
    return [
        {
            "uid": str(event["UID"]),
            "start": event.decoded("DTSTART"),
            "end": event.decoded("DTEND"),
            "summary": str(event["SUMMARY"]),
            "note": str(event.get("DESCRIPTION", "")),
            "busy": str(event["TRANSP"]) == "OPAQUE",
        }
        for event in read.walk("VEVENT")
    ]


def test_a_foreign_reader_finds_the_hours_and_which_are_booked() -> None:
    text = calendar([(slot("Dossiers retraite"), True), (slot(ident="beef"), False)], DESKS, NOW)
    booked, free = events(text)
    assert booked["start"] == datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
    assert booked["end"] == datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
    assert booked["summary"] == "Rendez-vous au guichet (CAF, prestations ; logement)"
    assert booked["note"] == "Dossiers retraite"
    assert (booked["busy"], free["busy"]) == (True, False)
    assert booked["uid"] != free["uid"]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=120))
def test_any_note_comes_back_as_it_was_and_no_line_is_too_long(note: str) -> None:
    text = calendar([(slot(note), True)], DESKS, NOW)
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    assert events(text)[0]["note"] == note


def test_nothing_of_anybody_is_in_it() -> None:
    text = calendar([(slot(), True)], DESKS, NOW)
    assert "camille" not in text.lower()
    assert [line.split(":")[0] for line in text.split("\r\n") if line] == [
        "BEGIN", "VERSION", "PRODID", "METHOD", "BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS",
        "TRANSP", "CLASS", "END", "END",
    ]  # fmt: skip


def test_an_empty_week_is_a_calendar_too() -> None:
    assert events(calendar([], {}, NOW)) == []


@given(st.text(st.sampled_from("a;,\\:\r\n\x00\x0b\x0c\x1b\x1c\x85\u2028\u2029é"), max_size=120))
def test_no_note_and_no_counter_begins_a_line_of_its_own(note: str) -> None:
    evil = "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:pirate\x85ATTENDEE:x"
    text = calendar([(slot(note + evil), True)], {"caf": evil}, NOW)
    names = {
        line.partition(":")[0].partition(";")[0] for line in text.splitlines() if not line.startswith(" ")
    }
    assert names == {
        "BEGIN", "VERSION", "PRODID", "METHOD", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS",
        "TRANSP", "CLASS", "DESCRIPTION", "END",
    }  # fmt: skip
    assert len(events(text)) == 1
