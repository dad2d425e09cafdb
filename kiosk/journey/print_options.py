"""« Autres choix » before printing: both sides, colour, copies, pages. The usual way needs none of this."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.conversation import CallState, KeepCopy, PrintRequest
from kiosk.journey.events import Touch
from kiosk.journey.ports import Rules
from kiosk.journey.print_choice import USUAL, Choice, settle, sheets_used
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, stay
from session.protocol.printing import PrintChoice

WAYS_IN = (at.Form, at.ScanDone)
"""Screens whose document can be printed in another way; in a call it is the paper that is read, or asked about."""


def print_options(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch about how to print, or None."""
    if touch.name == "print.options":
        return _open(journey) if journey.call is None else _open_in_call(journey, journey.call, touch)
    screen = journey.screen
    if not isinstance(screen, at.PrintOptions | at.PrintPages):
        return None
    choice = chosen(journey, screen.document)
    match touch:
        case Touch("print.two-sided", bool(both)):
            return _keep(journey, screen.document, replace(choice, two_sided=both))
        case Touch("print.colour", bool(colour)):
            return _keep(journey, screen.document, replace(choice, colour=colour))
        case Touch("print.copies", int(copies)) if 1 <= copies <= rules.printing.copies:
            return _keep(journey, screen.document, replace(choice, copies=copies))
        case Touch("print.all-pages"):
            return _keep(journey, screen.document, replace(choice, left_out=frozenset()))
        case Touch("print.this-page", int(page)) if 0 <= page < _pages(journey, screen.document):
            others = frozenset(range(_pages(journey, screen.document))) - {page}
            return _keep(journey, screen.document, replace(choice, left_out=others))
        case Touch("print.no-page"):
            every = frozenset(range(_pages(journey, screen.document)))
            return _keep(journey, screen.document, replace(choice, left_out=every))
        case Touch("print.page", int(page)) if 0 <= page < _pages(journey, screen.document):
            return _keep(journey, screen.document, choice.turned(page))
        case Touch("print.usual"):
            return _keep(journey, screen.document, USUAL)
        case Touch("print.pages") if isinstance(screen, at.PrintOptions):
            return stay(journey.to(at.PrintPages(screen.document)))
        case Touch("print.pages-chosen") if some_left(journey, screen.document):
            return stay(journey.back())
    return None


def _open(journey: Journey) -> Step | None:
    screen = journey.screen
    if not isinstance(screen, WAYS_IN) or screen.document not in journey.documents:
        return None
    return stay(journey.to(at.PrintOptions(screen.document, screen.page)))


def _open_in_call(journey: Journey, call: CallState, touch: Touch) -> Step | None:
    """Of what the expert proposes to print, once it was seen to be asked; or of the paper both read."""
    first = call.requests[0] if call.requests else None
    if isinstance(first, PrintRequest | KeepCopy) and first.document == touch.argument:
        known = first.document in journey.documents and call.may_answer(journey.now)
        return stay(journey.to(at.PrintOptions(first.document)) if known else journey)
    screen = journey.screen
    if not isinstance(screen, at.Reading) or screen.document not in journey.documents:
        return None
    return stay(journey.to(at.PrintOptions(screen.document, screen.page)))


def is_asked(journey: Journey, document: str) -> bool:
    """The expert's proposal to print this paper still waits for its answer."""
    wanted = (PrintRequest(document), KeepCopy(document))
    return journey.call is not None and any(request in wanted for request in journey.call.requests)


def _keep(journey: Journey, document: str, choice: Choice) -> Step:
    return stay(replace(journey, choices={**journey.choices, document: choice}))


def chosen(journey: Journey, document: str) -> Choice:
    """What was chosen for a document."""
    return journey.choices.get(document, USUAL)


def _pages(journey: Journey, document: str) -> int:
    work = journey.documents.get(document)
    return work.pages.pages if work else 0


def some_left(journey: Journey, document: str) -> bool:
    """Not every page was taken out."""
    return len(chosen(journey, document).left_out) < _pages(journey, document)


def settled(journey: Journey, document: str, rules: Rules) -> PrintChoice:
    """What is asked of the printer for this document."""
    printer = journey.world.printer
    return settle(chosen(journey, document), _pages(journey, document), printer, rules.printing)


def sheets(journey: Journey, document: str, rules: Rules) -> int:
    """How many sheets this document takes as it is chosen."""
    return sheets_used(settled(journey, document, rules), _pages(journey, document))


def sheets_left(journey: Journey, rules: Rules) -> int:
    """How many more this visit may take."""
    taken = sum(job.sheets for job in journey.jobs.values() if job.state not in {"failed", "canceled"})
    return max(rules.printing.sheets - taken, 0)


def fits(journey: Journey, document: str, rules: Rules) -> bool:
    """Whether it may be printed so: something is left of it, and no more than this visit may take.

    In a call the expert sees to the paper that is needed, and it is not counted there.
    """
    enough = journey.call is not None or sheets(journey, document, rules) <= sheets_left(journey, rules)
    return some_left(journey, document) and enough
