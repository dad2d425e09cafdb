import QtQuick
import ".."

// Seconds left, as a large number with its unit.
Rectangle {
    id: count

    property int seconds: 0

    visible: seconds > 0
    implicitWidth: Theme.reach ? 130 : Math.round(220 * Theme.textScale)
    implicitHeight: visible ? implicitWidth : 0
    radius: width / 2
    color: Theme.amberSoft
    border { width: Theme.reach ? 8 : 12; color: Theme.amber }
    Column {
        anchors.centerIn: parent
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            kind: Theme.reach ? "heading" : "display"
            text: count.seconds
            color: Theme.amberInk
            Accessible.name: count.seconds + " secondes"
        }
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            kind: "small"
            spoken: false
            visible: !Theme.reach
            text: count.seconds > 1 ? "secondes" : "seconde"
            color: Theme.amberInk
        }
    }
}
