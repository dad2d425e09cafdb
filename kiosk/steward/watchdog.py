"""If the steward's loop hangs, the process ends: systemd starts it again, and says so to systemd."""

import asyncio
import faulthandler
import os
import socket

HANG_S = 15.0
BEAT_S = 2.0


def tell_systemd(state: str) -> None:
    """Send `READY=1` or `WATCHDOG=1` to the service manager, when there is one (sd_notify(3))."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    path = "\0" + address[1:] if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.sendto(state.encode(), path)


async def watch() -> None:
    """Beat for ever. `faulthandler` ends the process from its own thread when a beat is missed."""
    try:
        while True:
            faulthandler.dump_traceback_later(HANG_S, exit=True)
            tell_systemd("WATCHDOG=1")
            await asyncio.sleep(BEAT_S)
    finally:
        faulthandler.cancel_dump_traceback_later()
