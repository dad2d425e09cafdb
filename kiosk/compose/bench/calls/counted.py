"""The media process as it is, that also counts its tasks when it is asked: `SIGUSR1`, one JSON line a time.

`python -m kiosk.compose.bench.calls.counted FILE --steward SOCKET …`. Tasks can be seen from within only.
"""

import asyncio
import gc
import json
import signal
import sys
from pathlib import Path
from types import FrameType

from kiosk.compose.media import main as media


def main(argv: list[str]) -> int:
    """Run the media process."""
    counts = Path(argv[0])

    def count(_signal: int, _frame: FrameType | None) -> None:
        tasks = asyncio.all_tasks(asyncio.get_running_loop())
        with counts.open("a", encoding="ascii") as file:
            file.write(json.dumps({"tasks": len(tasks), "objects": len(gc.get_objects())}) + "\n")

    signal.signal(signal.SIGUSR1, count)
    return media(argv[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
