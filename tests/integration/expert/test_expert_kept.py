"""What a hand on the keyboard, a reload or a lost line must not lose of a call."""

from playwright.async_api import expect

from session.protocol.call import CallEnd
from session.protocol.kiosk_relay import SeatGranted, TicketState
from session.protocol.peer import DocumentAnswer, PageShow, PeerBye, PrintAsk
from tests.integration.expert.desk import Desk, picture, troubles
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.relay_stand import RelayStand
from tests.integration.expert.test_expert_call import (
    conclude_without_a_relay,
    send_form,
    take_with_another_key,
    talk,
)

KEPT = "() => Object.keys(sessionStorage).filter(key => key !== 'vg.available')"
HAND = """() => {
  const at = new WeakMap();
  let now = performance.now();
  Object.defineProperty(KeyboardEvent.prototype, "timeStamp", {
    get() {
      if (!at.has(this)) at.set(this, (now += 100));
      return at.get(this);
    },
  });
}"""
"""A hand that types ten keys a second, however long the machine takes to bring them."""


async def test_what_is_still_being_typed_when_the_call_ends_is_no_outcome(
    desk: Desk, kiosk: KioskStand
) -> None:
    await talk(desk, kiosk)
    await desk.page.evaluate(HAND)
    await desk.page.keyboard.press("e")
    await expect(desk.page.locator("#text")).to_be_focused()
    await desk.page.keyboard.type("02 38")
    kiosk.in_call(PeerBye(reason="citizen"))
    while await desk.page.locator(".call").is_visible():
        await desk.page.keyboard.press("2")
    for _ in range(10):
        await desk.page.keyboard.press("2")
    await expect(desk.page.locator(".ended")).to_have_attribute("data-ended", "citizen")
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


async def test_who_hangs_up_while_the_kiosk_has_no_relay_leaves_no_seat_behind(
    desk: Desk, kiosk: KioskStand, relay: RelayStand
) -> None:
    await talk(desk, kiosk)
    await kiosk.link_down()
    kiosk.in_call(PeerBye(reason="citizen"))
    await desk.page.click("[data-outcome=solved]")
    await relay.noted("solved", "")
    await expect(desk.page.locator("#available")).to_be_visible()
    await expect(desk.page.get_by_role("alert")).to_have_count(0)


async def test_a_reload_after_the_call_still_asks_how_it_ended(
    desk: Desk, kiosk: KioskStand, relay: RelayStand
) -> None:
    await talk(desk, kiosk)
    kiosk.in_call(PeerBye(reason="citizen"))
    await expect(desk.page.locator(".ended")).to_be_visible()
    await desk.page.reload()
    await expect(desk.page.locator(".ended")).to_have_attribute("data-ended", "citizen")
    await desk.page.keyboard.press("3")
    await relay.noted("papers-missing", "")
    await expect(desk.page.locator("#available")).to_be_visible()
    await desk.page.reload()
    await expect(desk.page.locator("#available")).to_be_visible()
    assert await desk.page.evaluate(KEPT) == []


async def test_a_call_that_ends_during_a_reload_is_said_to_be_over_and_concluded(
    desk: Desk, kiosk: KioskStand, relay: RelayStand
) -> None:
    await talk(desk, kiosk)
    here = desk.page.url
    await desk.page.goto("about:blank")
    kiosk.say(CallEnd(reason="citizen"))
    await kiosk.told(TicketState, lambda ticket: ticket.status == "gone")
    await desk.page.goto(here)
    await expect(desk.page.locator(".ended")).to_have_attribute("data-ended", "away")
    await expect(desk.page.get_by_role("status").first).to_be_visible()
    await expect(desk.page.locator(".ended")).to_contain_text("pendant que cette page se rechargeait")
    assert await troubles(desk) == []
    await picture(desk, "terminé-pendant-un-rechargement")
    await desk.page.click("[data-outcome=continued]")
    await relay.noted("continued", "")
    await expect(desk.page.get_by_role("alert")).to_have_count(0)


async def test_an_outcome_that_comes_too_late_is_no_news(
    desk: Desk, kiosk: KioskStand, relay: RelayStand
) -> None:
    await conclude_without_a_relay(desk, kiosk, relay)
    relay.outlived_leases()
    await relay.start()
    await expect(desk.page.locator(".person--first")).to_be_visible()
    # What the relay answers to a word for those who wait comes after its answer to the outcome.
    await desk.page.get_by_text("Message à ceux").click()
    await desk.page.get_by_role("button", name="Je reprends dans 5 minutes.").click()
    await expect(desk.page.locator(".notice-card__now")).to_be_visible()
    await expect(desk.page.get_by_role("alert")).to_have_count(0)


async def test_the_question_of_a_changed_key_goes_with_the_person(desk: Desk, kiosk: KioskStand) -> None:
    await take_with_another_key(desk, kiosk)
    question = desk.page.get_by_role("heading", name="Cette borne a changé de clé")
    await expect(question).to_be_visible()
    await kiosk.told(SeatGranted)
    kiosk.say(CallEnd(reason="citizen"))
    await expect(question).to_be_hidden()
    await expect(desk.page.get_by_role("alert")).to_contain_text("n’est plus avec vous")
    await expect(desk.page.locator("#available")).to_be_visible()
