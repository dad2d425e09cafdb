"""What a hand on the keyboard, a reload or a lost line must not lose of a call."""

from playwright.async_api import expect

from session.protocol.peer import DocumentAnswer, PageShow, PeerBye, PrintAsk
from tests.integration.expert.desk import Desk
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.test_expert_call import send_form, talk


async def test_what_is_still_being_typed_when_the_call_ends_is_no_outcome(
    desk: Desk, kiosk: KioskStand
) -> None:
    await talk(desk, kiosk)
    await desk.page.keyboard.press("e")
    await expect(desk.page.locator("#text")).to_be_focused()
    await desk.page.keyboard.type("02 38")
    kiosk.in_call(PeerBye(reason="citizen"))
    ended = desk.page.locator(".ended")
    while not await ended.is_visible():
        await desk.page.keyboard.press("2")
    for _ in range(10):
        await desk.page.keyboard.press("2")
    await expect(ended).to_have_attribute("data-ended", "citizen")
    await desk.page.click("[data-outcome=solved]")
    await expect(desk.page.locator("#available")).to_be_visible()


async def test_the_key_that_prints_asks_no_more_than_its_button(desk: Desk, kiosk: KioskStand) -> None:
    await talk(desk, kiosk)
    document = await send_form(desk, kiosk)
    kiosk.in_call(DocumentAnswer(document=document, accepted=False))
    await expect(desk.page.get_by_role("button", name="Proposer d’imprimer")).to_be_disabled()
    await desk.page.keyboard.press("i")
    await desk.page.keyboard.press("PageDown")
    await kiosk.until(PageShow, lambda show: show.page == 1)
    assert not [message for message in kiosk.heard if isinstance(message.body, PrintAsk)]
