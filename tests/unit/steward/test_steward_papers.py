"""Work on a paper that ends otherwise than it should: after its call, in a refusal, in a bug of ours."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.core.clock import SystemClock
from kiosk.core.events import EventLog
from kiosk.documents.model import Contents, Page
from kiosk.documents.vault import Draft, StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from kiosk.steward.papers import BROKEN, CLEANED_AT_ONCE, Papers
from session.protocol.filling import FormFinish
from session.protocol.local import DocumentPages, FormOpen, SignInk
from session.protocol.local_media import DocumentArrived
from session.protocol.lookup import SheetShow
from session.protocol.shared import Box
from tests.unit.steward.steward_doubles import Ear, events_of

A4 = Page(width=595, height=842, pixels_wide=1191, pixels_high=1684)
FIRST, SECOND = "c1" * 16, "c2" * 16
FORM, MADE = "f0" * 16, "f1" * 16
SHEET = {"kind": "contact", "town": "Mairie", "title": "Joindre la CAF", "offices": [{"name": "CAF"}]}


class Bench:
    """A workshop whose children work until they are let."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.free = asyncio.Event()
        self.breaks: Exception | None = None

    async def _work(self, draft: Draft) -> StoredDocument:
        self.begun.set()
        try:
            await self.free.wait()
        except asyncio.CancelledError:
            draft.discard()
            raise
        if self.breaks is not None:
            draft.discard()
            raise self.breaks
        (draft.folder / "clean.pdf").write_bytes(b"%PDF")
        (draft.folder / "page-001.webp").write_bytes(b"RIFF")
        return draft.commit("filled", Contents(pages=[A4]))

    async def clean(self, draft: Draft) -> StoredDocument:
        return await self._work(draft)

    async def rebuild(self, vault: Vault, _pdf: Path, document_id: str) -> StoredDocument:
        return await self._work(vault.begin(document_id))

    render = rebuild

    async def compose(self, vault: Vault, _sheet: Any, document: str) -> StoredDocument:
        return await self._work(vault.begin(document))

    async def fill(self, vault: Vault, _of: str, _values: Any, document: str) -> StoredDocument:
        return await self._work(vault.begin(document))

    async def sign(self, vault: Vault, _document: str, _order: Any, _seal: Any) -> StoredDocument:
        return await self._work(vault.begin())


class Table:
    """Papers in a call, and what both neighbours heard."""

    def __init__(self, folder: Path) -> None:
        self.vault = Vault(folder / "vault")
        self.vault.make()
        self.screen, self.media, self.bench = Ear(), Ear(), Bench()
        self.signed = 0
        self.papers = Papers(
            cast("Workshop", self.bench),
            cast("Any", None),
            lambda _: folder / "form.pdf",
            lambda: self.vault,
            self.screen,
            self.media,
            SystemClock(),
            EventLog(folder / "papers.jsonl", "test"),
            self._count,
        )
        self.log = folder / "papers.jsonl"
        self.papers.begin_call(FIRST)

    def _count(self) -> None:
        self.signed += 1

    def received(self, document: str) -> None:
        """The whole file of the expert is there."""
        draft = self.vault.begin(document)
        draft.source.write_bytes(b"%PDF")
        self.papers.arrived(DocumentArrived(document=document, name="long.pdf", media_type="application/pdf"))

    async def done(self) -> None:
        """All work came to its end, and who waited for it was told."""
        async with asyncio.timeout(60):
            while self.papers._tasks:
                await asyncio.gather(*self.papers._tasks, return_exceptions=True)


@pytest.fixture
async def table(tmp_path: Path) -> AsyncIterator[Table]:
    made = Table(tmp_path)
    yield made
    await made.papers.stop()


async def test_a_file_that_came_after_its_call_does_not_stay(table: Table) -> None:
    draft = table.vault.begin(MADE)
    draft.source.write_bytes(b"%PDF")
    table.papers.too_late(DocumentArrived(document=MADE, name="x.pdf", media_type="application/pdf"))
    assert not draft.folder.exists()
    assert not table.papers._tasks


WORK: dict[str, Callable[[Table], None]] = {
    "a file of the expert": lambda table: table.received(MADE),
    "a form that is shared": lambda table: table.papers.open_form(
        FormOpen(document=MADE, sha256="ab" * 32, name="Demande", shared=True)
    ),
    "a sheet of our own": lambda table: table.papers.show_sheet(
        SheetShow(document=MADE, name="Fiche", data=SHEET)
    ),
    "the filled page": lambda table: table.papers.finish(
        FormFinish(document=MADE, of=FORM, name="x.pdf", values={"nom": "LE GOFF"})
    ),
    "the signed copy": lambda table: table.papers.sign(
        SignInk(
            document=FORM, box=Box(page=0, x=0.1, y=0.8, w=0.3, h=0.1), strokes=[[(0.2, 0.85)]], width=0.004
        )
    ),
}


@pytest.mark.parametrize("ask", WORK.values(), ids=WORK)
async def test_what_was_asked_in_one_call_is_never_laid_before_the_expert_of_the_next(
    table: Table, ask: Callable[[Table], None]
) -> None:
    ask(table)
    await table.bench.begun.wait()
    table.papers.begin_call(SECOND)
    table.bench.free.set()
    await table.done()
    table.papers.lay_again()
    assert (table.media.bodies, table.screen.bodies) == ([], [])
    assert list(table.vault.folder.iterdir()) == []
    assert table.signed == 0


@pytest.mark.parametrize("ask", WORK.values(), ids=WORK)
async def test_the_same_call_told_again_ends_no_work(table: Table, ask: Callable[[Table], None]) -> None:
    ask(table)
    await table.bench.begun.wait()
    table.papers.begin_call(FIRST)
    table.bench.free.set()
    await table.done()
    assert table.media.bodies != []
    assert len(table.vault.ids()) == 1


@pytest.mark.parametrize("ask", WORK.values(), ids=WORK)
async def test_a_bug_leaves_nobody_waiting_and_quotes_nobody(
    table: Table, ask: Callable[[Table], None]
) -> None:
    table.bench.breaks = RuntimeError("value 'LE GOFF' is none")
    table.bench.free.set()
    ask(table)
    await table.done()
    told = {getattr(body, "key", "") for body in (*table.screen.bodies, *table.media.bodies)}
    assert (len(table.screen.bodies), len(table.media.bodies), told) == (1, 1, {BROKEN})
    (event,) = [one for one in events_of(table.log) if one["event"] == "document.work-failed"]
    assert event["error"] == "RuntimeError"
    assert event["place"].startswith("test_steward_papers.py:")
    assert "GOFF" not in table.log.read_text()


async def test_a_file_that_waited_for_its_turn_is_gone_with_its_call(table: Table) -> None:
    for number in range(CLEANED_AT_ONCE + 1):
        table.received(f"{number:032x}")
    await table.bench.begun.wait()
    table.papers.begin_call(SECOND)
    table.bench.free.set()
    await table.done()
    assert list(table.vault.folder.iterdir()) == []


async def test_a_form_the_visitor_opened_for_themselves_is_shown_through_a_new_call(table: Table) -> None:
    table.papers.open_form(FormOpen(document=MADE, sha256="ab" * 32, name="Demande"))
    await table.bench.begun.wait()
    table.papers.begin_call(SECOND)
    table.bench.free.set()
    await table.done()
    assert [type(body) for body in table.screen.bodies] == [DocumentPages]
    assert table.media.bodies == []
