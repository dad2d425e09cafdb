"""A real relay on HTTPS in a process of its own, with accounts and counters."""

import asyncio
import json
import sqlite3
import ssl
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher

from kiosk.core.clock import SystemClock
from kiosk.core.ids import new_id
from session.relay.database import Database, migrate
from session.relay.identity.enrolment import Enrolment
from session.relay.identity.model import Account
from session.relay.store import SqlStore
from session.relay.tls import TlsPaths, make_local_ca

ADMINISTRATION = "CAF de Haute-Marne"
OTHER = "France Travail"
TOWN = "Mairie de Saint-Aubin"
PASSWORD = "une phrase assez longue"
PEOPLE = (
    ("nadia", "Nadia Benali", "expert", ADMINISTRATION),
    ("paul", "Paul Girard", "expert", ADMINISTRATION),
    ("sasha", "Sasha Petit", "expert", OTHER),
    ("claire", "Claire Morel", "agent", TOWN),
)
ZONE = next(
    zone for zone in ("Europe/Paris", "Pacific/Honolulu") if 1 <= datetime.now(ZoneInfo(zone)).hour < 22
)
"""Of the counter: where this day has hours left to open slots in."""
ALWAYS = "[desk.hours]\n" + "".join(
    f'{day} = ["00:00-24:00"]\n' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
)
DESKS = f"""
[[desk]]
desk = "caf"
administration = "{ADMINISTRATION}"
name = "CAF"
timezone = "{ZONE}"

{ALWAYS}
[[desk]]
desk = "emploi"
administration = "{OTHER}"
name = "France Travail"
skills = {{ "Création d’entreprise" = ["N99"] }}

{ALWAYS}
[[desk]]
desk = "impots"
administration = "Impôts"
name = "Impôts"
"""
SERVE = (
    "import sys; from pathlib import Path; from session.relay.config import load_config; "
    "from session.relay.serve import main; sys.exit(main(load_config(Path(sys.argv[1]))))"
)


class RelayStand:
    """`url` is set once it runs; `tls.ca` is what clients trust."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tls: TlsPaths = make_local_ca(folder)
        self.url = ""
        self.more: dict[str, object] = {}
        """More settings, for the next start."""
        self._port = 0
        self._child: asyncio.subprocess.Process | None = None
        self._database = f"sqlite:///{folder / 'relay.db'}"

    async def prepare(self) -> None:
        """Make the database and its people."""
        migrate(self._database)
        (self.folder / "desks.toml").write_text(DESKS, encoding="utf-8")
        database = Database(self._database)
        # Cheap hashes: these accounts guard nothing, and 40 logins would cost 8 s.
        hashed = PasswordHasher(time_cost=1, memory_cost=8192).hash(PASSWORD)
        for login, name, role, administration in PEOPLE:
            account = Account(new_id(), login, name, role, administration)  # type: ignore[arg-type]
            await SqlStore(database).put_account(account, hashed)
        database.close()

    async def code(self, name: str) -> str:
        """A one-time code to enrol a kiosk with."""
        database = Database(self._database)
        code = await Enrolment(SqlStore(database), SystemClock()).new_code(name, TOWN)
        database.close()
        return code

    async def start(self) -> None:
        """Serve; the second time on the same port."""
        settings = {
            "database": "relay.db",
            "port": self._port,
            "certificate": str(self.tls.certificate),
            "key": str(self.tls.key),
            "desks": "desks.toml",
            **self.more,
        }
        lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
        path = self.folder / "relay.toml"
        path.write_text("\n".join(lines), encoding="utf-8")
        self._child = await asyncio.create_subprocess_exec(
            sys.executable, "-c", SERVE, str(path), stdout=asyncio.subprocess.PIPE
        )
        assert self._child.stdout is not None
        async with asyncio.timeout(60):
            self.url = json.loads(await self._child.stdout.readline())["url"]
        self._port = int(self.url.rsplit(":", 1)[1])

    async def stop(self) -> None:
        """End it politely."""
        assert self._child is not None
        self._child.terminate()
        async with asyncio.timeout(60):
            await self._child.wait()

    def outlived_leases(self) -> None:
        """While it is away: longer than any lease."""
        with closing(sqlite3.connect(self.folder / "relay.db")) as database, database:
            database.execute("UPDATE seats SET expires = '2000-01-01T00:00:00Z'")

    async def noted(self, outcome: str, identity: str) -> None:
        """Look until this is what is kept of the one service that ended: nothing in it is about the person."""
        kept: list[tuple[str, str]] = []
        with closing(sqlite3.connect(self.folder / "relay.db")) as database:
            async with asyncio.timeout(60):
                while kept != [(outcome, identity)]:
                    await asyncio.sleep(0.1)
                    kept = database.execute("SELECT outcome, identity FROM services").fetchall()

    def context(self) -> ssl.SSLContext:
        """What trusts this relay."""
        return ssl.create_default_context(cafile=str(self.tls.ca))


@asynccontextmanager
async def serving(folder: Path, more: Mapping[str, object] | None = None) -> AsyncIterator[RelayStand]:
    """A relay that runs, with these settings too."""
    stand = RelayStand(folder)
    stand.more = dict(more or {})
    await stand.prepare()
    await stand.start()
    yield stand
    await stand.stop()
