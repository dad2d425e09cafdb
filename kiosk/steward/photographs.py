"""Sheets under the document camera: a look at the table, a photograph, and a page like a scanned one."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.clock import Clock
from kiosk.core.events import EventLog
from kiosk.documents.vault import Draft, StoredDocument, Vault
from kiosk.documents.workshop import Workshop, hindered
from kiosk.steward.media import MediaHouse
from kiosk.steward.ports import Say
from session.protocol.cameras import PaperAim, PaperLook, PaperShoot, PaperShot, PaperWatch
from session.protocol.scanning import ScanPage, ScanState

TRIES = 3
"""Photographs that came out blurred before the visitor is told so; each is followed by another look."""


@dataclass(eq=False)
class _Look:
    """One look at the table, the photograph in a draft of the visit's vault that is cleared at its end."""

    scan: str
    vault: Vault
    draft: Draft
    began: float
    tries: int = 0


class PhotoDesk:
    """At most one look at a time. A photograph never outlives it, the page never the visit."""

    def __init__(
        self,
        fitted: bool,
        workshop: Workshop,
        vault: Callable[[], Vault | None],
        media: MediaHouse,
        screen: Say,
        clock: Clock,
        events: EventLog,
    ) -> None:
        """`fitted`: a document camera is set."""
        self._fitted = fitted
        self._workshop = workshop
        self._vault = vault
        self._media = media
        self._screen = screen
        self._clock = clock
        self._events = events
        self._look: _Look | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """The camera is on for somebody."""
        return self._look is not None

    def look(self, body: PaperLook) -> None:
        """Camera on, for one page; or off."""
        if not body.active:
            if self._look is not None and self._look.scan == body.scan:
                self._over("left")
            return
        vault = self._vault()
        if vault is None or not self._fitted:
            self._screen(ScanState(scan=body.scan, ended=True, key="camera.device-missing"))
            return
        self._over("left")
        try:
            draft = vault.begin()
        except OSError as error:
            self._screen(ScanState(scan=body.scan, ended=True, key=hindered(error).key))
            return
        self._look = _Look(body.scan, vault, draft, self._clock.monotonic())
        self._events.emit("paper.look-init")
        self._later(self._media.open(vault.folder, face=False))
        self.media_ready()

    def media_ready(self) -> None:
        """A media process listens: the first one, or one that takes over."""
        if self._look is not None and self._media.listening:
            self._media.say(PaperWatch(scan=self._look.scan, folder=self._look.draft.id))

    def shoot(self, body: PaperShoot) -> None:
        """« Photographier »."""
        if self._look is not None and self._look.scan == body.scan:
            self._media.say(body)

    def aimed(self, body: PaperAim) -> None:
        """How the sheet lies."""
        if self._look is not None and self._look.scan == body.scan:
            self._screen(body)

    def shot(self, body: PaperShot) -> None:
        """A photograph is there. Its name is its own kind only: a process that reads cameras wrote it."""
        if self._look is not None and self._look.scan == body.scan and body.file == "photo.ppm":
            self._later(self._develop(self._look, body))

    async def end(self) -> None:
        """The visit is over."""
        self._look = None  # its draft goes with the vault
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # ---- one photograph

    async def _develop(self, look: _Look, shot: PaperShot) -> None:
        photo: Path = look.draft.folder / shot.file
        forgiving = shot.manual or look.tries + 1 >= TRIES
        corners = [(x, y) for x, y in shot.corners if math.isfinite(x) and math.isfinite(y)]
        try:
            made = await self._workshop.photograph(look.vault, photo, corners, keep_blurred=forgiving)
        finally:
            _forget(look, photo)
        if look is not self._look:
            if isinstance(made, StoredDocument):
                look.vault.remove(made.document.id)
            return
        if isinstance(made, StoredDocument):
            page = made.document.pages[0]
            self._over(None, pages=1)
            self._screen(
                ScanPage(
                    scan=look.scan, page=made.document.id, width=page.pixels_wide, height=page.pixels_high
                )
            )
            self._screen(ScanState(scan=look.scan, ended=True, share=1.0))
        elif made.key == "camera.page-blurred":
            look.tries += 1
            self._screen(ScanState(scan=look.scan, key=made.key))
            self._media.say(PaperWatch(scan=look.scan, folder=look.draft.id))
        else:
            self._over(made.key)
            self._screen(ScanState(scan=look.scan, ended=True, key=made.key))

    def _over(self, reason: str | None, pages: int = 0) -> None:
        """Camera off, and nothing raw is left."""
        look, self._look = self._look, None
        if look is None:
            return
        self._media.say(PaperLook(scan=look.scan, active=False))
        look.draft.discard()
        taken = round((self._clock.monotonic() - look.began) * 1000, 1)
        self._events.emit("paper.look-complete", reason=reason, pages=pages, ms=taken)

    def _later(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _forget(look: _Look, photo: Path) -> None:
    with look.vault.hand(), suppress(OSError):
        photo.unlink()
