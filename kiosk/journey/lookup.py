"""The expert looks the kiosk's own sheets and forms up, and lays one on the table. No file crosses."""

from dataclasses import replace

from kiosk.journey.conversation import CallState
from kiosk.journey.effects import ShowOwn
from kiosk.journey.marking import with_table
from kiosk.journey.paper import find_form
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, also, noting, stay
from session.protocol import local
from session.protocol.envelope import Body
from session.protocol.lookup import HITS, ContentFind, ContentFound, ContentHit, ContentPropose
from session.protocol.peer import DocumentRefused

SHEETS = 6
PER_TICK = 4
"""Look-ups answered in a second: each is a search, and the screen has to stay quick under the hand."""
ON_ITS_WAY = 5
MISSING = "content.sheet-missing"


def lookup_news(journey: Journey, news: Body, rules: Rules) -> Step | None:
    """Answer the expert's look-up or proposal, or None."""
    call = journey.call
    if call is None:
        return None
    match news:
        case ContentFind(query=query):
            return _find(journey, call, query, rules)
        case ContentPropose():
            return _propose(journey, call, news, rules)
    return None


def _find(journey: Journey, call: CallState, query: str, rules: Rules) -> Step:
    table = call.table
    if journey.now != table.found_at:
        table = replace(table, found_at=journey.now, found=0)
    if table.found >= PER_TICK:
        return stay(journey)
    counted = with_table(journey, replace(table, found=table.found + 1))
    return stay(counted, ContentFound(query=query, hits=find(query, rules)))


def find(query: str, rules: Rules) -> list[ContentHit]:
    """Sheets by id or by words, each with its forms; asked by number, the forms of that number come first."""
    words = " ".join(query.split())
    if not words:
        return []
    named = [words.upper()] if rules.library.sheet(words.upper()) else []
    sheets = dict.fromkeys([*named, *(hit.id for hit in rules.library.search(words).hits[:SHEETS])])
    hits = [hit for sheet in sheets for hit in _hits(sheet, rules)]
    number = "".join(letter for letter in words if letter.isdigit())
    if number and not named:
        hits.sort(key=lambda hit: not hit.number.startswith(number))
    return hits[:HITS]


def _hits(ident: str, rules: Rules) -> list[ContentHit]:
    sheet = rules.library.sheet(ident)
    if sheet is None:
        return []
    found = [
        ContentHit(sheet=ident, form=form.id, title=form.title[:200], number=form.number[:200], kind="form")
        for form in rules.library.forms(ident)
        if form.local
    ]
    if rules.library.checklist(ident).items:
        found.insert(0, ContentHit(sheet=ident, title=sheet.title[:200], kind="papers"))
    return found


def _propose(journey: Journey, call: CallState, news: ContentPropose, rules: Rules) -> Step:
    """Unknown to this kiosk's edition, or too many at once: the expert is told, in words."""
    sheet = rules.library.sheet(news.sheet)
    form = find_form(rules, news.sheet, news.form) if news.form else None
    known = sheet is not None and (form is not None and form.local if news.form else True)
    fresh = news.document not in journey.documents and news.document not in call.table.proposed
    if sheet is None or not known or not fresh:
        return stay(journey, DocumentRefused(document=news.document, key=MISSING))
    if len(call.table.proposed) >= ON_ITS_WAY:
        return stay(journey, DocumentRefused(document=news.document, key="link.message-flood"))
    title = (form.title if form is not None else f"Les papiers à réunir : {sheet.title}")[:200]
    on_its_way = {**call.table.proposed, news.document: title}
    moved = with_table(journey, replace(call.table, proposed=on_its_way))
    if form is not None:
        order = local.FormOpen(document=news.document, sha256=form.sha256, name=title, shared=True)
        return noting(stay(moved, order), "content.propose-complete", kind="form")
    step = also(stay(moved), ShowOwn(news.document, "checklist", news.sheet, title))
    return noting(step, "content.propose-complete", kind="papers")
