"""Troubles of microphones, loudspeakers and handsets, as rows of the list of errors: key, code, cause, remedy."""

SOUND_ERRORS: tuple[tuple[str, str, str, str], ...] = (
    ("sound.device-missing", "V06", "micro ou haut-parleur absent", "vérifier les branchements"),
    (
        "sound.microphone-silent",
        "V31",
        "le micro est branché, mais ne donne aucun son",
        "vérifier son interrupteur, puis son volume (« kiosk devices sound »)",
    ),
    (
        "sound.level-wrong",
        "V32",
        "le son du micro est trop faible, saturé ou trop bruyant",
        "régler le volume du micro, l'éloigner du haut-parleur, puis refaire l'essai",
    ),
)
