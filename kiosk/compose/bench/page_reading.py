"""How much of a page another program reads back: tesseract's words beside those that were printed."""

import os
import re
import shutil
import subprocess
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_SECONDS = 60.0


def can_read() -> bool:
    """Whether the reader is installed."""
    return shutil.which("tesseract") is not None


def read(page: NDArray[np.uint8]) -> str:
    """What tesseract reads on a page, RGB or grey."""
    data = BytesIO()
    Image.fromarray(page).save(data, "PPM")
    argv = ["tesseract", "-", "-", "-l", "fra", "--psm", "6", "--dpi", "200"]
    one_core = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads wait for one another on a busy machine
    done = subprocess.run(
        argv, input=data.getvalue(), capture_output=True, check=True, timeout=_SECONDS, env=one_core
    )
    return done.stdout.decode()


def character_error(read_back: str, printed: str) -> float:
    """Edits that turn what was read into what was printed, as a part of the latter; 1.0 at most. Blanks count as one."""
    got, due = (re.sub(r"\s+", " ", text).strip() for text in (read_back, printed))
    if not due:
        return float(bool(got))
    row = np.arange(len(due) + 1)
    letters = np.array([ord(letter) for letter in due])
    for number, letter in enumerate(got, 1):
        change = row[:-1] + (letters != ord(letter))
        best = np.minimum(change, row[1:] + 1)
        # An omission costs one a letter: a running minimum once the slope is taken off.
        steps = np.arange(1, len(due) + 1)
        best = (
            np.minimum(np.minimum.accumulate(np.concatenate([[number], best - steps]))[1:], best - steps)
            + steps
        )
        row = np.concatenate([[number], best])
    return min(1.0, float(row[-1]) / len(due))
