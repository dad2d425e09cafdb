"""Scanning, as its presenters say it: where to lay the paper, each page, what goes wrong."""

from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from kiosk.core.settings import Settings
from kiosk.journey import screens as at
from kiosk.journey.conversation import CallState, Media
from kiosk.journey.ports import Rules
from kiosk.journey.scanned import Aim, ScannedPage, ScanWork
from kiosk.journey.state import Journey, Paperwork
from kiosk.journey.table import Table
from session.protocol.local import DocumentPages, Printer, World
from session.protocol.scanning import Scanner
from ui.gallery_states.pictures import HEIGHT, WIDTH
from ui.gallery_states.state import BIG, CONTRAST, REACH, State
from ui.pages import ScanCamera, ScanPages, ScanPlace
from ui.presenters.scan import scan_done, scan_pages, scan_place
from ui.presenters.scan_camera import scan_camera
from ui.presenters.scene import Scene

READY = Scanner(present=True, usable=True, sources=["glass", "feeder", "both-sides"], loaded=True)
EMPTY = READY.model_copy(update={"loaded": False})
GLASS = READY.model_copy(update={"sources": ["glass"], "loaded": None})
JAMMED = Scanner(present=True, usable=False, key="scanner.paper-jammed", sources=["glass", "feeder"])
LOST = Scanner(present=True, usable=False, key="scanner.device-lost")
BOTH = GLASS.model_copy(update={"camera": True})
CAMERA = Scanner(camera=True)
GONE = LOST.model_copy(update={"camera": True})
DOCUMENT = "0" * 32
PAGE = ScannedPage(DOCUMENT, WIDTH, HEIGHT, seen=True)
ONE = ScanWork(pages=(PAGE,))
THREE = ScanWork(pages=(PAGE, PAGE, PAGE), at=1)
UNSEEN = ScanWork(pages=(PAGE, PAGE, replace(PAGE, seen=False)), at=1, blank=1)


def _scene(work: ScanWork | None, scanner: Scanner = READY, **more: Any) -> Scene:
    """These pages read no content: there is none behind them."""
    world = World(printer=Printer(usable=True), scanner=scanner)
    journey = Journey(scan=work, world=world, visiting=True, **more)
    return Scene(journey, cast("Rules", None), Settings(), datetime(2026, 11, 9, 10, 42))  # noqa: DTZ001 - a wall clock


def _place(work: ScanWork | None = None, scanner: Scanner = READY) -> ScanPlace:
    return scan_place(_scene(work, scanner))


def _pages(work: ScanWork, scanner: Scanner = READY) -> ScanPages:
    return scan_pages(_scene(work, scanner))


def _camera(
    aim: Aim | None, *, trouble: str = "", call: bool = False, scanner: Scanner = CAMERA
) -> ScanCamera:
    talk = CallState("caf", "CAF", "Nadia", link="connected") if call else None
    work = ScanWork(phase="aiming" if aim else "idle", source="camera", aim=aim, trouble=trouble)
    media = Media("frames", camera=True)
    return scan_camera(_scene(work, scanner, media=media, call=talk))


def _camera_states() -> list[State]:
    """The document camera, from the offer to the page."""
    hold = Aim("hold", ((0.27, 0.05), (0.75, 0.06), (0.73, 0.95), (0.25, 0.94)))
    photo = replace(ONE, source="camera")
    holding = State("camera-hold", "La feuille est bien posée : la photo part seule", _camera(hold))
    return [
        State("camera-place", "Sans scanner : la caméra à documents", _place(scanner=CAMERA)),
        State("camera-place-both", "La vitre, ou la caméra à documents", _place(scanner=BOTH)),
        State("camera-place-gone", "Le scanner est débranché : la caméra à documents", _place(scanner=GONE)),
        State("camera-absent", "Rien sous la caméra", _camera(Aim())),
        State("camera-dark", "Trop sombre, pendant un appel", _camera(Aim("dark", hold.corners), call=True)),
        holding,
        holding.seen("big", "La feuille est bien posée, grand texte", BIG),
        holding.seen("reach", "La feuille est bien posée, commandes basses", REACH),
        holding.seen("contrast", "La feuille est bien posée, contraste", CONTRAST),
        State("camera-taken", "La photo est prise", _camera(replace(hold, taken=True))),
        State(
            "camera-blurred",
            "La photo était floue",
            _camera(hold, trouble="camera.page-blurred", scanner=BOTH),
        ),
        State("camera-lost", "La caméra ne répond pas", _camera(Aim(key="camera.device-missing"))),
        State(
            "camera-failed", "La photo n’a pas pu être faite", _camera(None, trouble="camera.photo-failed")
        ),
        State("camera-review", "Reprendre, garder, ajouter une page", _pages(photo, CAMERA)),
    ]


def _done(*, call: bool, on_paper: bool = False, straight: bool = False) -> ScanPages:
    """`on_paper`: a page went out to be signed; `straight`: this is scanned from the page that says so."""
    shown = DocumentPages(
        document=DOCUMENT, name="Document numérisé", pages=2, widths=[WIDTH] * 2, heights=[HEIGHT] * 2
    )
    table = Table(on_paper="1" * 32 if on_paper else "")
    talk = CallState("caf", "CAF", "Nadia", link="connected", table=table) if call else None
    before = (at.PaperSign("1" * 32, "2" * 32),) if straight else ()
    documents = {DOCUMENT: Paperwork(shown, "scan", kept=True)}
    scene = _scene(None, documents=documents, call=talk, history=before)
    return scan_done(scene, at.ScanDone(DOCUMENT))


def states() -> list[State]:
    """From the paper in hand to the document."""
    reading = replace(ONE, phase="reading", source="feeder", number=2, share=0.4)
    jammed = replace(THREE, trouble="scanner.paper-jammed", source="feeder", at=2)
    doubled = replace(THREE, trouble="scanner.page-doubled", source="feeder", at=2)
    lost = replace(THREE, trouble="scanner.device-lost", at=2)
    other = _done(call=True, on_paper=True)
    place = State("scan-place", "Où poser le papier, dessiné", _place())
    review = State("scan-review", "Chaque page est vue avant d’être gardée", _pages(THREE))
    return [
        place,
        place.seen("big", "Où poser le papier, grand texte", BIG),
        place.seen("reach", "Où poser le papier, commandes basses", REACH),
        place.seen("contrast", "Où poser le papier, contraste", CONTRAST),
        State("scan-place-empty", "Rien dans le chargeur : c’est dit avant", _place(scanner=EMPTY)),
        State("scan-place-glass", "Un scanner sans chargeur", _place(scanner=GLASS)),
        State("scan-place-lost", "Le scanner est débranché", _place(scanner=LOST)),
        State("scan-preview", "L’aperçu de la vitre", _place(ScanWork(preview=PAGE), GLASS)),
        State("scan-first", "La première page se lit", _pages(ScanWork(phase="reading", share=0.3))),
        State("scan-reading", "La page lue, et la suivante qui avance", _pages(reading)),
        review,
        review.seen("big", "Chaque page est vue, grand texte", BIG),
        review.seen("reach", "Chaque page est vue, commandes basses", REACH),
        State("scan-unseen", "Une page reste à regarder", _pages(UNSEEN)),
        State("scan-jam", "Bourrage : les pages lues sont gardées", _pages(jammed)),
        State("scan-jam-now", "Bourrage, pas encore dégagé", _pages(jammed, JAMMED)),
        State("scan-double", "Deux feuilles ensemble : on reprend à cette page", _pages(doubled)),
        State("scan-lost", "Le scanner disparaît : la suite ailleurs", _pages(lost, LOST)),
        State("scan-lost", "", _pages(lost, LOST)).seen("big", "Le scanner disparaît, grand texte", BIG),
        *_camera_states(),
        State("scan-done", "Le document est prêt : une photocopie", _done(call=False)),
        State("scan-done-call", "Le document est prêt : le montrer, ou non", _done(call=True)),
        State(
            "scan-done-signed",
            "Numérisé depuis « Signer sur papier » : c’est la page signée",
            _done(call=True, on_paper=True, straight=True),
        ),
        State("scan-done-other", "Un autre papier, ou la page signée", other),
        State("scan-done-other", "", other).seen("big", "Un autre papier, grand texte", BIG),
    ]
