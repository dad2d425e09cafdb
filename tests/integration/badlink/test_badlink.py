"""Real packets over the real link: two namespaces, two TUN devices, the forwarder between them."""

import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.compose.badlink.capacity import measure, udp
from kiosk.compose.badlink.link import Link
from kiosk.compose.badlink.shape import Shape
from kiosk.core.errors import UserFacingError

COUNT = 60
"""What the buffer of one socket holds, whoever is slow."""
PAYLOAD = 1000


def pair(stack: ExitStack, link: Link) -> tuple[socket.socket, socket.socket]:
    near, far = (stack.enter_context(udp(place)) for place in (link.near, link.far))
    near.connect(far.getsockname())
    far.connect(near.getsockname())
    return near, far


def pushed(link: Link) -> list[int]:
    """Numbers of the packets that reached the far end, of `COUNT` sent from the near one."""
    came = []
    with ExitStack() as stack:
        near, far = pair(stack, link)
        far.settimeout(3)
        for number in range(COUNT):
            near.send(number.to_bytes(PAYLOAD, "big"))
        try:
            while True:
                came.append(int.from_bytes(far.recv(PAYLOAD), "big"))
        except TimeoutError:
            return came


def test_a_clean_link_carries_everything_in_order(link: Link) -> None:
    assert pushed(link) == list(range(COUNT))


def test_lost_packets_are_those_the_link_says_it_lost(link: Link) -> None:
    before = link.counts()
    link.shape(Shape(loss=0.2))
    came = pushed(link)
    lost = link.counts()["out"]["lost"] - before["out"]["lost"]
    assert len(came) == COUNT - lost
    assert 0 < lost < COUNT


def test_one_way_may_be_bad_and_the_other_not(link: Link) -> None:
    link.shape(Shape(loss=1.0), "out")
    with ExitStack() as stack:
        near, far = pair(stack, link)
        near.settimeout(0.2)
        far.settimeout(0.2)
        near.send(b"lost")
        with pytest.raises(TimeoutError):
            far.recv(16)
        near.settimeout(10)
        far.send(b"not lost")
        assert near.recv(16) == b"not lost"


def test_delay_is_added_both_ways(link: Link) -> None:
    link.shape(Shape(delay_ms=40))
    with ExitStack() as stack:
        near, far = pair(stack, link)
        begun = time.monotonic()
        near.send(b"there")
        far.send(far.recv(16))
        near.recv(16)
        # A bound from below only: a busy machine may take longer, the link may not be quicker.
        assert time.monotonic() - begun >= 0.08


def test_a_narrow_link_drops_what_its_queue_does_not_hold(link: Link) -> None:
    link.shape(Shape(rate_kbit=400, queue_ms=100))
    before = link.counts()
    came = pushed(link)
    full = link.counts()["out"]["queue_full"] - before["out"]["queue_full"]
    assert full > 0
    assert len(came) == COUNT - full


def test_an_outage_is_silent_and_ends(link: Link) -> None:
    with ExitStack() as stack:
        near, far = pair(stack, link)
        far.settimeout(0.2)
        link.cut(60)
        near.send(b"lost")
        with pytest.raises(TimeoutError):
            far.recv(16)
        far.settimeout(10)
        link.cut(0)
        near.send(b"back")
        assert far.recv(16) == b"back"


def test_a_moved_end_answers_at_its_new_address_only(tmp_path: Path) -> None:
    with Link(tmp_path) as link, ExitStack() as stack:
        near, far = pair(stack, link)
        far.settimeout(0.2)
        link.move("10.92.0.77")
        near.send(b"to the old one")
        with pytest.raises(TimeoutError):
            far.recv(16)
        with link.far.entered():
            moved = stack.enter_context(socket.create_server(("10.92.0.77", 0)))
        with link.near.entered():
            stack.enter_context(socket.create_connection(moved.getsockname(), timeout=5))
        moved.settimeout(5)
        arrived, whence = moved.accept()
        arrived.close()
        assert whence[0] == link.near.address


def test_programs_started_at_an_end_are_there_and_see_no_other_network(link: Link) -> None:
    names = "import socket; print(sorted(name for _, name in socket.if_nameindex()))"
    said = subprocess.run(
        [*link.far.inside, sys.executable, "-c", names], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "['link0', 'lo']"


def test_being_there_ends_with_the_block(link: Link) -> None:
    home = Path("/proc/thread-self/ns/net").readlink()
    with link.near.entered():
        near = Path("/proc/thread-self/ns/net").readlink()
    with link.far.entered():
        far = Path("/proc/thread-self/ns/net").readlink()
    assert len({home, near, far}) == 3
    assert Path("/proc/thread-self/ns/net").readlink() == home


def test_its_own_capacity_is_measured_and_nothing_is_dropped_unseen(link: Link) -> None:
    said = measure(link)
    assert said.packets_s > 0
    assert said.cpu_us_packet > 0
    assert link.counts()["kernel_dropped"] == 0


def test_orders_it_does_not_know_are_refused_and_it_goes_on(link: Link) -> None:
    with pytest.raises(ValueError, match="speed"):
        link._order({"do": "shape", "way": "both", "shape": {"speed": 3}})
    with pytest.raises(ValueError, match="sideways"):
        link._order({"do": "cut", "way": "sideways", "seconds": 1})
    assert link.counts()["out"]["packets_in"] >= 0


def test_an_account_without_the_rights_is_told_which_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root without these two capabilities, as in a container that was not given them."""
    setpriv = shutil.which("setpriv")
    assert setpriv is not None
    drop = "-sys_admin,-net_admin"
    bound = [setpriv, f"--bounding-set={drop}", f"--inh-caps={drop}", sys.executable]
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec {" ".join(bound)} "$@"\n', encoding="ascii")
    python.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(python))
    with pytest.raises(UserFacingError, match="CAP_SYS_ADMIN") as caught:
        Link(tmp_path)
    assert caught.value.key == "host.permission-missing"
