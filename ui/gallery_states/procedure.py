"""Procedure, checklist, form and printing."""

import dataclasses
from dataclasses import replace

from ui.gallery_states.pictures import PICTURE
from ui.gallery_states.state import BIG, BIG_CONTRAST, CONTRAST, REACH, State, action, main, note
from ui.pages import (
    Action,
    Card,
    Chapter,
    Checklist,
    Choice,
    Cited,
    Form,
    FormField,
    FormWays,
    Line,
    Paper,
    Picture,
    Printing,
    PrintWord,
    Procedure,
    Question,
)
from ui.presenters.checklist import CITED_TEXT

SOURCE = "Service-Public.fr / DILA, vérifié le 3 novembre 2026"
CASES = Question(
    "Est-ce votre cas ?",
    [
        Choice("La carte est expirée", chosen=True, choose=action("x")),
        Choice("La carte est perdue ou volée", chosen=False, choose=action("x")),
        Choice("J’ai changé de nom, par exemple après un mariage", chosen=False, choose=action("x")),
    ],
)
LINES = [
    Line("text", "La carte d’identité permet de prouver qui vous êtes. Elle est valable 10 ans."),
    Line("bullet", "Prenez rendez-vous dans une mairie équipée."),
    Line("bullet", "Venez en personne : on prend vos empreintes."),
    Line("bullet", "Un titulaire mineur vient avec un parent.", level=1),
    Line("note", "Comptez plusieurs semaines avant les vacances.", title="À savoir", tone="warn"),
]
CHAPTERS = [
    Chapter(
        "Comment faire ?",
        open=True,
        toggle=action("x"),
        lines=[
            Line("number", "Remplissez la pré-demande, en ligne ou sur papier.", title="1."),
            Line("number", "Déposez le dossier au guichet d’une mairie.", title="2."),
            Line("number", "Retirez la carte au même endroit, dans les 3 mois.", title="3."),
            Line("heading", "Prix"),
            Line(
                "table",
                rows=[
                    ["Situation", "Prix"],
                    ["Renouvellement", "Gratuit"],
                    ["Perte ou vol", "25 € en timbre fiscal"],
                ],
            ),
            Line("link", action=action("Acheter un timbre fiscal", "globe")),
        ],
    ),
    Chapter("Combien de temps faut-il ?", open=False, toggle=action("x"), lines=[]),
    Chapter("La carte n’arrive pas : que faire ?", open=False, toggle=action("x"), lines=[]),
]
PROCEDURE = Procedure(
    "Papiers d’identité › Carte d’identité",
    "Refaire une carte d’identité",
    "Pour un adulte dont la carte est expirée, perdue ou abîmée.",
    SOURCE,
    old=False,
    questions=[CASES],
    facts=[note("Prix", "Gratuit", icon="coins"), note("Délai", "Environ 3 semaines", icon="clock")],
    lines=LINES,
    chapters=CHAPTERS,
    forms=[
        Card(
            "Demande de carte d’identité",
            "Formulaire à remplir, 2 pages",
            "file-text",
            main("Ouvrir le formulaire", "file-text"),
        )
    ],
    services=[
        Card(
            "Pré-demande en ligne",
            "Il faudra une adresse électronique.",
            "globe",
            action("Ouvrir ici", "globe"),
        )
    ],
    offices=[
        Card(
            "Mairie de Saint-Aubin",
            "2 place de l’Église, 35140 Saint-Aubin\nLundi au vendredi, 9 h à 12 h\n02 99 00 00 00",
            "map-pin",
        )
    ],
    related=[action("Passeport d’un adulte"), action("Changement d’adresse")],
    actions=[
        main("Quels papiers apporter ?", "list-checks"),
        action("Parler à un conseiller", "video-camera"),
    ],
)
LONG = Procedure(
    "Famille, enfants › Prestations › Allocations",
    "Allocation de rentrée scolaire : conditions de ressources et démarches pour un enfant scolarisé à distance",
    "Pour les familles dont un enfant de 6 à 18 ans est scolarisé, placé ou instruit dans la famille, et dont les revenus de l’avant-dernière année ne dépassent pas un plafond.",
    "Service-Public.fr / DILA, édition de novembre 2020. Les montants ont sans doute changé : faites-les confirmer.",
    old=True,
    questions=[],
    facts=[note("Montant", "De 469,97 € à 503,91 € par enfant selon son âge", icon="coins")],
    lines=[
        Line(
            "text",
            "L’allocation est versée automatiquement, sans démarche, pour les enfants de 6 à 15 ans des familles déjà allocataires. "
            "À partir de 16 ans, il faut déclarer que l’enfant est toujours scolarisé, étudiant ou apprenti.",
        )
    ]
    * 6,
    chapters=CHAPTERS[1:],
    forms=[],
    services=[],
    offices=[],
    related=[],
    actions=[main("Quels papiers apporter ?", "list-checks")],
)


def paper(label: str, hint: str, have: str) -> Paper:
    """A paper with its two answers."""
    return Paper(label, hint, have, action("Je l’ai"), action("Non"))  # type: ignore[arg-type]


PAPERS = [
    paper("Pièce d’identité", "Carte d’identité ou passeport, même périmé depuis moins de 5 ans", "yes"),
    paper("Justificatif de domicile", "Facture, quittance ou avis d’imposition de moins d’un an", "yes"),
    paper("Deux photos d’identité", "De moins de 6 mois, identiques", "no"),
    paper("Ancienne carte", "Si vous l’avez encore", ""),
]
CHECKLIST = Checklist(
    "Papiers d’identité › Carte d’identité", "Refaire une carte d’identité", "Papiers à apporter : les avez-vous ?", SOURCE,
    old=False, questions=[], papers=PAPERS,
    outcome=note("Il vous manque 1 papier.", "Imprimez la liste, ou demandez à un conseiller.", "warn", "calendar-check"),
    actions=[main("Imprimer la liste", "printer"), action("Parler à un conseiller", "video-camera")],
)  # fmt: skip
CITED = replace(
    CHECKLIST,
    papers=PAPERS[:2],
    cited=Cited(
        "Documents cités dans la fiche",
        CITED_TEXT,
        ["Les actes étrangers doivent être accompagnés de leur traduction", "Attestation de domicile"],
    ),
    outcome=note(
        "Vous avez les papiers à apporter",
        "Demandez au guichet s’il faut aussi les documents cités.",
        "good",
        "check-circle",
    ),
)
COMPLETE = Checklist(
    CHECKLIST.crumbs, CHECKLIST.title, CHECKLIST.question, SOURCE, old=False, questions=[CASES],
    papers=[paper(p.label, p.hint, "yes") for p in PAPERS],
    outcome=note("Vous avez tout.", "Vous pouvez faire la demande maintenant.", "good", "check-circle"),
    actions=CHECKLIST.actions,
)  # fmt: skip
FORM_FIELDS = [
    FormField(
        "nom",
        "Nom de naissance",
        "text",
        "LE GOFF",
        0.3,
        0.215,
        0.55,
        0.026,
        focused=False,
        shown="LE GOFF",
        hint="obligatoire",
    ),
    FormField("prenoms", "Prénoms", "text", "", 0.3, 0.255, 0.55, 0.026, focused=False),
    FormField(
        "majeur", "Le demandeur est majeur", "check", "1", 0.3, 0.335, 0.026, 0.018, focused=False, shown="X"
    ),
]
ZOOM = [
    action("Page précédente", "caret-left", "quiet", enabled=False),
    action("Page suivante", "caret-right", "quiet"),
    action("Agrandir la page", "magnifying-glass", "quiet"),
]
ZOOMED = [*ZOOM[:2], action("Voir toute la page", "magnifying-glass", "quiet")]


def picture(zoom: float = 1.0) -> Picture:
    """The first of two pages."""
    return Picture(PICTURE, 0, 2, 1191, 1684, zoom, "Page 1 sur 2")


WAYS = FormWays(
    "Demande de carte d’identité d’une personne majeure", "Formulaire n° 12100*02",
    note("La borne n’a pas ce formulaire", "Voici comment l’obtenir, ou faire sans.", "calm", "info"),
    [
        Card("Pré-demande de carte d’identité", "À faire sur Internet, sans papier.\nAgence nationale des titres sécurisés (ANTS)\nhttps://passeport.ants.gouv.fr/", "globe"),
        Card("À télécharger, chez vous ou avec un proche", "À noter ou à imprimer :\nhttps://www.formulaires.service-public.fr/gf/cerfa_12100.do", "download-simple"),
        Card("Notice - Demande de carte d’identité", "Pour le remplir : https://www.formulaires.service-public.fr/gf/getNotice.do?cerfaNotice=52122", "info"),
        Card("Mairie de Saint-Aubin", "Demandez ce formulaire à l’accueil.", "buildings"),
    ],
    [main("Imprimer ces adresses", "printer"), action("Parler à un conseiller", "video-camera")],
)  # fmt: skip


def form(focused: str = "") -> Form:
    """The form, perhaps with a field being written."""
    fields = [dataclasses.replace(f, focused=f.name == focused) for f in FORM_FIELDS]
    return Form(
        "Demande de carte d’identité", "N° 12100 · 2 pages · 1 feuille recto verso · noir et blanc · gratuit · touchez une case pour l’écrire", None, picture(), fields, focused,
        ZOOM, [main("Imprimer le formulaire", "printer"), action("Autres choix", "gear")],
    )  # fmt: skip


FORM_WAIT = Form("Demande de carte d’identité", "", None, None, [], "", [], [])
FORM_BAD = Form(
    "Demande de carte d’identité", "",
    note("Ce formulaire ne s’ouvre pas ici", "Ce document est abîmé, il ne peut pas être montré. Demandez ce formulaire à l’accueil.", "warn", "warning"),
    None, [], "", [], [action("Demander de l’aide", "hand-waving")],
)  # fmt: skip


TITLES = {
    "printing": "Votre page s’imprime",
    "held": "L’impression attend",
    "done": "Votre page est imprimée",
    "failed": "La page n’a pas pu être imprimée",
}


def printing(
    state: PrintWord,
    words: str,
    remedy: str = "",
    code: str = "",
    progress: float = -1,
    *,
    then: list[Action],
) -> Printing:
    """A job in one of its states."""
    return Printing(
        TITLES[state],
        "La liste des papiers : Refaire une carte d’identité",
        state,
        words,
        remedy,
        code,
        progress,
        then,
    )


def states() -> list[State]:
    """Procedure to paper in hand."""
    return [*_reading(), *_printing()]


def _reading() -> list[State]:
    """The procedure, its papers, its form."""
    procedure = State("procedure", "Une démarche", PROCEDURE)
    checklist = State("checklist", "Les papiers : il en manque un", CHECKLIST)
    filled = State("form", "Un formulaire et ses champs simples", form())
    writing = State("form-writing", "Remplir un champ avec le clavier", form("prenoms"))
    return [
        procedure,
        procedure.seen("big", "Une démarche, grand texte", BIG),
        procedure.seen("contrast", "Une démarche, contraste", CONTRAST),
        procedure.seen("reach", "Une démarche, commandes basses", REACH),
        State("procedure-long", "Un titre long et un contenu ancien", LONG),
        State("procedure-long", "", LONG).seen(
            "big-contrast", "Un titre long, grand texte et contraste", BIG_CONTRAST
        ),
        checklist,
        checklist.seen("big", "Les papiers, grand texte", BIG),
        checklist.seen("contrast", "Les papiers, contraste", CONTRAST),
        checklist.seen("reach", "Les papiers, commandes basses", REACH),
        State("checklist-complete", "Rien ne manque", COMPLETE),
        State("checklist-cited", "Des documents seulement cités", CITED),
        filled,
        filled.seen("big", "Un formulaire, grand texte", BIG),
        filled.seen("reach", "Un formulaire, commandes basses", REACH),
        writing,
        writing.seen("big", "Remplir un champ, grand texte", BIG),
        State("form-ways", "Un formulaire que la borne n’a pas", WAYS),
        State("form-ways-big", "Un formulaire que la borne n’a pas, grand texte", WAYS, display=BIG),
        State("form-wait", "Le formulaire se prépare", FORM_WAIT),
        State("form-error", "Le formulaire est inutilisable", FORM_BAD),
    ]


def _printing() -> list[State]:
    """A sheet on its way."""
    stop = [action("Continuer pendant ce temps", "caret-right"), action("Ne plus imprimer", "x", "quiet")]
    out = [
        main("Oui, c’est sorti", "check"),
        action("Non, imprimer encore", "arrow-clockwise"),
        action("Demander de l’aide", "hand-waving", "quiet"),
    ]
    held = printing(
        "held", "Il n’y a plus de papier dans l’imprimante.",
        "Demandez du papier à l’accueil. L’impression reprendra toute seule.", "P01",
        then=[main("Demander de l’aide", "hand-waving"), *stop],
    )  # fmt: skip
    return [
        State(
            "printing",
            "Impression en cours",
            printing(
                "printing", "Page 2 sur 2. La feuille sort dans quelques secondes.", "", "", 0.5, then=stop
            ),
        ),
        State("printing-held", "Plus de papier : où en trouver", held),
        State("printing-held", "", held).seen("big", "Plus de papier, grand texte", BIG),
        State(
            "printing-done",
            "Est-ce bien sorti ?",
            printing("done", "Est-ce bien sorti ?", "", "", 1, then=out),
        ),
        State(
            "printing-failed",
            "L’imprimante est en panne",
            printing(
                "failed",
                "L’imprimante n’a pas pu imprimer cette page.",
                "Vous pouvez recommencer, ou demander de l’aide à l’accueil.",
                "P07",
                then=[
                    main("Recommencer", "arrow-clockwise"),
                    action("Continuer sans imprimer", "caret-right"),
                ],
            ),
        ),
    ]
