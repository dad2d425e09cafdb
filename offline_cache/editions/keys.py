"""Who may publish: two root keys for two safes, and the keys of every day on the publisher's machine.

A folder of keys holds `N.root.json` for every N so far, `ligne/` (targets, snapshot, timestamp) and, until they
are taken to their safes, `coffre-1/` and `coffre-2/`, one root key each, encrypted with the passphrase.
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.exceptions import Error as SslibError
from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root

from kiosk.core.durable import fsync, put
from kiosk.core.errors import UserFacingError
from kiosk.core.system import refusal

ONLINE = ("targets", "snapshot", "timestamp")
SAFES = ("coffre-1", "coffre-2")
ROOT_DAYS = 5 * 365
_LINE = "ligne"
README = "LISEZ-MOI.txt"
_SHORTEST = 12

_EXPLAINED = """\
Clés des éditions de contenu
============================

coffre-1/racine-N.pem et coffre-2/racine-N.pem : les deux clés racines, chiffrées par votre phrase secrète. Une seule
suffit. Copiez chacune sur une clé USB, mettez-les dans DEUX coffres différents, avec la phrase secrète à part,
puis effacez ces deux dossiers d'ici. Elles ne servent qu'à changer les autres clés.

ligne/ : les clés de tous les jours. Elles restent sur la machine qui publie, et nulle part ailleurs. Perdues ou
volées, elles se remplacent avec une clé racine : kiosk content keys --out CE-DOSSIER --rotate

1.root.json (puis 2.root.json…) : public. À donner à chaque borne par un chemin sûr, à l'installation.

Les deux clés racines perdues : il faudra aller sur chaque borne donner un nouveau root.json.
"""


@dataclass(frozen=True)
class Publisher:
    """What signs an edition: every root so far, the newest last, and a signer for each role of every day."""

    roots: tuple[bytes, ...]
    root: Root
    signers: dict[str, CryptoSigner]


def make_keys(folder: Path, passphrase: bytes, now: datetime) -> None:
    """Make all keys and the first root.

    Raises:
        UserFacingError: `host.path-wrong` when there are keys already, `settings.value-wrong` for a
            passphrase that is too short.
    """
    if _newest(folder):
        raise UserFacingError("host.path-wrong", f"{folder} : il y a déjà des clés")
    _check_passphrase(passphrase)
    root = Root(version=1, expires=now + timedelta(days=ROOT_DAYS), consistent_snapshot=True)
    signers = _new_root_keys(root, folder, passphrase)
    _new_online_keys(root, folder)
    _write_root(folder, Metadata(root), signers)
    put(folder / README, _EXPLAINED.encode())
    fsync(folder)


def rotate(folder: Path, root_key: Path, passphrase: bytes, now: datetime, *, roots_too: bool) -> int:
    """Replace the keys of every day, and those of the safes if `roots_too`; returns the new root's version.

    Raises:
        UserFacingError: `content.keys-wrong` when `root_key` cannot be read or is no root key any more.
    """
    newest = _newest(folder)
    if not newest:
        raise UserFacingError("content.keys-wrong", f"{folder} : aucun root.json")
    held = load_key(root_key, passphrase)
    before = read_root((folder / f"{newest}.root.json").read_bytes(), str(folder))
    if held.public_key.keyid not in before.signed.roles["root"].keyids:
        raise UserFacingError("content.keys-wrong", f"{root_key} : n'est pas une clé racine en cours")
    root = deepcopy(before.signed)
    root.version, root.expires = newest + 1, now + timedelta(days=ROOT_DAYS)
    signers = [held]
    if roots_too:
        for keyid in list(root.roles["root"].keyids):
            root.revoke_key(keyid, "root")
        signers += _new_root_keys(root, folder, passphrase)
    for role in ONLINE:
        for keyid in list(root.roles[role].keyids):
            root.revoke_key(keyid, role)
    _new_online_keys(root, folder)
    _write_root(folder, Metadata(root), signers)
    return root.version


def load_publisher(folder: Path) -> Publisher:
    """The roots and the keys of every day.

    Raises:
        UserFacingError: `content.keys-wrong` when one is missing, or is not the root's.
    """
    newest = _newest(folder)
    if not newest:
        raise UserFacingError("content.keys-wrong", f"{folder} : aucun root.json")
    roots = tuple((folder / f"{n}.root.json").read_bytes() for n in range(1, newest + 1))
    root = read_root(roots[-1], str(folder)).signed
    signers = {role: load_key(folder / _LINE / f"{role}.pem", None) for role in ONLINE}
    for role, signer in signers.items():
        if signer.public_key.keyid not in root.roles[role].keyids:
            raise UserFacingError("content.keys-wrong", f"{role}.pem : remplacée dans {newest}.root.json")
    return Publisher(roots, root, signers)


def read_root(data: bytes, name: str) -> Metadata[Root]:
    """A root that signs itself.

    Raises:
        UserFacingError: `content.root-invalid`.
    """
    try:
        found: Metadata[Root] = Metadata[Root].from_bytes(data)
        if not isinstance(found.signed, Root):
            raise UserFacingError("content.root-invalid", name)
        found.signed.verify_delegate("root", found.signed_bytes, found.signatures)
    except (RepositoryError, ValueError) as error:
        raise UserFacingError("content.root-invalid", f"{name} : {type(error).__name__}") from None
    return found


def load_key(path: Path, passphrase: bytes | None) -> CryptoSigner:
    """A private key.

    Raises:
        UserFacingError: `content.keys-wrong`, or as `refusal`.
    """
    try:
        return CryptoSigner(load_pem_private_key(path.read_bytes(), passphrase))
    except FileNotFoundError:
        raise UserFacingError("content.keys-wrong", f"{path} : introuvable") from None
    except OSError as error:
        raise refusal(error, path) from None
    except (ValueError, TypeError, SslibError):
        raise UserFacingError("content.keys-wrong", f"{path} : illisible, ou phrase secrète fausse") from None


def _newest(folder: Path) -> int:
    version = 0
    while (folder / f"{version + 1}.root.json").is_file():
        version += 1
    return version


def _check_passphrase(passphrase: bytes) -> None:
    if len(passphrase) < _SHORTEST:
        raise UserFacingError(
            "settings.value-wrong", f"phrase secrète : au moins {_SHORTEST} caractères, mieux vaut cinq mots"
        )


def _new_root_keys(root: Root, folder: Path, passphrase: bytes) -> list[CryptoSigner]:
    _check_passphrase(passphrase)
    signers = []
    for safe in SAFES:
        private = Ed25519PrivateKey.generate()
        signer = CryptoSigner(private)
        root.add_key(signer.public_key, "root")
        data = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase))
        # Under the root's number: the key before may still be the only one that counts.
        _put_key(folder / safe / f"racine-{root.version}.pem", data)
        signers.append(signer)
    return signers


def _new_online_keys(root: Root, folder: Path) -> None:
    for role in ONLINE:
        signer = CryptoSigner.generate_ed25519()
        root.add_key(signer.public_key, role)
        _put_key(folder / _LINE / f"{role}.pem", signer.private_bytes)


def _put_key(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    put(path, data, 0o600)
    fsync(path.parent)


def _write_root(folder: Path, root: Metadata[Root], signers: list[CryptoSigner]) -> None:
    for signer in signers:
        root.sign(signer, append=True)
    put(folder / f"{root.signed.version}.root.json", root.to_bytes())
    fsync(folder)
