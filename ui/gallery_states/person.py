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
    Loudness,
    Nobody,
    Note,
    Pointer,
    Question,
    Reading,
    Request,
    Sign,
    TextLine,
    Waiting,
    Writing,
)
from ui.presenters.call import LEGAL


def yes_no(title: str, chosen: bool | None = None) -> Question:
    """A question answered by yes or no."""
    return Question(
        title,
        [Choice("Oui", chosen is True, action("x")), Choice("Non", chosen is False, action("x"))],
    )


COUNTERS = Counters(
    "Parler à un conseiller",
    "En vidéo, ici même. C’est gratuit et rien n’est enregistré.",
    [
        CounterCard("France Travail", "Emploi, inscription, indemnités", "Libre maintenant", open=True, choose=action("x")),
        CounterCard("CAF", "Allocations familiales, logement, prime d’activité", "1 personne avant vous · environ 8 min", open=True, choose=action("x")),
        CounterCard("Mission locale", "Jeunes de 16 à 25 ans", "Fermé · ouvre demain à 9 h", open=False, choose=action("x")),
    ],
    None,
    [action("J’ai un rendez-vous", "calendar-check")],
)  # fmt: skip
COUNTERS_OFFLINE = Counters(
    "Parler à un conseiller", COUNTERS.text,
    [dataclasses.replace(card, words="Injoignable pour le moment", open=False) for card in COUNTERS.counters],
    note("Hors ligne", "Les conseillers sont injoignables pour le moment. Adressez-vous à l’accueil de la mairie.", "warn", "wifi-slash"),
    [],
)  # fmt: skip
COUNTER = Counter(
    "CAF d’Ille-et-Vilaine", "Caisse d’allocations familiales", open=True, words="1 personne avant vous · environ 8 min",
    estimate="Ouvert jusqu’à 17 h",
    can=["Répondre sur votre dossier", "Recevoir vos papiers", "Vous faire signer un formulaire"],
    cannot=["Verser de l’argent", "Parler du dossier de quelqu’un d’autre"],
    papers=["Numéro d’allocataire", "Pièce d’identité"],
    consent=yes_no("Dire au conseiller que vous venez pour « Refaire une carte d’identité » ?"),
    note=None, actions=[main("Voir un conseiller CAF", "video-camera"), action("Imprimer comment le joindre", "printer")],
)  # fmt: skip
COUNTER_CLOSED = Counter(
    "Mission locale", "Jeunes de 16 à 25 ans", open=False, words="Ce guichet est fermé", estimate="Il ouvre demain à 9 h. En attendant : 02 99 00 00 01",
    can=[], cannot=[], papers=[], consent=None, note=None,
    actions=[main("Imprimer comment le joindre", "printer")],
)  # fmt: skip
BEFORE = BeforeCall(
    "Avant de commencer",
    [
        note("Privé", "Rien n’est enregistré, ni l’image ni le son.", icon="shield-check"),
        note("Qui", "Vous parlerez à un conseiller (CAF), à personne d’autre.", icon="user-circle"),
        note("Vous décidez", "Aucun papier ne part sans votre accord. Vous pouvez arrêter à tout moment.", icon="hand-palm"),
    ],
    camera=False, camera_words="La caméra s’allume…",
    actions=[main("J’ai compris, j’attends un conseiller", "video-camera"), action("Non, revenir", "arrow-left")],
    shown=Question("", [Choice("Avec mon image", chosen=True, choose=action("x")), Choice("Sans mon image", chosen=False, choose=action("x"))]),
)  # fmt: skip
BEFORE_HEARD = dataclasses.replace(BEFORE, voice=Loudness(0.42, 0.66, "On vous entend."))
BEFORE_QUIET = dataclasses.replace(
    BEFORE, voice=Loudness(0.05, 0.12, "Dites « bonjour » : la barre bouge quand on vous entend.")
)
BEFORE_UNHEARD = dataclasses.replace(
    BEFORE,
    note=note("Le micro ne répond plus.", "Vous pourrez écrire au conseiller. Ou demandez de l’aide à l’accueil.", "warn", "microphone-slash"),
)  # fmt: skip
LEAVE = [action("Être rappelé ici plus tard", "phone"), action("Quitter la file", "x", "quiet")]
WAITING = Waiting(
    "Vous attendez un conseiller CAF", 2, "2 personnes sont avant vous.", "Attente : entre 8 et 12 min",
    "Pendant ce temps, rassemblez vos papiers.", PAPERS[:3], None, LEAVE,
)  # fmt: skip
NEXT = Waiting(
    "Vous attendez un conseiller CAF", 0, "C’est bientôt à vous : personne n’est avant vous.", "",
    "Pendant ce temps, rassemblez vos papiers.", [], note("Vous gardez votre place", "La liaison avec le conseiller s’est coupée. Vous êtes de nouveau en tête de la file.", "warn", "info"),
    LEAVE,
    ["Votre numéro d’allocataire, si vous en avez un", "Une pièce d’identité"],
    ["Le conseiller apparaît ici, en vidéo. Vous n’avez rien à toucher.", "Il vous demande qui vous êtes et ce qui vous amène."],
)  # fmt: skip
OTHER_WAYS = [
    main("Être rappelé ici", "phone", "Un numéro vous sera donné."),
    action("Demander à l’agent à l’accueil", "hand-waving"),
    action("Imprimer comment le joindre", "printer"),
    action("Continuer d’attendre", "clock"),
]
NOBODY = Nobody(
    "Personne n’a pu vous répondre", "Nous vous avions promis moins d’attente. Nous sommes désolés. Que préférez-vous ?",
    "", "CAF d’Ille-et-Vilaine : 32 30, du lundi au vendredi de 9 h à 16 h 30", OTHER_WAYS,
)  # fmt: skip
KEPT = Nobody(
    "Votre numéro est le C-12",
    "Un conseiller appellera ce numéro sur cette borne. Restez à proximité : quand il s’affiche, touchez « C’est moi ».",
    "C-12", NOBODY.contact, [main("Terminer", "check"), action("Imprimer comment le joindre", "printer")],
)  # fmt: skip
UNSEEN = action("Sans mon image", "video-camera-slash")
BUTTONS = [
    action("Couper mon micro", "microphone-slash"),
    UNSEEN,
    action("Pause privée", "eye-slash"),
    action("Terminer", "phone-disconnect", "danger"),
]
MUTED_BUTTONS = [
    main("Remettre mon micro", "microphone"),
    UNSEEN,
    action("Pause privée", "eye-slash"),
    action("Lire le document", "file-text"),
    action("Terminer", "phone-disconnect", "danger"),
]
PAUSED_BUTTONS = [
    action("Couper mon micro", "microphone-slash", enabled=False),
    action("Sans mon image", "video-camera-slash", enabled=False),
    main("Reprendre", "eye"),
    action("Terminer", "phone-disconnect", "danger"),
]
MUTED = note(
    "Votre micro est coupé",
    "Nadia vous voit, mais ne vous entend pas. Touchez « Remettre mon micro » pour parler.",
    "warn",
    "microphone-slash",
)
ASKED = Request(
    "Nadia vous montre un document.", "« Déclaration de situation ». Vous le lirez ensemble, puis vous déciderez.",
    "file-text", main("Regarder", "eye"), action("Ne pas regarder", "x"),
)  # fmt: skip


def call(
    request: Request | None = None,
    link: str = "connected",
    words: str = "Liaison établie",
    news: Note | None = None,
    *,
    paused: bool = False,
    buttons: list[Action] = BUTTONS,
    face: str = "L’image de Nadia arrive…",
) -> Call:
    """A call; pictures are not drawn by the software backend, so the words stand there."""
    return Call(
        "Nadia", "CAF", "Vous et Nadia, personne d’autre · non enregistré", link, words,  # type: ignore[arg-type]
        remote=False, self_view=False, picture_words=face, paused=paused,
        request=request, buttons=buttons, note=news, code="482 913" if link == "connected" else "",
    )  # fmt: skip


READING = Reading(
    "Vous lisez ensemble « Déclaration de situation »", "Nadia montre un endroit de la page.", None, picture(),
    Pointer(0.42, 0.27, "Nadia"), remote=True, pager=ZOOM,
    actions=[main("Accepter ce document", "check"), action("Ne pas l’accepter", "x"), action("Imprimer", "printer"), action("Autres choix", "gear"), action("Revenir à Nadia", "video-camera")],
)  # fmt: skip
NOT_HEARD = note(
    "Le micro ne répond plus.",
    "Nadia vous voit et le sait, mais ne vous entend plus. Touchez « Écrire » : l’appel continue.",
    "warn",
    "microphone-slash",
)
WROTE = note("Nadia vous écrit", "Votre numéro d’allocataire est bien le 1234567 ?", icon="chat-circle-text")
WRITING = Writing(
    "Écrire à Nadia", "Nadia voit ce que vous tapez, lettre après lettre. Rien n’est gardé.",
    note("Le micro ne répond plus.", "Nadia le sait. Écrivez ici : Nadia vous répond de vive voix ou par écrit.", "warn", "microphone-slash"),
    [
        TextLine("Vous", "Vous m’entendez ?", mine=True),
        TextLine("Nadia", "Non, mais je vous lis. Votre numéro d’allocataire est bien le 1234567 ?", mine=False),
        TextLine("Vous", "Oui", mine=True),
    ],
    [action(words) for words in ("Oui", "Non", "Je ne comprends pas", "Merci")],
    "C’est pour le logement de ma", "Votre phrase", 500, Action("text.send", "Envoyer", "check"), remote=True,
    actions=[],
)  # fmt: skip
WRITING_ASKED = dataclasses.replace(
    WRITING,
    note=note(
        "Nadia vous demande quelque chose",
        "Touchez « Revenir à Nadia » pour répondre.",
        "warn",
        "hand-waving",
    ),
    actions=[main("Revenir à Nadia", "video-camera")],
)
WRITING_FIRST = dataclasses.replace(
    WRITING, lines=[], text_typed="", enter=action("Envoyer", "check", enabled=False)
)
READING_ENLARGED = dataclasses.replace(READING, picture=picture(2), pointer=None, pager=ZOOMED)
PAPER_OUT = note(
    "Déclaration de situation", "Il n’y a plus de papier dans l’imprimante. Demandez du papier à l’accueil. L’impression reprendra toute seule.",
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
        action("Je signe", "pen-nib", "main", enabled=inked and not busy),
        action("Signer sur papier", "printer", enabled=not busy),
        action("Je ne signe pas", "x", enabled=not busy),
    ]
    return Sign(
        "Signer « Déclaration de situation »",
        "Lisez la page. Signez avec le doigt dans le cadre, sur papier, ou refusez : c’est vous qui choisissez.",
        LEGAL,
        picture(zoom), BOX, _ink() if inked else [], 0.004, busy, "Signez ici avec le doigt",
        note("Un instant", "Le document reçoit votre signature et son sceau.", "calm", "hourglass") if busy else None,
        [*(ZOOM if zoom == 1 else ZOOMED), action("Refaire", "arrow-clockwise", enabled=inked and not busy)],
        buttons,
    )  # fmt: skip


SIGN_PAD = dataclasses.replace(
    sign(inked=False),
    text="Lisez la page. Signez sur la tablette ou avec le doigt dans le cadre, sur papier, ou refusez : c’est vous qui choisissez.",
    where="Signez sur la tablette, ou ici avec le doigt",
)

GOODBYE = Goodbye(
    "Le conseiller a terminé l’appel",
    ["Vous avez parlé à un conseiller CAF", "Signé : Déclaration de situation", "Imprimé : Déclaration de situation"],
    "4417-2026", "À trouver avant de revenir : Deux photos d’identité.",
    "Reprenez vos papiers, sur la vitre et dans l’imprimante aussi.",
    Question(
        "Avez-vous obtenu ce que vous vouliez ?",
        [Choice("Oui", chosen=False, choose=action("x")), Choice("En partie", chosen=False, choose=action("x")), Choice("Non", chosen=False, choose=action("x"))],
    ),
    None,
    [main("Terminer et tout effacer", "sign-out"), action("Imprimer ce résumé", "printer"), action("Faire autre chose", "house", "quiet")],
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
    return [*_before(), *_talking(), *_writing(), *_together(), *_after()]


def _before() -> list[State]:
    """Counters, and what comes before somebody answers."""
    counter = State("counter", "Un guichet ouvert", COUNTER)
    return [
        State("counters", "Les guichets", COUNTERS),
        State("counters", "", COUNTERS).seen("big", "Les guichets, grand texte", BIG),
        State("counters-offline", "Les guichets, hors ligne", COUNTERS_OFFLINE, header=OFFLINE),
        counter,
        counter.seen("big", "Un guichet, grand texte", BIG),
        State("counter-closed", "Un guichet fermé", COUNTER_CLOSED),
        State("before-call", "La vie privée en trois lignes", BEFORE),
        State("before-call-unheard", "Avant l’appel : le micro est perdu", BEFORE_UNHEARD),
        State("before-call-heard", "Avant l’appel : on vous entend", BEFORE_HEARD),
        State("before-call-heard", "", BEFORE_HEARD).seen("reach", "On vous entend, commandes basses", REACH),
        State("before-call-quiet", "", BEFORE_QUIET).seen(
            "big", "Avant l’appel, dites bonjour, grand texte", BIG
        ),
        State("before-call", "", BEFORE).seen("big", "Avant l’appel, grand texte", BIG),
        State("waiting", "Dans la file", WAITING),
        State("waiting", "", WAITING).seen("big", "Dans la file, grand texte", BIG),
        State("waiting-next", "Le prochain", NEXT),
        State("nobody", "Personne n’a répondu : quatre autres voies", NOBODY),
        State("nobody-kept", "On vous rappellera", KEPT),
    ]


def _talking() -> list[State]:
    """The call itself."""
    asked = State("call-request", "On me demande quelque chose", call(ASKED))
    lost = call(
        None,
        "lost",
        "La liaison est coupée, elle revient toute seule…",
        face="L’image de Nadia revient dans un instant.",
    )
    return [
        State("call", "L’appel", call()),
        asked,
        asked.seen("big", "Une demande, grand texte", BIG),
        asked.seen("contrast", "Une demande, contraste", CONTRAST),
        asked.seen("reach", "Une demande, commandes basses", REACH),
        State("call-note", "Une feuille attend : c’est dit", call(news=PAPER_OUT)),
        State("call-note", "", call(ASKED, news=PAPER_OUT)).seen(
            "big", "Une feuille attend et une demande, grand texte", BIG
        ),
        State("call-paused", "Pause privée", call(news=PAUSED, paused=True, buttons=PAUSED_BUTTONS)),
        State("call-muted", "Micro coupé", call(news=MUTED, buttons=MUTED_BUTTONS)),
        State("call-muted", "", call(news=MUTED, buttons=MUTED_BUTTONS)).seen(
            "big", "Micro coupé, grand texte", BIG
        ),
        State("call-lost", "La liaison est perdue", lost),
        State("call-lost", "", lost).seen("big", "La liaison est perdue, grand texte", BIG),
    ]


def _writing() -> list[State]:
    """The microphone is lost: told, and written instead."""
    lost = call(news=NOT_HEARD, buttons=[main("Écrire", "keyboard"), *BUTTONS[1:]])
    told = call(news=WROTE, buttons=[BUTTONS[0], action("Écrire", "keyboard"), *BUTTONS[1:]])
    written = State("call-writing", "Écrire à son conseiller", WRITING)
    return [
        State("call-microphone-lost", "Le micro est perdu : on peut écrire", lost),
        State("call-microphone-lost", "", lost).seen("big", "Le micro est perdu, grand texte", BIG),
        State("call-written-to", "Le conseiller écrit", told),
        State("call-writing-first", "Écrire : rien n’est encore dit", WRITING_FIRST),
        State("call-writing-asked", "On me demande quelque chose pendant que j’écris", WRITING_ASKED),
        written,
        written.seen("big", "Écrire, grand texte", BIG),
        written.seen("reach", "Écrire, commandes basses", REACH),
        written.seen("contrast", "Écrire, contraste", CONTRAST),
    ]


def _together() -> list[State]:
    """One page on both sides: read, then signed."""
    reading = State("reading", "Lire ensemble la même page", READING)
    signed = State("sign-inked", "L’encre dans le cadre et sur la page", sign(inked=True))
    return [
        reading,
        reading.seen("big", "Lire ensemble, grand texte", BIG),
        reading.seen("reach", "Lire ensemble, commandes basses", REACH),
        State("reading-enlarged", "La page agrandie, pour lire", READING_ENLARGED),
        State("sign", "Signer : le cadre vide", sign(inked=False)),
        State("sign-pad", "Signer sur la tablette", SIGN_PAD),
        State("sign-enlarged", "Lire la page avant de signer", sign(inked=False, zoom=2)),
        State("sign-enlarged", "", sign(inked=True, zoom=2)).seen(
            "big", "Lire avant de signer, grand texte", BIG
        ),
        signed,
        signed.seen("big-contrast", "Signer, grand texte et contraste", BIG_CONTRAST),
        signed.seen("reach", "Signer, commandes basses", REACH),
        State("sign-busy", "La signature se fait", sign(inked=True, busy=True)),
    ]


def _after() -> list[State]:
    """Goodbye, and help beside all of it."""
    goodbye = State("goodbye", "Au revoir : ce qui a été fait", GOODBYE)
    return [
        goodbye,
        State("goodbye-unprinted", "Au revoir : un document reste à imprimer", UNPRINTED),
        goodbye.seen("big", "Au revoir, grand texte", BIG),
        State("help-rings", "L’aide sonne à l’accueil", COUNTERS, bar=bar(help_rings=True, speaking=True)),
    ]
