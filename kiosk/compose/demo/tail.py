"""Follow the event log of a running kiosk: what a test or the tour waits for, instead of sleeping."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Event = dict[str, Any]
PATIENCE_S = 60.0
"""Of the demonstration's citizen and expert, too. It only ends a wait for what does not come: a busy machine is slow
to draw."""


class EventTail:
    """Reads events as they are appended. `wait` looks at each event once, in order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self.seen: list[Event] = []
        self._next = 0

    def mark(self) -> None:
        """Forget what happened until now: the next `wait` looks only at what comes after."""
        self._read()
        self._next = len(self.seen)

    def wait(self, name: str, deadline_s: float = PATIENCE_S, **fields: Any) -> Event:
        """The next event of that name with those fields.

        Raises:
            TimeoutError: it did not come; the message lists what came instead.
        """
        return self.wait_for(lambda e: _is(e, name, fields), f"{name} {fields or ''}", deadline_s)

    def wait_for(self, wanted: Callable[[Event], bool], said: str, deadline_s: float = PATIENCE_S) -> Event:
        """The next event for which `wanted` holds."""
        until = time.monotonic() + deadline_s
        first = self._next
        while True:
            self._read()
            while self._next < len(self.seen):
                event = self.seen[self._next]
                self._next += 1
                if wanted(event):
                    return event
            if time.monotonic() > until:
                came = ", ".join(e["event"] for e in self.seen[first:][-30:])
                self._next = first
                raise TimeoutError(f"no {said} within {deadline_s} s; came: {came}")
            time.sleep(0.02)

    def all(self, name: str, **fields: Any) -> list[Event]:
        """Every event of that name so far."""
        self._read()
        return [event for event in self.seen if _is(event, name, fields)]

    def _read(self) -> None:
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            file.seek(self._offset)
            data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        self._offset += len(whole)
        self.seen += list(_parse(whole))


def _parse(data: bytes) -> Iterator[Event]:
    for line in data.splitlines():
        yield json.loads(line)


def _is(event: Event, name: str, fields: dict[str, Any]) -> bool:
    return event["event"] == name and all(event.get(key) == value for key, value in fields.items())
