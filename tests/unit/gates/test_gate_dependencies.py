"""Every dependency is pinned with its hashes, and explained to the reader."""

import re

import pytest

from kiosk.core.places import ROOT
from kiosk.maintenance.doctor import PINS

REQUIREMENTS = ROOT / "deploy" / "requirements"


def wanted(name: str) -> list[str]:
    lines = (REQUIREMENTS / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return [re.split(r"[=\[\s]", line)[0] for line in lines if line and not line.startswith(("#", "-"))]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(name: str) -> dict[str, str]:
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    return {
        canonical(m[1]): m[2]
        for m in re.finditer(r"^([\w.-]+)(?:\[[^\]]*\])?==(\S+) \\$", text, re.MULTILINE)
    }


@pytest.mark.parametrize("name", ["kiosk", "dev"])
def test_every_wanted_package_is_pinned(name: str) -> None:
    assert {canonical(n) for n in wanted(name)} - pinned(name).keys() == set()


@pytest.mark.parametrize("name", ["kiosk", "dev"])
def test_every_pin_has_a_hash(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[\w.-]+(?:\[[^\]]*\])?==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(pinned(name))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_diagnosis_expects_the_versions_that_are_installed() -> None:
    versions = pinned("kiosk")
    assert {name: versions[canonical(name)] for name in PINS} == PINS


@pytest.mark.parametrize("name", ["kiosk", "dev"])
def test_the_architecture_says_what_each_package_is_for(name: str) -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [package for package in wanted(name) if f"`{package}`" not in text] == []
