"""`kiosk bench call` on a stock peer across the real link, cut short: what it prints is what was seen."""

import csv
import json
import subprocess
import sys
from pathlib import Path

from kiosk.core.places import ROOT


def test_two_browsers_across_the_link_give_every_figure(tmp_path: Path) -> None:
    table = tmp_path / "runs.csv"
    said = subprocess.run(
        [
            sys.executable, "-m", "kiosk", "bench", "call", "--only", "rtt100", "--subject", "navigateurs",
            "--ladder", "360p15", "--seconds", "3", "--json", "--csv", str(table),
        ],
        capture_output=True, text=True, check=False, timeout=150, cwd=ROOT,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    told = json.loads(said.stdout)
    assert told["conditions"]["link"]["packets_s"] > 0
    (rtt,) = told["figures"]
    assert (rtt["condition"], rtt["link"]["delay_ms"], rtt["failed"]) == ("rtt100", 50, [])
    figures = {name: who["navigateurs"]["median"] for name, who in rtt["figures"].items()}
    # The link adds 50 ms each way, and nothing takes them away: a delay below is a wrong measure.
    assert figures["délai p50 vers le conseiller (ms)"] >= 50
    assert figures["délai p50 vers la borne (ms)"] >= 50
    assert figures["établissement, vers le conseiller (ms)"] > 50
    assert figures["images vers la borne (/s)"] > 0
    assert figures["émis vers la borne (kbit/s)"] > 0
    assert figures["processeur, côté borne (cœur)"] > 0
    with table.open(encoding="utf-8") as file:
        rows = {row["mesure"]: row["valeur"] for row in csv.DictReader(file)}
    assert set(rows) == set(rtt["figures"])
