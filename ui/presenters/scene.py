"""What a presenter looks at: the journey, the content, the town hall's settings, the time of day."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.core.settings import Settings
from kiosk.journey.ports import Rules
from kiosk.journey.state import Journey
from session.protocol.shared import Desk
from ui import texts
from ui.pages import Action, CounterLine, Note


@dataclass(frozen=True)
class Scene:
    """Presenters are pure functions of this."""

    journey: Journey
    rules: Rules
    settings: Settings
    wall: datetime

    @property
    def desks(self) -> list[Desk]:
        """The counters the relay knows."""
        return self.journey.world.desks

    @property
    def online(self) -> bool:
        """The relay is linked."""
        return self.journey.world.link == "online"

    def desk(self, ident: str) -> Desk | None:
        """One counter."""
        return next((desk for desk in self.desks if desk.desk == ident), None)

    @property
    def can_print(self) -> bool:
        """Printing is offered only when it would work now."""
        return self.journey.world.printer.usable

    @property
    def can_talk(self) -> bool:
        """Some counter can be reached now."""
        return self.online and self.journey.world.camera and bool(self.desks)


def desk_words(desk: Desk, *, online: bool = True) -> str:
    """A counter's state in a few words."""
    if not online:
        return "injoignable pour le moment"
    if not desk.open:
        return f"fermé · ouvre {desk.opens}" if desk.opens else "fermé"
    if desk.waiting == 0 and desk.experts > 0 and desk.estimate_high_s == 0:
        return "libre maintenant"
    ahead = texts.count(desk.waiting, "personne avant vous", "personnes avant vous")
    if desk.waiting == 0:
        # « personne avant vous » would read as « one person before you ».
        ahead = "ouvert, personne n’attend"
    wait = texts.wait_range(desk.estimate_low_s, desk.estimate_high_s)
    return f"{ahead} · {wait}" if wait else ahead


def counter_lines(scene: Scene) -> list[CounterLine]:
    """Every counter in one line."""
    return [
        CounterLine(desk.name, desk_words(desk, online=scene.online), desk.open and scene.online)
        for desk in scene.desks
    ]


HOME_LINES = 3


def home_lines(scene: Scene) -> list[CounterLine]:
    """At most three short lines, open counters first: the card must not push the tiles out of sight."""
    desks = sorted(scene.desks, key=lambda desk: not desk.open)
    names = [desk.administration for desk in desks]
    short = [
        desk.administration if desk.administration and names.count(desk.administration) == 1 else desk.name
        for desk in desks
    ]
    lines = [
        CounterLine(name, desk_words(desk, online=scene.online), desk.open and scene.online)
        for name, desk in zip(short, desks, strict=True)
    ]
    if len(lines) <= HOME_LINES:
        return lines
    rest = lines[HOME_LINES - 1 :]
    opened = sum(line.open for line in rest)
    words = texts.count(opened, "ouvert") if opened else "fermés"
    return [*lines[: HOME_LINES - 1], CounterLine(f"{len(rest)} autres guichets", words, opened > 0)]


def print_note(scene: Scene) -> Note | None:
    """Said before anyone relies on the printer."""
    printer = scene.journey.world.printer
    if printer.usable:
        return None
    key = printer.key or "printer.device-offline"
    told = f"{texts.trouble(key)} {paper_or_help(scene, key)}"
    return Note("Impression impossible pour le moment", told, "warn", "printer")


def paper_or_help(scene: Scene, key: str) -> str:
    """What a visitor can do about the printer."""
    if key in {"printer.paper-empty", "printer.toner-empty", "receipt.paper-empty"}:
        return scene.settings.maintenance.free_paper
    return f"Demandez de l’aide {scene.settings.maintenance.help_place}."


def talk_action(scene: Scene, kind: str = "secondary") -> list[Action]:
    """« Parler à un conseiller », where that is possible."""
    if not scene.can_talk:
        return []
    main = kind == "main"
    return [
        Action(
            "counters.open", "Parler à un conseiller", "video-camera", kind="main" if main else "secondary"
        )
    ]
