"""Which lists and sentences of a sheet ask for papers. Pure.

A: the editor declared the part as papers (`type="pieces"`). B: a heading says so (« Pièces à
fournir »), or the sheet's own title does (« Quel justificatif fournir… ? »). C: a sentence leads in (« …les
documents suivants : ») and the entries name documents, or a sentence asks by itself.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from offline_cache import paper_names as names
from offline_cache import paper_places as places
from offline_cache import paper_running as running
from offline_cache import paper_sentences as said
from offline_cache import paper_words as words
from offline_cache.found import Found, How, Path, Rule, sure
from offline_cache.model import Blocks, ListBlock, ListItem, Paragraph, Sheet
from offline_cache.walk import Place

_SHARE_OF_DOCUMENTS = 0.5
# « En fonction de votre situation : »: characters of a line that says nothing either way.
_SHORT = 40
# Under a lead-in that says little, the entries themselves must be papers by their first words.
_SHARE_OF_HEADS = 0.5


_EITHER = re.compile(r"(?i)^soit\b")
_OR = re.compile(r"(?i)^ou\b\s*")


@dataclass(frozen=True)
class _Judged:
    """A list taken as papers, by which rule and how, and the line or title that says so."""

    rule: Rule
    because: str
    how: How = "list"

    def keeps(self, text: str) -> bool:
        """Whether an entry is among its papers."""
        if self.how == "enclosed":
            return words.is_enclosed(text)
        if words.is_deed(text) or said.denies(text) or (words.is_told(text) and not running.asking(text)):
            return False
        if self.how == "picked":
            return words.names_document(text) if self.rule == "A" else words.is_picked(text)
        return True

    def found(self, text: str, path: Path, **more: Any) -> Found:
        """One of its papers."""
        return Found(
            text,
            path=path,
            rule=self.rule,
            confidence=sure(self.rule, self.how),
            because=self.because,
            how=self.how,
            **more,
        )


def papers_in(sheet: Sheet) -> Iterator[Found]:
    """Every paper in reading order, repeats included: those of lists, then those of sentences."""
    taken: set[int] = set()
    nested: set[int] = set()
    listed: set[running.Where] = set()
    title = sheet.title if words.asks_in_sheet_title(sheet.title) else ""
    told = tuple(places.with_subject(sheet.blocks))
    rows = places.rows(told)
    for part, place, another in told:
        block = rows.get(id(part), part)
        if not isinstance(block, ListBlock) or id(part) in nested or not block.items:
            continue
        judged = None if another and words.goes_on(place.lead) else _judge(block, place, title)
        if judged:
            nested.update(places.ids_of_lists(block))
            taken.update(places.ids_of_texts(block))
            listed.add((place.chapters, place.cases))
            yield from _entries(block, place, judged)
    yield from running.sentences(told, taken, listed)


# ---- lists


def _judge(block: ListBlock, place: Place, title: str) -> _Judged | None:
    lead, texts = place.lead, [places.first_text(item) for item in block.items]
    # A sentence that only stands before the list (« Vous recevez une réponse. ») leads in nothing.
    leads_in = lead.endswith(":") or words.speaks_of_papers(lead)
    if leads_in and words.is_someone_elses(lead):
        return None
    if words.is_contents(lead) or words.leads_elsewhere(lead):
        return _enclosed(lead, texts)
    if place.pieces or block.pieces:
        return _declared(block, place, texts)
    return _announced(place, texts) or _headed(place, texts, title) or _enclosed(lead, texts)


def _announced(place: Place, texts: list[str]) -> _Judged | None:
    """A list below a title or a line that says that papers follow."""
    heading, lead = places.heading(place), place.lead
    if heading:
        return _Judged("B", heading)
    named = _share(texts) >= _SHARE_OF_DOCUMENTS
    if words.wants_proofs(lead) or (named and words.leads_in(lead)):
        return _Judged("C", lead)
    return _Judged("C", lead, "picked") if named and words.leads_in_loosely(lead) else None


def _headed(place: Place, texts: list[str], title: str) -> _Judged | None:
    """A list whose entries are papers by their first words, below a title or a line that hints at papers."""
    if sum(map(words.heads_document, texts)) < _SHARE_OF_HEADS * len(texts):
        return None
    above = places.proofs(place) or title
    if above and (
        not place.lead.endswith(":") or len(place.lead) < _SHORT or words.speaks_of_papers(place.lead)
    ):
        return _Judged("B", above)
    return _Judged("C", place.lead, "hinted") if words.leads_in_weakly(place.lead) else None


def _enclosed(lead: str, texts: list[str]) -> _Judged | None:
    """What a letter must hold: only the papers among it count."""
    held = words.encloses(lead) and any(map(words.is_enclosed, texts))
    return _Judged("C", lead, "enclosed") if held else None


def _declared(block: ListBlock, place: Place, texts: list[str]) -> _Judged | None:
    """Editors declare whole chapters as papers: a list there that is about other things is not believed."""
    share = _share(texts)
    if not share and len(block.items) > 1:
        return None
    astray = bool(place.lead) and not block.pieces and not words.speaks_of_papers(place.lead)
    because = place.chapters[-1] if place.chapters else place.lead
    return (
        _Judged("A", because, "picked" if astray else "list")
        if share >= _SHARE_OF_DOCUMENTS or not astray
        else None
    )


def _entries(block: ListBlock, place: Place, judged: _Judged) -> Iterator[Found]:
    texts = [text for item in block.items if (text := places.first_text(item))]
    whole = place.lead.endswith(":") and judged.how != "enclosed"
    if len(texts) > 1 and whole and words.is_choice(place.lead):
        name = names.choice(place.lead, places.proofs(place))
        yield judged.found(place.lead, place.cases, options=tuple(texts), name=name)
        return
    for group in _groups(block.items):
        kept = [(text, item) for text, item in group if judged.keeps(text)]
        if len(kept) == len(group) > 1:
            options = tuple(text for text, _ in kept)
            yield judged.found(options[0], place.cases, options=options, name=names.either(options))
            continue
        for text, item in kept:
            yield from _entry(text, item.blocks, place.cases, judged, *_called(text, place.lead))


def _groups(items: tuple[ListItem, ...]) -> list[list[tuple[str, ListItem]]]:
    """Entries with their texts, those together of which any one will do (« …, » « ou … »; « soit … » « soit … »)."""
    told = [(text, item) for item in items if (text := places.first_text(item))]
    texts = [text for text, _ in told]
    if len(texts) > 1 and (all(map(_EITHER.match, texts)) or (_OR.match(texts[-1]) and _commas(texts))):
        return [told]
    groups: list[list[tuple[str, ListItem]]] = []
    for text, item in told:
        if groups and _OR.match(text):
            groups[-1].append((text, item))
        else:
            groups.append([(text, item)])
    return groups


def _commas(texts: list[str]) -> bool:
    return all(text.endswith(",") or _OR.match(text) for text in texts[:-1])


def _called(text: str, lead: str) -> tuple[str, tuple[str, ...]]:
    """An entry's name: what asks for the paper when it begins by something else (« Vérifiez… Sinon, il faut… »)."""
    if not words.heads_document(text):
        if len(said.sentences(text)) > 1 and (asked := running.asking(text)):
            return running.told(text, asked)
        if words.wants_proofs(lead):
            return names.proof(text, lead), ()
    return names.standing(text, lead), ()


def _entry(
    text: str, blocks: Blocks, path: Path, judged: _Judged, name: str, about: tuple[str, ...]
) -> Iterator[Found]:
    """One entry: a paper, a choice, or the heading of a list of papers; and each that it adds (« + … »)."""
    others, rest = _alternatives([block.text for block in blocks if isinstance(block, Paragraph)][1:])
    details = (*about, *(line for line in rest if not line.startswith("+")))
    below = [item for block in blocks if isinstance(block, ListBlock) for item in block.items]
    inner = tuple(line for item in below if (line := places.first_text(item)))
    see = places.see(blocks)
    named = _share(inner) >= _SHARE_OF_DOCUMENTS
    either = named and len(inner) > 1 and _OR.match(inner[-1]) and _commas([*inner])
    if inner and (either or words.is_choice(text) or words.gives_examples(text)):
        yield judged.found(text, path, details=details, options=inner, see=see, name=name)
    elif inner and text.endswith(":") and named:
        heading = text.rstrip(" :")
        for line in inner:
            told = names.part(line, heading)
            said_above = () if told.startswith(heading) else (heading,)
            yield judged.found(line, path, details=(*said_above, *details), name=told)
    else:
        options = (text, *others) if others else ()
        name = names.either(options) if options else name
        yield judged.found(text, path, details=(*details, *inner), options=options, see=see, name=name)
    yield from (
        judged.found(line, path, name=names.standing(line, "")) for line in rest if line.startswith("+")
    )


def _alternatives(lines: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """(papers that will do instead of the entry's first line, the lines that are left)."""
    others: list[str] = []
    left: list[str] = []
    awaited = False
    for line in lines:
        opened = _OR.match(line)
        paper = line[opened.end() :] if opened else line
        if (opened or awaited) and paper and words.heads_document(paper):
            others.append(paper)
        elif paper:
            left.append(line)
        awaited = bool(opened) and not paper
    return tuple(others), left


def _share(texts: Collection[str]) -> float:
    """How many of the entries name a document, 0 to 1."""
    return sum(map(words.names_document, texts)) / max(len(texts), 1)
