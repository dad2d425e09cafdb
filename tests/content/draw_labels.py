"""Draw the labelled sheets again: `python tests/content/draw_labels.py EDITION.zip [--from RANK]`.

Prints one line per drawn sheet: stratum, half, sheet id. Depends on nothing but the ZIP: sheets of a stratum are
ordered by a hash of seed and id, so neither the order of the ZIP nor the Python release changes the draw.
`--from 34` goes on in the same order where the first draw ended; those sheets belong to no half and print "fresh".
"""

import argparse
import hashlib
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

SEED = "labels-2020-11-a"
PER_STRATUM = 33
PER_FRESH = 24
STRATA = ("A", "B", "C", "none")

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_SHEET = re.compile(r"(?:^|/)(F\d+)\.xml$")
_PAPERS = r"\b(?:pièces?|documents?|justificatifs?|papiers?)\b"
_TITLE = re.compile(
    _PAPERS + r".*\b(?:fournir|présenter|nécessaires?|joindre|produire|exigés?)\b"
    r"|\bjustificatifs?\b|\bpapiers nécessaires\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(_PAPERS + r".*:$", re.IGNORECASE)
_TITLED = ("Situation", "Chapitre", "SousChapitre", "Cas")


def text_of(element: etree._Element) -> str:
    """All text below an element, white space normalised."""
    return " ".join("".join(map(str, element.itertext())).split())


def _has_pieces(root: etree._Element) -> bool:
    typed = root.iterfind(".//*[@type='pieces']")
    return any(e.tag == "Liste" or e.find(".//Liste") is not None for e in typed)


def _has_title(root: etree._Element) -> bool:
    titles = (title for part in root.iter(*_TITLED) for title in part.iterfind("Titre"))
    return any(_TITLE.search(text_of(title)) for title in titles)


def _has_lead_in(root: etree._Element) -> bool:
    for paragraph in root.iter("Paragraphe"):
        after = paragraph.getnext()
        if after is not None and after.tag == "Liste" and _LEAD_IN.search(text_of(paragraph)):
            return True
    return False


def stratum_of(root: etree._Element) -> str:
    """The first of the strata, in the order of STRATA, that a sheet satisfies."""
    if _has_pieces(root):
        return "A"
    if _has_title(root):
        return "B"
    return "C" if _has_lead_in(root) else "none"


def sheets_of(edition: Path) -> Iterator[tuple[str, etree._Element]]:
    """Id and root of every sheet (F*.xml whose root is a Publication) of an edition."""
    with zipfile.ZipFile(edition) as archive:
        for name in sorted(archive.namelist()):
            if found := _SHEET.search(name):
                root = etree.fromstring(archive.read(name), _PARSER)
                if root.tag == "Publication":
                    yield found.group(1), root


def ranked_sheets(edition: Path) -> dict[str, list[str]]:
    """All sheets of each stratum, in the order of the draw."""
    members: dict[str, list[str]] = {stratum: [] for stratum in STRATA}
    for key, root in sheets_of(edition):
        members[stratum_of(root)].append(key)
    for keys in members.values():
        keys.sort(key=lambda key: hashlib.sha256(f"{SEED}:{key}".encode()).digest())
    return members


def draw(edition: Path) -> list[tuple[str, str, str]]:
    """(stratum, half, id) of the drawn sheets; halves alternate within a stratum, and so do the odd ones out."""
    return [
        (stratum, ("tune", "final")[(rank + shift) % 2], key)
        for shift, (stratum, keys) in enumerate(ranked_sheets(edition).items())
        for rank, key in enumerate(keys[:PER_STRATUM])
    ]


def draw_on(edition: Path, first: int) -> list[tuple[str, str, str]]:
    """(stratum, "fresh", id) of the next sheets of each stratum, from rank `first` on (1 is the first sheet)."""
    return [
        (stratum, "fresh", key)
        for stratum, keys in ranked_sheets(edition).items()
        for key in keys[first - 1 : first - 1 + PER_FRESH]
    ]


def _main() -> None:
    parser = argparse.ArgumentParser(description="Draw the sheets to label.")
    parser.add_argument("edition", type=Path)
    parser.add_argument("--from", dest="first", type=int, metavar="RANK")
    args = parser.parse_args()
    drawn = draw(args.edition) if args.first is None else draw_on(args.edition, args.first)
    for line in drawn:
        sys.stdout.write("\t".join(line) + "\n")


if __name__ == "__main__":
    _main()
