"""One entry of the directory into an `Office`, with what is wrong with it; never an exception."""

import math
import re
from dataclasses import dataclass, field
from typing import Any

from offline_cache.directory import fields, times
from offline_cache.directory.model import Access, Hours, Office, Phone, Point, Rule, Site

MAX_SERVED = 6000
"""Communes one office may serve: more than any department has."""
MAX_RULES = 28
_ACCESS: dict[str, Access] = {"ACC": "yes", "DEM": "asking", "NAC": "no"}


@dataclass
class Entry:
    """What came of one entry. `office` None: it is no office one can show. `served`: (type, commune)."""

    office: Office | None = None
    served: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    key: str = ""


def read(record: Any) -> Entry:
    """Read an entry of any shape. Faults are in French, for the report."""
    entry = Entry()
    if not isinstance(record, dict):
        entry.faults.append("entrée qui n'est pas un objet")
        return entry
    if isinstance(record.get("fields"), dict):  # the API's first version wraps them
        record = record["fields"]
    entry.key = fields.text(record.get("id"), 80) or fields.text(record.get("ancien_code_pivot"), 80)
    if fields.text(record.get("statut_de_diffusion"), 8).lower() == "false":
        return entry
    name = fields.text(record.get("nom"))
    if not name:
        entry.faults.append("sans nom")
        return entry
    if not entry.key:
        entry.faults.append("sans identifiant")
        return entry
    types = _pivots(record, entry)
    place, mail = _addresses(record, entry)
    entry.office = Office(
        id=entry.key,
        name=_name(name),
        types=types,
        insee=fields.insee(record.get("code_insee_commune")) or _old_insee(record),
        address=_lines(place),
        postcode=fields.text(place.get("code_postal"), 12),
        town=fields.text(place.get("nom_commune"), 80),
        mail=_mail(mail),
        point=_point(place, entry),
        access=_ACCESS.get(fields.text(place.get("accessibilite"), 8).upper(), ""),
        access_note=fields.text(place.get("note_accessibilite")),
        phones=_phones(record, entry),
        emails=_emails(record),
        sites=_sites(record),
        hours=_hours(record, entry),
        remark=fields.text(record.get("information_complementaire"), fields.TEXT),
        changed=_iso(fields.text(record.get("date_modification"), 24)),
        mobile="itinérant" in name.casefold() or "bus " in fields.text(place.get("complement1")).casefold(),
    )
    if not types:
        entry.faults.append("sans type de service")
    return entry


def _name(name: str) -> str:
    """« Mairie - Sandillon » reads better with a long dash."""
    return name.replace(" - ", " – ")


def _pivots(record: dict[str, Any], entry: Entry) -> tuple[str, ...]:
    types: dict[str, None] = {}
    for pivot in fields.items(record.get("pivot")):
        if isinstance(pivot, str):
            types[fields.text(pivot, 60)] = None
            continue
        kind = fields.text(pivot.get("type_service_local"), 60) if isinstance(pivot, dict) else ""
        if not kind:
            entry.faults.append("type de service illisible")
            continue
        types[kind] = None
        communes = fields.unpacked(pivot.get("code_insee_commune"))
        listed = communes if isinstance(communes, list) else [communes] if communes else []
        for commune in listed[:MAX_SERVED]:
            if code := fields.insee(commune):
                entry.served.append((kind, code))
            else:
                entry.faults.append("code de commune illisible")
    return tuple(types)


def _old_insee(record: dict[str, Any]) -> str:
    """« mairie-45300-01 » holds the commune's code when nothing else does."""
    found = re.search(r"-(\w{5})-\d+$", fields.text(record.get("ancien_code_pivot"), 80))
    return fields.insee(found[1]) if found else ""


def _addresses(record: dict[str, Any], entry: Entry) -> tuple[dict[str, Any], dict[str, Any]]:
    """Where to go, and where to write when the two differ."""
    found = fields.objects(record.get("adresse"))
    if not found:
        entry.faults.append("sans adresse")
        return {}, {}
    kinds = {fields.text(a.get("type_adresse"), 20).casefold(): a for a in reversed(found)}
    place = kinds.get("adresse") or kinds.get("adresse physique") or found[0]
    mail = kinds.get("adresse postale") or {}
    return place, mail if mail is not place else {}


def _lines(address: dict[str, Any]) -> tuple[str, ...]:
    names = ("complement1", "complement2", "numero_voie", "service_distribution")
    return tuple(line for name in names if (line := fields.text(address.get(name))))


def _mail(address: dict[str, Any]) -> tuple[str, ...]:
    if not address:
        return ()
    town = (
        f"{fields.text(address.get('code_postal'), 12)} {fields.text(address.get('nom_commune'), 80)}".strip()
    )
    return tuple(line for line in (*_lines(address), town) if line)


def _point(address: dict[str, Any], entry: Entry) -> Point | None:
    """Where it is; nothing for what is no coordinate, or the empty sea off Africa at 0, 0."""
    raw = address.get("latitude"), address.get("longitude")
    if not any(fields.has(value) for value in raw):
        return None
    latitude, longitude = fields.number(raw[0]), fields.number(raw[1])
    if latitude is None or longitude is None or not (abs(latitude) <= 90 and abs(longitude) <= 180):
        entry.faults.append("coordonnées illisibles")
        return None
    if math.hypot(latitude, longitude) < 1:
        entry.faults.append("coordonnées à zéro")
        return None
    return Point(latitude, longitude)


def _phones(record: dict[str, Any], entry: Entry) -> tuple[Phone, ...]:
    found: dict[Phone, None] = {}
    for name, adapted in (("telephone", False), ("telephone_accessible", True)):
        for item in fields.items(record.get(name)):
            value, note = (
                (item.get("valeur"), item.get("description")) if isinstance(item, dict) else (item, "")
            )
            number = fields.text(value, 40)
            if re.search(r"\d{2}", number):
                found[Phone(number, fields.text(note), adapted)] = None
            elif number:
                entry.faults.append("téléphone illisible")
    return tuple(found)


def _emails(record: dict[str, Any]) -> tuple[str, ...]:
    found = []
    for item in fields.items(record.get("adresse_courriel")):
        value = item.get("valeur") if isinstance(item, dict) else item
        parts = re.split(r"[;,\s]+", fields.text(value))
        found += [part for part in parts if re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", part)]
    return tuple(dict.fromkeys(found))


def _sites(record: dict[str, Any]) -> tuple[Site, ...]:
    found: dict[Site, None] = {}
    for item in fields.items(record.get("site_internet")):
        url, label = (item.get("valeur"), item.get("libelle")) if isinstance(item, dict) else (item, "")
        address = fields.text(url)
        if re.fullmatch(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?", address):
            found[Site(address, fields.text(label))] = None
    return tuple(found)


def _hours(record: dict[str, Any], entry: Entry) -> Hours:
    value = fields.unpacked(record.get("plage_ouverture"))
    listed = value if isinstance(value, list) else [value] if value else []
    rules: list[Rule] = []
    for line in listed[:MAX_RULES]:
        found, fault = times.rule(line) if isinstance(line, dict) else (None, "horaires illisibles")
        rules += [found] if found is not None else []
        entry.faults += [fault] if fault else []
    return Hours(tuple(rules), fields.text(record.get("commentaire_plage_ouverture"), fields.TEXT))


def _iso(stamp: str) -> str:
    """« 08/03/2021 14:14:36 » or an ISO stamp as an ISO day; empty when it is neither."""
    if found := re.match(r"(\d{2})/(\d{2})/(\d{4})", stamp):
        return f"{found[3]}-{found[2]}-{found[1]}"
    return stamp[:10] if re.match(r"\d{4}-\d{2}-\d{2}", stamp) else ""
