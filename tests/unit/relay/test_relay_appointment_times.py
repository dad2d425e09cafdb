"""Cutting a day into slots, and what the hour makes of a code: summer time included."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.core.clock import rfc3339
from session.protocol.appointments import When
from session.relay.appointments.model import (
    FURTHEST,
    MOST_AT_ONCE,
    Appointment,
    cut,
    kept_until,
    may_open,
    opens_at,
    place_of,
    when_of,
)

PARIS, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")
THERE = Appointment("r", "c", "K7", "s", "caf", "2026-12-03T09:30:00Z", "2026-12-03T10:00:00Z")


def starts(day: str, begins: str, ends: str, minutes: int, zone: ZoneInfo = PARIS) -> list[str]:
    spans = cut(date.fromisoformat(day), time.fromisoformat(begins), time.fromisoformat(ends), minutes, zone)
    assert all(span.ends - span.starts == timedelta(minutes=minutes) for span in spans)
    return [rfc3339(span.starts) for span in spans]


def test_a_morning_is_cut_into_whole_slots_and_the_rest_is_left() -> None:
    assert starts("2026-12-03", "09:00", "10:20", 30) == ["2026-12-03T08:00:00Z", "2026-12-03T08:30:00Z"]
    assert starts("2026-07-03", "09:00", "10:00", 30)[0] == "2026-07-03T07:00:00Z"
    assert starts("2026-12-03", "09:00", "10:00", 60, REUNION) == ["2026-12-03T05:00:00Z"]


def test_the_night_the_clock_goes_forward_has_an_hour_less() -> None:
    assert starts("2027-03-28", "01:00", "04:00", 30) == [
        "2027-03-28T00:00:00Z",
        "2027-03-28T00:30:00Z",
        "2027-03-28T01:00:00Z",
        "2027-03-28T01:30:00Z",
    ]
    assert starts("2027-03-28", "02:30", "04:00", 30) == [], "this hour does not exist"
    assert starts("2027-03-28", "09:00", "10:00", 60) == ["2027-03-28T07:00:00Z"]


def test_the_night_the_clock_goes_back_has_an_hour_more() -> None:
    assert len(starts("2026-10-25", "01:00", "04:00", 30)) == 8
    assert starts("2026-10-25", "09:00", "10:00", 60) == ["2026-10-25T08:00:00Z"]
    assert starts("2026-10-24", "09:00", "10:00", 60) == ["2026-10-24T07:00:00Z"]


@pytest.mark.parametrize(
    ("begins", "ends", "minutes"), [("10:00", "09:00", 30), ("09:00", "09:00", 30), ("09:00", "09:20", 30)]
)
def test_a_span_that_holds_no_slot_opens_none(begins: str, ends: str, minutes: int) -> None:
    assert starts("2026-12-03", begins, ends, minutes) == []


def test_one_order_opens_no_more_than_its_share() -> None:
    assert len(starts("2026-12-03", "09:00", "17:00", 5)) == 96 <= MOST_AT_ONCE
    assert starts("2026-12-03", "08:00", "18:00", 5) == []


def test_only_what_is_to_come_and_not_too_far_may_be_opened() -> None:
    spans = cut(date(2026, 12, 3), time(9), time(10), 30, PARIS)
    assert may_open(spans, datetime(2026, 12, 3, 7, 59, tzinfo=UTC))
    assert not may_open(spans, datetime(2026, 12, 3, 8, 0, tzinfo=UTC))
    assert not may_open(spans, spans[-1].ends - FURTHEST - timedelta(seconds=1))
    assert not may_open([], datetime(2026, 12, 3, tzinfo=UTC))


@pytest.mark.parametrize(
    ("now", "when"),
    [
        ("2026-12-02T09:30:00", "other-day"),
        ("2026-12-02T23:30:00", "early"),  # past midnight in Paris: it is the day
        ("2026-12-03T09:14:59", "early"),
        ("2026-12-03T09:15:00", "now"),
        ("2026-12-03T09:59:59", "now"),
        ("2026-12-03T10:00:00", "late"),
        ("2026-12-04T09:00:00", "late"),
    ],
)
def test_what_a_code_is_worth_at_this_hour(now: str, when: When) -> None:
    assert when_of(THERE, datetime.fromisoformat(now).replace(tzinfo=UTC), PARIS) == when


def test_a_cancelled_one_is_cancelled_at_any_hour() -> None:
    gone = replace(THERE, slot=None)
    assert when_of(gone, datetime(2026, 12, 3, 9, 30, tzinfo=UTC), PARIS) == "cancelled"


def test_the_expert_of_the_appointment_has_five_minutes_from_the_hour_or_from_the_arrival() -> None:
    assert kept_until("2026-12-03T09:30:00Z", "2026-12-03T09:20:00Z") == "2026-12-03T09:35:00Z"
    assert kept_until("2026-12-03T09:30:00Z", "2026-12-03T09:50:00Z") == "2026-12-03T09:55:00Z"
    assert opens_at(THERE) == "2026-12-03T09:15:00Z"


def test_an_earlier_hour_comes_first_and_all_before_those_without() -> None:
    early, late = place_of("2026-12-03T09:30:00Z"), place_of("2026-12-03T09:45:00Z")
    assert -(2**31) < early < late < place_of("2200-01-01T00:00:00Z") < 0
