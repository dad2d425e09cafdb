"""Time, identifiers and folders."""

import os
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.clock import ManualClock, SystemClock, french_date, live_in, rfc3339
from kiosk.core.errors import UserFacingError
from kiosk.core.ids import is_id, new_id
from kiosk.core.places import Places, default_run


def test_a_manual_clock_moves_only_when_told() -> None:
    clock = ManualClock()
    before = clock.now()
    assert clock.monotonic() == 0
    clock.advance(2400)
    assert clock.monotonic() == 2400
    assert clock.now() - before == timedelta(minutes=40)


@pytest.fixture
def machine_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("machine_zone")
def test_the_kiosk_tells_the_time_of_its_town_on_a_machine_set_to_utc() -> None:
    midnight_in_paris = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert french_date(midnight_in_paris) == "30 novembre 2026"
    live_in("Europe/Paris")
    assert french_date(midnight_in_paris) == "1er décembre 2026"
    assert os.environ["TZ"] == "Europe/Paris"


@pytest.mark.parametrize("zone", ["", "Europe/Pari", "/etc/passwd", "../../etc/passwd", "Europe"])
def test_a_zone_that_is_none_is_refused_by_its_name(zone: str) -> None:
    with pytest.raises(UserFacingError, match=r"settings\.value-wrong") as refused:
        live_in(zone)
    assert zone in refused.value.detail


def test_the_system_clock_is_aware_and_never_goes_back() -> None:
    clock = SystemClock()
    first = clock.monotonic()
    assert clock.monotonic() >= first
    assert clock.now().utcoffset() == timedelta(0)


def test_a_stored_time_is_utc_whatever_the_zone_it_was_read_in() -> None:
    paris = timezone(timedelta(hours=1))
    assert rfc3339(datetime(2026, 11, 23, 10, 30, 5, 999, tzinfo=paris)) == "2026-11-23T09:30:05Z"


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_stored_time_reads_back_to_the_second(moment: datetime) -> None:
    assert datetime.fromisoformat(rfc3339(moment)) == moment.replace(microsecond=0)


def test_identifiers_are_128_bits_and_differ() -> None:
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(is_id(one) for one in made)


@pytest.mark.parametrize(
    "text",
    ["", "..", "/etc/passwd", "0" * 31, "0" * 33, "G" * 32, "A" * 32, "0" * 32 + "\n", "../" + "0" * 29],
)
def test_a_name_that_could_leave_its_folder_is_no_identifier(text: str) -> None:
    assert not is_id(text)


def test_folders_are_closed_to_other_users_even_when_they_were_open(tmp_path: Path) -> None:
    places = Places(state=tmp_path / "state", run=tmp_path / "run")
    places.state.mkdir(mode=0o777)
    places.make()
    places.make()
    for folder in (places.state, places.run, places.vaults, places.keys):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_with_an_account_for_visits_three_shelves_take_what_it_makes_and_list_nothing(tmp_path: Path) -> None:
    places = Places(state=tmp_path / "state", run=tmp_path / "run")
    places.make(shared=True)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert modes.pop(places.keys) == 0o700
    assert {modes.pop(path) for path in (places.vaults, places.homes, places.jobs)} == {0o1733}
    assert modes == {places.state: 0o711, places.run: 0o711}


def test_what_must_not_survive_is_under_run_and_what_must_is_under_state(tmp_path: Path) -> None:
    places = Places(state=tmp_path / "state", run=tmp_path / "run")
    assert {places.steward_socket.parent, places.vaults.parent} == {places.run}
    assert {places.events.parent, places.content.parent, places.keys.parent} == {places.state}


def test_the_session_folder_is_the_users_own_tmpfs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert default_run() == tmp_path / "visio-guichet"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "absent"))
    assert default_run() == Path(f"/dev/shm/visio-guichet-{os.getuid()}")
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert default_run().parent == Path("/dev/shm")


def test_a_folder_too_long_for_a_socket_is_refused_before_anyone_comes(tmp_path: Path) -> None:
    places = Places(tmp_path / "state", tmp_path / ("long" * 30))
    with pytest.raises(UserFacingError, match=r"host\.path-long"):
        places.check()
