"""The diagnosis of a machine: one sentence for each thing that was looked at, and its remedy."""

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, assert_never

from kiosk.core.arguments import port
from kiosk.core.clock import Clock, SystemClock
from kiosk.core.errors import UserFacingError
from kiosk.core.places import ROOT, Places, default_run
from kiosk.core.settings import Content, documented, load_settings
from kiosk.maintenance.host import Host, ThisMachine

Weight = Literal["needed", "advised", "demo"]
GIGABYTE = 1_000_000_000
# A clock before this year refuses every certificate: the battery is flat and no time server answered.
FIRST_YEAR = 2026


@dataclass(frozen=True)
class Check:
    """One thing looked at. `weight` says who misses it: the kiosk, good practice, or only the demo."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    weight: Weight = "needed"


@dataclass(frozen=True)
class _Program:
    name: str
    package: str
    what_for: str
    weight: Weight = "needed"


PROGRAMS = (
    _Program("bwrap", "bubblewrap", "ouvrir les documents reçus dans un espace fermé"),
    _Program("cupsd", "cups", "imprimer"),
    _Program("espeak-ng", "espeak-ng", "lire les pages à voix haute"),
    _Program("ippeveprinter", "cups-ipp-utils", "simuler une imprimante", "demo"),
    _Program("dbus-daemon", "dbus", "simuler une imprimante", "demo"),
    _Program("chromium", "chromium", "jouer le conseiller dans la visite guidée", "demo"),
    _Program("Xvfb", "xvfb", "dessiner sans écran", "demo"),
    _Program("xdotool", "xdotool", "toucher l'écran dans la visite guidée", "demo"),
    _Program("pulseaudio", "pulseaudio", "le son, sans haut-parleur", "demo"),
    _Program("certutil", "libnss3-tools", "faire connaître le relais au navigateur de la visite", "demo"),
    _Program("pdfsig", "poppler-utils", "vérifier une signature", "demo"),
)
LIBRARIES = (("libGL.so.1", "libgl1"), ("libEGL.so.1", "libegl1"), ("libxcb-cursor.so.0", "libxcb-cursor0"))
VISITS = "visio-visite"
"""As in deploy/systemd/visio-guichet.sysusers."""
_ACCOUNT = "compte des visites"
PINS = {"PySide6": "6.11.3", "aiortc": "1.16.0", "av": "18.1.0"}


def run_checks(
    settings: Path | None,
    places: Places | None = None,
    host: Host | None = None,
    clock: Clock | None = None,
    ports: Sequence[int] = (),
) -> list[Check]:
    """Look at everything; never raises for what it finds. `settings` None leaves the file out."""
    places = places or Places(state=Path("/var/lib/visio-guichet"), run=default_run())
    machine = host or ThisMachine()
    return [
        *_programs(machine),
        *_libraries(machine),
        *_pins(machine),
        _sqlite(machine),
        *_built(machine, places),
        *_folders(machine, places),
        _visits(machine),
        _swap(machine),
        *(_port(machine, port) for port in ports),
        *([] if settings is None else [_settings(settings), *_readers(settings)]),
        *_content(places, settings, clock or SystemClock()),
        _clock(machine, clock or SystemClock()),
    ]


def _programs(host: Host) -> Iterator[Check]:
    for program in PROGRAMS:
        path = host.program(program.name)
        yield Check(
            program.name,
            path is not None,
            f"présent, pour {program.what_for}" if path else f"absent ; il sert à {program.what_for}",
            f"Installer le paquet {program.package}.",
            program.weight,
        )


def need_programs(host: Host | None = None) -> None:
    """Look for every program a demonstration starts, before it starts any.

    Raises:
        UserFacingError: `host.package-missing`, with the packages to install.
    """
    machine = host or ThisMachine()
    missing = [program.package for program in PROGRAMS if machine.program(program.name) is None]
    if missing:
        raise UserFacingError("host.package-missing", f"à installer : {', '.join(dict.fromkeys(missing))}")


def _libraries(host: Host) -> Iterator[Check]:
    for soname, package in LIBRARIES:
        loads = host.library_loads(soname)
        detail = "se charge" if loads else "ne se charge pas ; l'écran en a besoin"
        yield Check(soname, loads, detail, f"Installer le paquet {package}.")


def _pins(host: Host) -> Iterator[Check]:
    for name, wanted in PINS.items():
        found = host.version(name)
        detail = f"version {found}" if found == wanted else f"version {found or 'absente'}, attendue {wanted}"
        yield Check(name, found == wanted, detail, "Relancer « make install ».")


def _sqlite(host: Host) -> Check:
    version, full_text = host.sqlite()
    detail = f"version {version}, " + ("recherche plein texte présente" if full_text else "sans FTS5")
    return Check("SQLite", full_text, detail, "Utiliser le Python de Debian 12, dont SQLite a FTS5.")


def _built(host: Host, places: Places) -> Iterator[Check]:
    built: tuple[tuple[str, Path, Weight], ...] = (
        ("polices", places.assets / "fonts" / "AtkinsonHyperlegibleNext-Regular.ttf", "needed"),
        ("icônes", places.assets / "icons", "needed"),
        # Served by the relay: a kiosk alone does without.
        ("page du conseiller", ROOT / "session" / "expert" / "dist" / "expert.html", "demo"),
    )
    for name, path, weight in built:
        there = host.exists(path)
        yield Check(
            name, there, "en place" if there else "à construire", "Relancer « make install ».", weight
        )


def _folders(host: Host, places: Places) -> Iterator[Check]:
    kind = host.filesystem(places.run)
    remedy = "Monter ce dossier en mémoire : deploy/systemd/visio-guichet.tmpfiles."
    detail = f"{places.run} est en {kind}" + (
        "" if kind == "tmpfs" else " : les documents toucheraient le disque"
    )
    yield Check("dossier de la visite", kind == "tmpfs", detail, remedy)
    for name, folder in (("état", places.state), ("visite", places.run)):
        may = host.writable(folder)
        detail = f"{folder} : " + ("accès en écriture" if may else "pas d'accès en écriture")
        yield Check(
            f"droits, {name}", may, detail, "Vérifier l'utilisateur et le propriétaire du dossier.", "advised"
        )
    yield from _closed(host, places)
    free = host.free_bytes(places.state)
    detail = f"{free / GIGABYTE:.1f} Go libres".replace(".", ",")
    yield Check("place", free > GIGABYTE, detail, "Libérer de la place : il faut 1 Go.")


def _closed(host: Host, places: Places) -> Iterator[Check]:
    """What the account of visits must not read, by its permissions; the first that is open is named."""
    modes = {path: mode for path in places.closed if (mode := host.mode(path)) is not None}
    if not modes:
        return
    opened = [path for path, mode in modes.items() if mode & (0o077 if path == places.keys else 0o007)]
    path = opened[0] if opened else places.keys
    wanted = "700" if path == places.keys else "600"
    detail = f"{path}, droits {modes.get(path, 0):03o}"
    yield Check("clés", not opened, detail, f"Lancer « chmod {wanted} {path} ».")


def _visits(host: Host) -> Check:
    """The account that visits run under in deployment; a demonstration does without."""
    if not host.account(VISITS):
        detail = f"{VISITS} n'existe pas : les visites tourneraient sous le compte de la borne"
        return Check(
            _ACCOUNT, ok=False, detail=detail, remedy="Lancer « systemd-sysusers ».", weight="advised"
        )
    reached = all(map(host.reached_by_all, (ROOT, Path(sys.executable))))
    detail = f"{VISITS} " + ("atteint le programme" if reached else "n'atteint pas le programme")
    return Check(_ACCOUNT, reached, detail, "Installer le programme dans /opt, avec « ./installer borne ».")


def _swap(host: Host) -> Check:
    swaps = host.swaps()
    detail = "désactivé" if not swaps else "actif : la mémoire d'une visite pourrait rester sur le disque"
    remedy = "Lancer « swapoff -a » et retirer la ligne « swap » de /etc/fstab."
    return Check("échange (swap)", not swaps, detail, remedy, "advised")


def _port(host: Host, port: int) -> Check:
    busy = host.port_busy(port)
    detail = "un autre programme l'occupe" if busy else "libre"
    return Check(f"port {port}", not busy, detail, "Arrêter l'autre programme, ou changer de port.")


def _settings(path: Path) -> Check:
    try:
        load_settings(path)
    except UserFacingError as error:
        return Check(
            "réglages", ok=False, detail=f"{error.entry.cause} : {error.detail}", remedy=_remedy(error)
        )
    return Check("réglages", ok=True, detail=f"{path} : bons")


def _readers(path: Path) -> Iterator[Check]:
    """Readers and supply, where the settings name any."""
    try:
        devices = load_settings(path).devices
    except UserFacingError:  # said by `_settings`
        return
    if not (devices.codes or devices.presence or devices.ups):
        return
    from kiosk.maintenance.readers import readers_seen  # noqa: PLC0415 - most machines have none

    for seen in readers_seen(devices):
        yield Check(seen.name, seen.ok, seen.detail, seen.remedy, "advised")


def _content(places: Places, settings: Path | None, clock: Clock) -> Iterator[Check]:
    """The official sheets, where a kiosk has lived; its settings say what is too old."""
    if not places.content.is_dir():
        return
    from kiosk.maintenance.content import content_seen  # noqa: PLC0415 - a relay's machine has no content

    try:
        content = load_settings(settings).content if settings is not None else Content()
    except UserFacingError:  # said by `_settings`
        content = Content()
    for seen in content_seen(places.state, content, clock):
        yield Check(seen.name, seen.ok, seen.detail, seen.remedy, "advised")


def _remedy(error: UserFacingError) -> str:
    return f"{error.entry.remedy[:1].upper()}{error.entry.remedy[1:]} (code {error.code})."


def _clock(host: Host, clock: Clock) -> Check:
    now = clock.now()
    right = now.year >= FIRST_YEAR and host.clock_synchronised()
    detail = f"{now:%d/%m/%Y %H:%M} UTC, " + (
        "suit un serveur de temps" if right else "ne suit pas un serveur de temps"
    )
    weight: Weight = "advised" if now.year >= FIRST_YEAR else "needed"
    return Check("horloge", right, detail, "Lancer « timedatectl set-ntp true ».", weight)


def failed(checks: Sequence[Check]) -> bool:
    """Tell whether something the kiosk cannot do without is wrong."""
    return any(not check.ok and check.weight == "needed" for check in checks)


def as_text(checks: Sequence[Check]) -> str:
    """Write the diagnosis for a person: what is wrong comes with its remedy on the same line."""
    return "\n".join(_line(check) for check in checks)


def _line(check: Check) -> str:
    if check.ok:
        return f"bon        {check.name} : {check.detail}"
    match check.weight:
        case "needed":
            mark = "À RÉPARER"
        case "advised":
            mark = "conseillé"
        case "demo":
            mark = "pour démo"
        case _:
            assert_never(check.weight)
    return f"{mark:<10} {check.name} : {check.detail}. {check.remedy}"


def add_arguments(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the verb `doctor`; its handler is `run`."""
    parser = subparsers.add_parser("doctor", help="dire ce qui manque à cette machine, et le remède")
    parser.add_argument("--json", action="store_true", help="répondre en JSON")
    parser.add_argument(
        "--settings", type=Path, metavar="FICHIER", help="vérifier aussi ce fichier de réglages"
    )
    parser.add_argument("--state", type=Path, metavar="DOSSIER", help="l'état de la borne, s'il est ailleurs")
    parser.add_argument(
        "--port", type=port, action="append", default=[], help="vérifier qu'un port est libre"
    )
    parser.add_argument(
        "--settings-example", action="store_true", help="écrire un fichier de réglages complet et commenté"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the diagnosis; 0 when the kiosk can run, 1 when something needed is wrong."""
    if arguments.settings_example:
        sys.stdout.write(documented())
        return 0
    places = Places(state=arguments.state, run=default_run()) if arguments.state else None
    checks = run_checks(arguments.settings, places, ports=arguments.port)
    if arguments.json:
        sys.stdout.write(json.dumps([dataclasses.asdict(c) for c in checks], ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(as_text(checks) + "\n")
    return int(failed(checks))
