"""Welcome to results."""

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
    "Vos démarches, ici, à votre rythme",
    GREETINGS,
    "10:42",
    "lundi 9 novembre",
    "Guichets en ce moment",
    COUNTERS,
    [
        note("Déchetterie", "Fermée jeudi 12 novembre toute la journée.", "warn", "recycle"),
        note("Vaccination", "Permanence samedi de 9 h à 12 h, salle des fêtes.", "calm", "first-aid"),
    ],
    main("Touchez l’écran", "hand-pointing"),
    action("Agent", "lock-key", "quiet"),
)
RINGING = Welcome(
    WELCOME.title,
    GREETINGS,
    "10:51",
    "lundi 9 novembre",
    WELCOME.counters_title,
    COUNTERS,
    WELCOME.notices,
    WELCOME.start,
    WELCOME.staff,
    CallbackNote(
        "A 12",
        "Le guichet CAF rappelle le numéro A 12",
        "Si c’est votre numéro, répondez dans les 2 minutes.",
        main("Répondre : numéro A 12", "video-camera"),
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
HOME = Home(
    "Bonjour.",
    "Que voulez-vous faire ?",
    "Écrire avec vos mots…",
    TILES,
    main("Parler à un conseiller", "video-camera"),
    COUNTERS,
    [action("Sites publics", "globe", "quiet")],
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
    [action("Sites internet publics", "globe"), action("J’ai terminé", "sign-out", "quiet")],
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
        "Parler à un conseiller", "video-camera", "main", enabled=False, hint="Pas de liaison pour le moment."
    ),
    [],
    [],
    [
        note(
            "La borne est hors ligne.",
            "Les fiches, les listes de papiers et l’impression marchent toujours.",
            "warn",
            "wifi-slash",
        )
    ],
)
HOME_EMPTY = Home(
    HOME.title,
    HOME.question,
    HOME.search_hint,
    [],
    HOME.counter,
    COUNTERS,
    [],
    [
        note(
            "Les fiches ne sont pas installées.",
            "Un conseiller ou l’accueil de la mairie peut vous aider.",
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
    [action("Demander à un conseiller", "video-camera")],
)  # fmt: skip
SEARCH_NOTHING = Search(
    "Chercher", "zygomatique", "Écrivez avec vos mots…", [], [], "",
    note("Rien trouvé avec ces mots.", "Essayez un autre mot, un sujet ci-dessous, ou demandez à quelqu’un.", "warn", "magnifying-glass"),
    TILES[:4], [action("Demander à un conseiller", "video-camera"), action("Appeler l’accueil", "hand-waving")],
)  # fmt: skip
CLOSED = Closed(
    "La borne est fermée", "Elle ne peut pas servir pour le moment. La mairie est prévenue.",
    "Adressez-vous à l’accueil de la mairie, ou appelez le 02 99 00 00 00, du lundi au vendredi de 9 h à 12 h.",
    "H05", action("Agent", "lock-key", "quiet"),
)  # fmt: skip


def states() -> list[State]:
    """From the welcome screen to the results of a search."""
    home = State("home", "Accueil : recherche, huit sujets, un conseiller", HOME, bar=bar(back=False))
    found = State("search-found", "Des réponses avec une ligne de pourquoi", SEARCH_FOUND)
    welcome = State("welcome", "Écran d’attente", WELCOME)
    return [
        State("neutral", "Écran neutre pendant l’effacement", Neutral("Mairie de Saint-Aubin")),
        welcome,
        welcome.seen("big", "Écran d’attente, grand texte", BIG),
        State("welcome-callback", "Un conseiller rappelle", RINGING),
        State("closed", "Borne fermée : où aller à la place", CLOSED),
        home,
        home.seen("big", "Accueil, grand texte", BIG),
        home.seen("contrast", "Accueil, contraste", CONTRAST),
        home.seen("reach", "Accueil, commandes basses", REACH),
        home.seen("big-contrast", "Accueil, grand texte et contraste", BIG_CONTRAST),
        State("home-full", "Accueil : tout tient sans défiler", HOME_FULL, bar=bar(back=False)),
        State("home-offline", "Accueil hors ligne : ce qui marche encore", HOME_OFFLINE, header=OFFLINE),
        State("home-empty", "Aucun contenu installé", HOME_EMPTY),
        State("topic", "Un sujet et ses démarches", TOPIC),
        State("topic", "Un sujet et ses démarches", TOPIC).seen("big", "Un sujet, grand texte", BIG),
        State("search-empty", "Recherche, avant d’écrire", SEARCH_EMPTY),
        found,
        found.seen("big", "Des réponses, grand texte", BIG),
        found.seen("reach", "Recherche, commandes basses", REACH),
        found.seen("contrast", "Recherche, contraste", CONTRAST),
        State("search-nothing", "Rien trouvé : une personne est proposée", SEARCH_NOTHING),
    ]
