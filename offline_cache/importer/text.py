"""Running text out of mixed XML content, with the stretches that are links, stressed or set apart.

Spaces: whatever stands between two words in the file is one space. Where two inline elements touch, the
edition's own space was lost and is put back. Where a letter meets a letter across an element's border
(« la<LienInterne>MSA</LienInterne> »), they are two words, except for what `_one_word` tells.
"""

import re

from lxml import etree

from offline_cache.model import Paragraph, Span, SpanKind

_SPACE = re.compile(r"\s+")
_LEADING = re.compile(r" ?(?=[,.…](?!\w)|[)\]])")
_LAST_WORD = re.compile(r"\w+$")
_FIRST_WORD = re.compile(r"\w+")
_ORDINALS = frozenset({"er", "re", "ère", "e", "è", "ème", "eme", "nd", "nde"})
# Set close to the word before it: « 1<Exposant>er</Exposant> ».
_TIGHT = frozenset({"Exposant", "Indice"})
# Shown apart, below the paragraph that holds them.
FIGURES = frozenset({"Image", "Illustration"})

# Every inline element: the kind of its stretch and where its target is, or None for plain text.
INLINE: dict[str, tuple[SpanKind, str] | None] = {
    "MiseEnEvidence": ("strong", ""),
    "LienInterne": ("sheet", "LienPublication"),
    "LienIntra": ("term", "LienID"),
    "LienExterne": ("web", "URL"),
    "Variable": ("blank", ""),
    "Citation": ("quote", ""),
    "TermeEtranger": ("foreign", ""),
    "Exposant": ("above", ""),
    "Indice": ("below", ""),
    "Expression": None,
    "Valeur": None,
    "Tel": None,
}
# What a link's `type` says of a target within the same sheet; any other type is another sheet.
_WITHIN = frozenset({"Sigle", "Acronyme", "Définition de glossaire", "Chapitre"})


class _Line:
    """Text grown piece by piece with whitespace folded as it comes, so that spans stay exact."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: list[Span] = []
        # Two elements touched: the next piece follows a lost space.
        self.parted = False
        self._last = ""

    def add(self, piece: str | None, tag: str) -> None:
        """Append the text of one node; `tag` is the element it belongs to."""
        if not piece:
            return
        folded = _SPACE.sub(" ", piece)
        if not self.text or self.text.endswith(" "):
            folded = folded.lstrip(" ")
        # A line break before a full stop is the source's lay-out, not a space of the sentence.
        if _LEADING.match(folded):
            folded = folded.lstrip(" ")
            self._trim()
        elif folded and self.text and folded[0] != " " and self.text[-1] != " ":
            self._border(folded, tag)
        self.text += folded
        if folded:
            self.parted, self._last = False, tag

    def _border(self, following: str, tag: str) -> None:
        if self.text[-1].isalnum() and following[0].isalnum():
            if not _one_word(self.text, following, self._last, tag):
                self.text += " "
        elif self.parted and not self.text.endswith(("(", "'", "’")):
            self.text += " "

    def _trim(self) -> None:
        self.text = self.text.rstrip(" ")
        self.spans = [_clip(span, self.text) for span in self.spans]


def _one_word(left: str, right: str, before: str, after: str) -> bool:
    """Whether two pieces that touch are halves of one word.

    They are with an exponent, a split number or ordinal, and a lone letter on one side
    (« l<Expression>a jurisprudence », « conclusion</Expression>s »).
    """
    if after in _TIGHT or (left[-1].isdigit() and right[0].isdigit()):
        return True
    head, tail = _LAST_WORD.search(left[-40:]), _FIRST_WORD.match(right)
    if head is None or tail is None:
        return False
    first, second = head[0], tail[0]
    if second in ("e", "s") and right[1:2] not in ("'", "’"):
        return True
    if first.isdecimal():
        return second in _ORDINALS
    return len(first) == 1 and first not in "ày" and before not in ("Exposant", "Indice", "Citation")


def paragraph(*elements: etree._Element) -> Paragraph:
    """One paragraph out of the whole content of the elements given, pictures left out."""
    if len(elements) == 1 and len(elements[0]) == 0:
        # Most paragraphs are plain text.
        return Paragraph(" ".join((elements[0].text or "").split()))
    line = _Line()
    for element in elements:
        line.parted = True
        _walk(element, line)
    text = line.text.rstrip()
    spans = (_clip(span, text) for span in line.spans)
    return Paragraph(text, tuple(span for span in spans if span.length > 0))


def plain(element: etree._Element | None) -> str:
    """The text of an element and all within, on one line; empty for None."""
    if element is None:
        return ""
    inner = element
    if len(element) == 1 and len(element[0]) == 0 and not (element.text or element[0].tail):
        inner = element[0]
    return paragraph(inner).text


def _walk(element: etree._Element, line: _Line) -> None:
    own = str(element.tag)
    line.add(element.text, own)
    touching = False
    for child in element:
        tag = str(child.tag)
        if touching and tag not in _TIGHT:
            line.parted = True
        start = len(line.text)
        if tag not in FIGURES:
            _walk(child, line)
            _mark(child, tag, start, line)
        line.add(child.tail, own)
        touching = not (child.tail or "").strip()


def _mark(child: etree._Element, tag: str, start: int, line: _Line) -> None:
    style = INLINE.get(tag)
    length = len(line.text) - start
    if style is None or length <= 0:
        return
    kind, attribute = style
    if kind in ("sheet", "term"):
        kind = "term" if points_within(child) else "sheet"
    target = child.get(attribute, "") if attribute else ""
    line.spans.append(Span(start, length, kind, target))


def points_within(link: etree._Element) -> bool:
    """Whether a `LienInterne` or `LienIntra` points at a word explained in the same sheet."""
    said = link.get("type")
    return said in _WITHIN if said else link.tag == "LienIntra"


def _clip(span: Span, text: str) -> Span:
    """Leave out the spaces at a span's ends, and what was trimmed from the text's end."""
    start, end = span.start, min(span.start + span.length, len(text))
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return Span(start, max(end - start, 0), span.kind, span.target)
