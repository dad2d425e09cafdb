"""« Vers qui me tourner ? »: a table from a need, an age and a case to the right service. Pure."""

from dataclasses import dataclass
from itertools import pairwise

from offline_cache.directory.town_file import Fault, Faults, Row, read_rows

FILE = "orientation.toml"
OLDEST = 130
MOST_QUESTIONS = 3
MOST_CHOICES = 12
"""Answers one screen can show."""
_TO = ("besoin", "nom", "pourquoi", "age", "cas", "codes", "papiers", "telephones", "guichets")


@dataclass(frozen=True)
class Theme:
    """An answer to the first question."""

    id: str
    title: str
    icon: str


@dataclass(frozen=True)
class Need:
    """An answer to the second; `question` asks which case applies; `words` are what an agent may type."""

    id: str
    theme: str
    title: str
    question: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Call:
    """A national number and what it is for."""

    number: str
    about: str = ""


@dataclass(frozen=True)
class Toward:
    """Whom to turn to. `ages` None: at any age; `case` empty: in any case."""

    need: str
    name: str
    why: str
    ages: tuple[int, int] | None = None
    case: str = ""
    codes: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    desks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Band:
    """Ages that get the same answers; `last` may be `OLDEST`."""

    first: int
    last: int

    @property
    def words(self) -> str:
        """« 16 à 25 ans », « moins de 16 ans », « 60 ans et plus »."""
        if self.first == 0:
            return f"Moins de {self.last + 1} ans"
        return f"{self.first} ans et plus" if self.last >= OLDEST else f"De {self.first} à {self.last} ans"


@dataclass(frozen=True)
class Orientation:
    """The whole table."""

    themes: tuple[Theme, ...] = ()
    needs: tuple[Need, ...] = ()
    rows: tuple[Toward, ...] = ()

    def theme(self, key: str) -> Theme | None:
        """One theme."""
        return next((theme for theme in self.themes if theme.id == key), None)

    def need(self, key: str) -> Need | None:
        """One need."""
        return next((need for need in self.needs if need.id == key), None)

    def needs_of(self, theme: str) -> tuple[Need, ...]:
        """The needs of a theme."""
        return tuple(need for need in self.needs if need.theme == theme)

    def bands(self, need: str) -> tuple[Band, ...]:
        """The ages to choose from; none when age does not matter."""
        rows = [row for row in self.rows if row.need == need]
        cuts = sorted({0, OLDEST + 1, *(n for r in rows if r.ages for n in (r.ages[0], r.ages[1] + 1))})
        found: list[tuple[Band, frozenset[str]]] = []
        for first, after in pairwise(cuts):
            here = frozenset(f"{n}" for n, r in enumerate(rows) if _fits(r, first))
            if found and found[-1][1] == here:
                found[-1] = (Band(found[-1][0].first, after - 1), here)
            else:
                found.append((Band(first, after - 1), here))
        kept = [band for band, here in found if here]
        return tuple(kept) if len(kept) > 1 else ()

    def cases(self, need: str) -> tuple[str, ...]:
        """The cases to choose from; none when it does not matter."""
        found = dict.fromkeys(row.case for row in self.rows if row.need == need and row.case)
        return tuple(found) if len(found) > 1 else ()

    def toward(self, need: str, age: int | None = None, case: str = "") -> tuple[Toward, ...]:
        """The answers, the main one first."""
        return tuple(
            row
            for row in self.rows
            if row.need == need and (age is None or _fits(row, age)) and (not case or row.case in {"", case})
        )


def _fits(row: Toward, age: int) -> bool:
    return row.ages is None or row.ages[0] <= age <= row.ages[1]


def read_orientation(text: str) -> tuple[Orientation, tuple[Fault, ...]]:
    """The table of a file, and what is wrong with it. With any fault, install nothing of it."""
    faults = Faults()
    rows, _ = read_rows(text, ["theme", "besoin", "vers"], faults)
    table = Orientation(
        tuple(_theme(row) for row in rows["theme"]),
        tuple(_need(row) for row in rows["besoin"]),
        tuple(_toward(row) for row in rows["vers"]),
    )
    if rows["theme"] or not faults.found:
        _whole(table, rows, faults)
    return table, tuple(sorted(faults.found, key=lambda fault: fault.line))


def _theme(row: Row) -> Theme:
    row.only("id", "titre", "icone")
    return Theme(
        row.text("id", needed=True, most=40),
        row.text("titre", needed=True, most=60),
        row.text("icone", most=40),
    )


def _need(row: Row) -> Need:
    row.only("id", "theme", "titre", "question", "mots")
    return Need(
        row.text("id", needed=True, most=40),
        row.text("theme", needed=True, most=40),
        row.text("titre", needed=True, most=90),
        row.text("question", most=90),
        row.texts("mots", most=60),
    )


def _toward(row: Row) -> Toward:
    row.only(*_TO)
    calls = (line.partition("|") for line in row.texts("telephones", most=6))
    return Toward(
        need=row.text("besoin", needed=True, most=40),
        name=row.text("nom", needed=True, most=120),
        why=row.text("pourquoi", needed=True, most=200),
        ages=_ages(row),
        case=row.text("cas", most=60),
        codes=row.texts("codes", most=8),
        papers=row.texts("papiers", most=12),
        calls=tuple(Call(number.strip(), about.strip()) for number, _, about in calls),
        desks=row.texts("guichets", most=6),
    )


def _ages(row: Row) -> tuple[int, int] | None:
    value = row.values.get("age")
    if value is None:
        return None
    whole = isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value)
    if not whole or not 0 <= value[0] <= value[1] <= OLDEST:
        row.fault(
            "age",
            f"on attend deux nombres, du plus petit au plus grand : [16, 25] ({OLDEST} pour « et plus »)",
        )
        return None
    return value[0], value[1]


def _whole(table: Orientation, rows: dict[str, list[Row]], faults: Faults) -> None:
    """What only the whole table shows: names that lead nowhere, questions without an answer, too many."""
    if not table.themes:
        faults.add(1, "theme", "il manque un bloc [[theme]]")
    _check_names(rows["theme"], [theme.id for theme in table.themes])
    _check_names(rows["besoin"], [need.id for need in table.needs])
    for row, theme in zip(rows["theme"], table.themes, strict=True):
        _check_theme(table, row, theme)
    for row, need in zip(rows["besoin"], table.needs, strict=True):
        if table.theme(need.theme) is None:
            row.fault("theme", f"aucun [[theme]] ne s'appelle « {need.theme} »")
        _check_need(table, row, need)
    for row, toward in zip(rows["vers"], table.rows, strict=True):
        if table.need(toward.need) is None:
            row.fault("besoin", f"aucun [[besoin]] ne s'appelle « {toward.need} »")
    if len(table.themes) > MOST_CHOICES:
        rows["theme"][-1].fault("id", f"un écran montre {MOST_CHOICES} thèmes")


def _check_names(rows: list[Row], keys: list[str]) -> None:
    for row, key in zip(rows, keys, strict=True):
        if key and keys.count(key) > 1:
            row.fault("id", f"« {key} » est pris deux fois")


def _check_theme(table: Orientation, row: Row, theme: Theme) -> None:
    count = len(table.needs_of(theme.id))
    if not count:
        row.fault("id", "ce thème n'a aucun [[besoin]]")
    if count > MOST_CHOICES:
        row.fault("id", f"ce thème a {count} besoins, un écran en montre {MOST_CHOICES}")


def _check_need(table: Orientation, row: Row, need: Need) -> None:
    bands, cases = table.bands(need.id), table.cases(need.id)
    if not table.toward(need.id):
        row.fault("id", "aucun [[vers]] ne répond à ce besoin")
    if cases and not need.question:
        row.fault("question", "il manque la question posée avant les « cas »")
    for band in bands or (Band(0, OLDEST),):
        for case in cases or ("",):
            if not table.toward(need.id, band.first if bands else None, case):
                row.fault("id", f"aucune réponse pour « {band.words} », « {case} »")
    asked = (len(table.needs_of(need.theme)) > 1) + bool(bands) + bool(cases) + 1
    if asked > MOST_QUESTIONS:
        row.fault(
            "id",
            f"ce besoin demande {asked} questions, {MOST_QUESTIONS} au plus : l'âge ou le cas, pas les deux",
        )
