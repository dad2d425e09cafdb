"""What is counted in a call, for the screen, the log and the figures."""

from collections.abc import Callable

import av

from kiosk.core.events import EventLog
from session.engine.hearing import Hearing
from session.engine.markers import PictureCount, RecentTones, ToneCount
from session.engine.mirror import Mirror
from session.engine.pictures import planes
from session.protocol.local_media import CallStats


class Ledger:
    """Counts frames and sound of one call over all its generations."""

    def __init__(self, call: str, log: EventLog, clock: Callable[[], float], *, markers: bool) -> None:
        self._call, self._log, self._clock = call, log, clock
        self.pictures = PictureCount() if markers else None
        self.tones = ToneCount() if markers else None
        self._recent = RecentTones()
        self.mirror: Mirror | None = None
        """Set in a test call: the other end sends back what it receives."""
        self._received = self._chunks = 0
        self._sent_before = 0
        self._last = (clock(), 0, 0, 0)
        self._offered: dict[int, float] = {}
        self._first_seen = -1

    def offered(self, generation: int) -> None:
        """An offer arrived."""
        self._offered[generation] = self._clock()
        self._log.emit("call.offer-init", call=self._call, generation=generation)

    def since_offer(self, event: str, generation: int) -> None:
        """Log an event with the milliseconds since its generation's offer."""
        ms = round(1000 * (self._clock() - self._offered.get(generation, self._clock())), 1)
        self._log.emit(event, call=self._call, generation=generation, ms=ms)

    def connected(self, generation: int, path: str | None) -> None:
        """There is a path, and its keys are ready."""
        self.since_offer("call.connect-complete", generation)
        self._log.emit("call.path-chosen", call=self._call, generation=generation, path=path)

    def saw(self, frame: av.VideoFrame, generation: int) -> None:
        """One of the expert's pictures was decoded."""
        self._received += 1
        if generation != self._first_seen:
            self._first_seen = generation
            self.since_offer("call.first-picture", generation)
        if self.pictures is not None:
            self.pictures.look(planes(frame)[0])
            if self.mirror is not None:
                self.mirror.seen(self.pictures.last)

    def heard(self, samples: bytes, *, alive: bool) -> None:
        """This of the expert's sound is played; `alive`: it came, and is no guess."""
        self._chunks += alive
        if self.tones is not None:
            self.tones.listen(samples)
            self._recent.listen(samples)
        if self.mirror is not None:
            self.mirror.heard(samples)

    def connection_over(self, sent: int) -> None:
        """Keep what an ended connection had sent."""
        self._sent_before += sent

    def stats(self, sent_now: int, round_trip_ms: float | None, hearing: Hearing) -> CallStats:
        """Sum up since the last time, and log it with what became of the voice so far on this connection."""
        now, sent = self._clock(), self._sent_before + sent_now
        then, sent_then, received_then, chunks_then = self._last
        span = max(now - then, 1e-3)
        stats = CallStats(
            sent_fps=round((sent - sent_then) / span, 1),
            received_fps=round((self._received - received_then) / span, 1),
            sent_frames=sent,
            received_frames=self._received,
            audio_ok=self._recent.judge() if self.tones is not None else self._chunks > chunks_then,
            round_trip_ms=round_trip_ms,
        )
        self._last = (now, sent, self._received, self._chunks)
        tally = hearing.voice.playout.tally
        self._log.emit(
            "call.stats",
            call=self._call,
            **stats.model_dump(),
            played=tally.played,
            recovered=tally.recovered,
            concealed=tally.concealed,
            late=tally.late,
            voice_delay_ms=round(1000 * hearing.delay_s),
        )
        self._log_markers()
        return stats

    def _log_markers(self) -> None:
        name = "call.marker-decoded"
        if self.pictures is not None and self.pictures.read:
            seen = self.pictures
            self._log.emit(
                name, call=self._call, kind="picture", first=seen.first, last=seen.last, missing=seen.skipped
            )
        if self.tones is not None and self.tones.tones:
            heard = self.tones
            self._log.emit(
                name,
                call=self._call,
                kind="sound",
                first=heard.first,
                last=heard.last,
                missing=heard.out_of_order,
            )
