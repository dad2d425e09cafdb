"""The kiosk's seal: a P-256 key that stays with the steward, and its certificate.

`pdfsig` rejects Ed25519, hence a second key beside the kiosk's identity. The seal signs CMS signed
attributes (RFC 5652, 5.4) that carry a document's digest and name this very certificate, never
arbitrary bytes.
"""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.core.durable import put_synced

_YEARS = 10
_KEY_FILE, _CERTIFICATE_FILE = "seal.key.pem", "seal.cert.pem"


def make_seal_certificate(
    key: ec.EllipticCurvePublicKey, kiosk: str, town: str, now: datetime
) -> tuple[x509.Certificate, x509.Certificate]:
    """A certificate for document signatures and its issuer, valid ten years from the day before `now`.

    `kiosk` and `town` are what a PDF reader shows as the signer; no citizen is named. The issuer is
    what people import as trusted. Its key is thrown away here, so that trusting it trusts this one
    seal and nothing made later.
    """
    issuer_key = ec.generate_private_key(ec.SECP256R1())
    issuer_name = _name(f"Émetteur du sceau de {kiosk}", town)
    issuer = _certificate(issuer_name, issuer_key.public_key(), issuer_name, issuer_key, now)
    seal = _certificate(_name(kiosk, town), key, issuer_name, issuer_key, now)
    return seal, issuer


def _name(common: str, town: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, town[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
    )


def _certificate(
    subject: x509.Name,
    key: ec.EllipticCurvePublicKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    now: datetime,
) -> x509.Certificate:
    own = subject == issuer
    usage = x509.KeyUsage(
        digital_signature=not own,
        content_commitment=not own,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=own,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=own, path_length=0 if own else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(identifier, critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


class SealKey:
    """The private key with its certificate and issuer. Only the steward holds one."""

    def __init__(
        self, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate, issuer: x509.Certificate
    ) -> None:
        self._key = key
        self._certificate = certificate
        self._issuer = issuer

    @classmethod
    def create(cls, kiosk: str, town: str, now: datetime) -> "SealKey":
        """Make a fresh key and certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        return cls(key, *make_seal_certificate(key.public_key(), kiosk, town, now))

    @classmethod
    def load(cls, folder: Path) -> "SealKey | None":
        """Read the seal from the keys' folder; None when there is none yet."""
        if not (folder / _KEY_FILE).is_file() or not (folder / _CERTIFICATE_FILE).is_file():
            return None
        key = serialization.load_pem_private_key((folder / _KEY_FILE).read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("the seal is not an elliptic-curve key")
        certificates = x509.load_pem_x509_certificates((folder / _CERTIFICATE_FILE).read_bytes())
        return cls(key, certificates[0], certificates[-1])

    def save(self, folder: Path) -> None:
        """Write key (0600) and certificate; the certificate last, it says that both are there."""
        pem = self._key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        put_synced(folder / _KEY_FILE, pem, 0o600)
        put_synced(folder / _CERTIFICATE_FILE, self.certificate_pem.encode(), 0o600)

    @property
    def certificate_pem(self) -> str:
        """The seal's certificate followed by its issuer's, for the signing child."""
        both = (self._certificate, self._issuer)
        return "".join(one.public_bytes(serialization.Encoding.PEM).decode() for one in both)

    @property
    def issuer_pem(self) -> str:
        """What people import in a PDF reader to see the seal as trusted."""
        return self._issuer.public_bytes(serialization.Encoding.PEM).decode()

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
