"""Encoders and buffers in place of aiortc's own, which cost too much and adapt too little.

aiortc offers no way to choose them, so `install` replaces two module names; a contract test holds
the pinned version to every private name relied on here (tests/contract/test_aiortc_names.py).
"""

import fractions
from collections.abc import Callable
from typing import Any

import av
from aiortc import rtcrtpreceiver, rtcrtpsender
from aiortc.codecs import CODECS
from aiortc.codecs import get_decoder as aiortc_decoder
from aiortc.codecs import get_encoder as aiortc_encoder
from aiortc.codecs.base import Decoder, Encoder
from aiortc.codecs.h264 import H264Encoder
from aiortc.codecs.opus import SAMPLES_PER_FRAME
from aiortc.codecs.vpx import Vp8Encoder
from aiortc.jitterbuffer import JitterBuffer
from aiortc.mediastreams import VIDEO_TIME_BASE, convert_timebase
from aiortc.rtcrtpparameters import RTCRtpCodecParameters
from av.frame import Frame
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType

from session.engine import opus, patience
from session.engine.buffer import FreshH264, FreshVp8, PictureBuffer
from session.engine.estimate import Estimate
from session.engine.nack import Missing
from session.engine.quality import LADDER, Quality
from session.engine.sending import Sending
from session.engine.voice import Undecoded, VoiceBuffer

AUDIO_BITRATE = 32_000
LOSS_PERCENT = (10, 30)
"""What correction is made for: at least, before anything is known, and at most."""
STEP = 0.25
STEP_AFTER_S = 2.0
"""A bit-rate step makes a new encoder and a key frame: none under 25 %, none sooner than 2 s."""
LIVE_DOWN_TO = 0.5
"""A running encoder is told a lower bit rate, without a key frame; below half it would hold its old bounds."""
KEY_EVERY_S = 10
MOST_APART = 10
"""Stills between two key frames, at least."""
KEY_S = 0.3
"""A key frame may take what the path carries in this time; more would stand before the voice."""


class PictureEncoder:
    """One encoder at one size; a new one, which begins with a key frame, at each new size or larger step."""

    def __init__(self, sending: Sending, create: "Create", clock: Callable[[], float], *, live: bool) -> None:
        """`live`: the codec takes a lower bit rate while it runs."""
        self._sending = sending
        self._create = create
        self._clock = clock
        self._live = live
        self._context: VideoCodecContext | None = None
        self._quality = sending.quality
        self._bitrate = 0
        self._stepped_at = clock()
        self._count = 0

    def _fitted(self, frame: av.VideoFrame, quality: Quality) -> av.VideoFrame:
        width, height = quality.fit(frame.width, frame.height)
        if (width, height) == (frame.width, frame.height):
            return frame
        return frame.reformat(width=width, height=height, interpolation="FAST_BILINEAR")

    def _new_due(self, context: VideoCodecContext, frame: av.VideoFrame, quality: Quality) -> bool:
        if quality is not self._quality or (context.width, context.height) != (frame.width, frame.height):
            return True
        wanted = self._sending.aim.bitrate / self._bitrate - 1
        if self._live and LIVE_DOWN_TO <= 1 + wanted < 1 + STEP:
            return False
        return abs(wanted) >= STEP and self._clock() - self._stepped_at >= STEP_AFTER_S

    def encode(self, frame: av.VideoFrame, force_keyframe: bool) -> "Packet[Any] | None":
        """Encode one yuv420p frame; the packet carries the frame's own time, in 90 kHz."""
        quality = self._sending.quality
        if frame.pts is None or frame.time_base is None:
            raise ValueError("a frame to send carries its time")
        timestamp = convert_timebase(frame.pts, frame.time_base, VIDEO_TIME_BASE)
        frame = self._fitted(frame, quality)
        context, wanted = self._context, self._sending.aim.bitrate
        if context is None or self._new_due(context, frame, quality):
            self._bitrate, self._quality = wanted, quality
            self._stepped_at = self._clock()
            self._count = 0
            context = self._context = self._create(frame.width, frame.height, wanted, quality.period)
        elif self._live:
            context.bit_rate = min(wanted, self._bitrate)
        # Rate control wants evenly counted frames; the wire wants the time of capture.
        frame.pts, frame.time_base = self._count, quality.period
        frame.pict_type = PictureType.I if force_keyframe else PictureType.NONE
        self._count += 1
        packets = context.encode(frame)
        data = b"".join(bytes(packet) for packet in packets)
        if not data:
            return None
        self._sending.bytes += len(data)
        self._sending.wholes += any(packet.is_keyframe for packet in packets)
        packet: Packet[Any] = Packet(data)
        packet.pts, packet.time_base = timestamp, VIDEO_TIME_BASE
        return packet


Create = Callable[[int, int, int, fractions.Fraction], VideoCodecContext]


def _context(
    codec: str, width: int, height: int, bitrate: int, period: fractions.Fraction, **options: str
) -> VideoCodecContext:
    context: Any = av.CodecContext.create(codec, "w")
    context.width, context.height = width, height
    context.bit_rate = bitrate
    context.pix_fmt = "yuv420p"
    context.framerate = 1 / period
    context.time_base = period
    context.gop_size = max(MOST_APART, int(KEY_EVERY_S / period))
    # Two threads make VP8 four times slower and x264 add a frame of delay.
    context.thread_count = 1
    context.options = options
    if not isinstance(context, VideoCodecContext):
        raise TypeError(codec)
    return context


def key_room(bitrate: int, period: fractions.Fraction) -> int:
    """Bits that one picture may take: what the path carries in `KEY_S`, or until the next picture is due."""
    return int(bitrate * max(KEY_S, float(period)))


def create_h264(width: int, height: int, bitrate: int, period: fractions.Fraction) -> VideoCodecContext:
    """Set x264 up as `superfast`: a fifth of the cost of aiortc's choice at the same quality."""
    context = _context(
        "libx264",
        width,
        height,
        bitrate,
        period,
        preset="superfast",
        tune="zerolatency",
        level="31",
        # Nobody asked for the key frame that a change of scene would bring.
        sc_threshold="0",
        maxrate=str(bitrate),
        bufsize=str(key_room(bitrate, period)),
    )
    context.profile = "Baseline"
    return context


def create_vp8(width: int, height: int, bitrate: int, period: fractions.Fraction) -> VideoCodecContext:
    """Set libvpx up for real time in one thread."""
    context = _context(
        "libvpx",
        width,
        height,
        bitrate,
        period,
        deadline="realtime",
        **{
            "cpu-used": "-8",
            "lag-in-frames": "0",
            "minrate": str(bitrate),
            "maxrate": str(bitrate),
            "bufsize": str(key_room(bitrate, period)),
            # In per cent of a picture's share of the bit rate.
            "max-intra-rate": str(max(100, int(100 * KEY_S / float(period)))),
            "partitions": "0",
            "static-thresh": "1",
            "overshoot-pct": "15",
            "undershoot-pct": "100",
        },
    )
    context.qmin, context.qmax = 2, 56
    return context


class SteadyH264(H264Encoder):
    """H.264 by `PictureEncoder`, packetised by aiortc."""

    def __init__(self, sending: Sending, clock: Callable[[], float]) -> None:
        super().__init__()
        self._sending = sending
        self._pictures = PictureEncoder(sending, create_h264, clock, live=True)

    def encode(self, frame: Frame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        """Encode and packetise one frame (RFC 6184)."""
        return _encode(self, self._pictures, frame, force_keyframe)

    @property
    def target_bitrate(self) -> int:
        """Bits per second of picture."""
        return self._sending.aim.bitrate

    @target_bitrate.setter
    def target_bitrate(self, bitrate: int) -> None:
        self._sending.asked(bitrate)


class SteadyVp8(Vp8Encoder):
    """VP8 by `PictureEncoder`, packetised by aiortc."""

    def __init__(self, sending: Sending, clock: Callable[[], float]) -> None:
        super().__init__()
        self._sending = sending
        self._pictures = PictureEncoder(sending, create_vp8, clock, live=False)

    def encode(self, frame: Frame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        """Encode and packetise one frame (RFC 7741)."""
        return _encode(self, self._pictures, frame, force_keyframe)

    @property
    def target_bitrate(self) -> int:
        """Bits per second of picture."""
        return self._sending.aim.bitrate

    @target_bitrate.setter
    def target_bitrate(self, bitrate: int) -> None:
        self._sending.asked(bitrate)


def _encode(
    packer: Encoder, pictures: PictureEncoder, frame: Frame, force_keyframe: bool
) -> tuple[list[bytes], int]:
    if not isinstance(frame, av.VideoFrame):
        raise TypeError("a picture is wanted")
    packet = pictures.encode(frame, force_keyframe)
    return ([], 0) if packet is None else packer.pack(packet)


class SpeechEncoder(Encoder):
    """Opus for a voice: mono, 32 kbit/s, with in-band correction for what the other side says it misses."""

    def __init__(self, sending: Sending) -> None:
        self._sending = sending
        self._opus = opus.Encoder(AUDIO_BITRATE, LOSS_PERCENT[0])

    def encode(self, frame: Frame, force_keyframe: bool = False) -> tuple[list[bytes], int]:  # noqa: ARG002 - aiortc's
        """Encode 20 ms of s16 mono 48 kHz."""
        if not isinstance(frame, av.AudioFrame) or frame.samples != SAMPLES_PER_FRAME:
            raise TypeError("20 ms of sound are wanted")
        least, most = LOSS_PERCENT
        self._opus.expect_loss(min(most, max(least, round(100 * self._sending.voice_lost))))
        samples = bytes(memoryview(frame.planes[0]))[: 2 * frame.samples]
        return [self._opus.encode(samples)], frame.pts or 0

    def pack(self, packet: "Packet[Any]") -> tuple[list[bytes], int]:
        """One packet of Opus is one of RTP (RFC 7587 4.2)."""
        return [bytes(packet)], packet.pts or 0


def _decoder(codec: RTCRtpCodecParameters, clock: Callable[[], float]) -> Decoder:
    match codec.mimeType.lower():
        case "video/h264":
            return FreshH264(clock)
        case "video/vp8":
            return FreshVp8(clock)
        case "audio/opus":
            return Undecoded()
        case _:
            return aiortc_decoder(codec)


def install(sending: Sending, clock: Callable[[], float]) -> None:
    """Make aiortc use these encoders, decoders and buffers in this process, held to `sending`, and our patience."""
    highest = LADDER[sending.ceiling]

    def encoder(codec: RTCRtpCodecParameters) -> Encoder:
        match codec.mimeType.lower():
            case "video/h264":
                return SteadyH264(sending, clock)
            case "video/vp8":
                return SteadyVp8(sending, clock)
            case "audio/opus":
                return SpeechEncoder(sending)
            case _:
                return aiortc_encoder(codec)

    def buffer(**theirs: Any) -> JitterBuffer:
        if theirs.get("is_video"):
            return PictureBuffer(highest.receive_packets, clock)
        return VoiceBuffer(clock)

    # Every browser has Opus (RFC 7874); the telephone's codecs would come without correction or concealment.
    CODECS["audio"][:] = [known for known in CODECS["audio"] if known.mimeType.lower() == "audio/opus"]
    replaced: Any = rtcrtpsender
    replaced.get_encoder = encoder
    replaced = rtcrtpreceiver
    replaced.JitterBuffer = buffer
    replaced.get_decoder = lambda codec: _decoder(codec, clock)
    replaced.NackGenerator = lambda: Missing(clock)
    replaced.RemoteBitrateEstimator = lambda: Estimate(highest)
    patience.install()
