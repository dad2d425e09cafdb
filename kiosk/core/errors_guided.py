"""What a guided test finds that no device says of itself: somebody looked, listened, or read a page back."""

GUIDED_ERRORS: tuple[tuple[str, str, str, str], ...] = (
    (
        "printer.page-missing",
        "P20",
        "l'imprimante dit avoir fini, et rien n'est sorti",
        "vérifier que la file d'impression est celle de cette imprimante",
    ),
    (
        "printer.page-unreadable",
        "P21",
        "la page sortie ne se lit pas",
        "remplacer la cartouche, puis refaire l'essai",
    ),
    (
        "printer.page-poor",
        "P22",
        "la page sort pâle, rayée ou incomplète",
        "nettoyer l'imprimante ou changer la cartouche, puis refaire l'essai",
    ),
    (
        "receipt.ticket-missing",
        "T20",
        "l'imprimante à tickets dit avoir fini, et rien n'est sorti",
        "ouvrir le capot, vérifier le rouleau et son sens",
    ),
    (
        "receipt.ticket-unreadable",
        "T21",
        "le ticket sorti ne se lit pas",
        "vérifier que le papier est thermique, et nettoyer la tête",
    ),
    (
        "scanner.page-unlike",
        "N20",
        "la page relue n'est pas celle qui a été imprimée",
        "poser la page de test sur la vitre, face écrite dessous, puis recommencer",
    ),
    (
        "camera.picture-doubtful",
        "V40",
        "la caméra ne montre pas ce qui est devant elle",
        "nettoyer l'objectif, orienter la caméra, vérifier son adresse",
    ),
    (
        "sound.tone-unheard",
        "V41",
        "le son joué n'a pas été entendu",
        "monter le volume, vérifier le câble du haut-parleur",
    ),
    (
        "sound.voice-unheard",
        "V42",
        "la voix enregistrée n'a pas été réentendue",
        "vérifier le micro et son volume, puis refaire l'essai",
    ),
)
