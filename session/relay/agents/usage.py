"""A kiosk's days: the last ones for the chart of its tile, all of them as CSV for the town hall's report."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta

from session.protocol.use import Day

SHOWN_DAYS = 14
COLUMNS = {
    "date": "Jour",
    "visits": "Visites",
    "calls": "Appels",
    "unanswered": "Sans réponse dans le temps promis",
    "abandoned": "Attentes abandonnées",
    "callbacks": "Rappels demandés",
    "help": "Aides demandées à l’agent",
    "printed": "Impressions",
    "signed": "Documents signés",
    "papers_missing": "Visites avec un papier manquant",
    "yes": "A obtenu ce qu’il voulait : oui",
    "partly": "A obtenu ce qu’il voulait : en partie",
    "no": "A obtenu ce qu’il voulait : non",
}
SUBJECTS = "Sujets ouverts"


def last_days(days: Sequence[Day], today: date) -> list[Day]:
    """The last `SHOWN_DAYS` days up to today, days without use among them as zeros.

    A kiosk whose clock is ahead may have a day after today: the last day is the later of both.
    """
    known = {day.date: day for day in days}
    last = max([today, *(date.fromisoformat(day.date) for day in days[-1:])])
    dates = [(last - timedelta(days=back)).isoformat() for back in reversed(range(SHOWN_DAYS))]
    return [known.get(iso, Day(date=iso)) for iso in dates]


def as_csv(days: Sequence[Day]) -> str:
    """One line a day, oldest first, as a French spreadsheet opens it: BOM, semicolons, CRLF (RFC 4180)."""
    file = io.StringIO()
    file.write("\N{BYTE ORDER MARK}")
    rows = csv.writer(file, delimiter=";")
    rows.writerow([*COLUMNS.values(), SUBJECTS])
    for day in days:
        subjects = ", ".join(f"{_text(subject.title)} ({subject.count})" for subject in day.subjects)
        rows.writerow([*(getattr(day, key) for key in COLUMNS), subjects])
    return file.getvalue()


def _text(title: str) -> str:
    """A title that no spreadsheet takes for a formula."""
    return title.lstrip("=+-@\t\r ")
