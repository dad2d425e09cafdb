import QtQuick
import ".."

// One drawing of the icon family, in one colour; always beside a word, so never in the accessible tree.
Image {
    property string name: ""
    property color color: Theme.mainText
    property int size: Theme.icon

    width: size
    height: size
    visible: name !== ""
    source: name === "" ? "" : "image://icon/" + name + "?color=" + encodeURIComponent(color.toString())
    sourceSize: Qt.size(size * 2, size * 2)
    fillMode: Image.PreserveAspectFit
    smooth: true
    mipmap: true
    Accessible.ignored: true
}
