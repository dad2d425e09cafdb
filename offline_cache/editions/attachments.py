"""What an edition carries besides sheets and forms, each under a name, and who installs it.

An installer reads the file (checked already) and writes what the kiosk uses into a folder of its own in the new
edition, before it is swapped in: all of it changes in the same rename. One that is unchanged is taken over from the
edition before, unless its installer's `version` is another.
"""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from offline_cache.directory import schema as directory
from offline_cache.editions.folders import copy_folder
from offline_cache.editions.held import ATTACHMENTS
from offline_cache.editions.manifest import Piece
from offline_cache.local import schema as local
from offline_cache.placing import PARTS

_MADE = "fait.json"


class Installer(NamedTuple):
    """`install(file, folder)` fills `folder`; raises `UserFacingError` for a file it does not understand."""

    version: int
    install: Callable[[Path, Path], None]


Installers = Mapping[str, Installer]


def _directory(file: Path, folder: Path) -> None:
    from offline_cache.directory.importer import Order, import_directory  # noqa: PLC0415 - only for who has one

    import_directory(Order(file), folder)


def _local(file: Path, folder: Path) -> None:
    from offline_cache.local.install import install_local  # noqa: PLC0415 - only for who has one

    install_local(file, folder)


INSTALLERS: Installers = {
    "directory": Installer(directory.VERSION, _directory),
    "local": Installer(local.VERSION, _local),
}
"""By the attachment's name. One without an installer is kept, for a later program to install.

Both fill their folder as they would a store; readers look there when the store itself has nothing of the kind: what a
town hall installs by hand goes before what came with the edition.
"""


def install(
    edition: Path, before: Path | None, files: Mapping[str, tuple[Piece, Path]], installers: Installers
) -> None:
    """Keep every attachment in `edition`, and install it there.

    Raises:
        UserFacingError: what an installer refuses its file for.
    """
    for name, (piece, path) in files.items():
        kept = edition / ATTACHMENTS / piece.sha256
        kept.parent.mkdir(exist_ok=True)
        link(path, kept)
        installer = installers.get(name)
        if installer is None:
            continue
        made = {"sha256": piece.sha256, "version": installer.version}
        part = edition / PARTS / name
        part.parent.mkdir(exist_ok=True)
        if before is not None and _made(before / PARTS / name) == made:
            copy_folder(before / PARTS / name, part, link)
        else:
            part.mkdir()
            installer.install(kept, part)
            (part / _MADE).write_text(json.dumps(made), encoding="ascii")


def part_of(edition: Path, name: str) -> Path | None:
    """Where an edition keeps what was installed of an attachment; None when it has none."""
    part = edition / PARTS / name
    return part if _made(part) is not None else None


def link(source: Path, target: Path) -> None:
    """The same file under another name, or a copy where the disk knows no links: editions never change."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _made(part: Path) -> object:
    try:
        return json.loads((part / _MADE).read_bytes())
    except (OSError, ValueError):
        return None
