"""The desk of a steward with a media process that is ready."""

import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aioice import ice, stun
from aiortc import rtcrtpreceiver, rtcrtpsender, rtcsctptransport
from aiortc.codecs import CODECS
from aiortc.jitterbuffer import JitterBuffer

from kiosk.link import aio
from session.engine.buffer import PictureBuffer
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA
from tests.integration.engine.desk import StewardDesk


@pytest.fixture(autouse=True)
def _nothing_installed_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test puts into aiortc as the media process does (`encoders.install`) is gone with it: half of it is deaf."""
    audio = list(CODECS["audio"])
    monkeypatch.setitem(CODECS, "audio", audio)
    for module, name in (
        (rtcrtpsender, "get_encoder"),
        (rtcrtpreceiver, "get_decoder"),
        (rtcrtpreceiver, "NackGenerator"),
        (rtcrtpreceiver, "RemoteBitrateEstimator"),
        (ice, "CONSENT_FAILURES"),
        (stun, "RETRY_RTO"),
        (stun, "RETRY_MAX"),
        (rtcsctptransport, "SCTP_RTO_INITIAL"),
        (rtcsctptransport, "SCTP_RTO_MIN"),
        (rtcsctptransport, "SCTP_MAX_INIT_RETRANS"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))


@pytest.fixture(autouse=True)
def _gives_lost_pictures_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The caller's part, as every browser does; aiortc's own waits for a lost packet until 128 came after it."""

    def buffer(**wanted: Any) -> JitterBuffer:
        return PictureBuffer(128, time.monotonic) if wanted.get("is_video") else JitterBuffer(**wanted)

    monkeypatch.setattr(rtcrtpreceiver, "JitterBuffer", buffer)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[StewardDesk]:
    """A desk with a media process that is ready."""
    desk = StewardDesk(tmp_path)
    async with await aio.serve(tmp_path / "steward", MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, desk.accept):
        await desk.start()
        yield desk
        assert await desk.stop() == 0
