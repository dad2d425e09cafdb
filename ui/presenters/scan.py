"""Scanning: where to lay the paper, each page as it comes, and what becomes of it."""

from dataclasses import replace

from kiosk.journey import screens as at
from kiosk.journey.paper_signing import may_give
from kiosk.journey.scanned import ScannedPage, ScanWork
from session.protocol.scanning import Scanner
from ui import texts
from ui.pages import Action, Note, Picture, ScanChoice, ScanPages, ScanPlace
from ui.pages.parts import ActionKind
from ui.presenters.paper import other_ways, pager, picture_of
from ui.presenters.scene import Scene, print_note

OPEN = "Numériser un papier"
_STUCK = frozenset({"scanner.paper-jammed", "scanner.page-doubled", "scanner.cover-open"})
_GONE = frozenset({"scanner.device-lost", "scanner.device-silent", "scanner.access-denied"})


def scan_action(scene: Scene) -> list[Action]:
    """The way in, where there is a scanner or a document camera.

    A scanner that does not work says so on the next page, with a way on.
    """
    scanner = scene.journey.world.scanner
    return [Action("scan.open", OPEN, "scan")] if scanner.present or scanner.camera else []


def scan_place(scene: Scene) -> ScanPlace:
    """One question: glass or feeder."""
    work = scene.journey.scan or ScanWork()
    scanner = scene.journey.world.scanner
    reading = work.phase == "reading"
    title = f"Remettez la page {work.again + 1}" if work.again is not None else "Où posez-vous votre papier ?"
    actions = [Action("scan.stop", "Arrêter", "x", kind="quiet")] if reading else []
    if scene.journey.call and scanner.camera and not reading:
        actions.append(Action("showing.open", f"Montrer en direct à {scene.journey.call.expert}", "eye"))
    if work.pages and not reading:
        actions.append(Action("scan.review", "Revoir mes pages", "files"))
    if _camera_button(scanner) and not reading and not work.full:
        actions.append(Action("scan.camera", "Ouvrir la caméra à documents", "video-camera"))
    return ScanPlace(
        title=title,
        words=f"{_heard(scene)}Rien ne quitte la borne sans votre accord. Tout est effacé à la fin de votre visite.",
        note=_trouble_note(scene, work) or _world_note(scene, scanner),
        choices=[] if reading else [*_choices(work, scanner), *_camera_choice(work, scanner)],
        picture=_shown(work.preview, 0, 1, "Aperçu de la vitre") if work.preview else None,
        progress=work.share if reading else -1,
        actions=[*actions, *_elsewhere(work, scanner, on_pages=False)],
    )


def _heard(scene: Scene) -> str:
    """In a call the face is away from the screen, the voice is not."""
    return f"{scene.journey.call.expert} vous entend toujours. " if scene.journey.call else ""


def _choices(work: ScanWork, scanner: Scanner) -> list[ScanChoice]:
    choices = []
    usable = scanner.usable
    if "glass" in scanner.sources:
        kind: ActionKind = "secondary" if scanner.loaded and work.again is None else "main"
        redo = Action("scan.start", "Numériser la vitre", "scan", "glass", kind=kind, enabled=usable)
        preview = Action("scan.preview", "Aperçu rapide", "eye", "glass", enabled=usable)
        text = "Soulevez le couvercle. Posez la face à lire contre la vitre, dans le coin marqué. Refermez."
        choices.append(ScanChoice("glass", "Une feuille, une carte, un livret", text, [redo, preview]))
    if "feeder" in scanner.sources and work.again is None:
        loaded = scanner.loaded is True
        start = Action(
            "scan.start",
            "Numériser le chargeur",
            "files",
            "feeder",
            kind="main" if loaded else "secondary",
            enabled=usable and scanner.loaded is not False,
        )
        actions = [start]
        if "both-sides" in scanner.sources:
            actions.append(Action("scan.start", "Recto verso", "files", "both-sides", enabled=start.enabled))
        text = (
            "Les feuilles sont bien là."
            if loaded
            else "Sans agrafe ni trombone, dans le chargeur du dessus, bord contre les guides."
        )
        choices.append(ScanChoice("feeder", "Plusieurs feuilles à la suite", text, actions))
    return choices


def _camera_button(scanner: Scanner) -> bool:
    """With glass and feeder drawn there is no room for a third drawing: one button has to do."""
    return scanner.usable and scanner.camera and len(scanner.sources) > 1


def _camera_choice(work: ScanWork, scanner: Scanner) -> list[ScanChoice]:
    if not scanner.camera or work.full or _camera_button(scanner):
        return []
    # Where the scanner is gone, the way on is drawn like any other place, and is the main one.
    kind: ActionKind = "secondary" if scanner.usable else "main"
    text = "Posez la feuille à plat sur la tablette, face à lire vers le haut. Rien ne se voit avant que vous touchiez."
    start = Action("scan.camera", "Ouvrir la caméra à documents", "video-camera", kind=kind)
    return [ScanChoice("camera", "Sous la caméra à documents", text, [start])]


def scan_pages(scene: Scene) -> ScanPages:
    """The pages so far: every one is seen before anything is made of them."""
    work = scene.journey.scan or ScanWork()
    count = len(work.pages)
    return ScanPages(
        title=_title(work),
        words=_words(work),
        note=_trouble_note(scene, work) or _blank_note(work),
        picture=_shown(work.pages[work.at], work.at, count, f"Page {work.at + 1} sur {count}")
        if count
        else None,
        progress=_progress(work),
        progress_words=_progress_words(work),
        pager=_pager(work),
        actions=_actions(scene, work),
    )


def _title(work: ScanWork) -> str:
    if work.phase == "reading":
        return (
            f"Lecture de la page {len(work.pages) + 1}"
            if work.again is None
            else f"Page {work.again + 1}, de nouveau"
        )
    if work.phase == "binding":
        return "Vos pages sont réunies"
    if not work.pages:
        return "Aucune page n’a été lue"
    if work.trouble:
        return "La lecture s’est arrêtée"
    return "Cette page est-elle bien lisible ?"


def _words(work: ScanWork) -> str:
    if work.phase != "idle":
        return ""
    if not work.pages:
        return "Vous pouvez recommencer, ou demander de l’aide."
    left = len(work.unseen)
    if left:
        return f"Encore {texts.count(left, 'page')} à regarder."
    return f"Vous avez {texts.count(len(work.pages), 'page')}. Rien n’est encore parti."


def _progress(work: ScanWork) -> float:
    if work.phase == "binding":
        return -1
    return work.share if work.phase == "reading" and work.share > 0 else -1


def _progress_words(work: ScanWork) -> str:
    match work.phase:
        case "reading" if work.source == "glass":
            return "Environ 10 secondes. Laissez le couvercle fermé."
        case "reading":
            return "Les feuilles passent une à une. Chaque page s’affiche ici."
        case "binding":
            return "Encore quelques secondes."
        case _:
            return ""


def _pager(work: ScanWork) -> list[Action]:
    if len(work.pages) < 2:
        return []
    last = len(work.pages) - 1
    forward: ActionKind = "main" if work.unseen and work.at < last else "secondary"
    return [
        Action("scan.page", "Page précédente", "caret-left", work.at - 1, enabled=work.at > 0),
        Action(
            "scan.page", "Page suivante", "caret-right", work.at + 1, enabled=work.at < last,
            kind=forward,
        ),
    ]  # fmt: skip


def _actions(scene: Scene, work: ScanWork) -> list[Action]:
    if work.phase == "reading":
        return [Action("scan.stop", "Arrêter", "x", kind="quiet")]
    if work.phase == "binding":
        return []
    scanner = scene.journey.world.scanner
    photo = work.source == "camera"
    usable = scanner.camera if photo else scanner.usable
    if not work.pages:
        again = Action("scan.more", "Recommencer", "arrow-clockwise", kind="main", enabled=usable)
        return [again, *_elsewhere(work, scanner)]
    if work.trouble in _STUCK:
        more = Action(
            "scan.start", f"Reprendre à la page {len(work.pages) + 1}", "arrow-clockwise", work.source, kind="main",
            enabled=scanner.usable,
        )  # fmt: skip
    else:
        more = Action("scan.more", "Ajouter une page", "file-plus", enabled=usable and not work.full)
    finish = Action(
        "scan.finish", "Garder" if photo else "C’est complet", "check", kind="secondary" if work.trouble in _STUCK else "main",
        enabled=not work.unseen, hint="" if not work.unseen else "Regardez d’abord chaque page.",
    )  # fmt: skip
    return [
        *([more, finish] if work.trouble in _STUCK else [finish, more]),
        Action(
            "scan.again",
            "Reprendre la photo" if photo else "Refaire cette page",
            "arrow-counter-clockwise",
            enabled=usable,
        ),
        Action("scan.remove", "Retirer cette page", "trash"),
        *_elsewhere(work, scanner),
    ]


def scan_done(scene: Scene, screen: at.ScanDone) -> ScanPages:
    """One document: a copy on paper, to the expert, or neither."""
    journey = scene.journey
    work = journey.documents.get(screen.document)
    count = work.pages.pages if work else 0
    expert = journey.call.expert if journey.call else ""
    actions = _to_expert(scene, screen, expert) if expert else []
    if scene.can_print:
        kind: ActionKind = "secondary" if expert else "main"
        actions.append(Action("scan.print", "Imprimer une photocopie", "printer", kind=kind))
        actions += [] if journey.call else [other_ways()]
    leave = "Ne pas le montrer" if expert else "J’ai terminé"
    actions.append(Action("scan.leave", leave, "x" if expert else "check", kind="secondary"))
    words = (
        f"{expert} ne voit rien tant que vous n’avez pas accepté."
        if expert
        else "Il reste sur la borne jusqu’à la fin de votre visite, puis il est effacé."
    )
    return ScanPages(
        title=f"Votre document est prêt : {texts.count(count, 'page')}",
        words=words,
        note=None if expert else print_note(scene),
        picture=picture_of(work, screen.page, screen.zoom) if work else None,
        progress=-1,
        progress_words="",
        pager=pager(work, screen.page, screen.zoom) if work else [],
        actions=actions,
    )


# ---- what goes wrong


def _trouble_note(scene: Scene, work: ScanWork) -> Note | None:
    key = work.trouble
    if not key:
        return None
    kept = ""
    if work.pages:
        one = len(work.pages) == 1
        kept = (
            " La page déjà lue est gardée."
            if one
            else f" Les {len(work.pages)} pages déjà lues sont gardées."
        )
    remedy = _remedy(scene, key, len(work.pages) + 1)
    code = texts.code_of(key)
    text = f"{remedy}{kept}" + (f" (code {code})" if key in _GONE else "")
    return Note(texts.trouble(key), text.strip(), "warn", "warning")


_REMEDIES = {
    "scanner.paper-jammed": "Ouvrez le chargeur, retirez la feuille doucement, puis remettez-la avec les suivantes.",
    "scanner.page-doubled": "Décollez-les, puis remettez-les dans le chargeur : la lecture reprend à la page {page}.",
    "scanner.cover-open": "Refermez-le, puis touchez « Reprendre ».",
    "scanner.feeder-empty": "Posez vos feuilles dans le chargeur, ou une feuille sur la vitre.",
    "scanner.device-busy": "Attendez quelques secondes, puis recommencez.",
    "scanner.scan-failed": "Vous pouvez recommencer.",
    "scanner.page-blank": "Retournez la feuille : la face à lire va contre la vitre.",
}


def _remedy(scene: Scene, key: str, page: int) -> str:
    if key not in _GONE:
        return _REMEDIES.get(key, "").format(page=page)
    if scene.journey.world.scanner.camera:
        return "La caméra à documents peut le remplacer."
    place = scene.settings.maintenance.help_place
    return f"Il n’y a pas de caméra à documents ici : quelqu’un peut copier votre papier {place}."


def _world_note(scene: Scene, scanner: Scanner) -> Note | None:
    """Before anything was tried: what the scanner says now."""
    if scanner.usable or not scanner.present:
        return None
    key = scanner.key or "scanner.device-lost"
    remedy = _remedy(scene, key, 1)
    return Note(texts.trouble(key), remedy, "warn", "warning")


def _blank_note(work: ScanWork) -> Note | None:
    if not work.blank or work.phase != "idle":
        return None
    title = (
        "Une page blanche a été laissée de côté"
        if work.blank == 1
        else f"{work.blank} pages blanches ont été laissées de côté"
    )
    return Note(title, "S’il y avait quelque chose dessus, posez-la sur la vitre.", "calm", "info")


def _elsewhere(work: ScanWork, scanner: Scanner, *, on_pages: bool = True) -> list[Action]:
    """A scanner that is gone has a next best: the document camera where there is one, else a person."""
    if work.trouble not in _GONE and (scanner.usable or scanner.key not in _GONE):
        return []
    help_me = Action("bar.help", "Demander de l’aide", "hand-waving")
    camera = Action("scan.camera", "Utiliser la caméra à documents", "video-camera", kind="main")
    return [camera, help_me] if scanner.camera and on_pages else [help_me]


def _shown(page: ScannedPage, number: int, pages: int, words: str) -> Picture:
    return Picture(
        picture=f"image://vault/{page.id}/page-001",
        page=number, pages=pages, width=page.width, height=page.height, zoom=1.0, words=words,
    )  # fmt: skip


def _to_expert(scene: Scene, screen: at.ScanDone, expert: str) -> list[Action]:
    """To show it; or, where a page was printed to be signed, to say that this is it. It may be another paper."""
    show = Action("scan.send", f"Montrer à {expert}", "upload-simple", kind="main")
    if not may_give(scene.journey, screen):
        return [show]
    give = Action("scan.give", f"Donner la page signée à {expert}", "signature", kind="main")
    if any(isinstance(before, at.PaperSign) for before in scene.journey.history[-1:]):
        return [give, replace(show, kind="secondary")]  # « J'ai signé : numériser la page »
    return [show, replace(give, kind="secondary")]
