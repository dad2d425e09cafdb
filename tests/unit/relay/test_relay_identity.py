"""Delays, one-time codes, certificates, TURN credentials: small and pure."""

import hashlib
import hmac
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509

from session.relay.config import Turn
from session.relay.ice import servers
from session.relay.identity.delays import Patience
from session.relay.tls import make_local_ca

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_the_first_mistakes_are_free_then_the_delay_doubles_up_to_a_limit() -> None:
    patience = Patience(free=2, first_s=1, most_s=60)
    assert [patience.wait_s(n) for n in range(1, 11)] == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60]


def test_turn_credentials_are_what_coturn_computes() -> None:
    (server,) = servers(Turn(["turn:h:3478"], "secret", 600), "a" * 32, NOW)
    assert server.username == f"{int(NOW.timestamp()) + 600}:{'a' * 32}"
    expected = hmac.new(b"secret", server.username.encode(), hashlib.sha1).digest()
    assert server.credential == b64encode(expected).decode()


def test_without_turn_servers_none_are_named() -> None:
    assert servers(Turn(), "a" * 32, NOW) == []


def test_a_certificate_is_kept_while_good_and_remade_for_another_name_or_when_old(tmp_path: Path) -> None:
    first = make_local_ca(tmp_path, ["relais.local"], NOW).certificate.read_bytes()
    names = x509.load_pem_x509_certificate(first).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert set(names.value.get_values_for_type(x509.DNSName)) == {"localhost", "relais.local"}
    assert make_local_ca(tmp_path, ["relais.local"], NOW).certificate.read_bytes() == first
    other = make_local_ca(tmp_path, ["autre.local"], NOW)
    assert other.certificate.read_bytes() != first
    assert other.key.stat().st_mode & 0o077 == 0
    kept = other.certificate.read_bytes()
    later = make_local_ca(tmp_path, ["autre.local"], NOW + timedelta(days=365))
    assert later.certificate.read_bytes() != kept
