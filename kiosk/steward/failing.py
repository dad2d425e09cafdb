"""Work that ended in a bug: kept for the technician as a kind and a place, for its message may quote a visitor."""

import asyncio
import traceback
from pathlib import Path

from kiosk.core.events import EventLog


def failed(task: asyncio.Task[None], events: EventLog) -> bool:
    """Whether this finished task broke, and not because it was cancelled; then it is noted."""
    error = None if task.cancelled() else task.exception()
    if error is None:
        return False
    at = traceback.extract_tb(error.__traceback__)[-1]
    events.emit(
        "document.work-failed", error=type(error).__name__, place=f"{Path(at.filename).name}:{at.lineno}"
    )
    return True
