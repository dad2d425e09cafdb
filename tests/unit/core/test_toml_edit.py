"""A value changes, and not one other character of what a person wrote."""

import difflib
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import UserFacingError
from kiosk.core.settings import documented
from kiosk.core.toml_edit import Change, edited

WRITTEN = """# La borne de la mairie

[place]
town_hall = "Mairie d'Épinay"   # comme sur la façade

[devices]
# en bas à gauche
printer = 'cups://serveur/borne'  # ne pas changer sans prévenir Paul
camera = ""

# [relay]
# url = "https://vieux"

[relay]
url = "https://relais"
"""


def _changed(before: str, after: str) -> list[str]:
    rows = difflib.ndiff(before.splitlines(), after.splitlines())
    return [row for row in rows if row.startswith(("+ ", "- "))]


def test_a_value_is_replaced_in_its_line_and_its_comment_stays() -> None:
    made = edited(WRITTEN, [Change("devices", "printer", "cups://autre/file")], "x")
    assert _changed(WRITTEN, made) == [
        "- printer = 'cups://serveur/borne'  # ne pas changer sans prévenir Paul",
        '+ printer = "cups://autre/file"  # ne pas changer sans prévenir Paul',
    ]


def test_a_new_key_comes_at_the_end_of_its_table_and_not_among_the_next_ones_comments() -> None:
    made = edited(WRITTEN, [Change("devices", "scanner", "escl://10.0.0.2/eSCL")], "x")
    assert _changed(WRITTEN, made) == ['+ scanner = "escl://10.0.0.2/eSCL"']
    assert 'camera = ""\nscanner = ' in made


@pytest.mark.parametrize("text", ["", "[place]\nroom = 'x'", "[place]\nroom = 'x'\n"])
def test_a_table_that_is_not_there_is_made_at_the_end(text: str) -> None:
    made = edited(text, [Change("devices", "camera", "camera:/dev/video0")], "x")
    assert made.startswith(text)
    assert tomllib.loads(made)["devices"] == {"camera": "camera:/dev/video0"}


def test_lines_of_another_system_keep_their_ends() -> None:
    made = edited('[devices]\r\ncamera = ""\r\n', [Change("devices", "printer", "x")], "x")
    assert made == '[devices]\r\ncamera = ""\r\nprinter = "x"\r\n'


@pytest.mark.parametrize(
    "text",
    [
        'devices.camera = ""\n',
        'devices = { camera = "" }\n',
        '[devices]\ncamera = """\nsur deux lignes"""\n',
        '[devices]\n"cam\\u0065ra" = ""\n',
    ],
)
def test_a_file_written_otherwise_is_refused_and_not_spoilt(text: str) -> None:
    with pytest.raises(UserFacingError, match=r"devices\.camera est à écrire à la main"):
        edited(text, [Change("devices", "camera", "camera:/dev/video0")], "x")


def test_what_is_no_toml_is_refused_with_its_line() -> None:
    with pytest.raises(UserFacingError, match="ligne 2"):
        edited("[devices]\ncamera = \n", [Change("devices", "camera", "x")], "x")


@given(
    st.dictionaries(st.sampled_from(["printer", "camera", "scanner", "microphone"]), st.text(), min_size=1)
)
def test_any_text_can_be_written_into_the_documented_settings(values: dict[str, str]) -> None:
    before = documented()
    made = edited(before, [Change("devices", key, value) for key, value in values.items()], "x")
    assert tomllib.loads(made)["devices"] == {**tomllib.loads(before)["devices"], **values}
    touched = [row for row in _changed(before, made) if row.startswith("- ")]
    assert len(touched) <= len(values)
