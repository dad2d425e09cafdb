"""Tiles, search, procedure, checklist, public sites: everything that only the visitor moves."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.events import Touch
from kiosk.journey.places import AREAS
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, noting, stay
from offline_cache.local.model import part_of
from offline_cache.model import Chapter, Sheet
from session.protocol.use import UseNoted

MAX_WORDS = 120
SITE_REPORTS = ("site.loaded", "site.failed", "site.blocked", "site.history")
"""What the web view says by itself: no finger did it, so it keeps no visit alive."""


def browse(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch of these screens, or None when it is not theirs."""
    match touch:
        case Touch("topic.open", str(topic)) if topic not in AREAS:
            return stay(journey.to(at.Topic(topic)))
        case Touch("search.open"):
            return stay(journey.to(at.Search()))
        case Touch("search.type" | "search.pick" | "search.submit"):
            return _search(journey, touch, rules)
        case Touch("sheet.open", str(sheet)) if part_of(sheet) != "avis":
            return open_sheet(journey, sheet, rules)
        case Touch("procedure.chapter", str(chapter)):
            return _toggle_chapter(journey, chapter)
        case Touch("case.choose", str(argument)):
            return _choose(journey, argument)
        case Touch("checklist.open", str(sheet)):
            return stay(replace(journey, sheet=sheet).to(at.Checklist(sheet)))
        case Touch("checklist.yes" | "checklist.no", str(paper)):
            return _tick(journey, paper, have=touch.name == "checklist.yes")
        case Touch("sites.open" | "site.open"):
            return _open_site(journey, touch, rules)
        case Touch(name) if name in SITE_REPORTS and isinstance(journey.screen, at.Site):
            return _site_news(journey, journey.screen, touch)
    return None


def _search(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    if not isinstance(journey.screen, at.Search):
        return None
    if touch.name == "search.submit":
        answer = rules.library.search(journey.screen.text)
        step = stay(journey.over(replace(journey.screen, submitted=True)))
        return noting(step, "content.search-complete", results=len(answer.hits), ms=round(answer.ms, 1))
    text = str(touch.argument)[:MAX_WORDS]
    if text == journey.screen.text:
        return stay(journey)
    return stay(journey.over(at.Search(text, submitted=touch.name == "search.pick")))


def open_sheet(journey: Journey, sheet: str, rules: Rules) -> Step:
    """Show a sheet; one that is nothing but questions begins to ask them."""
    found = rules.library.sheet(sheet)
    if found is None:
        return stay(journey)
    if found.kind == "wizard" and found.wizard:
        return stay(journey.to(at.Wizard(sheet)))
    opened = replace(journey, sheet=sheet).to(at.Procedure(sheet, unfolded(found)))
    subject = [UseNoted(what="subject", subject=found.theme.title)] if found.theme else []
    return noting(stay(opened, *subject), "content.sheet-opened", sheet=sheet)


def unfolded(sheet: Sheet) -> frozenset[str]:
    """What is open at first: all of a page of the town's own, which is short, and a local procedure's steps."""
    part = part_of(sheet.id)
    titles = [block.title for block in sheet.blocks if isinstance(block, Chapter)]
    return frozenset(titles if part == "page" else titles[:1] if part == "demarche" else ())


def _toggle_chapter(journey: Journey, chapter: str) -> Step | None:
    if not isinstance(journey.screen, at.Procedure | at.Topic):
        return None
    opened = journey.screen.opened ^ {chapter}
    return stay(journey.over(replace(journey.screen, opened=opened)))


def _choose(journey: Journey, argument: str) -> Step | None:
    """`KEY:INDEX`; the answer already given is taken back."""
    key, _, number = argument.rpartition(":")
    if not key or not number.isdigit():
        return None
    cases = dict(journey.cases)
    if cases.get(key) == int(number):
        del cases[key]
    else:
        cases[key] = int(number)
    sheet = key.partition("#")[0]
    return stay(replace(journey, cases=cases, settled=journey.settled - {sheet}))


def tick_key(sheet: str, paper: str) -> str:
    """How a tick is kept: a paper of one procedure."""
    return f"{sheet}|{paper}"


def _tick(journey: Journey, paper: str, *, have: bool) -> Step | None:
    """Touching the same answer again takes it back. Also on the waiting page, for the last procedure."""
    if not journey.sheet:
        return None
    ticks = dict(journey.ticks)
    key = tick_key(journey.sheet, paper)
    if ticks.get(key) is have:
        del ticks[key]
    else:
        ticks[key] = have
    return stay(replace(journey, ticks=ticks, settled=journey.settled - {journey.sheet}))


def _open_site(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    if touch.name == "sites.open":
        return stay(journey.to(at.Sites()))
    site = next((s for s in rules.sites if s.url == touch.argument), None)
    if site is None:
        return noting(stay(journey), "site.refuse-complete")
    return stay(journey.to(at.Site(site.name, site.url)))


def _site_news(journey: Journey, screen: at.Site, touch: Touch) -> Step | None:
    match touch:
        case Touch("site.loaded", str(here)):
            shown = replace(screen, refused="", failed=False, here=here)
            return noting(stay(journey.over(shown)), "site.open-complete")
        case Touch("site.failed"):
            return stay(journey.over(replace(screen, refused="", failed=True)))
        case Touch("site.blocked", str(host)):
            step = stay(journey.over(replace(screen, refused=host or "?", failed=False)))
            return noting(step, "site.refuse-complete")
        case Touch("site.history", bool(deeper)):
            return stay(journey.over(replace(screen, deeper=deeper)))
    return None
