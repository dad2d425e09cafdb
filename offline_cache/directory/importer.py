"""Imports the public directory: built beside the one in use, synced, then swapped in by rename."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.core.clock import Clock, SystemClock, rfc3339
from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from offline_cache import codec
from offline_cache.directory import fields, schema, tables
from offline_cache.directory.area import Area, Sieve
from offline_cache.directory.model import Office, Point
from offline_cache.directory.record import Entry, read
from offline_cache.directory.source import members, telling
from offline_cache.directory.stream import Records
from offline_cache.importer.swap import renewed

MAX_OFFICES = 250_000
"""The whole country has 94,000."""
EXAMPLES = 20
"""Entries named for each kind of fault; the others are counted."""

Progress = Callable[[int, int], None]
"""Entries read, offices kept."""


@dataclass(frozen=True)
class Fault:
    """One kind of fault: how often, and the first entries that have it."""

    words: str
    count: int
    entries: tuple[str, ...]


@dataclass(frozen=True)
class DirectoryReport:
    """What an import did, and what it found amiss on the way. None of it stopped the import."""

    read: int
    kept: int
    communes: int
    date: str
    ms: int
    bytes: int
    faults: tuple[Fault, ...] = ()
    kinds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Order:
    """What to import. `became` are old codes of communes beside the short table's; `extra` more files."""

    file: Path
    area: Area = field(default_factory=Area)
    insee: str = ""
    became: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[Path, ...] = ()
    source: str = "Annuaire de l’administration (DILA)"
    sample: bool = False


def import_directory(
    order: Order,
    store: Path,
    log: EventLog | None = None,
    progress: Progress | None = None,
    clock: Clock | None = None,
) -> DirectoryReport:
    """Read a published directory into `store`. The one in use stays until the new one is whole.

    Raises:
        UserFacingError: `content.directory-invalid`, `content.directory-empty`, `content.size-exceeded`,
            `host.disk-full` or `host.permission-missing`; nothing has changed then.
    """
    now = clock or SystemClock()
    started = now.monotonic()
    folder = store / schema.FOLDER
    communes = tables.communes().with_more(order.became)
    area = _centred(order, communes)
    with renewed(folder) as fresh, closing(schema.create(fresh / schema.DATABASE)) as database:
        writer = _Writer(database, area, communes, progress or _ignore)
        for path in (order.file, *order.extra):
            _read_file(path, writer)
        report = writer.finish(order, rfc3339(now.now()))
    ms = round((now.monotonic() - started) * 1000)
    if log:
        log.emit("content.directory-import-complete", offices=report.kept, ms=ms)
    size = sum(path.stat().st_size for path in fresh.rglob("*") if path.is_file())
    return DirectoryReport(**{**vars(report), "ms": ms, "bytes": size})


def _ignore(_read: int, _kept: int) -> None:
    pass


# ---- the middle of the circle


def _centred(order: Order, communes: tables.Communes) -> Area:
    """The area with its centre: given, or that of the commune's town hall in the file itself."""
    area = order.area
    if not order.insee:
        return area
    code = communes.today(order.insee)
    area = Area(area.communes | {code}, area.departments, area.centre, area.radius_km)
    if area.centre is not None or not area.radius_km:
        return area
    centre = next(_town_halls(order.file, code, communes), None)
    if centre is None:
        detail = (
            f"{order.file.name} : pas de mairie située pour {order.insee} ; donner --latitude et --longitude"
        )
        raise UserFacingError("content.directory-empty", detail)
    return Area(area.communes, area.departments, centre, area.radius_km)


def _town_halls(path: Path, code: str, communes: tables.Communes) -> Iterator[Point]:
    with telling(path):
        for name, stream in members(path):
            for record in Records(stream, name):
                if not isinstance(record, dict) or "mairie" not in str(record.get("pivot"))[:400]:
                    continue
                office = read(record).office
                if office and office.point and communes.today(office.insee) == code:
                    yield office.point


# ---- reading


def _read_file(path: Path, writer: "_Writer") -> None:
    with telling(path):
        for name, stream in members(path):
            records = Records(stream, name)
            for record in records:
                writer.take(record)
            writer.count("ligne illisible", name, records.broken)


class _Writer:
    """Fills one database, counting what is amiss."""

    def __init__(
        self, database: sqlite3.Connection, area: Area, communes: tables.Communes, progress: Progress
    ) -> None:
        self._db = database
        self._sieve = Sieve(area, communes)
        self._communes = communes
        self._progress = progress
        self._read = 0
        self._numbers: dict[str, int] = {}
        self._kinds: Counter[str] = Counter()
        self._faults: Counter[str] = Counter()
        self._named: dict[str, list[str]] = {}
        self._newest = ""

    def count(self, words: str, entry: str, times: int = 1) -> None:
        """Note a fault."""
        if times:
            self._faults[words] += times
            named = self._named.setdefault(words, [])
            if len(named) < EXAMPLES and entry not in named:
                named.append(entry)

    def take(self, record: Any) -> None:
        """One entry: an office, or who is competent for a commune."""
        self._read += 1
        if self._read % 2000 == 0:
            self._progress(self._read, len(self._numbers))
        if isinstance(record, dict) and _is_competence(record):
            self._competence(record)
            return
        entry = read(record)
        if entry.office is not None and not self._sieve.keeps(entry):
            return
        for fault in entry.faults:
            self.count(fault, entry.key or f"entrée {self._read}")
        if entry.office is None:
            return
        if entry.key in self._numbers:
            self.count("identifiant en double, la première entrée est gardée", entry.key)
            return
        if len(self._numbers) >= MAX_OFFICES:
            raise UserFacingError("content.size-exceeded", f"{MAX_OFFICES} bureaux")
        self._put(entry, entry.office)

    def _put(self, entry: Entry, office: Office) -> None:
        number = len(self._numbers) + 1
        self._numbers[entry.key] = number
        point = (office.point.latitude, office.point.longitude) if office.point else (None, None)
        row = (number, office.id, office.name, office.insee, *point, office.mobile, codec.encode(office))
        self._db.execute("INSERT INTO office VALUES(?,?,?,?,?,?,?,?)", row)
        self._db.executemany("INSERT OR IGNORE INTO kind VALUES(?,?)", [(t, number) for t in office.types])
        served = {(kind, self._communes.today(code)) for kind, code in entry.served}
        self._db.executemany(
            "INSERT OR IGNORE INTO served VALUES(?,?,?)",
            [(kind, code, number) for kind, code in sorted(served) if self._sieve.written(code)],
        )
        self._kinds.update(office.types)
        self._newest = max(self._newest, office.changed)

    def _competence(self, record: dict[str, Any]) -> None:
        code = fields.insee(record.get("code_insee_commune"))
        if not code:
            self.count("code de commune illisible", fields.text(record.get("code_insee_commune"), 20) or "?")
            return
        code = self._communes.today(code)
        if not self._sieve.written(code):
            return
        groups = record.get("type_service_local")
        if not isinstance(groups, list):
            groups = [{**record, "organisme": fields.unpacked(record.get("id_service_local"))}]
        for group in groups:
            kind = fields.text(group.get("code_type_service_local"), 60) if isinstance(group, dict) else ""
            listed = group.get("organisme") if kind else None
            ids = [fields.text(item, 80) for item in (listed if isinstance(listed, list) else [listed])]
            self._db.executemany("INSERT INTO competence VALUES(?,?,?)", [(kind, code, i) for i in ids if i])

    def finish(self, order: Order, stamp: str) -> DirectoryReport:
        """Join who is competent where, index, and close the books."""
        if not self._numbers:
            raise UserFacingError("content.directory-empty", order.file.name)
        self._db.execute(
            "INSERT OR IGNORE INTO served SELECT competence.type, competence.insee, office.number"
            " FROM competence JOIN office ON office.id=competence.id"
        )
        self._db.execute(
            "INSERT OR IGNORE INTO kind SELECT DISTINCT competence.type, office.number"
            " FROM competence JOIN office ON office.id=competence.id"
        )
        self._db.executemany("INSERT OR REPLACE INTO became VALUES(?,?)", sorted(order.became.items()))
        (served,) = self._db.execute("SELECT count(DISTINCT insee) FROM served").fetchone()
        meta = {
            "date": self._newest, "source": order.source, "offices": str(len(self._numbers)),
            "sample": "1" if order.sample else "0", "imported_at": stamp,
        }  # fmt: skip
        self._db.executemany("INSERT INTO meta VALUES(?,?)", sorted(meta.items()))
        self._db.execute("COMMIT")
        self._db.execute("ANALYZE")
        (verdict,) = self._db.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(str(verdict))
        self._progress(self._read, len(self._numbers))
        faults = tuple(Fault(words, n, tuple(self._named[words])) for words, n in self._faults.most_common())
        kinds = dict(self._kinds.most_common())
        return DirectoryReport(self._read, len(self._numbers), served, self._newest, 0, 0, faults, kinds)


def _is_competence(record: dict[str, Any]) -> bool:
    """A commune's file of the dump, or a row of the API's second set: no office, who is competent where."""
    whole = isinstance(record.get("type_service_local"), list) and "pivot" not in record
    return "code_insee_commune" in record and (whole or "id_service_local" in record)
