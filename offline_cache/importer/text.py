"""Running text out of mixed XML content, with the stretches that are links or stressed."""

import re

from lxml import etree

from offline_cache.model import Paragraph, Span, SpanKind

_SPACE = re.compile(r"\s+")
# Set close to the word before it: « 1<Exposant>er</Exposant> ».
_TIGHT = frozenset({"Exposant", "Indice"})
_SPANS: dict[str, tuple[SpanKind, str]] = {
    "MiseEnEvidence": ("strong", ""),
    "LienInterne": ("sheet", "LienPublication"),
    "LienIntra": ("term", "LienID"),
    "LienExterne": ("web", "URL"),
}
_LEADING = re.compile(r"^ ?(?=[,.)\]…])")


class _Line:
    """Text grown piece by piece with whitespace folded as it comes, so that spans stay exact."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: list[Span] = []

    def add(self, piece: str | None) -> None:
        if not piece:
            return
        folded = _SPACE.sub(" ", piece)
        if not self.text or self.text.endswith(" "):
            folded = folded.lstrip(" ")
        # A line break before a full stop is the source's lay-out, not a space of the sentence.
        if _LEADING.match(folded):
            folded, self.text = folded.lstrip(" "), self.text.rstrip(" ")
        self.text += folded

    def part(self) -> None:
        """A space between two inline elements: the edition's own was lost."""
        if self.text and not self.text.endswith((" ", "(", "'", "’")):
            self.text += " "


def paragraph(*elements: etree._Element) -> Paragraph:
    """One paragraph out of the whole content of the elements given."""
    if len(elements) == 1 and len(elements[0]) == 0:
        # Most paragraphs are plain text.
        return Paragraph(" ".join((elements[0].text or "").split()))
    line = _Line()
    for element in elements:
        line.part()
        _walk(element, line)
    text = line.text.rstrip()
    spans = (_clip(span, text) for span in line.spans)
    return Paragraph(text, tuple(span for span in spans if span.length > 0))


def plain(element: etree._Element | None) -> str:
    """The text of an element and all within, on one line; empty for None."""
    return "" if element is None else paragraph(element).text


def _walk(element: etree._Element, line: _Line) -> None:
    line.add(element.text)
    touching = False
    for child in element:
        tag = str(child.tag)
        if touching and tag not in _TIGHT:
            line.part()
        start = len(line.text)
        _walk(child, line)
        if tag in _SPANS:
            kind, attribute = _SPANS[tag]
            target = child.get(attribute, "") if attribute else ""
            line.spans.append(Span(start, len(line.text) - start, kind, target))
        line.add(child.tail)
        touching = not (child.tail or "").strip()


def _clip(span: Span, text: str) -> Span:
    """Leave out the spaces at a span's ends, and what was trimmed from the text's end."""
    start, end = span.start, min(span.start + span.length, len(text))
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return Span(start, end - start, span.kind, span.target)
