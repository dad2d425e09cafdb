"""The account that visits run under: who their processes are, and how the steward acts on their files.

In deployment it is not the steward's own. The steward then starts children as this account, and does
whatever touches a visit's files with this account's rights and no others: a link that a broken screen
left in the vault leads where that screen could have gone by itself, never to the keys.
"""

import asyncio
import ctypes
import os
import pwd
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

from kiosk.core.errors import UserFacingError

Hand = Callable[[], AbstractContextManager[None]]
"""Whose rights apply to the files touched in a `with` block."""

_LIBC = ctypes.CDLL(None, use_errno=True)
_ASK = -1
"""No account: setfsuid(2) then changes nothing and says what it was."""


class Account:
    """One account by its numbers; it need not have a name. `lodgers` are its processes that may live."""

    def __init__(self, uid: int, gid: int, groups: tuple[int, ...] = ()) -> None:
        """`groups` are those of the devices a visit uses, besides its own `gid`."""
        self.uid, self.gid, self.groups = uid, gid, groups
        self.lodgers: set[int] = set()
        self.starting = asyncio.Lock()
        """Held while a child is started and not yet a lodger."""

    @classmethod
    def named(cls, text: str) -> "Account":
        """`NAME`, `UID` or `UID:GID`; empty is our own.

        Raises:
            UserFacingError: `host.account-missing`.
        """
        if not text:
            return cls(os.geteuid(), os.getegid())
        uid, _, gid = text.partition(":")
        if uid.isdecimal() and gid.isdecimal():
            return cls(int(uid), int(gid))
        try:
            entry = pwd.getpwuid(int(uid)) if uid.isdecimal() else pwd.getpwnam(text)
        except KeyError:
            raise UserFacingError("host.account-missing", text) from None
        groups = os.getgrouplist(entry.pw_name, entry.pw_gid)
        return cls(entry.pw_uid, entry.pw_gid, tuple(g for g in groups if g != entry.pw_gid))

    @property
    def separate(self) -> bool:
        """It is not our own."""
        return self.uid != os.geteuid()

    @property
    def start_as(self) -> dict[str, Any]:
        """What a `subprocess` needs to start a child as this account."""
        if not self.separate:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": list(self.groups)}

    @contextmanager
    def hand(self) -> Iterator[None]:
        """Touch files with the rights of this account alone: to open, make and remove (setfsuid(2)).

        It holds for this thread: never await, and start neither thread nor child, inside.
        """
        if not self.separate:
            yield
            return
        group, user = _LIBC.setfsgid(self.gid), _LIBC.setfsuid(self.uid)
        try:
            if _LIBC.setfsuid(_ASK) != self.uid or _LIBC.setfsgid(_ASK) != self.gid:
                raise UserFacingError("host.account-refused", str(self.uid))
            yield
        finally:
            _LIBC.setfsuid(user)
            _LIBC.setfsgid(group)

    def remove(self, path: Path) -> None:
        """Remove a file or folder of this account, even one it closed to itself; ask whether it is gone."""
        with self.hand():
            _remove(path)
            if os.path.lexists(path):
                _reopen(path)
                _remove(path)
        if os.path.lexists(path):  # of the steward, from a time when there was one account
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_symlink() or not path.is_dir():
        with suppress(OSError):
            path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def _reopen(path: Path) -> None:
    with suppress(OSError):
        path.chmod(0o700)
    for folder, names, _ in os.walk(path):
        for name in names:
            with suppress(OSError):
                Path(folder, name).chmod(0o700)
