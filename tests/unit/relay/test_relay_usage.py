"""The days of a kiosk, as its agent sees them and as a spreadsheet opens them."""

import csv
import io
from datetime import date

from session.protocol.use import Day, Subject
from session.relay.agents.usage import COLUMNS, SHOWN_DAYS, as_csv, last_days

TODAY = date(2026, 11, 23)


def test_days_without_use_stand_between_the_others_as_zeros() -> None:
    shown = last_days([Day(date="2026-11-20", visits=4)], TODAY)
    assert [day.date for day in shown[-4:]] == ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"]
    assert [day.visits for day in shown[-4:]] == [4, 0, 0, 0]
    assert len(shown) == SHOWN_DAYS


def test_a_kiosk_whose_town_is_already_in_tomorrow_shows_its_last_day() -> None:
    shown = last_days([Day(date="2026-11-24", visits=1)], TODAY)
    assert (shown[-1].date, shown[-1].visits, len(shown)) == ("2026-11-24", 1, SHOWN_DAYS)


def test_every_number_has_a_column_with_a_french_name() -> None:
    assert set(COLUMNS) == Day.model_fields.keys() - {"subjects"}


def test_the_file_opens_in_a_spreadsheet_and_no_subject_becomes_a_formula() -> None:
    day = Day(date="2026-11-23", visits=3, subjects=[Subject(title="=1+1;\nLogement", count=2)])
    text = as_csv([day])
    assert text.startswith("\N{BYTE ORDER MARK}Jour;Visites;")
    heads, row = csv.reader(io.StringIO(text.removeprefix("\N{BYTE ORDER MARK}"), newline=""), delimiter=";")
    assert dict(zip(heads, row, strict=True))["Visites"] == "3"
    assert row[-1].startswith("1+1")
