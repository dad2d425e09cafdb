"""The real QML, offscreen, drawn by the software backend at half size."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QML_NO_TOUCH_COMPRESSION", "1")  # no frame follows a move here

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.ui.qml_touch import Touched
from ui.adapters.website import share_contexts
from ui.frame import Panel
from ui.gallery_stage import Warnings
from ui.gallery_states.state import State

share_contexts()

PANEL = Panel(width_mm=346, height_mm=615, width_px=540, height_px=960, windowed=True, bottom_mm=700)


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[..., Touched]]:
    """Put a state on the stage. Any warning of Qt or QML fails the test."""
    warnings = Warnings()
    stages: list[Touched] = []

    def put(state: State, panel: Panel = PANEL, **things: QObject) -> Touched:
        stages.append(Touched(state, panel, **things))
        return stages[-1]

    yield put
    for stage in stages:
        stage.close()
    warnings.restore()
    assert warnings.lines == []
