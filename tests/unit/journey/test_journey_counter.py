from kiosk.journey import screens as at
from session.protocol import call, local, peer
from session.protocol import kiosk_relay as relay
from tests.unit.journey.story import CARD, Story, world


def ticket_of(story: Story) -> str:
    assert story.journey.ticket is not None
    return story.journey.ticket.id


def test_a_closed_or_unreachable_counter_opens_no_camera(story: Story) -> None:
    story.begin()
    story.touch("counter.open", "ml")
    story.touch("counter.prepare")
    assert story.at == "Counter"
    story.hear(world(camera=False))
    story.touch("counter.open", "caf")
    story.touch("counter.prepare")
    assert not story.sent(local.MediaOpen)


def test_camera_starts_only_after_the_choice_and_stops_on_return(story: Story) -> None:
    story.begin()
    story.touch("counter.open", "caf")
    assert not story.sent(local.MediaOpen)
    story.touch("counter.prepare")
    assert len(story.sent(local.MediaOpen)) == 1
    story.hear(local.MediaReady(frames="/run/f.sock"))
    assert story.journey.media is not None
    story.touch("bar.back")
    assert len(story.sent(local.MediaClose)) == 1
    assert story.journey.media is None


def test_procedure_is_told_only_with_agreement(story: Story) -> None:
    story.begin()
    story.touch("sheet.open", "F1")
    story.touch("counter.open", "caf")
    story.touch("counter.prepare")
    story.touch("counter.join")
    assert story.last(relay.QueueJoin).procedure is None
    story.hear(
        relay.SeatGranted(ticket=ticket_of(story), desk="caf", administration="CAF", expert="N", fence=1)
    )
    story.hear(call.Notice(state="connected"))
    assert not story.sent(peer.ProcedureShared)


def test_agreed_procedure_goes_to_the_queue_and_ticks_only_into_the_call(story: Story) -> None:
    story.begin()
    story.touch("sheet.open", "F1")
    label = story.rules.library.checklist("F1").needed()[0].label
    story.touch("checklist.open", "F1")
    story.touch("checklist.yes", label)
    story.touch("counter.open", "caf")
    story.touch("counter.share", argument=True)
    story.touch("counter.prepare")
    story.touch("counter.join")
    asked = story.last(relay.QueueJoin).procedure
    assert asked is not None
    assert asked.title == CARD.title
    story.hear(
        relay.SeatGranted(ticket=ticket_of(story), desk="caf", administration="CAF", expert="N", fence=1)
    )
    assert not story.sent(peer.ProcedureShared)
    story.hear(call.Notice(state="connected"))
    story.hear(call.Notice(state="lost"))
    story.hear(call.Notice(state="connected"))
    shared = story.sent(peer.ProcedureShared)
    assert len(shared) == 1
    assert {tick.label: tick.have for tick in shared[0].ticks}[label] is True


def test_position_follows_the_relay(story: Story) -> None:
    story.queue()
    story.hear(relay.TicketState(ticket=ticket_of(story), desk="caf", status="waiting", ahead=2))
    assert story.journey.ticket is not None
    assert story.journey.ticket.ahead == 2
    story.hear(relay.TicketState(ticket="f" * 32, desk="caf", status="gone"))
    assert story.at == "Waiting"


def test_nobody_answers_within_the_promise_and_three_ways_are_left(story: Story) -> None:
    story.queue()
    story.wait(599)
    assert story.at == "Waiting"
    story.wait(1)
    assert story.at == "Nobody"
    assert story.noted("queue.promise-broken") == 1
    story.touch("bar.help")
    assert len(story.sent(relay.HelpRing)) == 1
    story.touch("overlay.cancel")
    story.touch("counter.contact", "caf")
    assert [(order.kind, order.about) for order in story.printed()] == [("contact", "caf")]
    story.touch("print.leave")
    story.touch("counter.callback")
    assert story.last(relay.CallbackAsk).desk == "caf"
    story.hear(relay.CallbackKept(ticket=ticket_of(story), number="C-12"))
    assert story.journey.screen == at.Nobody("caf", "C-12")
    assert story.journey.ticket is None
    assert story.journey.media_open is False


def test_going_on_waiting_renews_the_promise(story: Story) -> None:
    story.queue()
    story.wait(600)
    story.touch("counter.wait")
    assert story.at == "Waiting"
    story.wait(599)
    assert story.at == "Waiting"
    story.wait(1)
    assert story.at == "Nobody"


def test_an_expert_who_answers_late_is_still_taken(story: Story) -> None:
    story.queue()
    story.wait(700)
    story.hear(
        relay.SeatGranted(ticket=ticket_of(story), desk="caf", administration="CAF", expert="N", fence=1)
    )
    assert story.at == "Call"


def test_a_lost_expert_puts_the_visitor_first_again(story: Story) -> None:
    story.talk()
    story.hear(relay.SeatLost(ticket=ticket_of(story), back=True))
    assert story.at == "Waiting"
    assert story.journey.call is None
    assert story.journey.ticket is not None
    assert story.journey.ticket.returned is True


def test_a_counter_that_closes_says_so(story: Story) -> None:
    story.queue()
    story.hear(relay.TicketState(ticket=ticket_of(story), desk="caf", status="gone"))
    assert story.at == "Counters"
    assert story.over == "Trouble"


def test_called_back_person_answers_from_the_welcome_screen(story: Story) -> None:
    ring = relay.CallbackRing(ticket="c" * 32, number="C-12", desk="caf", expert="Nadia")
    story.hear(ring)
    story.touch("callback.answer")
    assert story.at == "BeforeCall"
    assert not story.sent(relay.CallbackAnswer)
    story.touch("counter.join")
    assert story.last(relay.CallbackAnswer).present is True
    assert not story.sent(relay.QueueJoin)
    assert ticket_of(story) == "c" * 32


def test_a_ring_that_is_told_again_is_over_for_who_answered(story: Story) -> None:
    ring = relay.CallbackRing(ticket="c" * 32, number="C-12", desk="caf", expert="Nadia")
    story.hear(ring)
    story.touch("callback.answer")
    story.touch("counter.join")
    story.hear(ring)
    assert story.journey.callback is None
    assert story.at == "Waiting"


def test_another_ring_that_is_over_leaves_the_one_that_goes_on(story: Story) -> None:
    ring = relay.CallbackRing(ticket="c" * 32, number="C-12", desk="caf", expert="Nadia")
    story.hear(ring)
    story.hear(ring.model_copy(update={"ticket": "d" * 32, "expert": ""}))
    assert story.journey.callback == ring
    story.hear(ring.model_copy(update={"expert": ""}))
    assert story.journey.callback is None


def test_a_ring_for_somebody_else_goes_on_when_the_first_is_answered(story: Story) -> None:
    ring = relay.CallbackRing(ticket="c" * 32, number="C-12", desk="caf", expert="Nadia")
    other = ring.model_copy(update={"ticket": "d" * 32, "number": "C-13"})
    story.hear(ring)
    story.touch("callback.answer")
    story.hear(other)
    story.touch("counter.join")
    assert story.last(relay.CallbackAnswer).ticket == ring.ticket
    assert ticket_of(story) == ring.ticket
    assert story.journey.callback == other
    story.wait(90)
    assert story.last(relay.CallbackAnswer) == relay.CallbackAnswer(ticket=other.ticket, present=False)
    assert story.at == "Waiting"


def test_nobody_comes_for_a_call_back(story: Story) -> None:
    story.hear(relay.CallbackRing(ticket="c" * 32, number="C-12", desk="caf", expert="Nadia"))
    story.wait(90)
    assert story.last(relay.CallbackAnswer).present is False
    assert story.journey.callback is None
