"""Writes the licences into a bundle: its own, and what is known of each library in it."""

import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTICE = """\
Visio-Guichet
=============

The sources of Visio-Guichet are under the European Union Public Licence 1.2 (see LICENSE).
This packaged bundle, as a whole, is under the GNU General Public License, version 3 or later: it
contains the x264 encoder, which comes with PyAV and is under the GPL. The EUPL names the GPL among
its compatible licences. The sources are published beside this bundle.

Qt (PySide6) is used under the LGPL 3; its libraries are separate files in this folder and may be
replaced.

Libraries in this bundle
------------------------
"""


def libraries() -> list[str]:
    """Return one line for each installed distribution: name, version and the licence it declares."""
    return sorted({_line(found.metadata) for found in metadata.distributions()}, key=str.casefold)


def _line(about: metadata.PackageMetadata) -> str:
    classified = [
        c.split("::")[-1].strip() for c in about.get_all("Classifier", []) if c.startswith("License")
    ]
    declared = [
        line
        for key in ("License-Expression", "License")
        for text in about.get_all(key, [])
        for line in text.splitlines()
    ]
    short = declared[0] if declared and len(declared[0]) < 60 else ""  # some paste the whole text here
    return f"{about['Name']} {about['Version']}: {short or ', '.join(classified) or 'see its project page'}"


def main(folder: Path) -> None:
    """Write LICENSE and NOTICE.txt into `folder`."""
    (folder / "LICENSE").write_text((ROOT / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "NOTICE.txt").write_text(NOTICE + "\n".join(libraries()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
