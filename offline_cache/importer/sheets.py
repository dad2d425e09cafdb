"""From one parsed file to a sheet: the metadata around the blocks, and what is drawn from them."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lxml import etree

from offline_cache.extracts import COST, DELAY, facts, links
from offline_cache.importer.blocks import block_of, blocks_of, case_group
from offline_cache.importer.links import definition, notices, office, service, web_link
from offline_cache.importer.text import plain
from offline_cache.importer.vocabulary import ABOUT, OMITTED
from offline_cache.importer.wizards import wizard_of
from offline_cache.importer.xml import DC
from offline_cache.model import (
    Block,
    Blocks,
    CaseGroup,
    Crumb,
    Definition,
    FormLink,
    ServiceLink,
    Sheet,
    SheetKind,
    WebLink,
)
from offline_cache.walk import walk

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_OFFICES = ("OuSAdresser", "OuSAdresserSupport", "QuiPeutMAider")
_KINDS: tuple[tuple[str, SheetKind], ...] = (
    ("Fiche Question-réponse", "question"),
    ("Fiche Comment faire si", "guide"),
    ("Fiche avec liens externes", "links"),
    ("Recherche guidée", "wizard"),
)
_FRONT = ("Particuliers", "Professionnels")


def read_sheet(root: etree._Element, kind: SheetKind | None = None) -> Sheet:
    """A `Publication` as a sheet; its kind is that of its type unless given (a folder's page)."""
    introduction, body = _introduction(root), _body(root)
    placed = tuple(walk((*introduction, *body)))
    foot: list[Block] = [service(e, blocks_of(e)) for e in root.findall("ServiceEnLigne")]
    foot += [office(e, blocks_of(e)) for e in root if e.tag in _OFFICES]
    services, forms, offices = links(placed, foot)
    return replace(
        _about(root),
        kind=kind or _kind(root.get("type", "")),
        introduction=introduction,
        blocks=body,
        costs=facts(placed, COST),
        delays=facts(placed, DELAY),
        services=services,
        forms=forms,
        offices=offices,
    )


def read_resource(root: etree._Element) -> Sheet:
    """A `ServiceComplementaire` (R) as a sheet of its own: what it is for, then its link."""
    about, kind = _about(root), root.get("type", "")
    web = root.find("LienWeb")
    url = "" if web is None else web.get("URL", "")
    provider = "" if web is None else plain(web.find("Source"))
    title = _bare(about.title)
    link: ServiceLink | FormLink
    if kind == "Formulaire":
        number = plain(root.find("NumeroCerfa")) or plain(root.find("AutreNumero"))
        size = "" if web is None else web.get("poids", "")
        link = FormLink(about.id, title, number, url, provider, size, notices=notices(root))
    else:
        link = ServiceLink(about.id, title, url, kind, provider, pivot=plain(root.find("PivotLocal")))
    others = tuple(
        ServiceLink(e.get("ID", ""), plain(e.find("Titre")), "", e.get("type", ""))
        for e in root.findall("ServiceEnLigneAlternatif")
    )
    return replace(
        about,
        kind="resource",
        title=title,
        breadcrumb=(),
        introduction=_introduction(root),
        blocks=_body(root),
        services=(link, *others) if isinstance(link, ServiceLink) else others,
        forms=(link,) if isinstance(link, FormLink) else (),
        offices=tuple(office(e, blocks_of(e)) for e in root if e.tag in _OFFICES),
    )


def _about(root: etree._Element) -> Sheet:
    """Everything that stands around the text."""
    return Sheet(
        id=_id(root),
        kind="sheet",
        title=plain(root.find(f"{DC}title")),
        summary=plain(root.find(f"{DC}description")),
        audience=plain(root.find("Audience")),
        theme=_theme(root),
        breadcrumb=_breadcrumb(root),
        verified=iso_day(plain(root.find(f"{DC}date"))),
        changed=iso_day(root.get("dateDerniereModificationImportante", "")),
        url=root.get("spUrl", ""),
        publisher=plain(root.find(f"{DC}publisher")),
        definitions=_definitions(root),
        related=_related(root),
        questions=_crumbs(e for e in root if e.tag in ("QuestionReponse", "CommentFaireSi")),
        target=plain(root.find("Cible")),
        references=_web_links(root, "Reference"),
        more=_web_links(root, "PourEnSavoirPlus"),
        wizards=_crumbs(root.iterfind("RechercheGuidee")),
        wizard=wizard_of(root),
    )


def _id(root: etree._Element) -> str:
    return root.get("ID") or plain(root.find(f"{DC}identifier"))


def _bare(title: str) -> str:
    """A resource's title without the kind the edition puts before it (« Formulaire 13974*02 : »)."""
    head, mark, tail = title.partition(" : ")
    known = ("Formulaire", "Téléservice", "Simulateur", "Modèle de document", "Outil de recherche")
    return tail if mark and head.startswith(known) else title


def iso_day(text: str) -> str:
    """The first day named in a text, in ISO form; empty when there is none or when no calendar has it."""
    match = _ISO.search(text)
    if match is None:
        return ""
    try:
        return date.fromisoformat(match[0]).isoformat()
    except ValueError:
        return ""


def _kind(kind: str) -> SheetKind:
    return next((ours for start, ours in _KINDS if kind.startswith(start)), "sheet")


def _theme(root: etree._Element) -> Crumb | None:
    theme = root.find("Theme")
    return None if theme is None else Crumb(theme.get("ID", ""), plain(theme.find("Titre")))


def _breadcrumb(root: etree._Element) -> tuple[Crumb, ...]:
    levels = [Crumb(level.get("ID", ""), plain(level)) for level in root.iterfind("FilDAriane/Niveau")]
    own = _id(root)
    return tuple(crumb for crumb in levels if crumb.id not in (own, *_FRONT))


def _introduction(root: etree._Element) -> Blocks:
    return tuple(block for element in root.iterfind("Introduction") for block in blocks_of(element))


def _body(root: etree._Element) -> Blocks:
    """The text: every child of the root that says nothing about it, an unforeseen one included."""
    found: list[Block] = []
    for child in root:
        if child.tag == "ListeSituations":
            found.append(_situations(child))
        elif child.tag not in ABOUT and child.tag not in OMITTED:
            found.extend(block_of(child))
    return tuple(found)


def _situations(element: etree._Element) -> CaseGroup:
    group = case_group(element)
    return group if group.question else CaseGroup("Quelle est votre situation ?", group.cases, "sheet")


def _definitions(root: etree._Element) -> tuple[Definition, ...]:
    return tuple(definition(e, blocks_of(e)) for e in root if e.tag in ("Definition", "Abreviation"))


def _web_links(root: etree._Element, tag: str) -> tuple[WebLink, ...]:
    return tuple(dict.fromkeys(web_link(element) for element in root.iterfind(tag)))


def _related(root: etree._Element) -> tuple[Crumb, ...]:
    """« Voir aussi »: sheets and folders, the editor's important ones first; a resource's own sheets."""
    groups = sorted(root.findall("VoirAussi"), key=lambda e: e.get("important") != "oui")
    entries = [entry for group in groups for entry in group if entry.tag in ("Fiche", "Dossier")]
    return _crumbs([*entries, *(e for e in root if e.tag in ("FicheLiee", "FicheConnexe"))])


def _crumbs(elements: Iterable[etree._Element]) -> tuple[Crumb, ...]:
    """Each sheet pointed at once, where it is first named."""
    found: dict[str, Crumb] = {}
    for element in elements:
        key, title = element.get("ID", ""), element.find("Titre")
        if key:
            found.setdefault(key, Crumb(key, plain(element if title is None else title)))
    return tuple(found.values())
