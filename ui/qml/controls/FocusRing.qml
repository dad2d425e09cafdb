import QtQuick
import ".."

// Keyboard focus, drawn around its parent with a gap so that it shows on any colour.
Rectangle {
    property bool shown: false

    anchors.fill: parent
    anchors.margins: -(Theme.focusGap + Theme.focusWidth)
    radius: (parent && parent.ringRadius !== undefined ? parent.ringRadius : Theme.radius) + Theme.focusGap
    color: "transparent"
    border { width: Theme.focusWidth; color: Theme.focus }
    visible: shown
    z: 10
}
