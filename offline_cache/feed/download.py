"""One file over HTTP, from a server that may stall, lie, or be somebody else: capped in bytes and time."""

import asyncio
import re
import shutil
import socket
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import httpx

import kiosk
from kiosk.core.errors import UserFacingError
from kiosk.core.system import reason
from offline_cache.feed.address import onward
from offline_cache.feed.part import PartFile, Validators

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Limits:
    """What a server may cost. An official edition is about 30 MB, and the store built of it 60 MB."""

    most: int = 384 * 2**20
    room: int = 200 * 2**20
    """Bytes to leave free beside the file, for what is made of it."""
    connect_s: float = 15.0
    silence_s: float = 30.0
    """Between two bytes."""
    total_s: float = 3600.0
    redirects: int = 5
    pauses: tuple[float, ...] = (2.0, 8.0, 20.0)
    """Before each further try after a cut."""


@dataclass(frozen=True)
class Unchanged:
    """The server's file is still the one whose validators were shown."""


@dataclass(frozen=True)
class Whole:
    """It is here, complete. `fetched` counts the bytes of this time only."""

    path: Path
    validators: Validators
    fetched: int


@dataclass(frozen=True)
class Failed:
    """Not to be had: `key` of the error list, `why` in French. What came is kept when it may be resumed."""

    key: str
    why: str
    fetched: int = 0


@dataclass(frozen=True)
class _Cut:
    why: str


Answer = Unchanged | Whole | Failed


class Download:
    """Fetches one address into one file, and goes on where it was cut, now or the next time."""

    def __init__(
        self,
        url: httpx.URL,
        part: PartFile,
        magic: tuple[bytes, ...],
        limits: Limits,
        progress: Progress,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`magic`: how a file of the kind wanted may begin."""
        self._url, self._part, self._magic = url, part, magic
        self._limits, self._progress, self._pause = limits, progress, pause
        self._fetched = 0

    async def run(self, known: Validators | None) -> Answer:
        """Fetch it; `known` asks for another version only.

        Raises:
            OSError: the disk refuses.
        """
        try:
            async with asyncio.timeout(self._limits.total_s), self._client() as client:
                return await self._persist(client, known)
        except TimeoutError:
            return self._cut(f"délai de {self._limits.total_s:.0f} s dépassé")
        except UserFacingError as error:
            return Failed(error.key, error.detail, self._fetched)

    def _client(self) -> httpx.AsyncClient:
        limits = self._limits
        return httpx.AsyncClient(
            verify=ssl.create_default_context(),
            timeout=httpx.Timeout(limits.silence_s, connect=limits.connect_s),
            headers={
                "User-Agent": f"Visio-Guichet/{kiosk.__version__}",
                "Accept": "*/*",
                # Bytes as they are: a ZIP gains nothing, and a resumed range must be of the file itself.
                "Accept-Encoding": "identity",
            },
        )

    async def _persist(self, client: httpx.AsyncClient, known: Validators | None) -> Answer:
        cut = _Cut("")
        for pause in (0.0, *self._limits.pauses):
            if pause:
                await self._pause(pause)
            answer = await self._once(client, known)
            if not isinstance(answer, _Cut):
                return answer
            cut = answer
        return self._cut(cut.why)

    def _cut(self, why: str) -> Failed:
        kept = self._part.size
        if not kept:
            return Failed("content.feed-unreachable", why, self._fetched)
        total = self._part.total
        of = f" sur {total / 1e6:.1f}" if total else ""
        told = f"{why} ; {kept / 1e6:.1f}{of} Mo sont gardés".replace(".", ",")
        return Failed("content.feed-cut", told, self._fetched)

    async def _once(self, client: httpx.AsyncClient, known: Validators | None) -> Answer | _Cut:
        headers = known.conditions if known else {}
        offset = 0
        if self._part.resumable(str(self._url)):
            offset = self._part.size
            headers = {"Range": f"bytes={offset}-", "If-Range": self._part.validators().for_range}
        before = self._fetched
        try:
            async with self._asked(client, headers) as response:
                return await self._take(response, offset, conditional=bool(known) and not offset)
        except (httpx.HTTPError, httpx.StreamError, ssl.SSLError) as error:
            why = _why(error)
            if self._fetched > before or offset:
                return _Cut(why)
            return Failed("content.feed-unreachable", why, self._fetched)

    @asynccontextmanager
    async def _asked(
        self, client: httpx.AsyncClient, headers: dict[str, str]
    ) -> AsyncIterator[httpx.Response]:
        """The answer at the end of the redirections, its body still to come."""
        url = self._url
        for _ in range(self._limits.redirects + 1):
            async with client.stream("GET", url, headers=headers) as response:
                location = response.headers.get("location")
                if not (response.is_redirect and location):
                    yield response
                    return
            url = onward(url, location)
        raise UserFacingError("content.address-refused", f"plus de {self._limits.redirects} redirections")

    async def _take(self, response: httpx.Response, offset: int, *, conditional: bool) -> Answer | _Cut:
        match response.status_code:
            case httpx.codes.NOT_MODIFIED if conditional:
                return Unchanged()
            case httpx.codes.OK:
                self._begin(response)
            case httpx.codes.PARTIAL_CONTENT if offset and _goes_on(response, offset, self._part.total):
                pass
            case httpx.codes.PARTIAL_CONTENT | httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                self._part.drop()
                return _Cut("le serveur ne sait pas reprendre ce fichier")
            case httpx.codes.NOT_FOUND | httpx.codes.GONE:
                return Failed("content.feed-missing", f"{self._url} : réponse {response.status_code}")
            case status:
                return Failed("content.feed-unreachable", f"{self._url.host} : réponse {status}")
        return await self._receive(response)

    def _begin(self, response: httpx.Response) -> None:
        """Another version than the part, or the first: from its first byte."""
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise UserFacingError("content.feed-unusable", "le serveur change le fichier en chemin")
        length = response.headers.get("content-length", "")
        total = int(length) if re.fullmatch(r"\d{1,15}", length) else 0
        if total > self._limits.most:
            raise UserFacingError("content.size-exceeded", f"{total / 1e6:.0f} Mo annoncés")
        self._part.begin(str(self._url), Validators.of(response.headers), total)

    async def _receive(self, response: httpx.Response) -> Whole | _Cut:
        part, checked = self._part, False
        self._check_room(part.total - part.size)
        # Closed here at whatever ends it: an abandoned generator would be closed too late, by the loop.
        body = cast("AsyncGenerator[bytes, None]", response.aiter_raw())
        async with aclosing(body) as chunks:
            async for chunk in chunks:
                part.append(chunk)
                self._fetched += len(chunk)
                if part.size > self._limits.most:
                    part.drop()
                    raise UserFacingError("content.size-exceeded", "le fichier n'en finit pas")
                checked = checked or self._looks_right()
                self._progress(part.size, max(part.total, part.size))
        if part.total and part.size != part.total:
            if part.size > part.total:
                part.drop()
            return _Cut("le serveur n'a pas envoyé ce qu'il annonçait")
        if not self._looks_right():
            part.drop()
            raise UserFacingError("content.feed-unusable", "réponse vide")
        validators = part.validators()
        return Whole(part.finish(), validators, self._fetched)

    def _looks_right(self) -> bool:
        """Whether it begins as it must; false while too little has come to tell."""
        head = self._part.head(max(map(len, self._magic)))
        if any(head.startswith(magic) for magic in self._magic):
            return True
        if head and not any(magic.startswith(head) for magic in self._magic):
            self._part.drop()
            why = "ce n'est pas le fichier attendu ; un portail de connexion répond peut-être à la place"
            raise UserFacingError("content.feed-unusable", f"{self._url.host} : {why}")
        return False

    def _check_room(self, coming: int) -> None:
        free = shutil.disk_usage(self._part.path.parent).free
        need = max(coming, 0) + self._limits.room
        if free < need:
            told = f"{free / 1e6:.0f} Mo libres, il en faut {need / 1e6:.0f}"
            raise UserFacingError("host.disk-full", f"{self._part.path.parent} : {told}")


def _goes_on(response: httpx.Response, offset: int, total: int) -> bool:
    """Whether a 206 is the rest of what is here (RFC 9110, 14.4)."""
    said = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", response.headers.get("content-range", ""))
    return said is not None and int(said[1]) == offset and (said[2] == "*" or int(said[2]) == total)


def _why(error: Exception) -> str:
    """What went wrong on the way, in French: httpx wraps the system's own errors."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "son certificat n'est pas reconnu ; vérifier l'adresse et la date de la machine"
        if isinstance(cause, socket.gaierror):
            return "ce nom de machine est inconnu"
        if isinstance(cause, OSError) and cause.errno and not isinstance(cause, ssl.SSLError):
            return reason(cause)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.TimeoutException):
        return "le serveur ne répond plus"
    if isinstance(error, httpx.ReadError | httpx.RemoteProtocolError):
        return "la liaison a été coupée"
    return "ce n'est pas un serveur de fichiers qui répond à cette adresse"
