"""Positions and call-back numbers: pure, on the tickets."""

from collections.abc import Iterable

from session.relay.queue.model import Ticket


def in_line(tickets: Iterable[Ticket]) -> list[Ticket]:
    """Those who wait to be taken, first come first."""
    waiting = (t for t in tickets if t.status in {"waiting", "callback", "ringing"})
    return sorted(waiting, key=lambda t: (t.place, t.ticket))


def ahead_of(ticket: Ticket, tickets: Iterable[Ticket]) -> int:
    """How many persons of the same counter come before this ticket."""
    before = 0
    for other in in_line(tickets):
        if other.ticket == ticket.ticket:
            break
        before += other.desk == ticket.desk
    return before


def next_number(last: int, taken: Iterable[str]) -> tuple[int, str]:
    """The next call-back number of a counter, 1 to 99 round and round, skipping those in use."""
    used = set(taken)
    for step in range(1, 100):
        candidate = (last + step - 1) % 99 + 1
        if f"C-{candidate}" not in used:
            return candidate, f"C-{candidate}"
    beyond = 100 + len(used)
    return last, f"C-{beyond}"
