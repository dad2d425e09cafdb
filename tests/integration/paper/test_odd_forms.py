"""Forms of every kind, filled in confinement: what may be filled is listed, what is written is on the paper."""

from pathlib import Path

import pypdfium2
import pytest

from kiosk.confine.limits import Refused
from kiosk.documents.fields import needs_its_own_reader
from kiosk.documents.model import FieldKind, FormField
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from tests.integration.paper.odd_forms import rich, turned, xfa


async def cleaned(workshop: Workshop, vault: Vault, data: bytes) -> StoredDocument | Refused:
    draft = vault.begin()
    draft.source.write_bytes(data)
    return await workshop.clean(draft)


async def taken(workshop: Workshop, vault: Vault, data: bytes) -> StoredDocument:
    stored = await cleaned(workshop, vault, data)
    assert isinstance(stored, StoredDocument), stored
    return stored


def by_name(stored: StoredDocument) -> dict[str, FormField]:
    return {field.name: field for field in stored.document.fields}


def words_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    said = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(said.split())


async def test_only_what_a_person_may_fill_is_offered_with_what_the_form_asks_of_it(
    workshop: Workshop, vault: Vault
) -> None:
    fields = by_name(await taken(workshop, vault, rich()))
    assert set(fields) == {
        "nom", "code", "motif", "prix", "total", "pays", "lien", "civilite", "accord", "signature",
    }  # fmt: skip
    assert fields["nom"].required
    assert fields["code"].most == 5
    assert fields["total"].computed
    assert fields["pays"].choices == ["France", "Belgique"]
    assert fields["lien"].choices == ["parent", "tuteur"]


async def test_everything_written_is_on_the_paper_and_nothing_is_left_to_run(
    workshop: Workshop, vault: Vault
) -> None:
    stored = await taken(workshop, vault, rich())
    values = {
        "nom": "Éléonore Ñandú", "code": "86300", "motif": "Une ligne. " * 12, "total": "6", "pays": "Belgique",
        "lien": "tuteur", "civilite": "Monsieur", "accord": "Oui",
    }  # fmt: skip
    filled = await workshop.fill(vault, stored.document.id, values)
    assert isinstance(filled, StoredDocument)
    said = words_of(filled.pdf)
    for word in ("Éléonore Ñandú", "86300", "Belgique", "tuteur", "6"):
        assert word in said
    assert said.count("Une ligne.") == 12
    raw = filled.pdf.read_bytes()
    assert not any(mark in raw for mark in (b"/AcroForm", b"/JavaScript", b"/Annots"))


async def test_a_list_that_the_form_shows_is_not_written_over_its_own_words(
    workshop: Workshop, vault: Vault
) -> None:
    """A full stop in its place leaves less ink there than the word the form began with."""
    stored = await taken(workshop, vault, rich())
    filled = await workshop.fill(vault, stored.document.id, {"lien": "."})
    assert isinstance(filled, StoredDocument)
    before, after = (ink_in(path, by_name(stored)["lien"]) for path in (stored.pdf, filled.pdf))
    assert 0 < after < before / 4


def ink_in(path: Path, field: FormField) -> int:
    """Dark pixels within a field."""
    document = pypdfium2.PdfDocument(path)
    picture = document[0].render(scale=4).to_pil().convert("L")
    document.close()
    wide, high = picture.size
    box = field.box
    edges = (box.left * wide, box.top * high, (box.left + box.width) * wide, (box.top + box.height) * high)
    return sum(picture.crop(tuple(round(edge) for edge in edges)).histogram()[:128])


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
async def test_a_turned_and_cropped_page_is_filled_where_it_is_seen(
    workshop: Workshop, vault: Vault, degrees: int
) -> None:
    stored = await taken(workshop, vault, turned(degrees))
    (field,) = stored.document.fields
    assert field.kind is FieldKind.TEXT
    filled = await workshop.fill(vault, stored.document.id, {"nom": "Jeanne"})
    assert isinstance(filled, StoredDocument)
    document = pypdfium2.PdfDocument(filled.pdf)
    page = document[0]
    wide, high = page.get_size()
    text = page.get_textpage()
    assert text.count_rects() == 1
    left, bottom, right, top = text.get_rect(0)
    document.close()
    middle = ((left + right) / 2 / wide, 1 - (bottom + top) / 2 / high)
    assert field.box.left <= middle[0] <= field.box.left + field.box.width
    assert field.box.top <= middle[1] <= field.box.top + field.box.height


async def test_a_form_for_one_reader_only_is_refused_by_name(workshop: Workshop, vault: Vault) -> None:
    refused = await cleaned(workshop, vault, xfa(only=True))
    assert isinstance(refused, Refused)
    assert refused.key == "document.form-dynamic"


async def test_a_form_of_that_kind_that_has_pages_too_is_taken(workshop: Workshop, vault: Vault) -> None:
    assert set(by_name(await taken(workshop, vault, xfa(only=False)))) == {"nom"}


def test_a_damaged_file_is_left_to_whoever_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    assert not needs_its_own_reader(path)
