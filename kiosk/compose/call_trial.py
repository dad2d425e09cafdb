"""The test call of this kiosk: its media process, its row in the maintenance menu, and `kiosk call-test`."""

import argparse
import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.core.errors import ERRORS, UserFacingError
from kiosk.core.ids import new_id
from kiosk.core.places import Places, default_run
from kiosk.link import aio
from kiosk.steward.call_trial import CallTrial
from kiosk.steward.probes import Finding, Probe
from session.protocol.local import SCREEN_TO_STEWARD, STEWARD_TO_SCREEN, Hello
from session.protocol.local_media import MediaSettings
from session.protocol.trial import MONITOR_TO_STEWARD, STEWARD_TO_MONITOR, TrialAsk, TrialReport

if TYPE_CHECKING:
    from kiosk.compose.steward import House

PATIENCE_S = 60.0


def call_trial(house: "House") -> CallTrial:
    """Marked pictures and tones in place of camera and microphone: nobody is seen or heard."""

    @contextlib.asynccontextmanager
    async def room() -> AsyncIterator[MediaSettings]:
        vault = house.vault_at(house.places.jobs / new_id())
        vault.make()
        try:
            yield MediaSettings(
                vault=str(vault.folder),
                frames=str(Places.frames_socket(vault.folder)),
                camera="camera:demo",
                microphone="sound:demo",
                speaker="sound:null",
                echo_cancelling=False,
                ladder=house.settings.call.ladder,
                authority=house.settings.relay.ca,
                markers=True,
            )
        finally:
            vault.erase()

    return CallTrial(
        house.start_media,
        room,
        house.say_relay,
        lambda: house.world.facts.link is True,
        house.clock.monotonic,
        house.events,
    )


@dataclass
class TrialRow:
    """How the last test call went; no device, but what all of them are for."""

    trial: CallTrial
    last: Finding

    async def try_it(self) -> Finding:
        """Make one now."""
        report = await self.trial.make()
        self.last = Finding(report.words, report.key or None)
        return self.last


def trial_rows(house: "House") -> dict[str, Probe]:
    """The row of test calls, where there is a relay to call."""
    url = house.settings.relay.url
    if not url:
        return {}
    row = TrialRow(house.trial, Finding("pas encore essayé"))
    return {"call": Probe("Appel d'essai", url, lambda: row.last, row.try_it)}


def add_arguments(sub: Any) -> None:
    """Declare `kiosk call-test`."""
    parser = sub.add_parser("call-test", help="appel d'essai au comptoir d'écho du relais")
    parser.add_argument(
        "--run", dest="run_folder", type=Path, default=None, metavar="DOSSIER", help="celui de la borne"
    )
    parser.add_argument("--json", action="store_true", help="pour la supervision")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Have the running steward make one. Exit code 0: all is well; 1: it says what is not."""
    folder = (options.run_folder or default_run()).resolve()
    report = asyncio.run(_ask(Places(folder, folder).steward_socket))
    if options.json:
        sys.stdout.write(json.dumps(report.model_dump(), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(f"Appel d'essai : {report.words}\n")
        if report.key:
            sys.stdout.write(f"Que faire : {ERRORS[report.key].remedy} ({ERRORS[report.key].code})\n")
    return 1 if report.key else 0


async def _ask(socket: Path) -> TrialReport:
    try:
        steward = await aio.connect(socket, STEWARD_TO_SCREEN, SCREEN_TO_STEWARD)
    except OSError:
        raise UserFacingError("host.process-lost", f"la borne ne tourne pas ({socket})") from None
    steward.send(Hello(role="monitor", pid=os.getpid()))
    steward.become(STEWARD_TO_MONITOR, MONITOR_TO_STEWARD)
    steward.send(TrialAsk())
    try:
        async with asyncio.timeout(PATIENCE_S):
            async for message in steward:
                if isinstance(message.body, TrialReport):
                    return message.body
    except TimeoutError:
        pass
    finally:
        await steward.close()
    raise UserFacingError("host.process-lost", "la borne n'a pas répondu")
