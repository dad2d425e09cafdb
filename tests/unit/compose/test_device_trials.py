"""The technician's test buttons: real sources, and what they say when nothing is there."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from devices.codes.serial_reader import open_reader
from devices.peers.code_peer import CodePeer
from devices.peers.pad_peer import PadPeer
from devices.signature.serial_pad import open_pad
from kiosk.compose import reader_trials, trials
from kiosk.confine.child import Box, Talk

BOX = Box()


def _run(trial: Any, uri: str) -> dict[str, Any]:
    return dict(trial({"uri": uri}, BOX, _talk()))


def _talk() -> Talk:
    return Talk(io.BytesIO(), io.BytesIO())


def test_a_camera_that_shows_something_moving_passes() -> None:
    assert _run(trials.camera, "camera:demo?size=320x180&fps=15")["key"] is None


def test_an_absent_camera_is_named_as_absent() -> None:
    assert _run(trials.camera, "camera:file:/nowhere.y4m")["key"] == "camera.device-missing"


def test_a_camera_that_always_gives_the_same_picture_is_frozen(tmp_path: Path) -> None:
    still = tmp_path / "still.y4m"
    frame = b"FRAME\n" + bytes([90]) * (64 * 48) + bytes([128]) * (64 * 48 // 2)
    still.write_bytes(b"YUV4MPEG2 W64 H48 F15:1 Ip A1:1 C420jpeg\n" + frame * 30)
    assert _run(trials.camera, f"camera:file:{still}")["key"] == "camera.picture-frozen"


def _once(opened: Callable[[Any], Any], happens: Callable[[], None]) -> Callable[[Any], Any]:
    """What opens a line, and at once a hand at its other end: what came before it was open is nobody's."""

    def opening(address: Any) -> Any:
        line = opened(address)
        happens()
        return line

    return opening


def test_a_pad_is_proved_by_writing_on_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    peer = PadPeer(tmp_path)
    peer.start()
    try:
        line = [(0.2 + 0.01 * step, 0.5) for step in range(30)]
        monkeypatch.setattr(trials, "open_pad", _once(open_pad, lambda: peer.stroke(line)))
        assert _run(trials.pad, peer.uri) == {"said": "tracé reçu, 30 points", "key": None}
    finally:
        peer.stop()
    assert _run(trials.pad, peer.uri)["key"] == "signature.pad-missing"


def test_a_code_reader_is_proved_by_holding_a_code_before_it_and_the_code_is_not_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    peer = CodePeer(tmp_path)
    peer.start()
    try:
        assert reader_trials.reader_now(peer.uri).key is None
        monkeypatch.setattr(
            reader_trials, "open_reader", _once(open_reader, lambda: peer.scan("JEANNE PETIT"))
        )
        assert _run(reader_trials.reader, peer.uri) == {"said": "un code a été lu, 12 signes", "key": None}
    finally:
        peer.stop()
    assert _run(reader_trials.reader, peer.uri)["key"] == "codes.reader-missing"
    assert reader_trials.reader_now(peer.uri).key == "codes.reader-missing"
