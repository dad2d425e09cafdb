"""How long is waited for an answer, in place of aiortc's and aioice's own times.

Over a line that loses a tenth of its packets nearly every call loses one of its first ones, and theirs are times of
the wide Internet of twenty years ago: half a second for ICE, three for SCTP. These are near a browser's.
"""

from typing import Any

from aioice import ice, stun
from aiortc import RTCSctpTransport, rtcsctptransport

CHECK_S, CHECKS = 0.1, 8
"""Until a check without answer is sent again, twice as long each time, and how often (RFC 8489 section 6.2.1): for
nearly as long as aioice, which begins with 500 ms."""
RTO_INITIAL_S, RTO_LEAST_S = 0.5, 0.4
"""Until what was lost of a data channel is sent again, at first and at least (RFC 9260 section 6.3.1): a browser's
(dcSCTP)."""
RTO_MOST_S = 3.0
"""After several times without an answer. The standard's minute would keep a message back long after an outage."""
ASSOCIATE_S = 24.0
"""The association is given up after this, as in aiortc."""
NEVER = 1 << 30


def install() -> None:
    """Take effect in this process.

    ICE's own consent is switched off: it closes for good after six answers that came later than the first
    `CHECK_S`, which is what a busy machine gives. `Call` ends a silent connection itself.
    """
    replaced: Any = stun
    replaced.RETRY_RTO, replaced.RETRY_MAX = CHECK_S, CHECKS
    replaced = ice
    replaced.CONSENT_FAILURES = NEVER
    replaced = rtcsctptransport
    replaced.SCTP_RTO_INITIAL, replaced.SCTP_RTO_MIN = RTO_INITIAL_S, RTO_LEAST_S
    replaced.SCTP_MAX_INIT_RETRANS = round(ASSOCIATE_S / RTO_INITIAL_S)


def back_off(sctp: RTCSctpTransport) -> None:
    """Wait longer after each time without an answer (RFC 9260 section 6.3.3, E2).

    aiortc does not: over a path longer than its first time it would send everything twice, and learn nothing of the
    path, for only what was sent once is measured.
    """
    expired = sctp._t3_expired  # noqa: SLF001 - held by the contract test

    def later() -> None:
        sctp._rto = max(sctp._rto, min(2 * sctp._rto, RTO_MOST_S))  # noqa: SLF001 - as above
        expired()

    sctp._t3_expired = later  # type: ignore[method-assign] # noqa: SLF001 - as above
