"""What must hold of every checklist, whatever the sheet: laws on small sheets made up, and on the sample edition."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from offline_cache.checklist import ChecklistItem, build_checklist
from offline_cache.model import (
    Block,
    Blocks,
    Case,
    CaseGroup,
    CaseStep,
    Chapter,
    ListBlock,
    ListItem,
    Paragraph,
    Sheet,
)
from offline_cache.store import ContentStore

PAPERS = (
    "Passeport",
    "Copie du bail",
    "Un relevé d'identité bancaire",
    "Attestation d'assurance (en cours de validité)",
    "Acte de naissance de moins de 3 mois",
    "2 photos d'identité",
    "Livret de famille",
)
OTHERS = ("La démarche est gratuite.", "Vous recevez une réponse sous 2 mois.", "Présentez-vous à l'heure.")
LEADS = (
    "Vous devez fournir les documents suivants :",
    "Joignez à votre demande les pièces suivantes :",
    "Votre dossier doit comporter :",
    "Vous devez adresser à la mairie :",
)
STEP = CaseStep("Quel âge avez-vous ?", ("Mineur", "Majeur"), "Mineur")

papers = st.lists(st.sampled_from(PAPERS), min_size=1, max_size=5, unique=True)
leads = st.sampled_from(LEADS)


def listed(entries: list[str]) -> ListBlock:
    return ListBlock(tuple(ListItem((Paragraph(entry),)) for entry in entries))


def sheet(*blocks: Block) -> Sheet:
    return Sheet("F1", "sheet", "Titre", blocks=blocks)


def in_case(blocks: Blocks) -> CaseGroup:
    return CaseGroup(STEP.question, (Case("Mineur", blocks), Case("Majeur", (Paragraph(OTHERS[0]),))))


def told(*blocks: Block) -> list[tuple[str, str]]:
    return [(item.label, item.detail) for item in build_checklist(sheet(*blocks)).items]


@st.composite
def parts(draw: st.DrawFn) -> Blocks:
    """One part of a sheet that asks for papers, by a title, a line or a sentence."""
    entries = listed(draw(papers))
    aside = Paragraph(draw(st.sampled_from(OTHERS)))
    match draw(st.sampled_from(("title", "declared", "line", "sentence"))):
        case "title":
            return (Chapter("Pièces à fournir", (aside, entries)),)
        case "declared":
            return (Chapter("Dossier", (entries,), pieces=True),)
        case "line":
            return (aside, Paragraph(draw(leads)), entries)
        case _:
            return (Paragraph(f"Vous devez joindre une copie de l'acte. {aside.text}"),)


@given(leads, papers)
def test_dropping_the_line_before_a_list_drops_its_papers(lead: str, entries: list[str]) -> None:
    assert len(told(Paragraph(lead), listed(entries))) == len(entries)
    assert told(listed(entries)) == []


@given(parts())
def test_what_stands_in_a_case_is_asked_in_that_case_alone(part: Blocks) -> None:
    outside = build_checklist(sheet(*part))
    inside = build_checklist(sheet(in_case(part)))
    assert [item.label for item in inside.items] == [item.label for item in outside.items]
    assert all(path[0] == STEP for item in inside.items for path in item.paths)
    assert inside.needed() == ()
    assert len(inside.needed({STEP})) == len(outside.needed())


@given(parts())
def test_a_part_told_twice_asks_for_nothing_more(part: Blocks) -> None:
    again = tuple(Chapter("Encore", part) for _ in range(2))
    assert _named(*again) == _named(Chapter("Encore", part))


@given(parts())
def test_what_everybody_needs_absorbs_the_same_in_a_case(part: Blocks) -> None:
    found = build_checklist(sheet(*part, in_case(part)))
    assert all(item.paths == ((),) for item in found.items)
    assert found.questions() == ()


@given(parts(), st.sampled_from(OTHERS))
def test_a_part_about_something_else_changes_nothing(part: Blocks, other: str) -> None:
    assert told(*part, Chapter("Délai", (Paragraph(other),))) == told(*part)
    assert told(Chapter("Délai", (Paragraph(other),)), *part) == told(*part)


@given(leads, papers, st.integers(0, 5))
def test_a_list_cut_in_two_asks_for_the_same(lead: str, entries: list[str], cut: int) -> None:
    whole = told(Paragraph(lead), listed(entries))
    assert told(Paragraph(lead), listed(entries[:cut]), listed(entries[cut:])) == whole


@given(st.lists(st.sampled_from(PAPERS), min_size=2, max_size=5, unique=True))
def test_any_one_of_several_stays_one_paper(entries: list[str]) -> None:
    found = build_checklist(
        sheet(Paragraph("Vous devez fournir l'un des documents suivants :"), listed(entries))
    )
    assert [item.options for item in found.items] == [tuple(entries)]


@given(parts())
def test_every_paper_can_say_why_it_is_there_in_the_sheets_own_words(part: Blocks) -> None:
    found = build_checklist(sheet(*part)).items
    words = " ".join(_texts(part))
    assert all(item.because and item.because.rstrip(".") in words for item in found)
    assert all(item.quote in words for item in found)
    assert found


def test_the_laws_hold_on_every_sheet_of_the_sample_edition(sample_folder: Path) -> None:
    store = ContentStore.open(sample_folder)
    assert isinstance(store, ContentStore)
    seen = 0
    for entry in _sheets(store):
        once = build_checklist(entry)
        wrapped = build_checklist(replace(entry, blocks=(in_case(entry.blocks),)))
        twice = build_checklist(replace(entry, blocks=(*entry.blocks, *entry.blocks)))
        assert all(path[0] == STEP for item in wrapped.items for path in item.paths)
        assert [item.label for item in wrapped.items] == [item.label for item in once.items]
        assert {_name(item) for item in twice.items} == {_name(item) for item in once.items}
        seen += bool(once.items)
    store.close()
    assert seen > 5


def _sheets(store: ContentStore) -> list[Sheet]:
    ids = {
        hit.id
        for word in ("carte", "aide", "demande", "permis", "acte")
        for hit in store.search(word, 50).hits
    }
    return [found for key in sorted(ids) if (found := store.sheet(key))]


def _named(*blocks: Block) -> set[str]:
    return {_name(item) for item in build_checklist(sheet(*blocks)).needed()}


def _name(item: ChecklistItem) -> str:
    return f"{item.label} {item.options}"


def _texts(blocks: Blocks) -> list[str]:
    found: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(text=text):
                found.append(text)
            case Chapter(title=title, blocks=inner):
                found += [title, *_texts(inner)]
            case ListBlock(items=entries):
                found += [text for entry in entries for text in _texts(entry.blocks)]
            case _:
                pass
    return found
