"""What is said as a connection dies is said again on the next one, once."""

import asyncio

from kiosk.core.ids import new_id
from session.engine.caller import Caller
from session.protocol.delivery import Outbox
from session.protocol.envelope import Body
from session.protocol.local_media import CallBegin, Delivered
from session.protocol.peer import Ack, DocumentAnswer, PageShow, PrintAsk, PrintNews
from tests.integration.engine.desk import StewardDesk, message

DOCUMENT = new_id()


def _heard(desk: StewardDesk, kind: type[Body]) -> list[str]:
    return [heard.id for heard in desk.heard if isinstance(heard.body, kind)]


async def _over(*callers: Caller) -> None:
    await asyncio.gather(*(caller.vanish() for caller in callers))


async def test_a_request_whose_connection_died_under_it_arrives_once_on_the_next(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    first = await desk.connect(1, quiet=True)
    outbox = Outbox()
    # Handed on, but the word that it was is lost with the connection.
    asked = outbox.keep(PrintAsk(document=DOCUMENT))
    first.say_numbered(asked)
    await desk.until(PrintAsk)
    await first.cut()
    # Lost altogether.
    outbox.keep(PageShow(document=DOCUMENT, page=1))
    second = await desk.connect(2, quiet=True)
    for kept in outbox.unacknowledged():
        second.say_numbered(kept)
    await message(second, Ack, lambda ack: ack.seq == 2)
    await desk.until(PageShow)
    assert _heard(desk, PrintAsk) == [asked.id]
    await _over(first, second)


async def test_what_the_kiosk_said_unheard_comes_first_on_the_next_connection(desk: StewardDesk) -> None:
    desk.send(CallBegin())
    first = await desk.connect(1, quiet=True)
    first.acknowledges = False
    desk.send(DocumentAnswer(document=DOCUMENT, accepted=True))
    await message(first, DocumentAnswer)
    await first.cut()
    desk.send(PrintNews(document=DOCUMENT, state="done"))
    second = await desk.connect(2, quiet=True)
    await message(second, PrintNews)
    said = [r for r in second.received if r.seq]
    assert [r.type for r in said] == ["document.answer", "print.news"]
    assert said[0].id == next(r.id for r in first.received if r.type == "document.answer")
    await desk.until(Delivered, lambda d: d.message == said[1].id)
    third = await desk.connect(3, quiet=True)
    desk.send(PageShow(document=DOCUMENT, page=0))
    await message(third, PageShow)
    assert [r.type for r in third.received if r.seq] == ["page.show"]
    await _over(first, second, third)
