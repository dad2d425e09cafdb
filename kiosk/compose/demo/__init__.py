"""`kiosk demo`: the whole product with simulated hardware, and the guided tour of it."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from kiosk.core.errors import UserFacingError

WINDOW = (540, 960)
MARK = "visite-guidee.txt"


def add_arguments(sub: Any) -> None:
    """Declare `kiosk demo`."""
    parser = sub.add_parser("demo", help="tout démarrer, avec des appareils simulés")
    parser.add_argument(
        "--content", type=Path, default=None, metavar="FICHIER", help="une vraie édition, en ZIP"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("demo-output"), metavar="DOSSIER", help="images de la visite"
    )
    parser.add_argument("--tour", action="store_true", help="la visite guidée, même s'il y a un écran")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Open the windows where there is a screen, else go on the tour."""
    from kiosk.compose.demo.processes import DemoProcessError
    from kiosk.maintenance.doctor import need_programs

    if options.content is not None and not options.content.is_file():
        raise UserFacingError("host.path-wrong", f"{options.content} : introuvable, ou c'est un dossier")
    need_programs()
    screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    try:
        with tempfile.TemporaryDirectory(prefix="visio-guichet-") as folder:
            if screen and not options.tour:
                return _windows(Path(folder), options.content)
            return _tour(Path(folder), options.content, options.out)
    except DemoProcessError as error:
        print(f"kiosk demo : {error}", file=sys.stderr)
        return 1


def _windows(folder: Path, content: Path | None) -> int:
    from kiosk.compose.demo.stand import AGENT, AGENT_PIN, DEMO, EXPERT, TECHNICIAN_PIN, Plan, Stand
    from kiosk.compose.demo.tail import EventTail
    from kiosk.compose.dock import end_when_asked, until_stopped
    from kiosk.compose.dock.bench import Bench
    from kiosk.compose.dock.server import listening, serving

    print("Démarrage de la démonstration…", flush=True)
    end_when_asked()
    plan = Plan(folder, content, virtual_display=False, peers=(*DEMO, "codes"), echo=True)
    with Stand(plan) as stand, listening() as listener:
        bench = Bench(folder / "dock", stand.hands, stand.paper, EventTail(stand.state / "events.jsonl"))
        print(f"Page du conseiller : {stand.relay_url}/expert/?demo=1   {EXPERT[0]} / {EXPERT[1]}")
        print(f"Page de l'agent    : {stand.relay_url}/agent/   {AGENT[0]} / {AGENT[1]}")
        print(
            f"Code agent {AGENT_PIN}, code technicien {TECHNICIAN_PIN}. Autorité à faire connaître : {stand.ca}"
        )
        with serving(bench, listener) as url:
            print(f"Appareils simulés  : {url}   retirer le papier, signer à la souris…")
            print("Ctrl+C pour arrêter.", flush=True)
            until_stopped()
    return 0


def _tour(folder: Path, content: Path | None, out: Path) -> int:
    from kiosk.compose.demo.album import Album
    from kiosk.compose.demo.citizen import Citizen
    from kiosk.compose.demo.expert import chromium
    from kiosk.compose.demo.stand import DEMO, Plan, Stand
    from kiosk.compose.demo.tour import Tour, photograph

    clear_album(out)
    print("Démarrage : relais, imprimante simulée, site, borne…", flush=True)
    plan = Plan(folder, content, *WINDOW, peers=DEMO, echo=True)
    with Stand(plan) as stand, chromium(folder / "browser", stand.ca) as context:
        citizen = Citizen(stand.display, stand.targets)
        album = Album(out, lambda path: photograph(citizen, path))
        try:
            Tour(stand, context, album).run()
        finally:
            index = album.write()
            shutil.copytree(stand.logs, out / "journaux", dirs_exist_ok=True)
            shutil.copyfile(stand.state / "events.jsonl", out / "journaux" / "events.jsonl")
    print(f"La visite est dans {index}")
    return 0


def clear_album(out: Path) -> None:
    """Make `out` an empty folder. Nothing but an earlier tour is ever erased: it bears our mark.

    Raises:
        UserFacingError: `host.path-wrong`, it holds something else.
    """
    mark = out / MARK
    if out.exists():
        if not out.is_dir() or (any(out.iterdir()) and not mark.is_file()):
            raise UserFacingError(
                "host.path-wrong", f"{out} : ce n'est pas une visite guidée, rien n'est effacé"
            )
        shutil.rmtree(out)
    out.mkdir(parents=True)
    mark.write_text("Ce dossier est effacé à chaque visite guidée.\n", encoding="utf-8")
