"""One call of one subject under one condition: its figures, or why it did not come about."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.compose.badlink.link import Link
from kiosk.compose.badlink.shape import Shape
from kiosk.compose.bench.across.conditions import Condition
from kiosk.compose.bench.across.eyes import Seen
from kiosk.compose.bench.across.looks import Crossing, crossings, first_after, flow
from kiosk.compose.bench.across.subject import CallFailedError, Subject

SETTLE_S = 5.0
"""Before measuring: what a browser's own estimate of the link takes to begin with."""
RECOVER_S = 30.0
ELSEWHERE = "10.92.0.77"
BACK = "reprise"
STEP_S = 0.5
Figures = dict[str, float | None]


@dataclass(frozen=True)
class Run:
    """Figures by name; None where there is none (no picture came). `failed` says why there are no others."""

    subject: str
    condition: str
    number: int
    figures: Figures
    load: float
    """The machine's load average when it ended."""
    failed: str = ""


class NotBackError(CallFailedError):
    """The picture did not come back after an outage or a move: what was measured before stands, the call is over."""

    def __init__(self, figures: Figures) -> None:
        super().__init__(f"pas d’image {RECOVER_S:.0f} s après")
        self.figures = figures


@dataclass
class Watch:
    """A call being watched: all that was seen at both ends."""

    subject: Subject
    clip_s: float
    near: Seen
    far: Seen

    def during(self, seconds: float) -> tuple[float, float]:
        """Watch for so long; returns from when to when."""
        begin = time.monotonic()
        while (left := begin + seconds - time.monotonic()) > 0:
            time.sleep(min(left, STEP_S))
            self.look()
            self.subject.tend()
        return begin, time.monotonic()

    def look(self) -> None:
        """Take what was seen."""
        near, far = self.subject.take()
        self.near.add(near)
        self.far.add(far)

    def crossed(self) -> dict[str, list[Crossing]]:
        """By the end they came to."""
        return {
            "vers le conseiller": crossings(self.near.sent, self.far.seen, self.clip_s),
            "vers la borne": crossings(self.far.sent, self.near.seen, self.clip_s),
        }


def measure(link: Link, subject: Subject, condition: Condition, seconds: float, clip_s: float) -> Figures:
    """Call, measure for so long, hang up. The link is clean before and after.

    Raises:
        CallFailedError: the call did not come about, or not back after an outage.
    """
    link.shape(Shape())
    link.move(link.far.address)
    subject.prepare()
    link.shape(condition.shape)
    try:
        subject.begin()
        figures: Figures = {
            "établissement, vers le conseiller (ms)": _since(subject.offered(), subject.first.to_far),
            "établissement, vers la borne (ms)": _since(subject.offered(), subject.first.to_near),
        }
        watch = Watch(subject, clip_s, Seen(), Seen())
        watch.during(SETTLE_S)
        figures |= _steady(link, watch, seconds)
        if condition.outage_s:
            figures |= _outage(link, watch, condition.outage_s)
        if condition.moves:
            link.move(ELSEWHERE)
            figures |= _back(watch, time.monotonic())
        if condition.documents:
            figures |= _documents(watch)
    finally:
        link.cut(0)
        link.shape(Shape())
    if any(value is None for name, value in figures.items() if name.startswith(BACK)):
        raise NotBackError(figures)
    subject.end()
    return figures


def _since(offered: float, came: float | None) -> float | None:
    return None if came is None else round(1000 * (came - offered), 1)


def _steady(link: Link, watch: Watch, seconds: float) -> Figures:
    before, cpu = link.counts(), watch.subject.cpu_s()
    begin, end = watch.during(seconds)
    after, span = link.counts(), end - begin
    figures: Figures = {
        "processeur, côté borne (cœur)": round((watch.subject.cpu_s() - cpu) / span, 3),
        "émis vers le conseiller (kbit/s)": _kbit(before, after, "out", span),
        "émis vers la borne (kbit/s)": _kbit(before, after, "back", span),
        "paquets perdus par la machine": float(after["kernel_dropped"] - before["kernel_dropped"]),
    }
    return figures | _flows(watch, begin, end)


def _flows(watch: Watch, begin: float, end: float, when: str = "") -> Figures:
    figures: Figures = {}
    for way, crossed in watch.crossed().items():
        said = flow(crossed, begin, end)
        figures |= {
            f"délai p50 {way}{when} (ms)": said.delay_p50_ms,
            f"délai p95 {way}{when} (ms)": said.delay_p95_ms,
            f"images {way}{when} (/s)": said.fps,
            f"temps figé {way}{when} (%)": round(100 * said.frozen_share, 2),
        }
    return figures


def _kbit(
    before: dict[str, dict[str, int]], after: dict[str, dict[str, int]], way: str, span: float
) -> float:
    return round((after[way]["bytes_in"] - before[way]["bytes_in"]) * 8 / 1000 / span, 1)


def _outage(link: Link, watch: Watch, seconds: float) -> Figures:
    link.cut(seconds)
    back = time.monotonic() + seconds
    watch.during(seconds)
    return _back(watch, back)


def _back(watch: Watch, since: float) -> Figures:
    """When each end saw the other again."""
    names = {way: f"{BACK} {way} (ms)" for way in watch.crossed()}
    until = since + RECOVER_S
    while True:
        came = {way: first_after(crossed, since) for way, crossed in watch.crossed().items()}
        if None not in came.values() or time.monotonic() > until:
            return {names[way]: _since(since, moment) for way, moment in came.items()}
        watch.during(STEP_S)


def _documents(watch: Watch) -> Figures:
    begin = time.monotonic()
    said = watch.subject.documents()
    end = time.monotonic()
    watch.look()
    rates = {
        "documents vers le conseiller (Mo/s)": said.to_far,
        "documents vers la borne (Mo/s)": said.to_near,
    }
    figures: Figures = {name: round(rate, 2) for name, rate in rates.items() if rate is not None}
    return figures | _flows(watch, begin, end, " pendant l’envoi")


def one_run(
    measured: Callable[[], Figures],
    subject: str,
    condition: str,
    number: int,
    trouble: tuple[type[Exception], ...],
) -> Run:
    """Measure; a call that did not come about is a result too."""
    try:
        figures, failed = measured(), ""
    except trouble as error:
        lines = str(error).splitlines() or [type(error).__name__]
        figures, failed = (error.figures if isinstance(error, NotBackError) else {}), lines[0][:200]
    return Run(subject, condition, number, figures, os.getloadavg()[0], failed)
