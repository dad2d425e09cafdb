"""« Numériser un papier »: lay it down, see each page, keep or redo it, then print a copy or show the expert."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.camera import aimed, camera, lights_out, open_camera, photographed
from kiosk.journey.events import Touch
from kiosk.journey.paper import print_document
from kiosk.journey.ports import Rules
from kiosk.journey.print_options import fits
from kiosk.journey.scanned import ScannedPage, ScanWork
from kiosk.journey.state import Journey, Paperwork
from kiosk.journey.step import Step, noting, stay
from session.protocol import local, peer
from session.protocol.cameras import PaperAim, PaperLook
from session.protocol.envelope import Body
from session.protocol.scanning import ScanBind, ScanForget, ScanPage, ScanSend, ScanStart, ScanState, ScanStop

NAME = "Document numérisé"


def scan(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    """Answer a touch of the scanning pages, or None."""
    if touch.name == "scan.open":
        return _open(journey)
    if not isinstance(journey.screen, at.SCANNING):
        return None
    work = journey.scan or ScanWork()
    if (step := camera(journey, touch, rules)) is not None:
        return step
    match touch:
        case Touch("scan.start" | "scan.preview", "glass" | "feeder" | "both-sides") if not work.busy:
            return _start(journey, work, touch, rules)
        case Touch("scan.stop") if work.phase == "reading":
            return stay(journey, ScanStop(scan=work.run))
        case Touch("scan.page", int(number)):
            return stay(replace(journey, scan=work.looked(number)))
        case Touch("scan.more") if work.source == "camera" and not work.busy and not work.full:
            return open_camera(journey, replace(work, again=None), rules)
        case Touch("scan.more") if not work.busy and not work.full:
            return stay(replace(journey, scan=replace(work, again=None, trouble="")).over(at.ScanPlace()))
        case Touch("scan.review") if work.pages:
            cleared = replace(work, again=None, trouble="", preview=None)
            return stay(replace(journey, scan=cleared).over(at.ScanPages()))
        case Touch("scan.again" | "scan.remove" | "scan.finish") if work.pages and not work.busy:
            return _decide(journey, work, touch, rules)
        case Touch("scan.print" | "scan.send" | "scan.leave"):
            return _result(journey, touch, rules)
    return None


def _open(journey: Journey) -> Step:
    """Where the pages of a scan broken off are, or where to lay the first."""
    work = journey.scan
    if not journey.world.scanner.present and not journey.world.scanner.camera:
        return stay(journey)
    moved = journey.to(at.ScanPages() if work is not None and work.pages else at.ScanPlace())
    return stay(moved if work is None else replace(moved, scan=replace(work, asked=False)))


def _start(journey: Journey, work: ScanWork, touch: Touch, rules: Rules) -> Step:
    source = touch.argument
    if source not in journey.world.scanner.sources:
        return stay(journey)
    preview = touch.name == "scan.preview"
    begun = replace(
        work, run=rules.new_id(), source=source, phase="reading", number=1, share=0.0, trouble="", blank=0,
        preview=None, previewing=preview, moved_at=journey.now,
    )  # fmt: skip
    moved = replace(journey, scan=begun)
    moved = moved if preview else moved.over(at.ScanPages())
    return stay(moved, ScanStart(scan=begun.run, source=source, preview=preview))


def _decide(journey: Journey, work: ScanWork, touch: Touch, rules: Rules) -> Step | None:
    match touch.name:
        case "scan.again" if work.source == "camera":
            return open_camera(journey, replace(work, again=work.at), rules)
        case "scan.again":
            return stay(replace(journey, scan=replace(work, again=work.at)).over(at.ScanPlace()))
        case "scan.remove":
            left = work.without(work.at)
            gone = ScanForget(pages=[work.pages[work.at].id])
            moved = replace(journey, scan=left)
            return stay(moved if left.pages else moved.over(at.ScanPlace()), gone)
        case _ if not work.unseen:
            document = rules.new_id()
            bound = replace(work, phase="binding", binding=document, moved_at=journey.now)
            order = ScanBind(document=document, pages=[page.id for page in work.pages], name=NAME)
            return stay(replace(journey, scan=bound), order)
    return None


def _result(journey: Journey, touch: Touch, rules: Rules) -> Step | None:
    screen = journey.screen
    if touch.name == "scan.leave":
        return leave_scan(journey)
    if not isinstance(screen, at.ScanDone):
        return None
    if touch.name == "scan.print" and journey.world.printer.usable:
        if not fits(journey, screen.document, rules):
            return stay(journey.to(at.PrintOptions(screen.document, screen.page)))
        return print_document(journey, rules, screen.document)
    if touch.name == "scan.send" and journey.call is not None:
        sent = journey.fresh(at.Call()).to(at.Reading(screen.document)).with_done("sent", NAME)
        shown = peer.PageShow(document=screen.document, page=0)
        order = ScanSend(document=screen.document, name=NAME)
        return noting(stay(sent, order, shown), "scan.send-complete")
    return None


def leave_scan(journey: Journey) -> Step:
    """Away from scanning; pages that became no document are forgotten."""
    work = journey.scan or ScanWork()
    bodies: list[Body] = [ScanStop(scan=work.run)] if work.phase == "reading" else []
    if work.phase == "aiming":
        bodies.append(PaperLook(scan=work.run, active=False))
    if work.pages:
        bodies.append(ScanForget(pages=[page.id for page in work.pages]))
    left, off = lights_out(replace(journey, scan=None, overlay=None))
    if left.call is not None and left.call.table.on_paper:
        gone = left.back()  # to the page that says how to sign on paper
    else:
        gone = left.fresh(at.Call()) if left.call is not None else left.back()
    return gone, (*stay(gone, *bodies)[1], *off)


# ---- news


def scan_news(journey: Journey, news: Body) -> Step | None:
    """The steward's word on a scan, or None when it is none. A scan that was left says nothing any more."""
    work = journey.scan
    match news:
        case ScanPage(scan=run) if work is not None and run == work.run:
            return _page(journey, work, news)
        case PaperAim(scan=run):
            return stay(aimed(journey, work, news) if work is not None and run == work.run else journey)
        case ScanState(scan=run) if work is not None and run == work.run and work.phase == "aiming":
            return photographed(journey, work, news)
        case ScanState(scan=run) if work is not None and run == work.run:
            return stay(_state(journey, work, news))
        case ScanPage():
            return stay(journey, ScanForget(pages=[news.page]))
        case ScanState():
            return stay(journey)
        case local.DocumentPages(document=document) if work is not None and document == work.binding:
            return _bound(journey, work, news)
        case local.DocumentFailed(document=document, key=key) if (
            work is not None and document == work.binding
        ):
            return stay(replace(journey, scan=replace(work, phase="idle", binding="", trouble=key)))
    return None


def _page(journey: Journey, work: ScanWork, news: ScanPage) -> Step:
    page = ScannedPage(news.page, news.width, news.height)
    if news.preview:
        gone = [ScanForget(pages=[work.preview.id])] if work.preview else []
        return stay(replace(journey, scan=replace(work, preview=page)), *gone)
    if work.full:
        return stay(journey, ScanForget(pages=[page.id]))
    old = [work.pages[work.again].id] if work.again is not None and work.again < len(work.pages) else []
    added = replace(work.added(page), moved_at=journey.now)
    return stay(replace(journey, scan=added), *([ScanForget(pages=old)] if old else []))


def _state(journey: Journey, work: ScanWork, news: ScanState) -> Journey:
    moved = replace(work, number=news.page, share=news.share, blank=news.blank, moved_at=journey.now)
    if news.ended:
        moved = replace(
            moved, phase="idle", trouble=news.key or "", again=None if not news.key else work.again
        )
    return replace(journey, scan=moved)


def _bound(journey: Journey, work: ScanWork, news: local.DocumentPages) -> Step:
    """One document of all pages; the single pages have served."""
    documents = {**journey.documents, news.document: Paperwork(news, "scan", kept=True)}
    done = replace(journey, scan=None, documents=documents).with_done("scanned", NAME)
    if isinstance(done.screen, at.SCANNING):
        done = done.over(at.ScanDone(news.document, asked=work.asked))
    return stay(done, ScanForget(pages=[page.id for page in work.pages]))
