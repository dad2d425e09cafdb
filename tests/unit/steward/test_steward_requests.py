"""A request lies in the visit's vault, whole, and goes with it."""

import json
import os
from pathlib import Path

from kiosk.core.events import EventLog
from kiosk.documents.vault import Vault
from kiosk.steward.requests import keep_request, kept_requests
from session.protocol.local import SCREEN_TO_STEWARD
from session.protocol.requests import Answer, RequestKeep, TownRequest

NAME = "Jeanne Petit"


def order(name: str = NAME) -> RequestKeep:
    line = Answer(key="nom", label="Nom", kind="text", value=name, shown=name)
    request = TownRequest(
        reference="D 01 79 76 13 71", title="Bac", procedure="local:demarche:bac", town="Saint-Aubin",
        edition="2026-11-24", prepared_on="2026-11-26", answers=[line],
    )  # fmt: skip
    return RequestKeep(document="d0" * 16, request=request)


def vault_in(folder: Path) -> Vault:
    vault = Vault(folder / "vault")
    vault.make()
    return vault


def test_a_request_is_kept_whole_and_read_back(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    keep_request(vault, order(), EventLog(None, "steward"))
    assert kept_requests(vault) == [order().request]
    assert [path.name for path in (vault.folder / order().document).iterdir()] == ["request.json"]
    written = json.loads((vault.folder / order().document / "request.json").read_text(encoding="utf-8"))
    assert written["format"] == 1


def test_the_same_request_changed_replaces_itself(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    for name in (NAME, "Jean Petit"):
        keep_request(vault, order(name), EventLog(None, "steward"))
    assert [request.answers[0].value for request in kept_requests(vault)] == ["Jean Petit"]


def test_nothing_of_it_reaches_the_log_and_the_wipe_takes_it(tmp_path: Path) -> None:
    vault, log = vault_in(tmp_path), tmp_path / "events.jsonl"
    keep_request(vault, order(), EventLog(log, "steward"))
    told = log.read_text(encoding="utf-8")
    assert "request.keep-complete" in told
    assert not [word for word in (NAME, "Bac", "D 01", "encombrants", order().document) if word in told]
    vault.erase()
    assert vault.verify_gone()
    left = [Path(top) / name for top, _, names in os.walk(tmp_path) for name in names]
    assert left == [log]


def test_without_a_visit_there_is_nowhere_to_keep_it(tmp_path: Path) -> None:
    keep_request(None, order(), EventLog(tmp_path / "events.jsonl", "steward"))
    assert "keep-complete" not in (tmp_path / "events.jsonl").read_text(encoding="utf-8")


def test_it_travels_from_the_screen_only_as_what_it_is() -> None:
    assert SCREEN_TO_STEWARD.bodies[RequestKeep.TYPE] is RequestKeep
