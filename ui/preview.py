"""An editor's look before installing: every page as a picture, and the kiosk itself where there is a screen."""

import html
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from kiosk.core.settings import Settings
from kiosk.journey import screens as at
from offline_cache.local.answers import asked_fields
from offline_cache.local.content import LocalContent
from offline_cache.local.model import Procedure
from ui.gallery_stage import Stage, Warnings
from ui.gallery_states.state import State
from ui.local_states import Stagehand

PREVIEW = "Aperçu"
STRIP = "APERÇU · ce contenu n’est pas installé"
_STRIP_HEIGHT = 56
_ROUNDS = 8
_HEAD = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px/1.4 sans-serif;background:#FBF7F0;color:#1D2B33;margin:2rem}}
main{{display:grid;grid-template-columns:repeat(auto-fill,minmax(260px,1fr));gap:2rem}}
figure{{margin:0}}img{{width:100%;border:1px solid #E5DCCB;border-radius:8px}}</style>
<h1>{title}</h1><p>Rien de ceci n'est installé : ce sont des images.</p><main>
"""


def marked(settings: Settings, town_hall: str = "") -> Settings:
    """The settings under which every page says that it is a preview; `town_hall` when the settings name none."""
    place = replace(settings.place, room="Aperçu : ce contenu n’est pas installé")
    return replace(settings, place=replace(place, town_hall=town_hall) if town_hall else place)


def preview_states(content: LocalContent, wall: datetime, settings: Settings) -> list[State]:
    """One state for each page of the content, in the order a visitor meets them."""
    stage = Stagehand(content, wall, settings)
    town = content.town
    states = [
        stage.state("00-accueil", "L'écran d'attente", at.Welcome()),
        stage.state("01-tuiles", "Les tuiles", at.Home()),
        stage.state("02-ma-commune", "Ma commune", at.Town()),
    ]
    if town.notices:
        states.append(stage.state("03-affichage", "L'affichage", at.Area("notices")))
    if town.events:
        states.append(stage.state("04-agenda", "L'agenda", at.Area("events")))
    if town.associations:
        states.append(stage.state("05-associations", "Les associations", at.Area("associations")))
    states += [
        stage.state(_name("tuile", tile.id), f"Tuile : {tile.title}", at.Topic(tile.id))
        for tile in town.tiles
    ]
    states += [
        stage.state(_name("avis", notice.id), f"Avis : {notice.title}", at.Notice(notice.id))
        for notice in town.notices
    ]
    for procedure in town.procedures:
        states += _procedure(stage, content, procedure)
    others = (*town.pages, *(e.id for e in town.events), *(a.id for a in town.associations))
    states += [
        stage.state(_name("page", ident), content.title(ident), _opened(content, ident)) for ident in others
    ]
    return states


def _name(kind: str, ident: str) -> str:
    return f"{kind}-{ident.rpartition(':')[2]}"


def _opened(content: LocalContent, ident: str) -> at.Procedure:
    """A sheet with all its parts unfolded: an editor wants to read them all."""
    sheet = content.sheet(ident)
    titles = (getattr(block, "title", "") for block in (sheet.blocks if sheet else ()))
    return at.Procedure(ident, frozenset(title for title in titles if title))


def _procedure(stage: Stagehand, content: LocalContent, procedure: Procedure) -> Iterator[State]:
    ident = procedure.id
    title = content.title(ident)
    name = _name("demarche", ident)
    yield stage.state(name, title, _opened(content, ident))
    if procedure.pieces:
        yield stage.state(f"{name}-papiers", f"{title} : les papiers", at.Checklist(ident))
    if procedure.request is not None:
        # A question that hangs on another one's answer is shown too, for that answer.
        given: dict[str, str] = {}
        for number, field in enumerate(procedure.request.fields, 1):
            for only in (field.only, field.also):
                if only:
                    given[only.key] = only.answers[0]
            kept = dict(given)
            if field not in asked_fields(procedure.request, kept):
                continue
            yield stage.state(
                f"{name}-question-{number:02d}",
                f"{title} : question {number}",
                at.Ask(ident, field.key),
                lambda journey, kept=kept: replace(journey, requested={ident: kept}),  # type: ignore[misc]
            )


def draw_preview(
    content: LocalContent, wall: datetime, settings: Settings, out: Path, progress: Callable[[int, int], None]
) -> list[str]:
    """Write one PNG a page and `index.html` into `out`; returns what QML complained of."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    app = QGuiApplication.instance() or QGuiApplication(["preview"])
    out.mkdir(parents=True, exist_ok=True)
    warnings = Warnings()
    states = preview_states(content, wall, settings)

    class Own(Stage):
        """Shows this content's own pictures."""

        town = staticmethod(lambda: content)

    stage = Own(states[0])
    for number, state in enumerate(states, 1):
        stage.kiosk.show(state)
        for _ in range(_ROUNDS):
            app.processEvents()
        _stamped(stage.window.grabWindow()).save(str(out / f"{state.name}.png"))
        progress(number, len(states))
    stage.close()
    warnings.restore()
    (out / "index.html").write_text(_index(states, content.town.name), encoding="utf-8")
    return warnings.lines


def _stamped(image: QImage) -> QImage:
    """The picture under a strip that says what it is, whatever page it shows."""
    whole = QImage(image.width(), image.height() + _STRIP_HEIGHT, QImage.Format.Format_RGB32)
    whole.fill(QColor("#F2B33D"))
    painter = QPainter(whole)
    painter.drawImage(0, _STRIP_HEIGHT, image)
    painter.setPen(QColor("#1D2B33"))
    painter.setFont(QFont("Atkinson Hyperlegible Next", 20, QFont.Weight.Bold))
    strip = QRect(0, 0, image.width(), _STRIP_HEIGHT)
    painter.drawText(strip, int(Qt.AlignmentFlag.AlignCenter), STRIP)
    painter.end()
    return whole


def _index(states: list[State], town: str) -> str:
    figures = "\n".join(
        f'<figure><a href="{s.name}.png"><img src="{s.name}.png" alt="" loading="lazy"></a>'
        f"<figcaption>{html.escape(s.caption)}</figcaption></figure>"
        for s in states
    )
    return _HEAD.format(title=html.escape(f"{PREVIEW} : {town}")) + figures + "\n</main></html>\n"
