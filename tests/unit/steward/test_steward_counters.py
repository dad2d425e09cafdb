"""What the town hall may count: numbers of each day, nothing about anybody."""

from pathlib import Path

from kiosk.core.clock import ManualClock
from kiosk.steward.counters import DAYS_KEPT, Counters
from kiosk.steward.keep import KeptFile
from session.protocol.use import Day, Subject, UseNoted


def counters(folder: Path, clock: ManualClock) -> Counters:
    return Counters(KeptFile(folder / "counters.json"), clock)


def test_each_thing_is_counted_on_its_day_and_told_as_it_changes(tmp_path: Path) -> None:
    clock = ManualClock()
    counts = counters(tmp_path, clock)
    told: list[Day] = []
    counts.on_change = told.append
    counts.count("visits")
    counts.count("visits")
    counts.count_subject("Logement")
    clock.advance(86_400)
    counts.count("signed")
    assert [(day.date, day.visits, day.signed) for day in counts.days()] == [
        ("2026-11-23", 2, 0),
        ("2026-11-24", 0, 1),
    ]
    assert counts.days()[0].subjects == [Subject(title="Logement", count=1)]
    assert [day.date for day in told] == ["2026-11-23"] * 3 + ["2026-11-24"]
    assert told[-1] == counts.days()[-1]


def test_counts_survive_a_restart_and_the_oldest_days_go(tmp_path: Path) -> None:
    clock = ManualClock()
    for _ in range(3):
        counters(tmp_path, clock).count("visits")
    assert [day.visits for day in counters(tmp_path, clock).days()] == [3]
    for _ in range(DAYS_KEPT):
        clock.advance(86_400)
        counters(tmp_path, clock).count("calls")
    assert len(counters(tmp_path, clock).days()) == DAYS_KEPT
    assert {day.visits for day in counters(tmp_path, clock).days()} == {0}


def test_what_only_the_screen_knows_of_is_counted_by_its_word(tmp_path: Path) -> None:
    counts = counters(tmp_path, ManualClock())
    counts.noted(UseNoted(what="subject", subject="Logement"))
    counts.noted(UseNoted(what="unanswered"))
    counts.noted(UseNoted(what="papers-missing"))
    (day,) = counts.days()
    assert (day.subjects, day.unanswered, day.papers_missing) == ([Subject(title="Logement", count=1)], 1, 1)
