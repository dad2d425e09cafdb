"""From what was found to what the settings could say. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from devices.discovery.ports import Found, Kind

Verdict = Literal["new", "same", "lasting", "other", "choose", "lost"]
"""Nothing is set and one device fits; it is set already; it is set by a name that may change; something else is set;
nothing is set and several fit; what is set was not found."""


@dataclass(frozen=True)
class Proposal:
    """What `devices.KEY` could become: `uri`, empty where there is nothing to write."""

    key: str
    verdict: Verdict
    current: str
    uri: str = ""
    name: str = ""
    choices: tuple[str, ...] = ()


def distinct(found: Iterable[Found]) -> list[Found]:
    """Each device once: a printer that has its queue is no longer one without."""
    rows = list(found)
    served = {row.alias for row in rows if row.kind == "printer" and row.uri and row.alias}
    kept: list[Found] = []
    for row in rows:
        if row.kind == "printer" and not row.uri and row.alias in served:
            continue
        if any(row.kind == other.kind and _same(row, other) for other in kept):
            continue
        kept.append(row)
    return kept


def _same(row: Found, other: Found) -> bool:
    return (bool(row.uri) and row.uri == other.uri) or (not row.uri and row == other)


def in_use(row: Found, settings: Mapping[str, str]) -> bool:
    """It is what the settings name."""
    named = settings.get(row.kind, "")
    if row.kind == "printer":  # queues of one socket differ only behind the question mark
        return bool(named) and named == row.uri
    return bool(named) and _plain(named) in {_plain(row.uri), _plain(row.alias)}


def _plain(uri: str) -> str:
    return uri.partition("?")[0]


def proposals(
    found: Sequence[Found], settings: Mapping[str, str], take: Sequence[str] = ()
) -> list[Proposal]:
    """One for each kind among `settings` that there is something to say of. `take` are the URIs a person chose."""
    kinds = get_args(Kind)
    made = (_proposal(key, current, found, take) for key, current in settings.items() if key in kinds)
    return [proposal for proposal in made if proposal is not None]


def _proposal(key: str, current: str, found: Sequence[Found], take: Sequence[str]) -> Proposal | None:
    fit = [row for row in found if row.kind == key and row.usable]
    taken = [row for row in fit if row.uri in take]
    held = next((row for row in found if row.kind == key and in_use(row, {key: current})), None)
    best = taken[0] if taken else fit[0] if len(fit) == 1 else None
    choices = tuple(row.uri for row in fit)
    if held is not None and not taken:
        if held.usable and key != "printer" and _plain(held.uri) != _plain(current):
            uri = held.uri + current.removeprefix(_plain(current))
            return Proposal(key, "lasting", current, uri, held.name)
        return Proposal(key, "same", current, "", held.name)
    if best is not None:
        if best.uri == current:
            return Proposal(key, "same", current, "", best.name)
        return Proposal(key, "other" if current else "new", current, best.uri, best.name, choices)
    if fit:
        return Proposal(key, "choose", current, "", "", choices)
    return Proposal(key, "lost", current) if current else None
