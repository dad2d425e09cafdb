"""Marks, forms filled with the expert, and the three ways to sign, as their presenters say it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from kiosk.core.settings import Settings
from kiosk.journey import screens as at
from kiosk.journey.conversation import CallState, FillRequest, SignRequest
from kiosk.journey.ports import Rules
from kiosk.journey.state import Job, Journey, Paperwork
from kiosk.journey.table import Mark, Table, Written
from session.protocol.local import DocumentPages, Printer, World
from session.protocol.peer import PagePointer
from session.protocol.scanning import Scanner
from session.protocol.shared import Box
from ui.adapters.library import EmptyLibrary
from ui.gallery_states.person import sign as drawn_sign
from ui.gallery_states.pictures import HEIGHT, WIDTH
from ui.gallery_states.procedure import picture
from ui.gallery_states.state import BIG, BIG_CONTRAST, CONTRAST, REACH, State
from ui.pages import Fill, Reading, Sign
from ui.presenters.call import sign
from ui.presenters.reading import reading
from ui.presenters.scene import Scene
from ui.presenters.together import fill, paper_sign

DOCUMENT = "0" * 32
NAME = "Demande de carte d’identité"
BOX = Box(page=0, x=610 / WIDTH, y=1350 / HEIGHT, w=460 / WIDTH, h=180 / HEIGHT)


def _field(name: str, label: str, at: tuple[float, float, float, float], **more: Any) -> dict[str, Any]:
    left, top, width, height = (
        share / side for share, side in zip(at, (WIDTH, HEIGHT, WIDTH, HEIGHT), strict=True)
    )
    box = {"left": left, "top": top, "width": width, "height": height}
    return {"name": name, "kind": "text", "page": 0, "box": box, "label": label, "choices": [], **more}


FIELDS = [
    _field("nom", "Nom de naissance", (130, 430, 930, 60), required=True),
    _field("prenom", "Prénoms", (130, 560, 930, 60)),
    _field("naissance", "Né(e) le", (130, 690, 400, 60), most=10),
]
WHOLE = at.Fill(DOCUMENT)
HALF = {DOCUMENT: {"nom": Written("LE GOFF", "expert"), "prenom": Written("Anne", "citizen")}}
MARKS = (
    Mark("1" * 32, DOCUMENT, 0, "stroke", ((0.12, 0.2), (0.5, 0.2), (0.72, 0.2)), mine=False),
    Mark("2" * 32, DOCUMENT, 0, "frame", ((0.1, 0.4), (0.6, 0.45)), mine=False),
    Mark("3" * 32, DOCUMENT, 0, "stroke", ((0.12, 0.52), (0.3, 0.525), (0.6, 0.52)), mine=True),
)


def scene(table: Table, *, asked: Any = (), job: Job | None = None, **call: Any) -> Scene:
    """In a call with Nadia, a form on the table."""
    shown = DocumentPages(
        document=DOCUMENT, name=NAME, pages=1, widths=[WIDTH], heights=[HEIGHT], fields=FIELDS
    )
    state = CallState("caf", "CAF", "Nadia", "connected", table=table, requests=asked, asked_at=-9, **call)
    scanner = Scanner(present=True, usable=True, sources=["glass"])
    journey = Journey(
        world=World(printer=Printer(usable=True), scanner=scanner),
        visiting=True,
        documents={DOCUMENT: Paperwork(shown, "expert", kept=True)},
        jobs={job.id: job} if job else {},
        call=state,
    )
    wall = datetime(2026, 11, 9, 10, 42)  # noqa: DTZ001 - a wall clock
    return Scene(journey, Rules(EmptyLibrary(), lambda: DOCUMENT), Settings(), wall)


def _fill(table: Table, screen: at.Fill = WHOLE, **more: Any) -> Fill:
    return replace(fill(scene(table, **more), screen), picture=picture())


def _reading(table: Table, **more: Any) -> Reading:
    return replace(reading(scene(table, **more), at.Reading(DOCUMENT)), picture=picture())


def _sign(screen: at.Sign, **more: Any) -> Sign:
    shown = sign(scene(Table(), sign=SignRequest(DOCUMENT, BOX), **more), screen)
    return replace(shown, picture=picture())


def states() -> list[State]:
    """From the first mark to the paper that was signed by hand."""
    return [*_marks(), *_filling(), *_signing()]


def _marks() -> list[State]:
    marked = State("reading-marked", "Surligné par les deux", _reading(Table(marks=MARKS)))
    tools = _reading(Table(marks=MARKS, marking=True))
    pointing = PagePointer(document=DOCUMENT, page=0, x=0.4, y=0.3)
    return [
        marked,
        marked.seen("contrast", "Surligné, contraste", CONTRAST),
        State("reading-marking", "Le surligneur en main", tools),
        State("reading-marking", "", tools).seen("big", "Le surligneur, grand texte", BIG),
        State("reading-mine", "Mon doigt montre", _reading(Table(), mine=pointing)),
        State("reading-asked-fill", "On propose de remplir ensemble", _reading(Table(), asked=(FillRequest(DOCUMENT),))),
    ]  # fmt: skip


def _filling() -> list[State]:
    first = State("fill-first", "Remplir ensemble : montrer ce que j’écris ?", _fill(Table(written=HALF)))
    half = _fill(Table(written=HALF, watched=True, pointed=(DOCUMENT, "naissance")))
    writing = _fill(
        Table(written=HALF, watched=True, pointed=(DOCUMENT, "naissance")),
        at.Fill(DOCUMENT, focused="naissance"),
    )
    waiting = _fill(
        Table(written=HALF, watched=False, pointed=(DOCUMENT, "naissance")),
        at.Fill(DOCUMENT, focused="prenom", waiting="naissance"),
    )
    return [
        first,
        first.seen("big", "Remplir ensemble, grand texte", BIG),
        State("fill-half", "Rempli par le conseiller, montré du doigt", half),
        State("fill-half", "", half).seen("big-contrast", "À moitié rempli, grand et contraste", BIG_CONTRAST),
        State("fill-half", "", half).seen("reach", "À moitié rempli, commandes basses", REACH),
        State("fill-writing", "J’écris dans la case montrée", writing),
        State("fill-writing", "", writing).seen("big", "J’écris, grand texte", BIG),
        State("fill-waiting", "Le conseiller montre une autre case", waiting),
        State("fill-finishing", "La page se prépare", _fill(Table(written=HALF, watched=True, finishing="f" * 32))),
    ]  # fmt: skip


def _signing() -> list[State]:
    strokes = tuple(tuple((x, y) for x, y in stroke) for stroke in drawn_sign(inked=True).strokes)
    empty = _sign(at.Sign(DOCUMENT, 0))
    done = Job("1", "document", NAME, "done", document=DOCUMENT)
    paper = paper_sign(scene(Table(on_paper=DOCUMENT), job=done), at.PaperSign(DOCUMENT, "1"))
    return [
        State("sign-ways", "Trois façons, à égalité", empty),
        State("sign-ways", "", empty).seen("big", "Trois façons, grand texte", BIG),
        State("sign-ways-inked", "Dessiné, pas encore signé", _sign(at.Sign(DOCUMENT, 0, strokes))),
        State("sign-why", "Pourquoi pas, si l’on veut", _sign(at.Sign(DOCUMENT, 0, refusing=True))),
        State("sign-small", "Le document a changé", _sign(at.Sign(DOCUMENT, 0, strokes, failed="signature.document-changed"))),
        State("paper-sign", "Signer sur papier", paper),
        State("paper-sign", "", paper).seen("big", "Signer sur papier, grand texte", BIG),
    ]  # fmt: skip
