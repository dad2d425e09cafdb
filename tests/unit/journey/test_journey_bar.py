import pytest

from kiosk.journey.effects import Hush, ReadAloud
from kiosk.journey.events import Spoken
from kiosk.journey.state import Display
from session.protocol import call, local, peer
from session.protocol import kiosk_relay as relay
from session.protocol.shared import Box
from tests.unit.journey.story import Story, pages, world


@pytest.mark.parametrize("place", ["bar.back", "bar.home"])
def test_leaving_a_call_asks_first(story: Story, place: str) -> None:
    story.talk()
    story.touch(place)
    assert story.over == "Confirm"
    assert not story.sent(call.CallEnd)
    story.touch("overlay.cancel")
    assert story.at == "Call"
    story.touch(place)
    story.touch("overlay.yes")
    assert story.at == "Goodbye"
    assert story.last(call.CallEnd).reason == "citizen"
    assert len(story.sent(local.MediaClose)) == 1


@pytest.mark.parametrize(("place", "then"), [("bar.back", "Counter"), ("bar.home", "Home")])
def test_leaving_the_queue_asks_first_and_keeps_nothing(story: Story, place: str, then: str) -> None:
    story.queue()
    story.touch(place)
    assert story.over == "Confirm"
    assert not story.sent(relay.QueueLeave)
    story.touch("overlay.yes")
    assert story.at == then
    assert len(story.sent(relay.QueueLeave)) == 1
    assert story.journey.ticket is None
    assert story.journey.media_open is False


def test_unfinished_ticks_ask_and_finished_ones_do_not(story: Story) -> None:
    story.begin()
    story.touch("checklist.open", "F1")
    labels = [item.label for item in story.rules.library.checklist("F1").needed()]
    assert len(labels) == 2
    story.touch("checklist.yes", labels[0])
    story.touch("bar.home")
    assert story.over == "Confirm"
    story.touch("overlay.cancel")
    story.touch("checklist.no", labels[1])
    story.touch("bar.home")
    assert story.at == "Home"


def test_a_filled_form_asks_until_it_is_printed(story: Story) -> None:
    story.begin()
    story.touch("sheet.open", "F1")
    story.touch("form.open", "R1")
    story.hear(pages(story.last(local.FormOpen).document, "Demande de carte"))
    story.touch("form.type", {"name": "nom", "text": "Dupont"})
    story.touch("bar.back")
    assert story.over == "Confirm"
    story.touch("overlay.cancel")
    story.touch("form.print")
    story.touch("print.leave")
    story.touch("bar.back")
    assert story.at == "Procedure"


def test_ink_asks_before_it_is_lost(story: Story) -> None:
    story.document()
    story.hear(peer.SignAsk(document=pages().document, box=Box(page=0, x=0.1, y=0.7, w=0.4, h=0.1)))
    story.touch("request.yes")
    story.touch("sign.stroke", [[0.2, 0.75], [0.3, 0.75]])
    story.touch("bar.back")
    assert story.over == "Confirm"
    story.touch("overlay.yes")
    assert story.at == "Call"


def test_back_from_reading_returns_to_the_face_without_hanging_up(story: Story) -> None:
    story.document()
    assert story.at == "Reading"
    story.touch("bar.back")
    assert story.at == "Call"
    assert story.journey.call is not None


def test_help_rings_once_and_says_so(story: Story) -> None:
    story.begin()
    story.touch("bar.help")
    story.touch("overlay.cancel")
    story.touch("bar.help")
    assert [ring.active for ring in story.sent(relay.HelpRing)] == [True]
    assert story.over == "Help"
    story.touch("help.stop")
    assert [ring.active for ring in story.sent(relay.HelpRing)] == [True, False]


def test_help_offline_rings_nothing(story: Story) -> None:
    story.hear(world(link="offline"))
    story.begin()
    story.touch("bar.help")
    assert story.over == "Help"
    assert not story.sent(relay.HelpRing)


def test_listen_starts_and_stops_and_is_hushed_by_leaving_the_page(story: Story) -> None:
    story.begin()
    story.touch("bar.listen")
    assert ReadAloud() in story.effects
    story.happen(Spoken(active=True))
    story.touch("bar.listen")
    assert story.effects.count(Hush()) == 1
    story.touch("topic.open", "papiers")
    assert story.effects.count(Hush()) == 2


def test_display_changes_at_once_and_is_undone_at_the_end(story: Story) -> None:
    story.begin()
    story.touch("bar.display")
    story.touch("display.switch", "big")
    story.touch("display.switch", "contrast")
    assert story.journey.display == Display(big=True, contrast=True)
    story.touch("display.switch", "no-such")
    story.touch("overlay.cancel")
    story.touch("leave.open")
    story.touch("goodbye.finish")
    assert story.journey.display == Display()


@pytest.mark.parametrize("place", ["bar.display", "bar.help"])
def test_retour_closes_the_card_and_stays_on_the_page(story: Story, place: str) -> None:
    story.begin()
    story.touch("checklist.open", "F1")
    story.touch(place)
    assert story.over
    story.touch("bar.back")
    assert not story.over
    assert story.at == "Checklist"
    story.touch("bar.back")
    assert story.at != "Checklist"
