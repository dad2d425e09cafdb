import QtQuick
import ".."

// A field lying on its page: shows its value, and opens the keyboard at a touch. The touch area is
// a full target even when the field is thin.
Touch {
    id: field
    property var item
    property Item sheet

    text: item.label
    Accessible.role: item.type === "check" ? Accessible.CheckBox : Accessible.EditableText
    Accessible.checkable: item.type === "check"
    Accessible.checked: item.type === "check" && item.value !== ""
    Accessible.description: item.value
    readonly property real paperWidth: sheet ? item.w * sheet.width : 0
    readonly property real paperHeight: sheet ? item.h * sheet.height : 0
    width: Math.max(paperWidth, Theme.target)
    height: Math.max(paperHeight, Theme.target)
    x: sheet ? item.x * sheet.width - (width - paperWidth) / 2 : 0
    y: sheet ? item.y * sheet.height - (height - paperHeight) / 2 : 0
    padding: 0
    ringRadius: 4
    onClicked: item.type === "check" ? kiosk.act("form.type", { name: item.name, text: item.value === "" ? "1" : "" })
        : kiosk.act("form.focus", item.name)

    background: Item {
        Rectangle {
            anchors.centerIn: parent
            width: field.paperWidth
            height: field.paperHeight
            color: field.item.focused ? "#FDF0D5" : "#E3F0ED"
            border { width: field.item.focused ? 4 : 2; color: field.item.focused ? Theme.amber : "#0E5A5A" }
        }
    }
    contentItem: Item {
        Text {
            anchors.centerIn: parent
            width: field.paperWidth - 8
            text: field.item.type === "check" ? (field.item.value === "" ? "" : "X") : field.item.value
            horizontalAlignment: field.item.type === "check" ? Text.AlignHCenter : Text.AlignLeft
            font { family: Theme.family; pixelSize: Math.max(10, field.paperHeight * 0.68); bold: field.item.type === "check" }
            color: Theme.sheetInk
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 8
            textFormat: Text.PlainText
            Accessible.ignored: true
        }
    }
}
