"""A call goes before drawing, and within it the event loop before pictures."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from kiosk.core.priority import BEHIND_THE_LOOP, prefer, step_back

NICEST = 19


def _own() -> int:
    """This process's niceness: the tests may run under `nice`, and only root takes some of it back."""
    return os.getpriority(os.PRIO_PROCESS, os.getpid())


def test_every_thread_of_a_process_gets_the_niceness() -> None:
    wanted = min(_own() + 7, NICEST)
    code = "import threading, sys; threading.Thread(target=sys.stdin.read).start(); print(flush=True)"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        prefer(wanted, child.pid)
        threads = [int(task.name) for task in Path(f"/proc/{child.pid}/task").iterdir()]
        assert [os.getpriority(os.PRIO_PROCESS, thread) for thread in threads] == [wanted] * 2
        child.communicate(b"")


def test_a_process_that_is_gone_is_no_trouble() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    prefer(7, child.pid)


def test_a_thread_that_makes_pictures_steps_back_behind_the_loop_once() -> None:
    seen: list[int] = []

    def work() -> None:
        for _ in range(2):
            step_back()
            seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = _own()
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    step_back()
    assert seen == [min(before + BEHIND_THE_LOOP, NICEST)] * 2
    assert _own() == before
