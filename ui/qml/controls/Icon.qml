import QtQuick
import ".."

// One drawing of the icon family, in one colour; always beside a word, so never in the accessible tree.
Image {
    property string name: ""
    // Signs that read better as one stroke than as a two-tone drawing.
    readonly property var plain: ["check", "x", "caret-left", "caret-right", "caret-up", "caret-down", "arrow-left"]
    readonly property string drawing: plain.includes(name) ? name + "-bold" : name
    property color color: Theme.mainText
    property int size: Theme.icon

    width: size
    height: size
    visible: name !== ""
    source: name === "" ? "" : "image://icon/" + drawing + "?color=" + encodeURIComponent(color.toString())
    sourceSize: Qt.size(size * 2, size * 2)
    fillMode: Image.PreserveAspectFit
    smooth: true
    mipmap: true
    Accessible.ignored: true
}
