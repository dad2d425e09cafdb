"""What is read in the browser's offer and written into the kiosk's answer (RFC 8866, RFC 8829)."""

import hashlib
import re
from ipaddress import ip_address

from session.engine.quality import Quality

_FINGERPRINT = re.compile(r"^a=fingerprint:(sha-256 [0-9A-Fa-f:]+)\s*$", re.MULTILINE)
_RTPMAP = re.compile(r"a=rtpmap:(\d+) ([A-Za-z0-9-]+)/\d+")
_PICTURE = re.compile(r"^m=video \d+ \S+ ([\d ]+)\s*$", re.MULTILINE)
_SEND_TIME = re.compile(
    r"^a=extmap:(\d+)\S* http://www\.webrtc\.org/experiments/rtp-hdrext/abs-send-time", re.MULTILINE
)
_EARLY_END = ("a=end-of-candidates",)
_EVERYBODY = ip_address("255.255.255.255")
MEDIA_MOST = 8
"""A call has three: sound, picture, data."""
CANDIDATES_MOST = 60
"""Addresses of a browser that are tried in one generation, of several networks and servers; each costs checks."""
LEAST_KBITS = 30
"""No floor that a weak path could not carry: the page leaves out what is not worth its bits."""
SPEECH = "minptime=10;useinbandfec=1;stereo=0;maxaveragebitrate=32000"


def sha256(offer: str) -> str:
    """Return the digest of an offer exactly as it was received, in hexadecimal."""
    return hashlib.sha256(offer.encode()).hexdigest()


def fingerprint(answer: str) -> str:
    """Return the answer's `sha-256 AA:BB…` (RFC 8122).

    Raises:
        ValueError: the answer carries none.
    """
    found = _FINGERPRINT.search(answer)
    if found is None:
        raise ValueError("no sha-256 fingerprint")
    return found[1]


def picture_payloads(answer: str) -> set[int]:
    """Payload types of the pictures that may come, retransmissions included."""
    found = _PICTURE.search(answer)
    return {int(number) for number in found[1].split()} if found else set()


def send_time_extension(answer: str) -> int:
    """The number of the picture's abs-send-time header extension; 0 without one."""
    found = _SEND_TIME.search(answer)
    return int(found[1]) if found else 0


def without_hidden_candidates(offer: str) -> str:
    """Drop what would stop the search for a path too early, or make it endless.

    A browser hides its addresses behind mDNS names: its checks reach our addresses all the same and
    make it known (peer-reflexive, RFC 8445 section 7.3.1.3), so the names are of no use. An end of
    candidates with nothing left to try would be taken for a failure.

    Raises:
        ValueError: it has more media than a call has.
    """
    lines = offer.splitlines()
    if sum(line.startswith("m=") for line in lines) > MEDIA_MOST:
        raise ValueError("too many media")
    kept: list[str] = []
    candidates = 0
    for line in lines:
        if line.startswith("a=candidate:"):
            candidates += 1
            if candidates > CANDIDATES_MOST or is_hidden(line.removeprefix("a=")):
                continue
        if not line.startswith(_EARLY_END):
            kept.append(line)
    return "\r\n".join(kept) + "\r\n"


def is_hidden(candidate: str) -> bool:
    """Tell whether no picture can come from where an ICE candidate line points.

    An mDNS name, an active TCP one, or an address that is no other machine's: of this one, of many, of none.
    """
    parts = candidate.split()
    if len(parts) < 6 or parts[2].lower() != "udp":
        return True
    try:
        address = ip_address(parts[4])
    except ValueError:
        return True
    return address.is_loopback or address.is_multicast or address.is_unspecified or address == _EVERYBODY


def with_rates(answer: str, quality: Quality) -> str:
    """Ask the browser for the full picture at once and for light, corrected speech.

    Without the `x-google` hints a browser sends 640×360 for its first twenty seconds.
    """
    hints = ";".join(
        (
            f"x-google-start-bitrate={quality.start_bitrate // 1000}",
            f"x-google-min-bitrate={LEAST_KBITS}",
            f"x-google-max-bitrate={quality.max_bitrate // 1000}",
        )
    )
    wanted = {"vp8": hints, "h264": hints, "opus": SPEECH}
    extra = {
        found[1]: wanted[found[2].lower()] for found in _RTPMAP.finditer(answer) if found[2].lower() in wanted
    }
    lines: list[str] = []
    for line in answer.splitlines():
        payload = line.removeprefix("a=fmtp:").split(" ")[0]
        lines.append(
            f"{line};{extra.pop(payload)}" if line.startswith("a=fmtp:") and payload in extra else line
        )
    return "\r\n".join(_with_missing(lines, extra)) + "\r\n"


def _with_missing(lines: list[str], extra: dict[str, str]) -> list[str]:
    result: list[str] = []
    for line in lines:
        result.append(line)
        found = _RTPMAP.match(line)
        if found and found[1] in extra:
            result.append(f"a=fmtp:{found[1]} {extra[found[1]]}")
    return result
