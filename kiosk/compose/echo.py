"""`kiosk echo`: the relay's echo counter, a process of its own, so that no media runs in the relay's loop."""

import argparse
import asyncio
import contextlib
import json
import signal
import ssl
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from session.engine.echo import EchoCall, install
from session.engine.reach import Reach
from session.protocol.call import CallAnswer, CallEnd, CallOffer
from session.protocol.envelope import MAX_MESSAGE, Body, envelope
from session.protocol.shared import IceServer
from session.protocol.trial import RELAY_TO_ECHO, EchoBegin, EchoFull
from session.relay.config import RelayConfig, load_config

AT_ONCE = 4
CALL_S = 30.0
RETRY_S = 2.0


@dataclass(frozen=True)
class Address:
    """Where the relay is, the token it asks for, and who vouches for it."""

    url: str
    token: str
    trust: ssl.SSLContext | None


class Counter:
    """At most `AT_ONCE` calls, one for each kiosk, each ended after `CALL_S`."""

    def __init__(self, reach: Reach, log: EventLog) -> None:
        self._reach = reach
        self._log = log
        self._calls: dict[str, EchoCall] = {}
        self._kiosks: dict[str, str] = {}
        self._works: dict[str, asyncio.Task[None]] = {}
        self._socket: ClientConnection | None = None

    async def serve(self, socket: ClientConnection) -> None:
        """Until the relay hangs up; the calls end with it."""
        self._socket = socket
        try:
            async for raw in socket:
                message = RELAY_TO_ECHO.unpack(raw)
                if message.call is not None:
                    await self._hear(message.call, message.body)
        finally:
            for call in list(self._works):
                await self._end(call)

    async def _hear(self, call: str, body: Body) -> None:
        match body:
            case EchoBegin(kiosk=kiosk, ice=ice):
                former = self._kiosks.get(kiosk)
                if former is not None:
                    await self._end(former)
                if len(self._works) >= AT_ONCE:
                    await self._say(EchoFull(), call)
                    return
                self._kiosks[kiosk], self._calls[call] = call, EchoCall()
                self._works[call] = asyncio.create_task(self._call(call, kiosk, ice))
            case CallAnswer(sdp=sdp) if call in self._calls:
                if not await self._calls[call].answered(sdp):
                    await self._end(call)
            case CallEnd():
                await self._end(call)

    async def _call(self, ident: str, kiosk: str, ice: list[IceServer]) -> None:
        call, began, reason = self._calls[ident], time.monotonic(), "citizen"
        try:
            async with asyncio.timeout(CALL_S):
                await self._say(CallOffer(sdp=await call.offer(self._reach, ice)), ident)
                await asyncio.Event().wait()
        except TimeoutError:
            reason = "lost"
            await self._say(CallEnd(reason="lost"), ident)
        finally:
            self._calls.pop(ident, None)
            self._works.pop(ident, None)
            if self._kiosks.get(kiosk) == ident:
                del self._kiosks[kiosk]
            await call.close()
            self._log.emit("echo.call-complete", reason=reason, served_s=round(time.monotonic() - began, 1))

    async def _end(self, call: str) -> None:
        work = self._works.get(call)
        if work is not None:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _say(self, body: Body, call: str) -> None:
        if self._socket is not None:
            with contextlib.suppress(ConnectionClosed):
                await self._socket.send(envelope(body, call=call, gen=1).pack().decode())


async def live(address: Address, reach: Reach, log: EventLog) -> None:
    """Stay connected to the relay until SIGTERM; say `{"echo": URL}` on stdout at each connection."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    serving = asyncio.create_task(_serve(address, Counter(reach, log), log))
    stopping = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    for task in (serving, stopping):
        task.cancel()
    await asyncio.gather(serving, stopping, return_exceptions=True)
    await reach.close()
    if serving in done:
        serving.result()


async def _serve(address: Address, counter: Counter, log: EventLog) -> None:
    header = {"Authorization": f"Bearer {address.token}"}
    url = address.url.replace("https://", "wss://", 1).replace("http://", "ws://", 1).rstrip("/") + "/ws/echo"
    while True:
        try:
            async with connect(
                url, ssl=address.trust, additional_headers=header, max_size=MAX_MESSAGE
            ) as socket:
                log.emit("echo.start-complete", at_once=AT_ONCE)
                sys.stdout.write(json.dumps({"echo": address.url}) + "\n")
                sys.stdout.flush()
                await counter.serve(socket)
        except InvalidHandshake:
            raise UserFacingError("login.role-missing", "le relais refuse « echo_token »") from None
        except (OSError, TimeoutError, ConnectionClosed):
            pass
        await asyncio.sleep(RETRY_S)


def add_arguments(sub: Any) -> None:
    """Declare `kiosk echo`."""
    parser = sub.add_parser("echo", help="le comptoir d'écho du relais : répond seul aux appels d'essai")
    parser.add_argument("--config", type=Path, required=True, metavar="FICHIER", help="réglages du relais")
    parser.add_argument("--relay", default="", metavar="URL", help="par défaut celle des réglages")
    parser.add_argument("--ca", type=Path, default=None, metavar="FICHIER", help="autorité du relais, PEM")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until SIGTERM."""
    config = load_config(options.config)
    if not config.echo_token:
        raise UserFacingError("settings.value-wrong", "« echo_token » est vide : aucun appel d'essai")
    log = EventLog(None, "echo")
    install(time.monotonic)
    reach = Reach(time.monotonic, log, options.ca)
    asyncio.run(live(_address(config, options.relay, reach.trust), reach, log))
    return 0


def _address(config: RelayConfig, url: str, trust: ssl.SSLContext) -> Address:
    scheme = "https" if config.certificate else "http"
    where = url or config.origin or f"{scheme}://127.0.0.1:{config.port}"
    return Address(where, config.echo_token, trust if where.startswith("https") else None)
