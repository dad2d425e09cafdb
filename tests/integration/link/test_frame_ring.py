"""Pictures cross between processes whole, newest first."""

import mmap
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.link.ring import RingReader, RingServer, RingWriter, frame_bytes

WRITER = """
import sys
from pathlib import Path
from kiosk.link.ring import RingServer
server = RingServer(Path(sys.argv[1]))
print("ready", flush=True)
number = 0
while True:
    number += 1
    with server.publish("remote", 320, 180) as memory:
        memory[:] = bytes([number % 251]) * len(memory)
"""


def _publish(server: RingServer, value: int, width: int = 64, height: int = 48, stream: str = "self") -> None:
    with server.publish(stream, width, height) as memory:
        memory[:] = bytes([value]) * len(memory)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RingServer]:
    server = RingServer(tmp_path / "frames")
    yield server
    server.close()


def test_only_the_newest_picture_is_received_and_once(server: RingServer, tmp_path: Path) -> None:
    reader = RingReader(tmp_path / "frames")
    for value in (1, 2, 3):
        _publish(server, value)
    frame = reader.receive()
    assert frame is not None
    assert (frame.stream, frame.sequence, frame.data[0]) == ("self", 3, 3)
    assert reader.receive() is None
    reader.close()


def test_a_late_reader_gets_both_streams_with_the_next_picture(server: RingServer, tmp_path: Path) -> None:
    _publish(server, 1, stream="remote")
    _publish(server, 2)
    reader = RingReader(tmp_path / "frames")
    _publish(server, 3)
    frames = [reader.receive(), reader.receive()]
    assert {f.stream: f.data[0] for f in frames if f} == {"remote": 1, "self": 3}
    reader.close()


def test_a_new_picture_size_is_followed(server: RingServer, tmp_path: Path) -> None:
    reader = RingReader(tmp_path / "frames")
    _publish(server, 1)
    assert reader.receive() is not None
    _publish(server, 2, 63, 35)
    frame = reader.receive()
    assert frame is not None
    assert (frame.width, frame.height, len(frame.data)) == (63, 35, frame_bytes(63, 35))
    assert [len(plane) for plane in frame.planes] == [63 * 35, 32 * 18, 32 * 18]
    reader.close()


def test_a_picture_being_written_is_not_shown(server: RingServer, tmp_path: Path) -> None:
    reader = RingReader(tmp_path / "frames")
    _publish(server, 1)
    with server.publish("self", 64, 48) as memory:
        memory[:100] = b"\x02" * 100
        frame = reader.receive()
        assert frame is not None
        assert set(frame.data) == {1}
        memory[:] = b"\x02" * len(memory)
    reader.close()


def test_a_reader_cannot_write_into_the_writers_memory() -> None:
    writer = RingWriter(64, 48)
    with pytest.raises(PermissionError):
        mmap.mmap(writer.fd, 4096)
    writer.close()


def test_a_reader_that_never_reads_does_not_stop_the_writer(server: RingServer, tmp_path: Path) -> None:
    reader = RingReader(tmp_path / "frames")
    for value in range(2000):
        _publish(server, value % 256)
    frame = reader.receive()
    assert frame is not None
    assert frame.sequence == 2000
    reader.close()


def test_a_racing_writer_never_shows_a_torn_picture_and_its_death_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "frames"
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        reader = RingReader(path)
        whole = 0
        while whole < 300:
            select.select([reader], [], [], 10)
            frame = reader.receive()
            if frame is not None:
                assert frame.data == frame.data[:1] * len(frame.data)
                whole += 1
        os.kill(child.pid, signal.SIGKILL)
        while not reader.closed:
            select.select([reader], [], [], 10)
            reader.receive()
        reader.close()
    assert not list(Path("/dev/shm").glob("*frames*"))
