"""Control messages that outlive a connection: numbered, acknowledged, sent again in the next generation.

Either end of `control` numbers what must arrive (`seq` from 1, kept until acknowledged) and sends the
rest with `seq` 0. Within one connection the channel neither loses nor reorders, so `peer.ack` of the
newest number acknowledges all before it. When a new connection opens, what was not acknowledged goes
first, in its order and under its own id; whoever receives hands an id on once and acknowledges it
each time. The page's end is `session/expert/src/call/delivery.ts`.
"""

from collections import deque
from dataclasses import dataclass

from kiosk.core.ids import new_id
from session.protocol import peer
from session.protocol.call import Refusal
from session.protocol.cameras import CameraNews
from session.protocol.envelope import Body
from session.protocol.filling import FormValues
from session.protocol.lookup import ContentFind, ContentFound
from session.protocol.quality import PictureNews
from session.protocol.unseen import PictureHidden

KEPT_CAP = 200
"""Messages kept unacknowledged; beyond them the oldest goes."""
REMEMBERED = 512
"""Ids remembered: more than the other end can ever send again."""
FLEETING = (
    peer.PeerHello, peer.Heartbeat, peer.PeerBye, peer.Ack, peer.PagePointer, peer.DocumentOffer, peer.BulkState,
    CameraNews, Refusal, PictureNews, PictureHidden, FormValues, ContentFind, ContentFound,
)  # fmt: skip
"""Worth nothing on a later connection, or told anew on each by its own rule (documents, the camera, the picture, a form)."""


@dataclass(frozen=True)
class Numbered:
    """A message that must arrive, under the id and number it keeps."""

    body: Body
    id: str
    seq: int


class Outbox:
    """What one end said and the other did not acknowledge yet."""

    def __init__(self) -> None:
        self._seq = 0
        self._kept: deque[Numbered] = deque(maxlen=KEPT_CAP)

    def keep(self, body: Body, ident: str | None = None) -> Numbered:
        """Number a message and keep it until it is acknowledged."""
        self._seq += 1
        numbered = Numbered(body, ident or new_id(), self._seq)
        self._kept.append(numbered)
        return numbered

    def unacknowledged(self) -> tuple[Numbered, ...]:
        """What a new connection sends first, in order."""
        return tuple(self._kept)

    def acknowledged(self, seq: int) -> tuple[Numbered, ...]:
        """Forget all up to `seq`, and return it."""
        done: list[Numbered] = []
        while self._kept and self._kept[0].seq <= seq:
            done.append(self._kept.popleft())
        return tuple(done)


class Seen:
    """The ids received lately."""

    def __init__(self) -> None:
        self._order: deque[str] = deque()
        self._ids: set[str] = set()

    def first(self, ident: str) -> bool:
        """Whether this id was not received before; it is now."""
        if ident in self._ids:
            return False
        self._order.append(ident)
        self._ids.add(ident)
        if len(self._order) > REMEMBERED:
            self._ids.discard(self._order.popleft())
        return True
