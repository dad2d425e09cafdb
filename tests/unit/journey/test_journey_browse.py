from dataclasses import replace

from kiosk.journey import screens as at
from session.protocol import local
from tests.unit.journey.story import Story, world


def test_first_touch_begins_the_visit_and_shows_home(story: Story) -> None:
    story.touch("touch")
    assert story.at == "Home"
    assert len(story.sent(local.VisitBegin)) == 1
    assert story.last(local.VisitStage).stage == "reading"


def test_a_press_that_hits_nothing_does_not_begin_a_visit(story: Story) -> None:
    story.touch("touched")
    assert story.at == "Welcome"
    assert not story.sent(local.VisitBegin)


def test_closed_kiosk_begins_no_visit_but_lets_staff_in(story: Story) -> None:
    story.hear(world(closed="agent"))
    story.touch("touch")
    assert story.at == "Welcome"
    story.touch("staff.open")
    assert story.at == "Pin"


def test_from_tile_to_sheet_and_back_again(story: Story) -> None:
    story.begin()
    story.touch("topic.open", "papiers")
    story.touch("sheet.open", "F1")
    assert story.journey.screen == at.Procedure("F1")
    assert story.noted("content.sheet-opened") == 1
    story.touch("bar.back")
    assert story.at == "Topic"
    story.touch("bar.back")
    assert story.at == "Home"


def test_a_dangling_sheet_is_not_opened(story: Story) -> None:
    story.begin()
    story.touch("sheet.open", "F404")
    assert story.at == "Home"


def test_search_keeps_what_is_typed_and_opens_a_result(story: Story) -> None:
    story.begin()
    story.touch("search.open")
    story.touch("search.type", "carte")
    story.touch("search.submit")
    assert story.journey.screen == at.Search("carte", submitted=True)
    story.touch("sheet.open", "F1")
    story.touch("bar.back")
    assert story.journey.screen == at.Search("carte", submitted=True)


def test_answer_given_twice_is_taken_back(story: Story) -> None:
    story.begin()
    story.touch("checklist.open", "F1")
    story.touch("case.choose", "F1#0:1")
    assert story.journey.cases == {"F1#0": 1}
    story.touch("case.choose", "F1#0:1")
    assert story.journey.cases == {}
    story.touch("checklist.yes", "Photo")
    story.touch("checklist.no", "Photo")
    assert story.journey.ticks == {"F1|Photo": False}
    story.touch("checklist.no", "Photo")
    assert story.journey.ticks == {}


def test_only_allowed_sites_open(story: Story) -> None:
    story.begin()
    story.touch("sites.open")
    story.touch("site.open", "https://mechant.exemple/")
    assert story.at == "Sites"
    assert story.noted("site.refuse-complete") == 1
    story.touch("site.open", "https://mairie.exemple/")
    assert story.at == "Site"
    story.touch("site.blocked", "mechant.exemple")
    assert story.journey.screen == at.Site("Mairie", "https://mairie.exemple/", refused="mechant.exemple")


def test_unknown_touches_change_nothing(story: Story) -> None:
    story.begin()
    before = story.journey
    for name, argument in (("no.such", ""), ("case.choose", "x"), ("document.page", "two"), ("pin.key", "9")):
        story.touch(name, argument)
    after = story.journey
    assert after == replace(before, now=after.now, touched_at=after.touched_at)
