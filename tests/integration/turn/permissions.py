"""Asks a TURN server, from where it runs, to carry data to some addresses; prints which it was refused.

`python -m tests.integration.turn.permissions SERVER PORT USERNAME CREDENTIAL PEER…`
"""

import asyncio
import json
import sys

from aioice.stun import TransactionFailed
from aioice.turn import TurnClientUdpProtocol


async def refusals(
    server: tuple[str, int], username: str, credential: str, peers: list[str]
) -> dict[str, int]:
    """Bind a channel to each peer; the code it was refused with (RFC 8656: 403), 0 where it was granted."""
    loop = asyncio.get_running_loop()
    transport, client = await loop.create_datagram_endpoint(
        lambda: TurnClientUdpProtocol(server, username, credential, 600, 500), remote_addr=server
    )
    await client.connect()
    answers: dict[str, int] = {}
    for number, peer in enumerate(peers):
        try:
            await client.channel_bind(0x4000 + number, (peer, 4000))
        except TransactionFailed as refused:
            answers[peer] = int(refused.response.error_code or -1)
        else:
            answers[peer] = 0
    await client.delete()
    transport.close()
    return answers


if __name__ == "__main__":
    host, port, username, credential, *peers = sys.argv[1:]
    print(json.dumps(asyncio.run(refusals((host, int(port)), username, credential, peers))))  # noqa: T201 - its answer
