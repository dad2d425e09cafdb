from typing import Literal

import pytest

from kiosk.journey import screens as at
from kiosk.journey.conversation import SETTLE_S, CameOut, KeepCopy
from kiosk.journey.effects import LookAgain
from session.protocol import call, local, peer, printing
from session.protocol import kiosk_relay as relay
from session.protocol.quality import LinkNews
from session.protocol.shared import Box
from tests.unit.journey.story import DOCUMENT, Story, pages

BOX = Box(page=1, x=0.5, y=0.8, w=0.4, h=0.1)


def test_the_other_sides_end_is_told(story: Story) -> None:
    story.talk()
    story.hear(call.CallEnd(reason="expert"))
    assert story.journey.screen == at.Goodbye(after_call="expert")
    assert not story.sent(call.CallEnd)
    assert len(story.sent(local.MediaClose)) == 1


@pytest.mark.parametrize("reason", ["lost", "fault"])
def test_a_call_that_is_cut_off_offers_other_ways(story: Story, reason: Literal["lost", "fault"]) -> None:
    story.talk()
    story.hear(call.CallEnd(reason=reason))
    assert story.journey.screen == at.Nobody("caf", cut=True)
    assert story.journey.ticket is None
    assert len(story.sent(local.MediaClose)) == 1
    story.touch("counter.prepare")
    assert story.at == "BeforeCall"
    story.touch("counter.join")
    assert (story.at, len(story.sent(relay.QueueJoin))) == ("Waiting", 2)


def test_who_was_cut_off_may_be_called_back(story: Story) -> None:
    story.talk()
    story.hear(call.CallEnd(reason="lost"))
    story.touch("counter.callback")
    story.touch("counter.callback")
    asked = story.sent(relay.CallbackAsk)
    assert len({ask.ticket for ask in asked}) == 1
    story.hear(relay.CallbackKept(ticket=asked[0].ticket, number="C-12"))
    assert story.journey.screen == at.Nobody("caf", "C-12")
    assert len(story.sent(local.MediaClose)) == 1


def test_without_a_link_who_was_cut_off_can_still_finish(story: Story) -> None:
    story.talk()
    story.hear(call.CallEnd(reason="lost"))
    story.hear(story.journey.world.model_copy(update={"link": "offline"}))
    for name in ("counter.callback", "counter.prepare"):
        story.touch(name)
        assert story.journey.screen == at.Nobody("caf", cut=True)
    story.touch("leave.open")
    assert story.at == "Goodbye"


def test_private_pause_is_told_and_taken_back(story: Story) -> None:
    story.talk()
    story.touch("call.pause")
    story.touch("call.pause")
    assert [pause.active for pause in story.sent(peer.PrivacyPause)] == [True, False]


def test_the_microphone_is_cut_and_heard_again_without_touching_the_picture(story: Story) -> None:
    story.talk()
    story.touch("call.mute")
    assert story.journey.call is not None
    assert story.journey.call.muted
    story.touch("call.mute")
    assert [mute.active for mute in story.sent(call.MicrophoneMute)] == [True, False]
    assert not story.sent(peer.PrivacyPause)


def test_a_document_is_read_only_when_the_visitor_wants(story: Story) -> None:
    story.talk()
    story.hear(pages())
    assert story.at == "Call"
    story.hear(peer.PageShow(document=DOCUMENT, page=1))
    assert story.at == "Call"
    story.touch("request.yes")
    assert story.journey.screen == at.Reading(DOCUMENT, 1)
    assert story.last(peer.PageShow).page == 1


def test_refusing_to_look_is_an_answer(story: Story) -> None:
    story.talk()
    story.hear(pages())
    story.touch("request.no")
    assert story.last(peer.DocumentAnswer).accepted is False
    assert story.journey.call is not None
    assert story.journey.call.requests == ()


def test_both_turn_the_same_page_and_point(story: Story) -> None:
    story.document()
    story.hear(peer.PageShow(document=DOCUMENT, page=1))
    assert story.journey.screen == at.Reading(DOCUMENT, 1)
    story.touch("document.page", 0)
    assert story.last(peer.PageShow).page == 0
    story.touch("document.page", 9)
    assert story.journey.screen == at.Reading(DOCUMENT, 0)
    story.touch("pointer.move", [0.5, 0.25])
    assert (story.last(peer.PagePointer).x, story.last(peer.PagePointer).visible) == (0.5, True)
    story.touch("pointer.leave")
    assert story.last(peer.PagePointer).visible is False
    story.touch("pointer.move", [3, -1])
    assert len(story.sent(peer.PagePointer)) == 2


def test_accepting_then_printing_tells_the_expert_each_step(story: Story) -> None:
    story.document()
    story.touch("reading.keep")
    assert story.last(peer.DocumentAnswer).accepted is True
    story.hear(peer.PrintAsk(document=DOCUMENT))
    story.touch("request.yes")
    job = story.last(printing.PrintDocument).job
    story.hear(printing.PrintState(job=job, state="printing", page=1, pages=2))
    story.hear(printing.PrintState(job=job, state="held", key="printer.paper-empty"))
    story.hear(printing.PrintState(job=job, state="printing", page=2, pages=2))
    story.hear(printing.PrintState(job=job, state="done", pages=2, page=2))
    assert [news.state for news in story.sent(peer.PrintNews)] == [
        "printing", "printing", "held", "printing", "done",
    ]  # fmt: skip
    assert story.journey.call is not None
    assert story.journey.call.requests == (CameOut(job),)
    story.touch("request.yes")
    assert story.last(printing.PrintAnswer).came_out is True
    assert story.at == "Reading"


def test_print_can_be_declined(story: Story) -> None:
    story.document()
    story.hear(peer.PrintAsk(document=DOCUMENT))
    story.touch("request.no")
    assert [news.state for news in story.sent(peer.PrintNews)] == ["declined"]
    assert not story.sent(printing.PrintDocument)


def test_a_finger_on_its_way_does_not_answer_a_request_that_just_appeared(story: Story) -> None:
    story.document()
    story.hear(peer.SignAsk(document=DOCUMENT, box=BOX))
    story.touch("request.no", after=0.1)
    assert not story.sent(peer.SignNews)
    story.hear(peer.PrintAsk(document=DOCUMENT))
    story.touch("request.no")
    story.touch("request.yes", after=0.1)
    assert not story.sent(printing.PrintDocument)
    assert story.journey.call is not None
    assert len(story.journey.call.requests) == 1


def test_the_screen_is_drawn_again_once_a_new_request_may_be_answered(story: Story) -> None:
    story.document()
    story.hear(peer.PrintAsk(document=DOCUMENT))
    assert [e.seconds for e in story.effects if isinstance(e, LookAgain)][-1:] == [SETTLE_S]


def test_asking_twice_is_asked_once(story: Story) -> None:
    story.document()
    for _ in range(3):
        story.hear(peer.PrintAsk(document=DOCUMENT))
    assert story.journey.call is not None
    assert len(story.journey.call.requests) == 1


def test_signature_from_reading_to_copy(story: Story) -> None:
    story.document()
    story.hear(peer.SignAsk(document=DOCUMENT, box=BOX))
    story.touch("request.yes")
    assert story.journey.screen == at.Sign(DOCUMENT, 1)
    assert story.last(peer.SignNews).state == "reading"
    story.touch("sign.stroke", [[0.6, 0.85], [0.2, 0.2]])
    story.touch("sign.confirm")
    ink = story.last(local.SignInk)
    assert ink.box == BOX
    assert ink.strokes == [[(0.6, 0.85), (0.5, 0.8)]]
    signed = "51" * 16
    story.hear(pages(signed, "attestation - signé.pdf"))
    story.hear(local.SignResult(document=DOCUMENT, signed=signed))
    assert story.at == "Call"
    assert story.journey.call is not None
    assert story.journey.call.requests == (KeepCopy(signed),)
    story.touch("request.yes")
    assert story.last(printing.PrintDocument).document == signed


def test_refusing_to_sign_before_or_after_reading_is_told(story: Story) -> None:
    story.document()
    story.hear(peer.SignAsk(document=DOCUMENT, box=BOX))
    story.touch("request.no")
    assert story.last(peer.SignNews).state == "refused"
    story.hear(peer.SignAsk(document=DOCUMENT, box=BOX))
    story.touch("request.yes")
    story.touch("sign.refuse")
    story.touch("sign.reason", "-")
    assert (story.last(peer.SignNews).state, story.last(peer.SignNews).reason) == ("refused", None)
    assert story.at == "Call"
    assert not story.sent(local.SignInk)


def test_nothing_drawn_is_not_signed(story: Story) -> None:
    story.document()
    story.hear(peer.SignAsk(document=DOCUMENT, box=BOX))
    story.touch("request.yes")
    story.touch("sign.confirm")
    assert not story.sent(local.SignInk)
    story.touch("sign.stroke", [[0.6, 0.85]])
    story.touch("sign.redo")
    story.touch("sign.stroke", "not points")
    story.touch("sign.stroke", [["a", "b"], [0.5]])
    story.touch("sign.confirm")
    assert not story.sent(local.SignInk)


def test_ink_of_a_pad_that_is_pulled_out_is_written_again(story: Story) -> None:
    story.document()
    story.hear(peer.SignAsk(document=DOCUMENT, box=BOX))
    story.touch("request.yes")
    assert story.journey.signing is not None
    box, ratio = story.journey.signing
    assert box == BOX
    assert ratio == pytest.approx(1.414, abs=0.001)
    story.touch("sign.pad", "")
    story.touch("sign.stroke", [[0.6, 0.85], [0.7, 0.85]])
    story.touch("sign.pad", "signature.pad-missing")
    assert isinstance(story.journey.screen, at.Sign)
    assert story.journey.screen.strokes == ()
    assert story.journey.screen.failed == "signature.pad-missing"
    story.touch("sign.pad", "")
    assert story.journey.screen.failed == ""
    story.touch("sign.confirm")
    assert not story.sent(local.SignInk)


def test_noise_of_a_pad_is_told_and_keeps_the_ink(story: Story) -> None:
    story.document()
    story.hear(peer.SignAsk(document=DOCUMENT, box=BOX))
    story.touch("request.yes")
    story.touch("sign.pad", "")
    story.touch("sign.stroke", [[0.6, 0.85], [0.7, 0.85]])
    story.touch("sign.pad", "signature.pad-garbled")
    assert isinstance(story.journey.screen, at.Sign)
    assert (len(story.journey.screen.strokes), story.journey.screen.failed) == (1, "signature.pad-garbled")
    story.touch("sign.stroke", [[0.6, 0.8], [0.7, 0.8]])
    assert (len(story.journey.screen.strokes), story.journey.screen.failed) == (2, "")


def test_a_pad_that_was_never_there_disturbs_no_finger(story: Story) -> None:
    story.document()
    story.hear(peer.SignAsk(document=DOCUMENT, box=BOX))
    story.touch("request.yes")
    story.touch("sign.stroke", [[0.6, 0.85], [0.7, 0.85]])
    story.touch("sign.pad", "signature.pad-missing")
    assert isinstance(story.journey.screen, at.Sign)
    assert (len(story.journey.screen.strokes), story.journey.screen.failed) == (1, "")


def test_a_failed_signature_can_be_tried_again(story: Story) -> None:
    story.document()
    story.hear(peer.SignAsk(document=DOCUMENT, box=BOX))
    story.touch("request.yes")
    story.touch("sign.stroke", [[0.6, 0.85], [0.7, 0.85]])
    story.touch("sign.confirm")
    story.hear(local.SignResult(document=DOCUMENT, key="signature.box-invalid"))
    assert isinstance(story.journey.screen, at.Sign)
    assert story.journey.screen.failed == "signature.box-invalid"
    story.touch("sign.confirm")
    assert len(story.sent(local.SignInk)) == 2


def test_a_signature_on_an_unknown_page_is_not_even_asked(story: Story) -> None:
    story.document()
    story.hear(peer.SignAsk(document=DOCUMENT, box=BOX.model_copy(update={"page": 7})))
    story.hear(peer.SignAsk(document="e" * 32, box=BOX))
    assert story.journey.call is not None
    assert story.journey.call.requests == ()


def test_call_survives_a_new_media_process(story: Story) -> None:
    story.talk()
    story.hear(local.MediaGone(restarting=True))
    story.hear(call.Notice(state="lost"))
    assert story.at == "Call"
    story.hear(local.MediaReady(frames="/run/f2.sock"))
    story.hear(call.Notice(state="connected"))
    assert story.journey.media is not None
    assert story.journey.media.frames == "/run/f2.sock"


def test_what_the_link_allows_is_kept_over_a_reconnection(story: Story) -> None:
    story.talk()
    story.hear(LinkNews(word="stills", mine=True))
    story.hear(call.Notice(state="lost"))
    story.hear(call.Notice(state="connected"))
    assert story.journey.call is not None
    assert story.journey.call.path == LinkNews(word="stills", mine=True)


def test_a_new_call_begins_with_a_link_of_which_nothing_is_said(story: Story) -> None:
    story.hear(LinkNews(word="voice"))
    story.talk()
    assert story.journey.call is not None
    assert story.journey.call.path is None


@pytest.mark.parametrize(
    "end",
    [peer.DocumentRefused(document="f" * 32, key="document.transfer-broken"), call.Notice(state="lost")],
)
def test_a_file_that_will_not_come_is_not_announced_for_ever(
    story: Story, end: peer.DocumentRefused | call.Notice
) -> None:
    story.talk()
    offer = peer.DocumentOffer(
        document="f" * 32,
        kind="file",
        name="lettre.pdf",
        size=9,
        sha256="0" * 64,
        media_type="application/pdf",
    )
    story.hear(offer)
    assert story.journey.call is not None
    assert story.journey.call.coming == "lettre.pdf"
    story.hear(end)
    assert story.journey.call.coming == ""
