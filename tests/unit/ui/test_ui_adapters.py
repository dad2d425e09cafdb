"""Qt's adapters against the real other end: frames, page pictures, voice."""

import functools
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaDevices, QVideoSink
from pytestqt.qtbot import QtBot

from kiosk.link.ring import RingServer
from ui.adapters.frames import FrameRelay
from ui.adapters.vault import VaultProvider, page_path
from ui.voice import speaker as voice
from ui.voice.speaker import Speaker

DOCUMENT = "d0" * 16


def paint(server: RingServer, stream: str, width: int, height: int, luma: int) -> None:
    with server.publish(stream, width, height) as memory:
        memory[:] = bytes([luma]) * (width * height) + bytes([128]) * (len(memory) - width * height)


@pytest.mark.parametrize("size", [(64, 36), (62, 34), (640, 360)])
def test_pictures_of_the_media_process_reach_qml_whole(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    server, relay, sink = RingServer(tmp_path / "f.sock"), FrameRelay(), QVideoSink()
    relay.sink("self", sink)
    assert relay.open(tmp_path / "f.sock")
    paint(server, "self", *size, 16)
    paint(server, "self", *size, 235)
    qtbot.waitUntil(lambda: sink.videoFrame().isValid(), timeout=60000)
    frame = sink.videoFrame()
    assert (frame.width(), frame.height()) == size
    image = frame.toImage()
    corners = [image.pixelColor(x, y).lightness() for x in (0, size[0] - 1) for y in (0, size[1] - 1)]
    assert min(corners) > 240
    relay.close()
    server.close()


def test_a_page_that_leaves_with_its_picture_does_not_stop_the_others(qtbot: QtBot, tmp_path: Path) -> None:
    server, relay = RingServer(tmp_path / "f.sock"), FrameRelay()
    leaving, staying = QVideoSink(), QVideoSink()
    relay.sink("self", leaving)
    relay.sink("remote", staying)
    assert relay.open(tmp_path / "f.sock")
    shiboken6.delete(leaving)
    paint(server, "self", 32, 32, 100)
    paint(server, "remote", 32, 32, 100)
    paint(server, "self", 32, 32, 101)
    qtbot.waitUntil(lambda: staying.videoFrame().isValid(), timeout=60000)
    assert "self" not in relay.shown
    relay.close()
    server.close()


def _more_than(relay: FrameRelay, before: int) -> bool:
    return relay.shown.get("remote", 0) > before


def test_a_media_process_that_dies_leaves_the_screen_alive_and_its_successor_shows(
    qtbot: QtBot, tmp_path: Path
) -> None:
    relay, sink = FrameRelay(), QVideoSink()
    relay.sink("remote", sink)
    for path in (tmp_path / "one", tmp_path / "two"):
        server = RingServer(path)
        assert relay.open(path)
        before = relay.shown.get("remote", 0)
        paint(server, "remote", 32, 32, 100)
        shown = functools.partial(_more_than, relay, before)
        qtbot.waitUntil(shown, timeout=60000)
        server.close()
    assert not relay.open(tmp_path / "gone")


def test_only_page_pictures_of_the_vault_are_shown(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    (vault / DOCUMENT).mkdir(parents=True)
    picture = QImage(40, 60, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    assert picture.save(str(vault / DOCUMENT / "page-001.webp"))
    (vault / DOCUMENT / "clean.pdf").write_bytes(b"%PDF")
    outside = tmp_path / "page-001.webp"
    assert picture.save(str(outside))
    linked = "e" * 32
    (vault / linked).mkdir()
    (vault / linked / "page-001.webp").symlink_to(outside)
    provider = VaultProvider(lambda: str(vault))
    image = provider.requestImage(f"{DOCUMENT}/page-001", QSize(), QSize())
    assert (image.width(), image.height()) == (40, 60)
    assert provider.requestImage(f"{DOCUMENT}/page-001", QSize(), QSize(20, 0)).width() in {20, 40}
    for name in (
        f"{DOCUMENT}/page-002", f"{DOCUMENT}/clean.pdf", f"{DOCUMENT}/../../page-001", "../page-001",
        f"{linked}/page-001", "",
    ):  # fmt: skip
        assert provider.requestImage(name, QSize(), QSize()).isNull(), name
    assert page_path("", f"{DOCUMENT}/page-001") is None


def test_no_loudspeaker_is_said_and_nothing_is_recorded(qtbot: QtBot, tmp_path: Path) -> None:
    said: list[tuple[bool, bool]] = []
    talker = Speaker(lambda active, missing: said.append((active, missing)), lambda _ms, _cached: None)
    talker.use(str(tmp_path))
    if not QMediaDevices.defaultAudioOutput().isNull():
        talker.speak("Bonjour.")
        qtbot.waitUntil(lambda: (False, False) in said or (False, True) in said, timeout=60000)
        return
    talker.speak("Bonjour.")
    assert said == [(False, True)]
    assert list((tmp_path / "speech").iterdir()) == []


def test_speech_is_rendered_once_into_the_visits_folder(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[bool] = []
    talker = Speaker(lambda _active, _missing: None, lambda _ms, cached: rendered.append(cached))
    monkeypatch.setattr(talker, "_has_output", lambda: True)
    monkeypatch.setattr(talker, "_play", lambda _wav: None)
    talker.speak("Bonjour, que voulez-vous faire ?")
    assert rendered == []
    talker.use(str(tmp_path))
    qtbot.waitUntil(lambda: rendered == [False], timeout=60000)
    wavs = list((tmp_path / "speech").glob("*.wav"))
    assert len(wavs) == 1
    assert wavs[0].read_bytes()[:4] == b"RIFF"
    talker.speak("Bonjour, que voulez-vous faire ?")
    assert rendered == [False, True]
    assert voice.WORDS_PER_MINUTE == 140
