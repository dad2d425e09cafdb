"""What is printed of the runs: each condition by name, the product beside the stock peer, failures told."""

import csv
import json
from pathlib import Path

from kiosk.compose.bench.across.conditions import BY_NAME, QUICK
from kiosk.compose.bench.across.measure import NotBackError, Run, one_run
from kiosk.compose.bench.across.report import Table, as_json, as_words, table
from kiosk.compose.bench.across.subject import CallFailedError

RUNS = [
    Run("borne", "loss5", 1, {"images (/s)": 29.0, "reprise (ms)": 400.0}, 1.5),
    Run("borne", "loss5", 2, {"images (/s)": 25.0, "reprise (ms)": None}, 2.5),
    Run("navigateurs", "loss5", 1, {"images (/s)": 30.0, "reprise (ms)": None}, 1.0),
    Run("navigateurs", "loss5", 2, {}, 9.0, failed="pas d’image en 25 s"),
]


def test_runs_stand_side_by_side_and_a_failed_one_counts_as_without() -> None:
    figures = table(RUNS)["loss5"]["images (/s)"]
    assert figures["borne"].runs == (29.0, 25.0)
    assert figures["navigateurs"].runs == (30.0, None)


def test_words_name_the_condition_the_load_the_spread_and_what_never_came() -> None:
    words = "\n".join(as_words(RUNS))
    assert "5 % de pertes (charge de la machine 1.0 à 9.0)" in words
    assert "27.0 ± 2.0" in words
    assert "400.0 (1 sans)" in words
    assert "jamais" in words
    assert "navigateurs, essai 2 : pas d’image en 25 s" in words


def test_what_one_of_them_has_not_at_all_is_no_failure_of_theirs() -> None:
    runs = [*RUNS[:2], Run("navigateurs", "loss5", 1, {"documents (Mo/s)": 4.0}, 1.0)]
    assert set(table(runs)["loss5"]["documents (Mo/s)"]) == {"navigateurs"}
    assert set(table(runs)["loss5"]["images (/s)"]) == {"borne"}


def test_json_has_every_run_and_what_the_link_did() -> None:
    (said,) = json.loads(json.dumps(as_json(RUNS)))
    assert (said["condition"], said["link"]["loss"], said["link"]["delay_ms"]) == ("loss5", 0.05, 50)
    assert said["figures"]["images (/s)"]["borne"] == {"runs": [29.0, 25.0], "median": 27.0, "spread": 4.0}
    assert [run["failed"] for run in said["failed"]] == ["pas d’image en 25 s"]


def test_the_raw_table_has_a_line_a_figure_and_a_run(tmp_path: Path) -> None:
    raw = Table(tmp_path / "runs.csv")
    for run in RUNS:
        raw.add(run)
    raw.close()
    with (tmp_path / "runs.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 7
    assert [row["valeur"] for row in rows if row["mesure"] == "reprise (ms)"] == ["400.0", "", ""]


def test_the_quick_conditions_are_those_the_design_names() -> None:
    assert set(QUICK) <= set(BY_NAME)
    shapes = {name: BY_NAME[name] for name in QUICK}
    assert [shapes[name].outage_s for name in ("outage5", "outage15", "outage30")] == [5, 15, 30]
    assert [shapes[name].shape.loss for name in ("loss2", "loss5", "loss10")] == [0.02, 0.05, 0.10]
    assert [shapes[name].shape.rate_kbit for name in ("rate512", "rate128")] == [512, 128]


def test_a_call_that_does_not_come_back_keeps_what_was_measured_before() -> None:
    def measured() -> dict[str, float | None]:
        raise NotBackError({"images (/s)": 15.0, "reprise (ms)": None})

    run = one_run(measured, "borne", "outage30", 1, (CallFailedError,))
    assert run.figures == {"images (/s)": 15.0, "reprise (ms)": None}
    assert "pas d’image" in run.failed
