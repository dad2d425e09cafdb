"""Faults of appointments: the answer to a booking that never comes."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre, freeze, thaw, until


@pytest.mark.fault(51, "la même demande deux fois, une réservation", area="visits")
def test_a_booking_said_twice_gives_one_appointment_and_one_slip(theatre: Theatre, report: Report) -> None:
    """The relay stands still while the visitor books: the kiosk asks again, and both arrive together."""
    theatre.start_over()
    theatre.open_counter()
    page = theatre.expert.page
    page.get_by_role("button", name="Mon agenda").click()
    day = date.today() + timedelta(days=2)  # noqa: DTZ011 - the browser's own day
    page.fill("#slot-day", day.isoformat())
    page.get_by_role("button", name="Ouvrir", exact=True).click()
    page.get_by_role("status").filter(has_text="Ouverts").wait_for()
    theatre.begin()
    citizen = theatre.citizen
    citizen.touch("Parler à un conseiller", DEADLINE_S)
    citizen.touch("CAF", DEADLINE_S)
    citizen.touch("Prendre rendez-vous", DEADLINE_S)
    citizen.touch(_weekday(day), DEADLINE_S)
    citizen.touch("9 h 30", DEADLINE_S)
    citizen.find("Prendre ce rendez-vous", DEADLINE_S)
    relay = theatre.stand.relay.process.pid
    booked = len(theatre.relay_events.all("appointment.book-complete"))
    report.injected()
    freeze(relay)
    citizen.touch("Prendre ce rendez-vous")
    report.noticed(citizen.find("Nous réservons…", DEADLINE_S).name)
    until(lambda: theatre.events.all("appointment.asked-again") != [], "the kiosk asks again")
    thaw(relay)
    until(lambda: len(theatre.relay_events.all("appointment.book-complete")) >= booked + 2, "both arrived")
    citizen.touch("Oui, c’est sorti", DEADLINE_S)
    citizen.find("Votre rendez-vous est pris", DEADLINE_S)
    report.recovered()
    mine = page.locator(".slot--booked")
    expect(mine).to_have_count(1)
    page.get_by_role("button", name="Personnes qui attendent").click()


def _weekday(day: date) -> str:
    return ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")[day.weekday()]
