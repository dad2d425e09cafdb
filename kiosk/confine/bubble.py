"""The bubblewrap command line: what a confined child can see. Pure."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from kiosk.core.places import ROOT

BOX = Path("/box")
INPUTS = Path("/in")

# Our own code, read-only. Named one by one: the folder above may hold anything in a clone.
_PACKAGES = ("kiosk", "devices", "session", "offline_cache")
_MERGED = ("lib", "lib32", "lib64", "bin", "sbin")


def bubble(command: list[str], folder: Path, inputs: Mapping[str, Path]) -> list[str]:
    """Wrap `command` so that it sees the program, `folder` as `/box`, and each input as `/in/NAME`.

    Everything but `/box` and an empty `/tmp` is read-only; there is no `/proc` (but in a bundle), no
    network device, no other process, and the child dies with us. Of `/dev` only `null` and `urandom` exist
    (loading libseccomp and numbering a PDF need them). `Conversation` starts it in a session of its own, with
    no terminal: were bubblewrap asked for another one, not all of it could be killed as one group. The child
    leaves that group once it runs (`child.leave_the_group`).
    """
    argv = ["bwrap", "--unshare-all", "--die-with-parent", "--clearenv"]
    argv += ["--setenv", "LANG", "C.UTF-8", "--setenv", "PYTHONDONTWRITEBYTECODE", "1"]
    # Before the program's own folders: a clone may itself stand below /tmp.
    argv += ["--tmpfs", "/tmp"]  # noqa: S108 - the child's own
    for path in _program_paths():
        argv += ["--ro-bind", str(path), str(path)]
    argv += _merged_usr()
    argv += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]
    if _frozen():
        argv += ["--proc", "/proc"]  # a bundle's loader finds itself there; it shows this child alone
    for device in ("/dev/null", "/dev/urandom"):
        argv += ["--dev-bind", device, device]
    argv += ["--bind", str(folder.resolve()), str(BOX)]
    for name, path in inputs.items():
        argv += ["--ro-bind", str(path.resolve()), str(INPUTS / name)]
    return [*argv, "--chdir", str(_start()), "--", *command]


def _frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def _start() -> Path:
    return Path(sys.executable).parent if _frozen() else ROOT


def _program_paths() -> list[Path]:
    """The interpreter, its libraries and our packages, outermost first and each once."""
    if _frozen():
        return [Path("/usr"), Path(sys.executable).resolve().parent]
    wanted = [Path("/usr"), Path(sys.base_prefix), Path(sys.prefix)]
    wanted += [ROOT / package for package in _PACKAGES if (ROOT / package).is_dir()]
    kept: list[Path] = []
    for path in wanted:
        if not any(path == known or known in path.parents for known in kept):
            kept.append(path)
    return kept


def _merged_usr() -> list[str]:
    argv: list[str] = []
    for name in _MERGED:
        top = Path("/") / name
        if top.is_symlink():
            argv += ["--symlink", os.readlink(top), str(top)]  # noqa: PTH115 - the text, unresolved
        elif top.is_dir():
            argv += ["--ro-bind", str(top), str(top)]
    return argv
