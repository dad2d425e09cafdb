"""Files from a server that may be slow, gone or hostile: every answer has a deadline and a cap.

A deadline holds for the whole of an answer, its headers included: a server that gives a byte now and then is cut.
Redirections are not followed, since a captive portal begins with one.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any, Self, TypeVar

import httpx
from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient.fetcher import FetcherInterface

from kiosk.core.errors import UserFacingError
from offline_cache.editions.limits import WebLimits

_T = TypeVar("_T")
_PARTIAL = 206
_OK = 200
_UNSATISFIABLE = 416


class MissingError(Exception):
    """The server answers, and has no such file (or none for us)."""

    def __init__(self, name: str, status: int) -> None:
        super().__init__(f"{name} : réponse {status}")
        self.status = status


class Web:
    """One server's files, by their path from `base`. A context manager; counts the bytes received.

    Its methods raise `content.server-unreachable`, `content.server-slow` or `content.file-oversized`, with the
    file's name; `MissingError` when the server has none.
    """

    def __init__(self, base: str, limits: WebLimits) -> None:
        try:
            self._base = httpx.URL(base if base.endswith("/") else f"{base}/")
        except httpx.InvalidURL:
            self._base = httpx.URL("")
        if self._base.scheme not in ("http", "https") or not self._base.host:
            raise UserFacingError("settings.value-wrong", f"{base} : on attend https://…")
        self._limits = limits
        self._runner = asyncio.Runner()
        self._client: httpx.AsyncClient | None = None
        self.received = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._runner.run(self._client.aclose())
        self._runner.close()

    def address(self, name: str) -> str:
        """The whole address of a file."""
        return str(self._base.join(name))

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Carry out what asks for several files at once."""
        return self._runner.run(work)

    def read(self, name: str, most: int) -> bytes:
        """A whole file of at most `most` bytes, in memory."""
        return self._runner.run(self._again(lambda: self._read(name, most)))

    async def _again(self, work: Callable[[], Awaitable[_T]]) -> _T:
        """Carry it out, more than once if the server hangs up: it may have been about to, when we asked."""
        left = self._limits.tries
        while True:
            left -= 1
            try:
                return await work()
            except UserFacingError as error:
                if not left or error.key != "content.server-unreachable":
                    raise

    async def _read(self, name: str, most: int) -> bytes:
        found = bytearray()
        async with self._answer(name, most, 0) as answer:
            if answer.status_code != _OK:
                raise MissingError(name, answer.status_code)
            async for chunk in self._chunks(answer, name, most):
                found += chunk
        return bytes(found)

    async def pull(self, name: str, into: "Partial", most: int) -> None:
        """A file of at most `most` bytes into `into`, going on where a cut transfer stopped.

        What came before a cut stays in `into`, for the next time.
        """
        await self._again(lambda: self._pull(name, into, most))

    async def _pull(self, name: str, into: "Partial", most: int) -> None:
        start = into.size()
        async with self._answer(name, most, start) as answer:
            match answer.status_code:
                case _ if answer.status_code == _PARTIAL and start and _goes_on(answer, start):
                    mode = "ab"
                case _ if answer.status_code == _OK:
                    mode, start = "wb", 0
                case _ if answer.status_code in (_PARTIAL, _UNSATISFIABLE) and start:
                    into.drop()
                    raise UserFacingError("content.server-unreachable", f"{name} : reprise refusée")
                case status:
                    raise MissingError(name, status)
            with into.open(mode) as stream:
                async for chunk in self._chunks(answer, name, most - start):
                    stream.write(chunk)

    async def _chunks(self, answer: httpx.Response, name: str, most: int) -> AsyncIterator[bytes]:
        announced = answer.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > most:
            raise _oversized(name, most)
        found = 0
        async for chunk in answer.aiter_raw():
            self.received += len(chunk)
            found += len(chunk)
            if found > most:
                raise _oversized(name, most)
            yield chunk

    @asynccontextmanager
    async def _answer(self, name: str, most: int, start: int) -> AsyncIterator[httpx.Response]:
        headers = {"Range": f"bytes={start}-"} if start else {}
        seconds = self._limits.file_s + most / self._limits.slowest
        try:
            async with (
                asyncio.timeout(seconds),
                self._opened().stream("GET", self._base.join(name), headers=headers) as answer,
            ):
                yield answer
        except (TimeoutError, httpx.ReadTimeout, httpx.WriteTimeout, httpx.PoolTimeout):
            raise UserFacingError("content.server-slow", name) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise UserFacingError("content.server-unreachable", f"{name} : {_said(error)}") from None

    def _opened(self) -> httpx.AsyncClient:
        if self._client is None:
            many = self._limits.together
            self._client = httpx.AsyncClient(
                headers={"User-Agent": "visio-guichet", "Accept-Encoding": "identity"},
                timeout=httpx.Timeout(self._limits.idle_s, connect=self._limits.connect_s),
                limits=httpx.Limits(max_connections=many, max_keepalive_connections=many),
                follow_redirects=False,
            )
        return self._client


def _said(error: Exception) -> str:
    match error:
        case httpx.ConnectError() | httpx.ConnectTimeout():
            return "pas de connexion"
        case httpx.ReadError() | httpx.RemoteProtocolError() | httpx.WriteError():
            return "connexion coupée"
        case _:
            return type(error).__name__


def _goes_on(answer: httpx.Response, start: int) -> bool:
    return str(answer.headers.get("content-range", "")).startswith(f"bytes {start}-")


def _oversized(name: str, most: int) -> UserFacingError:
    return UserFacingError("content.file-oversized", f"{name} : plus de {most} octets")


class Partial:
    """A file that is being received, perhaps in several runs."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def size(self) -> int:
        """How much is there."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def open(self, mode: str) -> IO[bytes]:
        """For writing: "wb" from the start, "ab" to go on."""
        return self.path.open(mode)

    def drop(self) -> None:
        """Forget what is there."""
        self.path.unlink(missing_ok=True)

    def keep(self, path: Path) -> None:
        """It is whole: put it in its place."""
        self.path.replace(path)


class MetadataFetcher(FetcherInterface):
    """How python-tuf asks for metadata: through a `Web`, with its caps."""

    def __init__(self, web: Web) -> None:
        self._web = web

    def _fetch(self, url: str) -> Iterator[bytes]:
        yield self.download_bytes(url, 0)

    def download_bytes(self, url: str, max_length: int) -> bytes:
        """A metadata file; python-tuf passes whole addresses, which `Web` takes as well as paths."""
        try:
            return self._web.read(url, max_length)
        except MissingError as missing:
            raise DownloadHTTPError(str(missing), missing.status) from None
