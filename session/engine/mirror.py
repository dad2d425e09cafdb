"""What a test call measures: marked pictures and tones that went out and came back, and what was lost on the way."""

import math
from collections.abc import Callable
from statistics import median, quantiles

import av
import numpy as np
from aiortc import RTCPeerConnection
from aiortc.stats import (
    RTCInboundRtpStreamStats,
    RTCOutboundRtpStreamStats,
    RTCRemoteInboundRtpStreamStats,
)

from session.engine.latest import Latest
from session.engine.markers import read_counter
from session.engine.pictures import planes
from session.protocol.trial import CallMeasure

KEPT = 300
"""Marks on their way: ten seconds of pictures."""
SILENCE = 32768 * 10 ** (-90 / 20)


class Mirror:
    """Counts over one test call."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._sent: dict[int, float] = {}
        self._delays: list[float] = []
        self._squares = 0.0
        self._samples = 0

    async def watch(self, pictures: Latest[av.VideoFrame]) -> None:
        """Note what goes out, for ever."""
        number = pictures.number
        while True:
            number, frame = await pictures.after(number)
            mark = read_counter(planes(frame)[0])
            if mark is not None:
                self.sent(mark)

    def sent(self, mark: int) -> None:
        """A picture with this mark was made now."""
        self._sent[mark] = self._clock()
        if len(self._sent) > KEPT:
            del self._sent[next(iter(self._sent))]

    def seen(self, mark: int) -> None:
        """It is back, decoded."""
        at = self._sent.pop(mark, None)
        if at is not None:
            self._delays.append(1000 * (self._clock() - at))

    def heard(self, samples: bytes) -> None:
        """Sound that is back: s16."""
        values = np.frombuffer(samples, np.int16).astype(np.float64)
        self._squares += float(np.sum(values**2))
        self._samples += values.size

    def measure(
        self, path: str | None, lost: tuple[float | None, float | None], *, heard: bool
    ) -> CallMeasure:
        """All so far."""
        delays = self._delays
        level = math.sqrt(self._squares / self._samples) if self._samples else 0.0
        return CallMeasure(
            path=path or "",
            pictures=len(delays),
            delay_ms=round(median(delays), 1) if delays else None,
            delay_p95_ms=round(quantiles(delays, n=20)[-1], 1) if len(delays) > 1 else None,
            lost_out=lost[0],
            lost_back=lost[1],
            level_db=round(20 * math.log10(level / 32768), 1) if level > SILENCE else None,
            heard=heard,
        )


async def losses(peer: RTCPeerConnection) -> tuple[float | None, float | None]:
    """The share of RTP packets lost on the way out, as the other end reports, and on the way back."""
    out_sent = out_lost = back_got = back_lost = 0
    reported = False
    reports = [await sender.getStats() for sender in peer.getSenders()]
    reports += [await receiver.getStats() for receiver in peer.getReceivers()]
    for report in reports:
        for item in report.values():
            match item:
                case RTCOutboundRtpStreamStats():
                    out_sent += item.packetsSent
                case RTCRemoteInboundRtpStreamStats():
                    out_lost, reported = out_lost + max(0, item.packetsLost), True
                case RTCInboundRtpStreamStats():
                    back_got, back_lost = (
                        back_got + item.packetsReceived,
                        back_lost + max(0, item.packetsLost),
                    )
    out = round(out_lost / out_sent, 4) if reported and out_sent else None
    back = round(back_lost / (back_got + back_lost), 4) if back_got else None
    return out, back
