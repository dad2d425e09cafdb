"""The media process: started when a counter is opened, killed with the visit, replaced in a call."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from kiosk.core.events import EventLog
from kiosk.steward.children import Child
from session.protocol.call import MicrophoneMute
from session.protocol.envelope import Body
from session.protocol.local import CallBegin, MediaGone, MediaReady, MediaSettings
from session.protocol.peer import PrivacyPause

StartMedia = Callable[[Callable[[Child, int], None]], Awaitable[Child]]
Describe = Callable[[Path], MediaSettings]
RESTARTS_MAX = 5


class MediaHouse:
    """At most one media process. `ready` is called with each one that shows frames."""

    def __init__(
        self,
        start: StartMedia,
        describe: Describe,
        screen: Callable[..., None],
        ready: Callable[[], None],
        lost: Callable[[], None],
        events: EventLog,
    ) -> None:
        """`describe(vault)` gives the settings of a media process for a visit."""
        self._start = start
        self._describe = describe
        self._screen = screen
        self._ready = ready
        self._lost = lost
        self._events = events
        self._child: Child | None = None
        self._vault: Path | None = None
        self._tell: Callable[..., None] | None = None
        self._starting = asyncio.Lock()
        self._shown: MediaReady | None = None
        self._restarts = 0
        self._withheld: dict[str, Body] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.needed: Callable[[], bool] = lambda: False

    async def open(self, vault: Path) -> None:
        """Start it for this visit; again is harmless."""
        async with self._starting:
            if self._child is not None and self._child.running:
                if self._tell is not None and self._shown is not None:
                    self._screen(self._shown)
                return
            self._vault = vault
            self._shown = None
            child = await self._start(self._ended)
            if self._vault != vault:  # the visit ended while it started
                await child.gone()
                return
            self._child = child

    def dismiss(self) -> Child | None:
        """Cameras off now: kill it and forget the visit. The caller may wait for the child's end."""
        child, self._child = self._child, None
        self._vault, self._tell, self._shown, self._restarts = None, None, None, 0
        if child is not None:
            child.kill()
            self._screen(MediaGone(restarting=False))
        return child

    def connected(self, pid: int, tell: Callable[..., None]) -> bool:
        """The process said hello: give it its settings. False when it is none of ours."""
        if self._child is None or self._child.pid != pid or self._vault is None:
            return False
        self._tell = tell
        tell(self._describe(self._vault))
        return True

    def shows(self, body: MediaReady) -> None:
        """It shows frames now."""
        self._shown = body
        self._screen(body)
        self._ready()

    @property
    def showing(self) -> bool:
        """It is up and shows frames."""
        return self._shown is not None

    def say(self, body: Body, *, call: str | None = None, gen: int | None = None) -> None:
        """Tell it; nothing happens when it is not there.

        What the visitor withholds (picture, voice) is told again to a process that takes over their call,
        before it can send anything.
        """
        match body:
            case PrivacyPause() | MicrophoneMute():
                self._withheld[body.TYPE] = body
            case CallBegin(resumed=False):
                self._withheld.clear()
        if self._tell is not None:
            self._tell(body, call=call, gen=gen)
            for again in self._withheld.values() if isinstance(body, CallBegin) else ():
                self._tell(again, call=call, gen=gen)

    def _ended(self, child: Child, code: int) -> None:
        if child is not self._child:
            return
        self._events.emit("process.lost", role="media", pid=child.pid, code=code)
        self._child, self._tell, self._shown = None, None, None
        vault = self._vault
        again = self.needed() and vault is not None and self._restarts < RESTARTS_MAX
        self._screen(MediaGone(restarting=again))
        self._lost()
        if again and vault is not None:
            self._restarts += 1
            task = asyncio.ensure_future(self.open(vault))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
