"""What the encoders of this process are held to, and what they hear and do: read and written across threads."""

from collections.abc import Callable
from dataclasses import dataclass

from session.engine.quality import DETAIL, LADDER, RUNGS, Quality
from session.protocol.quality import Rung


@dataclass(frozen=True)
class Aim:
    """The rung and the bits per second that pictures are made at."""

    rung: Rung
    bitrate: int


class Sending:
    """One object for a call's encoder, track and pacer.

    Whoever `steers` sets the aim; until then it follows what the receiver asks for.
    """

    def __init__(self, ceiling: Rung, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.ceiling = ceiling
        self.aim = Aim(ceiling, LADDER[ceiling].start_bitrate)
        self.steered = False
        self.voice_lost = 0.0
        """The share of our voice's packets that the other side missed of late."""
        self.by_chance = False
        """Some of our picture's packets are lost, and not for want of room: what is sent again goes twice."""
        self.bytes = 0
        """Of encoded pictures, so far."""
        self.wholes = 0
        """Pictures so far that need no other: what came before them is worth no retransmission."""
        self.estimate: int | None = None
        """What the receiver takes this connection's path to carry (REMB), bits per second."""
        self.asks = True
        """What the path carries is not known yet, and the picture would follow what is found."""
        self._wish: int | None = None
        self._detail = False

    def favour_detail(self, on: bool) -> None:
        """A paper is shown, or the face again."""
        self._detail = on

    @property
    def quality(self) -> Quality:
        """The size of now; without a picture, that of the last rung that has one."""
        if self._detail and self.aim.rung not in {"stills", "voice"}:
            return DETAIL
        return LADDER[self.aim.rung if self.aim.rung in LADDER else RUNGS[-2]]

    def steer(self, aim: Aim) -> None:
        """Set the aim."""
        self.steered, self.aim = True, aim

    def let_go(self) -> None:
        """Nobody steers any more: as in the beginning."""
        self.steered, self.by_chance, self._wish = False, False, None
        self.aim = Aim(self.ceiling, LADDER[self.ceiling].start_bitrate)

    def asked(self, bitrate: int) -> None:
        """The receiver's estimate (REMB) arrived."""
        self._wish = self.estimate = bitrate
        if not self.steered:
            self.aim = Aim(self.aim.rung, self.quality.clamp(bitrate))

    def begin_path(self, *, asks: bool) -> None:
        """A new connection: what another one's path carried says nothing of it."""
        self._wish = self.estimate = None
        self.asks = asks

    def wish(self) -> int | None:
        """The newest estimate, once."""
        wish, self._wish = self._wish, None
        return wish
