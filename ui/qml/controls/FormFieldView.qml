import QtQuick
import ".."

// A field drawn on its page with what was written in it; it is filled from its line below the page.
Rectangle {
    id: field
    property var item
    property Item sheet

    x: sheet ? item.x * sheet.width : 0
    y: sheet ? item.y * sheet.height : 0
    width: sheet ? item.w * sheet.width : 0
    height: sheet ? item.h * sheet.height : 0
    color: item.focused || item.by ? "#FDF0D5" : "#E3F0ED"
    border { width: item.pointed ? 7 : item.focused ? 4 : 2; color: item.focused || item.pointed ? Theme.amber : "#0E5A5A" }

    Text {
        anchors.centerIn: parent
        width: parent.width - 8
        text: field.item.shown
        horizontalAlignment: field.item.shown === "X" ? Text.AlignHCenter : Text.AlignLeft
        font { family: Theme.family; pixelSize: Math.max(8, field.height * 0.68); bold: field.item.type === "check" }
        color: Theme.sheetInk
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 6
        textFormat: Text.PlainText
        Accessible.ignored: true
    }
}
