"""An eSCL scanner's own word on its state: SANE tells neither a loaded feeder nor two sheets at once."""

import http.client
import ssl
from urllib.parse import urlsplit

from devices.scanner.reasons import WebState, web_state

_ANSWER_S = 4.0
_MOST = 65536


class NoAnswerError(Exception):
    """The scanner does not answer."""


def ask_state(web: str) -> WebState:
    """Ask `web`, its eSCL root, for `ScannerStatus`.

    Raises:
        NoAnswerError: nothing, or nothing that is a status, within 4 s.
    """
    parts = urlsplit(web)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    try:
        connection.request("GET", f"{parts.path.rstrip('/')}/ScannerStatus", headers={"Connection": "close"})
        state = web_state(connection.getresponse().read(_MOST))
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswerError(str(error)) from None
    finally:
        connection.close()
    if state is None:
        raise NoAnswerError("not a ScannerStatus")
    return state


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=_ANSWER_S)
    # Office scanners certify themselves; sane-airscan asks no more of them.
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(host, port, timeout=_ANSWER_S, context=context)
