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
        assert (item.rule, item.confidence) == ("B", 0.85)


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
    assert [(item.label, item.confidence) for item in found.items] == [("Présentez votre passeport", 0.62)]


def test_a_sheet_without_papers_has_an_empty_list() -> None:
    assert checklist(chapter("Qui peut en bénéficier ?", items("Les parents", "Les enfants"))).items == ()
