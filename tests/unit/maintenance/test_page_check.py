"""The print-scan-read loop's verdict, and the measures it rests on, on pages spoilt in known ways."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest

from kiosk.core.errors import UserFacingError
from kiosk.core.places import ROOT
from kiosk.documents import test_page
from kiosk.documents.compare import measure
from kiosk.documents.compose import set_sheet
from kiosk.documents.sheets import TestSheet
from kiosk.documents.straighten import Grey
from kiosk.documents.type import load_faces
from kiosk.maintenance.page_check import Judged, Measures, judge

CODE = "VISIO-GUICHET-ESSAI:4827:0badcafe"
DPI = 150


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "test.pdf"
    sheet = TestSheet(
        town="Mairie", number="4827", code=CODE, facts=[("Borne", "Hall"), ("Adresse", "cups://x")]
    )
    set_sheet(sheet, path, load_faces(ROOT / "kiosk" / "assets" / "fonts"))
    return path


def drawn(page: Path, dpi: float) -> Grey:
    picture = pdfium.PdfDocument(page)[0].render(scale=dpi / 72).to_pil().convert("L")
    return np.array(picture, dtype=np.uint8)


def verdict(page: Path, spoil: Callable[[Grey], Grey] = lambda seen: seen) -> Judged:
    found = measure(drawn(page, 144), spoil(drawn(page, DPI)), DPI)
    return judge(Measures(**found), CODE)


def mm(value: float, edge: float = 0.0) -> int:
    """Pixels of a scan, of a length on the test page whose text area begins at `edge`."""
    return round((value + edge) / 25.4 * DPI)


def turned(seen: Grey, degrees: float) -> Grey:
    high, wide = seen.shape
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(seen, turn, (wide, high), borderValue=235), dtype=np.uint8)


def test_a_good_page_is_read_back(page: Path) -> None:
    judged = verdict(page)
    assert (judged.key, judged.read) == (None, True)
    assert judged.details[1:] == ("Droite, et à la bonne taille.",)


def test_a_plain_scanner_is_good_enough(page: Path) -> None:
    grain = np.random.default_rng(7)

    def scanned(seen: Grey) -> Grey:
        lit = turned(seen, 1.5).astype(np.float32) * 0.8 + 30 + grain.normal(0, 7, seen.shape)
        return np.clip(lit, 0, 255).astype(np.uint8)

    assert verdict(page, scanned).key is None


@pytest.mark.parametrize("degrees", [-6.0, 6.0])
def test_a_page_laid_askew_is_said_and_is_nobodys_fault(page: Path, degrees: float) -> None:
    judged = verdict(page, lambda seen: turned(seen, degrees))
    assert judged.key is None
    side = "droite" if degrees > 0 else "gauche"
    assert judged.details[1].startswith(f"Elle penche de 6° vers la {side}")


def test_a_page_upside_down_is_still_read(page: Path) -> None:
    judged = verdict(page, lambda seen: seen[::-1, ::-1].copy())
    assert (judged.key, judged.details[1]) == (None, "Elle était posée tête en bas.")


def test_a_page_that_was_made_smaller_names_the_setting(page: Path) -> None:
    judged = verdict(page, lambda seen: np.asarray(cv2.resize(seen, None, fx=0.94, fy=0.94), dtype=np.uint8))
    assert "Sa largeur est de 94 % : choisir « taille réelle » dans la file d'impression." in judged.details


def test_a_streak_is_seen_where_it_is(page: Path) -> None:
    def streaked(seen: Grey) -> Grey:
        spoilt = seen.copy()
        left = mm(65, 20)
        spoilt[:, left : left + 4] = 255
        return spoilt

    judged = verdict(page, streaked)
    assert (judged.key, judged.read) == ("printer.page-poor", True)
    assert any("Rayure à 65 mm" in line or "Rayure à 64,9 mm" in line for line in judged.details)


def test_an_empty_cartridge_is_pale(page: Path) -> None:
    judged = verdict(page, lambda seen: (255 - (255 - seen.astype(np.float32)) * 0.25).astype(np.uint8))
    assert judged.key == "printer.page-poor"
    assert any("très pâle" in line for line in judged.details)


def test_a_missing_colour_is_named(page: Path) -> None:
    place = test_page.swatch_places()[1]
    top = 27 + 6 / 72 * 25.4

    def without_magenta(seen: Grey) -> Grey:
        spoilt = seen.copy()
        rows = slice(mm(place.top, top) - 6, mm(place.top + place.height, top) + 6)
        spoilt[rows, mm(place.left, 20) : mm(place.left + place.width, 20)] = 255
        return spoilt

    assert "Couleur absente : magenta." in verdict(page, without_magenta).details


def test_another_page_is_not_taken_for_this_one(page: Path) -> None:
    found = Measures(**measure(drawn(page, 144), drawn(page, DPI), DPI))
    judged = judge(replace(found, code="VISIO-GUICHET-ESSAI:1234:00000000"), CODE)
    assert (judged.key, judged.read) == ("scanner.page-unlike", False)


@pytest.mark.parametrize("paper", [255, 20])
def test_a_blank_or_black_glass_is_no_page(page: Path, paper: int) -> None:
    with pytest.raises(UserFacingError, match="N20"):
        verdict(page, lambda seen: np.full_like(seen, paper))


def test_the_markers_are_those_that_opencv_looks_for(page: Path) -> None:
    finder = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50))
    _, idents, _ = finder.detectMarkers(drawn(page, DPI))
    assert sorted(idents.reshape(-1).tolist()) == [0, 1, 2, 3]
