"""What aioice is told before it gathers, and which path it found."""

import ssl
from collections.abc import Iterator
from functools import partial
from typing import Any, Literal

from aiortc import RTCPeerConnection

from session.engine.ways import Kind, Way

GATHER_S = 1.5
"""A way that worked a moment ago and does not now costs an answer no more than this."""

Path = Literal["direct", "turn-udp", "turn-tcp", "turn-tls", "turn-far"]
"""`turn-far`: over the relay server of the other side alone."""

_OVER: dict[Kind, Path] = {"udp": "turn-udp", "tcp": "turn-tcp", "tls": "turn-tls"}


def ice_of(peer: RTCPeerConnection) -> Iterator[Any]:
    """The aioice connections of a peer connection; held by the contract test."""
    seen: list[Any] = []
    transports = [transceiver.sender.transport.transport for transceiver in peer.getTransceivers()]
    if peer.sctp is not None:
        transports.append(peer.sctp.transport.transport)
    for transport in transports:
        ice: Any = transport._connection  # noqa: SLF001 - held by the contract test
        if not any(ice is known for known in seen):
            seen.append(ice)
            yield ice


def take(peer: RTCPeerConnection, way: Way | None, trust: ssl.SSLContext) -> None:
    """Let what is about to gather ask this TURN server, and not wait long for it."""
    for ice in ice_of(peer):
        ice.get_component_candidates = partial(ice.get_component_candidates, timeout=GATHER_S)
        if way is not None:
            ice.turn_server = (way.host, way.port)
            ice.turn_username, ice.turn_password = way.username, way.credential
            ice.turn_ssl = trust if way.kind == "tls" else None
            ice.turn_transport = "udp" if way.kind == "udp" else "tcp"


def path_of(peer: RTCPeerConnection, way: Way | None) -> Path | None:
    """How a connection goes; None before there is a path."""
    for ice in ice_of(peer):
        for pair in ice._nominated.values():  # noqa: SLF001 - held by the contract test
            if pair.local_candidate.type == "relay" and way is not None:
                return _OVER[way.kind]
            return "turn-far" if pair.remote_candidate.type == "relay" else "direct"
    return None
