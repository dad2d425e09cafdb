"""The ends of the link: a TUN device in a network namespace of its own, by the kernel's own calls.

Neither `ip` nor root's folders are needed: a namespace lives as long as a descriptor of it is held or
a process is in it, so nothing stays behind, however the processes end. tun(4), namespaces(7), netdevice(7).
"""

import ctypes
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path

from kiosk.core.errors import UserFacingError

MTU = 1400
QUEUE = 5000
"""Packets the kernel keeps for us; more than any bucket here, so that it is we who drop."""
_CLONE_NEWNET = 0x40000000
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
_SIOCSIFFLAGS, _SIOCSIFADDR, _SIOCSIFNETMASK = 0x8914, 0x8916, 0x891C
_SIOCSIFMTU, _SIOCSIFTXQLEN = 0x8922, 0x8943
_IFF_UP, _IFF_RUNNING = 0x1, 0x40
_DEVICE = "link0"
_DROPPED = 11
"""Column of the packets that the kernel dropped on the way out, in /proc/net/dev after the name."""


class End:
    """One end, in the namespace the calling thread is in now."""

    def __init__(self, address: str) -> None:
        self.namespace = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
        self._settings = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        """Bound to this namespace, wherever the thread goes."""
        self._statistics = os.open("/proc/thread-self/net/dev", os.O_RDONLY | os.O_CLOEXEC)
        _raise(self._settings, "lo")
        self.fd = _open_tun()
        self._number(_SIOCSIFMTU, MTU)
        self._number(_SIOCSIFTXQLEN, QUEUE)
        self.move(address)

    def move(self, address: str) -> None:
        """Take this address (of a /24) in place of the one before; connections to that one are dead."""
        for request, value in ((_SIOCSIFADDR, address), (_SIOCSIFNETMASK, "255.255.255.0")):
            ioctl(self._settings, request, _address(value))
        _raise(self._settings, _DEVICE)

    def dropped(self) -> int:
        """Packets this end sent that the kernel dropped before we took them: then we are the bottleneck."""
        text = os.pread(self._statistics, 1 << 16, 0).decode("ascii")
        row = next(line for line in text.splitlines() if line.strip().startswith(f"{_DEVICE}:"))
        return int(row.partition(":")[2].split()[_DROPPED])

    def _number(self, request: int, value: int) -> None:
        ioctl(self._settings, request, struct.pack("16si20x", _DEVICE.encode(), value))


def new_namespace() -> None:
    """Put the calling thread into a network namespace of its own, with nothing in it.

    Raises:
        UserFacingError: this account may not, as when it is not root.
    """
    if ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWNET) != 0:
        raise _refused(ctypes.get_errno())


@contextmanager
def entered(namespace: Path) -> Iterator[None]:
    """Be in that namespace for a while: the calling thread, and the programs it starts."""
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    there = os.open(namespace, os.O_RDONLY | os.O_CLOEXEC)
    try:
        _enter(there)
        try:
            yield
        finally:
            _enter(home)
    finally:
        os.close(there)
        os.close(home)


def _enter(namespace: int) -> None:
    # os.setns came with Python 3.12.
    if ctypes.CDLL(None, use_errno=True).setns(namespace, _CLONE_NEWNET) != 0:
        raise _refused(ctypes.get_errno())


def _open_tun() -> int:
    try:
        fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise UserFacingError("host.permission-missing", f"/dev/net/tun : {error.strerror}") from error
    ioctl(fd, _TUNSETIFF, struct.pack("16sH22x", _DEVICE.encode(), _IFF_TUN | _IFF_NO_PI))
    return fd


def _raise(settings: socket.socket, device: str) -> None:
    ioctl(settings, _SIOCSIFFLAGS, struct.pack("16sh22x", device.encode(), _IFF_UP | _IFF_RUNNING))


def _address(address: str) -> bytes:
    packed = socket.inet_aton(address)
    return struct.pack("16sHH4s16x", _DEVICE.encode(), socket.AF_INET, 0, packed)


def _refused(error: int) -> UserFacingError:
    return UserFacingError(
        "host.permission-missing",
        "le lien abîmé demande les droits de root, ou CAP_SYS_ADMIN et CAP_NET_ADMIN, "
        f"et un noyau qui les laisse servir (espaces de noms réseau) : {os.strerror(error)}",
    )
