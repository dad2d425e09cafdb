"""Device files: serial lines, USB printers, cameras, and USB devices that need another program.

What is read here is the kernel's tree; the only files opened are cameras', to ask what they can do. A serial line is
not written to: what listens at its end may print it, or move.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from devices.discovery.ports import Around, Found, Hindrance, Kind, Looked
from devices.discovery.rights import denied, who
from devices.discovery.usb import Known, UsbId, device_above, devices, entries, identity, known, line
from devices.discovery.video import Capability, Refused, ask_capability

_ESCPOS = ("ESC/POS", "ESCPOS", "EPSON")
_UNKNOWN_LINE = (
    "ligne série sans nom ; si c'est une imprimante à tickets, l'interroger : --address escpos+serial:{path} ; "
    "sinon l'écouter, sans rien y écrire : tablette (écrire dessus) --address topaz:{path} ou wacom:… ; "
    "lecteur de codes (lire un code) --address codes:{path} ; détecteur de présence --address ld2410:{path}"
)


def serial_lines(around: Around) -> Looked:
    """Lines under their lasting names, `dev/serial/by-id`."""
    found = [_line(link, around) for link in entries(around.root / "dev/serial/by-id")]
    return Looked("ports série", tuple(found))


def _line(link: Path, around: Around) -> Found:
    node = link.resolve()
    usb = device_above(around.root / "sys/class/tty" / node.name, around.root) or UsbId()
    about = known(usb)
    path = f"/dev/serial/by-id/{link.name}"
    alias = f"/dev/{node.name}"
    name = usb.name or (about.name if about else link.name)
    if about is None or about.kind == "unknown":
        label = f"{name} ({about.name})" if about and about.name not in name else name
        return Found("unknown", label, "", _UNKNOWN_LINE.format(path=path), sure=False, alias=alias)
    keeper = around.keeper if about.kind == "receipt" else around.account
    refused = denied(node, who(keeper))
    uri = _serial_uri(about, path)
    note = refused or about.note or _baud_note(about)
    hindrance: Hindrance = "denied" if refused else "" if uri else "unusable"
    return Found(_kind(about), name, uri, note, hindrance, alias=_serial_uri(about, alias) or alias)


def _serial_uri(about: Known, path: str) -> str:
    return f"{about.scheme}:{quote(path)}" if about.scheme else ""


def _baud_note(about: Known) -> str:
    return "vitesse 19200 : sinon ajouter ?baud=… à l'adresse" if about.scheme == "escpos+serial" else ""


def usb_printers(around: Around) -> Looked:
    """Printers of the kernel's usblp. What one understands is in its IEEE 1284 identity: nothing is sent to ask."""
    found = [
        _usb_printer(node, around) for node in entries(around.root / "sys/class/usbmisc") if _is_lp(node.name)
    ]
    return Looked("imprimantes USB", tuple(found))


def _is_lp(name: str) -> bool:
    return name.startswith("lp") and name[2:].isdecimal()


def _usb_printer(node: Path, around: Around) -> Found:
    said = ieee1284(line(node / "device/ieee1284_id"))
    usb = device_above(node, around.root) or UsbId()
    about = known(usb)
    name = " ".join(filter(None, (said.get("MFG"), said.get("MDL")))) or usb.name or node.name
    speaks = any(word in said.get("CMD", "").upper() for word in _ESCPOS[:2])
    if not speaks and not (about and about.kind == "receipt" and "CMD" not in said):
        return Found(
            "printer", name, "", "imprimante de bureau : CUPS la prend, voir la file à faire", sure=False
        )
    path = f"/dev/usb/{node.name}"
    refused = denied(around.root / path.lstrip("/"), who(around.keeper))
    note = (
        refused or (about.note if about else "") or "le numéro de lp peut changer avec une autre imprimante"
    )
    return Found("receipt", name, f"escpos+usb:{path}", note, "denied" if refused else "")


def ieee1284(text: str) -> dict[str, str]:
    """`MFG:EPSON;CMD:ESC/POS;…` by its short keys (IEEE 1284-2000, 7.6)."""
    long = {"MANUFACTURER": "MFG", "MODEL": "MDL", "COMMAND SET": "CMD"}
    pairs = (part.partition(":") for part in text.split(";"))
    return {
        long.get(key.strip().upper(), key.strip().upper()): value.strip()
        for key, colon, value in pairs
        if colon
    }


def cameras(around: Around, ask: Callable[[Path], Capability | Refused] = ask_capability) -> Looked:
    """Nodes that give pictures: a camera has others, which tell of exposure and time."""
    named = list(_named_cameras(around.root))
    nodes = {node.name for _, node in named}
    bare = (around.root / "dev" / node.name for node in entries(around.root / "sys/class/video4linux"))
    named += [(f"/dev/{node.name}", node) for node in bare if node.name not in nodes and node.exists()]
    found = [_camera(path, node, around, ask(node)) for path, node in named]
    return Looked("caméras", tuple(camera for camera in found if camera is not None))


def _named_cameras(root: Path) -> Iterator[tuple[str, Path]]:
    """By lasting name; a camera without a serial number has only the name of its socket."""
    seen: set[str] = set()
    for folder in ("by-id", "by-path"):
        for link in entries(root / "dev/v4l" / folder):
            node = link.resolve()
            if node.name not in seen and node.exists():
                seen.add(node.name)
                yield f"/dev/v4l/{folder}/{link.name}", node


def _camera(path: str, node: Path, around: Around, said: Capability | Refused) -> Found | None:
    label = line(around.root / "sys/class/video4linux" / node.name / "name") or node.name
    alias, uri = f"camera:/dev/{node.name}", f"camera:{path}"
    refused = denied(node, who(around.account))
    match said:
        case Capability(captures=False):
            return None
        case Capability():
            note = refused or ("le numéro de video peut changer" if path == f"/dev/{node.name}" else "")
            return Found("camera", said.card or label, uri, note, "denied" if refused else "", alias=alias)
        case Refused(reason="denied"):
            return Found("camera", label, uri, refused or "accès refusé", "denied", alias=alias)
        case Refused(reason="busy"):
            return Found("camera", label, uri, "un autre programme la tient", "busy", alias=alias)
        case _:
            return None


def other_usb(around: Around) -> Looked:
    """USB devices whose line this kiosk cannot read: said, so that nobody looks for them in vain."""
    lines = {device_above(node, around.root) for node in entries(around.root / "sys/class/tty")}
    lines |= {device_above(node, around.root) for node in entries(around.root / "sys/class/usbmisc")}
    found = []
    for path in devices(around.root):
        usb = identity(path)
        about = known(usb)
        # A maker of ticket printers makes others too, which are CUPS's or SANE's matter.
        if about is None or about.kind in {"unknown", "receipt"} or usb in lines:
            continue
        note = about.note or _ELSEWHERE.get(about.kind, "")
        found.append(Found(_kind(about), usb.name or about.name, "", note, "unusable", sure=False))
    return Looked("autres appareils USB", tuple(found))


_ELSEWHERE = {
    "ups": "branché ; le déclarer à NUT : paquet nut, « nut-scanner -U », /etc/nut/ups.conf",
    "codes": "en mode clavier, que la règle USB refuse : le passer en mode série (USB-CDC) par son code de réglage",
}


def _kind(about: Known) -> Kind:
    kinds: dict[str, Kind] = {"receipt": "receipt", "signature": "signature", "codes": "codes", "ups": "ups"}
    return kinds[about.kind]
