"""Scanners: those SANE knows, and those that announce themselves on the network. Only ever in a child."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlsplit

import sane

from devices.discovery.ports import Around, Found, Looked
from devices.discovery.tool import ask
from devices.scanner.web import NoAnswerError, ask_state

_AIRSCAN_S = 8.0
_WEB = {"http": "escl", "https": "escls"}
_ROW = re.compile(
    r"^\s*(?P<name>[^=]+?)\s*=\s*(?P<url>https?://\S+?)\s*,\s*(?P<protocol>eSCL|WSD)\s*$", re.IGNORECASE
)


def known_to_sane(_around: Around) -> Looked:
    """What SANE lists, but the network's: those have no lasting name there."""
    sane.init()
    try:
        rows = sane.get_devices()
    except sane._sane.error as error:  # noqa: SLF001 - the only name that python-sane has for it
        return Looked("scanners SANE", trouble=f"SANE ne répond pas ({error})")
    finally:
        sane.exit()
    return Looked("scanners SANE", tuple(listed(rows)))


def listed(rows: Iterable[Sequence[str]]) -> Iterable[Found]:
    """`(device, maker, model, kind)` as SANE gives them."""
    for device, maker, model, *_ in rows:
        if device.startswith(("airscan:", "v4l:", "-")) or not device.isprintable():  # a camera is no scanner
            continue
        name = " ".join(word for word in (maker, model) if word and word != "Noname") or device
        note = "" if ":libusb:" not in device else "l'adresse USB change avec la prise"
        yield Found("scanner", name, f"sane:{quote(device, safe=':/,;=@+')}", note)


def announced(_around: Around) -> Looked:
    """What sane-airscan's own finder sees, by address."""
    said = ask(["airscan-discover"], _AIRSCAN_S)
    return Looked("scanners du réseau", tuple(airscan(said.text)), said.trouble)


def airscan(text: str) -> Iterable[Found]:
    """airscan-discover's list, written as its configuration: `Name = URL, protocol`."""
    rows = [row for row in map(_ROW.match, text.splitlines()) if row]
    by_escl = {row["name"] for row in rows if row["protocol"].lower() == "escl"}
    for row in rows:
        if row["protocol"].lower() == "escl":
            yield Found("scanner", row["name"], escl_uri(row["url"]))
        elif row["name"] not in by_escl:
            uri = f"sane:{quote('airscan:wsd:scanner:' + row['url'], safe=':/')}"
            yield Found("scanner", row["name"], uri, "protocole WSD")


def escl_uri(url: str) -> str:
    """The settings' name of an eSCL root."""
    parts = urlsplit(url)
    return f"{_WEB[parts.scheme]}://{parts.netloc}/{parts.path.strip('/') or 'eSCL'}"


def scanner_at(url: str) -> Found | None:
    """The scanner behind an eSCL root, if there is one: its state is asked, nothing else."""
    try:
        state = ask_state(url)
    except NoAnswerError:
        return None
    note = "" if state.trouble is None else "répond, mais n'est pas prêt"
    return Found("scanner", f"Scanner eSCL ({urlsplit(url).hostname})", escl_uri(url), note)
