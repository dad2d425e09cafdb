"""An edition's archive with its forms beside: what `content import` takes."""

import hashlib
import zipfile
from pathlib import Path

from kiosk.core.durable import fsync
from kiosk.core.ids import new_id
from offline_cache.feed.mirror import MirrorReport
from offline_cache.importer.archive import Archive


def pack(sources: Path, folder: Path, report: MirrorReport, target: Path) -> None:
    """Write every member of `sources` and the PDFs that are whole; a PDF of the archive gives way to a newer one.

    Raises:
        UserFacingError: `sources` is no edition.
        OSError: `target` cannot be written.
    """
    with Archive(sources):  # its checks, before anything is copied out of it
        pass
    whole = {f.id: folder / f"{f.id}.pdf" for f in report.forms if f.sha256}
    aside = target.with_name(f".{target.name}.{new_id()}")
    try:
        with zipfile.ZipFile(sources) as given, zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as made:
            for info in given.infolist():
                stem = info.filename.rpartition("/")[2].partition(".")[0].upper()
                if info.is_dir() or (info.filename.lower().endswith(".pdf") and stem in whole):
                    continue
                made.writestr(info.filename, given.read(info), zipfile.ZIP_DEFLATED)
            hashes = {form.id: form.sha256 for form in report.forms}
            for key, path in whole.items():
                data = path.read_bytes()
                if hashlib.sha256(data).hexdigest() == hashes[key]:
                    made.writestr(f"{key}.pdf", data, zipfile.ZIP_STORED)
        aside.replace(target)
        fsync(target.parent)
    finally:
        aside.unlink(missing_ok=True)
