"""Another kiosk of the same relay, spoken for frame by frame: what an honest one would never send."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from websockets.sync.client import ClientConnection, connect

from kiosk.core.ids import new_id
from kiosk.steward.enrol import enrol
from kiosk.steward.keep import KeptFile
from kiosk.steward.keys import Identity
from session.protocol.envelope import Body, Envelope
from session.protocol.kiosk_relay import RELAY_TO_KIOSK, LinkChallenge, LinkHello, LinkWelcome
from tests.faults.theatre import DEADLINE_S
from tests.faults.wire import Wired

B = TypeVar("B", bound=Body)


class Line:
    """One connection, after the challenge. Frames are numbered unless a test repeats one."""

    def __init__(self, wire: ClientConnection, identity: Identity, kiosk: str) -> None:
        self.wire = wire
        self._identity = identity
        self._kiosk = kiosk
        self._seq = 0
        self._challenge = self.hear(LinkChallenge).challenge

    def frame(self, body: Body) -> str:
        """A signed frame with the next number."""
        self._seq += 1
        message = Envelope(body, new_id(), None, None, self._seq)
        return self._identity.frame(message.pack(), self._kiosk, self._challenge)

    def say(self, body: Body) -> None:
        """Send one message."""
        self.wire.send(self.frame(body))

    def hear(self, kind: type[B]) -> B:
        """The next message of a kind."""
        while True:
            body = RELAY_TO_KIOSK.unpack(self.wire.recv(DEADLINE_S)).body
            if isinstance(body, kind):
                return body


class SecondKiosk:
    """Enrolled with a code of its own; `identity` may be exchanged for a thief's."""

    def __init__(self, stand: Wired, folder: Path) -> None:
        self._stand = stand
        self.code = stand.verb(
            "relay", "kiosk", "code", "--config", str(stand.relay_config), "--name", "Annexe", "--town", "Annexe"
        ).strip()  # fmt: skip
        self.identity = Identity.load_or_make(folder)
        self.kiosk = self.enrol(folder)

    def enrol(self, folder: Path) -> str:
        """Show the code and this machine's key to the relay."""
        kept = KeptFile(folder / "enrolment.json")
        return enrol(self._stand.relay_url, self.code, self.identity, kept, self._stand.ca)

    @contextmanager
    def challenged(self, identity: Identity | None = None) -> Iterator[Line]:
        """A connection whose hello is not yet said."""
        url = self._stand.relay_url.replace("https", "wss") + "/ws/kiosk"
        trust = ssl.create_default_context(cafile=str(self._stand.ca))
        with connect(url, ssl=trust, compression=None, proxy=None, open_timeout=DEADLINE_S) as wire:
            yield Line(wire, identity or self.identity, self.kiosk)

    @contextmanager
    def online(self) -> Iterator[Line]:
        """A connection that the relay welcomed."""
        with self.challenged() as line:
            line.say(LinkHello(software="test"))
            line.hear(LinkWelcome)
            yield line
