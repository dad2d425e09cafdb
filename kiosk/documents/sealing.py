"""The kiosk's seal on a PDF: PAdES, certified, no change allowed after it.

The private key is not here: a confined child computes the digest and asks its parent to sign the
attributes that carry it.
"""

from asn1crypto import pem, x509
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kiosk.confine.child import Talk

# A DER ECDSA signature on P-256 is 72 bytes at most.
_SIGNATURE_BYTES = 72


class ParentSigner(signers.Signer):
    """Has the certificate; asks the parent for the signature itself."""

    def __init__(self, certificates: str, talk: Talk) -> None:
        """`certificates` are PEM, the seal's then its issuer's."""
        armored = pem.unarmor(certificates.encode(), multiple=True)
        chain = [x509.Certificate.load(der) for _, _, der in armored]
        store = SimpleCertificateStore.from_certs(chain)  # type: ignore[no-untyped-call]
        super().__init__(signing_cert=chain[0], cert_registry=store)
        self._talk = talk

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Sign DER attributes; a dry run only measures."""
        if digest_algorithm != "sha256":
            raise ValueError(digest_algorithm)
        return bytes(_SIGNATURE_BYTES) if dry_run else self._talk.sign(data)
