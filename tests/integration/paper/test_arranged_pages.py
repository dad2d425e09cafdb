"""Pages chosen and copies made by us, in the real confinement."""

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from devices.printer.ports import Abilities, PrintOptions
from kiosk.confine.limits import Refused
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from kiosk.journey.print_choice import PrintRules
from kiosk.steward.laying import Laying
from session.protocol.printing import PrintChoice


@pytest.fixture
async def made(workshop: Workshop, vault: Vault, tmp_path: Path) -> StoredDocument:
    """Five pages that say which they are; the third lies on its side."""
    canvas = Canvas(str(tmp_path / "five.pdf"))
    for number in range(1, 6):
        canvas.setPageSize((842, 595) if number == 3 else (595, 842))
        canvas.drawString(72, 300, f"page {number}")
        canvas.showPage()
    canvas.save()
    stored = await workshop.render(vault, tmp_path / "five.pdf")
    assert isinstance(stored, StoredDocument)
    return stored


def _said(stored: StoredDocument) -> list[str]:
    drawn = pdfium.PdfDocument(stored.pdf)
    try:
        return [drawn[number].get_textpage().get_text_bounded().strip() for number in range(len(drawn))]
    finally:
        drawn.close()


async def test_chosen_pages_come_in_order_and_nothing_else_of_the_document_travels(
    workshop: Workshop, vault: Vault, made: StoredDocument
) -> None:
    some = await workshop.arrange(vault, made.document.id, [1, 2, 4], 1, False)
    assert isinstance(some, StoredDocument)
    assert _said(some) == ["page 2", "page 3", "page 5"]
    assert [page.width for page in some.document.pages] == [595, 842, 595]
    with pikepdf.open(some.pdf) as pdf:
        streams = b"".join(one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream))
    assert b"page 1" not in streams
    assert some.page(2).read_bytes() == made.page(3).read_bytes()


async def test_copies_are_collated_and_no_sheet_of_both_sides_holds_two(
    workshop: Workshop, vault: Vault, made: StoredDocument
) -> None:
    twice = await workshop.arrange(vault, made.document.id, [0, 1, 3], 2, True)
    assert isinstance(twice, StoredDocument)
    assert _said(twice) == ["page 1", "page 2", "page 4", "", "page 1", "page 2", "page 4"]
    plain = await workshop.arrange(vault, made.document.id, [0, 1, 3], 2, False)
    assert isinstance(plain, StoredDocument)
    assert _said(plain) == ["page 1", "page 2", "page 4"] * 2


@pytest.mark.parametrize(
    ("pages", "copies", "key"),
    [
        ([7], 1, "document.file-damaged"),
        ([], 1, "document.file-damaged"),
        ([0] * 100, 3, "document.pages-exceeded"),
    ],
)
async def test_an_order_that_makes_no_sense_leaves_nothing_behind(
    workshop: Workshop, vault: Vault, made: StoredDocument, pages: list[int], copies: int, key: str
) -> None:
    refused = await workshop.arrange(vault, made.document.id, pages, copies, False)
    assert isinstance(refused, Refused)
    assert refused.key == key
    assert vault.ids() == [made.document.id]


async def test_a_printer_that_makes_no_copies_is_sent_them_and_asked_for_one(
    workshop: Workshop, vault: Vault, made: StoredDocument
) -> None:
    laying = Laying(lambda: Abilities(duplex=True, copies=1), PrintRules(copies=3))
    laid, options = await laying.out(
        workshop, vault, made, PrintChoice(two_sided=True, copies=2, pages=[0, 1])
    )
    assert isinstance(laid, StoredDocument)
    assert _said(laid) == ["page 1", "page 2"] * 2
    assert options == PrintOptions("two-sided-long-edge", copies=1)


async def test_a_document_printed_whole_is_sent_as_it_is(
    workshop: Workshop, vault: Vault, made: StoredDocument
) -> None:
    laid, options = await Laying(lambda: Abilities(copies=9)).out(
        workshop, vault, made, PrintChoice(copies=4)
    )
    assert laid is made
    assert options.copies == 4
