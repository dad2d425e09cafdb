"""Composition root of a screen process: one visitor's QML, journey and voice."""

import argparse
import gc
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog, sink
from kiosk.core.settings import Settings, load_settings

if TYPE_CHECKING:
    from datetime import date

    from kiosk.journey.ports import AllowedSite
    from offline_cache.directory.guide import Spot


def parse(argv: list[str]) -> argparse.Namespace:
    """Read the arguments the steward gives."""
    parser = argparse.ArgumentParser("screen", description="L'écran d'un visiteur, lancé par le steward.")
    parser.add_argument("--steward", type=Path, required=True)
    parser.add_argument("--settings", type=Path, required=True)
    parser.add_argument("--content", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--events", type=sink, default=None)
    parser.add_argument("--targets", type=Path, default=None, help="essais : où sont les boutons")
    return parser.parse_args(argv)


def shown_settings(path: Path) -> Settings:
    """The settings; without a file the defaults, for the page that says the machine is closed."""
    try:
        return load_settings(path)
    except UserFacingError as error:
        if error.key != "settings.file-missing":
            raise
        return Settings()


def allowed_sites(settings: Settings) -> "tuple[AllowedSite, ...]":
    """`Nom | https://adresse/` of the settings.

    Raises:
        UserFacingError: `settings.value-wrong` for what is not of that form.
    """
    from kiosk.journey.ports import AllowedSite

    found = []
    for line in settings.sites.allowed:
        name, _, url = (part.strip() for part in line.partition("|"))
        if not (name and url.startswith(("https://", "http://127.0.0.1"))):
            raise UserFacingError("settings.value-wrong", f"sites.allowed : « {line} »")
        found.append(AllowedSite(name, url))
    return tuple(found)


def spot(settings: Settings) -> "Spot":
    """Where the kiosk is, for the offices near by; without coordinates, at the town hall of its commune."""
    from offline_cache.directory.guide import Spot
    from offline_cache.directory.model import Point

    place = settings.place
    given = (place.latitude or place.longitude) and abs(place.latitude) <= 90 and abs(place.longitude) <= 180
    return Spot(place.insee, Point(float(place.latitude), float(place.longitude)) if given else None)


def main(argv: list[str]) -> int:
    """Run until the steward is gone or says so. 0 done, 1 failed and said why."""
    started = time.monotonic()
    arguments = parse(argv)
    # A session bus would start by itself and outlive us.
    os.environ.setdefault("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    # Nobody waits for a collector or for plug-ins: nearly all that is made now lives to the end
    # (`Program` starts the collector again once it is drawn), and pydantic has no plug-in here.
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Every move of a finger counts: compressed to one a frame, a signature gets corners.
    os.environ.setdefault("QML_NO_TOUCH_COMPRESSION", "1")
    from ui.adapters.canvas import Canvas

    try:
        settings = shown_settings(arguments.settings)
        # Before the other imports: a thread of Qt's reads the QML meanwhile.
        canvas = Canvas(sites=bool(settings.sites.allowed))
        sites = allowed_sites(settings)
    except UserFacingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    from kiosk.core.ids import new_id
    from kiosk.core.places import Places
    from kiosk.journey.ports import Rules
    from kiosk.journey.print_choice import PrintRules
    from offline_cache.directory.guide import open_guide
    from offline_cache.store import AgePolicy
    from ui.adapters.commune import open_commune
    from ui.adapters.library import open_library
    from ui.adapters.program import Program, Wiring

    from kiosk.core.clock import SystemClock  # isort: skip

    clock = SystemClock()
    ages = AgePolicy(settings.content.old_after_days, settings.content.ask_after_days)
    library, commune = open_commune(arguments.content, open_library(arguments.content, clock, ages), clock)
    guide = open_guide(arguments.content, spot(settings))

    def today() -> "date":
        return clock.now().astimezone().date()

    def prepare() -> None:
        library.prepare()
        guide.prepare(today())

    printing = PrintRules.of(settings.maintenance)
    wiring = Wiring(
        canvas=canvas,
        settings=settings,
        rules=Rules(library, new_id, settings.silence, sites, guide, commune, today, printing),
        clock=clock,
        events=EventLog(arguments.events, "screen", clock),
        steward=arguments.steward,
        assets=Places(arguments.run, arguments.run).assets,
        targets=arguments.targets,
        started=started,
        prepare=prepare,
    )
    return Program(wiring).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
