"""Settings: what a technician reads when a line of the file is wrong."""

import dataclasses
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import UserFacingError
from kiosk.core.settings import Settings, documented, load_settings, parse_settings


def refused(text: str) -> UserFacingError:
    with pytest.raises(UserFacingError) as caught:
        parse_settings(text, "kiosk.toml")
    return caught.value


def test_an_empty_file_gives_the_defaults() -> None:
    assert parse_settings("") == Settings()


def test_one_key_changes_and_the_others_keep_their_defaults() -> None:
    settings = parse_settings('[place]\ntown_hall = "Mairie de Bourg"\n')
    assert settings.place.town_hall == "Mairie de Bourg"
    assert settings.place.room == Settings().place.room
    assert settings.silence == Settings().silence


def test_lists_keep_their_order() -> None:
    text = '[sites]\nallowed = ["CAF | https://b.example/", "Impôts | https://a.example/"]\n'
    assert parse_settings(text).sites.allowed == ["CAF | https://b.example/", "Impôts | https://a.example/"]


def test_two_kiosks_do_not_share_a_list() -> None:
    assert Settings().sites.allowed is not Settings().sites.allowed


@pytest.mark.parametrize(
    ("text", "line", "shown", "nearest"),
    [
        ('[place]\n# le nom\ntown_hal = "M"\n', 3, "place.town_hal", "town_hall"),
        ("[silence]\nreading_s = 60\nanswers_s = 20\n", 3, "silence.answers_s", "answer_s"),
        ("[screan]\nwidth_mm = 300\n", 1, "[screan]", "screen"),
        ('\n\n[relay]\nadress = "https://r"\n', 4, "relay.adress", "promise_s|url|ca"),
        ('[place]\nroom = "A"\n[devices]\nprintr = "cups://x"\n', 4, "devices.printr", "printer"),
    ],
)
def test_a_typo_is_shown_with_its_line_and_the_nearest_name(
    text: str, line: int, shown: str, nearest: str
) -> None:
    error = refused(text)
    assert error.key == "settings.key-unknown"
    assert f"kiosk.toml, ligne {line} : {shown}" in error.detail
    assert any(f"« {name} »" in error.detail for name in nearest.split("|"))


def test_the_same_key_in_another_table_does_not_steal_the_line() -> None:
    error = refused('[call]\nladder = "360p15"\nca = "x"\n[relay]\nca = "y"\n')
    assert "ligne 3 : call.ca" in error.detail


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[screen]\nwidth_mm = "346"\n', "screen.width_mm attend un nombre entier"),
        ("[screen]\nwidth_mm = 34.6\n", "screen.width_mm attend un nombre entier"),
        ("[screen]\nwidth_mm = true\n", "screen.width_mm attend un nombre entier"),
        ("[screen]\nwindowed = 1\n", "screen.windowed attend true ou false"),
        ("[place]\nroom = 12\n", "place.room attend un texte"),
        ('[sites]\nallowed = "https://a/"\n', "sites.allowed attend une liste de textes"),
        ("[sites]\nallowed = [1, 2]\n", "sites.allowed attend une liste de textes"),
        ('[call]\nladder = "8k"\n', "call.ladder attend 720p30, 480p30 ou 360p15"),
        ("[screen]\nwidth_mm = -5\n", "screen.width_mm attend un nombre plus grand que zéro"),
        ("[silence]\nreading_s = 0\n", "silence.reading_s attend un nombre plus grand que zéro"),
        ('[relay]\nurl = "relais.fr"\n', "relay.url attend une adresse https://machine"),
        ('[sites]\nallowed = ["caf.fr"]\n', "sites.allowed attend des textes « Nom | https://adresse/ »"),
    ],
)
def test_a_wrong_value_says_what_was_expected_and_where(text: str, expected: str) -> None:
    error = refused(text)
    assert error.key == "settings.value-wrong"
    assert f"ligne 2 : {expected}" in error.detail


def test_a_file_that_is_not_toml_says_where_it_stops() -> None:
    error = refused("[place\n")
    assert error.key == "settings.value-wrong"
    assert "kiosk.toml" in error.detail
    assert "ligne 1, colonne 7" in error.detail


def test_a_key_outside_any_table_is_refused() -> None:
    assert refused('town_hall = "M"\n').key == "settings.key-unknown"


def test_a_table_written_as_a_value_is_refused() -> None:
    assert "doit être une table" in refused("place = 3\n").detail


def test_a_missing_file_and_a_closed_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as absent:
        load_settings(tmp_path / "kiosk.toml")
    assert absent.value.key == "settings.file-missing"
    with pytest.raises(UserFacingError) as folder:
        load_settings(tmp_path)
    assert (folder.value.key, folder.value.detail) == ("host.path-wrong", f"{tmp_path} : c'est un dossier")


def test_a_file_that_is_no_text_says_which_line(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_bytes(b"[place]\n\xff\xfe\n")
    with pytest.raises(UserFacingError) as caught:
        load_settings(path)
    assert caught.value.key == "settings.value-wrong"
    assert "ligne 2 : ce n'est pas du texte" in caught.value.detail


def test_the_documented_file_is_the_defaults_and_explains_every_key(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(documented(), encoding="utf-8")
    assert load_settings(path) == Settings()
    lines = documented().splitlines()
    keys = [number for number, line in enumerate(lines) if " = " in line and not line.startswith("#")]
    assert all(lines[number - 1].startswith("# ") for number in keys)
    assert len(keys) == sum(len(table) for table in dataclasses.asdict(Settings()).values())


@given(st.text(max_size=40))
def test_any_text_survives_a_round_trip_through_the_file(value: str) -> None:
    written = dataclasses.replace(Settings().place, town_hall=value)
    text = f"[place]\ntown_hall = {tomllib_string(value)}\n"
    assert parse_settings(text).place == written


def tomllib_string(value: str) -> str:
    escaped = "".join(f"\\U{ord(c):08X}" for c in value)
    assert tomllib.loads(f'x = "{escaped}"')["x"] == value
    return f'"{escaped}"'
