"""Offices near by, one office, and « Vers qui me tourner ? »: a question a screen, three at most."""

from dataclasses import replace
from typing import Literal

from kiosk.journey import screens as at
from kiosk.journey.events import Touch
from kiosk.journey.paper import print_own
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, stay
from offline_cache.directory.orientation import Orientation, Toward

ADVICE_TITLE = "Vers qui me tourner"
"""On the printing page and on the goodbye page: a need can be nobody else's business."""

Asked = Literal["theme", "need", "age", "case", ""]


def offices(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch of these screens, or None when it is not theirs."""
    match touch:
        case Touch("offices.open"):
            return stay(journey.to(at.Offices()))
        case Touch("office.open", str(key)) if _known(rules, key):
            return stay(journey.to(at.Office(key)))
        case Touch("office.print", str(key)) if journey.world.printer.usable:
            title = _known(rules, key)
            return print_own(journey, rules, "office", title, key) if title else None
        case Touch("orient.open"):
            return stay(journey.to(at.Orient()))
        case Touch("orient.theme" | "orient.need" | "orient.age" | "orient.case"):
            return _answer(journey, touch, rules.offices.orientation())
        case Touch("orient.print") if isinstance(journey.screen, at.Orient) and journey.world.printer.usable:
            return print_own(journey, rules, "advice", ADVICE_TITLE, written(journey.screen))
    return None


def asked(table: Orientation, screen: at.Orient) -> Asked:
    """The question that is still open; empty once there is an answer."""
    if not screen.theme:
        return "theme"
    if not screen.need:
        return "need"
    if table.bands(screen.need) and screen.age is None:
        return "age"
    return "case" if table.cases(screen.need) and not screen.case else ""


def answers(table: Orientation, screen: at.Orient) -> tuple[Toward, ...]:
    """Whom to turn to."""
    return table.toward(screen.need, screen.age, screen.case)


def written(screen: at.Orient) -> str:
    """The answers given, as one text for an order to print."""
    return "|".join([screen.theme, screen.need, "" if screen.age is None else str(screen.age), screen.case])


def read(text: str) -> at.Orient:
    """What `written` wrote."""
    theme, need, age, case = text.split("|", 3)
    return at.Orient(theme, need, int(age) if age else None, case)


def _known(rules: Rules, key: str) -> str:
    """The name of an office or a permanence; empty when there is none."""
    found = rules.offices.office(key)
    if found is not None:
        return found.office.name
    stop = rules.offices.stop(key)
    return stop.name if stop else ""


def _answer(journey: Journey, touch: Touch, table: Orientation) -> Step | None:
    """One more answer; Retour takes it back."""
    screen = journey.screen
    if not isinstance(screen, at.Orient):
        return None
    match touch:
        case Touch("orient.theme", str(theme)) if table.theme(theme):
            needs = table.needs_of(theme)
            return stay(journey.to(at.Orient(theme, needs[0].id if len(needs) == 1 else "")))
        case Touch("orient.need", str(need)) if table.need(need):
            return stay(journey.to(at.Orient(screen.theme, need)))
        case Touch("orient.age", int(age)) if asked(table, screen) == "age":
            return stay(journey.to(replace(screen, age=age)))
        case Touch("orient.case", str(case)) if case in table.cases(screen.need):
            return stay(journey.to(replace(screen, case=case)))
    return None
