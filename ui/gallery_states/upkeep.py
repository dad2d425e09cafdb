"""The technician's pages: one device, its remedy, its guided test, the log, « Tout tester »."""

import dataclasses

from kiosk.maintenance.remedies import REMEDIES
from ui.gallery_states.state import BIG, CONTRAST, REACH, State, action, main, note
from ui.pages import Checkup, DevicePage, Journal, Remedy, Trial
from ui.pages.upkeep import CheckupRow, Drawing, JournalRow

_UNPROVEN = note(
    "Non vérifié sur matériel", "Faites l’essai guidé pour le confirmer.", "warn", "shield-warning"
)
_TRAY = Drawing("image://drawing/printer/tray", "Où regarder : le bac à papier")
BAD = DevicePage(
    "Imprimante A4", note("Plus de papier", "Code P01.", "bad", "warning"), _UNPROVEN,
    [["Dernier essai", "Aujourd’hui à 10 h 32, échoué : la page de test n’est pas sortie."], ["Adresse", "cups://localhost/A4"]],
    _TRAY,
    [main("Que faire ?", "wrench"), action("Essai guidé", "hand-pointing"), action("Journal de cet appareil", "list-checks")],
)  # fmt: skip
GOOD = DevicePage(
    "Caméra du visage", note("Présente", "", "good", "check-circle"),
    note("Vérifié sur ce matériel", "Le 3 novembre 2026 à 14 h 05, par l’image en direct.", "good", "seal-check"),
    [["Dernier essai", "Aujourd’hui à 8 h 00, réussi : 10 images reçues, 640 × 360."], ["Adresse", "camera:/dev/v4l/by-id/usb-046d_HD_Pro_Webcam_C920_8A5F9B3F-video-index0"]],
    None,
    [main("Essai guidé", "hand-pointing"), action("Essai automatique", "arrow-clockwise"), action("Journal de cet appareil", "list-checks")],
)  # fmt: skip


def remedy(key: str, title: str, code: str, cause: str, words: str) -> Remedy:
    """The page of an error as the menu shows it."""
    found = REMEDIES[key]
    drawing = Drawing(f"image://drawing/{found.drawing}/{found.spot}", f"Où regarder : {words}")
    return Remedy(title, code, cause, drawing, list(found.steps), [main("Essai guidé", "hand-pointing")])


JAM = remedy("printer.paper-jammed", "Imprimante A4", "P02", "Bourrage.", "la porte arrière")
ROLL = remedy("receipt.paper-empty", "Imprimante à tickets", "T01", "Plus de papier à tickets.", "le rouleau")
NUMBER = Trial(
    "Quel nombre lisez-vous ?", "", [], working=False, camera=False, live=False,
    choices=[action("3915"), action("4827"), action("Rien n’est sorti"), action("Illisible")],
    note=None, progress=0.42, step="Essai 1 sur 6", actions=[action("Passer cet essai", "x", "quiet")],
)  # fmt: skip
LAY = dataclasses.replace(
    NUMBER, title="Posez la page de test sur la vitre, face écrite dessous, puis touchez « C’est posé ».",
    details=["C’est la page qui porte le nombre 4827."], choices=[main("C’est posé")], step="Essai 3 sur 6", progress=0.55,
)  # fmt: skip
WORKING = dataclasses.replace(
    NUMBER, title="Essai guidé : Scanner", words="La page est lue…", working=True, choices=[], progress=-1, step="",
    actions=[action("Abandonner", "x", "quiet")],
)  # fmt: skip
MIRROR = dataclasses.replace(
    NUMBER, title="Vous voyez-vous bouger ?", camera=True, progress=0.6, step="Essai 4 sur 6",
    choices=[action("Oui, je me vois bouger"), action("L’image ne bouge pas"), action("Je vois autre chose, ou mal"), action("Je ne vois rien")],
)  # fmt: skip
READ_BACK = dataclasses.replace(
    NUMBER, title="Essai guidé : Scanner", choices=[], progress=-1, step="",
    note=note("La page imprimée est relue telle quelle.", "Cet appareil est désormais vérifié sur ce matériel.", "good", "check-circle"),
    details=["Ressemblance : 97 %.", "Droite, et à la bonne taille."],
    actions=[main("Terminé", "check"), action("Refaire l’essai", "arrow-clockwise")],
)  # fmt: skip
POOR = dataclasses.replace(
    READ_BACK, note=note("La page est relue, mais elle est mal imprimée.", "Code P22.", "bad", "warning"),
    details=["Ressemblance : 91 %.", "Elle penche de 4° vers la droite : la caler dans l’angle de la vitre.", "Rayure à 64,9 mm du bord gauche : nettoyer la vitre, puis le tambour de l’imprimante."],
    actions=[main("Terminé", "check"), action("Que faire ?", "wrench"), action("Refaire l’essai", "arrow-clockwise")],
)  # fmt: skip
JOURNAL = Journal(
    "Journal de la borne", "",
    [action("Tout", "check"), action("Imprimante A4"), action("Scanner"), action("Caméra du visage"), action("Micro"), action("Haut-parleur"), action("Liaison au relais"), action("Fiches")],
    [
        JournalRow("Aujourd’hui à 10 h 34", "Imprimante : prête", "", bad=False),
        JournalRow("Aujourd’hui à 10 h 32", "Essai de « Imprimante A4 » : plus de papier", "P01", bad=True),
        JournalRow("Aujourd’hui à 10 h 32", "Imprimante : plus de papier", "P01", bad=True),
        JournalRow("Aujourd’hui à 10 h 12", "Visite finie : terminée", "", bad=False),
        JournalRow("Aujourd’hui à 9 h 58", "Document imprimé", "", bad=False),
        JournalRow("Aujourd’hui à 9 h 51", "Une visite commence", "", bad=False),
        JournalRow("Aujourd’hui à 3 h 12", "Vérification des fiches : rien de nouveau", "", bad=False),
        JournalRow("Le 25 novembre 2026 à 18 h 40", "Liaison au relais perdue", "", bad=False),
        JournalRow("Le 25 novembre 2026 à 18 h 41", "Relié au relais", "", bad=False),
    ],
    [],
)  # fmt: skip
_ROWS = [
    CheckupRow("Imprimante A4", "Réussi : le nombre 4827 a été lu", "passed"),
    CheckupRow("Imprimante à tickets", "Échoué : rien n’est sorti", "failed"),
    CheckupRow("Scanner", "Réussi : la page imprimée est relue telle quelle", "passed"),
    CheckupRow("Caméra du visage", "Passé", "skipped"),
    CheckupRow("Micro", "Réussi : la voix a été réentendue, niveau −31 dB", "passed"),
    CheckupRow("Liaison au relais", "Réussi : relié", "passed"),
    CheckupRow("Fiches", "Réussi : 4 873 fiches, 12 réponses à « carte d’identité »", "passed"),
]
RESULTS = Checkup(
    "Tout tester", note("1 appareil à réparer", "Touchez « Retour », puis l’appareil.", "bad", "warning"), 1.0, _ROWS,
    [main("Imprimer le rapport", "printer"), action("Recommencer", "arrow-clockwise")],
)  # fmt: skip
RUNNING = Checkup(
    "Tout tester", note("Les essais automatiques sont en cours", "Les essais guidés viennent ensuite, un par un.", "calm", "hourglass"),
    0.25,
    [
        CheckupRow("Imprimante A4", "À essayer avec vous", "wait"), CheckupRow("Scanner", "En cours…", "run"),
        CheckupRow("Caméra du visage", "En cours…", "run"), CheckupRow("Micro", "À essayer avec vous", "wait"),
        CheckupRow("Liaison au relais", "Réussi : relié", "passed"),
    ],
    [],
)  # fmt: skip


def states() -> list[State]:
    """What a technician meets behind the maintenance page."""
    bad = State("upkeep-device-bad", "Un appareil en panne", BAD)
    number = State("upkeep-trial-number", "Essai guidé : le nombre imprimé", NUMBER)
    jam = State("upkeep-remedy-jam", "Que faire : un bourrage", JAM)
    journal = State("upkeep-journal", "Le journal de la borne", JOURNAL)
    results = State("upkeep-checkup-results", "Tout tester : les résultats", RESULTS)
    return [
        bad,
        bad.seen("big", "Un appareil en panne, grand texte", BIG),
        bad.seen("reach", "Un appareil en panne, commandes basses", REACH),
        State("upkeep-device-good", "Un appareil vérifié", GOOD),
        jam,
        jam.seen("big", "Que faire, grand texte", BIG),
        jam.seen("contrast", "Que faire, contraste", CONTRAST),
        jam.seen("reach", "Que faire, commandes basses", REACH),
        State("upkeep-remedy-roll", "Que faire : un rouleau à changer", ROLL),
        number,
        number.seen("big", "Essai guidé, grand texte", BIG),
        number.seen("reach", "Essai guidé, commandes basses", REACH),
        State("upkeep-trial-lay", "Essai guidé : poser la page", LAY),
        State("upkeep-trial-working", "Essai guidé : la page est lue", WORKING),
        State("upkeep-trial-mirror", "Essai guidé : la caméra", MIRROR),
        State("upkeep-trial-passed", "Essai guidé : la page relue", READ_BACK),
        State("upkeep-trial-poor", "Essai guidé : une page mal imprimée", POOR),
        journal,
        journal.seen("big", "Le journal, grand texte", BIG),
        State("upkeep-checkup-running", "Tout tester : en cours", RUNNING),
        results,
        results.seen("reach", "Tout tester, commandes basses", REACH),
    ]
