"""A signature: the ink in its box, the seal over everything, checked by poppler's own tool."""

import asyncio
import math
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from kiosk.confine.limits import Refused
from kiosk.documents.ink import SignOrder, Stroke, caption
from kiosk.documents.model import BoxOnPage
from kiosk.documents.seal import SealKey
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop

BOX = BoxOnPage(left=0.5, top=0.8, width=0.4, height=0.1)
WAVE = Stroke(points=[(0.55 + i / 400, 0.84 + 0.02 * math.sin(i / 8)) for i in range(100)])


def order(box: BoxOnPage = BOX, strokes: tuple[Stroke, ...] = (WAVE,), page: int = 0) -> SignOrder:
    return SignOrder(page=page, box=box, strokes=list(strokes), caption=caption("22 novembre 2026"))


@pytest.fixture(scope="module")
def seal() -> SealKey:
    return SealKey.create("Borne de test", "Mairie de test", datetime.now(UTC))


@pytest.fixture(scope="module")
def letter(bench: Workshop, tmp_path_factory: pytest.TempPathFactory) -> StoredDocument:
    """Received and cleaned once; nobody writes in it."""
    vault = Vault(tmp_path_factory.mktemp("received") / "vault")
    vault.make()
    draft = vault.begin()
    _write_letter(draft.source)
    stored = asyncio.run(bench.clean(draft))
    assert isinstance(stored, StoredDocument), stored
    return stored


@pytest.fixture
def shown(letter: StoredDocument, vault: Vault) -> StoredDocument:
    """The letter, in this test's own vault."""
    shutil.copytree(letter.folder, vault.folder / letter.folder.name)
    return vault.get(letter.document.id)


def _write_letter(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=(595.276, 841.89))
    for line in range(30):
        canvas.drawString(60, 780 - 20 * line, f"Ligne {line} de ce que vous signez.")
    canvas.showPage()
    canvas.drawString(60, 780, "Deuxième page")
    canvas.save()


@pytest.fixture(scope="module")
def signed(bench: Workshop, letter: StoredDocument, seal: SealKey) -> StoredDocument:
    """The letter signed on its first page; only to be looked at."""
    made = asyncio.run(bench.sign(Vault(letter.folder.parent), letter.document.id, order(), seal))
    assert isinstance(made, StoredDocument), made
    return made


async def _sign(
    workshop: Workshop, vault: Vault, shown: StoredDocument, seal: SealKey, what: SignOrder
) -> StoredDocument:
    signed = await workshop.sign(vault, shown.document.id, what, seal)
    assert isinstance(signed, StoredDocument), signed
    return signed


def _pdfsig(pdf: Path, seal: SealKey, folder: Path) -> str:
    """Ask poppler, with the kiosk's certificate imported as trusted."""
    base, certificate = folder / "nss", folder / "seal.pem"
    if not base.exists():
        base.mkdir()
        certificate.write_text(seal.issuer_pem)
        _run("certutil", "-N", "-d", str(base), "--empty-password")
        _run("certutil", "-A", "-d", str(base), "-n", "seal", "-t", "CT,C,C", "-i", str(certificate))
    return subprocess.run(
        ["pdfsig", "-nssdir", str(base), str(pdf)], check=False, capture_output=True, text=True
    ).stdout


def _run(*argv: str) -> None:
    subprocess.run(argv, check=True, capture_output=True)


def _changed(pdf: Path, folder: Path) -> Path:
    """The same file with one byte of the page's picture changed."""
    data = bytearray(pdf.read_bytes())
    data[len(data) // 4] ^= 1
    copy = folder / "changed.pdf"
    copy.write_bytes(data)
    return copy


def _difference(one: Path, other: Path) -> tuple[Image.Image, tuple[int, int]]:
    with Image.open(one) as left, Image.open(other) as right:
        gap = ImageChops.difference(left.convert("L"), right.convert("L"))
        return gap.point(lambda value: 255 if value > 48 else 0), gap.size


def _only_in_the_box(gap: Image.Image) -> None:
    changed, (wide, high) = gap.getbbox(), gap.size
    assert changed is not None
    left, top = BOX.left * wide - 1, BOX.top * high - 1
    right, bottom = (BOX.left + BOX.width) * wide + 1, (BOX.top + BOX.height) * high + 1
    assert left <= changed[0] < changed[2] <= right
    assert top <= changed[1] < changed[3] <= bottom


def _drawn(pdf: Path, folder: Path) -> Image.Image:
    _run(
        "pdftoppm", "-r", "144", "-gray", "-f", "1", "-l", "1", "-singlefile", str(pdf), str(folder / "drawn")
    )
    with Image.open(folder / "drawn.pgm") as picture:
        return picture.copy()


def test_pdfsig_says_valid_and_no_longer_after_one_changed_byte(
    signed: StoredDocument, seal: SealKey, tmp_path: Path
) -> None:
    said = _pdfsig(signed.pdf, seal, tmp_path)
    assert "Signature is Valid" in said, said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said
    assert "Certificate is Trusted" in said
    assert "Borne de test" in said
    assert "Signature is Valid" not in _pdfsig(_changed(signed.pdf, tmp_path), seal, tmp_path)


def test_the_signed_page_is_the_page_shown_plus_the_ink(
    letter: StoredDocument, signed: StoredDocument, tmp_path: Path
) -> None:
    gap, (wide, high) = _difference(letter.page(1), signed.page(1))
    _only_in_the_box(gap)
    # To the pixel, as another program draws both files.
    _only_in_the_box(ImageChops.difference(_drawn(letter.pdf, tmp_path), _drawn(signed.pdf, tmp_path)))
    for x, y in WAVE.points[5:95:10]:  # the ink is where the finger was
        spot = gap.crop((int(x * wide) - 3, int(y * high) - 3, int(x * wide) + 4, int(y * high) + 4))
        assert spot.getbbox() is not None
    other, _ = _difference(letter.page(2), signed.page(2))
    assert other.getbbox() is None


async def test_the_signed_file_begins_with_the_very_bytes_that_were_shown(
    workshop: Workshop, vault: Vault, shown: StoredDocument, seal: SealKey
) -> None:
    signed = await _sign(workshop, vault, shown, seal, order(page=1))
    assert _bytes(signed.pdf).startswith(_bytes(shown.pdf))
    assert signed.document.signed
    assert vault.get(shown.document.id).document.signed is False
    with pikepdf.open(signed.pdf) as pdf:
        transform = pdf.Root.Perms.DocMDP.Reference[0].TransformParams
        assert int(transform.P) == 1  # certified, no change allowed


@pytest.mark.parametrize(
    ("what", "key"),
    [
        (order(strokes=()), "signature.ink-empty"),
        (order(strokes=(Stroke(points=[(0.6, 0.85)]),)), "signature.ink-empty"),
        (order(strokes=(Stroke(points=[(0.1, 0.1), (0.2, 0.2)]),)), "signature.ink-empty"),
        (order(box=BoxOnPage(left=0.8, top=0.8, width=0.4, height=0.1)), "signature.box-invalid"),
        (order(page=2), "signature.box-invalid"),
    ],
)
async def test_no_ink_or_a_box_off_the_page_is_refused(
    workshop: Workshop, vault: Vault, shown: StoredDocument, seal: SealKey, what: SignOrder, key: str
) -> None:
    outcome = await workshop.sign(vault, shown.document.id, what, seal)
    assert isinstance(outcome, Refused)
    assert outcome.key == key
    assert vault.ids() == [shown.document.id]


def _bytes(path: Path) -> bytes:
    return path.read_bytes()
