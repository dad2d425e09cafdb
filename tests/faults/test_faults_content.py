"""Editions that are cut, or mean harm: refused with the file's name and the reason, the old one still there."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.compose.demo.processes import DemoProcessError
from tests.faults.report import Report
from tests.faults.theatre import Theatre

SHEET = b'<?xml version="1.0"?><Publication ID="F1" type="Fiche"><Titre>Piege</Titre></Publication>'
ENTITY = b'<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def _truncated(good: Path, path: Path) -> None:
    path.write_bytes(good.read_bytes()[:-4000])


def _entities(_good: Path, path: Path) -> None:
    _pack(path, "F1.xml", SHEET.replace(b"?>", b"?>" + ENTITY, 1).replace(b"Piege", b"&a;"))


def _climbing(_good: Path, path: Path) -> None:
    _pack(path, "../../F1.xml", SHEET)


def _no_edition(_good: Path, path: Path) -> None:
    _pack(path, "photo.jpg", b"\xff\xd8\xff")


def _pack(path: Path, name: str, data: bytes) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, data)


Spoil = Callable[[Path, Path], None]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        pytest.param(
            _truncated,
            "C01",
            id="41 truncated",
            marks=pytest.mark.fault(41, "édition tronquée", area="content"),
        ),
        pytest.param(
            _entities, "C04", id="57 entities", marks=pytest.mark.fault(57, "entités XML", area="attacks")
        ),
        pytest.param(
            _climbing,
            "C03",
            id="56 path",
            marks=pytest.mark.fault(56, "noms de fichiers piégés", area="attacks"),
        ),
        pytest.param(_no_edition, "C02", id="no edition"),
    ],
)
def test_a_bad_edition_is_refused_by_name_and_the_kiosk_keeps_the_old_one(
    theatre: Theatre, report: Report, tmp_path: Path, spoil: Spoil, code: str
) -> None:
    stand = theatre.stand
    store = stand.state / "content"
    before = _picture(store)
    bad = tmp_path / "livraison.zip"
    spoil(stand.folder / "sample.zip", bad)
    report.injected()
    with pytest.raises(DemoProcessError) as refused:
        stand.verb("content", "import", str(bad), "--store", str(store))
    said = str(refused.value)
    report.noticed(next(line.strip() for line in said.splitlines() if code in line))
    assert "livraison.zip" in said
    assert _picture(store) == before
    found = stand.verb("content", "search", "--store", str(store), "carte", "identité")
    assert "Carte d'identité" in found
    report.recovered()


def _picture(store: Path) -> dict[str, int]:
    """Every file of the edition in use, by name and size."""
    current = (store / "current").resolve()
    return {str(p.relative_to(store.resolve())): p.stat().st_size for p in current.rglob("*") if p.is_file()}
