"""The report of a kiosk: its devices, their tests, the machine, the content, the log. Pure; no personal data."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from kiosk.core.errors import ERRORS
from kiosk.documents.sheets import ReportDevice, ReportEvent, ReportSheet
from kiosk.maintenance.journal import Told
from kiosk.maintenance.table import mark_of


@dataclass(frozen=True)
class Item:
    """One device or link as it is now, and what its tests gave. Moments are RFC 3339, empty for never."""

    device: str
    label: str
    uri: str
    ok: bool
    status: str
    key: str | None = None
    tested: str = ""
    said: str = ""
    passed: bool = True
    proven: str = ""
    proof: str = ""

    @property
    def code(self) -> str:
        """The error's code, to be read out."""
        return ERRORS[self.key].code if self.key in ERRORS else ""


@dataclass(frozen=True)
class Report:
    """`made` is RFC 3339; `edition` the day of the sheets in use, in words; `host` names and values."""

    town: str
    kiosk: str
    made: str
    version: str
    edition: str
    devices: Sequence[Item]
    host: Sequence[tuple[str, str]]
    events: Sequence[Told]


def as_json(report: Report) -> dict[str, Any]:
    """For a program: the same, with codes and keys rather than words of layout."""
    devices = [
        {**asdict(item), "code": item.code, "mark": mark_of(item.device, item.uri, item.proven)}
        for item in report.devices
    ]
    return {
        "town": report.town,
        "kiosk": report.kiosk,
        "made": report.made,
        "version": report.version,
        "edition": report.edition,
        "devices": devices,
        "host": [{"name": name, "value": value} for name, value in report.host],
        "events": [asdict(event) for event in report.events],
    }


def as_sheet(report: Report) -> ReportSheet:
    """For a person, on paper."""
    bad = [item.label for item in report.devices if not item.ok]
    open_marks = [
        item.label
        for item in report.devices
        if mark_of(item.device, item.uri, item.proven) in {"unproven", "simulated"}
    ]
    facts = [
        ("Borne", report.kiosk),
        ("Date", moment(report.made)),
        ("Version", report.version),
        ("Fiches", report.edition),
        ("Non vérifiés sur matériel", _list(open_marks) or "aucun : tous ont été vus en marche"),
    ]
    return ReportSheet(
        town=report.town,
        printed_on=moment(report.made),
        summary=f"À réparer : {_list(bad)}" if bad else "Tout fonctionne.",
        good=not bad,
        facts=facts,
        devices=[_device(item) for item in report.devices],
        host=list(report.host),
        events=[
            ReportEvent(when=moment(told.at), words=told.words[:600], code=told.code)
            for told in report.events
        ],
    )


def _device(item: Item) -> ReportDevice:
    words = f"{item.status[:1].upper()}{item.status[1:]}"
    tested = ""
    if item.tested:
        tested = f"{moment(item.tested)}, {'réussi' if item.passed else 'échoué'} : {item.said}"
    return ReportDevice(
        label=item.label,
        words=f"{words} ({item.code})" if item.code else words,
        ok=item.ok,
        tested=tested,
        mark=_mark(item),
        uri=item.uri,
    )


def _mark(item: Item) -> str:
    match mark_of(item.device, item.uri, item.proven):
        case "none":
            return ""
        case "simulated":
            return "Appareil simulé"
        case "unproven":
            return "Non vérifié sur matériel"
        case "proven":
            return f"Vérifié sur ce matériel le {moment(item.proven)}, par {item.proof}"


def moment(text: str) -> str:
    """« 26/11/2026 à 9 h 12 » of an RFC 3339 time, where the kiosk stands; the text itself when it is none."""
    try:
        local = datetime.fromisoformat(text).astimezone()
    except ValueError:
        return text
    return f"{local:%d/%m/%Y} à {local.hour} h {local.minute:02d}"


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
