"""The diagnosis: what a technician reads when a machine misses something."""

import argparse
import json
import socket
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.places import ROOT, Places
from kiosk.maintenance import doctor
from kiosk.maintenance.doctor import PINS, PROGRAMS, Check, as_text, failed, run_checks
from kiosk.maintenance.host import ThisMachine, nearest


@dataclass
class Machine:
    """A machine on which everything is right, until a test breaks one thing."""

    missing_programs: set[str] = field(default_factory=set)
    missing_libraries: set[str] = field(default_factory=set)
    versions: dict[str, str] = field(default_factory=lambda: dict(PINS))
    full_text: bool = True
    kind: str = "tmpfs"
    swap_areas: int = 0
    free: int = 80 * doctor.GIGABYTE
    may_write: bool = True
    keys_mode: int | None = 0o700
    built: bool = True
    busy: set[int] = field(default_factory=set)
    synchronised: bool = True
    accounts: set[str] = field(default_factory=lambda: {"visio-visite"})
    closed_above: set[Path] = field(default_factory=set)

    def program(self, name: str) -> str | None:
        return None if name in self.missing_programs else f"/usr/bin/{name}"

    def library_loads(self, soname: str) -> bool:
        return soname not in self.missing_libraries

    def version(self, distribution: str) -> str | None:
        return self.versions.get(distribution)

    def sqlite(self) -> tuple[str, bool]:
        return "3.40.1", self.full_text

    def filesystem(self, path: Path) -> str:
        return self.kind

    def swaps(self) -> int:
        return self.swap_areas

    def free_bytes(self, path: Path) -> int:
        return self.free

    def writable(self, path: Path) -> bool:
        return self.may_write

    def mode(self, path: Path) -> int | None:
        return self.keys_mode

    def account(self, name: str) -> bool:
        return name in self.accounts

    def reached_by_all(self, path: Path) -> bool:
        return path not in self.closed_above

    def exists(self, path: Path) -> bool:
        return self.built

    def port_busy(self, port: int) -> bool:
        return port in self.busy

    def clock_synchronised(self) -> bool:
        return self.synchronised


PLACES = Places(state=Path("/var/lib/kiosk"), run=Path("/run/kiosk"))


def look(machine: Machine, settings: Path | None = None, ports: tuple[int, ...] = ()) -> list[Check]:
    return run_checks(settings, PLACES, machine, ManualClock(), ports)


def wrong(checks: list[Check]) -> list[Check]:
    return [check for check in checks if not check.ok]


def test_a_sound_machine_has_nothing_to_repair() -> None:
    checks = look(Machine(), ports=(8443,))
    assert wrong(checks) == []
    assert not failed(checks)


@pytest.mark.parametrize(
    ("machine", "name", "says"),
    [
        (Machine(missing_programs={"bwrap"}), "bwrap", "paquet bubblewrap"),
        (Machine(missing_programs={"espeak-ng"}), "espeak-ng", "paquet espeak-ng"),
        (Machine(missing_libraries={"libEGL.so.1"}), "libEGL.so.1", "paquet libegl1"),
        (Machine(versions=PINS | {"PySide6": "6.12.0"}), "PySide6", "attendue 6.11.3"),
        (Machine(versions={k: v for k, v in PINS.items() if k != "av"}), "av", "version absente"),
        (Machine(full_text=False), "SQLite", "sans FTS5"),
        (Machine(kind="ext4"), "dossier de la visite", "toucheraient le disque"),
        (Machine(keys_mode=0o755), "clés", "chmod 700"),
        (Machine(closed_above={ROOT}), "compte des visites", "n'atteint pas le programme"),
        (Machine(free=doctor.GIGABYTE // 2), "place", "0,5 Go"),
        (Machine(busy={8443}), "port 8443", "un autre programme"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_thing_wrong_is_named_with_its_remedy(machine: Machine, name: str, says: str) -> None:
    checks = look(machine, ports=(8443,))
    assert [check.name for check in wrong(checks)] == [name]
    assert failed(checks)
    line = next(line for line in as_text(checks).splitlines() if line.startswith("À RÉPARER"))
    assert says in line


def test_swap_is_advice_because_the_kiosk_still_runs() -> None:
    checks = look(Machine(swap_areas=1))
    assert not failed(checks)
    assert "conseillé" in as_text(checks)
    assert "swapoff" in as_text(checks)


def test_one_account_for_all_is_advised_against() -> None:
    checks = look(Machine(accounts=set()))
    assert [check.name for check in wrong(checks)] == ["compte des visites"]
    assert not failed(checks)
    assert "systemd-sysusers" in as_text(checks)


def test_a_file_of_the_kiosk_that_any_account_may_read_is_named(tmp_path: Path) -> None:
    places = Places(state=tmp_path / "state", run=tmp_path / "run")
    places.make()
    for name in ("pins.json", "events.jsonl"):
        (places.state / name).touch(0o640)
    (places.state / "enrolment.json").touch()
    (places.state / "enrolment.json").chmod(0o644)
    (check,) = (c for c in run_checks(None, places, ThisMachine(), ManualClock()) if c.name == "clés")
    assert not check.ok
    assert check.remedy == f"Lancer « chmod 600 {places.state / 'enrolment.json'} »."
    (places.state / "enrolment.json").chmod(0o600)
    (check,) = (c for c in run_checks(None, places, ThisMachine(), ManualClock()) if c.name == "clés")
    assert check.ok


def test_a_missing_demo_program_does_not_stop_a_kiosk() -> None:
    checks = look(Machine(missing_programs={"Xvfb"}))
    assert not failed(checks)
    assert "pour démo" in as_text(checks)


def test_pages_and_fonts_not_built_send_back_to_the_installation() -> None:
    checks = wrong(look(Machine(built=False)))
    assert [check.name for check in checks] == ["polices", "icônes", "page du conseiller"]
    assert all("make install" in check.remedy for check in checks)


def test_a_dead_clock_battery_is_a_fault_and_a_missing_time_server_is_advice() -> None:
    flat = ManualClock(start=datetime(1970, 1, 2, tzinfo=UTC))
    machine = Machine(synchronised=False)
    assert failed(run_checks(None, PLACES, machine, flat))
    assert not failed(run_checks(None, PLACES, machine, ManualClock()))


def test_a_typo_in_the_settings_is_shown_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text('[place]\ntown_hal = "Mairie"\n')
    (check,) = wrong(look(Machine(), settings=path))
    assert "ligne 2" in check.detail
    assert "town_hall" in check.detail
    assert "R01" in check.remedy


def test_good_settings_are_said_to_be_good(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text('[place]\ntown_hall = "Mairie"\n')
    assert wrong(look(Machine(), settings=path)) == []


def test_every_package_of_a_remedy_is_in_the_list_that_make_install_reads() -> None:
    listed = {
        line.split()[0]
        for line in (ROOT / "deploy/setup/packages").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    assert {p.package for p in PROGRAMS} | {package for _, package in doctor.LIBRARIES} <= listed


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    doctor.add_arguments(parser.add_subparsers())
    return parser.parse_args(["doctor", *words])


def test_the_example_of_settings_can_be_used_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor.run(parsed("--settings-example")) == 0
    path = tmp_path / "kiosk.toml"
    path.write_text(capsys.readouterr().out)
    assert wrong(look(Machine(), settings=path)) == []


def test_a_program_can_read_the_diagnosis_of_this_machine(capsys: pytest.CaptureFixture[str]) -> None:
    status = doctor.run(parsed("--json"))
    checks = json.loads(capsys.readouterr().out)
    assert status == int(any(not c["ok"] and c["weight"] == "needed" for c in checks))
    assert next(c for c in checks if c["name"] == "aiortc")["ok"]


def test_a_person_can_read_the_diagnosis_of_this_machine(capsys: pytest.CaptureFixture[str]) -> None:
    doctor.run(parsed())
    assert "bon        aiortc : version 1.16.0" in capsys.readouterr().out


def test_a_port_in_use_is_seen_and_a_free_one_is_free() -> None:
    machine = ThisMachine()
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        assert machine.port_busy(port)
    assert not machine.port_busy(port)


def test_this_machine_is_read_as_it_is(tmp_path: Path) -> None:
    machine = ThisMachine()
    assert machine.program("sh") is not None
    assert machine.program("no-such-program") is None
    assert machine.library_loads("libc.so.6")
    assert not machine.library_loads("libno-such-library.so.1")
    assert machine.version("no-such-distribution") is None
    assert machine.filesystem(Path("/proc/self")) == "proc"
    assert machine.swaps() >= 0
    assert machine.free_bytes(tmp_path / "not" / "yet") > 0
    assert machine.writable(tmp_path / "not" / "yet")
    assert nearest(tmp_path / "not" / "yet") == tmp_path
    tmp_path.chmod(0o750)
    assert machine.mode(tmp_path) == 0o750
    assert machine.mode(tmp_path / "absent") is None
    assert not machine.exists(tmp_path)
    (tmp_path / "file").touch()
    assert machine.exists(tmp_path)
    assert isinstance(machine.clock_synchronised(), bool)


def test_readers_and_supply_are_looked_at_where_they_are_set(tmp_path: Path, unused_tcp_port: int) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(
        f'[devices]\ncodes = "codes:/dev/null"\npresence = "ld2410:{tmp_path}/absent"\n'
        f'ups = "nut://127.0.0.1:{unused_tcp_port}/ups"\n',
        encoding="utf-8",
    )
    checks = look(Machine(), path)
    assert [check.name for check in wrong(checks)] == ["détecteur de présence", "onduleur"]
    assert not failed(checks), "a kiosk runs without them"
    assert "lecteur de codes : /dev/null : branché" in as_text(checks)
    assert "nut-server" in as_text(checks)
