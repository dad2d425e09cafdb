"""Passing the person in a call on to another counter, with a note they read first.

1. The expert proposes on the call's own channel (`TransferAsk`): the relay does not hear of it.
2. The kiosk shows who, where to and the whole note, and tells how it goes (`TransferNews`).
3. On « oui » the kiosk gives what it showed, and nothing else, to the relay (`TransferAgree`). The
   relay ends the lease, puts the ticket first at the new counter and says so (`TransferDone`); the
   ticket carries the note (`Handover`) to whoever takes it, and takes it along when it is deleted.

Room for later, so that no other meaning settles there. A third party in the call (an interpreter, a
relative elsewhere) would be a peer of its own under the role `third`, its messages `third.…`, and
would count among those present. The citizen's own telephone, lent for one paper, would be a peer
under the role `phone`, its messages `phone.…`, allowed to offer documents and nothing else. No link
carries either, and `RESERVED_ROLES` are no role of `PeerHello`.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from session.protocol.envelope import Body
from session.protocol.shared import ErrorKey, Id, Part, Short

NOTE_MAX = 500
Note = Annotated[str, StringConstraints(max_length=NOTE_MAX)]

RESERVED_ROLES = ("third", "phone")
RESERVED_AREAS = ("third.", "phone.")


class TransferAsk(Body):
    """The expert proposes that `desk` goes on, their own for a colleague; the citizen reads `note` and decides."""

    TYPE: ClassVar[str] = "transfer.ask"
    desk: Short
    note: Note = ""


class TransferNews(Body):
    """What came of it. `closed`: that counter cannot be had, the citizen was not asked."""

    TYPE: ClassVar[str] = "transfer.news"
    state: Literal["reading", "agreed", "refused", "closed"]


class TransferAgree(Body):
    """The citizen agreed: what was shown to them, word for word. The envelope names the call they leave."""

    TYPE: ClassVar[str] = "transfer.agree"
    ticket: Id
    desk: Short
    note: Note = ""


class TransferDone(Body):
    """The ticket is first at `desk` and the call is over; with `key` it is not, and the call goes on."""

    TYPE: ClassVar[str] = "transfer.done"
    ticket: Id
    desk: Short
    key: ErrorKey | None = None


class Handover(Part):
    """Who sent this person, from where, and the note the person has read."""

    by: Short
    administration: Short
    note: Note = ""
