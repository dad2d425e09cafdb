"""What is told of a document: to the screen its pages, to the expert its pictures and its fields."""

from collections.abc import Iterator

from kiosk.core.ids import new_id
from kiosk.documents.model import FieldKind, FormField
from kiosk.documents.names import shown_name
from kiosk.documents.vault import StoredDocument
from session.protocol.envelope import Body
from session.protocol.filling import CHOICES_MAX, FIELDS_AT_ONCE, FieldShape, FormFields
from session.protocol.local import DocumentPages
from session.protocol.local_media import DocumentSend
from session.protocol.peer import DocumentReady
from session.protocol.shared import Box, DocumentOrigin

_CHOICE = 80


def signed_name(name: str) -> str:
    """« demande.pdf » becomes « demande - signé.pdf »."""
    stem = name.removesuffix(".pdf").removesuffix(".PDF")
    return f"{stem[:180]} - signé.pdf"


def pages_of(made: StoredDocument, name: str) -> DocumentPages:
    """For the screen."""
    document = made.document
    return DocumentPages(
        document=document.id,
        name=name,
        pages=len(document.pages),
        widths=[page.pixels_wide for page in document.pages],
        heights=[page.pixels_high for page in document.pages],
        fields=[field.model_dump(mode="json") for field in document.fields],
        sha256=document.sha256,
    )


def laid(made: StoredDocument, name: str, origin: DocumentOrigin, *, again: bool = False) -> Iterator[Body]:
    """For the expert: that it is ready, what can be filled in it, and a picture of each page."""
    document, pages = made.document, len(made.document.pages)
    yield DocumentReady(document=document.id, name=name, pages=pages, origin=origin, again=again)
    yield from _fields(document.id, document.fields)
    for number in range(1, pages + 1):
        yield _page(made, number)


def _fields(document: str, fields: list[FormField]) -> Iterator[FormFields]:
    shapes = [_shape(field) for field in fields if field.name and field.kind is not FieldKind.SIGNATURE]
    for start in range(0, len(shapes), FIELDS_AT_ONCE):
        part = shapes[start : start + FIELDS_AT_ONCE]
        yield FormFields(document=document, start=start, total=len(shapes), fields=part)


def _shape(field: FormField) -> FieldShape:
    """A choice that is too long to be one of a list is left to be written by hand, like all of its list."""
    box = field.box
    short = len(field.choices) <= CHOICES_MAX and all(len(choice) <= _CHOICE for choice in field.choices)
    return FieldShape(
        name=field.name,
        label=shown_name(field.label or field.name, "case sans nom")[:200],
        kind=field.kind.value,  # type: ignore[arg-type]  # a signature is left out above
        box=Box(page=field.page, x=box.left, y=box.top, w=box.width, h=box.height),
        choices=field.choices if short else [],
        required=field.required,
        most=field.most,
    )


def whole(
    made: StoredDocument, name: str, of: str | None = None, *, signed: bool = False, known: str | None = None
) -> DocumentSend:
    """The document itself, for the expert's file: `signed`, it is a copy of `of`, under its own id `known`."""
    return DocumentSend(
        document=known or new_id(),
        kind="signed" if signed else "file",
        path=f"{made.document.id}/{made.pdf.name}",
        name=name,
        media_type="application/pdf",
        of=of or made.document.id,
    )


def _page(made: StoredDocument, number: int) -> DocumentSend:
    path = made.page(number)
    return DocumentSend(
        document=new_id(),
        kind="page",
        path=f"{made.document.id}/{path.name}",
        name=path.name,
        media_type="image/webp",
        of=made.document.id,
        page=number - 1,
    )
