"""What one side says reaches the other once and in order, however often the connection dies."""

from session.protocol.delivery import KEPT_CAP, REMEMBERED, Numbered, Outbox, Seen
from session.protocol.peer import PageShow

DOCUMENT = "0" * 32


def _show(page: int) -> PageShow:
    return PageShow(document=DOCUMENT, page=page)


def _pages(kept: tuple[Numbered, ...]) -> list[int]:
    return [numbered.body.page for numbered in kept if isinstance(numbered.body, PageShow)]


def test_what_was_not_acknowledged_is_said_again_in_order_under_its_own_id() -> None:
    outbox = Outbox()
    said = [outbox.keep(_show(page)) for page in range(4)]
    assert [kept.seq for kept in said] == [1, 2, 3, 4]
    assert outbox.acknowledged(2) == tuple(said[:2])
    assert outbox.unacknowledged() == tuple(said[2:])
    assert outbox.acknowledged(2) == ()
    outbox.acknowledged(4)
    assert outbox.unacknowledged() == ()


def test_a_message_keeps_the_id_it_came_with() -> None:
    assert Outbox().keep(_show(0), DOCUMENT).id == DOCUMENT


def test_someone_who_never_acknowledges_makes_nobody_grow() -> None:
    outbox = Outbox()
    for page in range(KEPT_CAP + 5):
        outbox.keep(_show(page))
    assert _pages(outbox.unacknowledged()) == list(range(5, KEPT_CAP + 5))


def test_a_message_is_handed_on_once_however_often_it_comes() -> None:
    seen = Seen()
    idents = [f"{number:032x}" for number in range(REMEMBERED + 1)]
    assert all(seen.first(ident) for ident in idents)
    assert not any(seen.first(ident) for ident in idents[1:])
    assert KEPT_CAP < REMEMBERED
