"""The catalogue of events, and the log they go to: one JSON line each, no personal data.

Long work comes in pairs, `area.verb-init` and `area.verb-complete`. An event that is not in the
catalogue is a bug and raises; so is a field that is not declared for it, which is what keeps names
and typed words out of the log.
"""

import contextlib
import errno
import json
import os
import threading
from pathlib import Path

from kiosk.core.clock import Clock, SystemClock, rfc3339

Value = str | int | float | bool | None

# name -> the fields it may carry. Ids of visits never appear: `visit` fields do not exist.
EVENTS: dict[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        # processes
        "process.start-init": "role pid",
        "process.start-complete": "role pid ms",
        "process.stop-complete": "role pid code",
        "process.lost": "role pid code",
        "process.watchdog-fired": "role pid",
        "settings.load-complete": "keys",
        "kiosk.close-complete": "reason",
        "log.events-lost": "count",
        "kiosk.open-complete": "",
        # screen and visit
        "screen.paint-complete": "screen ms",
        "screen.show-complete": "screen",
        "screen.handover-complete": "ms",
        "screen.storm-init": "",
        "screen.storm-complete": "ignored",
        "visit.begin-complete": "",
        "visit.end-init": "reason",
        "visit.wipe-complete": "ms left",
        "visit.silence-warned": "state",
        "visit.outcome-noted": "outcome satisfaction",
        # content
        "content.import-init": "",
        "content.import-complete": "sheets ms",
        "content.check-init": "source asked",
        "content.check-complete": "outcome error edition bytes ms",
        "content.check-put-off": "",
        "content.mend-complete": "why restored",
        "content.back-complete": "edition",
        "content.directory-import-complete": "offices ms",
        "content.sync-init": "",
        "content.sync-complete": "outcome edition objects bytes ms",
        "content.sync-refused": "key edition objects bytes ms",
        "content.search-complete": "results ms",
        "content.sheet-opened": "sheet",
        "content.local-install-init": "",
        "content.local-install-complete": "sheets ms",
        "request.keep-complete": "",
        "content.plan-opened": "plan",
        "speech.render-complete": "ms cached",
        # printing
        "print.submit-init": "job kind",
        "print.submit-complete": "job",
        "print.state-changed": "job state reason",
        "print.complete": "job state",
        "print.confirm-complete": "job came_out",
        "print.purge-complete": "left",
        "printer.status-changed": "status upkeep",
        "printer.server-restarted": "",
        "receipt.status-changed": "status low",
        "signature.status-changed": "status",
        # scanning
        "scanner.status-changed": "status",
        "camera.status-changed": "camera status",
        "paper.look-init": "",
        "paper.look-complete": "reason pages ms",
        "paper.live-init": "purpose",
        "paper.live-complete": "purpose reason ms",
        "scan.read-init": "source",
        "scan.read-complete": "pages blank reason ms",
        "scan.bind-complete": "pages",
        "scan.send-complete": "",
        "document.share-complete": "document pages",
        "content.propose-complete": "kind",
        "form.watch-changed": "active",
        "form.agree-complete": "document",
        "form.fill-complete": "document pages",
        "sign.paper-init": "document",
        "sign.paper-complete": "document",
        # maintenance
        "device.test-init": "device guided",
        "device.test-complete": "device guided key proven",
        "device.report-complete": "state",
        # presence: how the sensor is, never who comes and goes
        "presence.status-changed": "status",
        "screen.rest-changed": "resting",
        # power
        "power.status-changed": "status",
        "power.shutdown-asked": "",
        # code reader
        "codes.status-changed": "status",
        "codes.read-complete": "kind",
        # relay link and queue
        "link.connect-complete": "",
        "link.lost": "reason",
        "link.message-refused": "key",
        "link.name-unresolved": "known",
        "enrol.complete": "",
        "queue.join-complete": "desk",
        "queue.leave-complete": "desk",
        "queue.leave-repeated": "count",
        "queue.position-changed": "desk ahead",
        "queue.promise-broken": "desk",
        "queue.callback-complete": "desk",
        # appointments: how many and where, never a code
        "appointment.book-complete": "desk",
        "appointment.call-off-complete": "",
        "appointment.cancel-complete": "desk",
        "appointment.check-complete": "when",
        "appointment.open-complete": "desk slots",
        "appointment.purge-complete": "slots appointments",
        "appointment.recode-complete": "",
        "appointment.asked-again": "",
        "help.ring-complete": "",
        "help.answer-complete": "",
        "agent.offer-complete": "",
        "agent.answer-complete": "state",
        "transfer.ask-complete": "desk",
        "transfer.complete": "desk",
        # call
        "media.start-complete": "ms",
        "sound.status-changed": "device status",
        "sound.microphone-changed": "state",
        "sound.handset-changed": "lifted",
        "text.send-complete": "",
        "call.ring-complete": "call",
        "call.offer-init": "call generation",
        "call.answer-complete": "call generation ms",
        "call.connect-complete": "call generation ms",
        "call.way-tried": "kind works ms",
        "call.path-chosen": "call generation path",
        "call.line-tried": "way round_trip_ms rate_kbit lost",
        "call.trial-init": "",
        "call.trial-complete": "key setup_ms path delay_ms lost_out lost_back level_db",
        "echo.start-complete": "at_once",
        "echo.call-complete": "reason served_s",
        "call.first-picture": "call generation ms",
        "call.lost": "call generation reason",
        "call.end-complete": "call reason",
        "call.stats": "call sent_fps received_fps sent_frames received_frames audio_ok round_trip_ms"
        " played recovered concealed late voice_delay_ms",
        "call.picture-changed": "call rung weak kbits",
        "call.marker-decoded": "call kind first last missing",
        # documents
        "document.receive-init": "document bytes",
        "document.receive-complete": "document bytes ms",
        "document.clean-init": "document",
        "document.clean-complete": "document pages ms",
        "document.refused": "document key",
        "document.work-failed": "error place",
        "document.show-complete": "document page",
        "document.accept-complete": "document",
        "document.decline-complete": "document",
        "document.compose-complete": "document kind pages",
        "sign.request-complete": "document",
        "sign.refuse-complete": "document",
        "sign.complete": "document ms",
        "stamp.complete": "document ms",
        "stamp.undo-complete": "document",
        "confine.child-killed": "verb reason",
        # people
        "pin.check-complete": "role ok wait_s",
        "agent.command-complete": "command",
        "site.open-complete": "",
        "site.refuse-complete": "",
        "error.shown": "code",
        # relay side
        "relay.login-complete": "role",
        "relay.login-refused": "reason",
        "relay.kiosk-connected": "kiosk",
        "relay.kiosk-lost": "kiosk",
        "relay.seat-granted": "desk wait_s",
        "relay.seat-refused": "reason",
        "relay.seat-lost": "desk back",
        "relay.transfer-complete": "desk to",
        "relay.call-complete": "desk reason served_s",
        "relay.enrol-refused": "reason",
        "relay.message-refused": "key",
        "relay.request-complete": "method route status ms",
    }.items()
}


LINE_MAX = 4001
"""Bytes of an event's line, its end included."""


def sink(text: str) -> Path | int:
    """Where a child's events go, as its command line says: a file, or the number of an open pipe."""
    return int(text) if text.isdecimal() else Path(text)


class EventLog:
    """Writes events as JSON lines; several processes may append to the same file.

    A line is under 4 KiB and written in one `write` on an `O_APPEND` descriptor or a pipe, so lines of
    different processes never mix.
    """

    def __init__(self, path: Path | int | None, role: str, clock: Clock | None = None) -> None:
        """`path` is a file, the descriptor of a pipe to whoever keeps the file, or None for nowhere."""
        self._role = role
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._lost = 0
        self._torn = False
        self._fd = -1
        if isinstance(path, int):
            self._fd = path
        elif path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)

    def emit(self, name: str, **fields: Value) -> None:
        """Record one event of the catalogue with the fields declared for it.

        Raises:
            KeyError: the event, or one of its fields, is not in the catalogue.
        """
        undeclared = fields.keys() - EVENTS[name]
        if undeclared:
            raise KeyError(f"{name} does not declare {sorted(undeclared)}")
        line: dict[str, Value] = {
            "at": rfc3339(self._clock.now()),
            "mono": round(self._clock.monotonic(), 4),
            "from": self._role,
            "event": name,
            **fields,
        }
        self._append(line)

    def pass_on(self, role: str, said: bytes) -> bool:
        """Record a line that a child wrote, under the child's role; false when it is no event.

        The child may be broken: what the catalogue does not declare is refused here too.
        """
        try:
            line = json.loads(said)
        except (ValueError, RecursionError):
            return False
        if not isinstance(line, dict) or not isinstance(line.get("event"), str):
            return False
        declared = EVENTS.get(line["event"])
        if declared is None or line.keys() - declared - _STAMPS or not all(map(_plain, line.values())):
            return False
        self._append(line | {"from": role})
        return True

    def _append(self, line: dict[str, Value]) -> None:
        if self._fd < 0:
            return
        # Nobody reads a child's pipe any more: the steward is gone, and the child ends with it.
        with self._lock, contextlib.suppress(BrokenPipeError):
            if self._lost:
                stamps = {key: line[key] for key in ("at", "mono")}
                told = {**stamps, "from": self._role, "event": "log.events-lost", "count": self._lost}
                if self._write(told):
                    self._lost = 0
            self._lost += not self._write(line)

    def _write(self, line: dict[str, Value]) -> bool:
        """Whether the line is in the log, whole. On a full disk it is not, and the kiosk goes on."""
        data = json.dumps(line, ensure_ascii=False).encode()[: LINE_MAX - 1] + b"\n"
        if self._torn:
            data = b"\n" + data
        try:
            written = os.write(self._fd, data)
        except OSError as error:
            if error.errno in _FULL:
                return False
            raise
        self._torn = written < len(data)
        return not self._torn


_FULL = {errno.ENOSPC, errno.EDQUOT}
_STAMPS = frozenset({"at", "mono", "from", "event"})


def _plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)
