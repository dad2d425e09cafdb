"""The lexicon as the store keeps it, read, so that a first search need not parse and stem it again."""

import hashlib
import json
import sqlite3
from pathlib import Path

from offline_cache.search.lexicon import DEFAULT, Lexicon, load_lexicon
from offline_cache.search.words import FrenchStemmer, Stemmer

# To be changed with the shape of what is kept, or with what words are compared by: the lexicon of a store
# made before is then read from its file.
_SHAPE = b"4: phrases by their rarest word, hints, stems apart from short words, denials whole\n"


def keep_lexicon(db: sqlite3.Connection, stemmer: Stemmer, path: Path = DEFAULT) -> None:
    """Keep the lexicon beside the index, under the hash of its file and of the shape it is kept in."""
    lexicon = load_lexicon(stemmer, path)
    stems = {word: stemmer.stem(word) for word in sorted(lexicon.official_words())}
    row = (_sha256(path), lexicon.frozen(), json.dumps(stems))
    db.execute("INSERT INTO lexicon VALUES(?,?,?)", row)


def renew_lexicon(db: sqlite3.Connection, stemmer: Stemmer, path: Path = DEFAULT) -> None:
    """Keep the lexicon again if its file is another now."""
    if db.execute("SELECT 1 FROM lexicon WHERE sha256=?", (_sha256(path),)).fetchone() is None:
        db.execute("DELETE FROM lexicon")
        keep_lexicon(db, stemmer, path)


def open_lexicon(db: sqlite3.Connection, stemmer: FrenchStemmer, path: Path = DEFAULT) -> Lexicon:
    """The lexicon: as kept while its file is the same, else read again from what the editor changed.

    Raises:
        UserFacingError: `settings.value-wrong` with the file's name and what is wrong.
    """
    row = db.execute("SELECT body,stems FROM lexicon WHERE sha256=?", (_sha256(path),)).fetchone()
    if row is None:
        return load_lexicon(stemmer, path)
    stemmer.learn(json.loads(row[1]))
    return Lexicon.thawed(row[0])


def _sha256(path: Path) -> str:
    return hashlib.sha256(_SHAPE + path.read_bytes()).hexdigest()
