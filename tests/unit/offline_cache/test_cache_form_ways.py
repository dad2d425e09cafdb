"""How else to get a form: everything the edition says of it, from the sheet and from the form's own file."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from offline_cache.form_ways import FormWays
from offline_cache.importer import import_edition
from offline_cache.model import Form
from offline_cache.store import ContentStore

SERVICE = (
    '<ServiceEnLigne ID="R1" URL="https://exemple.fr/cerfa_12100.do" type="Formulaire" numerocerfa="12100*02">'
    "<Titre>Demande de carte</Titre><Source>Ministère</Source>"
    '<NoticeLiee ID="R60" URL="https://exemple.fr/notice" type="Notice" numerocerfa="52122#04">Notice</NoticeLiee>'
    "</ServiceEnLigne>"
)
RESOURCE = (
    '<ServiceComplementaire xmlns:dc="http://purl.org/dc/elements/1.1/" ID="{id}" type="{kind}">'
    "<dc:title>{title}</dc:title><dc:date>modified 2026-03-04</dc:date>{body}"
    '<LienWeb URL="{url}"><Source>ANTS</Source></LienWeb></ServiceComplementaire>'
)
OWN = (
    "<NumeroCerfa>12100*02</NumeroCerfa>"
    '<NoticeLiee ID="R61" URL="https://exemple.fr/notice-2">Notice longue</NoticeLiee>'
    '<NoticeLiee ID="R60" URL="https://exemple.fr/notice">Notice</NoticeLiee>'
    '<ServiceEnLigneAlternatif ID="R5" type="Téléservice"><Titre>Pré-demande</Titre></ServiceEnLigneAlternatif>'
    '<OuSAdresser ID="R30" type="Local"><Titre>Mairie</Titre><PivotLocal>mairie</PivotLocal></OuSAdresser>'
)


def resource(key: str, kind: str, title: str, url: str, body: str = "") -> bytes:
    return RESOURCE.format(id=key, kind=kind, title=title, url=url, body=body).encode()


@pytest.fixture
def opened(tmp_path: Path, pack: Any, sheet_xml: Any, sample_zip: Path) -> Iterator[ContentStore]:
    with zipfile.ZipFile(sample_zip) as sample:
        pdf = sample.read(next(name for name in sample.namelist() if name.endswith(".pdf")))
    older = "<NumeroCerfa>12100*01</NumeroCerfa>"
    files = {
        "F1.xml": sheet_xml(SERVICE),
        "R1.xml": resource("R1", "Formulaire", "Demande de carte", "https://exemple.fr/cerfa_12100.do", OWN),
        "R2.xml": resource("R2", "Formulaire", "Ancienne demande", "https://exemple.fr/old.pdf", older),
        "R5.xml": resource("R5", "Téléservice", "Pré-demande", "https://ants.exemple/"),
        "R2.pdf": pdf,
    }
    import_edition(pack(files), tmp_path / "store", workers=0)
    store = ContentStore.open(tmp_path / "store")
    assert isinstance(store, ContentStore)
    yield store
    store.close()


def ways(store: ContentStore) -> tuple[Form, FormWays]:
    sheet = store.sheet("F1")
    assert sheet is not None
    (form,) = store.forms(sheet)
    return form, store.form_ways(form, sheet)


def test_the_form_has_its_number_its_address_and_no_copy(opened: ContentStore) -> None:
    form, _ = ways(opened)
    assert (form.number, form.url, form.local) == ("12100*02", "https://exemple.fr/cerfa_12100.do", False)


def test_notices_come_from_both_files_each_once(opened: ContentStore) -> None:
    _, found = ways(opened)
    assert [notice.title for notice in found.notices] == ["Notice", "Notice longue"]
    assert found.notices[0].complement == "52122#04"


def test_the_online_twin_has_the_address_of_its_own_file(opened: ContentStore) -> None:
    _, found = ways(opened)
    assert [(twin.title, twin.url, twin.provider) for twin in found.online] == [
        ("Pré-demande", "https://ants.exemple/", "ANTS")
    ]


def test_a_copy_of_the_same_number_and_the_offices_are_there(opened: ContentStore) -> None:
    _, found = ways(opened)
    assert [(copy.id, copy.number, copy.pages > 0) for copy in found.copies] == [("R2", "12100*01", True)]
    assert [office.title for office in found.offices] == ["Mairie"]
