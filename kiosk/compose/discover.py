"""`kiosk devices discover`: what is attached, what the settings could say, and writing it when told to."""

import argparse
import asyncio
import dataclasses
import json
import os
import pwd
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from devices.discovery.address import parse_probe
from devices.discovery.look import look_around
from devices.discovery.match import Proposal, distinct, in_use, proposals
from devices.discovery.ports import Around, Found, Looked
from devices.discovery.printers import lpadmin, queue_uri
from devices.printer.ipp import NoAnswerError, describe
from kiosk.core.durable import put_synced
from kiosk.core.errors import UserFacingError
from kiosk.core.places import program
from kiosk.core.settings import parse_settings
from kiosk.core.system import refusal
from kiosk.core.toml import read
from kiosk.core.toml_edit import Change, edited

_SOUND = Path("/run/visio-display/pulse")
_QUEUE_S = 60
_WIDTH = 22
_ASKED = ("escl:", "escls:", "escpos+")
"""What the settings name is no stranger: it may be asked, and no finder would see it on the network."""
_KINDS = {
    "printer": "imprimante A4", "receipt": "imprimante à tickets", "scanner": "scanner", "camera": "caméra",
    "microphone": "micro", "speaker": "haut-parleur", "signature": "tablette de signature",
    "codes": "lecteur de codes", "presence": "détecteur de présence", "ups": "onduleur", "unknown": "à identifier",
}  # fmt: skip


def add_arguments(verbs: Any) -> None:
    """Declare `kiosk devices discover`."""
    parser = verbs.add_parser(
        "discover", help="trouver les appareils branchés et les écrire dans les réglages"
    )
    parser.add_argument("--settings", type=Path, metavar="FICHIER", help="réglages à comparer, ou à écrire")
    parser.add_argument(
        "--address", action="append", default=[], metavar="ADRESSE",
        help="interroger aussi cette machine du réseau, ou cet appareil par son URI (plusieurs fois possible)",
    )  # fmt: skip
    parser.add_argument(
        "--take",
        action="append",
        default=[],
        metavar="[CLÉ=]URI",
        help="choisir celui-ci parmi plusieurs ; CLÉ pour un second du même genre : document_camera=camera:/dev/…",
    )
    parser.add_argument(
        "--write", action="store_true", help="écrire les réglages proposés, copie dans .avant"
    )
    parser.add_argument("--replace", action="store_true", help="changer aussi ce qui est déjà réglé")
    parser.add_argument("--undo", action="store_true", help="remettre les réglages d'avant")
    parser.add_argument(
        "--make-queue", metavar="ADRESSE", help="faire d'abord la file CUPS de cette imprimante"
    )
    parser.add_argument("--queue", default="borne", metavar="NOM", help="nom de cette file (borne)")
    parser.add_argument("--cups", default=Around.cups, metavar="SERVEUR", help="adresse ou socket de CUPS")
    parser.add_argument("--root", type=Path, default=Path("/"), help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="pour un programme")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if (options.write or options.undo) and options.settings is None:
        raise UserFacingError("settings.file-missing", "--settings FICHIER")
    if options.undo:
        return _undo(options.settings)
    text = read(options.settings) if options.settings else ""
    settings = dataclasses.asdict(parse_settings(text, str(options.settings)).devices)
    for address in options.address:
        try:
            parse_probe(address)
        except ValueError as error:
            raise UserFacingError("settings.value-wrong", f"--address {error}") from None
    if options.make_queue:
        _make_queue(options.make_queue, options.queue, options.cups)
        options.take.append(queue_uri(options.cups, options.queue))
    set_already = [uri for uri in (settings["scanner"], settings["receipt"]) if uri.startswith(_ASKED)]
    looked = _looked(options, [*options.address, *set_already])
    found = distinct(row for one in looked for row in one.found)
    offered = proposals(found, settings, options.take)
    changes = [_change(one) for one in offered if _to_write(one, replace=options.replace)]
    if options.json:
        print(json.dumps(_as_json(looked, found, offered, settings, changes), ensure_ascii=False))
    else:
        print("\n".join(_lines(looked, found, offered, settings)))
    if options.write:
        _write(options.settings, text, changes, say=sys.stderr.write if options.json else sys.stdout.write)
    return 0


def _looked(options: argparse.Namespace, addresses: Sequence[str]) -> tuple[Looked, ...]:
    if "PULSE_SERVER" not in os.environ and _SOUND.exists():
        os.environ["PULSE_SERVER"] = f"unix:{_SOUND}"  # the kiosk's own, whoever asks
    account, keeper = (name if _exists(name) else "" for name in ("visio-visite", "visio-guichet"))
    around = Around(options.root, options.cups, account, keeper)
    return asyncio.run(look_around([*program(), "child"], around, list(dict.fromkeys(addresses))))


def _exists(account: str) -> bool:
    try:
        pwd.getpwnam(account)
    except KeyError:
        return False
    return True


def _make_queue(device: str, name: str, server: str) -> None:
    """As the installation guide says.

    Raises:
        UserFacingError: `settings.value-wrong` for what is no printer's address, `host.queue-refused`.
    """
    if not device.startswith(("ipp://", "ipps://", "usb://", "ippusb://", "dnssd://", "hp:/")):
        raise UserFacingError("settings.value-wrong", f"--make-queue {device} : ipp://ADRESSE/ipp/print")
    if not all(c.isascii() and (c.isalnum() or c in "-_") for c in name) or name.startswith("-"):
        raise UserFacingError("settings.value-wrong", f"--queue {name} : lettres, chiffres, « - » et « _ »")
    if device.startswith("ipp"):  # CUPS answers « done » for a printer that is not there
        try:
            describe(device)
        except NoAnswerError as error:
            raise UserFacingError("host.queue-refused", f"{device} : {error}") from None
    argv = lpadmin(device, name, server)
    try:
        done = subprocess.run(
            argv, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_QUEUE_S, check=False
        )
    except FileNotFoundError:
        raise UserFacingError("host.package-missing", "lpadmin (paquet cups-client)") from None
    except subprocess.TimeoutExpired:
        raise UserFacingError("host.queue-refused", f"pas de réponse en {_QUEUE_S} s") from None
    if done.returncode != 0:
        raise UserFacingError("host.queue-refused", " ".join(done.stderr.split())[:200])


# ---- words


def _lines(
    looked: Sequence[Looked], found: Sequence[Found], offered: Sequence[Proposal], settings: dict[str, Any]
) -> list[str]:
    lines = ["Appareils trouvés" if found else "Aucun appareil trouvé"]
    for row in sorted(found, key=lambda row: list(_KINDS).index(row.kind)):
        used = "   (réglé)" if in_use(row, settings) else ""
        lines.append(f"  {_KINDS[row.kind]:{_WIDTH}} {row.name}{used}")
        notes = [part for part in row.note.split(" ; ") if part]
        lines += [f"  {'':{_WIDTH}} {part}" for part in [*([row.uri] if row.uri else []), *notes]]
    told = [line for one in offered for line in _told(one)]
    lines += ["", "Réglages", *told] if told else []
    silent = [f"  {one.finder} : {one.trouble}" for one in looked if one.trouble]
    return lines + (["", "Recherches sans résultat complet", *silent] if silent else [])


def _told(one: Proposal) -> list[str]:
    key = f"devices.{one.key}"
    match one.verdict:
        case "same":
            return [f"  {key:20} déjà réglé : {one.current}"]
        case "new":
            return [f"  {key:20} à écrire : {one.uri}"]
        case "lasting":
            return [f"  {key:20} {one.current}", f"    nom qui ne change pas, avec --replace : {one.uri}"]
        case "other":
            return [f"  {key:20} {one.current}", f"    à la place, avec --replace : {one.uri}"]
        case "choose":
            return [
                f"  {key:20} plusieurs possibles, à choisir :",
                *(f"    --take {uri}" for uri in one.choices),
            ]
        case "lost":
            return [f"  {key:20} réglé, mais introuvable ou muet : {one.current}"]


def _as_json(
    looked: Sequence[Looked], found: Sequence[Found], offered: Sequence[Proposal],
    settings: dict[str, Any], changes: Sequence[Change],
) -> dict[str, Any]:  # fmt: skip
    return {
        "found": [{**dataclasses.asdict(row), "in_use": in_use(row, settings)} for row in found],
        "proposals": [dataclasses.asdict(one) for one in offered],
        "changes": [{"key": f"{one.table}.{one.key}", "value": one.value} for one in changes],
        "troubles": {one.finder: one.trouble for one in looked if one.trouble},
    }


# ---- writing


def _to_write(one: Proposal, *, replace: bool) -> bool:
    return one.verdict == "new" or (replace and one.verdict in {"other", "lasting"})


def _change(one: Proposal) -> Change:
    return Change("devices", one.key, one.uri)


def _write(path: Path, text: str, changes: Sequence[Change], say: Callable[[str], object]) -> None:
    """Show what changes, ask where somebody can answer, keep the file of before, write."""
    if not changes:
        say("\nRien à écrire.\n")
        return
    made = edited(text, changes, str(path))
    parse_settings(made, str(path))
    before = dataclasses.asdict(parse_settings(text, str(path)).devices)
    say(f"\nDans {path} :\n")
    for one in changes:
        say(f"  {one.table}.{one.key} : {before[one.key] or '(vide)'} → {one.value}\n")
    if sys.stdin.isatty() and input("Écrire ? [o/N] ").strip().lower() not in {"o", "oui"}:
        say("Rien n'a été écrit.\n")
        return
    _put(_before(path), text.encode(), like=path)
    _put(path, made.encode(), like=path)
    say(f"Écrit. Avant : {_before(path)} ; pour revenir : kiosk devices discover --settings {path} --undo\n")


def _undo(path: Path) -> int:
    """The two files change places: an undo can be undone."""
    now, before = read(path), read(_before(path))
    parse_settings(before, str(_before(path)))
    _put(path, before.encode(), like=path)
    _put(_before(path), now.encode(), like=path)
    print(f"Réglages d'avant remis dans {path}.")
    return 0


def _before(path: Path) -> Path:
    return path.with_name(f"{path.name}.avant")


def _put(path: Path, data: bytes, like: Path) -> None:
    """Whole or not at all, with the rights and the owner that the settings have."""
    try:
        known = like.stat()
        put_synced(path.resolve(), data, stat.S_IMODE(known.st_mode))
        if (known.st_uid, known.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(path, known.st_uid, known.st_gid)
        path.chmod(stat.S_IMODE(known.st_mode))
    except OSError as error:
        raise refusal(error, path) from None
