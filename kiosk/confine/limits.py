"""What a child may use up, and what can come of it."""

import resource
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

MEGA = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Ceilings of one child.

    `memory_mb` is address space; `output_mb` bounds each file and, watched by the parent, the whole
    folder; `wall_s` is the parent's own deadline, which also ends a child that sleeps.
    """

    memory_mb: int = 1024
    cpu_s: int = 20
    output_mb: int = 100
    wall_s: float = 60.0
    open_files: int = 64

    def as_dict(self) -> dict[str, Any]:
        """The form that travels to the child."""
        return asdict(self)

    def apply(self) -> None:
        """Set them as hard limits of this process: they can never be raised again."""
        memory, output = self.memory_mb * MEGA, self.output_mb * MEGA
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        # The soft limit sends SIGXCPU, which names the cause; the hard one kills a child that ignores it.
        resource.setrlimit(resource.RLIMIT_CPU, (self.cpu_s, self.cpu_s + 2))
        resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
        resource.setrlimit(resource.RLIMIT_NOFILE, (self.open_files, self.open_files))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    @staticmethod
    def forbid_children() -> None:
        """Let this process start no other; called once its libraries are loaded."""
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


class Reason(StrEnum):
    """Why a child was stopped, or stopped itself."""

    MEMORY = "memory"
    CPU = "cpu"
    OUTPUT = "output"
    WALL = "wall"
    CRASH = "crash"
    ESCAPE = "escape"


@dataclass(frozen=True)
class Done:
    """The child answered. What it says was written by foreign code: validate it."""

    result: dict[str, Any]


@dataclass(frozen=True)
class Refused:
    """The child read the input and refused it with a key of `kiosk.core.errors`."""

    key: str
    detail: str = ""


@dataclass(frozen=True)
class Killed:
    """The child passed a limit or broke. `trace` is for a developer and stays out of every log."""

    reason: Reason
    trace: str = ""


Outcome = Done | Refused | Killed

# Exit codes of the child itself, beside those of signals.
EXIT_MEMORY = 70
EXIT_OUTPUT = 71
