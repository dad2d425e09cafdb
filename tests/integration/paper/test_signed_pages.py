"""Signatures on any page: turned, cropped, several in one document, and what shows that it changed since."""

import asyncio
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from reportlab.pdfgen.canvas import Canvas

from kiosk.confine.limits import Refused
from kiosk.documents.ink import Place, SignOrder, Stroke, caption
from kiosk.documents.model import BoxOnPage
from kiosk.documents.seal import SealKey
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop

FIRST = BoxOnPage(left=0.1, top=0.75, width=0.35, height=0.12)
SECOND = BoxOnPage(left=0.55, top=0.75, width=0.35, height=0.12)


def _hand(box: BoxOnPage) -> Stroke:
    """A stroke from the box's upper left to the middle of its right side."""
    ends = ((0.1, 0.15), (0.5, 0.3), (0.9, 0.5))
    return Stroke(points=[(box.left + x * box.width, box.top + y * box.height) for x, y in ends])


def _order(box: BoxOnPage = FIRST, sha256: str = "", later: tuple[BoxOnPage, ...] = ()) -> SignOrder:
    places = [Place(page=0, box=one) for one in later]
    words = caption("22 novembre 2026 à 9 h 05")
    return SignOrder(page=0, box=box, strokes=[_hand(box)], caption=words, later=places, sha256=sha256)


def _letter(path: Path, turned: int = 0, crop: tuple[int, int, int, int] | None = None) -> Path:
    canvas = Canvas(str(path), pagesize=(595.276, 841.89))
    canvas.rect(100, 100, 400, 600)
    canvas.drawString(150, 500, "Ce que vous signez.")
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj["/Rotate"] = turned
        if crop is not None:
            pdf.pages[0].obj["/CropBox"] = pikepdf.Array(crop)
        pdf.save(path)
    return path


@pytest.fixture(scope="module")
def seal() -> SealKey:
    return SealKey.create("Borne de test", "Mairie de test", datetime.now(UTC))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    vault = Vault(tmp_path_factory.mktemp("signing") / "vault")
    vault.make()
    return vault


@pytest.fixture(scope="module")
def shown(bench: Workshop, own: Vault, tmp_path_factory: pytest.TempPathFactory) -> StoredDocument:
    made = asyncio.run(bench.render(own, _letter(tmp_path_factory.mktemp("letter") / "letter.pdf")))
    assert isinstance(made, StoredDocument), made
    return made


@pytest.fixture(scope="module")
def once(bench: Workshop, own: Vault, shown: StoredDocument, seal: SealKey) -> StoredDocument:
    """Signed once, with a box reserved for somebody else."""
    made = asyncio.run(bench.sign(own, shown.document.id, _order(later=(SECOND,)), seal))
    assert isinstance(made, StoredDocument), made
    return made


@pytest.fixture(scope="module")
def twice(bench: Workshop, own: Vault, once: StoredDocument, seal: SealKey) -> StoredDocument:
    order = _order(SECOND, sha256=once.document.sha256)
    made = asyncio.run(bench.sign(own, once.document.id, order, seal))
    assert isinstance(made, StoredDocument), made
    return made


def _pdfsig(pdf: Path) -> str:
    return subprocess.run(["pdfsig", "-nocert", str(pdf)], check=False, capture_output=True, text=True).stdout


def _permission(pdf: Path) -> int:
    with pikepdf.open(pdf) as opened:
        return int(opened.Root.Perms.DocMDP.Reference[0].TransformParams.P)


def _ink(before: Path, after: Path) -> tuple[int, int, int, int]:
    """Where the two pictures differ."""
    with Image.open(before) as one, Image.open(after) as other:
        gap = ImageChops.difference(one.convert("L"), other.convert("L"))
        found = gap.point(lambda value: 255 if value > 64 else 0).getbbox()
    assert found is not None
    return found


@pytest.mark.parametrize("turned", [90, 180, 270])
@pytest.mark.parametrize("crop", [None, (50, 80, 550, 780)])
async def test_the_ink_stands_upright_where_it_was_drawn_on_turned_and_cropped_pages(
    workshop: Workshop,
    vault: Vault,
    seal: SealKey,
    tmp_path: Path,
    turned: int,
    crop: tuple[int, int, int, int] | None,
) -> None:
    shown = await workshop.render(vault, _letter(tmp_path / "turned.pdf", turned, crop))
    assert isinstance(shown, StoredDocument)
    signed = await workshop.sign(vault, shown.document.id, _order(sha256=shown.document.sha256), seal)
    assert isinstance(signed, StoredDocument), signed
    page = shown.document.pages[0]
    left, top, right, bottom = _ink(shown.page(1), signed.page(1))
    wide, high = page.pixels_wide, page.pixels_high
    assert FIRST.left * wide - 2 <= left < right <= (FIRST.left + FIRST.width) * wide + 2
    assert FIRST.top * high - 2 <= top < bottom <= (FIRST.top + FIRST.height) * high + 2
    with Image.open(signed.page(1)) as picture:
        for x, y in _hand(FIRST).points:  # upright, as the hand went: its first point is at the upper left
            spot = (int(x * wide), int(y * high))
            around = picture.convert("L").crop((spot[0] - 4, spot[1] - 4, spot[0] + 5, spot[1] + 5))
            assert min(around.tobytes()) < 140
    assert "Signature is Valid" in _pdfsig(signed.pdf)


def test_a_second_signature_is_a_revision_of_its_own_and_leaves_the_first_valid(
    shown: StoredDocument, once: StoredDocument, twice: StoredDocument
) -> None:
    assert _permission(once.pdf) == 2  # somebody else is to sign where a box was reserved, nothing more
    said = _pdfsig(twice.pdf)
    assert said.count("Signature is Valid") == 2
    assert said.count("Total document signed") == 1  # the second covers all, the first what was there then
    bytes_of = [one.pdf.read_bytes() for one in (shown, once, twice)]
    assert bytes_of[2].startswith(bytes_of[1])
    assert bytes_of[1].startswith(bytes_of[0])
    left, _, right, _ = _ink(once.page(1), twice.page(1))
    wide = once.document.pages[0].pixels_wide
    assert SECOND.left * wide - 2 <= left < right <= (SECOND.left + SECOND.width) * wide + 2


async def test_a_signature_that_was_not_foreseen_is_refused(
    workshop: Workshop, own: Vault, twice: StoredDocument, seal: SealKey
) -> None:
    elsewhere = BoxOnPage(left=0.1, top=0.1, width=0.35, height=0.12)
    outcome = await workshop.sign(own, twice.document.id, _order(elsewhere), seal)
    assert isinstance(outcome, Refused)
    assert outcome.key == "signature.box-unforeseen"


async def test_a_document_that_changed_since_it_was_shown_is_not_signed(
    workshop: Workshop, vault: Vault, seal: SealKey, tmp_path: Path
) -> None:
    shown = await workshop.render(vault, _letter(tmp_path / "letter.pdf"))
    assert isinstance(shown, StoredDocument)
    with shown.pdf.open("ab") as file:
        file.write(b"\n% one line more\n")
    outcome = await workshop.sign(vault, shown.document.id, _order(sha256=shown.document.sha256), seal)
    assert isinstance(outcome, Refused)
    assert outcome.key == "signature.document-changed"
    assert vault.ids() == [shown.document.id]


@pytest.mark.parametrize(("width", "height"), [(0.13, 0.12), (0.35, 0.03)])
async def test_a_box_too_small_to_sign_in_is_refused(
    workshop: Workshop, own: Vault, shown: StoredDocument, seal: SealKey, width: float, height: float
) -> None:
    box = BoxOnPage(left=0.1, top=0.75, width=width, height=height)
    outcome = await workshop.sign(own, shown.document.id, _order(box), seal)
    assert isinstance(outcome, Refused)
    assert outcome.key == "signature.box-small"


def test_the_page_says_what_the_signature_is_worth(once: StoredDocument) -> None:
    said = subprocess.run(
        ["pdftotext", str(once.pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "Signature électronique simple" in said
    assert "Cachet d'intégrité de la borne" in said
    assert "22 novembre 2026 à 9 h 05" in said


def _annotated(pdf: Path, folder: Path) -> Path:
    """The signed file as another program leaves it, which puts a note on the page in a revision of its own."""
    copy = folder / "annotated.pdf"
    with pdf.open("rb") as source:
        writer = IncrementalPdfFileWriter(source)
        note = generic.DictionaryObject({  # type: ignore[no-untyped-call]  # pyHanko's own
            generic.NameObject("/Type"): generic.NameObject("/Annot"),
            generic.NameObject("/Subtype"): generic.NameObject("/Text"),
            generic.NameObject("/Rect"): generic.ArrayObject(map(generic.NumberObject, (100, 100, 120, 120))),
            generic.NameObject("/Contents"): generic.TextStringObject("1 000 € de plus"),
        })  # fmt: skip
        page = writer.root["/Pages"]["/Kids"][0]
        page["/Annots"].append(writer.add_object(note))
        writer.update_container(page["/Annots"])
        with copy.open("wb") as target:
            writer.write(target)  # type: ignore[no-untyped-call]  # pyHanko's own
    return copy


def test_pdfsig_tells_a_note_added_later_and_a_changed_byte(
    bench: Workshop, own: Vault, shown: StoredDocument, seal: SealKey, tmp_path: Path
) -> None:
    made = asyncio.run(bench.sign(own, shown.document.id, _order(), seal))
    assert isinstance(made, StoredDocument)
    assert _permission(made.pdf) == 1
    assert "Total document signed" in _pdfsig(made.pdf)
    assert "Not total document signed" in _pdfsig(_annotated(made.pdf, tmp_path))
    assert _modified(_annotated(made.pdf, tmp_path))
    assert not _modified(made.pdf)
    data = bytearray(made.pdf.read_bytes())
    data[len(shown.pdf.read_bytes()) // 2] ^= 1
    (tmp_path / "changed.pdf").write_bytes(data)
    assert "Digest Mismatch" in _pdfsig(tmp_path / "changed.pdf")


def _modified(pdf: Path) -> bool:
    """Whether a validator that heeds the certification finds a change that it does not allow."""
    with pdf.open("rb") as file:
        signature = PdfFileReader(file).embedded_signatures[0]
        status = validate_pdf_signature(signature, ValidationContext(trust_roots=[]))
        return not (status.intact and status.docmdp_ok)


def test_a_validator_that_heeds_the_certification_accepts_the_second_signature(twice: StoredDocument) -> None:
    assert not _modified(twice.pdf)
