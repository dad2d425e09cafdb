"""Documents of the visit: cleaned, shown to both sides, signed. The steward itself opens none."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from kiosk.confine.limits import Refused
from kiosk.core.clock import Clock, french_date
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.documents.ink import SignOrder, Stroke, caption
from kiosk.documents.model import BoxOnPage
from kiosk.documents.names import shown_name
from kiosk.documents.seal import SealKey
from kiosk.documents.vault import Draft, StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from kiosk.steward.ports import Say
from session.protocol.local import DocumentFailed, DocumentPages, FormOpen, SignInk, SignResult
from session.protocol.local_media import DocumentArrived, DocumentSend
from session.protocol.peer import DocumentReady, DocumentRefused, SignNews


class Papers:
    """Runs the work and tells both sides."""

    def __init__(
        self,
        workshop: Workshop,
        seal: SealKey,
        form_path: Callable[[str], Path | None],
        vault: Callable[[], Vault | None],
        screen: Say,
        media: Say,
        clock: Clock,
        events: EventLog,
        signed: Callable[[], None] = lambda: None,
    ) -> None:
        """`form_path(sha256)` finds a form's PDF in the content store."""
        self._workshop = workshop
        self._seal = seal
        self._form_path = form_path
        self._vault = vault
        self._screen = screen
        self._media = media
        self._clock = clock
        self._events = events
        self._signed = signed
        self._tasks: set[asyncio.Task[None]] = set()
        self._names: dict[str, str] = {}
        self._shared: set[str] = set()

    def arrived(self, body: DocumentArrived) -> None:
        """The expert's file is whole: clean it, then show it to both."""
        self._run(self._clean(body))

    def open_form(self, body: FormOpen) -> None:
        """Show a form of the content store."""
        self._run(self._open(body))

    def sign(self, body: SignInk) -> None:
        """Sign what is shown."""
        self._run(self._sign(body))

    def tell(self, made: StoredDocument, name: str) -> None:
        """A document of the visitor's own is ready: show it on the screen, and there only."""
        self._names[made.document.id] = name
        self._screen(_pages(made, name))

    def share(self, document: str, name: str) -> None:
        """The visitor agreed: the expert sees the pages of this document, and may keep it."""
        vault = self._vault()
        try:
            made = vault.get(document) if vault is not None else None
        except KeyError:
            made = None
        if made is None:
            self._screen(DocumentFailed(document=document, key="document.file-damaged"))
            return
        pages = len(made.document.pages)
        self._names[document] = name
        self._shared.add(document)
        self._events.emit("document.share-complete", document=document, pages=pages)
        self._media(DocumentReady(document=document, name=name, pages=pages))
        for number in range(1, pages + 1):
            self._media(_page_to_send(made, number))
        self._media(_whole(made, name))

    def shared(self, document: str) -> bool:
        """The visitor showed this paper of theirs to the expert."""
        return document in self._shared

    def name_of(self, document: str) -> str:
        """Under which name it is shown."""
        return self._names.get(document, "document")

    async def stop(self) -> None:
        """The visit is over: end all work and forget."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._names.clear()
        self._shared.clear()

    def _run(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _clean(self, body: DocumentArrived) -> None:
        vault = self._vault()
        if vault is None:
            return
        started = self._clock.monotonic()
        self._events.emit("document.clean-init", document=body.document)
        draft = Draft(body.document, vault.folder / f"{body.document}.part", vault.hand)
        made = await self._workshop.clean(draft)
        if isinstance(made, Refused):
            self._events.emit("document.refused", document=body.document, key=made.key)
            self._screen(DocumentFailed(document=body.document, key=made.key))
            self._media(DocumentRefused(document=body.document, key=made.key))
            return
        taken = round((self._clock.monotonic() - started) * 1000, 1)
        pages = len(made.document.pages)
        self._events.emit("document.clean-complete", document=body.document, pages=pages, ms=taken)
        name = shown_name(body.name)
        self._names[body.document] = name
        self._screen(_pages(made, name))
        self._media(DocumentReady(document=body.document, name=name, pages=pages))
        for number in range(1, pages + 1):
            self._media(_page_to_send(made, number))

    async def _open(self, body: FormOpen) -> None:
        vault, pdf = self._vault(), self._form_path(body.sha256)
        if vault is None or pdf is None:
            self._screen(DocumentFailed(document=body.document, key="content.sheet-missing"))
            return
        made = await self._workshop.render(vault, pdf, document_id=body.document)
        if isinstance(made, Refused):
            self._screen(DocumentFailed(document=body.document, key=made.key))
            return
        self._screen(_pages(made, body.name))

    async def _sign(self, body: SignInk) -> None:
        vault = self._vault()
        if vault is None:
            return
        started = self._clock.monotonic()
        made = await self._workshop.sign(vault, body.document, self._order(body), self._seal)
        if isinstance(made, Refused):
            self._screen(SignResult(document=body.document, key=made.key))
            self._media(SignNews(document=body.document, state="failed"))
            return
        taken = round((self._clock.monotonic() - started) * 1000, 1)
        self._events.emit("sign.complete", document=body.document, ms=taken)
        self._signed()
        name = _signed_name(self._names.get(body.document, "document.pdf"))
        self._names[made.document.id] = name
        self._screen(_pages(made, name))
        self._screen(SignResult(document=body.document, signed=made.document.id))
        self._media(SignNews(document=body.document, state="signed", signed=made.document.id))
        self._media(
            DocumentSend(
                document=made.document.id,
                kind="signed",
                path=f"{made.document.id}/{made.pdf.name}",
                name=name,
                media_type="application/pdf",
                of=body.document,
            )
        )

    def _order(self, body: SignInk) -> SignOrder:
        box = body.box
        return SignOrder(
            page=box.page,
            box=BoxOnPage(left=box.x, top=box.y, width=box.w, height=box.h),
            strokes=[Stroke(points=points, width=body.width) for points in body.strokes if points],
            caption=caption(french_date(self._clock.now())),
        )


def _signed_name(name: str) -> str:
    stem = name.removesuffix(".pdf").removesuffix(".PDF")
    return f"{stem} - signé.pdf"


def _pages(made: StoredDocument, name: str) -> DocumentPages:
    document = made.document
    return DocumentPages(
        document=document.id,
        name=name,
        pages=len(document.pages),
        widths=[page.pixels_wide for page in document.pages],
        heights=[page.pixels_high for page in document.pages],
        fields=[field.model_dump(mode="json") for field in document.fields],
    )


def _whole(made: StoredDocument, name: str) -> DocumentSend:
    """The document itself, for the expert's file."""
    return DocumentSend(
        document=new_id(),
        kind="file",
        path=f"{made.document.id}/{made.pdf.name}",
        name=f"{name}.pdf",
        media_type="application/pdf",
        of=made.document.id,
    )


def _page_to_send(made: StoredDocument, number: int) -> DocumentSend:
    path = made.page(number)
    return DocumentSend(
        document=new_id(),
        kind="page",
        path=f"{made.document.id}/{path.name}",
        name=path.name,
        media_type="image/webp",
        of=made.document.id,
        page=number - 1,
    )
