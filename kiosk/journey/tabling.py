"""The table of a call as the visit sees it: who answers, and what is told again to a page that lost it."""

from kiosk.journey import screens as at
from kiosk.journey.events import Event, Touch
from kiosk.journey.filling import filling, filling_news
from kiosk.journey.filling import told as values_told
from kiosk.journey.lookup import lookup_news
from kiosk.journey.marking import marking, marking_news
from kiosk.journey.marking import told as mark_told
from kiosk.journey.paper_signing import paper_signing
from kiosk.journey.ports import Rules
from kiosk.journey.sign import sign_news
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, also, stay
from session.protocol.call import Notice
from session.protocol.envelope import Body
from session.protocol.markup import TableAsk
from session.protocol.peer import DocumentAnswer, PageShow


def at_table(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch of what is done together on a page, or None."""
    return (
        marking(journey, touch, rules)
        or filling(journey, touch, rules)
        or paper_signing(journey, touch, rules)
    )


def call_news(journey: Journey, news: Body, rules: Rules) -> Step | None:
    """Answer the expert's word about marks, forms, content, signatures, or None."""
    return (
        table_news(journey, news)
        or marking_news(journey, news)
        or filling_news(journey, news)
        or lookup_news(journey, news, rules)
        or sign_news(journey, news)
    )


def laid_again(journey: Journey) -> list[Body]:
    """For a page that knows nothing: decisions, what is written, marks, and the page both look at.

    The documents themselves the steward tells before this.
    """
    call = journey.call
    if call is None:
        return []
    bodies: list[Body] = [
        DocumentAnswer(document=document, accepted=work.kept)
        for document, work in journey.documents.items()
        if work.kept is not None and work.origin == "expert"
    ]
    for document in call.table.written:
        bodies += values_told(call.table, document, whole=True)
    bodies += [mark_told(mark) for mark in call.table.marks]
    if isinstance(journey.screen, at.Reading | at.Fill | at.Sign):
        bodies.append(PageShow(document=journey.screen.document, page=journey.screen.page))
    return bodies


def table_news(journey: Journey, news: Body) -> Step | None:
    """Answer a page that asks what lies here, or None."""
    return stay(journey, *laid_again(journey)) if isinstance(news, TableAsk) else None


def values_again(step: Step, news: Event) -> Step:
    """A new connection: what is written is told anew, for it was of worth only then."""
    journey = step[0]
    if not isinstance(news, Notice) or news.state != "connected" or journey.call is None:
        return step
    bodies = [
        body
        for document in journey.call.table.written
        for body in values_told(journey.call.table, document, whole=True)
    ]
    return also(step, *stay(journey, *bodies)[1])
