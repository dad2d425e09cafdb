"""The papers that a sheet asks for in running text, beside its lists. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from offline_cache import paper_names as names
from offline_cache import paper_places as places
from offline_cache import paper_sentences as said
from offline_cache import paper_words as words
from offline_cache.found import Found, How, Path, Rule, sure
from offline_cache.model import Definition, FormLink, ListBlock, OfficeLink, Paragraph, ServiceLink
from offline_cache.walk import Place

Where = tuple[tuple[str, ...], Path]


def sentences(walked: Iterable[places.Told], taken: set[int], listed: set[Where]) -> Iterator[Found]:
    """Sentences that ask for a paper; in a part about papers without any list, also lines that only name one.

    `taken` are the ids of the paragraphs that lists have taken, `listed` where those lists stand.
    """
    # The longest sheets tell every case the same: a tenth of their paragraphs are distinct.
    names_one, ask = cache(_names), cache(asking)
    inside: set[int] = set()
    for block, place, another in walked:
        if isinstance(block, ListBlock | FormLink | ServiceLink | OfficeLink | Definition):
            inside.update(places.ids_of_texts(block))
        if isinstance(block, Paragraph) and id(block) not in taken and names_one(block.text):
            where = _Where(place, another, entry=id(block) in inside)
            yield from _paper(block, where, listed, ask)


def _names(text: str) -> bool:
    # Plain text search first: it is ten times as fast as a pattern, and most paragraphs hold none of these.
    low = text.lower()
    return any(stem in low for stem in said.STEMS) and (said.names(text) or words.names_document(text))


@dataclass(frozen=True)
class _Where:
    """Where a paragraph stands: whether it speaks of another than the reader, and is an entry of a list or a link."""

    place: Place
    another: bool
    entry: bool


def _paper(block: Paragraph, where: _Where, listed: set[Where], ask: Callable[..., str]) -> Iterator[Found]:
    text, place = block.text, where.place
    if text.endswith(("?", ":")):
        return
    heading = places.heading(place) or places.proofs(place)
    part: Rule = "A" if place.pieces else "B" if heading else "C"
    alone = part != "C" and not _lists_below(listed, place)
    see = places.see((block,))
    if alone and not where.entry and words.is_bare_paper(text):
        yield Found(text, place.cases, part, sure(part, "name"), see=see, because=heading, how="name")
        return
    asked = ask(text, alone=alone, another=where.another)
    if asked:
        how: How = "sentence"
        name, details = told(text, asked)
        yield Found(text, place.cases, part, sure(part, how), details, (), see, asked, how, name)


def asking(text: str, *, alone: bool = False, another: bool = False) -> str:
    """The sentences of a paragraph that ask for a paper; with `alone` the part is about papers and has no list."""
    asked: list[str] = []
    for sentence in said.sentences(text):
        another = words.speaks_of_another(sentence) or (another and words.goes_on(sentence))
        if said.may_ask(sentence) or (not another and _asks(sentence, alone)):
            asked.append(sentence)
    return ". ".join(asked)


def _asks(sentence: str, alone: bool) -> bool:
    asks = said.asks(sentence) or (alone and words.names_document(sentence) and said.needs(sentence))
    return asks and not words.is_someone_elses(sentence)


def told(text: str, asked: str) -> tuple[str, tuple[str, ...]]:
    """(what the sentences that ask call their paper, and when it is asked or what they speak of)."""
    whole = said.sentences(text)
    first = next((n for n, sentence in enumerate(whole) if asked.startswith(sentence)), 0)
    if first and said.leans_back(asked):
        subject = next((n for n in range(first - 1, -1, -1) if not said.leans_back(whole[n])), 0)
        name, when = names.asked(asked)
        return name, (text,) if when else (whole[subject],)
    inside = names.aside(asked)
    if inside and said.asks(inside):
        return inside, (asked,)
    name, when = names.asked(asked)
    return name, (when,) if when else ()


def _lists_below(listed: set[tuple[tuple[str, ...], Path]], place: Place) -> bool:
    """Whether lists of papers stand in the same part: then its sentences only introduce them."""
    return any(
        chapters[: len(place.chapters)] == place.chapters and cases[: len(place.cases)] == place.cases
        for chapters, cases in listed
    )
