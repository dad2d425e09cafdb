"""The ticket and its call: only what belongs to the held ticket and the newest generation passes."""

import asyncio

import pytest

from kiosk.steward.calls import EARLY_MOST
from kiosk.steward.keys import Binding
from session.protocol.call import CallAnswer, CallCandidate, CallEnd, CallOffer, CallReoffer, Notice
from session.protocol.envelope import Envelope, envelope
from session.protocol.kiosk_relay import QueueJoin, QueueLeave, SeatGranted, SeatLost, TicketState
from session.protocol.local_media import CallBegin, OfferWanted
from session.protocol.transfer import TransferAgree, TransferDone
from tests.unit.steward.call_table import CALL, DRAFT, OTHER, TICKET, Table, message


@pytest.fixture
async def table() -> Table:
    table = Table()
    table.join()
    return table


async def test_an_offer_before_the_camera_is_ready_is_kept_for_it(table: Table) -> None:
    table.seat()
    table.desk.offered(message(CallOffer(sdp="v=0")))
    table.desk.offered(message(CallCandidate(candidate="c")))
    assert table.media.bodies == []
    table.media_comes()
    assert table.media.types() == ["call.begin", "call.offer", "call.candidate"]
    assert table.opened == 1


async def test_the_answer_is_signed_for_this_ticket_call_and_generation(table: Table) -> None:
    table.seat()
    table.media_comes()
    table.desk.answered(message(DRAFT), DRAFT)
    assert table.proved == [Binding(TICKET, CALL, 1, "0" * 64, "sha-256 AA")]
    assert table.relay.heard[-1] == (CallAnswer(sdp="v=0", proof="proof"), CALL, 1)


@pytest.mark.parametrize("stray", [message(DRAFT, call=OTHER), message(DRAFT, gen=0), message(DRAFT, gen=7)])
async def test_nothing_is_signed_for_another_call_or_generation(table: Table, stray: Envelope) -> None:
    table.seat()
    table.media_comes()
    table.desk.answered(stray, DRAFT)
    assert table.proved == []


async def test_a_stale_offer_is_dropped_and_a_newer_one_taken(table: Table) -> None:
    table.seat()
    table.media_comes()
    table.desk.offered(message(CallOffer(sdp="new"), gen=3))
    table.desk.offered(message(CallOffer(sdp="old"), gen=2))
    offers = [body for body in table.media.bodies if isinstance(body, CallOffer)]
    assert [offer.sdp for offer in offers] == ["new"]


async def test_a_seat_for_a_ticket_we_do_not_hold_is_given_back(table: Table) -> None:
    table.seat(ticket=OTHER)
    assert table.screen.bodies == []
    assert not table.desk.talking
    assert table.relay.bodies[-1] == QueueLeave(ticket=OTHER)


async def test_a_dead_media_process_means_the_next_generation_of_the_same_call(table: Table) -> None:
    table.seat()
    table.media_comes()
    table.showing = False
    table.desk.media_lost()
    # The browser makes its offer while the successor starts.
    assert table.relay.heard[-1] == (CallReoffer(generation=2, reason="media"), CALL, 2)
    table.desk.offered(message(CallOffer(sdp="v=0"), gen=2))
    table.media_comes()
    assert table.media.types()[-2:] == ["call.begin", "call.offer"]
    begun = [(call, gen) for body, call, gen in table.media.heard if isinstance(body, CallBegin)]
    assert begun == [(CALL, 1), (CALL, 2)]


@pytest.mark.parametrize("connected", [True, False])
async def test_a_call_whose_media_process_does_not_come_ends_by_itself(connected: bool) -> None:
    table = Table(keep_lost_s=0.01, keep_unmade_s=0.01)
    table.join()
    table.seat()
    if connected:
        table.media_comes()
        up = Notice(state="connected")
        table.desk.noticed(message(up), up)
        table.showing = False
        table.desk.media_lost()
    async with asyncio.timeout(60):
        while table.desk.talking:
            await asyncio.sleep(0.005)
    assert table.screen.bodies[-1] == CallEnd(reason="lost")
    assert CallEnd(reason="lost") in table.relay.bodies


async def test_a_place_that_was_left_lends_its_time_to_no_other_call() -> None:
    table = Table(keep_lost_s=0.01, keep_unmade_s=0.01)
    table.join()
    table.seat()
    table.desk.leave(QueueLeave(ticket=TICKET))  # said before the seat was seen
    table.desk.join(QueueJoin(ticket=OTHER, desk="caf"))
    table.seat(ticket=OTHER)
    async with asyncio.timeout(60):
        while table.desk.talking:
            await asyncio.sleep(0.005)
    assert table.screen.bodies[-1] == CallEnd(reason="lost")


async def test_a_lost_connection_asks_the_browser_for_the_next_offer(table: Table) -> None:
    table.seat()
    table.media_comes()
    wanted = OfferWanted(reason="silence")
    table.desk.wants_offer(message(wanted, gen=2), wanted)
    assert table.relay.heard[-1] == (CallReoffer(generation=2, reason="silence"), CALL, 2)


async def test_the_visitor_hangs_up_and_both_others_hear_it(table: Table) -> None:
    table.seat()
    table.media_comes()
    table.desk.hang_up("citizen")
    assert table.relay.bodies[-1] == CallEnd(reason="citizen")
    assert table.media.bodies[-1] == CallEnd(reason="citizen")
    assert not table.desk.busy


async def test_the_expert_hangs_up_and_the_visitor_is_told(table: Table) -> None:
    table.seat()
    table.media_comes()
    end = CallEnd(reason="expert")
    table.desk.ended(message(end), end)
    assert table.screen.bodies[-1] == end
    assert not table.desk.busy


async def test_an_expert_who_vanishes_leaves_the_visitor_waiting_first_in_line(table: Table) -> None:
    table.seat()
    table.media_comes()
    lost = SeatLost(ticket=TICKET, back=True)
    table.desk.seat_lost(message(lost), lost)
    assert table.screen.types()[-1] == "seat.lost"
    assert table.desk.busy
    assert not table.desk.talking


async def test_a_colleague_who_took_the_person_while_the_line_was_away_is_the_one_who_is_shown(
    table: Table,
) -> None:
    table.seat()
    table.media_comes()
    granted = SeatGranted(ticket=TICKET, desk="caf", administration="CAF", expert="Sasha", fence=2)
    table.desk.seated(message(granted, call=OTHER), granted)
    assert table.screen.bodies[-2:] == [SeatLost(ticket=TICKET, back=True), granted]
    ends = [(body, call) for body, call, _ in table.media.heard if isinstance(body, CallEnd)]
    assert ends == [(CallEnd(reason="lost"), CALL)]
    assert table.desk.call == OTHER
    # What the relay says late of the former call takes nothing from this one.
    lost = SeatLost(ticket=TICKET, back=True)
    table.desk.seat_lost(message(lost), lost)
    end = CallEnd(reason="lost")
    table.desk.ended(message(end), end)
    assert table.desk.call == OTHER
    assert table.screen.bodies[-1] == granted


async def test_when_the_link_comes_back_the_same_ticket_asks_for_its_place(table: Table) -> None:
    table.desk.online()
    joins = [body.ticket for body in table.relay.bodies if isinstance(body, QueueJoin)]
    assert joins == [TICKET, TICKET]


async def test_a_refused_place_is_told_as_gone(table: Table) -> None:
    table.desk.refused("queue.desk-closed")
    assert table.screen.bodies == [TicketState(ticket=TICKET, desk="caf", status="gone")]
    assert not table.desk.busy


async def test_leaving_the_kiosk_while_waiting_gives_the_place_up(table: Table) -> None:
    table.desk.hang_up("wiped")
    assert table.relay.types()[-1] == "queue.leave"


async def test_news_of_another_call_never_reach_the_screen(table: Table) -> None:
    table.seat()
    before = len(table.screen.bodies)
    lost = Notice(state="lost")
    table.desk.noticed(message(lost, call=OTHER), lost)
    assert len(table.screen.bodies) == before


async def test_a_person_passed_on_keeps_their_ticket_and_the_call_is_over(table: Table) -> None:
    table.join()
    table.seat()
    table.media_comes()
    done = TransferDone(ticket=TICKET, desk="ft")
    table.desk.transferred(message(done), done)
    assert table.media.bodies[-1] == CallEnd(reason="moved")
    assert table.screen.bodies[-1] == done
    assert table.desk.busy
    assert not table.desk.talking
    table.desk.online()
    assert table.relay.bodies[-1] == QueueJoin(ticket=TICKET, desk="ft")
    granted = SeatGranted(ticket=TICKET, desk="ft", administration="FT", expert="Sasha", fence=2)
    table.desk.seated(message(granted, call=OTHER), granted)
    assert table.desk.talking


async def test_a_transfer_that_failed_ends_nothing(table: Table) -> None:
    table.join()
    table.seat()
    table.desk.agree(TransferAgree(ticket=TICKET, desk="ft"))
    failed = TransferDone(ticket=TICKET, desk="ft", key="queue.desk-closed")
    table.desk.transferred(message(failed), failed)
    assert table.desk.talking
    assert table.screen.bodies[-1] == failed
    stranger = TransferDone(ticket=OTHER, desk="ft")
    table.desk.transferred(message(stranger), stranger)
    assert table.screen.bodies[-1] == failed


async def test_a_generation_far_ahead_is_dropped_and_the_next_one_taken(table: Table) -> None:
    """The last number there is would leave none to come back with."""
    table.seat()
    table.media_comes()
    table.desk.offered(message(CallOffer(sdp="far"), gen=(1 << 31) - 1))
    table.desk.offered(message(CallOffer(sdp="next"), gen=2))
    assert [body.sdp for body in table.media.bodies if isinstance(body, CallOffer)] == ["next"]


async def test_what_comes_before_the_camera_is_ready_is_kept_up_to_a_limit(table: Table) -> None:
    table.seat()
    for number in range(1000):
        table.desk.offered(message(CallCandidate(candidate=str(number))))
    table.media_comes()
    assert sum(isinstance(body, CallCandidate) for body in table.media.bodies) == EARLY_MOST


async def test_a_seat_begins_a_call_only_for_our_ticket_and_only_once(table: Table) -> None:
    granted = SeatGranted(ticket=TICKET, desk="caf", administration="CAF", expert="Nadia", fence=1)
    assert table.desk.begins(message(granted), granted)
    table.seat()
    assert not table.desk.begins(message(granted), granted)
    newer = granted.model_copy(update={"fence": 2})
    assert table.desk.begins(message(newer, call=OTHER), newer)
    foreign = granted.model_copy(update={"ticket": OTHER})
    assert not table.desk.begins(message(foreign, call=OTHER), foreign)
    assert not table.desk.begins(envelope(newer), newer)
    table.desk.hang_up("citizen")
    assert not table.desk.begins(message(granted, call=OTHER), granted)


async def test_a_media_process_lost_with_the_last_call_makes_no_resumed_call_of_the_next(
    table: Table,
) -> None:
    table.seat()
    table.media_comes()
    table.showing = False
    table.desk.media_lost()
    table.desk.ended(message(CallEnd(reason="expert"), gen=2), CallEnd(reason="expert"))
    table.join()
    granted = SeatGranted(ticket=TICKET, desk="caf", administration="CAF", expert="Yann", fence=2)
    table.desk.seated(message(granted, call=OTHER), granted)
    table.media_comes()
    assert [b.resumed for b in table.media.bodies if isinstance(b, CallBegin)] == [False, False]


async def test_the_seat_told_again_while_the_media_process_is_replaced_stays_a_resumed_call(
    table: Table,
) -> None:
    table.seat()
    table.media_comes()
    table.showing = False
    table.desk.media_lost()
    table.seat()
    table.media_comes()
    assert [b.resumed for b in table.media.bodies if isinstance(b, CallBegin)] == [False, True]
