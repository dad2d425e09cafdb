"""Campaigns of `kiosk bench`, which take longer than a figure and have options of their own.

What they need (a browser's driver) is imported only when they run.
"""

import argparse
from pathlib import Path
from typing import Any

from kiosk.compose.bench.across.conditions import BY_NAME
from kiosk.core.arguments import number
from session.engine.quality import LADDER

SUBJECTS = ("borne", "navigateurs")
WAYS = ("engine", "kiosk")


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare them below `kiosk bench`."""
    sub = parser.add_subparsers(title="campagnes", metavar="CAMPAGNE", dest="campaign")
    _call(sub)
    _calls(sub)


def _run_call(options: argparse.Namespace) -> int:
    from kiosk.compose.bench.across.command import run

    return run(options)


def _run_calls(options: argparse.Namespace) -> int:
    from kiosk.compose.bench.calls.command import run

    return run(options)


def _call(sub: Any) -> None:
    """Declare `kiosk bench call`."""
    parser = sub.add_parser(
        "call", help="un vrai appel à travers une mauvaise liaison, et deux navigateurs à côté (root)"
    )
    parser.add_argument(
        "--only", dest="conditions", choices=BY_NAME, action="append", help="une condition seulement"
    )
    parser.add_argument("--subject", choices=SUBJECTS, action="append", help="l'un des deux seulement")
    parser.add_argument(
        "--full", action="store_true", help="toutes les conditions, 5 essais de 30 s (3 heures)"
    )
    parser.add_argument("--runs", type=number(1, 100), default=None, help="essais par condition")
    parser.add_argument("--seconds", type=number(2, 3600), default=None, help="durée mesurée d'un essai")
    parser.add_argument("--ladder", choices=LADDER, default="720p30", help="image envoyée par chaque côté")
    parser.add_argument("--seed", type=int, default=1, help="graine des pertes")
    parser.add_argument("--csv", type=Path, default=None, metavar="FICHIER", help="chaque essai, en CSV")
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="pour un programme")
    parser.set_defaults(run=_run_call)


def _calls(sub: Any) -> None:
    """Declare `kiosk bench calls`."""
    parser = sub.add_parser("calls", help="des appels l'un après l'autre, et ce qui croît avec eux")
    parser.add_argument("--count", type=number(3, 1_000_000), default=200, help="combien d'appels")
    parser.add_argument("--hours", type=float, default=None, help="à la place : pendant combien d'heures")
    parser.add_argument("--seconds", type=number(1, 3600), default=2, help="durée de l'image dans un appel")
    parser.add_argument(
        "--way", choices=WAYS, default="engine",
        help="engine : un seul processus média pour tous ; kiosk : une visite entière pour chacun",
    )  # fmt: skip
    parser.add_argument("--ladder", choices=LADDER, default="360p15", help="image envoyée par chaque côté")
    parser.add_argument("--csv", type=Path, default=Path("calls.csv"), metavar="FICHIER", help="chaque appel")
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="pour un programme")
    parser.set_defaults(run=_run_calls)
