"""The seal signs attributes that carry one digest and name its own certificate, and nothing else."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import algos, cms, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import load_pem_x509_certificate

from kiosk.documents.seal import SealKey

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def seal() -> SealKey:
    return SealKey.create("Borne de test", "Mairie de test", NOW)


def attributes(
    seal: SealKey, digest: bytes = bytes(32), kind: str = "data", digests: int = 1
) -> cms.CMSAttributes:
    pem = load_pem_x509_certificate(seal.certificate_pem.encode())
    named = tsp.ESSCertIDv2(
        {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "cert_hash": pem.fingerprint(hashes.SHA256()),
        }
    )
    certificate = tsp.SigningCertificateV2({"certs": [named]})
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": [kind]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest] * digests}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [certificate]}),
        ]
    )


def test_a_document_digest_is_signed_with_p256(seal: SealKey) -> None:
    data = attributes(seal).dump()
    signature = seal.sign_attributes(data)
    assert signature is not None
    key = load_pem_x509_certificate(seal.certificate_pem.encode()).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    key.verify(signature, data, ec.ECDSA(hashes.SHA256()))  # raises when it is not ours


def test_nothing_else_is_signed(seal: SealKey) -> None:
    good = attributes(seal).dump()
    stranger = SealKey.create("Autre", "Autre", NOW)
    refused = {
        "nothing": b"",
        "free text": b"I owe you 1000 euros",
        "a bare digest": bytes(32),
        "cut": good[:-1],
        "longer": good + b"\0",
        "a short digest": attributes(seal, bytes(20)).dump(),
        "two digests": attributes(seal, digests=2).dump(),
        "another content": attributes(seal, kind="signed_data").dump(),
        "another certificate": attributes(stranger).dump(),
        "no certificate": cms.CMSAttributes(list(attributes(seal))[:2]).dump(),
        "a certificate itself": x509.Certificate.load(
            load_pem_x509_certificate(seal.certificate_pem.encode()).tbs_certificate_bytes
        ).contents,
    }
    assert {name: seal.sign_attributes(data) for name, data in refused.items()} == dict.fromkeys(refused)


def test_the_seal_is_the_same_after_a_restart_and_its_key_is_closed(seal: SealKey, tmp_path: Path) -> None:
    assert SealKey.load(tmp_path) is None
    seal.save(tmp_path)
    again = SealKey.load(tmp_path)
    assert again is not None
    assert again.certificate_pem == seal.certificate_pem
    assert again.sign_attributes(attributes(seal).dump()) is not None
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}
