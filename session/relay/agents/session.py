"""One page of an agent."""

from kiosk.core.errors import UserFacingError
from session.protocol.envelope import Envelope
from session.protocol.orientation import OrientationAsk
from session.protocol.pages_relay import AGENT_TO_RELAY, AgentCommand, AgentWelcome
from session.relay.agents.orientation import Orientations
from session.relay.agents.tiles import Tiles
from session.relay.identity.model import Account, Caller
from session.relay.parts import Parts
from session.relay.ports import Subscription, town_topic
from session.relay.talk import Talk, Throttle
from session.relay.wire import Socket


class AgentSession:
    """From the welcome to the end of one web socket."""

    def __init__(self, parts: Parts, tiles: Tiles, socket: Socket, account: Account) -> None:
        self._parts = parts
        self._tiles = tiles
        self._socket = socket
        self._account = account
        self._throttle = Throttle(parts, socket)
        caller = Caller(account.role, account.administration, account)
        self._talk = Talk(
            parts, socket, "agent", caller, {AgentCommand: self._command, OrientationAsk: self._orient}
        )
        self._orientations = Orientations(parts)
        self._subscription: Subscription | None = None

    async def welcome(self) -> None:
        """Say who is logged in, and show the kiosks."""
        town = self._account.administration
        self._subscription = self._parts.bus.subscribe(town_topic(town), self._socket.deliver)
        self._socket.send(AgentWelcome(name=self._account.name, town_hall=town))
        self._socket.send(await self._tiles.state(town))

    async def on_text(self, text: str) -> None:
        """One message."""
        if not self._throttle.passes():
            return
        try:
            message = AGENT_TO_RELAY.unpack(text)
        except UserFacingError as error:
            self._talk.refuse(error.key)
        else:
            await self._talk.handle(message)

    async def gone(self) -> None:
        """The page went."""
        if self._subscription is not None:
            self._subscription.close()

    async def _command(self, message: Envelope) -> None:
        if not isinstance(message.body, AgentCommand):
            raise TypeError(message.type)
        await self._tiles.command(self._account, message.body)

    async def _orient(self, _message: Envelope) -> None:
        self._socket.send(await self._orientations.state(self._account.administration))
