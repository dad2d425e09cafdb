"""The parent's side of documents: each piece of work is a confined child and ends as a vault document."""

import contextlib
import functools
import shutil
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from pydantic import ValidationError

from kiosk.confine.confinement import Confinement
from kiosk.confine.limits import Done, Killed, Limits, Outcome, Reason, Refused
from kiosk.core.errors import UserFacingError
from kiosk.core.system import reason, refusal
from kiosk.documents.ink import SignOrder
from kiosk.documents.model import MAX_SOURCE_MB, Contents
from kiosk.documents.seal import SealKey
from kiosk.documents.sheets import Sheet
from kiosk.documents.stamped import StampOrder
from kiosk.documents.vault import CLEAN, SOURCE, Draft, StoredDocument, Vault

Hear = Callable[[dict[str, Any]], None]
P = ParamSpec("P")
T = TypeVar("T")

GIVEN = "document"
"""What the child that arranges pages knows their document's folder by."""
RAW = "raw"
"""What the child that straightens a page knows its picture by."""

# A dense page of text takes 0.4 s of one core: 200 of them 75 s, and several minutes on a busy machine.
CLEANING = Limits(memory_mb=1024, cpu_s=120, output_mb=400, wall_s=300)
OWN_WORK = Limits(memory_mb=768, cpu_s=30, output_mb=150, wall_s=60)


@dataclass(frozen=True)
class _Job:
    verb: str
    kind: str
    request: Mapping[str, Any]
    inputs: Mapping[str, Path]
    limits: Limits = OWN_WORK


def hindered(error: OSError) -> Refused:
    """What a document is refused with that the system has no room for, or gives too little else."""
    full = refusal(error).key == "host.disk-full"
    return Refused("host.disk-full" if full else "document.work-exceeded", reason(error))


def _outcome(work: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T | Refused]]:
    """A disk that is full, a child that cannot be started: an outcome like a bad file, for somebody waits to hear of it.

    An id that is taken already stays the caller's mistake.
    """

    @functools.wraps(work)
    async def told(*args: P.args, **kwargs: P.kwargs) -> T | Refused:
        try:
            return await work(*args, **kwargs)
        except FileExistsError:
            raise
        except UserFacingError as error:
            return Refused(error.key)
        except OSError as error:
            return hindered(error)

    return told


class Workshop:
    """Cleans, renders, composes, fills and signs. `fonts` is the folder of the typeface."""

    def __init__(self, confinement: Confinement, fonts: Path) -> None:
        self._confinement = confinement
        self._fonts = fonts

    @_outcome
    async def clean(self, draft: Draft, hear: Hear | None = None) -> StoredDocument | Refused:
        """Rebuild `draft.source`, received from a stranger; `hear` gets `{"page": n}` as pages come.

        Refusals: `document.type-unknown`, `.password-protected`, `.pages-exceeded`,
        `.size-exceeded`, `.file-damaged`, `.work-exceeded`. A refused draft is discarded.
        """
        with draft.hand():
            size = draft.source.lstat().st_size
        if size > MAX_SOURCE_MB * 1024 * 1024:
            draft.discard()
            return Refused("document.size-exceeded")
        job = _Job("clean", "received", {}, {SOURCE: draft.source}, CLEANING)
        return await self._finish(draft, job, hear=hear)

    @_outcome
    async def render(
        self, vault: Vault, pdf: Path, kind: str = "form", document_id: str | None = None
    ) -> StoredDocument | Refused:
        """Bring a PDF of our own (a form of the content store) into the vault, pictured."""
        draft = _begun(vault, document_id, pdf, CLEAN)
        return await self._finish(draft, _Job("render", kind, {}, {}))

    @_outcome
    async def rebuild(
        self, vault: Vault, pdf: Path, document_id: str | None = None
    ) -> StoredDocument | Refused:
        """Bring somebody else's PDF into the vault as page pictures, as `clean` does; its fields are listed."""
        return await self.clean(_begun(vault, document_id, pdf, SOURCE))

    @_outcome
    async def compose(
        self, vault: Vault, sheet: Sheet, document_id: str | None = None
    ) -> StoredDocument | Refused:
        """Set one of our sheets."""
        request = {"sheet": sheet.model_dump(mode="json")}
        return await self._finish(
            vault.begin(document_id), _Job("compose", sheet.kind, request, self._type())
        )

    @_outcome
    async def fill(
        self, vault: Vault, document_id: str, values: Mapping[str, str], filled_id: str | None = None
    ) -> StoredDocument | Refused:
        """Make a filled, flattened copy of a document, under the id `filled_id` or a fresh one.

        Raises:
            KeyError: the vault has no such document.
        """
        stored = vault.get(document_id)
        fields = [field.model_dump(mode="json") for field in stored.document.fields]
        request = {"values": dict(values), "fields": fields}
        job = _Job("fill", "filled", request, {"form": stored.pdf, **self._type()})
        return await self._finish(vault.begin(filled_id), job)

    @_outcome
    async def sign(
        self, vault: Vault, document_id: str, order: SignOrder, seal: SealKey
    ) -> StoredDocument | Refused:
        """Make a signed copy of a document: exactly its pages, plus the ink in its box.

        Refusals: `signature.box-invalid`, `.box-small`, `.box-unforeseen`, `.ink-empty`, `.document-changed`.

        Raises:
            KeyError: the vault has no such document.
        """
        stored = vault.get(document_id)
        try:
            order.check(len(stored.document.pages))
        except UserFacingError as refusal:
            return Refused(refusal.key)
        request = {"order": order.model_dump(mode="json"), "certificate": seal.certificate_pem}
        job = _Job("sign", "signed", request, {"unsigned": stored.pdf, **self._type()})
        return await self._finish(vault.begin(), job, sign=seal.sign_attributes)

    @_outcome
    async def stamp(
        self, vault: Vault, document_id: str, order: StampOrder, seal: SealKey
    ) -> StoredDocument | Refused:
        """Make a copy of a document with « Original vu à la caméra » in a margin, sealed.

        Refusals: `stamp.paper-unsuited`.

        Raises:
            KeyError: the vault has no such document.
        """
        stored = vault.get(document_id)
        request = {"order": order.model_dump(mode="json"), "certificate": seal.certificate_pem}
        job = _Job("stamp", "stamped", request, {"unstamped": stored.pdf, **self._type()})
        return await self._finish(vault.begin(), job, sign=seal.sign_attributes)

    @_outcome
    async def straighten(self, vault: Vault, raw: Path, dpi: int) -> StoredDocument | Refused:
        """Make a document of one scanned page, `raw` a PNM picture; straight, cropped, evenly lit.

        Refusals: `scanner.page-blank`, `scanner.scan-failed`, `document.work-exceeded`.
        """
        job = _Job("scanned-page", "scanned", {"dpi": dpi}, {RAW: raw})
        return await self._finish(vault.begin(), job)

    @_outcome
    async def photograph(
        self, vault: Vault, photo: Path, corners: Sequence[tuple[float, float]], *, keep_blurred: bool
    ) -> StoredDocument | Refused:
        """Make a document of one sheet under the document camera, `photo` a PPM picture; flat, evenly lit.

        `corners` are the sheet's, 0..1 of the picture, clockwise from its top left; none: all of it is the page.
        Refusals: `camera.page-blurred` unless `keep_blurred`, `camera.photo-failed`, `document.work-exceeded`.
        """
        request = {"corners": [list(corner) for corner in corners], "keep_blurred": keep_blurred}
        job = _Job("photographed-page", "scanned", request, {RAW: photo})
        return await self._finish(vault.begin(), job)

    @_outcome
    async def compare(self, vault: Vault, wanted: StoredDocument, raw: Path, dpi: int) -> Outcome:
        """Measure `raw`, a scanned PNM picture of the test page, against the page as it was set.

        Refusals: `scanner.page-unlike`, `scanner.scan-failed`.
        """
        draft = vault.begin()
        try:
            inputs = {RAW: raw, "reference": wanted.folder / "page-001.webp"}
            return await self._confinement.run(
                "compare-page", {"dpi": dpi}, draft.folder, inputs=inputs, limits=OWN_WORK
            )
        finally:
            draft.discard()

    @_outcome
    async def bind(
        self, vault: Vault, pages: Sequence[str], document_id: str | None = None
    ) -> StoredDocument | Refused:
        """Put scanned pages, documents of one page each, into one document, in this order.

        Raises:
            KeyError: the vault has not all of them.
        """
        stored = [vault.get(page) for page in pages]
        sizes = [single.document.pages[0].model_dump(mode="json") for single in stored]
        inputs = {f"page-{number}": single.folder for number, single in enumerate(stored)}
        job = _Job("bind", "scanned", {"pages": sizes}, inputs)
        return await self._finish(vault.begin(document_id), job)

    @_outcome
    async def arrange(
        self, vault: Vault, document_id: str, pages: Sequence[int], copies: int, whole_sheets: bool
    ) -> StoredDocument | Refused:
        """Make a document of some pages of another, `copies` times; `whole_sheets`: no sheet holds two copies.

        Refusals: `document.pages-exceeded`, `document.file-damaged`.

        Raises:
            KeyError: the vault has no such document.
        """
        stored = vault.get(document_id)
        sizes = [page.model_dump(mode="json") for page in stored.document.pages]
        request = {"pages": list(pages), "copies": copies, "whole_sheets": whole_sheets, "sizes": sizes}
        job = _Job("arrange", "arranged", request, {GIVEN: stored.folder})
        return await self._finish(vault.begin(), job)

    def _type(self) -> dict[str, Path]:
        return {"fonts": self._fonts} if self._fonts.is_dir() else {}

    async def _finish(
        self,
        draft: Draft,
        job: _Job,
        *,
        hear: Hear | None = None,
        sign: Callable[[bytes], bytes | None] | None = None,
    ) -> StoredDocument | Refused:
        """Run the child on the draft's folder; commit what it made, or leave nothing behind."""
        with contextlib.ExitStack() as ends:
            ends.callback(draft.discard)
            outcome = await self._confinement.run(
                job.verb,
                job.request,
                draft.folder,
                inputs=job.inputs,
                limits=job.limits,
                hear=hear,
                sign=sign,
            )
            made = _contents(outcome)
            if isinstance(made, Contents) and _complete(draft, made):
                stored = draft.commit(job.kind, made, signed=sign is not None)
                ends.pop_all()
                return stored
        return made if isinstance(made, Refused) else Refused("document.file-damaged")


def _begun(vault: Vault, document_id: str | None, pdf: Path, name: str) -> Draft:
    draft = vault.begin(document_id)
    with contextlib.ExitStack() as ends:
        ends.callback(draft.discard)
        with draft.hand():
            shutil.copyfile(pdf, draft.folder / name)
        ends.pop_all()
    return draft


def _contents(outcome: Outcome) -> Contents | Refused:
    match outcome:
        case Done(result):
            try:
                return Contents.model_validate(result)
            except ValidationError:
                return Refused("document.file-damaged", "answer")
        case Refused():
            return outcome
        case Killed(Reason.CRASH | Reason.ESCAPE):
            return Refused("document.file-damaged", "crash")
        case Killed(reason):
            return Refused("document.work-exceeded", reason.value)


def _complete(draft: Draft, contents: Contents) -> bool:
    names = [CLEAN, *(f"page-{number:03d}.webp" for number in range(1, len(contents.pages) + 1))]
    with draft.hand():
        return all((draft.folder / name).is_file() for name in names)
