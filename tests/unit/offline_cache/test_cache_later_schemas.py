"""What editions after schema 3.3 bring: read where its shape is known, kept as text where it is not."""

from typing import Any

import pytest
from lxml import etree

from kiosk.core.errors import UserFacingError
from offline_cache.conditions import Condition
from offline_cache.importer.blocks import blocks_of
from offline_cache.importer.convert import convert_one
from offline_cache.importer.record import SheetRecord
from offline_cache.importer.sheets import read_sheet
from offline_cache.importer.xml import parse
from offline_cache.model import (
    Block,
    Chapter,
    Choice,
    Fragment,
    Heading,
    ListBlock,
    Note,
    OfficeLink,
    Paragraph,
    Sheet,
    Span,
    Table,
)


def blocks(xml: str) -> tuple[Block, ...]:
    return blocks_of(etree.fromstring(f"<Texte>{xml}</Texte>"))


def sheet(sheet_xml: Any, body: str) -> Sheet:
    return read_sheet(parse(sheet_xml(body), "F1.xml").root)


def converted(data: bytes, name: str = "F1.xml") -> SheetRecord:
    return convert_one(name, data)


def test_a_floating_title_is_a_heading() -> None:
    assert blocks("<TitreFlottant><Paragraphe>Ailleurs</Paragraphe></TitreFlottant>") == (
        Heading("Ailleurs"),
    )


def test_a_table_takes_its_rich_title() -> None:
    (table,) = blocks(
        "<Tableau><TitreRiche><Paragraphe>Prix</Paragraphe></TitreRiche><Rangee><Cellule><Paragraphe>1</Paragraphe>"
        "</Cellule></Rangee></Tableau>"
    )
    assert isinstance(table, Table)
    assert (table.title, len(table.rows)) == ("Prix", 1)


def test_an_example_and_a_folded_complement_are_remarks() -> None:
    example, more = blocks(
        "<Exemple><Paragraphe>Ana loue</Paragraphe></Exemple>"
        "<Complement><Titre>Valeurs</Titre><Texte><Paragraphe>10 mg</Paragraphe></Texte></Complement>"
    )
    assert example == Note("example", "Exemple", (Paragraph("Ana loue"),))
    assert more == Note("more", "Valeurs", (Paragraph("10 mg"),))


def test_boxes_to_tick_are_a_list_and_a_false_condition_is_understood() -> None:
    (boxes,) = blocks(
        "<Liste type='caseACocher'><Item><Condition><estFaux var='T1'/></Condition><Paragraphe>a</Paragraphe></Item></Liste>"
    )
    assert isinstance(boxes, ListBlock)
    assert boxes.items[0].condition == Condition("false", "T1")


def test_a_conclusion_is_the_last_chapter(sheet_xml: Any) -> None:
    found = sheet(sheet_xml, "<Conclusion><Titre>Enfin</Titre><Paragraphe>b</Paragraphe></Conclusion>")
    assert found.blocks == (Chapter("Enfin", (Paragraph("b"),)),)
    assert sheet(sheet_xml, "<Conclusion><Paragraphe>b</Paragraphe></Conclusion>").blocks == (Paragraph("b"),)


def test_a_remark_at_the_root_is_part_of_the_text(sheet_xml: Any) -> None:
    found = sheet(sheet_xml, "<ASavoir><Paragraphe>b</Paragraphe></ASavoir>")
    assert found.blocks == (Note("know", "À savoir", (Paragraph("b"),)),)


def test_who_can_help_is_an_office(sheet_xml: Any) -> None:
    found = sheet(
        sheet_xml, "<QuiPeutMAider ID='R1' type='Local'><Titre>France services</Titre></QuiPeutMAider>"
    )
    assert found.offices == (OfficeLink("R1", "France services", "", "", "Local"),)


def test_a_branch_may_ask_a_question_of_its_own(sheet_xml: Any) -> None:
    found = sheet(
        sheet_xml,
        "<Problematiques><Problematique><Titre>Quel véhicule ?</Titre><TitreChoix>Acheter</TitreChoix><Branche>"
        "<Titre>Moto</Titre></Branche></Problematique></Problematiques>",
    )
    assert found.wizard is not None
    (buy,) = found.wizard.questions[0].choices
    assert buy == Choice("Acheter", question="Quel véhicule ?", choices=(Choice("Moto"),))


def test_a_video_is_a_link() -> None:
    assert blocks("<Video><Titre>Voter</Titre><LienWeb URL='https://v.example'/></Video>") == (
        Paragraph("Voter", (Span(0, 5, "web", "https://v.example"),)),
    )


def test_a_telephone_number_stays_in_its_sentence() -> None:
    assert blocks("<Paragraphe>Appelez le <Tel>3939</Tel>.</Paragraphe>") == (Paragraph("Appelez le 3939."),)


def test_a_namespace_on_the_whole_file_changes_nothing(sheet_xml: Any) -> None:
    body = "<Texte><Chapitre><Titre>T</Titre><Paragraphe>a</Paragraphe></Chapitre></Texte>"
    plain = sheet_xml(body)
    spaced = plain.replace(b"<Publication ", b'<Publication xmlns="urn:vosdroits:3.4" ', 1)
    assert converted(spaced).body == converted(plain).body
    assert converted(spaced).remarks.unknown == ()


def test_a_root_of_another_name_is_read_and_reported(sheet_xml: Any) -> None:
    data = sheet_xml("<Texte><Paragraphe>a</Paragraphe></Texte>").replace(b"Publication", b"FichePublique")
    record = converted(data)
    assert record.title == "Titre"
    assert record.remarks.unknown == (("FichePublique", 1),)


def test_a_root_without_an_id_takes_the_one_it_says_then_its_files(sheet_xml: Any) -> None:
    bare = sheet_xml().replace(b' ID="F1"', b"")
    said = bare.replace(b"<dc:title>", b"<dc:identifier>F7</dc:identifier><dc:title>", 1)
    assert converted(said, "x/F1.xml").id == "F7"
    assert converted(bare, "x/f1.xml").id == "F1"


def test_a_page_of_another_vocabulary_is_still_refused() -> None:
    with pytest.raises(UserFacingError) as caught:
        convert_one("F1.xml", b"<html ID='F1'><title>x</title></html>")
    assert caught.value.key == "content.edition-invalid"


@pytest.mark.parametrize(
    ("xml", "read"),
    [
        ("<Montant>12 €</Montant>", (Paragraph("12 €"),)),
        (
            "<Encart><Titre>Aide</Titre><Paragraphe>a</Paragraphe><Source>Dila</Source></Encart>",
            (Heading("Aide"), Paragraph("a"), Paragraph("Dila")),
        ),
        (
            "<Etapes><Etape><Titre>Un</Titre><Liste type='puce'><Item><Paragraphe>x</Paragraphe></Item></Liste></Etape></Etapes>",
            None,
        ),
    ],
)
def test_an_unforeseen_element_keeps_its_title_its_words_and_its_lists(
    xml: str, read: tuple[Block, ...] | None
) -> None:
    found = blocks(xml)
    if read is not None:
        assert found == read
        return
    heading, listed = found
    assert heading == Heading("Un")
    assert isinstance(listed, ListBlock)


def test_unforeseen_elements_at_the_root_are_part_of_the_text(sheet_xml: Any) -> None:
    record = converted(sheet_xml("<Actualite><Titre>Neuf</Titre><Paragraphe>a</Paragraphe></Actualite>"))
    assert record.remarks.unknown == (("Actualite", 1),)
    found = sheet(sheet_xml, "<Actualite><Titre>Neuf</Titre><Paragraphe>a</Paragraphe></Actualite>")
    assert found.blocks == (Heading("Neuf"), Paragraph("a"))


def test_a_list_may_hold_something_else_than_items() -> None:
    (listed,) = blocks("<Liste><Item><Paragraphe>a</Paragraphe></Item><Paragraphe>b</Paragraphe></Liste>")
    assert isinstance(listed, ListBlock)
    assert [item.blocks for item in listed.items] == [(Paragraph("a"),), (Paragraph("b"),)]


def test_a_fragment_without_a_condition_is_what_it_holds() -> None:
    found = blocks("<FragmentConditionne><Paragraphe>a</Paragraphe></FragmentConditionne>")
    assert found == (Paragraph("a"),)
    assert not any(isinstance(block, Fragment) for block in found)
