"""Passed on to another counter, and the agent beside the visitor: nothing without a yes."""

import pytest

from kiosk.journey import screens as at
from session.protocol import kiosk_relay as relay
from session.protocol import local
from session.protocol.call import Notice
from session.protocol.company import AgentAnswer, AgentOffer, CompanyNews
from session.protocol.shared import Desk
from session.protocol.transfer import TransferAgree, TransferAsk, TransferDone, TransferNews
from tests.unit.journey.story import CAF, Story, world

NOTE = "Vient pour son inscription."
WORK = Desk(
    desk="ft", administration="France Travail", name="France Travail", open=True, experts=1, promise_s=900
)


def proposed(story: Story, desk: Desk = WORK) -> Story:
    story.talk()
    story.hear(world(desks=[CAF, desk]))
    story.hear(TransferAsk(desk="ft", note=NOTE))
    return story


def test_the_visitor_reads_the_note_and_agrees_to_that_and_no_more(story: Story) -> None:
    proposed(story)
    assert story.over == "TransferAsked"
    assert story.last(TransferNews).state == "reading"
    assert not story.sent(TransferAgree)
    ticket = story.journey.ticket
    assert ticket is not None
    story.touch("transfer.yes")
    assert story.last(TransferAgree) == TransferAgree(ticket=ticket.id, desk="ft", note=NOTE)
    assert story.at == "Call"
    story.hear(TransferDone(ticket=ticket.id, desk="ft"))
    assert story.journey.screen == at.Waiting("ft")
    moved = story.journey.ticket
    assert moved is not None
    assert (moved.id, moved.desk, moved.ahead) == (ticket.id, "ft", 0)
    assert story.journey.call is None
    story.wait(600)  # what the first counter promised is not what this one does
    assert story.at == "Waiting"
    # The self-view stays: the next face comes to the same screen.
    assert not story.sent(local.MediaClose)
    story.hear(
        relay.SeatGranted(
            ticket=ticket.id, desk="ft", administration="France Travail", expert="Sasha", fence=2
        )
    )
    assert story.at == "Call"


def test_a_proposal_said_again_by_a_page_that_was_reloaded_is_answered_with_the_yes(story: Story) -> None:
    proposed(story)
    story.touch("transfer.yes")
    story.hear(TransferAsk(desk="ft", note=NOTE))
    assert [news.state for news in story.sent(TransferNews)] == ["reading", "agreed", "agreed"]
    assert len(story.sent(TransferAgree)) == 1
    assert story.over == ""


def test_a_refusal_leaves_the_call_as_it_was(story: Story) -> None:
    proposed(story)
    story.touch("transfer.no")
    assert story.last(TransferNews).state == "refused"
    assert (story.at, story.over) == ("Call", "")
    assert not story.sent(TransferAgree)
    story.touch("transfer.yes")
    assert not story.sent(TransferAgree)


def test_a_finger_already_on_its_way_answers_nothing(story: Story) -> None:
    proposed(story)
    story.touch("transfer.yes", after=0.1)
    assert not story.sent(TransferAgree)
    assert story.over == "TransferAsked"


def test_beside_the_card_is_no_answer(story: Story) -> None:
    proposed(story)
    story.touch("overlay.cancel")
    assert story.over == "TransferAsked"


def test_another_card_is_finished_first(story: Story) -> None:
    story.talk()
    story.hear(world(desks=[CAF, WORK]))
    story.touch("bar.display")
    story.hear(TransferAsk(desk="ft", note=NOTE))
    assert story.over == "DisplayPanel"
    story.touch("overlay.cancel")
    assert story.over == "TransferAsked"


@pytest.mark.parametrize("desk", ["ml", "nowhere"])
def test_a_counter_that_cannot_be_had_is_not_even_asked_about(story: Story, desk: str) -> None:
    story.talk()
    story.hear(TransferAsk(desk=desk, note=NOTE))
    assert story.last(TransferNews).state == "closed"
    assert story.over == ""


def test_a_counter_that_closes_meanwhile_is_told_and_the_call_goes_on(story: Story) -> None:
    proposed(story)
    story.touch("transfer.yes")
    ticket = story.journey.ticket
    assert ticket is not None
    story.hear(TransferDone(ticket=ticket.id, desk="ft", key="queue.desk-closed"))
    assert (story.at, story.over) == ("Call", "Trouble")
    assert story.last(TransferNews).state == "closed"
    assert story.journey.ticket == ticket


def test_nobody_there_offers_ways_at_once(story: Story) -> None:
    proposed(story, WORK.model_copy(update={"experts": 0}))
    story.touch("transfer.yes")
    ticket = story.journey.ticket
    assert ticket is not None
    story.hear(TransferDone(ticket=ticket.id, desk="ft"))
    assert story.journey.screen == at.Nobody("ft", absent=True)
    story.touch("counter.callback")
    assert story.last(relay.CallbackAsk) == relay.CallbackAsk(ticket=ticket.id, desk="ft")


def test_the_call_ends_and_the_question_with_it(story: Story) -> None:
    proposed(story)
    story.touch("bar.home")
    story.hear(relay.SeatLost(ticket=story.journey.ticket.id if story.journey.ticket else "", back=True))
    assert story.over == ""
    assert story.at == "Waiting"


def test_the_only_one_for_a_subject_leaves_and_another_will_do(story: Story) -> None:
    story.queue()
    ticket = story.journey.ticket
    assert ticket is not None
    story.touch("counter.widen")
    assert not story.sent(relay.QueueWiden)
    story.hear(
        relay.TicketState(ticket=ticket.id, desk="caf", status="waiting", skill="Logement", served=False)
    )
    story.touch("counter.widen")
    assert story.last(relay.QueueWiden) == relay.QueueWiden(ticket=ticket.id)


def test_the_agent_comes_only_with_a_yes_and_the_expert_knows(story: Story) -> None:
    story.talk()
    story.hear(AgentOffer(by="Maxime"))
    assert story.over == "AgentAsked"
    assert not story.sent(AgentAnswer)
    assert not story.sent(CompanyNews)
    story.touch("company.yes")
    assert story.last(AgentAnswer).state == "present"
    assert story.last(CompanyNews).agent
    # Each connection may be to a page that was reloaded.
    story.hear(Notice(state="connected"))
    assert len(story.sent(CompanyNews)) == 2
    story.touch("company.gone")
    assert story.last(AgentAnswer).state == "gone"
    assert not story.last(CompanyNews).agent


def test_a_no_is_a_no_for_a_while(story: Story) -> None:
    story.talk()
    story.hear(AgentOffer(by="Maxime"))
    story.touch("company.no")
    assert story.last(AgentAnswer).state == "refused"
    assert story.journey.agent == ""
    story.hear(AgentOffer(by="Maxime"))
    assert (story.over, len(story.sent(AgentAnswer))) == ("", 2)
    story.wait(61)
    story.hear(AgentOffer(by="Maxime"))
    assert story.over == "AgentAsked"
    assert not story.sent(CompanyNews)


def test_an_offer_to_nobody_is_refused(story: Story) -> None:
    story.hear(AgentOffer(by="Maxime"))
    assert story.last(AgentAnswer).state == "refused"
    assert story.over == ""


def test_an_agent_at_the_panel_asks_too(story: Story) -> None:
    story.talk()
    story.touch("staff.open")
    story.touch("pin.key", "1")
    story.touch("pin.enter")
    story.hear(local.PinResult(ok=True, role="agent"))
    story.touch("agent.join")
    assert (story.at, story.over) == ("Call", "AgentAsked")
    assert story.journey.staff == ""
    story.touch("company.yes")
    assert story.last(CompanyNews).agent


def test_an_agent_alone_at_the_panel_has_nobody_to_ask(story: Story) -> None:
    story.touch("staff.open")
    story.touch("pin.key", "1")
    story.touch("pin.enter")
    story.hear(local.PinResult(ok=True, role="agent"))
    story.touch("agent.join")
    assert (story.at, story.over) == ("Agent", "")


def test_who_called_the_agent_says_when_they_are_there(story: Story) -> None:
    story.talk()
    story.touch("bar.help")
    story.touch("company.here")
    assert story.journey.agent == ""
    story.hear(world(help="answered"))
    story.touch("company.here")
    assert story.last(AgentAnswer).state == "present"
    assert story.last(CompanyNews).agent


def test_a_note_that_changes_under_the_hand_is_not_agreed_to_unread(story: Story) -> None:
    proposed(story)
    story.wait(10)
    story.hear(TransferAsk(desk="ft", note="Autre chose.\u202e\x00"))
    story.touch("transfer.yes", after=0.1)
    assert not story.sent(TransferAgree)
    story.touch("transfer.yes", after=1)
    assert story.last(TransferAgree).note == "Autre chose."
