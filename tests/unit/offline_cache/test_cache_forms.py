"""Forms of an edition: what is kept, what is left aside, and why."""

import io
import os
import signal
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from offline_cache.importer import forms as mirror
from offline_cache.importer import import_edition
from offline_cache.sample.build import build_sample
from offline_cache.sample.form_models import FORMS, FormModel, Section, Text
from offline_cache.sample.forms import draw_form


def pdf(pages: int, password: str = "") -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    out = io.BytesIO()
    encryption = pikepdf.Encryption(owner=password, user=password) if password else None
    document.save(out, encryption=encryption or False)
    document.close()
    return out.getvalue()


RESOURCE = (
    b'<ServiceComplementaire xmlns:dc="http://purl.org/dc/elements/1.1/" ID="R1" type="Formulaire"><dc:title>Formulaire'
    b" 12*03 : Demande</dc:title><NumeroCerfa>12*03</NumeroCerfa><LienWeb URL='https://f.example' poids='9 KB'/>"
    b"</ServiceComplementaire>"
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"GIF89a", "n'est pas un PDF"),
        (b"%PDF-1.7 puis n'importe quoi", "abîmé"),
        (pdf(2, "secret"), "mot de passe"),
        (pdf(500), "trop de pages"),
    ],
)
def test_a_bad_form_is_left_aside_with_its_reason(
    tmp_path: Path, pack: Any, sheet_xml: Any, data: bytes, reason: str
) -> None:
    files = {"F1.xml": sheet_xml(), "R1.xml": RESOURCE, "formulaires/R1.pdf": data}
    report = import_edition(pack(files), tmp_path / "s")
    assert (report.sheets, report.forms, report.local_forms) == (1, 1, 0)
    (refused,) = report.refused_forms
    assert "R1.pdf" in refused
    assert reason in refused


def test_a_form_nobody_names_is_left_aside(tmp_path: Path, pack: Any, sheet_xml: Any) -> None:
    report = import_edition(pack({"F1.xml": sheet_xml(), "R7.pdf": pdf(1)}), tmp_path / "s")
    assert report.local_forms == 0
    assert "R7.pdf" in report.refused_forms[0]


def _die(_: bytes) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_a_form_that_kills_its_reader_is_refused_and_the_next_one_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good = mirror.count_pages
    with mirror.ApartCounter() as count:
        monkeypatch.setattr(mirror, "count_pages", _die)
        assert count(b"%PDF-") == "document.work-exceeded"
        monkeypatch.setattr(mirror, "count_pages", good)
        assert count(pdf(3)) == 3


def test_the_sample_is_the_same_bytes_each_time(sample_zip: Path, tmp_path: Path) -> None:
    again = tmp_path / "encore" / "exemple.zip"
    build_sample(again)
    assert again.read_bytes() == sample_zip.read_bytes()
    assert [path.name for path in again.parent.iterdir()] == ["exemple.zip"]


def test_every_field_of_the_forms_has_a_label_and_fits_its_page() -> None:
    for model in FORMS.values():
        document = pikepdf.open(io.BytesIO(draw_form(model)))
        fields = [field for page in document.pages for field in page.Annots]
        names = [str(field.T) for field in fields]
        assert len(names) == len(set(names)) > 15
        for field in fields:
            assert str(field.TU)
            left, bottom, right, top = (float(edge) for edge in field.Rect)
            assert left > 40
            assert bottom > 40
            assert right < 555
            assert top < 800
        document.close()


def test_a_form_with_too_many_rows_is_a_mistake_of_its_author() -> None:
    rows = tuple((Text(f"t{i}", "Texte"),) for i in range(40))
    with pytest.raises(ValueError, match="too full"):
        draw_form(FormModel("X", "X", "X", (Section("S", rows),), ()))
