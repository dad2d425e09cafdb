"""`kiosk content local preview`: a content as it will be shown, without touching the one in use."""

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from kiosk.core.errors import UserFacingError

MARK = "apercu-visio-guichet.txt"


def declare(verbs: Any) -> None:
    """Declare the verb among those of `kiosk content local`."""
    parser = verbs.add_parser("preview", help="voir ce contenu avant de l'installer")
    parser.add_argument("source", type=Path, metavar="DOSSIER|ZIP")
    parser.add_argument(
        "--out", type=Path, default=Path("apercu"), metavar="DOSSIER", help="où écrire les images"
    )
    parser.add_argument(
        "--settings", type=Path, default=None, metavar="FICHIER", help="les réglages de la borne"
    )
    parser.add_argument("--images", action="store_true", help="seulement les images, même s'il y a un écran")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the pictures; with a screen, open the kiosk on this content."""
    from kiosk.core.clock import SystemClock
    from kiosk.core.settings import Settings, load_settings
    from offline_cache.local.content import LocalContent
    from offline_cache.local.install import Hands, compiled, write_edition
    from offline_cache.local.source import read_source
    from ui.preview import draw_preview, marked

    settings = load_settings(options.settings) if options.settings else Settings()
    with tempfile.TemporaryDirectory(prefix="visio-apercu-") as folder:
        edition = Path(folder) / "edition"
        edition.mkdir()
        overlay, assets = compiled(read_source(options.source), Hands())
        write_edition(overlay, assets, edition)
        content = LocalContent.open_edition(edition)
        if not isinstance(content, LocalContent):
            raise UserFacingError("content.local-damaged", content.detail)
        settings = marked(settings, "" if options.settings else overlay.town.source)
        try:
            screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
            if screen and not options.images:
                return _window(content, settings, Path(folder))
            _claim(options.out)
            wall = SystemClock().now()
            for line in draw_preview(content, wall, settings, options.out, _progress):
                print(line, file=sys.stderr)
            print(f"Aperçu : {options.out / 'index.html'}")
            return 0
        finally:
            content.close()


def _claim(out: Path) -> None:
    """Make `out` ours. Nothing but an earlier preview is written over: it bears our mark.

    Raises:
        UserFacingError: `host.path-wrong`, it holds something else.
    """
    mark = out / MARK
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not mark.is_file())):
        raise UserFacingError("host.path-wrong", f"{out} : ce n'est pas un aperçu, rien n'est écrasé")
    out.mkdir(parents=True, exist_ok=True)
    for old in (*out.glob("*.png"), out / "index.html"):
        old.unlink(missing_ok=True)
    mark.write_text("Les images de ce dossier sont refaites à chaque aperçu.\n", encoding="utf-8")


def _progress(done: int, total: int) -> None:
    end = "\n" if done == total else ""
    sys.stderr.write(f"\r{done}/{total} pages{end}")


def _window(content: Any, settings: Any, folder: Path) -> int:
    from kiosk.confine.confinement import Confinement
    from kiosk.confine.limits import Refused
    from kiosk.core.clock import SystemClock
    from kiosk.core.events import EventLog
    from kiosk.core.ids import new_id
    from kiosk.core.places import ROOT, program
    from kiosk.documents.vault import Vault
    from kiosk.documents.workshop import Workshop
    from kiosk.journey.ports import Rules
    from offline_cache.local import schema
    from session.protocol.envelope import Body
    from session.protocol.local import DocumentFailed, DocumentPages, FormOpen
    from ui.adapters.commune import CommuneLibrary
    from ui.adapters.icons import IconProvider
    from ui.local_states import EightTiles
    from ui.preview_window import PreviewWindow

    clock = SystemClock()
    vault = Vault(folder / "vault")
    vault.make()
    assets = ROOT / "kiosk" / "assets"
    workshop = Workshop(Confinement([*program(), "child"], EventLog(None, "preview")), assets / "fonts")

    def open_form(order: FormOpen) -> Body:
        pdf = content.folder / schema.DOCUMENTS / f"{order.sha256}.pdf"
        made = asyncio.run(workshop.render(vault, pdf, document_id=order.document))
        if isinstance(made, Refused):
            return DocumentFailed(document=order.document, key=made.key)
        pages = made.document.pages
        return DocumentPages(
            document=order.document,
            name=order.name,
            pages=len(pages),
            widths=[page.pixels_wide for page in pages],
            heights=[page.pixels_high for page in pages],
            fields=[field.model_dump(mode="json") for field in made.document.fields],
        )

    library = CommuneLibrary(EightTiles(clock.now().date().isoformat()), content, clock)
    rules = Rules(
        library, new_id, settings.silence, local=content, today=lambda: clock.now().astimezone().date()
    )
    window = PreviewWindow(
        rules, settings, clock, IconProvider(assets / "icons"), str(vault.folder), open_form
    )
    return window.run()
