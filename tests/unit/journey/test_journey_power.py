"""The power ends: the visitor is told once, with the time left, and told when it is back."""

from kiosk.core.settings import Settings
from kiosk.journey.overlays import PowerEnds
from tests.unit.journey.story import Story, world
from ui.gallery_states.commune import WALL
from ui.presenters import surround
from ui.presenters.scene import Scene


def test_a_visitor_is_told_once_how_long_there_is_and_it_stays_in_the_header(story: Story) -> None:
    story.begin()
    story.hear(world(closed="power.battery-low", leave_s=90))
    assert story.journey.overlay == PowerEnds()
    scene = Scene(story.journey, story.rules, Settings(), WALL)
    assert surround.overlay(scene).seconds == 90
    story.touch("overlay.cancel")
    story.hear(world(closed="power.battery-low", leave_s=90, help="ringing"))
    assert story.over == ""
    story.wait(60)
    scene = Scene(story.journey, story.rules, Settings(), WALL)
    assert surround.header(scene).note == "Arrêt dans 1\u00a0min"


def test_the_card_goes_by_itself_when_the_power_is_back(story: Story) -> None:
    story.begin()
    story.hear(world(closed="power.battery-low", leave_s=90))
    story.hear(world())
    assert story.over == ""
    assert surround.header(Scene(story.journey, story.rules, Settings(), WALL)).note == ""


def test_nobody_is_told_on_the_welcome_screen_which_says_closed(story: Story) -> None:
    story.hear(world(closed="power.battery-low", leave_s=90))
    story.touch("touch")
    assert (story.at, story.over, story.journey.visiting) == ("Welcome", "", False)
