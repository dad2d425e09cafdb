"""From XML elements to blocks. An element that nobody foresaw keeps its text."""

from collections.abc import Callable, Iterable

from lxml import etree

from offline_cache.importer.text import paragraph, plain
from offline_cache.model import (
    Block,
    Blocks,
    Case,
    CaseGroup,
    Cell,
    Chapter,
    Definition,
    FormLink,
    Heading,
    ListBlock,
    ListItem,
    Note,
    NoteKind,
    OfficeLink,
    Paragraph,
    ServiceLink,
    Span,
    Table,
)

_FORM = "Formulaire"
_NOTES: dict[str, tuple[NoteKind, str]] = {
    "Attention": ("warning", "Attention"),
    "ASavoir": ("know", "À savoir"),
    "ANoter": ("note", "À noter"),
    "Rappel": ("reminder", "Rappel"),
}
# Read by the element that holds them, or of no use on a screen.
_SILENT = frozenset(
    {
        *("Titre", "TitreAlternatif", "Condition", "Colonne", "Source", "Credits", "SiSelectionne"),
        *("Complement", "PivotLocal", "RessourceWeb", "LienWeb", "Resume", "Theme", "Audience"),
    }
)


def blocks_of(element: etree._Element) -> Blocks:
    """The blocks of an element's children, in order; stray text between them becomes paragraphs."""
    found: list[Block] = []
    _stray(element.text, found)
    for child in element:
        found.extend(_convert(child))
        _stray(child.tail, found)
    return tuple(found)


def service(element: etree._Element) -> ServiceLink | FormLink:
    """A `ServiceEnLigne`: a form when its type says so, else something done on line."""
    kind = element.get("type", "")
    web = element.find(".//LienWeb")
    url = element.get("URL", "") or ("" if web is None else web.get("URL", ""))
    title, provider = plain(element.find("Titre")), plain(element.find("Source"))
    inside = blocks_of(element)
    key = element.get("ID", "")
    if kind != _FORM:
        return ServiceLink(key, title, url, kind, provider, inside)
    number = element.get("numerocerfa", "") or element.get("autrenumero", "")
    return FormLink(key, title, number, url, provider, element.get("poids", ""), inside)


def office(element: etree._Element) -> OfficeLink:
    """An `OuSAdresser`: a place of the directory (`PivotLocal`), a call centre or a site."""
    web = element.find("RessourceWeb")
    return OfficeLink(
        id=element.get("ID", ""),
        title=plain(element.find("Titre")),
        pivot=plain(element.find("PivotLocal")),
        url="" if web is None else web.get("URL", ""),
        kind=element.get("type", ""),
        complement=plain(element.find("Complement")),
        provider=plain(element.find("Source")),
        blocks=blocks_of(element),
    )


def definition(element: etree._Element) -> Definition:
    """A `Definition`, or an `Abreviation` spelt out."""
    return Definition(element.get("ID", ""), plain(element.find("Titre")), blocks_of(element))


def case_group(element: etree._Element) -> CaseGroup:
    """A `ListeSituations` or a `BlocCas`: one of its cases applies."""
    whole_sheet = element.tag == "ListeSituations"
    cases = tuple(
        Case(plain(child.find("Titre")), blocks_of(child))
        for child in element
        if child.tag in ("Cas", "Situation")
    )
    question = plain(element.find("Introduction"))
    return CaseGroup(question, cases, "sheet" if whole_sheet else "block")


def _convert(element: etree._Element) -> Iterable[Block]:
    tag = str(element.tag)
    if tag in _SILENT:
        return ()
    handler = _HANDLERS.get(tag)
    return handler(element) if handler else _unforeseen(element)


def _stray(text: str | None, found: list[Block]) -> None:
    if text and text.strip():
        found.append(Paragraph(" ".join(text.split())))


def _unforeseen(element: etree._Element) -> Iterable[Block]:
    if any(child.tag in _HANDLERS or child.tag == "Texte" for child in element.iter()):
        return blocks_of(element)
    return _paragraph(element)


def _paragraph(element: etree._Element) -> Iterable[Block]:
    text = paragraph(element)
    return (text,) if text.text else ()


def _list(element: etree._Element) -> Iterable[Block]:
    items = tuple(ListItem(inside) for item in element if (inside := blocks_of(item)))
    if items:
        kind = element.get("type", "")
        yield ListBlock(items, numbered=kind == "numero", pieces=kind == "pieces")


def _table(element: etree._Element) -> Iterable[Block]:
    yield from _resume(element)
    columns = [column.get("type") == "header" for column in element.findall("Colonne")]
    rows = tuple(_row(row, columns) for row in element.findall("Rangée"))
    if rows:
        yield Table(plain(element.find("Titre")), rows)


def _resume(element: etree._Element) -> Iterable[Block]:
    resume = element.find("Resume")
    return () if resume is None else blocks_of(resume)


def _row(row: etree._Element, columns: list[bool]) -> tuple[Cell, ...]:
    is_header = row.get("type") == "header"
    return tuple(
        Cell(
            blocks_of(cell),
            header=is_header or (index < len(columns) and columns[index]),
            columns=_count(cell.get("fusionHorizontale")),
            rows=_count(cell.get("fusionVerticale")),
        )
        for index, cell in enumerate(row.findall("Cellule"))
    )


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and 0 < int(text) < 100 else 1


def _chapter(level: int) -> Callable[[etree._Element], Iterable[Block]]:
    def convert(element: etree._Element) -> Iterable[Block]:
        title = plain(element.find("Titre"))
        inside = blocks_of(element)
        if title or inside:
            yield Chapter(title, inside, level, pieces=element.get("type") == "pieces")

    return convert


def _note(element: etree._Element) -> Iterable[Block]:
    kind, title = _NOTES[str(element.tag)]
    inside = blocks_of(element)
    if inside:
        yield Note(kind, plain(element.find("Titre")) or title, inside)


def _cases(element: etree._Element) -> Iterable[Block]:
    previous = element.getprevious()
    group = case_group(element)
    # A case's introduction, just before its own cases, is the question they answer.
    if not group.question and previous is not None and previous.tag == "Introduction":
        group = CaseGroup(plain(previous), group.cases, group.scope)
    if group.cases:
        yield group


def _introduction(element: etree._Element) -> Iterable[Block]:
    following = element.getnext()
    if following is not None and following.tag == "BlocCas":
        return ()
    return blocks_of(element)


def commented_link(element: etree._Element) -> Iterable[Block]:
    """A `LienExterneCommente`: a web link, then what the editor says of it."""
    text = paragraph(*(child for child in element if child.tag == "Commentaire"))
    for link in element.findall("LienExterne"):
        title = plain(link)
        yield Paragraph(title, (Span(0, len(title), "web", link.get("URL", "")),))
    if text.text:
        yield text


def _notice(element: etree._Element) -> Iterable[Block]:
    title = plain(element)
    if title:
        yield Paragraph(title, (Span(0, len(title), "web", element.get("URL", "")),))


def _annex(element: etree._Element) -> Iterable[Block]:
    title, web = plain(element.find("Titre")), element.find("LienWeb")
    number = element.get("numerocerfa")
    label = f"{title} ({number})" if title and number else title
    if label:
        spans = () if web is None else (Span(0, len(label), "web", web.get("URL", "")),)
        yield Paragraph(label, spans)
    yield from blocks_of(element)


def _question(element: etree._Element) -> Iterable[Block]:
    """A step of the edition's questionnaires: what it asks, then its answers as a list."""
    yield Heading(plain(element.find("Titre")))
    choices = (paragraph(title) for title in element.iterfind("Choix/Titre"))
    yield ListBlock(tuple(ListItem((choice,)) for choice in choices if choice.text))


_HANDLERS: dict[str, Callable[[etree._Element], Iterable[Block]]] = {
    "Paragraphe": _paragraph,
    "Liste": _list,
    "Tableau": _table,
    "Chapitre": _chapter(1),
    "SousChapitre": _chapter(2),
    "BlocCas": _cases,
    "ListeSituations": lambda element: (case_group(element),),
    "Introduction": _introduction,
    "ServiceEnLigne": lambda element: (service(element),),
    "OuSAdresser": lambda element: (office(element),),
    "OuSAdresserSupport": lambda element: (office(element),),
    "Definition": lambda element: (definition(element),),
    "Abreviation": lambda element: (definition(element),),
    "LienExterneCommente": commented_link,
    "NoticeLiee": _notice,
    "ServiceEnLigneAnnexe": _annex,
    "Question": _question,
    **dict.fromkeys(_NOTES, _note),
}
