"""A fenced town, a coturn in it, a kiosk's media process behind one fence and a Chromium behind the other."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.integration.engine.desk import StewardDesk
from tests.integration.turn.ends import desk_behind, page_behind
from tests.integration.turn.town import Coturn, Town, coturn, town


@pytest.fixture(scope="module")
def fenced() -> Iterator[Town]:
    """Nothing but TCP to 443 passes."""
    with town() as made:
        made.fence()
        yield made


@pytest.fixture(scope="module")
def relay_server(fenced: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coturn]:
    """coturn as it is deployed."""
    with coturn(tmp_path_factory.mktemp("turn") / "coturn", fenced.server) as server:
        yield server


@pytest.fixture
async def desk(tmp_path: Path, fenced: Town, relay_server: Coturn) -> AsyncIterator[StewardDesk]:
    """See `desk_behind`."""
    async with desk_behind(tmp_path, fenced, relay_server) as desk:
        yield desk


@pytest.fixture
async def page(
    tmp_path_factory: pytest.TempPathFactory, desk: StewardDesk, fenced: Town, relay_server: Coturn
) -> AsyncIterator[Page]:
    """See `page_behind`."""
    async with page_behind(tmp_path_factory.mktemp("home"), desk, fenced, relay_server) as page:
        yield page
