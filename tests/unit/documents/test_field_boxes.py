"""Where a form field is on the page as it is seen: cropped and turned."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from kiosk.documents.fields import list_fields
from kiosk.documents.model import FieldKind, FormField


def _form(path: Path, rotate: int, **widget: Any) -> list[FormField]:
    """A page of 600 × 800 points cropped to 500 × 700, and one field near its top left."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(600, 800))
    page.obj.CropBox = [50, 50, 550, 750]
    page.obj.Rotate = rotate
    field = {"Rect": [100, 680, 300, 715], "FT": pikepdf.Name.Tx, "T": "nom", **widget}
    annotation = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, **field)
    _place(pdf, pdf.make_indirect(annotation))
    pdf.save(path / "form.pdf")
    return list_fields(path / "form.pdf")


def _place(pdf: pikepdf.Pdf, widget: pikepdf.Object) -> None:
    pdf.pages[0].obj.Annots = pikepdf.Array([widget])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([widget]))


@pytest.mark.parametrize(
    ("rotate", "expected"),
    [
        (0, (0.1, 0.05, 0.4, 0.05)),
        (90, (0.9, 0.1, 0.05, 0.4)),
        (180, (0.5, 0.9, 0.4, 0.05)),
        (270, (0.05, 0.5, 0.05, 0.4)),
    ],
)
def test_a_box_follows_the_page_when_it_is_turned(
    tmp_path: Path, rotate: int, expected: tuple[float, float, float, float]
) -> None:
    (field,) = _form(tmp_path, rotate)
    found = (field.box.left, field.box.top, field.box.width, field.box.height)
    assert found == pytest.approx(expected)


def test_a_field_outside_what_is_seen_is_not_listed(tmp_path: Path) -> None:
    assert _form(tmp_path, 0, Rect=[0, 0, 40, 40]) == []
    assert _form(tmp_path, 0, Rect=[1, 2]) == []
    assert _form(tmp_path, 0, Rect=[10, 10, 10**18, 10]) == []


def test_a_field_whose_parents_go_in_a_circle_does_not_hang(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(600, 800))
    loop = pdf.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Rect=[1, 1, 9, 9], T="a"))
    loop.Parent = loop
    _place(pdf, loop)
    pdf.save(tmp_path / "form.pdf")
    assert list_fields(tmp_path / "form.pdf") == []


def test_kinds_and_names_are_inherited(tmp_path: Path) -> None:
    states = pikepdf.Dictionary(N=pikepdf.Dictionary(Oui=pikepdf.Dictionary(), Off=pikepdf.Dictionary()))
    (box,) = _form(tmp_path, 0, FT=pikepdf.Name.Btn, AP=states)
    assert (box.kind, box.choices) == (FieldKind.CHECKBOX, ["Oui"])
    (radio,) = _form(tmp_path, 0, FT=pikepdf.Name.Btn, Ff=1 << 15, AP=states)
    assert radio.kind is FieldKind.RADIO
    (choice,) = _form(tmp_path, 0, FT=pikepdf.Name.Ch, Opt=pikepdf.Array(["Mme", "M."]), V="Mme")
    assert (choice.kind, choice.choices, choice.value) == (FieldKind.CHOICE, ["Mme", "M."], "Mme")
    assert _form(tmp_path, 0, FT=pikepdf.Name.Btn, Ff=1 << 16) == []  # a push button runs scripts only


def test_what_is_no_pdf_has_no_field(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert list_fields(tmp_path / "x.pdf") == []
