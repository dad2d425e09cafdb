"""How a camera is named: `camera:/dev/video0`, `camera:http://HOST/PATH` (or https, rtsp), `camera:file:CLIP`, `camera:demo`."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlsplit

FORMS = (
    "camera:/dev/video0, camera:http://HOTE[:PORT]/FLUX, camera:https://…, camera:rtsp://… "
    "ou camera:file:CLIP.y4m"
)
NETWORK = ("http", "https", "rtsp")
_KINDS = ("file", "demo", *NETWORK)
_DEMO_KEYS = frozenset({"size", "fps"})


@dataclass(frozen=True)
class CameraAddress:
    """Where a camera is: a device's path, a clip's path or a URL; of a demo one, the size and rate asked for."""

    kind: Literal["v4l2", "file", "network", "demo"]
    where: str = ""
    size: tuple[int, int] | None = None
    fps: float | None = None


def parse_address(uri: str) -> CameraAddress:
    """Read a camera's URI.

    Raises:
        ValueError: it is not one, with the forms that are and the nearest to it.
    """
    scheme, _, rest = uri.partition(":")
    if scheme != "camera":
        raise _wrong(uri, f"« camera:{_guess(uri)} »" if _guess(uri) else "")
    if rest.startswith("/dev/"):
        return CameraAddress("v4l2", rest)
    kind, _, more = rest.partition(":")
    if kind == "file" and more:
        return CameraAddress("file", more)
    if kind in NETWORK:
        return _network(uri, rest)
    if rest.partition("?")[0] == "demo":
        return _demo(uri, rest.partition("?")[2])
    near = get_close_matches(kind.partition("?")[0], _KINDS, n=1)
    raise _wrong(uri, f"« camera:{near[0]}: »" if near else "")


def same_device(one: str, other: str) -> bool:
    """Whether two URIs name one device, which cannot be opened twice; a device's path may be a link to it."""
    try:
        first, second = parse_address(one), parse_address(other)
    except ValueError:
        return False
    if first.kind == second.kind == "v4l2":
        return Path(first.where).resolve() == Path(second.where).resolve()
    return first == second and first.kind == "network"


def _network(uri: str, url: str) -> CameraAddress:
    try:
        parts = urlsplit(url)
        _ = parts.port  # a wrong one is found only when it is asked for
    except ValueError:
        raise _wrong(uri) from None
    if not parts.hostname or not url.isprintable() or " " in url:
        raise _wrong(uri)
    return CameraAddress("network", url)


def _demo(uri: str, query: str) -> CameraAddress:
    asked = {key: values[0] for key, values in parse_qs(query).items()}
    try:
        width, _, height = asked.get("size", "").partition("x")
        size = (int(width), int(height)) if "size" in asked else None
        fps = float(asked["fps"]) if "fps" in asked else None
    except ValueError:
        raise _wrong(uri) from None
    wrong_size = size is not None and not all(16 <= side <= 4096 for side in size)
    if set(asked) - _DEMO_KEYS or wrong_size or (fps is not None and not 0 < fps <= 120):
        raise _wrong(uri)
    return CameraAddress("demo", size=size, fps=fps)


def _guess(uri: str) -> str:
    """What was probably meant by a URI that does not begin with `camera:`."""
    scheme, _, rest = uri.partition(":")
    if uri.startswith("/dev/") or scheme in NETWORK:
        return uri
    if get_close_matches(scheme, ["camera"], n=1, cutoff=0.5):
        return rest
    return uri if scheme == "file" else ""


def _wrong(uri: str, nearest: str = "") -> ValueError:
    hint = f" ; peut-être {nearest}" if nearest else ""
    return ValueError(f"{uri!r} : {FORMS}{hint}")
