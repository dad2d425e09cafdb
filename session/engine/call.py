"""One call: executes what `recovery` decides, and carries what both sides say."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

from aiortc.exceptions import InvalidAccessError, InvalidStateError, OperationError

from session.engine import recovery, sdp
from session.engine.beside import beat, count, vital
from session.engine.early import EarlyCandidates
from session.engine.generation import Live, Reports, Surroundings, connect
from session.engine.ledger import Ledger
from session.engine.mirror import Mirror
from session.engine.papers import Papers
from session.engine.recovery import Phase
from session.engine.steering import Steering
from session.engine.typing import Typing
from session.engine.verification import Verification
from session.engine.wayfinder import Wayfinder
from session.engine.ways import Way
from session.protocol import peer
from session.protocol.call import CallCandidate, CallEnd, Notice
from session.protocol.delivery import FLEETING, Outbox, Seen
from session.protocol.envelope import Body, Envelope
from session.protocol.local_media import Delivered, DocumentSend, OfferWanted
from session.protocol.quality import PictureNews
from session.protocol.shared import EndReason, IceServer
from session.protocol.texting import MicrophoneNews, MicrophoneState, TextMessage
from session.protocol.verification import CodeNonce

TICK_S = 0.25
CONSENT_S = 30.0
"""Nothing is sent for longer to someone who is not heard (RFC 7675)."""
FAREWELL_S = 0.2
_BAD_OFFER = (
    ValueError, KeyError, IndexError, AttributeError, AssertionError, TypeError,
    InvalidAccessError, InvalidStateError, OperationError,
)  # fmt: skip
"""What aiortc raises on an SDP it cannot use."""


class Call:
    """A conversation; survives its connections. `over` is set when it ended."""

    def __init__(self, call: str, around: Surroundings, servers: Sequence[IceServer]) -> None:
        self.id = call
        self.over = asyncio.Event()
        self._around = around
        self._ways = Wayfinder(around.reach, servers, around.clock)
        self._live: Live | None = None
        self._offers: dict[int, str] = {}
        self._early = EarlyCandidates()
        self._outbox, self._seen = Outbox(), Seen()
        self._ledger = Ledger(call, around.log, around.clock, markers=around.markers)
        self.typing = Typing(self._tell_steward)
        """The lines that both sides are typing."""
        self._steering = Steering(
            around.sending,
            around.studio.pictures,
            around.studio,
            around.clock,
            self._picture,
            self._tell_steward,
        )
        self._papers = Papers(
            around.vault,
            around.log,
            self._steering,
            lambda: self._live,
            self._say,
            self._announce,
            self._delivered,
            self._tell_steward,
        )
        self._microphone: MicrophoneState | None = None
        self._reason: EndReason = "lost"
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing: set[asyncio.Task[None]] = set()
        self._gone = False
        self._state = recovery.State(Phase.EXPECTING, 0)

    def begin(self, generation: int, *, resumed: bool) -> None:
        """Start waiting for the browser's offer, or ask for it when the call is `resumed`."""
        state, effects = recovery.begin(generation, self._around.clock(), resumed=resumed)
        self._state = state
        self._ways.look()
        self._execute(effects)
        counting = count(lambda: self._live, self._around.sending, self._ledger, self._tell_steward)
        for work in (self._ticking(), beat(lambda: self._live), counting, self._papers.run()):
            self._spawn(vital(work))

    def measure(self) -> None:
        """It is a test call: what goes out is marked, and comes back."""
        self._ledger.mirror = Mirror(self._around.clock)
        self._spawn(self._ledger.mirror.watch(self._around.studio.pictures))

    # ---- what the steward says

    def offer(self, generation: int, text: str, servers: Sequence[IceServer]) -> None:
        """An offer of the browser; an older one is dropped. `servers`: as `CallBegin` has them; none: the former ones."""
        if self._offers.get(generation) == text:
            return
        self._ways.renew(servers)
        self._offers = {g: kept for g, kept in self._offers.items() if g >= self._state.generation}
        self._offers[generation] = text
        self._advance(recovery.Offered(generation))

    def candidate(self, generation: int, message: CallCandidate) -> None:
        """One more address of the browser."""
        live = self._live
        if live is not None and live.answered and live.generation == generation:
            self._spawn(live.connection.add_candidate(message))
        elif generation >= self._state.generation:
            self._early.keep(generation, message)

    def mute(self, *, active: bool) -> None:
        """Silence the microphone, or let it be heard again."""
        self._around.studio.muted = active

    def microphone(self, state: MicrophoneState) -> None:
        """Tell the expert's page whether the visitor can be heard; on each connection anew, as it is then."""
        self._microphone = state
        self._announce(MicrophoneNews(state=state))

    def to_expert(self, body: Body, ident: str | None = None) -> None:
        """Pass a message of the screen to the expert's page, under its own id."""
        if isinstance(body, peer.PrivacyPause):
            if body.active:
                self._around.studio.withdraw("pause")
            self._around.studio.paused = body.active
        if isinstance(body, TextMessage):
            self.typing.ended()
        if isinstance(body, peer.PeerBye):
            self.end(body.reason)
        else:
            self._say(body, ident)

    def send_document(self, order: DocumentSend) -> None:
        """Send a vault file."""
        self._papers.send(order)

    def end(self, reason: EndReason) -> None:
        """End the call and tell the other side."""
        self._reason = reason
        if self._live is not None:
            self._live.channels.send(peer.PeerBye(reason=reason))
        self._advance(recovery.Ended())

    def give_way(self) -> None:
        """Another call begins: this one ends at once, goodbye or not, and touches nothing of the other's."""
        self.end("lost")
        self._let_go()

    # ---- what the browser says

    def _hear(self, message: Envelope) -> None:
        fresh = message.seq == 0 or self._seen.first(message.id)
        if fresh and not self._of_the_connection(message.body):
            self._from_expert(message.body, message.id)

    def _of_the_connection(self, body: Body) -> bool:
        """Heed what concerns the wire alone, and nobody in front of it."""
        match body:
            case peer.PeerHello() | peer.Heartbeat():
                return True
            case peer.Ack(seq=seq):
                for kept in self._outbox.acknowledged(seq):
                    self._delivered(kept.id)
                return True
            case peer.BulkState():
                self._papers.stands(body)
                return True
            case CodeNonce():
                if self._live is not None and self._live.verification is not None:
                    self._live.verification.heard(body)
                return True
            case _:
                return False

    def _from_expert(self, body: Body, ident: str) -> None:
        match body:
            case peer.DocumentOffer():
                if self._papers.offered(body):
                    self._tell_steward(body)
            case peer.PeerBye(reason=reason):
                self._tell_steward(body)
                self._tell_steward(CallEnd(reason=reason))
                self._reason = reason
                self._advance(recovery.Ended())
            case PictureNews():
                self._steering.theirs(body)
            case peer.PrivacyPause(active=active):
                self._around.studio.remote_paused = active
                self._tell_steward(body, ident=ident)
            case _:
                self._tell_steward(body, ident=ident)

    # ---- decisions and their effects

    def _advance(self, event: recovery.Event) -> None:
        lost = self._state.phase is Phase.LOST
        self._state, effects = recovery.transition(self._state, event, self._around.clock())
        if lost and isinstance(event, recovery.Heard) and self._state.phase is Phase.CONNECTED:
            self._steering.again()
        self._execute(effects)

    def _execute(self, effects: tuple[recovery.Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case recovery.Answer(generation):
                    self._spawn(self._answer(generation))
                case recovery.Ask(generation, reason):
                    self._around.log.emit(
                        "call.lost", call=self.id, generation=self._state.generation, reason=reason
                    )
                    self._ways.lost(reason, self._live)
                    self._tell_steward(OfferWanted(reason=reason), generation)
                case recovery.Tell(phase):
                    self._tell(phase)
                case recovery.Close():
                    self._spawn(self._close())

    def _tell(self, phase: Phase) -> None:
        match phase:
            case Phase.CONNECTING:
                self._tell_steward(Notice(state="connecting"))
            case Phase.CONNECTED:
                self._tell_steward(Notice(state="connected"))
            case Phase.LOST:
                self._around.studio.withdraw("link")
                self._tell_steward(Notice(state="lost"))
            case Phase.ENDED:
                self._tell_steward(Notice(state="ended", reason=self._reason))
            case Phase.EXPECTING:
                pass

    async def _answer(self, generation: int) -> None:
        self._drop()
        if self._past(generation):
            return
        self._ledger.offered(generation)
        way = await self._ways.best()
        if self._past(generation):
            return
        live = self._live = self._connect(generation, way)
        try:
            draft = await live.connection.answer(self._offers[generation])
            theirs = sdp.fingerprint(self._offers[generation])
        except _BAD_OFFER:
            self._advance(recovery.Failed(generation))
            return
        if live is not self._live:
            return
        live.answered = True
        live.verification = Verification(
            self.id, draft.fingerprint, theirs, live.channels.send, self._tell_steward
        )
        self._around.studio.hears = live.connection.sound.put
        self._tell_steward(draft, generation)
        self._ledger.since_offer("call.answer-complete", generation)
        for message in self._early.due(generation):
            await live.connection.add_candidate(message)

    def _past(self, generation: int) -> bool:
        return generation != self._state.generation or self._state.phase is Phase.ENDED

    def _connect(self, generation: int, way: Way | None) -> Live:
        reports = Reports(
            self._hear,
            self._papers.received,
            self._opened,
            self.typing.adopt,
            lambda: self._connected(generation),
            lambda: self._advance(recovery.Failed(generation)),
        )
        return connect(self.id, generation, self._around, way, self._ledger, reports)

    def _connected(self, generation: int) -> None:
        if self._live is not None and self._live.generation == generation:
            self._steering.begin(self._live.connection)
        self._advance(recovery.Connected(generation))

    def _picture(self, news: PictureNews, bitrate: int) -> None:
        self._around.log.emit(
            "call.picture-changed", call=self.id, rung=news.rung, weak=news.weak, kbits=bitrate // 1000
        )
        self._announce(news)

    def _opened(self) -> None:
        if self._live is None:
            return
        channels = self._live.channels
        if self._live.verification is not None:
            self._live.verification.begin()
        for kept in self._outbox.unacknowledged():
            channels.send_numbered(kept)
        for news in self._around.studio.standing():
            channels.send(news)
        if self._microphone is not None:
            channels.send(MicrophoneNews(state=self._microphone))
        channels.send(self._steering.news)
        self._papers.opened(self._live)

    # ---- messages

    def _tell_steward(self, body: Body, generation: int | None = None, ident: str | None = None) -> None:
        gen = self._state.generation if generation is None else generation
        self._around.steward.send(body, call=self.id, gen=max(gen, 0), ident=ident)

    def _announce(self, body: Body) -> bool:
        # Announcements are repeated on each new connection, so they are never kept.
        return self._live is not None and self._live.channels.send(body)

    def _say(self, body: Body, ident: str | None = None) -> None:
        if isinstance(body, FLEETING):
            self._announce(body)
            return
        kept = self._outbox.keep(body, ident)
        # Before the channels are ready it would overtake what `_opened` sends first.
        if self._live is not None and self._live.channels.ready:
            self._live.channels.send_numbered(kept)

    def _delivered(self, ident: str) -> None:
        self._tell_steward(Delivered(message=ident))

    # ---- work beside

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ticking(self) -> None:
        while True:
            due = self._around.clock() + TICK_S
            await asyncio.sleep(TICK_S)
            late = self._around.clock() - due
            if late > TICK_S:
                self._advance(recovery.Stalled(late))
            self.typing.flush()
            await self._listen(late)
            if self._live is not None and self._ways.better(self._live):
                self._advance(recovery.Failed(self._live.generation))
            self._steering.look()
            self._advance(recovery.Tick())

    async def _listen(self, late: float) -> None:
        live = self._live
        if live is None or not live.answered:
            return
        traffic = await live.connection.traffic()
        if traffic.packets != live.packets:
            live.packets = traffic.packets
            live.heard_at = self._around.clock()
            self._advance(recovery.Heard(live.generation))
        elif self._around.clock() - live.heard_at > CONSENT_S + late and live is self._live:
            self._drop()

    def _drop(self) -> None:
        live, self._live = self._live, None
        if live is not None:
            self._around.studio.withdraw("link")  # a page that comes back knows nothing of it
            self._around.studio.hears = None
            self._steering.stop()
            self._ledger.connection_over(live.connection.picture.sent)
            closing = asyncio.get_running_loop().create_task(live.connection.close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    def _let_go(self) -> None:
        """Of all that the next call has too; only then is nothing more sent, so a pause lasts until here."""
        if not self._gone:
            self._gone = True
            self._drop()
            self._steering.end()
            self._around.studio.rest()

    async def _close(self) -> None:
        if self._live is not None:
            # The goodbye is on its way; closing at once would overtake it.
            await asyncio.sleep(FAREWELL_S)
        self._let_go()
        for task in self._tasks - {asyncio.current_task()}:
            task.cancel()
        await asyncio.gather(*self._closing, return_exceptions=True)
        self._around.log.emit("call.end-complete", call=self.id, reason=self._reason)
        self.over.set()
