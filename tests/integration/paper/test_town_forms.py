"""A PDF that somebody in the town hall made is printed as pictures, and can still be filled."""

from io import BytesIO
from pathlib import Path

import pikepdf

from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from offline_cache.sample.form_models import FORMS
from offline_cache.sample.forms import draw_form


def scripted(path: Path) -> Path:
    """A form with fields, and a script that runs when it is opened."""
    with pikepdf.open(BytesIO(draw_form(FORMS["R90001"]))) as pdf:
        pdf.Root.OpenAction = pdf.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('boo')")
        )
        pdf.save(path)
    return path


def raw(path: Path) -> bytes:
    buffer = BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(buffer, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return buffer.getvalue()


async def test_nothing_but_its_pictures_and_what_was_written_is_printed(
    workshop: Workshop, vault: Vault, tmp_path: Path
) -> None:
    source = scripted(tmp_path / "form.pdf")
    assert b"boo" in raw(source)
    blank = await workshop.rebuild(vault, source)
    assert isinstance(blank, StoredDocument), blank
    named = [field.name for field in blank.document.fields if field.kind == "text"]
    assert named
    assert source.is_file()
    filled = await workshop.fill(vault, blank.document.id, {named[0]: "Jeanne Petit"})
    assert isinstance(filled, StoredDocument), filled
    for document in (blank, filled):
        for trace in (b"boo", b"JavaScript", b"OpenAction", b"AcroForm"):
            assert trace not in raw(document.pdf)
    assert filled.page(1).read_bytes() != blank.page(1).read_bytes()
