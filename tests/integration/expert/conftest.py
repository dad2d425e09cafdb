"""A real relay, a real kiosk end and a real Chromium on the built page."""

import asyncio
import fcntl
import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright, expect

from kiosk.link import aio
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA
from tests.integration.expert.desk import PAGE, Desk, open_desk
from tests.integration.expert.kiosk_stand import KioskStand
from tests.integration.expert.relay_stand import RelayStand, serving

expect.set_options(timeout=30_000)
CHROMIUM = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave a loaded machine its time to set a relay, a browser and a media process up, and for what follows."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(400))


@pytest.fixture(scope="session", autouse=True)
def built_page(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    """The page as its sources say: built by the first worker, before another's browser reads it."""
    run = tmp_path_factory.getbasetemp()
    with (run if worker_id == "master" else run.parent).joinpath("page-built").open("a") as built:
        fcntl.flock(built, fcntl.LOCK_EX)
        if os.fstat(built.fileno()).st_size == 0:
            subprocess.run(["node", "scripts/build.mjs"], cwd=PAGE, check=True)
            built.write("once\n")
            built.flush()


@pytest.fixture
async def relay(tmp_path: Path) -> AsyncIterator[RelayStand]:
    """A relay that runs, and leaves a loaded machine its time: to reload a page in a call, to look at a ring."""
    async with serving(tmp_path / "relay", {"waits.expert_return_s": 60, "waits.ring_s": 300}) as stand:
        yield stand


@pytest.fixture
async def kiosk(relay: RelayStand, tmp_path: Path) -> AsyncIterator[KioskStand]:
    """An enrolled kiosk whose link is up; its media process starts with `start()`."""
    folder = tmp_path / "kiosk"
    folder.mkdir()
    stand = KioskStand(folder, relay, "Mairie de Saint-Aubin")
    await stand.enrol()
    await stand.link_up()
    async with await aio.serve(folder / "steward", MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, stand.accept):
        yield stand
        if stand.child is not None:
            await stand.stop()
    await stand.link_down()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM))
        yield browser
        await browser.close()


@pytest.fixture
async def desk(browser: Browser, relay: RelayStand) -> AsyncIterator[Desk]:
    """The expert's page, not logged in."""
    desk = await open_desk(browser, relay.url)
    yield desk
    assert desk.complaints == []
    async with asyncio.timeout(60):
        await desk.context.close()
