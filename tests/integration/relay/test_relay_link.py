"""The kiosk's wire under attack and under load."""

import asyncio
import contextlib
import json
from base64 import urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.api_jws import PyJWS
from websockets.exceptions import ConnectionClosed

from kiosk.core.ids import new_id
from session.protocol.call import Refusal
from session.protocol.envelope import Body, envelope
from session.protocol.kiosk_relay import RELAY_TO_KIOSK, LinkChallenge, LinkHello, QueueJoin, TicketState
from session.relay.config import Limits
from session.relay.wire import IDENTITY_REFUSED, POLICY, REPLACED, VERSION_REFUSED
from tests.integration.relay.relay_kit import KioskIdentity, KioskWire, Start, Town, ticket

HELLO = LinkHello(software="test")


async def turned_away(
    town: Town, identity: KioskIdentity, challenge: str = "", body: Body = HELLO
) -> tuple[str, int]:
    async with town.relay.socket("/ws/kiosk") as socket:
        wire = KioskWire(socket, RELAY_TO_KIOSK, identity=identity)
        wire.challenge = challenge or (await wire.expect(LinkChallenge)).challenge
        await wire.send(body)
        return (await wire.expect(Refusal)).key, await wire.closed()


async def test_an_unknown_kiosk_is_refused(town: Town) -> None:
    stranger = KioskIdentity(new_id(), Ed25519PrivateKey.generate())
    assert await turned_away(town, stranger) == ("link.identity-refused", IDENTITY_REFUSED)


async def test_a_kiosk_s_name_without_its_key_is_useless(town: Town) -> None:
    thief = KioskIdentity(town.hall.kiosk, Ed25519PrivateKey.generate())
    assert await turned_away(town, thief) == ("link.identity-refused", IDENTITY_REFUSED)


async def test_a_frame_for_another_connection_is_refused(town: Town) -> None:
    refused = await turned_away(town, town.hall, challenge=new_id())
    assert refused == ("link.identity-refused", IDENTITY_REFUSED)


async def test_a_kiosk_must_say_hello_first(town: Town) -> None:
    refused = await turned_away(town, town.hall, body=QueueJoin(ticket=ticket(), desk="caf"))
    assert refused == ("link.message-invalid", IDENTITY_REFUSED)


async def test_an_unsigned_frame_is_refused(town: Town) -> None:
    header = {"alg": "none", "kid": town.hall.kiosk}
    parts = [json.dumps(header).encode(), envelope(HELLO).pack()]
    frame = ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."
    async with town.relay.socket("/ws/kiosk") as socket:
        await socket.send(frame)
        wire = KioskWire(socket, RELAY_TO_KIOSK, identity=town.hall)
        await wire.refused("link.identity-refused")


async def test_another_version_is_refused_in_words(town: Town) -> None:
    async with town.relay.socket("/ws/kiosk") as socket:
        wire = KioskWire(socket, RELAY_TO_KIOSK, identity=town.hall)
        challenge = (await wire.expect(LinkChallenge)).challenge
        headers = {"kid": town.hall.kiosk, "nonce": challenge}
        payload = json.dumps(json.loads(envelope(HELLO).pack()) | {"v": 2}).encode()
        await socket.send(PyJWS().encode(payload, town.hall.key, "EdDSA", headers))
        await wire.refused("link.version-refused")
        assert await wire.closed() == VERSION_REFUSED


async def test_replayed_and_reordered_frames_are_dropped(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk:
        first = ticket()
        joined = await kiosk.send(QueueJoin(ticket=first, desk="caf"))
        await kiosk.expect(TicketState, ticket=first)
        replayed = kiosk.frame(joined)
        second = ticket()
        kiosk.seq += 5
        await kiosk.send(QueueJoin(ticket=second, desk="caf"))
        await kiosk.expect(TicketState, ticket=second)
        await kiosk.socket.send(replayed)
        kiosk.seq -= 3
        await kiosk.send(QueueJoin(ticket=ticket(), desk="caf"))
        kiosk.seq += 3
        await kiosk.send(QueueJoin(ticket=second, desk="caf"))
        assert (await kiosk.expect(TicketState)).ticket == second
        assert not [m for m in kiosk.kept if m.type == "ticket.state"]


async def test_a_forged_frame_in_a_good_connection_is_dropped(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk:
        mine, kiosk.identity = kiosk.identity, KioskIdentity(town.hall.kiosk, Ed25519PrivateKey.generate())
        await kiosk.send(QueueJoin(ticket=ticket(), desk="caf"))
        kiosk.identity = mine
        good = ticket()
        await kiosk.send(QueueJoin(ticket=good, desk="caf"))
        assert (await kiosk.expect(TicketState)).ticket == good


@pytest.mark.parametrize("text", ["", "{}", "[]", "x" * 5000, "é.è.à", "a.b.c", '{"v":1,"type":"seat.take"}'])
async def test_nonsense_is_refused_and_crashes_nothing(town: Town, text: str) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        await expert.socket.send(text)
        assert (await expert.expect(Refusal)).key in {"link.message-invalid", "link.version-refused"}
        await kiosk.socket.send(text)
        place = ticket()
        await kiosk.send(QueueJoin(ticket=place, desk="caf"))
        await kiosk.expect(TicketState, ticket=place)


async def test_a_huge_frame_is_cut_off(town: Town) -> None:
    async with town.relay.page("camille") as expert:
        with contextlib.suppress(ConnectionClosed):  # cut before all of it is sent
            await expert.socket.send("x" * (3 << 20))
        assert await expert.closed() == 1009


async def test_flood_of_messages_throttled_others_unharmed(start: Start) -> None:
    town = start(limits=Limits(rate=5, burst=20))
    async with town.relay.kiosk(town.hall) as flooding, town.relay.kiosk(town.library) as calm:
        for _ in range(200):
            await flooding.send(QueueJoin(ticket=ticket(), desk="poste"))
        refusal = await flooding.refused("link.message-flood")
        assert refusal.wait_s > 0
        place = ticket()
        await calm.send(QueueJoin(ticket=place, desk="caf"))
        await calm.expect(TicketState, ticket=place, status="waiting")


async def test_who_floods_without_end_is_hung_up(start: Start) -> None:
    town = start(limits=Limits(rate=1, burst=1))
    async with town.relay.page("camille") as flooding:
        reading = asyncio.create_task(flooding.closed())
        for _ in range(2500):
            if flooding.socket.state.name != "OPEN":
                break
            await flooding.socket.send("{}")
        assert await reading == POLICY


async def test_a_revoked_kiosk_is_hung_up_and_stays_out(town: Town) -> None:
    async with town.relay.kiosk(town.elsewhere) as kiosk:
        await asyncio.to_thread(town.people.revoke, town.elsewhere)
        assert await kiosk.closed() == IDENTITY_REFUSED
    assert await turned_away(town, town.elsewhere) == ("link.identity-refused", IDENTITY_REFUSED)


async def test_a_second_connection_of_a_kiosk_replaces_the_first(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as old, town.relay.kiosk(town.hall) as new:
        assert await old.closed() == REPLACED
        await new.send(QueueJoin(ticket=ticket(), desk="caf"))
        await new.expect(TicketState, status="waiting")
