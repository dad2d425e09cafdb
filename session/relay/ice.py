"""TURN credentials that die with the call: coturn's REST scheme, as in RFC 7635's spirit.

The name is the moment it ends and the call's id; the password is its HMAC-SHA1 under the secret
the relay and coturn share.
"""

import hashlib
import hmac
from base64 import b64encode
from datetime import datetime

from session.protocol.shared import IceServer
from session.relay.config import Turn


def servers(turn: Turn, call: str, now: datetime) -> list[IceServer]:
    """The TURN servers of one call; none when none are set. No public STUN: a dead one costs 5 s."""
    if not turn.urls:
        return []
    username = f"{int(now.timestamp()) + turn.lifetime_s}:{call}"
    mac = hmac.new(turn.secret.encode(), username.encode(), hashlib.sha1)
    return [IceServer(urls=turn.urls, username=username, credential=b64encode(mac.digest()).decode())]
