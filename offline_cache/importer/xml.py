"""The one way XML is read here: no DTD, no entity, no network, no huge tree."""

import io
from dataclasses import dataclass

from lxml import etree

from kiosk.core.errors import UserFacingError

DC = "{http://purl.org/dc/elements/1.1/}"


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
            when it is not well-formed.
    """
    events = etree.iterparse(
        io.BytesIO(data),
        events=("start",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root: etree._Element | None = None
    tags: set[str] = set()
    try:
        for _, element in events:
            tags.add(str(element.tag))
            if root is None:
                root = element
                if root.getroottree().docinfo.internalDTD is not None:
                    raise UserFacingError("content.xml-hostile", name)
    except etree.XMLSyntaxError as error:
        key = "content.xml-hostile" if b"<!ENTITY" in data or b"<!DOCTYPE" in data else "content.xml-invalid"
        raise UserFacingError(key, f"{name}, ligne {error.lineno}") from None
    if root is None:
        raise UserFacingError("content.xml-invalid", name)
    if any(tag.startswith("{") and not tag.startswith(DC) for tag in tags):
        tags = _bare_names(root)
    return Document(root, frozenset(tags))


def _bare_names(root: etree._Element) -> set[str]:
    for element in root.iter():
        tag = str(element.tag)
        if tag.startswith("{") and not tag.startswith(DC):
            element.tag = tag.rpartition("}")[2]
    return {str(element.tag) for element in root.iter()}
