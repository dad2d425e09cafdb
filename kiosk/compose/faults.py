"""`kiosk faults`: provoke the known faults on a whole kiosk and say what happened.

Each fault is a test of `tests/faults` under its number. A fault of the list without a test is named as
such and never counts as good. With `--no-inject` nothing is broken: a test that sees its fault all the same proves nothing.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.compose.fault_list import AREAS, Fault, faults_of
from kiosk.core.places import ROOT

TESTS = ROOT / "tests" / "faults"
EVIDENCE = ROOT / "build" / "faults"
UNCOVERED = "pas encore couvert"
UNNOTICED = "rien remarqué"
QUIET_DEADLINE_S = 20
"""How long a test waits for a fault that does not come."""


@dataclass
class Outcome:
    """What came of one fault; several tests may share its number. `ok` is None without a test."""

    number: int
    term: str
    name: str
    ok: bool | None = None
    said: list[str] = field(default_factory=list)
    noticed_s: float | None = None
    recovered_s: float | None = None
    tests: int = 0
    tried: int = 0
    """Tests that came to the point where they break something."""
    failed: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    """Folders with each wire's transcript and the screen's picture."""

    @property
    def unnoticed(self) -> bool:
        """Each of its tests came to its point and then saw nothing."""
        return 0 < self.tests == self.tried == len(self.failed) and self.noticed_s is None


def add_arguments(sub: Any) -> None:
    """Declare `kiosk faults`."""
    parser = sub.add_parser("faults", help="provoquer les pannes connues et dire ce qui se passe")
    parser.add_argument("--only", choices=AREAS, default=None, metavar="DOMAINE", help=", ".join(AREAS))
    parser.add_argument("--json", action="store_true", help="pour un programme")
    parser.add_argument(
        "--no-inject",
        action="store_true",
        help="ne rien provoquer : chaque panne des appareils doit alors passer inaperçue (avec --only devices)",
    )
    parser.add_argument(
        "--keep",
        type=Path,
        default=EVIDENCE,
        metavar="DOSSIER",
        help="où garder, par panne, ce qui a été dit sur chaque fil et l'image de l'écran",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 when every fault that has a test ended well, 1 otherwise."""
    if getattr(sys, "frozen", False) or not TESTS.is_dir():
        sys.stderr.write(
            "kiosk faults : il faut les sources du projet, pas seulement le programme installé.\n"
        )
        return 1
    if options.no_inject and options.only != "devices":
        sys.stderr.write("kiosk faults : --no-inject s'emploie avec --only devices.\n")
        return 2
    faults = faults_of(options.only)
    with tempfile.TemporaryDirectory(prefix="vg-faults-") as folder:
        report = Path(folder) / "report.xml"
        code = _run_tests(faults, report, options)
        if not report.is_file():
            sys.stderr.write(f"kiosk faults : les essais n'ont pas démarré (pytest a rendu {code}).\n")
            return 1
        outcomes = collect(faults, report)
    sys.stdout.write(as_json(outcomes) if options.json else as_table(outcomes, quiet=options.no_inject))
    if options.no_inject:
        return 0 if all(outcome.unnoticed for outcome in outcomes) else 1
    return 0 if code in {0, 5} and all(outcome.ok is not False for outcome in outcomes) else 1


def _run_tests(faults: Iterable[Fault], report: Path, options: argparse.Namespace) -> int:
    """Run the tests of these faults; what pytest says goes to standard error as it comes."""
    argv = [
        sys.executable,
        "-m",
        "pytest",
        str(TESTS),
        "-q",
        f"--junitxml={report}",
        "-o",
        "junit_family=xunit1",
    ]
    argv.append(f"--evidence={options.keep.resolve()}")
    if options.only is not None:
        argv.append("--faults=" + ",".join(str(fault.number) for fault in faults))
    environment = dict(os.environ)
    if options.no_inject:
        argv.append("--no-inject")
        environment["VG_FAULTS_DEADLINE_S"] = str(QUIET_DEADLINE_S)
    return subprocess.run(argv, cwd=ROOT, env=environment, stdout=sys.stderr, check=False).returncode


def collect(faults: Iterable[Fault], report: Path) -> list[Outcome]:
    """Sort a JUnit report by the fault's number that each test noted as a property."""
    outcomes = {fault.number: Outcome(fault.number, fault.term, fault.name) for fault in faults}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - our own report of a moment ago
        properties = {p.get("name"): str(p.get("value")) for p in case.iter("property")}
        outcome = outcomes.get(int(properties.get("fault", 0)))
        if outcome is not None:
            _add(outcome, case, properties)
    return list(outcomes.values())


def _add(outcome: Outcome, case: ET.Element, properties: dict[str | None, str]) -> None:
    passed = case.find("failure") is None and case.find("error") is None and case.find("skipped") is None
    outcome.tests += 1
    outcome.ok = passed and outcome.ok is not False
    if not passed:
        outcome.failed.append(str(case.get("name")))
    outcome.tried += "tried" in properties
    if kept := properties.get("evidence"):
        outcome.evidence.append(kept)
    said = properties.get("said")
    if said and said not in outcome.said:
        outcome.said.append(said)
    outcome.noticed_s = _worst(outcome.noticed_s, properties.get("noticed_s"))
    outcome.recovered_s = _worst(outcome.recovered_s, properties.get("recovered_s"))


def _worst(before: float | None, value: str | None) -> float | None:
    if value is None:
        return before
    return max(before or 0.0, float(value))


def as_json(outcomes: Iterable[Outcome]) -> str:
    """A list of objects; `ok` is null and `said` names it when there is no test."""
    rows = [
        {
            "id": outcome.number,
            "name": outcome.term,
            "nom": outcome.name,
            "ok": outcome.ok,
            "said": _said(outcome),
            "noticed_s": outcome.noticed_s,
            "recovered_s": outcome.recovered_s,
            "unnoticed": outcome.unnoticed,
            "tests": outcome.tests,
            "failed": outcome.failed,
            "evidence": outcome.evidence,
        }
        for outcome in outcomes
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_table(outcomes: Iterable[Outcome], *, quiet: bool = False) -> str:
    """One line a fault, and the sum at the end; `quiet`: of a run that broke nothing."""
    rows = list(outcomes)
    lines = [f"{'n°':>3}  {'panne':48} {'':6} {'remarquée':>10} {'rétablie':>9}  ce qui est dit"]
    lines += [_line(row, quiet=quiet) for row in rows]
    tested = [row for row in rows if row.tests]
    missing = len(rows) - len(tested)
    if quiet:
        unnoticed = sum(row.unnoticed for row in rows)
        lines.append(
            f"Rien n'a été provoqué : {unnoticed} sur {len(rows)} pannes inaperçues, comme il se doit."
        )
    else:
        good = sum(row.ok is True for row in tested)
        lines.append(f"{good} sur {len(tested)} pannes essayées finissent bien ; {missing} {UNCOVERED}.")
    return "\n".join(lines) + "\n"


def _said(row: Outcome) -> str:
    return "; ".join(row.said) if row.tests else UNCOVERED


def _line(row: Outcome, *, quiet: bool) -> str:
    verdict = {True: "bon", False: "ÉCHEC", None: "—"}[row.ok]
    said = _said(row)
    if quiet and row.tests:
        verdict = "bon" if row.unnoticed else "ÉCHEC"
        said = UNNOTICED if row.unnoticed else said
    elif row.failed:
        said = f"{said} [{', '.join(row.failed)}]".strip()
    times = (f"{value:.1f} s" if value is not None else "" for value in (row.noticed_s, row.recovered_s))
    return f"{row.number:>3}  {row.name[:48]:48} {verdict:6} {next(times):>10} {next(times):>9}  {said}"
