"""`kiosk content local …`: check, install, go back, export and start the town's own content."""

import argparse
import re
import shutil
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal

EXAMPLE = Path(__file__).resolve().parent / "example"
Declare = Callable[[Any], None]


def add_arguments(verbs: Any, *, preview: Declare | None = None) -> None:
    """Declare `local` and its own verbs; `preview` declares the one that needs screens."""
    local = verbs.add_parser("local", help="le contenu de la commune : vérifier, installer, voir avant")
    own = local.add_subparsers(dest="local_verb", metavar="ACTION", required=True)

    new = own.add_parser("new", help="écrire un exemple complet et commenté dans un dossier neuf")
    new.add_argument("folder", type=Path, metavar="DOSSIER")
    new.set_defaults(run=run_new)

    check = own.add_parser("check", help="dire tout ce qui est à corriger, sans rien installer")
    check.add_argument("source", type=Path, metavar="DOSSIER|ZIP")
    check.set_defaults(run=run_check)

    install = own.add_parser("install", help="installer sur cette borne ; l'édition d'avant est gardée")
    install.add_argument("source", type=Path, metavar="DOSSIER|ZIP")
    install.add_argument("--store", type=Path, required=True, metavar="DOSSIER")
    install.set_defaults(run=run_install)

    for name, about, run in (
        ("back", "revenir à l'édition locale d'avant", run_back),
        ("refresh", "refaire l'édition locale en place, après un changement de version", run_refresh),
    ):
        verb = own.add_parser(name, help=about)
        verb.add_argument("--store", type=Path, required=True, metavar="DOSSIER")
        verb.set_defaults(run=run)

    export = own.add_parser("export", help="vérifier et écrire un seul fichier à distribuer")
    export.add_argument("source", type=Path, metavar="DOSSIER|ZIP")
    export.add_argument("file", type=Path, metavar="FICHIER.zip")
    export.set_defaults(run=run_export)

    sample = own.add_parser("sample", help="écrire le contenu local d'exemple de Saint-Aubin")
    sample.add_argument("folder", type=Path, metavar="DOSSIER")
    sample.set_defaults(run=run_sample)
    if preview is not None:
        preview(own)


def run_new(arguments: argparse.Namespace) -> int:
    """Write the commented example into a folder that is not there yet, or empty."""
    folder: Path = arguments.folder
    _need_empty(folder)
    try:
        shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
        today = date.today()  # noqa: DTZ011 - an example for whoever types the command
        for path in folder.rglob("*.toml"):
            path.write_text(_dated(path.read_text(encoding="utf-8"), today), encoding="utf-8")
    except OSError as error:
        raise refusal(error, folder) from None
    _print(f"Exemple écrit dans {folder}. Ensuite : kiosk content local check {folder}")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Say all that is to correct, or what there is."""
    from offline_cache.local.install import check_local  # noqa: PLC0415 - the screen never loads the importer

    _told(check_local(arguments.source))
    _print("Tout est bon : ce contenu peut être installé.")
    return 0


def run_install(arguments: argparse.Namespace) -> int:
    """Install, and say what is there now."""
    from offline_cache.local.install import install_local  # noqa: PLC0415 - as above

    made = install_local(arguments.source, arguments.store)
    _told(made)
    _print(f"Installé en {made.ms / 1000:.1f} s. Les visites suivantes le montrent.".replace(".", ",", 1))
    return 0


def run_back(arguments: argparse.Namespace) -> int:
    """Go back to the edition before."""
    from offline_cache.local.install import back_local  # noqa: PLC0415 - as above

    back_local(arguments.store)
    _print("L'édition locale d'avant est de nouveau en place. « back » encore une fois revient à celle-ci.")
    return 0


def run_refresh(arguments: argparse.Namespace) -> int:
    """Build the one in use again."""
    from offline_cache.local.install import refresh_local  # noqa: PLC0415 - as above

    _told(refresh_local(arguments.store))
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write one file to hand on."""
    from offline_cache.local.install import export_local  # noqa: PLC0415 - as above

    made = export_local(arguments.source, arguments.file)
    _told(made)
    _print(f"{arguments.file} : {made.bytes // 1000} ko")
    return 0


def run_sample(arguments: argparse.Namespace) -> int:
    """Write Saint-Aubin's own content, dated from today."""
    from offline_cache.sample.local_build import write_local_sample  # noqa: PLC0415 - draws PDFs, needed here only

    _need_empty(arguments.folder)
    try:
        write_local_sample(arguments.folder, date.today())  # noqa: DTZ011 - as it is where this runs
    except OSError as error:
        raise refusal(error, arguments.folder) from None
    _print(str(arguments.folder))
    return 0


def _need_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserFacingError("host.path-wrong", f"{folder} : il y a déjà quelque chose, rien n'est écrasé")


def _dated(text: str, today: date) -> str:
    """The example's dates, so that it checks and shows something on the day it is written."""
    return re.sub(r"@\+(\d+)", lambda found: (today + timedelta(days=int(found[1]))).isoformat(), text)


def _told(made: Any) -> None:
    day = date.fromisoformat(made.date)
    counted = (
        (made.pages, "page"), (made.procedures, "démarche"), (made.requests, "demande"), (made.notices, "avis"),
        (made.events, "événement"), (made.associations, "association"), (made.tiles, "tuile"),
    )  # fmt: skip
    said = [
        f"{number} {word if number < 2 or word == 'avis' else word + 's'}"
        for number, word in counted
        if number
    ]
    _print(f"{made.town}, édition du {day:%d/%m/%Y} : {', '.join(said) or 'rien encore'}.")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
