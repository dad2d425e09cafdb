"""The one way XML is read here: no DTD, no entity, no network, no huge tree."""

from dataclasses import dataclass

from lxml import etree

from kiosk.core.errors import UserFacingError

DC = "{http://purl.org/dc/elements/1.1/}"
# The largest sheet of a real edition has 423 kB and 5,510 elements; the vocabulary has some 150 names.
MAX_BYTES = 4 * 2**20
MAX_ELEMENTS = 60_000
MAX_NAMES = 600


@dataclass(frozen=True)
class Document:
    """One parsed file; `tags` are the names of all elements in it, each once."""

    root: etree._Element
    tags: frozenset[str]


def parse(data: bytes, name: str) -> Document:
    """Parse one sheet; `name` is its file's name, for the message.

    A namespace is taken off every name but Dublin Core's: a later schema may put one on the whole file.

    Raises:
        UserFacingError: `content.xml-hostile` when it carries a document type, `content.xml-invalid`
            when it is not well-formed, `content.size-exceeded` when it would cost too much.
    """
    if len(data) > MAX_BYTES:
        raise UserFacingError("content.size-exceeded", f"{name} : {len(data) / 1e6:.0f} Mo")
    # A document type is refused before anything is read; one written in another encoding, just after.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UserFacingError("content.xml-hostile", name)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise UserFacingError("content.xml-invalid", f"{name}, ligne {error.lineno}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UserFacingError("content.xml-hostile", name)
    count = sum(1 for _ in root.iter())
    tags = {str(element.tag) for element in root.iter()}
    if count > MAX_ELEMENTS or len(tags) > MAX_NAMES:
        raise UserFacingError("content.size-exceeded", f"{name} : {count} éléments, {len(tags)} noms")
    if any(tag.startswith("{") and not tag.startswith(DC) for tag in tags):
        tags = _bare_names(root)
    return Document(root, frozenset(tags))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _bare_names(root: etree._Element) -> set[str]:
    for element in root.iter():
        tag = str(element.tag)
        if tag.startswith("{") and not tag.startswith(DC):
            element.tag = tag.rpartition("}")[2]
    return {str(element.tag) for element in root.iter()}
