"""What a steward that starts children as another account keeps of that right, and what it gives away."""

import ctypes
import errno
import os
import re
from pathlib import Path

from kiosk.core.errors import UserFacingError

# linux/capability.h
_NEEDED = {"CAP_KILL": 5, "CAP_SETGID": 6, "CAP_SETUID": 7}
# linux/prctl.h
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
# How many ids each call takes; all of them are in the first arguments.
_SET_IDS = {
    "setuid": 1, "setgid": 1, "setfsuid": 1, "setfsgid": 1,
    "setreuid": 2, "setregid": 2, "setresuid": 3, "setresgid": 3,
}  # fmt: skip
_ID_BITS = 0xFFFFFFFF


def narrow() -> None:
    """Keep what starting and ending children of another account takes, in this process alone.

    The service manager gives the three capabilities as ambient ones. Cleared from there they stay
    ours and no child inherits them; our groups go, so that nothing done by the other account's hand
    profits from them; and no id can become root's. Call it before any thread exists.

    Raises:
        UserFacingError: `host.account-refused` when we do not have them.
    """
    held = _effective()
    missing = [name for name, bit in _NEEDED.items() if not held & 1 << bit]
    if missing:
        raise UserFacingError("host.account-refused", ", ".join(missing))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "PR_CAP_AMBIENT")
    os.setgroups([])
    if os.geteuid() != 0:
        _never_root()


def _effective() -> int:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    found = re.search(r"^CapEff:\s*([0-9a-f]+)$", status, re.MULTILINE)
    return int(found[1], 16) if found else 0


def _never_root() -> None:
    """CAP_SETUID without root: every call that would set an id to 0 fails with EPERM, for good."""
    import pyseccomp  # noqa: PLC0415 - looks libseccomp up when imported, which only a separate account needs

    rules = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)
    for name, count in _SET_IDS.items():
        for place in range(count):
            root = pyseccomp.Arg(place, pyseccomp.MASKED_EQ, _ID_BITS, 0)
            rules.add_rule(pyseccomp.ERRNO(errno.EPERM), name, root)
    rules.load()
