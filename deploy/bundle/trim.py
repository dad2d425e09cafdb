"""Which of the files that PyInstaller found go into the bundle. Pure; the spec file applies it.

PyInstaller's QML hook takes every QML module of the PySide6 wheel with its libraries: 520 MB, among
them modules under the GPL that nothing here uses (Quick3D, Charts, virtual keyboard…). Kept are the
QML modules the screens import; then only the Qt libraries that a kept file needs.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

# One module a line, as a folder of Qt/qml. A folder brings its files, not its sub-folders.
QML_KEPT = frozenset(
    [
        "QtCore",
        "QtMultimedia",
        "QtQml",
        "QtQml/Base",
        "QtQml/Models",
        "QtQml/WorkerScript",
        "QtQuick",
        "QtQuick/Controls",
        "QtQuick/Controls/Basic",
        "QtQuick/Controls/Basic/impl",
        "QtQuick/Controls/impl",
        "QtQuick/Effects",
        "QtQuick/Layouts",
        "QtQuick/Shapes",
        "QtQuick/Templates",
        "QtQuick/Window",
        "QtWebChannel",
        "QtWebEngine",
        "QtWebEngine/ControlsDelegates",
    ]
)
PLUGINS_KEPT = frozenset(
    [
        "egldeviceintegrations",
        "imageformats",
        "multimedia",
        "platforms",
        "platforminputcontexts",
        "tls",
        "wayland-decoration-client",
        "wayland-graphics-integration-client",
        "wayland-shell-integration",
        "xcbglintegrations",
    ]
)
# Of a folder of plug-ins, the ones no kiosk loads.
PLUGINS_DROPPED = re.compile(
    r"virtualkeyboard|qpdf|qvnc|qlinuxfb|qtuiotouch|libqtiff|libqtga|libqicns|libqwbmp"
)
LOCALES_KEPT = re.compile(r"qtwebengine_locales/(fr|en-US|en-GB|ar|he)\.pak$")
QT = "PySide6/Qt/"
# Libraries that are there for something else: Qt's own, and the system's beside the program.
LIBRARY = re.compile(r"(PySide6/Qt/lib/)?lib[^/]+\.so[.\d]*$")
# Opened by name while running, so that no file says it needs them.
OPENED = re.compile(r"^lib(python|seccomp|ssl|crypto)[-.\d]")
Needs = Callable[[str], Iterable[str]]
Entry = tuple[str, str, str]  # destination, source, PyInstaller's type code


def _within_qt(part: PurePosixPath) -> bool:
    """Judge a file of the wheel's own Qt, libraries left aside."""
    top, rest = part.parts[0], PurePosixPath(*part.parts[1:])
    match top:
        case "qml":
            return str(rest.parent) in QML_KEPT
        case "plugins":
            return rest.parts[0] in PLUGINS_KEPT and not PLUGINS_DROPPED.search(rest.name)
        case "translations":
            return LOCALES_KEPT.search(str(rest)) is not None
        case "resources":
            # The developer's tools of the web engine: 9 MB that a visitor must not open.
            return "devtools" not in rest.name and "debug" not in rest.name
    return True


def wanted(destination: str) -> bool:
    """Tell whether a file belongs in the bundle by its place alone (a Qt library: see `libraries`)."""
    if not destination.startswith(QT):
        return True
    return _within_qt(PurePosixPath(destination.removeprefix(QT)))


def libraries(files: dict[str, str], needs: Needs) -> set[str]:
    """Destinations of the libraries that the kept files need, directly or through one another.

    Args:
        files: destination to source of every wanted file.
        needs: the names a binary asks the dynamic linker for (ELF `DT_NEEDED`), given its source.
    """
    loose = {d for d in files if LIBRARY.match(d) and not OPENED.match(d)}
    by_name = {PurePosixPath(d).name: d for d in loose}
    waiting = [source for d, source in files.items() if d not in loose and _is_binary(d)]
    kept: set[str] = set()
    while waiting:
        for name in needs(waiting.pop()):
            destination = by_name.get(name)
            if destination is not None and destination not in kept:
                kept.add(destination)
                waiting.append(files[destination])
    return kept | {d for d in files if OPENED.match(d)}


def kept(entries: Iterable[Entry], needs: Needs) -> list[Entry]:
    """Choose among PyInstaller's entries: what is wanted, what it needs, and the links to those."""
    real = [e for e in entries if e[2] != "SYMLINK" and wanted(e[0])]
    links = [e for e in entries if e[2] == "SYMLINK"]
    chosen = libraries({e[0]: e[1] for e in real}, needs)
    real = [e for e in real if not LIBRARY.match(e[0]) or e[0] in chosen]
    there = {e[0] for e in real}
    # A link's second field is the way to its target, from the link's own folder.
    return real + [e for e in links if str(PurePosixPath(e[0]).parent / e[1]) in there]


def _is_binary(destination: str) -> bool:
    name = PurePosixPath(destination).name
    return ".so" in name or name == "QtWebEngineProcess"
