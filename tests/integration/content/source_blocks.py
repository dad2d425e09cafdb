"""The blocks of the edition's XML as words with their places."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from tests.integration.content.reading import Place, Section, Word, sign, words
from tests.integration.content.source_text import INLINE, PICTURES, bare, line

# Said of a note that has no title of its own.
LABELS = {
    "Attention": ("warning", "Attention"),
    "Avertissement": ("warning", "Avertissement"),
    "ASavoir": ("know", "À savoir"),
    "ANoter": ("note", "À noter"),
    "Rappel": ("reminder", "Rappel"),
    "Exemple": ("example", "Exemple"),
    "Complement": ("more", "En savoir plus"),
}
TRANSPARENT = frozenset({"Texte", "ContenuIllustre", "Contenu", "LienExterneCommente", "Commentaire"})
OFFICES = ("OuSAdresser", "OuSAdresserSupport", "QuiPeutMAider")
_KINDS = {"estVrai": "true", "estFaux": "false", "estIndefini": "unset", "ou": "any", "et": "all"}


def condition(element: Element) -> str:
    """« any(true(T1) unset(T1)) » for what an element stands under; empty without a condition."""
    found = element.find("Condition")
    return "" if found is None else " ".join(_test(child) for child in found)


def _test(element: Element) -> str:
    inside = element.get("var") or " ".join(_test(child) for child in element)
    return f"{_KINDS[element.tag]}({inside})"


def blocks(element: Element, place: Place, own: tuple[str, ...] = ()) -> Section:
    """The words of an element's children; `own` are those its reader has read already."""
    found = words(element.text or "", place)
    for child in element:
        if child.tag not in own:
            found += block(child, place, element)
        found += words(child.tail or "", place)
    return found


def block(element: Element, place: Place, parent: Element) -> Section:
    """The words of one element."""
    if element.tag in _READERS:
        return _READERS[element.tag](element, place)
    if element.tag in LABELS:
        return _note(element, place)
    if element.tag in OFFICES:
        return office(element, place)
    if element.tag in ("Credits", "Condition"):
        return []
    if element.tag in TRANSPARENT or any(inner.tag == "Paragraphe" for inner in element.iter()):
        return (
            _introduction(element, place, parent) if element.tag == "Introduction" else blocks(element, place)
        )
    return line(place, element)


def _paragraph(element: Element, place: Place) -> Section:
    pictures = [inner for inner in element.iter() if inner.tag in PICTURES]
    return line(place, element) + [word for picture in pictures for word in _picture(picture, place)]


def _title(element: Element, place: Place) -> Section:
    return line((*place, "heading"), element, marked=False)


def _list(element: Element, place: Place) -> Section:
    kind = sign("list", element.get("type") if element.get("type") in ("numero", "pieces") else "")
    items = [blocks(item, (*place, kind, sign("if", condition(item))), ("Condition",)) for item in element]
    full = (item for item in items if item)
    return [numbered(word, len(place), number) for number, item in enumerate(full) for word in item]


def numbered(word: Word, depth: int, number: int) -> Word:
    """A word of a list's item, told which: empty items count on neither side."""
    return Word(word.text, (*word.place[: depth + 1], f"item {number}", *word.place[depth + 1 :]), word.marks)


def _table(element: Element, place: Place) -> Section:
    resume = element.find("Resume")
    found = [] if resume is None else blocks(resume, place)
    caption = element.find("Titre")
    caption = element.find("TitreRiche") if caption is None else caption
    found += line((*place, "caption"), caption, marked=False)
    heads = [column.get("type") == "header" for column in element.findall("Colonne")]
    rows = [row for row in element if row.tag in ("Rangée", "Rangee")]
    for number, row in enumerate(rows):
        for index, cell in enumerate(row):
            head = row.get("type") == "header" or (index < len(heads) and heads[index])
            spans = (cell.get("fusionHorizontale", "1"), cell.get("fusionVerticale", "1"))
            here = sign("cell", f"row {number}", f"column {index}", "head" if head else "", *spans)
            found += blocks(cell, (*place, here))
    return found


def _part(level: int) -> Callable[[Element, Place], Section]:
    def read(element: Element, place: Place) -> Section:
        own, other = element.find("Titre"), element.find("TitreAlternatif")
        found = line((*place, f"title {level}"), own if other is None else other, marked=False)
        found += [] if other is None else line((*place, f"sure title {level}"), own, marked=False)
        pieces = "pieces" if element.get("type") == "pieces" else ""
        here = (*place, sign("part", level, pieces, condition(element)))
        return found + blocks(element, here, ("Titre", "TitreAlternatif", "Condition"))

    return read


def _note(element: Element, place: Place) -> Section:
    kind, label = LABELS[element.tag]
    inside = blocks(element, (*place, sign("note", kind, element.get("date", "")[:10])), ("Titre",))
    title = bare(element.find("Titre")) or label
    return words(title, (*place, "note title")) + inside if inside or title != label else []


def _picture(element: Element, place: Place) -> Section:
    here = (*place, "note(figure)")
    inside = [word for child in element.findall("TexteDeRemplacement") for word in line(here, child)]
    inside += [word for child in element.findall("Description") for word in blocks(child, here)]
    legend = bare(element.find("Legende"))
    return words(legend or "Illustration", (*place, "note title")) + inside if legend or inside else []


def asked_by(element: Element | None) -> bool:
    """Whether it is an introduction of one paragraph: the question of the cases after it."""
    if element is None or element.tag != "Introduction":
        return False
    inner = [part.tag for part in element.iter() if part.tag not in INLINE]
    return sorted(inner) in (
        ["Introduction"],
        ["Introduction", "Paragraphe"],
        ["Introduction", "Paragraphe", "Texte"],
    )


def _introduction(element: Element, place: Place, parent: Element) -> Section:
    siblings = list(parent)
    after = siblings.index(element) + 1
    if after < len(siblings) and siblings[after].tag == "BlocCas" and asked_by(element):
        return line((*place, "question"), element, marked=False)
    return blocks(element, place)


def cases(element: Element, place: Place) -> Section:
    """The words of a `BlocCas` or `ListeSituations`."""
    found = line((*place, "question"), element.find("Introduction"), marked=False)
    scope = "sheet" if element.tag == "ListeSituations" else "block"
    for number, case in enumerate(child for child in element if child.tag in ("Cas", "Situation")):
        title = bare(case.find("Titre"))
        here = (*place, sign("case", scope, number, title, condition(case)))
        found += words(title, (*here, "case title")) + blocks(case, here, ("Titre", "Condition"))
    return found


def _fragment(element: Element, place: Place) -> Section:
    under = condition(element)
    return blocks(element, (*place, sign("fragment", under)) if under else place, ("Condition",))


def service(element: Element, place: Place) -> Section:
    """The words of a `ServiceEnLigne`."""
    url = element.get("URL") or next((web.get("URL", "") for web in element.iter("LienWeb")), "")
    kind, under = element.get("type", ""), condition(element)
    if kind == "Formulaire":
        number = element.get("numerocerfa") or element.get("autrenumero") or ""
        here = (*place, sign("form", element.get("ID", ""), url, number, element.get("poids", ""), under))
    else:
        here = (*place, sign("service", element.get("ID", ""), url, kind, under))
    names = ("Titre", "Source", *(() if kind == "Formulaire" else ("PivotLocal",)))
    found = [word for name in names for word in line((*here, name), element.find(name), marked=False)]
    return found + blocks(element, here, ("Titre", "Source", "PivotLocal", "LienWeb", "Condition"))


def office(element: Element, place: Place) -> Section:
    """The words of an `OuSAdresser`."""
    web = element.find("RessourceWeb")
    url = "" if web is None else web.get("URL", "")
    here = (*place, sign("office", element.get("ID", ""), url, element.get("type", "")))
    names = ("Titre", "PivotLocal", "Complement", "Source")
    found = [word for name in names for word in line((*here, name), element.find(name), marked=False)]
    return found + blocks(element, here, (*names, "RessourceWeb"))


def definition(element: Element, place: Place) -> Section:
    """The words of a `Definition` or `Abreviation`."""
    here = (*place, sign("definition", element.get("ID", "")))
    return line((*here, "term"), element.find("Titre"), marked=False) + blocks(element, here, ("Titre",))


def _linked(element: Element | None, place: Place, url: str, more: str = "") -> Section:
    text = bare(element) + more
    found = words(text, place)
    target = (sign("web", url),) if url else ()
    return [Word(word.text, place, target) for word in found]


def _notice(element: Element, place: Place) -> Section:
    return _linked(element, place, element.get("URL", ""))


def _annex(element: Element, place: Place) -> Section:
    web, number = element.find("LienWeb"), element.get("numerocerfa")
    url = "" if web is None else web.get("URL", "")
    found = _linked(element.find("Titre"), place, url, f" ({number})" if number else "")
    return found + blocks(element, place, ("Titre", "LienWeb"))


def _reference(element: Element, place: Place) -> Section:
    found = _linked(element.find("Titre"), place, element.get("URL", ""))
    rest = (element.find("Complement"), element.find("Source"))
    return found + [word for part in rest for word in line(place, part, marked=False)]


_READERS: dict[str, Callable[[Element, Place], Section]] = {
    "Paragraphe": _paragraph,
    "Titre": _title,
    "TitreFlottant": _title,
    "TitreRiche": _title,
    "Liste": _list,
    "Tableau": _table,
    "Chapitre": _part(1),
    "SousChapitre": _part(2),
    "BlocCas": cases,
    "ListeSituations": cases,
    "FragmentConditionne": _fragment,
    "ServiceEnLigne": service,
    "Definition": definition,
    "Abreviation": definition,
    "LienExterne": _notice,
    "NoticeLiee": _notice,
    "ServiceEnLigneAnnexe": _annex,
    "Reference": _reference,
    "PourEnSavoirPlus": _reference,
    "Image": _picture,
    "Illustration": _picture,
}
