"""What the link allows is told in one word for both directions; a smaller picture by choice is no news."""

from dataclasses import dataclass, field
from typing import Any

import av
import pytest

from kiosk.core.clock import ManualClock
from session.engine.latest import Latest
from session.engine.pictures import neutral
from session.engine.sending import Sending
from session.engine.steering import SETTLED_S, Steering, link
from session.protocol.quality import LinkNews, LinkWord, PictureNews, Rung


@pytest.mark.parametrize(
    ("mine", "theirs", "word", "whose"),
    [
        (("720p30", False), ("720p30", False), "good", (False, False)),
        (("360p15", False), ("480p30", False), "good", (False, False)),
        (("480p30", True), ("720p30", False), "weak", (True, False)),
        (("480p30", True), ("stills", True), "stills", (False, True)),
        (("stills", True), ("stills", True), "stills", (True, True)),
        (("voice", True), ("360p15", True), "voice", (True, False)),
    ],
)
def test_both_directions_make_one_word(
    mine: tuple[Rung, bool], theirs: tuple[Rung, bool], word: LinkWord, whose: tuple[bool, bool]
) -> None:
    ours, other = (PictureNews(rung=rung, weak=weak) for rung, weak in (mine, theirs))
    assert link(ours, other) == LinkNews(word=word, mine=whose[0], theirs=whose[1])


def test_a_page_that_says_nothing_of_its_picture_is_taken_for_well() -> None:
    assert link(PictureNews(rung="720p30"), None).word == "good"


@dataclass
class _Feedback:
    heard_at: float | None = None
    newest_trip: float | None = None
    trip: float | None = None
    lost: float | None = None
    settled: list[float] = field(default_factory=list)

    def round_trip(self) -> float | None:
        return self.trip

    def loss(self) -> float | None:
        return self.lost

    def settle(self, until: float) -> None:
        self.settled.append(until)


@dataclass
class _Track:
    sent: int = 0
    held: int = 0


@dataclass
class _Connection:
    feedback: _Feedback = field(default_factory=_Feedback)
    picture: _Track = field(default_factory=_Track)


@dataclass
class _Pausing:
    pictureless: bool = False


class _Call:
    """A call without a wire: what it reports is set, what it is told is kept."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.pictures: Latest[av.VideoFrame] = Latest()
        self.sending = Sending("720p30", self.clock.monotonic)
        self.pausing = _Pausing()
        self.told: list[PictureNews] = []
        self.words: list[LinkNews] = []
        self.connection = _Connection()
        self.steering = Steering(
            self.sending, self.pictures, self.pausing, self.clock.monotonic,
            lambda news, _bitrate: self.told.append(news), self.words.append,
        )  # fmt: skip
        self.begin()

    def begin(self) -> None:
        connection: Any = self.connection
        self.steering.begin(connection)

    def play(self, seconds: float, *, trip: float, share: float = 1.0) -> None:
        feedback = self.connection.feedback
        for _ in range(round(seconds * 4)):
            self.clock.advance(0.25)
            feedback.heard_at, feedback.trip, feedback.lost = self.clock.monotonic(), trip, 0.0
            self.sending.bytes += self.sending.aim.bitrate // 32
            for _ in range(7):
                self.pictures.put(neutral(16, 16))
            self.connection.picture.sent += round(7 * share)
            self.steering.look()


def test_the_encoder_is_steered_and_both_ends_are_told() -> None:
    call = _Call()
    call.play(20, trip=0.05)
    assert (call.sending.aim.rung, call.sending.steered) == ("720p30", True)
    call.play(10, trip=2.0)
    assert call.sending.aim.rung == call.told[-1].rung
    assert [news.rung for news in call.told][-2:] in (["stills", "voice"], ["360p15", "stills"])
    assert call.words[-1].word == call.told[-1].rung
    assert call.connection.feedback.settled


def test_a_silence_on_one_connection_takes_no_rung_from_what_comes_after_it() -> None:
    call = _Call()
    call.play(20, trip=0.05)
    for _ in range(40):
        call.clock.advance(0.25)
        call.connection.feedback.trip = call.connection.feedback.lost = None
        call.steering.look()
    assert call.told[-1].rung in {"stills", "voice"}
    call.steering.again()
    call.play(5, trip=0.05)
    assert call.sending.aim.rung == "720p30"
    assert call.words[-1].word == "good"


def test_a_machine_that_is_slow_is_no_weak_link() -> None:
    call = _Call()
    call.play(30, trip=0.05, share=0.25)
    assert call.sending.aim.rung == "360p15"
    assert {news.word for news in call.words} == {"good"}


def test_the_page_s_picture_counts_for_the_screen_s_word() -> None:
    call = _Call()
    call.steering.theirs(PictureNews(rung="stills", weak=True))
    assert call.words[-1] == LinkNews(word="stills", theirs=True)


@pytest.mark.parametrize("jammed_s", [4, 30])
def test_a_new_connection_begins_as_it_stood_when_all_was_well_and_says_so(jammed_s: int) -> None:
    """Some bad seconds are the outage's own; a long time of them is the path."""
    call = _Call()
    call.play(20, trip=0.05)
    before = call.sending.aim.rung
    call.play(jammed_s, trip=2.0)
    rung = before if jammed_s < SETTLED_S else call.sending.aim.rung
    call.steering.stop()
    call.steering.look()
    call.connection = _Connection()
    call.begin()
    assert call.sending.aim.rung == ("stills" if rung == "voice" else rung)
    assert call.told[-1].rung == call.sending.aim.rung


def test_after_the_call_nobody_steers() -> None:
    call = _Call()
    call.play(30, trip=2.0)
    call.steering.end()
    assert (call.sending.steered, call.sending.aim.rung) == (False, "720p30")


def test_documents_are_free_only_while_no_picture_leaves() -> None:
    call = _Call()
    call.play(10, trip=0.05)
    assert call.steering.throttle.rate is not None
    call.pausing.pictureless = True
    call.play(0.5, trip=0.05)
    assert call.steering.throttle.rate is None
