"""The media process of a visit: what it is told again, and the one that stands by."""

import asyncio
from pathlib import Path
from typing import Any, cast

from kiosk.core.events import EventLog
from kiosk.steward.media import MediaHouse
from session.protocol import local_media
from session.protocol.call import CallOffer, MicrophoneMute
from session.protocol.envelope import envelope
from session.protocol.peer import DocumentAnswer, PagePointer, PageShow, PrintAsk, PrintNews, PrivacyPause
from session.protocol.texting import TextMessage, TextTyped
from session.protocol.unseen import PictureHidden
from tests.unit.steward.steward_doubles import Ear

DOCUMENT, CALL, NEXT = "a" * 32, "c" * 32, "d" * 32
SETTINGS = local_media.MediaSettings(
    vault="/vault", frames="f", camera="c", microphone="m", speaker="s", ladder="720p30"
)


def _house() -> tuple[MediaHouse, Ear]:
    house = MediaHouse(
        cast("Any", None), cast("Any", None), Ear(), lambda: None, lambda: None, EventLog(None, "test")
    )
    return house, Ear()


async def test_a_media_process_that_takes_over_a_call_keeps_back_what_the_visitor_withheld() -> None:
    house, media = _house()
    house.say(local_media.CallBegin())
    house.say(PrivacyPause(active=True))
    house.say(MicrophoneMute(active=True))
    house._tell = media
    house.say(local_media.CallBegin(resumed=True))
    assert media.bodies[1:] == [PrivacyPause(active=True), MicrophoneMute(active=True)]
    media.heard.clear()
    house.new_call(NEXT)
    house.say(local_media.CallBegin())
    assert media.types() == ["call.begin"]


async def test_what_is_withheld_or_written_before_the_media_process_listens_is_told_before_it_sends() -> None:
    house, media = _house()
    house.new_call(CALL)
    said = [
        PrivacyPause(active=True),
        MicrophoneMute(active=True),
        TextTyped(text="Bonj"),
        TextMessage(text="Bonjour"),
    ]
    for body in said:
        house.say(body, call=CALL, gen=1)
    house._tell = media
    house.say(local_media.CallBegin(), call=CALL, gen=1)
    house.say(CallOffer(sdp="v=0"), call=CALL, gen=1)
    assert media.bodies[1:] == [*said, CallOffer(sdp="v=0")]
    assert [(call, gen) for _, call, gen in media.heard] == [(CALL, 1)] * 6


async def test_a_seat_told_again_sends_nothing_twice_and_keeps_back_what_was_withheld() -> None:
    house, media = _house()
    house.new_call(CALL)
    house._tell = media
    house.say(local_media.CallBegin(), call=CALL, gen=1)
    house.say(DocumentAnswer(document=DOCUMENT, accepted=True), call=CALL, gen=1)
    house.say(PrivacyPause(active=True), call=CALL, gen=1)
    house.say(local_media.CallBegin(), call=CALL, gen=1)
    assert media.types() == ["call.begin", "document.answer", "privacy.pause", "call.begin", "privacy.pause"]


async def test_what_was_said_to_an_expert_who_is_gone_is_never_said_to_the_next() -> None:
    house, media = _house()
    house.new_call(CALL)
    house.say(DocumentAnswer(document=DOCUMENT, accepted=True), call=CALL, gen=1)
    house.new_call(NEXT)
    house.say(PrintNews(document=DOCUMENT, state="done"), call=CALL, gen=1)  # a touch on its way
    house.say(PrivacyPause(active=True), call=CALL, gen=1)
    house.say(PictureHidden(active=True), call=CALL, gen=1)  # of the visit, whichever call it was in
    house._tell = media
    house.say(local_media.CallBegin(), call=NEXT, gen=1)
    assert media.types() == ["call.begin"]
    assert house._hidden.active


async def test_what_the_expert_did_not_get_is_said_again_by_the_next_media_process() -> None:
    house, media = _house()
    house.say(local_media.CallBegin())
    house._tell = media
    house.say(DocumentAnswer(document=DOCUMENT, accepted=True))
    house.say(PrintNews(document=DOCUMENT, state="done"))
    answer, news = media.idents
    assert answer is not None
    house.delivered(local_media.Delivered(message=answer))
    house._tell = None
    house.say(PageShow(document=DOCUMENT, page=1))
    house.say(PagePointer(document=DOCUMENT, page=1, x=0.5, y=0.5))
    taking_over = Ear()
    house._tell = taking_over
    house.say(local_media.CallBegin(resumed=True))
    again = [PrintNews(document=DOCUMENT, state="done"), PageShow(document=DOCUMENT, page=1)]
    assert taking_over.bodies[1:] == again
    assert taking_over.idents[1] == news
    house.new_call(NEXT)
    house.say(local_media.CallBegin())
    assert taking_over.types()[-1] == "call.begin"


async def test_a_page_picture_is_sent_again_until_the_expert_has_it_whole() -> None:
    house, media = _house()
    order = local_media.DocumentSend(
        document=DOCUMENT, kind="page", path="1", name="1", media_type="image/webp"
    )
    house.say(local_media.CallBegin())
    house.say(order)
    house._tell = media
    house.say(local_media.CallBegin(resumed=True))
    house.delivered(local_media.Delivered(message=DOCUMENT))
    house.say(local_media.CallBegin(resumed=True))
    assert media.types() == ["call.begin", "document.send", "call.begin"]


async def test_a_request_that_comes_again_through_the_next_media_process_is_heard_once() -> None:
    house, _ = _house()
    asked, pointed = (
        envelope(PrintAsk(document=DOCUMENT)),
        envelope(PagePointer(document=DOCUMENT, page=0, x=0, y=0)),
    )
    assert [house.heard_first(asked), house.heard_first(asked)] == [True, False]
    assert [house.heard_first(pointed), house.heard_first(pointed)] == [True, True]


class _Nursery:
    """Starts children that are nothing but a role and a number."""

    def __init__(self) -> None:
        self.children: list[Any] = []
        self.ended: Any = None

    async def start(self, role: str, ended: Any) -> Any:
        self.ended = ended
        child = _Child(role, len(self.children) + 1)
        self.children.append(child)
        return child


class _Child:
    def __init__(self, role: str, pid: int) -> None:
        self.role, self.pid, self.running = role, pid, True

    def kill(self) -> None:
        self.running = False


async def _opened(nursery: _Nursery) -> tuple[MediaHouse, list[str]]:
    news: list[str] = []
    house = MediaHouse(
        nursery.start, lambda _: SETTINGS, Ear(), lambda: news.append("ready"), lambda: news.append("lost"),
        EventLog(None, "test"),
    )  # fmt: skip
    house.needed = lambda: True
    await house.open(Path("/vault"))
    assert house.connected(1, Ear())
    return house, news


async def _stood_by(house: MediaHouse) -> Ear:
    house.stand_by()
    await asyncio.gather(*house._tasks)
    spare = Ear()
    assert house.connected(2, spare)
    return spare


async def test_a_killed_media_process_is_replaced_at_once_by_the_one_that_stood_by() -> None:
    nursery = _Nursery()
    house, news = await _opened(nursery)
    spare = await _stood_by(house)
    house.stand_by()
    assert (house._tasks, spare.bodies) == (set(), [])
    nursery.children[0].running = False
    nursery.ended(nursery.children[0], -9)
    await asyncio.gather(*house._tasks)
    assert [child.role for child in nursery.children] == ["media", "media"]
    assert spare.bodies == [SETTINGS]
    assert news == ["ready", "lost", "ready"]


async def test_a_spare_media_process_ends_with_the_visit_and_its_death_is_nobodys_concern() -> None:
    nursery = _Nursery()
    house, news = await _opened(nursery)
    await _stood_by(house)
    nursery.ended(nursery.children[1], -9)
    assert news == ["ready"]
    house.stand_by()
    await asyncio.gather(*house._tasks)
    house.dismiss()
    assert [child.running for child in nursery.children] == [False, True, False]


async def test_a_spare_media_process_that_keeps_dying_is_given_up() -> None:
    nursery = _Nursery()
    house, _ = await _opened(nursery)
    for _ in range(10):
        house.stand_by()
        await asyncio.gather(*house._tasks)
        nursery.ended(nursery.children[-1], -9)
    assert len(nursery.children) < 10


async def test_who_is_not_to_be_seen_is_withheld_by_every_media_process_of_the_visit() -> None:
    nursery, hidden = _Nursery(), PictureHidden(active=True)
    house = MediaHouse(
        nursery.start, lambda _: SETTINGS, Ear(), lambda: None, lambda: None, EventLog(None, "test")
    )
    await house.open(Path("/vault"))
    house.say(hidden)  # the process has not said hello yet
    first = Ear()
    assert house.connected(1, first)
    assert first.bodies == [SETTINGS, hidden]
    house.say(local_media.CallBegin())
    house.say(local_media.CallBegin())
    assert first.types()[2:] == ["call.begin", "call.begin"]
    house.needed = lambda: True
    nursery.children[0].running = False
    nursery.ended(nursery.children[0], -9)
    await asyncio.gather(*house._tasks)
    second = Ear()
    assert house.connected(2, second)
    assert second.bodies == [SETTINGS, hidden]
    house.dismiss()
    await house.open(Path("/next"))
    third = Ear()
    assert house.connected(3, third)
    assert third.bodies == [SETTINGS]
