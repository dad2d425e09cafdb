"""How well papers are recognised, against the labels: `python -m tests.content.measure_papers --help`.

What is compared was settled before the first result was seen:

- A *paper* is the smallest paragraph that names it. Two texts are the same paper when their letters and digits are,
  without accents, case, spaces and a leading "soit", "ou", "et", "puis". An item with options stands for its options
  (`choice` labels), never for the line that heads them; any other item stands for the paragraph it was read from.
- *Papers*: the distinct papers of a sheet, whatever their case. *Papers in their case*: (paper, case) pairs, where a
  pair covered by the same paper in a wider case is left out on both sides, and columns of a table are no case.
- A `neutral` paragraph that is shown counts neither for nor against; a second figure counts it as wrong. A label in
  doubt counts as a label; a second figure makes it neutral.
- *Micro* adds up all papers, so that sheets with many weigh more. *Weighted* does so too, each sheet standing for its
  stratum's share of the edition. *Mean* is over sheets: precision over those where something was shown, recall over
  those with labels.
- Intervals: 95 % of 2,000 bootstrap draws of sheets, with replacement, within each stratum.

Only totals are printed. `--each` prints what differs instead, on labels that were read (`tune`, `final`, and `read`
for both together) and on no others: a figure that is published comes from labels that nobody tuned on.
"""

import argparse
import json
import random
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offline_cache.checklist import Checklist, ChecklistItem, build_checklist
from offline_cache.importer.sheets import read_sheet
from offline_cache.importer.xml import parse
from offline_cache.model import CaseGroup, Sheet
from offline_cache.search.words import fold
from offline_cache.walk import walk
from tests.content.draw_labels import STRATA, sheets_of, stratum_of

LABELS = Path(__file__).parent
DRAWS, SEED = 2_000, "papers"
READ = ("tune", "final")
_JOINT = re.compile(r"^(soit|ou bien|ou|et|puis)\s+")

Case = tuple[str, ...]
Unit = tuple[str, Case]
Label = dict[str, Any]
Keep = Callable[[ChecklistItem], bool]


@dataclass(frozen=True)
class Tally:
    """What was found on one sheet, of how much: `right` of `shown`, and of `wanted`."""

    stratum: str
    right: int
    shown: int
    wanted: int


@dataclass(frozen=True)
class Judged:
    """One labelled sheet beside what the program shows of it."""

    label: Label
    sheet: Sheet
    checklist: Checklist


def key(text: str) -> str:
    """A text by its letters and digits alone: the edition lost spaces between inline elements."""
    return re.sub(r"[^a-z0-9]+", "", _JOINT.sub("", fold(text).strip(" .;,:-")))


def units_shown(judged: Judged, keep: Keep) -> Iterator[Unit]:
    """Every paper shown, in each case it is shown for."""
    groups = {
        tuple(case.title for case in block.cases)
        for block, _ in walk((*judged.sheet.introduction, *judged.sheet.blocks))
        if isinstance(block, CaseGroup)
    }
    for item in filter(keep, judged.checklist.items):
        for path in item.paths:
            titles = (step.answer for step in path if step.answers in groups)
            case = tuple(name for title in titles if (name := key(title)))
            for text in item.options or (item.quote,):
                yield key(text), case


def units_labelled(entries: Iterable[Label]) -> Iterator[Unit]:
    """Every entry of a label file as a paper in its case."""
    for entry in entries:
        yield key(entry["text"]), tuple(map(key, entry["case"]))


def widest(units: Iterable[Unit]) -> set[Unit]:
    """Without those whose paper is also there for a wider case."""
    whole = set(units)
    return {
        (text, case)
        for text, case in whole
        if not any((text, case[:depth]) in whole for depth in range(len(case)))
    }


@dataclass(frozen=True)
class Rules:
    """What a figure counts."""

    cases: bool = False
    neutral_is_wrong: bool = False
    doubt_is_neutral: bool = False
    keep: Keep = lambda _item: True


def compare(judged: Judged, rules: Rules) -> tuple[set[Unit], set[Unit]]:
    """(shown, wanted) of one sheet, neutral ones taken out of what is shown unless they count."""
    labels = judged.label["labels"]
    doubts = [entry for entry in labels if rules.doubt_is_neutral and entry.get("doubt")]
    wanted = widest(units_labelled(entry for entry in labels if entry not in doubts))
    neutral = set(units_labelled((*judged.label.get("neutral", ()), *doubts)))
    shown = widest(units_shown(judged, rules.keep))
    if not rules.neutral_is_wrong:
        named, asides = {text for text, _ in wanted}, {text for text, _ in neutral}
        shown = {
            unit
            for unit in shown
            if unit in wanted or not (unit in neutral or (unit[0] in asides and unit[0] not in named))
        }
    if rules.cases:
        return shown, wanted
    return {(text, ()) for text, _ in shown}, {(text, ()) for text, _ in wanted}


def tally(judged: Judged, rules: Rules) -> Tally:
    """The counts of one sheet."""
    shown, wanted = compare(judged, rules)
    return Tally(judged.label["stratum"], len(shown & wanted), len(shown), len(wanted))


# ---- figures


Figure = Callable[[list[Tally]], tuple[float, float]]


def micro(tallies: list[Tally]) -> tuple[float, float]:
    """(precision, recall) over all papers."""
    return weighted(tallies, dict.fromkeys(STRATA, 1.0))


def weighted(tallies: list[Tally], weights: dict[str, float]) -> tuple[float, float]:
    """(precision, recall) with each sheet's papers multiplied by its stratum's weight."""
    right = sum(weights[t.stratum] * t.right for t in tallies)
    shown = sum(weights[t.stratum] * t.shown for t in tallies)
    wanted = sum(weights[t.stratum] * t.wanted for t in tallies)
    return _share(right, shown), _share(right, wanted)


def mean(tallies: list[Tally]) -> tuple[float, float]:
    """(precision, recall) averaged over the sheets where each means something."""
    precisions = [t.right / t.shown for t in tallies if t.shown]
    recalls = [t.right / t.wanted for t in tallies if t.wanted]
    return _share(sum(precisions), len(precisions)), _share(sum(recalls), len(recalls))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def interval(tallies: list[Tally], figure: Figure) -> tuple[tuple[float, float], tuple[float, float]]:
    """95 % intervals of precision and of recall."""
    chance = random.Random(SEED)
    groups = [[t for t in tallies if t.stratum == stratum] for stratum in STRATA]
    drawn = [
        figure([t for group in groups if group for t in chance.choices(group, k=len(group))])
        for _ in range(DRAWS)
    ]
    return _middle([p for p, _ in drawn]), _middle([r for _, r in drawn])


def _middle(values: list[float]) -> tuple[float, float]:
    known = sorted(value for value in values if value == value)  # noqa: PLR0124 - leaves out NaN
    if not known:
        return float("nan"), float("nan")
    return known[int(0.025 * len(known))], known[min(int(0.975 * len(known)), len(known) - 1)]


def line(name: str, tallies: list[Tally], figure: Figure) -> str:
    """One line of the report."""
    (precision, recall), (p_range, r_range) = figure(tallies), interval(tallies, figure)
    right, shown, wanted = (sum(getattr(t, field) for t in tallies) for field in ("right", "shown", "wanted"))
    return (
        f"  {name:34} {_percent(precision)} {_range(p_range)}   {_percent(recall)} {_range(r_range)}"
        f"   {right:5} right, {shown:5} shown, {wanted:5} wanted"
    )


def _percent(value: float) -> str:
    return "    –" if value != value else f"{100 * value:5.1f}"  # noqa: PLR0124 - NaN


def _range(ends: tuple[float, float]) -> str:
    return f"[{_percent(ends[0])}, {_percent(ends[1])}]"


# ---- report


def report(sheets: list[Judged], sizes: Counter[str]) -> Iterator[str]:
    """The lines of the report."""
    drawn = Counter(judged.label["stratum"] for judged in sheets)
    weights = {stratum: sizes[stratum] / drawn[stratum] for stratum in drawn}

    def by_stratum(tallies: list[Tally]) -> tuple[float, float]:
        return weighted(tallies, weights)

    yield f"{'':36} precision % [95 %]      recall % [95 %]"
    for title, cases in (("papers", False), ("papers in their case", True)):
        tallies = [tally(judged, Rules(cases=cases)) for judged in sheets]
        yield title
        yield line("micro", tallies, micro)
        yield line("mean of sheets", tallies, mean)
        yield line("weighted by the edition's strata", tallies, by_stratum)
        for stratum in STRATA:
            yield line(f"stratum {stratum}", [t for t in tallies if t.stratum == stratum], micro)
    yield "papers, counted otherwise (micro)"
    variants = {
        "neutral shown is wrong": Rules(neutral_is_wrong=True),
        "doubts are neutral": Rules(doubt_is_neutral=True),
    }
    for name, rules in variants.items():
        yield line(name, [tally(judged, rules) for judged in sheets], micro)
    yield "papers, those found in one way alone (micro): recall is of all that is wanted"
    for name, keep in _WAYS.items():
        yield line(name, [tally(judged, Rules(keep=keep)) for judged in sheets], micro)
    yield "papers by how sure the program is (micro): what is right of them should be near it"
    for sure in sorted(
        {item.confidence for judged in sheets for item in judged.checklist.items}, reverse=True
    ):
        yield line(
            f"confidence {sure:.2f}",
            [tally(judged, Rules(keep=_as_sure_as(sure))) for judged in sheets],
            micro,
        )
    yield _choices(sheets)


def _as_sure_as(confidence: float) -> Keep:
    return lambda item: item.confidence == confidence


_WAYS: dict[str, Keep] = {
    "headed as papers to bring": lambda item: item.sure,
    "headed as documents cited": lambda item: not item.sure,
    "sure, rule A": lambda item: item.sure and item.rule == "A",
    "sure, rule B": lambda item: item.sure and item.rule == "B",
    "sure, rule C": lambda item: item.sure and item.rule == "C",
}


def _choices(sheets: list[Judged]) -> str:
    """Among labelled papers that were found: whether "any one of them will do" was told rightly."""
    right = found = 0
    for judged in sheets:
        optional = {key(text) for item in judged.checklist.items for text in item.options}
        plain = {key(item.quote) for item in judged.checklist.items if not item.options}
        for entry in judged.label["labels"]:
            text = key(entry["text"])
            if text in optional | plain:
                found += 1
                right += text in (optional if entry["choice"] else plain)
    return (
        f"  choice or not, told rightly: {right} of {found} labels found ({_percent(_share(right, found))} %)"
    )


def differences(judged: Judged, rules: Rules) -> Iterator[str]:
    """What one sheet shows too much (+) and what it lacks (-)."""
    shown, wanted = compare(judged, rules)
    for mark, units in (("+", shown - wanted), ("-", wanted - shown)):
        for text, case in sorted(units):
            yield f"{judged.label['id']} {judged.label['stratum']} {mark} {text[:150]} {'>'.join(case)}"


def labelled(half: str) -> list[Label]:
    """The label files of one half; of both halves that were read, for `read`."""
    files = (json.loads(path.read_text("utf-8")) for path in sorted(LABELS.glob("labels*/*/*.json")))
    return [label for label in files if label["half"] in (READ if half == "read" else (half,))]


def read(edition: Path, labels: list[Label]) -> list[Judged]:
    """The labelled sheets, each with the checklist the program draws from it."""
    wanted = {f"{label['id']}.xml": label for label in labels}
    found = []
    with zipfile.ZipFile(edition) as archive:
        for name in archive.namelist():
            label = wanted.get(name.rpartition("/")[2])
            if label:
                sheet = read_sheet(parse(archive.read(name), name).root)
                found.append(Judged(label, sheet, build_checklist(sheet)))
    return found


def main() -> int:
    """Print the figures of one half."""
    parser = argparse.ArgumentParser(description="precision and recall of the papers recognised")
    parser.add_argument("--content", type=Path, required=True, metavar="EDITION.zip")
    parser.add_argument(
        "--half", required=True, help="tune, final, read (both), or another half of the labels"
    )
    parser.add_argument(
        "--each", action="store_true", help="what differs on each sheet (of labels that were read)"
    )
    parser.add_argument(
        "--cases", action="store_true", help="with --each: differences of papers in their case"
    )
    arguments = parser.parse_args()
    if arguments.each and arguments.half not in (*READ, "read"):
        parser.error(f"{arguments.half} is for a figure, not for reading")
    labels = labelled(arguments.half)
    if not labels:
        parser.error(f"no labels of the half {arguments.half}")
    sheets = read(arguments.content, labels)
    if len(sheets) != len(labels):
        parser.error(f"{arguments.content}: {len(labels) - len(sheets)} labelled sheets are not in it")
    if arguments.each:
        rules = Rules(cases=arguments.cases)
        lines: Iterable[str] = (text for judged in sheets for text in differences(judged, rules))
    else:
        sizes = Counter(stratum_of(root) for _, root in sheets_of(arguments.content))
        lines = report(sheets, sizes)
    sys.stdout.writelines(f"{text}\n" for text in lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
