"""Microphones and loudspeakers, by the sound server (PulseAudio, or PipeWire in its place)."""

import asyncio
from collections.abc import Iterable

from devices.discovery.ports import Around, Found, Looked
from devices.sound.attached import Attached, Kind, attached, default_name

_KINDS: tuple[Kind, ...] = ("microphone", "speaker")
_SILENT = "aucun appareil de son, ou le serveur de son ne répond pas ici ; le sien est-il dans PULSE_SERVER ?"


def sound(_around: Around) -> Looked:
    """Each by its own name; the server's choice is `sound:default` as well."""
    found = asyncio.run(_look())
    return Looked("son", tuple(found), "" if found else _SILENT)


async def _look() -> list[Found]:
    return [end for kind in _KINDS for end in ends(await attached(kind), await default_name(kind))]


def ends(rows: Iterable[Attached], default: str) -> Iterable[Found]:
    """A loudspeaker's monitor is no microphone; the server's choice comes first."""
    real = [row for row in rows if not row.monitor]
    for row in sorted(real, key=lambda row: row.name != default):
        chosen = row.name == default
        notes = ["choisi par le serveur de son"] if chosen else []
        notes += ["coupé : remettre le son"] if row.muted else []
        alias = "sound:default" if chosen else ""
        yield Found(row.kind, row.label, row.uri, " ; ".join(notes), alias=alias)
