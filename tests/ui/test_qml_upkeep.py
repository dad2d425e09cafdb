"""A technician's finger on the maintenance pages."""

import dataclasses
from collections.abc import Callable
from typing import Any

from tests.ui.qml_touch import Touched
from ui.gallery import all_states
from ui.gallery_states.state import State
from ui.pages import Action, Journal, Maintenance, Trial

Show = Callable[..., Touched]
STATES = {state.name: state for state in all_states()}


def with_page(name: str, **changes: Any) -> State:
    page: Any = STATES[name].page
    return dataclasses.replace(STATES[name], page=dataclasses.replace(page, **changes))


def said(stage: Touched, name: str) -> list[object]:
    return [argument for what, argument in stage.kiosk.acts if what == name]


def test_each_device_opens_by_its_own_button(show: Show) -> None:
    page = STATES["maintenance"].page
    assert isinstance(page, Maintenance)
    rows = [
        dataclasses.replace(row, open=Action("device.open", "Ouvrir", "caret-right", str(number)))
        for number, row in enumerate(page.devices)
    ]
    stage = show(with_page("maintenance", devices=rows))
    stage.touch("Ouvrir : Imprimante A4")
    stage.touch("Ouvrir : Scanner")
    assert said(stage, "device.open") == ["0", "2"]


def test_the_number_that_was_read_is_touched_once(show: Show) -> None:
    page = STATES["upkeep-trial-number"].page
    assert isinstance(page, Trial)
    choices = [
        Action("trial.answer", label, "", label)
        for label in ("3915", "4827", "Rien n’est sorti", "Illisible")
    ]
    stage = show(
        with_page(
            "upkeep-trial-number", choices=choices, actions=[Action("trial.skip", "Passer cet essai", "x")]
        )
    )
    stage.touch("4827")
    stage.touch("Illisible")
    stage.touch("Passer cet essai")
    assert said(stage, "trial.answer") == ["4827", "Illisible"]
    assert said(stage, "trial.skip")


def test_the_log_is_narrowed_to_a_device(show: Show) -> None:
    page = STATES["upkeep-journal"].page
    assert isinstance(page, Journal)
    filters = [Action("journal.device", action.label, action.icon, action.label) for action in page.filters]
    stage = show(with_page("upkeep-journal", filters=filters))
    stage.touch("Liaison au relais")
    assert said(stage, "journal.device") == ["Liaison au relais"]


def test_where_to_look_is_drawn_in_one_picture(show: Show) -> None:
    stage = show(STATES["upkeep-device-bad"])
    drawn = [
        item
        for item in stage.items("QQuickImage")
        if item.property("source").toString().startswith("image://drawing/printer/tray")
    ]
    assert [item.property("implicitWidth") > 0 for item in drawn] == [True]


def test_a_device_that_is_mended_while_looked_at_loses_its_drawing(show: Show) -> None:
    stage = show(STATES["upkeep-device-bad"])
    stage.kiosk.show(STATES["upkeep-device-good"])
    stage.settle()
    stage.kiosk.show(STATES["upkeep-device-bad"])
    stage.settle()
    stage.touch("Essai guidé")
    assert stage.kiosk.acts


def test_the_self_view_comes_and_goes_with_its_question(show: Show) -> None:
    stage = show(STATES["upkeep-trial-mirror"])
    stage.kiosk.show(STATES["upkeep-trial-passed"])
    stage.settle()
    stage.kiosk.show(STATES["upkeep-trial-mirror"])
    stage.settle()
    stage.touch("Je ne vois rien")
    assert stage.kiosk.acts
