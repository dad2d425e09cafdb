"""The simulated ticket printer as another program sees it: `receiptio`, which shares nothing with our driver.

What we believe of ESC/POS is in both our driver and our peer: a mistake made twice would show nowhere else.
"""

import base64
import contextlib
import io
import os
import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from devices.peers.receipt_peer import ReceiptPeer
from devices.receipt.address import DOTS
from kiosk.core.places import ROOT

CLIENT = ROOT / "session" / "expert" / "node_modules" / "receiptio" / "bin" / "cli.js"
# It always calls port 9100: each run of the tests has an address of this machine to itself.
ADDRESS = f"127.77.{os.getpid() >> 8 & 0x7F}.{os.getpid() & 0xFF or 1}"


@pytest.fixture(params=[80, 58])
def peer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReceiptPeer]:
    with contextlib.ExitStack() as ends:
        peer = ReceiptPeer(tmp_path / "tickets", "tcp", request.param, (ADDRESS, 9100))
        ends.callback(peer.stop)
        peer.start()
        yield peer


def _says(*options: str, ticket: str = "") -> str:
    argv = ["node", str(CLIENT), "-d", ADDRESS, "-p", "generic", "-t", "20", *options]
    done = subprocess.run(argv, input=ticket, capture_output=True, text=True, timeout=60, check=False)
    return done.stderr.strip()


def _picture(dots: int) -> Image.Image:
    """Noise: no row like another, none like its mirror or its negative."""
    noise = random.Random(dots).randbytes(dots // 8 * 200)
    return Image.frombytes("1", (dots, 200), noise)


def _ticket(picture: Image.Image) -> str:
    data = io.BytesIO()
    picture.convert("RGB").save(data, "PNG")
    return f"{{image:{base64.b64encode(data.getvalue()).decode()}}}\n"


STATES: dict[str, tuple[Callable[[ReceiptPeer], None], str]] = {
    "well": (lambda _peer: None, "online"),
    "paper low": (lambda peer: peer.set_paper("low"), "online"),
    "paper end": (lambda peer: peer.set_paper("empty"), "paperempty"),
    "cover": (lambda peer: peer.set_cover(True), "coveropen"),
    "cutter": (lambda peer: peer.set_cutter(True), "error"),
    "silent": (lambda peer: peer.unplug(), "disconnect"),
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_is_understood_as_what_it_is(peer: ReceiptPeer, state: str) -> None:
    spoil, said = STATES[state]
    spoil(peer)
    assert _says("-q") == said


def test_its_picture_comes_out_dot_by_dot_and_it_hears_that_it_did(peer: ReceiptPeer) -> None:
    picture = _picture(DOTS[int(peer.uri[-2:])])
    # By a threshold: its shades of grey turn a dot of noise now and then.
    assert _says("-b", "128", "-c", str(picture.width // 12), ticket=_ticket(picture)) == "success"
    (path,) = peer.printed()
    paper = Image.open(path).convert("L")
    box = (0, 0, picture.width, picture.height)
    assert ImageChops.difference(paper.crop(box), picture.convert("L")).getbbox() is None
    assert peer.machine.unknown == 0


def test_paper_that_ends_in_the_middle_is_heard_by_it_unasked(peer: ReceiptPeer) -> None:
    peer.set_paper("full", 50)
    picture = _picture(384)
    assert _says("-c", "32", ticket=_ticket(picture)) == "paperempty"
    assert peer.printed() == []
