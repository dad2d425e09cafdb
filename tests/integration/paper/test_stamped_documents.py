"""« Original vu à la caméra »: in a margin or below the page, never over it, sealed so that a change shows."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from kiosk.confine.limits import Refused
from kiosk.documents.seal import SealKey
from kiosk.documents.stamped import StampOrder
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from tests.integration.paper.test_signed_documents import _changed, _pdfsig

ORDER = StampOrder(page=0, when="Le 26 novembre 2026 à 11 h 42", administration="CAF de Haute-Marne")


@pytest.fixture(scope="module")
def seal() -> SealKey:
    return SealKey.create("Borne de test", "Mairie de test", datetime.now(UTC))


def _paper(path: Path, *, full: bool) -> None:
    """A letter of two pages; `full`: written from edge to edge."""
    canvas = Canvas(str(path), pagesize=(595.276, 841.89))
    for _ in range(2):
        first, step = (836, 12) if full else (760, 20)
        for line in range(70 if full else 28):
            canvas.drawString(
                2 if full else 60, first - step * line, "Une ligne de ce papier, écrite " * (4 if full else 2)
            )
        canvas.showPage()
    canvas.save()


async def _received(workshop: Workshop, vault: Vault, *, full: bool = False) -> StoredDocument:
    draft = vault.begin()
    _paper(draft.source, full=full)
    made = await workshop.clean(draft)
    assert isinstance(made, StoredDocument), made
    return made


async def _stamped(
    workshop: Workshop, vault: Vault, paper: StoredDocument, seal: SealKey, order: StampOrder = ORDER
) -> StoredDocument:
    made = await workshop.stamp(vault, paper.document.id, order, seal)
    assert isinstance(made, StoredDocument), made
    return made


def _pixels(path: Path) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    with Image.open(path) as picture:
        return np.asarray(picture.convert("L"), dtype=np.uint8)


def _coarse(
    pixels: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]",
) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Means of squares of eight pixels, without what is left over at the edges."""
    high, wide = (side // 8 * 8 for side in pixels.shape)
    return np.asarray(pixels[:high, :wide].reshape(high // 8, 8, wide // 8, 8).mean(axis=(1, 3)))


async def test_the_stamp_is_in_the_margin_and_covers_nothing_that_is_written(
    workshop: Workshop, vault: Vault, seal: SealKey
) -> None:
    paper = await _received(workshop, vault)
    stamped = await _stamped(workshop, vault, paper, seal)
    before, after = _pixels(paper.page(1)), _pixels(stamped.page(1))
    assert before.shape == after.shape
    changed = np.abs(before.astype(int) - after.astype(int)) > 60
    rows, columns = np.nonzero(changed)
    assert len(rows) > 400
    assert rows.min() > 0.88 * before.shape[0]
    around = before[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    assert around.min() > 200, "something was written there"
    other = np.abs(_pixels(paper.page(2)).astype(int) - _pixels(stamped.page(2)).astype(int))
    assert other.max() <= 1


async def test_a_page_without_a_margin_grows_below_and_stays_as_it_is_above(
    workshop: Workshop, vault: Vault, seal: SealKey
) -> None:
    paper = await _received(workshop, vault, full=True)
    stamped = await _stamped(workshop, vault, paper, seal)
    before, after = _pixels(paper.page(1)), _pixels(stamped.page(1))
    assert after.shape[1] == before.shape[1]
    assert after.shape[0] > before.shape[0] + 120
    # Drawn on another bitmap a letter's edge may fall a fraction of a pixel beside: what is compared is larger.
    assert np.abs(_coarse(before) - _coarse(after[: before.shape[0]])).max() < 40
    assert (after[before.shape[0] :] < 100).sum() > 400


async def test_pdfsig_finds_the_seal_valid_and_sees_a_later_change(
    workshop: Workshop, vault: Vault, seal: SealKey, tmp_path: Path
) -> None:
    paper = await _received(workshop, vault)
    stamped = await _stamped(workshop, vault, paper, seal)
    said = _pdfsig(stamped.pdf, seal, tmp_path)
    assert "Signature is Valid" in said, said
    assert "Certificate is Trusted" in said
    assert "Total document signed" in said
    assert "Signature is Valid" not in _pdfsig(_changed(stamped.pdf, tmp_path), seal, tmp_path)
    with pikepdf.open(stamped.pdf) as pdf:
        transform = pdf.Root.Perms.DocMDP.Reference[0].TransformParams
        assert int(transform.P) == 1  # certified, no change allowed
    # The paper itself is as it was: the stamp can be taken back.
    assert vault.get(paper.document.id).document.signed is False
    assert stamped.document.kind == "stamped"


@pytest.mark.parametrize("page", [2, 900])
async def test_a_page_that_is_not_there_is_refused(
    workshop: Workshop, vault: Vault, seal: SealKey, page: int
) -> None:
    paper = await _received(workshop, vault)
    made = await workshop.stamp(vault, paper.document.id, ORDER.model_copy(update={"page": page}), seal)
    assert made == Refused("stamp.paper-unsuited", made.detail if isinstance(made, Refused) else "")
    assert vault.ids() == [paper.document.id]


async def test_a_long_name_of_an_administration_stays_within_the_frame(
    workshop: Workshop, vault: Vault, seal: SealKey
) -> None:
    paper = await _received(workshop, vault)
    order = ORDER.model_copy(update={"administration": "Caisse d’allocations familiales de la " * 5})
    stamped = await _stamped(workshop, vault, paper, seal, order)
    before, after = _pixels(paper.page(1)), _pixels(stamped.page(1))
    _, columns = np.nonzero(np.abs(before.astype(int) - after.astype(int)) > 60)
    assert columns.max() - columns.min() < 240 * 2
