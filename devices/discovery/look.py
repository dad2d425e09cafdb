"""All finders at once, each a child with a deadline: one that hangs, dies or raves is told, and stops no other."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from devices.discovery.ports import Around, Found, Hindrance, Kind, Looked
from kiosk.confine.account import Account
from kiosk.confine.conversation import Conversation, OutputExceededError
from kiosk.confine.limits import Limits

# A file of 128 MB: the sound server's client shares 64 MB of memory with it, as a file.
_LIMITS = Limits(memory_mb=1024, cpu_s=20, output_mb=128, open_files=128)
_AT_ONCE = 4
_MOST_FOUND = 64
_LONGEST = 600
_ADDRESS_S = 30.0


@dataclass(frozen=True)
class Finder:
    """What a person calls it, and how long it may take, in seconds."""

    label: str
    deadline_s: float = 15.0


FINDERS = {
    "queues": Finder("files CUPS"),
    "driverless": Finder("imprimantes du réseau", 30.0),
    "attached": Finder("imprimantes USB de CUPS", 15.0),
    "usb-printers": Finder("imprimantes USB"),
    "sane": Finder("scanners SANE", 30.0),
    "airscan": Finder("scanners du réseau", 15.0),
    "cameras": Finder("caméras"),
    "sound": Finder("son", 20.0),
    "serial": Finder("ports série"),
    "usb": Finder("autres appareils USB"),
    "ups": Finder("onduleurs (NUT)"),
}


async def look_around(
    command: list[str],
    around: Around,
    addresses: Sequence[str] = (),
    finders: Sequence[str] = tuple(FINDERS),
    account: Account | None = None,
    *,
    deadlines: Mapping[str, float] | None = None,
) -> tuple[Looked, ...]:
    """What every finder says, in their order, then what answers at the addresses.

    `command` is our `child` verb. `deadlines` are other ones than the finders' own.
    """
    turn = asyncio.Semaphore(_AT_ONCE)
    request = {
        "root": str(around.root), "cups": around.cups, "account": around.account, "keeper": around.keeper,
    }  # fmt: skip

    async def ask(label: str, deadline_s: float, more: Mapping[str, str]) -> Looked:
        async with turn:
            argv, wanted = [*command, "discover"], {**request, **more}
            return await _asked(label, argv, wanted, deadline_s, account)

    within = {name: FINDERS[name].deadline_s for name in finders} | dict(deadlines or {})
    known = [ask(FINDERS[name].label, within[name], {"finder": name}) for name in finders]
    given = [ask(f"adresse {text}", _ADDRESS_S, {"address": text}) for text in addresses]
    return tuple(await asyncio.gather(*known, *given))


async def _asked(
    label: str, argv: list[str], request: Mapping[str, Any], deadline_s: float, account: Account | None
) -> Looked:
    try:
        async with asyncio.timeout(deadline_s), Conversation(argv, account=account) as child:
            await child.say({"request": dict(request), "limits": _LIMITS.as_dict()})
            async for message in child.messages():
                if message.get("type") == "done":
                    return _looked(label, message.get("result"))
    except TimeoutError:
        return Looked(label, trouble=f"n'a pas fini en {deadline_s:.0f} s : arrêté")
    except OutputExceededError:
        return Looked(label, trouble="a répondu n'importe quoi : arrêté")
    return Looked(label, trouble="s'est arrêté sans répondre")


def _looked(label: str, result: Any) -> Looked:
    """A child's answer. It has read what devices say of themselves: its words are cut and cleaned."""
    said = result if isinstance(result, dict) else {}
    rows = said.get("found")
    found = (
        [_found(row) for row in rows[:_MOST_FOUND] if isinstance(row, dict)] if isinstance(rows, list) else []
    )
    return Looked(label, tuple(one for one in found if one is not None), _words(said.get("trouble")))


def _found(row: Mapping[str, Any]) -> Found | None:
    kinds: tuple[Kind, ...] = get_args(Kind)
    hindrances: tuple[Hindrance, ...] = get_args(Hindrance)
    kind = next((known for known in kinds if known == row.get("kind")), None)
    hindrance = next((known for known in hindrances if known == row.get("hindrance")), None)
    if kind is None or hindrance is None:
        return None
    uri, alias = str(row.get("uri", "")), str(row.get("alias", ""))
    if uri != _words(uri):  # a name cut short is another device's
        uri = ""
    name, note = _words(row.get("name")), _words(row.get("note"))
    return Found(kind, name, uri, note, hindrance, row.get("sure") is True, alias)


def _words(text: Any) -> str:
    return "".join(c if c.isprintable() else " " for c in str(text or "")[:_LONGEST]).strip()
