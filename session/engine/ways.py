"""The ways a call may go when no direct path is open: TURN addresses, and which of them is worth taking.

aiortc takes one TURN server and withholds its answer for five seconds when that one is dead. So all are
tried beforehand (`session.engine.reach`), and these pure functions say which one it is told of.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from aiortc.rtcicetransport import parse_stun_turn_uri

from session.protocol.shared import IceServer

Kind = Literal["udp", "tcp", "tls"]
ORDER: tuple[Kind, ...] = ("udp", "tcp", "tls")
"""Best first: a lost packet holds nothing up over UDP; TLS on 443 passes where nothing else does."""
GOOD_FOR_S = 60.0
BAD_FOR_S = 3.0
"""A verdict counts this long: a dead server may be back, and one that answers is used at once."""
MAX_PORT = 65535


@dataclass(frozen=True)
class Way:
    """One TURN address, and the credentials it takes."""

    kind: Kind
    host: str
    port: int
    username: str
    credential: str

    @property
    def place(self) -> tuple[str, str, int]:
        """What is tried: the same with other credentials is the same way."""
        return self.kind, self.host, self.port


@dataclass(frozen=True)
class Found:
    """What a trial gave, at a time in seconds; `ms` until it was known. `refused`: the name that was turned away."""

    works: bool
    at: float
    ms: float
    refused: str = ""

    def counts(self, way: Way, now: float) -> bool:
        """Whether it is young enough, and no refusal of credentials that are not these."""
        if self.refused not in {"", way.username}:
            return False
        return now - self.at <= (GOOD_FOR_S if self.works else BAD_FOR_S)


Verdicts = Mapping[tuple[str, str, int], Found]


def ways_of(servers: Sequence[IceServer]) -> list[Way]:
    """The TURN addresses, best kind first; an address that is none, and STUN, are left out."""
    found: list[Way] = []
    for server in servers:
        for url in server.urls:
            kind, parsed = _kind(url)
            if kind is not None and 0 < parsed["port"] <= MAX_PORT:
                way = Way(kind, str(parsed["host"]), int(parsed["port"]), server.username, server.credential)
                found.append(way)
    unique = {way.place: way for way in found}
    return sorted(unique.values(), key=lambda way: ORDER.index(way.kind))


def _kind(url: str) -> tuple[Kind | None, dict[str, Any]]:
    try:
        parsed = parse_stun_turn_uri(url)
    except ValueError:
        return None, {}
    match parsed.get("scheme"), parsed.get("transport"):
        case "turn", "udp":
            return "udp", parsed
        case "turn", "tcp":
            return "tcp", parsed
        case "turns", "tcp":
            return "tls", parsed
        case _:
            return None, {}


def choose(ways: Sequence[Way], verdicts: Verdicts, doubted: Container[tuple[str, str, int]]) -> Way | None:
    """The first that works and led a call nowhere yet; else the first that works."""
    working = [way for way in ways if (found := verdicts.get(way.place)) is not None and found.works]
    return next((way for way in working if way.place not in doubted), working[0] if working else None)


def awaited(
    ways: Sequence[Way], verdicts: Verdicts, doubted: Container[tuple[str, str, int]]
) -> frozenset[tuple[str, str, int]]:
    """Those not known yet that would be taken instead of the present choice if they worked."""
    chosen = choose(ways, verdicts, doubted)
    settled = chosen is not None and chosen.place not in doubted
    before = ways[: ways.index(chosen)] if chosen is not None and settled else ways
    return frozenset(way.place for way in before if way.place not in verdicts)
