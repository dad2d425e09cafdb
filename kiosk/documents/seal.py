"""The kiosk's seal: a P-256 key that stays with the steward, and its certificate.

`pdfsig` rejects Ed25519, hence a second key beside the kiosk's identity. The seal signs CMS signed
attributes (RFC 5652, 5.4) that carry a document's digest and name this very certificate, never
arbitrary bytes.
"""

import hashlib
import os
from datetime import datetime, timedelta
from pathlib import Path

from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_YEARS = 10
_KEY_FILE, _CERTIFICATE_FILE = "seal.key.pem", "seal.cert.pem"


def make_seal_certificate(
    key: ec.EllipticCurvePrivateKey, kiosk: str, town: str, now: datetime
) -> x509.Certificate:
    """Self-sign a certificate for document signatures, valid ten years from the day before `now`.

    `kiosk` and `town` are what a PDF reader shows as the signer; no citizen is named.
    """
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, town[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, kiosk[:64]),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


class SealKey:
    """The private key with its certificate. Only the steward holds one."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        self._key = key
        self._certificate = certificate

    @classmethod
    def create(cls, kiosk: str, town: str, now: datetime) -> "SealKey":
        """Make a fresh key and certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        return cls(key, make_seal_certificate(key, kiosk, town, now))

    @classmethod
    def load(cls, folder: Path) -> "SealKey | None":
        """Read the seal from the keys' folder; None when there is none yet."""
        if not (folder / _KEY_FILE).is_file() or not (folder / _CERTIFICATE_FILE).is_file():
            return None
        key = serialization.load_pem_private_key((folder / _KEY_FILE).read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("the seal is not an elliptic-curve key")
        return cls(key, x509.load_pem_x509_certificate((folder / _CERTIFICATE_FILE).read_bytes()))

    def save(self, folder: Path) -> None:
        """Write key (0600) and certificate; the certificate last, it says that both are there."""
        pem = self._key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        _write(folder / _KEY_FILE, pem)
        _write(folder / _CERTIFICATE_FILE, self.certificate_pem.encode())

    @property
    def certificate_pem(self) -> str:
        """The certificate, to show, to import in a reader, and for the signing child."""
        return self._certificate.public_bytes(serialization.Encoding.PEM).decode()

    def sign_attributes(self, attributes: bytes) -> bytes | None:
        """Sign DER signed attributes (ECDSA, SHA-256, DER); None when they are anything else."""
        if not self._acceptable(attributes):
            return None
        return self._key.sign(attributes, ec.ECDSA(hashes.SHA256()))

    def _acceptable(self, attributes: bytes) -> bool:
        """A canonical set: data, one SHA-256 digest, our own certificate, nothing after it."""
        try:
            parsed = cms.CMSAttributes.load(attributes, strict=True)
            found = {item["type"].native: item["values"] for item in parsed}
            canonical = parsed.dump(force=True) == attributes
            one_of_each = len(found) == len(parsed)
            digests = [value.native for value in found.get("message_digest", [])]
            kinds = [value.native for value in found.get("content_type", [])]
            named = [_certificate_hash(value) for value in found.get("signing_certificate_v2", [])]
        except (ValueError, TypeError, KeyError):
            return False
        ours = self._certificate.fingerprint(hashes.SHA256())
        one_digest = len(digests) == 1 and len(digests[0]) == hashlib.sha256().digest_size
        return canonical and one_of_each and one_digest and kinds == ["data"] and named == [ours]


def _certificate_hash(value: tsp.SigningCertificateV2) -> bytes:
    return bytes(value["certs"][0]["cert_hash"].native)


def _write(path: Path, data: bytes) -> None:
    """Replace a file whole and durably, readable by us alone."""
    fresh = path.with_suffix(path.suffix + ".part")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
