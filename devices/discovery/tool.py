"""What a program of the system prints: bounded in time and in size, its end told apart from its silence."""

import os
import select
import subprocess
import time
from dataclasses import dataclass

_MOST = 256 * 1024


@dataclass(frozen=True)
class Said:
    """What it printed. `trouble`, in French, when that is not all or not good."""

    text: str = ""
    trouble: str = ""


def ask(argv: list[str], deadline_s: float) -> Said:
    """Run a program that only looks; what it said before its deadline counts."""
    try:
        program = subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
    except FileNotFoundError:
        return Said(trouble=f"« {argv[0]} » n'est pas installé")
    except OSError as error:
        return Said(trouble=f"« {argv[0]} » ne démarre pas ({error.strerror})")
    with program:
        try:
            out, err, ended = _gathered(program, time.monotonic() + deadline_s)
        finally:
            program.kill()
        code = program.wait()
    text = out.decode("utf-8", "replace")
    if len(out) >= _MOST:
        return Said(text[: text.rfind("\n") + 1], f"« {argv[0]} » en dit trop")
    if not ended:
        return Said(text, f"« {argv[0]} » ne répond pas à temps")
    if code != 0:
        words = " ".join(err.decode("utf-8", "replace").split())[:120]
        return Said(text, words or f"« {argv[0]} » a échoué ({code})")
    return Said(text)


def _gathered(program: subprocess.Popen[bytes], ends_at: float) -> tuple[bytes, bytes, bool]:
    """Output and errors until both are closed, one is too long, or time is over; whether it came to its end."""
    if program.stdout is None or program.stderr is None:
        raise RuntimeError("started without pipes")
    heard = {program.stdout.fileno(): b"", program.stderr.fileno(): b""}
    out, err = heard
    still = set(heard)
    while still:
        left = ends_at - time.monotonic()
        ready = select.select(list(still), [], [], max(left, 0.0))[0]
        if not ready:
            break
        for descriptor in ready:
            chunk = os.read(descriptor, 65536)
            heard[descriptor] = (heard[descriptor] + chunk)[:_MOST]
            if not chunk:
                still.discard(descriptor)
        if len(heard[out]) >= _MOST:
            break
    ended = not still and _over(program, ends_at)
    return heard[out], heard[err], ended


def _over(program: subprocess.Popen[bytes], ends_at: float) -> bool:
    try:
        program.wait(max(ends_at - time.monotonic(), 0.0))
    except subprocess.TimeoutExpired:
        return False
    return True
