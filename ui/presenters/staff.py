"""PIN, the agent's panel, maintenance."""

import math
from datetime import datetime

from kiosk.journey import screens as at
from kiosk.journey.company import visitor_behind
from kiosk.maintenance.table import kind_of
from session.protocol.local import Device
from session.protocol.maintenance import ReportState
from ui import texts
from ui.pages import Action, Agent, DeviceRow, Maintenance, Note, Pin
from ui.presenters.content import content_card
from ui.presenters.scene import Scene
from ui.presenters.upkeep import mark_note

_LINKS = {
    "online": "Les conseillers sont joignables.",
    "offline": "Hors ligne : les conseillers sont injoignables.",
    "none": "Cette borne n’a pas de conseillers en vidéo.",
}


JOIN = Action("agent.join", "Rester aider la personne", "hand-waving", hint="Elle dira oui ou non.")


def pin(scene: Scene, screen: at.Pin) -> Pin:
    """Never says which code would be right, only how long to wait."""
    left = math.ceil(screen.wait_until - scene.journey.now)
    waiting = left > 0
    message = "Vérification…" if screen.checking else "Le code n’est pas bon." if screen.wrong else ""
    wait = f"Nouvel essai possible dans {texts.count(left, 'seconde')}." if waiting else ""
    return Pin("Code de l’agent", len(screen.digits), message, wait, not waiting and not screen.checking)


def agent(scene: Scene, screen: at.Agent) -> Agent:
    """What the agent may do; nothing of what the visitor does."""
    world = scene.journey.world
    closed = world.closed is not None
    state = "La borne est fermée." if closed else "La borne est ouverte."
    link = _LINKS[world.link]
    printer = "Imprimante prête." if world.printer.usable else texts.trouble(world.printer.key or "")
    toggle = (
        Action("agent.reopen", "Ouvrir la borne", "door-open")
        if closed
        else Action("agent.close", "Fermer la borne", "lock-key")
    )
    return Agent(
        title="Panneau de l’agent",
        lines=[state, link, printer],
        message="Cette visite a 15 minutes de plus." if screen.message == "extended" else "",
        actions=[
            Action("agent.extend", "Donner 15 minutes de plus", "clock", kind="main"),
            *([JOIN] if visitor_behind(scene.journey) and scene.journey.agent != "present" else []),
            Action("agent.wipe", "Tout effacer maintenant", "trash", kind="danger"),
            toggle,
            Action("agent.leave", "Quitter ce panneau", "sign-out"),
        ],
    )


def maintenance(scene: Scene) -> Maintenance:
    """Every device and link, live."""
    report = scene.journey.upkeep.report
    printing = report is not None and report.phase == "printing"
    devices = scene.journey.devices
    content = content_card(scene.journey.content, scene.wall) if scene.journey.content else None
    bad = {device.device: device.label for device in devices if not device.ok}
    if content is not None and not content.good:
        bad.setdefault("content", content.title)
    if not devices:
        summary = Note("Lecture des appareils…", "", "calm", "hourglass")
    elif bad:
        names = ", ".join(bad.values())
        summary = Note(f"{texts.count(len(bad), 'élément')} à réparer", names, "bad", "warning")
    else:
        summary = Note("Tout fonctionne", texts.count(len(devices), "élément"), "good", "check-circle")
    closed = scene.journey.world.closed is not None
    return Maintenance(
        title="Maintenance",
        summary=summary,
        devices=[_device(device, scene.wall) for device in devices],
        actions=[
            Action("device.test_all", "Tout tester", "check-circle", kind="main", enabled=bool(devices)),
            Action("agent.reopen", "Ouvrir la borne", "door-open")
            if closed
            else Action("agent.close", "Fermer la borne", "lock-key"),
            Action("agent.leave", "Quitter la maintenance", "sign-out"),
        ],
        content=content,
        report=_report(report),
        tools=[
            Action("report.print", "Rapport", "printer", enabled=not printing and bool(devices)),
            Action("journal.open", "Journal", "list-checks"),
        ],
    )


def _report(report: ReportState | None) -> Note | None:
    """How the printing of the report goes."""
    match report:
        case None:
            return None
        case ReportState(phase="printing"):
            return Note("Le rapport s’imprime…", "", "calm", "hourglass")
        case ReportState(phase="done"):
            return Note("Le rapport est imprimé", "", "good", "check-circle")
        case ReportState(key=key):
            code = texts.code_of(key or "")
            return Note(
                "Le rapport n’est pas sorti", f"{texts.trouble(key or '')} Code {code}.", "bad", "warning"
            )


def _device(device: Device, wall: datetime) -> DeviceRow:
    mark = mark_note(device, wall)
    return DeviceRow(
        label=device.label,
        icon=kind_of(device.device).icon,
        ok=device.ok,
        words=f"{device.status[:1].upper()}{device.status[1:]}",
        code=texts.code_of(device.key or ""),
        mark=mark.title if mark.tone == "warn" else "",
        open=Action("device.open", "Ouvrir", "caret-right", device.device),
    )
