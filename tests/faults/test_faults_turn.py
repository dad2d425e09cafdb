"""Faults of the server that carries a call where no direct way is open."""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.async_api import Page

from session.protocol.call import Notice
from session.protocol.local_media import CallBegin, CallStats
from session.protocol.shared import IceServer
from tests.faults.report import Report
from tests.integration.engine.desk import DEADLINE_S, StewardDesk
from tests.integration.turn.conftest import fenced, relay_server  # fixtures are found where they are imported
from tests.integration.turn.ends import desk_behind, ice, offer, offering, page_behind
from tests.integration.turn.town import SERVER, Coturn, Town, coturn, town

__all__ = ["fenced", "relay_server"]

NOBODY = "turns:10.66.0.9:443?transport=tcp"
pytestmark = pytest.mark.timeout(400)  # more than all the waits inside


@pytest.mark.fault(25, "serveur TURN arrêté", area="network")
def test_a_turn_server_is_down_and_the_call_takes_the_next_one_without_waiting(
    fenced: Town, relay_server: Coturn, report: Report, tmp_path: Path
) -> None:
    """The first of two servers has no machine behind it any more; nothing but TCP to 443 passes."""

    async def both() -> None:
        async with (
            desk_behind(tmp_path, fenced, relay_server) as desk,
            page_behind(_made(tmp_path / "home"), desk, fenced, relay_server) as page,
        ):
            await _over_the_second(desk, page, report)

    # The theatre's browser has the loop of this thread.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, both()).result()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


async def _over_the_second(desk: StewardDesk, page: Page, report: Report) -> None:
    (own,) = ice(desk.call)
    urls = list(own.urls)
    report.inject(urls.insert, 0, NOBODY)
    servers = [IceServer(urls=urls, username=own.username, credential=own.credential)]
    began = time.monotonic()
    desk.send(CallBegin(ice=servers))
    await offer(desk, page, servers)
    async with offering(desk, page, servers):
        await desk.until(Notice, lambda n: n.state == "connected")
        report.noticed("rien : l’appel passe par l’autre serveur")
        await page.wait_for_function("() => marks.read >= 5", timeout=1000 * DEADLINE_S)
        report.recovered()
        figures = {"begin_to_picture_ms": round(1000 * (time.monotonic() - began))}
        print(json.dumps(figures))  # noqa: T201 - figures are printed, not asserted
        assert {event["path"] for event in _events(desk, "call.path-chosen")} == {"turn-tls"}
        async with asyncio.timeout(DEADLINE_S):  # the dead one is given up only now
            while _dead_and_alive(desk) != [True, False]:
                desk.heard.clear()
                await desk.until(CallStats)  # one a second


def _events(desk: StewardDesk, name: str) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in desk.events.read_text().splitlines()]
    return [line for line in lines if line["event"] == name]


def _dead_and_alive(desk: StewardDesk) -> list[object]:
    return [event["works"] for event in _events(desk, "call.way-tried") if event["kind"] == "tls"]


@pytest.fixture
def open_server(tmp_path: Path) -> Iterator[tuple[Town, Coturn]]:
    """A town without a fence, whose coturn has no network of its own but itself."""
    with town() as made, coturn(tmp_path / "coturn", made.server) as server:
        yield made, server


@pytest.mark.fault(64, "TURN détourné vers le réseau interne", area="attacks")
def test_turn_opens_no_way_to_the_inside_of_a_network(
    open_server: tuple[Town, Coturn], report: Report
) -> None:
    """Somebody with good credentials asks for the machine itself, its neighbours, and the cloud's own address."""
    made, server = open_server
    (own,) = ice("ab" * 16)
    inside = [
        "127.0.0.1",
        "10.66.1.2",
        "169.254.169.254",
        "192.168.1.1",
        "172.16.0.1",
        "100.64.0.1",
        "224.0.0.1",
    ]
    said: list[str] = []

    def ask() -> None:
        command = [sys.executable, "-m", "tests.integration.turn.permissions", SERVER, "3478"]
        who = [own.username, own.credential]
        said.append(made.expert.run(*command, *who, *inside, SERVER, "11.22.33.44"))

    report.inject(ask)
    answers = json.loads(said[0])
    report.noticed("refusé : 403")
    forbidden = 403
    assert {peer: answers[peer] for peer in inside} == dict.fromkeys(inside, forbidden)
    # The two ends of a call meet on the server's own addresses, and a kiosk may have a public one.
    assert (answers[SERVER], answers["11.22.33.44"]) == (0, 0)
    assert "denied" in server.log
    report.recovered()
