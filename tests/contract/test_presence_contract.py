"""A presence radar on a simulated line: who is near, who only passes, and what is no report."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.peers.presence_peer import PresencePeer
from devices.presence import ld2410
from devices.presence.address import SensorAddress, parse_address
from devices.presence.frames import Decoder, Report
from devices.presence.ld2410 import Ld2410
from devices.presence.ports import PresenceStatus, Sensed, Unknown

# As the maker's protocol document shows them.
NOBODY = bytes.fromhex("F4F3F2F1 0D00 02AA 00 5100 00 0000 3B 0000 5500 F8F7F6F5".replace(" ", ""))
STILL = bytes.fromhex("F4F3F2F1 0D00 02AA 02 5100 00 0000 3B 0000 5500 F8F7F6F5".replace(" ", ""))
ENGINEERING = bytes.fromhex(
    "F4F3F2F1 2300 01AA 03 1E00 3C 0000 39 0000 0808 3C22050303040306 05000039 1013060608 04 03 05 5500 F8F7F6F5".replace(" ", "")
)  # fmt: skip


def test_reports_are_read_as_their_maker_writes_them() -> None:
    assert Decoder().feed(NOBODY) == [Report(None, None)]
    assert Decoder().feed(STILL) == [Report(None, 0)]
    assert Decoder().feed(PresencePeer.report(1, 87)) == [Report(87, None)]
    assert Decoder().feed(PresencePeer.report(3, 87)) == [Report(87, 87)]


def test_the_engineering_mode_says_the_same() -> None:
    body = ENGINEERING[6:-4]
    framed = b"\xf4\xf3\xf2\xf1" + len(body).to_bytes(2, "little") + body + b"\xf8\xf7\xf6\xf5"
    assert Decoder().feed(framed) == [Report(30, 0)]


@given(st.binary(max_size=200), st.integers(1, 40))
def test_after_any_noise_the_next_reports_are_found(noise: bytes, cut: int) -> None:
    decoder = Decoder()
    decoder.feed(noise)
    wire = PresencePeer.report(1, 120) * 6
    found = [report for at in range(0, len(wire), cut) for report in decoder.feed(wire[at : at + cut])]
    assert found[-2:] == [Report(120, None)] * 2


@pytest.mark.parametrize(
    "spoilt",
    [NOBODY[:-1] + b"\0", NOBODY.replace(b"\x0d\0", b"\x0c\0"), NOBODY.replace(b"\xaa\0", b"\xab\0"),
     NOBODY.replace(b"\xaa\0", b"\xaa\x09"), PresencePeer.report(1, 60000), NOBODY[:-7], b"\xf4\xf3\xf2\xf1\xff\xff"],
)  # fmt: skip
def test_a_report_that_is_not_whole_and_plausible_is_none(spoilt: bytes) -> None:
    assert Decoder().feed(spoilt) == []


def test_ten_megabytes_of_noise_are_not_kept() -> None:
    decoder = Decoder()
    for _ in range(160):
        decoder.feed(b"\xf4" * 65536)
    assert len(decoder._held) <= 4096
    assert decoder.feed(NOBODY + NOBODY)


@pytest.fixture
def radar(tmp_path: Path) -> Iterator[PresencePeer]:
    peer = PresencePeer(tmp_path, period_s=0.02)
    peer.start()
    yield peer
    peer.stop()


async def until(watch: AsyncIterator[PresenceStatus], wanted: Callable[[PresenceStatus], bool]) -> None:
    async with asyncio.timeout(60):
        async for status in watch:
            if wanted(status):
                return


async def test_somebody_who_comes_is_noticed_and_stays_noticed_while_standing_still(
    radar: PresencePeer,
) -> None:
    watch = Ld2410(parse_address(radar.uri)).watch()
    assert await anext(watch) == Sensed(False)
    radar.near()
    assert await anext(watch) == Sensed(True)
    radar.still()
    radar.garbage(500)
    radar.nobody()
    assert await anext(watch) == Sensed(False)


async def test_a_passer_by_is_nobody(radar: PresencePeer) -> None:
    near = SensorAddress(parse_address(radar.uri).path, 256000, 100)
    radar.near(350)
    watch = Ld2410(near).watch()
    assert await anext(watch) == Sensed(False)
    radar.near(80)
    assert await anext(watch) == Sensed(True)


async def test_a_sensor_pulled_out_is_told_and_found_again(radar: PresencePeer) -> None:
    watch = Ld2410(parse_address(radar.uri)).watch()
    assert await anext(watch) == Sensed(False)
    radar.unplug()
    assert await anext(watch) == Unknown("presence.sensor-missing")
    radar.replug()
    radar.near()
    await until(watch, lambda status: status == Sensed(True))


async def test_one_that_says_nothing_readable_is_told(
    radar: PresencePeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ld2410, "SILENT_S", 0.3)
    radar.silent()
    radar.garbage(2000)
    assert await Ld2410(parse_address(radar.uri)).status() == Unknown("presence.sensor-silent")


async def test_a_sensor_that_another_holds_is_told(radar: PresencePeer) -> None:
    first = Ld2410(parse_address(radar.uri)).watch()
    assert await anext(first) == Sensed(False)
    assert await Ld2410(parse_address(radar.uri)).status() == Unknown("presence.sensor-busy")


def test_a_sensor_is_named_by_its_line() -> None:
    assert parse_address("ld2410:/dev/ttyUSB0") == SensorAddress("/dev/ttyUSB0", 256000, 300)
    assert parse_address("ld2410:/dev/ttyUSB0?baud=115200&reach=150").reach_cm == 150


@pytest.mark.parametrize(
    "uri",
    ["", "ld2410:ttyUSB0", "ld2420:/dev/ttyUSB0", "ld2410://dev/ttyUSB0", "ld2410:/dev/x?baud=1", "ld2410:/dev/x?reach=20",
     "ld2410:/dev/x?far=20", "ld2410:/dev/x#1"],
)  # fmt: skip
def test_another_address_is_refused_with_the_form_that_is_right(uri: str) -> None:
    with pytest.raises(ValueError, match=r"ld2410:/dev/serial/by-id/…"):
        parse_address(uri)
