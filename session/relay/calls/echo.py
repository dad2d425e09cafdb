"""The echo counter: one process of its own that answers test calls; here only its signalling passes.

It shows a token and takes the place of the one before. Between kiosk and echo nothing is stored: a test call is
gone with either of the two connections.
"""

from collections import OrderedDict

from kiosk.core.errors import UserFacingError
from kiosk.core.ids import new_id
from session.protocol.call import CallAnswer, CallEnd, CallOffer, CallReoffer, Refusal
from session.protocol.envelope import Body, Envelope, envelope
from session.protocol.trial import ECHO_TO_RELAY, RELAY_TO_ECHO, EchoBegin, EchoFull, EchoGranted
from session.relay.ice import servers
from session.relay.parts import Parts
from session.relay.ports import LEAVE, KioskHere, kiosk_topic
from session.relay.talk import Throttle
from session.relay.wire import Socket

TOPIC = "echo"
REMEMBERED = 64
"""Test calls whose kiosk is known; the echo allows far fewer at once."""


class Trial:
    """The test call of one kiosk's connection; at most one."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._call = ""

    async def ask(self, here: KioskHere, socket: Socket) -> None:
        """Begin one; a former one ends.

        Raises:
            UserFacingError: `echo.counter-missing`.
        """
        await self.over()
        if not self._parts.config.echo_token:
            raise UserFacingError("echo.counter-missing")
        self._call = new_id()
        ice = servers(self._parts.config.turn, self._call, self._parts.clock.now())
        socket.send(EchoGranted(ice=ice), call=self._call, gen=1)
        await self._parts.tell(TOPIC, EchoBegin(kiosk=here.kiosk, ice=ice), call=self._call, gen=1)

    async def takes(self, message: Envelope) -> bool:
        """Whether a message belongs to it; it is then passed on. There is one generation only."""
        if not self._call or message.call != self._call:
            return False
        match message.body:
            case CallAnswer():
                await self._parts.bus.publish(TOPIC, Envelope(message.body, message.id, self._call, 1).pack())
            case CallReoffer():
                pass
            case _:
                await self.over()
        return True

    async def over(self) -> None:
        """Tell the echo that it is."""
        call, self._call = self._call, ""
        if call:
            await self._parts.tell(TOPIC, CallEnd(reason="citizen"), call=call, gen=1)


class EchoSession:
    """The echo process's own web socket."""

    def __init__(self, parts: Parts, socket: Socket) -> None:
        self._parts = parts
        self._socket = socket
        self._throttle = Throttle(parts, socket)
        self._kiosks: OrderedDict[str, str] = OrderedDict()

    async def welcome(self) -> None:
        """Take the place of whoever was there."""
        await self._parts.bus.publish(TOPIC, LEAVE)
        self._subscription = self._parts.bus.subscribe(TOPIC, self._deliver)

    async def on_text(self, text: str) -> None:
        """An offer, or the end of a call, to the kiosk that asked for it."""
        if not self._throttle.passes():
            return
        try:
            message = ECHO_TO_RELAY.unpack(text)
        except UserFacingError as error:
            self._socket.hang_up(1008)
            self._parts.events.emit("relay.message-refused", key=error.key)
            return
        kiosk = self._kiosks.get(message.call or "")
        if kiosk is None or message.call is None:
            return
        if isinstance(message.body, CallEnd | EchoFull):
            del self._kiosks[message.call]
        full = isinstance(message.body, EchoFull)
        body: Body = Refusal(key="echo.counter-busy") if full else _plain(message.body)
        await self._parts.bus.publish(kiosk_topic(kiosk), envelope(body, call=message.call, gen=1).pack())

    async def still_welcome(self) -> bool:
        """Its token does not change while the relay runs."""
        return True

    async def gone(self) -> None:
        """The echo process went; the test calls end by themselves."""
        self._subscription.close()

    def _deliver(self, message: bytes) -> None:
        if message != LEAVE:
            passed = RELAY_TO_ECHO.unpack(message)
            match passed.body:
                case EchoBegin(kiosk=kiosk) if passed.call is not None:
                    self._kiosks[passed.call] = kiosk
                    if len(self._kiosks) > REMEMBERED:
                        self._kiosks.popitem(last=False)
                case CallEnd() if passed.call is not None:
                    self._kiosks.pop(passed.call, None)
        self._socket.deliver(message)


def _plain(body: Body) -> Body:
    """The kiosk has its servers from `echo.granted`."""
    return body.model_copy(update={"ice": []}) if isinstance(body, CallOffer) else body
