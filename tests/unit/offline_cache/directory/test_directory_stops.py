"""A van's calendar: what an editor may write, what they are told, and when it comes."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.core.errors import UserFacingError
from offline_cache.directory import kept
from offline_cache.directory.model import Span
from offline_cache.directory.stops import Passage, Stop, missed, next_words, visits
from offline_cache.directory.stops_file import FILE as STOPS_FILE
from offline_cache.directory.stops_file import read_stops

# ruff: noqa: DTZ001 - a van comes by the clock on the wall, without a zone
GOOD = """
[[permanence]]
id = "bus"
nom = "Bus France Services"
types = ["france_services"]
services = ["Démarches en ligne"]

[[permanence.passage]]
lieu = "place de l’église"
commune = "Sandillon"
insee = "45300"
quand = "1er et 3e mardi du mois"
horaires = ["9 h à 12 h"]
annule = [2026-12-15]

[[permanence]]
id = "impots"
nom = "Permanence des impôts"
rendez_vous = true

[[permanence.passage]]
lieu = "mairie"
quand = "tous les jeudis"
du = 2026-11-05
une_semaine_sur = 2
horaires = "14:00-16:30"

[[permanence.passage]]
lieu = "salle des fêtes"
dates = [2026-12-24, 2027-01-08]
horaires = ["9 h 30 à 11 h", "14 h à 15 h"]
"""


def none(_: date) -> str:
    return ""


def christmas(day: date) -> str:
    return "Noël" if (day.month, day.day) == (12, 25) else ""


def bus() -> Stop:
    stops, faults = read_stops(GOOD)
    assert faults == ()
    return stops[0]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (
            "2026-11-26T10:00",
            "Prochain passage : mardi 1er décembre, 9 h à 12 h, place de l’église, Sandillon",
        ),
        (
            "2026-11-30T10:00",
            "Prochain passage : demain mardi 1er décembre, 9 h à 12 h, place de l’église, Sandillon",
        ),
        (
            "2026-12-01T08:00",
            "Prochain passage : aujourd’hui mardi 1er décembre, 9 h à 12 h, place de l’église, Sandillon",
        ),
        ("2026-12-01T09:00", "En ce moment, jusqu’à 12 h : place de l’église, Sandillon"),
        ("2026-12-01T12:00", "Prochain passage : mardi 5 janvier, 9 h à 12 h, place de l’église, Sandillon"),
    ],
)
def test_the_next_coming_is_told_and_a_cancelled_one_passed_over(moment: str, words: str) -> None:
    assert next_words(bus(), datetime.fromisoformat(moment), none) == words


def test_what_is_cancelled_is_told_as_such() -> None:
    assert missed(bus(), date(2026, 11, 26), none) == [(date(2026, 12, 15), "annulé")]


def test_every_second_thursday_counts_from_its_first_day() -> None:
    impots = read_stops(GOOD)[0][1]
    days = [
        v.day.isoformat()
        for v, _ in zip(visits(impots, datetime(2026, 11, 20), none), range(4), strict=False)
    ]
    assert days == ["2026-12-03", "2026-12-17", "2026-12-24", "2026-12-31"]


def test_it_does_not_come_on_a_public_holiday_unless_it_says_so() -> None:
    friday = Passage("mairie", (Span(540, 720),), weekday=4)
    days = [
        v.day.day
        for v, _ in zip(
            visits(Stop("x", "x", passages=(friday,)), datetime(2026, 12, 20), christmas), "ab", strict=False
        )
    ]
    assert days == [1, 8]
    assert missed(Stop("x", "x", passages=(friday,)), date(2026, 12, 20), christmas)[0] == (
        date(2026, 12, 25),
        "jour férié",
    )


def test_a_calendar_that_is_over_says_so() -> None:
    over = Stop("x", "x", passages=(Passage("mairie", (Span(540, 720),), dates=(date(2025, 1, 1),)),))
    assert next_words(over, datetime(2026, 11, 26), none) == "Pas de passage prévu pour le moment"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('horaires = ["9 h à 12 h"]', ""),
        ('horaires = "le matin"', "ligne 5, « horaires » : « le matin » : on attend « 9 h à 12 h » ou « 9:00-12:00 »"),
        ("horaires = 9", 'ligne 5, « horaires » : on attend une liste de textes : ["…", "…"]\nligne 5, « horaires » : il manque les heures, comme « 9 h à 12 h »'),
        ('horaires="9h-12h"\nlieux="x"', "ligne 6, « lieux » : clé inconnue ; vouliez-vous dire « lieu » ?"),
        ('horaires="9h-12h"\ndates=["demain"]', "ligne 6, « dates » : on attend une date année-mois-jour, comme 2026-12-02"),
        ('horaires="9h-12h"\ninsee="4530"', "ligne 6, « insee » : un code INSEE a cinq caractères, comme 45300 (ce n'est pas le code postal)"),
        ('horaires="9h-12h"\nannule=[2026-12-02]', "ligne 6, « annule » : le 2026-12-02 n'est pas un jour de passage"),
        ('horaires="9h-12h"\nlatitude=47', "ligne 4, « longitude » : les deux vont ensemble"),
        ('horaires="9h-12h"\ndu=2026-12-02\nau=2026-12-01', "ligne 7, « au » : cette date est avant « du »"),
        ('horaires="9h-12h', "ligne 5 : écriture TOML incorrecte (guillemet, crochet ou signe « = » ?)"),
    ],
)  # fmt: skip
def test_each_error_names_its_line_and_its_key(written: str, told: str) -> None:
    text = f'[[permanence]]\nid = "bus"\nnom = "Bus"\n[[permanence.passage]]\n{written}\nlieu = "ici"\nquand = "mardi"\n'
    _, faults = read_stops(text)
    assert "\n".join(map(str, faults)) == told


def test_all_errors_are_told_at_once_and_in_order() -> None:
    text = '[[permanence]]\nid = "Le Bus"\n[[permanence]]\nid="b"\nnom="B"\n[[permanence.passage]]\nquand="parfois"\n[[permanances]]\n'
    _, faults = read_stops(text)
    assert [(fault.line, fault.key) for fault in faults] == [
        (1, "passage"), (1, "nom"), (2, "id"), (6, "lieu"), (6, "horaires"), (7, "quand"), (8, "permanances"),
    ]  # fmt: skip


def test_a_file_with_an_error_is_not_installed_and_the_one_in_use_stays(tmp_path: Path) -> None:
    good, bad, store = tmp_path / "bon.toml", tmp_path / "mauvais.toml", tmp_path / "store"
    good.write_text(GOOD)
    bad.write_text(GOOD.replace('nom = "Bus', 'nm = "Bus'))
    kept.install(STOPS_FILE, good, store)
    with pytest.raises(UserFacingError) as told:
        kept.install(STOPS_FILE, bad, store)
    assert told.value.key == "content.file-refused"
    assert "mauvais.toml, ligne 2, « nom »" in told.value.detail
    assert [stop.id for stop in kept.stops_of(store)] == ["bus", "impots"]
    assert [path.name for path in (store / "local").iterdir()] == ["permanences.toml"]


def test_a_file_damaged_in_the_store_is_as_none(tmp_path: Path) -> None:
    folder = tmp_path / "local"
    folder.mkdir()
    (folder / "permanences.toml").write_bytes(b"\xff\xfe[[")
    (folder / "orientation.toml").write_text("[[theme]\n")
    assert kept.stops_of(tmp_path) == ()
    assert kept.orientation_of(tmp_path).themes


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
passages = st.builds(
    Passage, place=st.just("ici"), spans=st.just((Span(540, 720),)), weekday=st.integers(0, 6) | st.none(),
    ranks=st.frozensets(st.sampled_from([1, 2, 3, 4, 5, -1]), max_size=2), dates=st.lists(days, max_size=2).map(tuple),
    cancelled=st.frozensets(days, max_size=3),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(passages, min_size=1, max_size=2).map(tuple), days)
def test_the_next_date_is_the_first_one_planned_and_not_cancelled(
    rows: tuple[Passage, ...], today: date
) -> None:
    stop = Stop("x", "x", passages=rows)
    found = next(visits(stop, datetime(today.year, today.month, today.day), none), None)
    every = [today + timedelta(days=n) for n in range(400)]
    expected = [d for d in every if any(_by_hand(p, d) for p in rows)]
    assert (found.day if found else None) == (expected[0] if expected else None)


def _by_hand(passage: Passage, day: date) -> bool:
    if day in passage.cancelled:
        return False
    same = [
        day.replace(day=n)
        for n in range(1, 32)
        if _exists(day, n) and day.replace(day=n).weekday() == day.weekday()
    ]
    place = same.index(day) + 1
    ranked = not passage.ranks or place in passage.ranks or (-1 in passage.ranks and day == same[-1])
    return day in passage.dates or (day.weekday() == passage.weekday and ranked)


def _exists(day: date, number: int) -> bool:
    try:
        day.replace(day=number)
    except ValueError:
        return False
    return True


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from([*GOOD.splitlines(), "x = [1", "id = 3", "dates = {}"]), max_size=25).map(
        "\n".join
    )
)
def test_whatever_is_written_gives_faults_and_never_an_exception(text: str) -> None:
    read_stops(text)
