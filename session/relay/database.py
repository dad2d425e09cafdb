"""The relay's own SQLite engine: one writer, a rollback journal, nothing acknowledged before fsync.

The machine's SQLite lies inside the range of the WAL-reset defect (two connections, mended in
3.51.3), hence `journal_mode=DELETE` and `synchronous=EXTRA`. All work of one relay runs on one
thread; another process (`relay account add` beside a running relay) waits for the lock.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal

T = TypeVar("T")
BUSY_S = 10
_MIGRATIONS = Path(__file__).parent / "migrations"


def open_engine(url: str) -> Engine:
    """An engine on `url`; for SQLite, with the pragmas above and real `BEGIN IMMEDIATE`.

    Raises:
        UserFacingError: `host.database-wrong`, or as `refusal` when the folder of the file cannot be
            made.
    """
    if not url.startswith("sqlite"):
        with opening(url):
            return create_engine(url)
    engine = create_engine(url, connect_args={"timeout": BUSY_S, "check_same_thread": False})
    path = engine.url.database
    if path:
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise refusal(error, path) from None
    event.listen(engine, "connect", _set_pragmas)
    # The driver must not begin by itself: a deferred BEGIN that turns into a writer can be refused.
    event.listen(engine, "begin", _begin_immediate)
    return engine


@contextmanager
def opening(url: str) -> Iterator[None]:
    """Whatever goes wrong while a database is opened, in words; its password is never shown.

    Raises:
        UserFacingError: `host.permission-missing` for a file one may not read or write, else
            `host.database-wrong`.
    """
    where = _shown(url)
    try:
        yield
    except ModuleNotFoundError as error:
        detail = f"{where} : le module Python « {error.name} » n'est pas installé"
        raise UserFacingError("host.database-wrong", detail) from None
    except OperationalError as error:
        closed = ("readonly", "unable to open", "disk I/O")
        key = (
            "host.permission-missing" if any(w in str(error.orig) for w in closed) else "host.database-wrong"
        )
        raise UserFacingError(key, where) from None
    except DatabaseError:
        raise UserFacingError("host.database-wrong", f"{where} : ce n'est pas une base du relais") from None
    except (ArgumentError, NoSuchModuleError):
        raise UserFacingError("host.database-wrong", f"{where} : adresse de base incorrecte") from None


def _shown(url: str) -> str:
    try:
        known = make_url(url)
    except ArgumentError:
        return "database"
    return (known.database or url) if url.startswith("sqlite") else known.render_as_string(hide_password=True)


def _set_pragmas(raw: Any, _record: Any) -> None:
    raw.isolation_level = None
    for pragma in ("journal_mode=DELETE", "synchronous=EXTRA", "foreign_keys=ON", "secure_delete=ON"):
        raw.execute(f"PRAGMA {pragma}").close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


class Database:
    """Runs units of work, each in one transaction, away from the event loop."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._writer = ThreadPoolExecutor(1, "relay-store")

    def run_now(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction, on the calling thread: for the command line."""
        with self.engine.begin() as connection:
            return work(connection)

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction; it is durable when this returns."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, self.run_now, work)

    def close(self) -> None:
        """Wait for the running work, then let go of the file."""
        self._writer.shutdown()
        self.engine.dispose()


def migrate(url: str) -> str:
    """Bring the tables up to date; returns the revision.

    Raises:
        UserFacingError: as `open_engine` and `opening`.
    """
    with opening(url):
        command.upgrade(_alembic(url), "head")
    return newest_revision()


def check_revision(engine: Engine) -> None:
    """Refuse to serve on old or absent tables.

    Raises:
        UserFacingError: `host.schema-outdated`, or as `opening`.
    """
    with opening(str(engine.url)), engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != newest_revision():
        raise UserFacingError("host.schema-outdated", found or "base vide")


def newest_revision() -> str:
    """The revision this program expects."""
    return ScriptDirectory(str(_MIGRATIONS)).get_current_head() or ""


def _alembic(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config
