"""The scanner."""

from kiosk.core.errors.entry import ErrorEntry

ENTRIES = (
    ErrorEntry(
        "scanner.device-lost",
        "N01",
        "scanner éteint ou débranché",
        "allumer le scanner, vérifier le câble ou le réseau",
    ),
    ErrorEntry(
        "scanner.paper-jammed", "N02", "bourrage du chargeur", "ouvrir le chargeur et retirer la feuille"
    ),
    ErrorEntry(
        "scanner.page-doubled",
        "N03",
        "deux feuilles sont passées ensemble",
        "séparer les feuilles, puis nettoyer le rouleau si cela revient",
    ),
    ErrorEntry("scanner.feeder-empty", "N04", "chargeur vide", "poser les feuilles dans le chargeur"),
    ErrorEntry("scanner.cover-open", "N05", "capot du scanner ouvert", "fermer le capot"),
    ErrorEntry(
        "scanner.device-busy",
        "N06",
        "le scanner est occupé",
        "attendre la fin de l'autre travail, ou le redémarrer",
    ),
    ErrorEntry("scanner.scan-failed", "N07", "la page n'a pas pu être lue", "numériser de nouveau"),
    ErrorEntry(
        "scanner.device-silent", "N08", "le scanner ne répond pas à temps", "l'éteindre, puis le rallumer"
    ),
    ErrorEntry(
        "scanner.access-denied",
        "N09",
        "le scanner est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte des visites au groupe « scanner »",
    ),
    ErrorEntry("scanner.page-blank", "N10", "la page est blanche", "retourner la feuille, puis recommencer"),
)
