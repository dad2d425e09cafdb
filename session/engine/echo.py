"""The echo counter's end of a test call: it offers, and sends back what it receives as it came.

Nothing is decoded or encoded: what the kiosk measures is the way and its own work, and a dozen calls cost little.
"""

import asyncio
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import av
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpCodecParameters,
    RTCRtpReceiver,
    RTCRtpSender,
    RTCSessionDescription,
    rtcrtpreceiver,
)
from aiortc.codecs.base import Decoder
from aiortc.exceptions import InvalidAccessError, InvalidStateError, OperationError
from aiortc.jitterbuffer import JitterFrame

from session.engine import encoders, gathering, sdp
from session.engine.reach import Reach
from session.engine.sending import Sending
from session.protocol.shared import IceServer

BAD_ANSWER = (
    ValueError, KeyError, IndexError, AttributeError, AssertionError, TypeError,
    InvalidAccessError, InvalidStateError, OperationError,
)  # fmt: skip
"""What aiortc raises on an answer that is none."""


class Passing(Decoder):
    """Hands on what was received, still encoded: a sender packs it again (`Encoder.pack`)."""

    def __init__(self, rate: int) -> None:
        self._base = Fraction(1, rate)

    def decode(self, encoded_frame: JitterFrame) -> list[Any]:
        """One packet, with its time."""
        packet = av.Packet(encoded_frame.data)
        packet.pts, packet.time_base = encoded_frame.timestamp, self._base
        return [packet]


def install(clock: Callable[[], float]) -> None:
    """Make this process an echo: aiortc's receivers pass on, with our buffers."""
    encoders.install(Sending("720p30", clock), clock)

    def passing(codec: RTCRtpCodecParameters) -> Decoder:
        return Passing(codec.clockRate)

    replaced: Any = rtcrtpreceiver
    replaced.get_decoder = passing


class EchoCall:
    """One test call, from its offer to `close`."""

    def __init__(self) -> None:
        self._peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._tasks: set[asyncio.Task[None]] = set()
        self._peer.addTransceiver("audio", direction="sendrecv")
        video = self._peer.addTransceiver("video", direction="sendrecv")
        # The kiosk encodes H.264 cheaply: it is offered first, as the expert's page does.
        codecs = RTCRtpSender.getCapabilities("video").codecs
        video.setCodecPreferences(sorted(codecs, key=lambda codec: codec.mimeType.lower() != "video/h264"))
        self._peer.createDataChannel("control")
        self._peer.createDataChannel("heartbeat", ordered=False, maxRetransmits=0)
        self._peer.on("track", self._send_back)

    async def offer(self, reach: Reach, servers: list[IceServer]) -> str:
        """A complete offer."""
        gathering.take(self._peer, await reach.best(servers), reach.trust)
        await self._peer.setLocalDescription()
        return self._peer.localDescription.sdp

    async def answered(self, answer: str) -> bool:
        """The kiosk's answer; false when it is none."""
        try:
            wanted = RTCSessionDescription(sdp.without_hidden_candidates(answer), "answer")
            await self._peer.setRemoteDescription(wanted)
        except BAD_ANSWER:
            return False
        return True

    async def close(self) -> None:
        """The end."""
        for task in self._tasks:
            task.cancel()
        await self._peer.close()

    def _send_back(self, track: MediaStreamTrack) -> None:
        for transceiver in self._peer.getTransceivers():
            if transceiver.kind == track.kind:
                transceiver.sender.replaceTrack(track)
                self._ask_at_the_source(transceiver.sender, transceiver.receiver)

    def _ask_at_the_source(self, sender: RTCRtpSender, receiver: RTCRtpReceiver) -> None:
        """A whole picture that the kiosk asks of us can only be made by the kiosk itself."""
        forwarding: Any = sender

        def ask() -> None:
            for source in receiver.getSynchronizationSources():
                work = receiver._send_rtcp_pli(source.source)  # noqa: SLF001 - held by the contract test
                task = asyncio.get_running_loop().create_task(work)
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

        forwarding._send_keyframe = ask  # noqa: SLF001 - held by the contract test
