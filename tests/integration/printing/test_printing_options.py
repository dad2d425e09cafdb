"""What comes out is what was asked: sides, copies and colour as the printer received them, on A4."""

import asyncio
import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from devices.peers.printer_peer import PrinterPeer
from devices.printer.followed import FollowedPrinter
from devices.printer.ports import Abilities, PrintOptions, Sides
from kiosk.core.ids import new_id
from tests.integration.printing.conftest import COMMAND

A4 = (595.276, 841.89)
A4_AT_PRINTER = "x-dimension=21000 y-dimension=29700"


@pytest.fixture(scope="module")
def bare() -> Iterator[PrinterPeer]:
    """A printer of one side and one ink."""
    with tempfile.TemporaryDirectory(prefix="vg-") as name, contextlib.ExitStack() as ends:
        peer = PrinterPeer(Path(name), duplex=False)
        ends.callback(peer.stop)
        peer.start()
        yield peer


@pytest.fixture(scope="module")
def office() -> Iterator[PrinterPeer]:
    """One that prints both sides, in colours."""
    with tempfile.TemporaryDirectory(prefix="vg-") as name, contextlib.ExitStack() as ends:
        peer = PrinterPeer(Path(name), colour=True)
        ends.callback(peer.stop)
        peer.start()
        yield peer


def document(path: Path, pages: int, size: tuple[float, float] = A4) -> Path:
    """A PDF with a frame near the edge of each page."""
    canvas = Canvas(str(path), pagesize=size)
    for number in range(pages):
        canvas.rect(20, 20, size[0] - 40, size[1] - 40)
        canvas.drawString(72, 200, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return path


async def printed(
    peer: PrinterPeer, pdf: Path, options: PrintOptions
) -> tuple[dict[str, str], list[list[int]]]:
    """What the printer was asked, and the size of each page that reached it."""
    printer, job = FollowedPrinter(peer.uri, COMMAND, deadline_s=60), new_id()
    async with asyncio.timeout(60):
        states = [state async for state in printer.submit(job, pdf, options)]
    assert states[-1].phase == "done"
    (sheet,) = [path for path in peer.printed() if job in path.name]
    with pikepdf.open(sheet) as out:
        boxes = [[round(float(side)) for side in page.mediabox] for page in out.pages]
    return peer.asked(sheet), boxes


async def test_what_each_printer_can_do_is_read_from_itself(bare: PrinterPeer, office: PrinterPeer) -> None:
    plain = (await FollowedPrinter(bare.uri, COMMAND).status()).abilities
    assert plain == Abilities(duplex=False, colour=False, copies=99, ranges=True, a4=True)
    able = (await FollowedPrinter(office.uri, COMMAND).status()).abilities
    assert able == Abilities(duplex=True, colour=True, copies=99, ranges=True, a4=True)


@pytest.mark.parametrize("sides", ["one-sided", "two-sided-long-edge", "two-sided-short-edge"])
@pytest.mark.parametrize("colour", [True, False])
async def test_sides_and_colour_reach_the_printer_as_asked(
    office: PrinterPeer, tmp_path: Path, sides: Sides, colour: bool
) -> None:
    options = PrintOptions(sides, colour)
    asked, boxes = await printed(office, document(tmp_path / "a.pdf", 3), options)
    assert asked["SIDES"] == sides
    assert asked["PRINT_COLOR_MODE"] == ("color" if colour else "monochrome")
    assert A4_AT_PRINTER in asked["MEDIA_COL"]
    # CUPS completes the last sheet of both sides with a white one for some printers.
    assert len(boxes) == 3 or (len(boxes) == 4 and sides != "one-sided")
    assert all(box == [0, 0, 595, 842] for box in boxes)


async def test_copies_are_asked_of_a_printer_that_makes_them_and_collated(
    office: PrinterPeer, tmp_path: Path
) -> None:
    options = PrintOptions("two-sided-long-edge", copies=3)
    asked, boxes = await printed(office, document(tmp_path / "a.pdf", 2), options)
    assert asked["COPIES"] == "3"
    assert asked.get("MULTIPLE_DOCUMENT_HANDLING", "separate-documents-collated-copies").endswith(
        "-collated-copies"
    )
    assert len(boxes) == 2


async def test_a_queue_with_defaults_of_its_own_changes_nothing(office: PrinterPeer, tmp_path: Path) -> None:
    office.set_defaults(
        ["copies-default=4", "sides-default=two-sided-short-edge", "media-default=na_letter_8.5x11in"]
    )
    asked, boxes = await printed(office, document(tmp_path / "a.pdf", 2), PrintOptions())
    assert asked.get("COPIES", "1") == "1"
    assert asked["SIDES"] == "one-sided"
    assert boxes == [[0, 0, 595, 842]] * 2


@pytest.mark.parametrize(
    ("name", "size"), [("letter", (612, 792)), ("a3", (841.89, 1190.55)), ("a5", (420, 595))]
)
async def test_a_page_of_another_size_comes_out_whole_on_a4(
    bare: PrinterPeer, tmp_path: Path, name: str, size: tuple[float, float]
) -> None:
    job = new_id()
    asked, boxes = await printed(bare, document(tmp_path / f"{name}{job}.pdf", 1, size), PrintOptions())
    assert A4_AT_PRINTER in asked["MEDIA_COL"]
    assert boxes == [[0, 0, 595, 842]]
    assert framed(bare.printed()[-1])


async def test_one_empty_tray_of_two_stops_nobody_and_is_told_to_whoever_fills_it(
    office: PrinterPeer, tmp_path: Path
) -> None:
    printer = FollowedPrinter(office.uri, COMMAND, deadline_s=60)
    office.set_trays(250, 0)
    status = await printer.status()
    assert (status.trouble, status.upkeep) == (None, ["printer.tray-empty"])
    assert [(tray.name, tray.level) for tray in status.trays] == [("main", "well"), ("photo", "empty")]
    office.set_trays(0, 0)
    status = await printer.status()
    assert (status.trouble, status.upkeep) == ("printer.paper-empty", [])
    office.set_trays(250, 250)
    assert (await printer.status()).upkeep == []


async def test_ink_is_told_by_its_colour_and_low_ink_stops_nobody(office: PrinterPeer) -> None:
    printer = FollowedPrinter(office.uri, COMMAND, deadline_s=60)
    office.set_supply(6)
    status = await printer.status()
    office.set_supply(75)
    assert (status.trouble, status.upkeep) == (None, ["printer.toner-low"])
    black, cyan = [ink for ink in status.supplies if ink.tint in {"black", "cyan"}]
    assert (black.percent, black.level) == (6, "low")
    assert (cyan.percent, cyan.level) == (50, "well")


def framed(pdf: Path) -> bool:
    """Whether the frame near the edge is whole: ink in it, and none outside."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - only this look needs it

    drawn = pdfium.PdfDocument(pdf)
    try:
        page = drawn[0].render(scale=1).to_pil().convert("L").point(lambda value: 255 - value)
    finally:
        drawn.close()
    left, top, right, bottom = page.getbbox()
    return bool(5 < left < right < page.width - 5 and 5 < top < bottom < page.height - 5)
