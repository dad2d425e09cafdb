"""Two ways to be heard: into the room, or into the handset at one's ear. Lifted, the room is silent."""

import asyncio
from dataclasses import dataclass

from devices.sound.ports import Microphone, Speaker, Status


@dataclass(frozen=True)
class Pair:
    """A microphone and the loudspeaker that goes with it."""

    microphone: Microphone
    speaker: Speaker

    @property
    def devices(self) -> list[Microphone | Speaker]:
        """Both; with an echo canceller between them they are one."""
        both: list[Microphone | Speaker] = [self.microphone, self.speaker]
        return both if both[0] is not both[1] else both[:1]


class Switched:
    """One microphone and one loudspeaker to the call, whichever of two pairs is in use."""

    def __init__(self, room: Pair, handset: Pair) -> None:
        self._pairs = {False: room, True: handset}
        self._lifted = False
        self._closing: set[asyncio.Task[None]] = set()

    def lift(self, lifted: bool) -> None:
        """Change over. The pair that is left is let go of: it would fill with sound nobody takes."""
        if lifted == self._lifted:
            return
        left, self._lifted = self._pairs[self._lifted], lifted
        for device in left.devices:
            task = asyncio.get_running_loop().create_task(device.close())
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    @property
    def _now(self) -> Pair:
        return self._pairs[self._lifted]

    def status(self) -> Status:
        """The microphone's that is in use."""
        return self._now.microphone.status()

    @property
    def latency_s(self) -> float:
        """The microphone's that is in use."""
        return self._now.microphone.latency_s

    @property
    def queued_s(self) -> float:
        """The loudspeaker's that is in use."""
        return self._now.speaker.queued_s

    async def samples(self) -> bytes:
        """The next 20 ms of it."""
        return await self._now.microphone.samples()

    def play(self, samples: bytes) -> None:
        """Play there, and nowhere else."""
        self._now.speaker.play(samples)

    async def close(self) -> None:
        """Let go of all."""
        for pair in self._pairs.values():
            for device in pair.devices:
                await device.close()
        await asyncio.gather(*self._closing)
