"""How a microphone or a loudspeaker is named: `sound:default`, `sound:device:NAME`, `sound:file:X.wav`, `sound:demo`, `sound:null`.

NAME is the sound server's own (`alsa_input.usb-…`), as `kiosk devices sound` lists them.
"""

from dataclasses import dataclass
from typing import Literal

from kiosk.core.toml import nearest

Way = Literal["default", "device", "file", "demo", "null"]
_BARE: tuple[Way, ...] = ("default", "demo", "null")
_NAMING: tuple[Way, ...] = ("device", "file")
_FORMS = "sound:default, sound:device:NOM ou sound:file:CHEMIN.wav (« kiosk devices sound » donne les noms)"


@dataclass(frozen=True)
class SoundAddress:
    """Where sound comes from or goes to. `name` is a device's name or a file's path."""

    way: Way
    name: str = ""


def parse_address(uri: str) -> SoundAddress:
    """Read the URI of a microphone or a loudspeaker.

    Raises:
        ValueError: it is not one, with the forms that are and the nearest.
    """
    scheme, _, rest = uri.partition(":")
    way, _, name = rest.partition(":")
    if scheme != "sound":
        raise ValueError(f"{uri!r} : {_FORMS}{nearest(scheme, ['sound'])}")
    for bare in _BARE:
        if rest == bare:
            return SoundAddress(bare)
    for naming in _NAMING:
        if way == naming and name and "\0" not in name:
            return SoundAddress(naming, name)
    raise ValueError(f"{uri!r} : {_FORMS}{nearest(way, [*_BARE, *_NAMING])}")
