"""What is drawn from a sheet's blocks: costs, delays, what can be done on line, filled, visited. Pure."""

import re
from collections.abc import Iterable

from offline_cache.model import Block, CaseStep, Fact, FormLink, OfficeLink, Paragraph, ServiceLink
from offline_cache.walk import Placed

COST = re.compile(r"(?i)^\s*(co[uû]t|prix|tarif|montant à payer|combien (ça|cela) co[uû]te|frais)\b")
DELAY = re.compile(r"(?i)^\s*(délais?|durée de traitement|combien de temps|dans quel délai)\b")
# A fact says a price or a time; « Âge », the heading of a table of prices, says none.
_SAYS = re.compile(r"(?i)\d|gratuit|immédiat|tout de suite|aucun|semaine|mois|jour")
_FACT_LENGTH = 240
Links = tuple[tuple[ServiceLink, ...], tuple[FormLink, ...], tuple[OfficeLink, ...]]


def facts(placed: Iterable[Placed], title: re.Pattern[str]) -> tuple[Fact, ...]:
    """The first paragraph under each chapter whose title asks the question, with its cases."""
    found: dict[Fact, None] = {}
    seen: set[tuple[tuple[str, ...], tuple[CaseStep, ...]]] = set()
    # An edition has a hundred thousand paragraphs, few of them under such a chapter.
    asked: dict[tuple[str, ...], bool] = {}
    for block, place in placed:
        if not place.chapters or not isinstance(block, Paragraph):
            continue
        if place.chapters not in asked:
            asked[place.chapters] = any(title.match(chapter) for chapter in place.chapters)
        where = (place.chapters, place.cases)
        if not asked[place.chapters] or where in seen or not _SAYS.search(block.text):
            continue
        seen.add(where)
        found[Fact(_short(block.text), tuple(step.answer for step in place.cases))] = None
    return tuple(found)


def _short(text: str) -> str:
    if len(text) <= _FACT_LENGTH:
        return text
    return text[:_FACT_LENGTH].rsplit(" ", 1)[0] + "…"


def links(placed: Iterable[Placed], foot: Iterable[Block] = ()) -> Links:
    """What can be done on line, filled and visited: named in the text, then at the sheet's foot."""
    services: dict[str, ServiceLink] = {}
    forms: dict[str, FormLink] = {}
    offices: dict[str, OfficeLink] = {}
    for block in (*(block for block, _ in placed), *foot):
        match block:
            case ServiceLink():
                services.setdefault(block.id or block.title, block)
            case FormLink():
                forms.setdefault(block.id or block.title, block)
            case OfficeLink():
                offices.setdefault(block.id or block.title, block)
            case _:
                pass
    return tuple(services.values()), tuple(forms.values()), tuple(offices.values())
