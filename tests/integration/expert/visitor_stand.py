"""A kiosk with a visitor: the real journey, the real work on papers and the real media process; only the glass is missing."""

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kiosk.confine.confinement import Confinement
from kiosk.core.clock import SystemClock
from kiosk.core.events import EventLog
from kiosk.core.settings import Settings
from kiosk.documents.seal import SealKey
from kiosk.documents.vault import Vault
from kiosk.documents.workshop import Workshop
from kiosk.journey.effects import PrintOwn, Send, ShowOwn
from kiosk.journey.state import Journey
from kiosk.steward.papers import Papers
from session.protocol.call import Notice
from session.protocol.envelope import Body, Envelope
from session.protocol.filling import FormFinish
from session.protocol.local import FROM_EXPERT, TO_EXPERT, FormOpen, SignInk
from session.protocol.local_media import DocumentArrived
from session.protocol.lookup import SheetShow
from session.protocol.markup import TableAsk
from session.protocol.scanning import ScanSend
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.relay_stand import RelayStand
from tests.unit.journey.story import Story
from ui.presenters.scene import Scene
from ui.presenters.sheets import compose

DEADLINE_S = 60.0


class VisitorStand(KioskStand):
    """What the visitor touches is told by `touch`; what they see is `story.journey`."""

    def __init__(self, folder: Path, relay: RelayStand, name: str) -> None:
        super().__init__(folder, relay, name)
        self.story = Story().talk()
        self.story.effects.clear()
        self.seal = SealKey.create(name, "Mairie de test", SystemClock().now())
        self.form: Path | None = None
        """What the content store has for any form."""
        self._moved = asyncio.Condition()
        events = EventLog(folder / "papers.jsonl", "steward")
        workshop = Workshop(
            Confinement([sys.executable, "-m", "kiosk.compose.child"], events), folder / "no-fonts"
        )
        vault = Vault(self.vault)
        self.papers = Papers(
            workshop,
            self.seal,
            lambda _sha256: self.form,
            lambda: vault,
            self._to_screen,
            lambda body, **_: self.in_call(body),
            SystemClock(),
            events,
        )

    def touch(self, name: str, argument: object = "") -> None:
        """A touch, after the eye has seen what is there."""
        self.story.touch(name, argument)
        self._flush()

    async def sees(self, what: Callable[[Journey], bool]) -> Journey:
        """Wait until the visit has come to this."""
        async with asyncio.timeout(DEADLINE_S), self._moved:
            await self._moved.wait_for(lambda: what(self.story.journey))
        return self.story.journey

    def _on_media(self, message: Envelope, connection: object) -> None:
        super()._on_media(message, connection)  # type: ignore[arg-type]  # the stand's own connection
        body = message.body
        if isinstance(body, TableAsk):
            self.papers.lay_again()
        if isinstance(body, DocumentArrived):
            self.papers.arrived(body)
        elif isinstance(body, (*FROM_EXPERT, Notice)):
            self._to_screen(body)

    def _to_screen(self, body: Body, **_: object) -> None:
        self.story.hear(body)
        self._flush()

    def _flush(self) -> None:
        effects, self.story.effects = self.story.effects, []
        for effect in effects:
            match effect:
                case Send(body=body):
                    self._carry(body)
                case ShowOwn(document=document, kind=kind, about=about, title=title):
                    scene = Scene(self.story.journey, self.story.rules, Settings(), datetime.now())  # noqa: DTZ005 - a wall clock
                    data = compose(scene, PrintOwn(document, kind, about)).model_dump(mode="json")
                    self._carry(SheetShow(document=document, name=title, data=data))
                case _:
                    pass
        waking = asyncio.get_running_loop().create_task(self._wake())
        self._waking = waking

    def _carry(self, body: Body) -> None:
        match body:
            case SignInk():
                self.papers.sign(body)
            case FormFinish():
                self.papers.finish(body)
            case FormOpen():
                self.papers.open_form(body)
            case SheetShow():
                self.papers.show_sheet(body)
            case ScanSend():
                self.papers.share(body.document, body.name, body.signs)
            case _ if isinstance(body, TO_EXPERT):
                self.in_call(body)
            case _:
                pass

    async def _wake(self) -> None:
        async with self._moved:
            self._moved.notify_all()
