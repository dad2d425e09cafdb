"""Which PDFs the print server may read as they are: a publisher's, never the town hall's own."""

import asyncio
from pathlib import Path
from typing import cast

import pytest

from devices.printer.ports import Printer
from kiosk.confine.limits import Refused
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.documents.vault import Vault
from kiosk.documents.workshop import Workshop
from kiosk.steward.jobs import Jobs
from offline_cache.local.content import is_local
from session.protocol.printing import PrintForm
from tests.unit.steward.steward_doubles import Ear


class Press:
    """A workshop that notes how a PDF was brought in, and goes no further."""

    def __init__(self) -> None:
        self.brought: list[str] = []

    async def render(self, _vault: Vault, _pdf: Path) -> Refused:
        self.brought.append("as it is")
        return Refused("document.file-damaged")

    async def rebuild(self, _vault: Vault, _pdf: Path) -> Refused:
        self.brought.append("as pictures")
        return Refused("document.file-damaged")


@pytest.mark.parametrize(("folder", "brought"), [("forms", "as it is"), ("documents", "as pictures")])
async def test_the_towns_own_pdfs_reach_the_printer_as_pictures(
    tmp_path: Path, folder: str, brought: str
) -> None:
    press, screen = Press(), Ear()
    pdf = tmp_path / folder / f"{'ab' * 32}.pdf"
    jobs = Jobs(
        tmp_path / "jobs", cast("Printer", object()), cast("Workshop", press), lambda _sha: pdf, lambda: None, screen,
        new_id, EventLog(None, "test"), foreign=is_local,
    )  # fmt: skip
    order = PrintForm(job=new_id(), sha256="ab" * 32)
    jobs.form(order)
    state = await asyncio.wait_for(jobs.finished(order.job), 60)
    assert (press.brought, state.state) == ([brought], "failed")
