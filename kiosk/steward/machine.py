"""What the town hall's agent does with the machine: closes it, opens it, hears a call for help, comes to the panel."""

from collections.abc import Callable

from kiosk.core.events import EventLog
from kiosk.steward.counters import Counters
from kiosk.steward.ports import Say
from kiosk.steward.world import WorldBook
from session.protocol.company import AgentAnswer, AgentOffer
from session.protocol.envelope import Body
from session.protocol.kiosk_relay import HelpRing, KioskCommand


class Machine:
    """Open or closed, in need of help or not, an agent beside the visitor or not."""

    def __init__(
        self,
        world: WorldBook,
        counters: Counters,
        relay: Say,
        screen: Callable[[Body], None],
        visited: Callable[[], bool],
        events: EventLog,
    ) -> None:
        """`visited` tells whether somebody is there."""
        self._world = world
        self._counters = counters
        self._relay = relay
        self._screen = screen
        self._visited = visited
        self._events = events

    def help(self, body: HelpRing) -> None:
        """The visitor calls the agent, or takes it back."""
        self._world.facts.help = "ringing" if body.active else "idle"
        if body.active:
            self._counters.count("help")
            self._events.emit("help.ring-complete")
        self._relay(body)
        self._world.changed()

    def commanded(self, body: KioskCommand) -> None:
        """An agent's order from their page."""
        self._events.emit("agent.command-complete", command=body.command)
        match body.command:
            case "close":
                self.close()
            case "open":
                self.open()
            case "join-ask":
                self._offered(body.by)
            case "help-answered":
                self._events.emit("help.answer-complete")
                self._world.facts.help = "answered"
                self._world.changed()

    def close(self) -> None:
        """The agent closes the machine: the screen says so once the visit is over."""
        if self._world.facts.closed is not None:
            return
        self._world.facts.closed = "agent"
        self._events.emit("kiosk.close-complete", reason="agent")
        self._world.changed()

    def open(self) -> None:
        """The agent opens it again; what else keeps it closed still does."""
        if self._world.facts.closed != "agent":
            return
        self._world.facts.closed = None
        self._events.emit("kiosk.open-complete")
        self._world.changed()

    def answered(self, body: AgentAnswer) -> None:
        """The visitor lets the agent come, or not; or the agent leaves."""
        self._events.emit("agent.answer-complete", state=body.state)
        self._world.facts.agent = "" if body.state == "gone" else body.state
        self._world.changed()

    def _offered(self, by: str) -> None:
        """The agent would like to come: the visitor is asked, and nobody where there is none."""
        if not self._visited():
            return
        self._events.emit("agent.offer-complete")
        self._world.facts.agent = "asked"
        self._screen(AgentOffer(by=by))
        self._world.changed()
