"""A relay with short waits, two kiosks in one town hall and one in another, people of every role."""

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.core.clock import Clock
from session.relay.config import Limits, RelayConfig, Turn, Waits
from session.relay.identity.model import ROLES
from session.relay.tls import TlsPaths, make_local_ca
from tests.integration.relay.relay_kit import DESKS, SUBJECT, Kiosks, Population, RelayThread, Start, Town


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> TlsPaths:
    return make_local_ca(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Kiosks]:
    """A migrated database with everyone in it, copied for each test."""
    file = tmp_path_factory.mktemp("peopled") / "relay.db"
    people = Population(f"sqlite:///{file}")
    people.account("camille", "expert", "CAF")
    people.account("dominique", "expert", "CAF")
    people.account("lou", "expert", "CAF", "caf", "caf/Logement")
    people.account("sasha", "expert", "France Travail")
    people.account("maxime", "agent", "Saint-Aubin")
    for role in ROLES:
        people.account(f"a-{role}", role, "CAF")  # type: ignore[arg-type]
    hall, library = people.kiosk("Hall"), people.kiosk("Médiathèque")
    return file, Kiosks(hall, library, people.kiosk("Hall", "Valmont"))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A bundle as the build leaves it, small."""
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "expert.html").write_text("<!doctype html><title>Conseiller</title>")
    (folder / "agent.html").write_text("<!doctype html><title>Agent</title>")
    (folder / "assets" / "app.js").write_text("export {};")
    (folder / "secret.txt").write_text("not an asset")
    return folder


@pytest.fixture
def config(tmp_path: Path, tls: TlsPaths, pages: Path, peopled: tuple[Path, Kiosks]) -> RelayConfig:
    desks = tmp_path / "desks.toml"
    desks.write_text(DESKS)
    shutil.copy(peopled[0], tmp_path / "relay.db")
    return RelayConfig(
        database=str(tmp_path / "relay.db"),
        certificate=str(tls.certificate),
        key=str(tls.key),
        pages=str(pages),
        desks=str(desks),
        log=str(tmp_path / "events.jsonl"),
        probe_token="probe-me",
        echo_token="echo-me",
        turn=Turn(["turn:127.0.0.1:3478?transport=udp"], "shared secret"),
        waits=Waits(expert_return_s=60, kiosk_return_s=60, ring_return_s=0.2, sweep_s=0.05, recheck_s=0.1),
        limits=Limits(rate=1000, burst=1000),
    )


@pytest.fixture
def start(config: RelayConfig, tls: TlsPaths, peopled: tuple[Path, Kiosks]) -> Iterator[Start]:
    """Start a relay, with other waits or limits if the test is about them."""
    running: list[RelayThread] = []

    def begin(
        waits: dict[str, float] | None = None, limits: Limits | None = None, clock: Clock | None = None
    ) -> Town:
        own = dataclasses.replace(config.waits, **(waits or {}))
        wanted = dataclasses.replace(config, waits=own, limits=limits or config.limits)
        running.append(RelayThread(wanted, tls.ca, clock))
        kiosks, people = peopled[1], Population(wanted.database_url)
        return Town(running[-1], people, kiosks.hall, kiosks.library, kiosks.elsewhere, wanted)

    yield begin
    for relay in running:
        relay.stop()


@pytest.fixture
def town(start: Start) -> Town:
    return start()


@pytest.fixture
def skilled(start: Start, config: RelayConfig) -> Town:
    """The CAF's counter has a subject; Camille serves the rest of it, Lou both."""
    desks = Path(config.desks)
    desks.write_text(desks.read_text().replace("promise_s = 300", f"promise_s = 300\n{SUBJECT}", 1))
    Population(config.database_url).account("camille", "expert", "CAF", "caf")
    return start()
