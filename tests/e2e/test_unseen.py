"""« Sans mon image » through both screens: never seen when chosen before, and gone again at one touch."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kiosk.compose.demo.stand import Plan
from session.engine.pictures import NEUTRAL
from tests.faults.house import open_theatre, short_folder
from tests.faults.processes import end
from tests.faults.theatre import DEADLINE_S, Theatre, until

PATIENCE_MS = DEADLINE_S * 1000
LOOKS = Path(os.environ.get("VG_LOOKS", "/nonexistent"))
"""Where pictures of both screens go, for whoever wants to look."""
PLAIN = """() => {
  const video = document.getElementById("remote");
  if (!video.videoWidth) return null;
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 36 });
  const pen = canvas.getContext("2d");
  pen.drawImage(video, 0, 0, 64, 36);
  const { data } = pen.getImageData(0, 0, 64, 36);
  return [Math.min(...data.filter((_, at) => at % 4 < 3)), Math.max(...data.filter((_, at) => at % 4 < 3))];
}"""
"""The darkest and the brightest of what arrived, under whatever the page lays over it."""
NEAR = 16


def _look(theatre: Theatre, name: str) -> None:
    if LOOKS.is_dir():
        theatre.citizen.photo().save(LOOKS / f"{name}-borne.png")
        theatre.expert.photo(LOOKS / f"{name}-conseiller.png")


def _shows_nothing(theatre: Theatre) -> bool | None:
    """Whether the picture that arrives is the plain grey one; None when none arrived yet."""
    found = theatre.expert.page.evaluate(PLAIN)
    # Full-range grey of that luma, as a browser draws it.
    grey = (NEUTRAL[0] - 16) * 255 / 219
    return None if found is None else all(abs(value - grey) <= NEAR for value in found)


@pytest.mark.timeout(400)
def test_who_does_not_want_to_be_seen_is_not_until_they_do() -> None:
    with (
        short_folder() as folder,
        open_theatre(Plan(folder, peers=("printer", "scanner", "camera"))) as theatre,
    ):
        veil = theatre.expert.page.locator("[data-unseen]")
        theatre.open_counter()
        theatre.begin()
        for name in ("Parler à un conseiller", "CAF", "Voir un conseiller CAF"):
            theatre.citizen.touch(name)
        theatre.events.wait("media.start-complete", DEADLINE_S)
        theatre.citizen.touch("Sans mon image", DEADLINE_S)
        theatre.citizen.find_any(lambda target: "ne vous verra pas" in target.name, DEADLINE_S)
        _look(theatre, "1-avant")
        theatre.citizen.touch("J’ai compris", DEADLINE_S)
        theatre.expert.wait_for_someone()
        theatre.expert.take()
        theatre.events.wait("call.first-picture", DEADLINE_S)
        expect(veil).to_be_visible(timeout=PATIENCE_MS)
        until(lambda: _shows_nothing(theatre) is not None, "something arrives")
        assert _shows_nothing(theatre)
        theatre.citizen.find("Remettre mon image", DEADLINE_S)
        _look(theatre, "2-sans-image")
        media = theatre.media()
        assert media is not None
        theatre.events.mark()
        end(media)
        theatre.events.wait("call.first-picture", DEADLINE_S)
        expect(veil).to_be_visible(timeout=PATIENCE_MS)
        assert _shows_nothing(theatre) in {True, None}, "the next media process keeps to it"
        theatre.citizen.touch("Remettre mon image", DEADLINE_S)
        expect(veil).to_be_hidden(timeout=PATIENCE_MS)
        until(lambda: _shows_nothing(theatre) is False, "the visitor is seen")
        theatre.citizen.touch("Sans mon image", DEADLINE_S)
        expect(veil).to_be_visible(timeout=PATIENCE_MS)
        until(lambda: _shows_nothing(theatre) is True, "the visitor is not seen any more")
        theatre.citizen.touch("Terminer", DEADLINE_S)
        theatre.events.wait("call.end-complete", DEADLINE_S)
