"""The keeper of content: when it checks, what it says of it, and that a call is never disturbed."""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.errors import UserFacingError
from kiosk.core.events import EventLog
from kiosk.core.settings import parse_settings
from kiosk.steward.content import ContentKeeper, Fallen, Held
from kiosk.steward.content_check import FAILED, ChildCheck
from kiosk.steward.content_hours import Hours, Past, due
from session.protocol.content import ContentState
from tests.unit.steward.steward_doubles import Ear, Memory, events_of

CHILD = Path(__file__).with_name("content_child.py")
NIGHT = Hours(2, 5)
DAY = datetime(2026, 11, 23, 0, 0).astimezone()


def at(hour: float, day: int = 0) -> datetime:
    return DAY + timedelta(days=day, hours=hour)


class Shelf:
    """A store as a value."""

    def __init__(self) -> None:
        self.held = Held(edition="2026-11-01", sheets=3000, previous="2026-10-01", folder="edition-1")
        self.fallen: Fallen | None = None
        self.back: UserFacingError | None = None

    def name(self) -> str:
        return self.held.folder

    def look(self) -> Held:
        return self.held

    def mend(self) -> Fallen | None:
        fallen, self.fallen = self.fallen, None
        return fallen

    def go_back(self) -> None:
        if self.back is not None:
            raise self.back
        self.held = replace(self.held, edition="2026-10-01", previous="2026-11-01", folder="edition-0")


class House:
    """A keeper among doubles of its neighbours; the child at the end of the wire is a real process."""

    def __init__(self, folder: Path, what: str) -> None:
        self.mark = folder / "mark"
        self.shelf, self.memory, self.ear, self.clock = Shelf(), Memory(), Ear(), ManualClock()
        self.log = folder / "events.jsonl"
        command = [sys.executable, str(CHILD), what, str(self.mark)]
        self.check = ChildCheck(command, deadline_s=120)
        self.renewed = 0
        self.keeper = self.made()

    def made(self) -> ContentKeeper:
        keeper = ContentKeeper(
            "feed", NIGHT, self.check, self.shelf, self.memory, self.ear, self.clock,
            EventLog(self.log, "test", self.clock), share=0.5,
        )  # fmt: skip

        def changed() -> None:
            self.renewed += 1

        keeper.changed = changed
        return keeper

    async def checked(self) -> ContentState:
        await self.keeper.inspect()
        self.keeper.ask()
        await self.keeper.idle()
        return self.keeper.state()

    def events(self) -> list[str]:
        return [event["event"] for event in events_of(self.log)]


MakeHouse = Callable[..., House]


@pytest.fixture
def house(tmp_path: Path) -> MakeHouse:
    return lambda what="updated": House(tmp_path, what)


# ---- when


@pytest.mark.parametrize(
    ("now", "past", "expected"),
    [
        pytest.param(at(2.9), Past(at(3, -1), at(3, -1)), False, id="before this kiosk's minute of the window"),
        pytest.param(at(3), Past(at(3, -1), at(3, -1)), True, id="its minute"),
        pytest.param(at(4), Past(at(3), at(3)), False, id="once a night"),
        pytest.param(at(4), Past(at(3), at(3, -1)), True, id="again after an hour when nobody answered"),
        pytest.param(at(3.5), Past(at(3), at(3, -1)), False, id="not sooner"),
        pytest.param(at(6), Past(at(3), at(3, -1)), False, id="the window is closed"),
        pytest.param(at(10, 1), Past(at(3, -1), at(3, -1)), True, id="off at night: any moment will do"),
        pytest.param(at(10), Past(), True, id="never checked"),
        pytest.param(at(10), Past(at(9.5), None), False, id="never answered, tried half an hour ago"),
        pytest.param(at(10), Past(at(3, 400), at(3, 400)), True, id="the clock was a year ahead"),
    ],
)  # fmt: skip
def test_when_a_check_is_due(now: datetime, past: Past, expected: bool) -> None:
    assert due(now, past, NIGHT, 0.5, up_s=3600) is expected


def test_a_machine_that_just_started_has_other_things_to_do() -> None:
    assert not due(at(10), Past(), NIGHT, 0.5, up_s=300)
    assert due(at(10), Past(), NIGHT, 0.5, up_s=450)


def test_a_window_past_midnight() -> None:
    late = Hours.read("22-4")
    assert late.opened(at(23)) == at(22)
    assert late.opened(at(1)) == at(22, -1)
    assert late.opened(at(5)) is None
    assert Hours.read("0-24").length == timedelta(hours=24)


# ---- what comes of it


async def test_a_check_is_shown_while_it_runs_and_after(house: MakeHouse) -> None:
    here = house()
    state = await here.checked()
    assert (state.outcome, state.checked_at, state.checking) == ("updated", "2026-11-23T09:00:00Z", False)
    shown = [body for body in here.ear.bodies if isinstance(body, ContentState)]
    assert shown[0].checking
    assert (1, 2) in {(body.done, body.total) for body in shown}
    assert here.events() == ["content.check-init", "content.check-complete"]
    assert int(here.mark.read_text().split()[1]) >= 15


async def test_a_refusal_keeps_its_reason_over_a_restart(house: MakeHouse) -> None:
    here = house("refused")
    state = await here.checked()
    assert (state.outcome, state.key) == ("refused", "content.edition-rolled-back")
    assert state.detail == "du 1er mai "
    again = here.made()
    await again.inspect()
    assert again.state().key == "content.edition-rolled-back"
    assert again.faults == ["content.edition-rolled-back"]


@pytest.mark.parametrize("what", ["silent", "lies", "unknown-error", "babbles"])
async def test_a_child_that_breaks_the_contract_is_a_failed_check(house: MakeHouse, what: str) -> None:
    state = await house(what).checked()
    assert (state.outcome, state.key) == ("refused", FAILED)


async def test_noise_beside_the_answer_is_no_harm(house: MakeHouse) -> None:
    here = house("noisy")
    assert (await here.checked()).outcome == "updated"
    progress = {(body.done, body.total) for body in here.ear.bodies if isinstance(body, ContentState)}
    assert progress == {(0, 0), (1, 2), (2, 2)}


async def test_a_child_that_hangs_is_ended(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    check = ChildCheck(["sh", "-c", f"echo $$ > {mark}; exec sleep 600"], deadline_s=2)
    result = await check.run(lambda _d, _t: None)
    assert (result.outcome, result.key) == ("unreachable", FAILED)
    assert not Path("/proc", mark.read_text().strip()).exists()


async def until(ready: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not ready():
            await asyncio.sleep(0.01)


async def test_a_call_ends_the_check_and_the_check_comes_back_after_it(house: MakeHouse) -> None:
    here = house("hangs")
    await here.keeper.inspect()
    here.clock.advance(3600)
    here.keeper.tick()
    await until(here.mark.exists)
    here.keeper.in_call = lambda: True
    here.keeper.tick()
    await here.keeper.idle()
    assert here.events() == ["content.check-init", "content.check-put-off"]
    assert here.keeper.state().outcome == ""
    here.keeper.tick()
    here.keeper.ask()
    assert not here.keeper.state().checking
    here.keeper.in_call = lambda: False
    here.keeper.tick()
    assert here.keeper.state().checking
    await here.keeper.close()


async def test_no_check_by_itself_while_somebody_is_there(house: MakeHouse) -> None:
    here = house()
    await here.keeper.inspect()
    here.clock.advance(3600)
    here.keeper.quiet = lambda: False
    here.keeper.tick()
    assert not here.keeper.state().checking
    here.keeper.ask()
    assert here.keeper.state().checking
    await here.keeper.idle()


# ---- what is in use


async def test_another_edition_renews_the_screens_whoever_brought_it(house: MakeHouse) -> None:
    here = house()
    await here.keeper.inspect()
    assert here.renewed == 0
    here.shelf.held = replace(here.shelf.held, folder="edition-2", edition="2026-11-20")
    here.keeper.tick()
    await here.keeper.idle()
    assert here.renewed == 1
    assert here.keeper.state().edition == "2026-11-20"


async def test_going_back_is_told_and_when_it_cannot_be_so_is_why(house: MakeHouse) -> None:
    here = house()
    await here.keeper.inspect()
    here.keeper.back()
    await here.keeper.idle()
    assert (here.keeper.state().edition, here.renewed) == ("2026-10-01", 1)
    here.shelf.back = UserFacingError("content.previous-missing", "absente")
    here.keeper.back()
    await here.keeper.idle()
    assert here.keeper.state().key == "content.previous-missing"
    assert here.renewed == 1


async def test_a_damaged_edition_is_said_until_another_one_comes(house: MakeHouse) -> None:
    here = house()
    here.memory.value = {"answered": "2026-11-23T08:00:00Z", "tried": "2026-11-23T08:00:00Z"}
    here.keeper = here.made()
    here.shelf.fallen = Fallen("image is malformed", "edition-0")
    here.shelf.held = replace(here.shelf.held, folder="edition-0")
    await here.keeper.inspect()
    assert here.keeper.state().mended == "image is malformed"
    assert here.keeper.faults == ["content.edition-mended"]
    assert here.events() == ["content.mend-complete"]
    # The one that was lost is fetched again soon, not the next night.
    here.clock.advance(7200)
    here.keeper.tick()
    assert here.keeper.state().checking
    await here.keeper.idle()
    here.shelf.held = replace(here.shelf.held, folder="edition-5")
    here.keeper.tick()
    await here.keeper.idle()
    assert here.keeper.faults == []


async def test_damage_that_cannot_be_mended_is_logged_once(house: MakeHouse) -> None:
    here = house()
    here.shelf.held = Held("content.store-damaged", folder="edition-1")
    for _ in range(3):
        here.shelf.fallen = Fallen("absent", "")
        await here.keeper.inspect()
    assert here.events() == ["content.mend-complete"]
    assert not here.keeper.state().installed


async def test_a_disk_that_refuses_everything_does_not_stop_the_steward(
    house: MakeHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = house("refused")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "content")

    monkeypatch.setattr(here.shelf, "mend", full)
    monkeypatch.setattr(here.shelf, "go_back", full)
    monkeypatch.setattr(here.memory, "save", full)
    state = await here.checked()
    assert state.key == "content.edition-rolled-back"
    here.keeper.back()
    await here.keeper.idle()
    assert here.keeper.state().key == "host.disk-full"


async def test_old_content_and_lost_forms_are_for_whoever_looks_after_it(house: MakeHouse) -> None:
    here = house()
    here.shelf.held = replace(here.shelf.held, old=True, lost_forms=2)
    await here.keeper.inspect()
    assert here.keeper.faults == ["content.edition-old", "content.forms-lost"]


async def test_a_damaged_memory_is_no_memory(house: MakeHouse) -> None:
    here = house()
    wrong: dict[str, Any] = {"tried": 3, "answered": "hier", "outcome": None, "mended": []}
    here.memory.value = wrong
    here.keeper = here.made()
    await here.keeper.inspect()
    assert here.keeper.state().outcome == ""


@pytest.mark.parametrize(
    "line", ['hours = "25-3"', 'hours = "nuit"', 'url = "http://fiches.example/x"', 'url = "ftp://x"', 'source = "web"', 'feed = "vosdroits-2"', "old_after_days = 0"],
)  # fmt: skip
def test_settings_that_cannot_be_are_refused(line: str) -> None:
    with pytest.raises(UserFacingError) as caught:
        parse_settings(f"[content]\n{line}\n")
    assert caught.value.key == "settings.value-wrong"
