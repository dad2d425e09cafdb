"""The maintenance pages: one device, its remedy, its guided test, the log, « Tout tester »."""

from dataclasses import replace
from datetime import datetime

from kiosk.core.errors import ERRORS
from kiosk.journey import screens as at
from kiosk.journey.upkept import Round
from kiosk.maintenance.remedies import remedy_for
from kiosk.maintenance.table import kind_of, mark_of
from session.protocol.local import Device
from session.protocol.maintenance import GuidedState
from ui import texts
from ui.drawings import SPOT_WORDS
from ui.pages import Action, Note
from ui.pages.upkeep import Checkup, CheckupRow, DevicePage, Drawing, Journal, JournalRow, Remedy, Trial
from ui.presenters.scene import Scene

UNPROVEN = "Non vérifié sur matériel"


def device_page(scene: Scene, screen: at.DevicePage) -> DevicePage:
    """One device: how it is, what is known of it, and what can be tried."""
    device = _device(scene, screen.device)
    if device is None:
        return DevicePage(
            "Maintenance", Note("Lecture des appareils…", "", "calm", "hourglass"), Note("", ""), [], None, []
        )
    return DevicePage(
        title=device.label,
        state=_state(device),
        mark=mark_note(device, scene.wall),
        facts=_facts(device, scene.wall),
        drawing=None if device.key is None else _drawing(device.device, device.key),
        actions=_device_actions(device, testing=device.device in scene.journey.upkeep.testing),
    )


def mark_note(device: Device, wall: datetime) -> Note:
    """Whether a person ever saw it work on this kiosk."""
    match mark_of(device.device, device.uri, device.proven):
        case "none":
            return Note("", "")
        case "simulated":
            words = "Son adresse est celle d’un essai : rien n’est vérifié sur matériel."
            return Note("Appareil simulé", words, "warn", "info")
        case "unproven":
            words = (
                "L’essai guidé le confirme." if device.guided else "Aucun essai guidé ne le confirme encore."
            )
            return Note(UNPROVEN, words, "warn", "shield-warning")
        case "proven":
            words = f"{day_of(device.proven, wall)}, par {device.proof}."
            return Note("Vérifié sur ce matériel", _capital(words), "good", "seal-check")


def day_of(moment: str, wall: datetime) -> str:
    """« aujourd’hui à 9 h 12 », « le 3 novembre 2026 à 9 h 12 »."""
    at_time = datetime.fromisoformat(moment).astimezone()
    here = wall.astimezone()
    day = "aujourd’hui" if at_time.date() == here.date() else f"le {texts.day_words(at_time.date())}"
    return f"{day} à {texts.hour(at_time)}"


def _state(device: Device) -> Note:
    if device.ok:
        return Note(_capital(device.status), "", "good", "check-circle")
    code = texts.code_of(device.key or "")
    entry = ERRORS.get(device.key or "")
    title = _capital(entry.cause) if entry else _capital(device.status)
    said = "" if entry and device.status == entry.cause else f"{_capital(device.status)}. "
    return Note(title, f"{said}Code {code}." if code else said, "bad", "warning")


def _facts(device: Device, wall: datetime) -> list[list[str]]:
    facts = []
    if device.tested:
        result = "réussi" if device.passed else "échoué"
        facts.append(["Dernier essai", f"{_capital(day_of(device.tested, wall))}, {result} : {device.said}."])
    else:
        facts.append(["Dernier essai", "Jamais essayé."])
    if device.uri:
        facts.append(["Adresse", device.uri])
    return facts


def _device_actions(device: Device, *, testing: bool) -> list[Action]:
    actions = []
    if device.key is not None:
        actions.append(Action("remedy.open", "Que faire ?", "wrench", device.key, kind="main"))
    if device.guided:
        guide = Action("device.guide", "Essai guidé", "hand-pointing", device.device)
        actions.append(guide if actions else replace(guide, kind="main"))
    if device.testable and (not device.guided or device.alone):
        label = "Essai en cours…" if testing else "Essai automatique"
        actions.append(Action("device.test", label, "arrow-clockwise", device.device, enabled=not testing))
    actions.append(Action("journal.open", "Journal de cet appareil", "list-checks", device.device))
    return actions


def remedy(scene: Scene, screen: at.Remedy) -> Remedy:
    """The steps for an error, and the drawing of where to look."""
    found = remedy_for(screen.key, kind_of(screen.device).drawing)
    device = _device(scene, screen.device)
    entry = ERRORS.get(screen.key)
    actions = []
    if device is not None and device.guided:
        actions.append(Action("device.guide", "Essai guidé", "hand-pointing", device.device, kind="main"))
    elif device is not None and device.testable:
        actions.append(
            Action("device.test", "Essayer de nouveau", "arrow-clockwise", device.device, kind="main")
        )
    return Remedy(
        title=device.label if device is not None else "Que faire ?",
        code=entry.code if entry else "",
        cause=f"{_capital(entry.cause)}." if entry else "Un problème est survenu.",
        drawing=_drawing(screen.device, screen.key),
        steps=list(found.steps),
        actions=actions,
    )


def _drawing(device: str, key: str) -> Drawing:
    found = remedy_for(key, kind_of(device).drawing)
    return Drawing(f"image://drawing/{found.drawing}/{found.spot}", f"Où regarder : {SPOT_WORDS[found.spot]}")


# ---- guided test


def trial(scene: Scene, screen: at.Trial) -> Trial:
    """The question of the moment, or the verdict."""
    device = _device(scene, screen.device)
    guided = scene.journey.upkeep.guided or GuidedState(device=screen.device, phase="working", words="…")
    going = scene.journey.upkeep.round if screen.round else None
    label = device.label if device is not None else screen.device
    over = guided.phase == "over"
    return Trial(
        title=f"Essai guidé : {label}" if guided.phase != "asking" else guided.words,
        words=guided.words if guided.phase == "working" else "",
        details=guided.details,
        working=guided.phase == "working",
        camera=guided.self_view and guided.phase == "asking",
        live=scene.journey.media is not None and scene.journey.media.camera,
        choices=[
            Action(
                "trial.answer",
                choice.label,
                "",
                choice.answer,
                kind="main" if len(guided.choices) == 1 else "secondary",
            )
            for choice in guided.choices
            if guided.phase == "asking"
        ],
        note=_verdict(guided) if over else None,
        progress=going.share if going is not None else -1,
        step=_step(going, screen.device),
        actions=_trial_actions(guided, in_round=screen.round),
    )


def _verdict(guided: GuidedState) -> Note:
    if guided.key is not None:
        return Note(f"{_capital(guided.words)}.", f"Code {texts.code_of(guided.key)}.", "bad", "warning")
    proven = "Cet appareil est désormais vérifié sur ce matériel." if guided.proven else ""
    return Note(f"{_capital(guided.words)}.", proven, "good", "check-circle")


def _step(going: Round | None, device: str) -> str:
    if going is None or device not in going.guided:
        return ""
    return f"Essai {going.guided.index(device) + 1} sur {len(going.guided)}"


def _trial_actions(guided: GuidedState, *, in_round: bool) -> list[Action]:
    if guided.phase != "over":
        return [Action("trial.skip", "Passer cet essai" if in_round else "Abandonner", "x", kind="quiet")]
    actions = [Action("trial.next", "Essai suivant" if in_round else "Terminé", "check", kind="main")]
    if guided.key is not None and not in_round:
        actions.append(Action("remedy.open", "Que faire ?", "wrench", guided.key))
    actions.append(Action("trial.again", "Refaire l’essai", "arrow-clockwise"))
    return actions


# ---- log


def journal(scene: Scene, screen: at.Journal) -> Journal:
    """The last events, newest first."""
    labels = {device.device: device.label for device in scene.journey.devices}
    found = scene.journey.upkeep.journal
    rows = [
        JournalRow(
            _capital(day_of(line.at, scene.wall)) if line.at else "", line.words, line.code, bool(line.code)
        )
        for line in (found.lines if found is not None else [])
    ]
    words = "Lecture…" if found is None else "" if rows else "Rien n’est noté."
    filters = [
        Action("journal.device", label, "check" if name == screen.device else "", name)
        for name, label in {"": "Tout", **labels}.items()
    ]
    title = f"Journal : {labels[screen.device]}" if screen.device in labels else "Journal de la borne"
    return Journal(title, words, filters, rows, [])


# ---- all tests


def checkup(scene: Scene) -> Checkup:
    """How far « Tout tester » is, device by device."""
    going = scene.journey.upkeep.round or Round((), ())
    names = [d for d in scene.journey.devices if d.device in (*going.alone, *going.guided)]
    rows = [_checked(device, going) for device in names]
    failed = sum(row.state == "failed" for row in rows)
    skipped = sum(row.state == "skipped" for row in rows)
    if not going.over:
        note = Note(
            "Les essais automatiques sont en cours",
            "Les essais guidés viennent ensuite, un par un.",
            "calm",
            "hourglass",
        )
    elif failed:
        note = Note(
            f"{texts.count(failed, 'appareil')} à réparer",
            "Touchez « Retour », puis l’appareil.",
            "bad",
            "warning",
        )
    else:
        passed = f"{texts.count(len(rows) - skipped, 'essai réussi', 'essais réussis')}"
        left = f", {texts.count(skipped, 'passé', 'passés')}" if skipped else ""
        note = Note(
            "Tout fonctionne" if not skipped else "Rien n’est en panne",
            f"{passed}{left}.",
            "good",
            "check-circle",
        )
    actions = []
    if going.over:
        actions = [
            Action("report.print", "Imprimer le rapport", "printer", kind="main"),
            Action("device.test_all", "Recommencer", "arrow-clockwise"),
        ]
    return Checkup("Tout tester", note, going.share, rows, actions)


_OUTCOMES = {"passed": "Réussi", "failed": "Échoué", "skipped": "Passé"}


def _checked(device: Device, going: Round) -> CheckupRow:
    outcome = going.outcome(device.device)
    if device.device in going.waiting:
        return CheckupRow(device.label, "En cours…", "run")
    if outcome is None or (
        outcome == "passed" and device.device in going.guided and device.device not in going.asked
    ):
        return CheckupRow(device.label, "À essayer avec vous", "wait")
    said = f" : {device.said}" if device.said and outcome != "skipped" else ""
    return CheckupRow(device.label, f"{_OUTCOMES[outcome]}{said}", outcome)


def _device(scene: Scene, name: str) -> Device | None:
    return next((device for device in scene.journey.devices if device.device == name), None)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
