"""A print server that refuses, hangs or lacks the queue, and printers that answer nonsense, or for ever."""

import asyncio
import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import cups
import pytest

from devices.peers.printer_peer import PrinterPeer
from devices.printer.cups import refusal_of
from devices.printer.followed import FollowedPrinter
from devices.printer.ipp import NoAnswerError, ask_job, ask_printer
from devices.printer.ipp_wire import WireError, exchange
from devices.printer.ports import JobState, Trouble
from kiosk.core.ids import new_id
from tests.integration.printing.conftest import COMMAND

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n"
OK = struct.pack(">BBHI", 2, 0, 0, 1)


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        (cups.IPPError(0x0401, "Forbidden"), "printer.access-denied"),
        (cups.IPPError(0x1000, "Unauthorized"), "printer.access-denied"),
        (cups.HTTPError(403), "printer.access-denied"),
        (cups.HTTPError(500), "printer.server-lost"),
        (cups.IPPError(0x0406, "client-error-not-found"), "printer.queue-missing"),
        (cups.IPPError(0x0500, "No such file or directory"), "printer.server-lost"),
        (RuntimeError("failed to connect to server"), "printer.server-lost"),
    ],
)
def test_each_refusal_of_a_print_server_has_its_name(said: Exception, trouble: Trouble) -> None:
    assert refusal_of(said).trouble == trouble


async def test_a_print_server_that_refuses_us_is_told_apart_from_one_that_is_down(
    printer: FollowedPrinter, peer: PrinterPeer, page: Path
) -> None:
    """Once it lets us in again the job goes by itself."""
    peer.lock(True)
    try:
        assert (await printer.status()).trouble == "printer.access-denied"
        seen: list[JobState] = []
        async with asyncio.timeout(60):
            async for state in printer.submit(new_id(), page):
                seen.append(state)
                if len(seen) == 1:
                    assert state == JobState("held", "printer.access-denied")
                    await asyncio.to_thread(peer.lock, False)
        assert seen[-1].phase == "done"
        assert len(peer.printed()) == 1
    finally:
        peer.lock(False)


async def test_a_queue_that_does_not_exist_is_told_with_its_own_key(peer: PrinterPeer) -> None:
    wrong = FollowedPrinter(peer.uri.replace("queue=borne", "queue=bornes"), COMMAND)
    assert (await wrong.status()).trouble == "printer.queue-missing"


async def test_a_print_server_that_hangs_in_a_job_is_said_and_the_page_comes_out_once(
    peer: PrinterPeer, page: Path
) -> None:
    """It takes connections and answers nothing: libcups waits for ever, its child does not."""
    printer = FollowedPrinter(peer.uri, COMMAND, deadline_s=60, ask_s=4)
    job, seen = new_id(), list[JobState]()
    peer.jam()
    async with asyncio.timeout(60):
        async for state in printer.submit(job, page):
            seen.append(state)
            if state.trouble == "printer.paper-jammed":
                peer.freeze_cups(True)
            if state.trouble == "printer.server-lost":
                peer.freeze_cups(False)
                peer.unjam()
    assert JobState("held", "printer.server-lost") in seen
    assert seen[-1].phase == "done"
    assert [path.stem.split("-", 1)[1] for path in peer.printed()] == [job]


async def test_a_job_held_for_ever_is_given_up_at_our_own_deadline_and_nothing_comes_out_later(
    peer: PrinterPeer, page: Path
) -> None:
    peer.jam()
    job, printer = new_id(), FollowedPrinter(peer.uri, COMMAND, deadline_s=5)
    async with asyncio.timeout(60):
        *_, last = [state async for state in printer.submit(job, page)]
    assert last == JobState("failed", "printer.paper-jammed")
    peer.unjam()
    after = new_id()
    patient = FollowedPrinter(peer.uri, COMMAND, deadline_s=60)
    async with asyncio.timeout(60):
        *_, last = [state async for state in patient.submit(after, page)]
    assert last.phase == "done"
    assert [path.stem.split("-", 1)[1] for path in peer.printed()] == [after]
    assert await patient.purge() == 0
    assert peer.spooled() == []


# ---- the printer itself, asked by IPP


class Strange:
    """Something on the printer's port that is no printer: `say` is given each caller."""

    def __init__(self, say: Callable[[socket.socket], None]) -> None:
        self._say = say
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.uri = f"ipp://127.0.0.1:{self._listener.getsockname()[1]}/ipp/print"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                with caller, contextlib.suppress(OSError):
                    caller.recv(65536)
                    self._say(caller)
                    # What was not read yet would make the end of this a reset, which overtakes the answer.
                    caller.shutdown(socket.SHUT_WR)
                    while caller.recv(65536):
                        pass

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)


def _drip(pieces: bytes) -> Callable[[socket.socket], None]:
    def say(caller: socket.socket) -> None:
        pause = Event()
        while True:
            for at in range(len(pieces)):
                caller.sendall(pieces[at : at + 1])
                pause.wait(0.05)

    return say


def _flood(head: bytes) -> Callable[[socket.socket], None]:
    def say(caller: socket.socket) -> None:
        caller.sendall(head)
        for _ in range(10 * 16):
            caller.sendall(b"\x01" * 65536)

    return say


def _silent(caller: socket.socket) -> None:
    caller.recv(1)  # until the caller has had enough


STRANGE: dict[str, Callable[[socket.socket], None]] = {
    "half an answer": lambda caller: caller.sendall(
        HEAD + b"Content-Length: 4000\r\n\r\n" + OK + b"\x04\x44\x00"
    ),
    "ten megabytes of garbage": _flood(b""),
    "ten megabytes of body": _flood(HEAD + b"\r\n"),
    "a head a byte at a time": _drip(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "silence": _silent,
    "hung up at once": lambda _caller: None,
    "an error page": lambda caller: caller.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno"),
    "another protocol": lambda caller: caller.sendall(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "an attribute longer than the answer": lambda caller: caller.sendall(
        HEAD + b"\r\n" + OK + b"\x01\x04\x44\x00\x05state\xff\xffx"
    ),
    "a word for a number": lambda caller: caller.sendall(
        HEAD + b"\r\n" + OK + b"\x01\x04\x23\x00\x0dprinter-state\x00\x01x\x03"
    ),
}


@pytest.fixture
def strange(request: pytest.FixtureRequest) -> Iterator[str]:
    device = Strange(STRANGE[request.param])
    yield device.uri
    device.close()


@pytest.mark.parametrize("strange", STRANGE, indirect=True)
def test_what_is_no_printer_does_not_answer_and_holds_nobody_up(strange: str) -> None:
    with pytest.raises(NoAnswerError):
        ask_printer(strange)


def test_an_answer_a_byte_at_a_time_ends_when_its_time_is_over() -> None:
    """The bound is of the whole exchange: each byte comes well within any wait for one."""
    device = Strange(_drip(b"HTTP/1.1 200 OK\r\nX: "))
    try:
        port = int(device.uri.split(":")[2].split("/")[0])
        begun = time.monotonic()
        with pytest.raises(WireError):
            exchange("ipp", "127.0.0.1", port, "/", b"x", most_s=0.3)
        assert time.monotonic() > begun
    finally:
        device.close()


def test_words_of_the_wrong_kind_are_read_as_nothing_said() -> None:
    """An integer where words are due, words where a number is, jobs without a number or a state."""
    answer = (
        HEAD
        + b"\r\n"
        + OK
        + b"\x01\x04\x44\x00\x0dprinter-state\x00\x03low\x21\x00\x0dsides-support\x00\x04\0\0\0\1\x03"
    )
    device = Strange(lambda caller: caller.sendall(answer))
    jobs = Strange(
        lambda caller: caller.sendall(HEAD + b"\r\n" + OK + b"\x01\x02\x42\x00\x08job-name\x00\x01a\x03")
    )
    try:
        assert ask_printer(device.uri).state == 3
        assert ask_job(jobs.uri, "a") == 3
    finally:
        device.close()
        jobs.close()


async def test_a_printer_that_answers_for_ever_is_said_to_be_off_and_the_queue_stays_ours(
    printer: FollowedPrinter, peer: PrinterPeer
) -> None:
    """Through the whole driver: the queue points at a device that drips."""
    device = Strange(STRANGE["a head a byte at a time"])
    told: Trouble = "printer.device-offline"
    try:
        peer.set_device(device.uri)
        async with asyncio.timeout(30):
            assert (await printer.status()).trouble == told
    finally:
        peer.set_device(peer.device)
        device.close()
    async with asyncio.timeout(30):
        assert (await printer.status()).usable
