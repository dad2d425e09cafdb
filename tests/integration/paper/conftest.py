"""A workshop on a real confinement, and a vault to work in."""

import sys
from pathlib import Path

import pytest

from kiosk.confine.confinement import Confinement
from kiosk.core.events import EventLog
from kiosk.documents.vault import Draft, Vault
from kiosk.documents.workshop import Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """Without the typeface: the pages fall back to Helvetica, so that no build is needed."""
    command = [sys.executable, "-m", "kiosk.compose.child"]
    return Workshop(Confinement(command, EventLog(tmp_path / "events.jsonl", "test")), tmp_path / "no-fonts")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    vault = Vault(tmp_path / "vault")
    vault.make()
    return vault


@pytest.fixture
def draft(vault: Vault) -> Draft:
    return vault.begin()
