"""Papers shown live: only at a touch, never behind one's back; who one is; a stamp told and taken back."""

import pytest

from kiosk.journey import screens as at
from kiosk.journey.shown import IdentityRequest, LiveRequest, OnView, StampedCopy, StillRequest
from session.protocol import local, peer, printing
from session.protocol.call import Notice
from session.protocol.cameras import CameraNews, PaperLook
from session.protocol.scanning import Scanner
from session.protocol.showing import (
    LIVE_S,
    Asked,
    Ended,
    IdentityResult,
    ShowingAnswer,
    ShowingAsk,
    ShowingLive,
    ShowingNews,
    ShowingStop,
    StampNews,
)
from tests.unit.journey.story import DOCUMENT, Story, pages, world

COPY = "c0" * 16


class Shown(Story):
    """A call at a kiosk with a document camera."""

    def __init__(self, *, camera: bool = True) -> None:
        super().__init__()
        self.hear(world(scanner=Scanner(camera=camera)))
        self.talk()
        self.hear(local.MediaReady(frames="/run/frames"))

    @property
    def on_view(self) -> OnView:
        assert self.journey.call is not None
        return self.journey.call.on_view

    @property
    def asked(self) -> list[object]:
        assert self.journey.call is not None
        return list(self.journey.call.requests)

    def shows(self, what: Asked = "live") -> "Shown":
        """The expert asked, the visitor touched, the picture is there."""
        self.hear(ShowingAsk(what=what))
        self.touch("request.yes")
        self.hear(
            ShowingNews(live=True, purpose="identity" if what == "identity-paper" else "paper", left_s=LIVE_S)
        )
        return self


@pytest.fixture
def story() -> Shown:
    return Shown()


def test_an_expert_asking_shows_nothing_before_the_visitor_touches(story: Shown) -> None:
    story.hear(ShowingAsk(what="live"))
    assert story.asked == [LiveRequest()]
    story.wait(60)
    assert not story.sent(ShowingLive)
    story.touch("request.yes")
    assert story.at == "Showing"
    assert [(b.active, b.purpose) for b in story.sent(ShowingLive)] == [(True, "paper")]
    assert story.last(ShowingAnswer).accepted
    assert not story.on_view.live


def test_refusing_is_one_touch_and_is_told(story: Shown) -> None:
    for what in ("live", "still", "identity-paper", "identity-questions"):
        story.hear(ShowingAsk(what=what))
        story.touch("request.no")
        assert story.last(ShowingAnswer) == ShowingAnswer(what=what, accepted=False)
    assert story.at == "Call"
    assert not story.sent(ShowingLive)


def test_a_finger_already_on_its_way_when_the_question_appears_shows_nothing(story: Shown) -> None:
    story.hear(ShowingAsk(what="live"))
    story.touch("request.yes", after=0.1)
    assert not story.sent(ShowingLive)
    assert story.asked == [LiveRequest()]


def test_the_visitor_may_show_a_paper_unasked_and_is_asked_the_same_question(story: Shown) -> None:
    story.hear(ShowingAsk(what="still"))
    story.touch("scan.open")
    story.touch("showing.open")
    assert story.at == "Call"
    assert story.asked == [LiveRequest(own=True), StillRequest()]
    assert not story.sent(ShowingLive)
    story.touch("request.yes")
    assert story.at == "Showing"
    # Nobody had asked: there is nothing to answer.
    assert not story.sent(ShowingAnswer)


def test_the_time_left_is_counted_and_can_be_prolonged(story: Shown) -> None:
    story.shows()
    assert story.on_view.until == story.journey.now + LIVE_S
    story.wait(30)
    story.touch("showing.more")
    assert story.last(ShowingLive).active
    story.hear(ShowingNews(live=True, left_s=LIVE_S))
    assert story.on_view.until == story.journey.now + LIVE_S


@pytest.mark.parametrize("way", ["showing.stop", "bar.back"])
def test_stopping_puts_the_camera_off_and_leads_back_to_the_face(story: Shown, way: str) -> None:
    story.shows()
    story.touch(way)
    assert story.at == "Call"
    assert [b.active for b in story.sent(ShowingLive)] == [True, False]
    story.hear(ShowingNews(live=False, ended="stopped"))
    assert story.on_view.told == ""


def test_home_asks_first_and_shows_on_meanwhile_and_hanging_up_ends_it(story: Shown) -> None:
    story.shows()
    story.touch("bar.home")
    assert story.over == "Confirm"
    assert story.on_view.live
    story.touch("overlay.yes")
    assert story.at == "Goodbye"
    assert len(story.sent(local.MediaClose)) == 1


@pytest.mark.parametrize("ended", ["time", "lost", "link", "pause"])
def test_what_ends_by_itself_leads_back_and_says_why(story: Shown, ended: Ended) -> None:
    story.shows()
    story.hear(ShowingNews(live=False, ended=ended, key="camera.device-missing" if ended == "lost" else None))
    assert story.at == "Call"
    assert (story.on_view.purpose, story.on_view.told, story.on_view.ended) == (None, "ended", ended)


def test_a_private_pause_puts_it_away_at_once(story: Shown) -> None:
    story.shows()
    story.touch("call.pause")
    assert story.at == "Call"
    assert story.on_view.purpose is None


@pytest.mark.parametrize("news", [Notice(state="lost"), local.MediaGone(restarting=True)])
def test_a_lost_link_or_a_dead_media_process_never_leaves_the_frame_standing(
    story: Shown, news: Notice | local.MediaGone
) -> None:
    story.shows()
    story.hear(news)
    assert story.at == "Call"
    assert story.last(ShowingLive).active is False
    assert (story.on_view.told, story.on_view.ended) == ("ended", "link")


def test_a_live_picture_that_nobody_touched_for_is_put_out(story: Shown) -> None:
    story.hear(ShowingNews(live=True, left_s=LIVE_S))
    assert story.last(ShowingLive).active is False
    assert story.at == "Call"


def test_the_expert_has_seen_enough(story: Shown) -> None:
    story.shows()
    story.hear(ShowingStop())
    assert story.at == "Call"
    assert story.last(ShowingLive).active is False


def test_without_a_document_camera_the_expert_is_told_so(story: Shown) -> None:
    bare = Shown(camera=False)
    bare.hear(CameraNews(key="camera.device-missing"))
    for what in ("live", "still", "identity-paper"):
        bare.hear(ShowingAsk(what=what))
        assert bare.last(ShowingAnswer) == ShowingAnswer(
            what=what, accepted=False, key="camera.device-missing"
        )
    bare.hear(ShowingAsk(what="identity-questions"))
    assert bare.asked == [IdentityRequest("questions")]


def test_without_a_document_camera_an_identity_paper_is_held_before_the_face(story: Shown) -> None:
    bare = Shown(camera=False)
    bare.shows("identity-paper")
    assert bare.at == "Showing"
    assert bare.last(ShowingLive) == ShowingLive(active=True, purpose="identity")


def test_a_sharp_photograph_is_the_visitors_own_act(story: Shown) -> None:
    story.shows()
    story.hear(ShowingAsk(what="still"))
    assert story.at == "Showing"
    story.touch("request.yes")
    assert story.at == "ScanCamera"
    sent = [
        type(e.body)
        for e in story.effects
        if hasattr(e, "body") and isinstance(e.body, ShowingLive | PaperLook)
    ]
    # The live picture is off before the camera is opened for the photograph.
    assert sent == [ShowingLive, ShowingLive, PaperLook]
    assert story.last(ShowingLive).active is False
    assert story.last(ShowingAnswer) == ShowingAnswer(what="still", accepted=True)


def test_no_photograph_of_an_identity_paper_whoever_asks(story: Shown) -> None:
    story.shows("identity-paper")
    story.hear(ShowingAsk(what="still"))
    assert story.asked == []
    assert story.last(ShowingAnswer) == ShowingAnswer(what="still", accepted=False)
    story.touch("showing.still")
    assert story.at == "Showing"
    assert not story.sent(PaperLook)


def test_the_identity_is_shown_as_done_and_ends_the_picture(story: Shown) -> None:
    story.shows("identity-paper")
    story.hear(IdentityResult(identity="paper"))
    assert story.at == "Call"
    assert story.last(ShowingLive) == ShowingLive(active=False, purpose="identity")
    assert (story.on_view.identity, story.on_view.told) == ("paper", "identity")
    story.hear(ShowingNews(live=False, purpose="identity", ended="stopped"))
    assert story.on_view.told == "identity"


def test_agreeing_to_questions_opens_no_camera(story: Shown) -> None:
    story.hear(ShowingAsk(what="identity-questions"))
    story.touch("request.yes")
    assert story.last(ShowingAnswer).accepted
    assert story.at == "Call"
    assert not story.sent(ShowingLive)


def stamped(story: Shown) -> None:
    """The visitor's paper was sent, and is read together; the expert stamps it."""
    story.hear(pages(DOCUMENT, "Document numérisé"))
    story.touch("request.yes")
    story.hear(pages(COPY, "Document numérisé - original vu"))
    story.hear(StampNews(document=DOCUMENT, state="stamped", stamped=COPY))


def test_a_stamp_is_shown_told_and_offered_on_paper(story: Shown) -> None:
    stamped(story)
    assert story.journey.screen == at.Reading(COPY, 0)
    assert story.asked == [StampedCopy(COPY)]
    assert story.journey.documents[COPY].origin == "stamped"
    story.touch("request.yes")
    assert story.last(printing.PrintDocument).document == COPY


def test_declining_the_paper_copy_is_told(story: Shown) -> None:
    stamped(story)
    story.touch("request.no")
    assert story.last(peer.PrintNews) == peer.PrintNews(document=COPY, state="declined")


def test_a_stamp_taken_back_is_gone_from_the_screen_too(story: Shown) -> None:
    stamped(story)
    story.hear(StampNews(document=DOCUMENT, state="undone", stamped=COPY))
    assert story.journey.screen == at.Reading(DOCUMENT, 0)
    assert COPY not in story.journey.documents
    assert story.asked == []
    assert story.on_view.told == "stamp-undone"


def test_a_stamped_copy_cannot_be_signed_over(story: Shown) -> None:
    stamped(story)
    story.hear(peer.SignAsk(document=COPY, box={"page": 0, "x": 0.5, "y": 0.8, "w": 0.3, "h": 0.1}))  # type: ignore[arg-type]
    assert story.asked == [StampedCopy(COPY)]
