"""From the glass to a light PDF that can be read: measured by an independent reader."""

import asyncio
import os
import re
import subprocess
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from devices.peers.scanner_paper import Sheet
from devices.peers.scanner_peer import ScannerPeer
from devices.scanner.followed import FollowedScanner
from devices.scanner.ports import PAGE_DPI, Ended, Order, PageRead, Source
from kiosk.confine.limits import Refused
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from tests.integration.scanning.conftest import Print

LETTER = [
    "Mairie de Saint-Aubin, service des affaires scolaires",
    "Objet : demande de dérogation pour l'inscription à l'école maternelle",
    "Madame, Monsieur,",
    "J'ai l'honneur de vous demander l'inscription de ma fille à l'école des Châtaigniers",
    "à compter du 1er septembre, car mes horaires de travail à l'hôpital ne me permettent",
    "pas de la conduire ailleurs. Vous trouverez ci-joint un justificatif de domicile,",
    "une copie du livret de famille et l'attestation de mon employeur.",
    "Numéro d'allocataire : 4827 193. Téléphone : 02 99 00 17 35.",
    "Je vous remercie de l'attention que vous porterez à ma requête et vous prie d'agréer",
    "l'expression de mes sentiments distingués.",
]
# Its threads wait for one another by spinning, which two busy cores do not forgive.
ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}
DENSE = [f"{number:02d} {LETTER[3 + number % 4]}" for number in range(48)]


async def _scan(scanner: FollowedScanner, source: Source, folder: Path) -> tuple[list[PageRead], Ended]:
    folder.mkdir()
    async with asyncio.timeout(120):
        news = [n async for n in scanner.scan(Order(source), folder, asyncio.Event())]
    assert isinstance(news[-1], Ended)
    return [page for page in news if isinstance(page, PageRead)], news[-1]


def _read_back(pdf: Path, tmp_path: Path) -> Counter[str]:
    """The words that tesseract reads on a PDF's pages, as another program draws them."""
    words: Counter[str] = Counter()
    argv = ["pdftoppm", "-r", "200", "-gray", "-png", str(pdf), str(tmp_path / "drawn")]
    subprocess.run(argv, check=True, timeout=60)
    for page in sorted(tmp_path.glob("drawn*.png")):
        argv = ["tesseract", str(page), "-", "-l", "fra", "--psm", "6"]
        read = subprocess.run(argv, check=True, capture_output=True, timeout=120, env=ONE_THREAD)
        text = read.stdout.decode()
        words += _words(text)
        page.unlink()
    return words


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[\w']+", text.replace("’", "'")))


def _recall(wanted: Counter[str], found: Counter[str]) -> float:
    return (wanted & found).total() / wanted.total()


async def _document(
    workshop: Workshop, vault: Vault, pages: list[PageRead]
) -> tuple[StoredDocument, list[StoredDocument | Refused]]:
    made = [await workshop.straighten(vault, page.file, PAGE_DPI) for page in pages]
    kept = [single.document.id for single in made if isinstance(single, StoredDocument)]
    bound = await workshop.bind(vault, kept)
    assert isinstance(bound, StoredDocument)
    return bound, made


@pytest.mark.parametrize("skew", [0.0, 1.3, -4.0])
async def test_a_letter_laid_askew_under_a_weak_lamp_is_read_back_word_for_word(
    peer: ScannerPeer, scanner: FollowedScanner, workshop: Workshop, vault: Vault, printed: Print,
    tmp_path: Path, skew: float,
) -> None:  # fmt: skip
    peer.on_glass(Sheet(printed("lettre", LETTER), skew=skew, shade=0.3, noise=4))
    pages, ended = await _scan(scanner, "glass", tmp_path / "raw")
    assert ended == Ended(None)
    bound, _ = await _document(workshop, vault, pages)
    assert _recall(_words(" ".join(LETTER)), _read_back(bound.pdf, tmp_path)) >= 0.98


async def test_a_pile_becomes_one_document_in_order_under_300_kb_a_page(
    peer: ScannerPeer, scanner: FollowedScanner, workshop: Workshop, vault: Vault, printed: Print,
    tmp_path: Path,
) -> None:  # fmt: skip
    lines = [[f"Page numéro {number}", *text] for number, text in ((1, DENSE), (2, LETTER), (3, LETTER))]
    sheets = [printed(f"page{n}", page) for n, page in enumerate(lines)]
    peer.load([Sheet(sheet, skew=0.9 - n * 0.8, shade=0.15, noise=3) for n, sheet in enumerate(sheets)])
    pages, ended = await _scan(scanner, "feeder", tmp_path / "raw")
    assert ended == Ended(None)
    bound, _ = await _document(workshop, vault, pages)
    assert len(bound.document.pages) == 3
    assert bound.pdf.stat().st_size < 3 * 300_000
    with pikepdf.open(bound.pdf) as pdf:
        for page in pdf.pages:
            assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
            assert len(page.resources["/XObject"]["/Page"].read_raw_bytes()) < 300_000
    wanted = _words(" ".join(" ".join(page) for page in lines))
    assert _recall(wanted, _read_back(bound.pdf, tmp_path)) >= 0.97
    assert all(bound.page(number).stat().st_size > 0 for number in (1, 2, 3))


async def test_blank_backs_of_a_two_sided_scan_are_left_out(
    peer: ScannerPeer, scanner: FollowedScanner, workshop: Workshop, vault: Vault, printed: Print,
    tmp_path: Path,
) -> None:  # fmt: skip
    letter, back = printed("recto", LETTER), printed("verso", ["Page 2"])
    peer.load([Sheet(letter, shade=0.2, noise=4), Sheet(letter, back=back, skew=0.6)])
    pages, ended = await _scan(scanner, "both-sides", tmp_path / "raw")
    assert (len(pages), ended) == (4, Ended(None))
    bound, made = await _document(workshop, vault, pages)
    assert made[1] == Refused("scanner.page-blank", "")
    assert len(bound.document.pages) == 3, "the back that says only « Page 2 » is kept"


async def test_a_card_on_the_glass_is_cut_out_at_its_own_size(
    peer: ScannerPeer, scanner: FollowedScanner, workshop: Workshop, vault: Vault, printed: Print,
    tmp_path: Path,
) -> None:  # fmt: skip
    card = Sheet(printed("carte", LETTER), skew=3.0, size_mm=(85.6, 54.0), at_mm=(40, 30))
    peer.on_glass(card)
    pages, _ = await _scan(scanner, "glass", tmp_path / "raw")
    bound, _ = await _document(workshop, vault, pages)
    page = bound.document.pages[0]
    assert abs(page.width / 72 * 25.4 - 85.6) < 2.5
    assert abs(page.height / 72 * 25.4 - 54.0) < 2.5


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"P5\n99999 99999\n255\n",
        b"P5\n100 100\n255\nshort",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
        b"P5 -1 5 255 ",
    ],
)
async def test_what_is_no_page_is_refused(
    workshop: Workshop, vault: Vault, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "raw.pnm").write_bytes(data)
    assert await workshop.straighten(vault, tmp_path / "raw.pnm", PAGE_DPI) in {
        Refused("scanner.scan-failed", "not a picture"),
        Refused("scanner.scan-failed", "99999 x 99999"),
    }
    assert vault.ids() == []
