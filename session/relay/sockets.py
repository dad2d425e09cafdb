"""/ws/kiosk, /ws/expert, /ws/agent, /ws/echo: accept, run, say good-bye."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Annotated, Protocol

from fastapi import APIRouter, Depends, WebSocket

from session.relay.agents.session import AgentSession
from session.relay.calls.echo import EchoSession
from session.relay.calls.expert_session import ExpertSession
from session.relay.calls.front_desk import FrontDesk
from session.relay.calls.kiosk_session import KioskSession
from session.relay.identity.accounts import Accounts
from session.relay.identity.guard import COOKIE, Guard
from session.relay.identity.model import Caller
from session.relay.parts import Parts
from session.relay.wire import Socket

KIOSK_RECHECK = 3
"""3,000 kiosks are asked for less often than a few pages, and still within 60 s."""


class PageSession(Protocol):
    """What a page's web socket runs."""

    def welcome(self) -> Awaitable[None]:
        """First messages."""

    def on_text(self, text: str) -> Awaitable[None]:
        """One message."""

    def gone(self) -> Awaitable[None]:
        """The connection ended."""


@dataclass(frozen=True)
class SocketRoutes:
    """The handlers, on what they need."""

    parts: Parts
    guard: Guard
    accounts: Accounts
    desk: FrontDesk

    def router(self) -> APIRouter:
        """Every web socket with its right."""
        router = APIRouter()
        names = ("expert", "agent", "kiosk", "echo")
        expert, agent, kiosk, echo = (self.guard.requires(f"ws.{name}") for name in names)

        @router.websocket("/ws/expert")
        async def expert_socket(socket: WebSocket, caller: Annotated[Caller, Depends(expert)]) -> None:
            await self._expert(socket, caller)

        @router.websocket("/ws/agent")
        async def agent_socket(socket: WebSocket, caller: Annotated[Caller, Depends(agent)]) -> None:
            await self._agent(socket, caller)

        @router.websocket("/ws/kiosk", dependencies=[Depends(kiosk)])
        async def kiosk_socket(socket: WebSocket) -> None:
            await self._kiosk(socket)

        @router.websocket("/ws/echo", dependencies=[Depends(echo)])
        async def echo_socket(socket: WebSocket) -> None:
            await self._echo(socket)

        return router

    async def _expert(self, raw: WebSocket, caller: Caller) -> None:
        socket = Socket(raw)
        if caller.account is not None:
            await self._page(raw, socket, ExpertSession(self.parts, self.desk, socket, caller.account))

    async def _agent(self, raw: WebSocket, caller: Caller) -> None:
        socket = Socket(raw)
        if caller.account is not None:
            await self._page(raw, socket, AgentSession(self.parts, self.desk.tiles, socket, caller.account))

    async def _page(self, raw: WebSocket, socket: Socket, session: PageSession) -> None:
        token = raw.cookies.get(COOKIE, "")

        async def still_welcome() -> bool:
            return await self.accounts.whose(token) is not None

        await raw.accept()
        try:
            await session.welcome()
            await socket.run(session.on_text, still_welcome, self.parts.config.waits.recheck_s)
        finally:
            await session.gone()

    async def _echo(self, raw: WebSocket) -> None:
        socket = Socket(raw)
        session = EchoSession(self.parts, socket)
        await raw.accept()
        await session.welcome()
        try:
            await socket.run(session.on_text, session.still_welcome, self.parts.config.waits.recheck_s)
        finally:
            await session.gone()

    async def _kiosk(self, raw: WebSocket) -> None:
        socket = Socket(raw)
        session = KioskSession(self.parts, self.desk, socket)
        await raw.accept()
        session.challenge()
        try:
            every_s = self.parts.config.waits.recheck_s * KIOSK_RECHECK
            await socket.run(session.on_text, session.still_welcome, every_s)
        finally:
            await session.gone()
