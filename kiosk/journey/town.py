"""« Ma commune »: notices, events, associations, and their paper."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.events import Touch
from kiosk.journey.paper import print_own
from kiosk.journey.places import AREAS
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, stay
from session.protocol import local


def town(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch about the town's own content, or None."""
    if rules.local is None:
        return None
    match touch:
        case Touch("topic.open", str(topic)) if topic in AREAS:
            return stay(journey.to(AREAS[topic]))
        case Touch("notice.open" | "sheet.open", str(notice)) if rules.local.notice(notice):
            return stay(journey.to(at.Notice(notice)))
        case Touch("notice.paper", str(notice)):
            return _open_paper(journey, notice, rules)
        case Touch("notices.print") if journey.world.printer.usable:
            return print_own(journey, rules, "notices", "L’affichage de la mairie")
    return None


def _open_paper(journey: Journey, notice: str, rules: Rules) -> Step | None:
    """A notice's PDF, shown as a form is. The procedure last looked at stays: a notice is none."""
    form = next(iter(rules.library.forms(notice)), None)
    if form is None or not form.local:
        return None
    document = rules.new_id()
    opened = replace(journey, awaited={**journey.awaited, document: form.title})
    order = local.FormOpen(document=document, sha256=form.sha256, name=form.title[:200])
    return stay(opened.to(at.Form(notice, form.id, document)), order)
