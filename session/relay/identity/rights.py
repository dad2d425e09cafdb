"""The one table of rights: role × action × administration. What is not written is denied.

An action is a route (`http.…`, `ws.…`) or a message of a link (`kiosk.…`, `expert.…`, `agent.…`,
then the message's type). `own` reaches only what belongs to the caller's administration (an agent's
town hall, a kiosk's own visits); `all` reaches everything.
"""

from typing import Literal

from session.relay.identity.model import Caller, CallerRole

Scope = Literal["own", "all"]
Cells = dict[CallerRole, Scope]

_PUBLIC: Cells = {
    "anyone": "all",
    "probe": "all",
    "expert": "all",
    "agent": "all",
    "editor": "all",
    "operator": "all",
    "admin": "all",
}
_LOGGED_IN: Cells = {"expert": "own", "agent": "own", "editor": "own", "operator": "own", "admin": "own"}
_KIOSK: Cells = {"kiosk": "own"}
_EXPERT: Cells = {"expert": "own"}
_AGENT: Cells = {"agent": "own"}

RIGHTS: dict[str, Cells] = {
    "http.home": _PUBLIC,
    "http.page": _PUBLIC,
    "http.asset": _PUBLIC,
    "http.health": _PUBLIC,
    "http.login": _PUBLIC,
    "http.enrol": _PUBLIC,
    "http.logout": _LOGGED_IN,
    "http.me": _LOGGED_IN,
    "http.usage": _AGENT,
    "http.agenda": _EXPERT,
    "http.metrics": {"probe": "all", "operator": "all", "admin": "all"},
    # Its frames are signed: a kiosk shows who it is after the handshake.
    "ws.kiosk": _PUBLIC,
    "ws.expert": _EXPERT,
    "ws.echo": {"echo": "all"},
    "ws.agent": _AGENT,
    "kiosk.link.hello": _KIOSK,
    "kiosk.kiosk.status": _KIOSK,
    "kiosk.kiosk.counters": _KIOSK,
    "kiosk.queue.join": _KIOSK,
    "kiosk.queue.leave": _KIOSK,
    "kiosk.queue.widen": _KIOSK,
    "kiosk.transfer.agree": _KIOSK,
    "kiosk.callback.ask": _KIOSK,
    "kiosk.callback.answer": _KIOSK,
    "kiosk.help.ring": _KIOSK,
    "kiosk.call.answer": _KIOSK,
    "kiosk.call.reoffer": _KIOSK,
    "kiosk.call.end": _KIOSK,
    "kiosk.slots.ask": _KIOSK,
    "kiosk.slot.book": _KIOSK,
    "kiosk.appointment.check": _KIOSK,
    "kiosk.echo.ask": _KIOSK,
    "kiosk.line.ask": _KIOSK,
    "expert.expert.available": _EXPERT,
    "expert.expert.serves": _EXPERT,
    "expert.desk.say": _EXPERT,
    "expert.seat.take": _EXPERT,
    "expert.seat.return": _EXPERT,
    "expert.call.offer": _EXPERT,
    "expert.call.candidate": _EXPERT,
    "expert.call.end": _EXPERT,
    "expert.call.outcome": _EXPERT,
    "expert.agenda.ask": _EXPERT,
    "expert.slots.open": _EXPERT,
    "expert.slot.close": _EXPERT,
    "expert.slot.call-off": _EXPERT,
    "expert.slot.recode": _EXPERT,
    "expert.link.ping": _EXPERT,
    "agent.agent.command": _AGENT,
    "agent.orientation.ask": _AGENT,
    "agent.link.ping": _AGENT,
}


def may(caller: Caller, action: str, administration: str | None = None) -> bool:
    """Tell whether `caller` may do `action` to something of `administration` (None: their own)."""
    match RIGHTS.get(action, {}).get(caller.role):
        case "all":
            return True
        case "own":
            return administration is None or administration == caller.administration
        case None:
            return False
