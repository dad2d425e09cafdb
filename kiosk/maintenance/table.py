"""The devices of the maintenance menu: one row each. A new kind of device adds its row here and nothing else.

The menu shows what the steward reports (`kiosk.compose.inspection`), in the order of this table; the row
says which errors are the device's, what is drawn where one looks for it, and how a person proves it works.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Drawing = Literal[
    "printer", "receipt", "scanner", "camera", "document-camera", "microphone", "speaker", "handset",
    "pad", "reader", "presence", "ups", "network", "host",
]  # fmt: skip
"""What a picture of the remedy shows."""


@dataclass(frozen=True)
class Kind:
    """One kind of device. `device` is its short name in the steward's rows, `label` its name in French.

    `areas` are those of the error list, its own first. `proof` names the guided test, in words that
    complete « vérifié par … »; empty without one. `invite` is what a person must do for a self-test that
    waits for them, and makes it the guided test; `confirm` is then asked of what it saw, where the device cannot
    know that it is right. `alone` says whether its self-test needs nobody there and
    wastes nothing. `physical` is false for what no test peer stands in for: it has no mark to lose.
    """

    device: str
    label: str
    areas: tuple[str, ...]
    drawing: Drawing
    icon: str
    proof: str = ""
    invite: str = ""
    confirm: str = ""
    alone: bool = True
    physical: bool = True


KINDS: tuple[Kind, ...] = (
    Kind("printer", "Imprimante", ("printer",), "printer", "printer", "la lecture du nombre imprimé", alone=False),
    Kind("receipt", "Imprimante à tickets", ("receipt",), "receipt", "file-text", "la lecture du nombre du ticket", alone=False),
    Kind("scanner", "Scanner", ("scanner",), "scanner", "scan", "la relecture de la page de test"),
    Kind("camera", "Caméra", ("camera",), "camera", "video-camera", "l’image en direct"),
    Kind("document-camera", "Caméra à documents", ("camera",), "document-camera", "eye", "la feuille vue", "Posez une feuille écrite, à plat, sous la caméra à documents.", "Est-ce bien ce qui est posé ?", alone=False),
    Kind("microphone", "Micro", ("sound",), "microphone", "microphone", "la voix réentendue"),
    Kind("speaker", "Haut-parleur", ("sound",), "speaker", "speaker-high", "le son entendu", alone=False),
    Kind("handset", "Combiné", ("handset", "sound"), "handset", "phone"),
    Kind("signature", "Tablette de signature", ("signature",), "pad", "signature", "le tracé reçu", "Signez sur la tablette, puis levez le stylet.", alone=False),
    Kind("codes", "Lecteur de codes", ("codes",), "reader", "identification-card", "le code relu", "Présentez devant le lecteur le code du ticket ou de la page de test.", alone=False),
    Kind("presence", "Détecteur de présence", ("presence",), "presence", "user", "le passage remarqué", "Éloignez-vous de deux pas, puis revenez.", alone=False),
    Kind("ups", "Onduleur", ("power",), "ups", "plugs"),
    Kind("relay", "Relais", ("link", "enrol"), "network", "globe", physical=False),
    Kind("call", "Appel d’essai", ("echo", "call"), "network", "video-camera", alone=True, physical=False),
    Kind("content", "Fiches", ("content",), "host", "files", physical=False),
    Kind("offices", "Bureaux", ("content",), "host", "buildings", physical=False),
    Kind("commune", "Contenu de la commune", ("content",), "host", "house-line", physical=False),
    Kind("disk", "Disque", ("host",), "host", "gear", physical=False),
)  # fmt: skip

_BY_NAME = {kind.device: (place, kind) for place, kind in enumerate(KINDS)}


def kind_of(device: str) -> Kind:
    """The row of a device; one that has none yet is shown plainly, with its own area of errors."""
    device = device.replace("_", "-")  # as a setting is named
    return _BY_NAME[device][1] if device in _BY_NAME else Kind(device, device, (device,), "host", "wrench")


def in_order(devices: Sequence[str]) -> list[str]:
    """The devices as the menu lists them; those without a row come last, as they came."""
    return sorted(devices, key=lambda name: _BY_NAME[name][0] if name in _BY_NAME else len(KINDS))


_SIMULATED = (
    "camera:test", "camera:demo", "camera:file:", "sound:demo", "sound:null", "sound:file:", "sane:test",
    "escpos+tcp://127.", "escl://127.", "escl://localhost", "escpos+tcp://localhost",
)  # fmt: skip


def simulated(uri: str) -> bool:
    """Whether this address can only be a stand-in: a file, a pseudo-terminal, a backend of tests.

    A stand-in behind a print server or a network name cannot be told from the real thing.
    """
    return uri.startswith(_SIMULATED) or "/dev/pts/" in uri


Mark = Literal["none", "simulated", "unproven", "proven"]


def mark_of(device: str, uri: str, proven: str) -> Mark:
    """Whether a person saw the device work on this kiosk; `none` for what has no hardware, or no address."""
    if not kind_of(device).physical or not uri:
        return "none"
    if simulated(uri):
        return "simulated"
    return "proven" if proven else "unproven"
