"""The agenda on the expert's page: open, see what is booked, close, take the file along, receive who comes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar
from playwright.async_api import Browser, expect

from kiosk.core.ids import new_id
from session.protocol.appointments import (
    AppointmentBooked,
    AppointmentCheck,
    AppointmentNews,
    AppointmentOffer,
    AppointmentSaid,
    SlotBook,
    SlotsAsk,
    SlotsFree,
)
from session.protocol.call import Notice
from session.protocol.shared import ProcedureRef
from session.protocol.texting import TextMessage
from tests.integration.expert.desk import SCREENS, Desk, open_desk, picture, troubles
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.relay_stand import ZONE, RelayStand

THERE = ZoneInfo(ZONE)


def next_monday() -> datetime:
    """Of next week, at noon: whenever the test runs, it is to come."""
    today = datetime.now(THERE)
    return (today + timedelta(days=7 - today.weekday())).replace(hour=12, minute=0, second=0, microsecond=0)


async def open_morning(desk: Desk, day: str, note: str = "") -> None:
    """Three half hours from nine on."""
    await desk.page.fill("#slot-day", day)
    await desk.page.fill("#slot-from", "09:00")
    await desk.page.fill("#slot-to", "10:30")
    await desk.page.select_option("#slot-minutes", "30")
    await desk.page.fill("#slot-note", note)
    await desk.page.get_by_role("button", name="Ouvrir", exact=True).click()


async def book(kiosk: KioskStand, index: int, title: str = "") -> AppointmentBooked:
    """As a citizen at the kiosk: the slot of this place in the list."""
    kiosk.say(SlotsAsk(desk="caf"))
    free = await kiosk.told(SlotsFree, lambda found: len(found.slots) > index)
    request = new_id()
    procedure = ProcedureRef(sheet="F1", title=title) if title else None
    kiosk.say(SlotBook(request=request, slot=free.slots[index].slot, procedure=procedure))
    return await kiosk.told(AppointmentBooked, lambda receipt: receipt.request == request)


async def checked(kiosk: KioskStand, code: str) -> AppointmentSaid:
    """As somebody who comes with a code."""
    request = new_id()
    kiosk.say(AppointmentCheck(request=request, code=code))
    return await kiosk.told(AppointmentSaid, lambda told: told.request == request)


async def test_slots_are_opened_booked_closed_and_taken_along(desk: Desk, kiosk: KioskStand) -> None:
    monday = next_monday()
    day = monday.date().isoformat()
    page = desk.page
    await desk.login("nadia")
    await page.get_by_role("button", name="Mon agenda").click()
    await expect(page.get_by_text("Aucun créneau cette semaine.")).to_be_visible()
    assert await troubles(desk) == []
    await open_morning(desk, day, "Dossiers retraite")
    await expect(page.locator(".slot")).to_have_count(3)
    await expect(page.locator(".slot").first).to_contain_text("09:00 – 09:30")
    receipt = await book(kiosk, 1, "Demander l’APL")
    booked = page.locator(".slot--booked")
    await expect(booked).to_contain_text("Demander l’APL")
    await expect(booked).to_contain_text(f"code {receipt.code[:2]}…")
    assert receipt.code not in await page.content()
    await expect(booked.get_by_role("button", name="Fermer")).to_have_count(0)
    await expect(page.get_by_role("status").filter(has_text="réservés\u00a0: 1")).to_be_visible()
    assert await troubles(desk) == []
    await picture(desk, "10-agenda")

    # Asked for beside the page: a download of Chromium's does not overlook this relay's own authority.
    link = await page.locator("#agenda-week").get_attribute("href")
    file = await (await desk.context.request.get(f"{desk.url}{link}")).text()
    found = Calendar.from_ical(file).walk("VEVENT")
    assert [e.decoded("DTSTART") for e in found] == [
        monday.replace(hour=9, minute=30 * n % 60) + timedelta(hours=n // 2) for n in range(3)
    ]
    assert "APL" not in file

    await page.locator(".slot").last.get_by_role("button", name="Fermer le créneau 10:00").click()
    await expect(page.locator(".slot")).to_have_count(2)
    await open_morning(desk, day)
    await expect(page.get_by_role("alert")).to_contain_text("déjà un créneau à cette heure")
    await expect(page.locator(".slot")).to_have_count(2)


async def test_an_appointment_is_called_off_after_a_question_and_its_holder_is_told(
    desk: Desk, kiosk: KioskStand
) -> None:
    page = desk.page
    await desk.login("nadia")
    await page.get_by_role("button", name="Mon agenda").click()
    await open_morning(desk, next_monday().date().isoformat())
    await expect(page.locator(".slot")).to_have_count(3)
    receipt = await book(kiosk, 1, "Demander l’APL")
    await page.get_by_role("button", name="Rendez-vous pris (1)").click()
    off = page.get_by_role("button", name="Annuler le rendez-vous")
    await off.click()
    assert await troubles(desk) == []
    await page.screenshot(path=SCREENS / "18-call-off.png")
    await page.get_by_role("button", name="Non, le garder").click()
    await expect(page.locator(".slot--booked")).to_have_count(1)
    await off.click()
    await page.click("#off-yes")
    await expect(page.get_by_text("Personne n’a pris rendez-vous.")).to_be_visible()
    said = await checked(kiosk, receipt.code)
    assert (said.when, said.called_off) == ("cancelled", True)
    await page.get_by_role("button", name="Mon agenda").click()
    await expect(page.locator(".slot")).to_have_count(2)  # in the week that was looked at


async def test_in_a_call_a_lost_code_is_replaced_and_written_to_the_person(
    desk: Desk, kiosk: KioskStand
) -> None:
    page = desk.page
    await kiosk.start()
    await desk.login("nadia")
    await page.get_by_role("button", name="Mon agenda").click()
    await open_morning(desk, next_monday().date().isoformat())
    await expect(page.locator(".slot")).to_have_count(3)
    lost = await book(kiosk, 2, "Demander l’APL")
    await page.get_by_role("button", name="Personnes qui attendent").click()
    await page.click("#available")
    kiosk.join("Demander le RSA")
    await page.get_by_role("button", name="Prendre").click()
    await kiosk.until(Notice, lambda notice: notice.state == "connected")
    await page.click("#tab-agenda")
    await expect(page.locator("[data-booked]")).to_contain_text("Demander l’APL")
    await page.get_by_role("button", name="Nouveau code").click()
    await page.click("#recode-yes")
    shown = page.locator("[data-code].booked__code")
    await expect(shown).to_be_visible()
    code = await shown.get_attribute("data-code") or ""
    assert await troubles(desk) == []
    await page.screenshot(path=SCREENS / "19-new-code.png")
    await page.click("#code-write")
    written = await kiosk.until(TextMessage)
    assert code in written.text
    await page.get_by_role("button", name="Fermer", exact=True).click()
    await page.get_by_role("button", name="Nouveau code").click()
    await expect(shown).to_be_hidden()
    assert (await checked(kiosk, lost.code)).when == "unknown"
    assert (await checked(kiosk, code)).when == "other-day"


async def test_the_agenda_survives_a_lost_link_and_tells_who_waits(
    desk: Desk, kiosk: KioskStand, relay: RelayStand
) -> None:
    page = desk.page
    await desk.login("nadia")
    await page.get_by_role("button", name="Mon agenda").click()
    await open_morning(desk, next_monday().date().isoformat())
    await expect(page.locator(".slot")).to_have_count(3)
    kiosk.join("Demander le RSA")
    tab = page.get_by_role("button", name="Personnes qui attendent (1)")
    await expect(tab).to_be_visible()
    await relay.stop()
    await expect(page.get_by_role("button", name="Ouvrir", exact=True)).to_be_disabled()
    await relay.start()
    await expect(page.get_by_role("button", name="Ouvrir", exact=True)).to_be_enabled()
    await expect(page.locator(".slot")).to_have_count(3)
    await tab.click()
    await expect(page.locator(".person--first")).to_contain_text("Demander le RSA")


async def test_who_comes_with_an_appointment_is_shown_as_such_and_kept_for_their_expert(
    desk: Desk, kiosk: KioskStand, browser: Browser
) -> None:
    """A slot that begins in twelve minutes: one may come already."""
    page = desk.page
    await desk.login("nadia")
    await desk.page.click("#available")
    await page.get_by_role("button", name="Mon agenda").click()
    starts = datetime.now(THERE).replace(second=0, microsecond=0) + timedelta(minutes=12)
    await page.fill("#slot-day", starts.date().isoformat())
    await page.fill("#slot-from", starts.strftime("%H:%M"))
    await page.fill("#slot-to", (starts + timedelta(minutes=15)).strftime("%H:%M"))
    await page.select_option("#slot-minutes", "15")
    await page.get_by_role("button", name="Ouvrir", exact=True).click()
    await expect(page.locator(".slot")).to_have_count(1)
    receipt = await book(kiosk, 0)
    assert receipt.start == starts.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    kiosk.join(appointment=receipt.code)
    await page.get_by_role("button", name="Personnes qui attendent (1)").click()
    first = page.locator(".person--first")
    shown = starts.astimezone().strftime("%H:%M")  # the expert's own clock, as all times of the queue
    await expect(first).to_contain_text(f"Rendez-vous de {shown} avec Nadia Benali")
    await expect(first.get_by_role("button")).to_be_enabled()
    await picture(desk, "11-appointment")
    colleague = await open_desk(browser, desk.url)
    await colleague.login("paul")
    await colleague.page.click("#available")
    kept = colleague.page.locator(".person--first").get_by_role("button")
    await expect(kept).to_contain_text("À tous dès")
    await expect(kept).to_be_disabled()
    await colleague.context.close()
    assert await troubles(desk) == []


async def test_in_a_call_a_slot_is_proposed_and_the_answer_is_shown(desk: Desk, kiosk: KioskStand) -> None:
    page = desk.page
    await kiosk.start()
    await desk.login("nadia")
    await page.click("#available")
    kiosk.join()
    await page.get_by_role("button", name="Mon agenda").click()
    await open_morning(desk, next_monday().date().isoformat())
    await expect(page.locator(".slot")).to_have_count(3)
    await page.get_by_role("button", name="Personnes qui attendent (1)").click()
    await page.get_by_role("button", name="Prendre").click()
    await kiosk.until(Notice, lambda notice: notice.state == "connected")
    await page.click("#tab-agenda")
    await page.click("#propose")
    choices = page.locator(".propose__slots button")
    await expect(choices).to_have_count(3)
    await page.screenshot(path=SCREENS / "13-propose.png")
    await choices.nth(1).click()
    offer = await kiosk.until(AppointmentOffer)
    await expect(page.locator("[data-proposed=asked]")).to_contain_text("09:30")
    await expect(page.locator("#propose")).to_be_disabled()
    kiosk.in_call(AppointmentNews(slot=offer.slot, state="booking"))
    await expect(page.locator("[data-proposed=booking]")).to_be_visible()
    kiosk.in_call(AppointmentNews(slot=offer.slot, state="failed", key="appointment.slot-taken"))
    await expect(page.locator("[data-proposed=failed]")).to_contain_text("Ce créneau n’est plus libre.")
    kiosk.in_call(AppointmentNews(slot=offer.slot, state="booked"))
    await expect(page.locator("[data-proposed=booked]")).to_contain_text("la personne a son code")
    assert await troubles(desk) == []
    await picture(desk, "12-proposed")
