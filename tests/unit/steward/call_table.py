"""A call desk with ears around it, for the tests of what it says."""

from pathlib import Path
from typing import Any

from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.steward.calls import CallDesk
from kiosk.steward.keys import Binding
from session.protocol.envelope import Envelope, envelope
from session.protocol.kiosk_relay import QueueJoin, SeatGranted
from session.protocol.local_media import AnswerDraft
from tests.unit.steward.steward_doubles import Ear

TICKET, CALL, OTHER = new_id(), new_id(), new_id()
DRAFT = AnswerDraft(sdp="v=0", fingerprint="sha-256 AA", offer_sha256="0" * 64)


class Table:
    """A call desk, and who hears it."""

    def __init__(self, log: Path | None = None, **waits: float) -> None:
        self.screen, self.relay, self.media = Ear(), Ear(), Ear()
        self.proved: list[Binding] = []
        self.showing = False
        self.opened = 0
        self.now = 1000.0
        self.desk = CallDesk(
            self.screen,
            self.relay,
            self.media,
            self._prove,
            self._open,
            lambda: self.showing,
            EventLog(log, "test"),
            monotonic=lambda: self.now,
            **waits,
        )

    def _prove(self, binding: Binding) -> str:
        self.proved.append(binding)
        return "proof"

    def _open(self) -> None:
        self.opened += 1

    def join(self) -> None:
        self.desk.join(QueueJoin(ticket=TICKET, desk="caf"))

    def seat(self, ticket: str = TICKET) -> None:
        granted = SeatGranted(ticket=ticket, desk="caf", administration="CAF", expert="Nadia", fence=1)
        self.desk.seated(message(granted, gen=1), granted)

    def media_comes(self) -> None:
        self.showing = True
        self.desk.media_ready()


def message(body: Any, *, call: str = CALL, gen: int = 1) -> Envelope:
    return envelope(body, call=call, gen=gen)
