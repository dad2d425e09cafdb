"""A kiosk without room or without its tools says so; it keeps nobody waiting, and leaves nothing half made."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.confine.confinement import Confinement
from kiosk.confine.limits import Done, Outcome, Refused
from kiosk.core.errors import UserFacingError
from kiosk.documents.vault import INDEX, Vault
from kiosk.documents.workshop import Workshop

FULL = Path("/dev/full")
PAGE = {"width": 595, "height": 842, "pixels_wide": 1191, "pixels_high": 1684}


class Child:
    """Does its work, onto a disk that is full by the time its parent writes what came of it; or is not there."""

    def __init__(self) -> None:
        self.missing = False

    async def run(self, _verb: str, _request: Any, folder: Path, **_: object) -> Outcome:
        if self.missing:
            raise UserFacingError("confine.tool-missing")
        for name in ("clean.pdf", "page-001.webp"):
            (folder / name).write_bytes(b"made")
        (folder / INDEX).symlink_to(FULL)
        return Done({"pages": [PAGE]})


class Disk:
    """A hand that finds no room from some moment on."""

    def __init__(self) -> None:
        self.full = False

    @contextmanager
    def __call__(self) -> Iterator[None]:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        yield


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def vault(tmp_path: Path, disk: Disk) -> Vault:
    vault = Vault(tmp_path / "vault", cast("Any", disk))
    vault.make()
    return vault


@pytest.fixture
def child() -> Child:
    return Child()


@pytest.fixture
def workshop(child: Child, tmp_path: Path) -> Workshop:
    (tmp_path / "form.pdf").write_bytes(b"%PDF")
    return Workshop(cast("Confinement", child), tmp_path / "no-fonts")


async def test_no_room_for_what_was_made_is_a_refusal_and_nothing_of_it_stays(
    workshop: Workshop, vault: Vault, tmp_path: Path
) -> None:
    made = await workshop.render(vault, tmp_path / "form.pdf")
    assert isinstance(made, Refused)
    assert made.key == "host.disk-full"
    assert list(vault.folder.iterdir()) == []


async def test_no_room_to_begin_is_a_refusal_too(
    workshop: Workshop, vault: Vault, disk: Disk, tmp_path: Path
) -> None:
    disk.full = True
    for bring in (workshop.render, workshop.rebuild):
        made = await bring(vault, tmp_path / "form.pdf")
        assert isinstance(made, Refused)
        assert made.key == "host.disk-full"


async def test_a_form_that_cannot_be_copied_leaves_no_draft(workshop: Workshop, vault: Vault) -> None:
    made = await workshop.rebuild(vault, Path("/nowhere.pdf"))
    assert isinstance(made, Refused)
    assert made.key == "document.work-exceeded"
    assert list(vault.folder.iterdir()) == []


async def test_without_bubblewrap_the_work_is_refused_by_name(
    workshop: Workshop, vault: Vault, child: Child, tmp_path: Path
) -> None:
    child.missing = True
    assert await workshop.render(vault, tmp_path / "form.pdf") == Refused("confine.tool-missing")
    assert list(vault.folder.iterdir()) == []


async def test_an_id_that_is_taken_stays_the_caller_s_mistake(
    workshop: Workshop, vault: Vault, tmp_path: Path
) -> None:
    vault.begin("ab" * 16)
    with pytest.raises(FileExistsError):
        await workshop.render(vault, tmp_path / "form.pdf", document_id="ab" * 16)
