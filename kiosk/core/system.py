"""What the system refuses, in words: one French reason for each `errno` a person can do something about."""

import errno
from typing import Literal

from kiosk.core.errors import UserFacingError

_REASONS = {
    errno.ENOENT: "introuvable",
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "en lecture seule",
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "une partie du chemin n'est pas un dossier",
    errno.EEXIST: "un fichier porte déjà ce nom",
    errno.ENAMETOOLONG: "nom trop long",
    errno.ELOOP: "trop de liens symboliques",
    errno.ENOSPC: "disque plein",
    errno.EDQUOT: "disque plein",
    errno.EFBIG: "fichier trop gros pour ce disque",
    errno.EADDRINUSE: "adresse occupée par un autre programme",
    errno.EADDRNOTAVAIL: "adresse absente de cette machine",
    errno.ECONNREFUSED: "connexion refusée",
    errno.ECONNRESET: "connexion coupée",
    errno.EHOSTUNREACH: "machine injoignable",
    errno.ENETUNREACH: "réseau injoignable",
    errno.ETIMEDOUT: "pas de réponse",
}
_KEYS = {
    errno.EACCES: "host.permission-missing",
    errno.EPERM: "host.permission-missing",
    errno.EROFS: "host.permission-missing",
    errno.ENOSPC: "host.disk-full",
    errno.EDQUOT: "host.disk-full",
    errno.EFBIG: "host.disk-full",
}


def reason(error: OSError) -> str:
    """Why the system refused, in French; for a refusal not in the list, its number."""
    return _REASONS.get(error.errno or 0, f"erreur {error.errno} du système")


def refusal(error: OSError, path: object = None) -> UserFacingError:
    """The system's refusal of a file or folder as a person is told; `path` when the error names none.

    `host.permission-missing`, `host.disk-full`, or `host.path-wrong`.
    """
    key = _KEYS.get(error.errno or 0, "host.path-wrong")
    return UserFacingError(key, f"{error.filename if path is None else path} : {reason(error)}")


Hindrance = Literal["gone", "denied", "busy"]


def hindrance(error: Exception) -> Hindrance:
    """Why a device's file does not open: not there, not ours to open, or another program's for now.

    Pyserial says the last in words only.
    """
    number = getattr(error, "errno", None)
    if number in {errno.EACCES, errno.EPERM}:
        return "denied"
    return "busy" if number == errno.EBUSY or "lock" in str(error).lower() else "gone"
