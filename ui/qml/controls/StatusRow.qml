import QtQuick
import ".."

// A device or a link in the list: what it is, how it does in words, and its own page.
Card {
    id: row

    property var device
    padding: Theme.gap

    Row {
        width: parent.width
        spacing: Theme.gap
        Icon {
            id: what
            name: row.device.icon
            color: Theme.soft
            anchors.verticalCenter: parent.verticalCenter
        }
        Column {
            width: parent.width - what.width - open.width - 2 * Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            spacing: 4
            Words { width: parent.width; kind: "label"; text: row.device.label }
            Row {
                width: parent.width
                spacing: Theme.smallGap
                Icon {
                    id: mark
                    size: 40
                    name: row.device.ok ? "check-circle" : "warning-circle"
                    color: row.device.ok ? Theme.mainText : Theme.dangerSoftInk
                }
                Words {
                    width: parent.width - mark.width - parent.spacing
                    text: row.device.words + (row.device.code === "" ? "" : " (" + row.device.code + ")")
                    color: row.device.ok ? Theme.ink : Theme.dangerSoftInk
                }
            }
            Words { width: parent.width; kind: "small"; text: row.device.mark; visible: text !== "" }
        }
        ActionButton {
            id: open
            entry: row.device.open
            width: implicitWidth + Theme.gap
            compact: true
            anchors.verticalCenter: parent.verticalCenter
            Accessible.name: text + " : " + row.device.label
        }
    }
}
