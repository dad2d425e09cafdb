"""Fetches the pieces of an edition that are not at hand: several at once, each checked before it is kept."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.core.errors import UserFacingError
from offline_cache.editions.held import Held
from offline_cache.editions.limits import PACKING
from offline_cache.editions.manifest import Manifest, Piece
from offline_cache.editions.packing import check_file, unpack
from offline_cache.editions.publish import FILES, SHEETS, piece_path
from offline_cache.editions.web import MissingError, Partial, Web

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Wanted:
    """One piece to fetch: its kind on the server, its name for a message, what it must be."""

    kind: str
    key: str
    piece: Piece


def missing(manifest: Manifest, held: Held, suspects: bool) -> list[Wanted]:
    """What must be fetched; `suspects` has every sheet at hand read and checked, instead of only looked up."""
    found: dict[str, Wanted] = {}
    names = held.names()
    for key, piece in manifest.sheets.items():
        if piece.sha256 not in names or (suspects and held.sheet(key, piece) is None):
            found[piece.sha256] = Wanted(SHEETS, key, piece)
    for pieces in (manifest.forms, manifest.attachments):
        for key, piece in pieces.items():
            if held.file(key, piece) is None:
                found[piece.sha256] = Wanted(FILES, key, piece)
    return list(found.values())


def fetch(web: Web, wanted: list[Wanted], held: Held, together: int, progress: Progress) -> None:
    """Fetch all of it. What was received is kept if this fails, for the next run.

    Raises:
        UserFacingError: the first trouble, with the piece's name.
    """
    for folder in (held.fetched, held.partial):
        folder.mkdir(parents=True, exist_ok=True)
    if wanted:
        web.run(_fetch(web, wanted, held, together, progress))


async def _fetch(web: Web, wanted: list[Wanted], held: Held, together: int, progress: Progress) -> None:
    left, done = deque(wanted), 0

    async def work() -> None:
        nonlocal done
        while left:
            await _one(web, left.popleft(), held)
            done += 1
            progress(done, len(wanted))

    workers = [asyncio.ensure_future(work()) for _ in range(together)]
    try:
        await asyncio.gather(*workers)
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)


async def _one(web: Web, wanted: Wanted, held: Held) -> None:
    """Twice at most: what an earlier run left may be of another packing, or spoilt."""
    piece, partial = wanted.piece, Partial(held.partial / wanted.piece.sha256)
    most = piece.size + (PACKING if wanted.kind == SHEETS else 0)
    resumed = partial.size() > 0
    try:
        await web.pull(piece_path(wanted.kind, piece.sha256), partial, most)
        _check(wanted, partial)
    except MissingError as missed:
        raise UserFacingError("content.file-damaged", f"{wanted.key} : {missed}") from None
    except UserFacingError as error:
        if error.key in ("content.file-damaged", "content.file-oversized"):
            partial.drop()
            if resumed:
                await _one(web, wanted, held)
                return
        raise
    partial.keep(held.fetched / piece.sha256)


def _check(wanted: Wanted, partial: Partial) -> None:
    piece = wanted.piece
    if wanted.kind == SHEETS:
        unpack(partial.path.read_bytes(), piece.size, piece.sha256, wanted.key)
    else:
        check_file(partial.path, piece.size, piece.sha256, wanted.key)
