"""The highlighter, look-ups in the kiosk's own content, and a page of the expert's that was reloaded."""

import json

import pytest
from pydantic import ValidationError

from kiosk.core.errors import UserFacingError
from kiosk.journey.effects import ShowOwn
from kiosk.journey.lookup import PER_TICK
from kiosk.journey.marking import thinned
from session.protocol import local, peer
from session.protocol.envelope import envelope
from session.protocol.lookup import ContentFind, ContentFound, ContentPropose
from session.protocol.markup import MARK_POINTS, MARKS_AT_ONCE, MarkAdd, MarkRemove, Spot, TableAsk
from session.protocol.peer import EXPERT_TO_KIOSK
from tests.unit.journey.story import DOCUMENT, FORM_HASH, Story, pages

OTHER = "0e" * 16
STROKE = [[0.1, 0.2], [0.3, 0.2], [0.5, 0.25]]


def _mark(number: int = 1, page: int = 0, document: str = DOCUMENT) -> MarkAdd:
    spots = [Spot(x=0.1, y=0.1), Spot(x=0.4, y=0.1)]
    return MarkAdd(document=document, mark=f"{number:032x}", page=page, kind="frame", points=spots)


def _marks(story: Story) -> list[bool]:
    """Whose each mark is."""
    assert story.journey.call is not None
    return [mark.mine for mark in story.journey.call.table.marks]


def test_the_finger_highlights_only_with_the_highlighter_in_hand(story: Story) -> None:
    story.document()
    story.touch("mark.stroke", STROKE)
    assert _marks(story) == []
    story.touch("mark.begin")
    story.touch("mark.stroke", STROKE)
    assert [spot.x for spot in story.last(MarkAdd).points] == [0.1, 0.3, 0.5]
    assert story.last(MarkAdd).by == "citizen"
    story.touch("mark.end")
    story.touch("mark.stroke", STROKE)
    assert _marks(story) == [True]


def test_undo_takes_ones_own_and_clear_takes_all(story: Story) -> None:
    story.document()
    story.touch("mark.begin")
    story.touch("mark.stroke", STROKE)
    story.hear(_mark())
    story.touch("mark.undo")
    assert _marks(story) == [False]
    story.touch("mark.undo")
    assert _marks(story) == [False]
    story.touch("mark.clear")
    assert _marks(story) == []
    assert story.last(MarkRemove).marks == [f"{1:032x}"]


def test_the_expert_wipes_marks_away(story: Story) -> None:
    story.document()
    story.hear(_mark(1))
    story.hear(_mark(2))
    story.hear(MarkRemove(document=DOCUMENT, marks=[f"{1:032x}", "ff" * 16]))
    assert len(_marks(story)) == 1


@pytest.mark.parametrize("mark", [_mark(page=7), _mark(document=OTHER)])
def test_a_mark_on_no_page_of_ours_is_none(story: Story, mark: MarkAdd) -> None:
    story.document()
    story.hear(mark)
    assert _marks(story) == []


def test_marks_are_bounded_and_told_twice_are_one(story: Story) -> None:
    story.document()
    for number in range(MARKS_AT_ONCE + 20):
        story.hear(_mark(number))
    story.hear(_mark(3))
    assert len(_marks(story)) == MARKS_AT_ONCE


def test_a_long_stroke_keeps_its_ends() -> None:
    points = [(n / 5000, 0.5) for n in range(5000)]
    kept = thinned(points)
    assert len(kept) == MARK_POINTS
    assert (kept[0], kept[-1]) == (points[0], points[-1])


@pytest.mark.parametrize("points", [[[0.1, float("nan")], [0.2, 0.2]], [["a", 1], [2, 3]], [[0.1, 0.1]], [3]])
def test_a_stroke_that_is_none_draws_nothing(story: Story, points: list[object]) -> None:
    story.document()
    story.touch("mark.begin")
    story.touch("mark.stroke", points)
    assert _marks(story) == []


@pytest.mark.parametrize("x", ["NaN", "Infinity", "1.5", "-0.1", '"0.5"x'])
def test_a_point_off_the_page_is_refused_at_the_door(x: str) -> None:
    raw = envelope(_mark()).pack().decode().replace('{"x":0.4', f'{{"x":{x}')
    with pytest.raises(UserFacingError, match=r"link\.message-invalid"):
        EXPERT_TO_KIOSK.unpack(raw)


def test_a_page_index_beyond_any_document_is_refused_at_the_door() -> None:
    with pytest.raises(ValidationError):
        _mark(page=1000)


def test_marks_are_neither_signed_nor_printed(story: Story) -> None:
    story.document()
    story.hear(_mark())
    story.touch("reading.print")
    orders = [effect for effect in story.effects if "Print" in repr(effect)]
    assert orders
    assert "frame" not in repr(orders)


def test_a_reloaded_page_is_told_what_lies_on_the_table(story: Story) -> None:
    story.document()
    story.touch("reading.keep")
    story.hear(_mark())
    story.touch("mark.begin")
    story.touch("mark.stroke", STROKE)
    story.effects.clear()
    story.hear(TableAsk())
    assert story.last(peer.DocumentAnswer).accepted is True
    assert [mark.by for mark in story.sent(MarkAdd)] == ["expert", "citizen"]
    assert story.last(peer.PageShow).document == DOCUMENT


# ---- the kiosk's own content


def test_a_sheet_and_its_form_are_found_by_words_by_number_and_by_id(story: Story) -> None:
    story.talk()
    for query in ("une carte", "F1", "f1"):
        story.hear(ContentFind(query=query))
        hits = story.last(ContentFound).hits
        assert [(hit.kind, hit.sheet) for hit in hits] == [("papers", "F1"), ("form", "F1")]
    story.hear(ContentFind(query="   "))
    assert story.last(ContentFound).hits == []


def test_a_flood_of_look_ups_is_answered_in_part(story: Story) -> None:
    story.talk()
    for number in range(50):
        story.hear(ContentFind(query=f"carte {number}"))
    assert len(story.sent(ContentFound)) == PER_TICK
    story.wait(1)
    story.hear(ContentFind(query="carte"))
    assert len(story.sent(ContentFound)) == PER_TICK + 1


def test_the_kiosk_opens_its_own_copy_of_a_form(story: Story) -> None:
    story.talk()
    story.hear(ContentPropose(document=OTHER, sheet="F1", form="R1"))
    order = story.last(local.FormOpen)
    assert (order.document, order.sha256, order.shared) == (OTHER, FORM_HASH, True)
    story.hear(pages(OTHER, order.name))
    assert story.at == "Call"  # the visitor is asked first
    story.touch("request.yes")
    assert story.at == "Reading"


def test_the_papers_of_a_sheet_are_set_here(story: Story) -> None:
    story.talk()
    story.hear(ContentPropose(document=OTHER, sheet="F1"))
    shown = [effect for effect in story.effects if isinstance(effect, ShowOwn)]
    assert [(one.document, one.about) for one in shown] == [(OTHER, "F1")]


@pytest.mark.parametrize(("sheet", "form"), [("F404", ""), ("F1", "R404"), ("../F1", ""), ("", "")])
def test_an_unknown_sheet_or_form_is_told_in_words(story: Story, sheet: str, form: str) -> None:
    story.talk()
    story.hear(ContentPropose(document=OTHER, sheet=sheet, form=form))
    assert story.last(peer.DocumentRefused).key == "content.sheet-missing"
    assert not story.sent(local.FormOpen)


@pytest.mark.parametrize("text", ["x" * 10_240, None, 3, ["x"]])
def test_a_value_of_ten_kilobytes_or_none_at_all_is_refused_at_the_door(text: object) -> None:
    body = {"document": DOCUMENT, "values": [{"name": "nom", "text": text}]}
    raw = {"v": 1, "type": "form.prefill", "id": OTHER, "seq": 1, "body": body}
    with pytest.raises(UserFacingError, match=r"link\.message-invalid"):
        EXPERT_TO_KIOSK.unpack(json.dumps(raw))
