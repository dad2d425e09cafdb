"""What the tests of the devices gave, kept: the last one of each, and when a person saw it work here."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from kiosk.steward.ports import Keep


@dataclass(frozen=True)
class Record:
    """Of one device at one address. Moments are RFC 3339, empty for never.

    `proof` names the guided test that a person confirmed on this kiosk.
    """

    uri: str
    tested: str = ""
    said: str = ""
    key: str = ""
    proven: str = ""
    proof: str = ""


class Records:
    """One record a device; another address is another device, of which nothing is known."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._records = {name: _read(value) for name, value in keep.load().items()}

    def of(self, device: str, uri: str) -> Record:
        """What is known of the device at this address."""
        known = self._records.get(device)
        return known if known is not None and known.uri == uri else Record(uri)

    def note_test(self, device: str, uri: str, at: str, said: str, key: str | None) -> None:
        """A test is over; it takes nothing from an earlier proof."""
        self._put(device, replace(self.of(device, uri), tested=at, said=said, key=key or ""))

    def note_proof(self, device: str, uri: str, at: str, proof: str) -> None:
        """A person saw it work, by the guided test of this name."""
        self._put(device, replace(self.of(device, uri), proven=at, proof=proof))

    def _put(self, device: str, record: Record) -> None:
        self._records[device] = record
        self._keep.save({name: asdict(kept) for name, kept in self._records.items()})


def _read(value: object) -> Record:
    """A record as it was kept; an empty one when the file was written by something else."""
    fields: Mapping[str, Any] = value if isinstance(value, dict) else {}
    told = {name: text for name, text in fields.items() if isinstance(text, str)}
    return Record(**{"uri": "", **{name: told[name] for name in Record.__dataclass_fields__ if name in told}})
