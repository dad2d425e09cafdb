"""What the three forms of Saint-Aubin ask, apart from how they are drawn."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A line to fill; `width` is its share of the row, 1.0 for all of it."""

    name: str
    label: str
    width: float = 1.0
    lines: int = 1


@dataclass(frozen=True)
class Choice:
    """A box to tick; `width` as for `Text`."""

    name: str
    label: str
    width: float = 1.0


@dataclass(frozen=True)
class Section:
    """A titled group of rows. `page_break` starts a new page before it."""

    title: str
    rows: tuple[tuple[Text | Choice, ...], ...]
    hint: str = ""
    page_break: bool = False


@dataclass(frozen=True)
class FormModel:
    """One form: its number, what it is for, its sections; it ends with place, date and signature."""

    number: str
    title: str
    purpose: str
    sections: tuple[Section, ...]
    attach: tuple[str, ...]


def _person(prefix: str) -> tuple[tuple[Text | Choice, ...], ...]:
    return (
        (Text(f"{prefix}_nom", "Nom de naissance", 0.5), Text(f"{prefix}_prenoms", "Prénoms", 0.5)),
        (
            Text(f"{prefix}_naissance", "Date de naissance (jj/mm/aaaa)", 0.4),
            Text(f"{prefix}_lieu", "Commune de naissance", 0.6),
        ),
    )


_ADDRESS: tuple[tuple[Text | Choice, ...], ...] = (
    (Text("adresse", "Adresse (numéro et rue)"),),
    (Text("code_postal", "Code postal", 0.25), Text("commune", "Commune", 0.75)),
    (Text("telephone", "Téléphone", 0.4), Text("courriel", "Courriel (facultatif)", 0.6)),
)

SCHOOL = FormModel(
    "SA-01",
    "Inscription à l'école et à la cantine",
    "Pour inscrire un enfant à l'école des Tilleuls, à la cantine et à la garderie.",
    (
        Section(
            "L'enfant",
            (
                *_person("enfant"),
                (
                    Choice("fille", "Fille", 0.25),
                    Choice("garcon", "Garçon", 0.25),
                    Text("classe", "Classe demandée", 0.5),
                ),
                (Text("ancienne_ecole", "Ancienne école (si l'enfant en vient)"),),
            ),
        ),
        Section(
            "Premier parent ou responsable",
            (
                (Text("parent1_nom", "Nom", 0.5), Text("parent1_prenom", "Prénom", 0.5)),
                *_ADDRESS,
                (Choice("parent1_autorite", "J'ai l'autorité parentale"),),
            ),
        ),
        Section(
            "Second parent",
            (
                (Text("parent2_nom", "Nom", 0.5), Text("parent2_prenom", "Prénom", 0.5)),
                (Text("parent2_adresse", "Adresse (si elle est différente)"),),
                (
                    Text("parent2_telephone", "Téléphone", 0.4),
                    Choice("parent2_autorite", "A l'autorité parentale", 0.6),
                ),
            ),
        ),
        Section(
            "Cantine et garderie",
            (
                (
                    Choice("lundi", "Lundi", 0.25),
                    Choice("mardi", "Mardi", 0.25),
                    Choice("jeudi", "Jeudi", 0.25),
                    Choice("vendredi", "Vendredi", 0.25),
                ),
                (
                    Choice("garderie_matin", "Garderie du matin, dès 7 h 30", 0.5),
                    Choice("garderie_soir", "Garderie du soir, jusqu'à 18 h 30", 0.5),
                ),
                (
                    Text("quotient", "Quotient familial (attestation de la Caf)", 0.5),
                    Text("allocataire", "Numéro d'allocataire Caf", 0.5),
                ),
                (Text("allergies", "Allergies ou régime (joindre un certificat médical)", lines=2),),
            ),
            hint="Cochez les jours où l'enfant mange à la cantine.",
            page_break=True,
        ),
        Section(
            "Personnes à prévenir et autorisées à venir chercher l'enfant",
            (
                (Text("urgence1_nom", "Nom et prénom", 0.6), Text("urgence1_telephone", "Téléphone", 0.4)),
                (Text("urgence2_nom", "Nom et prénom", 0.6), Text("urgence2_telephone", "Téléphone", 0.4)),
            ),
        ),
    ),
    (
        "livret de famille ou acte de naissance",
        "justificatif de domicile de moins de 3 mois",
        "page des vaccinations du carnet de santé",
        "pour la cantine : attestation de la Caf et RIB",
    ),
)

RECYCLING = FormModel(
    "SA-02",
    "Carte de recyclerie, enlèvement d'encombrants",
    "Pour obtenir la carte d'accès à la recyclerie des Aubiers, ou le passage du camion.",
    (
        Section(
            "Votre demande",
            (
                (
                    Choice("carte", "Une première carte d'accès", 0.5),
                    Choice("duplicata", "Une carte perdue à remplacer", 0.5),
                ),
                (Choice("encombrants", "Le passage du camion des encombrants (10 €)"),),
            ),
            hint="Cochez une ou plusieurs cases.",
        ),
        Section("Vous", ((Text("nom", "Nom", 0.5), Text("prenom", "Prénom", 0.5)), *_ADDRESS)),
        Section(
            "Véhicule (seulement pour une remorque ou une camionnette)",
            ((Text("immatriculation", "Immatriculation", 0.5), Text("vehicule", "Type de véhicule", 0.5)),),
        ),
        Section(
            "Encombrants à enlever (1 m³ au plus)",
            (
                (Text("objets", "Objets, un par ligne", lines=4),),
                (
                    Text("jeudi", "Premier jeudi du mois de", 0.5),
                    Choice("etage", "Je ne peux pas les descendre seul", 0.5),
                ),
            ),
        ),
    ),
    (
        "justificatif de domicile de moins de 3 mois",
        "pièce d'identité",
        "certificat d'immatriculation, s'il y a lieu",
    ),
)

BIRTH = FormModel(
    "SA-03",
    "Demande de copie d'acte de naissance",
    "Pour une personne née à Saint-Aubin. La copie est gratuite.",
    (
        Section(
            "L'acte demandé",
            (
                (
                    Choice("copie", "Copie intégrale", 0.34),
                    Choice("extrait_avec", "Extrait avec filiation", 0.33),
                    Choice("extrait_sans", "Extrait sans filiation", 0.33),
                ),
                *_person("acte"),
                (Text("pere", "Nom et prénoms du père", 0.5), Text("mere", "Nom et prénoms de la mère", 0.5)),
            ),
        ),
        Section(
            "Vous qui faites la demande",
            (
                (Choice("moi", "C'est mon acte", 0.5), Choice("proche", "C'est l'acte d'un proche", 0.5)),
                (Text("lien", "Lien avec cette personne (père, mère, enfant, époux…)"),),
                (Text("nom", "Nom", 0.5), Text("prenom", "Prénom", 0.5)),
                *_ADDRESS,
            ),
        ),
        Section(
            "Comment le recevoir ?",
            (
                (
                    Choice("guichet", "Au guichet de la mairie", 0.5),
                    Choice("courrier", "Par courrier, à mon adresse", 0.5),
                ),
            ),
        ),
    ),
    ("copie de votre pièce d'identité", "livret de famille, si c'est l'acte d'un proche"),
)

FORMS = {"R90001": SCHOOL, "R90002": RECYCLING, "R90003": BIRTH}
