"""From what was found to what the settings could say. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from devices.discovery.ports import Found, Kind

Verdict = Literal["new", "same", "lasting", "other", "choose", "lost"]
"""Nothing is set and one device fits; it is set already; it is set by a name that may change; something else is set;
nothing is set and several fit; what is set was not found."""

_SECOND = {"document_camera": "camera", "handset_microphone": "microphone", "handset_speaker": "speaker"}
"""Keys for a second device of a kind: which one it is, only a person can say."""


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
    powered = any(row.kind == "ups" and row.uri for row in rows)
    kept: list[Found] = []
    for row in rows:
        if powered and row.kind == "ups" and not row.uri:
            continue  # NUT serves it: it needs no declaring any more
        if row.kind == "printer" and not row.uri and row.alias in served:
            continue
        if any(row.kind == other.kind and _same(row, other) for other in kept):
            continue
        kept.append(row)
    return kept


def _same(row: Found, other: Found) -> bool:
    return (bool(row.uri) and row.uri == other.uri) or (not row.uri and row == other)


def in_use(row: Found, settings: Mapping[str, object]) -> bool:
    """It is what the settings name."""
    return any(_names(str(named), row) for key, named in settings.items() if kind_of(key) == row.kind)


def kind_of(key: str) -> str | None:
    """The kind of device that a key of the settings names; None for what is no device that a finder sees."""
    return key if key in get_args(Kind) else _SECOND.get(key)


def proposals(
    found: Sequence[Found], settings: Mapping[str, object], take: Sequence[str] = ()
) -> list[Proposal]:
    """One for each key among `settings` that there is something to say of.

    `take` is what a person chose: a URI, or `KEY=URI` for a key that has a device of a kind besides another.
    """
    made = (_proposal(key, settings, found, _chosen(key, settings, take)) for key in settings if kind_of(key))
    return [proposal for proposal in made if proposal is not None]


def _chosen(key: str, settings: Mapping[str, object], take: Sequence[str]) -> list[str]:
    pairs = [text.partition("=") for text in take]
    named = [uri for word, _, uri in pairs if word == key]
    bare = [text for text, (word, _, _) in zip(take, pairs, strict=True) if word not in settings]
    return named if named or key in _SECOND else bare


def _proposal(
    key: str, settings: Mapping[str, object], found: Sequence[Found], take: Sequence[str]
) -> Proposal | None:
    current, kind = str(settings[key]), kind_of(key)
    others = {str(named) for other, named in settings.items() if other != key and kind_of(other) == kind}
    fit = [row for row in found if row.kind == kind and row.usable]
    taken = [row for row in fit if row.uri in take]
    held = next((row for row in found if row.kind == kind and _names(current, row)), None)
    # What another key has already is not this one's as well, unless a person says so.
    free = [row for row in fit if not any(_names(other, row) for other in others)]
    best = taken[0] if taken else free[0] if len(free) == 1 and key not in _SECOND else None
    choices = tuple(row.uri for row in free)
    if held is not None and not taken:
        if held.usable and key != "printer" and _plain(held.uri) != _plain(current):
            uri = held.uri + current.removeprefix(_plain(current))
            return Proposal(key, "lasting", current, uri, held.name)
        return Proposal(key, "same", current, "", held.name)
    if best is not None:
        if best.uri == current:
            return Proposal(key, "same", current, "", best.name)
        return Proposal(key, "other" if current else "new", current, best.uri, best.name, choices)
    if free and key not in _SECOND:
        return Proposal(key, "choose", current, "", "", choices)
    return Proposal(key, "lost", current) if current else None


def _names(uri: str, row: Found) -> bool:
    if row.kind == "printer":  # queues of one socket differ only behind the question mark
        return bool(uri) and uri == row.uri
    return bool(uri) and _plain(uri) in {_plain(row.uri), _plain(row.alias)}


def _plain(uri: str) -> str:
    return uri.partition("?")[0]
