import QtQuick
import ".."

// Seconds left, as a large number with its unit.
Rectangle {
    id: count

    property int seconds: 0

    visible: seconds > 0
    implicitWidth: 220
    implicitHeight: visible ? 220 : 0
    radius: 110
    color: Theme.amberSoft
    border { width: 12; color: Theme.amber }
    Column {
        anchors.centerIn: parent
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            kind: "display"
            text: count.seconds
            color: Theme.amberInk
            Accessible.name: count.seconds + " secondes"
        }
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            kind: "small"
            spoken: false
            text: count.seconds > 1 ? "secondes" : "seconde"
            color: Theme.amberInk
        }
    }
}
