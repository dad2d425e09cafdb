"""What a printer's child tells its parent, read back; a child that talks nonsense is a child that failed."""

from collections.abc import Mapping
from typing import Any, get_args

from devices.printer.ports import (
    Abilities,
    JobState,
    Phase,
    PrinterStatus,
    PrintOptions,
    Sides,
    Supply,
    Tint,
    Tray,
    Trouble,
)
from kiosk.confine.conversation import OutputExceededError


def status_told(message: Mapping[str, Any]) -> PrinterStatus:
    """A status of `PrinterStatus.as_dict`.

    Raises:
        OutputExceededError: it is none.
    """
    try:
        return PrinterStatus(
            trouble=_trouble(message.get("trouble")),
            said=str(message.get("said", "")),
            abilities=Abilities(**message.get("abilities", {})),
            supplies=tuple(_supply(one) for one in message.get("supplies", ())),
            trays=tuple(Tray(**one) for one in message.get("trays", ())),
            low=bool(message.get("low")),
        )
    except (TypeError, AttributeError) as error:
        raise OutputExceededError(str(error)) from None


def job_told(message: Mapping[str, Any]) -> JobState:
    """A job's state of `JobState.as_dict`; errors as `status_told`."""
    phase: Phase | None = message.get("phase")
    if phase is None or phase not in get_args(Phase):
        raise OutputExceededError(f"unknown phase {phase!r}")
    return JobState(phase, _trouble(message.get("trouble")), int(message.get("pages", 0)))


def options_told(order: Mapping[str, Any]) -> PrintOptions:
    """The options of an order to the child; one that is not known is printed plainly."""
    sides: Sides | None = order.get("sides")
    colour = order.get("colour")
    return PrintOptions(
        sides=sides if sides is not None and sides in get_args(Sides) else "one-sided",
        colour=colour if isinstance(colour, bool) else None,
        copies=max(int(order.get("copies", 1)), 1),
    )


def _supply(told: Mapping[str, Any]) -> Supply:
    tint: Tint | None = told.get("tint")
    known = tint if tint is not None and tint in get_args(Tint) else "other"
    return Supply(known, bool(told.get("waste")), told.get("percent"))


def _trouble(key: Any) -> Trouble | None:
    return key if key in get_args(Trouble) else None
