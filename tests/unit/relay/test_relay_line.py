"""Positions, opening hours, call-back numbers: pure."""

from datetime import date, datetime

import pytest

from session.relay.queue.hours import Hours, Opening, Span, opening, parse_span
from session.relay.queue.line import ahead_of, next_number
from session.relay.queue.model import Ticket, TicketStatus

OFFICE = (Span(9 * 60, 12 * 60), Span(13 * 60 + 30, 17 * 60))
WEEK = Hours((OFFICE,) * 4 + ((Span(9 * 60, 12 * 60),), (), ()))


def ticket(name: str, place: int, desk: str = "caf", status: TicketStatus = "waiting") -> Ticket:
    administration = "CAF" if desk in {"caf", "logement"} else "France Travail"
    return Ticket(name, "kiosk", desk, administration, status, place, "2026-11-23T09:00:00Z")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


# 2026-11-23 is a Monday.
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T08:59", Opening(open=False, opens="aujourd'hui à 9 h")),
        ("2026-11-23T09:00", Opening(open=True, until="12 h")),
        ("2026-11-23T11:59", Opening(open=True, until="12 h")),
        ("2026-11-23T12:00", Opening(open=False, opens="aujourd'hui à 13 h 30")),
        ("2026-11-23T13:30", Opening(open=True, until="17 h")),
        ("2026-11-23T17:00", Opening(open=False, opens="demain à 9 h")),
        ("2026-11-27T12:30", Opening(open=False, opens="lundi à 9 h")),
    ],
)
def test_a_counter_says_until_when_or_when_again(moment: str, expected: Opening) -> None:
    assert opening(WEEK, at(moment)) == expected


def test_a_day_off_is_jumped_over() -> None:
    hours = Hours(WEEK.week, frozenset({date(2026, 11, 24)}))
    assert opening(hours, at("2026-11-23T18:00")).opens == "mercredi à 9 h"


def test_public_holidays_close_and_a_date_s_own_hours_go_before_all() -> None:
    christmas, eve = date(2026, 12, 25), date(2026, 12, 24)  # a Friday, a Thursday
    hours = Hours(WEEK.week, special={eve: (Span(9 * 60, 11 * 60),)}, insee="45300")
    assert opening(hours, at("2026-12-24T10:59")).until == "11 h"
    assert opening(hours, at("2026-12-24T11:00")).opens == "lundi à 9 h"
    assert opening(hours, at("2026-12-25T10:00")).open is False
    assert opening(Hours(WEEK.week), at("2026-12-25T10:00")).open is True
    on = Hours(
        WEEK.week, closed=frozenset({christmas}), special={christmas: (Span(600, 660),)}, insee="45300"
    )
    assert opening(on, at("2026-12-25T10:30")).open is True
    # The day after Christmas is one in Alsace-Moselle only.
    assert opening(Hours(((Span(540, 720),),) * 7, insee="57463"), at("2026-12-26T10:00")).open is False


def test_a_counter_without_hours_never_promises_a_time() -> None:
    assert opening(Hours(), at("2026-11-23T10:00")) == Opening(open=False)


def test_around_the_clock_has_no_closing_time() -> None:
    always = Hours(((Span(0, 1440),),) * 7)
    assert opening(always, at("2026-11-23T23:59")) == Opening(open=True)


@pytest.mark.parametrize("text", ["9", "12:00-09:00", "09:00-09:00", "25:00-26:00", "a-b"])
def test_a_span_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_span(text)


def test_only_those_before_me_at_my_counter_count() -> None:
    line = [
        ticket("me", 5),
        ticket("first", 1),
        ticket("other desk", 2, "logement"),
        ticket("elsewhere", 3, "emploi"),
        ticket("seated", 0, status="seated"),
        ticket("later", 9),
        ticket("by telephone number", 4, status="callback"),
    ]
    assert ahead_of(line[0], line) == 2


def test_who_comes_back_after_a_vanished_expert_is_first() -> None:
    line = [ticket("second", 2), ticket("third", 3), ticket("back", 0)]
    assert ahead_of(line[2], line) == 0
    assert ahead_of(line[0], line) == 1


def test_call_back_numbers_go_round_and_skip_those_in_use() -> None:
    assert next_number(0, []) == (1, "C-1")
    assert next_number(11, ["C-12"]) == (13, "C-13")
    assert next_number(99, ["C-1"]) == (2, "C-2")


def test_a_hundred_call_backs_still_get_different_numbers() -> None:
    taken = [f"C-{n}" for n in range(1, 100)]
    _, number = next_number(50, taken)
    assert number not in taken
