"""What a guided test finds that no device says of itself: somebody looked, listened, or read a page back."""

from kiosk.core.errors.entry import ErrorEntry

ENTRIES = (
    ErrorEntry(
        "printer.page-missing",
        "P20",
        "l'imprimante dit avoir fini, et rien n'est sorti",
        "vérifier que la file d'impression est celle de cette imprimante",
    ),
    ErrorEntry(
        "printer.page-unreadable",
        "P21",
        "la page sortie ne se lit pas",
        "remplacer la cartouche, puis refaire l'essai",
    ),
    ErrorEntry(
        "printer.page-poor",
        "P22",
        "la page sort pâle, rayée ou incomplète",
        "nettoyer l'imprimante ou changer la cartouche, puis refaire l'essai",
    ),
    ErrorEntry(
        "receipt.ticket-missing",
        "T20",
        "l'imprimante à tickets dit avoir fini, et rien n'est sorti",
        "ouvrir le capot, vérifier le rouleau et son sens",
    ),
    ErrorEntry(
        "receipt.ticket-unreadable",
        "T21",
        "le ticket sorti ne se lit pas",
        "vérifier que le papier est thermique, et nettoyer la tête",
    ),
    ErrorEntry(
        "scanner.page-unlike",
        "N20",
        "la page relue n'est pas celle qui a été imprimée",
        "poser la page de test sur la vitre, face écrite dessous, puis recommencer",
    ),
    ErrorEntry(
        "camera.picture-doubtful",
        "V40",
        "la caméra ne montre pas ce qui est devant elle",
        "nettoyer l'objectif, orienter la caméra, vérifier son adresse",
    ),
    ErrorEntry(
        "sound.tone-unheard",
        "V41",
        "le son joué n'a pas été entendu",
        "monter le volume, vérifier le câble du haut-parleur",
    ),
    ErrorEntry(
        "sound.voice-unheard",
        "V42",
        "la voix enregistrée n'a pas été réentendue",
        "vérifier le micro et son volume, puis refaire l'essai",
    ),
)
