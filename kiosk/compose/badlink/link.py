"""A bad link to use: starts the forwarder, gives it orders, tells where its two ends are."""

import json
import sys
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from kiosk.compose.badlink import tun
from kiosk.compose.badlink.shape import Shape
from kiosk.compose.demo.processes import Running
from kiosk.core.errors import UserFacingError

Way = Literal["out", "back", "both"]
"""`out` is from the near end to the far one."""


@dataclass(frozen=True)
class Place:
    """One end of the link, as others see it."""

    namespace: Path
    address: str

    def entered(self) -> AbstractContextManager[None]:
        """Be there for a while: this thread and the programs it starts."""
        return tun.entered(self.namespace)

    @property
    def inside(self) -> list[str]:
        """The words before a command that is to run there."""
        return ["nsenter", f"--net={self.namespace}", "--"]


class Link:
    """A running link. Use as a context manager; its namespaces end with the last process in them."""

    def __init__(self, logs: Path, seed: int = 1) -> None:
        """Start it.

        Raises:
            UserFacingError: this account may not make namespaces; the detail says what is missing.
        """
        module = "kiosk.compose.badlink.forwarder"
        self._process = Running("badlink", [sys.executable, "-m", module, "--seed", str(seed)], logs)
        said = self._process.greeting()
        if "refused" in said:
            self._process.stop()
            raise UserFacingError(str(said["key"]), str(said["refused"]))
        self.near = Place(Path(said["near"]), str(said["near_address"]))
        self.far = Place(Path(said["far"]), str(said["far_address"]))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.stop()

    def shape(self, shape: Shape, way: Way = "both") -> None:
        """Behave like this from now on."""
        self._order({"do": "shape", "way": way, "shape": asdict(shape)})

    def cut(self, seconds: float, way: Way = "both") -> None:
        """Let nothing through for so long; it ends by itself."""
        self._order({"do": "cut", "way": way, "seconds": seconds})

    def move(self, address: str, end: Literal["near", "far"] = "far") -> None:
        """Give one end another address of 10.92.0.0/24."""
        self._order({"do": "move", "end": end, "address": address})

    def counts(self) -> dict[str, Any]:
        """What crossed so far, both ways; what the kernel dropped; what the forwarder used of the processor."""
        return self._order({"do": "count"})

    def _order(self, order: dict[str, Any]) -> dict[str, Any]:
        self._process.say(json.dumps(order))
        answer = self._process.greeting()
        if "refused" in answer:
            raise ValueError(answer["refused"])
        return answer
