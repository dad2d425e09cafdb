"""Troubles of what a hand touches, as rows of the list of errors: key, code, cause, remedy."""

PANEL_ERRORS: tuple[tuple[str, str, str, str], ...] = (
    (
        "screen.touch-storm",
        "H20",
        "la dalle reçoit trop de touchers à la fois",
        "essuyer la dalle, écarter ce qui la touche ; sinon vérifier son câble USB et sa masse",
    ),
    (
        "signature.pad-garbled",
        "D12",
        "la tablette de signature envoie n'importe quoi",
        "vérifier son câble et sa vitesse (topaz: ou wacom: dans les réglages), puis la rebrancher",
    ),
)
