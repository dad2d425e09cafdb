"""Forms on the screen, and everything that goes to the printer."""

from dataclasses import replace
from typing import Any, Literal

from kiosk.journey import screens as at
from kiosk.journey.assistance import ask_help
from kiosk.journey.conversation import CameOut
from kiosk.journey.effects import PrintOwn, Send
from kiosk.journey.events import Touch
from kiosk.journey.ports import Rules
from kiosk.journey.print_options import fits, settled, sheets
from kiosk.journey.state import Job, Journey, Paperwork
from kiosk.journey.step import Step, also, stay
from offline_cache.local.model import part_of
from offline_cache.model import Form
from session.protocol import local, peer, printing

MAX_FIELD = 400
ZOOM = (1.0, 3.0)


def paper(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch about a form or a print job, or None."""
    match touch:
        case Touch("checklist.print", str(sheet)):
            return _print_checklist(journey, sheet, rules)
        case Touch("form.address", str(form)):
            return _print_address(journey, form, rules)
        case Touch("form.open", str(form)):
            return _open_form(journey, form, rules)
        case Touch("form.focus" | "form.type" | "form.print"):
            return _form(journey, touch, rules)
        case Touch("document.zoom", int() | float()):
            return _zoom(journey, float(touch.argument))
        case Touch("site.printed", str(document)) if isinstance(journey.screen, at.Site):
            job = Job(rules.new_id(), "page", journey.screen.name, moved_at=journey.now, document=document)
            return stay(_follow(journey, job), printing.PrintPage(job=job.id, document=document))
        case Touch("print.go") if (
            isinstance(journey.screen, at.PrintOptions)
            and journey.world.printer.usable
            and journey.call is None
        ):
            return _print_chosen(journey, journey.screen, rules)
        case Touch("print.yes" | "print.again" | "print.help" | "print.cancel" | "print.leave"):
            return _answer(journey, touch)
    return None


def _follow(journey: Journey, job: Job) -> Journey:
    """Remember a job; show its progress, except in a call, where the face stays."""
    journey = journey.with_job(job)
    return journey if journey.call else journey.to(at.Printing(job.id))


def print_own(journey: Journey, rules: Rules, kind: Any, title: str, about: str = "") -> Step:
    """Print one of our own pages: a checklist, the goodbye slip or a contact."""
    names = {"goodbye": "slip", "form-address": "contact", "office": "contact", "advice": "page"}
    shown: Any = names.get(kind, kind)
    job = Job(rules.new_id(), shown, title, moved_at=journey.now)
    return also(stay(_follow(journey, job)), PrintOwn(job.id, kind, about))


def print_document(journey: Journey, rules: Rules, document: str) -> Step:
    """Print a paper of the call, and tell the expert."""
    job = Job(
        rules.new_id(), "document", journey.title_of(document), moved_at=journey.now, document=document,
        sheets=sheets(journey, document, rules),
    )  # fmt: skip
    news = peer.PrintNews(document=document, state="printing")
    order = printing.PrintDocument(job=job.id, document=document, choice=settled(journey, document, rules))
    return stay(_follow(journey, job), order, *([news] if journey.call else []))


def _print_checklist(journey: Journey, sheet: str, rules: Rules) -> Step | None:
    found = rules.library.sheet(sheet)
    if found is None or not journey.world.printer.usable:
        return None
    finished = replace(journey, settled=journey.settled | {sheet})
    return print_own(finished, rules, "checklist", found.title, sheet)


# ---- forms


def find_form(rules: Rules, sheet: str, form: str) -> Form | None:
    """A sheet's form by its id, or a copy offered in the place of one."""
    own = next((f for f in rules.library.forms(sheet) if f.id == form), None)
    return own or _copy_of(rules, sheet, form)


def _copy_of(rules: Rules, sheet: str, ident: str) -> Form | None:
    """Another form of the same number, offered in the place of one that is not here."""
    asked = rules.library.forms(sheet)
    copies = (
        copy for form in asked if not form.local for copy in rules.library.form_ways(sheet, form).copies
    )
    return next((copy for copy in copies if copy.id == ident), None)


def _print_address(journey: Journey, ident: str, rules: Rules) -> Step | None:
    form = find_form(rules, journey.sheet, ident)
    if form is None or not journey.world.printer.usable:
        return None
    return print_own(journey, rules, "form-address", form.title, ident)


def _open_form(journey: Journey, ident: str, rules: Rules) -> Step | None:
    form = find_form(rules, journey.sheet, ident)
    if form is None:
        return None
    if not form.local:
        return stay(journey.to(at.Form(journey.sheet, ident, "")))
    document = rules.new_id()
    opened = replace(journey, awaited={**journey.awaited, document: form.title})
    screen = at.Form(journey.sheet, ident, document)
    return stay(
        opened.to(screen), local.FormOpen(document=document, sha256=form.sha256, name=form.title[:200])
    )


def _form(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    screen = journey.screen
    if not isinstance(screen, at.Form):
        return None
    match touch:
        case Touch("form.focus", str(name)):
            return stay(journey.over(replace(screen, focused=name)))
        case Touch("form.type", {"name": str(name), "text": str(text)}):
            return stay(_fill(journey, screen, name, text[: _most(journey, screen, name)]))
        case Touch("form.print") if journey.world.printer.usable:
            return _print_form(journey, screen, rules)
    return None


def _most(journey: Journey, screen: at.Form, name: str) -> int:
    """How many characters the form takes there."""
    work = journey.documents.get(screen.document)
    fields = work.pages.fields if work is not None else []
    own = next((int(field.get("most") or 0) for field in fields if field.get("name") == name), 0)
    return min(own or MAX_FIELD, MAX_FIELD)


CHOICE = "\x1f"
"""Between a box's name and the value it stands for, in the names of boxes to tick."""


def _fill(journey: Journey, screen: at.Form, name: str, text: str) -> Journey:
    name, _, choice = name.partition(CHOICE)
    text = choice if choice and text else text
    values = {**journey.filled.get(screen.form, {}), name: text}
    return replace(
        journey,
        filled={**journey.filled, screen.form: values},
        settled=journey.settled - {screen.form},
    )


def _print_chosen(journey: Journey, screen: at.PrintOptions, rules: Rules) -> Step | None:
    """From « Autres choix »: print what the page behind it shows."""
    if not fits(journey, screen.document, rules):
        return None
    behind = journey.back()
    if isinstance(behind.screen, at.Form):
        return _print_form(behind, behind.screen, rules)
    return print_document(behind, rules, screen.document)


def _print_form(journey: Journey, screen: at.Form, rules: Rules) -> Step | None:
    form = find_form(rules, screen.sheet, screen.form)
    if form is None or not form.local or screen.document not in journey.documents:
        return None
    if not fits(journey, screen.document, rules):
        return stay(journey.to(at.PrintOptions(screen.document, screen.page)))
    # A notice of the town hall is shown as a form is, and is none.
    kind: Literal["form", "page"] = "page" if part_of(screen.sheet) == "avis" else "form"
    amount, choice = sheets(journey, screen.document, rules), settled(journey, screen.document, rules)
    job = Job(rules.new_id(), kind, form.title, moved_at=journey.now, sheets=amount)
    values = {name: text for name, text in journey.filled.get(form.id, {}).items() if text}
    finished = replace(journey, settled=journey.settled | {form.id})
    order = printing.PrintForm(job=job.id, sha256=form.sha256, values=values, choice=choice)
    return stay(_follow(finished, job), order)


def _zoom(journey: Journey, factor: float) -> Step | None:
    if not isinstance(journey.screen, at.Form | at.Reading | at.Sign | at.Fill | at.ScanDone):
        return None
    return stay(journey.over(replace(journey.screen, zoom=min(max(factor, ZOOM[0]), ZOOM[1]))))


def document_arrived(journey: Journey, pages: local.DocumentPages) -> Journey:
    """A form asked for is ready to be shown."""
    awaited = {k: v for k, v in journey.awaited.items() if k != pages.document}
    documents = {**journey.documents, pages.document: Paperwork(pages, "form")}
    return replace(journey, awaited=awaited, documents=documents)


# ---- jobs


def _answer(journey: Journey, touch: Touch) -> Step | None:
    job = journey.jobs.get(_job_meant(journey, touch))
    if job is None:
        return None
    match touch.name:
        case "print.yes":
            answered = replace(job, answered=True, came_out=True)
            return stay(_leave(journey.with_job(answered)), printing.PrintAnswer(job=job.id, came_out=True))
        case "print.again":
            again = replace(job, state="preparing", key="", moved_at=journey.now)
            order = printing.PrintAnswer(job=job.id, came_out=False, again=True)
            return stay(journey.with_job(again), order)
        case "print.help":
            answered = replace(job, answered=True)
            answer = Send(printing.PrintAnswer(job=job.id, came_out=False))
            return also(ask_help(journey.with_job(answered)), answer)
        case "print.cancel":
            return stay(_leave(journey), printing.PrintCancel(job=job.id))
        case _:
            return stay(_leave(journey))


def _job_meant(journey: Journey, touch: Touch) -> str:
    if isinstance(journey.screen, at.Printing):
        return journey.screen.job
    return str(touch.argument)


def _leave(journey: Journey) -> Journey:
    return journey.back() if isinstance(journey.screen, at.Printing) else journey


def job_news(journey: Journey, news: printing.PrintState) -> Step:
    """The printer's word about a job: remembered, told to the expert, asked about when done."""
    job = journey.jobs.get(news.job)
    if job is None:
        return stay(journey)
    moved = (job.state, job.page) != (news.state, news.page)
    fresh = replace(
        job,
        state=news.state,
        key=news.key or "",
        page=news.page,
        pages=news.pages or job.pages,
        moved_at=journey.now if moved else job.moved_at,
    )
    journey = journey.with_job(fresh)
    ended = news.state in {"done", "unsure"} and job.state not in {"done", "unsure"}
    if news.state == "done" and ended:
        journey = journey.with_done("printed", job.title)
    if journey.call is None:
        return stay(journey)
    if ended:
        requests = (*journey.call.requests, CameOut(job.id))
        journey = replace(journey, call=replace(journey.call, requests=requests))
    told = _told(fresh)
    return stay(journey, *([told] if told and moved else []))


def _told(job: Job) -> peer.PrintNews | None:
    if not job.document:
        return None
    match job.state:
        case "held" | "done" | "failed":
            return peer.PrintNews(document=job.document, state=job.state)
        case "printing":
            return peer.PrintNews(document=job.document, state="printing")
        case "canceled":
            return peer.PrintNews(document=job.document, state="declined")
        case _:
            return None
