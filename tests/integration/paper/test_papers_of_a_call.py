"""The steward's work on the papers of a call: what the screen and the expert are told, and told again."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from kiosk.core.clock import SystemClock
from kiosk.core.events import EventLog
from kiosk.documents.seal import SealKey
from kiosk.documents.sheets import ContactSheet, OfficeLines
from kiosk.documents.vault import Vault
from kiosk.documents.workshop import Workshop
from kiosk.steward.papers import Papers
from session.protocol.envelope import Body
from session.protocol.filling import FormFields, FormFinish
from session.protocol.local import DocumentFailed, DocumentPages, FormOpen, SignInk, SignResult
from session.protocol.local_media import DocumentSend
from session.protocol.lookup import SheetShow
from session.protocol.peer import DocumentReady, DocumentRefused, SignNews
from session.protocol.shared import Box
from tests.unit.steward.steward_doubles import Ear, events_of

FORM, FILLED, SHEET, MISSING = "f0" * 16, "f1" * 16, "5e" * 16, "0f" * 16
BOX = Box(page=0, x=0.1, y=0.8, w=0.35, h=0.1)
INK = [[(0.15, 0.82), (0.2, 0.85), (0.3, 0.83)]]


class Table:
    """Papers, and what both neighbours heard."""

    def __init__(self, workshop: Workshop, folder: Path) -> None:
        self.folder = folder
        self.screen, self.media = Ear(), Ear()
        self.vault = Vault(folder / "vault")
        self.vault.make()
        self.form: Path | None = folder / "form.pdf"
        self._told = asyncio.Event()
        seal = SealKey.create("Borne de test", "Mairie de test", datetime.now(UTC))
        self.papers = Papers(
            workshop,
            seal,
            lambda _sha256: self.form,
            lambda: self.vault,
            self._hear,
            self.media,
            SystemClock(),
            EventLog(folder / "papers.jsonl", "steward"),
        )

    def _hear(self, body: Body, **_: object) -> None:
        self.screen(body)
        self._told.set()

    async def told(self, kind: type[Body]) -> Body:
        """The next message of this kind to the screen."""
        async with asyncio.timeout(60):
            while True:
                found = [body for body in self.screen.bodies if isinstance(body, kind)]
                if found:
                    self.screen.heard.clear()
                    return found[-1]
                self._told.clear()
                await self._told.wait()

    def said(self, kind: type[Body]) -> list[Body]:
        """What the expert was told of this kind."""
        return [body for body in self.media.bodies if isinstance(body, kind)]


@pytest.fixture
async def table(workshop: Workshop, tmp_path: Path) -> AsyncIterator[Table]:
    canvas = Canvas(str(tmp_path / "form.pdf"), pagesize=(595, 842))
    canvas.drawString(60, 780, "Demande")
    canvas.acroForm.textfield(name="nom\x07", tooltip="Votre\u202enom", x=60, y=700, width=300, height=20)
    for number in range(45):
        canvas.acroForm.textfield(name=f"c{number}", x=60, y=60 + 12 * number, width=200, height=10)
    canvas.save()
    made = Table(workshop, tmp_path)
    yield made
    await made.papers.stop()


async def test_from_the_kiosks_own_form_to_the_signed_copy_and_all_of_it_again(table: Table) -> None:
    table.papers.open_form(FormOpen(document=FORM, sha256="ab" * 32, name="Demande", shared=True))
    shown = await table.told(DocumentPages)
    assert isinstance(shown, DocumentPages)
    assert shown.sha256 == table.vault.get(FORM).document.sha256
    (ready,) = table.said(DocumentReady)
    assert isinstance(ready, DocumentReady)
    assert (ready.document, ready.origin, ready.again) == (FORM, "content", False)
    parts = [body for body in table.said(FormFields) if isinstance(body, FormFields)]
    assert [(part.start, len(part.fields), part.total) for part in parts] == [(0, 40, 46), (40, 6, 46)]
    assert parts[0].fields[0].label == "Votre nom"
    values = {parts[0].fields[0].name: "LE GOFF"}
    table.papers.finish(FormFinish(document=FILLED, of=FORM, name="Demande - rempli.pdf", values=values))
    filled = await table.told(DocumentPages)
    assert isinstance(filled, DocumentPages)
    assert filled.document == FILLED
    assert filled.fields == []  # flattened: nothing is left to change
    ink = SignInk(document=FILLED, box=BOX, strokes=INK, width=0.004, sha256=filled.sha256)
    table.papers.sign(ink)
    result = await table.told(SignResult)
    assert isinstance(result, SignResult)
    assert result.signed is not None
    table.papers.share(FORM, "Demande", signs=FORM)  # the same pages stand for a scan
    table.media.heard.clear()
    table.papers.lay_again()
    again = [body for body in table.said(DocumentReady) if isinstance(body, DocumentReady)]
    assert {(body.document, body.again) for body in again} == {(FORM, True), (FILLED, True)}
    copies = [b for b in table.said(DocumentSend) if isinstance(b, DocumentSend) and b.kind == "signed"]
    assert {copy.of for copy in copies} == {FILLED, FORM}
    signs = [body for body in table.said(SignNews) if isinstance(body, SignNews)]
    assert {(sign.document, sign.paper) for sign in signs} == {(FILLED, False), (FORM, True)}
    table.media.heard.clear()
    table.papers.begin_call("c1" * 16)  # somebody else: what was shown was not for them
    table.papers.lay_again()
    assert table.media.bodies == []
    assert "GOFF" not in (table.folder / "papers.jsonl").read_text()
    assert "form.fill-complete" in {event["event"] for event in events_of(table.folder / "papers.jsonl")}


async def test_what_cannot_be_made_is_told_to_both(table: Table) -> None:
    table.form = None
    table.papers.open_form(FormOpen(document=FORM, sha256="ab" * 32, name="Demande", shared=True))
    failed = await table.told(DocumentFailed)
    assert isinstance(failed, DocumentFailed)
    assert failed.key == "content.sheet-missing"
    table.papers.show_sheet(SheetShow(document=SHEET, name="Fiche", data={"kind": "nothing"}))
    await table.told(DocumentFailed)
    table.papers.finish(FormFinish(document=FILLED, of=MISSING, name="x.pdf", values={"nom": "x"}))
    await table.told(DocumentFailed)
    table.papers.sign(SignInk(document=MISSING, box=BOX, strokes=INK, width=0.004))
    result = await table.told(SignResult)
    assert isinstance(result, SignResult)
    assert result.key == "signature.document-changed"
    refused = [body for body in table.said(DocumentRefused) if isinstance(body, DocumentRefused)]
    assert [body.document for body in refused] == [FORM, SHEET, FILLED]
    (news,) = table.said(SignNews)
    assert isinstance(news, SignNews)
    assert (news.state, news.key) == ("failed", "signature.document-changed")


async def test_two_things_under_one_id_are_one(table: Table) -> None:
    sheet = ContactSheet(town="Mairie", title="Joindre la CAF", offices=[OfficeLines(name="CAF")]).model_dump(
        mode="json"
    )
    order = SheetShow(document=SHEET, name="Fiche", data=sheet)
    table.papers.show_sheet(order)
    await table.told(DocumentPages)
    table.papers.show_sheet(order)
    failed = await table.told(DocumentFailed)
    assert isinstance(failed, DocumentFailed)
    assert failed.key == "link.message-invalid"


async def test_passed_on_while_it_is_being_signed_the_signed_copy_goes_to_nobody(table: Table) -> None:
    table.papers.begin_call("c1" * 16)
    table.papers.open_form(FormOpen(document=FORM, sha256="ab" * 32, name="Demande", shared=True))
    shown = await table.told(DocumentPages)
    assert isinstance(shown, DocumentPages)
    ink = SignInk(document=FORM, box=BOX, strokes=INK, width=0.004, sha256=shown.sha256)
    table.papers.sign(ink)
    while len(list(table.vault.folder.iterdir())) < 2:  # the child has its folder
        await asyncio.sleep(0)
    table.media.heard.clear()
    table.papers.begin_call("c2" * 16)
    await asyncio.gather(*table.papers._tasks, return_exceptions=True)
    assert (table.media.bodies, table.screen.bodies) == ([], [])
    assert [left.name for left in table.vault.folder.iterdir()] == [FORM]
