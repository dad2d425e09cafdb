"""Microphones and loudspeakers, by the sound server (PulseAudio, or PipeWire in its place)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from devices.discovery.ports import Around, Found, Kind, Looked
from devices.discovery.tool import ask

_ASK_S = 5.0
_SILENT = "le serveur de son ne répond pas ici ; le sien est-il dans PULSE_SERVER ?"


def sound(_around: Around) -> Looked:
    """Sources and sinks; a sink's monitor is no microphone."""
    told: dict[str, Any] = {}
    for what in ("info", "sources", "sinks"):
        argv = ["pactl", "--format=json", *([what] if what == "info" else ["list", what])]
        said = ask(argv, _ASK_S)
        if said.trouble:
            return Looked("son", trouble=_SILENT)
        try:
            told[what] = json.loads(said.text)
        except ValueError:
            return Looked("son", trouble="réponse illisible du serveur de son")
    return Looked("son", tuple(ends(told["info"], told["sources"], told["sinks"])))


def ends(info: Any, sources: Any, sinks: Any) -> Iterable[Found]:
    """The lists of pactl; the server's own choice comes first."""
    chosen = info if isinstance(info, dict) else {}
    for kind, rows, default in (
        ("microphone", sources, chosen.get("default_source_name")),
        ("speaker", sinks, chosen.get("default_sink_name")),
    ):
        real = [row for row in _rows(rows) if not _monitor(row)]
        for row in sorted(real, key=lambda row: row.get("name") != default):
            yield _end("microphone" if kind == "microphone" else "speaker", row, row.get("name") == default)


def _rows(rows: Any) -> list[dict[str, Any]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _monitor(row: Mapping[str, Any]) -> bool:
    properties = row.get("properties")
    of = properties.get("device.class") if isinstance(properties, dict) else ""
    return of == "monitor" or str(row.get("name", "")).endswith(".monitor")


def _end(kind: Kind, row: Mapping[str, Any], default: bool) -> Found:
    name = str(row.get("description") or row.get("name") or "?")
    if default:
        return Found(
            kind, name, "sound:default", "celui que le serveur de son a choisi", alias=str(row["name"])
        )
    note = f"pour le choisir : pactl set-default-{'source' if kind == 'microphone' else 'sink'} {row.get('name')}"
    return Found(kind, name, "", note, sure=False)
