"""A request to the town hall, from state to page."""

from typing import Any, Literal

from kiosk.journey import screens as at
from kiosk.journey.asking import answers_of, reference, request_of
from offline_cache.local.answers import asked_fields, said_back
from offline_cache.local.request_model import Field, RequestForm
from ui import texts
from ui.pages import Action, Choice, Note
from ui.pages.asking import Ask, AskDone, AskLine, AskReview
from ui.presenters.scene import Scene, print_note

NOTHING_SENT = "Rien n’est envoyé"
_DIGITS = ("date", "phone")
_HINTS = {"date": "jour / mois / année", "phone": "dix chiffres", "mail": "marie@exemple.fr"}


def ask(scene: Scene, screen: at.Ask) -> Ask:
    """One question a screen."""
    form = request_of(scene.rules, screen.sheet)
    answers = answers_of(scene.journey, screen.sheet)
    fields = asked_fields(form, answers) if form else ()
    place = next((n for n, field in enumerate(fields) if field.key == screen.key), None)
    if form is None or place is None:
        raise KeyError(screen.key)
    field = fields[place]
    given = answers.get(field.key)
    return Ask(
        crumbs=form.title,
        title=field.question,
        step=_step(form, fields, place, answers),
        keys=_keys(field),
        text_typed=screen.text,
        hint=_HINTS.get(field.kind, "Écrivez ici…"),
        help=field.help or ("" if field.required else "Vous pouvez passer cette question."),
        note=Note("Encore un détail", screen.said, "warn", "pen-nib") if screen.said else None,
        choices=[
            Choice(choice, given == choice, Action("ask.choose", choice, argument=choice))
            for choice in field.choices
        ],
        longest=field.longest,
        enter=_enter(field, screen),
        actions=[] if field.required or not field.choices else [_skip()],
    )


def _keys(field: Field) -> Literal["letters", "digits", "choices"]:
    if field.choices:
        return "choices"
    return "digits" if field.kind in _DIGITS else "letters"


def _enter(field: Field, screen: at.Ask) -> Action:
    if not field.required and not screen.text.strip():
        return _skip()
    return Action("ask.next", "Suivant", "caret-right", kind="main")


def _skip() -> Action:
    return Action("ask.skip", "Passer", "caret-right")


def _step(form: RequestForm, fields: tuple[Field, ...], place: int, answers: dict[str, str]) -> str:
    """« Question 2 sur 6 »; without the total while an answer to come may add questions."""
    asked = {field.key for field in fields}
    waited = (only.key for f in form.fields for only in (f.only, f.also) if only)
    may_grow = any(key in asked and key not in answers for key in waited)
    return f"Question {place + 1}" if may_grow else f"Question {place + 1} sur {len(fields)}"


def review(scene: Scene, screen: at.AskReview) -> AskReview:
    """Every answer, each with its button."""
    form = request_of(scene.rules, screen.sheet)
    if form is None:
        raise KeyError(screen.sheet)
    answers = answers_of(scene.journey, screen.sheet)
    then = f"Vous l’imprimez, vous la signez, puis vous la remettez {form.desk}."
    blocked = print_note(scene)
    actions = (
        [] if blocked else [Action("ask.print", "C’est bon : imprimer ma demande", "printer", kind="main")]
    )
    if blocked:
        actions = [Action("bar.help", "Demander de l’aide", "hand-waving", kind="main")]
    return AskReview(
        crumbs=form.title,
        title="Voilà ce que vous demandez",
        lines=[
            AskLine(field.label, said_back(field, answers.get(field.key, "")), _change(field))
            for field in asked_fields(form, answers)
        ],
        note=blocked or Note(NOTHING_SENT, then, "calm", "info"),
        privacy=form.privacy,
        actions=actions,
    )


def _change(field: Field) -> Action:
    return Action("ask.change", "Modifier", "pen-nib", field.key, "quiet")


def done(scene: Scene, screen: at.AskDone) -> AskDone:
    """What is left to do by hand, and the reference."""
    form = request_of(scene.rules, screen.sheet)
    town = scene.rules.local.town if scene.rules.local else None
    if form is None or town is None:
        raise KeyError(screen.sheet)
    steps = ["Relisez la feuille et signez-la.", f"Remettez-la {form.desk}."]
    if form.bring:
        steps.append(f"Apportez aussi : {_listed(form.bring)}.")
    phone = f" Téléphone : {town.phone}." if town.phone else ""
    actions: list[Any] = [Action("bar.home", "Retourner à l’accueil", "house", kind="main")]
    if scene.can_print:
        actions.append(Action("ask.reprint", "Imprimer encore", "printer"))
    return AskDone(
        crumbs=form.title,
        title="Votre demande est prête",
        note=Note(
            "Rien n’a encore été envoyé",
            "C’est la feuille signée, remise en main propre, qui fait la demande.",
            "warn",
            "warning-circle",
        ),
        reference=reference(scene.journey, screen.sheet),
        reference_words=f"Votre référence. Dites-la si vous appelez la mairie.{phone}",
        steps_title="Ce qu’il vous reste à faire",
        steps=steps,
        actions=actions,
    )


def _listed(words: tuple[str, ...]) -> str:
    """« une pièce d'identité, le livret de famille »: what begins a line now stands inside one."""
    return texts.breakable(" ; ".join(word[:1].lower() + word[1:] for word in words))
