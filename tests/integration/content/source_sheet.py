"""A whole file of the edition as sections of words: what must be found again once imported."""

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from tests.integration.content import source_blocks as read
from tests.integration.content.reading import Place, Reading, Section, sign, words
from tests.integration.content.source_text import bare, line

DC = "{http://purl.org/dc/elements/1.1/}"
ROOT: Place = ()
# What is read elsewhere than in the text, or deliberately left out.
_BESIDE = frozenset(
    {
        *("SurTitre", "Audience", "Canal", "FilDAriane", "Theme", "SousThemePere", "DossierPere", "Cible"),
        *("SousDossierPere", "Introduction", "VoirAussi", "Reference", "PourEnSavoirPlus", "Partenaire"),
        *("QuestionReponse", "CommentFaireSi", "RechercheGuidee", "RechercheGuideePere", "FicheConnexe"),
        *("Definition", "Abreviation", "ServiceEnLigne", "Questionnaire", "Problematiques", "SousTheme"),
        *("SousDossier", "Fiche", "Dossier", "LienWeb", "NumeroCerfa", "AutreNumero", "FicheLiee"),
        *("ServiceEnLigneAlternatif", "PivotLocal", *read.OFFICES),
    }
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Branches = list[tuple[str, str, str]]


def read_source(data: bytes) -> tuple[str, Reading, Branches]:
    """(id, sections, branches) of one file; branches are (group, child, title) of a folder."""
    root = ET.fromstring(data)
    key = root.get("ID", "")
    reading = {name: section for name, section in _sections(root, key) if section}
    return key, reading, _branches(root) if key.startswith("N") else []


def _sections(root: Element, key: str) -> Iterator[tuple[str, Section]]:
    resource = key.startswith("R")
    title = bare(root.find(f"{DC}title"))
    yield "title", words(_without_kind(title, root.get("type", "")) if resource else title, ROOT)
    for name, tag in (("summary", "description"), ("publisher", "publisher")):
        yield name, line(ROOT, root.find(DC + tag), marked=False)
    yield "verified", words(_day(bare(root.find(f"{DC}date"))), ROOT)
    yield "changed", words(_day(root.get("dateDerniereModificationImportante", "")), ROOT)
    yield "audience", line(ROOT, root.find("Audience"), marked=False)
    yield "target", line(ROOT, root.find("Cible"), marked=False)
    yield "theme", [word for theme in root.findall("Theme")[:1] for word in _named(theme)]
    if not resource:
        levels = (e for e in root.iterfind("FilDAriane/Niveau") if e.get("ID") not in (key, *_FRONT))
        yield "breadcrumb", [word for level in levels for word in _named(level)]
    yield "introduction", [w for e in root.iterfind("Introduction") for w in read.blocks(e, ROOT)]
    yield "blocks", [w for e in root if _is_text(e) for w in read.block(e, ROOT, root)]
    spelt = [e for e in root if e.tag in ("Definition", "Abreviation")]
    yield "definitions", [word for element in spelt for word in read.definition(element, ROOT)]
    yield "related", _each(_related(root))
    yield "questions", _each(e for e in root if e.tag in ("QuestionReponse", "CommentFaireSi"))
    yield "wizards", _each(root.iterfind("RechercheGuidee"))
    yield "references", _web_links(root, "Reference")
    yield "more", _web_links(root, "PourEnSavoirPlus")
    yield "wizard", _wizard(root)
    yield from _resource_links(root, key, title) if resource else _links(root)


_FRONT = ("Particuliers", "Professionnels")


def _is_text(element: Element) -> bool:
    return not element.tag.startswith(DC) and element.tag not in _BESIDE


def _without_kind(title: str, kind: str) -> str:
    """« Formulaire 13974*02 : Création » without the kind, which the sheet tells by itself."""
    word = kind.removesuffix(" personnalisé sur SP")
    return title.split(" : ", 1)[1] if title.startswith(word) and " : " in title else title


def _day(text: str) -> str:
    found = _DAY.search(text)
    return found[0] if found else ""


def _named(element: Element) -> Section:
    title = element.find("Titre")
    return line((sign("to", element.get("ID", "")),), element if title is None else title, marked=False)


def _each(elements: Iterable[Element]) -> Section:
    once = {element.get("ID", ""): element for element in reversed(list(elements)) if element.get("ID")}
    return [word for element in reversed(once.values()) for word in _named(element)]


def _related(root: Element) -> list[Element]:
    groups = [e for e in root if e.tag == "VoirAussi"]
    ordered = [e for e in groups if e.get("important") == "oui"]
    ordered += [e for e in groups if e.get("important") != "oui"]
    inside = [e for group in ordered for e in group if e.tag in ("Fiche", "Dossier")]
    return [*inside, *(e for e in root if e.tag in ("FicheLiee", "FicheConnexe"))]


def _web_links(root: Element, tag: str) -> Section:
    found: dict[tuple[object, ...], Section] = {}
    for element in root.iterfind(tag):
        under = read.condition(element)
        here = (sign("link", element.get("ID", ""), element.get("URL", ""), under),)
        parts = ("Titre", "Source", "Complement")
        section = [w for part in parts for w in line((*here, part), element.find(part), marked=False)]
        found.setdefault(tuple(section), section)
    return [word for section in found.values() for word in section]


def _links(root: Element) -> Iterator[tuple[str, Section]]:
    """Services, forms and offices: those of the text in its order, then those of the sheet's foot."""
    texts = [e for e in root if e.tag == "Introduction"] + [e for e in root if _is_text(e)]
    everywhere = [e for text in texts for e in text.iter()]
    everywhere += [e for e in root if e.tag in ("ServiceEnLigne", *read.OFFICES)]
    once: dict[tuple[str, str], Element] = {}
    for element in everywhere:
        if element.tag == "ServiceEnLigne":
            name = "forms" if element.get("type") == "Formulaire" else "services"
        elif element.tag in read.OFFICES:
            name = "offices"
        else:
            continue
        once.setdefault((name, element.get("ID") or bare(element.find("Titre"))), element)
    for name in ("services", "forms", "offices"):
        reader = read.office if name == "offices" else read.service
        yield name, [w for (kind, _), e in once.items() if kind == name for w in reader(e, ROOT)]


def _resource_links(root: Element, key: str, title: str) -> Iterator[tuple[str, Section]]:
    """A resource is one service or form by itself; others stand beside it."""
    kind, web = root.get("type", ""), root.find("LienWeb")
    url = "" if web is None else web.get("URL", "")
    if kind == "Formulaire":
        number = bare(root.find("NumeroCerfa")) or bare(root.find("AutreNumero"))
        here: Place = (sign("form", key, url, number, "" if web is None else web.get("poids", "")),)
    else:
        here = (sign("service", key, url, kind),)
    own = words(_without_kind(title, kind), (*here, "Titre"))
    own += [] if web is None else line((*here, "Source"), web.find("Source"), marked=False)
    others = [
        word
        for element in root.iterfind("ServiceEnLigneAlternatif")
        for word in line(
            (sign("service", element.get("ID", ""), element.get("type", "")), "Titre"),
            element.find("Titre"),
            marked=False,
        )
    ]
    if kind == "Formulaire":
        yield "forms", own
        yield "services", others
    else:
        yield "services", own + line((*here, "PivotLocal"), root.find("PivotLocal"), marked=False) + others
    yield "offices", [w for e in root if e.tag in read.OFFICES for w in read.office(e, ROOT)]


def _wizard(root: Element) -> Section:
    found = [w for e in root.iterfind("Questionnaire/Description") for w in read.blocks(e, ("intro",))]
    found += [w for part in root.iterfind("Problematiques") for e in part for w in _answer(e, ("tree",))]
    for number, question in enumerate(root.iterfind("Questionnaire/Question")):
        here: Place = (f"question {number}",)
        found += line((*here, "asks"), question.find("Titre"), marked=False)
        found += _help(question, here)
        found += [word for choice in question.iterfind("Choix") for word in _answer(choice, here)]
    return found


def _help(element: Element, place: Place) -> Section:
    return [word for part in element.iterfind("Aide") for word in read.blocks(part, (*place, "help"))]


def _answer(element: Element, place: Place) -> Section:
    sets = [
        f"{e.tag} {e.get('var')}" for part in element.iterfind("SiSelectionne") for e in part if e.get("var")
    ]
    sets.sort(key=lambda told: told.startswith("affecteFaux"))
    leads = [link.get("LienPublication", "") for link in element.iterfind("LienInterne")]
    own, label = element.find("Titre"), element.find("TitreChoix")
    here = (*place, sign("answer", bare(own if label is None else label), *sets, *leads))
    found = words(bare(own if label is None else label), here)
    found += line((*here, "said"), element.find("IntituleSiSelectionne"), marked=False) + _help(element, here)
    if label is not None:
        found += line((*here, "asks"), own, marked=False)
    return found + [word for branch in element.iterfind("Branche") for word in _answer(branch, here)]


def _branches(root: Element) -> Branches:
    found: Branches = []
    for child in root:
        if child.tag in ("SousTheme", "SousDossier"):
            group = bare(child.find("Titre"))
            found += [_leaf(leaf, group) for leaf in child if leaf.tag in ("Fiche", "Dossier")]
        elif child.tag in ("Fiche", "Dossier"):
            found.append(_leaf(child, ""))
        elif child.tag in ("QuestionReponse", "CommentFaireSi"):
            found.append(_leaf(child, "Questions ? Réponses !"))
    return found


def _leaf(element: Element, group: str) -> tuple[str, str, str]:
    title = element.find("Titre")
    return group, element.get("ID", ""), bare(element if title is None else title)
