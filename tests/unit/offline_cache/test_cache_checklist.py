"""The papers to bring: which rule found them, for whom, and never twice."""

from lxml import etree

from offline_cache.checklist import Checklist, ChecklistItem, build_checklist
from offline_cache.importer.blocks import blocks_of
from offline_cache.model import Sheet


def checklist(xml: str) -> Checklist:
    return build_checklist(
        Sheet("F1", "sheet", "T", blocks=blocks_of(etree.fromstring(f"<Texte>{xml}</Texte>")))
    )


def items(*texts: str) -> str:
    return (
        "<Liste type='puce'>"
        + "".join(f"<Item><Paragraphe>{t}</Paragraphe></Item>" for t in texts)
        + "</Liste>"
    )


def chapter(title: str, inside: str, kind: str = "") -> str:
    return f"<Chapitre{kind}><Titre>{title}</Titre>{inside}</Chapitre>"


def case(title: str, inside: str) -> str:
    return f"<Cas><Titre>{title}</Titre>{inside}</Cas>"


def answers(item: ChecklistItem) -> list[list[str]]:
    return [[step.answer for step in path] for path in item.paths]


PIECES = " type='pieces'"


def test_a_part_declared_as_papers_is_rule_a() -> None:
    (item,) = checklist(chapter("Votre dossier", items("Passeport ;"), PIECES)).items
    assert (item.label, item.rule, item.confidence) == ("Passeport", "A", 0.95)


def test_a_declared_list_alone_is_rule_a() -> None:
    found = checklist("<Liste type='pieces'><Item><Paragraphe>Livret</Paragraphe></Item></Liste>").items
    assert [item.rule for item in found] == ["A"]


def test_a_heading_that_asks_for_papers_is_rule_b() -> None:
    for title in (
        "Pièces à fournir",
        "Documents à présenter",
        "Papiers nécessaires",
        "Quels justificatifs présenter ?",
    ):
        (item,) = checklist(chapter(title, items("Passeport"))).items
        assert (item.rule, item.confidence) == ("B", 0.9)


def test_a_sentence_that_leads_in_is_rule_c_when_entries_are_documents() -> None:
    lead = "<Paragraphe>Vous devez fournir les documents suivants :</Paragraphe>"
    assert [i.rule for i in checklist(lead + items("Copie du bail", "Un RIB")).items] == ["C", "C"]
    assert checklist(lead + items("votre âge", "votre revenu", "votre commune")).items == ()


def test_papers_that_someone_else_gives_are_not_asked_of_the_visitor() -> None:
    lead = "<Paragraphe>L'employeur doit remettre les documents suivants :</Paragraphe>"
    assert checklist(lead + items("Certificat de travail")).items == ()
    assert checklist(chapter("Documents remis au salarié", items("Certificat de travail"))).items == ()


def test_a_paper_keeps_every_case_it_applies_in_and_is_listed_once() -> None:
    found = checklist(
        chapter(
            "Pièces",
            "<BlocCas>"
            + case("Adulte", items("Photo", "Ancienne carte"))
            + case("Enfant", items("photo."))
            + "</BlocCas>",
            PIECES,
        )
    )
    assert [(item.label, answers(item)) for item in found.items] == [
        ("Photo", [["Adulte"], ["Enfant"]]),
        ("Ancienne carte", [["Adulte"]]),
    ]


def test_a_paper_always_needed_forgets_its_cases() -> None:
    found = checklist(
        chapter(
            "Pièces", items("Photo") + "<BlocCas>" + case("Adulte", items("Photo")) + "</BlocCas>", PIECES
        )
    )
    (item,) = found.items
    assert answers(item) == [[]]
    assert item.applies(())


def test_questions_come_one_level_at_a_time_and_filter_the_list() -> None:
    inner = (
        "<BlocCas>"
        + case("Valide", items("Ancienne carte"))
        + case("Périmée", items("Acte de naissance"))
        + "</BlocCas>"
    )
    found = checklist(
        chapter(
            "Pièces",
            items("Photo")
            + "<BlocCas>"
            + case("Refaire", inner)
            + case("Perdue", items("Timbre fiscal"))
            + "</BlocCas>",
            PIECES,
        )
    )
    (first,) = found.questions()
    assert [step.answer for step in first.steps] == ["Refaire", "Perdue"]
    refaire, perdue = first.steps
    assert [item.label for item in found.needed()] == ["Photo"]
    assert [item.label for item in found.needed({perdue})] == ["Photo", "Timbre fiscal"]
    assert found.questions({perdue}) == ()
    (second,) = found.questions({refaire})
    assert [item.label for item in found.needed({refaire, second.steps[1]})] == ["Photo", "Acte de naissance"]
    assert found.questions({refaire, second.steps[1]}) == ()


def test_columns_of_a_table_are_cases() -> None:
    table = (
        "<Tableau><Titre>Selon le modèle</Titre><Colonne type='normal'/><Colonne type='normal'/><Rangée type='header'>"
        "<Cellule><Paragraphe>Récent</Paragraphe></Cellule><Cellule><Paragraphe>Ancien</Paragraphe></Cellule></Rangée>"
        f"<Rangée type='normal'><Cellule>{items('Passeport')}</Cellule><Cellule>{items('Passeport', 'Acte')}</Cellule>"
        "</Rangée></Tableau>"
    )
    found = checklist(chapter("Pièces", table, PIECES))
    assert [(item.label, answers(item)) for item in found.items] == [
        ("Passeport", [["Récent"], ["Ancien"]]),
        ("Acte", [["Ancien"]]),
    ]


def test_one_of_several_is_one_paper_with_a_choice() -> None:
    lead = "<Paragraphe>Présenter l'un des documents suivants :</Paragraphe>"
    (item,) = checklist(chapter("Pièces", lead + items("Passeport", "Permis"), PIECES)).items
    assert item.options == ("Passeport", "Permis")
    nested = (
        "<Item><Paragraphe>Un justificatif au choix :</Paragraphe>"
        + items("Facture", "Quittance")
        + "</Item>"
    )
    (item,) = checklist(chapter("Pièces", f"<Liste type='puce'>{nested}</Liste>", PIECES)).items
    assert (item.label, item.options) == ("Un justificatif au choix", ("Facture", "Quittance"))


def test_an_aside_and_a_second_paragraph_are_details() -> None:
    inside = (
        "<Liste type='puce'><Item><Paragraphe>soit <LienInterne LienPublication='F9'>acte</LienInterne> de naissance"
        " (de moins de 3 mois)</Paragraphe><Paragraphe>traduit</Paragraphe></Item></Liste>"
    )
    (item,) = checklist(chapter("Pièces", inside, PIECES)).items
    assert (item.label, item.detail, item.see) == (
        "Acte de naissance",
        "de moins de 3 mois ; traduit",
        ("F9",),
    )


def test_a_declared_part_in_plain_sentences_is_less_sure() -> None:
    found = checklist(chapter("Pièces", "<Paragraphe>Présentez votre passeport.</Paragraphe>", PIECES))
    assert [(item.label, item.confidence) for item in found.items] == [("Présentez votre passeport", 0.75)]


def test_a_sheet_without_papers_has_an_empty_list() -> None:
    assert checklist(chapter("Qui peut en bénéficier ?", items("Les parents", "Les enfants"))).items == ()


LEAD = "<Paragraphe>{}</Paragraphe>"


def labels(xml: str) -> list[str]:
    return [item.label for item in checklist(xml).items]


def one_entry(*inside: str) -> str:
    return chapter("Pièces", f"<Liste type='puce'><Item>{''.join(inside)}</Item></Liste>", PIECES)


def test_a_paper_asked_for_in_a_sentence_is_only_cited() -> None:
    found = checklist(LEAD.format("Vous devez fournir une photo d'identité."))
    assert [(item.rule, item.sure) for item in found.items] == [("C", False)]
    assert not found.sure


def test_sure_papers_come_before_those_only_cited() -> None:
    remark = LEAD.format("Les actes doivent être accompagnés de leur traduction en français.")
    found = checklist(remark + chapter("Pièces à fournir", items("Passeport")))
    assert [item.sure for item in found.needed()] == [True, False]
    assert found.sure


def test_a_sentence_that_asks_for_nothing_is_left_out() -> None:
    for text in (
        "Vous n'avez pas à joindre de justificatif.",
        "Vous devez déposer votre demande de carte de séjour à la préfecture.",
        "Vous devez vous présenter avec votre enfant à l'école indiquée sur le certificat.",
        "Si vous fournissez la photo, le passeport coûte 86 €.",
        "En cas de contrôle, vous devez présenter votre permis de conduire.",
        "L'employeur doit vous remettre une attestation.",
    ):
        assert labels(LEAD.format(text)) == [], text


def test_what_he_must_give_is_still_the_employers_a_sentence_later() -> None:
    lead = LEAD.format("Votre employeur doit faire la demande.")
    lead += LEAD.format("Il doit adresser les pièces suivantes :")
    assert labels(lead + items("Copie du passeport", "Extrait Kbis")) == []


def test_what_a_paper_must_say_or_what_is_received_is_no_paper() -> None:
    says = LEAD.format("Ce devis doit comporter les éléments suivants :")
    assert labels(chapter("Devis", says + items("Montant des actes", "Copie du tarif"), PIECES)) == []
    received = LEAD.format("À la fin, vous obtenez :")
    assert labels(chapter("Documents à fournir", received + items("un certificat", "un récépissé"))) == []


def test_a_file_that_must_hold_papers_is_asked_for() -> None:
    lead = LEAD.format("Votre dossier doit comporter :")
    assert labels(lead + items("Copie du bail", "Un RIB")) == ["Copie du bail", "Un RIB"]


def test_things_to_do_and_to_pay_are_left_out_of_a_list_of_papers() -> None:
    inside = items("Passeport", "faire constater les dégâts", "25 € en espèces")
    assert labels(chapter("Pièces à fournir", inside)) == ["Passeport"]


def test_a_part_wrongly_declared_as_papers_is_not_believed() -> None:
    lead = LEAD.format("Vous pouvez faire des vœux :")
    assert labels(chapter("Formations", lead + items("en université", "en école d'art"), PIECES)) == []


def test_an_entry_that_adds_a_paper_is_two_papers() -> None:
    both = one_entry(LEAD.format("Acte de naissance"), LEAD.format("+ Justificatif de nationalité"))
    assert labels(both) == ["Acte de naissance", "Justificatif de nationalité"]


def test_an_entry_that_heads_papers_gives_way_to_them() -> None:
    inside = one_entry(LEAD.format("Si vous êtes marié :"), items("Acte de mariage", "Livret de famille"))
    assert [(item.label, item.detail) for item in checklist(inside).items] == [
        ("Acte de mariage", "Si vous êtes marié"),
        ("Livret de famille", "Si vous êtes marié"),
    ]


def test_papers_below_a_step_are_found() -> None:
    step = LEAD.format("Envoyez les documents suivants :") + items("Un RIB", "Copie du bail")
    assert labels(f"<Liste type='puce'><Item>{step}</Item></Liste>") == ["Un RIB", "Copie du bail"]


def test_a_detail_of_another_case_is_not_told_and_a_paper_is_never_named_twice() -> None:
    adults, children = items("Photo d'identité (sans lunettes)"), items("Livret de famille")
    cases = "<BlocCas>" + case("Adulte", adults) + case("Enfant", children) + "</BlocCas>"
    found = checklist(chapter("Pièces", items("Photo d'identité (en couleur)") + cases, PIECES))
    (question,) = found.questions()
    adult, child = question.steps
    assert [(i.label, i.detail) for i in found.needed({adult})] == [
        ("Photo d'identité", "en couleur ; sans lunettes")
    ]
    assert [(i.label, i.detail) for i in found.needed({child})] == [
        ("Photo d'identité", "en couleur"),
        ("Livret de famille", ""),
    ]


def test_a_question_asked_again_below_itself_can_be_answered_otherwise() -> None:
    def dated(recent: str, old: str) -> str:
        return "<BlocCas>" + case("Moins de 5 ans", recent) + case("Plus de 5 ans", old) + "</BlocCas>"

    card = case("Carte périmée", dated(items("Carte"), items("Acte de naissance")))
    found = checklist(chapter("Pièces", dated(items("Passeport"), f"<BlocCas>{card}</BlocCas>"), PIECES))
    path = next(item.paths[0] for item in found.items if item.label == "Carte")
    assert [step.answer for step in path] == ["Plus de 5 ans", "Carte périmée", "Moins de 5 ans"]
    assert [item.label for item in found.needed(set(path))] == ["Carte"]
