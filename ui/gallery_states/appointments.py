"""Appointments: which day, which hour, is that right, the code, and coming with it."""

import dataclasses

from ui.gallery_states.person import COUNTER, COUNTER_CLOSED, COUNTERS, WAITING, call
from ui.gallery_states.state import BIG, BIG_CONTRAST, CONTRAST, REACH, State, action, main, note
from ui.pages import Action, Appointment, Ask, Choice, Question, Request, Slots
from ui.pages.offices import Fact


def tile(label: str, hint: str, icon: str = "calendar-check") -> Action:
    """One answer."""
    return action(label, icon, hint=hint)


DAYS = Slots(
    "CAF, prestations et logement", "Quel jour vous convient ?", "Question 1 sur 3", None,
    [
        tile("Mardi 1er décembre 2026", "2 rendez-vous possibles, à partir de 14 h"),
        tile("Jeudi 3 décembre 2026", "6 rendez-vous possibles, à partir de 9 h"),
        tile("Vendredi 4 décembre 2026", "1 rendez-vous possible, à partir de 16 h 30"),
        tile("Mardi 8 décembre 2026", "8 rendez-vous possibles, à partir de 14 h"),
        tile("Jeudi 10 décembre 2026", "6 rendez-vous possibles, à partir de 9 h"),
    ],
    1, [],
)  # fmt: skip
NO_DAYS = dataclasses.replace(
    DAYS, choices=[],
    note=note("Plus de rendez-vous libre", "D’autres s’ouvriront peut-être : revenez voir, ou adressez-vous à l’accueil de la mairie.", "warn", "calendar-check"),
)  # fmt: skip
SILENT = dataclasses.replace(
    DAYS, choices=[], actions=[main("Réessayer", "arrow-clockwise")],
    note=note("Pas de réponse", "Les rendez-vous ne répondent pas. Réessayez, ou adressez-vous à l’accueil de la mairie.", "warn", "wifi-slash"),
)  # fmt: skip
HOURS = Slots(
    "CAF, prestations et logement", "À quelle heure ?", "Question 2 sur 3 · jeudi 3 décembre 2026", None,
    [tile(hour, "", "clock") for hour in ("9 h", "9 h 30", "10 h", "10 h 30", "11 h", "11 h 30")], 2, [],
)  # fmt: skip
FACTS = [
    Fact("calendar-check", "Jeudi 3 décembre 2026"),
    Fact("clock", "De 10 h 30 à 11 h", "Vous pouvez arriver 15 minutes avant."),
    Fact("map-pin", "Mairie de Saint-Aubin, à cette borne", "Espace services publics"),
    Fact("video-camera", "CAF, prestations et logement", "Dossiers d’aide au logement"),
]
CONFIRM = Appointment(
    "CAF, prestations et logement", "Est-ce bien cela ?", "Question 3 sur 3",
    note("Rien à donner", "Ni nom, ni téléphone, ni adresse : vous recevez un code.", "calm", "shield-check"),
    "", "", "", FACTS, [],
    Question("Dire au conseiller que vous viendrez pour « Aide personnalisée au logement (APL) » ?", [
        Choice("Oui, et imprimer les papiers à apporter", True, action("Oui")), Choice("Non", False, action("Oui")),
    ]),
    [main("Prendre ce rendez-vous", "check")],
)  # fmt: skip
BOOKED = Appointment(
    "CAF, prestations et logement", "Votre rendez-vous est pris", "",
    note("Gardez ce code", "C’est votre code, et lui seul, qui vous fera recevoir."), "K7FM-2Q9D", "Votre code : K, 7, F, M, 2, Q, 9, D",
    "À taper ici le jour venu, ou pour annuler : « Parler à un conseiller », « J’ai un rendez-vous ».", FACTS,
    ["Votre numéro d’allocataire, si vous en avez un", "Une pièce d’identité", "Le courrier dont vous voulez parler"], None,
    [main("C’est noté, terminer", "check"), action("Imprimer encore", "printer"), action("Faire autre chose", "house", "quiet")],
)  # fmt: skip
COPY = dataclasses.replace(
    BOOKED,
    note=note("Recopiez ce code", "Rien ne s’imprime pour le moment. Prenez le temps de le recopier.", "warn", "pen-nib"),
    actions=[BOOKED.actions[0], BOOKED.actions[2]],
)  # fmt: skip
CODE = Ask(
    "Mon rendez-vous", "Quel est votre code ?", "", "letters", "K7FM-2Q", "K7FM-2Q9D",
    "Huit lettres et chiffres, sur votre papier. O et zéro, I et un comptent pour le même signe.",
    None, [], 12, main("Suivant", "caret-right"), [],
)  # fmt: skip
WRONG = dataclasses.replace(
    CODE, text_typed="K7FM-2Q9X",
    note=note("Ce code n’est pas bon", "Relisez le papier signe par signe. S’il est perdu, un conseiller du guichet peut vous en donner un autre.", "warn", "pen-nib"),
)  # fmt: skip


def here(title: str, text: str, tone: str, icon: str, *actions: Action) -> Appointment:
    """What a code is worth."""
    return Appointment(
        "Mon rendez-vous", "Votre rendez-vous", "", note(title, text, tone, icon), "", "", "",
        [FACTS[0], dataclasses.replace(FACTS[1], detail=""), *FACTS[2:]], [], None, list(actions),
    )  # fmt: skip


CANCEL = action("Annuler ce rendez-vous", "x")
HOME = main("Retourner à l’accueil", "house")
NOW = here(
    "On vous attend", "Vous passez avant les personnes sans rendez-vous.", "good", "check-circle",
    main("Je suis là, commencer", "video-camera"), CANCEL,
)  # fmt: skip
EARLY = here(
    "Vous êtes en avance",
    "Il est 9 h 40. Revenez taper votre code à partir de 10 h 15.",
    "calm",
    "clock",
    HOME,
    CANCEL,
)
LATE = here(
    "L’heure est passée", "Vous pouvez attendre un conseiller sans rendez-vous, ou en prendre un autre.", "warn", "clock",
    main("Attendre un conseiller", "video-camera"), action("Prendre rendez-vous", "calendar-check"),
)  # fmt: skip
CALLED_OFF = here(
    "Le guichet a dû annuler ce rendez-vous",
    "Nous en sommes désolés. Vous pouvez en prendre un autre ou voir un conseiller sans rendez-vous.", "warn", "x",
    main("Attendre un conseiller", "video-camera"), action("Prendre rendez-vous", "calendar-check"),
)  # fmt: skip
SURE = here(
    "Annuler ce rendez-vous ?", "L’heure sera libre pour quelqu’un d’autre.", "warn", "question",
    main("Non, le garder", "arrow-left"), action("Oui, annuler", "x", "danger"),
)  # fmt: skip


TAKE = action("Prendre rendez-vous", "calendar-check")
OFFERED = Request(
    "Nadia vous propose un rendez-vous.",
    "Le jeudi 3 décembre 2026, de 10 h 30 à 11 h. Vous recevrez un code, sans donner votre nom.", "calendar-check",
    main("Oui, je le prends", "check"), action("Non merci", "x"),
)  # fmt: skip
COPIED = Request(
    "Recopiez votre code : K7FM-2Q9D", "Il est redit à la fin de la visite.", "pen-nib",
    main("C’est noté", "check"), action("Plus tard", "x"),
)  # fmt: skip


def around() -> list[State]:
    """Where an appointment is met on other pages."""
    taking = dataclasses.replace(COUNTER, actions=[COUNTER.actions[0], TAKE, *COUNTER.actions[1:]])
    closed = dataclasses.replace(
        COUNTER_CLOSED,
        actions=[
            main("Prendre rendez-vous", "calendar-check"),
            action("Imprimer comment le joindre", "printer"),
        ],
    )
    expected = dataclasses.replace(
        WAITING, ahead=0, position="C’est bientôt à vous : personne n’est avant vous.", estimate="",
        note=note("Rendez-vous de 10 h 30", "Votre conseiller voit que vous êtes là. Un collègue peut le remplacer.", "good", "calendar-check"),
    )  # fmt: skip
    return [
        State("appointment-0-counters", "les guichets, et « J’ai un rendez-vous »", COUNTERS),
        State("appointment-0-counter", "un guichet ouvert qui donne des rendez-vous", taking),
        State("appointment-0-closed", "un guichet fermé : prendre rendez-vous d’abord", closed),
        State("appointment-9-waiting", "attendre, avec un rendez-vous", expected),
        State("appointment-9-offered", "dans l’appel, un rendez-vous proposé", call(OFFERED)),
        State("appointment-9-offered", "", call(OFFERED)).seen("big", "proposé, en grand", BIG),
        State("appointment-9-copied", "dans l’appel, sans imprimante, le code à recopier", call(COPIED)),
    ]


def states() -> list[State]:
    """All of them."""
    days = State("appointment-1-days", "rendez-vous : quel jour", DAYS)
    booked = State("appointment-4-booked", "rendez-vous pris : le code, ce qu’il faut apporter", BOOKED)
    confirm = State(
        "appointment-3-confirm", "rendez-vous : tout revoir, et l’accord sur la démarche", CONFIRM
    )
    code = State("appointment-6-code", "le code tapé au clavier", CODE)
    return [
        days,
        days.seen("big", "rendez-vous : quel jour, en grand", BIG),
        State("appointment-1-none", "plus de créneau libre", NO_DAYS),
        State("appointment-1-silent", "le relais ne répond pas", SILENT),
        State("appointment-2-hours", "rendez-vous : quelle heure", HOURS),
        State("appointment-2-hours", "rendez-vous : quelle heure", HOURS).seen(
            "reach", "heures, boutons bas", REACH
        ),
        confirm,
        confirm.seen("big", "tout revoir, en grand et contrasté", BIG_CONTRAST),
        booked,
        booked.seen("contrast", "rendez-vous pris, contraste fort", CONTRAST),
        booked.seen("big", "rendez-vous pris, en grand", BIG),
        State("appointment-5-copy", "sans imprimante, le code à recopier", COPY),
        code,
        code.seen("reach", "le code, boutons bas", REACH),
        State("appointment-6-wrong", "un code mal recopié", WRONG),
        State("appointment-7-now", "à l’heure", NOW),
        State("appointment-7-early", "en avance", EARLY),
        State("appointment-7-late", "trop tard", LATE),
        State("appointment-7-called-off", "annulé par le conseiller", CALLED_OFF),
        State("appointment-7-called-off", "", CALLED_OFF).seen(
            "big", "annulé par le conseiller, en grand", BIG
        ),
        State("appointment-8-sure", "annuler, une dernière question", SURE),
        *around(),
    ]
