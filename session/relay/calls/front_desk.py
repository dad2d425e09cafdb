"""The capabilities that connections call upon, together."""

from dataclasses import dataclass

from session.relay.agents.tiles import Tiles
from session.relay.calls.signalling import Signalling
from session.relay.queue.board import Board
from session.relay.queue.seats import Seats
from session.relay.queue.tickets import Tickets


@dataclass(frozen=True)
class FrontDesk:
    """Queue, seats, signalling and tiles of one relay."""

    board: Board
    seats: Seats
    tickets: Tickets
    signalling: Signalling
    tiles: Tiles
