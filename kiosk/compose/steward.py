"""Composition root of the steward."""

import argparse
import asyncio
import fcntl
import os
import signal
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kiosk.compose.call_trial import call_trial
from kiosk.compose.content import form_path, keep_content
from kiosk.compose.drivers import printer_of, scanner_of
from kiosk.compose.opened import open_to_visits
from kiosk.compose.power import watch_power
from kiosk.compose.presence import watch_presence
from kiosk.compose.printing import laying_of
from kiosk.compose.scan_trial import watch_scanner
from kiosk.compose.sight import check_cameras, describe_media, photo_desk, show_desk
from kiosk.compose.sound_rows import watch_sound
from kiosk.compose.tickets import follow_tickets, open_tickets
from kiosk.compose.upkeep import make_staff
from kiosk.confine.account import Account
from kiosk.confine.confinement import Confinement
from kiosk.confine.privilege import narrow
from kiosk.core.clock import Clock, SystemClock, live_in
from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.core.places import Places, default_run, program
from kiosk.core.settings import Settings, load_settings
from kiosk.documents.seal import SealKey
from kiosk.documents.vault import Vault
from kiosk.documents.workshop import Workshop
from kiosk.link.aio import serve
from kiosk.steward.calls import CallDesk
from kiosk.steward.children import Child, Nursery
from kiosk.steward.counters import Counters
from kiosk.steward.jobs import Jobs
from kiosk.steward.keep import KeptFile
from kiosk.steward.keys import Identity
from kiosk.steward.lodging import Lodging
from kiosk.steward.media import MediaHouse
from kiosk.steward.names import Names
from kiosk.steward.papers import Papers
from kiosk.steward.relay_link import RelayAddress, RelayLink
from kiosk.steward.scanning import ScanDesk
from kiosk.steward.staff import Finding, Staff
from kiosk.steward.stage import Stage
from kiosk.steward.steward import Parts, Steward
from kiosk.steward.visits import Visits
from kiosk.steward.watchdog import tell_systemd, watch
from kiosk.steward.world import WorldBook
from offline_cache.local.content import is_local, paper_path
from session.protocol.envelope import Body
from session.protocol.kiosk_relay import KioskCounters
from session.protocol.local import SCREEN_TO_STEWARD, STEWARD_TO_SCREEN


def read_settings(path: Path) -> tuple[Settings, str | None]:
    """The settings; without a file the defaults, and the key of why the machine stays closed.

    Raises:
        UserFacingError: the file is there and wrong.
    """
    try:
        return load_settings(path), None
    except UserFacingError as error:
        if error.key != "settings.file-missing":
            raise
        return Settings(), error.key


@contextmanager
def alone(run_folder: Path) -> Iterator[None]:
    """Keep other stewards off this folder for as long as this one lives; a killed one keeps nobody off.

    Raises:
        UserFacingError: `host.steward-running`.
    """
    run_folder.mkdir(parents=True, exist_ok=True)
    with (run_folder / "steward.lock").open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserFacingError("host.steward-running", str(run_folder)) from None
        yield


class House:
    """Everything the steward needs, built once. Parts that speak to each other are closed over late."""

    media: MediaHouse
    stage: Stage
    staff: Staff

    def __init__(
        self, settings_path: Path, places: Places, account: Account, targets: Path | None, *, markers: bool
    ) -> None:
        """`account` is what visits run under; `targets` and `markers` are for `kiosk demo` and tests."""
        self.settings_path = settings_path
        self.settings, unset = read_settings(settings_path)
        live_in(self.settings.place.timezone)
        self.places = places
        self.account = account
        self.targets = targets
        self.markers = markers
        self._screens = 0
        places.make(shared=account.separate)
        self.clock: Clock = SystemClock()
        self.events = EventLog(places.events, "steward", self.clock)
        self.lodging = Lodging(account, places.homes, places.run)
        self.nursery = Nursery(program(), self.events, self.lodging)
        self.identity = Identity.load_or_make(places.keys)
        self.enrolment = KeptFile(places.state / "enrolment.json")
        self.seal = self._seal()
        self.relay_link: RelayLink | None = None
        self.steward = self._steward()
        self.world.facts.closed = unset

    # ---- pieces

    def _seal(self) -> SealKey:
        seal = SealKey.load(self.places.keys)
        if seal is None:
            kiosk = str(self.enrolment.load().get("name", "borne"))
            seal = SealKey.create(kiosk, self.settings.place.town_hall, self.clock.now())
            seal.save(self.places.keys)
        return seal

    def _steward(self) -> Steward:
        events, clock, places = self.events, self.clock, self.places
        self.visits = Visits(places.vaults, clock, events, self.vault_at, self.lodging.sweep)
        self.visits.clear_leftovers()
        self.printing = printer_of(self.settings.devices)
        self.scanner = scanner_of(self.settings.devices, self.account)
        check_cameras(self.settings.devices)
        self.world = WorldBook(self.say_screen, self.say_relay, events)
        self.world.facts.camera = bool(self.settings.devices.camera)
        self.calls = self._call_desk()
        self.media = MediaHouse(
            self.start_media,
            lambda vault: describe_media(self, vault),
            self.say_screen,
            self.calls.media_ready,
            self.calls.media_lost,
            events,
        )
        self.media.needed = lambda: self.calls.busy
        self.stage = Stage(self._start_screen, self._leaving, clock, events)
        self.keeper = keep_content(self)
        counters = Counters(KeptFile(places.state / "counters.json"), clock)
        counters.on_change = lambda day: self.say_relay(KioskCounters(days=[day]))
        papers, jobs, scans = self._paper_work(counters)
        self.sound: dict[str, Finding] = {}
        """How microphone and loudspeaker are, as last told."""
        self.trial = call_trial(self)
        self.staff = make_staff(self)  # its list of devices looks at the ticket printer
        self.parts = Parts(
            self.stage, self.visits, self.media, self.calls, papers, jobs, scans, self.staff, self.world, counters,
            self.say_relay, lambda: self.relay_link.hurry() if self.relay_link else None,
            photo_desk(self), self.trial, show_desk(self, papers),
        )  # fmt: skip
        return Steward(self.parts, events)

    def _leaving(self, reason: str) -> Callable[[], Awaitable[None]]:
        if reason == "fault":  # perhaps a sheet that cannot be read
            self.keeper.look_again()
        return self.steward.leaving(reason)

    def _call_desk(self) -> CallDesk:
        return CallDesk(
            self.say_screen,
            self.say_relay,
            self._say_media,
            lambda binding: self.identity.prove(binding, self._kiosk()),
            lambda: self.steward.open_media(),
            lambda: self.media.listening,
            self.events,
            self.settings.call.keep_lost_s,
            self.clock.monotonic,
        )

    def _paper_work(self, counters: Counters) -> tuple[Papers, Jobs, ScanDesk]:
        confinement = Confinement([*program(), "child"], self.events, self.account)
        self.tickets = open_tickets(self.settings.devices.receipt, confinement, self.places)
        workshop = self.workshop = Workshop(confinement, self.places.assets / "fonts")
        papers = Papers(
            workshop,
            self.seal,
            self.form_path,
            lambda: self.visits.vault,
            self.say_screen,
            self._say_media,
            self.clock,
            self.events,
            lambda: counters.count("signed"),
        )
        jobs = Jobs(
            self.places.jobs,
            self.printing,
            workshop,
            self.form_path,
            lambda: self.visits.vault,
            self.say_screen,
            new_id,
            self.events,
            self.vault_at,
            lambda: counters.count("printed"),
            self.tickets,
            is_local,
            laying_of(self),
        )
        scans = ScanDesk(
            self.scanner, workshop, papers, lambda: self.visits.vault, self.say_screen, self.clock, self.events,
        )  # fmt: skip
        return papers, jobs, scans

    def vault_at(self, folder: Path) -> Vault:
        """A vault in a folder of the visits' account."""
        return Vault(folder, self.account.hand, self.account.remove)

    def _kiosk(self) -> str:
        return str(self.enrolment.load().get("kiosk", ""))

    def say_screen(self, body: Body, *, call: str | None = None, gen: int | None = None) -> None:
        """To the screen on stage."""
        self.stage.say(body, call=call, gen=gen)

    def _say_media(self, body: Body, *, call: str | None = None, gen: int | None = None) -> None:
        self.media.say(body, call=call, gen=gen)

    def say_relay(self, body: Body, *, call: str | None = None, gen: int | None = None) -> None:
        """To the relay, when the link is up."""
        if self.relay_link is not None:
            self.relay_link.say(body, call=call, gen=gen)

    def form_path(self, sha256: str) -> Path | None:
        """A PDF of the edition in use, or of the town's own, by its hash."""
        return form_path(self.places.content, sha256) or paper_path(self.places.content, sha256)

    # ---- children

    def _environment(self) -> Mapping[str, str]:
        return dict(os.environ)

    async def _start_screen(self, ended: Callable[[Child, int], None]) -> Child:
        shown = self.settings_path
        if self.account.separate:
            shown = open_to_visits(self.places, self.settings_path, self.settings)
        arguments = [
            "screen",
            "--steward", str(self.places.steward_socket),
            "--settings", str(shown),
            "--content", str(self.places.content),
            "--run", str(self.places.run),
        ]  # fmt: skip
        if self.targets is not None:
            self._screens += 1
            arguments += ["--targets", str(self.targets / f"{self._screens}.sock")]
        return await self.nursery.start("screen", arguments, self._environment(), ended)

    async def start_media(self, role: str, ended: Callable[[Child, int], None]) -> Child:
        """Start a media process in a role."""
        arguments = ["media", "--steward", str(self.places.steward_socket)]
        return await self.nursery.start(role, arguments, self._environment(), ended)

    # ---- life

    def connect_relay(self) -> RelayLink | None:
        """The link to the relay, when one is set and this kiosk is enrolled."""
        relay, kiosk = self.settings.relay, self._kiosk()
        if not relay.url or not kiosk:
            return None
        address = RelayAddress(relay.url, kiosk, Path(relay.ca) if relay.ca else None)
        self.relay_link = RelayLink(
            address,
            self.identity,
            self.events,
            self.steward.heard,
            self.steward.online,
            lambda: self.calls.busy or self.calls.owing or self.parts.visits.vault is not None,
            Names(KeptFile(self.places.state / "relay-address.json"), self.events),
        )
        self.world.facts.link = False
        return self.relay_link

    async def watch_printer(self) -> None:
        """Follow the printer's own words."""
        if self.printing is None:
            await asyncio.Event().wait()  # never: there is no printer to hear from
            return
        async for news in self.printing.watch():
            self.world.printer(news)
            self.staff.refresh()
            self.parts.jobs.printer_moved()


async def live(house: House) -> None:
    """Run until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await house.keeper.inspect()
    await house.lodging.sweep()
    link = house.connect_relay()
    server = await serve(
        house.places.steward_socket,
        SCREEN_TO_STEWARD,
        STEWARD_TO_SCREEN,
        house.steward.accept,
        [house.account.uid] if house.account.separate else [],
    )
    works = [watch(), house.watch_printer(), follow_tickets(house), house.steward.beat()]
    works += [watch_scanner(house), watch_power(house), watch_presence(house), house.keeper.run()]
    works.append(watch_sound(house))
    if link is not None:
        works.append(link.run())
    house.parts.jobs.begin()
    await house.stage.open()
    house.events.emit("process.start-complete", role="steward", pid=os.getpid())
    tell_systemd("READY=1")
    tasks = [asyncio.ensure_future(work) for work in works]
    stopping = asyncio.ensure_future(stop.wait())
    try:
        done, _ = await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()  # a part that ended by itself is a bug: say which
    finally:
        await _close(house, server, [*tasks, stopping])


async def _close(house: House, server: asyncio.Server, tasks: list[asyncio.Future[Any]]) -> None:
    server.close()
    house.events.emit("process.stop-complete", role="steward", pid=os.getpid(), code=0)
    wipe = house.steward.leaving("agent")
    await house.stage.close()
    await house.parts.jobs.close()
    await house.keeper.close()
    await wipe()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def add_arguments(sub: Any) -> None:
    """Declare `kiosk steward`."""
    parser = sub.add_parser("steward", help="la borne elle-même")
    parser.add_argument("--settings", type=Path, required=True, metavar="FICHIER", help="réglages, TOML")
    parser.add_argument(
        "--state", type=Path, required=True, metavar="DOSSIER", help="ce qui survit à un redémarrage"
    )
    parser.add_argument(
        "--run",
        dest="run_folder",
        type=Path,
        default=None,
        metavar="DOSSIER",
        help="sur tmpfs ; par défaut celui du système",
    )
    parser.add_argument(
        "--visits-as",
        default="",
        metavar="COMPTE",
        help="compte des visites (nom, UID ou UID:GID) ; par défaut celui qui lance la borne",
    )
    parser.add_argument("--targets", type=Path, default=None, help=argparse.SUPPRESS)
    parser.add_argument("--markers", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the steward until it is told to stop."""
    places = Places(options.state.resolve(), (options.run_folder or default_run()).resolve())
    places.check()
    account = Account.named(options.visits_as)
    if account.separate:
        narrow()
    try:
        with alone(places.run):
            house = House(
                options.settings.resolve(), places, account, options.targets, markers=options.markers
            )
            asyncio.run(live(house))
    except PermissionError as error:
        raise UserFacingError("host.permission-missing", str(error.filename)) from None
    return 0
