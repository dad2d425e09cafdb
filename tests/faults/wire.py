"""The network between the kiosk and its relay, as a cable that a test can pull."""

import contextlib
import socket
import threading
from collections.abc import Mapping

from kiosk.compose.demo.processes import Running
from kiosk.compose.demo.stand import Plan, Stand

RELAY = "relais.test"
"""A name of the relay that no name server knows (RFC 6761)."""
_CHUNK = 65536


class Cable:
    """Passes every byte on, both ways, until it is pulled."""

    def __init__(self, port: int) -> None:
        """`port`: where the relay listens on this machine."""
        self._port = port
        self._elsewhere: int | None = None
        self._whole = threading.Event()
        self._whole.set()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def pull(self) -> None:
        """Nothing passes any more; connections break."""
        self._whole.clear()
        self._hang_up()

    def plug(self) -> None:
        """New connections pass."""
        self._whole.set()

    def capture(self, portal: int | None) -> None:
        """What is asked of the relay is answered by a portal on this port; None: by the relay again."""
        self._elsewhere = portal
        self._hang_up()

    def close(self) -> None:
        """The end."""
        self.pull()
        self._listener.shutdown(socket.SHUT_RDWR)  # closing alone would leave `accept` waiting
        self._listener.close()

    def _hang_up(self) -> None:
        with self._lock:
            ends, self._open = self._open, set()
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                where = ("127.0.0.1", self._elsewhere or self._port)
                far = socket.create_connection(where) if self._whole.is_set() else None
            except OSError:
                far = None
            if far is None:
                near.close()
                continue
            with self._lock:
                self._open |= {near, far}
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(_CHUNK):
                other.sendall(data)
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_WR)
        with self._lock:
            both_done = one not in self._open
            self._open.discard(other)
        if both_done:
            one.close()
            other.close()


class Wired(Stand):
    """A stand whose kiosk reaches the relay over a cable; the experts have their own way."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.cable: Cable | None = None
        self.relay_name = "127.0.0.1"
        """What the kiosk's settings call the relay's machine."""
        self.before_steward: list[str] = []
        """A program and its arguments that starts the steward in surroundings of its own."""

    def write_settings(self) -> None:
        """The kiosk's settings, with the near end of the cable as the relay's address."""
        if self.cable is None:
            self.cable = Cable(int(self.relay_url.rpartition(":")[2]))
        real, self.relay_url = self.relay_url, f"https://{self.relay_name}:{self.cable.port}"
        super().write_settings()
        self.relay_url = real

    def _run(self, name: str, argv: list[str], more: Mapping[str, str] | None = None) -> Running:
        return super()._run(name, [*self.before_steward, *argv] if name == "steward" else argv, more)

    def close(self) -> None:
        """End what runs, the cable last."""
        super().close()
        if self.cable is not None:
            self.cable.close()
