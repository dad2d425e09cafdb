"""A request to the town hall: one question a screen, read back, printed. Nothing leaves the kiosk."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.effects import Send
from kiosk.journey.events import Touch
from kiosk.journey.paper import print_own
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, stay
from offline_cache.local.answers import (
    Again,
    Good,
    asked_fields,
    complete,
    judge,
    reference_of,
    said_back,
    typed_again,
)
from offline_cache.local.model import Procedure
from offline_cache.local.request_model import Field, RequestForm
from session.protocol.requests import Answer, RequestKeep, TownRequest

MAX_TYPED = 300


def asking(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch about a request, or None."""
    match touch:
        case Touch("ask.open", str(sheet)):
            return _open(journey, sheet, rules)
        case Touch("ask.change", str(key)) if isinstance(journey.screen, at.AskReview):
            return _change(journey, journey.screen, key, rules)
        case Touch("ask.print") if isinstance(journey.screen, at.AskReview):
            return _print(journey, journey.screen.sheet, rules)
        case Touch("ask.reprint") if isinstance(journey.screen, at.AskDone):
            return _reprint(journey, journey.screen.sheet, rules)
        case Touch("ask.type" | "ask.choose" | "ask.next" | "ask.skip") if isinstance(journey.screen, at.Ask):
            return _answer(journey, journey.screen, touch, rules)
    return None


def request_of(rules: Rules, sheet: str) -> RequestForm | None:
    """The request that a local procedure ends in."""
    procedure = _procedure(rules, sheet)
    return procedure.request if procedure else None


def _procedure(rules: Rules, sheet: str) -> Procedure | None:
    return rules.local.procedure(sheet) if rules.local else None


def answers_of(journey: Journey, sheet: str) -> dict[str, str]:
    """What was answered so far."""
    return dict(journey.requested.get(sheet, {}))


def settled_key(sheet: str) -> str:
    """How a request printed since its last change is remembered: the sheet's own list of papers is another."""
    return f"{sheet}#demande"


def reference(journey: Journey, sheet: str) -> str:
    """What to read out over the telephone; empty before it is printed."""
    ident = journey.prepared.get(sheet, "")
    return reference_of(ident) if ident else ""


# ---- leaving


def half_asked(journey: Journey, *, home: bool) -> bool:
    """Whether leaving would lose answers. Retour to the question before loses none."""
    screen = journey.screen
    if not isinstance(screen, at.ASKING):
        return False
    inside = bool(journey.history) and isinstance(journey.history[-1], at.ASKING)
    begun = any(answers_of(journey, screen.sheet).values())
    typed = isinstance(screen, at.Ask) and bool(screen.text.strip())
    return (home or not inside) and (begun or typed) and settled_key(screen.sheet) not in journey.settled


def leave_asking(journey: Journey, *, home: bool) -> Journey:
    """Forget what was answered, once the visitor leaves for good."""
    screen = journey.screen
    inside = bool(journey.history) and isinstance(journey.history[-1], at.ASKING)
    if not isinstance(screen, at.ASKING) or (inside and not home):
        return journey
    return _forget(journey, screen.sheet)


def _forget(journey: Journey, sheet: str) -> Journey:
    return replace(journey, requested={key: kept for key, kept in journey.requested.items() if key != sheet})


# ---- questions


def _open(journey: Journey, sheet: str, rules: Rules) -> Step | None:
    """Begin; a request printed already is begun anew, for someone else perhaps."""
    form = request_of(rules, sheet)
    if form is None:
        return None
    fresh = _forget(journey, sheet) if sheet in journey.prepared else journey
    fresh = replace(fresh, prepared={key: ref for key, ref in fresh.prepared.items() if key != sheet})
    return stay(_go_on(fresh, sheet, form))


def _go_on(journey: Journey, sheet: str, form: RequestForm) -> Journey:
    """To the first question without an answer, or to what was answered."""
    answers = answers_of(journey, sheet)
    unanswered = next((f for f in asked_fields(form, answers) if f.key not in answers), None)
    if unanswered is None:
        return _review(journey, sheet)
    return journey.to(at.Ask(sheet, unanswered.key))


def _review(journey: Journey, sheet: str) -> Journey:
    """The answers read back; Retour from there leads to the last question, not through all changes."""
    past = journey.history
    while past and isinstance(past[-1], at.AskReview):
        past = past[:-1]
    return replace(journey, history=past).to(at.AskReview(sheet))


def _change(journey: Journey, screen: at.AskReview, key: str, rules: Rules) -> Step | None:
    form = request_of(rules, screen.sheet)
    field = _field(form, key, journey, screen.sheet)
    if field is None:
        return None
    given = answers_of(journey, screen.sheet).get(key, "")
    return stay(journey.to(at.Ask(screen.sheet, key, typed_again(field, given))))


def _field(form: RequestForm | None, key: str, journey: Journey, sheet: str) -> Field | None:
    fields = asked_fields(form, answers_of(journey, sheet)) if form else ()
    return next((field for field in fields if field.key == key), None)


def _answer(journey: Journey, screen: at.Ask, touch: Touch, rules: Rules) -> Step | None:
    form = request_of(rules, screen.sheet)
    field = _field(form, screen.key, journey, screen.sheet)
    if form is None or field is None:
        return None
    match touch:
        case Touch("ask.type", str(text)):
            return stay(journey.over(replace(screen, text=text[:MAX_TYPED], said="")))
        case Touch("ask.choose", str(answer)):
            verdict = judge(field, answer, rules.today())
        case Touch("ask.skip") if not field.required:
            verdict = Good("")
        case Touch("ask.next"):
            verdict = judge(field, screen.text, rules.today())
        case _:
            return None
    match verdict:
        case Again(said=said):
            return stay(journey.over(replace(screen, said=said)))
        case Good(value=value):
            return stay(_keep(journey, screen, form, value))


def _keep(journey: Journey, screen: at.Ask, form: RequestForm, value: str) -> Journey:
    """Keep an answer and go on; answers to questions that are no longer asked are dropped."""
    answers = {**answers_of(journey, screen.sheet), screen.key: value}
    asked = {field.key for field in asked_fields(form, answers)}
    answers = {key: given for key, given in answers.items() if key in asked}
    field = next(field for field in form.fields if field.key == screen.key)
    # Retour to this question finds it answered, as it was written.
    stood = journey.over(at.Ask(screen.sheet, screen.key, typed_again(field, value)))
    kept = replace(
        stood,
        requested={**journey.requested, screen.sheet: answers},
        settled=journey.settled - {settled_key(screen.sheet)},
    )
    return _go_on(kept, screen.sheet, form)


# ---- paper


def _print(journey: Journey, sheet: str, rules: Rules) -> Step | None:
    """Give the request its reference, keep it in the vault, and print it."""
    form = request_of(rules, sheet)
    answers = answers_of(journey, sheet)
    if form is None or not complete(form, answers) or not journey.world.printer.usable or not rules.local:
        return None
    # One request keeps its document and its reference, however often it is changed and printed.
    ident = journey.prepared.get(sheet) or rules.new_id()
    town = rules.local.town
    request = TownRequest(
        reference=reference_of(ident),
        title=form.title,
        procedure=sheet,
        model=form.model,
        town=town.name,
        edition=town.date.isoformat(),
        prepared_on=rules.today().isoformat(),
        answers=[
            Answer(
                key=field.key, label=field.label, kind=field.kind, value=answers[field.key],
                shown=said_back(field, answers[field.key]),
            )
            for field in asked_fields(form, answers)
        ],
    )  # fmt: skip
    prepared = replace(
        journey,
        prepared={**journey.prepared, sheet: ident},
        settled=journey.settled | {settled_key(sheet)},
    ).with_done("asked", f"{form.title}, référence {reference_of(ident)}")
    keep = RequestKeep(document=ident, request=request)
    printed, effects = print_own(prepared.to(at.AskDone(sheet)), rules, "request", form.title, sheet)
    return printed, (Send(keep), *effects)


def _reprint(journey: Journey, sheet: str, rules: Rules) -> Step | None:
    form = request_of(rules, sheet)
    if form is None or not journey.world.printer.usable:
        return None
    return print_own(journey, rules, "request", form.title, sheet)
