"""Troubles of the A4 printer and of the ticket printer, as rows of the list of errors: key, code, cause, remedy."""

PRINTER_ERRORS: tuple[tuple[str, str, str, str], ...] = (
    ("printer.paper-empty", "P01", "plus de papier", "remettre du papier dans le bac"),
    ("printer.paper-jammed", "P02", "bourrage", "ouvrir le capot et retirer la feuille"),
    ("printer.cover-open", "P03", "capot ouvert", "fermer le capot"),
    ("printer.toner-empty", "P04", "plus d'encre", "changer la cartouche"),
    (
        "printer.device-offline",
        "P05",
        "imprimante éteinte ou débranchée",
        "allumer l'imprimante, vérifier le câble",
    ),
    (
        "printer.server-lost",
        "P06",
        "le service d'impression ne répond pas",
        "il redémarre seul ; sinon relancer CUPS",
    ),
    ("printer.job-failed", "P07", "l'imprimante a refusé le document", "imprimer de nouveau"),
    ("printer.queue-paused", "P08", "file d'impression arrêtée", "elle est relancée seule"),
    (
        "printer.access-denied",
        "P09",
        "le service d'impression refuse la borne",
        "dans CUPS, autoriser cette machine à imprimer et à gérer ses travaux",
    ),
    (
        "printer.queue-missing",
        "P10",
        "la file d'impression réglée n'existe pas",
        "la créer dans CUPS, ou corriger « printer » sous [devices] (« lpstat -e » les nomme)",
    ),
    (
        "printer.toner-low",
        "P11",
        "encre presque finie",
        "prévoir une cartouche, la changer quand l'impression pâlit",
    ),
    ("printer.waste-full", "P12", "bac d'encre usagée presque plein", "prévoir un bac neuf"),
    ("printer.tray-empty", "P13", "un bac à papier est vide", "remettre du papier A4 dans ce bac"),
    ("receipt.paper-empty", "T01", "plus de papier à tickets", "mettre un rouleau neuf"),
    ("receipt.cover-open", "T02", "capot de l'imprimante à tickets ouvert", "fermer le capot"),
    (
        "receipt.cutter-jammed",
        "T03",
        "massicot de l'imprimante à tickets bloqué",
        "ouvrir le capot, retirer le papier coincé, refermer",
    ),
    ("receipt.device-failed", "T04", "l'imprimante à tickets est en panne", "l'éteindre, puis la rallumer"),
    (
        "receipt.device-offline",
        "T05",
        "l'imprimante à tickets ne répond pas",
        "vérifier qu'elle est allumée et branchée",
    ),
    ("receipt.paper-low", "T06", "rouleau de tickets bientôt fini", "préparer un rouleau neuf"),
)
