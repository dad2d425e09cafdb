"""The kiosks of a town hall as their agents see them: state, never content."""

from dataclasses import replace
from datetime import timedelta

from kiosk.core.errors import UserFacingError
from session.protocol.kiosk_relay import KioskCommand, KioskState
from session.protocol.pages_relay import AgentCommand, KiosksState, KioskTile
from session.relay.agents.usage import SHOWN_DAYS, last_days
from session.relay.identity.model import Account, Caller, Kiosk
from session.relay.identity.rights import may
from session.relay.parts import Parts
from session.relay.ports import KioskHere, kiosk_topic, town_topic


class Tiles:
    """Shows kiosks to agents, and passes their orders on."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def state(self, town: str) -> KiosksState:
        """All kiosks of a town hall, connected or not."""
        crowd = await self._parts.presence.crowd()
        enrolled = await self._parts.store.kiosks()
        ours = [kiosk for kiosk in enrolled if kiosk.town == town and not kiosk.revoked]
        today = self._parts.clock.now().date()
        since = (today - timedelta(days=SHOWN_DAYS)).isoformat()
        days = await self._parts.store.usage([kiosk.kiosk for kiosk in ours], since)
        tiles = (tile(kiosk, crowd.kiosks.get(kiosk.kiosk)) for kiosk in ours)
        return KiosksState(
            kiosks=[t.model_copy(update={"days": last_days(days[t.kiosk], today)}) for t in tiles]
        )

    async def publish(self, town: str) -> None:
        """Tell the agents of a town hall."""
        await self._parts.tell(town_topic(town), await self.state(town))

    async def command(self, agent: Account, order: AgentCommand) -> None:
        """Pass an order on.

        Raises:
            UserFacingError: `login.role-missing` for a kiosk that is not theirs or not known,
                `link.kiosk-offline`.
        """
        kiosk = await self._parts.store.kiosk(order.kiosk)
        caller = Caller(agent.role, agent.administration, agent)
        if kiosk is None or not may(caller, f"agent.{order.TYPE}", kiosk.town):
            raise UserFacingError("login.role-missing")
        here = (await self._parts.presence.crowd()).kiosks.get(order.kiosk)
        if here is None:
            raise UserFacingError("link.kiosk-offline")
        if order.command == "help-answered":
            await self._parts.presence.put_kiosk(replace(here, help_answered=True))
            await self.publish(here.town)
        await self._parts.tell(kiosk_topic(here.kiosk), KioskCommand(command=order.command, by=agent.name))


def tile(kiosk: Kiosk, here: KioskHere | None) -> KioskTile:
    """One tile; a kiosk that is away shows as a fault that began we do not know when."""
    if here is None:
        return KioskTile(kiosk=kiosk.kiosk, name=kiosk.name, state="fault", since="", online=False)
    return KioskTile(
        kiosk=kiosk.kiosk,
        name=kiosk.name,
        state=_state(here),
        since=here.since,
        online=True,
        faults=list(here.faults),
        agent=here.agent,
    )


def _state(here: KioskHere) -> KioskState:
    """A help call shows until an agent has answered it, whatever the kiosk says besides."""
    calls = here.help or here.state == "help"
    if calls and not here.help_answered:
        return "help"
    return "in-use" if here.state == "help" else here.state
