"""The board: tells kiosks and experts what changed, once, and only when it did."""

import asyncio
from collections.abc import Callable, Mapping
from typing import TypeVar

from session.protocol.envelope import Body
from session.protocol.kiosk_relay import DesksState, TicketState
from session.protocol.pages_relay import WaitingList
from session.relay.appointments.model import bookable
from session.relay.parts import Parts
from session.relay.ports import KIOSKS, kiosk_topic, page_topic
from session.relay.queue.forecast import RECENT
from session.relay.queue.notices import Notices
from session.relay.queue.views import Snapshot, desks_state, ticket_states, waiting_list

T = TypeVar("T", bound=Body)
GATHER_S = 0.02
"""Changes that come together are told together: 3,000 kiosks must not hear of each one."""


class Board:
    """Publishes the queue's views at each change."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.notices = Notices(parts.clock)
        self._wake = asyncio.Event()
        self._desks: DesksState | None = None
        self._lists: dict[str, WaitingList] = {}
        self._told: dict[str, TicketState] = {}
        self._rounds = 0
        self._overtaken: set[str] = set()

    async def greet(self, topic: str, send: Callable[[Snapshot], None]) -> None:
        """Show the line as it is to someone who has just begun to listen to `topic`.

        What was published while it was read is newer and came first: then it is told once more.
        """
        before = self._rounds
        send(await self.snapshot())
        if self._rounds != before:
            self._overtaken.add(topic)
            self._wake.set()

    def changed(self, *tickets: str) -> None:
        """Something changed; these tickets are told again even if nothing did for them."""
        for ticket in tickets:
            self._told.pop(ticket, None)
        self._wake.set()

    async def run(self) -> None:
        """Publish at each change, for as long as the relay lives."""
        while True:
            await self._wake.wait()
            await asyncio.sleep(GATHER_S)
            self._wake.clear()
            await self.publish()

    async def snapshot(self) -> Snapshot:
        """Everything now."""
        store = self._parts.store
        now = self._parts.clock.now()
        return Snapshot(
            desks=await store.desks(),
            tickets=await store.tickets(),
            seats=await store.seats(),
            services_s=await store.services_s(RECENT),
            crowd=await self._parts.presence.crowd(),
            now=now,
            with_slots=await store.desks_with_slots(*bookable(now)),
            notices=self.notices.current(),
        )

    async def publish(self) -> None:
        """Tell what differs from what was told last, and all of it to whom something older was shown since."""
        overtaken, self._overtaken = self._overtaken, set()
        snapshot = await self.snapshot()
        self._rounds += 1
        desks = desks_state(snapshot)
        if desks != self._desks:
            self._desks = desks
            await self._parts.tell(KIOSKS, desks)
        else:
            for topic in overtaken:
                await self._parts.tell(topic, desks)
        self._lists = {page: told for page, told in self._lists.items() if page_topic(page) not in overtaken}
        lists = {page: waiting_list(snapshot, expert) for page, expert in snapshot.crowd.experts.items()}
        for page, people in _different(lists, self._lists).items():
            await self._parts.tell(page_topic(page), people)
        self._lists = lists
        kiosk_of = {t.ticket: t.kiosk for t in snapshot.tickets}
        states = ticket_states(snapshot)
        for ticket, state in _different(states, self._told).items():
            self._log_position(ticket, state)
            await self._parts.tell(kiosk_topic(kiosk_of[ticket]), state)
        self._told = states

    def _log_position(self, ticket: str, state: TicketState) -> None:
        before = self._told.get(ticket)
        if state.status == "waiting" and (before is None or before.ahead != state.ahead):
            self._parts.events.emit("queue.position-changed", desk=state.desk, ahead=state.ahead)


def _different(new: Mapping[str, T], old: Mapping[str, T]) -> dict[str, T]:
    return {key: value for key, value in new.items() if old.get(key) != value}
