"""A call on a busy machine: two programs that never rest, for a minute."""

from pathlib import Path
from typing import Any

from kiosk.compose.bench import Figure
from kiosk.core.places import program
from session.engine.bench_load import Load, bench_load

PREFERRED = "la priorité d’une borne en service"
PLAIN = "sans priorité"


def measure(_folder: Path) -> list[Figure]:
    """The media process with the priority it takes, and with none."""
    media = [*program(), "media"]
    without = bench_load(media, Load(preferred=False))
    return [*_figures(bench_load(media, Load()), PREFERRED), *_figures(without, PLAIN)]


def _figures(said: dict[str, Any], how: str) -> list[Figure]:
    note = f"{said['loops']} programmes sans repos pendant {said['seconds']:.0f} s, {how}"
    nothing = float("nan")
    shown, message, document = (said[name] for name in ("received_fps", "message_ms", "document_s"))
    return [
        Figure("machine occupée : liaisons perdues", said["lost"], "", 0, note),
        Figure(
            "machine occupée : images reçues, médiane", shown.get("median", nothing), "image/s", None, note
        ),
        Figure("machine occupée : message confirmé, p95", message.get("p95", nothing), "ms", None, note),
        Figure("machine occupée : document de 0,5 Mo", document.get("median", nothing), "s", None, note),
    ]
