"""What the switchboard says again to a neighbour that comes late, and what is too late for any."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from kiosk.core.events import EventLog
from kiosk.link.aio import Connection
from kiosk.steward.steward import Parts, Steward
from session.protocol import appointments, local
from session.protocol.envelope import Body, Envelope, envelope
from session.protocol.kiosk_relay import CallbackAnswer, CallbackAsk, CallbackRing, SeatGranted
from session.protocol.local_media import DocumentArrived
from session.protocol.peer import PageShow
from tests.unit.steward.steward_doubles import Ear

PID = 4242
TICKET = "a" * 32
CALL, NEXT, GONE = "c" * 32, "d" * 32, "e" * 32
RING = CallbackRing(ticket=TICKET, number="C-7", desk="caf", expert="Nadia")


class Screen:
    """A connection that says these things and then ends."""

    def __init__(self, *said: Body | Envelope) -> None:
        self.peer = SimpleNamespace(pid=PID)
        self.send = Ear()
        self._said = [one if isinstance(one, Envelope) else envelope(one) for one in said]

    def become(self, *_links: object) -> None:
        """Roles are of no matter here."""

    def __aiter__(self) -> "Screen":
        return self

    async def __anext__(self) -> Envelope:
        if not self._said:
            raise StopAsyncIteration
        return self._said.pop(0)


class Hall:
    """A switchboard whose only neighbour is the screen on stage."""

    def __init__(self) -> None:
        self.screen = Ear()
        self.answers: list[tuple[CallbackAnswer, str]] = []
        parts: dict[str, Any] = {name: SimpleNamespace() for name in Parts.__dataclass_fields__}
        parts["stage"] = SimpleNamespace(
            connected=lambda _pid, _send: True,
            is_front=lambda _pid: True,
            ready=lambda _pid, _phase: None,
            say=self.screen,
        )
        parts["world"] = SimpleNamespace(
            world=local.World,
            tell_all=lambda: None,
            link=lambda _up: None,
            stage=lambda _body: None,
            facts=SimpleNamespace(help="idle"),
        )
        self.relay = Ear()
        parts["relay"] = self.relay
        self.counted: list[str] = []
        parts["trial"] = SimpleNamespace(owns=lambda _pid: False, takes=lambda _message: False)
        parts["counters"] = SimpleNamespace(count=self.counted.append)
        opened = SimpleNamespace(folder="/run/vault")
        parts["visits"] = SimpleNamespace(vault=None, begin=lambda: opened)
        unheard = dict.fromkeys(("answered", "wants_offer", "noticed", "ended", "transferred", "seat_lost"))
        self.calls = SimpleNamespace(
            **unheard,
            answer_callback=lambda body, desk: self.answers.append((body, desk)),
            online=lambda: None,
            busy=False,
            ask_callback=lambda _body: None,
            call=CALL,
            begins=lambda message, body: (message.call, body.ticket) == (NEXT, TICKET),
            seated=lambda message, body: self.seats.append((message.call, body.ticket, list(self.fresh))),
        )
        parts["calls"] = self.calls
        self.seats: list[tuple[str | None, str, list[str]]] = []
        """Each seat, and the calls that the media house was told of by then."""
        self.arrived = Ear()
        self.begun: list[str] = []
        self.fresh: list[str] = []
        self.late = Ear()
        parts["papers"] = SimpleNamespace(
            arrived=self.arrived, too_late=self.late, begin_call=self.begun.append
        )
        parts["media"] = SimpleNamespace(
            connected=lambda _pid, _send: True,
            heard_first=lambda _message: True,
            delivered=None,
            new_call=self.fresh.append,
        )
        parts["shows"] = SimpleNamespace(**dict.fromkeys(("live", "stamp", "undo")))
        self.steward = Steward(Parts(**parts), EventLog(None, "test"))

    async def enter(self, *said: Body) -> None:
        """A screen comes on stage and says this."""
        hello = local.Hello(role="screen", pid=PID)
        screen = Screen(hello, local.ScreenReady(phase="on-stage"), *said)
        await self.steward.accept(cast("Connection", screen))


async def test_who_answered_while_the_link_was_away_is_not_rung_for_again_nor_is_the_next_visitor() -> None:
    hall = Hall()
    await hall.steward.heard(envelope(RING))
    hall.steward.online(False)
    await hall.enter(CallbackAnswer(ticket=TICKET, present=True))
    assert [desk for _, desk in hall.answers] == ["caf"]
    hall.calls.busy = True
    hall.screen.heard.clear()
    await hall.steward.heard(envelope(RING))
    hall.calls.busy = False
    await hall.enter()
    assert hall.screen.bodies == []
    # Another time they are called back again.
    await hall.steward.heard(envelope(RING))
    assert hall.screen.bodies == [RING]


async def test_who_was_there_and_asks_to_be_called_back_again_is_rung_for_beside_another_visitor() -> None:
    hall = Hall()
    await hall.steward.heard(envelope(RING))
    await hall.enter(CallbackAnswer(ticket=TICKET, present=True), CallbackAsk(ticket=TICKET, desk="caf"))
    hall.calls.busy = True
    hall.screen.heard.clear()
    await hall.steward.heard(envelope(RING))
    assert hall.screen.bodies == [RING]


async def test_who_answers_is_at_the_counter_that_rang_for_them_whatever_rang_since() -> None:
    hall = Hall()
    other = RING.model_copy(update={"ticket": CALL, "desk": "logement"})
    await hall.steward.heard(envelope(RING))
    await hall.steward.heard(envelope(other))
    await hall.enter(CallbackAnswer(ticket=TICKET, present=True))
    assert [desk for _, desk in hall.answers] == ["caf"]
    # That nobody came for the other one changes nothing for who is there.
    await hall.enter(CallbackAnswer(ticket=CALL, present=False))
    assert [desk for _, desk in hall.answers] == ["caf", "logement"]
    hall.calls.busy = True
    hall.screen.heard.clear()
    await hall.steward.heard(envelope(RING))
    assert hall.screen.bodies == []


async def test_another_ring_that_is_over_leaves_the_one_that_goes_on() -> None:
    hall = Hall()
    await hall.steward.heard(envelope(RING))
    await hall.steward.heard(envelope(RING.model_copy(update={"ticket": CALL, "expert": ""})))
    hall.screen.heard.clear()
    await hall.enter()
    assert hall.screen.bodies == [RING]


async def test_a_screen_that_enters_while_someone_is_called_back_says_so() -> None:
    hall = Hall()
    await hall.steward.heard(envelope(RING))
    await hall.enter()
    assert hall.screen.bodies == [RING, RING]


@pytest.mark.parametrize("how", ["stopped", "answered", "cut off"])
async def test_a_ring_that_is_over_is_not_said_again(how: str) -> None:
    hall = Hall()
    await hall.steward.heard(envelope(RING))
    match how:
        case "stopped":
            await hall.steward.heard(envelope(RING.model_copy(update={"expert": ""})))
        case "answered":
            await hall.enter(CallbackAnswer(ticket=TICKET, present=True))
            assert [desk for _, desk in hall.answers] == ["caf"]
        case _:
            hall.steward.online(False)
    hall.screen.heard.clear()
    await hall.enter()
    assert hall.screen.bodies == []


@pytest.mark.parametrize(
    ("stages", "counted"), [(["reading", "waiting", "reading"], ["visits"]), (["staff", "welcome"], [])]
)
async def test_a_visit_is_counted_once_and_an_agent_at_their_panel_is_none(
    stages: list[Any], counted: list[str]
) -> None:
    hall = Hall()
    await hall.enter(local.VisitBegin(), *(local.VisitStage(stage=stage) for stage in stages))
    assert hall.counted == counted


async def test_what_is_asked_of_appointments_goes_to_the_relay_and_its_answer_to_the_screen() -> None:
    hall = Hall()
    asked = appointments.SlotsAsk(desk="caf")
    await hall.enter(asked)
    assert asked in hall.relay.bodies
    free = appointments.SlotsFree(desk="caf", slots=[])
    await hall.steward.heard(envelope(free))
    assert free in hall.screen.bodies


def _received(document: str) -> DocumentArrived:
    return DocumentArrived(document=document, name="avis.pdf", media_type="application/pdf")


async def test_what_an_expert_who_is_gone_still_said_reaches_nobody() -> None:
    hall = Hall()
    shown = PageShow(document=TICKET, page=1)
    said = [envelope(_received(call), call=call, gen=1) for call in (GONE, CALL)]
    said += [
        envelope(shown.model_copy(update={"page": 7}), call=GONE, gen=1),
        envelope(shown, call=CALL, gen=1),
    ]
    media = Screen(local.Hello(role="media", pid=PID), *said)
    await hall.steward.accept(cast("Connection", media))
    assert (hall.arrived.bodies, hall.late.bodies) == ([_received(CALL)], [_received(GONE)])
    assert hall.screen.heard == [(shown, CALL, 1)]


async def test_a_seat_begins_a_call_once_and_only_for_the_ticket_that_is_held() -> None:
    hall = Hall()
    seats = [(GONE, GONE), (CALL, TICKET), (NEXT, TICKET)]
    for call, ticket in seats:
        seat = SeatGranted(ticket=ticket, desk="caf", administration="CAF", expert="Nadia", fence=1)
        await hall.steward.heard(envelope(seat, call=call, gen=1))
    # What the call before withheld and owed is gone before a media process may begin this one.
    assert hall.seats == [(GONE, GONE, []), (CALL, TICKET, []), (NEXT, TICKET, [NEXT])]
    assert hall.begun == hall.fresh == [NEXT]
    assert hall.counted == ["calls"]
