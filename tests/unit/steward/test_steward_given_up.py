"""What is given up or asked while the line to the relay is away is told once it is back, and only then."""

from pathlib import Path

import pytest

from kiosk.core.ids import new_id
from session.protocol.call import CallEnd
from session.protocol.kiosk_relay import (
    CallbackAnswer,
    CallbackAsk,
    CallbackKept,
    QueueJoin,
    QueueLeave,
    SeatGranted,
    SeatLost,
    TicketState,
)
from session.protocol.transfer import TransferAgree, TransferDone
from tests.unit.steward.call_table import CALL, OTHER, TICKET, Table, message
from tests.unit.steward.steward_doubles import events_of

LEFT = QueueLeave(ticket=TICKET)
GONE = TicketState(ticket=TICKET, desk="", status="gone")
ASKED = CallbackAsk(ticket=TICKET, desk="caf")


@pytest.fixture
async def table() -> Table:
    table = Table()
    table.join()
    return table


def back(table: Table) -> list[object]:
    """What the relay hears when the line is back."""
    table.relay.heard.clear()
    table.desk.online()
    return list(table.relay.bodies)


async def test_a_place_left_while_the_line_is_away_is_given_up_when_it_is_back(table: Table) -> None:
    table.desk.leave(LEFT)
    assert back(table) == [LEFT]


@pytest.mark.parametrize("how", ["hung up", "wiped", "the expert left by the media's channel"])
async def test_a_call_that_ended_while_the_line_was_away_frees_the_expert_when_it_is_back(
    table: Table, how: str
) -> None:
    table.seat()
    table.media_comes()
    match how:
        case "hung up":
            table.desk.hang_up("citizen")
        case "wiped":
            table.desk.hang_up("wiped")
        case _:
            table.desk.ended(message(CallEnd(reason="expert")), CallEnd(reason="expert"))
    assert table.desk.owing
    assert back(table) == [LEFT]


async def test_the_line_is_asked_for_at_once_and_not_for_hours(table: Table) -> None:
    """A relay that comes back after an hour must not find every kiosk at its door at once; it is told all the same."""
    table.desk.leave(LEFT)
    pressing = [table.desk.owing]
    table.now += 3600
    pressing.append(table.desk.owing)
    assert pressing == [True, False]
    assert back(table) == [LEFT]


async def test_what_the_relay_confirmed_is_not_said_again(table: Table) -> None:
    table.desk.leave(LEFT)
    table.desk.ticket_moved(GONE)
    assert not table.desk.owing
    assert back(table) == []
    assert table.screen.bodies == []


async def test_it_is_said_at_each_return_until_the_relay_confirms(table: Table) -> None:
    table.desk.leave(LEFT)
    assert [back(table), back(table)] == [[LEFT], [LEFT]]


async def test_every_place_left_meanwhile_is_given_up_before_the_new_one_is_asked_for(table: Table) -> None:
    table.desk.leave(LEFT)
    second = QueueJoin(ticket=OTHER, desk="caf")
    table.desk.join(second)
    assert back(table) == [LEFT, second]
    table.desk.leave(QueueLeave(ticket=OTHER))
    assert back(table) == [LEFT, QueueLeave(ticket=OTHER)]


@pytest.mark.parametrize("how", ["joined", "called back"])
async def test_a_ticket_that_is_held_again_is_not_given_up(table: Table, how: str) -> None:
    table.desk.leave(LEFT)
    if how == "joined":
        table.join()
    else:
        table.desk.answer_callback(CallbackAnswer(ticket=TICKET, present=True), "caf")
    assert back(table) == [QueueJoin(ticket=TICKET, desk="caf")]


async def test_a_seat_for_a_person_who_left_is_given_back_at_once(table: Table) -> None:
    table.desk.leave(LEFT)
    table.relay.heard.clear()
    table.seat()
    assert table.relay.bodies == [LEFT]
    assert table.screen.bodies == []
    assert table.opened == 0
    assert not table.desk.talking


async def test_the_same_seat_told_twice_is_one_call(table: Table) -> None:
    table.seat()
    table.media_comes()
    table.desk.media_lost()
    before = list(table.media.bodies), list(table.screen.bodies)
    table.seat()
    assert (table.media.bodies, table.screen.bodies) == before
    assert table.desk.call == CALL


async def test_a_wish_to_be_called_back_is_repeated_until_its_number_is_known(table: Table) -> None:
    table.desk.ask_callback(ASKED)
    assert back(table) == [ASKED]
    table.desk.callback_kept(CallbackKept(ticket=TICKET, number="C-1"))
    assert table.screen.bodies == [CallbackKept(ticket=TICKET, number="C-1")]
    assert not table.desk.busy
    # Kept by the relay, for another day: nothing of it is given up.
    table.desk.hang_up("wiped")
    assert back(table) == []


async def test_an_expert_who_is_quicker_than_the_wish_to_be_called_back_is_there(table: Table) -> None:
    table.desk.ask_callback(ASKED)
    # The refusal of the wish may come before the seat that it crossed.
    table.desk.refused("queue.seat-taken")
    assert table.screen.bodies == []
    table.seat()
    assert [type(body) for body in table.screen.bodies] == [SeatGranted]
    assert table.desk.talking


async def test_a_call_back_that_cannot_be_had_is_told(table: Table) -> None:
    table.desk.ask_callback(ASKED)
    table.desk.refused("queue.desk-closed")
    assert table.screen.bodies == [TicketState(ticket=TICKET, desk="caf", status="gone")]


async def test_who_leaves_before_a_number_was_shown_is_in_no_list(table: Table) -> None:
    table.desk.ask_callback(ASKED)
    table.desk.hang_up("wiped")
    assert back(table) == [LEFT]


async def test_a_yes_to_be_passed_on_is_repeated_until_the_relay_says_what_came_of_it(table: Table) -> None:
    agreed = TransferAgree(ticket=TICKET, desk="ft", note="Vient pour son inscription.")
    table.seat()
    table.desk.agree(agreed)
    assert table.relay.bodies[-1] == agreed
    assert [back(table), back(table)] == [[agreed], [agreed]]
    done = TransferDone(ticket=TICKET, desk="ft")
    table.desk.transferred(message(done), done)
    assert back(table) == [QueueJoin(ticket=TICKET, desk="ft")]


async def test_the_answer_to_a_yes_said_twice_does_not_end_the_next_call(table: Table) -> None:
    table.seat()
    table.desk.agree(TransferAgree(ticket=TICKET, desk="ft"))
    done = TransferDone(ticket=TICKET, desk="ft")
    table.desk.transferred(message(done), done)
    table.desk.transferred(message(done), done)
    granted = SeatGranted(ticket=TICKET, desk="ft", administration="FT", expert="Sasha", fence=2)
    table.desk.seated(message(granted, call=OTHER), granted)
    table.desk.transferred(message(done), done)
    late = TransferDone(ticket=TICKET, desk="ft", key="queue.seat-stale")
    table.desk.transferred(message(late), late)
    assert table.desk.call == OTHER
    assert table.screen.bodies[1:] == [done, granted]


@pytest.mark.parametrize("how", ["refused", "hung up", "expert gone", "another expert"])
async def test_a_yes_is_not_repeated_once_it_is_answered_or_its_call_is_over(table: Table, how: str) -> None:
    table.seat()
    table.desk.agree(TransferAgree(ticket=TICKET, desk="ft"))
    match how:
        case "refused":
            closed = TransferDone(ticket=TICKET, desk="ft", key="queue.desk-closed")
            table.desk.transferred(message(closed), closed)
        case "hung up":
            table.desk.hang_up("citizen")
        case "another expert":  # whose seat says that the first one is over
            granted = SeatGranted(ticket=TICKET, desk="caf", administration="CAF", expert="Paul", fence=2)
            table.desk.seated(message(granted, call=OTHER), granted)
        case _:
            lost = SeatLost(ticket=TICKET, back=True)
            table.desk.seat_lost(message(lost), lost)
    assert not [body for body in back(table) if isinstance(body, TransferAgree)]


async def test_a_kiosk_that_never_hears_the_relay_again_keeps_few_ids() -> None:
    table = Table()
    for _ in range(100):
        table.desk.leave(QueueLeave(ticket=new_id()))
    assert len(back(table)) == 16


async def test_the_log_tells_how_many_were_told_again_and_of_whom_nothing(tmp_path: Path) -> None:
    table = Table(tmp_path / "events.jsonl")
    table.join()
    table.desk.leave(LEFT)
    table.desk.online()
    told = events_of(tmp_path / "events.jsonl")[-1]
    assert (told["event"], told["count"]) == ("queue.leave-repeated", 1)
    assert TICKET not in (tmp_path / "events.jsonl").read_text()
