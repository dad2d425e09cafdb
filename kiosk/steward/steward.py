"""The switchboard: who may say what, and which part answers. One table per neighbour."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.core.events import EventLog
from kiosk.documents.names import shown_name
from kiosk.link.aio import Connection
from kiosk.steward.call_trial import CallTrial
from kiosk.steward.calls import CallDesk
from kiosk.steward.counters import Counters
from kiosk.steward.jobs import Jobs
from kiosk.steward.machine import Machine
from kiosk.steward.media import MediaHouse
from kiosk.steward.papers import Papers
from kiosk.steward.photographs import PhotoDesk
from kiosk.steward.ports import Say
from kiosk.steward.requests import keep_request
from kiosk.steward.ringing import Ringing
from kiosk.steward.scanning import ScanDesk
from kiosk.steward.showing import ShowDesk
from kiosk.steward.staff import Staff
from kiosk.steward.stage import Stage
from kiosk.steward.visits import Visits
from kiosk.steward.world import WorldBook
from session.protocol import (
    appointments,
    call,
    cameras,
    company,
    filling,
    kiosk_relay,
    line,
    local,
    local_media,
    lookup,
    maintenance,
    markup,
    peer,
    printing,
    scanning,
    showing,
    transfer,
)
from session.protocol.envelope import Body, Envelope
from session.protocol.requests import RequestKeep
from session.protocol.texting import TextTyped
from session.protocol.use import UseNoted

Handler = Callable[[Envelope, Any], None]
BEAT_S = 10.0


@dataclass
class Parts:
    """The steward's parts, made by `kiosk.compose.steward`."""

    stage: Stage
    visits: Visits
    media: MediaHouse
    calls: CallDesk
    papers: Papers
    jobs: Jobs
    scans: ScanDesk
    staff: Staff
    world: WorldBook
    counters: Counters
    relay: Say
    hurry: Callable[[], None]
    photos: PhotoDesk
    trial: CallTrial
    shows: ShowDesk


class Steward:
    """Hears the screens, the media process and the relay."""

    def __init__(self, parts: Parts, events: EventLog) -> None:
        self._p = parts
        self._events = events
        self.machine = Machine(
            parts.world,
            parts.counters,
            parts.relay,
            parts.stage.say,
            lambda: parts.visits.vault is not None,
            events,
        )
        self._counted = True
        self._ringing = Ringing()
        self._tasks: set[asyncio.Task[None]] = set()
        self._from_screen = self._screen_table()
        self._from_media = self._media_table()
        self._from_relay = self._relay_table()

    # ---- local connections

    async def accept(self, connection: Connection) -> None:
        """Serve one local connection until it ends."""
        messages = aiter(connection)
        hello = await anext(messages, None)
        if hello is None or not isinstance(hello.body, local.Hello):
            return
        pid = connection.peer.pid
        if hello.body.role == "monitor":
            await self._p.trial.answer(connection, messages)
            return
        if self._p.trial.owns(pid):
            connection.become(local.MEDIA_TO_STEWARD, local.STEWARD_TO_MEDIA)
            await self._p.trial.serve(connection, messages)
            return
        if hello.body.role == "media":
            connection.become(local.MEDIA_TO_STEWARD, local.STEWARD_TO_MEDIA)
            known, table = self._p.media.connected(pid, connection.send), self._from_media
        else:
            connection.become(local.SCREEN_TO_STEWARD, local.STEWARD_TO_SCREEN)
            known, table = self._p.stage.connected(pid, connection.send), self._from_screen
            if known:
                connection.send(self._p.world.world())
        if not known:
            return
        async for message in messages:
            if isinstance(message.body, local.ScreenReady):
                self._screen_ready(pid, message.body)
            elif self._of_this_call(message) if table is self._from_media else self._p.stage.is_front(pid):
                dispatch(table, message)

    def _of_this_call(self, message: Envelope) -> bool:
        """What the last expert said just before they were gone is not for this call, nor for who waits."""
        if message.call in (None, self._p.calls.call):
            return True
        if isinstance(message.body, local_media.DocumentArrived):
            self._p.papers.too_late(message.body)
        return False

    def _screen_ready(self, pid: int, body: local.ScreenReady) -> None:
        self._p.stage.ready(pid, body.phase)
        if body.phase == "on-stage" and self._p.stage.is_front(pid):
            self._p.world.tell_all()
            if self._ringing.now is not None:
                self._p.stage.say(self._ringing.now)

    # ---- relay

    async def heard(self, message: Envelope) -> None:
        """A message of the relay."""
        if not self._p.trial.takes(message):
            dispatch(self._from_relay, message)

    def online(self, up: bool) -> None:
        """The link came or went: tell who waits, and say again what the relay must know."""
        world = self._p.world
        world.link(up)
        if not up:
            self._ringing.link_lost()
        if up:
            world.tell_all()
            self._p.relay(kiosk_relay.KioskCounters(days=self._p.counters.days()))
            self._p.calls.online()
            if world.facts.help == "ringing":
                self._p.relay(kiosk_relay.HelpRing(active=True))

    # ---- the visit's end

    def leaving(self, reason: str) -> Callable[[], Awaitable[None]]:
        """End everything of the visit at once; the returned work wipes it."""
        parts = self._p
        waiting = parts.calls.busy and not parts.calls.talking
        if waiting:
            parts.counters.count("abandoned")
        parts.calls.hang_up("fault" if reason == "fault" else "wiped")
        parts.staff.visit_over()
        parts.jobs.visit_over()
        parts.world.facts.stage = "welcome"
        parts.world.facts.agent = ""
        if parts.world.facts.help != "idle":
            self.machine.help(kiosk_relay.HelpRing(active=False))
        vault, media = parts.visits.detach(), parts.media.dismiss()

        async def wipe() -> None:
            await parts.scans.end()
            await parts.photos.end()
            await parts.shows.end()
            await parts.papers.stop()
            if media is not None:
                await media.gone()
            await parts.visits.wipe(vault)
            parts.world.tell_all()
            await parts.jobs.purge()

        return wipe

    async def beat(self) -> None:
        """Presence, for ever."""
        while True:
            await asyncio.sleep(BEAT_S)
            self._p.world.beat()

    # ---- tables

    def _screen_table(self) -> Mapping[type[Body], Handler]:
        p = self._p
        table: dict[type[Body], Handler] = {
            local.VisitBegin: lambda _m, _b: self._begin(),
            local.VisitStage: lambda _m, b: self._staged(b),
            local.VisitEnd: lambda _m, b: self._end(b),
            UseNoted: lambda _m, b: p.counters.noted(b),
            printing.PrintSheet: lambda _m, b: p.jobs.sheet(b),
            printing.PrintForm: lambda _m, b: p.jobs.form(b),
            printing.PrintDocument: lambda _m, b: p.jobs.document(b),
            printing.PrintPage: lambda _m, b: p.jobs.page(b),
            printing.PrintAnswer: lambda _m, b: p.jobs.answer(b),
            printing.PrintCancel: lambda _m, b: p.jobs.cancel(b),
            filling.FormFinish: lambda _m, b: p.papers.finish(b),
            lookup.SheetShow: lambda _m, b: p.papers.show_sheet(b),
            RequestKeep: lambda _m, b: keep_request(p.visits.vault, b, self._events),
            local.FormOpen: lambda _m, b: p.papers.open_form(b),
            local.MediaOpen: lambda _m, b: self.open_media(face=b.face),
            local.MediaClose: lambda _m, _b: self._close_media(),
            local.SignInk: lambda _m, b: p.papers.sign(b),
            scanning.ScanStart: lambda _m, b: p.scans.start(b),
            scanning.ScanStop: lambda _m, b: p.scans.stop(b),
            scanning.ScanForget: lambda _m, b: p.scans.forget(b),
            scanning.ScanBind: lambda _m, b: p.scans.bind(b),
            scanning.ScanSend: lambda _m, b: p.scans.send(b),
            cameras.PaperLook: lambda _m, b: p.photos.look(b),
            cameras.PaperShoot: lambda _m, b: p.photos.shoot(b),
            showing.ShowingLive: p.shows.live,
            local.PinCheck: lambda _m, b: p.staff.check(b),
            local.StaffCommand: lambda _m, b: p.staff.order(b),
            local.DeviceTest: lambda _m, b: p.staff.test(b),
            maintenance.GuidedStart: lambda _m, b: p.staff.guide(b),
            maintenance.GuidedAnswer: lambda _m, b: p.staff.answer(b),
            maintenance.GuidedStop: lambda _m, _b: p.staff.stop_guiding(),
            maintenance.JournalAsk: lambda _m, b: p.staff.tell_journal(b),
            kiosk_relay.QueueJoin: lambda _m, b: self._join(b),
            kiosk_relay.QueueLeave: lambda _m, b: p.calls.leave(b),
            kiosk_relay.QueueWiden: lambda _m, b: p.relay(b),
            transfer.TransferAgree: lambda _m, b: p.calls.agree(b),
            company.AgentAnswer: lambda _m, b: self.machine.answered(b),
            kiosk_relay.CallbackAsk: lambda _m, b: self._callback(b),
            kiosk_relay.CallbackAnswer: lambda _m, b: self._called_back(b),
            kiosk_relay.HelpRing: lambda _m, b: self.machine.help(b),
            call.CallEnd: lambda _m, b: p.calls.hang_up(b.reason),
            call.MicrophoneMute: lambda m, b: p.media.say(b, call=m.call, gen=m.gen),
            TextTyped: lambda m, b: p.media.say(b, call=m.call, gen=m.gen),
            **dict.fromkeys(appointments.KIOSK_ASKS, lambda _m, b: p.relay(b)),
        }
        for body in local.TO_EXPERT:
            table[body] = lambda m, _b: p.media.say(m.body, call=m.call, gen=m.gen)
        return table

    def _media_table(self) -> Mapping[type[Body], Handler]:
        p = self._p
        table: dict[type[Body], Handler] = {
            local.MediaReady: lambda _m, b: self._media_shows(b),
            line.LineTried: lambda _m, b: p.stage.say(b),
            local_media.AnswerDraft: p.calls.answered,
            local_media.OfferWanted: p.calls.wants_offer,
            call.Notice: self._noticed,
            call.CallEnd: p.calls.ended,
            local_media.CallStats: self._figures,
            local_media.Delivered: lambda _m, b: p.media.delivered(b),
            cameras.CameraNews: lambda _m, b: p.media.camera(b),
            cameras.PaperAim: lambda _m, b: p.photos.aimed(b),
            cameras.PaperShot: lambda _m, b: p.photos.shot(b),
            showing.ShowingNews: lambda _m, b: p.shows.told(b),
            showing.StampAsk: p.shows.stamp,
            showing.StampUndo: p.shows.undo,
            local_media.DocumentArrived: lambda _m, b: p.papers.arrived(b),
            peer.DocumentOffer: self._announced,
            markup.TableAsk: self._asked_again,
            peer.PeerBye: lambda m, b: p.calls.ended(m, call.CallEnd(reason=b.reason)),
        }
        for body in local.FROM_MEDIA:
            table.setdefault(body, self._passed_on)
        return table

    def _relay_table(self) -> Mapping[type[Body], Handler]:
        p = self._p
        return {
            kiosk_relay.DesksState: lambda _m, b: p.world.desks(b),
            kiosk_relay.KioskCommand: lambda _m, b: self.machine.commanded(b),
            kiosk_relay.TicketState: lambda _m, b: p.calls.ticket_moved(b),
            kiosk_relay.SeatGranted: self._seated,
            kiosk_relay.SeatLost: p.calls.seat_lost,
            transfer.TransferDone: p.calls.transferred,
            kiosk_relay.CallbackKept: lambda _m, b: p.calls.callback_kept(b),
            kiosk_relay.CallbackRing: lambda _m, b: self._call_back(b),
            line.LineServers: lambda _m, b: p.media.say(line.LineTry(ice=b.ice)),
            call.CallOffer: lambda m, _b: p.calls.offered(m),
            call.CallCandidate: lambda m, _b: p.calls.offered(m),
            call.CallEnd: p.calls.ended,
            call.Refusal: lambda _m, b: self._refused(b),
            **dict.fromkeys(appointments.KIOSK_HEARS, lambda _m, b: p.stage.say(b)),
        }

    # ---- what takes more than one part

    def _begin(self) -> None:
        if self._p.visits.vault is None:
            self._counted = False
        vault = self._p.visits.begin()
        self._p.stage.say(local.VisitOpened(vault=str(vault.folder)))

    def _staged(self, body: local.VisitStage) -> None:
        """A visit counts once somebody does something: an agent who opens their panel is no visitor."""
        if not self._counted and body.stage not in {"welcome", "staff"}:
            self._counted = True
            self._p.counters.count("visits")
        self._p.world.stage(body)

    def _media_shows(self, body: local.MediaReady) -> None:
        """One sees oneself: while one reads on, the line is tried for the call to come."""
        self._p.media.shows(body)
        if self._p.media.faces and not self._p.calls.busy:
            self._p.relay(line.LineAsk())

    def _passed_on(self, message: Envelope, body: Body) -> None:
        """What the expert says to the visitor, once."""
        if self._p.media.heard_first(message):
            self._p.stage.say(body, call=message.call, gen=message.gen)

    def _asked_again(self, message: Envelope, body: markup.TableAsk) -> None:
        """A page that was reloaded: first the documents, then what the visitor decided and both drew."""
        if self._p.media.heard_first(message):
            self._p.papers.lay_again()
            self._p.stage.say(body, call=message.call, gen=message.gen)

    def _figures(self, message: Envelope, body: local_media.CallStats) -> None:
        """How the call goes; once the expert is seen there is time to prepare for the worst."""
        self._p.stage.say(body, call=message.call, gen=message.gen)
        if body.received_frames:
            self._p.media.stand_by()

    def _noticed(self, message: Envelope, body: call.Notice) -> None:
        """The call's link is gone: the relay's may be too."""
        self._p.calls.noticed(message, body)
        if body.state == "lost":
            self._p.hurry()

    def _announced(self, message: Envelope, body: peer.DocumentOffer) -> None:
        """« Un document arrive », under a name that is fit to be shown."""
        named = body.model_copy(update={"name": shown_name(body.name)})
        self._p.stage.say(named, call=message.call, gen=message.gen)

    def _end(self, body: local.VisitEnd) -> None:
        if body.outcome:
            self._p.counters.count(body.outcome)
            self._events.emit("visit.outcome-noted", satisfaction=body.outcome, outcome=body.reason)
        self._p.stage.finish(body.reason)

    def open_media(self, *, face: bool = True) -> None:
        """Start the media process for the visit; a call on its own begins a visit (a call-back)."""
        task = asyncio.ensure_future(self._p.media.open(self._p.visits.begin().folder, face=face))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _close_media(self) -> None:
        if not self._p.calls.busy:
            self._p.media.dismiss()

    def _join(self, body: kiosk_relay.QueueJoin) -> None:
        self._p.calls.join(body)
        self._p.hurry()

    def _callback(self, body: kiosk_relay.CallbackAsk) -> None:
        self._p.counters.count("callbacks")
        self._ringing.asked()
        self._p.calls.ask_callback(body)

    def _call_back(self, body: kiosk_relay.CallbackRing) -> None:
        if self._ringing.heard(body, busy=self._p.calls.busy):
            self._p.stage.say(body)

    def _called_back(self, body: kiosk_relay.CallbackAnswer) -> None:
        self._p.calls.answer_callback(body, self._ringing.answered(body))

    def _seated(self, message: Envelope, body: kiosk_relay.SeatGranted) -> None:
        if self._p.calls.begins(message, body):  # before the media process is told of the call
            self._p.counters.count("calls")
            self._p.papers.begin_call(message.call or "")
            self._p.media.new_call(message.call or "")
        self._p.calls.seated(message, body)

    def _refused(self, body: call.Refusal) -> None:
        if body.key.startswith(("queue.", "appointment.")):
            self._p.calls.refused(body.key)


def dispatch(table: Mapping[type[Body], Handler], message: Envelope) -> None:
    """Hand a message to its handler; the links already refused what does not belong."""
    handler = table.get(type(message.body))
    if handler is not None:
        handler(message, message.body)
