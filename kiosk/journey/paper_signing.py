"""« Signer sur papier »: the page is printed, signed by hand, scanned, and given as the signed copy."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.events import Touch
from kiosk.journey.marking import with_table
from kiosk.journey.paper import print_document
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from kiosk.journey.step import Step, also, noting, stay
from kiosk.journey.talk import refuse_signature
from session.protocol.peer import SignNews
from session.protocol.scanning import ScanSend


def paper_signing(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch of the way by paper, or None."""
    call, screen = journey.call, journey.screen
    if call is None:
        return None
    match touch:
        case Touch("sign.paper") if isinstance(screen, at.Sign) and not screen.busy:
            return _begin(journey, screen, rules)
        case Touch("scan.give") if isinstance(screen, at.ScanDone) and may_give(journey, screen):
            return _given(journey, screen)
    if not isinstance(screen, at.PaperSign):
        return None
    match touch:
        case Touch("paper-sign.again") if journey.world.printer.usable:
            printed, effects = print_document(journey, rules, screen.document)
            return printed.over(replace(screen, job=tuple(printed.jobs)[-1])), effects
        case Touch("paper-sign.screen"):
            return stay(_back(journey, screen))
        case Touch("paper-sign.refuse"):
            return refuse_signature(journey, screen.document)
        case Touch("paper-sign.leave"):
            return stay(journey.fresh(at.Call()))
    return None


def may_give(journey: Journey, screen: at.ScanDone) -> bool:
    """Whether this scan can be the page signed by hand; whether it is, the visitor says."""
    return journey.call is not None and bool(journey.call.table.on_paper) and not screen.asked


def _begin(journey: Journey, screen: at.Sign, rules: Rules) -> Step | None:
    if not journey.world.printer.usable or journey.call is None:
        return None
    table = replace(journey.call.table, on_paper=screen.document)
    printed, effects = print_document(with_table(journey, table), rules, screen.document)
    moved = printed.over(at.PaperSign(screen.document, tuple(printed.jobs)[-1]))
    news = SignNews(document=table.known_as(screen.document), state="on-paper")
    return noting(also((moved, effects), *stay(moved, news)[1]), "sign.paper-init", document=screen.document)


def _back(journey: Journey, screen: at.PaperSign) -> Journey:
    """To the page to sign, on the screen after all."""
    if journey.call is None or journey.call.sign is None:
        return journey.fresh(at.Call())
    page = journey.call.sign.box.page
    return with_table(journey, replace(journey.call.table, on_paper="")).over(at.Sign(screen.document, page))


def _given(journey: Journey, screen: at.ScanDone) -> Step:
    """The scan is the signed copy; the visitor has the paper itself."""
    call = journey.call
    if call is None:
        return stay(journey)
    original = call.table.on_paper
    root = call.table.known_as(original)
    order = ScanSend(document=screen.document, name=_name(journey.title_of(original)), signs=root)
    roots = {**call.table.roots, screen.document: root}
    table = replace(call.table, on_paper="", roots=roots)
    journey = replace(journey, call=replace(call, sign=None, table=table))
    done = journey.fresh(at.Call()).with_done("signed", journey.title_of(original))
    return noting(stay(done, order), "sign.paper-complete", document=original)


def _name(name: str) -> str:
    stem = name.removesuffix(".pdf").removesuffix(".PDF")
    return f"{stem[:170]} - signé sur papier"
