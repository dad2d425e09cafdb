"""What is kept of calls one after the other, and what is said to grow."""

import csv
import os
import threading
from pathlib import Path

from kiosk.compose.bench.calls.sample import LATE_SHARE, Rows, Sample, look, slopes


def test_a_process_is_looked_at_as_it_is() -> None:
    before = look(os.getpid(), Sample(1, "nous", 0.5))
    held = [os.open("/dev/null", os.O_RDONLY) for _ in range(7)]
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    ballast = bytearray(os.urandom(40_000_000))
    after = look(os.getpid(), Sample(2, "nous", 0.5))
    stop.set()
    thread.join()
    for fd in held:
        os.close(fd)
    assert after.descriptors - before.descriptors == 7
    assert after.threads - before.threads == 1
    assert after.rss_kb - before.rss_kb > 30_000
    assert len(ballast) == 40_000_000


def test_growth_is_found_behind_the_first_calls_and_per_process() -> None:
    """The first calls load what they need, which is no leak."""
    samples = []
    for call in range(1, 101):
        loaded = 50_000 if call > 5 else 10_000 * call
        samples.append(Sample(call, "média", 1.0, loaded, loaded, 14, 7, 5 + call, 1000))
        samples.append(Sample(call, "relais", 1.0, 9000, 9000, 20, 3))
    found = {(who, what): line for who, what, line in slopes(samples)}
    assert {key for key, line in found.items() if line.grows} == {("média", "tasks")}
    assert found["média", "tasks"].per_step == 1
    assert ("relais", "tasks") not in found
    assert found["média", "pss_kb"].count == 90


def test_what_settles_grows_at_first_and_not_later() -> None:
    samples = [Sample(call, "média", 1.0, min(call, 50), 1, 1, 1) for call in range(1, 101)]
    first = {what: line for _, what, line in slopes(samples)}
    late = {what: line for _, what, line in slopes(samples, LATE_SHARE)}
    assert first["pss_kb"].grows
    assert not late["pss_kb"].grows


def test_programs_started_anew_have_slopes_of_their_own() -> None:
    """Else a fresh, small process after a failed call would hide what grew before."""
    samples = [Sample(call, "média", 1.0, 1000 * call, life=life) for life in (1, 2) for call in range(1, 31)]
    grown = {who: line.per_step for who, what, line in slopes(samples) if what == "pss_kb"}
    assert {who: round(rate) for who, rate in grown.items()} == {"média": 1000, "média (2)": 1000}


def test_a_process_seen_too_seldom_has_no_slope() -> None:
    assert list(slopes([Sample(1, "média", 1.0, 1, 1, 1, 1), Sample(2, "média", 1.0, 1, 1, 1, 1)])) == []


def test_rows_are_on_disk_before_the_campaign_ends(tmp_path: Path) -> None:
    rows = Rows(tmp_path / "calls.csv")
    rows.add(Sample(1, "média", 2.5, 100, 200, 14, 7, 5, 999))
    with (tmp_path / "calls.csv").open(encoding="utf-8") as file:
        read = list(csv.DictReader(file))
    rows.close()
    assert read == [
        {
            "call": "1", "process": "média", "seconds": "2.5", "pss_kb": "100", "rss_kb": "200",
            "descriptors": "14", "threads": "7", "tasks": "5", "objects": "999", "life": "1",
        }
    ]  # fmt: skip
