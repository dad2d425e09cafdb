"""What goes into the frozen bundle."""

import pytest

from deploy.bundle.trim import kept, libraries, wanted

QML = "PySide6/Qt/qml"
LIB = "PySide6/Qt/lib"


@pytest.mark.parametrize(
    "destination",
    [
        f"{QML}/QtQuick/Window/qmldir",
        f"{QML}/QtQuick/qmldir",
        f"{QML}/QtMultimedia/libquickmultimediaplugin.so",
        f"{QML}/QtWebEngine/libqtwebenginequickplugin.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/translations/qtwebengine_locales/fr.pak",
        "PySide6/Qt/resources/icudtl.dat",
        "PySide6/Qt/libexec/QtWebEngineProcess",
        "ui/qml/Main.qml",
        "av.libs/libavcodec.so",
    ],
)
def test_what_a_kiosk_shows_with_is_in_it(destination: str) -> None:
    assert wanted(destination)


@pytest.mark.parametrize(
    "destination",
    [
        f"{QML}/QtQuick3D/libqquick3dplugin.so",
        f"{QML}/QtQuick/VirtualKeyboard/qmldir",
        f"{QML}/QtQuick/Controls/Material/Button.qml",
        f"{QML}/QtCharts/qmldir",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlpsql.so",
        "PySide6/Qt/translations/qtwebengine_locales/ja.pak",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/resources/qtwebengine_devtools_resources.pak",
    ],
)
def test_what_nobody_would_miss_stays_out(destination: str) -> None:
    assert not wanted(destination)


def test_a_library_stays_when_something_kept_needs_it_even_at_two_steps() -> None:
    files = {
        f"{QML}/QtQuick/libqtquick2plugin.so": "quick",
        f"{LIB}/libQt6Quick.so.6": "Quick",
        f"{LIB}/libQt6Gui.so.6": "Gui",
        f"{LIB}/libQt6Quick3D.so.6": "Quick3D",
        "libxcb-cursor.so.0": "cursor",
        "libgtk-3.so.0": "gtk",
        "libpython3.11.so.1.0": "python",
        "ui/qml/Main.qml": "main",
    }
    asked = {
        "quick": ["libQt6Quick.so.6", "libc.so.6"],
        "Quick": ["libQt6Gui.so.6"],
        "Gui": ["libxcb-cursor.so.0", "libQt6Quick.so.6"],
        "Quick3D": ["libgtk-3.so.0"],
    }
    assert libraries(files, lambda source: asked.get(source, [])) == {
        f"{LIB}/libQt6Quick.so.6",
        f"{LIB}/libQt6Gui.so.6",
        "libxcb-cursor.so.0",
        "libpython3.11.so.1.0",
    }


def test_a_link_goes_with_what_it_points_at() -> None:
    entries = [
        (f"{QML}/QtQuick/plugin.so", "quick", "BINARY"),
        (f"{LIB}/libQt6Quick.so.6", "Quick", "BINARY"),
        (f"{LIB}/libQt6Charts.so.6", "Charts", "BINARY"),
        ("libQt6Quick.so.6", f"{LIB}/libQt6Quick.so.6", "SYMLINK"),
        ("libQt6Charts.so.6", f"{LIB}/libQt6Charts.so.6", "SYMLINK"),
    ]
    chosen = kept(entries, lambda source: ["libQt6Quick.so.6"] if source == "quick" else [])
    assert [entry[0] for entry in chosen] == [
        f"{QML}/QtQuick/plugin.so",
        f"{LIB}/libQt6Quick.so.6",
        "libQt6Quick.so.6",
    ]
