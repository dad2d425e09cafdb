"""The frozen folder: relay, steward, screen and media start from it. Run by `make bundle-test`."""

import asyncio
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from kiosk.compose.demo import stand as stand_module
from kiosk.compose.demo.stand import Plan, Stand
from kiosk.confine.confinement import Confinement
from kiosk.core.events import EventLog
from kiosk.core.places import ROOT
from kiosk.documents.vault import StoredDocument, Vault
from kiosk.documents.workshop import Workshop
from kiosk.link.aio import Connection, serve
from session.protocol.local import MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, Hello, MediaReady
from session.protocol.local_media import MediaSettings
from tests.faults.house import short_folder

PROGRAM = ROOT / "dist" / "kiosk" / "kiosk"
DEADLINE_S = 40.0


@pytest.fixture(scope="module")
def bundle() -> Path:
    assert PROGRAM.is_file(), "make bundle first"
    return PROGRAM


@pytest.fixture(scope="module")
def stand(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """The whole product, each of our programs started from the bundle."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stand_module, "program", lambda: [str(bundle)])
        with Stand(Plan(tmp_path_factory.mktemp("bundle"))) as running:
            yield running


def program_of(pid: int) -> Path:
    return Path(f"/proc/{pid}/exe").resolve()


def test_the_steward_and_a_screen_of_the_bundle_welcome_a_visitor(stand: Stand, bundle: Path) -> None:
    assert program_of(stand.steward.process.pid) == bundle
    assert stand.events.all("screen.paint-complete", screen="welcome")
    screens = stand.events.all("process.start-init", role="screen")
    assert program_of(int(screens[0]["pid"])) == bundle


def test_the_content_was_imported_by_worker_processes_of_the_bundle(stand: Stand) -> None:
    assert "carte" in stand.verb(
        "content", "search", "--store", str(stand.state / "content"), "carte d'identité"
    )


def test_the_relay_of_the_bundle_serves_the_experts_page(stand: Stand, bundle: Path) -> None:
    assert program_of(stand.relay.process.pid) == bundle
    trusted = ssl.create_default_context(cafile=str(stand.ca))
    with httpx.Client(verify=trusted, follow_redirects=True) as browser:
        page = browser.get(f"{stand.relay_url}/expert/")
        assert page.status_code == httpx.codes.OK
        assert "<script" in page.text


def test_the_kiosk_of_the_bundle_reaches_its_relay(stand: Stand) -> None:
    assert stand.events.all("link.connect-complete") or stand.events.wait("link.connect-complete")


async def test_media_of_the_bundle_opens_its_camera(bundle: Path, tmp_path: Path) -> None:
    ready: asyncio.Future[MediaReady] = asyncio.get_running_loop().create_future()

    async def accept(connection: Connection) -> None:
        async for message in connection:
            match message.body:
                case Hello(role="media"):
                    connection.send(
                        MediaSettings(
                            vault=str(tmp_path),
                            frames=str(tmp_path / "frames.sock"),
                            camera="camera:demo?size=640x360&fps=15",
                            microphone="sound:demo",
                            speaker="sound:null",
                            ladder="360p15",
                        )
                    )
                case MediaReady():
                    ready.set_result(message.body)
                    return

    server = await serve(tmp_path / "steward.sock", MEDIA_TO_STEWARD, STEWARD_TO_MEDIA, accept)
    process = await asyncio.create_subprocess_exec(
        bundle, "media", "--steward", str(tmp_path / "steward.sock"), env=os.environ
    )
    try:
        assert program_of(process.pid) == bundle
        answer = await asyncio.wait_for(ready, DEADLINE_S)
        assert answer.camera
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        server.close()
        await server.wait_closed()


async def test_a_confined_child_of_the_bundle_rebuilds_a_document(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The box is drawn by the process that starts the child: here it stands for the frozen steward.
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(bundle))
    confinement = Confinement([str(bundle), "child"], EventLog(None, "test"))
    vault = Vault(tmp_path / "vault")
    vault.make()
    draft = vault.begin()
    page = canvas.Canvas(str(draft.source), pagesize=A4)
    page.drawString(100, 700, "Attestation")
    page.showPage()
    page.save()
    stored = await Workshop(confinement, tmp_path / "no-fonts").clean(draft)
    assert isinstance(stored, StoredDocument)
    assert stored.pdf.read_bytes().startswith(b"%PDF-")
    assert stored.page(1).read_bytes()[8:12] == b"WEBP"


def test_the_bundle_holds_no_qt_module_under_the_gpl(bundle: Path) -> None:
    forbidden = ("Quick3D", "Charts", "DataVisualization", "Graphs", "VirtualKeyboard", "QuickTimeline")
    found = [p.name for p in bundle.parent.rglob("libQt6*") if any(word in p.name for word in forbidden)]
    assert found == []


def test_the_bundle_says_its_licences(bundle: Path) -> None:
    assert "EUROPEAN UNION PUBLIC LICENCE" in (bundle.parent / "LICENSE").read_text(encoding="utf-8")
    notice = (bundle.parent / "NOTICE.txt").read_text(encoding="utf-8")
    assert "version 3 or later" in notice
    assert "aiortc 1.16.0" in notice


def test_the_bundle_names_the_wrong_line_of_its_settings(bundle: Path, tmp_path: Path) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text('[place]\ntown_hal = "Mairie"\n', encoding="utf-8")
    with short_folder() as run:
        words = [
            str(bundle),
            "steward",
            "--settings",
            str(settings),
            "--state",
            str(tmp_path),
            "--run",
            str(run),
        ]
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=DEADLINE_S)
    assert done.returncode == 1
    assert "R01" in done.stderr
    assert "ligne 2" in done.stderr
    assert "town_hall" in done.stderr
