"""The kiosk's link to a relay that says what this kiosk does not know."""

import asyncio
from pathlib import Path

from websockets.asyncio.server import ServerConnection, serve

from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.steward.keep import KeptFile
from kiosk.steward.keys import Identity
from kiosk.steward.names import Names
from kiosk.steward.relay_link import RelayAddress, RelayLink
from session.protocol.envelope import Envelope, envelope
from session.protocol.kiosk_relay import DesksState, KioskCommand, LinkChallenge, LinkWelcome

NONSENSE = ("", "{", "[]", '{"v":1}', '{"v":1,"type":"moon.phase","id":"' + "a" * 32 + '","seq":0,"body":{}}')


async def test_a_newer_or_broken_relay_s_unknown_messages_are_left_out_and_the_link_stays(
    tmp_path: Path,
) -> None:
    heard: asyncio.Queue[Envelope] = asyncio.Queue()
    connections = 0

    async def relay(socket: ServerConnection) -> None:
        nonlocal connections
        connections += 1
        await socket.send(envelope(LinkChallenge(challenge=new_id())).pack().decode())
        await socket.recv()
        await socket.send(envelope(LinkWelcome(name="Hall")).pack().decode())
        for text in NONSENSE:
            await socket.send(text)
        await socket.send(b"\xff\xfe")
        await socket.send(envelope(DesksState(desks=[])).pack().decode())
        await socket.send(envelope(KioskCommand(command="close")).pack().decode())
        await socket.wait_closed()

    async with serve(relay, "127.0.0.1", 0) as server:
        (door,) = server.sockets
        events = EventLog(tmp_path / "events.jsonl", "steward")
        link = RelayLink(
            RelayAddress(f"http://127.0.0.1:{door.getsockname()[1]}", new_id(), None),
            Identity.load_or_make(tmp_path),
            events,
            heard.put,
            lambda _online: None,
            lambda: True,
            Names(KeptFile(tmp_path / "address.json"), events),
        )
        running = asyncio.create_task(link.run())
        try:
            async with asyncio.timeout(30):
                bodies = [(await heard.get()).body for _ in range(3)]
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
    assert bodies == [LinkWelcome(name="Hall"), DesksState(desks=[]), KioskCommand(command="close")]
    assert connections == 1
    assert (tmp_path / "events.jsonl").read_text().count("link.message-refused") == len(NONSENSE) + 1
