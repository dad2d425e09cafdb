"""A form filled together: the expert proposes and points, the visitor writes, corrects and agrees to the whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kiosk.journey import screens as at
from kiosk.journey.conversation import CallState, FillRequest
from kiosk.journey.events import Touch
from kiosk.journey.marking import with_table
from kiosk.journey.overlays import Trouble
from kiosk.journey.paper import CHOICE
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey, Paperwork
from kiosk.journey.step import Step, noting, stay
from kiosk.journey.table import Table, Written, fields_of, named, plain, taken
from kiosk.journey.talk import ask
from session.protocol.envelope import Body
from session.protocol.filling import (
    FIELDS_AT_ONCE,
    FieldShow,
    FieldValue,
    FormFinish,
    FormNews,
    FormPrefill,
    FormValues,
    SeenValue,
)
from session.protocol.local import DocumentFailed, DocumentPages
from session.protocol.peer import PageShow, PrintAsk

MISSING, HELD, UNFIT = "form.field-missing", "form.field-written", "form.value-unfit"
UNAGREED = "form.agree-missing"
TYPING_S = 4.0
"""So long after the last key the expert's finger does not take the keyboard to another field."""
NAME_MAX = 200


def filling(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch of the form filled together, or None."""
    call, screen = journey.call, journey.screen
    if call is None:
        return None
    if touch.name in {"request.yes", "request.no"}:
        return _answered(journey, call, yes=touch.name == "request.yes")
    if touch.name == "fill.open" and isinstance(touch.argument, str):
        return open_form(journey, touch.argument)
    if not isinstance(screen, at.Fill):
        return None
    match touch:
        case Touch("form.focus", str(name)):
            return stay(_focused(journey, call, screen, name))
        case Touch("form.type", {"name": str(name), "text": str(text)}):
            return _type(journey, call, screen, name, text)
        case Touch("fill.watch", bool(watched)):
            return _watch(journey, call, screen, watched)
        case Touch("fill.agree") if not call.table.finishing:
            return _agree(journey, call, screen, rules)
        case Touch("fill.leave"):
            return stay(journey.fresh(at.Call()))
    return None


def open_form(journey: Journey, document: str) -> Step:
    """Begin to fill, at the field the expert shows, or the first page."""
    work, call = journey.documents.get(document), journey.call
    if work is None or call is None or not fields_of(work.pages.fields):
        return stay(journey)
    screen = at.Fill(document, call.pages.get(document, 0))
    opened = _pointed_at(journey.to(screen), screen)
    page = opened.screen.page if isinstance(opened.screen, at.Fill) else screen.page
    return stay(opened, PageShow(document=document, page=page), *told(call.table, document, whole=True))


def _answered(journey: Journey, call: CallState, *, yes: bool) -> Step | None:
    """« Remplir ce document ensemble ? » — not now is an answer, and the expert is told."""
    asked = call.requests[0] if call.requests else None
    if not isinstance(asked, FillRequest):
        return None
    if not call.may_answer(journey.now):
        return stay(journey)
    journey = replace(journey, call=replace(call, requests=call.requests[1:]))
    if yes:
        return open_form(journey, asked.document)
    # What was proposed is taken back: the blank form may still be printed.
    table = call.table.without_proposals(asked.document)
    news = FormNews(document=asked.document, state="declined")
    return stay(with_table(journey, table), news, *told(table, asked.document, whole=True))


# ---- writing


def _type(journey: Journey, call: CallState, screen: at.Fill, name: str, text: str) -> Step:
    name, _, choice = name.partition(CHOICE)
    work = journey.documents.get(screen.document)
    widgets = named(work.pages.fields, name) if work is not None else []
    if not widgets:
        return stay(journey)
    said = choice if choice and text else "" if choice else plain(text, int(widgets[0].get("most") or 0))
    table = call.table.wrote(screen.document, name, said, "citizen")
    written = SeenValue(name=name, by="citizen", text=said if call.table.watched else None)
    news = FormValues(document=screen.document, watched=bool(call.table.watched), values=[written])
    return stay(with_table(journey, table).over(replace(screen, typed_at=journey.now)), news)


def _focused(journey: Journey, call: CallState, screen: at.Fill, name: str) -> Journey:
    """Done with a field: on to the one the expert shows, if it is another."""
    pointed = call.table.pointed
    waiting = pointed is not None and pointed == (screen.document, screen.waiting)
    moved = replace(screen, focused=name, waiting="" if name else screen.waiting)
    if not name and waiting:
        return _pointed_at(journey.over(replace(moved, waiting="", typed_at=-TYPING_S)), moved)
    return journey.over(moved)


def _watch(journey: Journey, call: CallState, screen: at.Fill, watched: bool) -> Step:
    """Whether the expert sees what the visitor writes; withdrawn at any time, and then gone there too."""
    table = replace(call.table, watched=watched)
    forms = dict.fromkeys([screen.document, *table.written])  # of every form: agreed once, taken back for all
    news = [one for document in forms for one in told(table, document, whole=True)]
    step = stay(with_table(journey, table), *news)
    return noting(step, "form.watch-changed", active=watched)


def told(table: Table, document: str, *, whole: bool) -> Iterator[FormValues]:
    """What stands in a form, as the expert may see it: their own, and the visitor's if they agreed."""
    seen = [
        SeenValue(name=name, by=one.by, text=one.text if one.by == "expert" or table.watched else None)
        for name, one in table.values(document).items()
        if one.text
    ]
    for start in range(0, max(1, len(seen)), FIELDS_AT_ONCE):
        yield FormValues(
            document=document, watched=bool(table.watched), whole=whole and start == 0,
            values=seen[start : start + FIELDS_AT_ONCE],
        )  # fmt: skip


def _agree(journey: Journey, call: CallState, screen: at.Fill, rules: Rules) -> Step:
    """« C'est juste »: from here on it may be printed and signed, as a page of its own."""
    values = {name: one.text for name, one in call.table.values(screen.document).items() if one.text}
    if not values:
        return stay(journey)
    made = rules.new_id()
    table = replace(call.table, finishing=made, filled={**call.table.filled, made: screen.document})
    name = filled_name(journey.title_of(screen.document))
    order = FormFinish(document=made, of=screen.document, name=name, values=values)
    news = FormNews(document=screen.document, state="agreed", filled=made)
    moved = with_table(journey, table).over(replace(screen, focused=""))
    return noting(stay(moved, order, news), "form.agree-complete", document=made)


def filled_name(name: str) -> str:
    """« demande.pdf » becomes « demande - rempli.pdf »."""
    stem = name.removesuffix(".pdf").removesuffix(".PDF")
    return f"{stem[: NAME_MAX - 13]} - rempli.pdf"


# ---- news


def filling_news(journey: Journey, news: Body) -> Step | None:
    """Answer the expert's proposals, or None."""
    match news:
        case FormPrefill(document=document, values=values) if journey.call is not None:
            return _prefilled(journey, journey.call, document, values)
        case FieldShow(document=document, name=name) if journey.call is not None:
            return _shown(journey, journey.call, document, name)
        case DocumentPages(document=document) if document == _finishing(journey):
            return stay(_finished(journey, news))
        case DocumentFailed(document=document, key=key) if document == _finishing(journey):
            return stay(_unmade(journey, document, key))
        case PrintAsk(document=document) if journey.call and journey.call.table.filled_in(document):
            return stay(journey, FormNews(document=document, state="refused", key=UNAGREED))
    return None


def _prefilled(journey: Journey, call: CallState, document: str, values: list[FieldValue]) -> Step:
    work, table = journey.documents.get(document), call.table
    if work is None or work.kept is False:
        return stay(journey, FormNews(document=document, state="refused", key=MISSING))
    refused: list[Body] = []
    for value in values:
        key = _unfit(table, document, named(work.pages.fields, value.name), value)
        if key:
            refused.append(FormNews(document=document, state="refused", name=value.name, key=key))
            continue
        text = taken(named(work.pages.fields, value.name), value.text) or ""
        table = table.wrote(document, value.name, text, "expert")
    changed = [
        SeenValue(name=value.name, by=table.values(document)[value.name].by, text=_seen(table, document, value.name))
        for value in values
        if value.name in table.values(document)
    ]  # fmt: skip
    echo = [FormValues(document=document, watched=bool(table.watched), values=changed)] if changed else []
    return stay(_asked(with_table(journey, table), document), *echo, *refused)


def _unfit(table: Table, document: str, widgets: Sequence[Mapping[str, Any]], value: FieldValue) -> str:
    """Why a proposed value is not taken: no such field, the visitor's own word, or none of its choices."""
    if not widgets:
        return MISSING
    if table.full(document):
        return UNFIT
    held = table.values(document).get(value.name, Written("", "expert"))
    if held.by == "citizen" and held.text:
        return HELD
    return UNFIT if taken(widgets, value.text) is None else ""


def _seen(table: Table, document: str, name: str) -> str | None:
    one = table.values(document)[name]
    return one.text if one.by == "expert" or table.watched else None


def _asked(journey: Journey, document: str) -> Journey:
    """The form is not on the screen: ask for it, once."""
    screen = journey.screen
    if isinstance(screen, at.Fill) and screen.document == document:
        return journey
    return ask(journey, FillRequest(document))


def _shown(journey: Journey, call: CallState, document: str, name: str) -> Step:
    work = journey.documents.get(document)
    if not name:
        return stay(with_table(journey, replace(call.table, pointed=None)))
    if work is None or work.kept is False or not named(work.pages.fields, name):
        return stay(journey, FormNews(document=document, state="refused", name=name, key=MISSING))
    pointed = with_table(journey, replace(call.table, pointed=(document, name)))
    screen = journey.screen
    if isinstance(screen, at.Fill) and screen.document == document:
        return stay(_pointed_at(pointed, screen))
    return stay(_asked(pointed, document))


def _pointed_at(journey: Journey, screen: at.Fill) -> Journey:
    """The page of the field shown, and the keyboard in it; not while a key was just touched in another."""
    call, work = journey.call, journey.documents.get(screen.document)
    pointed = call.table.pointed if call is not None else None
    if pointed is None or work is None or pointed[0] != screen.document:
        return journey
    widgets = named(work.pages.fields, pointed[1])
    if screen.focused not in {"", pointed[1]} and journey.now - screen.typed_at < TYPING_S:
        return journey.over(replace(screen, waiting=pointed[1]))
    writes = widgets[0].get("kind") in {"text", "choice"} and not widgets[0].get("choices")
    page = int(widgets[0].get("page") or 0)
    return journey.over(
        replace(screen, page=page, focused=pointed[1] if writes else "", waiting="", zoom=1.0)
    )


def _finishing(journey: Journey) -> str:
    return journey.call.table.finishing if journey.call is not None else ""


def _finished(journey: Journey, pages: DocumentPages) -> Journey:
    """The filled page is there: both look at it now."""
    documents = {**journey.documents, pages.document: Paperwork(pages, "filled", kept=True)}
    journey = replace(journey, documents=documents)
    if journey.call is None:
        return journey
    journey = with_table(journey, replace(journey.call.table, finishing=""))
    moved = isinstance(journey.screen, at.Fill)
    return journey.fresh(at.Call()).to(at.Reading(pages.document)) if moved else journey


def _unmade(journey: Journey, document: str, key: str) -> Journey:
    """It could not be made: what was written stays."""
    if journey.call is None:
        return journey
    table = journey.call.table
    filled = {made: of for made, of in table.filled.items() if made != document}
    journey = with_table(journey, replace(table, finishing="", filled=filled))
    return replace(journey, overlay=journey.overlay or Trouble(key))
