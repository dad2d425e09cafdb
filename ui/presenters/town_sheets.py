"""A request and the legal notices, on paper."""

from kiosk.core.clock import french_date
from kiosk.documents.sheets import AnswerLine, NoticeLine, NoticesSheet, RequestSheet
from kiosk.journey.asking import answers_of, reference, request_of
from offline_cache.local.answers import asked_fields, said_back
from offline_cache.local.calendar import shown
from ui import texts
from ui.presenters.scene import Scene
from ui.presenters.town import today_of

LINE = 600


def request(scene: Scene, ident: str) -> RequestSheet:
    """What the visitor signs and gives at the desk."""
    form, local = request_of(scene.rules, ident), scene.rules.local
    if form is None or local is None:
        raise KeyError(ident)
    answers = answers_of(scene.journey, ident)
    return RequestSheet(
        town=scene.settings.place.town_hall,
        title=form.title,
        reference=reference(scene.journey, ident),
        printed_on=french_date(scene.wall),
        lines=[
            AnswerLine(label=field.label, value=said_back(field, answers.get(field.key, "")))
            for field in asked_fields(form, answers)
        ],
        desk=form.desk,
        phone=local.town.phone,
        bring=list(form.bring),
        privacy=form.privacy,
    )


def notices(scene: Scene) -> NoticesSheet:
    """The legal notices of today, as a list."""
    local = scene.rules.local
    found = shown(local.town.notices, today_of(scene)) if local else []
    return NoticesSheet(
        town=scene.settings.place.town_hall,
        printed_on=french_date(scene.wall),
        notices=[
            NoticeLine(
                title=one.title,
                label=one.label,
                days=f"Affiché du {texts.day_words(one.first)} au {texts.day_words(one.last)}",
                signed=one.signed_by + (f", le {texts.day_words(one.signed_on)}" if one.signed_on else ""),
                text=" ".join(one.text.split())[:LINE],
            )
            for one in found
            if one.kind == "legal"
        ],
    )
