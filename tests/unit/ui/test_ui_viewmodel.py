"""The object QML knows: stable values, sound signals."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.unit.journey.story import DOCUMENT, Story
from tests.unit.ui.test_ui_presenters import scene
from ui.frame import Panel
from ui.viewmodel.kiosk import Kiosk, whole

PANEL = Panel(346, 615, 540, 960, windowed=True)


class Counts(QObject):
    """Counts each signal of a kiosk."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__()
        self.seen: dict[str, int] = {}
        for name in ("screen", "page", "overlay", "bar", "header", "display"):
            self.seen[name] = 0
            getattr(kiosk, f"{name}Changed").connect(lambda name=name: self._count(name))

    def _count(self, name: str) -> None:
        self.seen[name] += 1


@pytest.fixture
def kiosk(qtbot: QtBot) -> Iterator[Kiosk]:
    made = Kiosk(PANEL, lambda _name, _argument: None, lambda _stream, _sink: None)
    yield made
    made.deleteLater()


def test_nothing_is_signalled_when_nothing_changed(kiosk: Kiosk, story: Story) -> None:
    kiosk.draw(scene(story))
    counts = Counts(kiosk)
    for _ in range(50):
        kiosk.draw(scene(story))
    assert set(counts.seen.values()) == {0}


def test_only_what_changed_is_signalled(kiosk: Kiosk, story: Story) -> None:
    story.begin()
    kiosk.draw(scene(story))
    counts = Counts(kiosk)
    story.touch("bar.display")
    kiosk.draw(scene(story))
    assert counts.seen == {"screen": 0, "page": 0, "overlay": 1, "bar": 1, "header": 0, "display": 0}
    story.touch("display.switch", "big")
    kiosk.draw(scene(story))
    assert counts.seen["display"] == 1
    assert counts.seen["page"] == 0


def test_qml_sees_the_new_page_when_it_hears_of_the_new_screen(kiosk: Kiosk, story: Story) -> None:
    kiosk.draw(scene(story))
    seen: list[tuple[Any, Any]] = []
    kiosk.screenChanged.connect(lambda: seen.append((kiosk.property("screen"), kiosk.property("page"))))
    story.begin()
    kiosk.draw(scene(story))
    assert seen[0][0] == "home"
    assert seen[0][1]["question"] == "Que voulez-vous faire\u00a0?"


def test_pages_hold_no_tuple_because_qml_cannot_look_into_one(kiosk: Kiosk, story: Story) -> None:
    def plain(value: Any) -> bool:
        if isinstance(value, dict):
            return all(plain(item) for item in value.values())
        if isinstance(value, list):
            return all(plain(item) for item in value)
        return value is None or isinstance(value, str | int | float | bool)

    story.talk()
    story.touch("bar.back")
    kiosk.draw(scene(story))
    for name in ("page", "overlay", "bar", "header", "display", "panel"):
        assert plain(kiosk.property(name)), name


def test_twenty_thousand_emits_do_not_break_python(kiosk: Kiosk, story: Story) -> None:
    """PySide 6.12 drops references to True and None on this Python and aborts after some 550 emits."""
    heard = 0

    def hear() -> None:
        nonlocal heard
        heard += 1

    kiosk.pageChanged.connect(hear)
    for _ in range(20_000):
        kiosk.pageChanged.emit()
    assert heard == 20_000


def test_a_number_of_javascript_without_fraction_is_an_index() -> None:
    assert whole(2.0) == 2
    assert isinstance(whole(2.0), int)
    assert whole(1.5) == 1.5
    assert whole(None) == ""
    assert whole(argument=True) is True


def test_qml_reads_the_picture_of_a_page_and_its_address_letter_for_letter(
    kiosk: Kiosk, story: Story
) -> None:
    story.document()
    story.touch("reading.open", DOCUMENT)
    kiosk.draw(scene(story))
    picture = kiosk.property("page")["picture"]
    assert picture["picture"] == f"image://vault/{DOCUMENT}/page-001"
    assert picture["zoom"] == 1
