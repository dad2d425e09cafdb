"""`kiosk bench calls` with a few calls: the media process is the same, and what it holds is written."""

import csv
import json
import subprocess
import sys
from pathlib import Path

from kiosk.core.places import ROOT


def test_four_calls_in_one_media_process_leave_four_rows_and_their_slopes(tmp_path: Path) -> None:
    table = tmp_path / "calls.csv"
    said = subprocess.run(
        [sys.executable, "-m", "kiosk", "bench", "calls", "--count", "4", "--seconds", "1", "--json", "--csv", table],
        capture_output=True, text=True, check=False, timeout=150, cwd=ROOT,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["call"] for row in rows] == ["1", "2", "3", "4"]
    for row in rows:
        assert (
            min(int(row[name]) for name in ("pss_kb", "rss_kb", "descriptors", "threads", "tasks", "objects"))
            > 0
        )
    slopes = {row["what"]: row for row in json.loads(said.stdout)["slopes"] if row["without_first"] < 0.5}
    assert set(slopes) == {"pss_kb", "rss_kb", "descriptors", "threads", "tasks", "objects"}
    # A call that left a task or a socket behind would show after each; what a busy machine closes late, after one.
    for name in ("tasks", "descriptors"):
        counts = [int(row[name]) for row in rows]
        assert min(counts[2:]) <= min(counts[:2]), name
