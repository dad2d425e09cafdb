"""A workshop on a real confinement, and a vault to work in."""

import sys
from pathlib import Path

import pytest

from kiosk.confine.confinement import Confinement
from kiosk.core.events import EventLog
from kiosk.documents.vault import Draft, Vault
from kiosk.documents.workshop import Workshop


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The workshop of a module, which keeps nothing between two documents.

    Without the typeface: the pages fall back to Helvetica, so that no build is needed.
    """
    folder = tmp_path_factory.mktemp("workshop")
    command = [sys.executable, "-m", "kiosk.compose.child"]
    return Workshop(Confinement(command, EventLog(folder / "events.jsonl", "test")), folder / "no-fonts")


@pytest.fixture
def workshop(bench: Workshop) -> Workshop:
    return bench


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    vault = Vault(tmp_path / "vault")
    vault.make()
    return vault


@pytest.fixture
def draft(vault: Vault) -> Draft:
    return vault.begin()
