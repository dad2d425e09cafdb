"""A public site in a visit: what the web view reports, what Retour does, what keeps a visit alive."""

import pytest

from kiosk.journey import screens as at
from session.protocol import printing
from tests.unit.journey.story import Story

URL = "https://mairie.exemple/"


@pytest.fixture
def site(story: Story) -> Story:
    story.begin()
    story.touch("sites.open")
    story.touch("site.open", URL)
    return story


def screen(story: Story) -> at.Site:
    assert isinstance(story.journey.screen, at.Site)
    return story.journey.screen


def test_a_site_counts_as_opened_when_its_page_is_there_and_not_before(site: Story) -> None:
    assert site.noted("site.open-complete") == 0
    site.touch("site.loaded", URL)
    assert site.noted("site.open-complete") == 1


def test_the_refused_host_is_said_until_the_next_page(site: Story) -> None:
    site.touch("site.blocked", "mechant.exemple")
    assert screen(site).refused == "mechant.exemple"
    site.touch("site.loaded", URL)
    assert screen(site).refused == ""


def test_a_site_that_does_not_answer_is_said(site: Story) -> None:
    site.touch("site.failed")
    assert screen(site).failed
    assert site.noted("site.open-complete") == 0


def test_retour_goes_back_inside_the_site_first(site: Story) -> None:
    site.touch("site.history", argument=True)
    site.touch("bar.back")
    assert screen(site).steps == 1
    site.touch("site.history", argument=False)
    site.touch("bar.back")
    assert site.at == "Sites"


def test_a_page_that_reloads_for_ever_does_not_keep_a_visit_alive(site: Story) -> None:
    touched = site.journey.touched_at
    for report in ("site.loaded", "site.blocked", "site.failed"):
        site.touch(report, "x")
    assert site.journey.touched_at == touched


def test_after_printing_the_visitor_is_back_on_the_page_they_printed(site: Story) -> None:
    site.touch("site.loaded", URL + "salle")
    site.touch("site.printed", "a" * 32)
    assert site.at == "Printing"
    assert site.last(printing.PrintPage).document == "a" * 32
    site.touch("print.leave")
    assert screen(site).here == URL + "salle"


def test_what_the_web_view_says_elsewhere_means_nothing(story: Story) -> None:
    story.begin()
    before = story.journey
    story.touch("site.blocked", "x")
    assert story.journey.screen == before.screen
    assert story.noted("site.refuse-complete") == 0
