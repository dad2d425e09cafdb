"""The papers to bring: choices, names that stand on their own, sentences, what is not one, and why each is there."""

import pytest

from offline_cache.checklist import Checklist, ChecklistItem
from offline_cache.model import Sheet
from offline_cache.papers_told import told
from tests.unit.offline_cache.test_cache_checklist import (
    LEAD,
    PIECES,
    case,
    chapter,
    checklist,
    items,
    labels,
)


def alone(xml: str) -> ChecklistItem:
    (item,) = checklist(xml).items
    return item


def said(text: str) -> Checklist:
    return checklist(LEAD.format(text))


# ---- lists


@pytest.mark.parametrize(
    "lead",
    [
        "Vous devez adresser à votre caisse :",
        "Apportez",
        "Vous avez besoin des éléments suivants :",
        "Vous pouvez justifier de votre domicile avec un de ces documents :",
        "L'inscription est faite sur présentation :",
        "Votre lettre doit être accompagnée :",
        "Il peut notamment vous réclamer :",
        "Remettez au nouveau propriétaire :",
    ],
)
def test_a_line_that_says_little_leads_in_papers_when_each_entry_is_one(lead: str) -> None:
    found = checklist(LEAD.format(lead) + items("Copie du bail ;", "un relevé d'identité bancaire."))
    texts = {text for item in found.items for text in item.options or (item.label,)}
    assert len(texts) == 2
    assert labels(LEAD.format(lead) + items("votre âge", "votre commune")) == []


@pytest.mark.parametrize(
    ("lead", "entry"),
    [
        ("Conservez les justificatifs :", "Factures de travaux"),
        ("Vous pouvez consulter les documents suivants :", "Notice explicative"),
        ("Le propriétaire doit remettre au locataire :", "Copie du bail"),
        ("Le congé doit être adressé :", "par lettre recommandée"),
        ("La mairie est obligée de vous délivrer les documents suivants :", "Acte de naissance"),
        (
            "Vous devez impérativement le présenter dans un délai de 2 mois suivant :",
            "la notification du refus",
        ),
    ],
)
def test_a_list_of_papers_that_nobody_asks_of_the_reader_is_none(lead: str, entry: str) -> None:
    assert labels(LEAD.format(lead) + items(entry, entry + " bis")) == []


def test_a_title_that_names_the_papers_below_it_announces_them() -> None:
    found = checklist(
        chapter("Justificatif de situation familiale", items("Livret de famille", "Acte de mariage"))
    )
    assert [(item.label, item.rule) for item in found.items] == [
        ("Livret de famille", "B"),
        ("Acte de mariage", "B"),
    ]


def test_the_only_line_of_such_a_part_is_a_paper() -> None:
    inside = "<BlocCas>" + case("Étudiant", LEAD.format("Carte d'étudiant")) + "</BlocCas>"
    item = alone(chapter("Justificatif de situation professionnelle", inside))
    assert (item.label, item.how) == ("Carte d'étudiant", "name")


def test_what_a_letter_must_hold_is_a_paper_only_where_it_is_one() -> None:
    lead = LEAD.format("Le courrier doit comporter les éléments suivants :")
    found = checklist(
        lead + items("Vos nom et prénoms", "Copie de l'acte de décès", "Le motif de la demande")
    )
    assert [(item.label, item.sure) for item in found.items] == [("Copie de l'acte de décès", False)]


def test_what_is_typed_in_or_told_is_no_paper() -> None:
    inside = items(
        "Passeport", "Identité du titulaire de la carte grise", "Numéro d'immatriculation", "Lors du dépôt"
    )
    assert labels(chapter("Pièces à fournir", inside)) == ["Passeport"]


def test_a_fiscal_stamp_is_a_paper_and_money_is_not() -> None:
    inside = items("86 € en timbre fiscal", "25 € en espèces")
    assert labels(chapter("Pièces à fournir", inside)) == ["86 € en timbre fiscal"]


def test_a_list_goes_on_over_an_entry_that_only_some_need() -> None:
    lead = LEAD.format("Vous devez fournir l'un des documents suivants :")
    some = f"<FragmentConditionne>{items('Facture')}</FragmentConditionne>"
    found = checklist(lead + items("Bail", "Acte de propriété") + some)
    assert sorted(text for item in found.items for text in item.options) == [
        "Acte de propriété",
        "Bail",
        "Facture",
    ]


# ---- choices


def test_entries_joined_by_or_are_one_paper_with_a_choice() -> None:
    inside = items("Photo", "Carte d'identité", "ou acte de naissance")
    found = checklist(chapter("Pièces à fournir", inside)).items
    assert [(item.label, item.options) for item in found] == [
        ("Photo", ()),
        ("Carte d'identité ou acte de naissance", ("Carte d'identité", "ou acte de naissance")),
    ]


def test_a_second_paragraph_that_begins_by_or_is_another_paper_that_will_do() -> None:
    entry = LEAD.format("Carte d'identité (valide)") + LEAD.format("ou") + LEAD.format("Acte de naissance")
    item = alone(chapter("Pièces", f"<Liste type='puce'><Item>{entry}</Item></Liste>", PIECES))
    assert item.options == ("Carte d'identité (valide)", "Acte de naissance")


def test_another_price_is_no_other_paper() -> None:
    entry = LEAD.format("Timbre fiscal : 86 €") + LEAD.format("ou 89 € si la photo est prise au guichet")
    item = alone(chapter("Pièces", f"<Liste type='puce'><Item>{entry}</Item></Liste>", PIECES))
    assert (item.options, item.detail) == ((), "ou 89 € si la photo est prise au guichet")


def test_one_of_his_parents_is_no_choice_of_papers() -> None:
    lead = LEAD.format("L'enfant sans l'un de ses parents doit être muni des documents suivants :")
    assert labels(lead + items("Passeport", "Autorisation")) == ["Passeport", "Autorisation"]


# ---- names


@pytest.mark.parametrize(
    ("entry", "label", "detail"),
    [
        ("de votre pièce d'identité,", "Votre pièce d'identité", ""),
        ("et d'un justificatif de domicile.", "Un justificatif de domicile", ""),
        ("du formulaire Certificat de vie", "Le formulaire Certificat de vie", ""),
        ("Copie de la carte (recto (et verso))", "Copie de la carte", "recto (et verso)"),
        ("De 18 à 24 ans : attestation de recensement", "Attestation de recensement", "De 18 à 24 ans"),
        ("Copie du bail. Il doit être signé.", "Copie du bail", "Il doit être signé."),
    ],
)
def test_a_paper_is_called_by_words_that_stand_on_their_own(entry: str, label: str, detail: str) -> None:
    item = alone(LEAD.format("Vous devez vous présenter muni des documents suivants :") + items(entry))
    assert (item.label, item.detail) == (label, detail)


def test_what_must_be_proven_is_named_after_the_line_that_asks_for_proof() -> None:
    lead = LEAD.format("Le courrier contient toute pièce permettant d'établir :")
    assert labels(lead + items("la nature du dommage")) == [
        "Toute pièce permettant d'établir la nature du dommage"
    ]


def test_an_entry_that_asks_late_is_called_by_what_it_asks() -> None:
    entry = "Vérifiez votre lieu de naissance. Si ce n'est pas le cas, il faut fournir un acte de naissance."
    item = alone(chapter("Pièces", items(entry), PIECES))
    assert (item.label, item.detail) == ("Un acte de naissance", entry)


def test_a_long_name_is_cut_where_a_clause_ends() -> None:
    paper = "Attestation " + "très " * 25 + "longue, accompagnée d'une copie"
    item = alone(chapter("Pièces", items(paper), PIECES))
    assert item.label.endswith("longue")
    assert item.detail == "accompagnée d'une copie"


# ---- sentences


@pytest.mark.parametrize(
    "text",
    [
        "Vous devez joindre une copie de votre titre d'identité.",
        "Joignez votre avis d'impôt à la demande.",
        "Vous transmettez à votre administration un certificat médical.",
        "Votre courrier doit être accompagné de justificatifs : bon de livraison, ticket.",
        "Une copie de la décision doit être jointe au dossier.",
        "Les frais sont remboursés sur présentation de la facture.",
        "Le salarié doit remettre à son employeur une attestation de présence.",
        "Le préfet peut vous demander de fournir un certificat médical.",
        "Vous pouvez également joindre des certificats médicaux.",
        "Pensez à lui fournir tous justificatifs utiles.",
        "Si un tiers fait la démarche pour vous, il doit disposer d'une copie du mandat signé.",
    ],
)
def test_a_sentence_that_asks_for_a_paper_is_cited(text: str) -> None:
    (item,) = said(text).items
    assert (item.how, item.sure) == ("sentence", False)


@pytest.mark.parametrize(
    "text",
    [
        "Le contrat doit être remis au salarié.",
        "Vous recevez une attestation par courrier.",
        "En cas de contrôle, présentez votre permis de conduire.",
        "L'ancien passeport doit être restitué.",
        "Si vous ne présentez pas votre carte, une taxe est due.",
        "La victime doit apporter la preuve que le fait a eu lieu.",
        "Vous n'avez pas à fournir de justificatif.",
        "Les actes d'état civil (actes de naissance) doivent être produits en copie intégrale.",
        "Une copie de l'acte peut être demandée par toute personne.",
    ],
)
def test_a_sentence_that_asks_for_none_is_left_out(text: str) -> None:
    assert said(text).items == ()


def test_a_sentence_is_told_without_its_neighbours_and_with_whom_it_speaks_of() -> None:
    (item,) = said(
        "Le responsable exerce l'autorité parentale. Il doit présenter sa pièce d'identité. C'est gratuit."
    ).items
    assert (item.label, item.detail) == (
        "Il doit présenter sa pièce d'identité",
        "Le responsable exerce l'autorité parentale",
    )


def test_a_long_sentence_keeps_the_part_that_names_the_paper() -> None:
    when = (
        "Lorsque la demande est faite après la fin du délai prévu par la loi et par le règlement de la caisse"
    )
    (item,) = said(f"{when}, vous devez adresser à la caisse une attestation de votre employeur.").items
    assert item.label == "Vous devez adresser à la caisse une attestation de votre employeur"
    assert item.detail == when


# ---- why


def test_each_paper_says_what_made_it_one() -> None:
    assert alone(chapter("Pièces à fournir", items("Passeport"))).because == "Pièces à fournir"
    lead = "Vous devez fournir les documents suivants :"
    assert {item.because for item in checklist(LEAD.format(lead) + items("Copie du bail", "RIB")).items} == {
        lead
    }
    assert said("C'est simple. Vous devez fournir une photo d'identité.").items[0].because == (
        "Vous devez fournir une photo d'identité."
    )


def test_why_is_told_in_plain_words() -> None:
    found = checklist(
        chapter("Pièces à fournir", "<BlocCas>" + case("Mineur", items("Livret (à jour)")) + "</BlocCas>")
        + LEAD.format("Les frais sont remboursés sur présentation de la facture.")
    )
    assert list(told(Sheet("F1", "sheet", "Passeport"), found)) == [
        "F1  Passeport",
        "",
        "PAPIERS À APPORTER (1)",
        "- Livret",
        "    précisions : à jour",
        "    pour : Mineur",
        "    pourquoi : règle B (annoncé par un titre), liste, sûr à 90 %",
        "    source : « Pièces à fournir »",
        "",
        "DOCUMENTS CITÉS DANS LA FICHE (1)",
        "- Les frais sont remboursés sur présentation de la facture",
        "    pourquoi : règle C (annoncé par une phrase), demandé dans une phrase, sûr à 75 %",
        "    source : « Les frais sont remboursés sur présentation de la facture. »",
    ]


@pytest.mark.parametrize(
    ("text", "label", "detail"),
    [
        ("Vous devez présenter votre pièce d'identité.", "Votre pièce d'identité", ""),
        ("Si vous êtes veuf, vous devez fournir l'acte de décès.", "L'acte de décès", "Si vous êtes veuf"),
        ("Vous devez disposer d'une facture de l'hôtel.", "Une facture de l'hôtel", ""),
        ("Il faut joindre une copie et envoyer le tout.", "Il faut joindre une copie et envoyer le tout", ""),
    ],
)
def test_a_plain_sentence_is_called_by_its_paper(text: str, label: str, detail: str) -> None:
    (item,) = said(text).items
    assert (item.label, item.detail) == (label, detail)


def test_a_paper_listed_and_asked_for_again_in_a_sentence_is_named_once() -> None:
    found = checklist(chapter("Pièces à fournir", items("Pièce d'identité"))).items
    again = checklist(
        chapter("Pièces à fournir", items("Pièce d'identité"))
        + LEAD.format("Vous devez présenter votre pièce d'identité.")
    )
    assert [item.label for item in again.needed()] == [item.label for item in found]
    assert again.needed()[0].sure
