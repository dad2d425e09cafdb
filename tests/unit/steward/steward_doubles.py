"""What steward tests listen with."""

import errno
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from session.protocol.envelope import Body


@dataclass
class Ear:
    """Remembers what was said to one neighbour."""

    heard: list[tuple[Body, str | None, int | None]] = field(default_factory=list)
    idents: list[str | None] = field(default_factory=list)

    def __call__(
        self, body: Body, *, call: str | None = None, gen: int | None = None, ident: str | None = None
    ) -> None:
        self.heard.append((body, call, gen))
        self.idents.append(ident)

    @property
    def bodies(self) -> list[Body]:
        return [body for body, _, _ in self.heard]

    def types(self) -> list[str]:
        return [body.TYPE for body in self.bodies]


@dataclass
class Memory:
    """A kept value without a file."""

    value: dict[str, Any] = field(default_factory=dict)

    def load(self) -> dict[str, Any]:
        return dict(self.value)

    def save(self, value: Mapping[str, Any]) -> None:
        self.value = dict(value)


def events_of(path: Path) -> list[dict[str, Any]]:
    """The events written to a log."""
    return [json.loads(line) for line in path.read_text().splitlines()]


class FullDisk:
    """The hand of a vault on a disk where nothing has room any more."""

    def __enter__(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def __exit__(self, *_: object) -> None:
        """It never gets here."""
