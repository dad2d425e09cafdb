"""What a link lets through, and what it refuses by which key."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.errors import UserFacingError
from kiosk.core.ids import new_id
from session.protocol.envelope import MAX_MESSAGE, Link, envelope
from session.protocol.pages_relay import EXPERT_TO_RELAY, RELAY_TO_EXPERT, SeatTake
from session.protocol.peer import EXPERT_TO_KIOSK, KIOSK_TO_EXPERT, PagePointer
from session.protocol.serving import DeskSay


def refusal(link: Link, raw: bytes | str) -> str:
    with pytest.raises(UserFacingError) as caught:
        link.unpack(raw)
    return caught.value.key


def changed(**fields: object) -> str:
    data = json.loads(envelope(SeatTake(ticket=new_id())).pack())
    return json.dumps(data | fields)


def test_a_message_arrives_as_it_was_sent() -> None:
    sent = envelope(PagePointer(document=new_id(), page=3, x=0.25, y=1.0), call=new_id(), gen=2, seq=7)
    assert EXPERT_TO_KIOSK.unpack(sent.pack()) == sent


def test_a_field_of_a_later_version_is_ignored() -> None:
    raw = changed(body={"ticket": new_id(), "colour": "green"}, hint="later")
    assert EXPERT_TO_RELAY.unpack(raw).type == "seat.take"


def test_another_major_version_is_refused_by_name() -> None:
    assert refusal(EXPERT_TO_RELAY, changed(v=2)) == "link.version-refused"


def test_a_message_of_another_link_is_refused() -> None:
    assert refusal(RELAY_TO_EXPERT, changed()) == "link.message-invalid"


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "short"},
        {"id": None},
        {"call": "../../etc"},
        {"gen": -1},
        {"gen": "1"},
        {"seq": -1},
        {"seq": None},
        {"body": []},
        {"body": {"ticket": "x"}},
        {"type": ["seat.take"]},
    ],
)
def test_a_badly_formed_message_is_refused(fields: dict[str, object]) -> None:
    assert refusal(EXPERT_TO_RELAY, changed(**fields)) == "link.message-invalid"


def test_a_message_over_one_mebibyte_is_refused_unread() -> None:
    assert refusal(EXPERT_TO_RELAY, b" " * (MAX_MESSAGE + 1)) == "link.message-invalid"


def test_deeply_nested_json_is_refused() -> None:
    assert refusal(EXPERT_TO_RELAY, "[" * 100_000) == "link.message-invalid"


@given(st.text() | st.binary())
def test_noise_is_refused_and_never_crashes(raw: str | bytes) -> None:
    assert refusal(KIOSK_TO_EXPERT, raw) in {"link.message-invalid", "link.version-refused"}


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda children: st.dictionaries(st.text().filter(lambda name: name != "n"), children),
    )
)
def test_a_body_without_its_fields_is_refused(body: object) -> None:
    raw = json.dumps({"v": 1, "type": "peer.heartbeat", "id": new_id(), "seq": 0, "body": body})
    assert refusal(EXPERT_TO_KIOSK, raw) == "link.message-invalid"


def test_the_character_no_database_takes_is_refused_where_words_are_stored_and_may_be_spoken_of() -> None:
    def said(text: str) -> str:
        return envelope(DeskSay(desk="caf", text=text)).pack().decode()

    assert refusal(EXPERT_TO_RELAY, said("fermé\0")) == "link.message-invalid"
    assert (
        refusal(EXPERT_TO_RELAY, changed(body={"ticket": new_id(), "\0": [{"a": 1}]}))
        == "link.message-invalid"
    )
    assert EXPERT_TO_RELAY.unpack(said("écrire \\u0000")).body == DeskSay(desk="caf", text="écrire \\u0000")
    deep = changed(body={"ticket": new_id()}).replace(
        '"v"', '"x": "\\u0000", "y": ' + "[" * 900 + "]" * 900 + ', "v"'
    )
    assert refusal(EXPERT_TO_RELAY, deep) == "link.message-invalid"


def test_json_in_another_encoding_is_none() -> None:
    assert refusal(EXPERT_TO_RELAY, changed().encode("utf-16")) == "link.message-invalid"
