"""What a hand does on the page reaches the real drivers through the peers, and what comes out is seen."""

import asyncio
import json
import select
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

import pytest
from PIL import Image
from playwright.async_api import Locator, Page, expect
from reportlab.pdfgen.canvas import Canvas

from devices.codes.address import parse_address as parse_reader
from devices.codes.ports import Code
from devices.codes.serial_reader import SerialReader, open_reader
from devices.printer.followed import FollowedPrinter
from devices.receipt.encode import encode
from devices.receipt.escpos import EscposPrinter
from devices.scanner.followed import FollowedScanner
from devices.signature.address import parse_address
from devices.signature.ports import Pen
from devices.signature.serial_pad import SerialPad, open_pad
from kiosk.compose.dock.bench import Bench
from kiosk.compose.dock.table import DEVICES
from kiosk.core.ids import new_id
from kiosk.core.places import ROOT

# One Chromium for the module, and so one loop.
pytestmark = pytest.mark.asyncio(loop_scope="module")
COMMAND = [sys.executable, "-m", "kiosk.compose.child"]
DEADLINE_S = 60


class Status(Protocol):
    """What every driver says at least."""

    @property
    def trouble(self) -> str | None: ...


class Watched(Protocol):
    """A driver that is watched."""

    def watch(self) -> AsyncIterator[Status]: ...


async def told(driver: Watched, *troubles: str | None) -> None:
    """Wait until the driver has said these, one after another."""
    coming = list(troubles)
    async with asyncio.timeout(DEADLINE_S):
        async for status in driver.watch():
            if status.trouble == coming[0]:
                coming.pop(0)
            if not coming:
                return


def card(page: Page, key: str) -> Locator:
    return page.get_by_role("region", name=DEVICES[key].name, exact=True)


async def press(page: Page, key: str, label: str) -> None:
    await card(page, key).get_by_role("button", name=label, exact=True).click()


async def test_paper_taken_out_on_the_page_is_missed_by_the_kiosks_own_driver(
    bench: Bench, page: Page
) -> None:
    printer = FollowedPrinter(bench.hands["printer"].uri, COMMAND, interval_s=0.1)
    await press(page, "printer", "Retirer le papier")
    await expect(card(page, "printer").get_by_role("status")).to_have_text("plus de papier")
    await told(printer, "printer.paper-empty")
    await press(page, "printer", "Remettre du papier")
    await told(printer, None)
    await expect(card(page, "printer").get_by_role("status")).to_have_text("tout va bien")


async def test_a_printed_page_is_seen_taken_and_laid_on_the_scanner(
    bench: Bench, page: Page, tmp_path: Path
) -> None:
    sheet = tmp_path / "page.pdf"
    canvas = Canvas(str(sheet), pagesize=(595.276, 841.89))
    canvas.drawString(72, 700, "Une page")
    canvas.save()
    printer = FollowedPrinter(bench.hands["printer"].uri, COMMAND, deadline_s=DEADLINE_S, interval_s=0.1)
    async for state in printer.submit(new_id(), sheet):
        last = state
    assert last.phase == "done"
    came = card(page, "printer").get_by_role("button", name="Regarder : Impression n° 1")
    await came.click()
    picture = page.get_by_role("dialog").get_by_role("img", name="Impression n° 1, page 1")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.decode().then(() => image.naturalHeight)") > 800
    await page.get_by_role("button", name="Fermer", exact=True).click()

    await press(page, "scanner", "Retirer de la vitre")
    await expect(card(page, "scanner").get_by_role("status")).to_have_text("tout va bien")
    await press(page, "printer", "Prendre ce qui est sorti")
    await expect(came).to_have_count(0)
    await card(page, "scanner").get_by_role("combobox").select_option(label="Impression n° 1")
    await press(page, "scanner", "Poser sur la vitre")
    await expect(card(page, "scanner").get_by_role("status")).to_have_text("une page sur la vitre")


async def test_a_ticket_is_seen_as_it_is_cut_and_a_roll_that_is_out_is_told(bench: Bench, page: Page) -> None:
    printer = EscposPrinter(bench.hands["receipt"].uri, interval_s=0.05)
    async with asyncio.timeout(DEADLINE_S):
        states = [one.phase async for one in printer.submit(new_id(), encode(Image.new("1", (576, 300), 0)))]
    assert states[-1] == "done"
    came = card(page, "receipt").get_by_role("button", name="Regarder : Ticket n° 1")
    assert await came.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 576
    await press(page, "receipt", "Retirer le rouleau")
    await told(printer, "receipt.paper-empty")
    await press(page, "receipt", "Mettre un rouleau neuf")
    await told(printer, None)


async def test_a_paper_is_brought_into_the_feeder_and_the_lid_opened(
    bench: Bench, page: Page, tmp_path: Path
) -> None:
    scanner = FollowedScanner(bench.hands["scanner"].uri, COMMAND, interval_s=0.1)
    photo, junk = tmp_path / "photo.png", tmp_path / "junk.pdf"
    Image.new("RGB", (400, 600), "white").save(photo)
    junk.write_bytes(b"%PDF-1.7 nothing behind it")
    desk = card(page, "scanner")
    await desk.locator("input[type=file]").set_input_files(photo)
    await expect(desk.get_by_role("combobox").locator("option:checked")).to_have_text("photo.png")
    await press(page, "scanner", "Mettre dans le chargeur")
    await expect(desk.get_by_text("1 feuille", exact=True)).to_be_visible()
    assert (await scanner.status()).loaded is True
    await press(page, "scanner", "Ouvrir le capot")
    await told(scanner, "scanner.cover-open")
    await press(page, "scanner", "Fermer le capot")
    await told(scanner, None)

    await desk.locator("input[type=file]").set_input_files(junk)
    await expect(desk.get_by_role("combobox").locator("option:checked")).to_have_text("junk.pdf")
    await press(page, "scanner", "Poser sur la vitre")
    await expect(desk.get_by_role("alert")).to_contain_text("ne se lit pas")
    await expect(desk.get_by_text("1 feuille", exact=True)).to_be_visible()


def strokes(pad: SerialPad, ended: int) -> list[list[Pen]]:
    """The ink on the line, until so many strokes have ended."""
    found: list[list[Pen]] = []
    writing, over = False, 0
    while over < ended:
        assert select.select([pad.descriptor], [], [], DEADLINE_S)[0], f"{over} strokes only"
        for pen in pad.read():
            if pen.down and not writing:
                found.append([])
            if pen.down:
                found[-1].append(pen)
            over += writing and not pen.down
            writing = pen.down
    return found


async def test_the_mouse_signs_and_the_pads_driver_has_the_ink_where_it_went(
    bench: Bench, page: Page
) -> None:
    pad = open_pad(parse_address(bench.hands["signature"].uri))
    assert isinstance(pad, SerialPad)
    surface = page.get_by_role("img", name="Surface de la tablette")
    await surface.scroll_into_view_if_needed()
    box = await surface.bounding_box()
    assert box is not None
    for y in (0.3, 0.7):
        await page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * y)
        await page.mouse.down()
        await page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * y, steps=30)
        await page.mouse.up()
    first, second = await asyncio.to_thread(strokes, pad, 2)
    pad.close()
    for ink, y in ((first, 0.3), (second, 0.7)):
        assert all(abs(pen.y - y) < 0.06 for pen in ink)
        assert ink[0].x < 0.3
        assert ink[-1].x > 0.7
        assert [pen.x for pen in ink] == sorted(pen.x for pen in ink)


def read(reader: SerialReader) -> str:
    """The next code on the line."""
    while select.select([reader.descriptor], [], [], DEADLINE_S)[0]:
        reader.take()
        if not select.select([reader.descriptor], [], [], 0.3)[0] and (said := reader.pause()) is not None:
            assert isinstance(said, Code)
            return said.text
    raise AssertionError("nothing on the line")


async def test_a_code_that_is_written_on_the_page_is_read_by_the_readers_driver(
    bench: Bench, page: Page
) -> None:
    reader = open_reader(parse_reader(bench.hands["codes"].uri))
    assert isinstance(reader, SerialReader)
    await card(page, "codes").get_by_label("Texte").fill("K7-4827-QX")
    await page.keyboard.press("Enter")
    assert await asyncio.to_thread(read, reader) == "K7-4827-QX"
    reader.close()


async def test_all_is_done_by_keyboard_and_the_focus_stays_where_it_is_undone(page: Page) -> None:
    button = card(page, "receipt").get_by_role("button", name="Ouvrir le capot")
    await button.focus()
    await page.keyboard.press("Enter")
    await expect(card(page, "receipt").get_by_role("button", name="Fermer le capot")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(button).to_be_focused()


async def test_everything_has_a_name_and_fits_a_small_laptop(page: Page) -> None:
    axe = ROOT / "session/expert/node_modules/axe-core/axe.min.js"
    # By the debugger, as an extension would: the page's own policy lets no other script in.
    await page.evaluate(axe.read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        found = await page.evaluate(
            "axe.run().then(all => JSON.stringify(all.violations.map(v => [v.id, v.nodes[0].html])))"
        )
        assert json.loads(found) == []
    wide = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
