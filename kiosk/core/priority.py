"""Which process goes before others when the machine is busy, and which thread of it."""

import contextlib
import os
import threading
from pathlib import Path

CALL = -10
"""Sound that comes late is lost: a call goes before drawing. Needs LimitNICE= of the service, or root."""
BEHIND_THE_LOOP = 5


def prefer(nice: int, pid: int | None = None) -> None:
    """Give a process (by default this one) a niceness, and its session too, as far as we may.

    Linux keeps a niceness per thread; new threads take that of their maker. Where it groups by
    session (`sched_autogroup_enabled`, sched(7)) it weighs sessions first, and a process that leads
    one gains nothing by its own niceness.
    """
    process = Path(f"/proc/{pid or os.getpid()}")
    with contextlib.suppress(OSError):
        for task in (process / "task").iterdir():
            os.setpriority(os.PRIO_PROCESS, int(task.name), nice)
    with contextlib.suppress(OSError):
        (process / "autogroup").write_text(f"{nice}\n", encoding="ascii")


def step_back() -> None:
    """Let the event loop go before this thread: a picture may wait, sound and messages may not."""
    main, own = os.getpid(), threading.get_native_id()
    if own != main:
        behind = os.getpriority(os.PRIO_PROCESS, main) + BEHIND_THE_LOOP
        os.setpriority(os.PRIO_PROCESS, own, max(behind, os.getpriority(os.PRIO_PROCESS, own)))
