"""Enrolment from the kiosk's side: whatever answers, or does not, is one sentence with what to do."""

import http.server
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.errors import UserFacingError
from kiosk.steward.enrol import enrol
from kiosk.steward.keep import KeptFile
from kiosk.steward.keys import Identity


class Answering(http.server.BaseHTTPRequestHandler):
    """Answers every enrolment with what the test put on the server."""

    def do_POST(self) -> None:
        status, body = self.server.answer  # type: ignore[attr-defined] # put there by the test
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[http.server.HTTPServer]:
    found = http.server.HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=found.serve_forever)
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


def refused(folder: Path, url: str, ca: Path | None = None) -> UserFacingError:
    kept = folder / "enrolment.json"
    (folder / "keys").mkdir(mode=0o700)
    with pytest.raises(UserFacingError) as caught:
        enrol(url, "ABCD", Identity.load_or_make(folder / "keys"), KeptFile(kept), ca)
    assert not kept.exists()
    return caught.value


@pytest.mark.parametrize(
    ("status", "body", "key", "detail"),
    [
        (403, {"key": "enrol.code-expired", "wait_s": 0}, "enrol.code-expired", ""),
        (403, {"key": "enrol.code-invalid", "wait_s": 0}, "enrol.code-invalid", ""),
        (403, {"key": "login.attempts-exceeded", "wait_s": 3.2}, "login.attempts-exceeded", "dans 4 s"),
        (404, {"detail": "Not Found"}, "link.relay-unreachable", "pas un relais"),
        (200, {"hello": "world"}, "link.relay-unreachable", "pas un relais"),
        (200, ["kiosk"], "link.relay-unreachable", "pas un relais"),
        (502, b"<html>Bad gateway</html>", "link.relay-unreachable", "pas un relais"),
    ],
)
def test_what_the_relay_answers_is_said(
    tmp_path: Path, server: http.server.HTTPServer, status: int, body: object, key: str, detail: str
) -> None:
    answer = body if isinstance(body, bytes) else json.dumps(body).encode()
    server.answer = (status, answer)  # type: ignore[attr-defined] # read by the handler
    error = refused(tmp_path, f"http://127.0.0.1:{server.server_port}")
    assert error.key == key
    assert detail in error.detail


def test_a_relay_that_is_not_there_is_said_in_french(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        error = refused(tmp_path, f"https://127.0.0.1:{taken.getsockname()[1]}")
    assert error.key == "link.relay-unreachable"
    assert error.detail.endswith("connexion refusée")


@pytest.mark.parametrize(("written", "why"), [(None, "introuvable"), (b"bonjour", "pas des certificats PEM")])
def test_an_authority_that_cannot_be_read_names_the_setting(
    tmp_path: Path, written: bytes | None, why: str
) -> None:
    ca = tmp_path / "ca.pem"
    if written is not None:
        ca.write_bytes(written)
    error = refused(tmp_path, "https://127.0.0.1:1", ca)
    assert error.key == "host.certificate-wrong"
    assert "relay.ca" in error.detail
    assert why in error.detail
