"""Counters of use, from the first day: numbers per day, nothing about anybody."""

from collections import Counter
from collections.abc import Callable
from typing import Any, Literal

from kiosk.core.clock import Clock
from kiosk.steward.ports import Keep
from session.protocol.use import Day, Subject, UseNoted

Name = Literal[
    "visits", "calls", "unanswered", "abandoned", "callbacks", "printed", "signed", "help", "papers_missing",
    "yes", "partly", "no",
]  # fmt: skip
DAYS_KEPT = 400
SUBJECTS = "subjects"


class Counters:
    """Counts kept as `{"2026-11-23": {"visits": 3, "subjects": {"Logement": 1}}}`, days of the town's calendar."""

    def __init__(self, keep: Keep, clock: Clock) -> None:
        self._keep = keep
        self._clock = clock
        self.on_change: Callable[[Day], None] = lambda _day: None

    def count(self, name: Name) -> None:
        """One more today."""
        self._change(lambda tally: tally.update({name: int(tally.get(name, 0)) + 1}))

    def count_subject(self, title: str) -> None:
        """One more sheet of this official theme was opened today."""

        def add(tally: dict[str, Any]) -> None:
            subjects = Counter(tally.get(SUBJECTS, {}))
            subjects[title] += 1
            tally[SUBJECTS] = dict(subjects)

        self._change(add)

    def noted(self, body: UseNoted) -> None:
        """One more of what only the screen knows of."""
        match body.what:
            case "subject":
                self.count_subject(body.subject)
            case "unanswered":
                self.count("unanswered")
            case "papers-missing":
                self.count("papers_missing")

    def days(self) -> list[Day]:
        """Every day kept on which something happened, oldest first."""
        return [_day(date, tally) for date, tally in sorted(self._keep.load().items())]

    def _change(self, change: Callable[[dict[str, Any]], None]) -> None:
        days = self._keep.load()
        today = self._clock.now().astimezone().date().isoformat()
        tally = dict(days.get(today, {}))
        change(tally)
        days[today] = tally
        self._keep.save(dict(sorted(days.items())[-DAYS_KEPT:]))
        self.on_change(_day(today, tally))


def _day(date: str, tally: dict[str, Any]) -> Day:
    subjects = [Subject(title=title, count=count) for title, count in sorted(tally.get(SUBJECTS, {}).items())]
    return Day(date=date, **{**tally, SUBJECTS: subjects})
