"""A form filled with the expert: proposals, the finger on a field, who sees what, and nothing without agreement."""

from typing import Any

import pytest

from kiosk.journey import screens as at
from kiosk.journey.table import plain, taken
from session.protocol import local, peer, printing
from session.protocol.call import Notice
from session.protocol.envelope import MAX_MESSAGE, envelope
from session.protocol.filling import (
    FieldShow,
    FieldValue,
    FormFinish,
    FormNews,
    FormPrefill,
    FormValues,
)
from session.protocol.shared import Box
from tests.unit.journey.story import DOCUMENT, Story, pages

BOX = {"left": 0.1, "top": 0.2, "width": 0.4, "height": 0.03}


def _field(name: str, kind: str = "text", page: int = 0, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "kind": kind,
        "page": page,
        "box": BOX,
        "label": name.title(),
        "choices": [],
        **more,
    }


FIELDS = [
    _field("nom", most=8),
    _field("ville", page=1),
    _field("genre", "radio", choices=["F"]),
    _field("genre", "radio", choices=["M"]),
    _field("pays", "choice", choices=["France", "Italie"]),
    _field("signature", "signature"),
]


@pytest.fixture
def form(story: Story) -> Story:
    """In a call, reading a form of the expert together."""
    story.talk()
    story.hear(pages().model_copy(update={"fields": FIELDS}))
    story.touch("request.yes")
    return story


def _prefill(story: Story, **values: str) -> None:
    proposed = [FieldValue(name=name, text=text) for name, text in values.items()]
    story.hear(FormPrefill(document=DOCUMENT, values=proposed))


def _filling(story: Story) -> at.Fill:
    screen = story.journey.screen
    assert isinstance(screen, at.Fill)
    return screen


def _text(story: Story, name: str) -> tuple[str, str]:
    assert story.journey.call is not None
    one = story.journey.call.table.values(DOCUMENT)[name]
    return one.text, one.by


def test_what_the_expert_filled_is_theirs_until_the_visitor_corrects_it(form: Story) -> None:
    _prefill(form, nom="LE GOF")
    assert form.at == "Reading"  # asked, not thrown at them
    form.touch("request.yes")
    assert _filling(form).document == DOCUMENT
    assert _text(form, "nom") == ("LE GOF", "expert")
    form.touch("form.type", {"name": "nom", "text": "LE GOFF"})
    assert _text(form, "nom") == ("LE GOFF", "citizen")
    _prefill(form, nom="LE GOF")
    assert _text(form, "nom") == ("LE GOFF", "citizen")
    assert form.last(FormNews).key == "form.field-written"


def test_declining_to_fill_is_an_answer(form: Story) -> None:
    _prefill(form, nom="LE GOFF")
    form.touch("request.no")
    assert form.last(FormNews).state == "declined"
    assert form.at == "Reading"
    assert form.last(FormValues).values == []
    form.hear(peer.PrintAsk(document=DOCUMENT))  # the blank form, now that nothing is proposed any more
    form.touch("request.yes")
    assert form.last(printing.PrintDocument).document == DOCUMENT


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"inconnu": "x"}, "form.field-missing"),
        ({"signature": "x"}, "form.field-missing"),
        ({"genre": "X"}, "form.value-unfit"),
        ({"pays": "Espagne"}, "form.value-unfit"),
    ],
)
def test_a_value_that_is_none_is_told_in_words(form: Story, values: dict[str, str], key: str) -> None:
    _prefill(form, **values)
    assert form.last(FormNews).key == key
    assert form.journey.call is not None
    assert form.journey.call.table.written == {}


def test_a_document_that_is_not_there_has_no_fields(form: Story) -> None:
    form.hear(FormPrefill(document="ee" * 16, values=[FieldValue(name="nom", text="x")]))
    assert form.last(FormNews).key == "form.field-missing"


def test_control_characters_and_more_than_the_form_takes_do_not_arrive(form: Story) -> None:
    _prefill(form, nom="A\x00B\u202eC\x1bDEFGHIJKLM", ville="deux\nlignes")
    assert _text(form, "nom")[0] == "ABCDEFGH"
    assert _text(form, "ville")[0] == "deux lignes"


def test_a_form_is_not_filled_without_end(story: Story) -> None:
    story.talk()
    story.hear(pages().model_copy(update={"fields": [_field(f"f{n}") for n in range(600)]}))
    story.touch("request.yes")
    for number in range(600):
        _prefill(story, **{f"f{number}": "x" * 400})
    assert story.last(FormNews).key == "form.value-unfit"
    story.touch("request.yes")
    story.touch("fill.agree")
    order = story.last(FormFinish)
    assert len(envelope(order).pack()) < MAX_MESSAGE


def test_values_are_cut_and_cleaned() -> None:
    assert plain("x" * 10_000) == "x" * 400
    assert taken([], "x") is None
    assert taken([_field("genre", "radio", choices=["F"])], "") == ""


def test_the_expert_sees_what_is_written_only_once_the_visitor_agreed(form: Story) -> None:
    form.touch("fill.open", DOCUMENT)
    form.touch("form.type", {"name": "nom", "text": "LE GOFF"})
    hidden = form.last(FormValues)
    assert (hidden.watched, hidden.values[0].by, hidden.values[0].text) == (False, "citizen", None)
    form.touch("fill.watch", True)
    assert form.last(FormValues).values[0].text == "LE GOFF"
    form.touch("form.type", {"name": "nom", "text": "LE GOFFI"})
    assert form.last(FormValues).values[0].text == "LE GOFFI"
    form.touch("fill.watch", False)
    withdrawn = form.last(FormValues)
    assert withdrawn.whole
    assert [value.text for value in withdrawn.values] == [None]
    assert not withdrawn.watched


def test_taking_it_back_is_for_every_form(form: Story) -> None:
    other = "07" * 16
    form.hear(pages(other, "autre.pdf").model_copy(update={"fields": FIELDS}))
    form.touch("request.yes")
    for document in (other, DOCUMENT):
        form.touch("fill.open", document)
        form.touch("fill.watch", True)
        form.touch("form.type", {"name": "nom", "text": "LE GOFF"})
    before = len(form.sent(FormValues))
    form.touch("fill.watch", False)
    told = form.sent(FormValues)[before:]
    assert {news.document for news in told} == {other, DOCUMENT}
    assert {value.text for news in told for value in news.values} == {None}


def test_a_finger_on_a_field_turns_the_page_and_brings_the_keyboard(form: Story) -> None:
    form.touch("fill.open", DOCUMENT)
    form.hear(FieldShow(document=DOCUMENT, name="ville"))
    assert (_filling(form).page, _filling(form).focused) == (1, "ville")
    form.hear(FieldShow(document=DOCUMENT, name="genre"))  # a button is touched, not written
    assert (_filling(form).page, _filling(form).focused) == (0, "")


def test_a_finger_on_another_field_waits_while_one_writes(form: Story) -> None:
    form.touch("fill.open", DOCUMENT)
    form.touch("form.focus", "nom")
    form.touch("form.type", {"name": "nom", "text": "LE"})
    form.hear(FieldShow(document=DOCUMENT, name="ville"))
    assert (_filling(form).focused, _filling(form).waiting) == ("nom", "ville")
    form.touch("form.type", {"name": "nom", "text": "LE G"})
    form.touch("form.focus", "")
    assert _filling(form).focused == "ville"
    form.hear(FieldShow(document=DOCUMENT, name="nom"))  # long after the last key: at once
    form.wait(6)
    form.hear(FieldShow(document=DOCUMENT, name="nom"))
    assert _filling(form).focused == "nom"


def test_a_field_that_is_not_there_is_not_shown(form: Story) -> None:
    form.hear(FieldShow(document=DOCUMENT, name="rien"))
    assert form.last(FormNews).key == "form.field-missing"
    assert form.journey.call is not None
    assert form.journey.call.table.pointed is None


def test_nothing_is_printed_or_signed_before_the_visitor_agreed(form: Story) -> None:
    _prefill(form, nom="LE GOFF")
    form.hear(peer.PrintAsk(document=DOCUMENT))
    assert form.last(FormNews).key == "form.agree-missing"
    form.hear(peer.SignAsk(document=DOCUMENT, box=Box(page=0, x=0.5, y=0.8, w=0.4, h=0.1)))
    assert form.last(peer.SignNews).key == "form.agree-missing"
    assert not form.sent(printing.PrintDocument)
    form.touch("request.yes")
    form.touch("fill.watch", False)
    form.touch("fill.agree")
    order = form.last(FormFinish)
    assert (order.of, order.values) == (DOCUMENT, {"nom": "LE GOFF"})
    assert form.last(FormNews).filled == order.document
    form.touch("fill.agree")  # already on its way
    assert len(form.sent(FormFinish)) == 1
    form.hear(pages(order.document, order.name, 1))
    assert form.journey.screen == at.Reading(order.document)
    form.hear(peer.PrintAsk(document=order.document))
    form.touch("request.yes")
    assert form.last(printing.PrintDocument).document == order.document


def test_a_filled_page_that_cannot_be_made_loses_nothing(form: Story) -> None:
    _prefill(form, nom="LE GOFF")
    form.touch("request.yes")
    form.touch("fill.agree")
    form.hear(local.DocumentFailed(document=form.last(FormFinish).document, key="document.work-exceeded"))
    assert form.over == "Trouble"
    assert _text(form, "nom")[0] == "LE GOFF"
    form.touch("overlay.cancel")
    form.touch("fill.agree")
    assert len(form.sent(FormFinish)) == 2


def test_an_empty_form_is_not_agreed_to(form: Story) -> None:
    form.touch("fill.open", DOCUMENT)
    form.touch("fill.agree")
    assert not form.sent(FormFinish)


def test_a_choice_is_ticked_and_unticked_like_on_paper(form: Story) -> None:
    form.touch("fill.open", DOCUMENT)
    form.touch("form.type", {"name": "genre\x1fM", "text": "1"})
    assert _text(form, "genre")[0] == "M"
    form.touch("form.type", {"name": "genre\x1fM", "text": ""})
    assert _text(form, "genre")[0] == ""


def test_a_new_connection_is_told_what_is_written(form: Story) -> None:
    _prefill(form, nom="LE GOFF")
    before = len(form.sent(FormValues))
    form.hear(Notice(state="lost"))
    form.hear(Notice(state="connected"))
    again = form.sent(FormValues)[before:]
    assert [(told.whole, told.values[0].text) for told in again] == [(True, "LE GOFF")]


def test_values_leave_no_trace_in_what_is_noted(form: Story) -> None:
    _prefill(form, nom="LE GOFF")
    form.touch("request.yes")
    form.touch("form.type", {"name": "ville", "text": "Saint-Aubin"})
    form.touch("fill.watch", True)
    form.touch("fill.agree")
    notes = repr([effect for effect in form.effects if type(effect).__name__ == "Note"])
    assert "GOFF" not in notes
    assert "Aubin" not in notes
