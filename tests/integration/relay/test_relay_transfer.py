"""Passed on to another counter, with a note; skills; words of the counter; revoked kiosks."""

import asyncio
from pathlib import Path

from session.protocol.call import CallEnd
from session.protocol.kiosk_relay import (
    CallbackAsk,
    CallbackKept,
    DesksState,
    KioskStatus,
    QueueJoin,
    QueueWiden,
    SeatGranted,
    TicketState,
)
from session.protocol.pages_relay import (
    ExpertAvailable,
    ExpertWelcome,
    KiosksState,
    SeatOpen,
    SeatTake,
    WaitingList,
)
from session.protocol.serving import DeskSay, ExpertServes
from session.protocol.shared import ProcedureRef
from session.protocol.transfer import Handover, TransferAgree, TransferDone
from tests.integration.relay.relay_kit import Start, Town, Wire, events, listed, seated, ticket, waiting

NOTE = "Vient pour son inscription. Ses papiers sont complets."
HOUSING = ProcedureRef(sheet="F12006", title="Aide au logement", topics=["N1", "N20360"])


async def test_passed_on_with_a_note_and_first_there(town: Town) -> None:
    async with (
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.kiosk(town.library) as other,
        town.relay.page("camille") as sender,
        town.relay.page("sasha") as receiver,
    ):
        already = ticket()
        await other.send(QueueJoin(ticket=already, desk="emploi"))
        await listed(receiver, already)
        call = await seated(kiosk, sender)
        await kiosk.send(TransferAgree(ticket=call.ticket, desk="emploi", note=NOTE))
        done = await kiosk.expect_message(TransferDone)
        assert done.call == call.call
        assert done.body == TransferDone(ticket=call.ticket, desk="emploi")
        assert (await sender.expect(CallEnd)).reason == "moved"
        state = await kiosk.expect(TicketState, ticket=call.ticket, status="waiting", desk="emploi")
        assert state.ahead == 0
        person = (await listed(receiver, call.ticket, already))[0]
        assert person.handover == Handover(by="Camille", administration="CAF", note=NOTE)
        await receiver.send(SeatTake(ticket=call.ticket))
        opened = await receiver.expect(SeatOpen)
        assert (opened.handover, opened.desk) == (person.handover, "emploi")
        assert (await kiosk.expect(SeatGranted, desk="emploi")).administration == "France Travail"
        # The one who sent them on is free again, and may say how it ended.
        await other.send(QueueJoin(ticket=ticket(), desk="caf"))
        await sender.expect(WaitingList)
        await receiver.send(CallEnd(reason="expert"), call=opened.call)
        await kiosk.expect(TicketState, ticket=call.ticket, status="gone")
    # Nothing of the note is left: not in the log, not in the database.
    assert NOTE not in Path(town.config.log).read_text()
    town.relay.stop()
    assert NOTE.encode() not in Path(town.config.database).read_bytes()
    town.relay.start()


async def test_a_closed_or_unknown_counter_takes_nobody_and_the_call_goes_on(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        call = await seated(kiosk, expert)
        for desk, key in (("ferme", "queue.desk-closed"), ("poste", "queue.desk-unknown")):
            await kiosk.send(TransferAgree(ticket=call.ticket, desk=desk))
            assert (await kiosk.expect(TransferDone, desk=desk)).key == key
        await kiosk.send(TransferAgree(ticket=ticket(), desk="emploi"))
        assert (await kiosk.expect(TransferDone, desk="emploi")).key == "queue.seat-stale"
        await expert.nothing(CallEnd)


async def test_a_yes_said_again_once_the_line_is_back_has_the_same_answer(town: Town) -> None:
    async with (
        town.relay.page("camille") as sender,
        town.relay.page("sasha") as receiver,
    ):
        async with town.relay.kiosk(town.hall) as kiosk:
            call = await seated(kiosk, sender)
            agreed = TransferAgree(ticket=call.ticket, desk="emploi", note=NOTE)
            await kiosk.send(agreed)
            assert (await sender.expect(CallEnd)).reason == "moved"
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(KioskStatus(state="in-use"))
            await kiosk.send(agreed)
            assert await kiosk.expect(TransferDone) == TransferDone(ticket=call.ticket, desk="emploi")
            assert (await kiosk.expect(TicketState, ticket=call.ticket, status="waiting")).ahead == 0
            person = (await listed(receiver, call.ticket))[0]
            assert person.handover == Handover(by="Camille", administration="CAF", note=NOTE)
            await receiver.send(SeatTake(ticket=call.ticket))
            opened = await receiver.expect(SeatOpen, ticket=call.ticket)
            await kiosk.expect(SeatGranted, desk="emploi")
        # Lost with the line as well: the expert who has the person by now is told with it.
        async with town.relay.kiosk(town.hall) as kiosk:
            await kiosk.send(KioskStatus(state="in-use"))
            await kiosk.send(agreed)
            assert await kiosk.expect(TransferDone) == TransferDone(ticket=call.ticket, desk="emploi")
            assert (await kiosk.expect_message(SeatGranted, desk="emploi")).call == opened.call
            await receiver.nothing(CallEnd)


async def test_passed_on_to_a_colleague_of_the_same_counter_and_a_repeat_moves_nobody_twice(
    town: Town,
) -> None:
    async with (
        town.relay.page("camille") as sender,
        town.relay.page("dominique") as colleague,
        town.relay.kiosk(town.hall) as kiosk,
    ):
        call = await seated(kiosk, sender)
        await colleague.send(ExpertAvailable(available=True))
        agreed = TransferAgree(ticket=call.ticket, desk="caf", note=NOTE)
        await kiosk.send(agreed, call=call.call)
        assert await kiosk.expect(TransferDone) == TransferDone(ticket=call.ticket, desk="caf")
        assert (await sender.expect(CallEnd)).reason == "moved"
        await kiosk.send(agreed, call=call.call)
        assert await kiosk.expect(TransferDone) == TransferDone(ticket=call.ticket, desk="caf")
        await colleague.send(SeatTake(ticket=call.ticket))
        opened = await colleague.expect(SeatOpen, ticket=call.ticket)
        # Said again by a kiosk that did not hear the answer: it is of a call that is over.
        await kiosk.send(agreed, call=call.call)
        assert await kiosk.expect(TransferDone) == TransferDone(ticket=call.ticket, desk="caf")
        await colleague.nothing(CallEnd)
        assert opened.call != call.call
        assert opened.handover == Handover(by="Camille", administration="CAF", note=NOTE)


async def test_a_page_cannot_move_anyone_by_itself(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("camille") as expert:
        call = await seated(kiosk, expert)
        await expert.send(TransferAgree(ticket=call.ticket, desk="emploi"))
        await expert.refused("link.message-invalid")
        await kiosk.nothing(TransferDone)


async def test_who_needs_a_subject_is_seen_and_taken_by_those_who_serve_it(skilled: Town) -> None:
    relay = skilled.relay
    async with (
        relay.kiosk(skilled.hall) as kiosk,
        relay.page("camille") as general,
        relay.page("lou") as housing,
    ):
        assert [s.skill for s in (await general.expect(ExpertWelcome)).skills] == []
        names = [s.name for s in (await housing.expect(ExpertWelcome)).skills]
        assert names == ["CAF, prestations", "CAF, prestations · Logement"]
        place = ticket()
        await kiosk.send(QueueJoin(ticket=place, desk="caf", procedure=HOUSING))
        assert (await listed(housing, place))[0].skill == "Logement"
        while (await general.expect(WaitingList)).others != 1:
            pass
        await general.send(SeatTake(ticket=place))
        await general.refused("queue.skill-missing")
        await housing.send(SeatTake(ticket=place))
        await housing.expect(SeatOpen, ticket=place)


async def test_the_only_one_for_a_subject_leaves_and_the_person_is_told_and_not_stuck(skilled: Town) -> None:
    relay = skilled.relay
    async with relay.kiosk(skilled.hall) as kiosk, relay.page("camille") as general:
        await general.send(ExpertAvailable(available=True))
        place = ticket()
        async with relay.page("lou") as housing:
            await housing.send(ExpertAvailable(available=True))
            while (await kiosk.expect(DesksState)).desks[0].experts != 2:
                pass
            await kiosk.send(QueueJoin(ticket=place, desk="caf", procedure=HOUSING))
            await kiosk.expect(TicketState, ticket=place, served=True, skill="Logement")
            # Not only when the page goes: also when they no longer serve it.
            await housing.send(ExpertServes(skills=["caf", "elsewhere/not theirs"]))
            lost = await kiosk.expect(TicketState, ticket=place, served=False)
            assert (lost.others, lost.estimate_high_s) == (True, None)
            await housing.send(ExpertServes(skills=["caf", "caf/Logement"]))
            await kiosk.expect(TicketState, ticket=place, served=True)
        await kiosk.expect(TicketState, ticket=place, served=False)
        await kiosk.send(QueueWiden(ticket=place))
        await kiosk.expect(TicketState, ticket=place, served=True, skill="")
        assert (await listed(general, place))[0].procedure == HOUSING
        await general.send(SeatTake(ticket=place))
        await general.expect(SeatOpen, ticket=place)


async def test_a_counter_s_word_reaches_those_who_wait_and_is_withdrawn(town: Town) -> None:
    async with (
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.page("camille") as expert,
        town.relay.page("sasha") as stranger,
    ):
        await expert.send(DeskSay(desk="caf", text=" Je reprends\n dans 10 minutes  "))
        told = await _notice(kiosk, "Je reprends dans 10 minutes")
        assert " h" in told
        await stranger.send(DeskSay(desk="caf", text="Fermé !"))
        await stranger.refused("queue.desk-unknown")
        await expert.send(DeskSay.model_construct(desk="caf", text="x" * 200))
        await expert.refused("link.message-invalid")
        await expert.send(DeskSay(desk="caf"))
        await _notice(kiosk, "")
    assert "reprends" not in Path(town.config.log).read_text()


async def _notice(kiosk: Wire, text: str) -> str:
    while True:
        desk = (await kiosk.expect(DesksState)).desks[0]
        if desk.notice == text:
            return desk.notice_at


async def test_a_revoked_kiosk_leaves_the_queue_the_call_and_the_call_backs(town: Town) -> None:
    async with (
        town.relay.page("camille") as expert,
        town.relay.kiosk(town.library) as other,
        town.relay.kiosk(town.hall) as kiosk,
    ):
        kept = await waiting(kiosk, expert)
        await kiosk.send(CallbackAsk(ticket=kept, desk="caf"))
        await kiosk.expect(CallbackKept)
        place = ticket()
        await kiosk.send(QueueJoin(ticket=place, desk="caf"))
        mine = ticket()
        await other.send(QueueJoin(ticket=mine, desk="caf"))
        await listed(expert, kept, place, mine)
        await asyncio.to_thread(town.people.revoke, town.hall)
        assert (await other.expect(TicketState, ticket=mine, ahead=0)).status == "waiting"
        await listed(expert, mine)


async def test_a_revoked_kiosk_s_call_ends_and_its_expert_is_free(town: Town) -> None:
    async with town.relay.page("camille") as expert, town.relay.kiosk(town.library) as other:
        async with town.relay.kiosk(town.hall) as kiosk:
            await seated(kiosk, expert)
            await asyncio.to_thread(town.people.revoke, town.hall)
            assert (await expert.expect(CallEnd)).reason == "fault"
        place = await waiting(other, expert)
        await expert.send(SeatTake(ticket=place))
        await expert.expect(SeatOpen, ticket=place)


async def test_an_expert_who_vanishes_each_time_keeps_nobody_behind_for_ever(start: Start) -> None:
    town = start(waits={"expert_return_s": 0.1})
    async with (
        town.relay.kiosk(town.hall) as kiosk,
        town.relay.kiosk(town.library) as other,
        town.relay.page("camille") as watching,
    ):
        mine = await waiting(kiosk, watching)
        behind = ticket()
        await other.send(QueueJoin(ticket=behind, desk="caf"))
        await listed(watching, mine, behind)
        for order in ((mine, behind), (mine, behind), (behind, mine)):
            async with town.relay.page("dominique") as vanishing:
                await vanishing.send(SeatTake(ticket=mine))
                await vanishing.expect(SeatOpen, ticket=mine)
                await listed(watching, behind)
            await listed(watching, *order)
    lost = [e for e in events(Path(town.config.log)) if e["event"] == "relay.seat-lost"]
    assert len(lost) == 3


async def test_the_agent_sees_what_became_of_an_offer(town: Town) -> None:
    async with town.relay.kiosk(town.hall) as kiosk, town.relay.page("maxime", "agent") as agent:
        for state in ("asked", "present", ""):
            await kiosk.send(KioskStatus(state="in-use", agent=state))
            while _tile(await agent.expect(KiosksState), "Hall") != state:
                pass


def _tile(state: KiosksState, name: str) -> str:
    return next(tile.agent for tile in state.kiosks if tile.name == name)
