"""Where visits live: nothing of their account outlives them but what was started for the next one."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.confine.account import Account
from kiosk.confine.conversation import Conversation
from kiosk.core.events import EventLog
from kiosk.steward.children import Child, Nursery
from kiosk.steward.lodging import Lodging, shared_memory, strays
from tests.integration.account.two_accounts import VISITS, as_visit, only_as_root, open_shelf
from tests.unit.steward.steward_doubles import events_of

SLEEPER = ["/bin/sh", "-c", "exec sleep 60"]


@pytest.fixture
def lodging() -> Iterator[Lodging]:
    with open_shelf() as shelf:
        for name in ("homes", "open", "run"):
            (shelf / name).mkdir()
            (shelf / name).chmod(0o1733)
        yield Lodging(Account(VISITS, VISITS), shelf / "homes", shelf / "run", (shelf / "open",))


def hidden() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["sleep", "3600"], user=VISITS, group=VISITS, extra_groups=[], start_new_session=True, cwd="/"
    )


async def test_a_process_that_nobody_started_ends_and_the_next_screen_does_not(
    lodging: Lodging, tmp_path: Path
) -> None:
    nursery = Nursery(SLEEPER, EventLog(tmp_path / "log", "test"), lodging)
    over: asyncio.Queue[Child] = asyncio.Queue()
    screen = await nursery.start("screen", [], os.environ, lambda child, _code: over.put_nowait(child))
    stray = hidden()
    assert strays(VISITS, lodging.account.lodgers) == [stray.pid]
    assert await lodging.sweep() == 0
    assert stray.wait(60) == -9
    assert screen.running
    await screen.gone()
    assert await over.get() is screen


async def test_a_confined_child_at_work_for_the_next_visit_is_left_in_peace(lodging: Lodging) -> None:
    async with Conversation(["cat"], {}, lodging.account) as child:
        assert await lodging.sweep() == 0
        await child.say({"still": "there"})
        assert await anext(child.messages()) == {"still": "there"}
    assert lodging.account.lodgers == set()


async def test_each_process_has_a_home_of_its_own_that_goes_with_it(lodging: Lodging, tmp_path: Path) -> None:
    over: asyncio.Queue[Child] = asyncio.Queue()
    say = ["/bin/sh", "-c", 'pwd -P; touch "$HOME/cache" "$TMPDIR/part"; ls -ld "$HOME"; exec sleep 60']
    nursery = Nursery(say, EventLog(tmp_path / "log", "test"), lodging)
    env = {**os.environ, "NOTIFY_SOCKET": "/run/systemd/notify"}
    one = await nursery.start("screen", [], env, lambda child, _code: over.put_nowait(child))
    two = await nursery.start("screen", [], env, lambda child, _code: over.put_nowait(child))
    homes = set(homes_of(lodging).iterdir())
    assert len(homes) == 2
    assert {home.stat().st_uid for home in homes} == {VISITS}
    given = Path(f"/proc/{one.pid}/environ").read_bytes()
    assert b"NOTIFY_SOCKET" not in given
    await one.gone()
    assert await over.get() is one
    assert len(set(homes_of(lodging).iterdir())) == 1
    assert await lodging.sweep() == 0
    assert len(set(homes_of(lodging).iterdir())) == 1, "the living one lost its home"
    await two.gone()
    await over.get()


def homes_of(lodging: Lodging) -> Path:
    return lodging._homes


async def test_files_and_shared_memory_of_the_account_go_and_those_of_others_stay(lodging: Lodging) -> None:
    shelf = homes_of(lodging).parent
    (shelf / "open" / "ours").mkdir(mode=0o777)
    (shelf / "open" / "ours").chmod(0o777)
    for path in ("open/one", "open/ours/two", "homes/three", "run/four"):
        assert as_visit(["mkdir", str(shelf / path)]).returncode == 0
    assert as_visit(["ipcmk", "--shmem", "64", "--queue", "--semaphore", "1"]).returncode == 0
    assert len(shared_memory(VISITS)) == 3
    assert await lodging.sweep() == 0
    left = {str(path.relative_to(shelf)) for path in shelf.rglob("*")}
    assert left == {"homes", "open", "run", "open/ours", "run/four"}, (
        "what is in run is the steward's to know"
    )
    assert shared_memory(VISITS) == []


async def test_what_cannot_be_removed_is_counted(lodging: Lodging) -> None:
    shelf = homes_of(lodging).parent
    as_visit(["mkdir", str(shelf / "open" / "kept")])
    (shelf / "open" / "kept" / "foreign").mkdir(mode=0o700)  # root's, inside a visit's
    (shelf / "open" / "kept" / "foreign" / "file").touch()
    lodging.account.remove = lambda _path: None  # type: ignore[method-assign, assignment]
    assert await lodging.sweep() == 1


async def test_with_one_account_nothing_is_swept(tmp_path: Path) -> None:
    lodging = Lodging(Account.named(""), tmp_path / "homes", tmp_path, (tmp_path,))
    (tmp_path / "file").touch()
    assert await lodging.sweep() == 0
    assert (tmp_path / "file").exists()
    assert lodging.open_room().environment({"HOME": "/x", "NOTIFY_SOCKET": "y"}) == {
        "HOME": "/x",
        "NOTIFY_SOCKET": "y",
    }


EVENTS = """
import os, sys
pipe = int(sys.argv[-1])
for line in sys.argv[1:-2]:
    os.write(pipe, line.encode() + b"\\n")
"""


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (['{"from": "steward", "event": "help.ring-complete", "at": "x"}'], ["help.ring-complete"]),
        (['{"event": "help.ring-complete", "typed": "zorglub"}'], []),
        (['{"event": "pin.check-complete", "role": ["x"]}'], []),
        (['{"event": "no.such-event"}', '{"event": "help.ring-complete"}'], []),
        (["nonsense", '{"event": "help.ring-complete"}'], []),
        (["x" * 5000], []),
    ],
    ids=["an event", "a field of its own", "a list", "an unknown event", "no JSON", "too long"],
)
async def test_a_child_can_add_events_of_the_catalogue_to_the_log_and_nothing_else(
    tmp_path: Path, lines: list[str], kept: list[str]
) -> None:
    log = tmp_path / "log"
    nursery = Nursery([sys.executable, "-c", EVENTS], EventLog(log, "steward"))
    over: asyncio.Queue[Child] = asyncio.Queue()
    await nursery.start("screen", lines, os.environ, lambda child, _code: over.put_nowait(child))
    await over.get()
    async with asyncio.timeout(60):
        await asyncio.gather(*nursery._tasks)
    said = [event for event in events_of(log) if not event["event"].startswith("process.")]
    assert [event["event"] for event in said] == kept
    assert {event["from"] for event in said} <= {"screen"}


@pytest.fixture(autouse=True)
def _root() -> None:
    only_as_root()
