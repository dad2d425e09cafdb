"""`kiosk devices dock`: every simulated device on a bench, and a page to lay hands on them."""

import argparse
import contextlib
import json
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.core.errors import UserFacingError

LONGEST_PORT = 65535


def add_arguments(verbs: Any) -> None:
    """Declare `kiosk devices dock`."""
    parser = verbs.add_parser("dock", help="la table des appareils simulés, dans une page web")
    parser.add_argument(
        "--port", type=int, default=0, help="port de la page sur 127.0.0.1 ; 0 : un port libre"
    )
    parser.add_argument(
        "--folder", type=Path, default=None, metavar="DOSSIER", help="où tout se passe ; gardé à la fin"
    )
    parser.add_argument(
        "--only", default="", metavar="NOMS", help="ces appareils-là, séparés par des virgules"
    )
    parser.add_argument(
        "--list", action="store_true", help="dire les appareils et leurs commandes, sans rien démarrer"
    )
    parser.add_argument("--json", action="store_true", help="pour un programme")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C or SIGTERM; 0 when asked to stop."""
    from kiosk.compose.dock.table import DEVICES

    wanted = [name.strip() for name in options.only.split(",") if name.strip()] or list(DEVICES)
    for name in wanted:
        if name not in DEVICES:
            print(f"kiosk devices dock : « {name} » n'est pas un appareil simulé.", file=sys.stderr)
            print(f"  Que faire : choisir parmi {', '.join(DEVICES)}.", file=sys.stderr)
            return 2
    if options.list:
        return _list(wanted, as_json=options.json)
    if not 0 <= options.port <= LONGEST_PORT:
        print(f"kiosk devices dock : « {options.port} » n'est pas un port.", file=sys.stderr)
        print(f"  Que faire : choisir un nombre de 1 à {LONGEST_PORT}, ou 0.", file=sys.stderr)
        return 2
    if getattr(sys, "frozen", False):
        print(
            "kiosk devices dock : il faut les sources du projet, pas seulement le programme installé.",
            file=sys.stderr,
        )
        return 1
    with _folder(options.folder) as folder:
        return _serve(folder, wanted, options.port, as_json=options.json)


def end_when_asked() -> None:
    """SIGTERM, at any moment from now on, ends the program by its own way out: what it started ends too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def until_stopped() -> None:
    """Wait for Ctrl+C; SIGTERM goes on to the way out."""
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()


def _serve(folder: Path, wanted: list[str], port: int, *, as_json: bool) -> int:
    from kiosk.compose.dock.bench import put_away, set_out
    from kiosk.compose.dock.server import listening, serving
    from kiosk.compose.dock.table import DEVICES

    with listening(port) as listener:  # before anything else is begun: the port may be taken
        end_when_asked()
        bench = set_out(folder, [DEVICES[name] for name in wanted])
        try:
            addresses = {key: uri for hand in bench.hands.values() for key, uri in hand.addresses.items()}
            settings = write_settings(folder, addresses)
            with serving(bench, listener) as url:
                if as_json:
                    print(json.dumps({"url": url, "settings": str(settings)}), flush=True)
                else:
                    _tell(url, settings, {hand.device.name: hand.lost for hand in bench.hands.values()})
                until_stopped()
        finally:
            put_away(bench.hands)
    return 0


def _tell(url: str, settings: Path, lost: dict[str, str]) -> None:
    for name, why in lost.items():
        if why:
            print(f"{name} : n'a pas démarré. {why.splitlines()[-1]}", file=sys.stderr)
            print("  Que faire : « kiosk doctor » dit ce qui manque à cette machine.", file=sys.stderr)
    print(f"La table des appareils : {url}")
    print(f"Réglages pour une borne : {settings}\n")
    print(settings.read_text(encoding="utf-8"))
    print(f"Par exemple : kiosk steward --settings {settings} --state DOSSIER")
    print("Ctrl+C pour arrêter.", flush=True)


def write_settings(folder: Path, addresses: dict[str, str]) -> Path:
    """A settings file that a steward runs with: a window, and the devices of the bench."""
    from kiosk.core.settings import Devices, Screen, Settings, written

    uris: dict[str, Any] = dict(addresses)
    devices = replace(Devices(), **uris)
    screen = replace(Screen(), windowed=True, width_px=540, height_px=960)
    path = folder / "settings.toml"
    path.write_text(written(Settings(screen=screen, devices=devices)), encoding="utf-8")
    return path


@contextlib.contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is None:
        with tempfile.TemporaryDirectory(prefix="vg-dock-") as name:
            yield Path(name)
        return
    if kept.exists() and (not kept.is_dir() or any(kept.iterdir())):
        raise UserFacingError("host.path-wrong", f"{kept} : il faut un dossier vide ou à créer")
    kept.mkdir(parents=True, exist_ok=True)
    yield kept.resolve()


def _list(wanted: list[str], *, as_json: bool) -> int:
    from kiosk.compose.dock.table import DEVICES

    rows = [DEVICES[name] for name in wanted]
    if as_json:
        said = [
            {
                "device": row.key,
                "name": row.name,
                "peer": f"devices.peers.{row.peer}",
                "settings": [f"devices.{key}" for key in row.settings.values()],
                "commands": [{"say": one.say, "label": one.label} for one in row.commands],
            }
            for row in rows
        ]
        print(json.dumps(said, ensure_ascii=False))
        return 0
    for row in rows:
        print(f"{row.name} ({row.key}) : python -m devices.peers.{row.peer}")
        for one in row.commands:
            print(f"    {one.say:16} {one.label}")
    return 0
