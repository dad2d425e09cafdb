"""What a call has shown, as the steward counts it; and stamps: only on what was seen, and taken back whole."""

import asyncio
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.confine.limits import Refused
from kiosk.core.clock import ManualClock
from kiosk.core.events import EventLog
from kiosk.core.ids import new_id
from kiosk.documents.model import Contents, Page
from kiosk.documents.stamped import StampOrder
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from kiosk.steward.calls import CallDesk
from kiosk.steward.media import MediaHouse
from kiosk.steward.papers import BROKEN, Papers
from kiosk.steward.showing import ShowDesk
from session.protocol.envelope import Body, Envelope, envelope
from session.protocol.local import DocumentPages
from session.protocol.local_media import DocumentSend
from session.protocol.peer import DocumentReady
from session.protocol.showing import SEEN_S, Purpose, ShowingLive, ShowingNews, StampAsk, StampNews, StampUndo
from tests.unit.steward.steward_doubles import Ear

A4 = Page(width=595, height=842, pixels_wide=1191, pixels_high=1684)
NAME = "Document numérisé"


class Bench:
    """A workshop that stamps at once, and remembers what the stamp says."""

    def __init__(self) -> None:
        self.orders: list[StampOrder] = []
        self.refuses = ""
        self.breaks: Exception | None = None
        self.free = asyncio.Event()
        self.free.set()

    async def stamp(
        self, vault: Vault, document: str, order: StampOrder, _seal: Any
    ) -> StoredDocument | Refused:
        self.orders.append(order)
        await self.free.wait()
        if self.breaks is not None:
            raise self.breaks
        vault.get(document)
        return Refused(self.refuses) if self.refuses else made(vault, "stamped", signed=True)


def made(vault: Vault, kind: str = "scanned", *, signed: bool = False) -> StoredDocument:
    draft = vault.begin()
    (draft.folder / "clean.pdf").write_bytes(b"%PDF")
    return draft.commit(kind, Contents(pages=[A4]), signed=signed)


class MediaEar(Ear):
    """The media process, as the desk hears of it."""

    say = Ear.__call__

    def heard_first(self, _message: Envelope) -> bool:
        return True


class OneCall:
    """The call under way."""

    call: str | None = "1" * 32
    administration = "CAF de Haute-Marne"


class Table:
    """The desk between a screen and a media process that remember."""

    def __init__(self, folder: Path) -> None:
        self.vault = Vault(folder / "vault")
        self.vault.make()
        self.screen, self.media, self.bench = Ear(), MediaEar(), Bench()
        self.clock, self.calls, events = ManualClock(), OneCall(), EventLog(None, "test")
        bench = cast("Workshop", self.bench)
        self.papers = Papers(
            bench,
            cast("Any", None),
            lambda _: None,
            lambda: self.vault,
            self.screen,
            self.media,
            self.clock,
            events,
        )
        self.desk = ShowDesk(
            bench, self.papers, cast("Any", None), lambda: self.vault, cast("CallDesk", self.calls),
            cast("MediaHouse", self.media), self.screen, self.clock, events,
        )  # fmt: skip

    def shown(self, seconds: float, purpose: Purpose = "paper") -> ShowingNews:
        """A paper lay under the camera for so long."""
        self.desk.told(ShowingNews(live=True, purpose=purpose, left_s=75))
        self.clock.advance(seconds)
        self.desk.told(ShowingNews(live=False, purpose=purpose, ended="stopped"))
        news = self.media.bodies[-1]
        assert isinstance(news, ShowingNews)
        return news

    def sent(self, kind: str = "scanned", *, signed: bool = False) -> str:
        """A paper of the visitor that the expert has."""
        document = made(self.vault, kind, signed=signed).document.id
        self.papers.share(document, NAME)
        return document

    async def stamp(self, document: str) -> StampNews:
        self.desk.stamp(*_said(StampAsk(document=document)))
        async with asyncio.timeout(60):
            while not isinstance(self.media.bodies[-1], StampNews):
                await asyncio.sleep(0)
        news = self.media.bodies[-1]
        assert isinstance(news, StampNews)
        return news


def _said(body: Any) -> tuple[Envelope, Any]:
    return envelope(body, call=OneCall.call, gen=1), body


def _news(ear: Ear) -> list[Body]:
    return [body for body in ear.bodies if isinstance(body, StampNews)]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path)


def test_both_ends_are_told_what_the_track_carries_and_whether_it_was_seen(table: Table) -> None:
    short = table.shown(SEEN_S - 1)
    assert (short.live, short.seen) == (False, False)
    assert table.shown(2).seen
    assert table.screen.bodies == table.media.bodies


def test_an_identity_paper_is_no_original_that_was_seen(table: Table) -> None:
    assert not table.shown(60, "identity").seen


def test_another_call_begins_with_nothing_seen(table: Table) -> None:
    table.shown(60)
    table.calls.call = "2" * 32
    assert not table.shown(1).seen


def test_without_a_call_no_camera_is_opened_and_putting_off_still_works(table: Table) -> None:
    table.calls.call = None
    table.desk.live(*_said(ShowingLive(active=True)))
    table.desk.live(*_said(ShowingLive(active=False)))
    assert [body.active for body in table.media.bodies if isinstance(body, ShowingLive)] == [False]


def test_a_media_process_that_dies_while_it_shows_is_told_to_both_ends(table: Table) -> None:
    table.desk.told(ShowingNews(live=True, left_s=75))
    table.desk.media_lost()
    last = table.screen.bodies[-1]
    assert isinstance(last, ShowingNews)
    assert (last.live, last.ended) == (False, "link")
    table.desk.media_lost()
    assert len(table.screen.bodies) == 2


async def test_nothing_is_stamped_that_was_not_seen_live(table: Table) -> None:
    news = await table.stamp(table.sent())
    assert (news.state, news.key) == ("failed", "stamp.original-unseen")
    assert table.bench.orders == []


async def test_a_stamp_names_the_hour_and_the_office_and_is_shown_on_both_sides(table: Table) -> None:
    document = table.sent()
    table.shown(SEEN_S)
    news = await table.stamp(document)
    assert (news.state, news.document) == ("stamped", document)
    assert table.bench.orders[0].administration == "CAF de Haute-Marne"
    assert table.bench.orders[0].when.startswith("Le 23 novembre 2026 à ")
    assert "Nadia" not in table.bench.orders[0].model_dump_json()
    ready = [body for body in table.media.bodies if isinstance(body, DocumentReady)][-1]
    assert (ready.document, ready.name) == (news.stamped, f"{NAME} - original vu")
    whole = [body for body in table.media.bodies if isinstance(body, DocumentSend) and body.kind == "file"]
    assert whole[-1].of == news.stamped
    # The screen has the pages before it hears that they are a stamped copy.
    shown = [body for body in table.screen.bodies if isinstance(body, DocumentPages | StampNews)]
    assert [type(body) for body in shown] == [DocumentPages, StampNews]


async def test_while_it_is_still_shown_it_counts_as_seen(table: Table) -> None:
    document = table.sent()
    table.desk.told(ShowingNews(live=True, left_s=75))
    table.clock.advance(SEEN_S)
    assert (await table.stamp(document)).state == "stamped"


@pytest.mark.parametrize(("kind", "signed"), [("received", False), ("scanned", True), ("form", False)])
async def test_only_an_unsigned_paper_of_the_visitor_is_stamped(
    table: Table, kind: str, signed: bool
) -> None:
    document = table.sent(kind, signed=signed)
    table.shown(SEEN_S)
    assert (await table.stamp(document)).key == "stamp.paper-unsuited"


async def test_a_paper_that_was_never_sent_is_not_stamped_even_by_its_id(table: Table) -> None:
    table.shown(SEEN_S)
    assert (await table.stamp(made(table.vault).document.id)).key == "stamp.paper-unsuited"
    assert (await table.stamp(new_id())).key == "stamp.paper-unsuited"


async def test_taken_back_the_copy_is_gone_and_may_be_made_again(table: Table) -> None:
    document = table.sent()
    table.shown(SEEN_S)
    first = await table.stamp(document)
    table.desk.undo(*_said(StampUndo(document=first.stamped or "")))
    assert table.vault.ids() == [document]
    undone = table.screen.bodies[-1]
    assert undone == StampNews(document=document, state="undone", stamped=first.stamped)
    assert table.media.bodies[-1] == undone
    table.media.heard.clear()
    table.media(undone)
    table.media(DocumentReady(document=document, name=NAME, pages=1))
    again = await table.stamp(document)
    assert again.state == "stamped"
    assert again.stamped != first.stamped


async def test_the_same_stamp_asked_twice_is_one(table: Table) -> None:
    document = table.sent()
    table.shown(SEEN_S)
    await table.stamp(document)
    table.desk.stamp(*_said(StampAsk(document=document)))
    await table.desk.end()
    assert len(_news(table.media)) == 1
    assert len(table.bench.orders) == 1


def test_taking_back_what_was_never_stamped_changes_nothing(table: Table) -> None:
    document = table.sent()
    table.desk.undo(*_said(StampUndo(document=document)))
    assert table.vault.ids() == [document]
    assert _news(table.screen) == []


async def test_a_stamp_asked_for_many_times_at_once_is_made_once(table: Table) -> None:
    document = table.sent()
    table.shown(SEEN_S)
    table.bench.free.clear()  # the first one is still at work
    for _ in range(20):
        table.desk.stamp(*_said(StampAsk(document=document)))
    while not table.bench.orders:
        await asyncio.sleep(0)
    table.bench.free.set()
    async with asyncio.timeout(60):
        while not [body for body in table.media.bodies if isinstance(body, StampNews)]:
            await asyncio.sleep(0)
    assert len(table.bench.orders) == 1


async def test_a_bug_while_stamping_is_told_and_the_stamp_may_be_asked_for_again(table: Table) -> None:
    document = table.sent()
    table.shown(SEEN_S)
    table.bench.breaks = RuntimeError("broken")
    assert (await table.stamp(document)).key == BROKEN
    table.bench.breaks = None
    table.media.heard.clear()
    table.media(DocumentReady(document=document, name=NAME, pages=1))
    assert (await table.stamp(document)).state == "stamped"


@pytest.mark.parametrize("outcome", ["refused", "broken", "made"])
async def test_a_stamp_of_the_call_before_is_told_to_nobody(table: Table, outcome: str) -> None:
    document = table.sent()
    table.shown(SEEN_S)
    table.bench.free.clear()
    table.bench.refuses = "stamp.paper-unsuited" if outcome == "refused" else ""
    table.bench.breaks = RuntimeError("broken") if outcome == "broken" else None
    table.desk.stamp(*_said(StampAsk(document=document)))
    while not table.bench.orders:
        await asyncio.sleep(0)
    table.calls.call = "2" * 32
    table.media.heard.clear()
    table.bench.free.set()
    while table.desk._tasks:
        await asyncio.gather(*table.desk._tasks, return_exceptions=True)
    assert table.media.bodies == []
    assert table.vault.ids() == [document]
