"""The technician's sound tests on a real sound server: heard, hushed, absent, and played back."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.peers.sound_peer import SoundServer
from devices.sound.levels import rms_db
from devices.sound.microphones import write_clip
from kiosk.cli import main
from kiosk.compose import sound_trials as trials
from kiosk.confine.child import Box, Talk


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    with SoundServer(tmp_path_factory.mktemp("son")) as server:
        server.plug("micro", "module-sine-source", "frequency=440")
        server.plug("eteint", "module-null-source")
        server.plug("enceinte", "module-null-sink")
        yield server


@pytest.fixture(autouse=True)
def _use_it(sound: SoundServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in sound.environment.items():
        monkeypatch.setenv(key, value)


def _run(trial: Any, **request: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    told = io.BytesIO()
    result = dict(trial(request, Box(), Talk(io.BytesIO(), told)))
    return result, [json.loads(line) for line in told.getvalue().splitlines()]


def test_a_microphone_is_heard_and_its_level_told_all_along() -> None:
    result, told = _run(trials.microphone, uri="sound:device:micro")
    assert result["key"] is None
    assert result["said"].startswith("niveau ")
    assert len(told) > 20
    assert all(-40 < row["level_db"] <= row["held_db"] + 0.1 <= 0.2 for row in told[2:])


def test_a_switched_off_microphone_is_said_to_be_so() -> None:
    assert _run(trials.microphone, uri="sound:device:eteint")[0]["key"] == "sound.microphone-silent"


def test_a_muted_microphone_is_said_to_be_so(sound: SoundServer) -> None:
    sound.pactl("set-source-mute", "micro", "1")
    result = _run(trials.microphone, uri="sound:device:micro")[0]
    sound.pactl("set-source-mute", "micro", "0")
    assert result["key"] == "sound.microphone-silent"
    assert "est coupé" in result["said"]


@pytest.mark.parametrize(
    ("uri", "said"),
    [("", "aucun appareil réglé"), ("sound:device:mikro", "« micro »"), ("sund:default", "« sound »")],
)
def test_an_address_that_leads_nowhere_is_told_with_the_nearest(uri: str, said: str) -> None:
    result = _run(trials.microphone, uri=uri)[0]
    assert said in result["said"]
    assert result["key"] == "sound.device-missing"


def test_the_tone_is_heard_at_the_loudspeaker(tmp_path: Path) -> None:
    out = tmp_path / "out.wav"
    assert _run(trials.speaker, uri=f"sound:file:{out}")[0] == {"said": "un son a été joué", "key": None}
    assert rms_db(out.read_bytes()[44:]) > -30
    assert _run(trials.speaker, uri="sound:device:enceinte")[0]["key"] is None
    assert _run(trials.speaker, uri="")[0]["key"] == "sound.device-missing"


def test_what_is_recorded_is_judged_and_played_back(tmp_path: Path) -> None:
    clip, out = tmp_path / "voice.wav", tmp_path / "out.wav"
    spoken = b"".join((level).to_bytes(2, "little") * 24000 for level in (6000, 30))
    write_clip(clip, spoken)
    result, told = _run(trials.record_and_play, microphone=f"sound:file:{clip}", speaker=f"sound:file:{out}")
    assert result["said"].startswith("bien entendu (voix −15 dB, bruit −")
    assert result["key"] is None
    assert [row["phase"] for row in told if "phase" in row] == ["speak", "listen"]
    assert spoken[:40000] in out.read_bytes()


def test_nothing_is_recorded_when_it_could_not_be_played() -> None:
    result, told = _run(trials.record_and_play, microphone="sound:device:micro", speaker="")
    assert result["key"] == "sound.device-missing"
    assert told == []


def test_the_status_says_whether_each_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text(
        '[devices]\nmicrophone = "sound:device:mikro"\nspeaker = "sound:device:enceinte"\n', encoding="utf-8"
    )
    assert main(["devices", "status", "--settings", str(settings), "--json"]) == 0
    rows = {row["device"]: row for row in json.loads(capsys.readouterr().out)}
    assert (rows["microphone"]["ok"], rows["microphone"]["key"]) == (False, "sound.device-missing")
    assert (rows["speaker"]["ok"], rows["speaker"]["key"]) == (True, None)


def test_the_devices_are_listed_with_the_address_to_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "sound"]) == 0
    said = capsys.readouterr().out
    assert "sound:device:micro\n" in said
    assert said.count("retour") == 1, "what the loudspeaker plays is not offered as a microphone"
    assert main(["devices", "sound", "--json"]) == 0
    assert "sound:device:enceinte" in {row["uri"] for row in json.loads(capsys.readouterr().out)}
