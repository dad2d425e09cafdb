"""Which process goes before others when the machine is busy."""

import contextlib
import os
from pathlib import Path

CALL = -10
"""Sound that comes late is lost: a call goes before drawing. Needs LimitNICE= of the service, or root."""


def prefer(nice: int, pid: int = 0) -> None:
    """Give a process (0: this one) a niceness, and its session too, as far as we may.

    Where Linux groups by session (`sched_autogroup_enabled`, sched(7)) it weighs sessions first, and
    a process that leads one gains nothing by its own niceness.
    """
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, pid, nice)
    with contextlib.suppress(OSError):
        Path(f"/proc/{pid or 'self'}/autogroup").write_text(f"{nice}\n", encoding="ascii")
