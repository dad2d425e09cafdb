"""Faults that strike while two people talk: a link that stays away, and what a stranger sends into the call."""

import itertools
import json
import os
import random
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.faults.processes import children_of, has_argument, is_program, udp_sockets
from tests.faults.report import Report
from tests.faults.theatre import DEADLINE_S, Theatre, freeze, thaw
from tests.faults.wire import RELAY

HUGE = 2 << 30


def browser_of(theatre: Theatre, name: str) -> list[int]:
    """The whole browser of one expert, its first process first."""
    profile = f"--user-data-dir={theatre.stand.folder / name / 'profile'}"
    first = [
        pid for pid in children_of(os.getpid()) if has_argument(pid, profile) and is_program(pid, "chromium")
    ]
    assert first
    return [first[0], *children_of(first[0])]


def strange_datagrams(chance: random.Random) -> Iterator[bytes]:
    """Noise, half STUN, DTLS alerts and records, RTP and RTCP, one after the other."""
    while True:
        yield chance.randbytes(chance.randint(1, 1400))
        yield b"\x01\x01\x00\x08\x21\x12\xa4\x42" + chance.randbytes(20)
        yield b"\x00\x01\xff\xff\x21\x12\xa4\x42" + chance.randbytes(12)
        yield b"\x15\xfe\xfd\x00\x01\x00\x00\x00\x00\x00\x01\x00\x02\x02\x00"
        yield b"\x16\xfe\xfd" + chance.randbytes(60)
        yield b"\x80\x60" + chance.randbytes(200)
        yield b"\x80\xc8\x00\x06" + chance.randbytes(24)
        yield b"\x81\xcb\x00\x01" + chance.randbytes(4)


@pytest.mark.fault(19, "liaison coupée 300 secondes", area="network")
def test_the_link_stays_away_and_the_call_ends_with_other_ways(theatre: Theatre, report: Report) -> None:
    """The five minutes are a setting: here some seconds, in which a busy machine may yet find a way at first."""
    theatre.start_over()
    theatre.restart_with(call={"keep_lost_s": 8})
    theatre.reach("call")
    browser = browser_of(theatre, "camille")
    theatre.events.mark()
    report.injected()
    theatre.cable.pull()
    for pid in browser:
        freeze(pid)
    try:
        lost = theatre.events.wait("call.lost", DEADLINE_S, call=theatre.call)
        report.noticed(theatre.citizen.find("L’appel s’est coupé", DEADLINE_S).name, lost["mono"])
        theatre.events.wait("call.end-complete", DEADLINE_S, call=theatre.call, reason="lost")
    finally:
        for pid in reversed(browser):
            thaw(pid)
    assert theatre.visits_ended == 0
    theatre.events.mark()
    theatre.cable.plug()
    theatre.events.wait("link.connect-complete", DEADLINE_S)
    theatre.citizen.touch("Être rappelé ici", DEADLINE_S)
    kept = theatre.events.wait("queue.callback-complete", DEADLINE_S)
    theatre.citizen.find("Votre numéro est le", DEADLINE_S)
    report.recovered(kept["mono"])
    theatre.situation = "over"
    theatre.restart_with()
    _called_back(theatre)


def _called_back(theatre: Theatre) -> None:
    """The place that was kept is taken: nobody after this waits behind it."""
    theatre.expert_is_free()
    theatre.expert.wait_for_someone("À rappeler")
    theatre.events.mark()
    theatre.expert.button("Rappeler").first.click()
    theatre.citizen.touch("C’est moi", DEADLINE_S)
    theatre.citizen.touch("Je suis prêt, commencer", DEADLINE_S)
    theatre.events.wait("call.first-picture", DEADLINE_S)
    theatre.situation = "call"


@pytest.mark.fault(21, "DNS muet", area="network")
def test_no_name_server_answers_and_the_last_good_address_is_used(
    theatre: Theatre, report: Report, tmp_path: Path
) -> None:
    """The kiosk has names of its own; then they are gone, and its name server is on a network that leads nowhere."""
    hosts, servers = tmp_path / "hosts", tmp_path / "resolv.conf"
    hosts.write_text(f"127.0.0.1 localhost {RELAY}\n")
    servers.write_text("nameserver 192.0.2.53\noptions timeout:1 attempts:1\n")
    mounts = f"mount --bind {hosts} /etc/hosts && mount --bind {servers} /etc/resolv.conf"
    stand = theatre.stand
    theatre.start_over()
    stand.relay_name, stand.before_steward = (
        RELAY,
        ["unshare", "--mount", "sh", "-c", f'{mounts} && exec "$@"', "sh"],
    )
    theatre.restart_with()
    theatre.begin()
    theatre.citizen.find("Connecté", DEADLINE_S)
    theatre.events.mark()
    report.injected()
    hosts.write_text("127.0.0.1 localhost\n")
    theatre.cable.pull()
    theatre.events.wait("link.lost", DEADLINE_S)
    unresolved = theatre.events.wait("link.name-unresolved", DEADLINE_S, known=True)
    report.noticed(theatre.citizen.find("Hors ligne", DEADLINE_S).name, unresolved["mono"])
    theatre.cable.plug()
    back = theatre.events.wait("link.connect-complete", DEADLINE_S)
    theatre.citizen.find("Connecté", DEADLINE_S)
    report.recovered(back["mono"])
    theatre.start_over()
    stand.relay_name, stand.before_steward = "127.0.0.1", []
    theatre.restart_with()


@pytest.mark.fault(22, "portail captif", area="network")
def test_a_captive_portal_is_treated_as_being_offline(theatre: Theatre, report: Report) -> None:
    """A hotel's login page answers in the relay's place, in plain HTTP."""
    theatre.start_over()
    with socket.create_server(("127.0.0.1", 0)) as portal:
        portal.settimeout(DEADLINE_S)
        theatre.begin()
        theatre.events.mark()
        report.injected()
        theatre.cable.capture(portal.getsockname()[1])
        try:
            lost = theatre.events.wait("link.lost", DEADLINE_S)
            near, _ = portal.accept()
            with near:
                near.settimeout(DEADLINE_S)
                assert near.recv(1) == b"\x16"  # a TLS hello, and nothing of ours in clear
                near.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://portail.example/\r\n\r\n")
            report.noticed(theatre.citizen.find("Hors ligne", DEADLINE_S).name, lost["mono"])
        finally:
            theatre.cable.capture(None)
    back = theatre.events.wait("link.connect-complete", DEADLINE_S)
    theatre.citizen.find("Connecté", DEADLINE_S)
    report.recovered(back["mono"])


@pytest.mark.fault(50, "un conseiller périmé revient", area="visits")
def test_a_stale_expert_comes_back_and_is_fenced_out(theatre: Theatre, report: Report) -> None:
    """Their machine sleeps in mid-call, a colleague takes over, and it wakes."""
    theatre.start_over()
    theatre.reach("call")
    first = theatre.call
    colleague = theatre.colleague()
    asleep = browser_of(theatre, "camille")
    theatre.events.mark()
    report.injected()
    for pid in asleep:
        freeze(pid)
    try:
        # A page that falls silent has 45 s: its network may come back.
        theatre.citizen.find("Vous gardez votre place", 2 * DEADLINE_S)
        colleague.wait_for_someone()
        colleague.take()
        theatre.events.wait("call.first-picture", DEADLINE_S)
        second = theatre.call
        assert second != first
    finally:
        for pid in reversed(asleep):
            thaw(pid)
    theatre.expert.page.locator("main.ended").or_(
        theatre.expert.page.get_by_text("n’est plus avec vous")
    ).first.wait_for()
    report.noticed("la liaison n’a pas pu être rétablie, ou : cette personne n’est plus avec vous")
    theatre.pictures_go_on(second)  # the colleague is still seen
    assert not theatre.events.all("call.end-complete", call=second)
    report.recovered()
    colleague.end()
    theatre.call_ended()
    colleague.page.close()


@pytest.mark.fault(52, "fichier de 2 Go pendant un appel", area="attacks")
def test_a_file_of_two_gigabytes_is_refused_in_words_and_the_call_goes_on(
    theatre: Theatre, report: Report, tmp_path: Path
) -> None:
    """What a page that does not ask first sends is tried with `tests/integration/engine/test_call_rude.py`."""
    huge = tmp_path / "tout.pdf"
    with huge.open("wb") as file:
        file.truncate(HUGE)
    theatre.start_over()
    theatre.reach("call")
    report.injected()
    theatre.expert.send_anything(huge)
    theatre.expert.reads("il est trop gros (50 Mo au plus)")
    report.noticed("il est trop gros (50 Mo au plus). Envoyez-le en plusieurs fois.")
    theatre.pictures_go_on(theatre.call)
    report.recovered()
    assert theatre.call_goes_on()


@pytest.mark.fault(63, "empreinte échangée par le relais", area="attacks")
def test_a_fingerprint_that_was_swapped_on_its_way_ends_the_call(theatre: Theatre, report: Report) -> None:
    """The page's socket to the relay passes through hands that put another fingerprint into the answer."""
    theatre.start_over()
    swapped: list[str] = []

    def between(route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def heard(message: str | bytes) -> None:
            text = message if isinstance(message, str) else message.decode()
            said = json.loads(text)
            if said["type"] == "call.answer":
                lines = said["body"]["sdp"].split("\r\n")
                forged = [
                    f"a=fingerprint:sha-256 {':'.join(['AB'] * 32)}"
                    if line.startswith("a=fingerprint:sha-256")
                    else line
                    for line in lines
                ]
                said["body"]["sdp"] = "\r\n".join(forged)
                swapped.append(said["id"])
                text = json.dumps(said)
            route.send(text)

        server.on_message(heard)
        route.on_message(server.send)

    theatre.open_counter()
    theatre.expert.page.route_web_socket("**/ws/expert", between)
    theatre.expert.page.reload()
    theatre.expert.page.locator("#available").wait_for()
    theatre.reach("waiting")
    theatre.events.mark()
    report.injected()
    theatre.expert.take()
    theatre.expert.reads("L’identité de la borne n’a pas pu être vérifiée")
    report.noticed("L’identité de la borne n’a pas pu être vérifiée. L’appel a été arrêté par sécurité.")
    assert swapped
    theatre.events.wait("call.end-complete", DEADLINE_S, call=theatre.call)
    assert not theatre.events.all("call.connect-complete", call=theatre.call)
    theatre.citizen.find("L’appel s’est coupé", DEADLINE_S)
    theatre.situation = "over"
    theatre.expert.page.close()
    theatre.expert_returns()
    theatre.start_over()
    theatre.reach("call")
    report.recovered()


@pytest.mark.fault(65, "datagrammes étrangers dans l'appel", area="attacks")
def test_foreign_datagrams_are_thrown_away_and_the_picture_goes_on(theatre: Theatre, report: Report) -> None:
    """Noise, half STUN, DTLS alerts, RTP and RTCP of nobody, at every port of the media process."""
    theatre.start_over()
    theatre.reach("call")
    media = theatre.media()
    assert media is not None
    report.injected()

    def untouched() -> bool:
        lost = len(theatre.events.all("call.lost"))
        _disturb(media)
        theatre.pictures_go_on(theatre.call, 20)
        return len(theatre.events.all("call.lost")) == lost

    # A busy machine may lose a connection by itself, once; what these datagrams cut they cut each time.
    assert any(untouched() for _ in range(3))
    report.noticed("rien : jetés, l’appel continue")
    assert theatre.media() == media
    assert theatre.call_goes_on()
    expect(theatre.expert.page.locator("main.call")).to_be_visible()
    report.recovered()


def _disturb(media: int) -> None:
    """Four hundred datagrams of a stranger to each of its ports."""
    doors = udp_sockets(media)
    assert doors
    noise = strange_datagrams(random.Random(65))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        for datagram in itertools.islice(noise, 400):
            for address, port in doors:
                stranger.sendto(datagram, ("127.0.0.1" if address == "0.0.0.0" else address, port))
