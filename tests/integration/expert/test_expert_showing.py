"""A paper shown live to the built page in Chromium: only after the touch, whole, labelled, and gone when it ends."""

import re

import pytest
from playwright.async_api import expect

from session.protocol.peer import DocumentReady
from session.protocol.showing import (
    IdentityResult,
    ShowingAnswer,
    ShowingAsk,
    ShowingLive,
    ShowingNews,
    ShowingStop,
    StampAsk,
    StampNews,
    StampUndo,
)
from tests.integration.engine.test_call_showing import write_clip
from tests.integration.expert.desk import Desk, picture, troubles
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.papers import draw_pages, request_form
from tests.integration.expert.relay_stand import RelayStand
from tests.integration.expert.test_expert_call import seen, talk

DOCUMENT, COPY = "d0" * 16, "c0" * 16
SHEET = """() => {
  const video = document.getElementById("remote");
  const canvas = document.createElement("canvas");
  canvas.width = 64;
  canvas.height = 48;
  const brush = canvas.getContext("2d");
  brush.drawImage(video, 0, 0, 64, 48);
  const data = brush.getImageData(0, 0, 64, 48).data;
  let sheet = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i] > data[i + 1] + 60 && data[i] > data[i + 2] + 60) sheet += 1;
  return sheet / (64 * 48);
}"""
"""How much of the remote picture is of the sheet's colour, which nothing in the demo's room has."""

VEILED = """() => {
  window.veiled = false;
  const look = () => { window.veiled ||= document.querySelector(".stage__veil--whole") !== null; };
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true});
}"""
"""Notes that the picture was blanked, however short that was."""


@pytest.fixture
async def table(kiosk: KioskStand, desk: Desk) -> KioskStand:
    """In a call with a kiosk that has a document camera."""
    path = kiosk.folder / "sheet.y4m"
    write_clip(path)
    kiosk.settings = kiosk.settings.model_copy(update={"document_camera": f"camera:file:{path}"})
    await talk(desk, kiosk)
    return kiosk


async def _passed_on(kiosk: KioskStand, *, live: bool) -> ShowingNews:
    """As the steward does: what the media process says of its track goes to the page."""
    news = await kiosk.until(ShowingNews, lambda told: told.live is live)
    kiosk.in_call(news.model_copy(update={"seen": not live}))
    return news


async def test_the_paper_is_seen_only_after_the_touch_and_is_gone_at_the_end(
    desk: Desk, table: KioskStand
) -> None:
    page = desk.page
    await page.click("#ask-live")
    assert (await table.until(ShowingAsk)).what == "live"
    await expect(page.locator("[data-answer=asked]")).to_contain_text("la personne décide")
    read = int(await page.locator("#markers").get_attribute("data-video-read") or 0)
    await seen(desk, read + 10)
    assert await page.evaluate(SHEET) == 0
    table.in_call(ShowingAnswer(what="live", accepted=True))
    table.in_call(ShowingLive(active=True))
    await _passed_on(table, live=True)
    await page.wait_for_function(f"() => ({SHEET})() > 0.3")
    await expect(page.locator(".live-bar")).to_contain_text("rien n’est enregistré")
    # Whole, not mirrored; of the shape of a sheet in the size that a busy machine has time for.
    await page.wait_for_function("() => remote.videoWidth * 3 === remote.videoHeight * 4")
    assert await page.evaluate("() => getComputedStyle(remote).objectFit") == "contain"
    assert await troubles(desk) == []
    await picture(desk, "9-live-paper")
    await page.evaluate(VEILED)
    await page.click("#seen-enough")
    await table.until(ShowingStop)
    table.in_call(ShowingLive(active=False))
    await _passed_on(table, live=False)
    await page.wait_for_function("() => window.veiled")
    read = int(await page.locator("#markers").get_attribute("data-video-read") or 0)
    await seen(desk, read + 10)
    assert await page.evaluate(SHEET) == 0
    await expect(page.locator(".live-bar")).to_be_hidden()
    await expect(page.locator(".stage__veil--whole")).to_be_hidden()


async def test_a_camera_that_is_lost_while_it_shows_is_told_and_the_face_is_back(
    desk: Desk, table: KioskStand
) -> None:
    table.in_call(ShowingLive(active=True))
    await _passed_on(table, live=True)
    await desk.page.wait_for_function(f"() => ({SHEET})() > 0.3")
    (table.folder / "sheet.y4m").write_bytes(b"")
    lost = await _passed_on(table, live=False)
    assert (lost.ended, lost.key) == ("lost", "camera.device-missing")
    await expect(desk.page.locator("[data-ended=lost]")).to_contain_text("Le visage est revenu")
    await desk.page.wait_for_function(f"() => ({SHEET})() === 0")


async def test_who_the_person_is_is_asked_told_and_noted_with_the_outcome(
    desk: Desk, table: KioskStand, relay: RelayStand
) -> None:
    page = desk.page
    await page.click("#identify")
    assert await troubles(desk) == []
    await picture(desk, "10-identity")
    await page.click("#identity-paper")
    assert (await table.until(ShowingAsk)).what == "identity-paper"
    await expect(page.locator("#identity-yes")).to_be_disabled()
    table.in_call(ShowingAnswer(what="identity-paper", accepted=True))
    table.in_call(ShowingLive(active=True, purpose="identity"))
    await _passed_on(table, live=True)
    await expect(page.locator(".live-bar")).to_contain_text("à regarder seulement")
    # The browser's own menu, which would save the picture, does not open over it.
    refused = await page.evaluate(
        "() => !remote.dispatchEvent(new MouseEvent('contextmenu', {cancelable: true, bubbles: true}))"
    )
    assert refused
    await picture(desk, "11-identity-live")
    await page.click("#identity-yes")
    assert (await table.until(IdentityResult)).identity == "paper"
    table.in_call(ShowingLive(active=False))
    await _passed_on(table, live=False)
    await expect(page.locator("[data-identity=paper]")).to_contain_text("Identité établie")
    # A reloaded tab still knows it, and notes it.
    await page.reload()
    await expect(page.locator("[data-identity=paper]")).to_contain_text("Identité établie")
    await page.click("#end")
    await page.get_by_role("button", name="Oui, terminer").click()
    await expect(page.locator(".ended [data-identity=paper]")).to_be_visible()
    await page.click("[data-outcome=solved]")
    await expect(page.get_by_role("heading", name="Personnes qui attendent")).to_be_visible()
    await relay.noted("solved", "paper")


async def test_a_refusal_is_told_and_other_ways_stay_open(desk: Desk, table: KioskStand) -> None:
    page = desk.page
    await page.click("#identify")
    await page.click("#identity-questions")
    assert (await table.until(ShowingAsk)).what == "identity-questions"
    table.in_call(ShowingAnswer(what="identity-questions", accepted=False))
    await expect(page.locator("[data-answer=declined]")).to_be_visible()
    await page.click("#identity-no")
    assert (await table.until(IdentityResult)).identity == "not-established"
    await expect(page.locator("[data-identity=not-established]")).to_be_visible()


async def test_an_original_is_stamped_only_once_it_was_seen_and_the_stamp_can_be_taken_back(
    desk: Desk, table: KioskStand
) -> None:
    page = desk.page
    pages = table.vault / "pages"
    pages.mkdir()
    name = draw_pages(request_form(), pages)[0]
    _bring(table, DOCUMENT, "Document numérisé", f"pages/{name}")
    button = page.get_by_role("button", name="J’ai vu l’original")
    await expect(button).to_be_disabled()
    await expect(page.locator("[data-stamp=unseen]")).to_be_visible()
    table.in_call(ShowingNews(live=False, ended="stopped", seen=True))
    await button.click()
    asked = await table.until(StampAsk)
    assert (asked.document, asked.page) == (DOCUMENT, 0)
    table.in_call(StampNews(document=DOCUMENT, state="failed", key="stamp.original-unseen"))
    await expect(page.locator("[data-stamp=failed]")).to_contain_text("assez longtemps")
    await button.click()
    _bring(table, COPY, "Document numérisé - original vu", f"pages/{name}")
    table.in_call(StampNews(document=DOCUMENT, state="stamped", stamped=COPY))
    await expect(page.locator(".sheet")).to_have_attribute(
        "data-drawn", re.compile(f"^{COPY}/0"), timeout=60_000
    )
    await expect(page.locator("[data-stamp=copy]")).to_contain_text("pas une copie certifiée")
    assert await troubles(desk) == []
    await picture(desk, "12-stamped")
    await page.get_by_role("button", name="Retirer la mention").click()
    assert (await table.until(StampUndo)).document == COPY
    table.in_call(StampNews(document=DOCUMENT, state="undone", stamped=COPY))
    await expect(page.locator(f"[data-document='{COPY}']")).to_be_hidden()
    await expect(button).to_be_enabled()


def _bring(kiosk: KioskStand, document: str, name: str, path: str) -> None:
    """A paper of the person, as the steward shares it."""
    kiosk.in_call(DocumentReady(document=document, name=name, pages=1))
    kiosk.send_page(document, 0, path)
