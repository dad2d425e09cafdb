"""Devices that are there and not ours to open, and what a technician does about each."""

ACCESS_ERRORS = (
    (
        "host.queue-refused",
        "H40",
        "CUPS n'a pas fait la file de l'imprimante",
        "vérifier son adresse, et lancer la commande en administrateur (sudo)",
    ),
    (
        "receipt.access-denied",
        "T30",
        "l'imprimante à tickets est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte de la borne au groupe « dialout » (série) ou « lp » (USB), puis redémarrer",
    ),
    (
        "receipt.device-busy",
        "T31",
        "un autre programme tient l'imprimante à tickets",
        "arrêter cet autre programme ; CUPS ne doit pas avoir de file pour elle",
    ),
    (
        "signature.access-denied",
        "D30",
        "la tablette de signature est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte des visites au groupe « dialout », puis redémarrer",
    ),
    (
        "codes.access-denied",
        "Y30",
        "le lecteur de codes est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte des visites au groupe « dialout », puis redémarrer",
    ),
    (
        "presence.access-denied",
        "Y31",
        "le détecteur de présence est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte de la borne au groupe « dialout », puis redémarrer",
    ),
)
"""Key, code, cause, remedy: rows of the list in `kiosk.core.errors`."""
