"""From the queue to the seat, over real sockets."""

import asyncio

from session.protocol.call import Refusal
from session.protocol.kiosk_relay import (
    DesksState,
    KioskStatus,
    QueueJoin,
    QueueLeave,
    SeatGranted,
    TicketState,
)
from session.protocol.pages_relay import ExpertAvailable, ExpertWelcome, SeatOpen, SeatTake
from session.protocol.shared import ProcedureRef
from tests.integration.relay.relay_kit import Start, Town, Wire, listed, seated, ticket, waiting


async def test_a_person_waits_is_seen_by_time_of_arrival_and_is_taken(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        desks = await kiosk.expect(DesksState)
        assert [(d.desk, d.open) for d in desks.desks] == [("caf", True), ("emploi", True), ("ferme", False)]
        assert (await expert.expect(ExpertWelcome)).desks == ["CAF, prestations", "CAF, toujours fermé"]
        place = await waiting(kiosk, expert)
        await expert.send(SeatTake(ticket=place))
        granted = await kiosk.expect_message(SeatGranted)
        opened = await expert.expect(SeatOpen)
        assert isinstance(granted.body, SeatGranted)
        assert (granted.body.expert, granted.body.administration) == ("Camille", "CAF")
        assert (granted.call, granted.gen) == (opened.call, opened.generation) == (opened.call, 1)
        assert granted.body.fence == opened.fence == 1
        assert (opened.kiosk, opened.kiosk_id, opened.kiosk_key) == (
            "Hall",
            town.hall.kiosk,
            town.hall.public,
        )
        assert opened.ice[0].username.endswith(opened.call)
        assert opened.ice[0].credential
        await kiosk.expect(TicketState, status="seated")


async def test_the_list_tells_the_procedure_only_when_it_was_agreed(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        place, procedure = ticket(), ProcedureRef(sheet="F1", title="Prime d'activité")
        await kiosk.send(QueueJoin(ticket=place, desk="caf", procedure=procedure))
        person = (await listed(expert, place))[0]
        assert (person.desk, person.kiosk, person.procedure) == ("CAF, prestations", "Hall", procedure)
        other = ticket()
        await kiosk.send(QueueJoin(ticket=other, desk="caf"))
        assert (await listed(expert, other))[0].procedure is None


async def test_positions_move_up_when_someone_leaves(town: Town) -> None:
    async with (
        town.relay.kiosk(town.hall) as first,
        town.relay.kiosk(town.library) as second,
        town.relay.page("camille") as expert,
    ):
        one = await waiting(first, expert)
        two = ticket()
        await second.send(QueueJoin(ticket=two, desk="caf"))
        assert (await second.expect(TicketState, ticket=two)).ahead == 1
        await listed(expert, one, two)
        await first.send(QueueLeave(ticket=one))
        await first.expect(TicketState, ticket=one, status="gone")
        assert (await second.expect(TicketState, ticket=two)).ahead == 0
        await listed(expert, two)


async def test_two_experts_take_at_once_one_wins_and_the_other_is_told(town: Town) -> None:
    async with (
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.page("camille") as one,
        town.relay.page("dominique") as two,
    ):
        for _ in range(5):
            place = await waiting(kiosk, one)
            await asyncio.gather(*(page.send(SeatTake(ticket=place)) for page in (one, two)))
            answers = await asyncio.gather(*(_answer(page, place) for page in (one, two)))
            assert sorted(answers) == ["queue.seat-taken", "seat"]
            await kiosk.send(QueueLeave(ticket=place))
            await kiosk.expect(TicketState, ticket=place, status="gone")


async def _answer(page: Wire, place: str) -> str:
    """What this page was told, whichever it is."""
    body = (await page.expect_any(SeatOpen, Refusal)).body
    if isinstance(body, SeatOpen):
        assert body.ticket == place
        return "seat"
    assert isinstance(body, Refusal)
    return body.key


async def test_an_expert_who_is_with_someone_must_finish_first(town: Town) -> None:
    async with (
        town.relay.kiosk(town.hall) as first,
        town.relay.kiosk(town.library) as second,
        town.relay.page("camille") as expert,
    ):
        await seated(first, expert)
        place = await waiting(second, expert)
        await expert.send(SeatTake(ticket=place))
        await expert.refused("queue.seat-held")


async def test_another_administration_s_person_looks_as_if_gone(town: Town) -> None:
    async with (
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.page("camille") as expert,
        town.relay.page("sasha") as stranger,
    ):
        place = await waiting(kiosk, expert)
        asked = await stranger.send(SeatTake(ticket=place))
        never = await stranger.send(SeatTake(ticket=ticket()))
        refusals = [await stranger.refused("queue.seat-taken") for _ in range(2)]
        assert [refusal.about for refusal in refusals] == [asked.id, never.id]
        await stranger.nothing(SeatOpen)
        await expert.send(SeatTake(ticket=place))
        await expert.expect(SeatOpen, ticket=place)


async def test_a_closed_or_unknown_counter_is_refused(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk:
        await kiosk.send(QueueJoin(ticket=ticket(), desk="ferme"))
        await kiosk.refused("queue.desk-closed")
        await kiosk.send(QueueJoin(ticket=ticket(), desk="poste"))
        await kiosk.refused("queue.desk-unknown")


async def test_experts_who_are_there_are_counted(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        await expert.send(ExpertAvailable(available=True))
        while (await kiosk.expect(DesksState)).desks[0].experts != 1:
            pass
        await expert.send(ExpertAvailable(available=False))
        while (await kiosk.expect(DesksState)).desks[0].experts != 0:
            pass


async def test_a_kiosk_that_comes_back_empty_gives_its_place_up(town: Town) -> None:
    async with town.relay.page("camille") as expert:
        async with town.relay.kiosk(town.hall) as kiosk:
            await waiting(kiosk, expert)
        await listed(expert)
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(KioskStatus(state="free"))
            # A new person at the same kiosk is first, and alone.
            place = ticket()
            await kiosk.send(QueueJoin(ticket=place, desk="caf"))
            assert (await kiosk.expect(TicketState, ticket=place)).ahead == 0
            await listed(expert, place)


async def test_a_lost_link_keeps_the_place_and_hides_the_person_meanwhile(town: Town) -> None:
    async with town.relay.page("camille") as expert, town.relay.kiosk(town.library) as other:
        async with town.relay.kiosk(town.hall) as kiosk:
            first = await waiting(kiosk, expert)
            second = ticket()
            await other.send(QueueJoin(ticket=second, desk="caf"))
            await listed(expert, first, second)
        await listed(expert, second)
        await expert.send(SeatTake(ticket=first))
        await expert.refused("link.kiosk-offline")
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(KioskStatus(state="in-use"))
            await kiosk.send(QueueJoin(ticket=first, desk="caf"))
            assert (await kiosk.expect(TicketState, ticket=first)).ahead == 0
            await listed(expert, first, second)


async def test_a_kiosk_that_never_comes_back_is_forgotten(start: Start) -> None:
    town = start(waits={"kiosk_return_s": 0.2})
    async with town.relay.page("camille") as expert, town.relay.kiosk(town.library) as other:
        async with town.relay.kiosk(town.hall) as kiosk:
            await waiting(kiosk, expert)
            place = ticket()
            await other.send(QueueJoin(ticket=place, desk="caf"))
            assert (await other.expect(TicketState, ticket=place)).ahead == 1
        assert (await other.expect(TicketState, ticket=place)).ahead == 0
