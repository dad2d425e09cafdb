"""The two ends of a call in a fenced town, and how the relay would tell them of its server."""

import asyncio
import shlex
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright

from kiosk.compose.demo.expert import trust
from kiosk.link import aio
from session.protocol.call import CallCandidate, CallOffer
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA
from session.protocol.local_media import AnswerDraft, OfferWanted
from session.protocol.shared import IceServer
from session.relay.config import Turn
from session.relay.ice import servers
from tests.integration.engine.desk import StewardDesk
from tests.integration.engine.test_call_chromium import FLAGS, HTML
from tests.integration.turn.town import SECRET, SERVER, Coturn, Town

URLS = [
    f"turn:{SERVER}:3478?transport=udp",
    f"turn:{SERVER}:3478?transport=tcp",
    f"turns:{SERVER}:443?transport=tcp",
]


def ice(call: str, secret: str = SECRET) -> list[IceServer]:
    """As the relay names them for one call."""
    return servers(Turn(URLS, secret), call, datetime.now(UTC))


def candidate_of(found: dict[str, Any]) -> CallCandidate:
    """As the page says it."""
    return CallCandidate(candidate=found["candidate"], sdp_mid=found.get("sdpMid") or "0")


async def offer(desk: StewardDesk, page: Page, servers: list[IceServer]) -> None:
    """An offer of the generation that is wanted once it is made: a browser may be slow."""
    named = [server.model_dump() for server in servers]
    sdp = await page.evaluate("ice => offer('video/h264', 15, ice)", named)
    wanted = [message.gen or 0 for message in desk.heard if isinstance(message.body, OfferWanted)]
    desk.generation = max([1, *wanted])
    desk.send(CallOffer(sdp=sdp), desk.generation)
    for found in await page.evaluate("candidates"):
        desk.send(candidate_of(found), desk.generation)
    draft = await desk.until(AnswerDraft, gen=desk.generation)
    await page.evaluate("sdp => answer(sdp)", draft.sdp)


@asynccontextmanager
async def offering(desk: StewardDesk, page: Page, servers: list[IceServer]) -> AsyncIterator[None]:
    """Offer again whenever it is asked, as the expert's page does: a busy machine may connect too late for the first."""

    async def whenever_asked() -> None:
        while True:
            with suppress(TimeoutError):  # nobody asks of a call that goes well
                await desk.until(OfferWanted, gen=desk.generation + 1)
                await offer(desk, page, servers)

    asked = asyncio.create_task(whenever_asked())
    try:
        yield
    finally:
        asked.cancel()
        with suppress(asyncio.CancelledError):
            await asked


@asynccontextmanager
async def desk_behind(folder: Path, fenced: Town, relay_server: Coturn) -> AsyncIterator[StewardDesk]:
    """A desk with a media process behind the fence."""
    desk = StewardDesk(folder, fenced.kiosk.prefix)
    desk.settings = desk.settings.model_copy(update={"authority": str(relay_server.tls.ca)})
    async with await aio.serve(folder / "steward", MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, desk.accept):
        await desk.start()
        yield desk
        assert await desk.stop() == 0


@asynccontextmanager
async def page_behind(
    home: Path, desk: StewardDesk, fenced: Town, relay_server: Coturn
) -> AsyncIterator[Page]:
    """Debian's Chromium behind the other fence; what it trickles goes to the kiosk."""
    trust(home, relay_server.tls.ca)
    program = home / "chromium"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(fenced.expert.prefix)} /usr/bin/chromium "$@"\n')
    program.chmod(0o755)

    def trickled(found: dict[str, Any]) -> None:
        desk.send(candidate_of(found), desk.generation)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program, args=FLAGS, env={"HOME": str(home), "PATH": "/usr/bin:/bin"}
        )
        page = await browser.new_page()
        await page.expose_function("trickled", trickled)
        await page.set_content(HTML)
        yield page
        await browser.close()
