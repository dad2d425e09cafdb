"""The measure of papers counts what it says it counts."""

from lxml import etree

from offline_cache.checklist import build_checklist
from offline_cache.importer.blocks import blocks_of
from offline_cache.model import Sheet
from tests.content.measure_papers import (
    Judged,
    Label,
    Rules,
    Tally,
    interval,
    labelled,
    micro,
    tally,
    weighted,
    widest,
)


def judged(entries: str, *labels: Label, neutral: tuple[Label, ...] = ()) -> Judged:
    listed = "".join(f"<Item><Paragraphe>{text}</Paragraphe></Item>" for text in entries.split("|"))
    xml = f"<Chapitre type='pieces'><Titre>P</Titre><Liste type='puce'>{listed}</Liste></Chapitre>"
    sheet = Sheet("F1", "sheet", "T", blocks=blocks_of(etree.fromstring(f"<Texte>{xml}</Texte>")))
    label = {"id": "F1", "stratum": "A", "labels": list(labels), "neutral": list(neutral)}
    return Judged(label, sheet, build_checklist(sheet))


def label(text: str, *case: str, doubt: bool = False) -> Label:
    return {"text": text, "case": list(case), "choice": False, **({"doubt": True} if doubt else {})}


def test_a_paper_is_the_same_whatever_its_spaces_and_punctuation() -> None:
    assert tally(judged("et un Passeport ;", label("Un passeport")), Rules()) == Tally("A", 1, 1, 1)


def test_a_miss_and_a_false_alarm_are_counted() -> None:
    one = judged("Passeport|Livret", label("Passeport"), label("Photo"))
    assert tally(one, Rules()) == Tally("A", 1, 2, 2)


def test_a_paper_in_the_wrong_case_is_a_paper_but_not_in_its_case() -> None:
    one = judged("Passeport", label("Passeport", "Mineur"))
    assert tally(one, Rules()) == Tally("A", 1, 1, 1)
    assert tally(one, Rules(cases=True)) == Tally("A", 0, 1, 1)


def test_neutral_counts_only_where_asked() -> None:
    one = judged("Passeport|Carte jeune", label("Passeport"), neutral=(label("Carte jeune"),))
    assert tally(one, Rules()) == Tally("A", 1, 1, 1)
    assert tally(one, Rules(neutral_is_wrong=True)) == Tally("A", 1, 2, 1)


def test_a_doubtful_label_counts_unless_made_neutral() -> None:
    one = judged("Passeport|Livret", label("Passeport"), label("Livret", doubt=True))
    assert tally(one, Rules()) == Tally("A", 2, 2, 2)
    assert tally(one, Rules(doubt_is_neutral=True)) == Tally("A", 1, 1, 1)


def test_a_wider_case_covers_a_narrower_one() -> None:
    assert widest({("p", ()), ("p", ("a",)), ("q", ("a",))}) == {("p", ()), ("q", ("a",))}


def test_weights_give_each_sheet_its_share_of_the_edition() -> None:
    tallies = [Tally("A", 1, 1, 1), Tally("none", 0, 1, 1)]
    assert micro(tallies) == (0.5, 0.5)
    assert weighted(tallies, {"A": 1.0, "none": 3.0}) == (0.25, 0.25)


def test_an_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    tallies = [Tally("A", right, 4, 4) for right in (1, 2, 3, 4)]
    (low, high), _ = interval(tallies, micro)
    assert low < micro(tallies)[0] < high
    assert interval(tallies, micro) == interval(tallies, micro)


def test_labels_that_were_read_are_both_halves_and_nothing_else() -> None:
    halves = {half: {entry["id"] for entry in labelled(half)} for half in ("tune", "final", "read")}
    assert halves["read"] == halves["tune"] | halves["final"]
    assert not halves["tune"] & halves["final"]
    assert len(halves["read"]) == 132
