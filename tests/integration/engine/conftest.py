"""The desk of a steward with a media process that is ready."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kiosk.link import aio
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA
from tests.integration.engine.desk import StewardDesk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[StewardDesk]:
    """A desk with a media process that is ready."""
    desk = StewardDesk(tmp_path)
    async with await aio.serve(tmp_path / "steward", MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, desk.accept):
        await desk.start()
        yield desk
        assert await desk.stop() == 0
