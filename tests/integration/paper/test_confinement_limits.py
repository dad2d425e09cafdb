"""A confined child that misbehaves in every way we could think of. Real bubblewrap, real limits."""

import asyncio
import json
import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.confine.confinement import Confinement
from kiosk.confine.limits import Done, Killed, Limits, Outcome, Reason, Refused
from kiosk.core.events import EventLog
from kiosk.core.places import ROOT

# The child's program, passed on its command line: tests are not among the folders a child sees.
ROGUE = r"""
import os, socket, subprocess, sys, time
from pathlib import Path
from kiosk.confine.child import Entry, main
from kiosk.core.errors import UserFacingError

def attempt(action):
    try:
        action()
    except OSError as error:
        return error.errno
    return 0

def memory(request, box, talk):
    return {"size": len(bytearray(4 << 30))}

def spin(request, box, talk):
    while True: pass

def sleep(request, box, talk):
    talk.progress(asleep=True)
    time.sleep(600)

def big_file(request, box, talk):
    with open(box.folder / "big", "wb") as file:
        while True: file.write(bytes(1 << 20))

def many_files(request, box, talk):
    for number in range(100000):
        (box.folder / f"{number}").write_bytes(bytes(1 << 20))

def chatter(request, box, talk):
    while True: talk.progress(words="x" * 1000)

def long_line(request, box, talk):
    talk.progress(words="x" * (3 << 20))
    return {}

def probe(request, box, talk):
    try:
        os.fork()
        forked = 0
    except OSError as error:
        forked = error.errno
    return {
        "exec": attempt(lambda: os.execv("/usr/bin/true", ["true"])),
        "spawn": attempt(lambda: subprocess.run(["/usr/bin/true"])),
        "fork": forked,
        "socket": attempt(lambda: socket.socket(socket.AF_INET)),
        "unix": attempt(lambda: socket.socket(socket.AF_UNIX)),
        "passwd": attempt(lambda: open("/etc/passwd")),
        "secret": attempt(lambda: open(request["secret"])),
        "program": attempt(lambda: open(request["program"], "a")),
        "input": attempt(lambda: open(box.given("given"), "a")),
        "own": attempt(lambda: open(box.folder / "fine", "w")),
        "read": box.given("given").read_text(),
        "proc": os.path.exists("/proc/self"),
        "names": sorted(os.listdir("/in")),
        "environment": sorted(os.environ),
        "alone": os.getpgrp() == os.getpid(),
    }

def link(request, box, talk):
    Path(box.folder / "way-out").symlink_to("/etc/passwd")
    return {}

def fifo(request, box, talk):
    import ctypes
    return {"mknod": attempt(lambda: os.mkfifo(box.folder / "pipe"))}

def crash(request, box, talk):
    import ctypes
    ctypes.string_at(0)

def refuse(request, box, talk):
    raise UserFacingError("document.type-unknown", "detail")

def sign_twice(request, box, talk):
    first = talk.sign(b"attributes")
    try:
        talk.sign(b"again")
    except PermissionError:
        return {"first": first.decode(), "second": None}
    return {"second": "granted"}

def load(function):
    return Entry(lambda: function)

names = "memory spin sleep big_file many_files chatter long_line probe link fifo crash refuse sign_twice"
sys.exit(main(sys.argv[1], {name: load(globals()[name]) for name in names.split()}))
"""

SMALL = Limits(memory_mb=512, cpu_s=15, output_mb=4, wall_s=120)


@pytest.fixture
def events(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


@pytest.fixture
def confinement(events: Path) -> Confinement:
    return Confinement([sys.executable, "-c", ROGUE], EventLog(events, "test"))


@pytest.fixture
def box(tmp_path: Path) -> Path:
    folder = tmp_path / "box"
    folder.mkdir()
    return folder


def _last(events: Path) -> dict[str, str]:
    event: dict[str, str] = json.loads(events.read_text().splitlines()[-1])
    return event


def _reason(outcome: Outcome) -> Reason:
    assert isinstance(outcome, Killed), outcome
    return outcome.reason


@pytest.mark.parametrize(
    ("verb", "reason"),
    [
        ("memory", Reason.MEMORY),
        ("spin", Reason.CPU),
        ("big_file", Reason.OUTPUT),
        ("many_files", Reason.OUTPUT),
        ("chatter", Reason.OUTPUT),
        ("long_line", Reason.OUTPUT),
        ("crash", Reason.CRASH),
    ],
)
async def test_a_child_past_a_limit_is_stopped_and_the_limit_named(
    confinement: Confinement, box: Path, events: Path, verb: str, reason: Reason
) -> None:
    limits = replace(SMALL, cpu_s=1) if reason is Reason.CPU else SMALL
    outcome = await confinement.run(verb, {}, box, limits=limits)
    assert _reason(outcome) is reason, outcome
    event = _last(events)
    assert (event["event"], event["verb"], event["reason"]) == ("confine.child-killed", verb, reason)


async def test_a_child_that_only_sleeps_is_stopped_by_the_clock(confinement: Confinement, box: Path) -> None:
    limits = Limits(memory_mb=512, cpu_s=5, output_mb=4, wall_s=1.0)
    assert _reason(await confinement.run("sleep", {}, box, limits=limits)) is Reason.WALL


async def test_cancelling_the_work_kills_the_child(confinement: Confinement, box: Path) -> None:
    asleep = asyncio.Event()
    run = confinement.run("sleep", {}, box, limits=SMALL, hear=lambda _: asleep.set())
    work = asyncio.create_task(run)
    async with asyncio.timeout(60):
        await asleep.wait()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        async with asyncio.timeout(60):
            await work


async def test_work_that_is_cancelled_while_its_child_starts_ends_and_leaves_nothing(
    confinement: Confinement, box: Path
) -> None:
    for moment in range(120):
        work = asyncio.create_task(confinement.run("sleep", {}, box, limits=SMALL))
        await asyncio.sleep(moment / 10_000)
        work.cancel()
        async with asyncio.timeout(60):
            await asyncio.gather(work, return_exceptions=True)
    # What a killed child started in its own namespace ends with it, a moment later.
    async with asyncio.timeout(60):
        while _that_see(box):
            await asyncio.sleep(0.01)


def _that_see(box: Path) -> list[bytes]:
    """The command lines of all who were shown this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended under our eyes
            found.append((process / "cmdline").read_bytes())
    return [line for line in found if bytes(box) in line.split(b"\0")]


async def test_no_exec_no_network_no_other_path(confinement: Confinement, box: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("key")
    given = tmp_path / "given"
    given.write_text("for you")
    program = str(ROOT / "kiosk" / "__init__.py")
    request = {"secret": str(secret), "program": program}
    outcome = await confinement.run("probe", request, box, inputs={"given": given}, limits=SMALL)
    assert isinstance(outcome, Done), outcome
    found = outcome.result
    assert all(found[name] for name in ("exec", "spawn", "fork", "socket", "unix")), found
    assert all(found[name] for name in ("passwd", "secret", "program", "input")), found
    assert found["alone"], "no signal of its group reaches bubblewrap"
    assert (found["own"], found["read"], found["proc"], found["names"]) == (0, "for you", False, ["given"])
    assert set(found["environment"]) <= {"LANG", "LC_CTYPE", "PWD", "PYTHONDONTWRITEBYTECODE"}


async def test_no_link_or_pipe_is_left_for_the_parent_to_follow(confinement: Confinement, box: Path) -> None:
    assert _reason(await confinement.run("link", {}, box, limits=SMALL)) is Reason.CRASH
    outcome = await confinement.run("fifo", {}, box, limits=SMALL)
    assert isinstance(outcome, Done)
    assert outcome.result["mknod"] != 0
    assert os.listdir(box) == []  # noqa: PTH208 - async code


async def test_a_link_that_is_there_all_the_same_is_an_escape(confinement: Confinement, box: Path) -> None:
    (box / "way-out").symlink_to("/etc/passwd")
    assert _reason(await confinement.run("fifo", {}, box, limits=SMALL)) is Reason.ESCAPE


async def test_a_refusal_keeps_its_key(confinement: Confinement, box: Path) -> None:
    outcome = await confinement.run("refuse", {}, box, limits=SMALL)
    assert outcome == Refused("document.type-unknown", "detail")


async def test_the_parent_signs_once_and_may_refuse(confinement: Confinement, box: Path) -> None:
    asked: list[bytes] = []

    def sign(attributes: bytes) -> bytes:
        asked.append(attributes)
        return b"signature"

    outcome = await confinement.run("sign_twice", {}, box, limits=SMALL, sign=sign)
    assert outcome == Done({"first": "signature", "second": None})
    assert asked == [b"attributes"]
    assert _reason(await confinement.run("sign_twice", {}, box, limits=SMALL)) is Reason.CRASH
