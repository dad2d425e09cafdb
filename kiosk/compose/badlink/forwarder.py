"""The process between the two ends: reads packets at one, gives them to the other when their time has come.

`python -m kiosk.compose.badlink.forwarder [--seed N]` greets with one JSON line (its namespaces), then
obeys one JSON order a line and answers each with one line. The end of its input ends it.
"""

import argparse
import errno
import json
import os
import select
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from kiosk.compose.badlink.shape import Direction, read_shape
from kiosk.compose.badlink.tun import End, new_namespace
from kiosk.core.errors import UserFacingError
from kiosk.core.priority import CALL, prefer

NEAR, FAR = "10.92.0.1", "10.92.0.2"
LONGEST_WAIT_S = 1.0
AT_ONCE = 64
"""Packets read from one end before the other is looked at again."""
PACKET = 2048


@dataclass
class Way:
    """One direction with the descriptors of its two ends."""

    source: int
    target: int
    direction: Direction

    def take(self, clock: Callable[[], float]) -> None:
        """Take what waits at the source."""
        for _ in range(AT_ONCE):
            try:
                packet = os.read(self.source, PACKET)
            except BlockingIOError:
                return
            self.direction.accept(packet, clock())

    def give(self, now: float) -> None:
        """Write what has crossed."""
        for packet in self.direction.arrived(now):
            try:
                os.write(self.target, packet)
            except OSError as error:
                # What the receiving kernel has no room for is lost, as on any wire.
                if error.errno not in (errno.ENOBUFS, errno.EAGAIN):
                    raise


class Forwarder:
    """Both ways between two ends; `near` and `far` are in namespaces of their own."""

    def __init__(self, seed: int, clock: Callable[[], float]) -> None:
        self._clock = clock
        new_namespace()
        self.near = End(NEAR)
        new_namespace()
        self.far = End(FAR)
        # Each way has a generator of its own: what one loses does not depend on the other's traffic.
        self.out = Way(self.near.fd, self.far.fd, Direction(Random(2 * seed)))  # noqa: S311 - chance, not secrecy
        self.back = Way(self.far.fd, self.near.fd, Direction(Random(2 * seed + 1)))  # noqa: S311 - as above
        self._orders = b""

    def run(self, orders: int) -> None:
        """Carry packets and obey the orders of this descriptor until it closes."""
        ways = (self.out, self.back)
        while True:
            now = self._clock()
            for way in ways:
                way.give(now)
            wait = min(way.direction.next_due for way in ways) - self._clock()
            ready, _, _ = select.select(
                [self.near.fd, self.far.fd, orders], [], [], max(0.0, min(wait, LONGEST_WAIT_S))
            )
            for way in ways:
                if way.source in ready:
                    way.take(self._clock)
            if orders in ready and not self._hear(os.read(orders, 1 << 16)):
                return

    def _hear(self, data: bytes) -> bool:
        *lines, self._orders = (self._orders + data).split(b"\n")
        for line in lines:
            try:
                answer = self.obey(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                answer = {"refused": str(error)}
            say(answer)
        return bool(data)

    def obey(self, order: dict[str, Any]) -> dict[str, Any]:
        """Carry out one order, and answer it.

        Raises:
            ValueError, KeyError, TypeError: it is none.
        """
        now = self._clock()
        match order["do"]:
            case "shape":
                for way in self._ways(order["way"]):
                    way.direction.change(read_shape(order["shape"]), now)
            case "cut":
                for way in self._ways(order.get("way", "both")):
                    way.direction.cut(float(order["seconds"]), now)
            case "move":
                {"near": self.near, "far": self.far}[order["end"]].move(str(order["address"]))
            case "count":
                return self._counted()
            case other:
                raise ValueError(f"do = {other}")
        return {"done": order["do"]}

    def _ways(self, name: str) -> tuple[Way, ...]:
        return {"out": (self.out,), "back": (self.back,), "both": (self.out, self.back)}[name]

    def _counted(self) -> dict[str, Any]:
        return {
            "out": self.out.direction.counts.as_dict(),
            "back": self.back.direction.counts.as_dict(),
            "kernel_dropped": self.near.dropped() + self.far.dropped(),
            "cpu_s": round(time.process_time(), 3),
        }


def say(answer: dict[str, Any]) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run until the orders end. Exit code 1: no namespaces may be made here; the reason is the greeting."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    try:
        forwarder = Forwarder(options.seed, time.monotonic)
    except UserFacingError as error:
        say({"refused": error.detail, "key": error.key})
        return 1
    prefer(CALL)
    held = f"/proc/{os.getpid()}/fd"
    say(
        {
            "near": f"{held}/{forwarder.near.namespace}", "near_address": NEAR,
            "far": f"{held}/{forwarder.far.namespace}", "far_address": FAR,
        }
    )  # fmt: skip
    forwarder.run(sys.stdin.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
