"""Login, enrolment, pages: over real HTTPS."""

import asyncio
import contextlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from websockets.exceptions import InvalidStatus

from kiosk.core.clock import SystemClock
from session.protocol.pages_relay import RELAY_TO_EXPERT, SeatTake
from session.relay import serve
from session.relay.identity.guard import COOKIE
from session.relay.wire import IDENTITY_REFUSED
from tests.integration.relay.relay_kit import (
    DEADLINE_S,
    PASSWORD,
    Start,
    Town,
    Wire,
    events,
    public_key,
    ticket,
)


class StillClock(SystemClock):
    """A wall clock that stands: a delay of a second lasts until a slow machine has asked again."""

    def __init__(self) -> None:
        self._now = super().now()

    def now(self) -> datetime:
        return self._now


@pytest.fixture
def still(start: Start) -> Town:
    return start(clock=StillClock())


async def test_a_right_password_opens_a_session_no_script_can_read(town: Town) -> None:
    async with town.relay.client() as client:
        assert (await client.get("/api/me")).status_code == 401
        reply = await client.post("/api/login", json={"login": "camille", "password": PASSWORD})
        assert (reply.status_code, reply.json()) == (
            200,
            {"name": "Camille", "role": "expert", "administration": "CAF"},
        )
        cookie = reply.headers["set-cookie"]
        assert cookie.startswith(f"{COOKIE}=")
        assert all(word in cookie.lower() for word in ("httponly", "secure", "samesite=strict", "path=/"))
        assert (await client.get("/api/me")).json()["name"] == "Camille"
        assert (await client.post("/api/logout")).status_code == 204
        client.headers["cookie"] = cookie.split(";")[0]
        assert (await client.get("/api/me")).status_code == 401


async def test_a_plain_form_logs_in_too(town: Town) -> None:
    async with town.relay.client() as client:
        reply = await client.post("/api/login", data={"login": "maxime", "password": PASSWORD})
        assert (reply.status_code, reply.headers["location"]) == (303, "/agent/")


async def test_wrong_passwords_cost_more_and_more_time_per_login(still: Town) -> None:
    async with still.relay.client() as client:
        waits = []
        for _ in range(3):
            reply = await client.post("/api/login", json={"login": "camille", "password": "wrong"})
            assert (reply.status_code, reply.json()["key"]) == (401, "login.password-wrong")
            waits.append(reply.json()["wait_s"])
        assert waits == [0, 0, 1]
        blocked = await client.post("/api/login", json={"login": "camille", "password": PASSWORD})
        assert (blocked.status_code, blocked.json()["key"]) == (401, "login.attempts-exceeded")
        assert blocked.json()["wait_s"] == 1
        assert int(blocked.headers["retry-after"]) >= 1
        other = await client.post("/api/login", json={"login": "dominique", "password": PASSWORD})
        assert other.status_code == 200


async def test_the_delay_survives_a_restart_of_the_relay(town: Town) -> None:
    await asyncio.to_thread(town.people.count_failures, "camille", 9)
    await town.relay.restart()
    async with town.relay.client() as client:
        reply = await client.post("/api/login", json={"login": "camille", "password": PASSWORD})
        assert reply.json()["key"] == "login.attempts-exceeded"


async def test_many_logins_from_one_address_are_delayed_as_well(still: Town) -> None:
    async with still.relay.client() as client:
        replies = [
            await client.post("/api/login", json={"login": f"guess-{n}", "password": "wrong"})
            for n in range(12)
        ]
    assert replies[9].json() == {"key": "login.password-wrong", "wait_s": 0}
    assert replies[10].json() == {"key": "login.password-wrong", "wait_s": 1}
    assert replies[11].json() == {"key": "login.attempts-exceeded", "wait_s": 1}


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"login":1,"password":2}', b'{"login":"camille"}', b"x" * 20000]
)
async def test_a_login_that_is_none_is_refused(town: Town, body: bytes) -> None:
    async with town.relay.client() as client:
        reply = await client.post("/api/login", content=body, headers={"content-type": "application/json"})
        assert (reply.status_code, reply.json()["key"]) == (400, "link.message-invalid")


async def test_another_site_s_page_can_neither_log_in_nor_connect(town: Town) -> None:
    cookie = await town.relay.cookie("camille")
    async with town.relay.client(Origin="https://evil.example") as client:
        reply = await client.post("/api/login", json={"login": "camille", "password": PASSWORD})
        assert reply.status_code == 403
    for headers in ({"Origin": "https://evil.example"}, {}):
        with pytest.raises(InvalidStatus, match="403"):
            async with town.relay.socket("/ws/expert", Cookie=cookie, **headers):
                pass


async def test_logging_out_hangs_the_page_up(town: Town) -> None:
    cookie = await town.relay.cookie("camille")
    async with town.relay.socket("/ws/expert", Cookie=cookie, Origin=town.relay.url) as socket:
        async with town.relay.client(Cookie=cookie) as client:
            await client.post("/api/logout")
        async with asyncio.timeout(DEADLINE_S):
            await socket.wait_closed()
        assert socket.close_code == IDENTITY_REFUSED


async def test_a_code_enrols_one_kiosk_once(town: Town) -> None:
    code = await asyncio.to_thread(town.people.code, "Salle des mariages")
    body = {"code": code.lower(), "public_key": public_key(Ed25519PrivateKey.generate()), "name": "chez moi"}
    async with town.relay.client() as client:
        reply = await client.post("/api/enrol", json=body)
        assert reply.status_code == 200
        assert reply.json()["name"] == "Salle des mariages"
        clone = body | {"public_key": public_key(Ed25519PrivateKey.generate())}
        again = await client.post("/api/enrol", json=clone)
        assert (again.status_code, again.json()["key"]) == (403, "enrol.code-invalid")


async def test_an_expired_code_says_so_and_guessing_is_delayed(still: Town) -> None:
    code = await asyncio.to_thread(still.people.code, "Hall", timedelta(hours=-1))
    body = {"code": code, "public_key": public_key(Ed25519PrivateKey.generate())}
    async with still.relay.client() as client:
        keys = [(await client.post("/api/enrol", json=body)).json()["key"] for _ in range(5)]
        assert keys == ["enrol.code-expired", *["enrol.code-invalid"] * 3, "login.attempts-exceeded"]


@pytest.mark.parametrize(
    "wrong",
    [{"public_key": "short"}, {"public_key": "!" * 43}, {"seal_certificate": "not PEM"}, {"public_key": ""}],
)
async def test_keys_that_are_none_do_not_burn_the_code(town: Town, wrong: dict[str, str]) -> None:
    code = await asyncio.to_thread(town.people.code, "Hall")
    good = {"code": code, "public_key": public_key(Ed25519PrivateKey.generate())}
    async with town.relay.client() as client:
        assert (await client.post("/api/enrol", json=good | wrong)).status_code == 400
        assert (await client.post("/api/enrol", json=good)).status_code == 200


async def test_pages_come_with_a_policy_that_allows_no_foreign_script(town: Town) -> None:
    async with town.relay.client() as client:
        home = await client.get("/")
        assert (home.status_code, home.headers["location"]) == (307, "/expert/")
        for path, text in (("/expert/", "Conseiller"), ("/agent/", "Agent"), ("/assets/app.js", "export")):
            reply = await client.get(path)
            assert text in reply.text
            policy = reply.headers["content-security-policy"]
            assert "default-src 'self'" in policy
            assert "unsafe" not in policy


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../secret.txt",
        "/assets/%2e%2e/secret.txt",
        "/assets/..%2fsecret.txt",
        "/assets/%00",
        "/assets/",
    ],
)
async def test_only_assets_are_served(town: Town, path: str) -> None:
    async with town.relay.client() as client:
        assert (await client.get(path)).status_code == 404


async def test_a_bundle_that_is_not_built_says_what_to_do(town: Town, pages: Path) -> None:
    (pages / "expert.html").unlink()
    async with town.relay.client() as client:
        reply = await client.get("/expert/")
        assert (reply.status_code, "make install" in reply.text) == (503, True)


async def test_health_and_counters(town: Town) -> None:
    async with town.relay.kiosk(town.hall), town.relay.client() as client:
        assert (await client.get("/healthz")).json() == {"ok": True}
        assert (await client.get("/metrics")).status_code == 401
        text = (await client.get("/metrics", headers={"Authorization": "Bearer probe-me"})).text
        assert "relay_kiosks_connected 1\n" in text
        assert "relay_logins_total 0\n" in text


async def test_the_access_log_names_routes_and_nobody(town: Town) -> None:
    async with town.relay.client() as client:
        await client.post("/api/login", json={"login": "camille", "password": "wrong"})
        await client.get("/assets/personal-name.js?who=camille")
    await asyncio.to_thread(town.relay.stop)
    log = Path(town.config.log)
    lines = [e for e in events(log) if e["event"] == "relay.request-complete"]
    assert [(e["method"], e["route"], e["status"]) for e in lines] == [
        ("POST", "/api/login", 401),
        ("GET", "/assets/{name:path}", 404),
    ]
    assert not [w for w in ("camille", "127.0.0.1", "personal-name") if w in log.read_text()]


async def test_many_guesses_at_once_are_delayed_like_one_after_the_other(still: Town) -> None:
    async with still.relay.client() as client:
        guesses = [
            client.post("/api/login", json={"login": "camille", "password": f"wrong-{n}"}) for n in range(20)
        ]
        keys = [reply.json()["key"] for reply in await asyncio.gather(*guesses)]
    looked_at = keys.count("login.password-wrong")
    # Two cost nothing, the third begins the delay; one more may be under way beside it.
    assert 3 <= looked_at <= 4
    assert keys.count("login.attempts-exceeded") == len(keys) - looked_at


@pytest.mark.parametrize("path", ["/api/login", "/api/enrol"])
async def test_half_a_character_is_refused_and_breaks_nothing(town: Town, path: str) -> None:
    half = b'"\\ud800"'
    body = b'{"login": %b, "password": %b, "code": %b, "name": %b, "public_key": "%b"}' % (
        half, half, half, half, b"A" * 43,
    )  # fmt: skip
    async with town.relay.client() as client:
        reply = await client.post(path, content=body, headers={"content-type": "application/json"})
        assert reply.status_code in {400, 403}
        assert reply.json()["key"] in {"link.message-invalid", "enrol.code-invalid"}


async def test_every_answer_bears_the_whole_set_of_security_headers(town: Town) -> None:
    wanted = {
        "strict-transport-security": "max-age=31536000",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
    }
    async with town.relay.client() as client:
        for path in ("/expert/", "/assets/app.js", "/api/me", "/healthz", "/nowhere", "/assets/nothing"):
            found = (await client.get(path)).headers
            assert {name: found.get(name) for name in wanted} == wanted, path
            assert "frame-ancestors 'none'" in found["content-security-policy"]


async def test_a_person_who_mistypes_the_address_gets_a_page_with_the_way_on(town: Town) -> None:
    async with town.relay.client(Accept="text/html,*/*") as client:
        reply = await client.get("/experts")
        assert reply.status_code == 404
        assert reply.headers["content-type"].startswith("text/html")
        assert "Cette page n’existe pas" in reply.text
        assert 'href="/expert/"' in reply.text
        assert (await client.post("/experts")).json()["key"] == "link.message-invalid"


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
    ],
    ids=["silent", "half-a-head", "half-a-body"],
)
async def test_a_request_that_never_ends_is_cut(
    town: Town, begun: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as hasty:
        hasty.setattr(serve, "REQUEST_S", 0.2)
        reader, writer = await town.relay.raw()
        writer.write(begun)
        async with asyncio.timeout(DEADLINE_S):
            with contextlib.suppress(ConnectionError):
                assert await reader.read() == b""
    writer.close()
    async with town.relay.client() as client:
        assert (await client.get("/healthz")).status_code == 200


async def test_a_web_socket_lives_on_past_the_time_for_a_request(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = await town.relay.cookie("camille")
    monkeypatch.setattr(serve, "REQUEST_S", 3.0)
    async with town.relay.socket("/ws/expert", Cookie=cookie, Origin=town.relay.url) as socket:
        # A silent connection that was opened later is cut: the time is over for this one too.
        reader, writer = await town.relay.raw()
        async with asyncio.timeout(DEADLINE_S):
            with contextlib.suppress(ConnectionError):
                await reader.read()
        page = Wire(socket, RELAY_TO_EXPERT)
        await page.send(SeatTake(ticket=ticket()))
        await page.refused("queue.seat-taken")
    writer.close()
