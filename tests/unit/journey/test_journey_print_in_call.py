"""« Autres choix » of a paper of the expert, while the call goes on."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.conversation import PrintRequest, ShowDocument
from kiosk.journey.print_choice import PrintRules
from session.protocol import local, peer
from session.protocol.printing import PrintChoice, PrintDocument
from tests.unit.journey.story import DOCUMENT, Story, pages, world

OTHER = "e0" * 16


def _reading(story: Story) -> None:
    story.document()
    story.hear(world(printer=local.Printer(usable=True, duplex=True, colour=True)))


def _asked(story: Story) -> tuple[object, ...]:
    assert story.journey.call is not None
    return story.journey.call.requests


def _choice(story: Story) -> PrintChoice | None:
    return story.last(PrintDocument).choice


def test_from_the_page_both_read_it_is_chosen_printed_and_kept_and_one_comes_back_to_it(story: Story) -> None:
    _reading(story)
    story.touch("print.options")
    assert story.at == "PrintOptions"
    story.touch("print.two-sided", False)
    story.touch("print.copies", 2)
    story.touch("print.go")
    assert story.journey.screen == at.Reading(DOCUMENT)
    assert _choice(story) == PrintChoice(two_sided=False, copies=2)
    assert story.last(peer.DocumentAnswer).accepted
    assert [news.state for news in story.sent(peer.PrintNews)] == ["printing"]


def test_what_the_expert_proposes_is_printed_otherwise_and_answered_by_it(story: Story) -> None:
    _reading(story)
    story.touch("bar.back")
    story.hear(peer.PrintAsk(document=DOCUMENT))
    story.touch("print.options", DOCUMENT)
    assert story.journey.screen == at.PrintOptions(DOCUMENT)
    assert _asked(story) == (PrintRequest(DOCUMENT),)
    story.touch("print.copies", 3)
    story.touch("print.go")
    assert story.at == "Call"
    assert _choice(story) == PrintChoice(two_sided=True, copies=3)
    assert _asked(story) == ()
    assert len(story.sent(PrintDocument)) == 1


def test_coming_back_without_printing_leaves_the_question_where_it_was(story: Story) -> None:
    _reading(story)
    story.touch("bar.back")
    story.hear(peer.PrintAsk(document=DOCUMENT))
    story.touch("print.options", DOCUMENT)
    story.touch("bar.back")
    assert story.at == "Call"
    assert _asked(story) == (PrintRequest(DOCUMENT),)
    assert not story.sent(PrintDocument)


def test_a_question_that_just_appeared_is_not_answered_by_a_finger_on_its_way(story: Story) -> None:
    _reading(story)
    story.touch("bar.back")
    story.hear(peer.PrintAsk(document=DOCUMENT))
    story.touch("print.options", DOCUMENT, after=0.1)
    assert story.at == "Call"


def test_another_question_stays_and_only_the_paper_asked_about_may_be_chosen(story: Story) -> None:
    _reading(story)
    story.touch("bar.back")
    story.hear(pages(OTHER))
    story.hear(peer.PrintAsk(document=DOCUMENT))
    story.touch("print.options", DOCUMENT)
    assert story.at == "Call", "something else is asked first"
    assert _asked(story) == (ShowDocument(OTHER), PrintRequest(DOCUMENT))


def test_the_page_the_expert_turned_to_meanwhile_is_the_one_one_comes_back_to(story: Story) -> None:
    _reading(story)
    story.touch("print.options")
    story.hear(peer.PageShow(document=DOCUMENT, page=1))
    assert story.at == "PrintOptions"
    story.touch("bar.back")
    assert story.journey.screen == at.Reading(DOCUMENT, 1)


def test_the_experts_paper_is_not_refused_for_what_was_printed_before(story: Story) -> None:
    _reading(story)
    story.rules = replace(story.rules, printing=PrintRules(sheets=0))
    story.touch("print.options")
    story.touch("print.go")
    assert len(story.sent(PrintDocument)) == 1


def test_the_end_of_the_call_ends_the_choosing_too(story: Story) -> None:
    _reading(story)
    story.touch("print.options")
    story.hear(peer.PeerBye(reason="expert"))
    assert story.at == "Goodbye"
