"""Opus (RFC 6716) by libopus itself: FFmpeg's way to it leaves out in-band correction and concealment.

The library is the one PyAV brought into this process, so that nothing else need be installed and a
bundle has it already. Sound is s16 mono 48 kHz throughout.
"""

import ctypes
from pathlib import Path

import av

from session.engine.ports import SAMPLE_RATE

LONGEST = 5760
"""Samples of the longest packet, 120 ms."""
LARGEST = 1275
"""Bytes of the largest packet of one frame (RFC 6716 3.4)."""
_VOIP = 2048
_VOICE = 3001
_SET_BITRATE, _SET_FEC, _SET_LOSS, _SET_DTX, _SET_SIGNAL = 4002, 4012, 4014, 4016, 4024
_NAME = "libopus"


class OpusError(Exception):
    """libopus refused, in its own words."""


class _Library:
    """The functions used, with their types: without them ctypes cuts pointers to 32 bits."""

    def __init__(self) -> None:
        lib = ctypes.CDLL(str(loaded()))
        number, pointer, data = ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p
        self.error = lib.opus_strerror
        self.error.argtypes, self.error.restype = [number], data
        self.create = lib.opus_decoder_create
        self.create.argtypes = [number, number, ctypes.POINTER(number)]
        self.create.restype = pointer
        self.decode = lib.opus_decode
        self.decode.argtypes = [pointer, data, number, pointer, number, number]
        self.destroy = lib.opus_decoder_destroy
        self.destroy.argtypes, self.destroy.restype = [pointer], None
        self.samples = lib.opus_packet_get_nb_samples
        self.samples.argtypes = [data, number, number]
        self.create_encoder = lib.opus_encoder_create
        self.create_encoder.argtypes = [number, number, number, ctypes.POINTER(number)]
        self.create_encoder.restype = pointer
        self.encode = lib.opus_encode
        self.encode.argtypes = [pointer, data, number, pointer, number]
        self.set = lib.opus_encoder_ctl
        # What varies is always an opus_int32 here, which both ABIs of Linux (x86-64, AArch64) pass as any other.
        self.set.argtypes = [pointer, number, number]
        self.destroy_encoder = lib.opus_encoder_destroy
        self.destroy_encoder.argtypes, self.destroy_encoder.restype = [pointer], None

    def checked(self, result: int) -> int:
        """Return the count that a call gave.

        Raises:
            OpusError: it was an error's number.
        """
        if result < 0:
            raise OpusError(self.error(result).decode())
        return result


def loaded() -> Path:
    """Where the libopus of this process is.

    Raises:
        OpusError: PyAV was built without one.
    """
    for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
        path = Path(line.partition("/")[1] + line.partition("/")[2])
        if path.name.startswith(_NAME) and ".so" in path.name:
            return path
    raise OpusError(f"PyAV {av.__version__}: {_NAME}")


_LIBRARY = _Library()


def duration(packet: bytes) -> int:
    """Samples that a packet stands for, as its first bytes say; 0 for what is no packet."""
    return max(0, int(_LIBRARY.samples(packet, len(packet), SAMPLE_RATE)))


class Decoder:
    """One voice; keeps what it needs to go on where packets are missing."""

    def __init__(self) -> None:
        error = ctypes.c_int()
        self._state = _LIBRARY.create(SAMPLE_RATE, 1, ctypes.byref(error))
        _LIBRARY.checked(error.value)
        self._room = ctypes.create_string_buffer(2 * LONGEST)

    def decode(self, packet: bytes) -> bytes:
        """Decode a packet.

        Raises:
            OpusError: it is none.
        """
        return self._decoded(packet, LONGEST, recover=False)

    def recover(self, following: bytes, samples: int) -> bytes:
        """Decode the coarse copy of a lost packet that `following` carries; conceals where it carries none.

        Raises:
            OpusError: it is no packet.
        """
        return self._decoded(following, samples, recover=True)

    def conceal(self, samples: int) -> bytes:
        """Guess what was lost from what was before; `samples` a multiple of 2.5 ms."""
        return self._decoded(None, samples, recover=False)

    def _decoded(self, packet: bytes | None, samples: int, *, recover: bool) -> bytes:
        length = 0 if packet is None else len(packet)
        if packet is not None and not packet:
            raise OpusError("empty")
        count = _LIBRARY.checked(
            _LIBRARY.decode(self._state, packet, length, self._room, min(samples, LONGEST), int(recover))
        )
        return self._room.raw[: 2 * count]

    def __del__(self) -> None:
        if state := getattr(self, "_state", None):
            _LIBRARY.destroy(state)


class Encoder:
    """A voice, mono, with in-band correction and without silence left out (no DTX)."""

    def __init__(self, bitrate: int, loss_percent: int) -> None:
        error = ctypes.c_int()
        self._state = _LIBRARY.create_encoder(SAMPLE_RATE, 1, _VOIP, ctypes.byref(error))
        _LIBRARY.checked(error.value)
        self._room = ctypes.create_string_buffer(LARGEST)
        self._loss = loss_percent
        for what, value in (
            (_SET_BITRATE, bitrate),
            (_SET_FEC, 1),
            (_SET_LOSS, loss_percent),
            (_SET_DTX, 0),
            (_SET_SIGNAL, _VOICE),
        ):
            _LIBRARY.checked(_LIBRARY.set(self._state, what, value))

    def expect_loss(self, percent: int) -> None:
        """Spend more or fewer bits on correction."""
        if percent != self._loss:
            self._loss = percent
            _LIBRARY.checked(_LIBRARY.set(self._state, _SET_LOSS, percent))

    def encode(self, samples: bytes) -> bytes:
        """Encode 20 ms.

        Raises:
            OpusError: it is not a length Opus knows.
        """
        count = _LIBRARY.checked(
            _LIBRARY.encode(self._state, samples, len(samples) // 2, self._room, LARGEST)
        )
        return self._room.raw[:count]

    def __del__(self) -> None:
        if state := getattr(self, "_state", None):
            _LIBRARY.destroy_encoder(state)
