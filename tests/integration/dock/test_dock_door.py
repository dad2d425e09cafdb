"""Nobody but the developer's own page lays hands on the devices."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from playwright.async_api import Browser

from kiosk.compose.dock.bench import Bench
from kiosk.compose.dock.table import DEVICES

HOSTILE = """<!doctype html><title>Jeu</title><script>
const url = %(url)r;
const opened = new Promise((say) => {
  const socket = new WebSocket(url.replace("http", "ws") + "live");
  socket.onopen = () => { socket.send('{"kind":"do","device":"printer","say":"paper empty"}'); say("in"); };
  socket.onclose = () => say("out");
});
const posted = fetch(url + "papers?name=x", { method: "POST", mode: "no-cors", body: "%%PDF-1.7" });
const read = fetch(url).then((one) => one.text(), () => "out");
Promise.all([opened, posted.catch(() => 0), read]).then(([a, b, c]) => (document.title = `${a} ${c}`));
</script>"""


@contextlib.contextmanager
def elsewhere(page: str) -> Iterator[str]:
    """A page of somebody else's, served on this machine too: from the web, newer browsers stop it themselves."""

    class Serves(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Serves) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def knock(url: str, **headers: str) -> int:
    """The status of asking for the page."""
    return httpx.get(url, headers=headers).status_code


def test_the_address_that_was_printed_opens_and_is_shown_in_no_frame(url: str) -> None:
    answer = httpx.get(url)
    assert answer.status_code == 200
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["", "dock.js", "live", "papers"])
def test_without_the_token_there_is_nothing(url: str, path: str) -> None:
    base, token = url.rstrip("/").rsplit("/", 1)
    for wrong in (f"{base}/{path}", f"{base}/{token[:-1]}/{path}", f"{base}/{token.swapcase()}/{path}"):
        assert knock(wrong) == 404


def test_a_name_that_is_made_to_lead_here_opens_nothing(url: str) -> None:
    port = httpx.URL(url).port
    assert knock(url, Host=f"localhost:{port}") == 200
    for host in (f"jeux.example:{port}", "127.0.0.1", f"127.0.0.1.jeux.example:{port}", ""):
        assert knock(url, Host=host) == 404


def test_nothing_outside_the_page_is_served(url: str) -> None:
    for path in (
        "../server.py",
        "..%2fserver.py",
        "icons/..%2f..%2f..%2fcore%2fids.py",
        "pictures/..%2f..%2flettre",
    ):
        assert knock(url + path) == 404


@pytest.mark.parametrize("origin", ["http://jeux.example", "null", "http://127.0.0.1:1", ""])
def test_what_changes_something_says_where_it_comes_from(url: str, bench: Bench, origin: str) -> None:
    before = len(bench.papers())
    headers = {"Origin": origin} if origin else {}
    answer = httpx.post(url + "papers?name=x", headers=headers, content=b"%PDF-1.7")
    assert answer.status_code == 404
    assert len(bench.papers()) == before


@pytest.mark.asyncio(loop_scope="module")
async def test_a_hostile_page_in_the_same_browser_does_nothing_even_with_the_token(
    browser: Browser, url: str, bench: Bench
) -> None:
    page = await browser.new_page()
    before = len(bench.papers())
    with elsewhere(HOSTILE % {"url": url}) as hostile:
        await page.goto(hostile)
        await page.wait_for_function("document.title !== 'Jeu'")
    assert await page.title() == "out out"
    assert len(bench.papers()) == before
    assert bench.hands["printer"].tell("state")["state"]["paper"] == "full"


def test_papers_are_of_known_kinds_and_not_too_large(url: str, bench: Bench) -> None:
    headers = {"Origin": url[: url.index("/", 8)]}
    before = len(bench.papers())
    refused = httpx.post(url + "papers?name=x", headers=headers, content=b"<svg/>")
    assert (refused.status_code, refused.json()) == (415, {"refused": "Prenez un PDF, un PNG ou un JPEG."})
    large = httpx.post(url + "papers?name=x", headers=headers, content=b"%PDF-" + bytes(21 * 1024 * 1024))
    assert large.status_code == 413
    assert len(bench.papers()) == before


def test_every_command_of_the_table_is_one_its_peer_knows(bench: Bench) -> None:
    refused = {
        (key, command.say): answer
        for key, device in DEVICES.items()
        for command in device.commands
        if (answer := bench.do(key, command.say, paper="letter", text="4827"))
    }
    assert refused == {}
    assert bench.do("printer", "explode") == "Cet appareil ne sait pas faire cela."


def test_every_word_of_the_table_is_of_a_state_that_its_peer_tells(bench: Bench) -> None:
    for key, device in DEVICES.items():
        told = bench.hands[key].tell("state")["state"]
        named = {text.partition("=")[0] for text in (*device.troubles, *device.notes)}
        assert named | {one.when.partition("=")[0] for one in device.commands if one.when} <= told.keys()
