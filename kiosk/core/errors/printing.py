"""The A4 printer and the ticket printer."""

from kiosk.core.errors.entry import ErrorEntry

ENTRIES = (
    ErrorEntry("printer.paper-empty", "P01", "plus de papier", "remettre du papier dans le bac"),
    ErrorEntry("printer.paper-jammed", "P02", "bourrage", "ouvrir le capot et retirer la feuille"),
    ErrorEntry("printer.cover-open", "P03", "capot ouvert", "fermer le capot"),
    ErrorEntry("printer.toner-empty", "P04", "plus d'encre", "changer la cartouche"),
    ErrorEntry(
        "printer.device-offline",
        "P05",
        "imprimante éteinte ou débranchée",
        "allumer l'imprimante, vérifier le câble",
    ),
    ErrorEntry(
        "printer.server-lost",
        "P06",
        "le service d'impression ne répond pas",
        "il redémarre seul ; sinon relancer CUPS",
    ),
    ErrorEntry("printer.job-failed", "P07", "l'imprimante a refusé le document", "imprimer de nouveau"),
    ErrorEntry("printer.queue-paused", "P08", "file d'impression arrêtée", "elle est relancée seule"),
    ErrorEntry(
        "printer.access-denied",
        "P09",
        "le service d'impression refuse la borne",
        "dans CUPS, autoriser cette machine à imprimer et à gérer ses travaux",
    ),
    ErrorEntry(
        "printer.queue-missing",
        "P10",
        "la file d'impression réglée n'existe pas",
        "la créer dans CUPS, ou corriger « printer » sous [devices] (« lpstat -e » les nomme)",
    ),
    ErrorEntry(
        "printer.toner-low",
        "P11",
        "encre presque finie",
        "prévoir une cartouche, la changer quand l'impression pâlit",
    ),
    ErrorEntry("printer.waste-full", "P12", "bac d'encre usagée presque plein", "prévoir un bac neuf"),
    ErrorEntry("printer.tray-empty", "P13", "un bac à papier est vide", "remettre du papier A4 dans ce bac"),
    ErrorEntry("receipt.paper-empty", "T01", "plus de papier à tickets", "mettre un rouleau neuf"),
    ErrorEntry("receipt.cover-open", "T02", "capot de l'imprimante à tickets ouvert", "fermer le capot"),
    ErrorEntry(
        "receipt.cutter-jammed",
        "T03",
        "massicot de l'imprimante à tickets bloqué",
        "ouvrir le capot, retirer le papier coincé, refermer",
    ),
    ErrorEntry(
        "receipt.device-failed", "T04", "l'imprimante à tickets est en panne", "l'éteindre, puis la rallumer"
    ),
    ErrorEntry(
        "receipt.device-offline",
        "T05",
        "l'imprimante à tickets ne répond pas",
        "vérifier qu'elle est allumée et branchée",
    ),
    ErrorEntry("receipt.paper-low", "T06", "rouleau de tickets bientôt fini", "préparer un rouleau neuf"),
    ErrorEntry(
        "receipt.access-denied",
        "T30",
        "l'imprimante à tickets est là, mais la borne n'a pas le droit de l'ouvrir",
        "ajouter le compte de la borne au groupe « dialout » (série) ou « lp » (USB), puis redémarrer",
    ),
    ErrorEntry(
        "receipt.device-busy",
        "T31",
        "un autre programme tient l'imprimante à tickets",
        "arrêter cet autre programme ; CUPS ne doit pas avoir de file pour elle",
    ),
)
