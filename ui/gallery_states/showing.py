"""A paper shown live, asked for and framed; who the visitor is; the stamp of an original."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, cast

from kiosk.core.settings import Settings
from kiosk.journey.conversation import CallState, Media, Request
from kiosk.journey.shown import IdentityRequest, LiveRequest, OnView, StampedCopy, StillRequest
from kiosk.journey.state import Journey, Paperwork
from session.protocol.local import DocumentPages, Printer, World
from session.protocol.scanning import Scanner
from ui.gallery_states.pictures import HEIGHT, WIDTH
from ui.gallery_states.state import BIG, CONTRAST, REACH, State
from ui.pages import Call, Showing
from ui.presenters.call import call
from ui.presenters.live import showing
from ui.presenters.scan import scan_place
from ui.presenters.scene import Scene

if TYPE_CHECKING:
    from kiosk.journey.ports import Rules

STAMPED = "1" * 32
NOW = 100.0
LIVE = OnView(purpose="paper", live=True, until=NOW + 52)
IDENTITY = replace(LIVE, purpose="identity")
STARTING = OnView(purpose="paper")


def _scene(table: OnView, *asked: Request) -> Scene:
    """These pages read no content: there is none behind them."""
    talk = CallState("caf", "CAF de Haute-Marne", "Nadia", link="connected", requests=asked, on_view=table)
    paper = DocumentPages(
        document=STAMPED, name="Document numérisé - original vu", pages=1, widths=[WIDTH], heights=[HEIGHT]
    )
    journey = Journey(
        now=NOW, visiting=True, call=talk, media=Media("frames", camera=True),
        documents={STAMPED: Paperwork(paper, "stamped", kept=True)},
        world=World(link="online", printer=Printer(usable=True), scanner=Scanner(camera=True)),
    )  # fmt: skip
    return Scene(journey, cast("Rules", None), Settings(), datetime(2026, 11, 9, 10, 42))  # noqa: DTZ001 - a wall clock


def _call(table: OnView, *asked: Request) -> Call:
    return call(_scene(table, *asked))


def _live(table: OnView, *asked: Request) -> Showing:
    return showing(_scene(table, *asked))


def states() -> list[State]:
    """From the question to what came of it."""
    asked = State(
        "live-asked",
        "Montrer un papier en direct : ce qui sera vu est dit avant",
        _call(OnView(), LiveRequest()),
    )
    live = State("live-paper", "Le cadre : exactement ce que le conseiller voit", _live(LIVE))
    who = State(
        "live-identity-asked",
        "Dire qui l’on est : pourquoi, et rien n’est gardé",
        _call(OnView(), IdentityRequest("paper")),
    )
    ended = OnView(told="ended", told_at=NOW, ended="lost", key="camera.device-missing")
    return [
        asked,
        asked.seen("big", "Montrer en direct, grand texte", BIG),
        State("live-own", "Le visiteur veut montrer un papier", _call(OnView(), LiveRequest(own=True))),
        State("live-place", "En appel, sans scanner : montrer en direct, ou photographier", scan_place(_scene(OnView()))),
        State("live-starting", "La caméra s’allume", _live(STARTING)),
        live,
        live.seen("big", "Le cadre, grand texte", BIG),
        live.seen("reach", "Le cadre, commandes basses", REACH),
        live.seen("contrast", "Le cadre, contraste", CONTRAST),
        State("live-still-asked", "Une photo nette est demandée pendant que l’on montre", _live(LIVE, StillRequest())),
        State("live-lost", "La caméra à documents est perdue : c’est dit", _call(ended)),
        State("live-time", "L’image s’est arrêtée seule", _call(replace(ended, ended="time", key=""))),
        who,
        who.seen("big", "Dire qui l’on est, grand texte", BIG),
        State("live-identity-questions", "Dire qui l’on est, de vive voix", _call(OnView(), IdentityRequest("questions"))),
        State("live-identity", "La pièce d’identité : aucune photo", _live(IDENTITY)),
        State("live-identity-done", "L’identité est établie : c’est dit", _call(OnView(told="identity", told_at=NOW, identity="paper"))),
        State("live-identity-not", "Elle n’a pas pu l’être", _call(OnView(told="identity", told_at=NOW, identity="not-established"))),
        State("live-stamped", "« Original vu à la caméra » : un exemplaire ?", _call(OnView(), StampedCopy(STAMPED))),
        State("live-stamp-undone", "La mention est retirée", _call(OnView(told="stamp-undone", told_at=NOW))),
    ]  # fmt: skip
