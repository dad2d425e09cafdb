"""A call-back that rings at a kiosk: what the expert's page shows of it, and that nothing is left of it afterwards."""

from pathlib import Path

from playwright.async_api import expect

from session.protocol.kiosk_relay import CallbackAnswer, CallbackRing, SeatGranted
from tests.integration.expert.desk import Desk, picture, troubles
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.relay_stand import RelayStand
from tests.integration.expert.ringing import AGAIN, rings


async def test_whom_the_kiosk_rings_for_stays_in_view_and_no_key_takes_another(
    desk: Desk, kiosk: KioskStand, relay: RelayStand, tmp_path: Path
) -> None:
    await kiosk.start()
    (tmp_path / "second").mkdir()
    second = KioskStand(tmp_path / "second", relay, "Mairie de Valmont")
    await second.enrol()
    await second.link_up()
    await rings(desk, kiosk)
    second.join("Demander le RSA")
    rung = desk.page.locator(f".person--first[data-ticket='{kiosk.ticket}']")
    await expect(rung).to_contain_text("La borne sonne…")
    await expect(rung.get_by_role("button")).to_have_count(0)
    other = desk.page.locator(f".person[data-ticket='{second.ticket}']").get_by_role("button")
    await expect(other).to_be_disabled()
    assert await troubles(desk) == []
    await picture(desk, "la-borne-sonne")
    await desk.page.keyboard.press("t")
    kiosk.say(CallbackAnswer(ticket=kiosk.ticket, present=True))
    await expect(desk.page.locator(".call")).to_be_visible()
    assert (await kiosk.told(SeatGranted)).ticket == kiosk.ticket
    assert not [message for message in second.from_relay if isinstance(message.body, SeatGranted)]
    await expect(desk.page.get_by_role("alert")).to_have_count(0)
    await second.link_down()


async def test_a_call_back_that_nobody_answers_is_said_and_can_be_tried_again(
    desk: Desk, kiosk: KioskStand
) -> None:
    await rings(desk, kiosk)
    kiosk.say(CallbackAnswer(ticket=kiosk.ticket, present=False))
    await expect(desk.page.get_by_role("alert")).to_contain_text("Personne n’a répondu")
    await expect(desk.page.get_by_role("button", name=AGAIN)).to_be_enabled()


async def test_who_logs_out_while_a_kiosk_rings_can_take_people_afterwards(
    desk: Desk, kiosk: KioskStand
) -> None:
    await rings(desk, kiosk)
    await desk.page.get_by_role("button", name="Se déconnecter").click()
    await kiosk.told(CallbackRing, lambda ring: ring.expert == "")
    await desk.login("nadia")
    await desk.page.click("#available")
    await expect(desk.page.get_by_role("button", name=AGAIN)).to_be_enabled()
