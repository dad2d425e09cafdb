"""From XML elements to blocks. An element that nobody foresaw keeps its text."""

from collections.abc import Callable, Iterable

from lxml import etree

from offline_cache.importer import links
from offline_cache.importer.logic import condition_of
from offline_cache.importer.text import FIGURES, INLINE, paragraph, plain
from offline_cache.importer.vocabulary import OMITTED, READ
from offline_cache.model import (
    Block,
    Blocks,
    Case,
    CaseGroup,
    Cell,
    Chapter,
    Fragment,
    Heading,
    ListBlock,
    ListItem,
    Note,
    NoteKind,
    Paragraph,
    Table,
)

_NOTES: dict[str, tuple[NoteKind, str]] = {
    "Attention": ("warning", "Attention"),
    "Avertissement": ("warning", "Avertissement"),
    "ASavoir": ("know", "À savoir"),
    "ANoter": ("note", "À noter"),
    "Rappel": ("reminder", "Rappel"),
    "Exemple": ("example", "Exemple"),
    "Complement": ("more", "En savoir plus"),
}
_NOTHING: frozenset[str] = frozenset()


def blocks_of(element: etree._Element) -> Blocks:
    """The blocks of an element's children, in order; stray text between them becomes paragraphs.

    Children that the element reads itself (`vocabulary.READ`) are left to it.
    """
    read = READ.get(str(element.tag), _NOTHING)
    found: list[Block] = []
    _stray(element.text, found)
    for child in element:
        if child.tag not in read:
            found.extend(block_of(child))
        _stray(child.tail, found)
    return tuple(found)


def block_of(element: etree._Element) -> Iterable[Block]:
    """What one element becomes: often one block, sometimes none or several."""
    tag = str(element.tag)
    handler = HANDLERS.get(tag)
    if handler is not None:
        return handler(element)
    return () if tag in OMITTED else _unforeseen(element)


def case_group(element: etree._Element) -> CaseGroup:
    """A `ListeSituations` or a `BlocCas`: one of its cases applies."""
    whole_sheet = element.tag == "ListeSituations"
    cases = tuple(
        Case(plain(child.find("Titre")), blocks_of(child), condition_of(child))
        for child in element
        if child.tag in ("Cas", "Situation")
    )
    question = plain(element.find("Introduction"))
    return CaseGroup(question, cases, "sheet" if whole_sheet else "block")


def _stray(text: str | None, found: list[Block]) -> None:
    if text and text.strip():
        found.append(Paragraph(" ".join(text.split())))


def _unforeseen(element: etree._Element) -> Iterable[Block]:
    if any(child.tag in _BLOCKS for child in element.iter()):
        return blocks_of(element)
    return _paragraph(element)


def _paragraph(element: etree._Element) -> Iterable[Block]:
    text = paragraph(element)
    if text.text:
        yield text
    if len(element):
        for picture in element.iter(*FIGURES):
            yield from _figure(picture)


def _heading(element: etree._Element) -> Iterable[Block]:
    text = plain(element)
    return (Heading(text),) if text else ()


def _list(element: etree._Element) -> Iterable[Block]:
    items = tuple(
        ListItem(inside, condition_of(item))
        for item in element
        if (inside := blocks_of(item) if item.tag == "Item" else tuple(block_of(item)))
    )
    if items:
        kind = element.get("type", "")
        # From schema 3.4 on, boxes to tick: what a person has to do or to bring, but not always papers.
        yield ListBlock(items, numbered=kind == "numero", pieces=kind == "pieces")


def _table(element: etree._Element) -> Iterable[Block]:
    resume = element.find("Resume")
    yield from () if resume is None else blocks_of(resume)
    columns = [column.get("type") == "header" for column in element.findall("Colonne")]
    rows = tuple(_row(row, columns) for row in element if row.tag in ("Rangée", "Rangee"))
    title = plain(element.find("Titre")) or plain(element.find("TitreRiche"))
    if rows:
        yield Table(title, rows)
    elif title:
        yield Heading(title)
    yield from blocks_of(element)


def _row(row: etree._Element, columns: list[bool]) -> tuple[Cell, ...]:
    is_header = row.get("type") == "header"
    return tuple(
        Cell(
            blocks_of(cell),
            header=is_header or (index < len(columns) and columns[index]),
            columns=_count(cell.get("fusionHorizontale")),
            rows=_count(cell.get("fusionVerticale")),
        )
        for index, cell in enumerate(row)
    )


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and 0 < int(text) < 100 else 1


def _chapter(level: int) -> Callable[[etree._Element], Iterable[Block]]:
    def convert(element: etree._Element) -> Iterable[Block]:
        title, other = plain(element.find("Titre")), plain(element.find("TitreAlternatif"))
        inside = blocks_of(element)
        if title or other or inside:
            yield Chapter(
                other or title,
                inside,
                level,
                pieces=element.get("type") == "pieces",
                condition=condition_of(element),
                sure_title=title if other else "",
            )

    return convert


def _conclusion(element: etree._Element) -> Iterable[Block]:
    title, inside = plain(element.find("Titre")), blocks_of(element)
    return (Chapter(title, inside),) if title else inside


def _fragment(element: etree._Element) -> Iterable[Block]:
    inside, condition = blocks_of(element), condition_of(element)
    if condition is None:
        return inside
    return (Fragment(inside, condition),) if inside else ()


def _note(element: etree._Element) -> Iterable[Block]:
    kind, title = _NOTES[str(element.tag)]
    inside, own = blocks_of(element), plain(element.find("Titre"))
    if inside or (own and own != title):
        yield Note(kind, own or title, inside, (element.get("date") or "")[:10])


def _figure(element: etree._Element) -> Iterable[Block]:
    """A picture in words: its legend, what stands for it, its description. Without words, nothing."""
    said = [paragraph(child) for child in element if child.tag == "TexteDeRemplacement"]
    described = [block for child in element.findall("Description") for block in blocks_of(child)]
    legend = plain(element.find("Legende"))
    inside = (*(text for text in said if text.text), *described)
    if legend or inside:
        yield Note("figure", legend or "Illustration", inside)


def _cases(element: etree._Element) -> Iterable[Block]:
    group = case_group(element)
    if not group.question and _is_question(element.getprevious()):
        group = CaseGroup(plain(element.getprevious()), group.cases, group.scope)
    if group.cases:
        yield group


def _introduction(element: etree._Element) -> Iterable[Block]:
    following = element.getnext()
    if following is None or following.tag != "BlocCas" or following.find("Introduction") is not None:
        return blocks_of(element)
    return () if _is_question(element) else blocks_of(element)


def _is_question(element: etree._Element | None) -> bool:
    """Whether it is a case's introduction of one paragraph just before its own cases: they answer it."""
    if element is None or element.tag != "Introduction":
        return False
    inner = [str(child.tag) for child in element.iter() if child.tag not in INLINE][1:]
    return inner.count("Paragraphe") <= 1 and set(inner) <= {"Texte", "Paragraphe"}


HANDLERS: dict[str, Callable[[etree._Element], Iterable[Block]]] = {
    "Paragraphe": _paragraph,
    "Titre": _heading,
    "TitreFlottant": _heading,
    "TitreRiche": _heading,
    "Liste": _list,
    "Tableau": _table,
    "Chapitre": _chapter(1),
    "SousChapitre": _chapter(2),
    "Conclusion": _conclusion,
    "BlocCas": _cases,
    "ListeSituations": lambda element: (case_group(element),),
    "FragmentConditionne": _fragment,
    "Introduction": _introduction,
    "Texte": blocks_of,
    "ContenuIllustre": blocks_of,
    "Contenu": blocks_of,
    "LienExterneCommente": blocks_of,
    "Commentaire": blocks_of,
    "Condition": lambda _element: (),
    "ServiceEnLigne": lambda element: (links.service(element, blocks_of(element)),),
    "OuSAdresser": lambda element: (links.office(element, blocks_of(element)),),
    "OuSAdresserSupport": lambda element: (links.office(element, blocks_of(element)),),
    "QuiPeutMAider": lambda element: (links.office(element, blocks_of(element)),),
    "Definition": lambda element: (links.definition(element, blocks_of(element)),),
    "Abreviation": lambda element: (links.definition(element, blocks_of(element)),),
    "LienExterne": links.lone_link,
    "NoticeLiee": links.notice,
    "ServiceEnLigneAnnexe": lambda element: links.annex(element, blocks_of(element)),
    "Reference": links.reference,
    "PourEnSavoirPlus": links.reference,
    "Video": lambda element: links.video(element, blocks_of(element)),
    "Infographie": lambda element: links.video(element, blocks_of(element)),
    **dict.fromkeys(FIGURES, _figure),
    **dict.fromkeys(_NOTES, _note),
}
# What makes an unforeseen element a holder of blocks, and not a line of text.
_BLOCKS = frozenset(HANDLERS) - frozenset(INLINE) - {"Condition"}
