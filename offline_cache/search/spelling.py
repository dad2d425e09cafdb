"""Words nobody wrote in the edition: what was probably meant. Candidates by trigram, then by distance."""

import math
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from offline_cache.search.sound import sounds
from offline_cache.search.words import Stemmer

_CANDIDATES = 60
_SHORTEST = 4
_SHORTEST_SOUND = 2
# « hhhh » and « xyxyxy » were meant for no word.
_LETTERS_OF_NOTHING = 2
# A word seen this rarely may itself be a slip of the edition's authors.
_RARE = 3
_KEPT = 3
# A second reading counts only when it is about as likely as the first.
_AS_LIKELY = 0.5
# What a letter's difference counts between words that sound the same.
_ALIKE = 0.35
# How common an everyday word is taken to be that the edition does not use.
_SPOKEN_USES = 50
# A rare word is a slip when a neighbour is this many times more common.
_COMMONER = 20


@dataclass(frozen=True)
class Known:
    """A word of the edition and how often it occurs."""

    word: str
    stem: str
    uses: int


class Vocabulary:
    """The words of the edition in use."""

    def __init__(self, connection: sqlite3.Connection, stemmer: Stemmer) -> None:
        self._db = connection
        self._stemmer = stemmer

    def find(self, word: str) -> Known | None:
        """The word itself, if the edition has it."""
        row = self._db.execute("SELECT word,stem,uses FROM word WHERE word=?", (word,)).fetchone()
        return Known(*row) if row else None

    def uses(self, words: Collection[str]) -> dict[str, int]:
        """How often each of these words occurs, of those that do."""
        marks = ",".join("?" * len(words))
        sql = f"SELECT word,uses FROM word WHERE word IN ({marks})"  # noqa: S608 - marks only
        return dict(self._db.execute(sql, tuple(words)))

    def form(self, number: str) -> str:
        """The title of the form with this Cerfa number, whichever its printing; empty when there is none."""
        sql = "SELECT title FROM form WHERE number>=? AND number<? ORDER BY number DESC LIMIT 1"
        row = self._db.execute(sql, (number, number + "+")).fetchone()
        return str(row[0]) if row else ""

    def starting(self, prefix: str, limit: int) -> list[Known]:
        """The most used words that begin so."""
        rows = self._db.execute(
            "SELECT word,stem,uses FROM word WHERE word>=? AND word<? ORDER BY uses DESC LIMIT ?",
            (prefix, prefix + "{", limit),
        )
        return [Known(*row) for row in rows]

    def inflections(self, stems: Collection[str]) -> dict[str, str]:
        """Every word of the edition with one of these stems, and its stem."""
        marks = ",".join("?" * len(stems))
        sql = f"SELECT word,stem FROM word WHERE stem IN ({marks})"  # noqa: S608 - marks only
        return dict(self._db.execute(sql, tuple(stems)))

    def corrections(self, word: str, spoken: Collection[str] = ()) -> list[Known]:
        """What a misspelt word may stand for, likeliest first; empty when nothing is near.

        `spoken` are everyday words that sound like it, which the edition itself may never use.
        """
        if len(word) < _SHORTEST or not word.isalpha() or len(set(word)) <= _LETTERS_OF_NOTHING:
            return []
        reach = 1 if len(word) <= 5 else 2
        alike = {known.word: known for known in self.alike(word)}
        for other in spoken:
            alike.setdefault(other, Known(other, self._stemmer.stem(other), _SPOKEN_USES))
        near = {known.word: known for known in (*self._near(word), *alike.values())}
        scored = []
        for known in near.values():
            distance: float = edit_distance(word, known.word, reach + (known.word in alike))
            if known.word in alike:
                distance = min(distance * _ALIKE, reach)
            elif distance <= reach:
                distance = (distance + edit_distance(sounds(word)[0], sounds(known.word)[0], reach)) / 2
            if known.word != word and distance <= reach:
                scored.append((distance - math.log10(known.uses) / 4, known))
        scored.sort(key=lambda pair: (pair[0], pair[1].word))
        return [known for score, known in scored[:_KEPT] if score <= scored[0][0] + _AS_LIKELY]

    def readings(self, word: str, known: Known | None, spoken: Collection[str] = ()) -> list[Known]:
        """Corrections of a word; of a rare but known one, only far commoner neighbours."""
        floor = known.uses * _COMMONER if known else 0
        return [other for other in self.corrections(word, spoken) if other.uses >= floor]

    def doubtful(self, known: Known | None) -> bool:
        """Whether a word is unknown or too rare to be trusted."""
        return known is None or known.uses < _RARE

    def alike(self, word: str) -> list[Known]:
        """Words that sound the same."""
        heard = sounds(word)
        # « zzzz » is no way to write the letter z.
        if len(heard[0]) < _SHORTEST_SOUND:
            return []
        rows = self._db.execute(
            "SELECT word,stem,uses FROM sound JOIN word USING(number) WHERE sound IN (?,?)"
            " ORDER BY uses DESC LIMIT ?",
            (heard[0], heard[-1], _CANDIDATES),
        )
        return [Known(*row) for row in rows]

    def _near(self, word: str) -> list[Known]:
        grams = {word[i : i + 3] for i in range(len(word) - 2)}
        match = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        rows = self._db.execute(
            "SELECT w.word,w.stem,w.uses FROM (SELECT rowid AS number FROM gram WHERE gram MATCH ?"
            " ORDER BY rank LIMIT ?) AS g JOIN word AS w ON w.number=g.number",
            (match, _CANDIDATES),
        )
        return [Known(*row) for row in rows]


def edit_distance(first: str, second: str, reach: int) -> int:
    """Letters to change, add, drop or swap with a neighbour (optimal string alignment); `reach`+1 if more."""
    if abs(len(first) - len(second)) > reach:
        return reach + 1
    before: list[int] = []
    above = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        row = [i]
        for j, b in enumerate(second, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > reach:
            return reach + 1
        before, above = above, row
    return min(above[-1], reach + 1)
