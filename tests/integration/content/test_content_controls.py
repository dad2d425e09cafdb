"""The check of faithfulness sees each kind of element: without it, it fails."""

import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from offline_cache.importer import blocks, text
from offline_cache.importer.convert import convert_one
from offline_cache.importer.vocabulary import OMITTED
from offline_cache.sample import build
from tests.integration.content import source_blocks
from tests.integration.content.edition_check import tags_of, unlike_once_converted, without

DC = "{http://purl.org/dc/elements/1.1/}"
ROOTS = {"Publication", "ServiceComplementaire"}
FILES = {
    path.name: path.read_bytes() for path in sorted((Path(build.__file__).parent / "edition").glob("*.xml"))
}
KINDS = sorted(set().union(*map(tags_of, FILES.values())) - ROOTS)
# Read only when a file's root has no ID of its own.
FALLBACK = {f"{DC}identifier"}
READ = [kind for kind in KINDS if kind not in OMITTED | FALLBACK]
LEFT_OUT = [kind for kind in KINDS if kind in OMITTED | FALLBACK]
# Holders that add nothing to what they hold, and what `sheets.py` or a parent reads by itself.
NO_RULE_OF_ITS_OWN = source_blocks.TRANSPARENT | {
    *("Credits", "Complement", "Condition", "Titre", "Definition", "Abreviation", "ListeSituations"),
    *("OuSAdresserSupport", "PourEnSavoirPlus"),
}
RULES = sorted(set(blocks.HANDLERS) & set(READ) - NO_RULE_OF_ITS_OWN)
STYLES = sorted(kind for kind, style in text.INLINE.items() if style and kind in READ)
# The files that hold most come first; what a few of them show need not be shown by all.
RICHEST = sorted(FILES.items(), key=lambda pair: -len(tags_of(pair[1])))


def seen(kind: str, given: Callable[[bytes], bytes]) -> list[str]:
    """Differences in files that have the element, once changed by `given`: those of the first that has any."""
    for name, data in [pair for pair in RICHEST if kind in tags_of(pair[1])][:4]:
        found = unlike_once_converted(data, name, given(data))
        if found:
            return found
    return []


@pytest.mark.parametrize("kind", READ)
def test_the_loss_of_one_kind_of_element_is_seen(kind: str) -> None:
    assert seen(kind, lambda data: without(data, kind))


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_what_is_left_out_on_purpose_changes_nothing(kind: str) -> None:
    assert seen(kind, lambda data: without(data, kind)) == []


@pytest.mark.parametrize("kind", RULES)
def test_an_importer_that_forgets_a_rule_is_seen(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(blocks.HANDLERS, kind, lambda _element: ())
    assert seen(kind, lambda data: data)


@pytest.mark.parametrize("kind", STYLES)
def test_an_importer_that_forgets_what_words_are_set_in_is_seen(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(text.INLINE, kind, None)
    assert seen(kind, lambda data: data)


@pytest.mark.parametrize(
    ("name", "whole", "glued"),
    [
        ("R90018.xml", "</Variable><Variable>", ""),
        ("F90020.xml", "</MiseEnEvidence><Expression>", ""),
        ("F90020.xml", "La demande se fait", "Lademande se fait"),
    ],
)
def test_glued_words_are_seen(name: str, whole: str, glued: str) -> None:
    data = FILES[name]
    assert whole.encode() in data
    spoilt = data.replace(whole.encode(), glued.encode())
    closed = spoilt.replace(b"avant le chantier</Expression>", b"avant le chantier</MiseEnEvidence>")
    assert unlike_once_converted(data, name, closed if "Expression" in whole else spoilt)


def test_a_flattened_list_is_seen() -> None:
    name, data = "F90020.xml", FILES["F90020.xml"]
    nested = '<Liste type="puce"><Item><Paragraphe>signée par le monteur</Paragraphe></Item></Liste></Item>'
    flat = "</Item><Item><Paragraphe>signée par le monteur</Paragraphe></Item>"
    assert nested.encode() in data
    assert unlike_once_converted(data, name, data.replace(nested.encode(), flat.encode()))


def test_two_paragraphs_in_the_wrong_order_are_seen() -> None:
    name, data = "R90018.xml", FILES["R90018.xml"]
    sheet = json.loads(zlib.decompress(convert_one(name, data).body))
    assert [block["t"] for block in sheet["blocks"]] == ["Paragraph"] * 3
    start, middle = data.index(b"<Texte><Paragraphe><Variable>"), data.index(b"<Paragraphe><Citation>")
    end = data.index(b"<Paragraphe>Je demande")
    swapped = data[: start + 7] + data[middle:end] + data[start + 7 : middle] + data[end:]
    assert unlike_once_converted(data, name, swapped)
