"""Running text of the edition's XML, by the standard library's parser and rules written out anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from xml.etree.ElementTree import Element

from tests.integration.content.reading import Place, Section, sign, words

PICTURES = ("Image", "Illustration")
_ENDINGS = ("er", "re", "ère", "e", "è", "ème", "eme", "nd", "nde")
_GLOSSARY = ("Sigle", "Acronyme", "Définition de glossaire", "Chapitre")
_PLAIN_MARKS = {
    "MiseEnEvidence": "strong",
    "Variable": "blank",
    "Citation": "quote",
    "TermeEtranger": "foreign",
    "Exposant": "above",
    "Indice": "below",
}
INLINE = frozenset((*_PLAIN_MARKS, "LienInterne", "LienIntra", "LienExterne", "Expression", "Valeur", "Tel"))


@dataclass(frozen=True)
class _Piece:
    text: str
    tag: str
    marks: frozenset[str]


def mark(element: Element) -> frozenset[str]:
    """What an inline element says of its words."""
    if element.tag in _PLAIN_MARKS:
        return frozenset({_PLAIN_MARKS[element.tag]})
    if element.tag == "LienExterne":
        return frozenset({sign("web", element.get("URL", ""))})
    if element.tag not in ("LienInterne", "LienIntra"):
        return frozenset()
    kind = element.get("type")
    within = kind in _GLOSSARY if kind else element.tag == "LienIntra"
    attribute = "LienPublication" if element.tag == "LienInterne" else "LienID"
    return frozenset({sign("term" if within else "sheet", element.get(attribute, ""))})


def _pieces(element: Element, marks: frozenset[str]) -> Iterator[_Piece]:
    if element.text:
        yield _Piece(element.text, element.tag, marks)
    for child in element:
        if child.tag not in PICTURES:
            yield from _pieces(child, marks | mark(child))
        if child.tail:
            yield _Piece(child.tail, element.tag, marks)


def _word(text: str) -> str:
    return "".join(takewhile(str.isalnum, text))


def _halves(left: str, right: str, before: str, after: str) -> bool:
    """Whether letters that meet across an element's border make one word (ELEMENTS.md, « Espaces »)."""
    head = _word(left[:-41:-1])[::-1]
    tail = _word(right)
    following = right[len(tail) : len(tail) + 1]
    return (
        after in ("Exposant", "Indice")
        or (head[-1].isdigit() and tail[0].isdigit())
        or (tail in ("e", "s") and following not in ("'", "’"))
        or (head.isdecimal() and tail in _ENDINGS)
        or (
            len(head) == 1
            and head.isalpha()
            and head not in ("à", "y")
            and before not in ("Exposant", "Indice", "Citation")
        )
    )


def spelled(*elements: Element) -> tuple[str, list[frozenset[str]]]:
    """The text of elements as one line, and the marks of each of its characters."""
    text, marks, last = "", list[frozenset[str]](), ""
    for element in elements:
        if text:
            text, last = text + " ", ""
            marks.append(frozenset())
        for piece in _pieces(element, frozenset()):
            meets = text and text[-1].isalnum() and piece.text[0].isalnum()
            if meets and not _halves(text, piece.text, last, piece.tag):
                text += " "
                marks.append(frozenset())
            text += piece.text
            marks += [piece.marks] * len(piece.text)
            last = piece.tag
    return text, marks


def line(place: Place, *elements: Element | None, marked: bool = True) -> Section:
    """The words of elements read as one line; those of a title carry no marks."""
    text, marks = spelled(*(element for element in elements if element is not None))
    return words(text, place, marks if marked else None)


def bare(element: Element | None) -> str:
    """An element's text on one line, without what is marked in it."""
    return "" if element is None else " ".join(spelled(element)[0].split())
