"""PIN, the agent's panel, maintenance."""

import math

from kiosk.journey import screens as at
from session.protocol.local import Device
from ui import texts
from ui.pages import Action, Agent, DeviceRow, Maintenance, Note, Pin
from ui.presenters.content import content_card
from ui.presenters.scene import Scene

_LINKS = {
    "online": "Les conseillers sont joignables.",
    "offline": "Hors ligne : les conseillers sont injoignables.",
    "none": "Cette borne n’a pas de conseillers en vidéo.",
}


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
            Action("agent.wipe", "Tout effacer maintenant", "trash", kind="danger"),
            toggle,
            Action("agent.leave", "Quitter ce panneau", "sign-out"),
        ],
    )


def maintenance(scene: Scene, screen: at.Maintenance) -> Maintenance:
    """Every device and link, live."""
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
        devices=[_device(device, device.device in screen.testing) for device in devices],
        actions=[
            Action("device.test_all", "Tout tester", "check-circle", kind="main", enabled=bool(devices)),
            Action("agent.reopen", "Ouvrir la borne", "door-open")
            if closed
            else Action("agent.close", "Fermer la borne", "lock-key"),
            Action("agent.leave", "Quitter la maintenance", "sign-out"),
        ],
        content=content,
    )


def _device(device: Device, testing: bool) -> DeviceRow:
    test = None
    if device.testable:
        label = "En cours…" if testing else "Tester"
        test = Action("device.test", label, "wrench", device.device, enabled=not testing)
    return DeviceRow(
        label=device.label,
        uri=device.uri,
        ok=device.ok,
        words=device.status,
        remedy=texts.remedy_of(device.key or ""),
        code=texts.code_of(device.key or ""),
        tested=f"Dernier test : {device.tested}" if device.tested else "Jamais testé",
        test=test,
    )
