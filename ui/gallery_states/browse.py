"""Welcome to results."""

import dataclasses

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
    CallbackNote,
    Closed,
    CounterLine,
    Greeting,
    Group,
    Home,
    Neutral,
    Result,
    Search,
    Topic,
    Welcome,
)

COUNTERS = [
    CounterLine("France Travail", "libre maintenant", open=True),
    CounterLine("CAF", "1 personne avant vous · environ 8 min", open=True),
    CounterLine("Mission locale", "ouvre demain à 9 h", open=False),
]
GREETINGS = [
    Greeting("fr", "Touchez l’écran"),
    Greeting("en", "Touch the screen"),
    Greeting("ar", "المس الشاشة", rtl=True),
    Greeting("pt", "Toque no ecrã"),
    Greeting("tr", "Ekrana dokunun"),
    Greeting("uk", "Торкніться екрана"),
]
WELCOME = Welcome(
    "Bienvenue",
    GREETINGS,
    "10 h 42",
    "Lundi 9 novembre 2026",
    "Nos conseillers en vidéo",
    COUNTERS,
    [
        note("Déchetterie", "Fermée jeudi 12 novembre toute la journée.", "warn", "recycle"),
        note("Vaccination", "Permanence samedi de 9 h à 12 h, salle des fêtes.", "calm", "first-aid"),
    ],
    main("Commencer", "hand-pointing"),
    action("Accès agent", "lock-key", "quiet"),
)
RINGING = Welcome(
    WELCOME.title,
    GREETINGS,
    "10 h 51",
    "Lundi 9 novembre 2026",
    WELCOME.counters_title,
    COUNTERS,
    WELCOME.notices,
    WELCOME.start,
    WELCOME.staff,
    CallbackNote(
        "C-12",
        "On rappelle le numéro C-12",
        "Nadia, CAF d’Ille-et-Vilaine, attend cette personne.",
        main("C’est moi, le C-12", "phone"),
    ),
)
TILES = [
    action("Papiers d’identité, état civil", "identification-card"),
    action("Famille, enfants", "baby-carriage"),
    action("Travail, chômage", "briefcase"),
    action("Logement", "buildings"),
    action("Santé, handicap", "heartbeat"),
    action("Véhicule, permis", "car"),
    action("Déchets, cadre de vie", "recycle"),
    action("Vie de la commune", "users-three"),
]
MORE = [
    action("Numériser un papier", "scan"),
    action("Qui peut m’aider ?", "compass"),
    action("Bureaux près d’ici", "map-pin"),
    action("Sites internet", "globe"),
    action("J’ai terminé", "sign-out", "quiet"),
]
HOME = Home(
    "Bonjour.",
    "Que voulez-vous faire ?",
    "Écrire avec vos mots…",
    TILES,
    main("Parler à un conseiller", "video-camera"),
    COUNTERS,
    MORE,
    [],
)
HOME_FULL = Home(
    HOME.title,
    HOME.question,
    HOME.search_hint,
    TILES,
    HOME.counter,
    [
        CounterLine("CAF, prestations et logement", "1 personne avant vous · environ 8 min", open=True),
        CounterLine("France Travail", "libre maintenant", open=True),
        CounterLine("Mission locale, 16 à 25 ans", "fermé · ouvre mardi à 9 h", open=False),
    ],
    MORE,
    [
        note("Impression impossible pour le moment", "Il n’y a plus de papier.", "warn", "printer"),
        note("Fiches de démonstration", "Des exemples, pour une commune imaginaire.", "calm", "info"),
    ],
)
HOME_OFFLINE = Home(
    HOME.title,
    HOME.question,
    HOME.search_hint,
    TILES,
    action(
        "Parler à un conseiller",
        "video-camera",
        "main",
        enabled=False,
        hint="Pas de liaison pour le moment. Vous pouvez vous adresser à l’accueil de la mairie.",
    ),
    [CounterLine(line.name, "injoignable pour le moment", open=False) for line in COUNTERS],
    HOME.more,
    [
        note(
            "Hors ligne",
            "Les fiches marchent toujours.",
            "warn",
            "wifi-slash",
        )
    ],
)
HOME_EMPTY = Home(
    HOME.title,
    HOME.question,
    "",
    [],
    HOME.counter,
    COUNTERS,
    HOME.more,
    [
        note(
            "Les fiches d’information ne sont pas encore installées sur cette borne.",
            "Touchez « Aide », ou adressez-vous à l’accueil.",
            "warn",
            "info",
        )
    ],
)
TOPIC = Topic(
    "Accueil",
    "Papiers d’identité, état civil",
    [
        Group(
            "Carte d’identité",
            [
                action("Refaire une carte d’identité", "identification-card", hint="Pour un adulte"),
                action("Carte d’identité d’un enfant", "identification-card"),
                action(
                    "Carte perdue ou volée", "identification-card", hint="Déclaration et nouvelle demande"
                ),
            ],
        ),
        Group(
            "Passeport",
            [
                action("Demander un passeport", "globe"),
                action("Passeport en urgence pour motif professionnel ou médical", "globe"),
            ],
        ),
        Group(
            "État civil",
            [
                action("Acte de naissance : copie ou extrait", "file-text"),
                action("Livret de famille", "file-text"),
            ],
        ),
    ],
    [],
    [],
)
RESULTS = [
    Result(
        "Carte nationale d’identité : perte ou vol",
        "Que faire si vous avez perdu votre carte, et comment la refaire.",
        "Papiers d’identité",
        action("ouvrir"),
    ),
    Result(
        "Refaire une carte d’identité",
        "Pour un adulte, carte expirée ou abîmée.",
        "Papiers d’identité",
        action("ouvrir"),
    ),
    Result("Opposition sur un chéquier perdu", "Prévenir sa banque.", "Argent", action("ouvrir")),
    Result("Objets trouvés", "Où les réclamer.", "Vie de la commune", action("ouvrir")),
]
IDEAS = [action("perdu ma carte d’identité"), action("perdu mon permis"), action("perdu mes clés")]
SEARCH_EMPTY = Search(
    "Chercher",
    "",
    "Écrivez avec vos mots…",
    [],
    [],
    "Par exemple : « j’ai perdu ma carte », « aide pour le loyer »",
    None,
    [],
    [],
)
SEARCH_FOUND = Search(
    "Chercher", "j’ai perdu ma carte", "Écrivez avec vos mots…", IDEAS, RESULTS, "4 réponses", None, [],
    [action("Parler à un conseiller", "video-camera")],
)  # fmt: skip
SEARCH_NOTHING = Search(
    "Chercher", "zygomatique", "Écrivez avec vos mots…", [], [], "",
    note("Nous n’avons rien trouvé avec ces mots", "Essayez avec un autre mot, regardez les rubriques, ou parlez à un conseiller.", "warn", "magnifying-glass"),
    TILES[:4], [action("Parler à un conseiller", "video-camera")],
)  # fmt: skip
CLOSED = Closed(
    "Cette borne est fermée", "La borne a eu un problème. Elle redémarre toute seule.",
    "Adressez-vous à l’accueil de la mairie, ou appelez le 02 99 00 00 00, du lundi au vendredi de 9 h à 12 h.",
    "H05", action("Accès agent", "lock-key", "quiet"),
)  # fmt: skip


def states() -> list[State]:
    """From the welcome screen to the results of a search."""
    idle = bar(back=False, home=False)
    home = State("home", "Accueil : recherche, huit sujets, un conseiller", HOME, bar=idle)
    found = State("search-found", "Des réponses avec une ligne de pourquoi", SEARCH_FOUND)
    welcome = State("welcome", "Écran d’attente", WELCOME, bar=idle)
    rung = State("welcome-callback", "Un conseiller rappelle", RINGING, bar=idle)
    shut = dataclasses.replace(idle, visible=False)
    return [
        State("neutral", "Écran neutre pendant l’effacement", Neutral("Mairie de Saint-Aubin")),
        welcome,
        welcome.seen("big", "Écran d’attente, grand texte", BIG),
        rung,
        rung.seen("big", "Un conseiller rappelle, grand texte", BIG),
        rung.seen("reach", "Un conseiller rappelle, commandes basses", REACH),
        State("closed", "Borne fermée : où aller à la place", CLOSED, bar=shut),
        home,
        home.seen("big", "Accueil, grand texte", BIG),
        home.seen("contrast", "Accueil, contraste", CONTRAST),
        home.seen("reach", "Accueil, commandes basses", REACH),
        home.seen("big-contrast", "Accueil, grand texte et contraste", BIG_CONTRAST),
        State("home-full", "Accueil : tout tient sans défiler", HOME_FULL, bar=idle),
        State(
            "home-offline",
            "Accueil hors ligne : ce qui marche encore",
            HOME_OFFLINE,
            header=OFFLINE,
            bar=idle,
        ),
        State("home-empty", "Aucun contenu installé", HOME_EMPTY, bar=idle),
        State("topic", "Un sujet et ses démarches", TOPIC),
        State("topic", "Un sujet et ses démarches", TOPIC).seen("big", "Un sujet, grand texte", BIG),
        State("search-empty", "Recherche, avant d’écrire", SEARCH_EMPTY),
        found,
        found.seen("big", "Des réponses, grand texte", BIG),
        found.seen("reach", "Recherche, commandes basses", REACH),
        found.seen("contrast", "Recherche, contraste", CONTRAST),
        State("search-nothing", "Rien trouvé : une personne est proposée", SEARCH_NOTHING),
    ]
