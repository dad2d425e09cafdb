"""« Sans mon image »: what a visitor reads of it."""

from datetime import UTC, datetime

import pytest

from kiosk.core.settings import Settings
from session.protocol import local
from session.protocol.cameras import CameraNews
from session.protocol.quality import LinkNews
from session.protocol.texting import MicrophoneNews
from tests.unit.journey.story import Story
from ui.pages import BeforeCall, Call
from ui.presenters.present import present
from ui.presenters.scene import Scene

WALL = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)


def _call(story: Story) -> Call:
    page = present(Scene(story.journey, story.rules, Settings(), WALL))
    assert isinstance(page, Call)
    return page


def _before(story: Story) -> BeforeCall:
    page = present(Scene(story.journey, story.rules, Settings(), WALL))
    assert isinstance(page, BeforeCall)
    return page


def _label(page: Call) -> list[tuple[str, bool]]:
    return [(b.label, b.enabled) for b in page.buttons if b.name == "call.picture"]


@pytest.fixture
def seen(story: Story) -> Story:
    story.talk()
    story.hear(local.MediaReady(frames="frames", camera=True))
    return story


def test_one_is_told_that_one_is_not_seen_and_how_to_be_seen_again(seen: Story) -> None:
    page = _call(seen)
    assert (page.self_view, page.hidden, _label(page)) == (True, False, [("Sans mon image", True)])
    seen.touch("call.picture")
    page = _call(seen)
    assert (page.self_view, page.hidden, _label(page)) == (False, True, [("Remettre mon image", True)])
    assert page.note is not None
    assert page.note.title == "Nadia ne vous voit pas"
    assert "vous entend" in page.note.text
    seen.touch("call.picture")
    page = _call(seen)
    assert (page.self_view, page.note) == (True, None)


def test_in_a_pause_the_button_waits(seen: Story) -> None:
    seen.touch("call.pause")
    assert _label(_call(seen)) == [("Sans mon image", False)]


def test_who_is_not_seen_is_never_told_that_they_are(seen: Story) -> None:
    seen.touch("call.picture")
    told: list[str] = []
    for news in (
        CameraNews(key="camera.picture-frozen"),
        LinkNews(word="stills", mine=True, theirs=True),
        MicrophoneNews(state="missing"),
    ):
        seen.hear(news)
        note = _call(seen).note
        assert note is not None
        told.append(f"{note.title} {note.text}")
    seen.hear(MicrophoneNews(state="live"))
    seen.touch("call.mute")
    note = _call(seen).note
    assert note is not None
    told.append(f"{note.title} {note.text}")
    assert not any("Nadia vous voit" in words or "image est figée" in words for words in told)
    assert told[-1].endswith(
        "Nadia ne vous voit pas et ne vous entend pas. Touchez « Remettre mon micro » pour parler."
    )


def test_before_the_call_the_choice_shows_at_once_in_the_place_of_the_picture(story: Story) -> None:
    story.begin()
    story.touch("counter.open", "caf")
    story.touch("counter.prepare")
    story.hear(local.MediaReady(frames="frames", camera=True))
    page = _before(story)
    assert page.camera
    assert page.shown is not None
    assert [(choice.label, choice.chosen) for choice in page.shown.choices] == [
        ("Avec mon image", True), ("Sans mon image", False),
    ]  # fmt: skip
    without = page.shown.choices[1].choose
    story.touch(without.name, without.argument)
    page = _before(story)
    assert (page.camera, page.hidden) == (False, True)
    assert page.camera_words == "Le conseiller ne vous verra pas. Il vous entendra."
    story.touch("counter.voice", "text")
    page = _before(story)
    assert page.camera_words == "Le conseiller ne vous verra pas. Il vous lira."
    assert page.way is not None
    assert "Il ne vous voit pas." in page.way.text
