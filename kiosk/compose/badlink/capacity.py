"""What the link itself can carry, so that nobody takes its limits for those of what is measured across it."""

import socket
import statistics
import time
from dataclasses import dataclass

from kiosk.compose.badlink.link import Link, Place

PACKET = b"\0" * 1200
WINDOW = 64
"""Packets under way at once: below what any socket buffer holds, so that none is lost."""
MEASURE_S = 1.0
ROUNDS = 200
PATIENCE_S = 2.0


@dataclass(frozen=True)
class Capacity:
    """Measured on this machine, now, with nothing shaped."""

    packets_s: float
    """One way, of 1,200 bytes."""
    mbit_s: float
    cpu_us_packet: float
    """Of the forwarder."""
    own_delay_ms_p50: float
    own_delay_ms_p95: float
    """One way: half of a round trip."""


def udp(place: Place) -> socket.socket:
    """A UDP socket that lives at this end, whoever uses it."""
    with place.entered():
        made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        made.bind((place.address, 0))
    made.settimeout(PATIENCE_S)
    return made


def measure(link: Link) -> Capacity:
    """Send as fast as it goes, then one at a time. Meant for a link that is not shaped."""
    with udp(link.near) as near, udp(link.far) as far:
        near.connect(far.getsockname())
        far.connect(near.getsockname())
        delays = [_delay(near, far) for _ in range(ROUNDS)]
        before, begun = link.counts(), time.monotonic()
        while time.monotonic() - begun < MEASURE_S:
            _window(near, far)
        after, span = link.counts(), time.monotonic() - begun
    packets = after["out"]["packets_out"] - before["out"]["packets_out"]
    return Capacity(
        packets_s=round(packets / span),
        mbit_s=round(packets * len(PACKET) * 8 / span / 1e6, 1),
        cpu_us_packet=round(1e6 * (after["cpu_s"] - before["cpu_s"]) / max(1, packets), 1),
        own_delay_ms_p50=round(statistics.median(delays), 3),
        own_delay_ms_p95=round(sorted(delays)[int(0.95 * (ROUNDS - 1))], 3),
    )


def _delay(near: socket.socket, far: socket.socket) -> float:
    begun = time.monotonic()
    near.send(PACKET)
    far.send(far.recv(len(PACKET)))
    near.recv(len(PACKET))
    return (time.monotonic() - begun) * 500


def _window(near: socket.socket, far: socket.socket) -> None:
    for _ in range(WINDOW):
        near.send(PACKET)
    for _ in range(WINDOW):
        far.recv(len(PACKET))
