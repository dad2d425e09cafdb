"""The relay's address when no name server answers. `invalid` never resolves (RFC 2606)."""

from pathlib import Path

import pytest

from kiosk.core.clock import SystemClock
from kiosk.core.events import EventLog
from kiosk.steward.keep import KeptFile
from kiosk.steward.names import Names, is_address


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


@pytest.fixture
def kept(tmp_path: Path) -> KeptFile:
    return KeptFile(tmp_path / "relay-address.json")


@pytest.fixture
def names(kept: KeptFile, log: Path) -> Names:
    return Names(kept, EventLog(log, "steward", SystemClock()))


async def test_a_name_that_leads_nowhere_is_answered_with_the_last_good_address(
    names: Names, log: Path
) -> None:
    names.remember("relais.invalid", "192.0.2.7")
    assert await names.fallback("relais.invalid", 443) == "192.0.2.7"
    assert await names.fallback("relais.invalid", 443) == "192.0.2.7"
    assert log.read_text().count("link.name-unresolved") == 1


async def test_a_name_that_resolves_and_an_address_need_none(names: Names, log: Path) -> None:
    names.remember("localhost", "192.0.2.7")
    assert await names.fallback("localhost", 443) is None
    assert await names.fallback("192.0.2.9", 443) is None
    assert await names.fallback("2001:db8::1", 443) is None
    assert not log.read_text()


async def test_another_relays_address_is_not_used(names: Names) -> None:
    names.remember("ancien.invalid", "192.0.2.7")
    assert await names.fallback("nouveau.invalid", 443) is None


@pytest.mark.parametrize(
    "damaged", ['{"relais.invalid": 7}', '{"relais.invalid": "evil.example"}', "{", "[]"]
)
async def test_a_damaged_memory_is_no_address(names: Names, tmp_path: Path, damaged: str) -> None:
    (tmp_path / "relay-address.json").write_text(damaged)
    assert await names.fallback("relais.invalid", 443) is None


def test_only_a_name_with_an_address_is_remembered(names: Names, kept: KeptFile) -> None:
    names.remember("192.0.2.1", "192.0.2.1")
    names.remember("relais.invalid", "not an address")
    assert kept.load() == {}
    names.remember("relais.invalid", "192.0.2.7")
    assert kept.load() == {"relais.invalid": "192.0.2.7"}


@pytest.mark.parametrize(
    ("host", "yes"), [("10.0.0.1", True), ("::1", True), ("relais.example", False), ("", False)]
)
def test_an_address_is_told_from_a_name(host: str, yes: bool) -> None:
    assert is_address(host) is yes
