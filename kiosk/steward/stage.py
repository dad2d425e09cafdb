"""The screens: one on stage, one warm and hidden, and the hand-over between them.

The warm screen is shown first and the old one is killed after the new one's second frame: killing
first bares the display for up to 0.3 s.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto

from kiosk.core.clock import Clock
from kiosk.core.events import EventLog
from kiosk.steward.children import Child
from session.protocol.envelope import Body
from session.protocol.local import StageCue

StartScreen = Callable[[Callable[[Child, int], None]], Awaitable[Child]]
HANDOVER_DEADLINE_S = 3.0
RESTART_DELAYS_S = (0.0, 0.5, 1.0, 2.0, 5.0)


class Phase(Enum):
    """How far a screen has come."""

    STARTING = auto()
    READY = auto()
    CALLED = auto()
    ON_STAGE = auto()
    LEAVING = auto()


@dataclass(eq=False)
class Player:
    """One screen process and the way to talk to it."""

    child: Child
    phase: Phase = Phase.STARTING
    tell: Callable[..., None] | None = None


class Stage:
    """Keeps a screen in front of the visitor, whatever dies."""

    def __init__(
        self,
        start: StartScreen,
        leaving: Callable[[str], Callable[[], Awaitable[None]]],
        clock: Clock,
        events: EventLog,
    ) -> None:
        """`leaving(reason)` ends everything of the visit at once, before the next visitor can begin.

        What it returns wipes, and is awaited after the old screen is gone.
        """
        self._start = start
        self._leaving = leaving
        self._clock = clock
        self._events = events
        self._front: Player | None = None
        self._warm: Player | None = None
        self._changing = asyncio.Lock()
        self._failures = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False
        self._renewing: Callable[[], bool] | None = None
        self._stale: set[Player] = set()
        self.entered = asyncio.Event()

    # ---- talking

    def say(self, body: Body, *, call: str | None = None, gen: int | None = None) -> None:
        """Tell the screen on stage."""
        if self._front is not None and self._front.tell is not None:
            self._front.tell(body, call=call, gen=gen)

    def is_front(self, pid: int) -> bool:
        """Whether messages of this process count: only the screen on stage may ask for anything."""
        return self._front is not None and self._front.child.pid == pid

    # ---- life

    async def open(self) -> None:
        """Start the first screen; the warm one follows when it is on stage."""
        self._front = Player(await self._start(self._ended))

    async def close(self) -> None:
        """Kill both screens."""
        self._closing = True
        players = [p for p in (self._front, self._warm) if p is not None]
        self._front = self._warm = None
        for player in players:
            await player.child.gone()

    def connected(self, pid: int, tell: Callable[..., None]) -> bool:
        """A screen said hello; false when it is none of ours."""
        player = self._player(pid)
        if player is not None:
            player.tell = tell
        return player is not None

    def ready(self, pid: int, phase: str) -> None:
        """A screen reported `built`, `warm`, `on-stage` or `neutral`."""
        player = self._player(pid)
        if player is None:
            return
        if phase in {"built", "warm"} and player.phase is Phase.STARTING:
            player.phase = Phase.READY
            if player is self._front:
                self._call(player)
            else:
                self._renewed()
        elif phase == "on-stage" and player.phase is Phase.CALLED:
            player.phase = Phase.ON_STAGE
            self._failures = 0
            self.entered.set()
            if self._warm is None:
                self._spawn(self._warm_up())

    def finish(self, reason: str) -> None:
        """The visit is over: bring the next screen and wipe."""
        self._spawn(self._hand_over(reason, self._front))

    def renew(self, nobody: Callable[[], bool]) -> None:
        """What screens open when they start is another one now: the warm screen is started again.

        Once it is ready it takes the stage if `nobody` is there; a visitor keeps theirs to the end.
        """
        self._renewing = nobody
        self._stale = {player for player in (self._front, self._warm) if player is not None}
        self._spawn(self._warm_again())

    # ---- inside

    async def _warm_again(self) -> None:
        async with self._changing:
            warm, self._warm = self._warm, None
            if warm is not None:
                await warm.child.gone()
            if self._front is not None and self._front.phase is Phase.ON_STAGE:
                await self._warm_up()

    def _renewed(self) -> None:
        nobody, self._renewing = self._renewing, None
        if nobody is not None and nobody():
            self._spawn(self._hand_over("content", self._front, nobody))

    def _player(self, pid: int) -> Player | None:
        return next((p for p in (self._front, self._warm) if p is not None and p.child.pid == pid), None)

    def _call(self, player: Player) -> None:
        player.phase = Phase.CALLED
        self.entered.clear()
        if player.tell is not None:
            player.tell(StageCue(cue="enter"))

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _warm_up(self) -> None:
        if self._warm is None and not self._closing:
            self._warm = Player(await self._start(self._ended))

    async def _hand_over(
        self, reason: str, old: Player | None, still: Callable[[], bool] = lambda: True
    ) -> None:
        """Replace `old`. Asked twice for the same screen, the second time finds another one in front.

        `still`, asked when its turn has come, may take it back: somebody may have come meanwhile.
        """
        async with self._changing:
            if old is None or old is not self._front or self._closing or not still():
                return
            started = self._clock.monotonic()
            self._events.emit("visit.end-init", reason=reason)
            old.phase = Phase.LEAVING
            wipe = self._leaving(reason)
            if old.tell is not None and old.child.running:
                old.tell(StageCue(cue="leave"))
            await self._next_enters()
            shown = round((self._clock.monotonic() - started) * 1000, 1)
            if old.child.running:
                await old.child.gone()
            self._events.emit("screen.handover-complete", ms=shown)
            await wipe()

    async def _next_enters(self) -> None:
        """Put the warm screen in front, or a new one; returns once it is seen or the deadline passed."""
        warm, self._warm = self._warm, None
        self.entered.clear()
        if warm is None or not warm.child.running:
            warm = Player(await self._start(self._ended))
        self._front = warm
        if warm not in self._stale:
            self._renewing = None  # what was to be renewed is in front
        if warm.phase is Phase.READY:
            self._call(warm)
        try:
            async with asyncio.timeout(HANDOVER_DEADLINE_S):
                await self.entered.wait()
        except TimeoutError:
            return  # a screen that paints nothing is replaced by `_ended` or the watchdog, not waited for

    def _ended(self, child: Child, code: int) -> None:
        player = self._player(child.pid)
        if player is None or self._closing or player.phase is Phase.LEAVING:
            return
        self._events.emit("process.lost", role="screen", pid=child.pid, code=code)
        if player is self._warm:
            self._warm = None
            self._spawn(self._later(self._warm_up))
        else:
            self._spawn(self._replace(player))

    async def _later(self, work: Callable[[], Awaitable[None]]) -> None:
        delay = RESTART_DELAYS_S[min(self._failures, len(RESTART_DELAYS_S) - 1)]
        self._failures += 1
        await asyncio.sleep(delay)
        await work()

    async def _replace(self, player: Player) -> None:
        """The screen on stage died: the visit is over, the next one enters at once."""
        await self._later(lambda: self._hand_over("fault", player))
