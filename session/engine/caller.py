"""The browser's part of a call, played by aiortc: offers, sends marked picture and sound, counts marks.

For benchmarks and tests; the product's other end is the expert's page.
"""

import asyncio
from collections.abc import Callable
from fractions import Fraction

import av
from aiortc import RTCConfiguration, RTCDataChannel, RTCPeerConnection, RTCRtpSender, RTCSessionDescription

from session.engine import markers
from session.engine.hearing import Hearing
from session.engine.latest import Latest
from session.engine.markers import PictureCount, ToneCount
from session.engine.pictures import planes
from session.engine.ports import CHUNK_BYTES, CHUNK_SAMPLES, SAMPLE_RATE
from session.engine.sending import Sending
from session.engine.tracks import VIDEO_CLOCK, PictureTrack, Received, SoundTrack, drain, mono
from session.engine.voice import VoiceFrame
from session.protocol.delivery import Numbered
from session.protocol.envelope import Body, Envelope, envelope
from session.protocol.peer import KIOSK_TO_EXPERT, Ack, Heartbeat, PeerHello

CHUNK_S = CHUNK_SAMPLES / SAMPLE_RATE
BEAT_S = 0.5


class Caller:
    """One generation of the browser's side. `marks` and `heard` count what the kiosk sent."""

    def __init__(
        self, call: str, generation: int, clock: Callable[[], float], codec: str = "video/VP8"
    ) -> None:
        self._call, self._generation, self._clock = call, generation, clock
        self.marks = PictureCount()
        self.heard = ToneCount()
        self.messages: asyncio.Queue[Body] = asyncio.Queue()
        self.received: list[Envelope] = []
        self.acknowledges = True
        self.bulk_received: asyncio.Queue[bytes] = asyncio.Queue()
        self.opened = asyncio.Event()
        self.first_picture = asyncio.Event()
        self._looks: Latest[int] = Latest()
        self._pictures: Latest[av.VideoFrame] = Latest()
        self._sound = SoundTrack(queued=200)
        self._peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.hearing = Hearing(clock, self._hears, lambda: 0.0)
        self._tasks: list[asyncio.Task[None]] = []
        self._peer.addTrack(self._sound)
        self._peer.addTrack(PictureTrack(self._pictures, Sending("720p30", clock), clock))
        codecs = RTCRtpSender.getCapabilities("video").codecs
        self._peer.getTransceivers()[1].setCodecPreferences(
            sorted(codecs, key=lambda known: known.mimeType.lower() != codec.lower())
        )
        self.control = self._peer.createDataChannel("control")
        self.heartbeat = self._peer.createDataChannel("heartbeat", ordered=False, maxRetransmits=0)
        self.bulk = self._peer.createDataChannel("bulk")
        self._listen()

    def _listen(self) -> None:
        def track(remote: PictureTrack) -> None:
            self._start(drain(remote, self._take))

        def message(raw: str | bytes) -> None:
            received = KIOSK_TO_EXPERT.unpack(raw)
            self.received.append(received)
            self.messages.put_nowait(received.body)
            if received.seq and self.acknowledges:
                self.say(Ack(seq=received.seq))

        def opened() -> None:
            # Where packets are lost either may be first.
            if _is_open(self.control) and _is_open(self.bulk):
                self.say(PeerHello(role="expert"))
                self.opened.set()

        self._peer.on("track", track)
        self.control.on("message", message)
        self.bulk.on("message", self.bulk_received.put_nowait)
        self.control.on("open", opened)
        self.bulk.on("open", opened)

    def _start(self, work: object) -> None:
        if asyncio.iscoroutine(work):
            self._tasks.append(asyncio.get_running_loop().create_task(work))

    async def offer(self) -> str:
        """Return a complete offer."""
        await self._peer.setLocalDescription()
        return self._peer.localDescription.sdp

    async def answered(
        self,
        answer: str,
        pictures: Callable[[int], av.VideoFrame] | None,
        fps: int,
        *,
        speaks: bool | None = None,
    ) -> None:
        """Take the kiosk's answer and begin to send; without `pictures`, heartbeats alone.

        The tones come with the pictures, unless `speaks` says otherwise.
        """
        await self._peer.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        self._start(self._beat())
        self._start(self.hearing.run())
        if pictures is not None:
            self._start(self._show(pictures, fps))
        if pictures is not None if speaks is None else speaks:
            self._start(self._speak())

    async def speak(self, speech: bytes) -> None:
        """Say s16 mono 48 kHz in real time: each 20 ms leave when their last sample was said."""
        start = self._clock()
        for number, at in enumerate(range(0, len(speech) - CHUNK_BYTES + 1, CHUNK_BYTES), start=1):
            await asyncio.sleep(max(0.0, start + number * CHUNK_S - self._clock()))
            self._sound.put(speech[at : at + CHUNK_BYTES])

    def say(self, body: Body) -> None:
        """Send a control message that needs no acknowledgement."""
        self.control.send(envelope(body, call=self._call, gen=self._generation).pack().decode())

    def say_numbered(self, kept: Numbered) -> None:
        """Send one that is to be acknowledged."""
        message = envelope(kept.body, call=self._call, gen=self._generation, seq=kept.seq, ident=kept.id)
        self.control.send(message.pack().decode())

    async def looked(self, count: int) -> None:
        """Wait until this many pictures of the kiosk were read."""
        number = 0
        while self.marks.read < count:
            number, _ = await self._looks.after(number)

    async def heard_well(self) -> None:
        """Wait until eight tones came in order; a stumble begins the count anew."""
        while not self.heard.ok:
            if self.heard.tones >= 2 * len(markers.TONES):
                self.heard = ToneCount()
            await asyncio.sleep(BEAT_S)

    async def new_picture(self) -> None:
        """Wait for the next picture of the kiosk, read or not."""
        await self._looks.after(self._looks.number)

    async def cut(self) -> None:
        """Fall silent without closing anything, as when a cable is pulled."""
        for task in self._tasks:
            task.cancel()
        for transceiver in self._peer.getTransceivers():
            await transceiver.sender.transport.transport.stop()

    async def vanish(self) -> None:
        """Close without a word on the control channel."""
        for task in self._tasks:
            task.cancel()
        await self._peer.close()

    def _hears(self, samples: bytes, alive: bool) -> None:  # noqa: ARG002 - a sink
        self.heard.listen(samples)

    def _take(self, frame: Received) -> None:
        if isinstance(frame, VoiceFrame):
            self.hearing.arrived(frame.packet)
            return
        if isinstance(frame, av.AudioFrame):
            # In a process where the product's own ways are not installed.
            self.heard.listen(mono(frame))
            return
        self.marks.look(planes(frame)[0])
        self.first_picture.set()
        self._looks.put(self.marks.read)

    async def _show(self, pictures: Callable[[int], av.VideoFrame], fps: int) -> None:
        due, number = self._clock(), 0
        while True:
            frame = pictures(number)
            frame.pts, frame.time_base = int(self._clock() * VIDEO_CLOCK), Fraction(1, VIDEO_CLOCK)
            self._pictures.put(frame)
            number += 1
            due = max(due + 1 / fps, self._clock() - 1 / fps)
            await asyncio.sleep(max(0.0, due - self._clock()))

    async def _speak(self) -> None:
        start, number = self._clock(), 0
        while True:
            self._sound.put(markers.tones(number * CHUNK_SAMPLES, CHUNK_SAMPLES))
            number += 1
            await asyncio.sleep(max(0.0, start + number * CHUNK_S - self._clock()))

    async def _beat(self) -> None:
        number = 0
        while True:
            if _is_open(self.heartbeat):
                number += 1
                beat = envelope(Heartbeat(n=number), call=self._call, gen=self._generation)
                self.heartbeat.send(beat.pack().decode())
            await asyncio.sleep(BEAT_S)


def _is_open(channel: RTCDataChannel) -> bool:
    return channel.readyState == "open"
