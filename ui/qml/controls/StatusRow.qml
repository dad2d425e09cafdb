import QtQuick
import ".."

// A device or a link: what it is, how it does in words, what to do, and its test.
Card {
    id: row

    property var device

    Row {
        width: parent.width
        spacing: Theme.gap
        Icon {
            id: mark
            name: row.device.ok ? "check-circle" : "warning-circle"
            color: row.device.ok ? Theme.mainText : Theme.dangerSoftInk
            anchors.verticalCenter: parent.verticalCenter
        }
        Column {
            width: parent.width - mark.width - (test.visible ? test.width + Theme.gap : 0) - Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            spacing: 4
            Words { width: parent.width; kind: "label"; text: row.device.label }
            Words {
                width: parent.width
                text: row.device.words + (row.device.code === "" ? "" : " (" + row.device.code + ")")
                color: row.device.ok ? Theme.ink : Theme.dangerSoftInk
            }
            Words { width: parent.width; kind: "small"; text: row.device.remedy; visible: text !== "" && !row.device.ok }
            Words { objectName: "address"; width: parent.width; kind: "small"; wrapMode: Text.NoWrap; elide: Text.ElideMiddle; text: row.device.uri; visible: text !== "" }
            Words { width: parent.width; kind: "small"; text: row.device.tested; visible: text !== "" }
        }
        ActionButton {
            id: test
            entry: row.device.test ?? null
            width: implicitWidth + Theme.gap
            compact: true
            anchors.verticalCenter: parent.verticalCenter
            Accessible.name: text + " : " + row.device.label
        }
    }
}
