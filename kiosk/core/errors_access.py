"""Devices that are there and not ours to open, and what a technician does about each."""

ACCESS_ERRORS = (
    (
        "host.queue-refused",
        "H20",
        "CUPS n'a pas fait la file de l'imprimante",
        "vérifier son adresse, et lancer la commande en administrateur (sudo)",
    ),
)
"""Key, code, cause, remedy: rows of the list in `kiosk.core.errors`."""
