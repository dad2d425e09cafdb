"""How good the line is, before a call, and a call whose video cannot be had."""

import dataclasses

from ui.gallery_states.person import BEFORE_HEARD, call
from ui.gallery_states.state import State, note

GOOD = note("Votre liaison est bonne", "L’image et la voix passeront bien.", "good", "wifi-high")
LINES = {
    "small": note(
        "Votre liaison est faible", "L’image sera petite. La voix passera bien.", "warn", "wifi-high"
    ),
    "voice": note(
        "Pas d’image avec cette liaison",
        "La voix et l’écrit restent possibles : vous pouvez continuer.",
        "warn",
        "wifi-slash",
    ),
}
UNREACHED = call(
    link="unreached",
    words="La liaison vidéo ne s’établit pas, la borne essaie encore…",
    news=note(
        "La vidéo ne passe pas",
        "Vous pouvez patienter ici, ou toucher « Terminer » et demander de l’aide à l’accueil.",
        "warn",
        "wifi-slash",
    ),
    face="Nadia est là, mais le réseau ne laisse pas passer la vidéo pour le moment.",
)


def states() -> list[State]:
    """Three classes, and none at all."""
    before = [
        State(
            f"before-call-line-{name}",
            f"Avant l’appel : {told.title}",
            dataclasses.replace(BEFORE_HEARD, line=told),
        )
        for name, told in LINES.items()
    ]
    good = dataclasses.replace(BEFORE_HEARD, lines=[*BEFORE_HEARD.lines, GOOD])
    before.append(State("before-call-line-good", "Avant l’appel : la liaison est bonne", good))
    return [*before, State("call-unreached", "La liaison vidéo ne s’établit pas", UNREACHED)]
