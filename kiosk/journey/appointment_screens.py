"""Screens of an appointment: which day, which hour, is that right; and who comes with a code."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SlotDays:
    """Which day: those of a counter that have a free slot."""

    desk: str


@dataclass(frozen=True)
class SlotHours:
    """Which hour of that day (ISO, on the kiosk's wall clock)."""

    desk: str
    day: str


@dataclass(frozen=True)
class SlotConfirm:
    """All of it once more; `share` is the visitor's answer about their procedure."""

    desk: str
    slot: str
    share: bool | None = None


@dataclass(frozen=True)
class SlotBooked:
    """It is theirs: the code, and what to bring."""


@dataclass(frozen=True)
class AppointmentCode:
    """The code being typed; `said` is an error key of what was typed before."""

    text: str = ""
    said: str = ""


@dataclass(frozen=True)
class AppointmentHere:
    """What the code is worth now. `giving_up`: it is asked whether to cancel."""

    giving_up: bool = False
