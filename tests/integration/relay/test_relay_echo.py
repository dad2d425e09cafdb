"""The echo counter's signalling: who may be it, who hears what, and what a kiosk cannot reach."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from websockets.exceptions import InvalidStatus

from session.protocol.call import CallAnswer, CallEnd, CallOffer, Refusal
from session.protocol.line import LineAsk, LineServers
from session.protocol.shared import IceServer
from session.protocol.trial import RELAY_TO_ECHO, EchoAsk, EchoBegin, EchoFull, EchoGranted
from tests.integration.relay.relay_kit import Town, Wire, seated


@asynccontextmanager
async def echo(town: Town) -> AsyncIterator[Wire]:
    """What `kiosk echo` is to the relay."""
    async with town.relay.socket("/ws/echo", Authorization="Bearer echo-me") as socket:
        yield Wire(socket, RELAY_TO_ECHO)


async def test_a_test_call_is_offered_answered_and_ended(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, echo(town) as counter:
        await kiosk.send(EchoAsk())
        granted = await kiosk.expect_message(EchoGranted)
        begun = await counter.expect_message(EchoBegin)
        assert granted.call == begun.call
        assert isinstance(granted.body, EchoGranted)
        assert granted.body.ice[0].username.endswith(str(granted.call))
        stranger = IceServer(urls=["turn:evil.example:3478"])
        await counter.send(CallOffer(sdp="offer", ice=[stranger]), call=begun.call, gen=1)
        offer = await kiosk.expect_message(CallOffer)
        assert (offer.call, offer.body) == (granted.call, CallOffer(sdp="offer"))
        await kiosk.send(CallAnswer(sdp="answer", proof=""), call=granted.call, gen=1)
        assert (await counter.expect(CallAnswer)).sdp == "answer"
        await kiosk.send(CallEnd(reason="citizen"), call=granted.call, gen=1)
        await counter.expect(CallEnd)


async def test_a_kiosk_has_one_at_a_time_and_one_that_goes_ends_its_own(town: Town) -> None:
    async with echo(town) as counter:
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(EchoAsk())
            first = await counter.expect_message(EchoBegin)
            await kiosk.send(EchoAsk())
            ended = await counter.expect_message(CallEnd)
            assert ended.call == first.call
            second = await counter.expect_message(EchoBegin)
            assert second.call != first.call
        ended = await counter.expect_message(CallEnd)
        assert ended.call == second.call


async def test_a_full_counter_is_said(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, echo(town) as counter:
        await kiosk.send(EchoAsk())
        begun = await counter.expect_message(EchoBegin)
        await counter.send(EchoFull(), call=begun.call, gen=1)
        assert (await kiosk.expect(Refusal)).key == "echo.counter-busy"


async def test_the_echo_reaches_no_call_of_a_person_and_no_kiosk_that_did_not_ask(town: Town) -> None:
    async with (
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.page("camille") as expert,
        echo(town) as counter,
    ):
        call = (await seated(kiosk, expert)).call
        await counter.send(CallOffer(sdp="forged"), call=call, gen=1)
        await counter.send(CallEnd(reason="lost"), call=call, gen=1)
        await expert.send(CallOffer(sdp="true"), call=call, gen=1)
        await kiosk.expect(CallOffer, sdp="true")
        await kiosk.nothing(CallOffer)
        await kiosk.nothing(CallEnd)


async def test_a_second_echo_takes_the_place_of_the_first(town: Town) -> None:
    async with echo(town), echo(town) as second, town.relay.kiosk(town.hall) as kiosk:
        await kiosk.send(EchoAsk())
        await second.expect(EchoBegin)


async def test_a_kiosk_may_try_its_line_with_credentials_that_end(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk:
        await kiosk.send(LineAsk())
        (server,) = (await kiosk.expect(LineServers)).ice
        assert server.urls == town.config.turn.urls
        assert server.username.endswith(town.hall.kiosk)
        assert server.credential


@pytest.mark.parametrize("token", ["probe-me", "echo-you", ""])
async def test_without_the_token_nobody_is_the_echo(town: Town, token: str) -> None:
    with pytest.raises(InvalidStatus):
        async with town.relay.socket("/ws/echo", Authorization=f"Bearer {token}"):
            pass
