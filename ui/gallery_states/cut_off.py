"""A call that did not come back."""

from ui.gallery_states.person import NOBODY
from ui.gallery_states.state import State, action, main
from ui.pages import Nobody

CUT_OFF = Nobody(
    "L’appel s’est coupé",
    "La conversation n’a pas pu reprendre. Nous sommes désolés. Les documents de l’appel sont toujours là. Que préférez-vous ?",
    "", NOBODY.contact,
    [
        main("Reprendre une place dans la file", "users-three"),
        action("Être rappelé ici", "phone", "Un numéro vous sera donné."),
        action("Demander à l’agent à l’accueil", "hand-waving"),
        action("Imprimer comment le joindre", "printer"),
        action("J’ai terminé", "check"),
    ],
)  # fmt: skip


def states() -> list[State]:
    """The other ways."""
    return [State("nobody-cut", "L’appel n’est pas revenu : cinq voies", CUT_OFF)]
