"""Counters, waiting, call, reading, signing, goodbye."""

import dataclasses
import math

from ui.gallery_states.pictures import HEIGHT, WIDTH
from ui.gallery_states.procedure import PAPERS, ZOOM, ZOOMED, picture
from ui.gallery_states.state import (
    BIG,
    BIG_CONTRAST,
    CONTRAST,
    OFFLINE,
    REACH,
    State,
    action,
    bar,
    main,
    note,
)
from ui.pages import (
    Action,
    BeforeCall,
    Call,
    Choice,
    Counter,
    CounterCard,
    Counters,
    Goodbye,
    InkBox,
    Nobody,
    Note,
    Pointer,
    Question,
    Reading,
    Request,
    Sign,
    Waiting,
)


def yes_no(title: str, chosen: bool | None = None) -> Question:
    """A question answered by yes or no."""
    return Question(
        title,
        [Choice("Oui", chosen is True, action("x")), Choice("Non", chosen is False, action("x"))],
    )


COUNTERS = Counters(
    "Parler à un conseiller",
    "En vidéo, ici, tout de suite ou dans quelques minutes.",
    [
        CounterCard("France Travail", "Emploi, inscription, indemnités", "Libre maintenant", open=True, choose=action("x")),
        CounterCard("CAF", "Allocations familiales, logement, prime d’activité", "1 personne avant vous · environ 8 min", open=True, choose=action("x")),
        CounterCard("Mission locale", "Jeunes de 16 à 25 ans", "Fermé · ouvre demain à 9 h", open=False, choose=action("x")),
    ],
    None,
    [],
)  # fmt: skip
COUNTERS_OFFLINE = Counters(
    "Parler à un conseiller", "", [],
    note("Pas de liaison pour le moment.", "Réessayez plus tard, ou demandez à l’accueil de la mairie.", "warn", "wifi-slash"),
    [action("Appeler l’accueil", "hand-waving")],
)  # fmt: skip
COUNTER = Counter(
    "CAF d’Ille-et-Vilaine", "Caisse d’allocations familiales", open=True, words="Ouvert jusqu’à 17 h",
    estimate="1 personne avant vous, environ 8 minutes",
    can=["Répondre sur votre dossier", "Recevoir vos papiers", "Vous faire signer un formulaire"],
    cannot=["Verser de l’argent", "Parler du dossier de quelqu’un d’autre"],
    papers=["Numéro d’allocataire", "Pièce d’identité"],
    consent=yes_no("Dire au conseiller que vous venez pour « Refaire une carte d’identité » ?"),
    note=None, actions=[main("Demander un conseiller", "video-camera")],
)  # fmt: skip
COUNTER_CLOSED = Counter(
    "Mission locale", "Jeunes de 16 à 25 ans", open=False, words="Fermé", estimate="Ouvre demain à 9 h",
    can=[], cannot=[], papers=[], consent=None, note=None,
    actions=[action("Imprimer l’adresse et les horaires", "printer")],
)  # fmt: skip
BEFORE = BeforeCall(
    "Avant de commencer",
    [
        note("Rien n’est enregistré.", "Ni le son, ni l’image, ni vos papiers.", icon="shield-check"),
        note("Vous choisissez ce que vous montrez.", "Vous pouvez dire non à tout moment.", icon="hand-palm"),
        note("Vous serez avec un agent de la CAF.", "Son nom s’affiche dès qu’il répond.", icon="user-circle"),
    ],
    camera=False, camera_words="Votre image apparaît ici dans un instant.",
    actions=[main("Entrer dans la file d’attente", "check")],
)  # fmt: skip
WAITING = Waiting(
    "Vous êtes dans la file de la CAF", 2, "2 personnes avant vous", "Environ 8 à 12 minutes",
    "En attendant, préparez vos papiers :", PAPERS[:3], None,
    [action("Quitter la file", "sign-out", "quiet")],
)  # fmt: skip
NEXT = Waiting(
    "Vous êtes dans la file de la CAF", 0, "Vous êtes le prochain", "Un conseiller va répondre.",
    "Pendant ce temps, rassemblez vos papiers.", [], note("Message du guichet", "Préparez votre numéro d’allocataire.", "calm", "chat-circle-text"),
    [action("Quitter la file", "sign-out", "quiet")],
    ["Votre numéro d’allocataire, si vous en avez un", "Une pièce d’identité"],
    ["Le conseiller apparaît ici, en vidéo. Vous n’avez rien à toucher.", "Il vous demande qui vous êtes et ce qui vous amène."],
)  # fmt: skip
OTHER_WAYS = [
    main("Être rappelé ici", "phone"),
    action("Imprimer les coordonnées", "printer"),
    action("Appeler l’agent de la mairie", "hand-waving"),
    action("Attendre encore", "hourglass"),
]
NOBODY = Nobody(
    "Personne n’a pu répondre", "Le temps promis est dépassé. Nous en sommes désolés. Que préférez-vous ?",
    "", "CAF d’Ille-et-Vilaine, 32 30, du lundi au vendredi de 9 h à 16 h 30", OTHER_WAYS,
)  # fmt: skip
KEPT = Nobody(
    "On vous rappellera ici", "Restez près de la borne, ou revenez avant 17 h. Votre numéro s’affichera.",
    "A 12", "", [main("Terminer", "sign-out"), action("Imprimer mon numéro", "printer")],
)  # fmt: skip
BUTTONS = [
    action("Couper mon micro", "microphone-slash"),
    action("Pause privée", "eye-slash"),
    action("Terminer", "phone-disconnect", "danger"),
]
MUTED_BUTTONS = [
    main("Remettre mon micro", "microphone"),
    action("Pause privée", "eye-slash"),
    action("Lire le document", "file-text"),
    action("Terminer", "phone-disconnect", "danger"),
]
MUTED = note(
    "Votre micro est coupé",
    "Nadia vous voit, mais ne vous entend pas. Touchez « Remettre mon micro » pour parler.",
    "warn",
    "microphone-slash",
)
ASKED = Request(
    "Nadia propose un document : « Déclaration de situation ».", "2 pages. Vous le lirez ensemble avant de décider.",
    "file-text", main("Voir le document", "eye"), action("Ne pas ouvrir", "x"),
)  # fmt: skip


def call(
    request: Request | None = None,
    link: str = "connected",
    words: str = "Bonne liaison",
    news: Note | None = None,
    *,
    paused: bool = False,
    buttons: list[Action] = BUTTONS,
) -> Call:
    """A call; pictures are not drawn by the software backend, so the words stand there."""
    return Call(
        "Nadia", "conseillère CAF", "Conversation privée · non enregistrée", link, words,  # type: ignore[arg-type]
        remote=False, self_view=False, picture_words="L’image de Nadia arrive…", paused=paused,
        request=request, buttons=buttons, note=news,
    )  # fmt: skip


READING = Reading(
    "Déclaration de situation", "Page 1 sur 2 · Nadia et vous voyez la même page", None, picture(),
    Pointer(0.42, 0.27, "Nadia"), remote=True, pager=ZOOM,
    actions=[main("Garder ce document", "check"), action("Refuser", "x"), action("Imprimer", "printer"), action("Retour à l’appel", "video-camera")],
)  # fmt: skip
READING_ENLARGED = dataclasses.replace(READING, picture=picture(2), pointer=None, pager=ZOOMED)
PAPER_OUT = note(
    "Déclaration de situation", "Il n’y a plus de papier. Demandez-en à l’accueil : l’impression reprendra toute seule.",
    "warn", "printer",
)  # fmt: skip
PAUSED = note(
    "Pause privée",
    "Votre image et votre voix ne partent plus. Touchez « Reprendre » quand vous voulez.",
    "warn",
    "eye-slash",
)
BOX = InkBox(610 / WIDTH, 1350 / HEIGHT, 460 / WIDTH, 180 / HEIGHT)


def _ink() -> list[list[list[float]]]:
    """A flourish in the box."""
    loops = [
        [BOX.x + BOX.w * (0.12 + 0.006 * i), BOX.y + BOX.h * (0.5 + 0.3 * math.sin(i / 5))]
        for i in range(110)
    ]
    under = [[BOX.x + BOX.w * (0.2 + i * 0.03), BOX.y + BOX.h * 0.86] for i in range(18)]
    return [loops, under]


def sign(*, inked: bool, busy: bool = False, zoom: float = 1.0) -> Sign:
    """Signing, before and after the ink."""
    buttons = [
        action("Je signe ce document", "signature", "main", enabled=inked and not busy),
        action("Recommencer", "arrow-clockwise", enabled=inked),
        action("Ne pas signer", "x"),
    ]
    return Sign(
        "Signer : Déclaration de situation", "Relisez la page. Votre signature ira dans le cadre.",
        "Signature simple, scellée par la borne. Vous en gardez une copie.",
        picture(zoom), BOX, _ink() if inked else [], 0.004, busy, None, ZOOM[2:] if zoom == 1 else ZOOMED[2:], buttons,
    )  # fmt: skip


GOODBYE = Goodbye(
    "Merci de votre visite",
    ["Vous avez parlé avec la CAF", "Document signé : Déclaration de situation", "2 pages imprimées"],
    "VG-2026-4417", "Votre dossier sera étudié sous 10 jours. Rien d’autre à envoyer.",
    "Reprenez vos papiers, sur la vitre aussi.",
    Question(
        "Avez-vous obtenu ce que vous vouliez ?",
        [Choice("Oui", chosen=False, choose=action("x")), Choice("En partie", chosen=False, choose=action("x")), Choice("Non", chosen=False, choose=action("x"))],
    ),
    None, [action("Imprimer ce résumé", "printer"), main("Terminer et tout effacer", "sign-out")],
)  # fmt: skip

UNPRINTED = dataclasses.replace(
    GOODBYE,
    actions=[
        main("Terminer et tout effacer", "sign-out"),
        action("Imprimer ce résumé", "printer"),
        action("Imprimer : courrier-caf.pdf", "printer"),
        action("Faire autre chose", "house", "quiet"),
    ],
)


def states() -> list[State]:
    """From the list of counters to goodbye."""
    asked = State("call-request", "On me demande quelque chose", call(ASKED))
    reading = State("reading", "Lire ensemble la même page", READING)
    signed = State("sign-inked", "L’encre dans le cadre et sur la page", sign(inked=True))
    goodbye = State("goodbye", "Au revoir : ce qui a été fait", GOODBYE)
    counter = State("counter", "Un guichet ouvert", COUNTER)
    lost = call(None, "lost", "Liaison perdue, elle revient…")
    return [
        State("counters", "Les guichets", COUNTERS),
        State("counters", "", COUNTERS).seen("big", "Les guichets, grand texte", BIG),
        State("counters-offline", "Les guichets, hors ligne", COUNTERS_OFFLINE, header=OFFLINE),
        counter,
        counter.seen("big", "Un guichet, grand texte", BIG),
        State("counter-closed", "Un guichet fermé", COUNTER_CLOSED),
        State("before-call", "La vie privée en trois lignes", BEFORE),
        State("before-call", "", BEFORE).seen("big", "Avant l’appel, grand texte", BIG),
        State("waiting", "Dans la file", WAITING),
        State("waiting", "", WAITING).seen("big", "Dans la file, grand texte", BIG),
        State("waiting-next", "Le prochain", NEXT),
        State("nobody", "Personne n’a répondu : quatre autres voies", NOBODY),
        State("nobody-kept", "On vous rappellera", KEPT),
        State("call", "L’appel", call()),
        asked,
        asked.seen("big", "Une demande, grand texte", BIG),
        asked.seen("contrast", "Une demande, contraste", CONTRAST),
        asked.seen("reach", "Une demande, commandes basses", REACH),
        State("call-note", "Une feuille attend : c’est dit", call(news=PAPER_OUT)),
        State("call-note", "", call(ASKED, news=PAPER_OUT)).seen(
            "big", "Une feuille attend et une demande, grand texte", BIG
        ),
        State("call-paused", "Pause privée", call(news=PAUSED, paused=True)),
        State("call-muted", "Micro coupé", call(news=MUTED, buttons=MUTED_BUTTONS)),
        State("call-muted", "", call(news=MUTED, buttons=MUTED_BUTTONS)).seen(
            "big", "Micro coupé, grand texte", BIG
        ),
        State("call-lost", "La liaison est perdue", lost),
        reading,
        reading.seen("big", "Lire ensemble, grand texte", BIG),
        reading.seen("reach", "Lire ensemble, commandes basses", REACH),
        State("reading-enlarged", "La page agrandie, pour lire", READING_ENLARGED),
        State("sign", "Signer : le cadre vide", sign(inked=False)),
        State("sign-enlarged", "Lire la page avant de signer", sign(inked=False, zoom=2)),
        State("sign-enlarged", "", sign(inked=True, zoom=2)).seen(
            "big", "Lire avant de signer, grand texte", BIG
        ),
        signed,
        signed.seen("big-contrast", "Signer, grand texte et contraste", BIG_CONTRAST),
        signed.seen("reach", "Signer, commandes basses", REACH),
        State("sign-busy", "La signature se fait", sign(inked=True, busy=True)),
        goodbye,
        State("goodbye-unprinted", "Au revoir : un document reste à imprimer", UNPRINTED),
        goodbye.seen("big", "Au revoir, grand texte", BIG),
        State("help-rings", "L’aide sonne à l’accueil", COUNTERS, bar=bar(help_rings=True, speaking=True)),
    ]
