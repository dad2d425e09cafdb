"""The questions that narrow a sheet to the visitor's case: one a screen, Retour undoes one answer."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.browse import open_sheet
from kiosk.journey.cases import EVENT, wizards_of
from kiosk.journey.events import Touch
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, stay
from offline_cache.model import Wizard
from offline_cache.wizard import UNSURE, changed, progress, sheets_meant


def guided(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch of a wizard, or None."""
    match touch:
        case Touch("wizard.open" | "wizard.review", str(argument)):
            key, _, sheet = argument.partition("|")
            return _open(journey, key, sheet, rules, review=touch.name == "wizard.review")
        case Touch(name) if name.startswith("wizard.") and isinstance(journey.screen, at.Wizard):
            return _touched(journey, journey.screen, touch, rules)
    return None


def _open(journey: Journey, key: str, sheet: str, rules: Rules, *, review: bool) -> Step | None:
    if rules.library.wizard(key) is None:
        return None
    if not review:
        return stay(journey.to(at.Wizard(key, sheet)))
    if key not in journey.answers:
        return None
    return stay(journey.to(at.Wizard(key, sheet, journey.answers[key], review=True)))


def _touched(journey: Journey, screen: at.Wizard, touch: Touch, rules: Rules) -> Step | None:
    wizard = rules.library.wizard(screen.wizard)
    if wizard is None:
        return None
    match touch:
        case Touch("wizard.answer", int(number)) if not screen.review:
            return _answer(journey, screen, wizard, number, rules)
        case Touch("wizard.unsure") if not screen.review:
            return _answer(journey, screen, wizard, UNSURE, rules)
        case Touch("wizard.redo", int(index)) if screen.review and 0 <= index < len(screen.answers):
            given = screen.answers
            return stay(journey.over(at.Wizard(screen.wizard, screen.sheet, given[:index], kept=given)))
        case Touch("wizard.restart"):
            return stay(journey.over(at.Wizard(screen.wizard, screen.sheet)))
    return None


def _answer(journey: Journey, screen: at.Wizard, wizard: Wizard, number: int, rules: Rules) -> Step | None:
    question = progress(wizard, screen.answers).question
    if question is None or not (number == UNSURE or 0 <= number < len(question.choices)):
        return None
    index = len(screen.answers)
    given = changed(wizard, screen.kept, index, number) if screen.kept else (*screen.answers, number)
    answered = at.Wizard(screen.wizard, screen.sheet, given)
    if progress(wizard, given).question is not None:
        return stay(journey.over(answered))
    return _finish(_remembering(journey.over(answered), answered, rules), answered, wizard, rules)


def _remembering(journey: Journey, done: at.Wizard, rules: Rules) -> Journey:
    """Keep the answers, the last ones given last; what was answered on a sheet they narrow is asked anew."""
    others = {key: given for key, given in journey.answers.items() if key != done.wizard}
    touched = {
        ident
        for ident in {key.partition("#")[0] for key in journey.cases} | journey.settled
        if (sheet := rules.library.sheet(ident)) and done.wizard in wizards_of(rules.library, sheet)
    }
    return replace(
        journey,
        answers={**others, done.wizard: done.answers},
        cases={key: n for key, n in journey.cases.items() if key.partition("#")[0] not in touched},
        settled=journey.settled - touched,
    )


def _finish(journey: Journey, done: at.Wizard, wizard: Wizard, rules: Rules) -> Step:
    """Back to the sheet they came from, now narrowed; else the one they are led to; else what there is."""
    if done.wizard.startswith(EVENT):
        plan = at.Plan(done.wizard.removeprefix(EVENT))
        behind = journey.back()
        return stay(behind if behind.screen == plan else behind.to(plan))
    leads = [key for key in sheets_meant(progress(wizard, done.answers)) if rules.library.has(key)]
    if done.sheet and (done.sheet in leads or not leads):
        behind = journey.back()
        here = behind.screen
        if isinstance(here, at.Procedure | at.Checklist) and here.sheet == done.sheet:
            return stay(behind)
        return open_sheet(behind, done.sheet, rules)
    if len(leads) == 1:
        return open_sheet(journey.back(), leads[0], rules)
    return stay(journey)


def undone(journey: Journey) -> Journey | None:
    """One answer taken back, or None where there is none to take back: then Retour leaves."""
    screen = journey.screen
    if not isinstance(screen, at.Wizard) or screen.review:
        return None
    if screen.kept:
        return journey.over(at.Wizard(screen.wizard, screen.sheet, screen.kept, review=True))
    if screen.answers:
        return journey.over(replace(screen, answers=screen.answers[:-1]))
    return None
