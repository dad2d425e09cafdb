"""One bench for the module, its page served, and a Chromium that opens it."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from kiosk.compose.dock.bench import Bench, put_away, set_out
from kiosk.compose.dock.server import listening, serving
from kiosk.compose.dock.table import DEVICES

expect.set_options(timeout=30_000)
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """Every simulated device."""
    folder = Path(tempfile.mkdtemp(prefix="vg-"))
    folder.chmod(0o711)
    bench = set_out(folder, list(DEVICES.values()))
    yield bench
    put_away(bench.hands)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def url(bench: Bench) -> Iterator[str]:
    """The page's address."""
    with listening() as listener, serving(bench, listener) as url:
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, url: str) -> AsyncIterator[Page]:
    """The bench's page, at a small laptop's size; it complains of nothing."""
    page = await browser.new_page(viewport={"width": 1280, "height": 720}, locale="fr-FR")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text))
    await page.goto(url)
    await expect(page.locator(".card")).to_have_count(len(DEVICES))
    yield page
    await page.close()
    assert complaints == []
