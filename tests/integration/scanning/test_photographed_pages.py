"""From under the document camera to a light PDF that can be read: measured by an independent reader."""

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from devices.peers.camera_scene import Table, papers
from kiosk.confine.limits import Refused
from kiosk.documents.page.find import find_page
from kiosk.documents.scanned import MAX_BYTES
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from session.engine.paper import write_photo
from tests.integration.scanning.conftest import Print
from tests.integration.scanning.test_scanned_pages import LETTER, _read_back, _recall, _words


def _photo(table: Table, path: Path) -> list[tuple[float, float]]:
    """What the media process leaves in the vault, and where it saw the sheet."""
    bgr = cv2.imdecode(np.frombuffer(papers(table)[0], np.uint8), cv2.IMREAD_COLOR)
    assert bgr is not None
    write_photo(av.VideoFrame.from_ndarray(np.asarray(bgr, dtype=np.uint8), format="bgr24"), path)
    quad = find_page(np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), dtype=np.uint8))
    assert quad is not None
    return list(quad.corners)


async def test_a_letter_under_the_camera_is_read_back(
    tmp_path: Path, vault: Vault, workshop: Workshop, printed: Print
) -> None:
    photo = tmp_path / "photo.ppm"
    corners = _photo(Table(printed("letter", LETTER), turn=4.0, view_mm=420.0), photo)
    made = await workshop.photograph(vault, photo, corners, keep_blurred=False)
    assert isinstance(made, StoredDocument)
    page = made.document.pages[0]
    assert (round(page.width), round(page.height)) == (595, 842), "it is a sheet of A4"
    assert made.pdf.stat().st_size < MAX_BYTES + 10_000
    assert _recall(_words(" ".join(LETTER)), _read_back(made.pdf, tmp_path)) > 0.9


async def test_a_blurred_photograph_is_refused_unless_the_visitor_wants_it(
    tmp_path: Path, vault: Vault, workshop: Workshop, printed: Print
) -> None:
    photo = tmp_path / "photo.ppm"
    corners = _photo(Table(printed("letter", LETTER), blur=7.0), photo)
    refused = await workshop.photograph(vault, photo, corners, keep_blurred=False)
    assert isinstance(refused, Refused)
    assert refused.key == "camera.page-blurred"
    assert vault.ids() == []
    kept = await workshop.photograph(vault, photo, corners, keep_blurred=True)
    assert isinstance(kept, StoredDocument)


@pytest.mark.parametrize(
    "data",
    [b"", b"P6\n99999 99999\n255\n", b"P6\n100 100\n255\n" + bytes(7), bytes(1 << 20)],
    ids=["nothing", "too large", "half", "garbage"],
)
async def test_what_is_no_picture_is_refused_and_leaves_nothing(
    tmp_path: Path, vault: Vault, workshop: Workshop, data: bytes
) -> None:
    photo = tmp_path / "photo.ppm"
    photo.write_bytes(data)
    refused = await workshop.photograph(vault, photo, [], keep_blurred=True)
    assert isinstance(refused, Refused)
    assert refused.key == "camera.photo-failed"
    assert vault.ids() == []
