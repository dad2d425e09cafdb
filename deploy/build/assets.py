"""Make the kiosk's fonts and icons from the npm packages pinned in `session/expert`.

Run as `python deploy/build/assets.py` after `npm ci` in `session/expert`. Qt wants TTF and SVG; the
packages carry WOFF2 split by script. Writes `kiosk/assets/fonts/*.ttf`, `kiosk/assets/icons/NAME.svg`
(duotone), `NAME-bold.svg`, and the licences of both. Nothing is written when an input is missing.
"""

import io
import json
import shutil
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "session" / "expert" / "node_modules"
FONT = MODULES / "@fontsource" / "atkinson-hyperlegible-next"
ICONS = MODULES / "@phosphor-icons" / "core"
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
FAMILY = "Atkinson Hyperlegible Next"


def icon_names() -> list[str]:
    """The icons the product shows, from `deploy/build/icons.txt`."""
    lines = (Path(__file__).parent / "icons.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _sources(weight: int) -> list[Path]:
    stem = "atkinson-hyperlegible-next"
    return [FONT / "files" / f"{stem}-{script}-{weight}-normal.woff2" for script in ("latin", "latin-ext")]


def _name(font: TTFont, style: str) -> None:
    """Name the face as Qt finds it: one family, the style beside it."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in {0, 5, 13, 14}]
    regular_or_bold = style in {"Regular", "Bold"}
    texts = {
        1: FAMILY if regular_or_bold else f"{FAMILY} {style}",
        2: style if regular_or_bold else "Regular",
        4: f"{FAMILY} {style}",
        6: f"AtkinsonHyperlegibleNext-{style}",
    }
    if not regular_or_bold:
        texts |= {16: FAMILY, 17: style}
    for ident, text in texts.items():
        names.setName(text, ident, 3, 1, 0x409)


def _plain(path: Path) -> io.BytesIO:
    font = TTFont(path)
    font.flavor = None
    data = io.BytesIO()
    font.save(data)
    data.seek(0)
    return data


def make_font(style: str, weight: int, target: Path) -> None:
    """Join the scripts of one weight into `target`, a TTF."""
    font = Merger().merge([_plain(path) for path in _sources(weight)])
    _name(font, style)
    font["OS/2"].usWeightClass = weight
    font.save(target)


def _missing(names: list[str]) -> list[Path]:
    wanted = [path for weight in WEIGHTS.values() for path in _sources(weight)]
    wanted += [
        ICONS / "assets" / family / f"{n}-{family}.svg" for n in names for family in ("duotone", "bold")
    ]
    return [path for path in wanted if not path.is_file()]


def _write_fonts(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        make_font(style, weight, folder / f"AtkinsonHyperlegibleNext-{style}.ttf")


def _write_icons(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copyfile(ICONS / "assets" / "duotone" / f"{name}-duotone.svg", folder / f"{name}.svg")
        shutil.copyfile(ICONS / "assets" / "bold" / f"{name}-bold.svg", folder / f"{name}-bold.svg")


def licences() -> str:
    """The bundled fonts' and icons' licences, in full, each with its package and version."""
    parts = []
    for folder in (FONT, ICONS):
        package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        text = (folder / "LICENSE").read_text(encoding="utf-8")
        parts.append(f"{package['name']} {package['version']} ({package['license']})\n\n{text.strip()}\n")
    return f"\n{'-' * 78}\n\n".join(parts)


def main() -> int:
    """Write everything; 1 and the missing files' names when `npm ci` was not run."""
    names = icon_names()
    if missing := _missing(names):
        print(f"absent : {missing[0]} (lancer « npm ci » dans session/expert)", file=sys.stderr)
        return 1
    assets = ROOT / "kiosk" / "assets"
    _write_fonts(assets / "fonts")
    _write_icons(assets / "icons", names)
    text = licences()
    (assets / "fonts" / "LICENSES.txt").write_text(text, encoding="utf-8")
    (assets / "icons" / "LICENSES.txt").write_text(text, encoding="utf-8")
    print(f"{len(WEIGHTS)} polices et {len(names)} icônes dans {assets.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
