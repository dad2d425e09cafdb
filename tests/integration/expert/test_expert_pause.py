"""A pause on both ends at once, notes that stay, and who waits behind: the built page and the real media process."""

from pathlib import Path

from playwright.async_api import expect

from session.protocol.call import Notice
from session.protocol.peer import PrivacyPause, ProcedureShared
from session.protocol.shared import ProcedureRef
from session.protocol.texting import TextMessage
from session.protocol.unseen import PictureHidden
from tests.integration.expert.desk import Desk, picture, troubles
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.relay_stand import RelayStand
from tests.integration.expert.test_expert_call import TICKS, seen, talk

LEAVES = "() => vg.state().local.getTracks().map(track => [track.kind, track.enabled]).sort()"
NOBODY = [["audio", False], ["video", False]]


async def test_a_pause_of_either_side_blanks_both_and_a_reload_keeps_it(
    desk: Desk, kiosk: KioskStand
) -> None:
    await talk(desk, kiosk)
    page, veil = desk.page, desk.page.locator("[data-pause]")
    await page.keyboard.press("m")
    kiosk.in_call(PrivacyPause(active=True))
    await expect(veil).to_have_attribute("data-pause", "person")
    await expect(veil).to_contain_text("Votre image et votre voix sont coupées aussi")
    assert await page.evaluate(LEAVES) == NOBODY
    await page.keyboard.press("p")
    await kiosk.until(PrivacyPause, lambda pause: pause.active)
    await expect(veil).to_have_attribute("data-pause", "both")
    assert await troubles(desk) == []
    await picture(desk, "12-pause")
    kiosk.in_call(PrivacyPause(active=False))
    await expect(veil).to_have_attribute("data-pause", "own")
    assert await page.evaluate(LEAVES) == NOBODY
    await page.reload()
    await kiosk.until(PrivacyPause, lambda pause: pause.active, gen=2)
    await expect(veil).to_have_attribute("data-pause", "own")
    assert await page.evaluate(LEAVES) == NOBODY
    await page.click("#pause")
    await kiosk.until(PrivacyPause, lambda pause: not pause.active, gen=2)
    await expect(veil).to_be_hidden()
    assert await page.evaluate(LEAVES) == [["audio", False], ["video", True]]
    await seen(desk, 5)


async def test_a_new_media_process_of_the_kiosk_hears_of_the_pause(desk: Desk, kiosk: KioskStand) -> None:
    await talk(desk, kiosk)
    await desk.page.click("#pause")
    await kiosk.until(PrivacyPause, lambda pause: pause.active)
    await kiosk.die_and_resume()
    await kiosk.until(Notice, lambda notice: notice.state == "connected", gen=2)
    await kiosk.until(PrivacyPause, lambda pause: pause.active, gen=2)


async def test_who_does_not_want_to_be_seen_is_shown_as_a_choice_and_a_reload_keeps_it(
    desk: Desk, kiosk: KioskStand
) -> None:
    await talk(desk, kiosk)
    page, veil = desk.page, desk.page.locator("[data-unseen]")
    kiosk.in_call(PictureHidden(active=True))
    await expect(veil).to_contain_text("préfère ne pas montrer son image")
    await expect(veil).to_contain_text("vous l’entendez")
    assert await page.evaluate(LEAVES) == [["audio", True], ["video", True]], "the expert goes on being seen"
    assert await troubles(desk) == []
    await picture(desk, "14-unseen")
    await page.reload()
    await kiosk.until(Notice, lambda notice: notice.state == "connected", gen=2)
    await expect(veil).to_be_visible()
    kiosk.in_call(PrivacyPause(active=True))
    await expect(page.locator("[data-pause]")).to_be_visible()
    await expect(veil).to_be_hidden()
    kiosk.in_call(PrivacyPause(active=False))
    await expect(veil).to_be_visible()
    kiosk.in_call(PictureHidden(active=False))
    await expect(veil).to_be_hidden()
    await seen(desk, 5)


async def test_notes_stay_over_a_reload_and_leave_only_when_sent(
    desk: Desk, kiosk: KioskStand, relay: RelayStand, tmp_path: Path
) -> None:
    await talk(desk, kiosk)
    kiosk.in_call(ProcedureShared(procedure=ProcedureRef(sheet="F1", title="Demander le RSA"), ticks=TICKS))
    await desk.page.click("#tab-notes")
    await desk.page.fill("#notes", "Apporter le bail\nRappeler jeudi")
    await desk.page.reload()
    await desk.page.click("#tab-notes")
    await expect(desk.page.locator("#notes")).to_have_value("Apporter le bail\nRappeler jeudi")
    (tmp_path / "second").mkdir()
    second = KioskStand(tmp_path / "second", relay, "Mairie de Valmont")
    await second.enrol()
    await second.link_up()
    second.join("Demander une carte d'identité")
    behind = desk.page.locator("[data-waiting]")
    await expect(behind).to_contain_text("Demander une carte d'identité, arrivée à")
    await second.link_down()
    await kiosk.until(Notice, lambda notice: notice.state == "connected", gen=2)
    await seen(desk, 5)
    assert await troubles(desk) == []
    await picture(desk, "13-notes")
    await desk.page.click("#notes-send")
    await kiosk.until(TextMessage, lambda message: message.text == "Apporter le bail")
    await kiosk.until(TextMessage, lambda message: message.text == "Rappeler jeudi")
    await desk.page.click("#end")
    await desk.page.get_by_role("button", name="Oui, terminer").click()
    await desk.page.click("[data-outcome=solved]")
    assert await desk.page.evaluate("() => sessionStorage.getItem('vg.notes')") is None
