"""Packs the sample edition: the XML files beside this one, and the forms drawn now."""

import zipfile
from pathlib import Path

from kiosk.core.system import refusal
from offline_cache.sample.form_models import FORMS
from offline_cache.sample.forms import draw_form

_EDITION = Path(__file__).resolve().parent / "edition"
_STAMP = (2026, 11, 2, 0, 0, 0)


def build_sample(target: Path) -> None:
    """Write the sample edition's ZIP to `target`; the same bytes each time.

    Raises:
        UserFacingError: `host.permission-missing` when the file cannot be written.
    """
    aside = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(aside, "w") as archive:
            for path in sorted(_EDITION.iterdir()):
                _add(archive, path.name, path.read_bytes())
            for key, model in FORMS.items():
                _add(archive, f"formulaires/{key}.pdf", draw_form(model))
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise refusal(error, target) from None


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)
