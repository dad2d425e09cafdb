"""Documents of the visit: cleaned, shown to both sides, signed. The steward itself opens none."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kiosk.confine.limits import Refused
from kiosk.core.clock import Clock, french_moment
from kiosk.core.events import EventLog
from kiosk.documents.ink import Place, SignOrder, Stroke, caption
from kiosk.documents.model import BoxOnPage
from kiosk.documents.names import shown_name
from kiosk.documents.seal import SealKey
from kiosk.documents.sheets import SHEET
from kiosk.documents.vault import Draft, StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from kiosk.steward.failing import failed
from kiosk.steward.papers_told import laid, pages_of, signed_name, whole
from kiosk.steward.ports import Say
from session.protocol.filling import FormFinish
from session.protocol.local import DocumentFailed, FormOpen, SignInk, SignResult
from session.protocol.local_media import DocumentArrived
from session.protocol.lookup import SheetShow
from session.protocol.peer import DocumentRefused, SignNews
from session.protocol.shared import Box, DocumentOrigin

CLEANED_AT_ONCE = 2
"""Files of the expert: each child may take all that its limits give it, and a small file may ask for that."""

BROKEN = "document.work-exceeded"
"""What a document is refused with that a bug of ours came over."""


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
        self._tasks: dict[asyncio.Task[None], str | None] = {}
        """Work under way -> the call it is for; None where it is for the visitor alone."""
        self._cleaning = asyncio.Semaphore(CLEANED_AT_ONCE)
        self._names: dict[str, str] = {}
        self._call = ""
        self._laid: dict[str, tuple[str, DocumentOrigin]] = {}
        """What the expert may see, in the order it came."""
        self._copies: dict[str, tuple[StoredDocument, str, bool]] = {}
        """Document -> its newest signed copy, its name, and whether it was signed by hand, on paper."""
        self._roots: dict[str, str] = {}
        """Signed copy -> the document it was first made of, by which the expert knows it."""

    def arrived(self, body: DocumentArrived) -> None:
        """The expert's file is whole: clean it, then show it to both."""
        self._run(self._clean(body), self._call, partial(self._refused, body.document, shared=True))

    def too_late(self, body: DocumentArrived) -> None:
        """The file of an expert whose call is over: nobody will see it, and it does not stay until the wipe."""
        draft = self._received(body)
        if draft is not None:
            draft.discard()

    def open_form(self, body: FormOpen) -> None:
        """Show a form of the content store."""
        call = self._call if body.shared else None
        self._run(self._open(body), call, partial(self._refused, body.document, shared=body.shared))

    def sign(self, body: SignInk) -> None:
        """Sign what is shown."""
        self._run(self._sign(body), self._call, partial(self._unsigned, body.document))

    def tell(self, made: StoredDocument, name: str) -> None:
        """A document of the visitor's own is ready: show it on the screen, and there only."""
        self._names[made.document.id] = name
        self._screen(pages_of(made, name))

    def share(self, document: str, name: str, signs: str | None = None) -> None:
        """The visitor agreed: the expert sees the pages of this document, and may keep it.

        `signs`: it is the paper copy of that document, signed by hand.
        """
        made = self._get(document)
        if made is None:
            self._screen(DocumentFailed(document=document, key="document.file-damaged"))
            return
        self._events.emit("document.share-complete", document=document, pages=len(made.document.pages))
        self._lay(made, name, "person")
        self._media(whole(made, f"{name}.pdf"))
        if signs is not None:
            self._copies[signs] = (made, f"{name}.pdf", True)
            self._signed()
            self._media(SignNews(document=signs, state="signed", signed=document, paper=True))
            self._media(whole(made, f"{name}.pdf", signs, signed=True))

    def begin_call(self, call: str) -> None:
        """Another call, perhaps with somebody else: what the visitor agreed to show was for the last one.

        What is still being made for that one is not made any more: it would land before the other expert.
        """
        if call != self._call:
            self._call = call
            for task, meant in self._tasks.items():
                if meant not in (None, call):
                    task.cancel()
            self._laid.clear()
            self._copies.clear()
            self._roots.clear()

    def lay_again(self) -> None:
        """The expert's page knows nothing of this call any more: what lay on the table lies there again."""
        for document, (name, origin) in self._laid.items():
            made = self._get(document)
            if made is None:
                continue
            for body in laid(made, name, origin, again=True):
                self._media(body)
            if origin == "person":
                self._media(whole(made, f"{name}.pdf"))
        for root, (copy, name, paper) in self._copies.items():
            self._media(SignNews(document=root, state="signed", signed=copy.document.id, paper=paper))
            self._media(whole(copy, name, root, signed=True))

    def finish(self, body: FormFinish) -> None:
        """The visitor agreed to what is written: make the filled page, and show it to both."""
        self._run(self._fill(body), self._call, partial(self._refused, body.document, shared=True))

    def show_sheet(self, body: SheetShow) -> None:
        """A page of our own content that the expert proposed."""
        self._run(self._compose(body), self._call, partial(self._refused, body.document, shared=True))

    def _lay(self, made: StoredDocument, name: str, origin: DocumentOrigin) -> None:
        self._names[made.document.id] = name
        self._laid[made.document.id] = (name, origin)
        for body in laid(made, name, origin):
            self._media(body)

    def _get(self, document: str) -> StoredDocument | None:
        vault = self._vault()
        try:
            return vault.get(document) if vault is not None else None
        except KeyError:
            return None

    def shared(self, document: str) -> bool:
        """The visitor showed this paper of theirs to the expert."""
        return document in self._laid and self._laid[document][1] == "person"

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
        self.begin_call("")

    def _run(self, work: Coroutine[Any, Any, None], call: str | None, tell: Callable[[str], None]) -> None:
        """`tell(key)` when it breaks: whoever waits for it must not wait for ever."""
        task = asyncio.ensure_future(work)
        self._tasks[task] = call
        task.add_done_callback(partial(self._over, tell))

    def _over(self, tell: Callable[[str], None], task: asyncio.Task[None]) -> None:
        call = self._tasks.pop(task)
        if failed(task, self._events) and call in (None, self._call):
            tell(BROKEN)

    def _received(self, body: DocumentArrived) -> Draft | None:
        vault = self._vault()
        if vault is None:
            return None
        return Draft(body.document, vault.folder / f"{body.document}.part", vault.hand)

    async def _clean(self, body: DocumentArrived) -> None:
        draft = self._received(body)
        if draft is None:
            return
        try:
            async with self._cleaning:
                await self._clean_one(body, draft)
        finally:
            draft.discard()  # one that had to wait, and for whose call nobody is there any more

    async def _clean_one(self, body: DocumentArrived, draft: Draft) -> None:
        started = self._clock.monotonic()
        self._events.emit("document.clean-init", document=body.document)
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
        self._screen(pages_of(made, name))
        self._lay(made, name, "expert")

    async def _open(self, body: FormOpen) -> None:
        vault, pdf = self._vault(), self._form_path(body.sha256)
        if vault is None or pdf is None:
            self._refused(body.document, "content.sheet-missing", shared=body.shared)
            return
        # What both fill and sign is rebuilt, as everything that lies on the table of a call.
        bring = self._workshop.rebuild if body.shared else self._workshop.render
        try:
            made = await bring(vault, pdf, document_id=body.document)
        except FileExistsError:  # an expert's page that names two things alike
            made = Refused("link.message-invalid")
        self._told(made, body.document, body.name, shared=body.shared)

    async def _compose(self, body: SheetShow) -> None:
        vault = self._vault()
        if vault is None:
            return
        try:
            sheet = SHEET.validate_python(body.data)
        except ValidationError:
            self._refused(body.document, "link.message-invalid", shared=True)
            return
        try:
            made = await self._workshop.compose(vault, sheet, body.document)
        except FileExistsError:  # as above
            made = Refused("link.message-invalid")
        self._told(made, body.document, body.name, shared=True)

    def _told(self, made: StoredDocument | Refused, document: str, name: str, *, shared: bool) -> None:
        if isinstance(made, Refused):
            self._refused(document, made.key, shared=shared)
            return
        self._screen(pages_of(made, name))
        if shared:
            self._lay(made, name, "content")

    def _refused(self, document: str, key: str, *, shared: bool) -> None:
        self._screen(DocumentFailed(document=document, key=key))
        if shared:
            self._media(DocumentRefused(document=document, key=key))

    async def _fill(self, body: FormFinish) -> None:
        vault = self._vault()
        if vault is None:
            return
        try:
            made = await self._workshop.fill(vault, body.of, body.values, body.document)
        except KeyError:
            made = Refused("document.file-damaged")
        if isinstance(made, Refused):
            self._refused(body.document, made.key, shared=True)
            return
        pages = len(made.document.pages)
        self._events.emit("form.fill-complete", document=body.document, pages=pages)
        self._screen(pages_of(made, body.name))
        self._lay(made, body.name, "filled")

    async def _sign(self, body: SignInk) -> None:
        vault = self._vault()
        if vault is None:
            return
        started = self._clock.monotonic()
        try:
            made = await self._workshop.sign(vault, body.document, self._order(body), self._seal)
        except KeyError:
            made = Refused("signature.document-changed")
        if isinstance(made, Refused):
            self._unsigned(body.document, made.key)
            return
        root = self._root(body.document)
        taken = round((self._clock.monotonic() - started) * 1000, 1)
        self._events.emit("sign.complete", document=body.document, ms=taken)
        self._signed()
        signed = made.document.id
        name = signed_name(self._names.get(root, "document.pdf"))
        self._roots[signed] = root
        self._copies[root] = (made, name, False)
        self._screen(pages_of(made, name))
        self._screen(SignResult(document=body.document, signed=signed))
        self._media(SignNews(document=root, state="signed", signed=signed))
        self._media(whole(made, name, root, signed=True, known=signed))

    def _unsigned(self, document: str, key: str) -> None:
        self._screen(SignResult(document=document, key=key))
        self._media(SignNews(document=self._root(document), state="failed", key=key))

    def _root(self, document: str) -> str:
        return self._roots.get(document, document)

    def _order(self, body: SignInk) -> SignOrder:
        return SignOrder(
            page=body.box.page,
            box=_on_page(body.box),
            strokes=[Stroke(points=points, width=body.width) for points in body.strokes if points],
            caption=caption(french_moment(self._clock.now())),
            later=[Place(page=box.page, box=_on_page(box)) for box in body.later],
            sha256=body.sha256 or "",
        )


def _on_page(box: Box) -> BoxOnPage:
    return BoxOnPage(left=box.x, top=box.y, width=box.w, height=box.h)
