"""Faults while a paper is shown live: told in words at both ends, the face is back, and nothing shows on by itself."""

import pytest
from playwright.sync_api import expect

from tests.faults.processes import end
from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre


@pytest.fixture
def showing(theatre: Theatre) -> Theatre:
    """In a call, a paper of the visitor is seen live."""
    theatre.reach("call")
    theatre.events.mark()
    theatre.expert.page.click("#ask-live")
    theatre.citizen.touch("Montrer en direct", DEADLINE_S)
    theatre.events.wait("paper.live-init", DEADLINE_S)
    theatre.expert.page.locator(".live-bar").wait_for(timeout=DEADLINE_S * 1000)
    return theatre


def test_a_document_camera_lost_while_it_shows_is_told_and_the_face_is_back(
    showing: Theatre, report: Report
) -> None:
    report.inject(showing.camera, "document", "unplug")
    ended = showing.events.wait("paper.live-complete", DEADLINE_S, reason="lost")
    said = showing.citizen.find("Votre papier n’est plus montré", DEADLINE_S).name
    report.noticed(said, ended["mono"])
    page = showing.expert.page
    expect(page.locator("[data-ended=lost]")).to_contain_text(
        "Le visage est revenu", timeout=DEADLINE_S * 1000
    )
    expect(page.locator(".live-bar")).to_be_hidden()
    assert showing.call_goes_on()
    # Plugged in again, nothing shows until somebody touches; then it does.
    showing.camera("document", "replug")
    showing.events.mark()
    page.click("#ask-live")
    showing.citizen.touch("Montrer en direct", DEADLINE_S)
    back = showing.events.wait("paper.live-init", DEADLINE_S)
    report.recovered(back["mono"])
    showing.citizen.touch("Arrêter de montrer", DEADLINE_S)
    showing.events.wait("paper.live-complete", DEADLINE_S, reason="stopped")


def test_a_killed_media_process_comes_back_with_the_face_and_not_with_the_paper(
    showing: Theatre, report: Report
) -> None:
    media = showing.media()
    assert media is not None
    report.inject(end, media)
    ended = showing.events.wait("paper.live-complete", DEADLINE_S, reason="link")
    report.noticed(showing.citizen.find("Votre papier n’est plus montré", DEADLINE_S).name, ended["mono"])
    showing.events.wait("call.first-picture", DEADLINE_S)
    page = showing.expert.page
    expect(page.locator("[data-ended=link]")).to_be_visible(timeout=DEADLINE_S * 1000)
    expect(page.locator(".live-bar")).to_be_hidden()
    assert not showing.citizen.sees("Arrêter de montrer")
    assert showing.call_goes_on()
