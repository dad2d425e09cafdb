"""Carries out what `ladder` and `throttle` decide, from what one connection after the other reports."""

from collections import deque
from collections.abc import Callable
from typing import Protocol

import av

from session.engine import ladder
from session.engine.connection import Connection
from session.engine.latest import Latest
from session.engine.sending import Aim, Sending
from session.engine.throttle import Throttle, adjust
from session.protocol.quality import LinkNews, LinkWord, PictureNews, Rung

SPAN_S = 1.0
"""What left lately is counted over this time."""
FIRST_REPORT_S = 3.0
"""Reports begin with what they report on."""
SETTLED_S = 10.0
"""After trouble, until what is left of the picture counts as what the path carries."""
ORDER: tuple[LinkWord, ...] = ("good", "weak", "stills", "voice")


class Pausing(Protocol):
    """Whether pictures are blanked."""

    @property
    def pictureless(self) -> bool:
        """Ours are, in a pause or because the visitor is not to be seen."""


def word(news: PictureNews) -> LinkWord:
    """What one end's picture says of the link; a smaller picture by choice is a good one."""
    if not news.weak:
        return "good"
    return "stills" if news.rung == "stills" else "voice" if news.rung == "voice" else "weak"


def link(mine: PictureNews, theirs: PictureNews | None) -> LinkNews:
    """Put both directions into one word, and say whose picture gave way."""
    ours, other = word(mine), word(theirs) if theirs is not None else "good"
    worse = max(ours, other, key=ORDER.index)
    return LinkNews(
        word=worse, mine=worse != "good" and ours == worse, theirs=worse != "good" and other == worse
    )


class Steering:
    """One call's picture and documents. `changed` hears the new news of our picture, `link` the screen's word."""

    def __init__(
        self,
        sending: Sending,
        pictures: Latest[av.VideoFrame],
        pausing: Pausing,
        clock: Callable[[], float],
        changed: Callable[[PictureNews, int], None],
        said: Callable[[LinkNews], None],
    ) -> None:
        self._sending, self._pictures, self._pausing, self._clock = sending, pictures, pausing, clock
        self._changed, self._said = changed, said
        self._state: ladder.State | None = None
        self._heard: ladder.State | None = None
        """As it stood when all was well last: an outage says nothing of how wide the path is."""
        self._connection: Connection | None = None
        self._began_at = 0.0
        self._bytes: deque[tuple[float, int, int]] = deque()
        self._counts = (0.0, 0, 0)
        self._link: LinkNews | None = None
        self._theirs: PictureNews | None = None
        self.documents = 0
        """Bytes of documents handed over so far."""
        self.throttle = Throttle()
        ceiling: Rung = sending.ceiling
        self.news = PictureNews(rung=ceiling)

    def begin(self, connection: Connection) -> None:
        """A connection is up."""
        now = self._clock()
        self._connection, self._began_at = connection, now
        self._bytes.clear()
        self._counts = (now, self._pictures.number, connection.picture.sent + connection.picture.held)
        if self._state is None:
            self._state, effects = ladder.begin(self._sending.ceiling, now)
        else:
            self._state, effects = ladder.resume(self._heard or self._state, now)
        # After a trouble the receiver's estimate only limits what is added.
        self._sending.begin_path(asks=self._state.jam is None)
        self._execute(effects)

    def again(self) -> None:
        """After a silence the same connection carries again: the silence said nothing of how wide the path is."""
        if self._state is not None and self._connection is not None:
            self._state, effects = ladder.resume(self._heard or self._state, self._clock())
            self._execute(effects)

    def stop(self) -> None:
        """The connection is gone."""
        self._connection = None

    def end(self) -> None:
        """The call is over."""
        self._connection = None
        self._sending.let_go()

    def theirs(self, news: PictureNews) -> None:
        """The page says what its picture is."""
        self._theirs = news
        self._say()

    def look(self) -> None:
        """Weigh what came since the last time, several times a second."""
        connection, state = self._connection, self._state
        if connection is None or state is None:
            return
        now = self._clock()
        sent, documents = self._lately(now)
        feedback = connection.feedback
        heard_at, unheard = feedback.heard_at, None
        if heard_at is not None or now - self._began_at > FIRST_REPORT_S:
            unheard = now - max(heard_at or 0.0, self._began_at)
        trip = feedback.round_trip()
        seen = ladder.Measures(
            wish=self._sending.wish(),
            loss=feedback.loss(),
            round_trip=trip,
            sent=sent,
            share=self._share(connection, now),
            unheard=unheard,
        )
        calm = state.trouble_at is None or now - state.trouble_at > SETTLED_S
        if calm and unheard is not None and unheard < ladder.FRESH_S:
            self._heard = state
        self._state, effects = ladder.look(state, seen, now)
        self._sending.by_chance = ladder.by_chance(self._state, seen, self._sending.by_chance)
        if self._state.cut_at != state.cut_at:
            feedback.settle(now + SPAN_S / 2 + (feedback.newest_trip or 0.0))
        self._execute(effects)
        self._throttle(trip, documents)

    def _lately(self, now: float) -> tuple[float, float]:
        """Bits of picture and bytes of documents per second."""
        self._bytes.append((now, self._sending.bytes, self.documents))
        while len(self._bytes) > 2 and now - self._bytes[1][0] >= SPAN_S:
            self._bytes.popleft()
        then, bytes_then, documents_then = self._bytes[0]
        span = max(now - then, SPAN_S)
        return 8 * (self._sending.bytes - bytes_then) / span, (self.documents - documents_then) / span

    def _share(self, connection: Connection, now: float) -> float | None:
        """Once a second: of the pictures due, those that were taken or held back for the line's sake."""
        then, given_then, gone_then = self._counts
        if now - then < SPAN_S:
            return None
        given, gone = self._pictures.number, connection.picture.sent + connection.picture.held
        self._counts = (now, given, gone)
        due = min(given - given_then, (now - then) / float(self._sending.quality.period))
        return (gone - gone_then) / due if due >= 1 and self._sending.quality.fps else None

    def _throttle(self, trip: float | None, used: float) -> None:
        state = self._state
        if state is None:
            return
        waits = None if trip is None or state.shortest is None else trip - state.shortest
        self.throttle = adjust(
            self.throttle,
            picture=None if self._pausing.pictureless else self._sending.aim.bitrate,
            weak=state.weak,
            waits=waits,
            used=used,
        )

    def _execute(self, effects: tuple[ladder.Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case ladder.Send(rung, bitrate):
                    self._sending.steer(Aim(rung, bitrate))
                case ladder.Tell(rung, weak):
                    self.news = PictureNews(rung=rung, weak=weak)
                    self._changed(self.news, self._sending.aim.bitrate)
                    self._say()

    def _say(self) -> None:
        news = link(self.news, self._theirs)
        if news != self._link:
            self._link = news
            self._said(news)
