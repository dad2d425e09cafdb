"""The highlighter: what both draw on a page read together. It lives in the call, and nowhere else."""

from dataclasses import replace
from typing import Any

from kiosk.journey import screens as at
from kiosk.journey.conversation import CallState
from kiosk.journey.events import Touch
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, stay
from kiosk.journey.table import HeldBy, Mark, Table
from session.protocol.envelope import Body
from session.protocol.markup import MARK_POINTS, MarkAdd, MarkRemove, Spot


def marking(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch of the highlighter, or None."""
    call, screen = journey.call, journey.screen
    if call is None or not isinstance(screen, at.Reading):
        return None
    match touch:
        case Touch("mark.begin" | "mark.end"):
            return stay(with_table(journey, replace(call.table, marking=touch.name == "mark.begin")))
        case Touch("mark.stroke", list() as points) if call.table.marking:
            return _draw(journey, call, screen, points, rules)
        case Touch("mark.undo"):
            own = [mark for mark in call.table.marks if mark.mine and mark.document == screen.document]
            return _wipe(journey, call, screen.document, [mark.id for mark in own[-1:]])
        case Touch("mark.clear"):
            here = [mark.id for mark in call.table.marks if mark.document == screen.document]
            return _wipe(journey, call, screen.document, here)
    return None


def with_table(journey: Journey, table: Table) -> Journey:
    """The same call with another table; outside a call there is none."""
    return journey if journey.call is None else replace(journey, call=replace(journey.call, table=table))


def _draw(journey: Journey, call: CallState, screen: at.Reading, points: list[Any], rules: Rules) -> Step:
    kept = thinned([_spot(point) for point in points if _is_spot(point)])
    if len(kept) < 2:
        return stay(journey)
    mark = Mark(rules.new_id(), screen.document, screen.page, "stroke", tuple(kept), mine=True)
    table = call.table.marked(mark)
    if table is call.table:
        return stay(journey)
    return stay(with_table(journey, table), told(mark))


def _is_spot(point: Any) -> bool:
    # A comparison with what is no number is false, too.
    return (
        isinstance(point, list | tuple)
        and len(point) == 2
        and all(isinstance(value, int | float) and 0 <= value <= 1 for value in point)
    )


def _spot(point: Any) -> tuple[float, float]:
    return round(float(point[0]), 4), round(float(point[1]), 4)


def thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """As many points as a message carries, the ends among them."""
    if len(points) <= MARK_POINTS:
        return points
    step = (len(points) - 1) / (MARK_POINTS - 1)
    return [points[round(number * step)] for number in range(MARK_POINTS)]


def told(mark: Mark) -> MarkAdd:
    """A mark as the expert hears of it."""
    points = [Spot(x=x, y=y) for x, y in mark.points]
    by: HeldBy = "citizen" if mark.mine else "expert"
    return MarkAdd(document=mark.document, mark=mark.id, page=mark.page, kind=mark.kind, by=by, points=points)


def _wipe(journey: Journey, call: CallState, document: str, marks: list[str]) -> Step:
    if not marks:
        return stay(journey)
    wiped = with_table(journey, call.table.wiped(document, marks))
    return stay(wiped, MarkRemove(document=document, marks=marks))


def marking_news(journey: Journey, news: Body) -> Step | None:
    """Answer a mark of the expert, or None. One on a page that is not there is none."""
    call = journey.call
    if call is None:
        return None
    match news:
        case MarkAdd(document=document, page=page):
            work = journey.documents.get(document)
            if work is None or work.kept is False or page >= work.pages.pages:
                return stay(journey)
            return stay(with_table(journey, call.table.marked(Mark.told(news))))
        case MarkRemove(document=document, marks=marks):
            return stay(with_table(journey, call.table.wiped(document, marks)))
    return None
