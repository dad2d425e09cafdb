"""What a page of official content becomes."""

from typing import Any

import pytest
from lxml import etree

from offline_cache.codec import decode_sheet, encode_sheet
from offline_cache.conditions import Condition
from offline_cache.importer.blocks import blocks_of
from offline_cache.importer.sheets import read_sheet
from offline_cache.importer.text import paragraph
from offline_cache.importer.xml import parse
from offline_cache.model import (
    Block,
    CaseGroup,
    Chapter,
    Choice,
    FormLink,
    Fragment,
    ListBlock,
    Note,
    OfficeLink,
    Paragraph,
    ServiceLink,
    Sheet,
    Span,
    Table,
    Wizard,
    WizardQuestion,
)


def blocks(xml: str) -> tuple[Block, ...]:
    return blocks_of(etree.fromstring(f"<Texte>{xml}</Texte>"))


def text(xml: str) -> Paragraph:
    return paragraph(etree.fromstring(f"<Paragraphe>{xml}</Paragraphe>"))


def sheet(sheet_xml: Any, body: str) -> Sheet:
    return read_sheet(parse(sheet_xml(body), "F1.xml").root)


def test_two_inline_elements_that_touch_are_read_as_two_words() -> None:
    joined = text(
        "<MiseEnEvidence>Caf</MiseEnEvidence><LienInterne LienPublication='F2'>ou MSA</LienInterne>"
    )
    assert joined.text == "Caf ou MSA"
    assert joined.spans == (Span(0, 3, "strong"), Span(4, 6, "sheet", "F2"))


def test_an_exponent_stays_close_to_its_number() -> None:
    assert text("le 1<Exposant>er</Exposant> janvier").text == "le 1er janvier"


def test_line_breaks_of_the_source_do_not_show() -> None:
    assert (
        text("fournir  un\n<LienExterne URL='https://a.example'>acte</LienExterne>\n\n.").text
        == "fournir un acte."
    )


def test_a_span_points_at_exactly_its_words() -> None:
    line = text("Voir <LienIntra LienID='R1'> le mot </LienIntra> ici")
    (span,) = line.spans
    assert line.text[span.start : span.start + span.length] == "le mot"
    assert span.kind == "term"


def test_an_unforeseen_element_keeps_its_text_and_what_is_inside() -> None:
    found = blocks("<Nouveaute>du neuf</Nouveaute><Cadre>avant<Paragraphe>dedans</Paragraphe>après</Cadre>")
    assert found == (Paragraph("du neuf"), Paragraph("avant"), Paragraph("dedans"), Paragraph("après"))


def test_cases_nest_and_keep_their_question() -> None:
    (group,) = blocks(
        "<BlocCas><Cas><Titre><Paragraphe>Oui</Paragraphe></Titre><Introduction><Paragraphe>Depuis quand ?"
        "</Paragraphe></Introduction><BlocCas><Cas><Titre>Hier</Titre><Paragraphe>a</Paragraphe></Cas></BlocCas>"
        "</Cas><Cas><Titre>Non</Titre></Cas></BlocCas>"
    )
    assert isinstance(group, CaseGroup)
    assert [case.title for case in group.cases] == ["Oui", "Non"]
    (inner,) = group.cases[0].blocks
    assert isinstance(inner, CaseGroup)
    assert inner.question == "Depuis quand ?"
    assert inner.cases[0].blocks == (Paragraph("a"),)


def test_a_cases_introduction_without_cases_is_text() -> None:
    (group,) = blocks(
        "<BlocCas><Cas><Titre>A</Titre><Introduction><Paragraphe>mot</Paragraphe></Introduction></Cas></BlocCas>"
    )
    assert isinstance(group, CaseGroup)
    assert group.cases[0].blocks == (Paragraph("mot"),)


def test_chapters_lists_and_notes_keep_their_kind() -> None:
    chapter, numbered, note = blocks(
        "<Chapitre type='pieces'><Titre><Paragraphe>Pièces</Paragraphe></Titre><SousChapitre><Titre>S</Titre>"
        "<Paragraphe>x</Paragraphe></SousChapitre></Chapitre>"
        "<Liste type='numero'><Item><Paragraphe>un</Paragraphe></Item><Item/></Liste>"
        "<Attention><Paragraphe>gare</Paragraphe></Attention><Rappel><Titre>Rappel</Titre></Rappel>"
    )
    assert isinstance(chapter, Chapter)
    assert chapter.pieces
    assert isinstance(chapter.blocks[0], Chapter)
    assert chapter.blocks[0].level == 2
    assert isinstance(numbered, ListBlock)
    assert numbered.numbered
    assert len(numbered.items) == 1
    assert note == Note("warning", "Attention", (Paragraph("gare"),))


def test_a_table_keeps_headings_and_merged_cells() -> None:
    resume, table = blocks(
        "<Tableau><Titre>Prix</Titre><Resume><Paragraphe>En euros</Paragraphe></Resume><Colonne type='header'/>"
        "<Colonne type='normal'/><Rangée type='header'><Cellule fusionHorizontale='2'><Paragraphe>T</Paragraphe>"
        "</Cellule></Rangée><Rangée type='normal'><Cellule fusionVerticale='x'/><Cellule/></Rangée></Tableau>"
    )
    assert resume == Paragraph("En euros")
    assert isinstance(table, Table)
    assert table.rows[0][0].columns == 2
    assert table.rows[0][0].header
    assert [cell.header for cell in table.rows[1]] == [True, False]
    assert table.rows[1][0].rows == 1


def test_services_forms_and_offices_are_told_apart() -> None:
    service, form, office = blocks(
        "<ServiceEnLigne ID='R1' URL='https://a.example' type='Téléservice'><Titre>Payer</Titre></ServiceEnLigne>"
        "<ServiceEnLigne ID='R2' numerocerfa='12*03' poids='9 KB' type='Formulaire'><Titre>Demande</Titre>"
        "<NoticeLiee URL='https://n.example'>Notice</NoticeLiee><ServiceEnLigneAnnexe numerocerfa='7'><Titre>Annexe"
        "</Titre><LienWeb URL='https://x.example'/></ServiceEnLigneAnnexe></ServiceEnLigne>"
        "<OuSAdresser ID='R3' type='Local'><Titre>Mairie</Titre><Complement>le soir</Complement>"
        "<PivotLocal>mairie</PivotLocal><RessourceWeb URL='https://m.example'/></OuSAdresser>"
    )
    assert service == ServiceLink("R1", "Payer", "https://a.example", "Téléservice")
    assert isinstance(form, FormLink)
    assert (form.number, form.url, form.size) == ("12*03", "https://x.example", "9 KB")
    assert [b.text for b in form.blocks if isinstance(b, Paragraph)] == ["Notice", "Annexe (7)"]
    assert office == OfficeLink("R3", "Mairie", "mairie", "https://m.example", "Local", "le soir")


def test_a_questionnaire_becomes_the_sheets_wizard(sheet_xml: Any) -> None:
    found = sheet(
        sheet_xml,
        "<Questionnaire><Question><Titre><Paragraphe>Où ?</Paragraphe></Titre><Choix><Titre>Ici</Titre>"
        "<IntituleSiSelectionne>Vous êtes ici</IntituleSiSelectionne><SiSelectionne><affecteVrai var='T1'/>"
        "<affecteFaux var='T2'/></SiSelectionne></Choix></Question></Questionnaire>",
    )
    assert found.blocks == ()
    assert found.wizard == Wizard(
        (WizardQuestion("Où ?", (Choice("Ici", "Vous êtes ici", true=("T1",), false=("T2",)),)),)
    )


def test_a_guided_search_becomes_a_tree_of_answers(sheet_xml: Any) -> None:
    found = sheet(
        sheet_xml,
        "<Problematiques><Problematique><Titre>Voiture</Titre><Branche><Titre>Neuve</Titre><Aide><Paragraphe>d'usine"
        "</Paragraphe></Aide><LienInterne LienPublication='F2'/></Branche></Problematique></Problematiques>",
    )
    assert found.wizard is not None
    (car,) = found.wizard.questions[0].choices
    assert car.choices == (Choice("Neuve", help=(Paragraph("d'usine"),), leads=("F2",)),)


def test_commented_links_become_links(sheet_xml: Any) -> None:
    found = sheet(
        sheet_xml,
        "<LienExterneCommente><LienExterne URL='https://a.example'>Bac</LienExterne><Source>S</Source>"
        "<Commentaire><Paragraphe>utile</Paragraphe></Commentaire></LienExterneCommente>",
    )
    link = Paragraph("Bac", (Span(0, 3, "web", "https://a.example"),))
    assert found.blocks == (link, Paragraph("S"), Paragraph("utile"))


@pytest.mark.parametrize(
    ("xml", "read"),
    [
        ("la<LienInterne type='Sigle' LienPublication='R1'>MSA</LienInterne>ou", "la MSA ou"),
        ("de<Valeur>1 500 €</Valeur>", "de 1 500 €"),
        ("l<Expression>a jurisprudence</Expression>", "la jurisprudence"),
        ("<Expression>conclusion</Expression>s.", "conclusions."),
        ("jusqu'à<Valeur>5 €</Valeur>", "jusqu'à 5 €"),
        ("le 1<Exposant>er</Exposant>septembre", "le 1er septembre"),
        ("13<Expression>eme</Expression> mois", "13eme mois"),
        ("<MiseEnEvidence>2</MiseEnEvidence>020", "2020"),
        ("<Citation>X</Citation><MiseEnEvidence>ou</MiseEnEvidence>", "X ou"),
        ("site <Expression>cerfa</Expression> .fr", "site cerfa .fr"),
        ("<LienExterne URL='u'>acte </LienExterne>.", "acte."),
    ],
)
def test_letters_that_meet_across_an_element_are_two_words_or_one(xml: str, read: str) -> None:
    assert text(xml).text == read


def test_a_link_to_an_abbreviation_points_within_the_sheet() -> None:
    (span,) = text("<LienInterne type='Sigle' LienPublication='R1'>CTM</LienInterne>").spans
    assert (span.kind, span.target) == ("term", "R1")


def test_what_a_picture_shows_is_told_below_its_paragraph() -> None:
    line, note = blocks(
        "<Paragraphe>Le sas<Image><Legende>Logo</Legende><Credits><Paragraphe>Moi</Paragraphe></Credits>"
        "<TexteDeRemplacement>Un sas</TexteDeRemplacement></Image>.</Paragraphe>"
    )
    assert line == Paragraph("Le sas.")
    assert note == Note("figure", "Logo", (Paragraph("Un sas"),))


def test_parts_keep_the_condition_they_apply_under() -> None:
    chapter, fragment = blocks(
        "<Chapitre><Titre>Enfants</Titre><TitreAlternatif>Si vous avez des enfants</TitreAlternatif><Condition>"
        "<estVrai var='T1'/></Condition><Paragraphe>a</Paragraphe></Chapitre><FragmentConditionne><Condition><ou>"
        "<estVrai var='T2'/><estIndefini var='T2'/></ou></Condition><Paragraphe>b</Paragraphe></FragmentConditionne>"
    )
    assert isinstance(chapter, Chapter)
    assert (chapter.title, chapter.sure_title) == ("Si vous avez des enfants", "Enfants")
    assert chapter.condition == Condition("true", "T1")
    unset = (Condition("true", "T2"), Condition("unset", "T2"))
    assert fragment == Fragment((Paragraph("b"),), Condition("any", "", unset))


def test_a_condition_nobody_understands_hides_nothing() -> None:
    assert blocks(
        "<FragmentConditionne><Condition><auPlus n='2'/></Condition><Paragraphe>b</Paragraphe></FragmentConditionne>"
    ) == (Paragraph("b"),)


def test_cost_and_delay_are_drawn_with_the_case_they_hold_in(sheet_xml: Any) -> None:
    found = sheet(
        sheet_xml,
        "<ListeSituations><Situation><Titre>Adulte</Titre><Texte><Chapitre><Titre>Coût</Titre><Paragraphe>25 €"
        "</Paragraphe></Chapitre><Chapitre><Titre>Délai de fabrication</Titre><Paragraphe>3 semaines</Paragraphe>"
        "<Paragraphe>et plus en été</Paragraphe></Chapitre></Texte></Situation></ListeSituations>",
    )
    assert [(fact.text, fact.path) for fact in found.costs] == [("25 €", ("Adulte",))]
    assert [fact.text for fact in found.delays] == ["3 semaines"]
    assert isinstance(found.blocks[0], CaseGroup)
    assert found.blocks[0].question == "Quelle est votre situation ?"
    assert found.verified == "2026-03-04"


def test_a_sheet_survives_the_store_unchanged(sheet_xml: Any) -> None:
    found = sheet(
        sheet_xml,
        "<Theme ID='N1'><Titre>T</Titre></Theme><Introduction><Texte><Paragraphe>a <MiseEnEvidence>b"
        "</MiseEnEvidence></Paragraphe></Texte></Introduction><Texte><Tableau><Rangée><Cellule><Paragraphe>c"
        "</Paragraphe></Cellule></Rangée></Tableau></Texte><VoirAussi important='oui'><Fiche ID='F2'><Titre>U</Titre>"
        "</Fiche></VoirAussi><Definition ID='D1'><Titre>mot</Titre><Texte><Paragraphe>sens</Paragraphe></Texte>"
        "</Definition><QuestionReponse ID='F3'>Et ?</QuestionReponse>",
    )
    assert found.related[0].id == "F2"
    assert found.questions[0].title == "Et ?"
    assert decode_sheet(encode_sheet(found)) == found
    assert encode_sheet(found) == encode_sheet(decode_sheet(encode_sheet(found)))
