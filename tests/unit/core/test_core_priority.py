"""A call goes before drawing, and within it the event loop before pictures."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from kiosk.core.priority import BEHIND_THE_LOOP, prefer, step_back


def test_every_thread_of_a_process_gets_the_niceness() -> None:
    code = "import threading, sys; threading.Thread(target=sys.stdin.read).start(); print(flush=True)"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        prefer(7, child.pid)
        threads = [int(task.name) for task in Path(f"/proc/{child.pid}/task").iterdir()]
        assert [os.getpriority(os.PRIO_PROCESS, thread) for thread in threads] == [7, 7]
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

    before = os.getpriority(os.PRIO_PROCESS, os.getpid())
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    step_back()
    assert seen == [before + BEHIND_THE_LOOP] * 2
    assert os.getpriority(os.PRIO_PROCESS, os.getpid()) == before
