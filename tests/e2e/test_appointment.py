"""An appointment from the expert's form to their face: opened, booked, printed, read back, kept on the hour."""

import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from icalendar import Calendar
from PIL import Image
from playwright.sync_api import Page, expect

from kiosk.compose.demo.stand import Plan
from session.protocol.appointment_code import MARK, read_code, spoken
from tests.faults.house import open_theatre, short_folder
from tests.faults.theatre import DEADLINE_S, Theatre, until

COUNTER = """
[[desk]]
desk = "caf"
administration = "CAF"
name = "CAF, prestations et logement"
timezone = "ZONE"
papers = ["Votre numéro d'allocataire"]
contact = "3230"
"""
"""Without opening hours: closed but for those who have an appointment."""


def _zone() -> str:
    """Where this day has hours left to open a slot in, whenever the test runs."""
    zones = ("Europe/Paris", "Pacific/Honolulu")
    return next(zone for zone in zones if 1 <= datetime.now(ZoneInfo(zone)).hour < 22)


def _open_slot(page: Page, starts: datetime) -> None:
    """A quarter of an hour, by the form."""
    page.get_by_role("button", name="Mon agenda").click()
    page.fill("#slot-day", starts.date().isoformat())
    page.fill("#slot-from", starts.strftime("%H:%M"))
    page.fill("#slot-to", (starts + timedelta(minutes=15)).strftime("%H:%M"))
    page.select_option("#slot-minutes", "15")
    page.get_by_role("button", name="Ouvrir", exact=True).click()
    expect(page.locator(".slot")).to_have_count(1)


def _slip(theatre: Theatre) -> Path:
    """The sheet that came out of the printer."""
    until(lambda: any(theatre.stand.printed.glob("*.pdf")), "the slip lies in the tray")
    return next(iter(theatre.stand.printed.glob("*.pdf")))


def _code_on(sheet: Path) -> str:
    """What a reader that is not ours reads of the slip."""
    target = sheet.with_suffix("")
    argv = ["pdftoppm", "-r", "200", "-gray", "-png", "-singlefile", str(sheet), str(target)]
    subprocess.run(argv, check=True, timeout=60)
    with Image.open(target.with_suffix(".png")) as picture:
        found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1
    return str(found[0].text)


def _words_on(sheet: Path) -> str:
    argv = ["pdftotext", "-layout", str(sheet), "-"]
    return subprocess.run(argv, check=True, capture_output=True, timeout=60).stdout.decode()


@pytest.mark.timeout(400)
def test_a_slot_is_opened_booked_printed_and_brings_the_person_to_that_expert() -> None:
    zone = _zone()
    with short_folder() as folder:
        desks = folder / "desks.toml"
        desks.write_text(COUNTER.replace("ZONE", zone), encoding="utf-8")
        plan = Plan(folder, desks=desks, settings={"place": {"timezone": zone}})
        with open_theatre(plan) as theatre:
            theatre.open_counter()
            # One may come a quarter of an hour early, and book ten minutes before: four are left to book it in.
            now = datetime.now(ZoneInfo(zone)).replace(second=0, microsecond=0)
            starts = now + timedelta(minutes=15)
            _open_slot(theatre.expert.page, starts)
            code = _book(theatre, starts)
            _come(theatre, code)


def _book(theatre: Theatre, starts: datetime) -> str:
    """The first visit: which day, which hour, yes; then the slip, read back."""
    citizen, page = theatre.citizen, theatre.expert.page
    theatre.begin()
    citizen.touch("Parler à un conseiller", DEADLINE_S)
    citizen.touch("CAF", DEADLINE_S)
    citizen.find("Ce guichet est fermé", DEADLINE_S)
    citizen.touch("Prendre rendez-vous", DEADLINE_S)
    citizen.find("Quel jour vous convient", DEADLINE_S)
    citizen.touch(_weekday(starts), DEADLINE_S)
    hour = f"{starts.hour} h {starts.minute:02d}" if starts.minute else f"{starts.hour} h"
    citizen.touch(hour, DEADLINE_S)
    citizen.touch("Prendre ce rendez-vous", DEADLINE_S)
    citizen.touch("Oui, c’est sorti", DEADLINE_S)
    sheet = _slip(theatre)
    read, words = _code_on(sheet), _words_on(sheet)
    assert read.startswith(MARK)
    code = spoken(read_code(read))
    assert code in words
    assert hour in words
    assert "Votre numéro d" in words
    citizen.find("Votre rendez-vous est pris", DEADLINE_S)
    expect(page.locator(".slot--booked")).to_contain_text(f"code {code[:2]}…")
    assert code not in page.content()
    with page.expect_download() as waiting:
        page.locator("#agenda-week").click()
    found = Calendar.from_ical(Path(waiting.value.path()).read_text("utf-8")).walk("VEVENT")
    assert [event.decoded("DTSTART") for event in found] == [starts]
    citizen.touch("C’est noté, terminer", DEADLINE_S)
    citizen.touch("Terminer et tout effacer", DEADLINE_S)
    theatre.welcomed()
    for log in (theatre.stand.state / "events.jsonl", theatre.stand.folder / "relay" / "events.jsonl"):
        told = log.read_text("utf-8")
        assert code not in told
        assert read_code(code) not in told
    return code


def _weekday(day: datetime) -> str:
    return ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")[day.weekday()]


def _come(theatre: Theatre, code: str) -> None:
    """The next visit, on the hour: typed on the kiosk's keyboard, and face to face with that expert."""
    citizen, page = theatre.citizen, theatre.expert.page
    theatre.begin()
    citizen.touch("Parler à un conseiller", DEADLINE_S)
    citizen.touch("J’ai un rendez-vous", DEADLINE_S)
    citizen.write(code.lower().replace("-", ""))
    citizen.touch("Suivant", DEADLINE_S)
    citizen.find("On vous attend", DEADLINE_S)
    citizen.touch("Je suis là, commencer", DEADLINE_S)
    citizen.touch("J’ai compris", DEADLINE_S)
    page.get_by_role("button", name="Personnes qui attendent (1)").click()
    first = page.locator(".person--first")
    expect(first).to_contain_text("avec Camille Robin")
    first.get_by_role("button", name="Prendre").click()
    theatre.events.wait("call.first-picture", DEADLINE_S)
    citizen.find("Pause privée", DEADLINE_S)
