"""An eSCL scanner's own word on its state: SANE tells neither a loaded feeder nor two sheets at once."""

import http.client
import ssl
from urllib.parse import urlsplit

from devices.scanner.reasons import WebState, running_jobs, web_state

_ANSWER_S = 4.0
_MOST = 65536


class NoAnswerError(Exception):
    """The scanner does not answer."""


def ask_state(web: str) -> WebState:
    """Ask `web`, its eSCL root, for `ScannerStatus`.

    Raises:
        NoAnswerError: nothing, or nothing that is a status, within 4 s.
    """
    state = web_state(_request(web, "GET", _status_path(web)))
    if state is None:
        raise NoAnswerError("not a ScannerStatus")
    return state


def free_jobs(web: str) -> int:
    """Give up every job that is at work on the scanner; how many there were (eSCL 2.97, 5.3)."""
    freed = 0
    try:
        for path in running_jobs(_request(web, "GET", _status_path(web)), urlsplit(web).path):
            _request(web, "DELETE", path)
            freed += 1
    except NoAnswerError:
        pass  # what is off has no job
    return freed


def _status_path(web: str) -> str:
    return f"{urlsplit(web).path.rstrip('/')}/ScannerStatus"


def _request(web: str, method: str, path: str) -> bytes:
    parts = urlsplit(web)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    try:
        connection.request(method, path, headers={"Connection": "close"})
        return connection.getresponse().read(_MOST)
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswerError(str(error)) from None
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=_ANSWER_S)
    # Office scanners certify themselves; sane-airscan asks no more of them.
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(host, port, timeout=_ANSWER_S, context=context)
