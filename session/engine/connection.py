"""One generation of a call: an aiortc peer connection that answers one offer in one shot."""

import asyncio
import contextlib
import ssl
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from socket import SO_RCVBUF, SOL_SOCKET
from typing import Any

import av
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCDataChannel,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.sdp import candidate_from_sdp
from aiortc.stats import RTCRemoteInboundRtpStreamStats, RTCTransportStats

from session.engine import gathering, mirror, patience, sdp
from session.engine.feedback import Feedback
from session.engine.gate import Gate
from session.engine.handshake import Insistence
from session.engine.hearing import Hearing
from session.engine.intake import Intake, picture_packets
from session.engine.latest import Latest
from session.engine.lips import Showing
from session.engine.pace import Paced
from session.engine.quality import LADDER
from session.engine.sending import Sending
from session.engine.tracks import PictureTrack, Received, SoundTrack, drain
from session.engine.voice import VoiceFrame
from session.engine.ways import Way
from session.protocol.call import CallCandidate
from session.protocol.local_media import AnswerDraft

CLOSE_WITHIN_S = 3.0
SOCKET_BUFFER = 1 << 20
"""Bytes asked for; the kernel grants up to net.core.rmem_max."""


@dataclass(frozen=True)
class Sinks:
    """Where a connection's news and what it receives go."""

    picture: Callable[[av.VideoFrame], None]
    sound: Callable[[bytes, bool], None]
    channel: Callable[[RTCDataChannel], None]
    connected: Callable[[], None]
    failed: Callable[[], None]
    refused: Callable[[str], None] = lambda _key: None
    """Hears the key of what the page did wrong below its messages."""


@dataclass(frozen=True)
class Traffic:
    """What crossed the wire so far; `packets` counts RTP, RTCP and channel data received.

    `voice_lost`: the share of our voice's packets that the other side missed of late (RFC 3550 6.4.1).
    """

    packets: int
    round_trip_ms: float | None
    voice_lost: float


@dataclass(frozen=True)
class Route:
    """The TURN server a connection may use, and whose certificates it trusts for it."""

    way: Way | None
    trust: ssl.SSLContext


class Connection:
    """Answers an offer; sends the kiosk's picture and sound, hands over what it receives."""

    def __init__(
        self,
        sending: Sending,
        route: Route,
        pictures: Latest[av.VideoFrame],
        sinks: Sinks,
        clock: Callable[[], float],
        queued_s: Callable[[], float],
    ) -> None:
        self._sending = sending
        self._sinks = sinks
        self._route = route
        # No server here: by default aiortc would ask a public STUN server.
        self._peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._clock = clock
        self.picture = PictureTrack(pictures, sending, clock)
        self.feedback = Feedback(clock)
        self._paced: Paced | None = None
        self._insistence: Insistence | None = None
        self._candidates = 0
        self.sound = SoundTrack()
        self.hearing = Hearing(clock, sinks.sound, queued_s)
        self._showing = Showing(clock, sinks.picture, lambda: self.hearing.delay_s)
        self._tasks: set[asyncio.Task[None]] = set()
        self._intakes: list[Intake] = []
        self._peer.on("track", self._track)
        self._peer.on("datachannel", sinks.channel)
        self._peer.on("connectionstatechange", self._state)

    async def answer(self, offer: str) -> AnswerDraft:
        """Answer the browser's offer, candidates included.

        Raises:
            ValueError: the offer is no SDP, or offers nothing we have.
        """
        remote = RTCSessionDescription(sdp.without_hidden_candidates(offer), "offer")
        await self._peer.setRemoteDescription(remote)
        if self._peer.sctp is not None:
            patience.back_off(self._peer.sctp)
            Gate(self._peer.sctp, self._clock, self._sinks.refused)
        unused: dict[str, MediaStreamTrack] = {"video": self.picture, "audio": self.sound}
        for transceiver in self._peer.getTransceivers():
            track = unused.pop(transceiver.kind, None)
            if track is not None:
                transceiver.sender.replaceTrack(track)
                transceiver.direction = "sendrecv"
        gathering.take(self._peer, self._route.way, self._route.trust)
        self._insistence = Insistence(self._peer)
        await self._peer.setLocalDescription()
        answer = sdp.with_rates(self._peer.localDescription.sdp, LADDER[self._sending.ceiling])
        self._pace(sdp.send_time_extension(answer))
        self._widen(picture_packets(sdp.picture_payloads(answer)))
        return AnswerDraft(sdp=answer, fingerprint=sdp.fingerprint(answer), offer_sha256=sdp.sha256(offer))

    def _pace(self, extension: int) -> None:
        for sender in self._peer.getSenders():
            self.feedback.listen(sender)
            if sender.track is self.picture:
                self._paced = Paced(sender, self._sending, self._clock, extension)
                self.picture.backlog = self._paced.backlog

    def _widen(self, is_picture: Callable[[bytes], bool]) -> None:
        # 200 kB of socket buffer, the default, holds ninety packets: one document burst beside a key
        # frame loses some, and SCTP then stands still for a second.
        for ice in gathering.ice_of(self._peer):
            for protocol in ice._protocols:  # noqa: SLF001 - held by the contract test
                socket = protocol.transport.get_extra_info("socket")
                if socket is not None and "datagram_received" not in vars(protocol):
                    socket.setsockopt(SOL_SOCKET, SO_RCVBUF, SOCKET_BUFFER)
                    intake = Intake(socket.dup(), protocol.datagram_received, is_picture)
                    protocol.datagram_received = intake.received
                    self._intakes.append(intake)

    async def add_candidate(self, message: CallCandidate) -> None:
        """Try one more address of the browser; hidden ones, their end, and those past a few dozen are left out."""
        line = message.candidate.removeprefix("a=").removeprefix("candidate:")
        if not line or sdp.is_hidden(line) or self._candidates >= sdp.CANDIDATES_MOST:
            return
        self._candidates += 1
        try:
            candidate = candidate_from_sdp(line)
        except (ValueError, AssertionError, IndexError):
            return
        candidate.sdpMid = message.sdp_mid
        candidate.sdpMLineIndex = message.sdp_m_line_index
        await self._peer.addIceCandidate(candidate)

    @property
    def path(self) -> gathering.Path | None:
        """How it goes; None before there is a path."""
        return gathering.path_of(self._peer, self._route.way)

    async def losses(self) -> tuple[float | None, float | None]:
        """The share of packets lost on the way out and on the way back."""
        return await mirror.losses(self._peer)

    async def traffic(self) -> Traffic:
        """Read what crossed the wire."""
        packets, round_trip, lost = 0, None, 0.0
        for sender in self._peer.getSenders():
            for item in (await sender.getStats()).values():
                if isinstance(item, RTCTransportStats):
                    packets = max(packets, item.packetsReceived)
                elif isinstance(item, RTCRemoteInboundRtpStreamStats):
                    if item.roundTripTime:
                        round_trip = round(1000 * item.roundTripTime, 1)
                    if item.kind == "audio":
                        lost = item.fractionLost / 256
        return Traffic(packets, round_trip, lost)

    async def close(self) -> None:
        """Close for good; a path that is gone is not waited for."""
        self.picture.stop()
        self.sound.stop()
        self._showing.close()
        if self._insistence is not None:
            self._insistence.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_WITHIN_S):
                await self._peer.close()
        for task in self._tasks:
            task.cancel()
        for intake in self._intakes:
            intake.close()
        if self._paced is not None:
            self._paced.close()

    def _track(self, track: MediaStreamTrack) -> None:
        def take(frame: Received) -> None:
            if isinstance(frame, av.VideoFrame):
                self._showing.take(frame)
            elif isinstance(frame, VoiceFrame):
                self.hearing.arrived(frame.packet)

        self._spawn(drain(track, take))
        if track.kind == "audio":
            self._spawn(self.hearing.run())

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _state(self) -> None:
        match self._peer.connectionState:
            case "connected":
                self._sinks.connected()
            case "failed" | "closed":
                self._sinks.failed()
            case _:
                pass
