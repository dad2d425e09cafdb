"""The scanner's verbs, each run in a child that can be killed when a backend hangs."""

import dataclasses
import os
import select
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.scanner.address import ScannerAddress, parse_address
from devices.scanner.ports import Ended, Order, ScannerStatus, Source
from devices.scanner.reasons import WebState, trouble_of
from devices.scanner.session import ScanError, Session, configure, opened
from devices.scanner.web import NoAnswerError, ask_state, free_jobs
from kiosk.confine.child import Box, Talk

_BUSY_TRIES = 3
_PAUSE_S = 0.5
_WATCH_LOOKS = 4000
_STEP = 0.05
_BLOCKED_S = 1.0
_LAST_WORDS_S = 5.0


def scan(request: dict[str, Any], _box: Box, talk: Talk) -> dict[str, Any]:
    """Scan on `uri` from `source` into `folder`, telling each step; a line on standard input stops it.

    A scanner that someone has just let go of answers « busy » once or twice: it is asked again.
    """
    address = parse_address(request["uri"])
    order = Order(request["source"], int(request["dpi"]), int(request["first"]))
    pages = _Pages(order, Path(request["folder"]), talk, float(request["silence_s"]))
    talk.progress(page=order.first, share=0.0)  # from here on, a line on standard input is seen
    configure(address)
    for attempt in range(_BUSY_TRIES):
        if attempt:
            time.sleep(_PAUSE_S)
        ended = pages.read(address)
        if ended.trouble != "scanner.device-busy" or pages.count:
            break
    return dataclasses.asdict(_said_by_the_scanner(address, ended))


class _Pages:
    """Reads pages until there are none, it is told to stop, or nothing moves."""

    def __init__(self, order: Order, folder: Path, talk: Talk, silence_s: float) -> None:
        self._order = order
        self._folder = folder
        self._talk = talk
        self._silence_s = silence_s
        self.count = 0

    def read(self, address: ScannerAddress) -> Ended:
        """One session with the device."""
        guard = _Guard(self._silence_s, self._hung)
        guard.start()
        try:
            with opened(address) as session:
                guard.session = session
                if self._order.source not in session.abilities().sources:
                    return Ended("scanner.scan-failed", "no such source")
                session.prepare(self._order)
                return self._until_empty(session, guard)
        except ScanError as error:
            return self._ended(guard, str(error))
        finally:
            guard.over()

    def _until_empty(self, session: Session, guard: "_Guard") -> Ended:
        while not guard.stopped:
            number = self._order.first + self.count
            session.read(self._folder / f"p{number}.pnm", self._teller(number, session, guard))
            self.count += 1
            self._talk.progress(page=number, share=1.0, file=f"p{number}.pnm")
            if self._order.source == "glass":
                break
        return Ended(None)

    def _teller(self, number: int, session: Session, guard: "_Guard") -> Callable[[float], None]:
        told = 0.0
        self._talk.progress(page=number, share=0.0)

        def tell(share: float) -> None:
            nonlocal told
            guard.moved()
            if guard.stopped:
                session.cancel()  # between two reads no backend minds
            if share - told >= _STEP:
                told = share
                self._talk.progress(page=number, share=round(share, 2))

        return tell

    def _ended(self, guard: "_Guard", said: str) -> Ended:
        if guard.stopped:
            return Ended(None)
        if guard.silent:
            return Ended("scanner.device-silent", said)
        trouble = trouble_of(said)
        if trouble == "scanner.feeder-empty" and self.count:
            return Ended(None)
        return Ended(trouble, said[:200])

    def _hung(self) -> None:
        """Not even giving up works: say so, and leave by the only door."""
        self._talk.write("done", result=dataclasses.asdict(Ended("scanner.device-silent")))
        os._exit(0)


class _Guard(threading.Thread):
    """Cancels the scan from outside when the parent says so, when it has gone, or when nothing moves."""

    def __init__(self, silence_s: float, hung: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._silence_s = silence_s
        self._hung = hung
        self._moved = time.monotonic()
        self._over = threading.Event()
        self.session: Session | None = None
        self.stopped = False
        self.silent = False

    def moved(self) -> None:
        """Something was read."""
        self._moved = time.monotonic()

    def over(self) -> None:
        """The session has ended."""
        self._over.set()

    def run(self) -> None:
        """Look four times a second. A cancel from here is for a backend that blocks: not all bear it well."""
        given_up = 0.0
        while not self._over.is_set():
            wanted = [] if self.stopped else [sys.stdin]
            self.stopped |= bool(select.select(wanted, [], [], 0.25)[0])
            now = time.monotonic()
            self.silent |= now - self._moved > self._silence_s
            if not self.stopped and not self.silent:
                continue
            given_up = given_up or now
            if now - self._moved < _BLOCKED_S:
                continue
            threading.Thread(target=self._cancel, daemon=True).start()  # it may hang as well
            if now - given_up > _LAST_WORDS_S and not self._over.is_set():
                self._hung()

    def _cancel(self) -> None:
        if self.session is not None:
            self.session.cancel()


def _said_by_the_scanner(address: ScannerAddress, ended: Ended) -> Ended:
    """A scanner that can be asked knows better than SANE why it stopped."""
    if ended.trouble in {None, "scanner.device-silent"} or not address.web:
        return ended
    try:
        known = ask_state(address.web).trouble
    except NoAnswerError:
        return Ended("scanner.device-lost", ended.said)
    if known is None and ended.trouble == "scanner.device-lost":
        known = "scanner.scan-failed"  # it answers: it is not lost
    return Ended(known or ended.trouble, ended.said)


def scanner_free(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """Give up the jobs at work on the scanner: asked when a child of ours has left its own there.

    A scanner has one job at a time. Without eSCL nothing is left behind that a new SANE does not clear.
    """
    address = parse_address(request["uri"])
    return {"freed": free_jobs(address.web) if address.web else 0}


def scanner_status(request: dict[str, Any], _box: Box, _talk: Talk) -> dict[str, Any]:
    """What the scanner says now."""
    address = parse_address(request["uri"])
    configure(address)
    return dataclasses.asdict(_look(address, ()))


def scanner_watch(request: dict[str, Any], _box: Box, talk: Talk) -> dict[str, Any]:
    """The status every `interval_s`, changed or not: a line is also the proof that nothing hangs."""
    address = parse_address(request["uri"])
    known: tuple[Source, ...] = ()
    configure(address)
    for _ in range(_WATCH_LOOKS):
        status = _look(address, known)
        known = status.sources if address.web else ()
        talk.progress(**dataclasses.asdict(status))
        time.sleep(float(request["interval_s"]))
    return {}


def _look(address: ScannerAddress, known: tuple[Source, ...]) -> ScannerStatus:
    """Ask the scanner itself where that is possible, and SANE for its sources unless they are `known`."""
    state: WebState | None = None
    if address.web:
        try:
            state = ask_state(address.web)
        except NoAnswerError as error:
            return ScannerStatus("scanner.device-lost", said=str(error)[:200])
    if not known:
        try:
            with opened(address) as session:
                known = tuple(session.abilities().sources)
        except ScanError as error:
            return ScannerStatus(trouble_of(str(error)), said=str(error)[:200])
    if state is None:
        return ScannerStatus(None, known)
    return ScannerStatus(state.trouble, known, state.loaded, state.state)
