"""What is true around the visit: one picture of link, counters, printer and help, told at each change."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from devices.power.ports import PowerStatus, Unheard
from devices.presence.ports import PresenceStatus, Unknown
from devices.printer.ports import PrinterStatus
from devices.receipt.ports import ReceiptStatus
from devices.scanner.ports import ScannerStatus
from kiosk.core.events import EventLog
from session.protocol.company import AgentState
from session.protocol.kiosk_relay import DesksState, KioskState, KioskStatus
from session.protocol.local import Printer, VisitStage, World
from session.protocol.scanning import Scanner
from session.protocol.shared import Desk

_UNKNOWN = frozenset({"printer.device-offline", "printer.server-lost"})


@dataclass
class Facts:
    """The pieces."""

    link: bool | None = None
    """None: no relay is set."""
    desks: list[Desk] = field(default_factory=list)
    printer: PrinterStatus = field(
        default_factory=lambda: PrinterStatus("printer.device-offline", "pas encore interrogée")
    )
    scanner: ScannerStatus | None = None
    """None: no scanner is set."""
    closed: str | None = None
    help: str = "idle"
    agent: AgentState = ""
    camera: bool = False
    document_camera: bool = False
    tickets: ReceiptStatus | None = None
    content: str | None = None
    """An error key when there is no usable content."""
    upkeep: list[str] = field(default_factory=list)
    """Error keys for whoever looks after the kiosk; they concern no visitor."""
    stage: str = "welcome"
    power: PowerStatus | None = None
    """None: no backed-up supply is set, or it was not asked yet. Its troubles concern no visitor until `leave_s`."""
    presence: PresenceStatus | None = None
    """None: no sensor is set, or it said nothing yet."""
    resting: bool = False
    leave_s: int | None = None
    """The power ends: how long a visitor had from the moment it was told."""


class WorldBook:
    """Keeps the facts and tells them: to the screen as `World`, to the relay as `KioskStatus`."""

    def __init__(
        self, screen: Callable[[World], None], relay: Callable[[KioskStatus], None], events: EventLog
    ) -> None:
        self._screen = screen
        self._relay = relay
        self._events = events
        self.facts = Facts()
        self._told: World | None = None
        self._status: KioskStatus | None = None

    def changed(self) -> None:
        """Tell the neighbours for whom something is new."""
        world = self.world()
        if world != self._told:
            self._told = world
            self._screen(world)
        status = self.status()
        if status != self._status:
            self._status = status
            self._relay(status)

    def tell_all(self) -> None:
        """Tell a neighbour that just came."""
        self._told = self._status = None
        self.changed()

    def beat(self) -> None:
        """Presence, every 10 s."""
        self._relay(self.status())

    # ---- changes

    def link(self, up: bool) -> None:
        """The relay came or went."""
        self.facts.link = up
        if not up and self.facts.help == "answered":
            self.facts.help = "idle"
        self.changed()

    def desks(self, body: DesksState) -> None:
        """The counters, as the relay knows them."""
        self.facts.desks = body.desks
        self.changed()

    def printer(self, news: PrinterStatus) -> None:
        """The printer, as it says."""
        known = self.facts.printer
        if (news.trouble, news.upkeep) != (known.trouble, known.upkeep):
            self._events.emit(
                "printer.status-changed", status=news.trouble or "ready", upkeep=" ".join(news.upkeep)
            )
        if news.trouble in _UNKNOWN:  # what it could do it will do again
            news = replace(news, abilities=self.facts.printer.abilities)
        self.facts.printer = news
        self.changed()

    def tickets(self, news: ReceiptStatus) -> None:
        """The ticket printer, as it says. Without it short sheets are A4 pages: no visitor is told."""
        self._events.emit("receipt.status-changed", status=news.trouble or "ready", low=news.paper_low)
        self.facts.tickets = news
        self.changed()

    def scanner(self, news: ScannerStatus) -> None:
        """The scanner, as it says."""
        if self.facts.scanner is None or news.trouble != self.facts.scanner.trouble:
            self._events.emit("scanner.status-changed", status=news.trouble or "ready")
        self.facts.scanner = news
        self.changed()

    def stage(self, body: VisitStage) -> None:
        """Where the visitor is."""
        self.facts.stage = body.stage
        self.changed()

    # ---- pictures

    def faults(self) -> list[str]:
        """Keys of what does not work now."""
        facts = self.facts
        found = [
            facts.printer.trouble,
            facts.tickets.trouble if facts.tickets else None,
            facts.scanner.trouble if facts.scanner else None,
            facts.content,
            "link.relay-unreachable" if facts.link is False else None,
        ]
        return [key for key in found if key is not None]

    def world(self) -> World:
        """For the screen."""
        facts = self.facts
        able = facts.printer.abilities
        printer = Printer(
            usable=facts.printer.usable, key=facts.printer.trouble, duplex=able.duplex, colour=able.colour
        )
        link = {True: "online", False: "offline", None: "none"}[facts.link]
        return World.model_validate(
            {
                "link": link,
                "desks": facts.desks,
                "printer": printer,
                "scanner": _scanner(facts.scanner, camera=facts.document_camera),
                "closed": facts.closed,
                "faults": self.faults(),
                "help": facts.help,
                "camera": facts.camera,
                "resting": facts.resting,
                "leave_s": facts.leave_s,
            }
        )

    def status(self) -> KioskStatus:
        """For the agent's tile: never content."""
        facts = self.facts
        state: KioskState = "free"
        if facts.closed is not None:
            state = "closed"
        elif facts.help != "idle":
            state = "help"
        elif facts.stage != "welcome":
            state = "in-use"
        elif facts.content is not None:
            state = "fault"
        others = (*self._supplies(), *_power(facts.power), *_presence(facts.presence))
        return KioskStatus(state=state, faults=[*self.faults(), *facts.upkeep, *others], agent=facts.agent)

    def _supplies(self) -> list[str]:
        """What will soon be missing: for the agent, not for a visitor."""
        roll = self.facts.tickets is not None and self.facts.tickets.usable and self.facts.tickets.paper_low
        return [*self.facts.printer.upkeep, *(["receipt.paper-low"] if roll else [])]


def _power(status: PowerStatus | None) -> list[str]:
    """For who looks after the kiosk."""
    key = status.key if isinstance(status, Unheard) else status.trouble if status is not None else None
    return [] if key is None else [key]


def _scanner(status: ScannerStatus | None, *, camera: bool) -> Scanner:
    if status is None:
        return Scanner(camera=camera)
    return Scanner(
        present=True,
        usable=status.usable,
        key=status.trouble,
        sources=list(status.sources),
        loaded=status.loaded,
        camera=camera,
    )


def _presence(status: PresenceStatus | None) -> list[str]:
    return [status.key] if isinstance(status, Unknown) else []
