"""The counters' file and the relay's settings: a typo is refused with the nearest name."""

from pathlib import Path

import pytest

from kiosk.core.errors import UserFacingError
from session.relay.commands import DEMO_DESKS
from session.relay.config import load_config
from session.relay.queue.desks import load_desks, parse_desks

GOOD = '[[desk]]\ndesk = "caf"\nadministration = "CAF"\nname = "CAF"\n'


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(UserFacingError) as caught:
        parse_desks(text)
    return caught.value.key, caught.value.detail


def test_the_demonstration_s_counters_are_well_formed() -> None:
    assert [desk.desk for desk in load_desks(DEMO_DESKS)] == ["caf", "france-travail", "mission-locale"]


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        (GOOD + "promis_s = 3\n", "settings.key-unknown", "« promise_s »"),
        (GOOD + '[desk.hours]\nmonday = ["09:00-12:00"]\n', "settings.key-unknown", "« hours.mon »"),
        (GOOD + '[desk.hours]\nmon = ["12:00-09:00"]\n', "settings.value-wrong", "12:00-09:00"),
        (GOOD + 'closed = ["2026-02-30"]\n', "settings.value-wrong", "« 2026-02-30 » n'est pas une date"),
        (GOOD + 'timezone = "Europe/Pariss"\n', "settings.value-wrong", "Pariss"),
        (GOOD + 'can = "tout"\n', "settings.value-wrong", "can"),
        (GOOD + 'skills = { "a/b" = ["F1"] }\n', "settings.value-wrong", "« a/b » n'est pas un sujet"),
        (GOOD + "special = { 2026-13-01 = [] }\n", "settings.value-wrong", "2026-13-01"),
        (GOOD + 'special = { 2026-12-24 = ["9-11"] }\n', "settings.value-wrong", "9-11"),
        (GOOD + 'holidays = "Orléans"\n', "settings.value-wrong", "code INSEE"),
        (GOOD + GOOD, "settings.value-wrong", "deux guichets"),
        ('[[desk]]\ndesk = "caf"\nname = "CAF"\n', "settings.value-wrong", "administration manque"),
        ("[guichet]\n", "settings.key-unknown", "[[desk]]"),
        ("", "settings.value-wrong", "aucun"),
        ("desk = [", "settings.value-wrong", "desks.toml, ligne 1"),
    ],
)
def test_a_counter_s_file_says_what_is_wrong_in_it(text: str, key: str, says: str) -> None:
    assert refusal(text)[0] == key
    assert says in refusal(text)[1]


def test_settings_are_read_and_their_paths_start_at_their_folder(tmp_path: Path) -> None:
    file = tmp_path / "relay.toml"
    file.write_text('database = "d/r.db"\nport = 0\n[waits]\nring_s = 20\n[turn]\nurls = ["turn:h:1"]\n')
    config = load_config(file)
    assert config.database_url == f"sqlite:///{tmp_path}/d/r.db"
    assert (config.port, config.waits.ring_s, config.turn.urls) == (0, 20, ["turn:h:1"])


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ("prot = 1\n", "settings.key-unknown", "« port »"),
        ("[waits]\nring = 1\n", "settings.key-unknown", "« waits.ring_s »"),
        ('\nport = "a"\n', "settings.value-wrong", "relay.toml, ligne 2 : port attend un nombre entier"),
        ("port = 70000\n", "settings.value-wrong", "ligne 1 : port attend un nombre de 0 à 65535"),
        ("[waits]\nring_s = 1\nlease_s = -2\n", "settings.value-wrong", "ligne 3 : waits.lease_s attend"),
        ("port = true\n", "settings.value-wrong", "port"),
        ("waits = 3\n", "settings.value-wrong", "waits"),
        ("port =\n", "settings.value-wrong", "relay.toml, ligne 1, colonne 7"),
    ],
)
def test_a_typo_in_the_settings_is_named(tmp_path: Path, text: str, key: str, says: str) -> None:
    file = tmp_path / "relay.toml"
    file.write_text(text)
    with pytest.raises(UserFacingError) as caught:
        load_config(file)
    assert caught.value.key == key
    assert says in caught.value.detail


def test_missing_settings_are_said(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match=r"settings\.file-missing"):
        load_config(tmp_path / "none.toml")
