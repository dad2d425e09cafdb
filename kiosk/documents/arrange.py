"""Choose pages of a document and repeat it, for a printer that is only told « print this ». In a confined child."""

from typing import Any

import pikepdf
from PIL import Image

from kiosk.confine.child import Box, Talk
from kiosk.core.errors import UserFacingError
from kiosk.documents.model import MAX_PAGES, Contents, Page
from kiosk.documents.pictures import page_name

CLEAN = "clean.pdf"
GIVEN = "document"


def arrange(request: dict[str, Any], box: Box, _talk: Talk) -> dict[str, Any]:
    """Make `clean.pdf` of `pages` (from 0, in order) of the document given, `copies` times over.

    With `whole_sheets` a white page keeps two copies off one sheet of both sides. `sizes` are the document's pages.

    Raises:
        UserFacingError: `document.pages-exceeded`, or `document.file-damaged` when it has not these pages.
    """
    chosen, copies = [int(page) for page in request["pages"]], int(request["copies"])
    sizes = [Page.model_validate(size) for size in request["sizes"]]
    white = bool(request["whole_sheets"]) and len(chosen) % 2 == 1
    turns: list[int | None] = []
    for copy in range(copies):
        turns += [*chosen, None] if white and copy < copies - 1 else chosen
    if len(turns) > MAX_PAGES:
        raise UserFacingError("document.pages-exceeded", str(len(turns)))
    with pikepdf.open(box.given(GIVEN) / CLEAN) as pdf:
        if not chosen or max(chosen) >= min(len(pdf.pages), len(sizes)):
            raise UserFacingError("document.file-damaged", "no such page")
        # Within the document and not into a new one: what a form or a signature draws stays with its page.
        held = [pdf.pages[number] for number in range(len(pdf.pages))]
        for turn in turns:
            if turn is None:
                pdf.add_blank_page(page_size=(sizes[chosen[-1]].width, sizes[chosen[-1]].height))
            else:
                pdf.pages.append(held[turn])
        del pdf.pages[: len(held)]
        pdf.save(box.folder / CLEAN, deterministic_id=True)
    made = [sizes[chosen[-1] if turn is None else turn] for turn in turns]
    for number, turn in enumerate(turns, 1):
        _picture(box, number, turn, made[number - 1])
    return Contents(pages=made).model_dump(mode="json")


def _picture(box: Box, number: int, turn: int | None, size: Page) -> None:
    target = box.folder / page_name(number)
    if turn is None:
        Image.new("L", (size.pixels_wide, size.pixels_high), 255).save(target, "WEBP", lossless=True)
    else:
        target.write_bytes((box.given(GIVEN) / page_name(turn + 1)).read_bytes())
