"""What a sheet points at: services, forms, offices, legal texts, pages elsewhere, words explained."""

from collections.abc import Iterable

from lxml import etree

from offline_cache.importer.logic import condition_of
from offline_cache.importer.text import plain
from offline_cache.model import (
    Block,
    Blocks,
    Definition,
    FormLink,
    OfficeLink,
    Paragraph,
    ServiceLink,
    Span,
    WebLink,
)

_FORM = "Formulaire"


def service(element: etree._Element, inside: Blocks) -> ServiceLink | FormLink:
    """A `ServiceEnLigne`: a form when its type says so, else something done on line."""
    kind, key = element.get("type", ""), element.get("ID", "")
    title, provider = plain(element.find("Titre")), plain(element.find("Source"))
    url = element.get("URL", "") or _web(element.find(".//LienWeb"))
    condition = condition_of(element)
    if kind != _FORM:
        pivot = plain(element.find("PivotLocal"))
        return ServiceLink(key, title, url, kind, provider, inside, pivot, condition)
    number = element.get("numerocerfa", "") or element.get("autrenumero", "")
    size, notes = element.get("poids", ""), notices(element)
    return FormLink(key, title, number, url, provider, size, inside, condition, notes)


def notices(element: etree._Element) -> tuple[WebLink, ...]:
    """The `NoticeLiee` of a form, each once."""
    found = {
        e.get("URL", ""): WebLink(
            e.get("ID", ""), plain(e), e.get("URL", ""), complement=e.get("numerocerfa", "")
        )
        for e in element.iter("NoticeLiee")
    }
    return tuple(notice for notice in found.values() if notice.title)


def office(element: etree._Element, inside: Blocks) -> OfficeLink:
    """An `OuSAdresser`: a place of the directory (`PivotLocal`), a call centre or a site."""
    return OfficeLink(
        id=element.get("ID", ""),
        title=plain(element.find("Titre")),
        pivot=plain(element.find("PivotLocal")),
        url=_web(element.find("RessourceWeb")),
        kind=element.get("type", ""),
        complement=plain(element.find("Complement")),
        provider=plain(element.find("Source")),
        blocks=inside,
    )


def definition(element: etree._Element, inside: Blocks) -> Definition:
    """A `Definition`, or an `Abreviation` spelt out."""
    return Definition(element.get("ID", ""), plain(element.find("Titre")), inside)


def web_link(element: etree._Element) -> WebLink:
    """A `Reference` (a legal text) or a `PourEnSavoirPlus`."""
    return WebLink(
        id=element.get("ID", ""),
        title=plain(element.find("Titre")),
        url=element.get("URL", ""),
        provider=plain(element.find("Source")),
        complement=plain(element.find("Complement")),
        condition=condition_of(element),
    )


def linked_line(text: str, url: str) -> Iterable[Block]:
    """A line that is a web link as a whole; nothing for an empty text."""
    if text:
        yield Paragraph(text, (Span(0, len(text), "web", url),) if url else ())


def reference(element: etree._Element) -> Iterable[Block]:
    """A `Reference` within a text: its title as a link, then what it settles."""
    link = web_link(element)
    yield from linked_line(link.title, link.url)
    yield from (Paragraph(text) for text in (link.complement, link.provider) if text)


def notice(element: etree._Element) -> Iterable[Block]:
    """A `NoticeLiee`: how to fill a form in."""
    return linked_line(plain(element), element.get("URL", ""))


def annex(element: etree._Element, inside: Blocks) -> Iterable[Block]:
    """A `ServiceEnLigneAnnexe`: a form that goes with another."""
    title, number = plain(element.find("Titre")), element.get("numerocerfa")
    label = f"{title} ({number})" if title and number else title
    yield from linked_line(label, _web(element.find("LienWeb")))
    yield from inside


def lone_link(element: etree._Element) -> Iterable[Block]:
    """A `LienExterne` that stands by itself (in a `LienExterneCommente`)."""
    return linked_line(plain(element), element.get("URL", ""))


def video(element: etree._Element, inside: Blocks) -> Iterable[Block]:
    """A `Video` or an `Infographie`, which the edition only points at."""
    url = element.get("URL", "") or _web(element.find("LienWeb"))
    yield from linked_line(plain(element.find("Titre")), url)
    yield from inside


def _web(element: etree._Element | None) -> str:
    return "" if element is None else element.get("URL", "")
