import QtQuick
import ".."

// One field of a form as a large line: its name, what is written, and a touch to write or to tick.
Touch {
    id: row
    property var item
    readonly property bool check: item.type === "check"

    text: item.label
    implicitHeight: Math.max(Theme.row, implicitContentHeight + Theme.gap)
    leftPadding: Theme.pad
    rightPadding: Theme.pad
    Accessible.role: check ? Accessible.CheckBox : Accessible.Button
    Accessible.checkable: check
    Accessible.checked: check && item.value !== ""
    Accessible.description: [item.hint, item.by ?? "", item.value].filter(word => word !== "").join(", ")
    onClicked: check ? kiosk.act("form.type", { name: item.name, text: item.value === "" ? "1" : "" })
        : kiosk.act("form.focus", item.name)

    background: Rectangle {
        radius: Theme.smallRadius
        color: row.down ? Theme.pressed : Theme.card
        border { width: row.item.pointed ? 8 : Theme.border; color: row.item.pointed ? Theme.amber : Theme.mainText }
    }
    contentItem: Item {
        implicitHeight: words.implicitHeight
        Column {
            id: words
            width: parent.width - mark.width - Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            Words { width: parent.width; kind: row.check || row.item.value === "" ? "body" : "small"; text: row.text; spoken: false }
            Words { width: parent.width; kind: "small"; text: row.item.hint; visible: text !== ""; spoken: false }
            Words { width: parent.width; kind: "small"; strong: true; color: Theme.amberInk; text: row.item.by ?? ""; visible: text !== ""; spoken: false }
            Words { width: parent.width; strong: true; text: row.check ? "" : row.item.value; visible: text !== ""; spoken: false }
        }
        Icon {
            id: mark
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            name: row.check ? "" : "keyboard"
            size: 52
        }
        Rectangle {
            visible: row.check
            width: 52
            height: 52
            radius: 10
            color: "transparent"
            border { width: 4; color: Theme.mainText }
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            Icon { anchors.centerIn: parent; name: row.check && row.item.value !== "" ? "check" : ""; size: 40 }
        }
    }
}
