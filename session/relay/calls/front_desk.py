"""The capabilities that connections call upon, together."""

from dataclasses import dataclass

from session.relay.agents.tiles import Tiles
from session.relay.appointments.agenda import Agenda
from session.relay.calls.signalling import Signalling
from session.relay.queue.board import Board
from session.relay.queue.seats import Seats
from session.relay.queue.tickets import Tickets
from session.relay.queue.transfers import Transfers


@dataclass(frozen=True)
class FrontDesk:
    """Queue, seats, transfers, signalling, tiles and agenda of one relay."""

    board: Board
    seats: Seats
    tickets: Tickets
    signalling: Signalling
    tiles: Tiles
    transfers: Transfers
    agenda: Agenda
