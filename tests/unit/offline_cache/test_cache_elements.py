"""The table of elements in the documentation is what the importer does."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from offline_cache.importer.convert import KNOWN
from offline_cache.importer.vocabulary import OMITTED
from offline_cache.importer.xml import DC
from offline_cache.sample import build

CACHE = Path(build.__file__).parent.parent
ROW = re.compile(r"^\| `(?P<element>[^`]+)` \| \d+ \| (?P<rule>.+) \|$", re.MULTILINE)


def _listed(heading: str = "") -> dict[str, str]:
    text = (CACHE / "ELEMENTS.md").read_text(encoding="utf-8")
    part = text.split(f"\n## {heading}")[1].split("\n## ")[0] if heading else text
    return {match["element"].replace("dc:", DC): match["rule"] for match in ROW.finditer(part)}


def test_every_element_the_importer_handles_is_listed_and_no_other() -> None:
    assert set(_listed()) == KNOWN


def test_every_element_of_the_sample_is_listed() -> None:
    files = (CACHE / "sample" / "edition").glob("*.xml")
    tags = {element.tag for path in files for element in ET.fromstring(path.read_bytes()).iter()}
    assert tags <= set(_listed())


def test_the_sample_has_every_element_of_the_schema_we_know_whole() -> None:
    files = (CACHE / "sample" / "edition").glob("*.xml")
    tags = {element.tag for path in files for element in ET.fromstring(path.read_bytes()).iter()}
    assert set(_listed("Rendered")) | set(_listed("Left out on purpose")) == tags


def test_what_is_left_out_is_said_to_be_left_out_and_why() -> None:
    later = {element for element, rule in _listed("Later schemas").items() if rule.startswith("left out: ")}
    assert set(_listed("Left out on purpose")) | later == OMITTED
    assert all(len(rule) > 10 for rule in _listed("Left out on purpose").values())


def test_no_element_is_listed_twice() -> None:
    rows = [match["element"] for match in ROW.finditer((CACHE / "ELEMENTS.md").read_text(encoding="utf-8"))]
    assert len(rows) == len(set(rows))
