"""To be called back at the kiosk, under a number."""

from session.protocol.call import Refusal
from session.protocol.kiosk_relay import (
    CallbackAnswer,
    CallbackAsk,
    CallbackKept,
    CallbackRing,
    QueueJoin,
    QueueLeave,
    SeatGranted,
    TicketState,
)
from session.protocol.pages_relay import SeatOpen, SeatReturn, SeatTake, Waiting, WaitingList
from tests.integration.relay.relay_kit import Start, Town, Wire, listed, seated, ticket, waiting


async def kept(kiosk: Wire, expert: Wire) -> str:
    """A call-back that an expert sees, with number C-1."""
    place = await waiting(kiosk, expert)
    await kiosk.send(CallbackAsk(ticket=place, desk="caf"))
    assert (await kiosk.expect(CallbackKept, ticket=place)).number == "C-1"
    while (await listed(expert, place))[0].callback != "C-1":
        pass
    return place


async def ringing(kiosk: Wire, expert: Wire) -> str:
    """A call-back that Camille rings for."""
    place = await kept(kiosk, expert)
    await expert.send(SeatTake(ticket=place))
    await kiosk.expect(CallbackRing, expert="Camille")
    return place


async def rung(expert: Wire) -> Waiting:
    """For whom a kiosk rings, once the page is shown it."""
    while True:
        told = await expert.expect(WaitingList)
        if told.rings is not None:
            return told.rings


async def test_an_expert_calls_back_and_the_person_is_there(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        place = await kept(kiosk, expert)
        await expert.send(SeatTake(ticket=place))
        ring = await kiosk.expect(CallbackRing)
        assert (ring.ticket, ring.number, ring.desk, ring.expert) == (place, "C-1", "caf", "Camille")
        await listed(expert)
        await kiosk.send(CallbackAnswer(ticket=place, present=True))
        opened = await expert.expect(SeatOpen)
        assert (await kiosk.expect_message(SeatGranted)).call == opened.call


async def test_nobody_comes_the_expert_is_told_and_the_place_is_kept(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        place = await kept(kiosk, expert)
        asked = await expert.send(SeatTake(ticket=place))
        await kiosk.expect(CallbackRing)
        await listed(expert)
        await kiosk.send(CallbackAnswer(ticket=place, present=False))
        assert (await expert.refused("queue.nobody-answers")).about == asked.id
        assert (await listed(expert, place))[0].callback == "C-1"
        await expert.send(SeatTake(ticket=place))
        await kiosk.expect(CallbackRing, expert="Camille")


async def test_a_ring_that_no_kiosk_answers_stops_by_itself(start: Start) -> None:
    town = start(waits={"ring_s": 0.2})
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        place = await ringing(kiosk, expert)
        await kiosk.expect(CallbackRing, expert="")
        await expert.refused("queue.nobody-answers")
        await listed(expert, place)


async def test_an_expert_who_goes_while_it_rings_stops_the_ring(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("dominique") as colleague:
        async with town.relay.page("camille") as expert:
            place = await ringing(kiosk, expert)
        await kiosk.expect(CallbackRing, expert="")
        await listed(colleague, place)
        # Who came all the same is in front of the kiosk now, and waits at their place.
        await kiosk.send(CallbackAnswer(ticket=place, present=True))
        assert (await kiosk.expect(TicketState, ticket=place, status="waiting")).ahead == 0
        await kiosk.nothing(Refusal, key="queue.seat-stale")
        await colleague.send(SeatTake(ticket=place))
        await colleague.expect(SeatOpen, ticket=place)


async def test_who_comes_after_the_ring_stopped_waits_at_their_place_and_is_taken(start: Start) -> None:
    town = start(waits={"ring_s": 0.2})
    async with (
        town.relay.page("camille") as expert,
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.kiosk(town.library) as other,
    ):
        place = await kept(kiosk, expert)
        behind = ticket()
        await other.send(QueueJoin(ticket=behind, desk="caf"))
        await listed(expert, place, behind)
        await expert.send(SeatTake(ticket=place))
        await kiosk.expect(CallbackRing, expert="Camille")
        await kiosk.expect(CallbackRing, expert="")
        await expert.refused("queue.nobody-answers")
        # A repeat of the answer is none: said at the touch, and again when the link is back.
        for _ in range(2):
            await kiosk.send(CallbackAnswer(ticket=place, present=True))
            assert (await kiosk.expect(TicketState, ticket=place, status="waiting")).ahead == 0
        await kiosk.nothing(Refusal, key="queue.seat-stale")
        await expert.send(SeatTake(ticket=place))
        opened = await expert.expect(SeatOpen, ticket=place)
        await kiosk.expect(SeatGranted, ticket=place)
        await kiosk.send(CallbackAnswer(ticket=place, present=True))
        assert (await kiosk.expect_message(SeatGranted, ticket=place)).call == opened.call


async def test_who_comes_to_an_expert_who_took_somebody_else_waits_at_their_place(town: Town) -> None:
    async with (
        town.relay.page("camille") as expert,
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.kiosk(town.library) as other,
    ):
        place = await kept(kiosk, expert)
        behind = ticket()
        await other.send(QueueJoin(ticket=behind, desk="caf"))
        await listed(expert, place, behind)
        await expert.send(SeatTake(ticket=place))
        await kiosk.expect(CallbackRing, expert="Camille")
        await expert.send(SeatTake(ticket=behind))
        await expert.expect(SeatOpen, ticket=behind)
        # The ring is over for whoever asked, back in the list, and was about to touch « C'est moi ».
        await kiosk.expect(CallbackRing, expert="")
        await listed(expert, place)
        await kiosk.send(CallbackAnswer(ticket=place, present=True))
        assert (await kiosk.expect(TicketState, ticket=place, status="waiting")).ahead == 0
        assert not [m for m in (*kiosk.kept, *expert.kept) if isinstance(m.body, Refusal)]


async def test_nobody_came_is_no_news_once_the_ring_is_over(town: Town) -> None:
    """Said late, it must not cost the next visitor of this kiosk their place."""
    async with town.relay.page("camille") as expert, town.relay.kiosk(town.hall) as kiosk:
        place = await kept(kiosk, expert)
        mine = ticket()
        await kiosk.send(QueueJoin(ticket=mine, desk="caf"))
        await kiosk.expect(TicketState, ticket=mine, status="waiting")
        for late in (place, ticket()):
            await kiosk.send(CallbackAnswer(ticket=late, present=False))
        await kiosk.nothing(Refusal, key="queue.seat-stale")
        await listed(expert, place, mine)
        # Someone who says that they are there, and whose place is gone, is told so.
        await kiosk.send(CallbackAnswer(ticket=ticket(), present=True))
        await kiosk.refused("queue.seat-stale")


async def test_two_experts_ring_at_once_one_rings(town: Town) -> None:
    async with (
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.page("camille") as one,
        town.relay.page("dominique") as two,
    ):
        place = await kept(kiosk, one)
        await one.send(SeatTake(ticket=place))
        ring = await kiosk.expect(CallbackRing)
        await two.send(SeatTake(ticket=place))
        await two.refused("queue.seat-taken")
        assert ring.expert == "Camille"


async def test_giving_the_call_back_up_while_it_rings_tells_the_expert(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        place = await ringing(kiosk, expert)
        await kiosk.send(QueueLeave(ticket=place))
        await kiosk.expect(CallbackRing, expert="")
        await expert.refused("queue.nobody-answers")


async def test_a_call_back_outlives_the_next_visitor_and_a_restart(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        place = await kept(kiosk, expert)
        next_one = ticket()
        await kiosk.send(CallbackAsk(ticket=next_one, desk="caf"))
        assert (await kiosk.expect(CallbackKept, ticket=next_one)).number == "C-2"
        await town.relay.restart()
    async with town.relay.kiosk(town.hall), town.relay.page("camille") as expert:
        people = await listed(expert, place, next_one)
        assert [person.callback for person in people] == ["C-1", "C-2"]


async def test_a_call_back_to_a_closed_counter_is_refused(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk:
        await kiosk.send(CallbackAsk(ticket=ticket(), desk="ferme"))
        assert (await kiosk.expect(Refusal)).key == "queue.desk-closed"


async def test_an_answer_given_while_the_link_was_away_counts_once_it_is_back(town: Town) -> None:
    async with town.relay.page("camille") as expert:
        async with town.relay.kiosk(town.hall) as kiosk:
            place = await ringing(kiosk, expert)
        # The kiosk's steward asks for the place of whoever touched « C'est moi ».
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(QueueJoin(ticket=place, desk="caf"))
            await expert.expect(SeatOpen, ticket=place)
            await kiosk.expect(SeatGranted, ticket=place)


async def test_who_came_after_the_ring_stopped_waits_at_their_place(town: Town) -> None:
    async with (
        town.relay.page("camille") as expert,
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.kiosk(town.library) as other,
    ):
        place = await kept(kiosk, expert)
        behind = ticket()
        await other.send(QueueJoin(ticket=behind, desk="caf"))
        await listed(expert, place, behind)
        await kiosk.send(QueueJoin(ticket=place, desk="caf"))
        assert (await kiosk.expect(TicketState, ticket=place, status="waiting")).ahead == 0
        assert (await listed(expert, place, behind))[0].callback == ""


async def test_a_wish_said_twice_has_one_number_and_counts_once(town: Town) -> None:
    async with town.relay.page("camille") as expert:
        async with town.relay.kiosk(town.hall) as kiosk:
            place = await kept(kiosk, expert)
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(CallbackAsk(ticket=place, desk="caf"))
            assert (await kiosk.expect(CallbackKept, ticket=place)).number == "C-1"
    async with town.relay.client() as client:
        text = (await client.get("/metrics", headers={"Authorization": "Bearer probe-me"})).text
    assert "relay_callbacks_total 1\n" in text


async def test_an_expert_who_took_them_before_the_wish_is_told_to_the_kiosk_again(town: Town) -> None:
    async with town.relay.page("camille") as expert:
        async with town.relay.kiosk(town.hall) as kiosk:
            seat = await seated(kiosk, expert)
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(CallbackAsk(ticket=seat.ticket, desk="caf"))
            granted = await kiosk.expect_message(SeatGranted, ticket=seat.ticket)
            assert granted.call == seat.call
            await kiosk.refused("queue.seat-taken")


async def test_a_page_that_lost_its_line_while_it_rang_rings_on_and_is_answered(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as silent:
        place = await kept(kiosk, silent)
        await silent.send(SeatTake(ticket=place))
        await kiosk.expect(CallbackRing, expert="Camille")
        # Its line is dead, which the relay has not noticed; the page is back under another one.
        async with town.relay.page("camille") as expert:
            await expert.send(SeatReturn())
            again = await expert.send(SeatTake(ticket=place))
            await expert.nothing(Refusal, about=again.id)
            await expert.nothing(SeatOpen)
            await silent.vanish()
            await kiosk.nothing(CallbackRing)
            await kiosk.send(CallbackAnswer(ticket=place, present=True))
            await expert.expect(SeatOpen, ticket=place)
            await kiosk.expect(SeatGranted, ticket=place)


async def test_a_page_that_comes_back_while_it_rings_is_shown_for_whom(start: Start) -> None:
    town = start(waits={"ring_return_s": 30})
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("dominique") as colleague:
        async with town.relay.page("camille") as expert:
            place = await ringing(kiosk, expert)
            assert (await rung(expert)).ticket == place
        await listed(colleague, place)
        assert (await colleague.expect(WaitingList, people=[])).rings is None
        async with town.relay.page("camille") as expert:
            await expert.send(SeatReturn())
            assert (await rung(expert)).callback == "C-1"
            await kiosk.nothing(CallbackRing)
            await kiosk.send(CallbackAnswer(ticket=place, present=False))
            await expert.refused("queue.nobody-answers")
            await listed(expert, place)


async def test_a_kiosk_that_lost_its_link_while_it_rang_rings_again(town: Town) -> None:
    async with town.relay.page("camille") as expert:
        async with town.relay.kiosk(town.hall) as kiosk:
            place = await ringing(kiosk, expert)
        async with town.relay.kiosk(town.hall) as kiosk:
            ring = await kiosk.expect(CallbackRing, expert="Camille")
            assert (ring.ticket, ring.number) == (place, "C-1")
            await kiosk.send(CallbackAnswer(ticket=place, present=True))
            await expert.expect(SeatOpen, ticket=place)


async def test_one_trouble_that_takes_page_and_kiosk_away_leaves_the_ring(start: Start) -> None:
    town = start(waits={"ring_return_s": 30})
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        place = await ringing(kiosk, expert)
    async with town.relay.kiosk(town.hall) as kiosk:
        await kiosk.expect(CallbackRing, expert="Camille")
        async with town.relay.page("camille") as expert:
            await expert.send(SeatReturn())
            assert (await rung(expert)).ticket == place
            await kiosk.send(CallbackAnswer(ticket=place, present=True))
            await expert.expect(SeatOpen, ticket=place)


async def test_a_kiosk_without_its_link_is_shown_to_ring_on(town: Town) -> None:
    async with town.relay.page("camille") as expert:
        async with town.relay.kiosk(town.hall) as kiosk:
            place = await kept(kiosk, expert)
            await expert.send(SeatTake(ticket=place))
            assert (await rung(expert)).kiosk != ""
        shown = await rung(expert)
        assert (shown.ticket, shown.kiosk) == (place, "")


async def test_a_page_elsewhere_that_takes_the_same_person_rings_for_itself(town: Town) -> None:
    async with (
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.page("camille") as one,
        town.relay.page("camille") as two,
    ):
        place = await kept(kiosk, one)
        asked = await one.send(SeatTake(ticket=place))
        await kiosk.expect(CallbackRing, expert="Camille")
        await two.send(SeatTake(ticket=place))
        await kiosk.expect(CallbackRing, expert="Camille")
        assert (await one.refused("queue.nobody-answers")).about == asked.id
        await kiosk.send(CallbackAnswer(ticket=place, present=True))
        await two.expect(SeatOpen, ticket=place)
        await one.nothing(SeatOpen)


async def test_a_second_click_is_none(town: Town) -> None:
    async with (
        town.relay.page("camille") as expert,
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.kiosk(town.library) as other,
    ):
        place = await kept(kiosk, expert)
        await expert.send(SeatTake(ticket=place))
        again = await expert.send(SeatTake(ticket=place))
        await kiosk.expect(CallbackRing, expert="Camille")
        await kiosk.nothing(CallbackRing)
        await kiosk.send(CallbackAnswer(ticket=place, present=False))
        assert (await expert.refused("queue.nobody-answers")).about == again.id
        behind = ticket()
        await other.send(QueueJoin(ticket=behind, desk="caf"))
        await listed(expert, place, behind)
        for _ in range(2):
            await expert.send(SeatTake(ticket=behind))
        await expert.expect(SeatOpen, ticket=behind)
        await expert.nothing(SeatOpen)
        assert not [m for m in expert.kept if isinstance(m.body, Refusal)]
