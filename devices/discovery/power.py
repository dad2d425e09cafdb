"""Uninterruptible power supplies, by NUT."""

from devices.discovery.ports import Around, Found, Looked
from devices.discovery.tool import ask

_ASK_S = 5.0


def power(_around: Around) -> Looked:
    """What the machine's upsd serves."""
    said = ask(["upsc", "-l"], _ASK_S)
    if said.trouble:
        return Looked("onduleurs (NUT)", trouble="NUT ne répond pas ; sans onduleur, c'est normal")
    return Looked("onduleurs (NUT)", tuple(served(said.text)))


def served(text: str) -> list[Found]:
    """The lines of upsc: `name`, or `name: description` when asked for more."""
    names = [line.partition(":")[0].strip() for line in text.splitlines()]
    return [Found("ups", f"Onduleur « {name} »", f"nut://localhost/{name}") for name in names if name]
