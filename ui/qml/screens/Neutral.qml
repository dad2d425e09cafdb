import QtQuick
import ".."
import "../controls"

// Nothing of a visit: drawn while the wipe happens.
Rectangle {
    property var page
    readonly property string frame: "bare"
    color: Theme.paper
    Words {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        horizontalAlignment: Text.AlignHCenter
        kind: "heading"
        text: page.words
    }
}
