"""What the switchboard says again to a neighbour that comes late."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from kiosk.core.events import EventLog
from kiosk.link.aio import Connection
from kiosk.steward.media import MediaHouse
from kiosk.steward.steward import Parts, Steward
from session.protocol import local
from session.protocol.call import MicrophoneMute
from session.protocol.envelope import Body, Envelope, envelope
from session.protocol.kiosk_relay import CallbackAnswer, CallbackRing
from session.protocol.peer import DocumentAnswer, PagePointer, PageShow, PrintAsk, PrintNews, PrivacyPause
from tests.unit.steward.steward_doubles import Ear

PID = 4242
TICKET = "a" * 32
RING = CallbackRing(ticket=TICKET, number="C-7", desk="caf", expert="Nadia")


class Screen:
    """A connection that says these things and then ends."""

    def __init__(self, *said: Body) -> None:
        self.peer = SimpleNamespace(pid=PID)
        self.send = Ear()
        self._said = [envelope(body) for body in said]

    def become(self, *_links: object) -> None:
        """Roles are of no matter here."""

    def __aiter__(self) -> "Screen":
        return self

    async def __anext__(self) -> Envelope:
        if not self._said:
            raise StopAsyncIteration
        return self._said.pop(0)


class Hall:
    """A switchboard whose only neighbour is the screen on stage."""

    def __init__(self) -> None:
        self.screen = Ear()
        self.answers: list[tuple[CallbackAnswer, str]] = []
        parts: dict[str, Any] = {name: SimpleNamespace() for name in Parts.__dataclass_fields__}
        parts["stage"] = SimpleNamespace(
            connected=lambda _pid, _send: True,
            is_front=lambda _pid: True,
            ready=lambda _pid, _phase: None,
            say=self.screen,
        )
        parts["world"] = SimpleNamespace(
            world=local.World,
            tell_all=lambda: None,
            link=lambda _up: None,
            facts=SimpleNamespace(help="idle"),
        )
        unheard = dict.fromkeys(("answered", "wants_offer", "noticed", "ended"))
        parts["calls"] = SimpleNamespace(
            **unheard,
            answer_callback=lambda body, desk: self.answers.append((body, desk)),
            online=lambda: None,
        )
        self.steward = Steward(Parts(**parts), EventLog(None, "test"))

    async def enter(self, *said: Body) -> None:
        """A screen comes on stage and says this."""
        hello = local.Hello(role="screen", pid=PID)
        screen = Screen(hello, local.ScreenReady(phase="on-stage"), *said)
        await self.steward.accept(cast("Connection", screen))


async def test_a_screen_that_enters_while_someone_is_called_back_says_so() -> None:
    hall = Hall()
    await hall.steward.heard(envelope(RING))
    await hall.enter()
    assert hall.screen.bodies == [RING, RING]


@pytest.mark.parametrize("how", ["stopped", "answered", "cut off"])
async def test_a_ring_that_is_over_is_not_said_again(how: str) -> None:
    hall = Hall()
    await hall.steward.heard(envelope(RING))
    match how:
        case "stopped":
            await hall.steward.heard(envelope(RING.model_copy(update={"expert": ""})))
        case "answered":
            await hall.enter(CallbackAnswer(ticket=TICKET, present=True))
            assert [desk for _, desk in hall.answers] == ["caf"]
        case _:
            hall.steward.online(False)
    hall.screen.heard.clear()
    await hall.enter()
    assert hall.screen.bodies == []


async def test_a_media_process_that_takes_over_a_call_keeps_back_what_the_visitor_withheld() -> None:
    media = Ear()
    house = MediaHouse(
        cast("Any", None), cast("Any", None), Ear(), lambda: None, lambda: None, EventLog(None, "test")
    )
    house.say(local.CallBegin())
    house.say(PrivacyPause(active=True))
    house.say(MicrophoneMute(active=True))
    house._tell = media
    house.say(local.CallBegin(resumed=True))
    assert media.bodies[1:] == [PrivacyPause(active=True), MicrophoneMute(active=True)]
    media.heard.clear()
    house.say(local.CallBegin())
    assert media.types() == ["call.begin"]


def _house() -> tuple[MediaHouse, Ear]:
    house = MediaHouse(
        cast("Any", None), cast("Any", None), Ear(), lambda: None, lambda: None, EventLog(None, "test")
    )
    return house, Ear()


async def test_what_the_expert_did_not_get_is_said_again_by_the_next_media_process() -> None:
    house, media = _house()
    house.say(local.CallBegin())
    house._tell = media
    house.say(DocumentAnswer(document=TICKET, accepted=True))
    house.say(PrintNews(document=TICKET, state="done"))
    answer, news = media.idents
    assert answer is not None
    house.delivered(local.Delivered(message=answer))
    house._tell = None
    house.say(PageShow(document=TICKET, page=1))
    house.say(PagePointer(document=TICKET, page=1, x=0.5, y=0.5))
    taking_over = Ear()
    house._tell = taking_over
    house.say(local.CallBegin(resumed=True))
    again = [PrintNews(document=TICKET, state="done"), PageShow(document=TICKET, page=1)]
    assert taking_over.bodies[1:] == again
    assert taking_over.idents[1] == news
    house.say(local.CallBegin())
    assert taking_over.types()[-1] == "call.begin"


async def test_a_page_picture_is_sent_again_until_the_expert_has_it_whole() -> None:
    house, media = _house()
    order = local.DocumentSend(document=TICKET, kind="page", path="1", name="1", media_type="image/webp")
    house.say(local.CallBegin())
    house.say(order)
    house._tell = media
    house.say(local.CallBegin(resumed=True))
    house.delivered(local.Delivered(message=TICKET))
    house.say(local.CallBegin(resumed=True))
    assert media.types() == ["call.begin", "document.send", "call.begin"]


async def test_a_request_that_comes_again_through_the_next_media_process_is_heard_once() -> None:
    house, _ = _house()
    asked, pointed = (
        envelope(PrintAsk(document=TICKET)),
        envelope(PagePointer(document=TICKET, page=0, x=0, y=0)),
    )
    assert [house.heard_first(asked), house.heard_first(asked)] == [True, False]
    assert [house.heard_first(pointed), house.heard_first(pointed)] == [True, True]
