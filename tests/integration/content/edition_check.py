"""Compares an edition's ZIP with the store it was imported into, file by file."""

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from offline_cache.importer.convert import convert_one
from tests.integration.content.reading import differences
from tests.integration.content.source_sheet import Branches, read_source
from tests.integration.content.store_reading import branches, read_stored, sheets

SHEET = re.compile(r"(?:.*/)?[FNR]\d+\.xml")


def files_of(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Every sheet of a ZIP as (name, bytes)."""
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if SHEET.fullmatch(name):
                yield name, opened.read(name)


def unlike(archive: Path, store: Path) -> list[str]:
    """What the store says otherwise than the edition, one line a difference."""
    stored = dict(sheets(store))
    folders, present = branches(store)
    found = []
    for name, data in files_of(archive):
        key, source, listed = read_source(data)
        if key not in stored:
            found.append(f"{name}: not in the store")
            continue
        found += [f"{name} {line}" for line in differences(source, read_stored(stored.pop(key)))]
        # The children that the edition does not hold, and folders without any sheet, are left out.
        expected = [branch for branch in listed if branch[1] in present]
        if folders.get(key, []) != (expected if key in present else []):
            found.append(f"{name} branches: {expected} are stored as {folders.get(key)}")
    return found + [f"{key}: in the store alone" for key in stored]


def unlike_once_converted(original: bytes, name: str, given: bytes) -> list[str]:
    """The same for one file, converted from `given` and held against its original."""
    _, source, listed = read_source(original)
    record = convert_one(name, given)
    found = differences(source, read_stored(json.loads(zlib.decompress(record.body))))
    got: Branches = [(branch.group, branch.child, branch.title) for branch in record.branches]
    return found + ([] if got == listed else ["branches"])


def without(data: bytes, tag: str) -> bytes:
    """A file with all elements of one kind cut out, and the text after each kept."""
    root = ET.fromstring(data)
    _cut(root, tag)
    return bytes(ET.tostring(root, encoding="utf-8"))


def _cut(element: Element, tag: str) -> None:
    kept: list[Element] = []
    for child in list(element):
        _cut(child, tag)
        if child.tag != tag:
            kept.append(child)
            continue
        if kept:
            kept[-1].tail = (kept[-1].tail or "") + (child.tail or "")
        else:
            element.text = (element.text or "") + (child.tail or "")
        element.remove(child)


def tags_of(data: bytes) -> set[str]:
    """The names of all elements of a file."""
    return {element.tag for element in ET.fromstring(data).iter()}
