"""`kiosk gallery`: every screen in every state worth seeing, as pictures."""

import argparse
from pathlib import Path
from typing import Any


def add_arguments(sub: Any) -> None:
    """Declare `kiosk gallery`."""
    parser = sub.add_parser("gallery", help="une image de chaque écran, dans chaque état utile")
    parser.add_argument("--out", type=Path, required=True, metavar="DOSSIER")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Render them, offscreen."""
    from ui.gallery import main

    return main(options.out)
