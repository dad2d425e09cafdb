"""More troubles of the A4 printer, and what both printers ask for before they stop, as rows of the list of errors: key, code, cause, remedy."""

PRINTER_ERRORS: tuple[tuple[str, str, str, str], ...] = (
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
    ("receipt.paper-low", "T06", "rouleau de tickets bientôt fini", "préparer un rouleau neuf"),
    ("printer.tray-empty", "P13", "un bac à papier est vide", "remettre du papier A4 dans ce bac"),
)
