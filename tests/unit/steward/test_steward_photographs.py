"""Photographs of a visit: one look at a time, blurred ones made again, and nothing raw left behind."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from kiosk.confine.limits import Refused
from kiosk.core.clock import SystemClock
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.documents.model import Contents, Page
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from kiosk.steward.media import MediaHouse
from kiosk.steward.photographs import TRIES, PhotoDesk
from session.protocol.cameras import PaperAim, PaperLook, PaperShoot, PaperShot, PaperWatch
from session.protocol.scanning import ScanPage, ScanState
from tests.unit.steward.steward_doubles import Ear, FullDisk

A4 = Page(width=595, height=842, pixels_wide=1191, pixels_high=1684)


class Bench:
    """A workshop that judges by what is written in the photograph."""

    async def photograph(
        self, vault: Vault, photo: Path, corners: Sequence[tuple[float, float]], *, keep_blurred: bool
    ) -> StoredDocument | Refused:
        del corners
        what = photo.read_text()
        if what == "blurred" and not keep_blurred:
            return Refused("camera.page-blurred")
        if what == "garbage":
            return Refused("camera.photo-failed")
        draft = vault.begin()
        (draft.folder / "clean.pdf").write_bytes(b"%PDF")
        return draft.commit("scanned", Contents(pages=[A4]))


class Media:
    """A media process that remembers what it is told, and what it was opened for."""

    def __init__(self) -> None:
        self.say = Ear()
        self.faces: list[bool] = []
        self.listening = True

    async def open(self, vault: Path, *, face: bool = True) -> None:
        del vault
        self.faces.append(face)


class Desk:
    """The desk with a screen that remembers."""

    def __init__(self, folder: Path, *, fitted: bool = True) -> None:
        self.vault = Vault(folder / "vault")
        self.vault.make()
        self.screen, self.media = Ear(), Media()
        self.desk = PhotoDesk(
            fitted, cast("Workshop", Bench()), lambda: self.vault, cast("MediaHouse", self.media), self.screen,
            SystemClock(), EventLog(None, "test"),
        )  # fmt: skip

    def looks(self) -> str:
        scan = new_id()
        self.desk.look(PaperLook(scan=scan))
        return scan

    async def shoots(self, scan: str, what: str, *, manual: bool = False) -> None:
        watch = [body for body in self.media.say.bodies if isinstance(body, PaperWatch)][-1]
        (self.vault.folder / f"{watch.folder}.part" / "photo.ppm").write_text(what)
        self.desk.shot(PaperShot(scan=scan, file="photo.ppm", manual=manual))
        await self.settled()

    async def settled(self) -> None:
        await asyncio.gather(*self.desk._tasks)

    def states(self) -> list[tuple[str | None, bool]]:
        return [(body.key, body.ended) for body in self.screen.bodies if isinstance(body, ScanState)]

    def pages(self) -> list[str]:
        return [body.page for body in self.screen.bodies if isinstance(body, ScanPage)]


def _entries(vault: Vault) -> list[str]:
    return sorted(path.name for path in vault.folder.iterdir())


async def test_a_photograph_becomes_a_page_and_nothing_else_stays(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    scan = desk.looks()
    await desk.settled()
    assert desk.media.faces == [False], "neither the face nor the voice is wanted for a sheet"
    await desk.shoots(scan, "page")
    assert _entries(desk.vault) == desk.pages()
    assert desk.states() == [(None, True)]
    assert desk.media.say.bodies[-1] == PaperLook(scan=scan, active=False)
    assert not desk.desk.busy


async def test_a_blurred_photograph_is_made_again_and_kept_at_the_last(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    scan = desk.looks()
    for _ in range(TRIES):
        await desk.shoots(scan, "blurred")
    assert desk.states() == [("camera.page-blurred", False)] * (TRIES - 1) + [(None, True)]
    assert len(desk.pages()) == 1, "the visitor judges it"


async def test_what_the_visitor_asked_for_is_kept_as_it_is(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    scan = desk.looks()
    desk.desk.shoot(PaperShoot(scan=scan))
    assert desk.media.say.bodies[-1] == PaperShoot(scan=scan)
    await desk.shoots(scan, "blurred", manual=True)
    assert len(desk.pages()) == 1


async def test_half_a_picture_is_said_and_nothing_stays(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    await desk.shoots(desk.looks(), "garbage")
    assert desk.states() == [("camera.photo-failed", True)]
    assert _entries(desk.vault) == []


async def test_a_look_that_was_left_takes_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    scan = desk.looks()
    desk.desk.look(PaperLook(scan=scan, active=False))
    desk.desk.aimed(PaperAim(scan=scan, advice="hold"))
    desk.desk.shot(PaperShot(scan=scan, file="photo.ppm"))
    await desk.settled()
    assert (desk.screen.bodies, _entries(desk.vault)) == ([], [])


async def test_a_media_process_that_takes_over_is_told_to_look(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.media.listening = False
    scan = desk.looks()
    assert desk.media.say.bodies == []
    desk.media.listening = True
    desk.desk.media_ready()
    assert [body.scan for body in desk.media.say.bodies if isinstance(body, PaperWatch)] == [scan]


async def test_without_a_document_camera_it_is_said(tmp_path: Path) -> None:
    desk = Desk(tmp_path, fitted=False)
    desk.looks()
    assert desk.states() == [("camera.device-missing", True)]
    assert desk.media.faces == []


async def test_only_the_photograph_itself_is_read(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    scan = desk.looks()
    bad: Any = "../../../etc/passwd"
    desk.desk.shot(PaperShot(scan=scan, file=bad))
    await desk.settled()
    assert desk.desk.busy
    assert desk.states() == []


async def test_a_FullDisk_is_told_and_no_camera_goes_on(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.vault.hand = FullDisk
    desk.looks()
    assert desk.states() == [("host.disk-full", True)]
    assert (desk.media.faces, desk.media.say.bodies) == ([], [])
