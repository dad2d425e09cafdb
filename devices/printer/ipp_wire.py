"""One HTTP exchange with a printer, bounded in time and size whatever the other end does.

`http.client` bounds each wait, not the whole: a device that says one byte every second would hold us for ever.
"""

import http.client
import io
import socket
import ssl
import time
from typing import Any

_MOST_S = 3.0
_MAX_ANSWER = 1024 * 1024


class WireError(Exception):
    """No answer, or none that fits the bounds."""


def exchange(scheme: str, host: str, port: int, path: str, body: bytes, most_s: float = _MOST_S) -> bytes:
    """Post an IPP request; its answer, of 1 MiB at most, within `most_s` seconds in all.

    Raises:
        WireError: it cannot be reached, answers too slowly or too much, or not in HTTP.
    """
    ends = time.monotonic() + most_s
    try:
        connection = _connection(scheme, host, port, most_s)
        connection.connect()
        with connection.sock as line:
            connection.sock = _Timed(line, ends)
            connection.request("POST", path, body, {"Content-Type": "application/ipp"})
            answer = connection.getresponse()
            if answer.status != http.HTTPStatus.OK:
                raise WireError(f"HTTP {answer.status}")
            data = answer.read(_MAX_ANSWER + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise WireError(str(error) or type(error).__name__) from None
    if len(data) > _MAX_ANSWER:
        raise WireError("an answer of more than 1 MiB")
    return data


def _connection(scheme: str, host: str, port: int, most_s: float) -> http.client.HTTPConnection:
    match scheme:
        case "ipp" | "http":
            return http.client.HTTPConnection(host, port, timeout=most_s)
        case "ipps" | "https":
            # A printer's certificate is its own making; nothing private is sent here.
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            return http.client.HTTPSConnection(host, port, timeout=most_s, context=context)
        case _:
            raise WireError(f"{scheme} is not IPP")


class _Timed:
    """A socket whose waits all end at one moment; what `http.client` uses of one, and no more."""

    def __init__(self, inner: socket.socket, ends: float) -> None:
        self._inner = inner
        self._ends = ends

    def sendall(self, data: bytes) -> None:
        self._inner.settimeout(self._left())
        self._inner.sendall(data)

    def makefile(self, _mode: str = "rb", *_rest: Any) -> io.BufferedReader:
        return io.BufferedReader(_TimedFile(self._inner, self._left))

    def close(self) -> None:
        """Said before the body is read, where its end is the end of the line: `exchange` closes it."""

    def _left(self) -> float:
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("no whole answer in time")
        return left


class _TimedFile(io.RawIOBase):
    def __init__(self, inner: socket.socket, left: Any) -> None:
        self._inner = inner
        self._left = left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._inner.settimeout(self._left())
        return self._inner.recv_into(buffer)
