"""A call: signalling, generations, who vanishes, who comes back, what a restart leaves."""

import time
from pathlib import Path

import pytest

from session.protocol.call import CallAnswer, CallCandidate, CallEnd, CallOffer, CallReoffer, Refusal
from session.protocol.kiosk_relay import (
    DesksState,
    KioskStatus,
    QueueJoin,
    QueueLeave,
    SeatGranted,
    SeatLost,
    TicketState,
)
from session.protocol.pages_relay import ExpertAvailable, Outcome, SeatOpen, SeatReturn, SeatTake
from session.protocol.shared import EndReason, IceServer
from tests.integration.relay.relay_kit import Start, Town, Wire, events, listed, seated, ticket, waiting


async def test_offer_candidate_and_answer_reach_the_other_end(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        call = (await seated(kiosk, expert)).call
        await expert.send(CallOffer(sdp="offer 1"), call=call, gen=1)
        await expert.send(CallCandidate(candidate="c", sdp_mid="0"), call=call, gen=1)
        offer = await kiosk.expect_message(CallOffer)
        assert isinstance(offer.body, CallOffer)
        assert (offer.call, offer.gen, offer.body.sdp) == (call, 1, "offer 1")
        assert (await kiosk.expect(CallCandidate)).candidate == "c"
        await kiosk.send(CallAnswer(sdp="answer 1", proof="p"), call=call, gen=1)
        answer = await expert.expect_message(CallAnswer)
        assert (answer.call, answer.gen, answer.body) == (call, 1, CallAnswer(sdp="answer 1", proof="p"))


async def test_each_generation_has_credentials_of_its_own_and_a_page_names_no_server(town: Town) -> None:
    """An hour into a call those it began with have ended; and a page cannot send a kiosk to a server of its choice."""
    stranger = IceServer(urls=["turn:evil.example:3478"], username="u", credential="c")
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        call = (await seated(kiosk, expert)).call
        await expert.send(CallOffer(sdp="offer 1", ice=[stranger]), call=call, gen=1)
        first = await kiosk.expect(CallOffer)
        await kiosk.send(CallReoffer(generation=2, ice=[stranger]), call=call, gen=2)
        again = await expert.expect(CallReoffer)
        for (server,) in (first.ice, again.ice):
            assert server.urls == town.config.turn.urls
            ends, _, of = server.username.partition(":")
            assert of == call
            assert int(ends) > time.time()
            assert server.credential


async def test_what_belongs_to_an_older_generation_is_dropped(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        call = (await seated(kiosk, expert)).call
        await expert.send(CallOffer(sdp="offer 1"), call=call, gen=1)
        await kiosk.expect(CallOffer)
        await kiosk.send(CallReoffer(generation=1), call=call, gen=1)
        await kiosk.send(CallReoffer(generation=2), call=call, gen=2)
        assert (await expert.expect(CallReoffer)).generation == 2
        await expert.send(CallOffer(sdp="offer 2"), call=call, gen=2)
        await kiosk.expect(CallOffer, sdp="offer 2")
        await expert.send(CallOffer(sdp="late"), call=call, gen=1)
        await expert.send(CallCandidate(candidate="late"), call=call, gen=1)
        await expert.send(CallCandidate(candidate="fresh"), call=call, gen=2)
        await kiosk.expect(CallCandidate, candidate="fresh")
        await kiosk.nothing(CallOffer)
        await kiosk.nothing(CallCandidate)
        await kiosk.send(CallAnswer(sdp="late", proof=""), call=call, gen=1)
        await kiosk.send(CallAnswer(sdp="fresh", proof=""), call=call, gen=2)
        assert (await expert.expect(CallAnswer)).sdp == "fresh"


async def test_a_generation_far_ahead_is_refused_in_words_and_the_call_can_still_come_back(
    town: Town,
) -> None:
    """The last number there is would leave none to come back with."""
    last = (1 << 31) - 1
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        call = (await seated(kiosk, expert)).call
        await expert.send(CallOffer(sdp="far"), call=call, gen=last)
        await expert.refused("link.message-invalid")
        await kiosk.send(CallReoffer(generation=last), call=call, gen=1)
        await kiosk.send(CallReoffer(generation=2), call=call, gen=2)
        assert (await expert.expect(CallReoffer)).generation == 2
        await expert.send(CallOffer(sdp="offer 2"), call=call, gen=2)
        assert (await kiosk.expect(CallOffer)).sdp == "offer 2"


@pytest.mark.parametrize("reason", ["citizen", "wiped", "fault"])
async def test_the_kiosk_ends_and_the_expert_is_told_why(town: Town, reason: EndReason) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        seat = await seated(kiosk, expert)
        await kiosk.send(CallEnd(reason=reason), call=seat.call, gen=1)
        assert (await expert.expect(CallEnd)).reason == reason
        await kiosk.expect(TicketState, ticket=seat.ticket, status="gone")
        # The goodbye that the kiosk said to the page, passed on: no error of anyone's.
        await expert.send(CallEnd(reason=reason), call=seat.call, gen=1)
        await expert.nothing(Refusal, key="queue.seat-stale")
        await expert.send(Outcome(ticket=seat.ticket, outcome="solved"))
        await expert.send(CallOffer(sdp="after the end"), call=seat.call, gen=2)
        await expert.refused("queue.seat-stale")


async def test_how_an_identity_was_established_is_counted_and_nothing_else_of_it(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        seat = await seated(kiosk, expert)
        await kiosk.send(CallEnd(reason="citizen"), call=seat.call, gen=1)
        await expert.expect(CallEnd)
        await expert.send(Outcome(ticket=seat.ticket, outcome="solved", identity="questions"))
        # Refused: noted once, counted once.
        await expert.send(Outcome(ticket=seat.ticket, outcome="solved", identity="questions"))
        await expert.refused("queue.seat-stale")
    async with town.relay.client() as client:
        text = (await client.get("/metrics", headers={"Authorization": "Bearer probe-me"})).text
    assert "relay_identities_questions_total 1\n" in text
    assert "relay_identities_paper_total 0\n" in text


async def test_the_expert_ends_and_can_take_the_next(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        seat = await seated(kiosk, expert)
        await expert.send(CallEnd(reason="expert"), call=seat.call, gen=1)
        ended = await kiosk.expect_message(CallEnd)
        assert (ended.call, ended.body) == (seat.call, CallEnd(reason="expert"))
        await seated(kiosk, expert)


async def test_an_expert_who_reloads_is_back_in_the_same_call(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk:
        async with town.relay.page("camille") as expert:
            seat = await seated(kiosk, expert)
            await expert.send(CallOffer(sdp="offer 1"), call=seat.call, gen=1)
            await kiosk.expect(CallOffer)
        async with town.relay.page("camille") as expert:
            await expert.send(SeatReturn())
            opened = await expert.expect(SeatOpen)
            assert (opened.ticket, opened.call, opened.generation) == (seat.ticket, seat.call, 2)
            await expert.send(CallOffer(sdp="offer 2"), call=seat.call, gen=2)
            assert (await kiosk.expect_message(CallOffer)).gen == 2
            await kiosk.nothing(SeatLost)


async def test_a_page_that_was_replaced_is_fenced_off(town: Town) -> None:
    async with (
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.page("camille") as old,
        town.relay.page("camille") as new,
    ):
        seat = await seated(kiosk, old)
        await new.send(SeatReturn())
        await new.expect(SeatOpen)
        await old.send(CallOffer(sdp="stale"), call=seat.call, gen=5)
        await old.refused("queue.seat-stale")
        await old.send(CallEnd(reason="expert"), call=seat.call, gen=5)
        await old.refused("queue.seat-stale")
        await new.send(CallOffer(sdp="fresh"), call=seat.call, gen=2)
        assert (await kiosk.expect(CallOffer)).sdp == "fresh"
        await kiosk.nothing(CallEnd)


async def test_expert_closes_the_browser_visitor_told_and_first_in_the_queue(start: Start) -> None:
    town = start(waits={"expert_return_s": 0.2})
    async with (
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.kiosk(town.library) as next_one,
        town.relay.page("dominique") as colleague,
    ):
        async with town.relay.page("camille") as expert:
            seat = await seated(kiosk, expert)
            later = ticket()
            await next_one.send(QueueJoin(ticket=later, desk="caf"))
            await listed(colleague, later)
        lost = await kiosk.expect_message(SeatLost)
        assert (lost.call, lost.body) == (seat.call, SeatLost(ticket=seat.ticket, back=True))
        assert (await kiosk.expect(TicketState, ticket=seat.ticket, status="waiting")).ahead == 0
        await listed(colleague, seat.ticket, later)
        await colleague.send(SeatTake(ticket=seat.ticket))
        opened = await colleague.expect(SeatOpen)
        assert opened.call != seat.call
        assert (opened.fence, opened.generation) == (2, 1)
        async with town.relay.page("camille") as returned:
            await returned.send(SeatReturn())
            await returned.nothing(SeatOpen)
            await returned.send(CallOffer(sdp="too late"), call=seat.call, gen=2)
            await returned.refused("queue.seat-stale")
            # A page that never closed, and lost its socket alone, still shows the call: it is told.
            await returned.send(SeatReturn(), call=seat.call)
            told = await returned.expect_message(CallEnd)
            assert (told.call, told.body) == (seat.call, CallEnd(reason="lost"))


async def test_a_late_answer_does_not_cost_a_visitor_their_place(start: Start) -> None:
    town = start(waits={"expert_return_s": 0.1})
    async with town.relay.kiosk(town.hall) as kiosk:
        async with town.relay.page("camille") as expert:
            seat = await seated(kiosk, expert)
        await kiosk.expect(SeatLost)
        await kiosk.send(CallAnswer(sdp="late", proof=""), call=seat.call, gen=1)
        await kiosk.send(CallEnd(reason="lost"), call=seat.call, gen=1)
        await kiosk.send(QueueJoin(ticket=seat.ticket, desk="caf"))
        await kiosk.expect(TicketState, ticket=seat.ticket, status="waiting")
        await kiosk.nothing(Refusal)


async def test_a_kiosk_link_that_stays_lost_ends_the_call(start: Start) -> None:
    town = start(waits={"kiosk_return_s": 0.2})
    async with town.relay.page("camille") as expert:
        async with town.relay.kiosk(town.hall) as kiosk:
            await seated(kiosk, expert)
        assert (await expert.expect(CallEnd)).reason == "lost"


async def test_a_short_loss_of_the_kiosk_link_keeps_the_seat(town: Town) -> None:
    async with town.relay.page("camille") as expert:
        async with town.relay.kiosk(town.hall) as kiosk:
            seat = await seated(kiosk, expert)
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(KioskStatus(state="in-use"))
            await kiosk.send(CallReoffer(generation=1), call=seat.call, gen=1)
            await expert.expect(CallReoffer)
            await expert.send(CallOffer(sdp="again"), call=seat.call, gen=1)
            await kiosk.expect(CallOffer)
            await expert.nothing(CallEnd)


async def test_a_seat_granted_while_the_link_was_lost_is_told_at_the_return(town: Town) -> None:
    async with town.relay.page("camille") as expert:
        async with town.relay.kiosk(town.hall) as kiosk:
            seat = await seated(kiosk, expert)
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(QueueJoin(ticket=seat.ticket, desk="caf"))
            granted = await kiosk.expect_message(SeatGranted)
            assert (granted.call, granted.gen) == (seat.call, 1)
            await kiosk.expect(TicketState, ticket=seat.ticket, status="seated")


async def test_a_steward_that_restarts_ends_the_call_of_the_visit_that_is_over(town: Town) -> None:
    async with town.relay.page("camille") as expert:
        async with town.relay.kiosk(town.hall) as kiosk:
            await seated(kiosk, expert)
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(KioskStatus(state="free"))
            assert (await expert.expect(CallEnd)).reason == "wiped"


async def test_a_visit_that_is_over_leaves_no_call_and_no_place_behind(town: Town) -> None:
    async with town.relay.page("camille") as expert, town.relay.kiosk(town.hall) as kiosk:
        await kiosk.send(KioskStatus(state="in-use"))
        await seated(kiosk, expert)
        await kiosk.send(KioskStatus(state="free"))
        assert (await expert.expect(CallEnd)).reason == "wiped"
        await kiosk.send(KioskStatus(state="help"))
        await waiting(kiosk, expert)
        await kiosk.send(KioskStatus(state="fault"))
        await listed(expert)


async def test_a_call_given_up_while_the_link_was_away_ends_when_the_kiosk_says_so(town: Town) -> None:
    async with town.relay.page("camille") as expert:
        async with town.relay.kiosk(town.hall) as kiosk:
            seat = await seated(kiosk, expert)
        # Its visitor goes on reading: the visit is not over, and they wait for somebody else now.
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(KioskStatus(state="in-use"))
            await kiosk.send(QueueLeave(ticket=seat.ticket))
            assert (await expert.expect(CallEnd)).reason == "citizen"
            await kiosk.expect(TicketState, ticket=seat.ticket, status="gone")
            await kiosk.send(QueueLeave(ticket=seat.ticket))
            await kiosk.expect(TicketState, ticket=seat.ticket, status="gone")
            await seated(kiosk, expert)


async def test_a_kiosk_that_missed_the_end_of_its_call_is_told_when_it_asks_to_go_on(town: Town) -> None:
    async with town.relay.page("camille") as expert:
        async with town.relay.kiosk(town.hall) as kiosk:
            seat = await seated(kiosk, expert)
        await expert.send(CallEnd(reason="expert"), call=seat.call, gen=1)
        await seated_elsewhere(town, expert)
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(KioskStatus(state="in-use"))
            await kiosk.send(CallReoffer(generation=2), call=seat.call, gen=2)
            ended = await kiosk.expect_message(CallEnd)
            assert (ended.call, ended.body) == (seat.call, CallEnd(reason="lost"))
            await kiosk.nothing(SeatLost)
        await expert.nothing(CallReoffer)


async def seated_elsewhere(town: Town, expert: Wire) -> None:
    """The expert was heard to be free: another kiosk's visitor is with them."""
    async with town.relay.kiosk(town.library) as other:
        await seated(other, expert)


async def test_a_kiosk_that_missed_the_loss_of_its_expert_learns_of_it_and_of_the_colleague(
    start: Start,
) -> None:
    town = start(waits={"expert_return_s": 0.1})
    async with town.relay.page("dominique") as colleague:
        async with town.relay.page("camille") as expert, town.relay.kiosk(town.hall) as kiosk:
            seat = await seated(kiosk, expert)
        async with town.relay.kiosk(town.hall) as kiosk:
            await listed(colleague, seat.ticket)
            lost = SeatLost(ticket=seat.ticket, back=True)
            await kiosk.send(CallReoffer(generation=2), call=seat.call, gen=2)
            told = await kiosk.expect_message(SeatLost)
            assert (told.call, told.body) == (seat.call, lost)
            assert (await kiosk.expect(TicketState, ticket=seat.ticket, status="waiting")).ahead == 0
            await colleague.send(SeatTake(ticket=seat.ticket))
            opened = await colleague.expect(SeatOpen, ticket=seat.ticket)
            await kiosk.expect(SeatGranted, ticket=seat.ticket)
            # Had that been lost too, the next word about the former call tells both.
            await kiosk.send(CallReoffer(generation=3), call=seat.call, gen=3)
            told = await kiosk.expect_message(SeatLost)
            assert (told.call, told.body) == (seat.call, lost)
            granted = await kiosk.expect_message(SeatGranted, ticket=seat.ticket)
            assert (granted.call, granted.gen) == (opened.call, 1)


async def test_relay_restarts_while_someone_waits_place_kept(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as one, town.relay.kiosk(town.library) as two:
        first, second = ticket(), ticket()
        await one.send(QueueJoin(ticket=first, desk="caf"))
        await one.expect(TicketState, ticket=first)
        await two.send(QueueJoin(ticket=second, desk="caf"))
        await two.expect(TicketState, ticket=second)
        await town.relay.restart()
    # The second comes back first, and is second all the same.
    async with town.relay.kiosk(town.library) as two, town.relay.kiosk(town.hall) as one:
        await two.send(QueueJoin(ticket=second, desk="caf"))
        assert (await two.expect(TicketState, ticket=second)).ahead == 1
        await one.send(QueueJoin(ticket=first, desk="caf"))
        assert (await one.expect(TicketState, ticket=first)).ahead == 0
        async with town.relay.page("camille") as expert:
            await listed(expert, first, second)


async def test_relay_restarts_in_a_call_and_signalling_goes_on(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        seat = await seated(kiosk, expert)
        await expert.send(CallOffer(sdp="offer 1"), call=seat.call, gen=1)
        await kiosk.expect(CallOffer)
        await town.relay.restart()
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        await kiosk.send(KioskStatus(state="in-use"))
        await expert.send(SeatReturn())
        opened = await expert.expect(SeatOpen)
        assert (opened.call, opened.generation) == (seat.call, 2)
        # The picture may never have stopped: an answer to the present generation still counts.
        await kiosk.send(CallAnswer(sdp="answer 1", proof=""), call=seat.call, gen=1)
        assert (await expert.expect_message(CallAnswer)).gen == 1
        await expert.send(CallOffer(sdp="offer 2"), call=seat.call, gen=2)
        assert (await kiosk.expect_message(CallOffer)).gen == 2


async def test_the_log_tells_of_seats_without_naming_anyone(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        seat = await seated(kiosk, expert)
        await kiosk.send(CallEnd(reason="citizen"), call=seat.call, gen=1)
        await expert.expect(CallEnd)
    log = Path(town.config.log)
    names = [event["event"] for event in events(log)]
    assert {"relay.login-complete", "relay.seat-granted", "relay.call-complete"} <= set(names)
    text = log.read_text()
    assert not [word for word in ("camille", "Camille", "127.0.0.1", seat.ticket) if word in text]


async def test_a_page_whose_link_falls_silent_has_longer_to_come_back(start: Start) -> None:
    town = start(waits={"expert_return_s": 0.1, "expert_link_s": 600.0})
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.kiosk(town.library) as other:
        async with town.relay.page("dominique") as closing:
            async with town.relay.page("camille") as expert:
                seat = await seated(kiosk, expert)
                await expert.send(ExpertAvailable(available=True))
                while (await kiosk.expect(DesksState)).desks[0].experts != 1:
                    pass
                await expert.vanish()
            while (await kiosk.expect(DesksState)).desks[0].experts != 0:
                pass
            await seated(other, closing)
        # By the time a page that was closed has lost its seat, the one that fell silent would have too.
        await other.expect(SeatLost)
        await kiosk.nothing(SeatLost)
        async with town.relay.page("camille") as expert:
            await expert.send(SeatReturn())
            assert (await expert.expect(SeatOpen)).call == seat.call
