"""Inside the child: limits first, then libraries, then the filter, then the stranger's bytes."""

import base64
import contextlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kiosk.confine.bubble import BOX, INPUTS
from kiosk.confine.filter import deny
from kiosk.confine.limits import EXIT_MEMORY, EXIT_OUTPUT, Limits
from kiosk.core.errors import UserFacingError

MAX_LINE = 1024 * 1024


class Talk:
    """The child's side of the conversation: one JSON object a line, both ways."""

    def __init__(self, hear: IO[bytes], say: IO[bytes]) -> None:
        self._hear = hear
        self._say = say

    def read(self) -> dict[str, Any]:
        """The parent's next message; empty when it has gone."""
        line = self._hear.readline(MAX_LINE)
        return json.loads(line) if line else {}

    def write(self, kind: str, **fields: Any) -> None:
        """Send one message."""
        self._say.write(json.dumps({"type": kind, **fields}).encode() + b"\n")
        self._say.flush()

    def progress(self, **fields: Any) -> None:
        """Tell how far the work is."""
        self.write("progress", **fields)

    def sign(self, attributes: bytes) -> bytes:
        """Ask the parent, who holds the key, to sign DER attributes.

        Raises:
            PermissionError: it refused.
        """
        self.write("sign", attributes=base64.b64encode(attributes).decode())
        answer = self.read().get("signature", "")
        if not answer:
            raise PermissionError("the parent refused to sign")
        return base64.b64decode(answer)


@dataclass(frozen=True)
class Box:
    """Where a verb may read and write: its own `folder`, and named read-only inputs."""

    folder: Path = BOX
    inputs: Path = INPUTS

    def given(self, name: str) -> Path:
        """The input called `name`."""
        return self.inputs / name


Verb = Callable[[dict[str, Any], Box, Talk], dict[str, Any]]


@dataclass(frozen=True)
class Entry:
    """One verb of the program: `load` imports what it needs and returns it.

    A verb that is not `confined` (it needs a printer's socket) runs with limits but without filter.
    """

    load: Callable[[], Verb]
    confined: bool = True


def main(verb: str, table: Mapping[str, Entry]) -> int:
    """Serve one request from standard input and answer on standard output.

    Returns the exit code: 0 answered or refused, 2 unknown verb, else the limit that was passed.
    """
    if verb not in table:
        sys.stderr.write(f"child: unknown verb {verb!r}; one of {', '.join(sorted(table))}\n")
        return 2
    talk = Talk(sys.stdin.buffer, os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)  # a library that prints must not spoil the conversation
    try:
        return _serve(table[verb], talk)
    except MemoryError:
        return EXIT_MEMORY
    except OSError as error:
        traceback.print_exc()
        return EXIT_OUTPUT if error.errno in _FULL else 1


_FULL = (27, 28)  # EFBIG, ENOSPC


def leave_the_group() -> None:
    """Out of bubblewrap's process group, to which signals pass whatever the namespace; its death still is ours."""
    with contextlib.suppress(PermissionError):  # without a box we lead one of our own
        os.setsid()


def _serve(entry: Entry, talk: Talk) -> int:
    order = talk.read()
    Limits(**order["limits"]).apply()
    work = entry.load()
    if entry.confined:
        leave_the_group()
        deny()  # first: looking libseccomp up starts a process, which the limit forbids to all but root
        Limits.forbid_children()
    try:
        result = work(order["request"], Box(), talk)
    except UserFacingError as refusal:
        talk.write("refused", key=refusal.key, detail=refusal.detail)
        return 0
    talk.write("done", result=result)
    return 0
