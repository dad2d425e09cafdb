"""A real relay on 127.0.0.1 in a thread, and the two ends of its wires as programs."""

import asyncio
import json
import secrets
import ssl
import threading
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import httpx
import websockets
from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.api_jws import PyJWS
from websockets.asyncio.client import ClientConnection

from kiosk.core.clock import Clock, SystemClock
from kiosk.core.ids import new_id
from session.protocol.call import Refusal
from session.protocol.envelope import Body, Envelope, Link, envelope
from session.protocol.kiosk_relay import (
    RELAY_TO_KIOSK,
    LinkChallenge,
    LinkHello,
    LinkWelcome,
    QueueJoin,
    SeatGranted,
    TicketState,
)  # fmt: skip
from session.protocol.pages_relay import (
    RELAY_TO_AGENT,
    RELAY_TO_EXPERT,
    SeatOpen,
    SeatTake,
    Waiting,
    WaitingList,
)
from session.relay.app import create_app
from session.relay.config import RelayConfig
from session.relay.database import Database, migrate
from session.relay.identity.accounts import count_failure, digest
from session.relay.identity.delays import PER_LOGIN
from session.relay.identity.enrolment import CODE_LIFE, Enrolment
from session.relay.identity.model import Account, Role
from session.relay.serve import Server, address_of, listen, server_config
from session.relay.store import SqlStore

HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "correct horse"
DEADLINE_S = 30.0
B = TypeVar("B", bound=Body)

ALWAYS = """hours = { mon = ["00:00-24:00"], tue = ["00:00-24:00"], wed = ["00:00-24:00"], thu = ["00:00-24:00"], fri = ["00:00-24:00"], sat = ["00:00-24:00"], sun = ["00:00-24:00"] }"""
DESKS = f"""
[[desk]]
desk = "caf"
administration = "CAF"
name = "CAF, prestations"
promise_s = 300
{ALWAYS}

[[desk]]
desk = "emploi"
administration = "France Travail"
name = "France Travail"
{ALWAYS}

[[desk]]
desk = "ferme"
administration = "CAF"
name = "CAF, toujours fermé"
"""


SUBJECT = 'skills = { Logement = ["N20360"] }'


class TownClock(SystemClock):
    """The wall clock of a relay, set by hand; it runs on by itself."""

    def __init__(self, now: str) -> None:
        self._ahead = timedelta()
        self.set(now)

    def set(self, now: str) -> None:
        self._ahead = datetime.fromisoformat(now) - super().now()

    def now(self) -> datetime:
        return super().now() + self._ahead


class RelayThread:
    """One relay, stopped and started again at will on the same database and port."""

    def __init__(self, config: RelayConfig, ca: Path, clock: Clock | None = None) -> None:
        self._config = config
        self._clock = clock
        self._trust = ssl.create_default_context(cafile=str(ca))
        self._port = 0
        self.url = ""
        self.start()

    def start(self) -> None:
        listener = listen("127.0.0.1", self._port)
        self._port = listener.getsockname()[1]
        self.url = address_of(listener, self._config)
        self.app = create_app(self._config, clock=self._clock, hasher=HASHER)
        self._ready = threading.Event()
        self._server = _Announced(server_config(self.app, self._config), self.url, self._ready)
        self._thread = threading.Thread(target=self._server.run, args=([listener],))
        self._thread.start()
        if not self._ready.wait(DEADLINE_S):
            raise TimeoutError("relay")

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(DEADLINE_S)

    async def restart(self) -> None:
        """Stop while this loop goes on, as clients must hear of it; then start."""
        await asyncio.to_thread(self.stop)
        self.start()

    async def raw(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection that says only what the test writes."""
        return await asyncio.open_connection("127.0.0.1", self._port, ssl=self._trust)

    def client(self, **headers: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.url, verify=self._trust, headers=headers, timeout=DEADLINE_S)

    async def cookie(self, login: str, password: str = PASSWORD) -> str:
        async with self.client() as client:
            reply = await client.post("/api/login", json={"login": login, "password": password})
            assert reply.status_code == 200, reply.text
            return reply.headers["set-cookie"].split(";")[0]

    @asynccontextmanager
    async def socket(self, path: str, **headers: str) -> AsyncIterator[ClientConnection]:
        url = self.url.replace("https", "wss") + path
        async with websockets.connect(
            url,
            ssl=self._trust,
            additional_headers=headers,
            compression=None,
            proxy=None,
            open_timeout=DEADLINE_S,
        ) as socket:
            yield socket

    @asynccontextmanager
    async def page(self, login: str, kind: str = "expert") -> AsyncIterator["Wire"]:
        link = RELAY_TO_EXPERT if kind == "expert" else RELAY_TO_AGENT
        async with self.socket(f"/ws/{kind}", Cookie=await self.cookie(login), Origin=self.url) as socket:
            yield Wire(socket, link)

    @asynccontextmanager
    async def kiosk(self, identity: "KioskIdentity") -> AsyncIterator["KioskWire"]:
        async with self.socket("/ws/kiosk") as socket:
            wire = KioskWire(socket, RELAY_TO_KIOSK, identity=identity)
            wire.challenge = (await wire.expect(LinkChallenge)).challenge
            await wire.send(LinkHello(software="test"))
            await wire.expect(LinkWelcome)
            yield wire


class _Announced(Server):
    def __init__(self, config: Any, url: str, ready: threading.Event) -> None:
        super().__init__(config, url)
        self._ready = ready

    async def startup(self, sockets: Any = None) -> None:
        await super(Server, self).startup(sockets)
        self._ready.set()


@dataclass
class KioskIdentity:
    kiosk: str
    key: Ed25519PrivateKey

    @property
    def public(self) -> str:
        return public_key(self.key)


def public_key(key: Ed25519PrivateKey) -> str:
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Wire:
    """One web socket. `expect` keeps what it passes over, for a later `expect`."""

    socket: ClientConnection
    link: Link
    kept: list[Envelope] = field(default_factory=list)

    async def send(self, body: Body, *, call: str | None = None, gen: int | None = None) -> Envelope:
        message = envelope(body, call=call, gen=gen)
        await self.socket.send(message.pack().decode())
        return message

    async def expect_any(self, *kinds: type[Body], **fields: Any) -> Envelope:
        """The next message of these kinds whose fields have these values."""
        for message in self.kept:
            if _fits(message, kinds, fields):
                self.kept.remove(message)
                return message
        async with asyncio.timeout(DEADLINE_S):
            while True:
                message = self.link.unpack(await self.socket.recv())
                if _fits(message, kinds, fields):
                    return message
                self.kept.append(message)

    async def expect_message(self, kind: type[Body], **fields: Any) -> Envelope:
        """The same for one kind."""
        return await self.expect_any(kind, **fields)

    async def expect(self, kind: type[B], **fields: Any) -> B:
        body = (await self.expect_message(kind, **fields)).body
        assert isinstance(body, kind)
        return body

    async def nothing(self, kind: type[Body], **fields: Any) -> None:
        """No such message came before the relay answered a message sent now: an invalid one."""
        await self.socket.send(self.frame_of_nothing())
        await self.refused("link.message-invalid")
        assert not [m for m in self.kept if _fits(m, (kind,), fields)]

    def frame_of_nothing(self) -> str:
        return '{"v":1}'

    async def refused(self, key: str) -> Refusal:
        return await self.expect(Refusal, key=key)

    async def vanish(self) -> None:
        """Cut the wire without a word, as when a cable is pulled."""
        self.socket.transport.abort()

    async def closed(self) -> int:
        """The close code, once the relay hangs up."""
        async with asyncio.timeout(DEADLINE_S):
            await self.socket.wait_closed()
        return self.socket.close_code or 0


def _fits(message: Envelope, kinds: tuple[type[Body], ...], fields: dict[str, Any]) -> bool:
    return isinstance(message.body, kinds) and all(getattr(message.body, k) == v for k, v in fields.items())


@dataclass
class KioskWire(Wire):
    identity: KioskIdentity = field(kw_only=True)
    challenge: str = ""
    seq: int = 0

    def frame(self, message: Envelope) -> str:
        headers = {"kid": self.identity.kiosk, "nonce": self.challenge}
        return PyJWS().encode(message.pack(), self.identity.key, "EdDSA", headers)

    def frame_of_nothing(self) -> str:
        headers = {"kid": self.identity.kiosk, "nonce": self.challenge}
        return PyJWS().encode(b'{"v":1}', self.identity.key, "EdDSA", headers)

    async def send(self, body: Body, *, call: str | None = None, gen: int | None = None) -> Envelope:
        self.seq += 1
        message = Envelope(body, new_id(), call, gen, self.seq)
        await self.socket.send(self.frame(message))
        return message


class Population:
    """People and kiosks put into a migrated database, as the command line does."""

    def __init__(self, url: str) -> None:
        migrate(url)
        self._url = url

    def account(self, login: str, role: Role, administration: str, *skills: str) -> Account:
        account = Account(new_id(), login, login.title(), role, administration, skills)
        self._run(lambda store: store.put_account(account, HASHER.hash(PASSWORD)))
        return account

    def kiosk(self, name: str, town: str = "Saint-Aubin") -> KioskIdentity:
        key = Ed25519PrivateKey.generate()

        async def enrol(store: SqlStore) -> str:
            enrolment = Enrolment(store, SystemClock())
            code = await enrolment.new_code(name, town)
            enrolled = await enrolment.enrol(code, public_key(key), "", "", "")
            return str(enrolled.kiosk.kiosk)  # type: ignore[union-attr]

        return KioskIdentity(self._run(enrol), key)

    def code(self, name: str, life: timedelta = CODE_LIFE) -> str:
        made = self._run(lambda store: Enrolment(store, SystemClock()).new_code(name, "Saint-Aubin", life))
        return str(made)

    def count_failures(self, login: str, times: int) -> None:
        async def fail(store: SqlStore) -> None:
            for _ in range(times):
                await count_failure(store, SystemClock(), digest(f"login:{login}"), PER_LOGIN)

        self._run(fail)

    def revoke(self, identity: KioskIdentity) -> None:
        self._run(lambda store: store.revoke_kiosk(identity.kiosk))

    def _run(self, work: Any) -> Any:
        database = Database(self._url)
        try:
            return asyncio.run(work(SqlStore(database)))
        finally:
            database.close()


@dataclass
class Call:
    """A seat both sides know."""

    ticket: str
    call: str


async def waiting(kiosk: Wire, expert: Wire, desk: str = "caf") -> str:
    """Queue up, and let the expert see it."""
    place = ticket()
    await kiosk.send(QueueJoin(ticket=place, desk=desk))
    await kiosk.expect(TicketState, ticket=place, status="waiting")
    await listed(expert, place)
    return place


async def listed(expert: Wire, *places: str) -> list[Waiting]:
    """The waiting list, once it is exactly this."""
    while True:
        people = (await expert.expect(WaitingList)).people
        if [person.ticket for person in people] == list(places):
            return people


async def seated(kiosk: Wire, expert: Wire) -> Call:
    """Queue up and be taken."""
    place = await waiting(kiosk, expert)
    await expert.send(SeatTake(ticket=place))
    opened = await expert.expect(SeatOpen, ticket=place)
    await kiosk.expect(SeatGranted, ticket=place)
    return Call(place, opened.call)


def ticket() -> str:
    return secrets.token_hex(16)


def events(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@dataclass
class Kiosks:
    """Two of Saint-Aubin, one of Valmont."""

    hall: KioskIdentity
    library: KioskIdentity
    elsewhere: KioskIdentity


@dataclass
class Town:
    """A running relay and those who speak to it."""

    relay: RelayThread
    people: Population
    hall: KioskIdentity
    library: KioskIdentity
    elsewhere: KioskIdentity
    config: RelayConfig


Start = Callable[..., Town]
