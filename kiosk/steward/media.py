"""The media process: started when a counter is opened, killed with the visit, replaced in a call."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.steward.children import Child
from session.protocol.call import MicrophoneMute
from session.protocol.cameras import CameraNews
from session.protocol.delivery import FLEETING, Seen
from session.protocol.envelope import Body, Envelope
from session.protocol.local import TO_EXPERT, MediaGone, MediaReady
from session.protocol.local_media import CallBegin, Delivered, DocumentSend, MediaSettings
from session.protocol.peer import PrivacyPause
from session.protocol.texting import TextTyped
from session.protocol.unseen import PictureHidden

StartMedia = Callable[[str, Callable[[Child, int], None]], Awaitable[Child]]
"""Starts a process in a role; the callable hears of its end."""
Describe = Callable[[Path], MediaSettings]
SPARE = "media-spare"
_OF_A_CALL = ("camera", "microphone", "speaker", "handset", "handset_microphone", "handset_speaker")
"""Devices that a sheet alone needs not: they stay off."""
RESTARTS_MAX = 5
UNDELIVERED_CAP = 500
"""Messages and documents the expert's page may still owe an acknowledgement for."""


@dataclass
class _Spare:
    """A process that has loaded all it needs and knows nothing yet: no settings, no vault, no camera."""

    child: Child
    tell: Callable[..., None] | None = None


class MediaHouse:
    """At most one media process at work, and in a call a spare one. `ready` is called with each that listens."""

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
        self._spare: _Spare | None = None
        self._vault: Path | None = None
        self._face = True
        self._tell: Callable[..., None] | None = None
        self._starting = asyncio.Lock()
        self._shown: MediaReady | None = None
        self._restarts = 0
        self._withheld: dict[str, Body] = {}
        self._hidden = PictureHidden(active=False)
        self._undelivered: dict[str, Body] = {}
        self._seen = Seen()
        self._call = ""
        self._begun: tuple[Callable[..., None], str | None] | None = None
        """The process that was last told to begin a call, and which: it has heard all that was said since."""
        self._tasks: set[asyncio.Task[None]] = set()
        self.needed: Callable[[], bool] = lambda: False
        self.also_ready: Callable[[], None] = lambda: None
        """Called after `ready`, for what is no call."""
        self.also_lost: Callable[[], None] = lambda: None
        """Called after `lost`."""

    async def open(self, vault: Path, *, face: bool = True) -> None:
        """Start it for this visit; again is harmless.

        One that was started for a sheet alone (not `face`) gives way to one that shows a face.
        """
        async with self._starting:
            if self._child is not None and self._child.running and face and not self._face:
                await self._give_way(self._child)
            if self._child is not None and self._child.running:
                if self._tell is not None and self._shown is not None:
                    self._screen(self._shown)
                return
            self._vault, self._face = vault, face
            self._shown = None
            if self._take_spare():
                return
            child = await self._start("media", self._ended)
            if self._vault != vault:  # the visit ended while it started
                await child.gone()
                return
            self._child = child

    async def _give_way(self, child: Child) -> None:
        self._child, self._tell, self._shown = None, None, None
        await child.gone()

    def stand_by(self) -> None:
        """Have a second process ready: its start is most of what a killed one costs. Again is harmless."""
        if self._spare is None and self._child is not None and self._restarts < RESTARTS_MAX:
            self._spawn(self._warm_up())

    async def _warm_up(self) -> None:
        async with self._starting:
            if self._spare is not None or self._vault is None:
                return
            vault = self._vault
            child = await self._start(SPARE, self._ended)
            if self._vault != vault:
                await child.gone()
                return
            self._spare = _Spare(child)

    def _take_spare(self) -> bool:
        spare, self._spare = self._spare, None
        if spare is None or not spare.child.running:
            return False
        spare.child.role = "media"
        self._child = spare.child
        if spare.tell is not None:
            self.connected(spare.child.pid, spare.tell)
        return True

    def dismiss(self) -> Child | None:
        """Cameras off now: kill it and forget the visit. The caller may wait for the child's end."""
        child, self._child = self._child, None
        spare, self._spare = self._spare, None
        if spare is not None:
            spare.child.kill()
        self._vault, self._tell, self._shown, self._restarts = None, None, None, 0
        self._forget_call()
        self._hidden = PictureHidden(active=False)
        if child is not None:
            child.kill()
            self._screen(MediaGone(restarting=False))
        return child

    def connected(self, pid: int, tell: Callable[..., None]) -> bool:
        """The process said hello: give it its settings. False when it is none of ours."""
        if self._spare is not None and self._spare.child.pid == pid:
            self._spare.tell = tell
            self._events.emit("process.start-complete", role=SPARE, pid=pid)
            return True
        if self._child is None or self._child.pid != pid or self._vault is None:
            return False
        self._tell = tell
        tell(self._settings(self._vault))
        if self._hidden.active:  # before any call begins: no picture of theirs may leave first
            tell(self._hidden)
        # Not only once the camera shows something: the expert is heard and seen without it.
        self._ready()
        self.also_ready()
        return True

    def _settings(self, vault: Path) -> MediaSettings:
        settings = self._describe(vault)
        if self._face:
            return settings
        off = dict.fromkeys(_OF_A_CALL, "")
        return settings.model_copy(update={**off, "face": False})

    def camera(self, body: CameraNews) -> None:
        """The face's camera gives no picture any more, or again."""
        if self._shown is not None:
            self._shown = self._shown.model_copy(update={"camera": body.key is None})
        self._screen(body)

    def shows(self, body: MediaReady) -> None:
        """It shows frames now."""
        self._shown = body
        self._screen(body)

    @property
    def faces(self) -> bool:
        """It shows a face, not a sheet alone."""
        return self._face

    @property
    def listening(self) -> bool:
        """It is up and has its settings."""
        return self._tell is not None

    def say(self, body: Body, *, call: str | None = None, gen: int | None = None) -> None:
        """Tell it, now or when the next one takes over the call.

        What the visitor withholds (picture, voice) and the line they type are told again to a process that begins or takes over
        their call, before it can send anything; then what is for the expert and never reached their page.
        """
        ident = self._remember(body, call)
        if self._tell is None:
            return
        self._tell(body, call=call, gen=gen, ident=ident)
        if not isinstance(body, CallBegin):
            return
        for withheld in self._withheld.values():
            self._tell(withheld, call=call, gen=gen)
        if self._begun != (self._tell, call):
            self._begun = (self._tell, call)
            for key, again in self._undelivered.items():
                self._tell(again, call=call, gen=gen, ident=key)

    def new_call(self, call: str) -> None:
        """A seat is granted, before any process knows: what was said in the call before is not for this one."""
        self._forget_call()
        self._call = call

    def _remember(self, body: Body, call: str | None) -> str | None:
        """Keep what another process is to be told; the id given to what the expert's page owes a word for."""
        ident = None
        match body:
            case PictureHidden():
                self._hidden = body
            case _ if call is not None and self._call not in {"", call}:
                pass  # a touch in the call before, on its way as the next one began
            case PrivacyPause() | MicrophoneMute() | TextTyped():
                self._withheld[body.TYPE] = body
            case DocumentSend(document=document):
                self._undelivered[document] = body
            case _ if isinstance(body, TO_EXPERT) and not isinstance(body, FLEETING):
                ident = new_id()
                self._undelivered[ident] = body
        if len(self._undelivered) > UNDELIVERED_CAP:
            del self._undelivered[next(iter(self._undelivered))]
        return ident

    def delivered(self, body: Delivered) -> None:
        """The expert's page has it: nothing to say again."""
        self._undelivered.pop(body.message, None)

    def heard_first(self, message: Envelope) -> bool:
        """Whether this message of the expert is new.

        One that a process passed on and died before acknowledging comes again through the next one.
        """
        return isinstance(message.body, FLEETING) or self._seen.first(message.id)

    def _forget_call(self) -> None:
        self._call = ""
        self._withheld.clear()
        self._undelivered.clear()
        self._seen = Seen()

    def _ended(self, child: Child, code: int) -> None:
        if self._spare is not None and child is self._spare.child:
            self._spare = None
            self._restarts += 1
        if child is not self._child:
            return
        self._events.emit("process.lost", role="media", pid=child.pid, code=code)
        self._child, self._tell, self._shown = None, None, None
        vault = self._vault
        again = self.needed() and vault is not None and self._restarts < RESTARTS_MAX
        self._screen(MediaGone(restarting=again))
        self._lost()
        self.also_lost()
        if again and vault is not None:
            self._restarts += 1
            self._spawn(self.open(vault, face=self._face))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
