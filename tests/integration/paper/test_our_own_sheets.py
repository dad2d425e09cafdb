"""Our own pages, composed and filled in confinement: read back by poppler's tools."""

import select
import subprocess
from pathlib import Path

import pikepdf
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from devices.codes.address import parse_address
from devices.codes.ports import Code
from devices.codes.serial_reader import SerialReader, open_reader
from devices.peers.code_peer import CodePeer
from kiosk.documents.sheets import (
    AnswerLine,
    ChecklistCase,
    ChecklistLine,
    ChecklistSheet,
    ContactSheet,
    GoodbyeSheet,
    OfficeLines,
    RequestSheet,
    Sheet,
    TestSheet,
)
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop

TOWN = "Mairie de Sainte-Fontaine-des-Bois"
CAF = OfficeLines(
    name="CAF de la Nièvre", address=["12 rue de la Mairie"], phone="32 30", hours=["9 h à 12 h"]
)


def _text(pdf: Path) -> str:
    argv = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(argv, check=True, capture_output=True, text=True).stdout


def _picture(pdf: Path, where: Path) -> Path:
    subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", str(pdf), str(where)], check=True)
    return where.with_suffix(".png")


def _pages(pdf: Path) -> list[tuple[int, int]]:
    with pikepdf.open(pdf) as opened:
        return [(round(page.mediabox[2]), round(page.mediabox[3])) for page in opened.pages]


async def _compose(workshop: Workshop, vault: Vault, sheet: Sheet) -> StoredDocument:
    stored = await workshop.compose(vault, sheet)
    assert isinstance(stored, StoredDocument), stored
    return stored


def _checklist(lines: int = 2, *, old: bool = False) -> ChecklistSheet:
    asked = [ChecklistLine(text=f"Pièce numéro {n} & <suite>", ticked=n % 2 == 0) for n in range(lines)]
    student = ChecklistCase(
        title="Si vous êtes étudiant", lines=[ChecklistLine(text="Certificat de scolarité")]
    )
    return ChecklistSheet(
        town=TOWN,
        title="Demander une aide au logement",
        verified_on="12 mars 2026",
        old_content=old,
        cases=[ChecklistCase(lines=asked), student],
        steps=["Rassemblez les papiers.", "Revenez à la borne."],
        offices=[CAF],
    )


async def test_a_checklist_says_what_to_bring_and_when_it_was_checked(
    workshop: Workshop, vault: Vault
) -> None:
    stored = await _compose(workshop, vault, _checklist())
    text = _text(stored.pdf)
    for words in (
        TOWN,
        "Demander une aide au logement",
        "Vérifié le 12 mars 2026",
        "Pièce numéro 1 & <suite>",
        "Si vous êtes étudiant",
        "Revenez à la borne.",
        "CAF de la Nièvre",
        "Téléphone : 32 30",
    ):
        assert words in text
    assert "contenu ancien" not in text
    assert _pages(stored.pdf) == [(595, 842)]


async def test_old_content_is_said_on_paper_too(workshop: Workshop, vault: Vault) -> None:
    stored = await _compose(workshop, vault, _checklist(old=True))
    assert "Attention : contenu ancien" in _text(stored.pdf)


async def test_a_long_checklist_numbers_its_pages(workshop: Workshop, vault: Vault) -> None:
    stored = await _compose(workshop, vault, _checklist(60))
    count = len(stored.document.pages)
    assert count > 1
    assert f"page {count} sur {count}" in _text(stored.pdf)


async def test_the_goodbye_slip_carries_the_reference_and_the_next_step(
    workshop: Workshop, vault: Vault
) -> None:
    sheet = GoodbyeSheet(town=TOWN, done=["Vous avez signé."], reference="CAF-58-2291", steps=["Attendez."])
    text = _text((await _compose(workshop, vault, sheet)).pdf)
    assert all(words in text for words in ("Vous avez signé.", "CAF-58-2291", "Attendez."))


async def test_the_reference_on_paper_is_read_by_the_kiosk_s_own_reader(
    workshop: Workshop, vault: Vault, tmp_path: Path
) -> None:
    """Printed at 200 dpi, held before a simulated reader that decodes the picture, taken by the real driver."""
    request = RequestSheet(
        town=TOWN, title="Enlever des encombrants", reference="D 47 03 82 16 80", desk="à l'accueil",
        phone="03 86 00 00 10", lines=[AnswerLine(label="Nom", value="Jeanne Petit")],
    )  # fmt: skip
    slip = GoodbyeSheet(town=TOWN, done=["Vous avez signé."], reference="3F0A-91BC", steps=["Attendez."])
    peer = CodePeer(tmp_path / "reader")
    peer.start()
    reader = open_reader(parse_address(peer.uri))
    assert isinstance(reader, SerialReader)
    try:
        for sheet in (request, slip):
            pdf = (await _compose(workshop, vault, sheet)).pdf
            assert peer.picture(_picture(pdf, tmp_path / "page"))
            assert select.select([reader.descriptor], [], [], 10)[0]
            reader.take()
            assert reader.pause() == Code(sheet.reference)
    finally:
        reader.close()
        peer.stop()


async def test_contacts_and_the_test_page_fit_one_sheet(workshop: Workshop, vault: Vault) -> None:
    contact = ContactSheet(town=TOWN, title="Personne n'a répondu", offices=[CAF])
    test = TestSheet(town=TOWN, facts=[("File d'attente", "borne")])
    for sheet in (contact, test):
        stored = await _compose(workshop, vault, sheet)
        assert _pages(stored.pdf) == [(595, 842)]


def _write_form(path: Path, *, turned: bool = False) -> None:
    canvas = Canvas(str(path), pagesize=(600, 800))
    canvas.drawString(60, 730, "Formulaire")
    wide, high = (24, 300) if turned else (300, 24)  # a line of text, as it is seen
    canvas.acroForm.textfield(name="nom", x=60, y=400, width=wide, height=high)
    canvas.acroForm.checkbox(name="accord", x=60, y=600, size=20)
    canvas.showPage()
    canvas.save()
    if turned:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.pages[0].rotate(90, relative=False)
            pdf.save(path)


async def _filled(
    workshop: Workshop, vault: Vault, form: Path, values: dict[str, str]
) -> tuple[StoredDocument, StoredDocument]:
    blank = await workshop.render(vault, form)
    assert isinstance(blank, StoredDocument), blank
    filled = await workshop.fill(vault, blank.document.id, values)
    assert isinstance(filled, StoredDocument), filled
    return blank, filled


async def test_a_filled_form_shows_the_words_in_their_box_and_cannot_be_changed(
    workshop: Workshop, vault: Vault, tmp_path: Path
) -> None:
    _write_form(tmp_path / "form.pdf")
    _, filled = await _filled(
        workshop, vault, tmp_path / "form.pdf", {"nom": "Élodie Martin", "accord": "Yes"}
    )
    text = _text(filled.pdf)
    assert "Formulaire" in text
    assert "Élodie Martin" in text
    assert filled.document.fields == []
    with pikepdf.open(filled.pdf) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj


async def test_words_stay_inside_their_box_on_a_turned_page(
    workshop: Workshop, vault: Vault, tmp_path: Path
) -> None:
    _write_form(tmp_path / "form.pdf", turned=True)
    blank, filled = await _filled(workshop, vault, tmp_path / "form.pdf", {"nom": "Élodie Martin"})
    empty = await workshop.fill(vault, blank.document.id, {})
    assert isinstance(empty, StoredDocument)
    with Image.open(empty.page(1)) as before, Image.open(filled.page(1)) as after:
        assert after.size == (1600, 1200)
        gap = ImageChops.difference(before.convert("L"), after.convert("L")).point(
            lambda v: 255 if v > 64 else 0
        )
        changed, (wide, high) = gap.getbbox(), gap.size
    box = blank.document.fields[0].box
    assert changed is not None
    assert box.left * wide - 2 <= changed[0] < changed[2] <= (box.left + box.width) * wide + 2
    assert box.top * high - 2 <= changed[1] < changed[3] <= (box.top + box.height) * high + 2
