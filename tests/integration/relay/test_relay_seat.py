"""From the queue to the seat, over real sockets."""

from session.protocol.kiosk_relay import DesksState, KioskStatus, QueueJoin, SeatGranted, TicketState
from session.protocol.pages_relay import ExpertAvailable, ExpertWelcome, SeatOpen, SeatTake, WaitingList
from tests.integration.relay.relay_kit import Town, ticket


async def test_a_person_waits_is_seen_by_time_of_arrival_and_is_taken(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        desks = await kiosk.expect(DesksState)
        assert [(d.desk, d.open) for d in desks.desks] == [("caf", True), ("emploi", True), ("ferme", False)]
        assert (await expert.expect(ExpertWelcome)).desks == ["CAF, prestations", "CAF, toujours fermé"]
        await expert.send(ExpertAvailable(available=True))
        await kiosk.send(KioskStatus(state="in-use"))
        place = ticket()
        await kiosk.send(QueueJoin(ticket=place, desk="caf"))
        assert (await kiosk.expect(TicketState)).ahead == 0
        people: list[str] = []
        while not people:
            listed = (await expert.expect(WaitingList)).people
            people = [person.ticket for person in listed]
        assert people == [place]
        assert (listed[0].desk, listed[0].kiosk, listed[0].procedure) == ("CAF, prestations", "Hall", None)

        await expert.send(SeatTake(ticket=place))
        granted = await kiosk.expect_message(SeatGranted)
        opened = await expert.expect(SeatOpen)
        assert granted.body.expert == "Camille"
        assert granted.body.administration == "CAF"
        assert granted.call == opened.call
        assert granted.gen == opened.generation == 1
        assert opened.kiosk_key == town.hall.public
        assert opened.ice[0].username.endswith(opened.call)
        assert opened.ice[0].credential
        await kiosk.expect(TicketState, status="seated")
