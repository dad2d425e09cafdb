"""A public site's page on its way to paper: a stranger's file, out of the visit's vault, cleaned first."""

from pathlib import Path
from typing import cast

import pytest

from devices.printer.ports import JobState, Printer
from kiosk.confine.limits import Refused
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.documents.model import Contents, Page
from kiosk.documents.vault import Draft, StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from kiosk.steward.jobs import Jobs
from session.protocol.printing import PrintPage, PrintState
from tests.unit.steward.steward_doubles import Ear
from tests.unit.steward.test_steward_jobs import Paper


class Laundry:
    """Cleans what it is given into one page, or refuses; remembers the bytes it saw."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []
        self.refusal = ""

    async def clean(self, draft: Draft) -> StoredDocument | Refused:
        self.seen.append(draft.source.read_bytes())
        if self.refusal:
            draft.discard()
            return Refused(self.refusal)
        (draft.folder / "clean.pdf").write_bytes(b"%PDF-1.7 clean")
        page = Page(width=595, height=842, pixels_wide=1190, pixels_high=1684)
        return draft.commit("received", Contents(pages=[page]))


class Room:
    def __init__(self, folder: Path) -> None:
        self.visit = Vault(folder / "visit")
        self.visit.make()
        self.screen, self.paper, self.laundry = Ear(), Paper(), Laundry()
        self.jobs = Jobs(
            folder / "jobs", cast("Printer", self.paper), cast("Workshop", self.laundry), lambda _sha: None,
            lambda: self.visit, self.screen, new_id, EventLog(None, "test"),
        )  # fmt: skip

    def print(self, document: str) -> PrintPage:
        order = PrintPage(job=new_id(), document=document)
        self.jobs.page(order)
        return order

    def wrote(self) -> str:
        """What the web view leaves: a draft with a source."""
        draft = self.visit.begin()
        draft.source.write_bytes(b"%PDF of a stranger")
        return draft.id


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


async def test_page_of_a_site_is_cleaned_then_printed_and_no_longer_in_the_visits_vault(room: Room) -> None:
    document = room.wrote()
    order = room.print(document)
    room.paper.steps.put_nowait(JobState("done"))
    assert (await room.jobs.finished(order.job)).state == "done"
    assert room.laundry.seen == [b"%PDF of a stranger"]
    assert room.paper.sent == [order.job]
    assert list(room.visit.folder.iterdir()) == []
    await room.jobs.close()


async def test_page_that_cannot_be_cleaned_is_said_and_never_reaches_the_printer(room: Room) -> None:
    room.laundry.refusal = "document.pages-exceeded"
    order = room.print(room.wrote())
    ended = await room.jobs.finished(order.job)
    assert (ended.state, ended.key) == ("failed", "document.pages-exceeded")
    assert room.paper.sent == []
    await room.jobs.close()


@pytest.mark.parametrize("document", ["0" * 32, "f" * 32])
async def test_page_that_is_not_in_the_vault_fails_at_once(room: Room, document: str) -> None:
    order = room.print(document)
    assert room.screen.bodies == [PrintState(job=order.job, state="failed", key="document.file-damaged")]
