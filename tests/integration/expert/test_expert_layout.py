"""What fits on a small laptop: the page itself never scrolls, a paper keeps its shape, what matters is in sight."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Page, ViewportSize, expect

from kiosk.core.ids import new_id
from session.protocol.peer import DocumentReady
from session.protocol.texting import TextPreferred
from tests.integration.expert.desk import SCREENS, Desk, picture
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.relay_stand import RelayStand
from tests.integration.expert.test_expert_agenda import next_monday
from tests.integration.expert.test_expert_call import talk

SIZES = (ViewportSize(width=1280, height=720), ViewportSize(width=1920, height=1080))
SPARE = """() => {
  const page = document.documentElement;
  return [page.scrollHeight - innerHeight, page.scrollWidth - innerWidth];
}"""
"""By how much the page is larger than its window."""
CROWD = 12
WIDE, TALL = (1600, 700), (600, 1900)


async def whole(page: Page, *seen: str) -> None:
    """At each size the page does not scroll, and these are entirely within the window."""
    for size in SIZES:
        await page.set_viewport_size(size)
        for place in seen:
            await expect(page.locator(place).first).to_be_in_viewport(ratio=1)
        grown = await page.evaluate(SPARE)
        assert max(grown) <= 0, f"{size}: the page is larger than its window by {grown}"
    await page.set_viewport_size(SIZES[0])


@pytest.fixture
async def crowd(relay: RelayStand, tmp_path: Path) -> AsyncIterator[list[KioskStand]]:
    """People at many kiosks: each has room for one."""
    stands = []
    for number in range(CROWD):
        folder = tmp_path / f"kiosk-{number}"
        folder.mkdir()
        stand = KioskStand(folder, relay, f"Mairie de Saint-Aubin-des-Châteaux, salle {number}")
        await stand.enrol()
        await stand.link_up()
        stands.append(stand)
    yield stands
    for stand in stands:
        await stand.link_down()


async def test_a_long_queue_scrolls_by_itself_and_the_first_person_can_always_be_taken(
    desk: Desk, crowd: list[KioskStand]
) -> None:
    await desk.login("nadia")
    await desk.page.click("#available")
    for stand in crowd:
        stand.join("Déclarer un changement de situation familiale ou professionnelle")
    await expect(desk.page.locator(".person")).to_have_count(CROWD)
    await whole(desk.page, "#available", ".person--first button")
    await desk.page.locator(".person button").last.scroll_into_view_if_needed()
    await expect(desk.page.locator(".person button").last).to_be_in_viewport(ratio=1)
    await whole(desk.page, "#available")
    await picture(desk, "14-long-queue")


async def test_a_long_agenda_scrolls_by_itself_under_the_form_that_opens_slots(desk: Desk) -> None:
    page = desk.page
    await desk.login("nadia")
    await page.get_by_role("button", name="Mon agenda").click()
    await page.fill("#slot-day", next_monday().date().isoformat())
    await page.fill("#slot-from", "08:00")
    await page.fill("#slot-to", "18:00")
    await page.select_option("#slot-minutes", "15")
    await page.get_by_role("button", name="Ouvrir", exact=True).click()
    await expect(page.locator(".slot")).to_have_count(40)
    await page.locator(".slot").last.scroll_into_view_if_needed()
    await expect(page.locator(".slot").last).to_be_in_viewport(ratio=1)
    await whole(page, "#slot-day", ".agenda__form .button--main", "#available")
    await picture(desk, "15-long-agenda")


async def test_much_beside_the_call_never_pushes_its_buttons_away(desk: Desk, kiosk: KioskStand) -> None:
    await talk(desk, kiosk)
    kiosk.in_call(TextPreferred(active=True))
    await expect(desk.page.locator("[data-by-text]")).to_be_visible()
    for number in range(8):
        await desk.page.fill("#text", f"Une ligne assez longue pour en prendre deux, la numéro {number}.")
        await desk.page.click("#text-send")
    await desk.page.click("#identify")
    await whole(desk.page, "#mute", "#pause", "#end")
    await desk.page.click("#tab-documents")
    await expect(desk.page.locator("#send")).to_be_visible()
    await whole(desk.page, "#mute", "#end")
    await picture(desk, "16-much-beside")


@pytest.mark.parametrize("size", [WIDE, TALL], ids=["wide", "tall"])
async def test_a_paper_of_any_shape_keeps_it_and_is_seen_whole(
    desk: Desk, kiosk: KioskStand, size: tuple[int, int]
) -> None:
    await talk(desk, kiosk)
    pages = kiosk.vault / "pages"
    pages.mkdir()
    Image.new("RGB", size, (240, 250, 245)).save(pages / "page.webp", "WEBP")
    document = new_id()
    kiosk.in_call(DocumentReady(document=document, name="Une page du web", pages=1))
    kiosk.send_page(document, 0, "pages/page.webp")
    page = desk.page
    await expect(page.locator(".sheet")).to_have_attribute("data-drawn", re.compile(document), timeout=60_000)
    for window in SIZES:
        await page.set_viewport_size(window)
        sheet, canvas, room = [
            await page.locator(place).bounding_box() for place in (".sheet", ".sheet canvas", ".stage")
        ]
        assert sheet
        assert canvas
        assert room
        shape = canvas["width"] / canvas["height"]
        assert abs(shape / (size[0] / size[1]) - 1) < 0.01, f"{window}: drawn {shape:.2f} wide for one high"
        assert canvas == sheet, "a pointer is placed by the sheet, on the picture"
        assert canvas["x"] >= room["x"]
        assert canvas["y"] + canvas["height"] <= room["y"] + room["height"]
        assert max(canvas["width"] / room["width"], canvas["height"] / room["height"]) > 0.5, "and not tiny"
    await page.set_viewport_size(SIZES[0])
    await whole(page, "#mute", "#end")
    await picture(desk, f"17-{'wide' if size == WIDE else 'tall'}-paper")


RING = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const named = `${at.tagName} #${at.id} .${at.className} ${at.textContent.trim().slice(0, 30)}`;
  const style = getComputedStyle(at);
  const broad = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  const reach = parseFloat(style.outlineOffset) + broad;
  const box = at.getBoundingClientRect();
  let [left, right] = [0, innerWidth];
  for (let up = at.parentElement; up; up = up.parentElement) {
    if (getComputedStyle(up).overflowX === "visible") continue;
    const room = up.getBoundingClientRect();
    [left, right] = [Math.max(left, room.left), Math.min(right, room.right)];
  }
  const cut = Math.max(left - (box.left - reach), box.right + reach - right);
  return [named, broad, cut];
}"""
"""What has the focus, how broad its ring is, and how much of it a scrolling place cuts off at a side."""


async def rings(page: Page) -> list[str]:
    """Go round by the Tab key; whatever it leads to without a whole ring."""
    poor: list[str] = []
    met: list[str] = []
    for _ in range(80):
        await page.keyboard.press("Tab")
        found = await page.evaluate(RING)
        if found is None or found[0] in met:
            break
        met.append(found[0])
        if found[1] < 2 or found[2] > 1:
            poor.append(f"{found[0]}: ring {found[1]} px, {found[2]} px of it cut")
    assert len(met) > 5, met
    return poor


async def test_the_tab_key_always_shows_where_it_is(desk: Desk, kiosk: KioskStand) -> None:
    page = desk.page
    await talk(desk, kiosk)
    assert await rings(page) == []
    await page.click("#end")
    await page.get_by_role("button", name="Oui, terminer").click()
    await expect(page.locator(".ended")).to_be_visible()
    await page.keyboard.press("1")
    await expect(page.locator("#available")).to_be_visible()
    assert await rings(page) == []
    await page.keyboard.press("Escape")
    await page.locator("#available").focus()
    await page.keyboard.press("a")
    await expect(page.locator("#slot-day")).to_be_visible()
    await page.fill("#slot-day", next_monday().date().isoformat())
    await page.get_by_role("button", name="Ouvrir", exact=True).click()
    await expect(page.locator(".slot")).to_have_count(6)
    assert await rings(page) == []


async def test_letters_typed_in_a_field_are_words_and_elsewhere_shortcuts(
    desk: Desk, kiosk: KioskStand
) -> None:
    page = desk.page
    await talk(desk, kiosk)
    await page.locator("#mute").focus()
    await page.keyboard.press("n")
    await expect(page.locator("#notes")).to_be_focused()
    await page.keyboard.type("mvp: emporter ?")
    await expect(page.locator("#notes")).to_have_value("mvp: emporter ?")
    for button in ("#mute", "#camera", "#pause"):
        await expect(page.locator(button)).to_have_attribute("aria-pressed", "false")
    await page.locator("#mute").focus()
    await page.keyboard.press("e")
    await expect(page.locator("#text")).to_be_focused()
    await page.locator("#mute").focus()
    await page.keyboard.press("?")
    await expect(page.get_by_role("heading", name="Raccourcis du clavier")).to_be_visible()
    await page.set_viewport_size(SIZES[0])
    await expect(page.locator(".dialog .button--main")).to_be_in_viewport(ratio=1)
    await page.screenshot(path=SCREENS / "20-keys.png")
    await page.keyboard.press("Escape")
    await page.keyboard.press("m")
    await expect(page.locator("#mute")).to_have_attribute("aria-pressed", "true")
