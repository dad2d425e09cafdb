"""A sheet under the document camera: what to do, in words, and a button that always takes the photograph."""

from typing import get_args

from kiosk.journey.scanned import Aim, ScanWork
from session.protocol.cameras import Advice
from ui import texts
from ui.pages import Action, Note, ScanCamera
from ui.pages.parts import ActionKind, Tone
from ui.presenters.scene import Scene

_ADVICE: dict[Advice, tuple[str, Tone, str]] = {
    "absent": ("Posez la feuille à plat sous la caméra", "calm", "file-text"),
    "closer": ("Rapprochez la feuille de la caméra", "warn", "magnifying-glass"),
    "farther": ("Éloignez un peu la feuille : on doit la voir entière", "warn", "magnifying-glass"),
    "askew": ("Redressez la feuille", "warn", "arrow-clockwise"),
    "dark": ("Trop sombre : approchez la feuille de la lumière", "warn", "sun"),
    "glare": ("Un reflet brille sur la feuille : déplacez-la un peu", "warn", "sun"),
    "moving": ("Ne bougez plus", "warn", "hand-palm"),
    "hold": ("C’est bien, ne bougez plus : la photo part toute seule", "good", "check-circle"),
}
assert set(_ADVICE) == set(get_args(Advice))  # noqa: S101 - a table that says all of them, checked once


def scan_camera(scene: Scene) -> ScanCamera:
    """One sheet, live, for the visitor only."""
    work = scene.journey.scan or ScanWork()
    aim = work.aim
    live = aim is not None and scene.journey.media is not None and not aim.key
    words, tone, icon = _said(aim)
    return ScanCamera(
        title=f"Page {work.again + 1}, de nouveau"
        if work.again is not None
        else "Votre papier sous la caméra",
        advice=words,
        tone=tone,
        icon=icon,
        note=_note(scene, work),
        live=live,
        ready=aim is not None and (aim.taken or aim.advice == "hold"),
        caption=_caption(scene),
        words="Pas d’image"
        if aim is not None and aim.key
        else "La caméra s’allume…"
        if aim
        else "La caméra est éteinte.",
        corners=[list(corner) for corner in aim.corners] if aim else [],
        actions=_actions(scene, work, live=live),
    )


def _said(aim: Aim | None) -> tuple[str, Tone, str]:
    if aim is None or aim.key:
        return "", "calm", "info"
    if aim.taken:
        return "Photo prise, un instant…", "good", "check-circle"
    return _ADVICE[aim.advice]


def _caption(scene: Scene) -> str:
    call = scene.journey.call
    return f"En direct · {call.expert} ne voit pas cette image" if call else "En direct · rien n’est envoyé"


def _note(scene: Scene, work: ScanWork) -> Note | None:
    key = work.aim.key if work.aim is not None and work.aim.key else work.trouble
    match key:
        case "":
            return None
        case "camera.page-blurred":
            text = "On recommence tout seul. Posez la feuille bien à plat, les mains à côté."
        case "camera.photo-failed":
            text = "Touchez « Réessayer »."
        case _ if scene.journey.world.scanner.usable:
            text = f"Elle revient peut-être toute seule. Sinon, le scanner fait aussi bien. (code {texts.code_of(key)})"
        case _:
            text = (
                f"Elle revient peut-être toute seule. Sinon, demandez de l’aide. (code {texts.code_of(key)})"
            )
    return Note(texts.trouble(key), text, "warn", "warning")


def _actions(scene: Scene, work: ScanWork, *, live: bool) -> list[Action]:
    off = Action("bar.back", "Éteindre la caméra", "x", kind="quiet")
    lost = work.aim is not None and bool(work.aim.key)
    kind: ActionKind = "main" if lost else "secondary"
    scanner = (
        [Action("scan.place", "Utiliser le scanner", "scan", kind=kind)]
        if scene.journey.world.scanner.usable
        else []
    )
    if lost:
        return [*(scanner or [Action("bar.help", "Demander de l’aide", "hand-waving", kind="main")]), off]
    if work.aim is None:
        return [Action("scan.camera", "Réessayer", "arrow-clockwise", kind="main"), *scanner, off]
    enabled = live and not work.aim.taken
    return [
        Action("scan.shoot", "Photographier", "video-camera", kind="main", enabled=enabled),
        *scanner,
        off,
    ]
