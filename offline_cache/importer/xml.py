"""The one way XML is read here: no DTD, no entity, no network, no huge tree."""

import io

from lxml import etree

from kiosk.core.errors import UserFacingError

DC = "{http://purl.org/dc/elements/1.1/}"


def parse(data: bytes, name: str) -> etree._Element:
    """Parse one sheet; `name` is its file's name, for the message.

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
    try:
        for _, element in events:
            if root is None:
                root = element
                if root.getroottree().docinfo.internalDTD is not None:
                    raise UserFacingError("content.xml-hostile", name)
    except etree.XMLSyntaxError as error:
        key = "content.xml-hostile" if b"<!ENTITY" in data or b"<!DOCTYPE" in data else "content.xml-invalid"
        raise UserFacingError(key, f"{name}, ligne {error.lineno}") from None
    if root is None:
        raise UserFacingError("content.xml-invalid", name)
    return root
