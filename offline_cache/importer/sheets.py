"""From one parsed file to a sheet: the metadata around the blocks, and what is drawn from them."""

import re
from collections.abc import Iterable

from lxml import etree

from offline_cache.importer.blocks import blocks_of, case_group, commented_link, definition, office, service
from offline_cache.importer.text import plain
from offline_cache.importer.xml import DC
from offline_cache.model import (
    Block,
    Blocks,
    CaseGroup,
    CaseStep,
    Crumb,
    Definition,
    Fact,
    FormLink,
    OfficeLink,
    Paragraph,
    ServiceLink,
    Sheet,
    SheetKind,
)
from offline_cache.walk import Placed, walk

_BODY = frozenset({"Texte", "Questionnaire", "Avertissement", "Problematiques"})
_COST = re.compile(r"(?i)^\s*(co[uû]t|prix|tarif|montant à payer|combien (ça|cela) co[uû]te|frais)\b")
_DELAY = re.compile(r"(?i)^\s*(délais?|durée de traitement|combien de temps|dans quel délai)\b")
# A fact says a price or a time; « Âge », the heading of a table of prices, says none.
_SAYS = re.compile(r"(?i)\d|gratuit|immédiat|tout de suite|aucun|semaine|mois|jour")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_FACT_LENGTH = 240


def read_sheet(root: etree._Element) -> Sheet:
    """A `Publication` of kind F as a sheet."""
    body = _body(root)
    introduction = _introduction(root)
    placed = tuple(walk((*introduction, *body)))
    services, forms, offices = _links(root, placed)
    return Sheet(
        id=_id(root),
        kind=_kind(root.get("type", "")),
        title=_title(root),
        summary=plain(root.find(f"{DC}description")),
        audience=plain(root.find("Audience")),
        theme=_theme(root),
        breadcrumb=_breadcrumb(root),
        verified=_iso(plain(root.find(f"{DC}date"))),
        changed=_iso(root.get("dateDerniereModificationImportante", "")),
        url=root.get("spUrl", ""),
        publisher=plain(root.find(f"{DC}publisher")),
        introduction=introduction,
        blocks=body,
        definitions=_definitions(root),
        related=_related(root),
        questions=_questions(root),
        costs=_facts(placed, _COST),
        delays=_facts(placed, _DELAY),
        services=services,
        forms=forms,
        offices=offices,
    )


def read_resource(root: etree._Element) -> Sheet:
    """A `ServiceComplementaire` (R) as a sheet of its own: what it is for, then its link."""
    web = root.find("LienWeb")
    kind, url = root.get("type", ""), "" if web is None else web.get("URL", "")
    key, title = _id(root), _title(root)
    provider = "" if web is None else plain(web.find("Source"))
    link: ServiceLink | FormLink
    if kind == "Formulaire":
        number = plain(root.find("NumeroCerfa")) or plain(root.find("AutreNumero"))
        link = FormLink(key, _bare(title), number, url, provider, "" if web is None else web.get("poids", ""))
    else:
        link = ServiceLink(key, _bare(title), url, kind, provider)
    return Sheet(
        id=key,
        kind="resource",
        title=_bare(title),
        summary=plain(root.find(f"{DC}description")),
        audience=plain(root.find("Audience")),
        theme=_theme(root),
        verified=_iso(plain(root.find(f"{DC}date"))),
        url=root.get("spUrl", ""),
        publisher=plain(root.find(f"{DC}publisher")),
        introduction=_introduction(root),
        blocks=_body(root),
        definitions=_definitions(root),
        related=tuple(_crumb(e, e.find("Titre")) for e in root.findall("FicheLiee")),
        services=(link,) if isinstance(link, ServiceLink) else (),
        forms=(link,) if isinstance(link, FormLink) else (),
        offices=tuple(office(e) for e in (*root.findall("OuSAdresser"), *root.findall("OuSAdresserSupport"))),
    )


def is_wizard(root: etree._Element) -> bool:
    """Whether it is a « Recherche guidée »: questions only, leading to sheets, nothing to read."""
    return root.get("type", "") == "Recherche guidée"


def _id(root: etree._Element) -> str:
    return root.get("ID") or plain(root.find(f"{DC}identifier"))


def _title(root: etree._Element) -> str:
    return plain(root.find(f"{DC}title"))


def _bare(title: str) -> str:
    """A resource's title without the kind the edition puts before it (« Formulaire 13974*02 : »)."""
    head, mark, tail = title.partition(" : ")
    known = ("Formulaire", "Téléservice", "Simulateur", "Modèle de document", "Outil de recherche")
    return tail if mark and head.startswith(known) else title


def _iso(text: str) -> str:
    match = _ISO.search(text)
    return match[0] if match else ""


def _kind(kind: str) -> SheetKind:
    if kind.startswith("Fiche Question-réponse"):
        return "question"
    if kind.startswith("Fiche Comment faire si"):
        return "guide"
    return "links" if kind == "Fiche avec liens externes" else "sheet"


def _theme(root: etree._Element) -> Crumb | None:
    theme = root.find("Theme")
    return None if theme is None else Crumb(theme.get("ID", ""), plain(theme.find("Titre")))


def _breadcrumb(root: etree._Element) -> tuple[Crumb, ...]:
    levels = [Crumb(level.get("ID", ""), plain(level)) for level in root.iterfind("FilDAriane/Niveau")]
    own = _id(root)
    return tuple(crumb for crumb in levels if crumb.id not in (own, "Particuliers", "Professionnels"))


def _introduction(root: etree._Element) -> Blocks:
    element = root.find("Introduction")
    return () if element is None else blocks_of(element)


def _body(root: etree._Element) -> Blocks:
    found: list[Block] = []
    for child in root:
        if child.tag == "ListeSituations":
            found.append(_situations(child))
        elif child.tag == "LienExterneCommente":
            found.extend(commented_link(child))
        elif child.tag in _BODY:
            found.extend(blocks_of(child))
    return tuple(found)


def _situations(element: etree._Element) -> CaseGroup:
    group = case_group(element)
    return group if group.question else CaseGroup("Quelle est votre situation ?", group.cases, "sheet")


def _definitions(root: etree._Element) -> tuple[Definition, ...]:
    return tuple(definition(e) for e in root if e.tag in ("Definition", "Abreviation"))


def _crumb(element: etree._Element, title: etree._Element | None) -> Crumb:
    return Crumb(element.get("ID", ""), plain(title))


def _related(root: etree._Element) -> tuple[Crumb, ...]:
    """« Voir aussi »: sheets and folders, the editor's important ones first."""
    groups = sorted(root.findall("VoirAussi"), key=lambda e: e.get("important") != "oui")
    entries = (entry for group in groups for entry in group if entry.tag in ("Fiche", "Dossier"))
    return _distinct(_crumb(entry, entry.find("Titre")) for entry in entries)


def _questions(root: etree._Element) -> tuple[Crumb, ...]:
    return _distinct(
        _crumb(e, e) for e in root if e.tag in ("QuestionReponse", "CommentFaireSi") and e.get("ID")
    )


def _distinct(crumbs: Iterable[Crumb]) -> tuple[Crumb, ...]:
    return tuple({crumb.id: crumb for crumb in reversed(tuple(crumbs))}.values())[::-1]


def _facts(placed: Iterable[Placed], title: re.Pattern[str]) -> tuple[Fact, ...]:
    """The first paragraph under each chapter whose title asks the question, with its cases."""
    found: dict[Fact, None] = {}
    seen: set[tuple[tuple[str, ...], tuple[CaseStep, ...]]] = set()
    for block, place in placed:
        where = (place.chapters, place.cases)
        if where in seen or not place.chapters or not isinstance(block, Paragraph):
            continue
        if not _SAYS.search(block.text):
            continue
        seen.add(where)
        if any(title.match(chapter) for chapter in place.chapters):
            path = tuple(step.answer for step in place.cases)
            found[Fact(_short(block.text), path)] = None
    return tuple(found)


def _short(text: str) -> str:
    if len(text) <= _FACT_LENGTH:
        return text
    return text[:_FACT_LENGTH].rsplit(" ", 1)[0] + "…"


def _links(
    root: etree._Element, placed: Iterable[Placed]
) -> tuple[tuple[ServiceLink, ...], tuple[FormLink, ...], tuple[OfficeLink, ...]]:
    """What can be done on line, filled and visited: named in the text, then at the sheet's foot."""
    services: dict[str, ServiceLink] = {}
    forms: dict[str, FormLink] = {}
    offices: dict[str, OfficeLink] = {}
    foot = [service(e) for e in root.findall("ServiceEnLigne")]
    foot_offices = [office(e) for e in root.findall("OuSAdresser")]
    for block in (*(block for block, _ in placed), *foot, *foot_offices):
        match block:
            case ServiceLink():
                services.setdefault(block.id, block)
            case FormLink():
                forms.setdefault(block.id, block)
            case OfficeLink():
                offices.setdefault(block.id, block)
            case _:
                pass
    return tuple(services.values()), tuple(forms.values()), tuple(offices.values())
