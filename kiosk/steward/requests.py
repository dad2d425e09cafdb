"""A request to the town hall, kept in the visit's vault: an outbox may take it there, and the wipe does."""

from kiosk.core.events import EventLog
from kiosk.documents.vault import Vault, open_plain
from session.protocol.requests import REQUEST_FILE, RequestKeep, TownRequest


def keep_request(vault: Vault | None, body: RequestKeep, events: EventLog) -> None:
    """Write it whole or not at all; the same document again replaces it. Without a visit there is nowhere."""
    if vault is None:
        return
    data = body.request.model_dump_json().encode()
    with vault.hand():
        folder = vault.folder / body.document
        folder.mkdir(mode=0o700, exist_ok=True)
        aside = folder / f"{REQUEST_FILE}.part"
        aside.write_bytes(data)
        aside.replace(folder / REQUEST_FILE)
    # Neither what is asked nor how many questions: only that it happened.
    events.emit("request.keep-complete")


def kept_requests(vault: Vault) -> list[TownRequest]:
    """The requests of a visit, for whoever sends them one day.

    Raises:
        ValueError: a file that is none of ours.
    """
    with vault.hand():
        paths = sorted(vault.folder.glob(f"*/{REQUEST_FILE}"))
        found = []
        for path in paths:
            with open_plain(path) as file:
                found.append(TownRequest.model_validate_json(file.read()))
    return found
