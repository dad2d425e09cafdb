"""Our A4 pages as reportlab sets them, without a child and without the typeface."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pydantic import ValidationError

from kiosk.documents.compose import set_sheet
from kiosk.documents.layout import shortened
from kiosk.documents.sheets import (
    SHEET,
    ChecklistCase,
    ChecklistLine,
    ChecklistSheet,
    OfficeLines,
    PlanGroup,
    PlanSheet,
    PlanStep,
)
from kiosk.documents.type import Faces, load_faces

FACES = Faces("Helvetica", "Helvetica-Bold")


def _sheet(*texts: str) -> ChecklistSheet:
    lines = [ChecklistLine(text=text) for text in texts]
    return ChecklistSheet(
        town="Mairie", title="T", verified_on="1er mai 2026", cases=[ChecklistCase(lines=lines)]
    )


def _set(sheet: ChecklistSheet | PlanSheet, folder: Path) -> pdfium.PdfDocument:
    set_sheet(sheet, folder / "sheet.pdf", FACES)
    return pdfium.PdfDocument(folder / "sheet.pdf")


def test_markup_in_content_is_printed_and_not_obeyed(tmp_path: Path) -> None:
    text = (
        _set(_sheet("<b>gras</b> & <font size=90>géant</font>"), tmp_path)[0].get_textpage().get_text_range()
    )
    assert "<b>gras</b> & <font size=90>géant</font>" in text


def test_a_word_without_end_does_not_leave_the_page(tmp_path: Path) -> None:
    page = _set(_sheet("x" * 500), tmp_path)[0]
    assert page.get_textpage().get_text_range().count("x") == 500
    boxes = [page.get_textpage().get_charbox(n) for n in range(page.get_textpage().count_chars())]
    assert max(right for _, _, right, _ in boxes) <= 595 - 50


def test_an_empty_checklist_is_still_a_page(tmp_path: Path) -> None:
    assert len(_set(ChecklistSheet(town="Mairie", title="T", verified_on="-", cases=[]), tmp_path)) == 1


def test_documents_only_cited_stand_under_a_heading_of_their_own(tmp_path: Path) -> None:
    cited = ChecklistSheet(
        town="Mairie", title="T", verified_on="-", cases=[], cited=[ChecklistLine(text="Livret de famille")]
    )
    text = _set(cited, tmp_path)[0].get_textpage().get_text_range()
    assert text.index("Documents cités dans la fiche") < text.index("Livret de famille")
    assert "Ce qu" not in text
    assert "À demander au guichet" in text


def test_the_case_answered_stands_above_the_papers(tmp_path: Path) -> None:
    told = ChecklistSheet(
        town="Mairie", title="T", verified_on="-", case=["Demande en France"],
        cases=[ChecklistCase(lines=[ChecklistLine(text="Livret de famille")])],
    )  # fmt: skip
    text = _set(told, tmp_path)[0].get_textpage().get_text_range()
    assert text.index("Pour votre cas") < text.index("Demande en France") < text.index("Livret de famille")


def test_the_same_sheet_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        set_sheet(_sheet("a", "b"), tmp_path / name, FACES)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_a_long_title_is_cut_at_a_word_in_the_head_of_the_next_pages() -> None:
    assert shortened("un deux trois", 20, len) == "un deux trois"
    assert shortened("un deux trois", 9, len) == "un deux…"
    assert shortened("anticonstitutionnellement", 5, len) == ""


def test_without_the_typeface_a_page_is_set_all_the_same(tmp_path: Path) -> None:
    assert load_faces(tmp_path) == FACES


def test_a_sheet_of_no_known_kind_is_refused() -> None:
    with pytest.raises(ValidationError):
        SHEET.validate_python({"kind": "poster", "town": "Mairie"})


def test_a_plan_keeps_its_papers_on_a_page_of_their_own(tmp_path: Path) -> None:
    steps = [PlanStep(title=f"Étape {n}", why="Parce que.") for n in range(3)]
    plan = PlanSheet(
        town="Mairie", title="Un proche est décédé", edition="12 novembre 2026", case=["En France"],
        groups=[PlanGroup(deadline="Dans les 24 heures", steps=steps)],
        papers=[ChecklistLine(text="Livret de famille", note="Pour : la mairie")],
        open=["Changer la carte grise"],
        offices=[OfficeLines(name="Mairie", phone="02 99 00 00 00")],
    )  # fmt: skip
    first, second = (page.get_textpage().get_text_range() for page in _set(plan, tmp_path))
    assert first.index("En France") < first.index("Dans les 24 heures") < first.index("Étape 0")
    assert "Livret" not in first
    assert second.index("Livret de famille") < second.index("carte grise") < second.index("02 99 00 00 00")
