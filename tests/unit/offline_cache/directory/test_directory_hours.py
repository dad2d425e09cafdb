"""Is it open now? What a person at the kiosk would read, and what no remark may be overruled by."""

# ruff: noqa: DTZ001 - the hours of an office are those of a wall clock, without a zone

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache.directory.calendar import holiday
from offline_cache.directory.hours import Closed, Holiday, Open, SeeRemark, Unknown, state
from offline_cache.directory.model import DAY, Hours, Rule, Span
from offline_cache.directory.weekdays import is_ranked, ranks_in
from offline_cache.directory.words import grouped_week, opening, week

MORNING, AFTERNOON = Span(9 * 60, 12 * 60), Span(14 * 60, 16 * 60 + 30)
SATURDAY = Rule(5, 5, (MORNING,), "Accueil ouvert uniquement le 2e et 4e samedis de chaque mois.")
MAIRIE = Hours((Rule(0, 4, (MORNING, AFTERNOON)), SATURDAY))
NO_REMARK = Hours((Rule(0, 4, (MORNING, AFTERNOON)), Rule(5, 5, (MORNING,))))


def said(hours: Hours, moment: str, insee: str = "45300") -> str:
    when = datetime.fromisoformat(moment)
    return opening(state(hours, when, lambda day: holiday(day, insee)), when)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-26T15:00", "ouvert jusqu’à 16 h 30"),
        ("2026-11-26T10:00", "ouvert jusqu’à 12 h, rouvre à 14 h"),
        ("2026-11-26T11:40", "ferme bientôt, à 12 h, rouvre à 14 h"),
        ("2026-11-26T16:00", "ferme bientôt, à 16 h 30"),
        ("2026-11-26T12:30", "fermé, rouvre à 14 h"),
        ("2026-11-26T08:00", "fermé, ouvre à 9 h"),
        ("2026-11-26T16:30", "fermé, ouvre demain à 9 h"),
        ("2026-11-29T10:00", "fermé, ouvre demain à 9 h"),
    ],
)
def test_an_ordinary_day_says_until_when_or_from_when(moment: str, words: str) -> None:
    assert said(NO_REMARK, moment) == words


def test_a_remark_beside_the_hours_is_never_overruled() -> None:
    """28 November 2026 is the 4th Saturday: the remark says open, and still nothing is promised."""
    assert said(MAIRIE, "2026-11-28T10:00") == "samedi : voir la remarque"
    assert "2e et 4e samedis" in dict(week(MAIRIE.__class__(MAIRIE.rules)))["Samedi"]


def test_a_saturday_that_the_remark_leaves_out_is_said_to_be_closed() -> None:
    assert said(MAIRIE, "2026-11-21T10:00") == "sans doute fermé aujourd’hui, ouvre lundi à 9 h"


def test_friday_evening_points_at_the_remark_of_the_saturday_before_monday() -> None:
    assert said(MAIRIE, "2026-11-27T18:00") == "fermé · demain : voir la remarque"
    assert said(MAIRIE, "2026-11-20T18:00") == "fermé, ouvre lundi à 9 h"


def test_a_remark_for_the_whole_week_makes_open_a_principle() -> None:
    hours = Hours(NO_REMARK.rules, "Fermé pendant les vacances scolaires.")
    assert said(hours, "2026-11-26T15:00") == "en principe ouvert jusqu’à 16 h 30, voir la remarque"


@pytest.mark.parametrize(
    ("moment", "insee", "words"),
    [
        ("2026-12-25T10:00", "45300", "jour férié, sans doute fermé, ouvre lundi à 9 h"),
        ("2026-11-11T10:00", "45300", "jour férié, sans doute fermé, ouvre demain à 9 h"),
        ("2026-04-03T10:00", "67482", "jour férié, sans doute fermé, ouvre mardi à 9 h"),
        ("2026-04-03T10:00", "57463", "jour férié, sans doute fermé, ouvre mardi à 9 h"),
        ("2026-04-03T10:00", "45300", "ouvert jusqu’à 12 h, rouvre à 14 h"),
        ("2027-12-20T10:00", "97411", "jour férié, sans doute fermé, ouvre demain à 9 h"),
        ("2026-05-22T10:00", "97209", "jour férié, sans doute fermé, ouvre mardi à 9 h"),
        ("2026-05-27T10:00", "97105", "jour férié, sans doute fermé, ouvre demain à 9 h"),
        ("2026-06-10T10:00", "97302", "jour férié, sans doute fermé, ouvre demain à 9 h"),
    ],
)
def test_public_holidays_are_those_of_where_the_kiosk_is(moment: str, insee: str, words: str) -> None:
    weekdays = Hours((Rule(0, 4, (MORNING, AFTERNOON)),))
    assert said(weekdays, moment, insee) == words


def test_an_office_that_speaks_of_holidays_is_left_to_its_remark() -> None:
    hours = Hours((Rule(0, 6, (MORNING,)),), "Ouvert aussi les jours fériés.")
    assert said(hours, "2026-12-25T10:00") == "vendredi : voir la remarque"


def test_a_police_station_open_round_the_clock_is_open_on_christmas_day() -> None:
    assert said(Hours((Rule(0, 6, (Span(0, DAY),)),)), "2026-12-25T03:00") == "ouvert jour et nuit"


def test_hours_past_midnight_run_into_the_next_day() -> None:
    hours = Hours((Rule(4, 4, (Span(20 * 60, 26 * 60),)),))
    assert said(hours, "2026-11-28T01:00") == "ouvert jusqu’à 2 h"
    assert said(hours, "2026-11-28T01:45") == "ferme bientôt, à 2 h"
    assert said(hours, "2026-11-28T02:00") == "fermé, ouvre vendredi à 20 h"


def test_hours_that_cannot_be_read_are_shown_and_nothing_is_said_of_now() -> None:
    hours = Hours((Rule(0, 4, (), unread="14:00 à 12:00"),))
    assert said(hours, "2026-11-26T15:00") == "jeudi : voir la remarque"
    assert dict(week(hours))["Jeudi"] == "14:00 à 12:00"
    assert said(Hours(), "2026-11-26T15:00") == ""


def test_days_alike_are_one_line_on_paper() -> None:
    assert grouped_week(NO_REMARK) == [
        "Lundi à vendredi : 9 h à 12 h, 14 h à 16 h 30",
        "Samedi : 9 h à 12 h",
        "Dimanche : fermé",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "sauf le 1er samedi du mois",
        "1er samedi du mois de 9 h à 12 h",
        "semaines paires",
        "2e mardi",
        "fermé en août",
    ],
)
def test_a_remark_that_could_mean_something_else_is_not_read(text: str) -> None:
    assert ranks_in(text) is None


def test_last_friday_of_the_month() -> None:
    assert ranks_in("le dernier vendredi du mois") == (4, frozenset({-1}))
    assert is_ranked(date(2026, 11, 27), frozenset({-1}))
    assert not is_ranked(date(2026, 11, 20), frozenset({-1}))


# ---- whatever the hours are

minutes = st.integers(0, DAY - 1)
spans = st.builds(lambda start, length: Span(start, start + length), minutes, st.integers(1, 10 * 60))
rules = st.builds(Rule, st.integers(0, 6), st.integers(0, 6), st.lists(spans, max_size=3).map(tuple))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(
    lambda m: m.replace(second=0, microsecond=0)
)
MONDAY = datetime(2026, 11, 23)


def none(_: date) -> str:
    return ""


def open_minutes(hours: Hours, first: datetime, days: int) -> set[datetime]:
    """Every minute at which it is open: counted one by one, and by no code of the thing tested."""
    found = set()
    for n in range(-1, days):
        midnight = datetime(first.year, first.month, first.day) + timedelta(days=n)
        for rule in hours.rules:
            reached = [(rule.first + k) % 7 for k in range((rule.last - rule.first) % 7 + 1)]
            if midnight.weekday() in reached:
                for span in rule.spans:
                    found |= {midnight + timedelta(minutes=m) for m in range(span.start, span.end)}
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(rules, min_size=1, max_size=3).map(tuple), st.integers(0, 7 * DAY - 1))
def test_open_and_its_end_are_what_counting_minutes_gives(lines: tuple[Rule, ...], offset: int) -> None:
    hours, moment = Hours(lines), MONDAY + timedelta(minutes=offset)
    counted = open_minutes(hours, moment, 16)
    match state(hours, moment, none):
        case Open(until=None):
            assert all(MONDAY + timedelta(minutes=m) in counted for m in range(DAY))
        case Open(until=datetime() as until):
            assert moment in counted
            assert until - timedelta(minutes=1) in counted
            assert until not in counted or until >= moment + timedelta(days=14)
        case Closed(opens=datetime() as opens):
            assert moment not in counted
            assert opens in counted
            assert not any(moment < minute < opens for minute in counted)
        case Closed():
            assert not counted
        case Unknown():
            assert not any(rule.spans for rule in lines)
        case other:
            raise AssertionError(other)


@settings(max_examples=100, deadline=None)
@given(st.lists(rules, max_size=3).map(tuple), moments, st.text(min_size=1, max_size=60))
def test_on_a_day_with_a_remark_it_is_never_said_to_be_open(
    lines: tuple[Rule, ...], moment: datetime, remark: str
) -> None:
    """But for the hours of the evening before, which run past midnight."""
    weekday = moment.weekday()
    own = Rule(weekday, weekday, (Span(0, DAY),), remark)
    evenings = tuple(
        Rule(r.first, r.last, tuple(Span(s.start, min(s.end, DAY)) for s in r.spans)) for r in lines
    )
    told = state(Hours((*evenings, own)), moment, none)
    assert isinstance(told, SeeRemark | Closed), told


@settings(max_examples=100, deadline=None)
@given(st.lists(rules, min_size=1, max_size=3).map(tuple), moments)
def test_on_a_public_holiday_it_is_never_said_to_be_surely_open(
    lines: tuple[Rule, ...], moment: datetime
) -> None:
    today, before = moment.date(), moment.date() - timedelta(days=1)
    names = {today: "Fête", before: "Veille"}
    told = state(Hours(lines), moment, lambda day: names.get(day, ""))
    assert isinstance(told, Holiday | Unknown) or (isinstance(told, Open) and told.until is None)
