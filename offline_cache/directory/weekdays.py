"""« 2e et 4e samedis du mois »: which days of a month are meant, when the words leave no doubt."""

import re
import unicodedata
from datetime import date, timedelta

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
LAST = -1
"""The last one of the month, as a rank."""

_RANKS = {
    "1": 1, "1er": 1, "1re": 1, "premier": 1, "premiers": 1,
    "2": 2, "2e": 2, "2eme": 2, "2nd": 2, "deuxieme": 2, "deuxiemes": 2, "second": 2,
    "3": 3, "3e": 3, "3eme": 3, "troisieme": 3, "troisiemes": 3,
    "4": 4, "4e": 4, "4eme": 4, "quatrieme": 4, "quatriemes": 4,
    "5": 5, "5e": 5, "5eme": 5, "cinquieme": 5,
    "dernier": LAST, "derniers": LAST,
}  # fmt: skip
# What may stand around the ranks without changing which days are meant.
_AROUND = {
    "accueil", "ouvert", "ouverts", "ouverture", "uniquement", "seulement", "permanence", "permanences",
    "le", "les", "et", "de", "du", "chaque", "par", "mois", "tous", "des",
}  # fmt: skip


def folded(text: str) -> str:
    """Small letters without accents."""
    split = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def ranks_in(text: str) -> tuple[int, frozenset[int]] | None:
    """The weekday and its ranks in the month, when the text says this and nothing else; else None."""
    words = re.findall(r"[a-z0-9]+", folded(text))
    ranks = {_RANKS[word] for word in words if word in _RANKS}
    days = {word.removesuffix("s") for word in words if word.removesuffix("s") in DAYS}
    rest = [w for w in words if w not in _RANKS and w.removesuffix("s") not in DAYS and w not in _AROUND]
    if rest or not ranks or len(days) != 1 or "mois" not in words:
        return None
    return DAYS.index(days.pop()), frozenset(ranks)


def is_ranked(day: date, ranks: frozenset[int]) -> bool:
    """Whether a day is the n-th of its weekday in its month, for one of `ranks`."""
    last = (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 in ranks or (last and LAST in ranks)
