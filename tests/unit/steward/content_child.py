"""A program at the other end of the wire: speaks the contract of `content fetch` and `content sync`, or breaks it.

`python content_child.py WHAT FILE`: FILE is written as soon as it runs.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import TextIO

GOOD = {"outcome": "updated", "edition": "2026-11-21", "error": None, "detail": "", "bytes": 12, "ms": 3}
REFUSED = {
    **GOOD,
    "outcome": "refused",
    "error": "content.edition-rolled-back",
    "detail": "du 1er\u202emai\x07",
}


def say(stream: TextIO, text: str) -> None:
    stream.write(text + "\n")
    stream.flush()


def main(what: str, mark: Path) -> None:
    for done in (1, 2):
        say(sys.stderr, json.dumps({"done": done, "total": 2}))
    mark.write_text(f"{os.getpid()} {os.getpriority(os.PRIO_PROCESS, 0)}")
    match what:
        case "updated":
            say(sys.stdout, json.dumps(GOOD))
        case "refused":
            say(sys.stdout, json.dumps(REFUSED))
            sys.exit(1)
        case "hangs":
            signal.pause()
        case "silent":
            sys.exit(3)
        case "lies":
            say(sys.stdout, json.dumps({**GOOD, "outcome": "wonderful"}))
        case "unknown-error":
            say(sys.stdout, json.dumps({**REFUSED, "error": "content.of-another-world"}))
        case "babbles":
            say(sys.stderr, "x" * 2_000_000)
            say(sys.stdout, "x" * 1_000_000)
        case "noisy":
            say(sys.stderr, "z" * 10_000 + '\n{"done": "a"}\n[1]\n{"done": 9, "total": 3}')
            say(sys.stdout, "warning\n" + json.dumps(GOOD))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
