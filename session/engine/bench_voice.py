"""A voice sent by the product's encoder over a bad line to the product's play-out, on a clock of its own.

Nothing waits: ten seconds of speech take one. The control gets the very same packets.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

import av
import numpy as np
from aiortc.rtp import RtpPacket

from session.engine import stretch
from session.engine.encoders import SpeechEncoder
from session.engine.line import Line
from session.engine.playout import Conceal, Order, Packet, Recover
from session.engine.ports import CHUNK_BYTES, CHUNK_SAMPLES, SAMPLE_RATE
from session.engine.sending import Sending
from session.engine.stretch import Sound
from session.engine.voice import Undecoded, Voice, VoiceBuffer, VoiceFrame

CHUNK_S = CHUNK_SAMPLES / SAMPLE_RATE
FIRST_NUMBER, FIRST_TIME = 65_500, (1 << 32) - 10 * SAMPLE_RATE // 4
"""Both counters wrap within the first seconds, as on some call they do."""
TAIL_S = 0.5


class Bare(Voice):
    """The control: the same play-out, and where a packet is missing, nothing."""

    def _heard(self, order: Order) -> Sound:
        match order:
            case Recover(_, samples) | Conceal(samples):
                return np.zeros(samples, stretch.NOTHING.dtype)
            case _:
                return super()._heard(order)


def encoded(speech: bytes) -> list[RtpPacket]:
    """Return the packets that the product sends for s16 mono 48 kHz; each is due when its last sample was said."""
    encoder = SpeechEncoder(Sending("360p15", lambda: 0.0))
    packets = []
    for index, at in enumerate(range(0, len(speech) - CHUNK_BYTES + 1, CHUNK_BYTES)):
        frame = av.AudioFrame(format="s16", layout="mono", samples=CHUNK_SAMPLES)
        frame.planes[0].update(speech[at : at + CHUNK_BYTES])
        frame.sample_rate, frame.pts = SAMPLE_RATE, index * CHUNK_SAMPLES
        frame.time_base = Fraction(1, SAMPLE_RATE)
        payloads, timestamp = encoder.encode(frame)
        sent = RtpPacket(
            payload_type=96,
            sequence_number=(FIRST_NUMBER + index) % (1 << 16),
            timestamp=(FIRST_TIME + timestamp) % (1 << 32),
            payload=payloads[0],
        )
        packets.append(RtpPacket.parse(sent.serialize()))
    return packets


def across(packets: Sequence[RtpPacket], line: Line, make: Callable[[], Voice]) -> tuple[bytes, Voice]:
    """Play what the line lets through; what is heard from the first word's time on, and who played it.

    What is heard at second `t` was said at `t` less the whole delay: framing, line and play-out.
    """
    arrivals = []
    for index, packet in enumerate(packets):
        wait = line.fate()
        if wait is not None:
            arrivals.append(((index + 1) * CHUNK_S + wait, index, packet))
    arrivals.sort()
    now = 0.0
    buffer, decoder, voice = VoiceBuffer(lambda: now), Undecoded(), make()
    heard, following = bytearray(), 0
    for tick in range(len(packets) + int(TAIL_S / CHUNK_S)):
        due = tick * CHUNK_S
        while following < len(arrivals) and arrivals[following][0] <= due:
            now = arrivals[following][0]
            voice.arrived(_through(buffer, decoder, arrivals[following][2]))
            following += 1
        heard += voice.piece(due)
    return bytes(heard), voice


def _through(buffer: VoiceBuffer, decoder: Undecoded, packet: RtpPacket) -> Packet:
    _, frame = buffer.add(packet)
    if not isinstance(frame, VoiceFrame):
        raise TypeError
    passed: object = decoder.decode(frame)[0]
    if not isinstance(passed, VoiceFrame):
        raise TypeError
    return passed.packet
