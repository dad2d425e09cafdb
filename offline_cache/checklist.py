"""The papers to bring, drawn from a sheet by three rules. Pure.

A: the editor declared the part as papers (`type="pieces"`). B: a heading says so (« Pièces à
fournir »). C: a sentence leads in (« …les documents suivants : ») and the entries name documents.
Each item keeps its rule, how sure it is, and the cases it applies in: a flattened list is wrong for
most people.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from offline_cache.model import Block, CaseStep, Heading, ListBlock, ListItem, Paragraph, Sheet
from offline_cache.search.words import fold
from offline_cache.walk import Place, walk

Rule = Literal["A", "B", "C"]
Path = tuple[CaseStep, ...]
CONFIDENCE: dict[Rule, float] = {"A": 0.95, "B": 0.85, "C": 0.65}
SURE = 0.8
# A declared part may hold a lone sentence in place of a list; it is less sure to be a paper.
_SENTENCE_FACTOR = 0.65
_SHARE_OF_DOCUMENTS = 0.5

_HEADING = re.compile(
    r"(?i)^(?!.*\b(remis|remise|annex|délivr|communicab|détention|vol|perte|conserv)\w*)"
    r".*\b(pièces?|documents?|justificatifs?|papiers)\b.*"
    r"(\b(à|a) (fournir|présenter|produire|joindre|apporter|prévoir|transmettre)\b|\bnécessaires?\b|\bexigés?\b"
    r"|justificatives?\b|\bdemandés?\b|\bprésenter\b)|^pièces justificatives|^dossier à fournir"
)
_LEAD = re.compile(
    r"(?i)\b(documents?|pièces?|justificatifs?|papiers)\b[^.]{0,80}\bsuivant|"
    r"\b(fournir|joindre|présenter|apporter|produire|munir|muni de|accompagnée? de)\b[^.]{0,60}:$|"
    r"\bpièces à fournir\b"
)
_NOT_MINE = re.compile(
    r"(?i)^(l'employeur|le propriétaire|le bailleur|l'administration|le vendeur|la banque|l'assureur|le notaire)\b"
    r".*\b(remet|doit (vous )?(remettre|fournir|transmettre|délivrer)|fournit|annex)"
    r"|\bannexés?\b|\bmentions suivantes\b|\bvous (recevez|pouvez consulter|pouvez demander|pouvez obtenir)\b"
)
_ONE_OF = re.compile(
    r"(?i)\b(l'une?|un seul|1 seul|un|une|1) (de |d'entre |des? |seul |parmi )|\bau choix\b|\bparmi\b"
)
_DOCUMENT = re.compile(
    r"(?i)\b(cartes?|passeports?|justificatifs?|actes?|attestations?|certificats?|copies?|photocopies?|photos?|"
    r"photographies?|formulaires?|cerfa|extraits?|livrets?|avis|bulletins?|contrats?|factures?|quittances?|"
    r"relev[ée]s?|rib|permis|titres?|déclarations?|demandes?|récépissés?|timbres?|jugements?|diplômes?|"
    r"pièces?|documents?|courriers?|lettres?|enveloppes?|procès-verbal|mandats?|dossiers?|numéros?|preuves?)\b"
)
_ASIDE = re.compile(r"^(?P<label>[^(]{6,}?)\s+\((?P<aside>[^()]+)\)\s*[.;,]?$")
# « soit l'acte… », « et une photo… »: an entry stands alone on a list.
_JOINT = re.compile(r"(?i)^(soit|ou bien|ou|et|puis|-|•)\s+")


@dataclass(frozen=True)
class ChecklistItem:
    """One paper. `options` non-empty: any one of them will do.

    `paths` are the cases it applies in, one alternative each; a single empty path means always.
    `see` are ids of sheets or resources its text points at; `quote` is the paragraph it was read from.
    """

    label: str
    detail: str
    options: tuple[str, ...]
    paths: tuple[Path, ...]
    rule: Rule
    confidence: float
    see: tuple[str, ...] = ()
    quote: str = ""

    def applies(self, chosen: Collection[CaseStep]) -> bool:
        """Whether the paper is needed by someone who gave these answers (unanswered counts as no)."""
        return any(all(step in chosen for step in path) for path in self.paths)


@dataclass(frozen=True)
class Question:
    """Something to ask before the list is right; `steps` are its possible answers."""

    text: str
    steps: tuple[CaseStep, ...]


@dataclass(frozen=True)
class Checklist:
    """A sheet's papers, in reading order; empty when the sheet asks for none."""

    sheet: str
    items: tuple[ChecklistItem, ...]

    @property
    def sure(self) -> bool:
        """Whether the list may be headed as the papers to bring."""
        return all(item.confidence >= SURE for item in self.items)

    def needed(self, chosen: Collection[CaseStep] = ()) -> tuple[ChecklistItem, ...]:
        """The papers of someone who gave these answers."""
        return tuple(item for item in self.items if item.applies(chosen))

    def questions(self, chosen: Collection[CaseStep] = ()) -> tuple[Question, ...]:
        """What is still to ask, given these answers; a question appears once its own case is chosen."""
        asked: dict[tuple[str, tuple[str, ...]], Question] = {}
        for path in (path for item in self.items for path in item.paths):
            step = _first_open(path, chosen)
            if step is not None:
                steps = tuple(replace(step, answer=answer) for answer in step.answers)
                asked.setdefault((step.question, step.answers), Question(step.question, steps))
        return tuple(asked.values())


def build_checklist(sheet: Sheet) -> Checklist:
    """The sheet's papers, merged without repeats, by the surest rule that found each."""
    merged: dict[str, ChecklistItem] = {}
    for item in _found(sheet):
        key = _key(item)
        known = merged.get(key)
        merged[key] = item if known is None else _merge(known, item)
    return Checklist(sheet.id, tuple(merged.values()))


def _first_open(path: Path, chosen: Collection[CaseStep]) -> CaseStep | None:
    """The first step of a path not answered yet; None when another answer was given or all match."""
    for step in path:
        if step in chosen:
            continue
        answered = any((c.question, c.answers) == (step.question, step.answers) for c in chosen)
        return None if answered else step
    return None


def _found(sheet: Sheet) -> Iterator[ChecklistItem]:
    nested: set[int] = set()
    listed: set[tuple[tuple[str, ...], Path]] = set()
    for block, place in walk(sheet.blocks):
        if not isinstance(block, ListBlock) or id(block) in nested:
            continue
        nested.update(id(inner) for item in block.items for inner in item.blocks)
        rule = _rule(block, place)
        if rule:
            listed.add((place.chapters, place.cases))
            yield from _items(block, place, rule)
    yield from _sentences(sheet, listed)


def _rule(block: ListBlock, place: Place) -> Rule | None:
    if _NOT_MINE.search(place.lead):
        return None
    if place.pieces or block.pieces:
        return "A"
    if _is_heading(place):
        return "B"
    documents = sum(bool(_DOCUMENT.search(_first_text(item))) for item in block.items)
    enough = documents >= max(_SHARE_OF_DOCUMENTS * len(block.items), 1)
    return "C" if enough and _LEAD.search(place.lead) else None


def _is_heading(place: Place) -> bool:
    above = (*place.chapters[-2:], *(step.answer for step in place.cases[-1:]))
    return any(_HEADING.search(title) for title in above) or bool(_HEADING.fullmatch(place.lead.rstrip(" :")))


def _items(block: ListBlock, place: Place, rule: Rule) -> Iterator[ChecklistItem]:
    if len(block.items) > 1 and place.lead.endswith(":") and _ONE_OF.search(place.lead):
        options = tuple(text for item in block.items if (text := _first_text(item)))
        label = place.lead.rstrip(" :")
        yield ChecklistItem(label, "", options, (place.cases,), rule, CONFIDENCE[rule])
        return
    for item in block.items:
        text = _first_text(item)
        if text:
            yield _item(text, item.blocks, place, rule)


def _item(text: str, blocks: tuple[Block, ...], place: Place, rule: Rule) -> ChecklistItem:
    aside = _ASIDE.match(text)
    label = _capital(_JOINT.sub("", aside["label"] if aside else text))
    details = [aside["aside"]] if aside else []
    details += [b.text for b in blocks[1:] if isinstance(b, Paragraph)]
    inner = [_first_text(i) for b in blocks if isinstance(b, ListBlock) for i in b.items]
    spans = (span for b in blocks if isinstance(b, Paragraph) for span in b.spans)
    see = tuple(dict.fromkeys(span.target for span in spans if span.kind == "sheet"))
    options: tuple[str, ...] = ()
    if inner and _ONE_OF.search(text):
        options = tuple(inner)
    else:
        details += inner
    return ChecklistItem(
        label=label.rstrip(" :;,."),
        detail=" ; ".join(details),
        options=options,
        paths=(place.cases,),
        rule=rule,
        confidence=CONFIDENCE[rule],
        see=see,
        quote=text,
    )


def _sentences(sheet: Sheet, listed: set[tuple[tuple[str, ...], Path]]) -> Iterator[ChecklistItem]:
    """Declared parts without any list: a sentence that names a document stands for one."""
    for block, place in walk(sheet.blocks):
        here = (place.chapters, place.cases)
        if (
            not place.pieces
            or here in listed
            or not isinstance(block, Paragraph)
            or block.text.endswith(("?", ":"))
        ):
            continue
        if _DOCUMENT.search(block.text) and not _inside_list(listed, here):
            item = _item(block.text, (block,), place, "A")
            yield replace(item, confidence=round(item.confidence * _SENTENCE_FACTOR, 2))


def _inside_list(listed: set[tuple[tuple[str, ...], Path]], here: tuple[tuple[str, ...], Path]) -> bool:
    """Whether lists of papers stand deeper in the same part: then its sentences only introduce them."""
    chapters, cases = here
    return any(other[0][: len(chapters)] == chapters and other[1][: len(cases)] == cases for other in listed)


def _first_text(item: ListItem) -> str:
    return next((b.text for b in item.blocks if isinstance(b, Paragraph | Heading)), "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _key(item: ChecklistItem) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(f"{item.label} {' '.join(item.options)}")).strip()


def _merge(first: ChecklistItem, second: ChecklistItem) -> ChecklistItem:
    best = first if first.confidence >= second.confidence else second
    details = dict.fromkeys(text for text in (first.detail, second.detail) if text)
    return replace(
        best,
        detail=next(iter(details), ""),
        paths=_widest((*first.paths, *second.paths)),
        see=tuple(dict.fromkeys((*first.see, *second.see))),
    )


def _widest(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Paths without those that a wider one already covers."""
    distinct = tuple(dict.fromkeys(paths))
    return tuple(
        path for path in distinct if not any(other != path and set(other) < set(path) for other in distinct)
    )
